/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * learned - the keys' sequences that this one terminal has for itself, as
 * its terminfo entry tells.
 *
 * Pure. Those that everybody shares are ui/sequences'.
 */
#ifndef LANDLINE_UI_LEARNED_H
#define LANDLINE_UI_LEARNED_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/escape.h"
#include "ui/key.h"

struct learned_key;

struct learned {
	struct learned_key *keys; /* NULL while there are none */
	size_t count;
};

/* Makes it empty. */
void learned_clear(struct learned *learned);

/* Ignored unless it is an escape sequence that ends where ours end. */
void learned_add(struct learned *learned, const char *sequence,
    enum key_name name, uint32_t point);

/* The key that this whole sequence was learned for; false when none. */
bool learned_find(const struct learned *learned, struct key *key,
    const struct escape *escape);

#endif
