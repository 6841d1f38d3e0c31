/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "app/phone_state.h"
#include "base/trace.h"

static const char *const states[CALL_STATE_COUNT] = {
	[CALL_DIALLING] = "dialling",
	[CALL_ANNOUNCED] = "announced",
	[CALL_RINGS_THERE] = "rings there",
	[CALL_EXPECTING] = "expecting",
	[CALL_RINGS_HERE] = "rings here",
	[CALL_HELD_BACK] = "held back",
	[CALL_TALKING] = "talking",
	[CALL_LEAVING] = "leaving",
	[CALL_PARTING] = "parting",
	[CALL_DONE] = "done",
	[CALL_DRAINING] = "draining",
	[CALL_OVER] = "over",
	[CALL_HANDING] = "handing on",
	[CALL_PASSING] = "passing on",
};

static const char *
name_of_state(const struct call *call)
{
	static const char *const troubles[] = {
		[CALL_CUT_OFF] = "cut off",
		[CALL_RESUMING] = "resuming",
	};
	return call_is_in_trouble(call) ? troubles[call->trouble] :
					  states[call->state];
}

void
phone_trace_calls(struct phone *phone)
{
	for (int slot = 0; slot < phone->board.slot_count; slot++) {
		const struct party *party = phone->board.parties[slot];
		const char *now =
		    party != NULL ? name_of_state(&party->call) : "no call";
		const char *before = phone->traced[slot];
		if (before == now || (before == NULL && party == NULL))
			continue;
		trace("line %d: %s, then %s", slot + 1,
		    before != NULL ? before : "no call", now);
		phone->traced[slot] = party != NULL ? now : NULL;
	}
}
