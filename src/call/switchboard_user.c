/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/switchboard.h"

#include <sysexits.h>

bool
switchboard_answer(struct switchboard *board, int64_t now, struct fault *fault)
{
	struct party *party = switchboard_current(board);
	int waiting = switchboard_waiting(board);
	if (party != NULL && party->call.state == CALL_RINGS_HERE) {
		party_happen(party, CALL_PICK_UP, OUTCOME_NONE, now);
		ring_settle(board, now);
		return true;
	}
	if (waiting != SWITCHBOARD_NOBODY)
		return switchboard_answer_line(board, waiting + 1, now, fault);
	if (party != NULL)
		return fault_set(fault, EX_USAGE,
		    "there is a call already, and nobody else is calling");
	return fault_set(fault, EX_USAGE,
	    "nobody is calling; /dial NUMBER calls somebody");
}

/* To the call in front, and to a dial that both dialling left behind it. */
static void
happen_to_mine(struct switchboard *board, enum call_event event, int64_t now)
{
	for (int slot = 0; slot < board->slot_count; slot++) {
		struct party *party = board->parties[slot];
		if (slot == board->front ||
		    (ring_is_my_call(party) && party->is_left_behind))
			party_happen(party, event, OUTCOME_NONE, now);
	}
	ring_settle(board, now);
}

/* What the switchboard itself will turn away is nobody's call. */
static bool
is_to_end(const struct party *party)
{
	return party != NULL && !party->call.is_pass &&
	    call_is_going_on(&party->call) &&
	    party->call.state != CALL_EXPECTING &&
	    party->call.state != CALL_HELD_BACK;
}

/* All calls but the one in front; false when there is none. */
static bool
happen_behind(struct switchboard *board, enum call_event event, int64_t now)
{
	bool had_one = false;
	for (int slot = 0; slot < board->slot_count; slot++) {
		struct party *party = board->parties[slot];
		/* A second HANG_UP would be no goodbye any more. */
		if (slot == board->front || !is_to_end(party) ||
		    (event == CALL_HANG_UP && call_has_left(&party->call)))
			continue;
		had_one = true;
		party_happen(party, event, OUTCOME_NONE, now);
	}
	return had_one;
}

/* Where others are held it is their end that is meant, or their turn. */
static const char *
nothing_to_hang_up(const struct switchboard *board)
{
	return switchboard_lines_taken(board) == 0 ?
	    "there is no call to hang up" :
	    "no call is in front; Tab goes to the next, /lines shows them all";
}

bool
switchboard_hang_up(struct switchboard *board, int64_t now, struct fault *fault)
{
	if (switchboard_current(board) == NULL)
		return fault_set(fault, EX_USAGE, "%s",
		    nothing_to_hang_up(board));
	happen_to_mine(board, CALL_HANG_UP, now);
	return true;
}

bool
switchboard_break_off(struct switchboard *board, int64_t now)
{
	switchboard_stop_passing(board, now);
	bool had_one = happen_behind(board, CALL_BREAK_OFF, now);
	bool has_front = board->front != SWITCHBOARD_NOBODY;
	if (has_front)
		party_happen(board->parties[board->front], CALL_BREAK_OFF,
		    OUTCOME_NONE, now);
	ring_settle(board, now);
	return had_one || has_front;
}

void
switchboard_hang_up_all(struct switchboard *board, int64_t now)
{
	happen_behind(board, CALL_HANG_UP, now);
	if (switchboard_current(board) != NULL)
		party_happen(board->parties[board->front], CALL_HANG_UP,
		    OUTCOME_NONE, now);
	ring_settle(board, now);
}

bool
switchboard_hold(struct switchboard *board, int64_t now, struct fault *fault)
{
	struct party *party = switchboard_current(board);
	if (party == NULL || !call_is_talking(&party->call))
		return fault_set(fault, EX_USAGE,
		    "there is nobody on the line to be put on hold");
	if (party_is_foreign(party))
		return fault_set(fault, EX_USAGE,
		    "nobody can be put on hold in %s: there is no such frame",
		    board->rules.framing->name);
	party_hold(party, !party->i_hold, now);
	return true;
}

static bool
say(struct party *party, const char *text, size_t size, int64_t now,
    struct fault *fault)
{
	const struct framing *framing;
	if (party == NULL || !call_is_talking(&party->call))
		return fault_set(fault, EX_USAGE,
		    "nobody is on the line; what you typed stays here");
	framing = party->rules->framing;
	if (party_is_foreign(party) &&
	    !framing_can_carry(framing, (const uint8_t *)text, size, fault))
		return false;
	if (!party_say(party, text, size, now))
		return fault_set(fault, EX_TEMPFAIL,
		    "%s: %zu messages are under way; what you typed stays here",
		    call_is_in_trouble(&party->call) ? "line trouble" :
						       "they are slow",
		    party_waiting(party));
	return true;
}

bool
switchboard_say(struct switchboard *board, const char *text, size_t size,
    int64_t now, struct fault *fault)
{
	return say(switchboard_current(board), text, size, now, fault);
}

bool
switchboard_say_to(struct switchboard *board, uint64_t serial, const char *text,
    size_t size, int64_t now, struct fault *fault)
{
	return say(switchboard_find(board, serial), text, size, now, fault);
}
