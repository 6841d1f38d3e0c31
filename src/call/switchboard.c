/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/switchboard.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "base/memory.h"

/* Where many may call at once, as many may be about to. */
static int
unrung_most(const struct switchboard *board)
{
	return board->rules.service != NULL ?
	    SWITCHBOARD_UNRUNG :
	    SWITCHBOARD_UNRUNG + board->line_count - 1;
}

/* A quarter of them, as one address is to leave room for others. */
static int
unrung_most_each(const struct switchboard *board)
{
	return unrung_most(board) * SWITCHBOARD_UNRUNG_EACH /
	    SWITCHBOARD_UNRUNG;
}

void
switchboard_init(struct switchboard *board, const struct party_rules *rules,
    const struct timers *timers, uint64_t seed)
{
	*board = (struct switchboard){ .front = SWITCHBOARD_NOBODY };
	board->timers = *timers;
	board->rules = *rules;
	board->rules.timers = &board->timers;
	if (rules->framing == NULL)
		board->rules.framing = &framing_landline;
	board->next_call_id = seed;
	board->next_pass_id = ~seed;
	switchboard_have_lines(board,
	    rules->service != NULL ? SWITCHBOARD_SERVED : 1);
	transcript_init(&board->news);
	relay_init(&board->relay);
	tape_init(&board->served);
	board->rules.served = &board->served;
}

void
switchboard_have_lines(struct switchboard *board, int count)
{
	free(board->parties);
	free(board->unread);
	bool is_served = board->rules.service != NULL;
	board->line_count = count;
	board->slot_count = unrung_most(board) + SWITCHBOARD_ENDING + count;
	/* And who connects to hand over a message that there is no room for. */
	board->slot_count += RELAY_LINES + 2 * RELAY_MOST;
	/* And one of the user's own. */
	board->slot_count += is_served ? 1 : 0;
	/* For each of the user's, one who talked and one who rang are lost. */
	board->slot_count += 2 * (is_served ? 1 : count);
	board->parties =
	    memory_new((size_t)board->slot_count, sizeof(struct party *));
	board->unread = memory_new((size_t)count, sizeof(struct party *));
}

void
switchboard_clear(struct switchboard *board)
{
	for (int slot = 0; slot < board->slot_count; slot++) {
		party_free(board->parties[slot]);
		board->parties[slot] = NULL;
	}
	free(board->parties);
	board->parties = NULL;
	board->slot_count = 0;
	party_free(board->last);
	board->last = NULL;
	for (int i = 0; i < board->unread_count; i++)
		party_free(board->unread[i]);
	free(board->unread);
	board->unread = NULL;
	board->unread_count = 0;
	board->front = SWITCHBOARD_NOBODY;
	transcript_clear(&board->news);
	relay_clear(&board->relay);
	tape_clear(&board->served);
}

void
switchboard_note(struct switchboard *board, int64_t now, const char *format,
    ...)
{
	char text[PARTY_WORDS_SIZE * 2];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	struct transcript_entry entry = {
		.at_ms = now,
		.speaker = SPEAKER_PHONE,
		.kind = TRANSCRIPT_NOTE,
	};
	transcript_add(&board->news, &entry, text, strlen(text));
}

static struct party *
front(const struct switchboard *board)
{
	return board->front == SWITCHBOARD_NOBODY ?
	    NULL :
	    board->parties[board->front];
}

struct party *
switchboard_shown(const struct switchboard *board)
{
	struct party *party = front(board);
	return party != NULL ? party : board->last;
}

struct party *
switchboard_current(const struct switchboard *board)
{
	struct party *party = front(board);
	return party != NULL && call_is_going_on(&party->call) ? party : NULL;
}

const struct tape *
switchboard_wire(const struct switchboard *board)
{
	const struct party *party = switchboard_shown(board);
	bool is_used =
	    board->rules.service != NULL || tape_newest(&board->served) > 0;
	if (is_used && switchboard_current(board) == NULL)
		return &board->served;
	return party != NULL ? &party->tape : NULL;
}

/* ---- the line side ---- */

int
switchboard_free_slot(const struct switchboard *board)
{
	for (int slot = 0; slot < board->slot_count; slot++)
		if (board->parties[slot] == NULL)
			return slot;
	return SWITCHBOARD_NOBODY;
}

/* A caller for whom no bell has rung yet, or one that is on its way out. */
static bool
is_unrung(const struct party *party)
{
	return party != NULL && party->call.side == CALL_CALLEE &&
	    (party->call.state == CALL_EXPECTING ||
		party->call.state == CALL_HELD_BACK ||
		party->call.state == CALL_DRAINING ||
		party->call.state == CALL_OVER);
}

static bool
has_room_for(const struct switchboard *board, const struct number *from)
{
	int unrung = 0, of_them = 0;
	/* A phone may hand on many at once, and they may share an address. */
	int more = board->relay.is_on ? 2 * RELAY_MOST : 0;
	/* A service is there for many, and they may share an address. */
	if (board->rules.service != NULL)
		return true;
	for (int slot = 0; slot < board->slot_count; slot++) {
		const struct party *party = board->parties[slot];
		if (!is_unrung(party))
			continue;
		unrung++;
		if (number_same_host(&party->number, from))
			of_them++;
	}
	return unrung < unrung_most(board) + more &&
	    of_them < unrung_most_each(board) + more;
}

int
switchboard_accept(struct switchboard *board, const struct number *from,
    int64_t now)
{
	int slot = switchboard_free_slot(board);
	if (slot == SWITCHBOARD_NOBODY || !has_room_for(board, from))
		return SWITCHBOARD_NOBODY;
	board->parties[slot] = party_new_callee(&board->rules, from, now);
	board->parties[slot]->line = slot + 1;
	board->parties[slot]->line_id = ++board->line_ids;
	board->parties[slot]->serial = ++board->serials;
	if (!board->rules.framing->has_calls)
		ring_by_itself(board, slot, now);
	return slot;
}

size_t
switchboard_farewell(const struct switchboard *board, uint8_t frame[64])
{
	if (!board->rules.framing->has_calls)
		return 0;
	struct frame_header header = { .type = FRAME_HANGUP };
	header.length = (uint32_t)frame_hangup_encode(frame + FRAME_HEADER_SIZE,
	    CAUSE_BUSY, "", 0);
	frame_encode(frame, &header);
	return FRAME_HEADER_SIZE + header.length;
}

static bool
can_dial(const struct switchboard *board, int slot, struct fault *fault)
{
	if (board->had_call)
		return fault_set(fault, EX_USAGE,
		    "without a screen it is one call; start another landline "
		    "for the next");
	if (!switchboard_has_line(board) && resume_has_line(board))
		return fault_set(fault, EX_USAGE,
		    "a call waits for its line; give it up first (F6 or"
		    " /hangup)");
	if (!switchboard_has_line(board))
		return fault_set(fault, EX_USAGE,
		    board->line_count == 1 || board->rules.service != NULL ?
			"there is a call already; hang up first (F6 or"
			" /hangup)" :
			"every line has a call already; hang one up first"
			" (F6 or /hangup)");
	if (slot == SWITCHBOARD_NOBODY)
		return fault_set(fault, EX_TEMPFAIL,
		    "all lines are taken; try again in a second");
	return true;
}

int
switchboard_dial(struct switchboard *board, const struct number *number,
    int64_t now, struct fault *fault)
{
	int slot = switchboard_free_slot(board);
	if (!can_dial(board, slot, fault))
		return SWITCHBOARD_NOBODY;
	board->redial = *number;
	board->has_redial = true;
	board->parties[slot] =
	    party_new_caller(&board->rules, number, board->next_call_id++, now);
	board->parties[slot]->line = slot + 1;
	board->parties[slot]->serial = ++board->serials;
	board->parties[slot]->line_id = ++board->line_ids;
	switchboard_bring(board, slot, now);
	return slot;
}

const struct number *
switchboard_wants_line(const struct switchboard *board, int slot)
{
	const struct party *party = board->parties[slot];
	if (party == NULL || !party_wants_line(party))
		return NULL;
	/* The call is where it was answered: a name may lead elsewhere now. */
	return call_is_in_trouble(&party->call) ? &party->reached :
						  &party->number;
}

uint64_t
switchboard_line(const struct switchboard *board, int slot)
{
	const struct party *party = board->parties[slot];
	return party != NULL ? party->line_id : 0;
}

void
switchboard_connected(struct switchboard *board, int slot,
    const struct number *reached, int64_t now)
{
	struct party *party = board->parties[slot];
	party->reached = *reached;
	party->heard_at = now;
	party_happen(party, CALL_CONNECTED, OUTCOME_NONE, now);
	ring_settle(board, now);
}

void
switchboard_unreachable(struct switchboard *board, int slot, bool refused,
    const struct fault *fault, int64_t now)
{
	struct party *party = board->parties[slot];
	if (call_is_in_trouble(&party->call)) {
		party_redial_failed(party, refused, now);
	} else {
		party->fault = *fault;
		party_happen(party, CALL_UNREACHABLE,
		    fault->status == EX_NOHOST ? OUTCOME_NO_SUCH_NAME :
						 OUTCOME_NOT_IN_SERVICE,
		    now);
	}
	ring_settle(board, now);
}

size_t
switchboard_appetite(const struct switchboard *board, int slot)
{
	const struct party *party = board->parties[slot];
	/* Whoever it is patched to takes no more just now. */
	if (party->patch != 0 && party->is_deaf)
		return 0;
	return party_appetite(party);
}

void
switchboard_receive(struct switchboard *board, int slot, const uint8_t *piece,
    size_t size, int64_t now)
{
	party_offer(board->parties[slot], piece, size, now);
	for (;;) {
		/* Another one's, when a call has been resumed on this line. */
		switch (party_read(board->parties[slot], now)) {
		case PARTY_NOTHING:
			ring_settle(board, now);
			return;
		case PARTY_WENT_ON:
			break;
		case PARTY_HEARD_RING:
			ring_came(board, slot, now);
			break;
		case PARTY_HEARD_RINGING:
			ringing_came(board, now);
			break;
		case PARTY_HEARD_GLARE:
			ring_early_glare(board, slot, now);
			glare_came(board, slot, now);
			break;
		case PARTY_HEARD_EARLY_ANSWER:
			ring_early_answer(board, slot, now);
			break;
		case PARTY_HEARD_PASS:
			ring_pass_came(board, slot, now);
			break;
		case PARTY_HEARD_RESUME:
			slot = resume_came(board, slot, now);
			break;
		case PARTY_HEARD_RESUMED:
			resume_take_front(board, slot, now);
			break;
		}
	}
}

void
switchboard_line_ended(struct switchboard *board, int slot, bool broken,
    const char *reason, int64_t now)
{
	party_line_ended(board->parties[slot], broken, reason, now);
	ring_settle(board, now);
}

size_t
switchboard_give(struct switchboard *board, int slot, uint8_t *to, size_t room,
    int64_t now)
{
	return party_give(board->parties[slot], to, room, now);
}

void
switchboard_sent(struct switchboard *board, int slot, size_t size, int64_t now)
{
	party_sent(board->parties[slot], size, now);
	/* In a foreign framing nothing else tells of room for what waits. */
	if (board->parties[slot]->patch != 0)
		switchboard_settle_patches(board, now);
}

enum switchboard_wish
switchboard_wish(const struct switchboard *board, int slot)
{
	const struct party *party = board->parties[slot];
	if (party->call.state == CALL_OVER)
		return party->call.with_reset ? SWITCHBOARD_RESET :
						SWITCHBOARD_CLOSE;
	return party_is_finished(party) ? SWITCHBOARD_FINISH : SWITCHBOARD_KEEP;
}

void
switchboard_closed(struct switchboard *board, int slot, int64_t now)
{
	struct party *party = board->parties[slot];
	ring_settle(board, now);
	switchboard_remember(board, party, now);
	board->parties[slot] = NULL;
	if (slot == board->front)
		board->front = SWITCHBOARD_NOBODY;
	switchboard_keep(board, party, now);
}

int64_t
switchboard_deadline(const struct switchboard *board)
{
	int64_t due = ring_pass_deadline(board);
	for (int slot = 0; slot < board->slot_count; slot++)
		if (board->parties[slot] != NULL)
			due = clock_earlier(due,
			    party_deadline(board->parties[slot]));
	return due;
}

void
switchboard_tick(struct switchboard *board, int64_t now)
{
	for (int slot = 0; slot < board->slot_count; slot++)
		if (board->parties[slot] != NULL)
			party_tick(board->parties[slot], now);
	ring_settle(board, now);
}
