/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/layout.h"

enum {
	LEAST_CONVERSATION = 5, /* rows that other panes never take */
	LEAST_LOWER = 2,	/* a pane: its title and a row */
	LEAST_LINES = 3,	/* that of the lines has a heading, too */
	TITLE_FROM = 7, /* below so many rows the titles give way to text */
};

static int
least(int one, int other)
{
	return one < other ? one : other;
}

struct rectangle
layout_take_top(struct rectangle *from, int rows)
{
	struct rectangle top = *from;
	top.rows = least(rows, from->rows);
	from->row += top.rows;
	from->rows -= top.rows;
	return top;
}

static struct rectangle
take_bottom(struct rectangle *from, int rows)
{
	struct rectangle bottom = *from;
	bottom.rows = least(rows, from->rows);
	from->rows -= bottom.rows;
	bottom.row += from->rows;
	return bottom;
}

static struct rectangle
take_left(struct rectangle *from, int cols)
{
	struct rectangle left = *from;
	left.cols = least(cols, from->cols);
	from->col += left.cols;
	from->cols -= left.cols;
	return left;
}

int
layout_draft_most(int rows)
{
	return rows < 6 ? 1 : rows / 3;
}

/* Beside the rows for what is said there must be one for a notice. */
static int
draft_most(int rows, const struct layout_wish *wish)
{
	enum { STATUS = 1, BEHIND = 1, NOTICE = 1 };
	int spare = rows - LEAST_CONVERSATION - STATUS - BEHIND - NOTICE;
	int most = layout_draft_most(rows);
	return wish->behind ? least(most, spare) : most;
}

/* The lower half, as long as the conversation keeps its least. */
static int
lower_rows(int rows, const struct layout_wish *wish)
{
	int half = rows / 2;
	int spare = rows - LEAST_CONVERSATION;
	int lower = least(half, spare);
	if (!wish->lower && wish->lines_rows == 0)
		return 0;
	if (wish->is_quiet && lower < least(wish->lines_rows, spare))
		lower = least(wish->lines_rows, spare);
	if (!wish->lower)
		lower = least(lower, wish->lines_rows);
	return lower < LEAST_LOWER ? 0 : lower;
}

/* A long sentence takes more rows, but none of the conversation's least. */
static int
notice_rows(int rows, const struct layout_wish *wish)
{
	int spare = rows - LEAST_CONVERSATION;
	int wanted = least(wish->notice_rows, LAYOUT_NOTICE_MOST);
	return least(wanted, spare < 1 ? 1 : spare);
}

void
layout_screen(struct layout *layout, int rows, int cols,
    const struct layout_wish *wish)
{
	struct rectangle rest = { 0, 0, rows < 0 ? 0 : rows,
		cols < 0 ? 0 : cols };
	*layout = (struct layout){ .all = rest };
	layout->is_too_small =
	    rows < LAYOUT_LEAST_ROWS || cols < LAYOUT_LEAST_COLS;
	if (layout->is_too_small)
		return;
	int draft_rows = least(wish->draft_rows, draft_most(rows, wish));
	layout->draft = take_bottom(&rest, draft_rows < 1 ? 1 : draft_rows);
	layout->status = take_bottom(&rest, 1);
	layout->behind = take_bottom(&rest, wish->behind ? 1 : 0);
	layout->notice = take_bottom(&rest, notice_rows(rest.rows, wish));
	layout->lower = take_bottom(&rest, lower_rows(rest.rows, wish));
	layout->upper = rest;
}

void
layout_talk(struct layout_talk *talk, const struct rectangle *in,
    bool in_columns)
{
	struct rectangle rest = *in;
	*talk = (struct layout_talk){ .has_columns = in_columns };
	/* Who is at the other end always shows: in columns on the title's first
	 * row, else on the row in the middle. */
	int title_rows = (in_columns ? 1 : 0) + (in->rows < TITLE_FROM ? 0 : 1);
	talk->title = layout_take_top(&rest, title_rows);
	if (in_columns) {
		talk->span = rest;
		talk->mine = take_left(&rest, rest.cols / 2);
		talk->middle = take_left(&rest, 1);
	} else {
		talk->mine = layout_take_top(&rest, (rest.rows - 1) / 2);
		talk->middle = layout_take_top(&rest, 1);
	}
	talk->theirs = rest;
}

/*
 * The lines stand above the others, in as many rows as they need, and take no
 * more than half, or a third where two panes stand below. Where there is no
 * room for a line they give way.
 */
static int
lines_rows(const struct rectangle *in, bool wire, bool ladder, int wanted)
{
	bool is_stacked = wire && ladder && in->cols < LAYOUT_ASIDE_FROM;
	int share = in->rows / (is_stacked ? 3 : 2);
	if (!wire && !ladder)
		return wanted > 0 ? in->rows : 0;
	if (share < LEAST_LINES)
		share = LEAST_LINES;
	if (wanted == 0 || in->rows - share < LEAST_LOWER)
		return 0;
	return least(wanted, share);
}

void
layout_lower(struct layout_lower *lower, const struct rectangle *in, bool wire,
    bool ladder, int lines_wanted)
{
	struct rectangle rest = *in;
	*lower = (struct layout_lower){ 0 };
	lower->lines =
	    layout_take_top(&rest, lines_rows(in, wire, ladder, lines_wanted));
	if (wire && ladder && in->cols >= LAYOUT_ASIDE_FROM) {
		lower->wire = take_left(&rest, (in->cols - 1) / 2);
		lower->divider = take_left(&rest, 1);
	} else if (wire && ladder && rest.rows >= 2 * LEAST_LOWER) {
		lower->wire = layout_take_top(&rest, rest.rows / 2);
	}
	/* Where there is no room for both, it is the ladder that stays. */
	if (ladder)
		lower->ladder = rest;
	else if (wire)
		lower->wire = rest;
}
