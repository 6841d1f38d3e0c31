/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/call.h"

#include <assert.h>

#include "base/clock.h"
#include "wire/frame.h"

static const struct call_action nothing = { CALL_SAY_NOTHING, 0 };

/* Longer than any report is waited for: whoever keeps the line open gets no more. */
static int64_t
at_most(const struct call *call, int64_t now)
{
	return clock_after(now, call->timers->pass_ms + call->timers->dead_ms);
}

bool
call_pass_begins(struct call *call, enum call_event event, int64_t now)
{
	assert(call->is_pass);
	if (call->side == CALL_CALLER && event == CALL_CONNECTED)
		call_enter(call, CALL_HANDING,
		    clock_after(now, call->timers->first_frame_ms));
	else if (call->side == CALL_CALLEE && event == CALL_PICK_UP)
		call_enter(call, CALL_PASSING, at_most(call, now));
	else
		return false;
	return true;
}

/* What comes is read to its end and forgotten, after a last word. */
static struct call_action
hang_up(struct call *call, enum call_outcome outcome, uint16_t cause,
    int64_t now)
{
	call_drain(call, outcome, now);
	if (cause == 0)
		return nothing;
	return (struct call_action){ CALL_SAY_REFUSAL, cause };
}

static struct call_action
when_handing(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	switch (event) {
	case CALL_ANSWER_CAME:
		call_enter(call, CALL_PASSING, at_most(call, now));
		return nothing;
	case CALL_REFUSAL_CAME:
		return call_drain(call, with, now);
	case CALL_TURN_AWAY:
	case CALL_VIOLATED:
		return hang_up(call, with, outcome_cause(with), now);
	case CALL_HANG_UP:
		return hang_up(call, OUTCOME_STOPPED, CAUSE_NORMAL, now);
	case CALL_BREAK_OFF:
		return call_break_off(call, OUTCOME_BROKE_OFF, now);
	case CALL_TIMED_OUT:
		return hang_up(call, OUTCOME_SILENT, CAUSE_NORMAL, now);
	case CALL_WENT_DEAD:
		return call_abandon(call, OUTCOME_SILENT, now);
	case CALL_STREAM_ENDED:
	case CALL_LINE_BROKE:
		return call_end(call, OUTCOME_HUNG_UP_ON, now);
	case CALL_CONNECTED:
	case CALL_UNREACHABLE:
	case CALL_RING_CAME:
	case CALL_RING_CAME_HELD:
	case CALL_RING_FREED:
	case CALL_RINGING_CAME:
	case CALL_GOODBYE_CAME:
	case CALL_PICK_UP:
	case CALL_ALL_ARRIVED:
	case CALL_RESUME_CAME:
	case CALL_RESUMED_CAME:
		return nothing;
	}
	return nothing;
}

/* How it ended is known by the report, however the line goes after it. */
static enum call_outcome
unless_reported(const struct call *call, enum call_outcome outcome)
{
	return call->was_answered ? OUTCOME_ENDED : outcome;
}

static struct call_action
when_passing(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	switch (event) {
	case CALL_GOODBYE_CAME:
		/* Who reported hangs up; who does not has a second. */
		call->was_answered = true;
		call->answered_at = now;
		call_enter(call, CALL_PASSING,
		    clock_after(now, call->timers->drain_ms));
		return nothing;
	case CALL_ALL_ARRIVED:
	case CALL_HANG_UP:
		return hang_up(call, OUTCOME_ENDED, CAUSE_NORMAL, now);
	case CALL_REFUSAL_CAME:
		return call_drain(call, unless_reported(call, with), now);
	case CALL_TURN_AWAY:
	case CALL_VIOLATED:
		return hang_up(call, with, outcome_cause(with), now);
	case CALL_TIMED_OUT:
		return hang_up(call, unless_reported(call, OUTCOME_DEAD),
		    CAUSE_NORMAL, now);
	case CALL_BREAK_OFF:
		return call_break_off(call, OUTCOME_BROKE_OFF, now);
	case CALL_WENT_DEAD:
		return call_abandon(call, OUTCOME_DEAD, now);
	case CALL_STREAM_ENDED:
	case CALL_LINE_BROKE:
		return call_end(call, unless_reported(call, OUTCOME_LOST), now);
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

struct call_action
call_pass_happen(struct call *call, enum call_event event,
    enum call_outcome with, int64_t now)
{
	if (call->state == CALL_HANDING)
		return when_handing(call, event, with, now);
	assert(call->state == CALL_PASSING);
	return when_passing(call, event, with, now);
}
