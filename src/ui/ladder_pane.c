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

/* What has a row first, where not every call can have one. */
enum rank {
	RANK_NEWEST, /* whatever it is */
	RANK_PLUGGED_IN,
	RANK_STEP,
	RANK_OTHER,
	RANK_COUNT
};

/* Which calls are shown; of those that share a rank the newest first. */
struct choice {
	bool has_row[LADDER_LENGTH]; /* by id % LADDER_LENGTH */
	uint64_t left_out;
};

/* The phone that has a number: its descriptor, and where it was got. */
struct plugged {
	int descriptor;
	uint64_t from; /* 0: there is none */
};

/* ---- what is shown ---- */

static bool
is_in_table(int descriptor)
{
	return descriptor >= 0 && descriptor < LADDER_DESCRIPTORS;
}

/* The oldest that is still open; over UDP each talk has a number as well. */
static struct plugged
find_plugged(const struct ladder *ladder)
{
	bool was_closed[LADDER_DESCRIPTORS] = { false };
	struct plugged phone = { 0 };
	uint64_t oldest = ladder_oldest(ladder);
	for (uint64_t id = ladder_newest(ladder); id >= oldest; id--) {
		const struct ladder_entry *entry = ladder_find(ladder, id);
		int of = entry->call == LADDER_SOCKET ? (int)entry->result :
							entry->descriptor;
		if (entry->error != 0 || !is_in_table(of))
			continue;
		if (entry->call == LADDER_CLOSE)
			was_closed[of] = true;
		else if (entry->call == LADDER_BIND && !was_closed[of])
			phone = (struct plugged){ of, id };
		else if (entry->call == LADDER_SOCKET && phone.from > 0 &&
		    of == phone.descriptor && !was_closed[of])
			phone.from = id;
	}
	return phone;
}

static bool
plugs_in(const struct ladder_entry *entry, const struct plugged *phone)
{
	if (phone->from == 0 || entry->id < phone->from || entry->error != 0)
		return false;
	if (entry->call == LADDER_SOCKET)
		return entry->id == phone->from;
	return entry->descriptor == phone->descriptor &&
	    (entry->call == LADDER_BIND || entry->call == LADDER_LISTEN);
}

/*
 * Some rows are for the newest calls, whatever they are. How the phone that
 * waits was plugged in stays, however many calls it has had since. What is no
 * step gives way to what is.
 */
static enum rank
rank_of(const struct ladder *ladder, const struct ladder_entry *entry,
    const struct plugged *phone, uint64_t rows)
{
	enum { MANY_ROWS = 12 };
	if (ladder_newest(ladder) - entry->id < (rows + 3) / 4)
		return RANK_NEWEST;
	if (rows >= MANY_ROWS && plugs_in(entry, phone))
		return RANK_PLUGGED_IN;
	return ladder_is_step(entry) ? RANK_STEP : RANK_OTHER;
}

static struct choice
choose(const struct ladder *ladder, uint64_t rows)
{
	struct choice choice = { 0 };
	const struct plugged phone = find_plugged(ladder);
	uint64_t oldest = ladder_oldest(ladder), newest = ladder_newest(ladder);
	uint64_t left = rows;
	choice.left_out = newest - oldest + 1;
	for (enum rank rank = 0; rank < RANK_COUNT; rank++) {
		for (uint64_t id = newest; id >= oldest && left > 0; id--) {
			const struct ladder_entry *entry =
			    ladder_find(ladder, id);
			if (rank_of(ladder, entry, &phone, rows) != rank)
				continue;
			choice.has_row[id % LADDER_LENGTH] = true;
			choice.left_out--;
			left--;
		}
	}
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
		ladder_print_brief(call, entry, room);
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
	uint64_t before = ladder_oldest(ladder) - 1;
	int row = 0;
	for (uint64_t id = before + 1; id <= newest; id++) {
		if (!choice.has_row[id % LADDER_LENGTH])
			continue;
		paint_entry(&calls, row++, ladder, ladder_find(ladder, id),
		    id == before + 1);
		before = id;
	}
}
