/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/call.h"

#include <assert.h>

#include "base/clock.h"
#include "wire/frame.h"

static const struct call_action nothing = { CALL_SAY_NOTHING, 0 };

static struct call_action
say_goodbye(struct call *call, enum call_state next)
{
	call_enter(call, next, CLOCK_NEVER);
	return (struct call_action){ CALL_SAY_GOODBYE, CAUSE_NORMAL };
}

/* A call that was answered cannot be declined, or hear busy, any more. */
static enum call_outcome
refused_as(const struct call *call, enum call_outcome with)
{
	bool says_why = with == OUTCOME_MY_PROTOCOL ||
	    with == OUTCOME_OTHER_VERSION ||
	    (with == OUTCOME_FORGOTTEN && call->resumes);
	return says_why || !call->was_answered ? with : OUTCOME_THEY_BROKE_OFF;
}

/* What ends a line in the same way in every state after the answer. */
static struct call_action
when_answered(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	switch (event) {
	case CALL_BREAK_OFF:
	case CALL_HANG_UP: /* a second time */
		return call_break_off(call, OUTCOME_BROKE_OFF, now);
	case CALL_REFUSAL_CAME:
		return call_drain(call, refused_as(call, with), now);
	case CALL_TURN_AWAY:
	case CALL_VIOLATED:
		return call_refuse(call, with, now);
	case CALL_WENT_DEAD:
		return call_abandon(call, OUTCOME_DEAD, now);
	case CALL_STREAM_ENDED:
	case CALL_LINE_BROKE:
		return call_end(call, OUTCOME_LOST, now);
	case CALL_GOODBYE_CAME:
	case CALL_ALL_ARRIVED:
	case CALL_TIMED_OUT:
	case CALL_CONNECTED:
	case CALL_UNREACHABLE:
	case CALL_RING_CAME:
	case CALL_RING_CAME_HELD:
	case CALL_RING_FREED:
	case CALL_RINGING_CAME:
	case CALL_ANSWER_CAME:
	case CALL_PICK_UP:
	case CALL_RESUME_CAME:
	case CALL_RESUMED_CAME:
		return nothing;
	}
	return nothing;
}

static struct call_action
when_talking(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	if (event == CALL_HANG_UP) {
		call->was_hung_up = true;
		return say_goodbye(call, CALL_LEAVING);
	}
	if (event == CALL_GOODBYE_CAME)
		return say_goodbye(call, CALL_PARTING);
	return when_answered(call, event, with, now);
}

static struct call_action
when_leaving(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	if (event == CALL_GOODBYE_CAME) {
		call_enter(call, CALL_PARTING, CLOCK_NEVER);
		return nothing;
	}
	return when_answered(call, event, with, now);
}

static struct call_action
when_parting(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	if (event == CALL_HANG_UP && !call->was_hung_up) {
		/* They were faster; what is on its way still arrives. */
		call->was_hung_up = true;
		return nothing;
	}
	if (event != CALL_ALL_ARRIVED)
		return when_answered(call, event, with, now);
	if (call->side == CALL_CALLEE)
		return call_drain(call, OUTCOME_ENDED, now);
	call_conclude(call, OUTCOME_ENDED, now);
	/* The callee has a second for its end; who waits longer waits in vain. */
	call_enter(call, CALL_DONE, clock_after(now, call->timers->dead_ms));
	return nothing;
}

/* The call has ended well; only the callee's end of stream is missing. */
static struct call_action
when_done(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	switch (event) {
	case CALL_HANG_UP:
	case CALL_BREAK_OFF:
	case CALL_REFUSAL_CAME:
	case CALL_STREAM_ENDED:
	case CALL_LINE_BROKE:
		return call_end(call, OUTCOME_ENDED, now);
	case CALL_TURN_AWAY:
	case CALL_VIOLATED:
		return call_refuse(call, with, now);
	case CALL_TIMED_OUT:
	case CALL_WENT_DEAD:
		return call_abandon(call, OUTCOME_ENDED, now);
	case CALL_CONNECTED:
	case CALL_UNREACHABLE:
	case CALL_RING_CAME:
	case CALL_RING_CAME_HELD:
	case CALL_RING_FREED:
	case CALL_RINGING_CAME:
	case CALL_ANSWER_CAME:
	case CALL_GOODBYE_CAME:
	case CALL_PICK_UP:
	case CALL_ALL_ARRIVED:
	case CALL_RESUME_CAME:
	case CALL_RESUMED_CAME:
		return nothing;
	}
	return nothing;
}

struct call_action
call_talking_happen(struct call *call, enum call_event event,
    enum call_outcome with, int64_t now)
{
	if (call->state == CALL_TALKING)
		return when_talking(call, event, with, now);
	if (call->state == CALL_LEAVING)
		return when_leaving(call, event, with, now);
	if (call->state == CALL_PARTING)
		return when_parting(call, event, with, now);
	assert(call->state == CALL_DONE);
	return when_done(call, event, with, now);
}
