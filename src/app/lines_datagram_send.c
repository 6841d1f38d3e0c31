/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* The half of lines_datagram that sends. */
#include "config.h"

#include <stdlib.h>

#include "app/lines.h"
#include "base/memory.h"
#include "base/trace.h"

enum { SENT_A_TURN = 64 };

/* In a call with the user, nobody else is to be heard in it. */
static void
pin(struct lines *lines, int slot)
{
	struct lines_peer *peer = lines_peer_of(lines, slot);
	const struct party *party = lines->board->parties[slot];
	struct fault why;
	if (peer->was_pinned || lines_peer_has_own(peer) ||
	    party->service != NULL || !call_is_talking(&party->call))
		return;
	peer->was_pinned = true;
	if (!datagram_pin(&peer->own, &lines->waiting, &peer->theirs,
		&peer->called, &why)) {
		/* The socket that waits still does for both. */
		trace("line %d: %s", slot + 1, why.words);
		peer->own.descriptor = -1;
		return;
	}
	ladder_belongs(lines->ladder, peer->own.descriptor, slot + 1);
	trace("line %d: pinned on %d", slot + 1, peer->own.descriptor);
}

static void
keep(struct lines_peer *peer, const uint8_t *bytes, size_t size)
{
	if (bytes == peer->kept)
		return;
	free(peer->kept);
	peer->kept = memory_copy(bytes, size);
	peer->kept_size = size;
}

static enum datagram_verdict
send_to(struct lines *lines, struct lines_peer *peer, const uint8_t *bytes,
    size_t size, int *error)
{
	struct datagram *by =
	    lines_peer_has_own(peer) ? &peer->own : &lines->waiting;
	enum datagram_verdict verdict =
	    datagram_send(by, &peer->theirs, &peer->called, bytes, size);
	*error = by->error;
	return verdict;
}

/*
 * A refusal is that of a datagram before; this one has not gone and is sent
 * again, once. When another address was dialled, the one before goes first.
 */
static bool
send_again(struct lines *lines, int slot, const uint8_t *bytes, size_t size,
    int error, int64_t now)
{
	struct lines_peer *peer = lines_peer_of(lines, slot);
	if (!lines_datagram_nobody(error))
		return false;
	lines_datagram_refused(lines, slot, error, now);
	if (!call_is_going_on(&lines->board->parties[slot]->call))
		return false;
	if (peer->is_due && bytes != peer->kept)
		send_to(lines, peer, peer->kept, peer->kept_size, &error);
	peer->is_due = false;
	return send_to(lines, peer, bytes, size, &error) == DATAGRAM_OK;
}

static void
tell_too_long(struct lines *lines, int slot, size_t size, int64_t now)
{
	party_note(lines->board->parties[slot], now,
	    "%zu bytes are too many for a datagram on the way there; not sent",
	    size);
}

static void
has_gone(struct lines *lines, int slot, const uint8_t *bytes, size_t size,
    bool counts, int64_t now)
{
	struct lines_peer *peer = lines_peer_of(lines, slot);
	if (counts)
		switchboard_sent(lines->board, slot, size, now);
	if (lines->slots[slot].dial != NULL)
		keep(peer, bytes, size);
}

/* One datagram; false when no other is to be sent now. */
static bool
send_one(struct lines *lines, int slot, const uint8_t *bytes, size_t size,
    bool counts, int64_t now)
{
	struct lines_peer *peer = lines_peer_of(lines, slot);
	int error;
	enum datagram_verdict verdict =
	    send_to(lines, peer, bytes, size, &error);
	if (verdict == DATAGRAM_WOULD_BLOCK) {
		keep(peer, bytes, size);
		peer->is_due = peer->is_blocked = true;
		peer->counts = counts;
		return false;
	}
	if (verdict == DATAGRAM_TOO_LONG)
		tell_too_long(lines, slot, size, now);
	if (verdict == DATAGRAM_OK ||
	    send_again(lines, slot, bytes, size, error, now))
		has_gone(lines, slot, bytes, size, counts, now);
	else if (counts)
		switchboard_lost(lines->board, slot, size);
	return true;
}

void
lines_datagram_send(struct lines *lines, int slot, int64_t now)
{
	struct lines_peer *peer = lines_peer_of(lines, slot);
	pin(lines, slot);
	peer->is_blocked = false;
	if (peer->is_due) {
		peer->is_due = false;
		if (!send_one(lines, slot, peer->kept, peer->kept_size,
			peer->counts, now))
			return;
	}
	for (int i = 0; i < SENT_A_TURN; i++) {
		size_t size = switchboard_give(lines->board, slot, lines->out,
		    LINE_SEND_SIZE, now);
		if (size == 0 ||
		    !send_one(lines, slot, lines->out, size, true, now))
			return;
	}
}
