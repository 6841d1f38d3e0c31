/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/switchboard.h"

#include <stdlib.h>
#include <sysexits.h>

#include "base/memory.h"
#include "text/clean.h"
#include "text/quote.h"

bool
switchboard_pass_on(struct switchboard *board, const struct number *next,
    struct fault *fault)
{
	if (!board->rules.framing->has_calls)
		return fault_set(fault, EX_USAGE,
		    "nothing is passed on in %s: only landline's own framing"
		    " has a frame for it",
		    board->rules.framing->name);
	if (board->rules.datagrams)
		return fault_set(fault, EX_USAGE,
		    "nothing is passed on over UDP: what gets lost there stays"
		    " lost");
	board->relay.is_on = true;
	board->relay.has_next = next != NULL;
	if (next != NULL)
		board->relay.next = *next;
	return true;
}

void
switchboard_pass_off(struct switchboard *board)
{
	board->relay.is_on = false;
}

/* The next phone is not to have more lines of mine than it has room for. */
bool
switchboard_has_room_to_pass(const struct switchboard *board)
{
	return ring_pass_has_room(board) &&
	    ring_pass_lines(board, true) < RELAY_MOST;
}

/* Whether a message can start here now, and of that length. */
static bool
can_pass(const struct switchboard *board, size_t size, struct fault *fault)
{
	const struct relay *relay = &board->relay;
	if (!relay->is_on)
		return fault_set(fault, EX_USAGE,
		    "there is nobody to pass it on to; /pass on NUMBER names"
		    " the next phone");
	if (!relay->has_next)
		return fault_set(fault, EX_USAGE,
		    "this phone is the last of the chain; /pass on NUMBER"
		    " names a next one");
	if (size == 0)
		return fault_set(fault, EX_USAGE,
		    "there is nothing to pass on; /pass TEXT says what");
	if (size > PASS_TEXT_MOST)
		return fault_set(fault, EX_USAGE,
		    "that is %zu bytes, and a message that is passed on has at"
		    " most %d",
		    size, PASS_TEXT_MOST);
	if (!switchboard_has_room_to_pass(board))
		return fault_set(fault, EX_TEMPFAIL,
		    "%d messages are under way already; try again when their"
		    " reports are here",
		    RELAY_MOST);
	return true;
}

bool
switchboard_pass(struct switchboard *board, const char *text, size_t size,
    int64_t now, struct fault *fault)
{
	if (!can_pass(board, size, fault))
		return false;
	struct pass *trail = memory_new(1, sizeof *trail);
	trail->id = board->next_pass_id++;
	trail->kind = PASS_ONWARD;
	trail->text_size = (uint16_t)clean_text(trail->text, sizeof trail->text,
	    text, size, CLEAN_LINE);
	relay_see(&board->relay, trail->id);
	ring_pass_add_hop(board, trail, now);
	ring_pass_onward(board, trail, now);
	char number[NUMBER_PRINT_SIZE], quoted[QUOTE_SIZE];
	relay_tell(&board->relay, now, "\"%s\" is on its way to %s",
	    quote_text(quoted, trail->text, trail->text_size),
	    number_print_whole(number, sizeof number, &board->relay.next));
	free(trail);
	return true;
}

void
switchboard_stop_passing(struct switchboard *board, int64_t now)
{
	switchboard_pass_off(board);
	for (size_t i = 0; i < RELAY_MOST; i++)
		relay_drop(&board->relay.passes[i]);
	for (int slot = 0; slot < board->slot_count; slot++) {
		struct party *party = board->parties[slot];
		if (party != NULL && party->call.is_pass)
			party_happen(party, CALL_HANG_UP, OUTCOME_NONE, now);
	}
}
