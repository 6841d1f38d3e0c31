/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/switchboard.h"

#include <stdio.h>
#include <string.h>

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

/* ---- what follows ---- */

/*
 * They have picked up the dial that gave way to theirs, before they knew: that
 * is the call, and the one that I took unasked says goodbye.
 */
static void
settle_yielded(struct switchboard *board, int slot, int64_t now)
{
	struct party *party = board->parties[slot];
	if (party == NULL || !party->is_left_behind ||
	    !call_is_talking(&party->call))
		return;
	struct party *taken = switchboard_find(board, party->yielded_to);
	party->is_left_behind = party->has_yielded = false;
	if (taken == NULL)
		return;
	taken->is_left_behind = true;
	if (switchboard_current(board) == taken)
		board->front = slot;
	if (call_is_talking(&taken->call))
		party_happen(taken, CALL_HANG_UP, OUTCOME_NONE, now);
}

/*
 * The caller whom I took instead of my own dial has thought better of it, and
 * my dial still rings: it is the user's call again. Else who waits rings in
 * front now; else a call comes back whose line is in trouble.
 */
static void
settle_front(struct switchboard *board)
{
	for (int slot = 0; slot < board->slot_count; slot++) {
		struct party *party = board->parties[slot];
		if (switchboard_current(board) != NULL ||
		    !ring_is_my_call(party) || !party->is_left_behind)
			continue;
		party->is_left_behind = false;
		board->front = slot;
	}
	int waiting = switchboard_waiting(board);
	if (switchboard_current(board) == NULL && waiting != SWITCHBOARD_NOBODY)
		board->front = waiting;
	for (int slot = 0; slot < board->slot_count; slot++)
		if (switchboard_current(board) == NULL &&
		    resume_waits_for_line(board->parties[slot]))
			board->front = slot;
}

static void
list_missed(struct switchboard *board, const struct party *party, int64_t now)
{
	size_t kept = board->missed_count;
	if (kept == SWITCHBOARD_MISSED)
		kept--;
	memmove(board->missed + 1, board->missed, kept * sizeof *board->missed);
	struct missed_call *missed = &board->missed[0];
	*missed = (struct missed_call){
		.at_ms = now,
		.outcome = party->call.outcome,
	};
	snprintf(missed->name, sizeof missed->name, "%s", party->their_name);
	missed->can_call_back = party_call_back(party, &missed->number);
	board->missed_count = kept + 1;
}

/* Ends of which the phone says nothing: the user has no part in them. */
static bool
is_quiet(enum call_outcome outcome)
{
	return outcome == OUTCOME_CLOSED || outcome == OUTCOME_YIELDED ||
	    outcome == OUTCOME_OWN_NUMBER;
}

/* The user reads the end in the transcript of the call in front. */
static bool
is_read_in_front(const struct switchboard *board, int slot)
{
	const struct call *call = &board->parties[slot]->call;
	if (board->parties[slot]->service != NULL)
		return true; /* all of its notes are */
	return slot == board->front &&
	    (call->was_answered || call->side == CALL_CALLER);
}

/* Lists a missed call, and tells an end that is read nowhere else. */
static void
settle_ended(struct switchboard *board, int slot, int64_t now)
{
	struct party *party = board->parties[slot];
	enum call_outcome outcome = party->call.outcome;
	if (party->is_settled || call_is_going_on(&party->call))
		return;
	party->is_settled = true;
	party->ended_behind = slot != board->front;
	/* What has become of a message is told by its trail. */
	if (party->call.is_pass)
		return;
	resume_remember(board, party, now);
	if (outcome_is_missed(outcome))
		list_missed(board, party, now);
	if (is_quiet(outcome) || is_read_in_front(board, slot))
		return;
	char words[PARTY_WORDS_SIZE];
	party_words(party, words, sizeof words);
	if (party->ended_behind && !outcome_is_missed(outcome))
		switchboard_note(board, now, "line %d: %s", slot + 1, words);
	else
		switchboard_note(board, now, "%s", words);
}

/* Whoever rings next hears busy, even if that one's call ends this moment. */
static void
settle_one_call(struct switchboard *board)
{
	const struct party *front = switchboard_shown(board);
	if (!board->is_for_one_call || front == NULL ||
	    !front->call.was_answered)
		return;
	board->had_call = true;
	board->is_closed = true;
}

/* Nobody looks at the transcript of a call that a service answers. */
static void
pass_notes_on(struct switchboard *board, struct party *party, int64_t now)
{
	const struct transcript *transcript = &party->transcript;
	for (; party->told < transcript->end; party->told++)
		switchboard_note(board, now, "%s",
		    transcript_at(transcript, party->told)->text);
}

void
ring_settle(struct switchboard *board, int64_t now)
{
	ring_pass_settle(board, now);
	settle_one_call(board);
	for (int slot = 0; slot < board->slot_count; slot++)
		settle_yielded(board, slot, now);
	resume_settle(board, now);
	settle_front(board);
	ringing_came(board, now);
	for (int slot = 0; slot < board->slot_count; slot++)
		if (board->parties[slot] != NULL)
			settle_ended(board, slot, now);
	for (int slot = 0; slot < board->slot_count; slot++)
		if (board->parties[slot] != NULL &&
		    board->parties[slot]->service != NULL)
			pass_notes_on(board, board->parties[slot], now);
	switchboard_settle_lines(board, now);
	switchboard_settle_patches(board, now);
}
