/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * gap - a growing text with a gap in it, so that putting and taking at one
 * place costs nothing however long the text is.
 *
 * Pure, and of bytes: it knows neither characters nor a cursor.
 */
#ifndef LANDLINE_TEXT_GAP_H
#define LANDLINE_TEXT_GAP_H

#include <stddef.h>

/* The text is store[0 … start) and then store[end … room). */
struct gap {
	char *store; /* NULL until gap_reserve() */
	size_t start, end, room;
};

/* All zero is an empty one; this makes it that again, and frees the store. */
void gap_clear(struct gap *gap);

/* How many bytes the text has. */
size_t gap_size(const struct gap *gap);

/* Moves the gap to offset `at`. */
void gap_move(struct gap *gap, size_t at);

/* Widens the gap to `size` bytes at least; they go to store + start. */
void gap_reserve(struct gap *gap, size_t size);

/* Puts `size` bytes before the gap. */
void gap_put(struct gap *gap, const char *text, size_t size);

/* Puts `size` bytes behind the gap. */
void gap_put_behind(struct gap *gap, const char *text, size_t size);

/* The text in one run with a NUL behind: moves the gap to the end. */
const char *gap_text(struct gap *gap);

#endif
