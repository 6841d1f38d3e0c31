/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * The part of wire.h for what follows: lines are dialled for and belong to
 * slots, what is said is on its way, and time goes by.
 */
#include "config.h"

#include "wire.h"

#include "base/clock.h"
#include "fuzz.h"
#include "trunk_check.h"

enum {
	ARRIVING_MOST = 8 << 20,
	ROUNDS_MOST = 20000,
	STEPS_MOST = 2000,
	BEHIND_MOST = 5,
};

/* ---- lines ---- */

static struct wire_line *
add_line(struct wire *wire, int from)
{
	for (size_t at = 0; at < WIRE_LINES; at++) {
		struct wire_line *line = &wire->lines[at];
		if (line->is_used)
			continue;
		*line = (struct wire_line){ .is_used = true, .from = from };
		if (at == wire->line_count)
			wire->line_count++;
		for (int which = 0; which < 2; which++) {
			line->ends[which].slot = SWITCHBOARD_NOBODY;
			bytes_init(&line->ends[which].arriving, ARRIVING_MOST);
		}
		return line;
	}
	return NULL;
}

static bool
has_line(const struct wire *wire, int phone, int slot)
{
	for (size_t at = 0; at < wire->line_count; at++) {
		const struct wire_line *line = &wire->lines[at];
		int which = line->from == phone ? 0 : 1;
		if (line->is_used && line->ends[which].slot == slot)
			return true;
	}
	return false;
}

/* Whoever wants a line gets one that is yet to be connected. */
static void
dial_for(struct wire *wire, int phone, int slot)
{
	struct switchboard *board = &wire->phones[phone];
	if (board->parties[slot] == NULL ||
	    switchboard_wants_line(board, slot) == NULL ||
	    has_line(wire, phone, slot))
		return;
	struct wire_line *line = add_line(wire, phone);
	if (line == NULL)
		return; /* the next attempt may find one */
	line->ends[0].slot = slot;
	line->ends[0].line_id = switchboard_line(board, slot);
}

/* It goes to whose it is now, or is nobody's and reset. */
static void
place(struct wire *wire, struct wire_line *line, int which)
{
	struct wire_end *end = &line->ends[which];
	const struct switchboard *board = wire_board(wire, line, which);
	if (!line->is_used || end->slot == SWITCHBOARD_NOBODY ||
	    switchboard_line(board, end->slot) == end->line_id)
		return;
	for (int slot = 0; slot < board->slot_count; slot++)
		if (switchboard_line(board, slot) == end->line_id) {
			end->slot = slot;
			return;
		}
	if (end->is_there)
		line->ends[1 - which].reset_arrives = true;
	end->slot = SWITCHBOARD_NOBODY;
	end->has_finished = end->has_closed = true;
}

/* ---- what is said, and what is closed ---- */

/* As a line does: some of it may wait in a buffer. */
static void
give(struct wire *wire, struct switchboard *board, struct wire_end *end,
    struct wire_end *other)
{
	static uint8_t buffer[FRAMING_STORE_SIZE];
	size_t size;
	while (!end->has_finished &&
	    (size = switchboard_give(board, end->slot, buffer, sizeof buffer,
		 wire->now)) > 0) {
		if (!other->is_cut)
			fuzz_require(bytes_append(&other->arriving, buffer,
					 size),
			    "more is on its way than was said");
		switchboard_sent(board, end->slot, size / 2, wire->now);
		switchboard_sent(board, end->slot, size - size / 2, wire->now);
	}
}

static void
close_slot(struct wire *wire, struct switchboard *board, int slot)
{
	trunk_check_party(board->parties[slot]);
	witness_check_end(board->parties[slot]);
	switchboard_closed(board, slot, wire->now);
}

static void
close_end(struct wire *wire, struct wire_line *line, int which, bool reset)
{
	struct wire_end *end = &line->ends[which];
	struct wire_end *other = &line->ends[1 - which];
	int slot = end->slot;
	if (reset)
		other->reset_arrives = true;
	else if (!end->has_finished)
		other->end_arrives = true;
	end->has_finished = end->has_closed = true;
	end->slot = SWITCHBOARD_NOBODY;
	close_slot(wire, wire_board(wire, line, which), slot);
}

static void
serve_end(struct wire *wire, struct wire_line *line, int which)
{
	struct wire_end *end = &line->ends[which];
	struct wire_end *other = &line->ends[1 - which];
	struct switchboard *board = wire_board(wire, line, which);
	if (!line->is_used || end->slot == SWITCHBOARD_NOBODY)
		return;
	if (end->is_there)
		give(wire, board, end, other);
	switch (switchboard_wish(board, end->slot)) {
	case SWITCHBOARD_KEEP:
		break;
	case SWITCHBOARD_FINISH:
		if (!end->has_finished)
			other->end_arrives = true;
		end->has_finished = true;
		break;
	case SWITCHBOARD_CLOSE:
		close_end(wire, line, which, false);
		break;
	case SWITCHBOARD_RESET:
		close_end(wire, line, which, true);
		break;
	}
}

/* A call that has come to its end while it had no line. */
static void
serve_lineless(struct wire *wire, int phone, int slot)
{
	struct switchboard *board = &wire->phones[phone];
	if (board->parties[slot] == NULL || has_line(wire, phone, slot))
		return;
	enum switchboard_wish wish = switchboard_wish(board, slot);
	if (wish == SWITCHBOARD_CLOSE || wish == SWITCHBOARD_RESET)
		close_slot(wire, board, slot);
}

/* Who closes before the connect is through has never been there. */
static void
forget_spent(struct wire *wire)
{
	for (size_t at = 0; at < wire->line_count; at++) {
		struct wire_line *line = &wire->lines[at];
		const struct wire_end *ends = line->ends;
		if (line->is_used && ends[0].has_closed &&
		    (ends[1].has_closed || !ends[0].is_there))
			wire_free_line(line);
	}
}

static void
look(struct wire *wire)
{
	for (int phone = 0; phone < WIRE_PHONES; phone++)
		witness_look(&wire->witness, phone, &wire->phones[phone]);
}

void
wire_serve(struct wire *wire)
{
	look(wire);
	for (size_t at = 0; at < wire->line_count; at++)
		for (int which = 0; which < 2; which++)
			place(wire, &wire->lines[at], which);
	for (int phone = 0; phone < WIRE_PHONES; phone++)
		for (int slot = 0; slot < wire->phones[phone].slot_count;
		     slot++)
			dial_for(wire, phone, slot);
	for (size_t at = 0; at < wire->line_count; at++)
		for (int which = 0; which < 2; which++)
			serve_end(wire, &wire->lines[at], which);
	for (int phone = 0; phone < WIRE_PHONES; phone++)
		for (int slot = 0; slot < wire->phones[phone].slot_count;
		     slot++)
			serve_lineless(wire, phone, slot);
	forget_spent(wire);
}

/* ---- time ---- */

void
wire_settle(struct wire *wire)
{
	int steps = 0;
	wire_serve(wire);
	for (bool moved = true; moved;) {
		moved = false;
		for (size_t at = 0; at < wire->line_count; at++) {
			moved |= wire_connect(wire, at);
			moved |= wire_accept(wire, at);
			moved |= wire_deliver(wire, at, 0, SIZE_MAX);
			moved |= wire_deliver(wire, at, 1, SIZE_MAX);
		}
		fuzz_require(steps++ < STEPS_MOST, "it never settles");
	}
}

static int64_t
next_deadline(const struct wire *wire)
{
	return clock_earlier(switchboard_deadline(&wire->phones[0]),
	    switchboard_deadline(&wire->phones[1]));
}

static void
strike(struct wire *wire, bool moves)
{
	for (int phone = 0; phone < WIRE_PHONES; phone++)
		switchboard_tick(&wire->phones[phone], wire->now);
	if (moves)
		wire_settle(wire);
	else
		wire_serve(wire);
}

void
wire_pass(struct wire *wire, int64_t ms, bool moves)
{
	int64_t end = wire->now + ms;
	int behind = 0;
	if (moves)
		wire_settle(wire);
	for (int rounds = 0; next_deadline(wire) <= end; rounds++) {
		fuzz_require(rounds < ROUNDS_MOST, "wakes up too often");
		if (next_deadline(wire) > wire->now)
			wire->now = next_deadline(wire);
		strike(wire, moves);
		/* What has moved may be a reason to look again at once. */
		behind = next_deadline(wire) > wire->now ? 0 : behind + 1;
		fuzz_require(behind < BEHIND_MOST, "a deadline stays behind");
	}
	wire->now = end;
}
