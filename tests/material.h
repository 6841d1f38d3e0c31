/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * material - what tests are made of: numbers that look random and are the
 * same every time, and bytes that stand alone on the heap.
 *
 * A test names the seed in its messages, so that a failure can be repeated.
 */
#ifndef TESTS_MATERIAL_H
#define TESTS_MATERIAL_H

#include <stddef.h>
#include <stdint.h>

/* Any state but 0 will do as a seed. */
uint64_t material_random(uint64_t *state);

/* One of 0 … most. */
size_t material_upto(uint64_t *state, size_t most);

/* Fills with random bytes. */
void material_fill(uint64_t *state, uint8_t *bytes, size_t size);

/*
 * A copy with not one byte of room behind it, so that a sanitizer sees a read
 * beyond the end. The caller frees it.
 */
uint8_t *material_copy(const uint8_t *bytes, size_t size);

#endif
