/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * sheet - clean text with a cursor in it, to put at and to take out beside.
 *
 * Pure. It keeps two promises that text/draft makes: the text as a whole is
 * what text/clean leaves of it, and the cursor stands between two clusters.
 */
#ifndef LANDLINE_TEXT_SHEET_H
#define LANDLINE_TEXT_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "text/gap.h"

struct sheet {
	struct gap gap;
	size_t cursor;
	bool ended_in_cr; /* an LF that comes next belongs to that CR */
	/*
	 * A ZWJ was put that joins nothing yet. In the text it would have to
	 * be U+FFFD; so it waits here for its other half.
	 */
	bool owes_joiner;
};

/* All zero is an empty sheet; this makes it that again. */
void sheet_clear(struct sheet *sheet);

/* The text on either side of the cursor; both live until a change. */
struct sheet_side {
	const char *text;
	size_t size;
};
struct sheet_side sheet_before(struct sheet *sheet);
struct sheet_side sheet_behind(struct sheet *sheet);

/* Moves the cursor to `at`, a boundary between two clusters. */
void sheet_move(struct sheet *sheet, size_t at);

/*
 * Cleans `size` bytes, with LF for CR and CR LF, and puts them at the cursor.
 * Marks and joiners belong to what was put before, if that was done last.
 * False, and nothing put, if the text would be longer than `limit`.
 */
bool sheet_put(struct sheet *sheet, const char *text, size_t size,
    size_t limit);

/* Takes out what is between the cursor and `at`, another boundary. */
void sheet_take_out(struct sheet *sheet, size_t at);

/* Has `size` bytes of clean text instead, the cursor at the end. */
void sheet_replace(struct sheet *sheet, const char *text, size_t size);

/* Forgets a CR or a ZWJ that was put last: something else has been done. */
void sheet_rest(struct sheet *sheet);

#endif
