/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/paint.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "text/cells.h"
#include "text/wrap.h"

int
paint_string(const struct brush *brush, int row, int col,
    enum canvas_style style, const char *string)
{
	return canvas_put(brush->canvas, &brush->in, row, col, style, string,
	    strlen(string));
}

int
paint_tabbed(const struct brush *brush, int row, int col,
    enum canvas_style style, const char *text, size_t size)
{
	int at = col;
	for (;;) {
		const char *tab = size > 0 ? memchr(text, '\t', size) : NULL;
		size_t front = tab ? (size_t)(tab - text) : size;
		at = canvas_put(brush->canvas, &brush->in, row, at, style, text,
		    front);
		if (!tab)
			return at;
		at += WRAP_TAB_COLS - (at - col) % WRAP_TAB_COLS;
		text = tab + 1;
		size -= front + 1;
	}
}

int
paint_cut(const struct brush *brush, int row, int col, int cols,
    enum canvas_style style, const char *string)
{
	size_t size = strlen(string);
	if (cols <= 0)
		return col;
	size_t fits = cells_fit(string, size, cols);
	if (fits == size)
		return paint_string(brush, row, col, style, string);
	fits = cells_fit(string, size, cols - 1);
	col = canvas_put(brush->canvas, &brush->in, row, col, style, string,
	    fits);
	return paint_string(brush, row, col, style, "…");
}

char *
paint_shorten(char *to, size_t room, const char *string, int cols)
{
	size_t size = strlen(string);
	const char *end = "";
	if (cells_cols(string, size) > cols) {
		size = cols > 0 ? cells_fit(string, size, cols - 1) : 0;
		end = cols > 0 ? "…" : "";
	}
	snprintf(to, room, "%.*s%s", (int)size, string, end);
	return to;
}

void
paint_right(const struct brush *brush, int row, int least,
    enum canvas_style style, const char *string)
{
	int col = brush->in.cols - 1 - cells_cols(string, strlen(string));
	if (col >= least)
		paint_string(brush, row, col, style, string);
}

int
paint_wrapped(const struct brush *brush, int row, int col, int most,
    enum canvas_style style, const char *string)
{
	int cols = brush->in.cols - 1 - col;
	size_t size = strlen(string);
	struct wrap wrap;
	struct wrap_row part;
	int rows = 0;
	wrap_init(&wrap, string, size, cols < 1 ? 1 : cols);
	while (rows < most && wrap_next(&wrap, &part)) {
		int end = paint_tabbed(brush, row + rows, col, style,
		    string + part.start, part.size);
		if (++rows == most && part.next < size)
			paint_string(brush, row + rows - 1, end, style, "…");
	}
	return rows;
}

void
paint_rule(const struct brush *brush, int row, const char *title)
{
	canvas_fill(brush->canvas, &brush->in, row, 0, STYLE_RULE, "─");
	int room = brush->in.cols - 4;
	if (room < 1 || *title == '\0')
		return;
	paint_string(brush, row, 1, STYLE_RULE, " ");
	int end = paint_cut(brush, row, 2, room, STYLE_NAME, title);
	paint_string(brush, row, end, STYLE_RULE, " ");
}

char *
paint_time(char to[PAINT_TIME_SIZE], const struct scene *scene, int64_t at_ms)
{
	time_t seconds = (time_t)((at_ms + scene->wall_offset) / 1000);
	struct tm local;
	if (!localtime_r(&seconds, &local) ||
	    strftime(to, PAINT_TIME_SIZE, "%H:%M", &local) == 0)
		snprintf(to, PAINT_TIME_SIZE, "--:--");
	return to;
}

char *
paint_moment(char to[PAINT_TIME_SIZE], const struct scene *scene, int64_t at_ms)
{
	int64_t ms = (at_ms + scene->wall_offset) % (60 * 1000);
	size_t size = strlen(paint_time(to, scene, at_ms));
	if (ms < 0)
		ms += 60 * 1000;
	snprintf(to + size, PAINT_TIME_SIZE - size, ":%02d.%03d",
	    (int)(ms / 1000), (int)(ms % 1000));
	return to;
}
