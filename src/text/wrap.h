/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * wrap - text to rows of at most N columns.
 *
 * Pure, and an iterator: it allocates nothing and may be left at any row.
 * Rows break at newlines, else after the last blank that fits (the blanks at
 * a break belong to the row before and take no columns of the next), else
 * between two grapheme clusters. Blanks (spaces and tabs) that open a row are
 * an indent and no place to break. A cluster wider than the whole row stands
 * alone in one. Tabs reach to the next column that 8 divides. The text must
 * have passed text/clean.
 */
#ifndef LANDLINE_TEXT_WRAP_H
#define LANDLINE_TEXT_WRAP_H

#include <stdbool.h>
#include <stddef.h>

enum { WRAP_TAB_COLS = 8 };

struct wrap {
	const char *text;
	size_t size;
	size_t at;
	int cols;
	bool owes_row; /* the text is empty or ended in a newline */
};

struct wrap_row {
	size_t start; /* offset of its first byte */
	size_t size;  /* bytes shown: newline and blanks at a break left out,
			 blanks before a newline or the end kept if they fit */
	size_t next;  /* offset of the next row's first byte */
	int cols;     /* columns shown, at most the width asked for */
};

/* `cols` is at least 1. An empty text has one empty row. */
void wrap_init(struct wrap *wrap, const char *text, size_t size, int cols);

/* Fills the next row; false when there is none. */
bool wrap_next(struct wrap *wrap, struct wrap_row *row);

/* How many rows the text has, counted up to `most`. */
size_t wrap_count(const char *text, size_t size, int cols, size_t most);

#endif
