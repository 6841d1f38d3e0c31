/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/call.h"

#include <assert.h>

#include "base/clock.h"

static const struct call_action nothing = { CALL_SAY_NOTHING, 0 };

static struct call_action
say(enum call_speech speech)
{
	return (struct call_action){ speech, 0 };
}

static struct call_action
start_talking(struct call *call, enum call_speech speech, int64_t now)
{
	call->was_answered = true;
	call->answered_at = now;
	call_enter(call, CALL_TALKING, CLOCK_NEVER);
	return say(speech);
}

static struct call_action
when_dialling(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	switch (event) {
	case CALL_CONNECTED:
		call_enter(call, CALL_ANNOUNCED,
		    clock_after(now, call->timers->first_frame_ms));
		return say(CALL_SAY_RING);
	case CALL_UNREACHABLE:
	case CALL_TURN_AWAY:
		return call_end(call, with, now);
	case CALL_HANG_UP:
	case CALL_BREAK_OFF:
		return call_end(call, OUTCOME_STOPPED, now);
	case CALL_TIMED_OUT:
		return call_end(call, OUTCOME_DIAL_TIMEOUT, now);
	case CALL_RING_CAME:
	case CALL_RING_CAME_HELD:
	case CALL_RING_FREED:
	case CALL_RINGING_CAME:
	case CALL_ANSWER_CAME:
	case CALL_REFUSAL_CAME:
	case CALL_GOODBYE_CAME:
	case CALL_PICK_UP:
	case CALL_ALL_ARRIVED:
	case CALL_VIOLATED:
	case CALL_WENT_DEAD:
	case CALL_STREAM_ENDED:
	case CALL_LINE_BROKE:
	case CALL_RESUME_CAME:
	case CALL_RESUMED_CAME:
		return nothing; /* there is no line that could say so */
	}
	return nothing;
}

static struct call_action
when_announced(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	switch (event) {
	case CALL_RINGING_CAME:
		call_enter(call, CALL_RINGS_THERE,
		    clock_after(now, call->timers->ring_there_ms));
		return nothing;
	case CALL_REFUSAL_CAME:
		return call_drain(call, with, now);
	case CALL_TURN_AWAY:
	case CALL_VIOLATED:
		return call_refuse(call, with, now);
	case CALL_HANG_UP:
		return call_refuse(call, OUTCOME_STOPPED, now);
	case CALL_BREAK_OFF:
		return call_break_off(call, OUTCOME_STOPPED, now);
	case CALL_TIMED_OUT:
		return call_refuse(call, OUTCOME_SILENT, now);
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

static struct call_action
when_it_rings_there(struct call *call, enum call_event event,
    enum call_outcome with, int64_t now)
{
	switch (event) {
	case CALL_ANSWER_CAME:
		return start_talking(call, CALL_SAY_NOTHING, now);
	case CALL_REFUSAL_CAME:
		return call_drain(call, with, now);
	case CALL_TURN_AWAY:
	case CALL_VIOLATED:
		return call_refuse(call, with, now);
	case CALL_HANG_UP:
		return call_refuse(call, OUTCOME_STOPPED, now);
	case CALL_BREAK_OFF:
		return call_break_off(call, OUTCOME_STOPPED, now);
	case CALL_TIMED_OUT:
		return call_refuse(call, OUTCOME_NO_ANSWER, now);
	case CALL_WENT_DEAD:
		return call_abandon(call, OUTCOME_DEAD, now);
	case CALL_STREAM_ENDED:
	case CALL_LINE_BROKE:
		return call_end(call, OUTCOME_LOST, now);
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

static struct call_action
when_expecting(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	switch (event) {
	case CALL_RING_CAME:
		call_enter(call, CALL_RINGS_HERE,
		    clock_after(now, call->timers->ring_ms));
		return say(CALL_SAY_RINGING);
	case CALL_RING_CAME_HELD:
		call_enter(call, CALL_HELD_BACK,
		    clock_after(now, call->timers->ring_ms));
		return say(CALL_SAY_RINGING);
	case CALL_REFUSAL_CAME:
		return call_drain(call, OUTCOME_CLOSED, now);
	case CALL_TURN_AWAY:
	case CALL_VIOLATED:
		return call_refuse(call, with, now);
	case CALL_HANG_UP:
	case CALL_BREAK_OFF:
		return call_refuse(call, OUTCOME_DECLINED, now);
	case CALL_TIMED_OUT:
	case CALL_WENT_DEAD:
	case CALL_STREAM_ENDED:
	case CALL_LINE_BROKE:
		return call_end(call, OUTCOME_CLOSED, now);
	case CALL_CONNECTED:
	case CALL_UNREACHABLE:
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

static struct call_action
when_it_rings_here(struct call *call, enum call_event event,
    enum call_outcome with, int64_t now)
{
	switch (event) {
	case CALL_PICK_UP:
		return start_talking(call, CALL_SAY_ANSWER, now);
	case CALL_HANG_UP:
		return call_refuse(call, OUTCOME_DECLINED, now);
	case CALL_BREAK_OFF:
		return call_break_off(call, OUTCOME_DECLINED, now);
	case CALL_TIMED_OUT:
		return call_refuse(call, OUTCOME_MISSED, now);
	case CALL_REFUSAL_CAME:
		return call_drain(call, OUTCOME_CALLER_LEFT, now);
	case CALL_TURN_AWAY:
	case CALL_VIOLATED:
		return call_refuse(call, with, now);
	case CALL_WENT_DEAD:
		return call_abandon(call, OUTCOME_CALLER_LEFT, now);
	case CALL_STREAM_ENDED:
	case CALL_LINE_BROKE:
		return call_end(call, OUTCOME_CALLER_LEFT, now);
	case CALL_CONNECTED:
	case CALL_UNREACHABLE:
	case CALL_RING_CAME:
	case CALL_RING_CAME_HELD:
	case CALL_RING_FREED:
	case CALL_RINGING_CAME:
	case CALL_ANSWER_CAME:
	case CALL_GOODBYE_CAME:
	case CALL_ALL_ARRIVED:
	case CALL_RESUME_CAME:
	case CALL_RESUMED_CAME:
		return nothing;
	}
	return nothing;
}

/*
 * A held RING is one that rings, but for the bell and for being set free. The
 * caller has counted since RINGING, so the time that is left stays the same.
 */
static struct call_action
when_held_back(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	if (event != CALL_RING_FREED)
		return when_it_rings_here(call, event, with, now);
	call_enter(call, CALL_RINGS_HERE, call->deadline);
	return nothing;
}

struct call_action
call_ringing_happen(struct call *call, enum call_event event,
    enum call_outcome with, int64_t now)
{
	if (call->state == CALL_DIALLING)
		return when_dialling(call, event, with, now);
	if (call->state == CALL_ANNOUNCED)
		return when_announced(call, event, with, now);
	if (call->state == CALL_RINGS_THERE)
		return when_it_rings_there(call, event, with, now);
	if (call->state == CALL_EXPECTING)
		return when_expecting(call, event, with, now);
	if (call->state == CALL_RINGS_HERE)
		return when_it_rings_here(call, event, with, now);
	assert(call->state == CALL_HELD_BACK);
	return when_held_back(call, event, with, now);
}
