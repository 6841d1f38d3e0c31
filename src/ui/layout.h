/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * layout - rows × columns to the panes' rectangles.
 *
 * Pure arithmetic: no two rectangles of one layout overlap, and none reaches
 * beyond the screen. It knows sizes, and nothing of what is painted there.
 */
#ifndef LANDLINE_UI_LAYOUT_H
#define LANDLINE_UI_LAYOUT_H

#include <stdbool.h>

#include "ui/canvas.h"

enum {
	LAYOUT_LEAST_COLS = 40, /* below: a sentence, and nothing else */
	LAYOUT_LEAST_ROWS = 10,
	LAYOUT_COLUMNS_FROM = 80, /* two columns from so many columns on */
	LAYOUT_ASIDE_FROM = 120,  /* two panes side by side */
	LAYOUT_NOTICE_MOST = 3,
};

/* The whole screen, from top to bottom. */
struct layout {
	bool is_too_small; /* only `all` is to be used */
	struct rectangle all;
	struct rectangle upper;	 /* conversation, waiting or help */
	struct rectangle lower;	 /* panes; 0 rows: none */
	struct rectangle notice; /* 0 rows: none */
	struct rectangle behind; /* who is behind the front; 0 rows: nobody */
	struct rectangle status; /* 1 row */
	struct rectangle draft;
};

/* What is wanted; a draft gets at most layout_draft_most() rows. */
struct layout_wish {
	bool lower;	/* a pane that takes all it gets: half the screen */
	int lines_rows; /* of the lines pane; 0: none */
	bool is_quiet;	/* nobody talks: the lines may have more than half */
	bool behind;
	int notice_rows; /* at most LAYOUT_NOTICE_MOST */
	int draft_rows;
};

void layout_screen(struct layout *layout, int rows, int cols,
    const struct layout_wish *wish);

/* The most rows that a draft gets on a screen of so many rows. */
int layout_draft_most(int rows);

/* The conversation. A title of 0 rows is not shown. */
struct layout_talk {
	bool has_columns;
	struct rectangle title; /* columns: names, a rule; classic: mine */
	struct rectangle mine;
	struct rectangle middle; /* the divider, or the row with their name */
	struct rectangle theirs;
	struct rectangle span; /* columns: mine, divider and theirs together */
};

void layout_talk(struct layout_talk *talk, const struct rectangle *in,
    bool in_columns);

/* The lower half, for all panes that are shown. One of 0 rows is not. */
struct layout_lower {
	struct rectangle lines;
	struct rectangle wire;
	struct rectangle divider; /* where they stand side by side */
	struct rectangle ladder;
};

/* `lines_rows` is what the lines pane could fill; 0: it is not shown. */
void layout_lower(struct layout_lower *lower, const struct rectangle *in,
    bool wire, bool ladder, int lines_rows);

/* Takes `rows` off the top of a rectangle (at most what it has). */
struct rectangle layout_take_top(struct rectangle *from, int rows);

#endif
