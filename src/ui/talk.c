/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/talk.h"

#include <stdio.h>
#include <string.h>

#include "call/party.h"
#include "text/cells.h"
#include "ui/block.h"
#include "ui/paint.h"

enum {
	DRAFTS = 2,	  /* blocks behind the transcript: theirs, mine */
	LIVE_MOST = 1024, /* bytes of the own draft that they see */
	PAGES_MOST = 1000,
	PLACE_SIZE = NUMBER_PRINT_SIZE + 8,
	TITLE_SIZE = PLACE_SIZE + PARTY_NAME_SIZE + 16,
	BETWEEN_COLS = 3, /* " · " */
	NAME_LEAST = 8,	  /* columns of a name that is cut */
	NAMES_COL = 6,	  /* behind "you" */
};

/* A pane of the conversation; in two columns there is one for both. */
struct pane {
	const struct view *view;
	const struct scene *scene;
	struct layout_talk layout;
	struct rectangle in;
	bool shows_mine, shows_theirs;
};

/* A row: the `row`th of a block, which is an entry or a draft. */
struct place {
	uint64_t entry;
	size_t row;
};

static const struct transcript *
transcript_of(const struct pane *pane)
{
	return &pane->scene->party->transcript;
}

static uint64_t
end_of(const struct pane *pane)
{
	return transcript_of(pane)->end + DRAFTS;
}

/* What they are typing; false when there is nothing of it to show. */
static bool
their_draft(struct block *block, const struct party *party)
{
	if (!party->they_type || !call_is_talking(&party->call))
		return false;
	block->text = "…";
	block->size = sizeof "…" - 1;
	if (party->they_are_live) {
		block->text = party->their_draft;
		block->size = party->their_draft_size;
	}
	return true;
}

/* What they see of mine. */
static bool
my_draft(struct block *block, const struct scene *scene)
{
	if (!scene->is_live || scene->draft_is_command ||
	    scene->draft_size == 0 || !call_is_talking(&scene->party->call))
		return false;
	size_t start = 0;
	if (scene->draft_size > LIVE_MOST)
		start = cells_boundary(scene->draft, scene->draft_size,
		    scene->draft_size - LIVE_MOST);
	block->text = scene->draft + start;
	block->size = scene->draft_size - start;
	return true;
}

static enum canvas_style
style_of(const struct transcript_entry *entry)
{
	if (entry->speaker == SPEAKER_PHONE || entry->kind != TRANSCRIPT_TEXT)
		return STYLE_NOTE;
	return entry->speaker == SPEAKER_ME ? STYLE_MINE : STYLE_THEIRS;
}

/*
 * The block with that number and where its columns are; false when this pane
 * does not show it.
 */
static bool
block_at(struct block *block, struct rectangle *in, const struct pane *pane,
    uint64_t number)
{
	const struct transcript *transcript = transcript_of(pane);
	const struct transcript_entry *entry =
	    transcript_at(transcript, number);
	*block =
	    (struct block){ pane->view, pane->scene, entry, "", 0, STYLE_LIVE };
	bool is_mine = number == transcript->end + 1;
	bool is_note = false;
	if (entry) {
		block->text = entry->text;
		block->size = entry->size;
		block->style = style_of(entry);
		is_mine = entry->speaker == SPEAKER_ME;
		is_note = entry->speaker == SPEAKER_PHONE;
	} else if (is_mine ? !my_draft(block, pane->scene) :
			     !their_draft(block, pane->scene->party)) {
		return false;
	}
	*in = is_mine ? pane->layout.mine : pane->layout.theirs;
	if (is_note && pane->layout.has_columns)
		*in = pane->layout.span;
	return is_mine ? pane->shows_mine : pane->shows_theirs;
}

static size_t
rows_at(const struct pane *pane, uint64_t number, size_t most)
{
	struct block block;
	struct rectangle in;
	if (number >= end_of(pane) || !block_at(&block, &in, pane, number))
		return 0;
	return block_rows(&block, in.cols, most);
}

static struct place
start_of(const struct pane *pane)
{
	return (struct place){ transcript_of(pane)->first, 0 };
}

/* `rows` rows before a place, or the first of all. */
static struct place
walk_back(const struct pane *pane, struct place place, size_t rows)
{
	while (place.row < rows) {
		rows -= place.row;
		place.row = 0;
		if (place.entry <= transcript_of(pane)->first)
			return place;
		place.entry--;
		place.row = rows_at(pane, place.entry, SIZE_MAX);
	}
	place.row -= rows;
	return place;
}

/* `rows` rows behind a place, or the end of all. */
static struct place
walk_on(const struct pane *pane, struct place place, size_t rows)
{
	while (place.entry < end_of(pane)) {
		size_t count = rows_at(pane, place.entry, place.row + rows + 1);
		size_t left = count > place.row ? count - place.row : 0;
		if (left > rows) {
			place.row += rows;
			return place;
		}
		rows -= left;
		place.entry++;
		place.row = 0;
	}
	return place;
}

/* The place right behind the last row that is shown. */
static struct place
bottom_of(const struct pane *pane)
{
	const struct view *view = pane->view;
	struct place end = { end_of(pane), 0 };
	if (view->follows || view->anchor_entry >= end.entry)
		return end;
	if (view->anchor_entry < transcript_of(pane)->first)
		return start_of(pane);
	size_t wanted = (size_t)view->anchor_row + 1;
	struct place bottom = { view->anchor_entry, wanted };
	bottom.row = rows_at(pane, bottom.entry, wanted);
	return bottom;
}

/* Returns how many rows it filled. */
static int
paint_pane(const struct pane *pane, struct canvas *canvas)
{
	struct place place =
	    walk_back(pane, bottom_of(pane), (size_t)pane->in.rows);
	int row = 0;
	while (row < pane->in.rows && place.entry < end_of(pane)) {
		struct block block;
		struct brush brush = { .canvas = canvas };
		if (block_at(&block, &brush.in, pane, place.entry))
			row += block_paint(&block, &brush, row, place.row);
		place.entry++;
		place.row = 0;
	}
	return row;
}

static bool
has_columns(const struct view *view, int cols)
{
	return view->layout != VIEW_LAYOUT_CLASSIC &&
	    cols >= LAYOUT_COLUMNS_FROM;
}

/* The pane of both, or of all that scrolling walks over. */
static struct pane
pane_of(const struct view *view, const struct scene *scene,
    const struct rectangle *in)
{
	struct pane pane = { .view = view, .scene = scene };
	layout_talk(&pane.layout, in, has_columns(view, in->cols));
	pane.shows_mine = pane.shows_theirs = true;
	pane.in = pane.layout.span;
	/* In the classic layout the smaller one is a page. */
	if (!pane.layout.has_columns)
		pane.in = pane.layout.mine;
	return pane;
}

/* "from 192.168.1.20:8255": what is known of them. */
static void
their_place(char to[PLACE_SIZE], const struct party *party)
{
	char number[NUMBER_PRINT_SIZE];
	bool dialled = party->call.side == CALL_CALLER;
	bool is_reached = party->reached.port != 0;
	number_print_whole(number, sizeof number,
	    dialled && is_reached ? &party->reached : &party->number);
	snprintf(to, PLACE_SIZE, "%s %s", dialled ? "at" : "from", number);
}

/*
 * "alice · from 192.168.1.20:8255": what they claim, then what is known, for
 * which the claim is cut.
 */
static void
their_title(char to[TITLE_SIZE], const struct party *party, const char *place,
    int cols)
{
	char name[PARTY_NAME_SIZE + 4];
	int room = cols - cells_cols(place, strlen(place)) - BETWEEN_COLS;
	paint_shorten(name, sizeof name, party->their_name, room);
	snprintf(to, TITLE_SIZE, "%s%s%s", name, *name ? " · " : "", place);
}

/* The columns that it must have: the name may lose its end. */
static int
title_least(const struct party *party, const char *place)
{
	int name = cells_cols(party->their_name, strlen(party->their_name));
	if (name > NAME_LEAST)
		name = NAME_LEAST;
	return cells_cols(place, strlen(place)) +
	    (name > 0 ? name + BETWEEN_COLS : 0);
}

static void
paint_rules(const struct pane *pane, struct canvas *canvas)
{
	char theirs[TITLE_SIZE], place[PLACE_SIZE];
	const struct party *party = pane->scene->party;
	const struct layout_talk *layout = &pane->layout;
	struct brush title = { canvas, layout->title };
	struct brush middle = { canvas, layout->middle };
	their_place(place, party);
	their_title(theirs, party, place, layout->middle.cols - 4);
	paint_rule(&title, 0, "you");
	paint_rule(&middle, 0, theirs);
}

/* A long address reaches over into the column that only says "you". */
static void
paint_names(const struct brush *title, const struct party *party, int divider)
{
	char theirs[TITLE_SIZE], place[PLACE_SIZE];
	int start = divider + 2, end = title->in.cols - 1;
	their_place(place, party);
	int least = title_least(party, place);
	paint_string(title, 0, 1, STYLE_NAME, "you");
	if (least > end - start) {
		start = end - least;
		if (start < NAMES_COL)
			start = NAMES_COL;
	} else {
		paint_string(title, 0, divider, STYLE_RULE, "│");
	}
	their_title(theirs, party, place, end - start);
	paint_cut(title, 0, start, end - start, STYLE_NAME, theirs);
}

static void
paint_titles(const struct pane *pane, struct canvas *canvas)
{
	const struct layout_talk *layout = &pane->layout;
	struct brush title = { canvas, layout->title };
	int divider = layout->middle.col - title.in.col;
	if (!layout->has_columns) {
		paint_rules(pane, canvas);
		return;
	}
	paint_names(&title, pane->scene->party, divider);
	canvas_fill(canvas, &title.in, 1, 0, STYLE_RULE, "─");
	paint_string(&title, 1, divider, STYLE_RULE, "┼");
	canvas_fill_all(canvas, &layout->middle, STYLE_RULE, "│");
}

/* What has come into sight counts as seen. */
static void
note_seen(struct view *view, const struct transcript *transcript)
{
	uint64_t shown = view->anchor_entry + 1;
	if (view->follows || shown > transcript->end)
		shown = transcript->end;
	if (shown > view->seen_end)
		view->seen_end = shown;
}

int
talk_paint(struct view *view, struct canvas *canvas, const struct scene *scene,
    const struct rectangle *in)
{
	struct pane pane = pane_of(view, scene, in);
	paint_titles(&pane, canvas);
	note_seen(view, transcript_of(&pane));
	if (pane.layout.has_columns)
		return pane.in.rows - paint_pane(&pane, canvas);
	pane.shows_theirs = false;
	paint_pane(&pane, canvas);
	pane.shows_theirs = true;
	pane.shows_mine = false;
	pane.in = pane.layout.theirs;
	return pane.in.rows - paint_pane(&pane, canvas);
}

/* The first page is a whole one. */
static struct place
not_before_first_page(const struct pane *pane, struct place bottom)
{
	struct place first =
	    walk_on(pane, start_of(pane), (size_t)pane->in.rows);
	bool is_before = bottom.entry < first.entry ||
	    (bottom.entry == first.entry && bottom.row < first.row);
	return is_before ? first : bottom;
}

void
talk_scroll(struct view *view, const struct scene *scene,
    const struct rectangle *in, int pages)
{
	struct pane pane = pane_of(view, scene, in);
	if (pages < -PAGES_MOST)
		pages = -PAGES_MOST;
	if (pages > PAGES_MOST)
		pages = PAGES_MOST;
	/* One row of the page before stays, for the reader's eye. */
	size_t page = pane.in.rows > 2 ? (size_t)pane.in.rows - 1 : 1;
	struct place bottom = bottom_of(&pane);
	if (pages < 0) {
		bottom = walk_back(&pane, bottom, page * (size_t)-pages);
		bottom = not_before_first_page(&pane, bottom);
	} else {
		bottom = walk_on(&pane, bottom, page * (size_t)pages);
	}
	view->follows = walk_on(&pane, bottom, 0).entry >= end_of(&pane);
	if (view->follows)
		return;
	struct place anchor = walk_back(&pane, bottom, 1);
	/* A draft's number will be that of the next entry. */
	if (anchor.entry >= transcript_of(&pane)->end)
		anchor = walk_back(&pane,
		    (struct place){ transcript_of(&pane)->end, 0 }, 1);
	view->anchor_entry = anchor.entry;
	view->anchor_row = (int)anchor.row;
}

uint64_t
talk_unseen(const struct view *view, const struct scene *scene)
{
	uint64_t end = scene->party->transcript.end;
	return view->follows || end < view->seen_end ? 0 : end - view->seen_end;
}
