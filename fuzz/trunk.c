/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "trunk.h"

#include <string.h>

#include "base/clock.h"
#include "trunk_check.h"

enum {
	START_MS = 1000000,
	ROUNDS_MOST = 10000,
};

void
trunk_open(struct trunk *trunk, struct fuzz_input *input, int line_most)
{
	struct party_rules rules = {
		.phone_id = TRUNK_PHONE_ID,
		.port = NUMBER_PORT,
		.name = "fred",
		.datagrams = line_most == 0,
	};
	static const int lines[] = { 1, 2, 5, SWITCHBOARD_LINES_MOST };
	unsigned which = fuzz_byte(input);
	unsigned manners = fuzz_byte(input);
	/* Mostly our own; the others follow behind it. */
	rules.framing = framing_at(which < 128 ? 0 : which - 128U);
	if (manners & 1)
		rules.service = &services[which % service_count];
	rules.live = (manners & 2) != 0;
	rules.glue = (manners & 4) != 0 ? 3 : 0;
	rules.keeps_stream = (manners & 8) != 0 && rules.framing != NULL &&
	    !rules.framing->has_calls;
	*trunk = (struct trunk){ .now = START_MS, .line_most = line_most };
	switchboard_init(&trunk->board, &rules, &timers_standard, 7);
	trunk->board.auto_answer = (manners & 16) != 0;
	trunk->board.is_for_one_call = (manners & 32) != 0;
	if (manners >> 6 != 0 && !trunk->board.is_for_one_call)
		switchboard_have_lines(&trunk->board, lines[manners >> 6]);
}

/* ---- the far ends ---- */

static int
count_lines(const struct trunk *trunk)
{
	int count = 0;
	for (int slot = 0; slot < TRUNK_LINES; slot++)
		count += trunk->lines[slot].is_connected;
	return count;
}

static void
connect_line(struct trunk *trunk, int slot)
{
	struct trunk_line *line = &trunk->lines[slot];
	*line = (struct trunk_line){ .is_connected = true,
		.line_id = switchboard_line(&trunk->board, slot),
		.has_service = trunk->board.rules.service != NULL };
	decoder_init(&line->decoder, trunk->board.rules.framing);
}

static void
clear_line(struct trunk_line *line)
{
	if (line->is_connected)
		decoder_clear(&line->decoder);
	*line = (struct trunk_line){ 0 };
}

static void
drop_line(struct trunk *trunk, int slot)
{
	clear_line(&trunk->lines[slot]);
	trunk_check_party(trunk->board.parties[slot]);
	switchboard_closed(&trunk->board, slot, trunk->now);
}

/* The slot of the n-th line that somebody is at; NOBODY without any. */
static int
pick_line(const struct trunk *trunk, struct fuzz_input *input)
{
	int count = count_lines(trunk);
	if (count == 0)
		return SWITCHBOARD_NOBODY;
	int left = (int)fuzz_upto(input, (size_t)count - 1);
	for (int slot = 0; slot < TRUNK_LINES; slot++)
		if (trunk->lines[slot].is_connected && left-- == 0)
			return slot;
	return SWITCHBOARD_NOBODY;
}

static void
knock(struct trunk *trunk, struct fuzz_input *input)
{
	uint8_t address[4] = { 192, 0, 2, fuzz_byte(input) % 4U };
	struct number from =
	    address[3] == 0 ? number_nobody() : number_ipv4(address, 5000);
	if (count_lines(trunk) >= trunk->line_most)
		return;
	int slot = switchboard_accept(&trunk->board, &from, trunk->now);
	if (slot != SWITCHBOARD_NOBODY)
		connect_line(trunk, slot);
}

static void
dial(struct trunk *trunk)
{
	struct number number = number_here(7777);
	struct fault fault = { 0 };
	if (switchboard_dial(&trunk->board, &number, trunk->now, &fault) ==
	    SWITCHBOARD_NOBODY)
		fuzz_require_fault(&fault);
}

/* Whoever wants a line gets one, or not. */
static void
put_through(struct trunk *trunk, bool is_there)
{
	struct number reached = number_here(7777);
	for (int slot = 0; slot < trunk->board.slot_count; slot++) {
		if (trunk->lines[slot].is_connected ||
		    switchboard_wants_line(&trunk->board, slot) == NULL)
			continue;
		if (is_there) {
			connect_line(trunk, slot);
			switchboard_connected(&trunk->board, slot, &reached,
			    trunk->now);
			continue;
		}
		struct fault fault;
		fault_set(&fault, 69, "nobody is there");
		switchboard_unreachable(&trunk->board, slot, true, &fault,
		    trunk->now);
	}
}

static void
end_line(struct trunk *trunk, int slot, bool broken)
{
	struct trunk_line *line = &trunk->lines[slot];
	/* What is sent may still fail, when nothing is left to be read. */
	if (line->has_broken || (line->has_ended && !broken))
		return;
	line->has_ended = true;
	line->has_broken = broken;
	switchboard_line_ended(&trunk->board, slot, broken,
	    broken ? "Connection reset by peer" : "", trunk->now);
}

/* ---- what follows ---- */

static void
give(struct trunk *trunk, int slot)
{
	static uint8_t buffer[FRAMING_STORE_SIZE];
	struct trunk_line *line = &trunk->lines[slot];
	size_t size;
	if (!line->is_connected || line->is_stuck)
		return;
	while ((size = switchboard_give(&trunk->board, slot, buffer,
		    sizeof buffer, trunk->now)) > 0) {
		fuzz_require(size <= sizeof buffer, "more than there is room");
		trunk_check_said(line, buffer, size);
		switchboard_sent(&trunk->board, slot, size / 2, trunk->now);
		switchboard_sent(&trunk->board, slot, size - size / 2,
		    trunk->now);
	}
}

/* It goes to whose it is now, or is nobody's. */
static void
place_line(struct trunk *trunk, int from)
{
	struct trunk_line *line = &trunk->lines[from];
	const struct switchboard *board = &trunk->board;
	if (!line->is_connected ||
	    line->line_id == switchboard_line(board, from))
		return;
	for (int slot = 0; slot < board->slot_count; slot++) {
		if (switchboard_line(board, slot) != line->line_id)
			continue;
		clear_line(&trunk->lines[slot]);
		trunk->lines[slot] = *line;
		*line = (struct trunk_line){ 0 };
		return;
	}
	clear_line(line);
}

/* As a phone does each turn. */
static void
serve(struct trunk *trunk)
{
	struct switchboard *board = &trunk->board;
	for (int slot = 0; slot < board->slot_count; slot++)
		place_line(trunk, slot);
	for (int slot = 0; slot < board->slot_count; slot++) {
		if (board->parties[slot] == NULL)
			continue;
		give(trunk, slot);
		enum switchboard_wish wish = switchboard_wish(board, slot);
		if (wish == SWITCHBOARD_CLOSE || wish == SWITCHBOARD_RESET)
			drop_line(trunk, slot);
	}
	trunk_check_board(board);
}

/* Every deadline strikes when it is due, and none stays behind. */
static void
pass(struct trunk *trunk, int64_t ms)
{
	int64_t end = trunk->now + ms;
	for (int rounds = 0;; rounds++) {
		int64_t due = switchboard_deadline(&trunk->board);
		fuzz_require(rounds < ROUNDS_MOST, "wakes up too often");
		if (due > end)
			break;
		if (due > trunk->now)
			trunk->now = due;
		switchboard_tick(&trunk->board, trunk->now);
		serve(trunk);
		fuzz_require(switchboard_deadline(&trunk->board) > trunk->now,
		    "a deadline stays behind");
	}
	trunk->now = end;
}

void
trunk_step(struct trunk *trunk, struct fuzz_input *input)
{
	unsigned what = fuzz_byte(input) % 16U;
	if (what == 0)
		knock(trunk, input);
	else if (what == 1)
		dial(trunk);
	else if (what == 2)
		put_through(trunk, fuzz_byte(input) % 4U != 0);
	else if (what == 3)
		pass(trunk, (int64_t)fuzz_byte(input) * fuzz_byte(input));
	else if (what < 8)
		trunk_do(trunk, input);
	int slot = what < 8 ? SWITCHBOARD_NOBODY : pick_line(trunk, input);
	if (slot != SWITCHBOARD_NOBODY) {
		if (what < 12)
			trunk_say(trunk, slot, input);
		else if (what == 12)
			trunk_say_oddly(trunk, slot, input);
		else if (what == 13)
			trunk_say_bytes(trunk, slot, input);
		else if (what == 14)
			trunk->lines[slot].is_stuck ^= true;
		else
			end_line(trunk, slot, fuzz_byte(input) % 2 == 0);
	}
	serve(trunk);
}

void
trunk_close(struct trunk *trunk)
{
	enum { LONG_MS = 600000 };
	put_through(trunk, false);
	for (int slot = 0; slot < TRUNK_LINES; slot++)
		if (trunk->lines[slot].is_connected)
			end_line(trunk, slot, true);
	serve(trunk);
	pass(trunk, LONG_MS);
	for (int slot = 0; slot < trunk->board.slot_count; slot++)
		fuzz_require(trunk->board.parties[slot] == NULL,
		    "a call that never ends");
	fuzz_require(switchboard_deadline(&trunk->board) == CLOCK_NEVER,
	    "something is due, and there is nothing");
	trunk_check_told(&trunk->board);
	switchboard_clear(&trunk->board);
}
