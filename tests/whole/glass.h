/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * glass - what a person would see: the bytes that a program wrote, as
 * libvterm shows them.
 *
 * It has no descriptor; tests/whole/terminal reads and feeds it.
 */
#ifndef TESTS_WHOLE_GLASS_H
#define TESTS_WHOLE_GLASS_H

#include <stdbool.h>
#include <stddef.h>

struct glass; /* opaque */

struct glass_cell {
	char text[32]; /* UTF-8; "" for the second half of a wide character */
	int cols;      /* 1 or 2 */
	bool is_bold, is_reverse, is_underlined;
	int colour; /* of the text; -1: the terminal's own */
};

struct glass *glass_new(int rows, int cols);
void glass_free(struct glass *glass);

/* Never less than 1 row and 2 columns, nor more than 2000. */
void glass_resize(struct glass *glass, int rows, int cols);

void glass_feed(struct glass *glass, const char *bytes, size_t size);

/* What the terminal answers; returns how many bytes were put into `to`. */
size_t glass_answer(struct glass *glass, char *to, size_t room);

/*
 * All of it as UTF-8, blanks at the ends of rows left out, a newline behind
 * each row, as canvas_dump() has it. The caller frees it.
 */
char *glass_dump(const struct glass *glass);

struct glass_cell glass_at(const struct glass *glass, int row, int col);

void glass_cursor(const struct glass *glass, int *row, int *col);
bool glass_shows_cursor(const struct glass *glass);
bool glass_is_alternate(const struct glass *glass);
const char *glass_title(const struct glass *glass);
unsigned glass_bells(const struct glass *glass);

/* How often all of it was cleared (CSI 2 J), with which curses begins to paint
 * afresh, and what glass_dump() was just before the last time. */
unsigned glass_clears(const struct glass *glass);
const char *glass_before_clear(const struct glass *glass);

#endif
