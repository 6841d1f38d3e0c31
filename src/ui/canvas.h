/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * canvas - a grid of styled cells that can be dumped as text.
 *
 * Pure: ui/view paints it, ui/screen shows it, a test compares it with a
 * picture in a text file. What is put must be clean (text/clean); nothing is
 * ever drawn beyond the rectangle given.
 */
#ifndef LANDLINE_UI_CANVAS_H
#define LANDLINE_UI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CANVAS_CELL_SIZE = 30, /* one spacing character and its marks */
	CANVAS_MOST = 1000,    /* rows, and columns */
};

/* What a cell is, not what it looks like: colours are ui/screen's. */
enum canvas_style {
	STYLE_PLAIN,
	STYLE_MINE,
	STYLE_THEIRS,
	STYLE_NAME, /* whose column it is */
	STYLE_TIME,
	STYLE_STRIP,  /* the header under a message */
	STYLE_NOTE,   /* what the phone says */
	STYLE_LIVE,   /* a draft that is still being typed */
	STYLE_RULE,   /* borders */
	STYLE_STATUS, /* the status row */
	STYLE_ALERT,  /* it rings; trouble */
	STYLE_HEX,
	STYLE_FIELD,
	STYLE_HEADING,
	STYLE_KEY, /* a key's label in help */
	STYLE_COUNT,
};

struct canvas_cell {
	uint8_t style; /* enum canvas_style */
	uint8_t cols;  /* 1 or 2; 0: covered by the wide cell to the left */
	char text[CANVAS_CELL_SIZE]; /* UTF-8 and a NUL; " " when blank */
};

struct canvas {
	int rows, cols;
	struct canvas_cell *cells;  /* rows × cols */
	size_t room;		    /* cells that are allocated */
	int cursor_row, cursor_col; /* -1: not shown */
};

struct rectangle {
	int row, col, rows, cols;
};

void canvas_init(struct canvas *canvas);
void canvas_clear(struct canvas *canvas);

/* Makes it that large (0…CANVAS_MOST) and blank. Allocates only when it grows. */
void canvas_blank(struct canvas *canvas, int rows, int cols);

/*
 * Puts text from `col` on (relative to `in`), at most to the right edge of
 * `in`; a cluster that would be cut there is left out, and what follows it.
 * Each spacing character of a cluster gets a cell of its own, as ncurses
 * counts columns. Control characters are left out. Returns the column behind
 * the last one put.
 */
int canvas_put(struct canvas *canvas, const struct rectangle *in, int row,
    int col, enum canvas_style style, const char *text, size_t size);

/* Fills a row of `in` from `col` on with one character of one column. */
void canvas_fill(struct canvas *canvas, const struct rectangle *in, int row,
    int col, enum canvas_style style, const char *character);

/* The same for all rows of it. */
void canvas_fill_all(struct canvas *canvas, const struct rectangle *in,
    enum canvas_style style, const char *character);

const struct canvas_cell *canvas_at(const struct canvas *canvas, int row,
    int col);

/*
 * The whole canvas as UTF-8 text, blanks at the ends of rows left out, a
 * newline behind each row. The caller frees it.
 */
char *canvas_dump(const struct canvas *canvas);

#endif
