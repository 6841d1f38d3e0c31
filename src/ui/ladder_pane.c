/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/ladder_pane.h"

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
};

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
    const struct ladder_entry *entry)
{
	char text[LADDER_GAP_SIZE];
	int col = 0;
	if (brush->in.cols >= GAPS_FROM) {
		ladder_print_gap(text, ladder, entry);
		col = paint_aligned(brush, row, col, GAP_COLS, text);
	}
	*text = '\0';
	/* Who woke the program stands in the words. */
	if (entry->call != LADDER_POLL && entry->descriptor >= 0)
		snprintf(text, sizeof text, "%d", entry->descriptor);
	return paint_aligned(brush, row, col, DESCRIPTOR_COLS, text);
}

/* The words are whole where they can be; of a call the arguments give way. */
static void
paint_entry(const struct brush *brush, int row, const struct ladder *ladder,
    const struct ladder_entry *entry)
{
	char call[LADDER_CALL_SIZE], words[LADDER_WORDS_SIZE];
	int col = paint_margin(brush, row, ladder, entry);
	ladder_print_call(call, entry);
	ladder_print_words(words, entry);
	int words_cols = cells_cols(words, strlen(words));
	int room = brush->in.cols - col - BETWEEN - words_cols;
	if (cells_cols(call, strlen(call)) > room)
		ladder_print_brief(call, entry);
	col = paint_cut(brush, row, col, room, STYLE_HEX, call) + BETWEEN;
	int aligned = brush->in.cols * 3 / 5;
	if (aligned + words_cols > brush->in.cols)
		aligned = brush->in.cols - words_cols;
	if (col < aligned)
		col = aligned;
	paint_cut(brush, row, col, brush->in.cols - col,
	    entry->error == 0 ? STYLE_FIELD : STYLE_NOTE, words);
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
	paint_rule(&title, 0, "the ladder");
	if (newest == 0) {
		paint_string(&calls, 0, 1, STYLE_NOTE, "no socket calls yet");
		return;
	}
	uint64_t id = ladder_oldest(ladder);
	uint64_t shown = rest.rows > 0 ? (uint64_t)rest.rows : 0;
	if (newest - id >= shown)
		id = newest - shown + 1;
	for (int row = 0; id <= newest; row++, id++)
		paint_entry(&calls, row, ladder, ladder_find(ladder, id));
}
