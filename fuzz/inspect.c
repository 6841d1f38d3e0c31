/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* Any frame of any framing on the tape, as rows of any width. */
#include "config.h"

#include "wire/inspect.h"

#include <string.h>

#include "fuzz.h"
#include "text/cells.h"

enum { COLS_MOST = 200, FIELD_COLS = 40 };

/* 0x20…0x7e, and the two that are our own. */
static void
require_row(const char *text, size_t room, int cols)
{
	static const char *const own[] = { "·", "…" };
	size_t size = strnlen(text, room);
	fuzz_require(size < room, "a row without an end");
	for (size_t at = 0; at < size; at++) {
		size_t used = text[at] >= 0x20 && text[at] < 0x7f ? 1 : 0;
		for (size_t i = 0; i < sizeof own / sizeof *own; i++)
			if (strncmp(text + at, own[i], strlen(own[i])) == 0)
				used = strlen(own[i]);
		fuzz_require(used > 0, "something foreign in a row");
		at += used - 1;
	}
	fuzz_require(cols < 0 || cells_cols(text, size) <= cols,
	    "a row is too wide");
}

static void
require_rows(const struct inspect_row *rows, size_t count, int cols)
{
	fuzz_require(count <= INSPECT_ROWS_MOST, "too many rows");
	for (size_t i = 0; i < count; i++)
		require_row(rows[i].text, sizeof rows[i].text, cols);
}

static void
inspect(const struct tape_entry *entry, int cols)
{
	struct inspect_row rows[INSPECT_ROWS_MOST];
	char row[INSPECT_ROW_SIZE], line[INSPECT_LINE_SIZE];
	require_rows(rows, inspect_entry(rows, entry, cols), cols);
	/* A field alone may be wider than any pane is narrow. */
	require_rows(rows, inspect_packed(rows, entry, cols),
	    cols < FIELD_COLS ? -1 : cols);
	require_rows(rows, inspect_fields(rows, entry, cols % 2 == 0), -1);
	inspect_headline(row, entry);
	inspect_headline_brief(row, entry);
	require_row(row, sizeof row, -1);
	inspect_strip(row, entry);
	require_row(row, sizeof row, -1);
	inspect_line(line, entry);
	require_row(line, sizeof line, -1);
	inspect_matters(entry);
}

struct show {
	struct tape tape;
	const struct framing *framing;
	enum tape_direction direction;
	size_t sent; /* of what is noted as sent: so much is, a time */
};

static void
note(struct show *show, const struct framing_frame *frame)
{
	tape_note(&show->tape, show->direction, show->framing, frame, 0);
	if (show->direction == TAPE_OUT)
		tape_sent(&show->tape,
		    show->sent < frame->payload_size ? show->sent :
						       frame->payload_size);
}

static void
note_stream(struct show *show, struct fuzz_input *input)
{
	struct decoder decoder;
	struct framing_frame frame;
	enum framing_verdict verdict = FRAMING_NEEDS_MORE;
	decoder_init(&decoder, show->framing);
	while (input->size > 0 && verdict == FRAMING_NEEDS_MORE) {
		size_t size, most = 1 + fuzz_upto(input, UINT8_MAX);
		const uint8_t *piece = fuzz_bytes(input, most, &size);
		decoder_offer(&decoder, piece, size);
		while (
		    (verdict = decoder_next(&decoder, &frame)) == FRAMING_FRAME)
			note(show, &frame);
		if (decoder_rest(&decoder, &frame))
			note(show, &frame);
	}
	decoder_clear(&decoder);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct fuzz_input input = { bytes, size };
	struct show show = { .framing = framing_at(fuzz_byte(&input) % 32U) };
	if (show.framing == NULL)
		return 0;
	int cols = 1 + (int)fuzz_upto(&input, COLS_MOST - 1);
	show.direction = fuzz_byte(&input) % 2 == 0 ? TAPE_OUT : TAPE_IN;
	show.sent = fuzz_byte(&input);
	tape_init(&show.tape);
	note_stream(&show, &input);
	if (show.sent % 2 == 0)
		tape_cut(&show.tape);
	for (uint32_t id = tape_oldest(&show.tape);
	     id != 0 && id <= tape_newest(&show.tape); id++)
		inspect(tape_find(&show.tape, id), cols);
	tape_clear(&show.tape);
	return 0;
}
