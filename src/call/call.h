/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * call - the state machine of one call: an event and the time go in, what is
 * to be said and the next deadline come out.
 *
 * Pure. It sees no bytes: call/party turns frames into events and actions
 * into frames. There is one function per state, and each names every event:
 * those until the answer are call/call_ringing's, those from then on
 * call/call_talking's. A call in a foreign framing has states of its own, which
 * are call/bare's; so has a line that a message is passed on over, which are
 * call/call_pass's. What a dropped line does to a call is call/trouble's.
 */
#ifndef LANDLINE_CALL_CALL_H
#define LANDLINE_CALL_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "call/outcome.h"
#include "call/timers.h"

enum call_side {
	CALL_CALLER,
	CALL_CALLEE,
};

enum call_state {
	CALL_DIALLING,	  /* caller: there is no line yet */
	CALL_ANNOUNCED,	  /* caller: RING is out, nothing heard yet */
	CALL_RINGS_THERE, /* caller: RINGING heard */
	CALL_EXPECTING,	  /* callee: connected, the first frame is due */
	CALL_RINGS_HERE,  /* callee: the bell */
	CALL_HELD_BACK, /* callee: both dial; RINGING is said, no bell rings */
	CALL_TALKING,
	CALL_LEAVING, /* I said goodbye and wait for theirs */
	CALL_PARTING, /* both said it; mine is not all acknowledged */
	CALL_DONE, /* caller, all acknowledged: waits for the end of stream */
	CALL_DRAINING, /* nothing more to say: reads to the end, 1 s at most */
	CALL_OVER,     /* the line may go */
	/* In a foreign framing the connection is the call: */
	CALL_OPEN,     /* talking */
	CALL_CLOSING,  /* I have finished, and wait for their end of stream */
	CALL_EMPTYING, /* they have; what is queued here still leaves */
	/* A message that is passed on has a line of its own: */
	CALL_HANDING, /* caller: PASS is out, nothing heard yet */
	CALL_PASSING, /* it has arrived, and its report is due */
};

enum { CALL_STATE_COUNT = CALL_PASSING + 1 };

/*
 * What has become of its line: a dropped line is not a dropped call. The state
 * stays what it is, so that one can go on typing, or hang up.
 */
enum call_trouble {
	CALL_NO_TROUBLE,
	CALL_CUT_OFF,  /* it is gone: the caller redials, the callee waits */
	CALL_RESUMING, /* caller: RESUME is out on a new one, RESUMED is due */
};

enum call_event {
	CALL_CONNECTED,	     /* the line that was dialled is there */
	CALL_UNREACHABLE,    /* it cannot be had */
	CALL_RING_CAME,	     /* and the bell is to ring */
	CALL_RING_CAME_HELD, /* and it is not, as this phone dials too */
	CALL_RING_FREED,     /* the own dial is over: the held one may ring */
	CALL_RINGING_CAME,
	CALL_ANSWER_CAME,
	CALL_REFUSAL_CAME, /* HANGUP with sequence 0 */
	CALL_GOODBYE_CAME, /* HANGUP with a sequence */
	CALL_PICK_UP,	   /* the user, or the phone for the user */
	CALL_HANG_UP,	   /* the user: decline, stop dialling, goodbye */
	CALL_BREAK_OFF,	   /* the user again, or no time left: at once */
	CALL_TURN_AWAY,	   /* the switchboard: refuse it */
	CALL_ALL_ARRIVED,  /* everything of mine is acknowledged; in a foreign
			      framing: has left */
	CALL_VIOLATED,	   /* what came cannot be; `with` says as what */
	CALL_TIMED_OUT,	   /* call->deadline has passed */
	CALL_WENT_DEAD,	   /* not a byte for too long */
	CALL_STREAM_ENDED, /* end of stream */
	CALL_LINE_BROKE,   /* reset, or any other error of the line */
	CALL_RESUME_CAME,  /* callee: the caller has a line again */
	CALL_RESUMED_CAME,
};

enum { CALL_EVENT_COUNT = CALL_RESUMED_CAME + 1 };

/* What the call wants said now. */
enum call_speech {
	CALL_SAY_NOTHING,
	CALL_SAY_RING,
	CALL_SAY_RINGING,
	CALL_SAY_ANSWER,
	CALL_SAY_REFUSAL, /* HANGUP with sequence 0 */
	CALL_SAY_GOODBYE, /* HANGUP with a sequence, behind what is queued */
	CALL_SAY_RESUME,
	CALL_SAY_RESUMED,
};

struct call_action {
	enum call_speech say;
	uint16_t cause; /* of a refusal or a goodbye */
};

struct call {
	enum call_side side;
	enum call_state state;
	enum call_outcome outcome; /* OUTCOME_NONE until it is known */
	int64_t deadline;	   /* CLOCK_NEVER: none */
	bool was_answered;
	bool was_hung_up;    /* the user has hung up, the first time */
	int64_t answered_at; /* when talking began, if it did */
	int64_t ended_at;    /* when the outcome was known */
	bool with_reset;     /* CALL_OVER: close it with RST */
	bool is_bare;	     /* a foreign framing: no ringing, no goodbyes */
	bool is_datagram;    /* and no stream, whatever the framing */
	bool is_pass;	     /* nobody talks: it carries a PASS and its report,
				which is the answer */
	bool resumes;	     /* a dropped line is not its end; no bare one */
	bool has_rung;	     /* RINGING was said or heard */
	bool may_repeat;     /* caller: behind RESUMED, ANSWER comes again */
	enum call_trouble trouble;
	int64_t troubled_at;   /* when the line was lost */
	int64_t trouble_until; /* and the call is lost too */
	int64_t rest_until;    /* the state's own deadline, meanwhile */
	const struct timers *timers;
};

/*
 * A caller starts in CALL_DIALLING, a callee in CALL_EXPECTING. Who connected
 * for a call that is bare is then picked up or turned away at once.
 */
void call_init(struct call *call, enum call_side side, bool is_bare,
    const struct timers *timers, int64_t now);

/*
 * Tells the call what happened. `with` is how it ends by CALL_REFUSAL_CAME,
 * CALL_UNREACHABLE, CALL_TURN_AWAY and CALL_VIOLATED; other events ignore it.
 */
struct call_action call_happen(struct call *call, enum call_event event,
    enum call_outcome with, int64_t now);

/* Whether they may send that type now (DESIGN: who may send what). */
bool call_may_hear(const struct call *call, uint8_t type);

/* A line is connected, and neither side is done with it. */
bool call_is_alive(const struct call *call);

/* It has lost its line, and the other side has not been heard on a new one. */
bool call_is_in_trouble(const struct call *call);

/* It has no outcome yet: the phone is taken. */
bool call_is_going_on(const struct call *call);

/* Answered, and neither side has said goodbye or finished. */
bool call_is_talking(const struct call *call);

/* I have said goodbye: nothing reliable of mine follows. */
bool call_has_left(const struct call *call);

/* Between call/call and call/trouble, a part of it. ---------------------- */

/* Whether that event is the loss of a line that can be had again; it has then
 * happened. */
bool trouble_begins(struct call *call, enum call_event event, int64_t now);

/* An event in a call that is in trouble, whatever its state is. */
struct call_action trouble_happen(struct call *call, enum call_event event,
    enum call_outcome with, int64_t now);

/* Nothing more is to be said, but for a last word if that outcome has a cause. */
struct call_action call_refuse(struct call *call, enum call_outcome outcome,
    int64_t now);

/* Between call/call and its states, before the answer and from then on. --- */

/* An event in a state from CALL_DIALLING to CALL_HELD_BACK. */
struct call_action call_ringing_happen(struct call *call, enum call_event event,
    enum call_outcome with, int64_t now);

/* An event in a state from CALL_TALKING to CALL_DONE. */
struct call_action call_talking_happen(struct call *call, enum call_event event,
    enum call_outcome with, int64_t now);

/* How it ends is known; the first outcome stays. */
void call_conclude(struct call *call, enum call_outcome outcome, int64_t now);

/* Nothing more is to be said; what comes is read to its end and forgotten. */
struct call_action call_drain(struct call *call, enum call_outcome outcome,
    int64_t now);

/* At once, with a reset behind a last word. */
struct call_action call_break_off(struct call *call, enum call_outcome outcome,
    int64_t now);

/* Between call/call, call/bare and call/call_datagram. -------------------- */

/*
 * Whether that event, to a call that is bare and has not begun, is its
 * beginning or its end; it has then happened.
 */
bool bare_begins(struct call *call, enum call_event event,
    enum call_outcome with, int64_t now);

/* An event in CALL_OPEN, CALL_CLOSING or CALL_EMPTYING. It never speaks. */
struct call_action bare_happen(struct call *call, enum call_event event,
    enum call_outcome with, int64_t now);

/*
 * Whether that event takes another course over datagrams: it has then taken
 * it, and `action` is what is to be said.
 */
bool call_datagram_happens(struct call *call, enum call_event event,
    enum call_outcome with, int64_t now, struct call_action *action);

/*
 * The same for a pass: its beginning, and an event in CALL_HANDING or
 * CALL_PASSING. There CALL_ANSWER_CAME is that PASS is acknowledged,
 * CALL_GOODBYE_CAME that the report came, and CALL_ALL_ARRIVED that mine did.
 */
bool call_pass_begins(struct call *call, enum call_event event, int64_t now);
struct call_action call_pass_happen(struct call *call, enum call_event event,
    enum call_outcome with, int64_t now);

/* The one door through which the state changes. */
void call_enter(struct call *call, enum call_state state, int64_t deadline);

/* The line may go, in order or with a reset; nothing is said. */
struct call_action call_end(struct call *call, enum call_outcome outcome,
    int64_t now);
struct call_action call_abandon(struct call *call, enum call_outcome outcome,
    int64_t now);

#endif
