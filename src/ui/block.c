/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/block.h"

#include "call/party.h"
#include "text/wrap.h"
#include "ui/paint.h"
#include "wire/inspect.h"
#include "wire/tape.h"

enum {
	TIME_FROM = 19, /* narrower columns show no times */
	STRIP_INDENT = 2,
	MARK_COLS = 2,	 /* a blank and ✓ */
	NOTE_INDENT = 3, /* "── " */
};

/* How the columns of a block are used. */
struct margins {
	int left;   /* of the text's rows */
	int indent; /* of the text behind the time */
	int cols;   /* of the text */
	int right;  /* one behind the last column that is used */
};

static bool
is_note(const struct block *block)
{
	return block->entry && block->entry->speaker == SPEAKER_PHONE;
}

static bool
is_my_message(const struct block *block)
{
	return block->entry && block->entry->delivery != DELIVERY_NONE;
}

static bool
has_strip(const struct block *block)
{
	if (!block->entry || is_note(block) ||
	    block->view->headers == VIEW_HEADERS_NONE)
		return false;
	return block->entry->tape_id != 0 || is_my_message(block);
}

static struct margins
margins_of(const struct block *block, int cols)
{
	struct margins margins = { 0 };
	if (is_note(block))
		margins.left = cols < 2 * NOTE_INDENT + 1 ? 0 : NOTE_INDENT;
	else if (cols >= 3)
		margins.left = 1;
	margins.right = cols - margins.left;
	margins.indent = margins.left;
	if (block->view->shows_times && cols >= TIME_FROM)
		margins.indent += PAINT_TIME_COLS + 1;
	margins.cols = margins.right - margins.indent;
	if (is_my_message(block) && !has_strip(block))
		margins.cols -= MARK_COLS;
	if (margins.cols < 1)
		margins.cols = 1;
	return margins;
}

static const struct tape_entry *
header_of(const struct block *block)
{
	const struct party *party = block->scene->party;
	return party ? tape_find(&party->tape, block->entry->tape_id) : NULL;
}

static int
strip_cols(const struct block *block, const struct margins *margins)
{
	return margins->right - margins->left - STRIP_INDENT -
	    (is_my_message(block) ? MARK_COLS : 0);
}

/* Beside a pane the conversation is short: its message is to be seen, too. */
static size_t
strip_of(struct inspect_row *rows, const struct block *block, int cols)
{
	const struct view *view = block->view;
	const struct tape_entry *header = header_of(block);
	if (!header || view->headers == VIEW_HEADERS_LINE)
		return 0;
	return view->shows_wire || view->shows_ladder ?
	    inspect_packed(rows, header, cols) :
	    inspect_fields(rows, header, true);
}

static size_t
strip_rows(const struct block *block, const struct margins *margins)
{
	struct inspect_row rows[INSPECT_ROWS_MOST];
	if (!has_strip(block))
		return 0;
	size_t count = strip_of(rows, block, strip_cols(block, margins));
	return count > 0 ? count : 1;
}

static bool
is_given_up(const struct block *block)
{
	return block->entry && block->entry->delivery == DELIVERY_UNKNOWN;
}

size_t
block_rows(const struct block *block, int cols, size_t most)
{
	struct margins margins = margins_of(block, cols);
	size_t rows = wrap_count(block->text, block->size, margins.cols, most);
	rows += strip_rows(block, &margins) + (is_given_up(block) ? 1 : 0);
	return rows < most ? rows : most;
}

/* Where painting has come to. */
struct painting {
	const struct block *block;
	const struct brush *brush;
	struct margins margins;
	size_t skip; /* rows that are still above what is shown */
	int row;
	bool is_first; /* no row of the block has been seen yet */
};

static bool
has_room(const struct painting *painting)
{
	return painting->row < painting->brush->in.rows;
}

/* Whether the next row is one to paint; if so it has to be. */
static bool
is_shown(struct painting *painting)
{
	if (painting->skip > 0) {
		painting->skip--;
		return false;
	}
	return has_room(painting);
}

static const char *
mark_of(const struct block *block)
{
	switch ((enum transcript_delivery)block->entry->delivery) {
	case DELIVERY_NONE:
		break;
	case DELIVERY_WAITING:
		return "…";
	case DELIVERY_DONE:
		return "✓";
	case DELIVERY_UNKNOWN:
		return "✗";
	case DELIVERY_UNANSWERED:
		return "?";
	}
	return "";
}

static void
paint_mark(const struct painting *painting)
{
	int col = painting->margins.right - 1;
	if (is_my_message(painting->block) && col > painting->margins.left)
		paint_string(painting->brush, painting->row, col,
		    is_given_up(painting->block) ? STYLE_ALERT : STYLE_STRIP,
		    mark_of(painting->block));
}

static void
paint_first(const struct painting *painting)
{
	const struct block *block = painting->block;
	const struct margins *margins = &painting->margins;
	if (block->entry && margins->indent > margins->left) {
		char time[PAINT_TIME_SIZE];
		paint_string(painting->brush, painting->row, margins->left,
		    STYLE_TIME,
		    paint_time(time, block->scene, block->entry->at_ms));
	}
	if (!has_strip(block))
		paint_mark(painting);
}

/* No message can begin in this column, so none can look like a note. */
static void
frame_note(const struct painting *painting, int end, bool is_last)
{
	const struct brush *brush = painting->brush;
	canvas_fill(brush->canvas, &brush->in, painting->row, 0, STYLE_NOTE,
	    " ");
	if (painting->margins.left < NOTE_INDENT)
		return;
	if (painting->is_first)
		paint_string(brush, painting->row, 0, STYLE_RULE, "──");
	if (is_last)
		paint_string(brush, painting->row, end + 1, STYLE_RULE, "──");
}

static void
paint_text(struct painting *painting)
{
	const struct block *block = painting->block;
	struct wrap wrap;
	struct wrap_row part;
	wrap_init(&wrap, block->text, block->size, painting->margins.cols);
	while (has_room(painting) && wrap_next(&wrap, &part)) {
		bool shown = is_shown(painting);
		if (shown && is_note(block))
			frame_note(painting,
			    painting->margins.indent + part.cols,
			    part.next >= block->size);
		if (shown && painting->is_first)
			paint_first(painting);
		if (shown)
			paint_tabbed(painting->brush, painting->row++,
			    painting->margins.indent, block->style,
			    block->text + part.start, part.size);
		painting->is_first = false;
	}
}

static void
paint_strip_row(struct painting *painting, bool is_first,
    enum canvas_style style, const char *text)
{
	if (!is_shown(painting))
		return;
	int col = painting->margins.left + STRIP_INDENT;
	paint_cut(painting->brush, painting->row, col,
	    strip_cols(painting->block, &painting->margins), style, text);
	if (is_first)
		paint_mark(painting);
	painting->row++;
}

static const char *
words_without_header(const struct block *block)
{
	if (block->entry->tape_id != 0)
		return "its header has left the tape";
	return is_given_up(block) ? "never sent" : "not sent yet";
}

static void
paint_strip(struct painting *painting)
{
	const struct block *block = painting->block;
	const struct tape_entry *header = header_of(block);
	struct inspect_row rows[INSPECT_ROWS_MOST];
	if (!header) {
		paint_strip_row(painting, true, STYLE_STRIP,
		    words_without_header(block));
		return;
	}
	size_t count =
	    strip_of(rows, block, strip_cols(block, &painting->margins));
	if (count == 0) {
		inspect_strip(rows[0].text, header);
		count = 1;
	}
	for (size_t i = 0; i < count; i++)
		paint_strip_row(painting, i == 0, STYLE_STRIP, rows[i].text);
}

int
block_paint(const struct block *block, const struct brush *brush, int row,
    size_t skip)
{
	struct painting painting = { .block = block, .brush = brush };
	painting.margins = margins_of(block, brush->in.cols);
	painting.row = row;
	painting.skip = skip;
	painting.is_first = true;
	paint_text(&painting);
	if (has_strip(block))
		paint_strip(&painting);
	if (is_given_up(block) && is_shown(&painting))
		paint_cut(brush, painting.row++,
		    painting.margins.left + STRIP_INDENT,
		    painting.margins.right - painting.margins.left -
			STRIP_INDENT,
		    STYLE_ALERT, "✗ not known to have arrived");
	return painting.row - row;
}
