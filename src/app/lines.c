/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "app/lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/trace.h"

enum { SHED_AT_THE_END = 64 };

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

void
lines_drop_line(struct lines *lines, int slot, bool with_reset)
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

void
lines_clear(struct lines *lines)
{
	for (int slot = 0; slot < lines->board->slot_count; slot++) {
		lines_stop_dialling(lines, slot);
		lines_drop_line(lines, slot, false);
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

bool
lines_is_empty(const struct lines *lines, int slot)
{
	const struct lines_slot *at = &lines->slots[slot];
	return at->line == NULL && at->peer == NULL && at->dial == NULL &&
	    lines->board->parties[slot] == NULL;
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
		if (!lines_is_empty(lines, slot))
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
