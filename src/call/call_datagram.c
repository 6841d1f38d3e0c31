/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * The part of call.h for calls over datagrams: where they take another course
 * than over a stream. There is no goodbye that is acknowledged, and no end of
 * the stream; a RING may get lost, and so may what answers it.
 */
#include "config.h"

#include "base/clock.h"
#include "call/call.h"
#include "wire/frame.h"

static const struct call_action nothing = { CALL_SAY_NOTHING, 0 };

/* HANGUP is sent several times in that second; nothing answers it. */
static struct call_action
leave(struct call *call, enum call_outcome outcome, uint16_t cause, int64_t now)
{
	call_end(call, outcome, now);
	call_enter(call, CALL_DRAINING,
	    clock_after(now, call->timers->drain_ms));
	return (struct call_action){ CALL_SAY_REFUSAL, cause };
}

static struct call_action
start_talking(struct call *call, int64_t now)
{
	call->was_answered = true;
	call->answered_at = now;
	call_enter(call, CALL_TALKING, CLOCK_NEVER);
	return nothing;
}

static bool
when_dialling(struct call *call, enum call_event event, int64_t now,
    struct call_action *action)
{
	/* Nobody knows yet whether anybody is there: RING is to find out. */
	if (event != CALL_CONNECTED || call->is_bare)
		return false;
	call_enter(call, CALL_ANNOUNCED,
	    clock_after(now, call->timers->dial_ms));
	action->say = CALL_SAY_RING;
	return true;
}

static bool
when_announced(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now, struct call_action *action)
{
	if (event == CALL_ANSWER_CAME) /* RINGING got lost, or comes later */
		*action = start_talking(call, now);
	else if (event == CALL_UNREACHABLE)
		*action = call_end(call, with, now);
	else if (event == CALL_TIMED_OUT)
		*action = leave(call, OUTCOME_NO_REPLY, CAUSE_NORMAL, now);
	else
		return false;
	return true;
}

static bool
when_talking(struct call *call, enum call_event event, int64_t now,
    struct call_action *action)
{
	if (event == CALL_GOODBYE_CAME) {
		*action = call_end(call, OUTCOME_ENDED, now);
		return true;
	}
	if (event != CALL_HANG_UP)
		return false;
	call->was_hung_up = true;
	*action = leave(call, OUTCOME_ENDED, CAUSE_NORMAL, now);
	return true;
}

/* A foreign framing, in which there are not even words to hang up with. */
static bool
when_open(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	if (event == CALL_HANG_UP) {
		call->was_hung_up = true;
		call_end(call, OUTCOME_ENDED, now);
		return true;
	}
	if (event == CALL_UNREACHABLE)
		call_end(call, with, now);
	return event == CALL_UNREACHABLE;
}

bool
call_datagram_happens(struct call *call, enum call_event event,
    enum call_outcome with, int64_t now, struct call_action *action)
{
	*action = nothing;
	if (call->state == CALL_DIALLING)
		return when_dialling(call, event, now, action);
	if (call->state == CALL_ANNOUNCED)
		return when_announced(call, event, with, now, action);
	if (call->state == CALL_TALKING)
		return when_talking(call, event, now, action);
	if (call->state == CALL_OPEN)
		return when_open(call, event, with, now);
	return false;
}
