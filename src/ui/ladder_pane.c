/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/ladder_pane.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "net/ladder.h"
#include "text/cells.h"
#include "ui/layout.h"
#include "ui/paint.h"

enum {
	GAP_COLS = 7,	     /* "999 ms " */
	DESCRIPTOR_COLS = 4, /* " 12 " */
	GAPS_FROM = 52,	     /* narrower: only what was called, and the words */
	BETWEEN = 2,
	TITLE_SIZE = 64,
};

/* Which calls are shown: steps alone below `all_from`, and all from there on. */
struct choice {
	uint64_t first; /* the oldest that may be shown */
	uint64_t all_from;
	uint64_t left_out;
};

/* ---- what is shown ---- */

static bool
is_step(const struct ladder *ladder, uint64_t id)
{
	return ladder_is_step(ladder_find(ladder, id));
}

/*
 * Where not all have room, what is no step gives way, the oldest first: who
 * points at them still finds how the phone was plugged in. Some rows are for
 * the newest calls, whatever they are.
 */
static struct choice
choose(const struct ladder *ladder, uint64_t rows)
{
	uint64_t oldest = ladder_oldest(ladder), newest = ladder_newest(ladder);
	struct choice choice = { .first = oldest, .all_from = oldest };
	if (newest - oldest < rows)
		return choice;
	uint64_t spare = rows;
	choice.all_from = newest + 1;
	for (; spare > rows - (rows + 3) / 4; spare--)
		choice.all_from--;
	choice.first = choice.all_from;
	while (choice.first > oldest && spare > 0)
		spare -= is_step(ladder, --choice.first) ? 1 : 0;
	/* Where steps leave rows over, more of all the others have them. */
	while (choice.all_from > choice.first &&
	    (spare > 0 || is_step(ladder, choice.all_from - 1)))
		spare -= is_step(ladder, --choice.all_from) ? 0 : 1;
	for (uint64_t id = oldest; id < choice.all_from; id++)
		choice.left_out +=
		    id < choice.first || !is_step(ladder, id) ? 1 : 0;
	return choice;
}

/* ---- painting ---- */

/* Right-aligned, and a space behind it. */
static int
paint_aligned(const struct brush *brush, int row, int col, int cols,
    const char *text)
{
	int width = cells_cols(text, strlen(text));
	paint_string(brush, row, col + cols - 1 - width, STYLE_TIME, text);
	return col + cols;
}

static int
paint_margin(const struct brush *brush, int row, const struct ladder *ladder,
    const struct ladder_entry *entry, bool follows)
{
	char text[LADDER_GAP_SIZE] = "…";
	int col = 0;
	if (brush->in.cols >= GAPS_FROM) {
		if (follows)
			ladder_print_gap(text, ladder, entry);
		col = paint_aligned(brush, row, col, GAP_COLS, text);
	}
	*text = '\0';
	/* Who woke the program stands in the words. */
	if (entry->call != LADDER_POLL && entry->descriptor >= 0)
		snprintf(text, sizeof text, "%d", entry->descriptor);
	return paint_aligned(brush, row, col, DESCRIPTOR_COLS, text);
}

/* A failure stands out, but not one that only says "not now". */
static enum canvas_style
words_style(const struct ladder_entry *entry)
{
	if (!ladder_is_step(entry))
		return STYLE_STRIP;
	return entry->error == 0 || entry->error == EINPROGRESS ?
	    STYLE_HEADING :
	    STYLE_NOTE;
}

/* The words are whole where they can be; of a call the arguments give way. */
static void
paint_entry(const struct brush *brush, int row, const struct ladder *ladder,
    const struct ladder_entry *entry, bool follows)
{
	char call[LADDER_CALL_SIZE], words[LADDER_WORDS_SIZE];
	int col = paint_margin(brush, row, ladder, entry, follows);
	ladder_print_call(call, entry);
	ladder_print_words(words, entry);
	int words_cols = cells_cols(words, strlen(words));
	int room = brush->in.cols - col - BETWEEN - words_cols;
	if (cells_cols(call, strlen(call)) > room)
		ladder_print_brief(call, entry);
	col = paint_cut(brush, row, col, room,
		  ladder_is_step(entry) ? STYLE_HEX : STYLE_STRIP, call) +
	    BETWEEN;
	/* In half a screen, behind socket(IPv4, stream) = 5. */
	int aligned = (brush->in.cols * 5 + 7) / 8;
	if (aligned + words_cols > brush->in.cols)
		aligned = brush->in.cols - words_cols;
	if (col < aligned)
		col = aligned;
	paint_cut(brush, row, col, brush->in.cols - col, words_style(entry),
	    words);
}

static void
paint_title(const struct brush *brush, uint64_t left_out)
{
	char title[TITLE_SIZE] = "the ladder";
	if (left_out > 0)
		snprintf(title, sizeof title,
		    "the ladder · %llu call%s left out",
		    (unsigned long long)left_out, left_out == 1 ? "" : "s");
	paint_rule(brush, 0, title);
}

void
ladder_pane_paint(struct canvas *canvas, const struct scene *scene,
    const struct rectangle *in)
{
	const struct ladder *ladder = scene->ladder;
	struct rectangle rest = *in;
	struct brush title = { canvas, layout_take_top(&rest, 1) };
	struct brush calls = { canvas, rest };
	uint64_t newest = ladder != NULL ? ladder_newest(ladder) : 0;
	if (newest == 0) {
		paint_title(&title, 0);
		paint_string(&calls, 0, 1, STYLE_NOTE, "no socket calls yet");
		return;
	}
	struct choice choice =
	    choose(ladder, rest.rows > 0 ? (uint64_t)rest.rows : 0);
	paint_title(&title, choice.left_out);
	uint64_t before = choice.first - 1;
	int row = 0;
	for (uint64_t id = choice.first; id <= newest; id++) {
		if (id < choice.all_from && !is_step(ladder, id))
			continue;
		paint_entry(&calls, row++, ladder, ladder_find(ladder, id),
		    id == before + 1);
		before = id;
	}
}
