/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "app/lines.h"

#include <string.h>

#include "base/clock.h"
#include "base/trace.h"

enum {
	ACCEPTS_A_TURN = 16,
	SENDS_A_TURN = 16,
};

/* The slot whose line that is now, or NOBODY. */
static int
slot_of_line(const struct lines *lines, uint64_t line_id)
{
	for (int slot = 0; slot < lines->board->slot_count; slot++)
		if (switchboard_line(lines->board, slot) == line_id)
			return slot;
	return SWITCHBOARD_NOBODY;
}

static void
drop(struct lines *lines, int slot)
{
	lines_stop_dialling(lines, slot);
	lines_drop_line(lines, slot, true);
}

/* It goes to whose it is now, or is nobody's and reset. */
static void
place_line(struct lines *lines, int slot)
{
	struct lines_slot *at = &lines->slots[slot];
	if (lines->is_udp || (at->line == NULL && at->dial == NULL) ||
	    at->line_id == switchboard_line(lines->board, slot))
		return;
	int to = at->line_id == 0 ? SWITCHBOARD_NOBODY :
				    slot_of_line(lines, at->line_id);
	if (to == SWITCHBOARD_NOBODY) {
		drop(lines, slot);
		return;
	}
	drop(lines, to);
	lines->slots[to] = *at;
	lines->slots[to].watch = LOOP_NOTHING;
	*at = (struct lines_slot){ 0 };
	ladder_belongs(lines->ladder, lines->slots[to].line->descriptor,
	    to + 1);
	trace("line %d: is line %d now", slot + 1, to + 1);
}

/* ---- in ---- */

/* Nobody can be let in now: to ask again at once would be a spin. */
static void
rest(struct lines *lines, int64_t now)
{
	lines->is_resting = true;
	lines->rest_until = clock_after(now, lines->board->timers.rest_ms);
}

static void
let_callers_in(struct lines *lines, int64_t now)
{
	uint8_t farewell[64];
	size_t size = switchboard_farewell(lines->board, farewell);
	for (int i = 0; i < ACCEPTS_A_TURN; i++) {
		int descriptor;
		struct number from;
		enum socket_verdict verdict = exchange_accept(&lines->exchange,
		    &descriptor, &from, farewell, size);
		if (verdict == SOCKET_TABLE_FULL)
			continue;
		if (verdict != SOCKET_OK) {
			if (verdict != SOCKET_WOULD_BLOCK)
				rest(lines, now);
			return;
		}
		/* All that is known of a UNIX caller is the path. */
		if (from.kind == NUMBER_NOBODY)
			memcpy(from.name, lines->exchange.number.name,
			    sizeof from.name);
		int slot = switchboard_accept(lines->board, &from, now);
		if (slot == SWITCHBOARD_NOBODY)
			exchange_shed(lines->ladder, descriptor, farewell,
			    size);
		else
			lines_open_line(lines, slot, descriptor);
	}
}

static void
receive(struct lines *lines, int slot, int64_t now)
{
	struct line *line = lines->slots[slot].line;
	size_t size, room = lines_appetite(lines, slot);
	if (room == 0)
		return; /* woken because something is wrong: sending will tell */
	switch (line_receive(line, lines->piece, room, &size)) {
	case LINE_OK:
		switchboard_receive(lines->board, slot, lines->piece, size,
		    now);
		break;
	case LINE_WOULD_BLOCK:
		break;
	case LINE_CLOSED:
		lines->slots[slot].has_ended = true;
		switchboard_line_ended(lines->board, slot,
		    lines->slots[slot].cannot_send,
		    lines->slots[slot].cannot_send ? strerror(line->error) : "",
		    now);
		break;
	case LINE_BROKEN:
		lines->slots[slot].has_ended = true;
		switchboard_line_ended(lines->board, slot, true,
		    strerror(line->error), now);
		break;
	}
}

void
lines_carry_in(struct lines *lines, const struct loop *loop, int64_t now)
{
	if (lines->is_resting && lines->rest_until <= now)
		lines->is_resting = false;
	for (int slot = 0; slot < lines->board->slot_count; slot++) {
		if (lines_is_empty(lines, slot))
			continue;
		if (lines->slots[slot].peer != NULL)
			lines_datagram_receive(lines, slot, loop, now);
		else if (lines->slots[slot].line == NULL)
			lines_dial(lines, slot, loop, now);
		else if (loop_is_readable(loop, lines->slots[slot].watch))
			receive(lines, slot, now);
		place_line(lines, slot);
	}
	if (!loop_is_readable(loop, lines->exchange_watch))
		return;
	/* Who has hung up makes room for who calls. */
	lines_carry_out(lines, now);
	if (lines->is_udp)
		lines_datagram_hear(lines, now);
	else
		let_callers_in(lines, now);
}

/* ---- out ---- */

/* Nobody is to wait for the end of a call, or for its beginning. */
static struct line_drip
drip_now(const struct lines *lines, int slot)
{
	const struct timers *timers = &lines->board->timers;
	const struct party *party = lines->board->parties[slot];
	if (party == NULL || !call_is_talking(&party->call))
		return (struct line_drip){ 0 };
	return (struct line_drip){ lines->drip_size, timers->drip_ms,
		timers->drip_most_ms };
}

/* Fills the empty send buffer. False when there is nothing to send. */
static bool
fill(struct lines *lines, int slot, int64_t now)
{
	struct line *line = lines->slots[slot].line;
	size_t room;
	uint8_t *to = line_fill(line, &room);
	if (to != NULL)
		line_filled(line,
		    switchboard_give(lines->board, slot, to, room, now));
	return line_has_output(line);
}

static void
send_what_is_due(struct lines *lines, int slot, int64_t now)
{
	struct lines_slot *at = &lines->slots[slot];
	struct line_drip drip = drip_now(lines, slot);
	line_drip(at->line, &drip);
	for (int i = 0; i < SENDS_A_TURN && !at->cannot_send; i++) {
		size_t sent = 0;
		if (at->line->finished || !fill(lines, slot, now))
			return;
		enum line_verdict verdict = line_send(at->line, now, &sent);
		if (sent > 0)
			switchboard_sent(lines->board, slot, sent, now);
		if (verdict == LINE_WOULD_BLOCK)
			return;
		at->cannot_send = verdict == LINE_BROKEN;
	}
	/* What has come is read before the call hears of it, if it is read. */
	if (at->cannot_send && lines_appetite(lines, slot) == 0)
		switchboard_line_ended(lines->board, slot, true,
		    strerror(at->line->error), now);
}

static void
do_as_wished(struct lines *lines, int slot, int64_t now)
{
	struct lines_slot *at = &lines->slots[slot];
	switch (switchboard_wish(lines->board, slot)) {
	case SWITCHBOARD_KEEP:
		return;
	case SWITCHBOARD_FINISH:
		if (at->line != NULL && !line_has_output(at->line))
			line_finish(at->line);
		return;
	case SWITCHBOARD_CLOSE:
		lines_drop_line(lines, slot, false);
		break;
	case SWITCHBOARD_RESET:
		lines_drop_line(lines, slot, true);
		break;
	}
	lines_stop_dialling(lines, slot);
	switchboard_closed(lines->board, slot, now);
}

void
lines_carry_out(struct lines *lines, int64_t now)
{
	for (int slot = 0; slot < lines->board->slot_count; slot++)
		place_line(lines, slot);
	for (int slot = 0; slot < lines->board->slot_count; slot++) {
		if (lines->slots[slot].peer != NULL)
			lines_datagram_send(lines, slot, now);
		if (lines->slots[slot].line != NULL)
			send_what_is_due(lines, slot, now);
		if (lines->board->parties[slot] != NULL)
			do_as_wished(lines, slot, now);
	}
}
