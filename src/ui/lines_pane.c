/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/lines_pane.h"

#include <stdio.h>
#include <string.h>

#include "call/party.h"
#include "text/cells.h"
#include "ui/layout.h"
#include "ui/lines_text.h"
#include "ui/paint.h"

enum {
	HEAD_ROWS = 2,	  /* the title and the heading */
	HEADING_FROM = 3, /* rows; with fewer there is a line instead */
	HALF_COLS = 56,	  /* where two lines stand side by side, at least */
	DIVIDER_COLS = 2,
	COLUMNS_MOST = 9,
};

/* How wide each column is for the lines that are shown; 0: left out. */
struct widths {
	int cols[COLUMNS_MOST];
	int gap;
};

/* What is given up first where there is not enough room, and down to what. */
static const struct sacrifice {
	enum lines_text column;
	int least;
} sacrifices[] = {
	{ LINES_TEXT_WHO, 12 },
	{ LINES_TEXT_THEIRS, 24 },
	{ LINES_TEXT_MINE, 24 },
	{ LINES_TEXT_FRAMES, 0 },
	{ LINES_TEXT_WHO, 8 },
	{ LINES_TEXT_BYTES, 0 },
	{ LINES_TEXT_THEIRS, 22 },
	{ LINES_TEXT_MINE, 18 },
	{ LINES_TEXT_WHO, 5 },
	{ LINES_TEXT_THEIRS, 18 },
	{ LINES_TEXT_MINE, 0 },
	{ LINES_TEXT_DESCRIPTOR, 0 },
	{ LINES_TEXT_THEIRS, 9 },
};

static int
total_cols(const struct widths *widths)
{
	int total = 0;
	for (int at = 0; at < LINES_TEXT_COUNT; at++)
		if (widths->cols[at] > 0)
			total += widths->cols[at] + widths->gap;
	return total;
}

static int
cols_of(const char *text)
{
	return cells_cols(text, strlen(text));
}

/* As wide as the widest of all lines, so that a page turned moves nothing. */
static void
measure(struct widths *widths, const struct scene *scene)
{
	char text[LINES_TEXT_SIZE];
	for (int at = 0; at < LINES_TEXT_COUNT; at++) {
		enum lines_text column = (enum lines_text)at;
		widths->cols[at] = cols_of(lines_text_title(column));
		for (size_t i = 0; i < scene->line_count; i++) {
			int cols =
			    cols_of(lines_text(text, column, &scene->lines[i]));
			if (cols > widths->cols[at])
				widths->cols[at] = cols;
		}
	}
}

/* A column that was left out may have made room for what had given way before. */
static void
give_back(struct widths *widths, const struct widths *wanted, int cols)
{
	static const enum lines_text first[] = { LINES_TEXT_THEIRS,
		LINES_TEXT_WHO, LINES_TEXT_MINE, LINES_TEXT_BYTES,
		LINES_TEXT_FRAMES };
	for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
		int *at = &widths->cols[first[i]];
		int lacks = wanted->cols[first[i]] - *at;
		int room = cols - total_cols(widths);
		if (*at == 0 && lacks + widths->gap <= room)
			*at = wanted->cols[first[i]];
		else if (*at > 0 && room > 0)
			*at += lacks < room ? lacks : room;
	}
}

static void
fit(struct widths *widths, const struct scene *scene, int cols)
{
	widths->gap = 2;
	measure(widths, scene);
	struct widths wanted = *widths;
	if (total_cols(widths) > cols)
		widths->gap = 1;
	for (size_t i = 0; i < sizeof sacrifices / sizeof *sacrifices; i++) {
		int *at = &widths->cols[sacrifices[i].column];
		int excess = total_cols(widths) - cols;
		if (excess <= 0)
			break;
		int left = *at - excess;
		if (left < sacrifices[i].least || sacrifices[i].least == 0)
			left = sacrifices[i].least;
		if (left < *at)
			*at = left;
	}
	give_back(widths, &wanted, cols);
}

/* The port is what tells two lines of one address apart: it stays. */
static void
shorten_number(char text[LINES_TEXT_SIZE], int cols)
{
	enum { TAIL_SIZE = 16 };
	char cut[LINES_TEXT_SIZE - TAIL_SIZE], tail[TAIL_SIZE];
	const char *port = strrchr(text, ':');
	if (port == NULL || cols_of(text) <= cols ||
	    strlen(port) >= sizeof tail - 1 || cols_of(port) + 2 >= cols)
		return;
	if (port > text && port[-1] == ']')
		port--;
	snprintf(tail, sizeof tail, "%s", port);
	text[port - text] = '\0';
	paint_shorten(cut, sizeof cut, text, cols - cols_of(tail));
	snprintf(text, LINES_TEXT_SIZE, "%s%s", cut, tail);
}

static bool
is_number(enum lines_text column)
{
	return column == LINES_TEXT_MINE || column == LINES_TEXT_THEIRS;
}

static void
paint_columns(const struct brush *brush, int row, const struct widths *widths,
    const struct scene_line *line, enum canvas_style style)
{
	char text[LINES_TEXT_SIZE];
	int col = 0;
	for (int at = 0; at < LINES_TEXT_COUNT; at++) {
		enum lines_text column = (enum lines_text)at;
		int cols = widths->cols[at];
		if (cols == 0)
			continue;
		snprintf(text, sizeof text, "%s", lines_text_title(column));
		if (line != NULL)
			lines_text(text, column, line);
		if (line != NULL && is_number(column))
			shorten_number(text, cols);
		int from = col;
		if (lines_text_is_right(column) && cols_of(text) < cols)
			from += cols - cols_of(text);
		paint_cut(brush, row, from, col + cols - from, style, text);
		col += cols + widths->gap;
	}
}

static enum canvas_style
style_of(const struct scene_line *line)
{
	if (line->party == NULL)
		return STYLE_NOTE;
	if (!line->is_over &&
	    (line->party->call.state == CALL_RINGS_HERE ||
		call_is_in_trouble(&line->party->call)))
		return STYLE_ALERT;
	return line->is_front ? STYLE_NAME : STYLE_PLAIN;
}

/* ---- how many there are, and where ---- */

static int
room_below(const struct rectangle *in)
{
	int rows = in->rows - (in->rows < HEADING_FROM ? 1 : HEAD_ROWS);
	return rows > 0 ? rows : 0;
}

static bool
has_halves(const struct scene *scene, const struct rectangle *in)
{
	return scene->line_count > (size_t)room_below(in) &&
	    in->cols >= 2 * HALF_COLS + DIVIDER_COLS;
}

int
lines_pane_rows(const struct scene *scene)
{
	return HEAD_ROWS + (int)scene->line_count;
}

size_t
lines_pane_room(const struct scene *scene, const struct rectangle *in)
{
	return (size_t)room_below(in) * (has_halves(scene, in) ? 2 : 1);
}

/* "the lines · 3 of 8 taken · traffic in/out" and which page, if not all. */
static void
paint_title(const struct brush *brush, const struct scene *scene, size_t top,
    size_t room)
{
	char text[160];
	size_t count = scene->line_count, end = top + room;
	int size = snprintf(text, sizeof text, "the lines · %d of %d taken",
	    scene->lines_taken, scene->lines_most);
	if (room < count)
		snprintf(text + size, sizeof text - (size_t)size,
		    " · rows %zu to %zu of %zu, F9 %s", top + 1,
		    end < count ? end : count, count,
		    end < count ? "goes on" : "closes");
	paint_rule(brush, 0, text);
}

static void
paint_part(const struct brush *brush, const struct scene *scene,
    const struct widths *widths, size_t from)
{
	int row = 0;
	if (brush->in.rows + 1 >= HEADING_FROM)
		paint_columns(brush, row++, widths, NULL, STYLE_HEADING);
	for (; row < brush->in.rows && from < scene->line_count;
	     row++, from++) {
		const struct scene_line *line = &scene->lines[from];
		paint_columns(brush, row, widths, line, style_of(line));
	}
}

void
lines_pane_paint(const struct view *view, struct canvas *canvas,
    const struct scene *scene, const struct rectangle *in)
{
	struct rectangle rest = *in;
	struct brush title = { canvas, layout_take_top(&rest, 1) };
	struct brush left = { canvas, rest }, right = { canvas, rest };
	struct widths widths;
	size_t room = lines_pane_room(scene, in), top = view->lines_top;
	if (top >= scene->line_count)
		top = 0;
	paint_title(&title, scene, top, room);
	if (has_halves(scene, in)) {
		left.in.cols = (in->cols - DIVIDER_COLS) / 2;
		right.in.col += left.in.cols + DIVIDER_COLS;
		right.in.cols = left.in.cols;
	}
	fit(&widths, scene, left.in.cols);
	paint_part(&left, scene, &widths, top);
	if (has_halves(scene, in))
		paint_part(&right, scene, &widths, top + room / 2);
}
