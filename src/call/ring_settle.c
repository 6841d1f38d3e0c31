/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * The part of ring.c for what follows, whatever has happened: who is in front
 * now, which calls were missed, and what is told of an end.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "call/switchboard.h"

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
	if (switchboard_current(board) != NULL)
		return;
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

/* A call that comes to the front may take the line of one in trouble. */
static void
settle_waiting(struct switchboard *board, int64_t now)
{
	int front;
	do {
		resume_settle(board, now);
		front = board->front;
		settle_front(board);
	} while (board->front != front);
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

static bool
holds_anybody(const struct switchboard *board)
{
	for (int slot = 0; slot < board->slot_count; slot++)
		if (board->parties[slot] != NULL &&
		    board->parties[slot]->call.state == CALL_HELD_BACK)
			return true;
	return false;
}

void
ring_settle(struct switchboard *board, int64_t now)
{
	ring_pass_settle(board, now);
	settle_one_call(board);
	for (int slot = 0; slot < board->slot_count; slot++)
		settle_yielded(board, slot, now);
	settle_waiting(board, now);
	bool was_held = holds_anybody(board);
	ringing_came(board, now);
	/* Who rings now may be picked up already. */
	if (was_held)
		settle_waiting(board, now);
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
