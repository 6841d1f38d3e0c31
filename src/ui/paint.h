/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * paint - what every pane needs to put words on a canvas: a string, one that
 * is cut with "…", one that is wrapped, a rule with a title, the time of day.
 *
 * Pure. Rows and columns are relative to the rectangle, as in ui/canvas.
 */
#ifndef LANDLINE_UI_PAINT_H
#define LANDLINE_UI_PAINT_H

#include <stddef.h>
#include <stdint.h>

#include "ui/canvas.h"
#include "ui/scene.h"

enum {
	PAINT_TIME_SIZE = 16, /* "20:15" and a NUL, with room to spare */
	PAINT_TIME_COLS = 5,
	PAINT_MOMENT_COLS = 12,
};

/* Where and how something is painted. */
struct brush {
	struct canvas *canvas;
	struct rectangle in;
};

/* Each returns the column behind the last one put. */
int paint_string(const struct brush *brush, int row, int col,
    enum canvas_style style, const char *string);

/* The same for `size` bytes in which tabs count from `col` on. */
int paint_tabbed(const struct brush *brush, int row, int col,
    enum canvas_style style, const char *text, size_t size);

/* At most `cols` columns, the last of which is "…" when something is cut. */
int paint_cut(const struct brush *brush, int row, int col, int cols,
    enum canvas_style style, const char *string);

/* Copies at most `cols` columns of a string, cut as above. Returns `to`. */
char *paint_shorten(char *to, size_t room, const char *string, int cols);

/* Ends one column before the right edge. Nothing when `least` is to its left. */
void paint_right(const struct brush *brush, int row, int least,
    enum canvas_style style, const char *string);

/*
 * Wraps it to the columns from `col` to one before the right edge, on at most
 * `most` rows; "…" stands behind what is left out. Returns how many rows.
 */
int paint_wrapped(const struct brush *brush, int row, int col, int most,
    enum canvas_style style, const char *string);

/* "─ title ──────" on a whole row. */
void paint_rule(const struct brush *brush, int row, const char *title);

/* "20:15", the local time of a moment of base/clock. Returns `to`. */
char *paint_time(char to[PAINT_TIME_SIZE], const struct scene *scene,
    int64_t at_ms);

/* "20:15:03.120" */
char *paint_moment(char to[PAINT_TIME_SIZE], const struct scene *scene,
    int64_t at_ms);

#endif
