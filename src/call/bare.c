/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/call.h"

#include <assert.h>

#include "base/clock.h"

static const struct call_action nothing = { CALL_SAY_NOTHING, 0 };

bool
bare_begins(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	assert(call->is_bare);
	if (event == CALL_TURN_AWAY && call->state == CALL_EXPECTING) {
		/* There are no words for it that they would understand. */
		call_end(call, with, now);
		return true;
	}
	enum call_event begins =
	    call->side == CALL_CALLER ? CALL_CONNECTED : CALL_PICK_UP;
	if (event != begins)
		return false;
	call->was_answered = true;
	call->answered_at = now;
	call_enter(call, CALL_OPEN, CLOCK_NEVER);
	return true;
}

/* What ends the line in the same way in all three states. */
static struct call_action
when_bare(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	switch (event) {
	case CALL_HANG_UP: /* a second time, or when they have finished */
	case CALL_BREAK_OFF:
		return call_abandon(call, OUTCOME_BROKE_OFF, now);
	case CALL_TURN_AWAY:
	case CALL_VIOLATED:
		return call_end(call, with, now);
	case CALL_WENT_DEAD:
		return call_abandon(call, OUTCOME_DEAD, now);
	case CALL_LINE_BROKE:
		return call_end(call, OUTCOME_LOST, now);
	case CALL_STREAM_ENDED:
	case CALL_ALL_ARRIVED:
	case CALL_TIMED_OUT:
	case CALL_CONNECTED:
	case CALL_UNREACHABLE:
	case CALL_RING_CAME:
	case CALL_RING_CAME_HELD:
	case CALL_RING_FREED:
	case CALL_RINGING_CAME:
	case CALL_ANSWER_CAME:
	case CALL_REFUSAL_CAME:
	case CALL_GOODBYE_CAME:
	case CALL_PICK_UP:
	case CALL_RESUME_CAME:
	case CALL_RESUMED_CAME:
		return nothing;
	}
	return nothing;
}

static struct call_action
when_open(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	if (event == CALL_HANG_UP) {
		call->was_hung_up = true;
		call_enter(call, CALL_CLOSING, CLOCK_NEVER);
		return nothing;
	}
	if (event == CALL_STREAM_ENDED) {
		call_enter(call, CALL_EMPTYING, CLOCK_NEVER);
		return nothing;
	}
	return when_bare(call, event, with, now);
}

static struct call_action
when_closing(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	if (event == CALL_STREAM_ENDED) {
		call_enter(call, CALL_EMPTYING, CLOCK_NEVER);
		return nothing;
	}
	/* All of mine has left, and they have nothing more to say either. */
	if (event == CALL_TIMED_OUT)
		return call_end(call, OUTCOME_ENDED, now);
	return when_bare(call, event, with, now);
}

static struct call_action
when_emptying(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	if (event == CALL_ALL_ARRIVED)
		return call_end(call, OUTCOME_ENDED, now);
	return when_bare(call, event, with, now);
}

struct call_action
bare_happen(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	if (call->state == CALL_OPEN)
		return when_open(call, event, with, now);
	if (call->state == CALL_CLOSING)
		return when_closing(call, event, with, now);
	assert(call->state == CALL_EMPTYING);
	return when_emptying(call, event, with, now);
}
