/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/call.h"

#include "base/clock.h"
#include "wire/frame.h"

static const struct call_action nothing = { CALL_SAY_NOTHING, 0 };

void
call_enter(struct call *call, enum call_state state, int64_t deadline)
{
	call->state = state;
	call->deadline = deadline;
	call->has_rung |= state == CALL_RINGS_THERE ||
	    state == CALL_RINGS_HERE || state == CALL_HELD_BACK;
}

void
call_conclude(struct call *call, enum call_outcome outcome, int64_t now)
{
	if (call->outcome != OUTCOME_NONE)
		return;
	call->outcome = outcome;
	call->ended_at = now;
}

struct call_action
call_drain(struct call *call, enum call_outcome outcome, int64_t now)
{
	call_conclude(call, outcome, now);
	call_enter(call, CALL_DRAINING,
	    clock_after(now, call->timers->drain_ms));
	return nothing;
}

struct call_action
call_refuse(struct call *call, enum call_outcome outcome, int64_t now)
{
	uint16_t cause = outcome_cause(outcome);
	call_drain(call, outcome, now);
	if (cause == 0)
		return nothing;
	return (struct call_action){ CALL_SAY_REFUSAL, cause };
}

struct call_action
call_end(struct call *call, enum call_outcome outcome, int64_t now)
{
	call_conclude(call, outcome, now);
	call_enter(call, CALL_OVER, CLOCK_NEVER);
	return nothing;
}

/* An end of stream means done or died; giving up is a reset. */
struct call_action
call_abandon(struct call *call, enum call_outcome outcome, int64_t now)
{
	call->with_reset = true;
	return call_end(call, outcome, now);
}

struct call_action
call_break_off(struct call *call, enum call_outcome outcome, int64_t now)
{
	call_abandon(call, outcome, now);
	return (struct call_action){ CALL_SAY_REFUSAL, CAUSE_LINE_LOST };
}

static struct call_action
when_draining(struct call *call, enum call_event event, int64_t now)
{
	switch (event) {
	case CALL_TIMED_OUT:
	case CALL_STREAM_ENDED:
	case CALL_LINE_BROKE:
		return call_end(call, call->outcome, now);
	case CALL_WENT_DEAD:
	case CALL_BREAK_OFF:
		return call_abandon(call, call->outcome, now);
	case CALL_HANG_UP:
	case CALL_REFUSAL_CAME:
	case CALL_TURN_AWAY:
	case CALL_VIOLATED:
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

void
call_init(struct call *call, enum call_side side, bool is_bare,
    const struct timers *timers, int64_t now)
{
	*call = (struct call){
		.side = side,
		.is_bare = is_bare,
		.resumes = !is_bare,
		.timers = timers,
	};
	if (side == CALL_CALLER)
		call_enter(call, CALL_DIALLING,
		    clock_after(now, timers->dial_ms));
	else
		call_enter(call, CALL_EXPECTING,
		    clock_after(now, timers->first_frame_ms));
}

struct call_action
call_happen(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	struct call_action action;
	if (call->is_datagram &&
	    call_datagram_happens(call, event, with, now, &action))
		return action;
	if (call->is_bare &&
	    (call->state == CALL_DIALLING || call->state == CALL_EXPECTING) &&
	    bare_begins(call, event, with, now))
		return nothing;
	if (call->is_pass &&
	    (call->state == CALL_DIALLING || call->state == CALL_EXPECTING) &&
	    call_pass_begins(call, event, now))
		return nothing;
	if (call->trouble != CALL_NO_TROUBLE)
		return trouble_happen(call, event, with, now);
	if (trouble_begins(call, event, now))
		return nothing;
	switch (call->state) {
	case CALL_DIALLING:
	case CALL_ANNOUNCED:
	case CALL_RINGS_THERE:
	case CALL_EXPECTING:
	case CALL_RINGS_HERE:
	case CALL_HELD_BACK:
		return call_ringing_happen(call, event, with, now);
	case CALL_TALKING:
	case CALL_LEAVING:
	case CALL_PARTING:
	case CALL_DONE:
		return call_talking_happen(call, event, with, now);
	case CALL_DRAINING:
		return when_draining(call, event, now);
	case CALL_OVER:
		return nothing;
	case CALL_OPEN:
	case CALL_CLOSING:
	case CALL_EMPTYING:
		return bare_happen(call, event, with, now);
	case CALL_HANDING:
	case CALL_PASSING:
		return call_pass_happen(call, event, with, now);
	}
	return nothing;
}

bool
call_is_alive(const struct call *call)
{
	return call->state != CALL_DIALLING && call->state != CALL_DRAINING &&
	    call->state != CALL_OVER && call->trouble != CALL_CUT_OFF;
}

bool
call_is_in_trouble(const struct call *call)
{
	return call->trouble != CALL_NO_TROUBLE;
}

bool
call_is_going_on(const struct call *call)
{
	return call->outcome == OUTCOME_NONE;
}

bool
call_is_talking(const struct call *call)
{
	return call->state == CALL_TALKING || call->state == CALL_OPEN;
}

bool
call_has_left(const struct call *call)
{
	return call->state == CALL_LEAVING || call->state == CALL_PARTING ||
	    call->state == CALL_DONE;
}
