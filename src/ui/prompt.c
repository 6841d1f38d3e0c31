/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/prompt.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "text/cells.h"
#include "text/wrap.h"
#include "ui/paint.h"

enum {
	MARGIN_COLS = 3,      /* " > " */
	LONG_MARGIN_COLS = 5, /* "↑ 13 ": rows that are above, or below */
	LONG_FROM_COLS = 16,
	ROWS_MOST = 999, /* that are told */
	LEAST_WINDOW = 4096,
	BYTES_A_COL = 4, /* of the longest characters that are usual */
};

/* The part of the draft that is wrapped, and where the cursor is in it. */
struct window {
	const char *text;
	size_t size;
	size_t cursor;
	bool begins_late, ends_early; /* there is more of the draft */
	int margin;		      /* columns in front */
	int cols;
	int rows; /* of the part, and one for a cursor behind its end */
	int cursor_row, cursor_col;
};

/*
 * Where to begin so that a screenful lies before the cursor: at a line's
 * start if one is near, else at a place that stays where it is while typing.
 */
static size_t
start_near(const struct scene *scene, size_t chunk)
{
	size_t start = scene->draft_cursor / chunk * chunk;
	if (start < chunk)
		return 0;
	start -= chunk;
	const char *newline = memchr(scene->draft + start, '\n', chunk);
	if (newline)
		return (size_t)(newline - scene->draft) + 1;
	return cells_boundary(scene->draft, scene->draft_size, start);
}

static size_t
end_near(const struct scene *scene, size_t chunk)
{
	if (scene->draft_size - scene->draft_cursor <= chunk)
		return scene->draft_size;
	return cells_boundary(scene->draft, scene->draft_size,
	    scene->draft_cursor + chunk);
}

static int
cols_before(const struct window *window, const struct wrap_row *row)
{
	int cols = 0;
	for (size_t at = row->start; at < window->cursor;) {
		struct cells_cluster next =
		    cells_next(window->text + at, window->cursor - at);
		bool is_tab = window->text[at] == '\t';
		cols +=
		    is_tab ? WRAP_TAB_COLS - cols % WRAP_TAB_COLS : next.cols;
		at += next.size;
	}
	return cols;
}

/*
 * Finds the cursor: of two rows that meet at it the later one has it, and
 * behind a row that is full the next character goes to the row below.
 */
static void
wrap_window(struct window *window)
{
	struct wrap wrap;
	struct wrap_row row, with_cursor = { 0 };
	wrap_init(&wrap, window->text, window->size, window->cols);
	for (; wrap_next(&wrap, &row); window->rows++) {
		if (row.start > window->cursor)
			continue;
		window->cursor_row = window->rows;
		with_cursor = row;
	}
	window->cursor_col = cols_before(window, &with_cursor);
	if (window->cursor_col >= window->cols) {
		window->cursor_row++;
		window->cursor_col = 0;
	}
	if (window->cursor_row >= window->rows)
		window->rows = window->cursor_row + 1;
}

static void
open_with_margin(struct window *window, const struct scene *scene, int cols,
    int most, int margin)
{
	*window = (struct window){
		.text = "",
		.margin = margin,
		.cols = cols - margin,
	};
	if (window->cols < 1)
		window->cols = 1;
	if (scene->draft_size > 0) {
		size_t chunk =
		    (size_t)window->cols * (size_t)most * BYTES_A_COL;
		if (chunk < LEAST_WINDOW)
			chunk = LEAST_WINDOW;
		size_t start = start_near(scene, chunk);
		window->text = scene->draft + start;
		window->size = end_near(scene, chunk) - start;
		window->cursor = scene->draft_cursor - start;
		window->begins_late = start > 0;
		window->ends_early = start + window->size < scene->draft_size;
	}
	wrap_window(window);
}

/* A draft of more rows than fit needs a wider margin, to say so. */
static void
open_window(struct window *window, const struct scene *scene, int cols,
    int most)
{
	open_with_margin(window, scene, cols, most, MARGIN_COLS);
	if (window->rows > most && most > 1 && cols >= LONG_FROM_COLS)
		open_with_margin(window, scene, cols, most, LONG_MARGIN_COLS);
}

int
prompt_rows(const struct scene *scene, int cols, int most)
{
	struct window window;
	open_window(&window, scene, cols, most);
	return window.rows < most ? window.rows : most;
}

/* The cursor's row shows, and where there is room one below it too. */
static int
top_of(const struct window *window, int rows)
{
	int context = rows >= 3 ? 1 : 0;
	int top = window->cursor_row + context + 1 - rows;
	if (top > window->rows - rows)
		top = window->rows - rows;
	return top < 0 ? 0 : top;
}

/* "↑ 13": how many rows are there that do not show. */
static void
paint_more(const struct brush *brush, int row, const char *arrow, int rows,
    bool is_uncounted)
{
	char text[32];
	if (rows <= 0 && !is_uncounted)
		return;
	if (is_uncounted || rows > ROWS_MOST)
		snprintf(text, sizeof text, "%s  …", arrow);
	else
		snprintf(text, sizeof text, "%s%3d", arrow, rows);
	paint_string(brush, row, 0, STYLE_STATUS, text);
}

static void
paint_margin(const struct brush *brush, const struct window *window, int top)
{
	int rows = brush->in.rows;
	if (top == 0 && !window->begins_late)
		paint_string(brush, 0, 0, STYLE_STATUS, " > ");
	if (window->margin < LONG_MARGIN_COLS)
		return;
	paint_more(brush, 0, "↑", top, window->begins_late);
	paint_more(brush, rows - 1, "↓", window->rows - top - rows,
	    window->ends_early);
}

void
prompt_paint(struct canvas *canvas, const struct scene *scene,
    const struct rectangle *in, int most)
{
	struct brush brush = { canvas, *in };
	struct window window;
	open_window(&window, scene, in->cols, most);
	int top = top_of(&window, in->rows);
	paint_margin(&brush, &window, top);

	struct wrap wrap;
	struct wrap_row row;
	wrap_init(&wrap, window.text, window.size, window.cols);
	for (int at = -top; at < in->rows && wrap_next(&wrap, &row); at++)
		if (at >= 0)
			paint_tabbed(&brush, at, window.margin, STYLE_PLAIN,
			    window.text + row.start, row.size);
	int col = window.margin + window.cursor_col;
	if (in->rows > 0 && col < in->cols) {
		canvas->cursor_row = in->row + window.cursor_row - top;
		canvas->cursor_col = in->col + col;
	}
}
