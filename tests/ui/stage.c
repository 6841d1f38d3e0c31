/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <check.h>

#include "../runner.h"
#include "base/memory.h"
#include "stage.h"
#include "wire/frame.h"

enum {
	SECOND_MS = 1000,
	/* 2026-11-20 20:15:00 UTC, less the million of the scene's clock. */
	START_MS = 1000 * SECOND_MS,
};
#define WALL_START_MS (INT64_C(1795205700) * SECOND_MS)

void
stage_open(struct stage *stage)
{
	setenv("TZ", "UTC0", 1);
	tzset();
	memset(stage, 0, sizeof *stage);
	view_init(&stage->view);
	canvas_init(&stage->canvas);
	transcript_init(&stage->news);
	ladder_init(&stage->ladder);
	stage->listens_on = number_here(NUMBER_PORT);
	stage->draft = memory_copy("", 0);
	stage->scene = (struct scene){
		.now = START_MS,
		.wall_offset = WALL_START_MS - START_MS,
		.missed = stage->missed,
		.news = &stage->news,
		.numbers = stage->numbers,
		.ladder = &stage->ladder,
		.listens_on = &stage->listens_on,
		.waiting_since = START_MS,
		.my_name = "bob",
		.draft = stage->draft,
		.notice = "",
	};
}

static void
clear_party(struct stage *stage)
{
	transcript_clear(&stage->party.transcript);
	tape_clear(&stage->party.tape);
	outbox_clear(&stage->party.outbox);
}

void
stage_close(struct stage *stage)
{
	clear_party(stage);
	transcript_clear(&stage->news);
	ladder_clear(&stage->ladder);
	canvas_clear(&stage->canvas);
	free(stage->draft);
}

static struct number
read_number(const char *text)
{
	struct number number;
	struct fault fault;
	ck_assert(number_parse(&number, text, NUMBER_TO_LISTEN, &fault));
	return number;
}

void
stage_call(struct stage *stage, enum call_side side, enum call_state state)
{
	static const struct party_rules rules = {
		.framing = &framing_landline,
	};
	struct party *party = &stage->party;
	clear_party(stage);
	memset(party, 0, sizeof *party);
	party->rules = &rules;
	transcript_init(&party->transcript);
	tape_init(&party->tape);
	outbox_init(&party->outbox);
	party->call.side = side;
	party->call.state = state;
	if (state >= CALL_TALKING)
		party->call.answered_at = stage->scene.now;
	party->number = read_number("192.168.1.20");
	party->call_id = 7;
	party->serial = 7;
	party->round_trip_ms = 2;
	strcpy(party->their_name, "alice");
	stage->scene.party = party;
	stage->scene.wire = &party->tape;
	stage->scene.is_going_on = state != CALL_OVER;
	memset(stage->said, 0, sizeof stage->said);
}

static uint32_t
note_on_tape(struct stage *stage, bool is_mine, uint8_t type, const char *text,
    size_t size)
{
	uint8_t *bytes = memory_new(FRAME_HEADER_SIZE + size, 1);
	bool is_text = type == FRAME_TEXT;
	struct frame_header header = {
		.version = FRAME_VERSION,
		.type = type,
		.length = (uint32_t)size,
		.sequence = is_text ? ++stage->said[is_mine ? 0 : 1] : 0,
		.acknowledgement = stage->said[is_mine ? 1 : 0],
	};
	frame_encode(bytes, &header);
	memcpy(bytes + FRAME_HEADER_SIZE, text, size);
	struct framing_frame frame = {
		.header = bytes,
		.header_size = FRAME_HEADER_SIZE,
		.payload = bytes + FRAME_HEADER_SIZE,
		.payload_size = size,
	};
	if (is_text && !is_mine) {
		framing_pieces_add(&frame.pieces, 9);
		framing_pieces_add(&frame.pieces, FRAME_HEADER_SIZE - 9);
		framing_pieces_add(&frame.pieces, size);
	} else if (!is_mine) {
		framing_pieces_add(&frame.pieces, FRAME_HEADER_SIZE + size);
		frame.pieces.shares_first = type == FRAME_DRAFT;
	}
	uint32_t id =
	    tape_note(&stage->party.tape, is_mine ? TAPE_OUT : TAPE_IN,
		&framing_landline, &frame, stage->scene.now);
	if (is_mine)
		tape_sent(&stage->party.tape, FRAME_HEADER_SIZE + size);
	free(bytes);
	return id;
}

void
stage_say_bytes(struct stage *stage, enum transcript_speaker speaker,
    const char *text, size_t size, enum transcript_delivery delivery)
{
	struct transcript_entry entry = {
		.at_ms = stage->scene.now,
		.speaker = (uint8_t)speaker,
		.kind = TRANSCRIPT_TEXT,
	};
	if (speaker == SPEAKER_ME)
		entry.delivery = (uint8_t)delivery;
	entry.tape_id =
	    note_on_tape(stage, speaker == SPEAKER_ME, FRAME_TEXT, text, size);
	entry.sequence = stage->said[speaker == SPEAKER_ME ? 0 : 1];
	transcript_add(&stage->party.transcript, &entry, text, size);
	stage->scene.now += SECOND_MS;
}

void
stage_frame(struct stage *stage, enum transcript_speaker speaker, uint8_t type,
    const char *payload)
{
	note_on_tape(stage, speaker == SPEAKER_ME, type, payload,
	    strlen(payload));
	stage->scene.now += 20;
}

void
stage_say(struct stage *stage, enum transcript_speaker speaker,
    const char *text)
{
	stage_say_bytes(stage, speaker, text, strlen(text), DELIVERY_DONE);
}

void
stage_note(struct stage *stage, const char *text)
{
	struct transcript_entry entry = {
		.at_ms = stage->scene.now,
		.speaker = SPEAKER_PHONE,
		.kind = TRANSCRIPT_NOTE,
	};
	transcript_add(&stage->party.transcript, &entry, text, strlen(text));
}

void
stage_remark(struct stage *stage, const char *text)
{
	struct transcript_entry entry = {
		.at_ms = stage->scene.now,
		.speaker = SPEAKER_THEM,
		.kind = TRANSCRIPT_REMARK,
	};
	transcript_add(&stage->party.transcript, &entry, text, strlen(text));
}

void
stage_number(struct stage *stage, const char *number, const char *name,
    enum interface_use use)
{
	struct interface *added = &stage->numbers[stage->scene.number_count++];
	ck_assert_uint_le(stage->scene.number_count, STAGE_NUMBERS);
	added->number = read_number(number);
	strcpy(added->name, name);
	added->use = use;
}

void
stage_missed(struct stage *stage, const char *name, const char *number)
{
	struct missed_call *added = &stage->missed[stage->scene.missed_count++];
	ck_assert_uint_le(stage->scene.missed_count, STAGE_MISSED);
	added->at_ms = stage->scene.now -
	    (int64_t)stage->scene.missed_count * 240 * SECOND_MS;
	strcpy(added->name, name);
	added->can_call_back = *number != '\0';
	added->number = *number ? read_number(number) : number_nobody();
}

void
stage_ladder(struct stage *stage, const struct ladder_entry *made,
    const char *address)
{
	struct ladder_entry noted = *made;
	if (address != NULL) {
		struct number number = read_number(address);
		ck_assert(sockaddr_from_number(&noted.address, &number));
	}
	ladder_note(&stage->ladder, &noted);
}

void
stage_draft(struct stage *stage, const char *text)
{
	free(stage->draft);
	stage->draft = memory_copy(text, strlen(text));
	stage->scene.draft = stage->draft;
	stage->scene.draft_size = stage->scene.draft_cursor = strlen(text);
}

void
stage_chat(struct stage *stage)
{
	stage_note(stage, "you picked up; alice is there");
	stage_say(stage, SPEAKER_ME, "hello there");
	stage_say(stage, SPEAKER_THEM, "hi! can you see this?");
	stage_say(stage, SPEAKER_ME,
	    "Yes. A longer sentence wraps between its words, and stays in "
	    "the column of the one who wrote it.");
	stage_say(stage, SPEAKER_THEM, "one\ntwo\n\tthree");
	stage->scene.now += 185000;
	stage_say_bytes(stage, SPEAKER_ME, "did this arrive?", 16,
	    DELIVERY_WAITING);
}

/* The canvas, and a line for the cursor, which is no cell. */
static char *
photograph(const struct stage *stage)
{
	const struct canvas *canvas = &stage->canvas;
	char *dump = canvas_dump(canvas), *picture;
	if (asprintf(&picture, "%scursor: row %d, column %d\n", dump,
		canvas->cursor_row, canvas->cursor_col) < 0)
		abort();
	free(dump);
	return picture;
}

static char *
read_whole(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = NULL;
	size_t room = 0;
	if (!file)
		return memory_copy("", 0);
	if (getdelim(&text, &room, '\0', file) < 0) {
		free(text);
		text = memory_copy("", 0);
	}
	fclose(file);
	return text;
}

static void
write_whole(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	ck_assert_msg(file != NULL, "%s: %s", path, strerror(errno));
	fputs(text, file);
	fclose(file);
}

void
stage_expect(struct stage *stage, const char *name, int cols, int rows)
{
	char *path, *file;
	view_paint(&stage->view, &stage->canvas, &stage->scene, rows, cols);
	stage_check(stage);
	if (asprintf(&file, "tests/ui/pictures/%s-%dx%d.txt", name, cols,
		rows) < 0)
		abort();
	path = runner_source_path(file);
	char *found = photograph(stage);
	if (getenv("UPDATE_PICTURES"))
		write_whole(path, found);
	char *wanted = read_whole(path);
	ck_assert_msg(strcmp(found, wanted) == 0, "%s: wanted\n%s\nfound\n%s",
	    file, wanted, found);
	free(wanted);
	free(found);
	free(path);
	free(file);
}

const char *
stage_row(const struct stage *stage, int row)
{
	static char text[CANVAS_MOST * CANVAS_CELL_SIZE];
	size_t size = 0;
	for (int col = 0; col < stage->canvas.cols; col++) {
		const char *cell = canvas_at(&stage->canvas, row, col)->text;
		memcpy(text + size, cell, strlen(cell));
		size += strlen(cell);
	}
	text[size] = '\0';
	return text;
}

/* Check's own assertions write to a file each, and cells are many. */
static bool
is_whole(const struct canvas *canvas, int row, int col)
{
	const struct canvas_cell *cell = canvas_at(canvas, row, col);
	if (cell->style >= STYLE_COUNT || cell->cols > 2 ||
	    (cell->text[0] == '\0') != (cell->cols == 0))
		return false;
	for (const char *at = cell->text; *at; at++)
		if ((unsigned char)*at < 0x20 || *at == 0x7f)
			return false;
	if (cell->cols == 0)
		return col > 0 && canvas_at(canvas, row, col - 1)->cols == 2;
	if (cell->cols == 2)
		return col + 1 < canvas->cols &&
		    canvas_at(canvas, row, col + 1)->cols == 0;
	return true;
}

void
stage_check(const struct stage *stage)
{
	const struct canvas *canvas = &stage->canvas;
	for (int row = 0; row < canvas->rows; row++)
		for (int col = 0; col < canvas->cols; col++)
			if (!is_whole(canvas, row, col))
				ck_abort_msg("row %d, column %d: \"%s\"", row,
				    col, canvas_at(canvas, row, col)->text);
	ck_assert_int_ge(canvas->cursor_row, -1);
	ck_assert_int_ge(canvas->cursor_col, -1);
	ck_assert(canvas->cursor_row < canvas->rows || canvas->rows == 0);
	ck_assert(canvas->cursor_col < canvas->cols || canvas->cols == 0);
}
