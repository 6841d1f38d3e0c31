/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "sweeper.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "../text/samples.h"
#include "base/rites.h"
#include "call/switchboard.h"
#include "text/cells.h"
#include "ui/screen.h"
#include "ui/view.h"

enum {
	START_MS = 1000000,
	POINT_SIZE = 5, /* a letter and a character */
	POINT_COLS = 3,
};

/* What is said at once, how many times before it is looked at, and how large
 * a screen shows all of it. */
static const struct {
	size_t size, cols;
	enum clean_rule rule;
	unsigned painted_every;
	int rows, screen_cols;
} kinds[SWEEPER_KINDS] = {
	[SWEEPER_NAME] = { FRAME_NAME_MOST, 16, CLEAN_NAME, 16, 36, 80 },
	[SWEEPER_TEXT] = { SWEEPER_BATCH_SIZE, 4500, CLEAN_BODY, 1, 90, 200 },
	[SWEEPER_DRAFT] = { FRAME_DRAFT_MOST, 4500, CLEAN_BODY, 1, 36, 100 },
	[SWEEPER_WORDS] = { FRAME_WORDS_MOST, 4500, CLEAN_LINE, 2, 30, 80 },
};

enum clean_rule
sweeper_rule(enum sweeper_kind kind)
{
	return kinds[kind].rule;
}

void
sweeper_size(enum sweeper_kind kind, int *rows, int *cols)
{
	*rows = kinds[kind].rows;
	*cols = kinds[kind].screen_cols;
}

unsigned
sweeper_painted_every(enum sweeper_kind kind)
{
	return kinds[kind].painted_every;
}

/* At most; each byte of half a surrogate pair is told by itself. */
static size_t
cols_of(uint32_t point)
{
	if (point >= 0xd800 && point <= 0xdfff)
		return POINT_COLS;
	return wcwidth((wchar_t)point) == 1 ? 1 : 2;
}

/* Some join whatever stands before them, and not all of those have no width. */
static bool
joins_a_letter(uint32_t point)
{
	char pair[POINT_SIZE] = "x";
	size_t size = 1 + samples_encode(pair + 1, point);
	return cells_boundary(pair, size, 1) == 0;
}

size_t
sweeper_batch(const struct sweeper *sweeper, char batch[SWEEPER_BATCH_SIZE],
    uint32_t *point)
{
	size_t size = 0, cols = 0;
	while (*point < SWEEPER_POINTS &&
	    size + POINT_SIZE <= kinds[sweeper->kind].size &&
	    cols + POINT_COLS <= kinds[sweeper->kind].cols) {
		bool joins = joins_a_letter(*point);
		if (joins)
			batch[size++] = 'x';
		size += samples_encode(batch + size, *point);
		cols += joins + cols_of(*point);
		*point += sweeper->step;
	}
	return size;
}

/* ---- the phone ---- */

struct phone {
	struct switchboard board;
	struct screen *screen;
	struct canvas canvas;
	struct view view;
	int64_t now;
	int slot;
	uint32_t said;
};

static void
hear(struct phone *phone, uint8_t type, const void *payload, size_t size)
{
	static uint8_t wire[FRAME_HEADER_SIZE + SWEEPER_BATCH_SIZE];
	struct frame_header header = {
		.type = type,
		.length = (uint32_t)size,
		.sequence = type == FRAME_TEXT ? ++phone->said : 0,
	};
	frame_encode(wire, &header);
	memcpy(wire + FRAME_HEADER_SIZE, payload, size);
	switchboard_receive(&phone->board, phone->slot, wire,
	    FRAME_HEADER_SIZE + size, phone->now);
}

/* Whatever it says is lost; it may have something to be told of. */
static void
take_answers(struct phone *phone)
{
	static uint8_t buffer[FRAMING_STORE_SIZE];
	size_t size;
	while ((size = switchboard_give(&phone->board, phone->slot, buffer,
		    sizeof buffer, phone->now)) > 0)
		switchboard_sent(&phone->board, phone->slot, size, phone->now);
}

static void
ring(struct phone *phone, const char *name, size_t size)
{
	static const uint8_t address[4] = { 192, 0, 2, 7 };
	struct number from = number_ipv4(address, 5000);
	struct frame_card card = { .phone_id = 1, .call_id = 1 };
	uint8_t payload[FRAME_CARD_SIZE + FRAME_NAME_MOST];
	card.name_size = (uint8_t)size;
	memcpy(card.name, name, size);
	phone->now++;
	phone->slot = switchboard_accept(&phone->board, &from, phone->now);
	phone->said = 0;
	hear(phone, FRAME_RING, payload, frame_card_encode(payload, &card));
	take_answers(phone);
}

static void
hang_up(struct phone *phone, const char *words, size_t size)
{
	uint8_t payload[2 + FRAME_WORDS_MOST];
	size = frame_hangup_encode(payload, CAUSE_LINE_LOST, words, size);
	hear(phone, FRAME_HANGUP, payload, size);
	take_answers(phone);
	switchboard_line_ended(&phone->board, phone->slot, false, "",
	    phone->now);
	switchboard_closed(&phone->board, phone->slot, phone->now);
}

static void
say(struct phone *phone, enum sweeper_kind kind, const char *batch, size_t size)
{
	switch (kind) {
	case SWEEPER_NAME:
		ring(phone, batch, size);
		hang_up(phone, "", 0);
		break;
	case SWEEPER_TEXT:
		hear(phone, FRAME_TEXT, batch, size);
		break;
	case SWEEPER_DRAFT:
		hear(phone, FRAME_DRAFT, batch, size);
		break;
	case SWEEPER_WORDS:
		/* A service's calls are told as news, one below the other. */
		ring(phone, "pat", 3);
		hang_up(phone, batch, size);
		break;
	}
}

static void
show(struct phone *phone)
{
	struct scene scene = {
		.now = phone->now,
		.party = switchboard_shown(&phone->board),
		.is_going_on = switchboard_current(&phone->board) != NULL,
		.missed = phone->board.missed,
		.missed_count = phone->board.missed_count,
		.news = &phone->board.news,
		.waiting_since = START_MS,
		.my_name = "fred",
		.draft = "",
		.notice = "",
	};
	view_paint(&phone->view, &phone->canvas, &scene,
	    screen_rows(phone->screen), screen_cols(phone->screen));
	screen_show(phone->screen, &phone->canvas);
	while (!screen_is_shown(phone->screen)) {
		struct pollfd wait = { .fd = screen_output(phone->screen),
			.events = POLLOUT };
		poll(&wait, 1, -1);
		screen_go_on(phone->screen);
	}
}

static void
open_phone(struct phone *phone, enum sweeper_kind kind)
{
	struct party_rules rules = { .phone_id = 7, .name = "fred" };
	struct fault fault;
	if (kind == SWEEPER_WORDS)
		rules.service = service_find("echo");
	*phone = (struct phone){ .now = START_MS };
	switchboard_init(&phone->board, &rules, &timers_standard, 1);
	view_init(&phone->view);
	phone->view.layout = VIEW_LAYOUT_CLASSIC;
	canvas_init(&phone->canvas);
	phone->screen = screen_new(&fault);
	if (phone->screen == NULL)
		_exit(fault.status);
	if (kind != SWEEPER_TEXT && kind != SWEEPER_DRAFT)
		return;
	ring(phone, "pat", 3);
	switchboard_answer(&phone->board, phone->now, &fault);
	take_answers(phone);
}

void
sweeper_run(const void *argument)
{
	const struct sweeper *sweeper = argument;
	static struct phone phone;
	static char batch[SWEEPER_BATCH_SIZE];
	uint32_t point = 0;
	size_t size;
	rites_install();
	open_phone(&phone, sweeper->kind);
	for (unsigned n = 1; (size = sweeper_batch(sweeper, batch, &point)) > 0;
	     n++) {
		say(&phone, sweeper->kind, batch, size);
		if (n % sweeper_painted_every(sweeper->kind) == 0)
			show(&phone);
	}
	show(&phone);
	screen_free(phone.screen);
	canvas_clear(&phone.canvas);
	switchboard_clear(&phone.board);
}
