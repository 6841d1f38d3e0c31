/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/call.h"

#include "wire/frame.h"

/* Sets of types, for the table below. */
enum {
	RING = 1U << FRAME_RING,
	RINGING = 1U << FRAME_RINGING,
	ANSWER = 1U << FRAME_ANSWER,
	HANGUP = 1U << FRAME_HANGUP,
	RESUME = 1U << FRAME_RESUME,
	RESUMED = 1U << FRAME_RESUMED,
	PINGS = 1U << FRAME_PING | 1U << FRAME_PONG,
	TALK = 1U << FRAME_TEXT | 1U << FRAME_DRAFT | 1U << FRAME_ACK |
	    1U << FRAME_HOLD | PINGS | HANGUP,
	/* And HANGUP, as whoever has said goodbye may still break off. */
	AFTER_GOODBYE = 1U << FRAME_ACK | PINGS | HANGUP,
	PASS = 1U << FRAME_PASS,
};

/* What the other side may send, by the state at this end. */
static const unsigned may_hear[CALL_STATE_COUNT] = {
	[CALL_ANNOUNCED] = RINGING | HANGUP,
	[CALL_RINGS_THERE] = ANSWER | PINGS | HANGUP,
	[CALL_EXPECTING] = RING | RESUME | PASS | HANGUP,
	[CALL_RINGS_HERE] = PINGS | HANGUP,
	[CALL_HELD_BACK] = PINGS | HANGUP,
	[CALL_TALKING] = TALK,
	[CALL_LEAVING] = TALK,
	[CALL_PARTING] = AFTER_GOODBYE,
	[CALL_DONE] = AFTER_GOODBYE,
	[CALL_HANDING] = PASS | 1U << FRAME_ACK | PINGS | HANGUP,
	[CALL_PASSING] = PASS | 1U << FRAME_ACK | PINGS | HANGUP,
};

bool
call_may_hear(const struct call *call, uint8_t type)
{
	/* One message goes on over a line, and one report comes back. */
	if (type == FRAME_PASS && call->state == CALL_PASSING)
		return call->side == CALL_CALLER;
	unsigned types = may_hear[call->state];
	if (call->trouble == CALL_RESUMING)
		types = RESUMED | HANGUP;
	else if (call->may_repeat)
		types |= ANSWER;
	return type < 32 && (types & (1U << type)) != 0;
}
