/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/layout.h"

enum {
	LEAST_CONVERSATION = 5, /* rows that other panes never take */
	LEAST_LOWER = 2,	/* a pane: its title and a row */
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

/* The lower half, as long as the conversation keeps its least. */
static int
lower_rows(int rows)
{
	int half = rows / 2;
	int spare = rows - LEAST_CONVERSATION;
	int lower = least(half, spare);
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
	int draft_rows = least(wish->draft_rows, layout_draft_most(rows));
	layout->draft = take_bottom(&rest, draft_rows < 1 ? 1 : draft_rows);
	layout->status = take_bottom(&rest, 1);
	layout->notice = take_bottom(&rest, notice_rows(rest.rows, wish));
	layout->lower =
	    take_bottom(&rest, wish->lower ? lower_rows(rest.rows) : 0);
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

void
layout_lower(struct layout_lower *lower, const struct rectangle *in, bool wire,
    bool ladder)
{
	struct rectangle rest = *in;
	*lower = (struct layout_lower){ 0 };
	if (wire && ladder && in->cols >= LAYOUT_ASIDE_FROM) {
		lower->wire = take_left(&rest, (in->cols - 1) / 2);
		lower->divider = take_left(&rest, 1);
	} else if (wire && ladder && in->rows >= 2 * LEAST_LOWER) {
		lower->wire = layout_take_top(&rest, in->rows / 2);
	}
	/* Where there is no room for both, it is the ladder that stays. */
	if (ladder)
		lower->ladder = rest;
	else if (wire)
		lower->wire = rest;
}
