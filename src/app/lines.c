/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "app/lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/trace.h"

enum {
	ACCEPTS_A_TURN = 16,
	SENDS_A_TURN = 16,
	SHED_AT_THE_END = 64,
};

void
lines_init(struct lines *lines, struct switchboard *board,
    struct ladder *ladder)
{
	memset(lines, 0, sizeof *lines);
	lines->board = board;
	lines->ladder = ladder;
	lines->slots =
	    memory_new((size_t)board->slot_count, sizeof *lines->slots);
}

static void
drop_line(struct lines *lines, int slot, bool with_reset)
{
	struct lines_slot *at = &lines->slots[slot];
	if (at->peer != NULL)
		lines_datagram_drop(lines, slot);
	if (at->line == NULL)
		return;
	trace("line %d: %s", slot + 1, with_reset ? "reset" : "closed");
	if (with_reset)
		line_reset(at->line);
	else
		line_close(at->line);
	free(at->line);
	*at = (struct lines_slot){ 0 };
}

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
	drop_line(lines, slot, true);
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

void
lines_clear(struct lines *lines)
{
	for (int slot = 0; slot < lines->board->slot_count; slot++) {
		lines_stop_dialling(lines, slot);
		drop_line(lines, slot, false);
	}
	if (lines->is_udp)
		lines_datagram_clear(lines);
	else if (lines->is_listening)
		exchange_close(&lines->exchange);
	lines->is_listening = false;
	free(lines->slots);
	lines->slots = NULL;
}

bool
lines_listen(struct lines *lines, const struct number *number,
    struct fault *fault)
{
	bool is_open = lines->is_udp ?
	    lines_datagram_listen(lines, number, fault) :
	    exchange_open(&lines->exchange, lines->ladder, number, fault);
	if (!is_open)
		return false;
	lines->is_listening = true;
	lines->board->rules.port = lines_number(lines)->port;
	return true;
}

const struct number *
lines_number(const struct lines *lines)
{
	if (!lines->is_listening)
		return NULL;
	return lines->is_udp ? &lines->waiting.mine : &lines->exchange.number;
}

void
lines_open_line(struct lines *lines, int slot, int descriptor)
{
	struct lines_slot *at = &lines->slots[slot];
	*at = (struct lines_slot){ .line = memory_new(1, sizeof *at->line),
		.line_id = switchboard_line(lines->board, slot) };
	ladder_belongs(lines->ladder, descriptor, slot + 1);
	line_open(at->line, lines->ladder, descriptor);
	trace("line %d: opened on %d", slot + 1, descriptor);
	if (lines->nagle)
		line_set_nagle(at->line, true);
}

/* ---- misbehaving on purpose ---- */

void
lines_drip(struct lines *lines, size_t piece_size)
{
	lines->drip_size = piece_size;
}

void
lines_set_nagle(struct lines *lines, bool nagle)
{
	lines->nagle = nagle;
	for (int slot = 0; slot < lines->board->slot_count; slot++)
		if (lines->slots[slot].line != NULL)
			line_set_nagle(lines->slots[slot].line, nagle);
}

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

/* ---- watching ---- */

/* How much is to be read of that line now; 0: nothing. */
size_t
lines_appetite(const struct lines *lines, int slot)
{
	if (lines->slots[slot].has_ended)
		return 0;
	return switchboard_appetite(lines->board, slot);
}

/*
 * Who is deaf takes no messages. But who comes back on another line is to be
 * let in, and told where to go on.
 */
static bool
takes_messages(const struct lines *lines, int slot)
{
	const struct call *call = &lines->board->parties[slot]->call;
	return call->state != CALL_EXPECTING && call->trouble != CALL_RESUMING;
}

static void
watch_line(struct lines *lines, int slot, struct loop *loop, bool deaf)
{
	struct lines_slot *at = &lines->slots[slot];
	at->watch = LOOP_NOTHING;
	if (at->line == NULL)
		return;
	/* Where nothing is sent or read, a line that hung up must not wake. */
	at->watch = loop_watch(loop, at->line->descriptor,
	    (!deaf || !takes_messages(lines, slot)) &&
		lines_appetite(lines, slot) > 0,
	    line_has_output(at->line) && !at->cannot_send &&
		!line_is_pausing(at->line));
}

void
lines_watch(struct lines *lines, struct loop *loop, bool deaf)
{
	lines->exchange_watch = LOOP_NOTHING;
	if (lines->is_udp)
		lines_datagram_watch(lines, loop, deaf);
	else if (lines->is_listening && !lines->is_resting)
		lines->exchange_watch =
		    loop_watch(loop, lines->exchange.descriptor, true, false);
	for (int slot = 0; slot < lines->board->slot_count; slot++) {
		if (lines->slots[slot].dial != NULL &&
		    lines->slots[slot].peer == NULL)
			dial_watch(lines->slots[slot].dial, loop);
		if (lines->slots[slot].peer == NULL)
			watch_line(lines, slot, loop, deaf);
	}
}

static int64_t
slot_deadline(const struct lines *lines, int slot)
{
	const struct lines_slot *at = &lines->slots[slot];
	if (at->line != NULL)
		return line_deadline(at->line);
	if (at->peer != NULL)
		return lines_datagram_deadline(lines, slot);
	if (at->dial != NULL)
		return dial_deadline(at->dial);
	/* Who is to be dialled is, at once. */
	return switchboard_wants_line(lines->board, slot) == NULL ?
	    CLOCK_NEVER :
	    0;
}

int64_t
lines_deadline(const struct lines *lines)
{
	int64_t due = switchboard_deadline(lines->board);
	if (lines->is_resting)
		due = clock_earlier(due, lines->rest_until);
	for (int slot = 0; slot < lines->board->slot_count; slot++)
		due = clock_earlier(due, slot_deadline(lines, slot));
	return due;
}

void
lines_socket(const struct lines *lines, int slot, int *descriptor,
    const struct number **mine)
{
	const struct line *line = lines->slots[slot].line;
	*descriptor = line != NULL ? line->descriptor : -1;
	*mine = line != NULL ? &line->mine : NULL;
	if (lines->slots[slot].peer != NULL)
		lines_datagram_socket(lines, slot, descriptor, mine);
}

int
lines_exchange(const struct lines *lines)
{
	if (!lines->is_listening)
		return -1;
	return lines->is_udp ? lines->waiting.descriptor :
			       lines->exchange.descriptor;
}

bool
lines_are_busy(const struct lines *lines)
{
	for (int slot = 0; slot < lines->board->slot_count; slot++) {
		const struct party *party = lines->board->parties[slot];
		/* Who has not rung is nobody yet. */
		if (party != NULL && party->call.state != CALL_EXPECTING)
			return true;
	}
	return false;
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

void
lines_stop_listening(struct lines *lines)
{
	uint8_t farewell[64];
	size_t size = switchboard_farewell(lines->board, farewell);
	int descriptor;
	struct number from;
	/* Whoever rings over UDP now is told so, as long as it goes on. */
	if (!lines->is_listening || lines->is_udp)
		return;
	for (int i = 0; i < SHED_AT_THE_END &&
	     exchange_accept(&lines->exchange, &descriptor, &from, farewell,
		 size) == SOCKET_OK;
	     i++)
		exchange_shed(lines->ladder, descriptor, farewell, size);
	exchange_close(&lines->exchange);
	lines->is_listening = false;
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
		drop_line(lines, slot, false);
		break;
	case SWITCHBOARD_RESET:
		drop_line(lines, slot, true);
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
