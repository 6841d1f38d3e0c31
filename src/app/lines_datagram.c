/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * The part of lines.h for UDP: one socket waits and hears everybody, told
 * apart by their numbers. Whoever talks with the user has a socket of its own
 * beside it, which hears nobody else; whom a service answers has none.
 */
#include "config.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "app/lines.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/trace.h"

enum {
	HEARD_A_TURN = 64,
	SILENT_RINGS = 3, /* to an address, when there is another one */
};

struct lines_peer *
lines_peer_of(const struct lines *lines, int slot)
{
	return lines->slots[slot].peer;
}

bool
lines_peer_has_own(const struct lines_peer *peer)
{
	return peer->own.descriptor >= 0;
}

void
lines_use_datagrams(struct lines *lines)
{
	lines->is_udp = true;
	lines->waiting.descriptor = -1;
	lines->out = memory_new(LINE_SEND_SIZE, 1);
}

void
lines_datagram_clear(struct lines *lines)
{
	datagram_close(&lines->waiting);
	free(lines->out);
	lines->out = NULL;
}

bool
lines_datagram_listen(struct lines *lines, const struct number *number,
    struct fault *fault)
{
	return datagram_open(&lines->waiting, lines->ladder, number, fault);
}

static struct lines_peer *
open_peer(struct lines *lines, int slot, const struct number *theirs)
{
	struct lines_slot *at = &lines->slots[slot];
	if (at->peer != NULL)
		lines_datagram_drop(lines, slot);
	at->peer = memory_new(1, sizeof *at->peer);
	at->peer->own.descriptor = -1;
	at->peer->theirs = *theirs;
	return at->peer;
}

void
lines_datagram_drop(struct lines *lines, int slot)
{
	struct lines_peer *peer = lines_peer_of(lines, slot);
	trace("line %d: dropped", slot + 1);
	if (lines_peer_has_own(peer))
		datagram_close(&peer->own);
	free(peer->kept);
	free(peer);
	lines->slots[slot].peer = NULL;
}

/* Whom a service answers share one socket, and differ in their numbers. */
void
lines_datagram_socket(const struct lines *lines, int slot, int *descriptor,
    const struct number **mine)
{
	const struct lines_peer *peer = lines_peer_of(lines, slot);
	bool is_known = peer->called.kind != NUMBER_NOBODY;
	const struct number *shared =
	    is_known ? &peer->called : &lines->waiting.mine;
	*descriptor = lines_peer_has_own(peer) ? peer->own.descriptor :
						 lines->waiting.descriptor;
	*mine = lines_peer_has_own(peer) ? &peer->own.mine : shared;
}

/* ---- watching ---- */

static void
watch_peer(struct lines *lines, int slot, struct loop *loop, bool deaf)
{
	struct lines_peer *peer = lines_peer_of(lines, slot);
	lines->slots[slot].watch = LOOP_NOTHING;
	if (peer != NULL && lines_peer_has_own(peer))
		lines->slots[slot].watch = loop_watch(loop,
		    peer->own.descriptor,
		    !deaf && lines_appetite(lines, slot) > 0, peer->is_blocked);
}

void
lines_datagram_watch(struct lines *lines, struct loop *loop, bool deaf)
{
	bool is_blocked = false;
	for (int slot = 0; slot < lines->board->slot_count; slot++) {
		const struct lines_peer *peer = lines_peer_of(lines, slot);
		watch_peer(lines, slot, loop, deaf);
		is_blocked |= peer != NULL && !lines_peer_has_own(peer) &&
		    peer->is_blocked;
	}
	if (lines->is_listening)
		lines->exchange_watch = loop_watch(loop,
		    lines->waiting.descriptor, !deaf, is_blocked);
}

/* Whether that address has had its time; there is another one. */
static int64_t
silence_due(const struct lines *lines, int slot)
{
	const struct lines_slot *at = &lines->slots[slot];
	if (at->dial == NULL || !dial_has_next(at->dial) ||
	    lines->board->parties[slot]->call.state != CALL_ANNOUNCED)
		return CLOCK_NEVER;
	return clock_after(at->peer->since,
	    SILENT_RINGS * lines->board->timers.again_ms);
}

int64_t
lines_datagram_deadline(const struct lines *lines, int slot)
{
	return silence_due(lines, slot);
}

/* ---- dialling ---- */

/* What was sent to the address before goes to this one, too. */
void
lines_datagram_dialled(struct lines *lines, int slot, int64_t now)
{
	struct dial *dial = lines->slots[slot].dial;
	struct lines_peer *peer = lines_peer_of(lines, slot);
	bool is_first = peer == NULL;
	if (is_first)
		peer = open_peer(lines, slot, &dial->reached);
	peer->is_dialled = true;
	peer->theirs = dial->reached;
	peer->since = now;
	datagram_adopt(&peer->own, lines->ladder, dial->descriptor);
	ladder_belongs(lines->ladder, dial->descriptor, slot + 1);
	trace("line %d: pinned on %d", slot + 1, dial->descriptor);
	if (is_first)
		switchboard_connected(lines->board, slot, &peer->theirs, now);
	else
		lines->board->parties[slot]->reached = peer->theirs;
	if (!peer->is_due && peer->kept_size > 0) {
		peer->is_due = true;
		peer->counts = false;
	}
}

/*
 * To the next address there is a way to. False and the fault when there is
 * none: the last socket stays as it was.
 */
static bool
dial_another(struct lines *lines, int slot, int error, int64_t now,
    struct fault *fault)
{
	struct dial *dial = lines->slots[slot].dial;
	struct lines_peer *peer = lines_peer_of(lines, slot);
	struct loop nothing = { 0 }; /* no look-up is under way any more */
	if (!dial_next(dial, error, now, fault) ||
	    dial_turn(dial, &nothing, now, fault) != DIAL_THERE)
		return false;
	datagram_close(&peer->own);
	lines_datagram_dialled(lines, slot, now);
	return true;
}

bool
lines_datagram_nobody(int error)
{
	return error != ENOBUFS && error != ENOMEM && error != EMSGSIZE;
}

/* One did not get there: another address, or the call hears of it. */
void
lines_datagram_refused(struct lines *lines, int slot, int error, int64_t now)
{
	struct fault fault;
	if (!lines_datagram_nobody(error))
		return; /* one was lost, as may happen anywhere on the way */
	fault_set(&fault, EX_UNAVAILABLE, "%s", strerror(error));
	if (lines->slots[slot].dial != NULL &&
	    dial_another(lines, slot, error, now, &fault))
		return;
	switchboard_refused(lines->board, slot, strerror(error), &fault, now);
}

/* ---- in ---- */

static int
slot_of(const struct lines *lines, const struct number *from)
{
	for (int slot = 0; slot < lines->board->slot_count; slot++) {
		const struct lines_peer *peer = lines_peer_of(lines, slot);
		if (peer != NULL && !peer->is_dialled &&
		    number_equal(&peer->theirs, from))
			return slot;
	}
	return SWITCHBOARD_NOBODY;
}

/* Whoever gave way to them has no call any more. */
static void
drop_the_forgotten(struct lines *lines)
{
	for (int slot = 0; slot < lines->board->slot_count; slot++)
		if (lines_peer_of(lines, slot) != NULL &&
		    lines->board->parties[slot] == NULL)
			lines_datagram_drop(lines, slot);
}

/* Somebody new: a slot of their own, or an answer and no more. */
static int
meet(struct lines *lines, const struct number *from, size_t size, int64_t now)
{
	struct switchboard_answer answer;
	int slot = switchboard_meet(lines->board, from, lines->piece, size,
	    &answer, now);
	drop_the_forgotten(lines);
	if (slot != SWITCHBOARD_NOBODY) {
		open_peer(lines, slot, from);
		trace("line %d: heard", slot + 1);
	} else if (answer.size > 0) {
		datagram_send(&lines->waiting, from, &lines->waiting.called,
		    answer.frame, answer.size);
	}
	return slot;
}

static void
hear(struct lines *lines, const struct number *from, size_t size, int64_t now)
{
	int slot = slot_of(lines, from);
	if (slot == SWITCHBOARD_NOBODY)
		slot = meet(lines, from, size, now);
	if (slot == SWITCHBOARD_NOBODY)
		return;
	struct lines_peer *peer = lines_peer_of(lines, slot);
	if (!lines_peer_has_own(peer)) {
		peer->called = lines->waiting.called;
		peer->called.port = lines->waiting.mine.port;
	}
	/* Who sends faster than is answered loses what there is no room for. */
	if (lines_appetite(lines, slot) > 0)
		switchboard_receive(lines->board, slot, lines->piece, size,
		    now);
}

void
lines_datagram_hear(struct lines *lines, int64_t now)
{
	for (int i = 0; i < HEARD_A_TURN; i++) {
		struct number from;
		size_t size;
		enum datagram_verdict verdict =
		    datagram_receive(&lines->waiting, lines->piece,
			LINE_PIECE_SIZE, &size, &from);
		if (verdict == DATAGRAM_WOULD_BLOCK ||
		    verdict == DATAGRAM_BROKEN)
			return;
		if (verdict == DATAGRAM_OK)
			hear(lines, &from, size, now);
	}
}

/* Somebody is there: no other address is tried any more. */
static void
heard_dialled(struct lines *lines, int slot)
{
	struct lines_peer *peer = lines_peer_of(lines, slot);
	if (lines->slots[slot].dial == NULL)
		return;
	lines_stop_dialling(lines, slot);
	if (!peer->is_due)
		peer->kept_size = 0;
}

void
lines_datagram_receive(struct lines *lines, int slot, const struct loop *loop,
    int64_t now)
{
	struct lines_peer *peer = lines_peer_of(lines, slot);
	struct fault fault;
	if (silence_due(lines, slot) <= now)
		dial_another(lines, slot, ETIMEDOUT, now, &fault);
	for (int i = 0; i < HEARD_A_TURN && lines_peer_has_own(peer) &&
	     loop_is_readable(loop, lines->slots[slot].watch) &&
	     lines_appetite(lines, slot) > 0;
	     i++) {
		struct number from;
		size_t size;
		switch (datagram_receive(&peer->own, lines->piece,
		    LINE_PIECE_SIZE, &size, &from)) {
		case DATAGRAM_OK:
			heard_dialled(lines, slot);
			switchboard_receive(lines->board, slot, lines->piece,
			    size, now);
			break;
		case DATAGRAM_REFUSED:
			lines_datagram_refused(lines, slot, peer->own.error,
			    now);
			break;
		case DATAGRAM_WOULD_BLOCK:
		case DATAGRAM_CUT:
		case DATAGRAM_TOO_LONG:
		case DATAGRAM_BROKEN:
			return;
		}
	}
}
