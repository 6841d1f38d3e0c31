/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/wire_pane.h"

#include "call/party.h"
#include "ui/layout.h"
#include "ui/paint.h"
#include "wire/inspect.h"
#include "wire/tape.h"

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

static size_t
inspect(struct inspect_row *rows, const struct tape *tape, uint32_t id,
    int cols)
{
	const struct tape_entry *entry = tape_find(tape, id);
	return entry ? inspect_entry(rows, entry, cols) : 0;
}

/* Where to begin so that the newest frame ends at the bottom. */
struct start {
	uint32_t id;
	size_t skip; /* rows of it that are above the pane */
};

static struct start
find_start(const struct tape *tape, int rows, int cols)
{
	struct inspect_row frame[INSPECT_ROWS_MOST];
	struct start start = { tape_newest(tape), 0 };
	size_t used = 0, room = (size_t)rows;
	for (uint32_t id = start.id; id != 0; id--) {
		size_t count = inspect(frame, tape, id, cols);
		if (id < tape_oldest(tape))
			break;
		start.id = id;
		used += count;
		if (used >= room) {
			start.skip = used - room;
			break;
		}
	}
	return start;
}

static void
paint_frames(const struct brush *brush, const struct tape *tape)
{
	struct inspect_row frame[INSPECT_ROWS_MOST];
	int cols = brush->in.cols;
	struct start start = find_start(tape, brush->in.rows, cols);
	int row = 0;
	for (uint32_t id = start.id;
	     row < brush->in.rows && id != 0 && id <= tape_newest(tape); id++) {
		size_t count = inspect(frame, tape, id, cols);
		for (size_t i = start.skip; i < count; i++)
			paint_cut(brush, row++, 0, cols,
			    style_of(frame[i].style), frame[i].text);
		start.skip = 0;
	}
}

void
wire_pane_paint(struct canvas *canvas, const struct scene *scene,
    const struct rectangle *in)
{
	struct rectangle rest = *in;
	struct brush title = { canvas, layout_take_top(&rest, 1) };
	struct brush frames = { canvas, rest };
	paint_rule(&title, 0, "the wire");
	if (scene->party && tape_newest(&scene->party->tape) != 0)
		paint_frames(&frames, &scene->party->tape);
	else
		paint_string(&frames, 0, 1, STYLE_NOTE,
		    "nothing has crossed the line yet");
}
