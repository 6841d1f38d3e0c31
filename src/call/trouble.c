/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/call.h"

#include <assert.h>

#include "base/clock.h"

static const struct call_action nothing = { CALL_SAY_NOTHING, 0 };

/* ---- in and out of it ---- */

static bool
can_resume(const struct call *call)
{
	switch (call->state) {
	case CALL_RINGS_THERE:
	case CALL_RINGS_HERE:
	case CALL_HELD_BACK:
	case CALL_TALKING:
	case CALL_LEAVING:
	case CALL_PARTING:
	case CALL_DONE:
		return call->resumes;
	case CALL_DIALLING:
	case CALL_ANNOUNCED:
	case CALL_EXPECTING:
	case CALL_DRAINING:
	case CALL_OVER:
	case CALL_OPEN:
	case CALL_CLOSING:
	case CALL_EMPTYING:
	case CALL_HANDING:
	case CALL_PASSING:
		return false;
	}
	return false;
}

/* Nobody picked up here yet: the caller may have thought better of it. */
static bool
rings_here(const struct call *call)
{
	return call->state == CALL_RINGS_HERE || call->state == CALL_HELD_BACK;
}

static int64_t
patience(const struct call *call, bool went_dead)
{
	const struct timers *timers = call->timers;
	if (rings_here(call))
		return timers->lost_ring_ms;
	/* It counts from the last that was heard, and that was then. */
	return timers->trouble_ms - (went_dead ? timers->dead_ms : 0);
}

/*
 * Who is done has waited for the end of the stream. That it does not come may
 * mean that the last acknowledgement has not arrived; but not for ever, or
 * whoever drops each new line keeps a call that has ended.
 */
static bool
is_loss_when_done(const struct call *call, enum call_event event, int64_t now)
{
	return (event == CALL_TIMED_OUT || event == CALL_WENT_DEAD ||
		   event == CALL_LINE_BROKE) &&
	    now < clock_after(call->ended_at, call->timers->trouble_ms);
}

static bool
is_loss(const struct call *call, enum call_event event, int64_t now)
{
	if (call->state == CALL_DONE)
		return is_loss_when_done(call, event, now);
	return event == CALL_WENT_DEAD || event == CALL_STREAM_ENDED ||
	    event == CALL_LINE_BROKE;
}

bool
trouble_begins(struct call *call, enum call_event event, int64_t now)
{
	if (!can_resume(call) || !is_loss(call, event, now))
		return false;
	call->trouble = CALL_CUT_OFF;
	call->may_repeat = false;
	call->troubled_at = now;
	call->trouble_until =
	    clock_after(now, patience(call, event == CALL_WENT_DEAD));
	/* Who is done waits for an end of stream, of which there is none now. */
	call->rest_until =
	    call->state == CALL_DONE ? CLOCK_NEVER : call->deadline;
	call->deadline = clock_earlier(call->rest_until, call->trouble_until);
	return true;
}

static void
end_trouble(struct call *call, int64_t now)
{
	call->trouble = CALL_NO_TROUBLE;
	call->may_repeat = call->side == CALL_CALLER && call->was_answered;
	call->deadline = call->rest_until;
	if (call->state == CALL_DONE)
		call->deadline = clock_after(now, call->timers->dead_ms);
}

/* ---- how it can end ---- */

/* The time is up: the state's own, or that for which one waits for a line. */
static enum call_outcome
outcome_of_time(const struct call *call, int64_t now)
{
	bool was_waited_for = now >= call->trouble_until;
	if (rings_here(call))
		return was_waited_for ? OUTCOME_CALLER_LOST : OUTCOME_MISSED;
	if (!was_waited_for)
		return OUTCOME_NO_ANSWER;
	return call->side == CALL_CALLER ? OUTCOME_UNREACHED : OUTCOME_NOT_BACK;
}

static enum call_outcome
outcome_of_giving_up(const struct call *call)
{
	if (rings_here(call))
		return OUTCOME_DECLINED;
	return call->was_answered ? OUTCOME_GAVE_UP : OUTCOME_STOPPED;
}

/* Who picks up before they are back waits for them as for anybody. */
static void
pick_up(struct call *call, int64_t now)
{
	call->was_answered = true;
	call->answered_at = now;
	call->rest_until = CLOCK_NEVER;
	call->trouble_until =
	    clock_after(call->troubled_at, call->timers->trouble_ms);
	call_enter(call, CALL_TALKING, call->trouble_until);
}

static struct call_action
end_without_line(struct call *call, enum call_outcome outcome, int64_t now)
{
	call->trouble = CALL_NO_TROUBLE;
	return call_end(call, outcome, now);
}

static struct call_action
when_cut_off(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	switch (event) {
	case CALL_CONNECTED:
		call->trouble = CALL_RESUMING;
		return (struct call_action){ CALL_SAY_RESUME, 0 };
	case CALL_RESUME_CAME:
		end_trouble(call, now);
		return (struct call_action){ CALL_SAY_RESUMED, 0 };
	case CALL_PICK_UP:
		if (rings_here(call))
			pick_up(call, now);
		return nothing;
	case CALL_RING_FREED:
		call_enter(call, CALL_RINGS_HERE, call->deadline);
		return nothing;
	case CALL_HANG_UP:
	case CALL_BREAK_OFF:
		return end_without_line(call, outcome_of_giving_up(call), now);
	case CALL_TURN_AWAY:
		return end_without_line(call, with, now);
	case CALL_TIMED_OUT:
		return end_without_line(call, outcome_of_time(call, now), now);
	case CALL_RESUMED_CAME:
	case CALL_REFUSAL_CAME:
	case CALL_VIOLATED:
	case CALL_WENT_DEAD:
	case CALL_STREAM_ENDED:
	case CALL_LINE_BROKE:
	case CALL_UNREACHABLE:
	case CALL_RING_CAME:
	case CALL_RING_CAME_HELD:
	case CALL_RINGING_CAME:
	case CALL_ANSWER_CAME:
	case CALL_GOODBYE_CAME:
	case CALL_ALL_ARRIVED:
		return nothing; /* there is no line that could say so */
	}
	return nothing;
}

static struct call_action
cut_off_again(struct call *call)
{
	call->trouble = CALL_CUT_OFF;
	return nothing;
}

/* A phone with no room for one more line says busy before it knows of whom. */
static struct call_action
be_refused(struct call *call, enum call_outcome with, int64_t now)
{
	if (with == OUTCOME_BUSY)
		return cut_off_again(call);
	call->trouble = CALL_NO_TROUBLE;
	return call_happen(call, CALL_REFUSAL_CAME, with, now);
}

static struct call_action
give_up(struct call *call, enum call_outcome outcome, int64_t now)
{
	call->trouble = CALL_NO_TROUBLE;
	return call_refuse(call, outcome, now);
}

static struct call_action
when_resuming(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	switch (event) {
	case CALL_RESUMED_CAME:
		end_trouble(call, now);
		return nothing;
	case CALL_REFUSAL_CAME:
		return be_refused(call, with, now);
	case CALL_WENT_DEAD:
	case CALL_STREAM_ENDED:
	case CALL_LINE_BROKE:
		return cut_off_again(call);
	case CALL_TURN_AWAY:
	case CALL_VIOLATED:
		return give_up(call, with, now);
	case CALL_HANG_UP:
	case CALL_BREAK_OFF:
		return give_up(call, outcome_of_giving_up(call), now);
	case CALL_TIMED_OUT:
		return give_up(call, outcome_of_time(call, now), now);
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
		return nothing;
	}
	return nothing;
}

struct call_action
trouble_happen(struct call *call, enum call_event event, enum call_outcome with,
    int64_t now)
{
	if (call->trouble == CALL_CUT_OFF)
		return when_cut_off(call, event, with, now);
	assert(call->trouble == CALL_RESUMING);
	return when_resuming(call, event, with, now);
}
