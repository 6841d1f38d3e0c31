/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * The part of switchboard.h for calls over datagrams: there is no connection
 * that would say who is new. Whoever sends is known by their number, or they
 * ring, or they are told that there is no such call.
 */
#include "config.h"

#include <string.h>

#include "base/clock.h"
#include "call/switchboard.h"

enum { REMEMBERED_MS = 120 * 1000 };

static struct party *
party_at(const struct switchboard *board, int slot)
{
	return board->parties[slot];
}

/* ---- calls that were ---- */

void
switchboard_remember(struct switchboard *board, const struct party *party,
    int64_t now)
{
	if (party->datagrams == NULL || party->call.side != CALL_CALLEE)
		return;
	board->ended[board->ended_count++ % SWITCHBOARD_ENDED] =
	    (struct ended_call){
		    .number = party->number,
		    .phone_id = party->their_phone_id,
		    .call_id = party->call_id,
		    .cause = party->owed_cause != 0 ? party->owed_cause :
						      CAUSE_NORMAL,
		    .until = clock_after(now, REMEMBERED_MS),
	    };
}

static size_t
remembered(const struct switchboard *board)
{
	return board->ended_count < SWITCHBOARD_ENDED ? board->ended_count :
							SWITCHBOARD_ENDED;
}

/* A call never rings twice, however often and late its RING comes. */
static const struct ended_call *
find_ended(const struct switchboard *board, const struct frame_card *card,
    int64_t now)
{
	for (size_t at = 0; at < remembered(board); at++) {
		const struct ended_call *ended = &board->ended[at];
		if (ended->call_id == card->call_id && now < ended->until &&
		    ended->phone_id == card->phone_id)
			return ended;
	}
	return NULL;
}

/* What was still on its way when a call ended is nobody's stray. */
static bool
is_leftover(const struct switchboard *board, const struct number *from,
    int64_t now)
{
	for (size_t at = 0; at < remembered(board); at++)
		if (now < board->ended[at].until &&
		    number_equal(&board->ended[at].number, from))
			return true;
	return false;
}

/* The first is told, and then the 10th, the 100th … */
static void
drop_stray(struct switchboard *board, const struct number *from, int64_t now)
{
	char print[NUMBER_PRINT_SIZE];
	unsigned long count = ++board->stray_count;
	while (count % 10 == 0)
		count /= 10;
	if (count != 1)
		return;
	number_print(print, sizeof print, from);
	if (board->stray_count == 1)
		switchboard_note(board, now,
		    "a datagram from %s belonged to no call: dropped", print);
	else
		switchboard_note(board, now,
		    "%lu datagrams belonged to no call so far, the last from"
		    " %s: dropped",
		    board->stray_count, print);
}

/* ---- landline's own framing ---- */

/* Never more bytes than came: nobody is to be flooded in another's name. */
static void
answer_hangup(struct switchboard_answer *answer, uint16_t cause, size_t came)
{
	struct frame_header header = { .type = FRAME_HANGUP };
	header.length =
	    (uint32_t)frame_hangup_encode(answer->frame + FRAME_HEADER_SIZE,
		cause, "", 0);
	frame_encode(answer->frame, &header);
	answer->size = FRAME_HEADER_SIZE + header.length;
	if (answer->size > came)
		answer->size = 0;
}

/* The same call again by another way, as the answer to the first got lost. */
static int
find_ringing(const struct switchboard *board, const struct frame_card *card)
{
	for (int slot = 0; slot < board->slot_count; slot++) {
		const struct party *party = party_at(board, slot);
		if (party != NULL && party->call_id == card->call_id &&
		    party->their_phone_id == card->phone_id &&
		    (party->call.state == CALL_RINGS_HERE ||
			party->call.state == CALL_HELD_BACK))
			return slot;
	}
	return SWITCHBOARD_NOBODY;
}

static int
meet_ring(struct switchboard *board, const struct number *from,
    const struct frame_card *card, size_t came,
    struct switchboard_answer *answer, int64_t now)
{
	const struct ended_call *ended = find_ended(board, card, now);
	if (ended != NULL) {
		answer_hangup(answer, ended->cause, came);
		return SWITCHBOARD_NOBODY;
	}
	int slot = find_ringing(board, card);
	if (slot != SWITCHBOARD_NOBODY) {
		party_at(board, slot)->number = *from;
		return slot;
	}
	slot = switchboard_accept(board, from, now);
	if (slot == SWITCHBOARD_NOBODY)
		answer_hangup(answer, CAUSE_BUSY, came);
	return slot;
}

static int
meet_caller(struct switchboard *board, const struct number *from,
    const uint8_t *piece, size_t size, struct switchboard_answer *answer,
    int64_t now)
{
	struct frame_header header;
	struct frame_card card;
	enum frame_verdict verdict = frame_decode(&header, piece, size);
	bool is_frame = verdict == FRAME_OK &&
	    size == FRAME_HEADER_SIZE + (size_t)header.length;
	if (is_frame && header.type == FRAME_HANGUP)
		return SWITCHBOARD_NOBODY;
	if (is_frame && header.type == FRAME_RING &&
	    frame_card_decode(&card, piece + FRAME_HEADER_SIZE, header.length))
		return meet_ring(board, from, &card, size, answer, now);
	if (!is_leftover(board, from, now))
		drop_stray(board, from, now);
	if (is_frame)
		answer_hangup(answer, CAUSE_NO_SUCH_CALL, size);
	else if (verdict == FRAME_OTHER_VERSION ||
	    verdict == FRAME_SEALED_INSIDE)
		answer_hangup(answer, CAUSE_INCOMPATIBLE, size);
	return SWITCHBOARD_NOBODY;
}

/* ---- foreign framings ---- */

/* Who gives way first: has their answer, and has been silent for longer. */
static bool
gives_way_before(const struct party *one, const struct party *other)
{
	bool is_answered = outbox_is_empty(&one->outbox);
	if (is_answered != outbox_is_empty(&other->outbox))
		return is_answered;
	if (one->heard_at != other->heard_at)
		return one->heard_at < other->heard_at;
	return one->serial < other->serial;
}

/* Of those that a service answers. */
static int
longest_silent(const struct switchboard *board)
{
	int found = SWITCHBOARD_NOBODY;
	for (int slot = 0; slot < board->slot_count; slot++) {
		const struct party *party = party_at(board, slot);
		if (party != NULL && party->service != NULL &&
		    (found == SWITCHBOARD_NOBODY ||
			gives_way_before(party, party_at(board, found))))
			found = slot;
	}
	return found;
}

/* A sender never says that they have finished: others take their place. */
static void
make_room(struct switchboard *board, int64_t now)
{
	int served = 0;
	for (int slot = 0; slot < board->slot_count; slot++)
		served += party_at(board, slot) != NULL;
	if (served < board->line_count)
		return;
	int slot = longest_silent(board);
	party_happen(party_at(board, slot), CALL_HANG_UP, OUTCOME_NONE, now);
	switchboard_closed(board, slot, now);
}

static int
meet_sender(struct switchboard *board, const struct number *from, int64_t now)
{
	bool is_served = board->rules.service != NULL && !board->is_closed;
	if (is_served)
		make_room(board, now);
	if (is_served || (!board->is_closed && switchboard_has_line(board)))
		return switchboard_accept(board, from, now);
	drop_stray(board, from, now);
	return SWITCHBOARD_NOBODY;
}

int
switchboard_meet(struct switchboard *board, const struct number *from,
    const uint8_t *piece, size_t size, struct switchboard_answer *answer,
    int64_t now)
{
	answer->size = 0;
	return board->rules.framing->has_calls ?
	    meet_caller(board, from, piece, size, answer, now) :
	    meet_sender(board, from, now);
}

/* ---- both dial at once, and something got lost ---- */

static int
find_held(const struct switchboard *board, const struct party *dialled)
{
	for (int slot = 0; slot < board->slot_count; slot++) {
		const struct party *held = party_at(board, slot);
		if (held != NULL && held->call.state == CALL_HELD_BACK &&
		    number_same_host(&held->number, &dialled->reached))
			return slot;
	}
	return SWITCHBOARD_NOBODY;
}

/*
 * ANSWER without RINGING before it does not tell who they are. While their
 * RING is held it is left alone: RING goes again, and is answered with both.
 */
void
ring_early_answer(struct switchboard *board, int slot, int64_t now)
{
	struct party *dialled = party_at(board, slot);
	if (find_held(board, dialled) == SWITCHBOARD_NOBODY)
		party_happen(dialled, CALL_ANSWER_CAME, OUTCOME_NONE, now);
}

/* HANGUP 200, and RINGING before it got lost: it names the call that lives. */
void
ring_early_glare(struct switchboard *board, int slot, int64_t now)
{
	struct party *dialled = party_at(board, slot);
	int held = find_held(board, dialled);
	if (dialled->datagrams == NULL || dialled->has_yielded ||
	    held == SWITCHBOARD_NOBODY)
		return;
	ring_take_held(board, held, slot, now);
}

void
switchboard_lost(struct switchboard *board, int slot, size_t size)
{
	struct party *party = party_at(board, slot);
	party->unsent -= size;
	tape_cut(&party->tape);
}

void
switchboard_refused(struct switchboard *board, int slot, const char *reason,
    const struct fault *fault, int64_t now)
{
	party_refused(party_at(board, slot), reason, fault, now);
	ring_settle(board, now);
}
