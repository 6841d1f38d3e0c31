/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * samples - text to try things with: dice with a seed, and characters of
 * every kind that has ever made trouble in a terminal.
 */
#ifndef TESTS_TEXT_SAMPLES_H
#define TESTS_TEXT_SAMPLES_H

#include <stddef.h>
#include <stdint.h>

struct dice {
	uint64_t state;
};

/* Dice that repeat; SAMPLES_SEED in the environment overrides `seed`. */
struct dice dice_new(uint64_t seed);

/* 0 … below - 1. */
size_t dice_roll(struct dice *dice, size_t below);

/* One character in UTF-8 to `to` (room for 4); its size. */
size_t samples_encode(char *to, uint32_t point);

/*
 * Writes `count` troublesome pieces (characters, or bytes that are no UTF-8)
 * to `to`, which has room for 4 times as many bytes; the size.
 */
size_t samples_trouble(struct dice *dice, char *to, size_t count);

/* The same without what is no UTF-8 and without control characters. */
size_t samples_prose(struct dice *dice, char *to, size_t count);

#endif
