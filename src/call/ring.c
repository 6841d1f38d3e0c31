/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/switchboard.h"

bool
ring_is_my_call(const struct party *party)
{
	return party != NULL && party->call.side == CALL_CALLER &&
	    !party->call.is_pass && call_is_going_on(&party->call);
}

/* And has not lost to theirs, where both dialled. */
static bool
is_own_dial(const struct party *party)
{
	return ring_is_my_call(party) && !party->call.was_answered &&
	    !party->is_left_behind;
}

/* Whom it reaches is not known yet: it may be who is calling. */
static bool
is_unknown_dial(const struct party *party)
{
	return is_own_dial(party) && party->call.state != CALL_RINGS_THERE;
}

static bool
has_any(const struct switchboard *board,
    bool (*is_such)(const struct party *party))
{
	for (int slot = 0; slot < board->slot_count; slot++)
		if (is_such(board->parties[slot]))
			return true;
	return false;
}

static bool
is_held(const struct party *party)
{
	return party != NULL && party->call.state == CALL_HELD_BACK;
}

static bool
rings_here(const struct party *party)
{
	return party != NULL && party->call.state == CALL_RINGS_HERE &&
	    !call_is_in_trouble(&party->call);
}

static void
turn_away(struct party *party, enum call_outcome why, int64_t now)
{
	party_happen(party, CALL_TURN_AWAY, why, now);
}

static void
ring(struct switchboard *board, int slot, enum call_event event, int64_t now)
{
	struct party *party = board->parties[slot];
	const struct party *current = switchboard_current(board);
	/* A call that goes on stays in front, and this one waits behind it. */
	if (current == NULL || call_is_in_trouble(&current->call))
		board->front = slot;
	party_happen(party, event, OUTCOME_NONE, now);
	if (board->auto_answer)
		party_happen(party, CALL_PICK_UP, OUTCOME_NONE, now);
}

/* ---- both dial at once ---- */

/* The held call is the one of the two that survives: nobody need pick it up. */
void
ring_take_held(struct switchboard *board, int held, int dialled, int64_t now)
{
	board->parties[dialled]->has_yielded = true;
	board->parties[dialled]->is_left_behind = true;
	board->parties[dialled]->yielded_to = board->parties[held]->serial;
	if (board->front == dialled)
		board->front = held;
	party_happen(board->parties[held], CALL_PICK_UP, OUTCOME_NONE, now);
}

/*
 * I dialled whom I hold: of two calls between the same phones the one that the
 * higher phone id dialled survives.
 */
static void
resolve_glare(struct switchboard *board, int held, int dialled, int64_t now)
{
	if (board->rules.phone_id < board->parties[held]->their_phone_id) {
		ring_take_held(board, held, dialled, now);
		return;
	}
	party_note(board->parties[dialled], now,
	    "they dialled you at the same time");
	turn_away(board->parties[held], OUTCOME_YIELDED, now);
}

/* The dial that has reached the phone which is held, or NOBODY. */
static int
dial_to(const struct switchboard *board, const struct party *held)
{
	for (int slot = 0; slot < board->slot_count; slot++) {
		const struct party *dialled = board->parties[slot];
		if (is_own_dial(dialled) && !is_unknown_dial(dialled) &&
		    dialled->their_phone_id == held->their_phone_id)
			return slot;
	}
	return SWITCHBOARD_NOBODY;
}

/* Who is held is whom I dialled, or else rings or hears busy. */
static void
release(struct switchboard *board, int held, int64_t now)
{
	struct party *party = board->parties[held];
	int dialled = dial_to(board, party);
	if (dialled != SWITCHBOARD_NOBODY)
		resolve_glare(board, held, dialled, now);
	else if (has_any(board, is_unknown_dial))
		return;
	else if (resume_has_line(board) && !board->is_closed)
		ring(board, held, CALL_RING_FREED, now);
	else
		turn_away(party, OUTCOME_TURNED_AWAY, now);
}

/* It rang already, and then I dialled whoever it was on another line. */
static void
meet_dialled(struct switchboard *board, int ringing, int64_t now)
{
	int dialled = dial_to(board, board->parties[ringing]);
	if (dialled != SWITCHBOARD_NOBODY)
		resolve_glare(board, ringing, dialled, now);
}

void
ringing_came(struct switchboard *board, int64_t now)
{
	for (int slot = 0; slot < board->slot_count; slot++) {
		if (is_held(board->parties[slot]))
			release(board, slot, now);
		else if (rings_here(board->parties[slot]))
			meet_dialled(board, slot, now);
	}
}

/*
 * HANGUP 200 counts only from the phone that I dialled, and only while I hold
 * its RING: then I have taken it, at the latest when RINGING came before this.
 */
void
glare_came(struct switchboard *board, int slot, int64_t now)
{
	struct party *dialled = board->parties[slot];
	party_happen(dialled, CALL_REFUSAL_CAME,
	    dialled->has_yielded ? OUTCOME_YIELDED : OUTCOME_GLARE, now);
}

/* ---- who rings ---- */

/* They rang with our own phone id: the line leads back to this phone. */
static void
meet_myself(struct switchboard *board, struct party *heard, int64_t now)
{
	for (int slot = 0; slot < board->slot_count; slot++) {
		struct party *dialled = board->parties[slot];
		if (is_own_dial(dialled) && dialled->call_id == heard->call_id)
			turn_away(dialled, OUTCOME_OWN_NUMBER, now);
	}
	party_violated(heard, OUTCOME_OWN_NUMBER, now, "you dialled yourself");
}

/* ---- who is answered by a service, or without a bell ---- */

int
switchboard_served(const struct switchboard *board)
{
	int served = 0;
	for (int slot = 0; slot < board->slot_count; slot++) {
		const struct party *party = board->parties[slot];
		if (party != NULL && party->service != NULL &&
		    party->call.was_answered && call_is_going_on(&party->call))
			served++;
	}
	return served;
}

static bool
can_serve(const struct switchboard *board)
{
	return switchboard_served(board) < board->line_count;
}

static void
ring_for_service(struct switchboard *board, int slot, int64_t now)
{
	struct party *party = board->parties[slot];
	if (board->is_closed ||
	    (!can_serve(board) && !resume_make_room(board, now))) {
		turn_away(party, OUTCOME_TURNED_AWAY, now);
		return;
	}
	if (!party_is_foreign(party))
		party_happen(party, CALL_RING_CAME, OUTCOME_NONE, now);
	party_happen(party, CALL_PICK_UP, OUTCOME_NONE, now);
}

void
ring_by_itself(struct switchboard *board, int slot, int64_t now)
{
	struct party *party = board->parties[slot];
	if (party->service != NULL) {
		ring_for_service(board, slot, now);
	} else if (switchboard_has_line(board) && !board->is_closed) {
		if (switchboard_current(board) == NULL)
			board->front = slot;
		party_happen(party, CALL_PICK_UP, OUTCOME_NONE, now);
	} else {
		turn_away(party, OUTCOME_TURNED_AWAY, now);
	}
	ring_settle(board, now);
}

void
ring_came(struct switchboard *board, int slot, int64_t now)
{
	struct party *party = board->parties[slot];
	if (party->their_phone_id == board->rules.phone_id) {
		meet_myself(board, party, now);
		return;
	}
	resume_forget(board, party->their_phone_id, now);
	if (party->service != NULL) {
		ring_for_service(board, slot, now);
	} else if (has_any(board, is_own_dial)) {
		party_happen(party, CALL_RING_CAME_HELD, OUTCOME_NONE, now);
		release(board, slot, now);
	} else if (resume_has_line(board) && !board->is_closed) {
		ring(board, slot, CALL_RING_CAME, now);
	} else {
		turn_away(party, OUTCOME_TURNED_AWAY, now);
	}
}
