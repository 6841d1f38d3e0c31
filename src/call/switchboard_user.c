/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/switchboard.h"

#include <sysexits.h>

bool
switchboard_answer(struct switchboard *board, int64_t now, struct fault *fault)
{
	struct party *party = switchboard_current(board);
	if (party == NULL)
		return fault_set(fault, EX_USAGE,
		    "nobody is calling; /dial NUMBER calls somebody");
	if (party->call.state != CALL_RINGS_HERE)
		return fault_set(fault, EX_USAGE,
		    "there is a call already, and nobody else is calling");
	party_happen(party, CALL_PICK_UP, OUTCOME_NONE, now);
	ring_settle(board, now);
	return true;
}

/* To the call in front, and to a dial that both dialling left behind it. */
static void
happen_to_mine(struct switchboard *board, enum call_event event, int64_t now)
{
	for (int slot = 0; slot < board->slot_count; slot++)
		if (slot == board->front ||
		    ring_is_my_call(board->parties[slot]))
			party_happen(board->parties[slot], event, OUTCOME_NONE,
			    now);
	ring_settle(board, now);
}

static void
happen_to_served(struct switchboard *board, enum call_event event, int64_t now)
{
	for (int slot = 0; slot < board->slot_count; slot++) {
		struct party *party = board->parties[slot];
		if (party != NULL && party->service != NULL &&
		    call_is_going_on(&party->call))
			party_happen(party, event, OUTCOME_NONE, now);
	}
	ring_settle(board, now);
}

bool
switchboard_hang_up(struct switchboard *board, int64_t now, struct fault *fault)
{
	if (switchboard_current(board) == NULL)
		return fault_set(fault, EX_USAGE,
		    "there is no call to hang up");
	happen_to_mine(board, CALL_HANG_UP, now);
	return true;
}

bool
switchboard_break_off(struct switchboard *board, int64_t now)
{
	happen_to_served(board, CALL_BREAK_OFF, now);
	switchboard_stop_passing(board, now);
	if (board->front == SWITCHBOARD_NOBODY)
		return false;
	happen_to_mine(board, CALL_BREAK_OFF, now);
	return true;
}

void
switchboard_stop_serving(struct switchboard *board, int64_t now)
{
	happen_to_served(board, CALL_HANG_UP, now);
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

bool
switchboard_say(struct switchboard *board, const char *text, size_t size,
    int64_t now, struct fault *fault)
{
	struct party *party = switchboard_current(board);
	if (party == NULL || !call_is_talking(&party->call))
		return fault_set(fault, EX_USAGE,
		    "nobody is on the line; what you typed stays here");
	if (party_is_foreign(party) &&
	    !framing_can_carry(board->rules.framing, (const uint8_t *)text,
		size, fault))
		return false;
	if (!party_say(party, text, size, now))
		return fault_set(fault, EX_TEMPFAIL,
		    "they are slow: %zu messages are under way; what you typed"
		    " stays here",
		    party_waiting(party));
	return true;
}
