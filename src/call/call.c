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

static void
conclude(struct call *call, enum call_outcome outcome, int64_t now)
{
	if (call->outcome != OUTCOME_NONE)
		return;
	call->outcome = outcome;
	call->ended_at = now;
}

static struct call_action
say(enum call_speech speech)
{
	return (struct call_action){ speech, 0 };
}

/* Nothing more is to be said; what comes is read to its end and forgotten. */
static struct call_action
drain(struct call *call, enum call_outcome outcome, int64_t now)
{
	conclude(call, outcome, now);
	call_enter(call, CALL_DRAINING,
	    clock_after(now, call->timers->drain_ms));
	return nothing;
}

struct call_action
call_refuse(struct call *call, enum call_outcome outcome, int64_t now)
{
	uint16_t cause = outcome_cause(outcome);
	drain(call, outcome, now);
	if (cause == 0)
		return nothing;
	return (struct call_action){ CALL_SAY_REFUSAL, cause };
}

struct call_action
call_end(struct call *call, enum call_outcome outcome, int64_t now)
{
	conclude(call, outcome, now);
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

static struct call_action
break_off(struct call *call, enum call_outcome outcome, int64_t now)
{
	call_abandon(call, outcome, now);
	return (struct call_action){ CALL_SAY_REFUSAL, CAUSE_LINE_LOST };
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
say_goodbye(struct call *call, enum call_state next)
{
	call_enter(call, next, CLOCK_NEVER);
	return (struct call_action){ CALL_SAY_GOODBYE, CAUSE_NORMAL };
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
		return drain(call, with, now);
	case CALL_TURN_AWAY:
	case CALL_VIOLATED:
		return call_refuse(call, with, now);
	case CALL_HANG_UP:
		return call_refuse(call, OUTCOME_STOPPED, now);
	case CALL_BREAK_OFF:
		return break_off(call, OUTCOME_STOPPED, now);
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
		return drain(call, with, now);
	case CALL_TURN_AWAY:
	case CALL_VIOLATED:
		return call_refuse(call, with, now);
	case CALL_HANG_UP:
		return call_refuse(call, OUTCOME_STOPPED, now);
	case CALL_BREAK_OFF:
		return break_off(call, OUTCOME_STOPPED, now);
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
		return drain(call, OUTCOME_CLOSED, now);
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
		return break_off(call, OUTCOME_DECLINED, now);
	case CALL_TIMED_OUT:
		return call_refuse(call, OUTCOME_MISSED, now);
	case CALL_REFUSAL_CAME:
		return drain(call, OUTCOME_CALLER_LEFT, now);
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
		return break_off(call, OUTCOME_BROKE_OFF, now);
	case CALL_REFUSAL_CAME:
		return drain(call, refused_as(call, with), now);
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
		return drain(call, OUTCOME_ENDED, now);
	conclude(call, OUTCOME_ENDED, now);
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
		return when_dialling(call, event, with, now);
	case CALL_ANNOUNCED:
		return when_announced(call, event, with, now);
	case CALL_RINGS_THERE:
		return when_it_rings_there(call, event, with, now);
	case CALL_EXPECTING:
		return when_expecting(call, event, with, now);
	case CALL_RINGS_HERE:
		return when_it_rings_here(call, event, with, now);
	case CALL_HELD_BACK:
		return when_held_back(call, event, with, now);
	case CALL_TALKING:
		return when_talking(call, event, with, now);
	case CALL_LEAVING:
		return when_leaving(call, event, with, now);
	case CALL_PARTING:
		return when_parting(call, event, with, now);
	case CALL_DONE:
		return when_done(call, event, with, now);
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
