/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/wire_pane.h"

#include <stdio.h>
#include <string.h>

#include "text/cells.h"
#include "ui/layout.h"
#include "ui/paint.h"
#include "wire/inspect.h"
#include "wire/tape.h"

enum {
	TIMES_FROM = 56, /* narrower panes show no times */
	MARK_COLS = 2,	 /* "> " in front of a frame that was chosen */
	TITLE_SIZE = 96,
	/* From so many rows on, rows of other frames always show, too. */
	SOME_FROM = 7,
	MORE_FROM = 10,
};

/* The frame that is whole, and how many have a row above it and below. */
struct roll {
	const struct tape *tape;
	bool is_frozen;
	uint32_t whole;
	uint32_t above, below;
	size_t count;
	struct inspect_row rows[INSPECT_ROWS_MOST]; /* of the whole one */
};

/* The newest frame that says something, or the newest of all. */
static uint32_t
newest_that_matters(const struct tape *tape)
{
	uint32_t oldest = tape_oldest(tape), newest = tape_newest(tape);
	for (uint32_t id = newest; id >= oldest && id != 0; id--)
		if (inspect_matters(tape_find(tape, id)))
			return id;
	return newest;
}

static uint32_t
shown_frame(const struct view *view, const struct tape *tape)
{
	if (view->wire_frame == 0)
		return newest_that_matters(tape);
	/* What was looked at may have left the tape. */
	if (view->wire_frame < tape_oldest(tape))
		return tape_oldest(tape);
	return view->wire_frame < tape_newest(tape) ? view->wire_frame :
						      tape_newest(tape);
}

void
wire_pane_step(struct view *view, const struct scene *scene, int by)
{
	if (!scene->wire || tape_newest(scene->wire) == 0)
		return;
	const struct tape *tape = scene->wire;
	int64_t next = (int64_t)shown_frame(view, tape) + by;
	if (next < tape_oldest(tape))
		next = tape_oldest(tape);
	view->wire_frame = next > tape_newest(tape) ? 0 : (uint32_t)next;
}

void
wire_pane_freeze(struct view *view, const struct scene *scene)
{
	bool was_frozen = view->wire_frame != 0;
	view->wire_frame = 0;
	if (!was_frozen)
		wire_pane_step(view, scene, 0);
}

/* The whole frame. --------------------------------------------------------- */

static size_t
count_style(const struct inspect_row *rows, size_t count,
    enum inspect_style style)
{
	size_t found = 0;
	for (size_t i = 0; i < count; i++)
		found += rows[i].style == style ? 1 : 0;
	return found;
}

/* Leaves `kept` rows of payload; "…" stands behind what is left out. */
static size_t
cut_payload(struct inspect_row *rows, size_t count, size_t kept)
{
	size_t to = 0, seen = 0;
	for (size_t from = 0; from < count; from++) {
		bool is_payload = rows[from].style == INSPECT_PAYLOAD;
		if (is_payload && ++seen > kept) {
			if (seen == kept + 1 && kept > 0)
				strcat(rows[to - 1].text, " …");
			continue;
		}
		if (to != from)
			rows[to] = rows[from];
		to++;
	}
	return to;
}

/* Without a row for each field, and without those of the payload. */
static size_t
shorten(struct inspect_row *rows, size_t count, const struct tape_entry *entry,
    int cols, size_t room)
{
	struct inspect_row fields[INSPECT_ROWS_MOST];
	size_t payload = count_style(rows, count, INSPECT_PAYLOAD);
	size_t packed = inspect_packed(fields, entry, cols - 1);
	size_t front = 1 + count_style(rows, count, INSPECT_HEX);
	size_t used = front + (payload > 0 ? 1 : 0);
	size_t first = front;
	while (first < count && rows[first].style != INSPECT_PAYLOAD)
		first++;
	if (used + packed > room)
		packed = used < room ? room - used : 0;
	struct inspect_row body[INSPECT_ROWS_MOST];
	memcpy(body, rows + first, payload * sizeof *body);
	for (size_t i = 0; i < packed; i++) {
		rows[front + i].style = INSPECT_FIELD;
		snprintf(rows[front + i].text, INSPECT_ROW_SIZE, " %.*s",
		    INSPECT_ROW_SIZE - 2, fields[i].text);
	}
	memcpy(rows + front + packed, body, payload * sizeof *body);
	count = front + packed + payload;
	used += packed - (payload > 0 ? 1 : 0);
	return used < room ? cut_payload(rows, count, room - used) : room;
}

/* As many rows as there is room for, the most telling first. */
static size_t
show_whole(struct inspect_row *rows, const struct tape_entry *entry, int cols,
    size_t room)
{
	size_t count = inspect_entry(rows, entry, cols);
	size_t payload = count_style(rows, count, INSPECT_PAYLOAD);
	if (count <= room)
		return count;
	if (payload > 1 && count - payload < room)
		return cut_payload(rows, count, room - (count - payload));
	count = shorten(rows, count, entry, cols, room);
	return count < room ? count : room;
}

static uint32_t
least(uint32_t one, uint32_t other)
{
	return one < other ? one : other;
}

static void
lay_out(struct roll *roll, int rows, int cols)
{
	const struct tape *tape = roll->tape;
	uint32_t older = roll->whole - tape_oldest(tape);
	uint32_t newer = tape_newest(tape) - roll->whole;
	uint32_t room = (uint32_t)rows;
	uint32_t wanted = 0;
	if (room >= SOME_FROM)
		wanted = least(newer, room >= MORE_FROM ? 2 : 1);
	if (room >= MORE_FROM)
		wanted += least(older, 1);
	roll->count = show_whole(roll->rows, tape_find(tape, roll->whole), cols,
	    room - wanted);
	uint32_t spare = room - (uint32_t)roll->count;
	roll->below = least(newer, spare - least(older, spare / 2));
	roll->above = least(older, spare - roll->below);
}

/* Painting. ------------------------------------------------------------------ */

static enum canvas_style
style_of(enum inspect_style style)
{
	switch (style) {
	case INSPECT_HEADLINE:
		return STYLE_HEADING;
	case INSPECT_HEX:
	case INSPECT_PAYLOAD:
		return STYLE_HEX;
	case INSPECT_FIELD:
		return STYLE_FIELD;
	}
	return STYLE_PLAIN;
}

/* "> 20:15:03.120 in  TEXT · 27 bytes in 3 recv(): 9|7|11" */
static void
paint_headline(const struct brush *brush, int row, const struct scene *scene,
    const struct tape_entry *entry, bool is_chosen)
{
	char time[PAINT_TIME_SIZE], text[INSPECT_ROW_SIZE];
	enum canvas_style style =
	    inspect_matters(entry) ? STYLE_HEADING : STYLE_STRIP;
	int col = MARK_COLS;
	if (is_chosen)
		paint_string(brush, row, 0, STYLE_KEY, ">");
	if (brush->in.cols >= TIMES_FROM) {
		paint_string(brush, row, col, STYLE_TIME,
		    paint_moment(time, scene, entry->at_ms));
		col += PAINT_MOMENT_COLS + 1;
	}
	inspect_headline(text, entry);
	if (cells_cols(text, strlen(text)) > brush->in.cols - col)
		inspect_headline_brief(text, entry);
	paint_cut(brush, row, col, brush->in.cols - col, style, text);
}

static void
paint_frame(const struct brush *brush, int row, const struct scene *scene,
    const struct roll *roll)
{
	paint_headline(brush, row, scene, tape_find(roll->tape, roll->whole),
	    roll->is_frozen);
	for (size_t i = 1; i < roll->count; i++)
		paint_cut(brush, row + (int)i, 0, brush->in.cols,
		    style_of(roll->rows[i].style), roll->rows[i].text);
}

/* The newest ones, or of a frozen picture those that follow. */
static void
paint_below(const struct brush *brush, int row, const struct scene *scene,
    const struct roll *roll)
{
	uint32_t newer = tape_newest(roll->tape) - roll->whole;
	uint32_t skipped = roll->is_frozen ? 0 : newer - roll->below;
	for (uint32_t i = 0; i < roll->below; i++, row++) {
		uint32_t id = roll->whole + skipped + i + 1;
		if (i == 0 && skipped > 0 && roll->below > 1) {
			char words[64];
			snprintf(words, sizeof words, "… %u more", skipped + 1);
			paint_string(brush, row, MARK_COLS, STYLE_STRIP, words);
			continue;
		}
		paint_headline(brush, row, scene, tape_find(roll->tape, id),
		    false);
	}
}

static void
paint_title(const struct brush *brush, const struct roll *roll)
{
	static const char *const frozen[] = {
		" Alt-p older · Alt-n newer · Alt-w goes on ",
		" Alt-w goes on ",
	};
	char title[TITLE_SIZE] = "the wire";
	uint32_t newer = tape_newest(roll->tape) - roll->whole;
	if (roll->is_frozen && newer > 0)
		snprintf(title, sizeof title, "the wire · frozen · %u newer",
		    newer);
	else if (roll->is_frozen)
		snprintf(title, sizeof title, "the wire · frozen");
	paint_rule(brush, 0, title);
	int end = cells_cols(title, strlen(title)) + 4;
	const char *keys = " Alt-p an older frame · Alt-w freezes ";
	if (roll->is_frozen)
		keys = frozen[0];
	if (end + cells_cols(keys, strlen(keys)) + 1 > brush->in.cols)
		keys = roll->is_frozen ? frozen[1] : " Alt-p older ";
	paint_right(brush, 0, end, STYLE_RULE, keys);
}

void
wire_pane_paint(const struct view *view, struct canvas *canvas,
    const struct scene *scene, const struct rectangle *in)
{
	struct rectangle rest = *in;
	struct brush title = { canvas, layout_take_top(&rest, 1) };
	struct brush frames = { canvas, rest };
	if (!scene->wire || tape_newest(scene->wire) == 0) {
		paint_rule(&title, 0, "the wire");
		paint_string(&frames, 0, 1, STYLE_NOTE,
		    "nothing has crossed the line yet");
		return;
	}
	struct roll roll = {
		.tape = scene->wire,
		.is_frozen = view->wire_frame != 0,
	};
	roll.whole = shown_frame(view, roll.tape);
	paint_title(&title, &roll);
	if (rest.rows < 1)
		return;
	lay_out(&roll, rest.rows, rest.cols);
	int row = 0;
	for (; row < (int)roll.above; row++)
		paint_headline(&frames, row, scene,
		    tape_find(roll.tape,
			roll.whole - roll.above + (uint32_t)row),
		    false);
	paint_frame(&frames, row, scene, &roll);
	paint_below(&frames, row + (int)roll.count, scene, &roll);
}
