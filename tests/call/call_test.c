/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/call.h"

#include <string.h>

#include "../runner.h"
#include "base/clock.h"
#include "suite.h"
#include "wire/frame.h"

enum {
	NOW = 1000000,
	DUE = NOW + 7777, /* the deadline that the state had */
};

enum expects {
	IS_FORGOTTEN, /* a row that nobody wrote */
	IS_IGNORED,
	HAPPENS,
};

/* The deadline of the state that begins. */
enum expected_deadline {
	AT_NEVER,
	AT_SAME,
	AT_FIRST_FRAME,
	AT_RING,
	AT_RING_THERE,
	AT_DRAIN,
	AT_DEAD,
	AT_PASS,
};

struct expectation {
	enum expects expects;
	enum call_state next;
	enum expected_deadline deadline;
	enum call_speech say;
	uint16_t cause;
	enum call_outcome outcome;
	bool with_reset;
};

/* Every pair. PARTING is a caller's here; the callee's is a test of its own. */
/* clang-format off */
static const struct expectation table[CALL_STATE_COUNT][CALL_EVENT_COUNT] = {
	[CALL_DIALLING] = {
		[CALL_CONNECTED] = { HAPPENS, CALL_ANNOUNCED, AT_FIRST_FRAME, CALL_SAY_RING, 0, OUTCOME_NONE, false },
		[CALL_UNREACHABLE] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_NOT_IN_SERVICE, false },
		[CALL_RING_CAME] = { .expects = IS_IGNORED },
		[CALL_RING_CAME_HELD] = { .expects = IS_IGNORED },
		[CALL_RING_FREED] = { .expects = IS_IGNORED },
		[CALL_RINGING_CAME] = { .expects = IS_IGNORED },
		[CALL_ANSWER_CAME] = { .expects = IS_IGNORED },
		[CALL_REFUSAL_CAME] = { .expects = IS_IGNORED },
		[CALL_GOODBYE_CAME] = { .expects = IS_IGNORED },
		[CALL_PICK_UP] = { .expects = IS_IGNORED },
		[CALL_HANG_UP] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_STOPPED, false },
		[CALL_BREAK_OFF] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_STOPPED, false },
		[CALL_TURN_AWAY] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_TURNED_AWAY, false },
		[CALL_ALL_ARRIVED] = { .expects = IS_IGNORED },
		[CALL_VIOLATED] = { .expects = IS_IGNORED },
		[CALL_TIMED_OUT] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_DIAL_TIMEOUT, false },
		[CALL_WENT_DEAD] = { .expects = IS_IGNORED },
		[CALL_STREAM_ENDED] = { .expects = IS_IGNORED },
		[CALL_LINE_BROKE] = { .expects = IS_IGNORED },
		[CALL_RESUME_CAME] = { .expects = IS_IGNORED },
		[CALL_RESUMED_CAME] = { .expects = IS_IGNORED },
	},
	[CALL_ANNOUNCED] = {
		[CALL_CONNECTED] = { .expects = IS_IGNORED },
		[CALL_UNREACHABLE] = { .expects = IS_IGNORED },
		[CALL_RING_CAME] = { .expects = IS_IGNORED },
		[CALL_RING_CAME_HELD] = { .expects = IS_IGNORED },
		[CALL_RING_FREED] = { .expects = IS_IGNORED },
		[CALL_RINGING_CAME] = { HAPPENS, CALL_RINGS_THERE, AT_RING_THERE, CALL_SAY_NOTHING, 0, OUTCOME_NONE, false },
		[CALL_ANSWER_CAME] = { .expects = IS_IGNORED },
		[CALL_REFUSAL_CAME] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_NOTHING, 0, OUTCOME_OTHER_VERSION, false },
		[CALL_GOODBYE_CAME] = { .expects = IS_IGNORED },
		[CALL_PICK_UP] = { .expects = IS_IGNORED },
		[CALL_HANG_UP] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_NORMAL, OUTCOME_STOPPED, false },
		[CALL_BREAK_OFF] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_REFUSAL, CAUSE_LINE_LOST, OUTCOME_STOPPED, true },
		[CALL_TURN_AWAY] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_BUSY, OUTCOME_TURNED_AWAY, false },
		[CALL_ALL_ARRIVED] = { .expects = IS_IGNORED },
		[CALL_VIOLATED] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_PROTOCOL_ERROR, OUTCOME_PROTOCOL, false },
		[CALL_TIMED_OUT] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_NORMAL, OUTCOME_SILENT, false },
		[CALL_WENT_DEAD] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_SILENT, true },
		[CALL_STREAM_ENDED] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_HUNG_UP_ON, false },
		[CALL_LINE_BROKE] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_HUNG_UP_ON, false },
		[CALL_RESUME_CAME] = { .expects = IS_IGNORED },
		[CALL_RESUMED_CAME] = { .expects = IS_IGNORED },
	},
	[CALL_RINGS_THERE] = {
		[CALL_CONNECTED] = { .expects = IS_IGNORED },
		[CALL_UNREACHABLE] = { .expects = IS_IGNORED },
		[CALL_RING_CAME] = { .expects = IS_IGNORED },
		[CALL_RING_CAME_HELD] = { .expects = IS_IGNORED },
		[CALL_RING_FREED] = { .expects = IS_IGNORED },
		[CALL_RINGING_CAME] = { .expects = IS_IGNORED },
		[CALL_ANSWER_CAME] = { HAPPENS, CALL_TALKING, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_NONE, false },
		[CALL_REFUSAL_CAME] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_NOTHING, 0, OUTCOME_OTHER_VERSION, false },
		[CALL_GOODBYE_CAME] = { .expects = IS_IGNORED },
		[CALL_PICK_UP] = { .expects = IS_IGNORED },
		[CALL_HANG_UP] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_NORMAL, OUTCOME_STOPPED, false },
		[CALL_BREAK_OFF] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_REFUSAL, CAUSE_LINE_LOST, OUTCOME_STOPPED, true },
		[CALL_TURN_AWAY] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_BUSY, OUTCOME_TURNED_AWAY, false },
		[CALL_ALL_ARRIVED] = { .expects = IS_IGNORED },
		[CALL_VIOLATED] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_PROTOCOL_ERROR, OUTCOME_PROTOCOL, false },
		[CALL_TIMED_OUT] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_NO_ANSWER, OUTCOME_NO_ANSWER, false },
		[CALL_WENT_DEAD] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_DEAD, true },
		[CALL_STREAM_ENDED] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_LOST, false },
		[CALL_LINE_BROKE] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_LOST, false },
		[CALL_RESUME_CAME] = { .expects = IS_IGNORED },
		[CALL_RESUMED_CAME] = { .expects = IS_IGNORED },
	},
	[CALL_EXPECTING] = {
		[CALL_CONNECTED] = { .expects = IS_IGNORED },
		[CALL_UNREACHABLE] = { .expects = IS_IGNORED },
		[CALL_RING_CAME] = { HAPPENS, CALL_RINGS_HERE, AT_RING, CALL_SAY_RINGING, 0, OUTCOME_NONE, false },
		[CALL_RING_CAME_HELD] = { HAPPENS, CALL_HELD_BACK, AT_RING, CALL_SAY_RINGING, 0, OUTCOME_NONE, false },
		[CALL_RING_FREED] = { .expects = IS_IGNORED },
		[CALL_RINGING_CAME] = { .expects = IS_IGNORED },
		[CALL_ANSWER_CAME] = { .expects = IS_IGNORED },
		[CALL_REFUSAL_CAME] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_NOTHING, 0, OUTCOME_CLOSED, false },
		[CALL_GOODBYE_CAME] = { .expects = IS_IGNORED },
		[CALL_PICK_UP] = { .expects = IS_IGNORED },
		[CALL_HANG_UP] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_DECLINED, OUTCOME_DECLINED, false },
		[CALL_BREAK_OFF] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_DECLINED, OUTCOME_DECLINED, false },
		[CALL_TURN_AWAY] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_BUSY, OUTCOME_TURNED_AWAY, false },
		[CALL_ALL_ARRIVED] = { .expects = IS_IGNORED },
		[CALL_VIOLATED] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_PROTOCOL_ERROR, OUTCOME_PROTOCOL, false },
		[CALL_TIMED_OUT] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_CLOSED, false },
		[CALL_WENT_DEAD] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_CLOSED, false },
		[CALL_STREAM_ENDED] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_CLOSED, false },
		[CALL_LINE_BROKE] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_CLOSED, false },
		[CALL_RESUME_CAME] = { .expects = IS_IGNORED },
		[CALL_RESUMED_CAME] = { .expects = IS_IGNORED },
	},
	[CALL_RINGS_HERE] = {
		[CALL_CONNECTED] = { .expects = IS_IGNORED },
		[CALL_UNREACHABLE] = { .expects = IS_IGNORED },
		[CALL_RING_CAME] = { .expects = IS_IGNORED },
		[CALL_RING_CAME_HELD] = { .expects = IS_IGNORED },
		[CALL_RING_FREED] = { .expects = IS_IGNORED },
		[CALL_RINGING_CAME] = { .expects = IS_IGNORED },
		[CALL_ANSWER_CAME] = { .expects = IS_IGNORED },
		[CALL_REFUSAL_CAME] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_NOTHING, 0, OUTCOME_CALLER_LEFT, false },
		[CALL_GOODBYE_CAME] = { .expects = IS_IGNORED },
		[CALL_PICK_UP] = { HAPPENS, CALL_TALKING, AT_NEVER, CALL_SAY_ANSWER, 0, OUTCOME_NONE, false },
		[CALL_HANG_UP] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_DECLINED, OUTCOME_DECLINED, false },
		[CALL_BREAK_OFF] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_REFUSAL, CAUSE_LINE_LOST, OUTCOME_DECLINED, true },
		[CALL_TURN_AWAY] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_BUSY, OUTCOME_TURNED_AWAY, false },
		[CALL_ALL_ARRIVED] = { .expects = IS_IGNORED },
		[CALL_VIOLATED] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_PROTOCOL_ERROR, OUTCOME_PROTOCOL, false },
		[CALL_TIMED_OUT] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_NO_ANSWER, OUTCOME_MISSED, false },
		[CALL_WENT_DEAD] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_CALLER_LEFT, true },
		[CALL_STREAM_ENDED] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_CALLER_LEFT, false },
		[CALL_LINE_BROKE] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_CALLER_LEFT, false },
		[CALL_RESUME_CAME] = { .expects = IS_IGNORED },
		[CALL_RESUMED_CAME] = { .expects = IS_IGNORED },
	},
	[CALL_HELD_BACK] = {
		[CALL_CONNECTED] = { .expects = IS_IGNORED },
		[CALL_UNREACHABLE] = { .expects = IS_IGNORED },
		[CALL_RING_CAME] = { .expects = IS_IGNORED },
		[CALL_RING_CAME_HELD] = { .expects = IS_IGNORED },
		[CALL_RING_FREED] = { HAPPENS, CALL_RINGS_HERE, AT_SAME, CALL_SAY_NOTHING, 0, OUTCOME_NONE, false },
		[CALL_RINGING_CAME] = { .expects = IS_IGNORED },
		[CALL_ANSWER_CAME] = { .expects = IS_IGNORED },
		[CALL_REFUSAL_CAME] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_NOTHING, 0, OUTCOME_CALLER_LEFT, false },
		[CALL_GOODBYE_CAME] = { .expects = IS_IGNORED },
		[CALL_PICK_UP] = { HAPPENS, CALL_TALKING, AT_NEVER, CALL_SAY_ANSWER, 0, OUTCOME_NONE, false },
		[CALL_HANG_UP] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_DECLINED, OUTCOME_DECLINED, false },
		[CALL_BREAK_OFF] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_REFUSAL, CAUSE_LINE_LOST, OUTCOME_DECLINED, true },
		[CALL_TURN_AWAY] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_BUSY, OUTCOME_TURNED_AWAY, false },
		[CALL_ALL_ARRIVED] = { .expects = IS_IGNORED },
		[CALL_VIOLATED] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_PROTOCOL_ERROR, OUTCOME_PROTOCOL, false },
		[CALL_TIMED_OUT] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_NO_ANSWER, OUTCOME_MISSED, false },
		[CALL_WENT_DEAD] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_CALLER_LEFT, true },
		[CALL_STREAM_ENDED] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_CALLER_LEFT, false },
		[CALL_LINE_BROKE] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_CALLER_LEFT, false },
		[CALL_RESUME_CAME] = { .expects = IS_IGNORED },
		[CALL_RESUMED_CAME] = { .expects = IS_IGNORED },
	},
	[CALL_TALKING] = {
		[CALL_CONNECTED] = { .expects = IS_IGNORED },
		[CALL_UNREACHABLE] = { .expects = IS_IGNORED },
		[CALL_RING_CAME] = { .expects = IS_IGNORED },
		[CALL_RING_CAME_HELD] = { .expects = IS_IGNORED },
		[CALL_RING_FREED] = { .expects = IS_IGNORED },
		[CALL_RINGING_CAME] = { .expects = IS_IGNORED },
		[CALL_ANSWER_CAME] = { .expects = IS_IGNORED },
		[CALL_REFUSAL_CAME] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_NOTHING, 0, OUTCOME_OTHER_VERSION, false },
		[CALL_GOODBYE_CAME] = { HAPPENS, CALL_PARTING, AT_NEVER, CALL_SAY_GOODBYE, CAUSE_NORMAL, OUTCOME_NONE, false },
		[CALL_PICK_UP] = { .expects = IS_IGNORED },
		[CALL_HANG_UP] = { HAPPENS, CALL_LEAVING, AT_NEVER, CALL_SAY_GOODBYE, CAUSE_NORMAL, OUTCOME_NONE, false },
		[CALL_BREAK_OFF] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_REFUSAL, CAUSE_LINE_LOST, OUTCOME_BROKE_OFF, true },
		[CALL_TURN_AWAY] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_BUSY, OUTCOME_TURNED_AWAY, false },
		[CALL_ALL_ARRIVED] = { .expects = IS_IGNORED },
		[CALL_VIOLATED] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_PROTOCOL_ERROR, OUTCOME_PROTOCOL, false },
		[CALL_TIMED_OUT] = { .expects = IS_IGNORED },
		[CALL_WENT_DEAD] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_DEAD, true },
		[CALL_STREAM_ENDED] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_LOST, false },
		[CALL_LINE_BROKE] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_LOST, false },
		[CALL_RESUME_CAME] = { .expects = IS_IGNORED },
		[CALL_RESUMED_CAME] = { .expects = IS_IGNORED },
	},
	[CALL_LEAVING] = {
		[CALL_CONNECTED] = { .expects = IS_IGNORED },
		[CALL_UNREACHABLE] = { .expects = IS_IGNORED },
		[CALL_RING_CAME] = { .expects = IS_IGNORED },
		[CALL_RING_CAME_HELD] = { .expects = IS_IGNORED },
		[CALL_RING_FREED] = { .expects = IS_IGNORED },
		[CALL_RINGING_CAME] = { .expects = IS_IGNORED },
		[CALL_ANSWER_CAME] = { .expects = IS_IGNORED },
		[CALL_REFUSAL_CAME] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_NOTHING, 0, OUTCOME_OTHER_VERSION, false },
		[CALL_GOODBYE_CAME] = { HAPPENS, CALL_PARTING, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_NONE, false },
		[CALL_PICK_UP] = { .expects = IS_IGNORED },
		[CALL_HANG_UP] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_REFUSAL, CAUSE_LINE_LOST, OUTCOME_BROKE_OFF, true },
		[CALL_BREAK_OFF] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_REFUSAL, CAUSE_LINE_LOST, OUTCOME_BROKE_OFF, true },
		[CALL_TURN_AWAY] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_BUSY, OUTCOME_TURNED_AWAY, false },
		[CALL_ALL_ARRIVED] = { .expects = IS_IGNORED },
		[CALL_VIOLATED] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_PROTOCOL_ERROR, OUTCOME_PROTOCOL, false },
		[CALL_TIMED_OUT] = { .expects = IS_IGNORED },
		[CALL_WENT_DEAD] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_DEAD, true },
		[CALL_STREAM_ENDED] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_LOST, false },
		[CALL_LINE_BROKE] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_LOST, false },
		[CALL_RESUME_CAME] = { .expects = IS_IGNORED },
		[CALL_RESUMED_CAME] = { .expects = IS_IGNORED },
	},
	[CALL_PARTING] = {
		[CALL_CONNECTED] = { .expects = IS_IGNORED },
		[CALL_UNREACHABLE] = { .expects = IS_IGNORED },
		[CALL_RING_CAME] = { .expects = IS_IGNORED },
		[CALL_RING_CAME_HELD] = { .expects = IS_IGNORED },
		[CALL_RING_FREED] = { .expects = IS_IGNORED },
		[CALL_RINGING_CAME] = { .expects = IS_IGNORED },
		[CALL_ANSWER_CAME] = { .expects = IS_IGNORED },
		[CALL_REFUSAL_CAME] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_NOTHING, 0, OUTCOME_OTHER_VERSION, false },
		[CALL_GOODBYE_CAME] = { .expects = IS_IGNORED },
		[CALL_PICK_UP] = { .expects = IS_IGNORED },
		[CALL_HANG_UP] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_REFUSAL, CAUSE_LINE_LOST, OUTCOME_BROKE_OFF, true },
		[CALL_BREAK_OFF] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_REFUSAL, CAUSE_LINE_LOST, OUTCOME_BROKE_OFF, true },
		[CALL_TURN_AWAY] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_BUSY, OUTCOME_TURNED_AWAY, false },
		[CALL_ALL_ARRIVED] = { HAPPENS, CALL_DONE, AT_DEAD, CALL_SAY_NOTHING, 0, OUTCOME_ENDED, false },
		[CALL_VIOLATED] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_PROTOCOL_ERROR, OUTCOME_PROTOCOL, false },
		[CALL_TIMED_OUT] = { .expects = IS_IGNORED },
		[CALL_WENT_DEAD] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_DEAD, true },
		[CALL_STREAM_ENDED] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_LOST, false },
		[CALL_LINE_BROKE] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_LOST, false },
		[CALL_RESUME_CAME] = { .expects = IS_IGNORED },
		[CALL_RESUMED_CAME] = { .expects = IS_IGNORED },
	},
	[CALL_DONE] = {
		[CALL_CONNECTED] = { .expects = IS_IGNORED },
		[CALL_UNREACHABLE] = { .expects = IS_IGNORED },
		[CALL_RING_CAME] = { .expects = IS_IGNORED },
		[CALL_RING_CAME_HELD] = { .expects = IS_IGNORED },
		[CALL_RING_FREED] = { .expects = IS_IGNORED },
		[CALL_RINGING_CAME] = { .expects = IS_IGNORED },
		[CALL_ANSWER_CAME] = { .expects = IS_IGNORED },
		[CALL_REFUSAL_CAME] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_ENDED, false },
		[CALL_GOODBYE_CAME] = { .expects = IS_IGNORED },
		[CALL_PICK_UP] = { .expects = IS_IGNORED },
		[CALL_HANG_UP] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_ENDED, false },
		[CALL_BREAK_OFF] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_ENDED, false },
		[CALL_TURN_AWAY] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_BUSY, OUTCOME_ENDED, false },
		[CALL_ALL_ARRIVED] = { .expects = IS_IGNORED },
		[CALL_VIOLATED] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_PROTOCOL_ERROR, OUTCOME_ENDED, false },
		[CALL_TIMED_OUT] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_ENDED, true },
		[CALL_WENT_DEAD] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_ENDED, true },
		[CALL_STREAM_ENDED] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_ENDED, false },
		[CALL_LINE_BROKE] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_ENDED, false },
		[CALL_RESUME_CAME] = { .expects = IS_IGNORED },
		[CALL_RESUMED_CAME] = { .expects = IS_IGNORED },
	},
	[CALL_DRAINING] = {
		[CALL_CONNECTED] = { .expects = IS_IGNORED },
		[CALL_UNREACHABLE] = { .expects = IS_IGNORED },
		[CALL_RING_CAME] = { .expects = IS_IGNORED },
		[CALL_RING_CAME_HELD] = { .expects = IS_IGNORED },
		[CALL_RING_FREED] = { .expects = IS_IGNORED },
		[CALL_RINGING_CAME] = { .expects = IS_IGNORED },
		[CALL_ANSWER_CAME] = { .expects = IS_IGNORED },
		[CALL_REFUSAL_CAME] = { .expects = IS_IGNORED },
		[CALL_GOODBYE_CAME] = { .expects = IS_IGNORED },
		[CALL_PICK_UP] = { .expects = IS_IGNORED },
		[CALL_HANG_UP] = { .expects = IS_IGNORED },
		[CALL_BREAK_OFF] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_BUSY, true },
		[CALL_TURN_AWAY] = { .expects = IS_IGNORED },
		[CALL_ALL_ARRIVED] = { .expects = IS_IGNORED },
		[CALL_VIOLATED] = { .expects = IS_IGNORED },
		[CALL_TIMED_OUT] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_BUSY, false },
		[CALL_WENT_DEAD] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_BUSY, true },
		[CALL_STREAM_ENDED] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_BUSY, false },
		[CALL_LINE_BROKE] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_BUSY, false },
		[CALL_RESUME_CAME] = { .expects = IS_IGNORED },
		[CALL_RESUMED_CAME] = { .expects = IS_IGNORED },
	},
	[CALL_OVER] = {
		[CALL_CONNECTED] = { .expects = IS_IGNORED },
		[CALL_UNREACHABLE] = { .expects = IS_IGNORED },
		[CALL_RING_CAME] = { .expects = IS_IGNORED },
		[CALL_RING_CAME_HELD] = { .expects = IS_IGNORED },
		[CALL_RING_FREED] = { .expects = IS_IGNORED },
		[CALL_RINGING_CAME] = { .expects = IS_IGNORED },
		[CALL_ANSWER_CAME] = { .expects = IS_IGNORED },
		[CALL_REFUSAL_CAME] = { .expects = IS_IGNORED },
		[CALL_GOODBYE_CAME] = { .expects = IS_IGNORED },
		[CALL_PICK_UP] = { .expects = IS_IGNORED },
		[CALL_HANG_UP] = { .expects = IS_IGNORED },
		[CALL_BREAK_OFF] = { .expects = IS_IGNORED },
		[CALL_TURN_AWAY] = { .expects = IS_IGNORED },
		[CALL_ALL_ARRIVED] = { .expects = IS_IGNORED },
		[CALL_VIOLATED] = { .expects = IS_IGNORED },
		[CALL_TIMED_OUT] = { .expects = IS_IGNORED },
		[CALL_WENT_DEAD] = { .expects = IS_IGNORED },
		[CALL_STREAM_ENDED] = { .expects = IS_IGNORED },
		[CALL_LINE_BROKE] = { .expects = IS_IGNORED },
		[CALL_RESUME_CAME] = { .expects = IS_IGNORED },
		[CALL_RESUMED_CAME] = { .expects = IS_IGNORED },
	},
	[CALL_OPEN] = {
		[CALL_CONNECTED] = { .expects = IS_IGNORED },
		[CALL_UNREACHABLE] = { .expects = IS_IGNORED },
		[CALL_RING_CAME] = { .expects = IS_IGNORED },
		[CALL_RING_CAME_HELD] = { .expects = IS_IGNORED },
		[CALL_RING_FREED] = { .expects = IS_IGNORED },
		[CALL_RINGING_CAME] = { .expects = IS_IGNORED },
		[CALL_ANSWER_CAME] = { .expects = IS_IGNORED },
		[CALL_REFUSAL_CAME] = { .expects = IS_IGNORED },
		[CALL_GOODBYE_CAME] = { .expects = IS_IGNORED },
		[CALL_PICK_UP] = { .expects = IS_IGNORED },
		[CALL_HANG_UP] = { HAPPENS, CALL_CLOSING, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_NONE, false },
		[CALL_BREAK_OFF] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_BROKE_OFF, true },
		[CALL_TURN_AWAY] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_TURNED_AWAY, false },
		[CALL_ALL_ARRIVED] = { .expects = IS_IGNORED },
		[CALL_VIOLATED] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_PROTOCOL, false },
		[CALL_TIMED_OUT] = { .expects = IS_IGNORED },
		[CALL_WENT_DEAD] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_DEAD, true },
		[CALL_STREAM_ENDED] = { HAPPENS, CALL_EMPTYING, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_NONE, false },
		[CALL_LINE_BROKE] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_LOST, false },
		[CALL_RESUME_CAME] = { .expects = IS_IGNORED },
		[CALL_RESUMED_CAME] = { .expects = IS_IGNORED },
	},
	[CALL_CLOSING] = {
		[CALL_CONNECTED] = { .expects = IS_IGNORED },
		[CALL_UNREACHABLE] = { .expects = IS_IGNORED },
		[CALL_RING_CAME] = { .expects = IS_IGNORED },
		[CALL_RING_CAME_HELD] = { .expects = IS_IGNORED },
		[CALL_RING_FREED] = { .expects = IS_IGNORED },
		[CALL_RINGING_CAME] = { .expects = IS_IGNORED },
		[CALL_ANSWER_CAME] = { .expects = IS_IGNORED },
		[CALL_REFUSAL_CAME] = { .expects = IS_IGNORED },
		[CALL_GOODBYE_CAME] = { .expects = IS_IGNORED },
		[CALL_PICK_UP] = { .expects = IS_IGNORED },
		[CALL_HANG_UP] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_BROKE_OFF, true },
		[CALL_BREAK_OFF] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_BROKE_OFF, true },
		[CALL_TURN_AWAY] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_TURNED_AWAY, false },
		[CALL_ALL_ARRIVED] = { .expects = IS_IGNORED },
		[CALL_VIOLATED] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_PROTOCOL, false },
		[CALL_TIMED_OUT] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_ENDED, false },
		[CALL_WENT_DEAD] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_DEAD, true },
		[CALL_STREAM_ENDED] = { HAPPENS, CALL_EMPTYING, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_NONE, false },
		[CALL_LINE_BROKE] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_LOST, false },
		[CALL_RESUME_CAME] = { .expects = IS_IGNORED },
		[CALL_RESUMED_CAME] = { .expects = IS_IGNORED },
	},
	[CALL_EMPTYING] = {
		[CALL_CONNECTED] = { .expects = IS_IGNORED },
		[CALL_UNREACHABLE] = { .expects = IS_IGNORED },
		[CALL_RING_CAME] = { .expects = IS_IGNORED },
		[CALL_RING_CAME_HELD] = { .expects = IS_IGNORED },
		[CALL_RING_FREED] = { .expects = IS_IGNORED },
		[CALL_RINGING_CAME] = { .expects = IS_IGNORED },
		[CALL_ANSWER_CAME] = { .expects = IS_IGNORED },
		[CALL_REFUSAL_CAME] = { .expects = IS_IGNORED },
		[CALL_GOODBYE_CAME] = { .expects = IS_IGNORED },
		[CALL_PICK_UP] = { .expects = IS_IGNORED },
		[CALL_HANG_UP] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_BROKE_OFF, true },
		[CALL_BREAK_OFF] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_BROKE_OFF, true },
		[CALL_TURN_AWAY] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_TURNED_AWAY, false },
		[CALL_ALL_ARRIVED] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_ENDED, false },
		[CALL_VIOLATED] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_PROTOCOL, false },
		[CALL_TIMED_OUT] = { .expects = IS_IGNORED },
		[CALL_WENT_DEAD] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_DEAD, true },
		[CALL_STREAM_ENDED] = { .expects = IS_IGNORED },
		[CALL_LINE_BROKE] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_LOST, false },
		[CALL_RESUME_CAME] = { .expects = IS_IGNORED },
		[CALL_RESUMED_CAME] = { .expects = IS_IGNORED },
	},
	[CALL_HANDING] = {
		[CALL_CONNECTED] = { .expects = IS_IGNORED },
		[CALL_UNREACHABLE] = { .expects = IS_IGNORED },
		[CALL_RING_CAME] = { .expects = IS_IGNORED },
		[CALL_RING_CAME_HELD] = { .expects = IS_IGNORED },
		[CALL_RING_FREED] = { .expects = IS_IGNORED },
		[CALL_RINGING_CAME] = { .expects = IS_IGNORED },
		[CALL_ANSWER_CAME] = { HAPPENS, CALL_PASSING, AT_PASS, CALL_SAY_NOTHING, 0, OUTCOME_NONE, false },
		[CALL_REFUSAL_CAME] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_NOTHING, 0, OUTCOME_OTHER_VERSION, false },
		[CALL_GOODBYE_CAME] = { .expects = IS_IGNORED },
		[CALL_PICK_UP] = { .expects = IS_IGNORED },
		[CALL_HANG_UP] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_NORMAL, OUTCOME_STOPPED, false },
		[CALL_BREAK_OFF] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_REFUSAL, CAUSE_LINE_LOST, OUTCOME_BROKE_OFF, true },
		[CALL_TURN_AWAY] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_BUSY, OUTCOME_TURNED_AWAY, false },
		[CALL_ALL_ARRIVED] = { .expects = IS_IGNORED },
		[CALL_VIOLATED] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_PROTOCOL_ERROR, OUTCOME_PROTOCOL, false },
		[CALL_TIMED_OUT] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_NORMAL, OUTCOME_SILENT, false },
		[CALL_WENT_DEAD] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_SILENT, true },
		[CALL_STREAM_ENDED] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_HUNG_UP_ON, false },
		[CALL_LINE_BROKE] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_HUNG_UP_ON, false },
		[CALL_RESUME_CAME] = { .expects = IS_IGNORED },
		[CALL_RESUMED_CAME] = { .expects = IS_IGNORED },
	},
	[CALL_PASSING] = {
		[CALL_CONNECTED] = { .expects = IS_IGNORED },
		[CALL_UNREACHABLE] = { .expects = IS_IGNORED },
		[CALL_RING_CAME] = { .expects = IS_IGNORED },
		[CALL_RING_CAME_HELD] = { .expects = IS_IGNORED },
		[CALL_RING_FREED] = { .expects = IS_IGNORED },
		[CALL_RINGING_CAME] = { .expects = IS_IGNORED },
		[CALL_ANSWER_CAME] = { .expects = IS_IGNORED },
		[CALL_REFUSAL_CAME] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_NOTHING, 0, OUTCOME_OTHER_VERSION, false },
		[CALL_GOODBYE_CAME] = { HAPPENS, CALL_PASSING, AT_DRAIN, CALL_SAY_NOTHING, 0, OUTCOME_NONE, false },
		[CALL_PICK_UP] = { .expects = IS_IGNORED },
		[CALL_HANG_UP] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_NORMAL, OUTCOME_ENDED, false },
		[CALL_BREAK_OFF] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_REFUSAL, CAUSE_LINE_LOST, OUTCOME_BROKE_OFF, true },
		[CALL_TURN_AWAY] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_BUSY, OUTCOME_TURNED_AWAY, false },
		[CALL_ALL_ARRIVED] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_NORMAL, OUTCOME_ENDED, false },
		[CALL_VIOLATED] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_PROTOCOL_ERROR, OUTCOME_PROTOCOL, false },
		[CALL_TIMED_OUT] = { HAPPENS, CALL_DRAINING, AT_DRAIN, CALL_SAY_REFUSAL, CAUSE_NORMAL, OUTCOME_DEAD, false },
		[CALL_WENT_DEAD] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_DEAD, true },
		[CALL_STREAM_ENDED] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_LOST, false },
		[CALL_LINE_BROKE] = { HAPPENS, CALL_OVER, AT_NEVER, CALL_SAY_NOTHING, 0, OUTCOME_LOST, false },
		[CALL_RESUME_CAME] = { .expects = IS_IGNORED },
		[CALL_RESUMED_CAME] = { .expects = IS_IGNORED },
	},
};
/* clang-format on */

static const enum call_outcome with[CALL_EVENT_COUNT] = {
	[CALL_UNREACHABLE] = OUTCOME_NOT_IN_SERVICE,
	/* One that would have a cause, if it were our word. */
	[CALL_REFUSAL_CAME] = OUTCOME_OTHER_VERSION,
	[CALL_TURN_AWAY] = OUTCOME_TURNED_AWAY,
	[CALL_VIOLATED] = OUTCOME_PROTOCOL,
};

static bool
is_callees(enum call_state state)
{
	return state == CALL_EXPECTING || state == CALL_RINGS_HERE ||
	    state == CALL_HELD_BACK;
}

static struct call
call_in(enum call_state state)
{
	struct call call;
	call_init(&call, is_callees(state) ? CALL_CALLEE : CALL_CALLER, false,
	    &timers_standard, NOW);
	/* What a dropped line does to a call is resume_test's. */
	call.resumes = false;
	call.state = state;
	call.deadline = DUE;
	call.was_answered = state >= CALL_TALKING && state <= CALL_DONE;
	call.was_hung_up = state == CALL_LEAVING || state == CALL_PARTING;
	if (state == CALL_DONE)
		call.outcome = OUTCOME_ENDED;
	if (state == CALL_DRAINING || state == CALL_OVER)
		call.outcome = OUTCOME_BUSY;
	return call;
}

static int64_t
moment(enum expected_deadline deadline)
{
	switch (deadline) {
	case AT_NEVER:
		return CLOCK_NEVER;
	case AT_SAME:
		return DUE;
	case AT_FIRST_FRAME:
		return NOW + 5000;
	case AT_RING:
		return NOW + 60000;
	case AT_RING_THERE:
		return NOW + 65000;
	case AT_DRAIN:
		return NOW + 1000;
	case AT_DEAD:
		return NOW + 15000;
	case AT_PASS:
		return NOW + 75000;
	}
	return 0;
}

static void
check_pair(enum call_state state, enum call_event event)
{
	const struct expectation *row = &table[state][event];
	struct call call = call_in(state), before = call;
	struct call_action action = call_happen(&call, event, with[event], NOW);
	bool is_ignored = row->expects == IS_IGNORED;
	ck_assert_msg(row->expects != IS_FORGOTTEN, "state %d, event %d", state,
	    event);
	ck_assert_msg(call.state == (is_ignored ? state : row->next) &&
		action.say == (is_ignored ? CALL_SAY_NOTHING : row->say) &&
		action.cause == row->cause &&
		call.outcome == (is_ignored ? before.outcome : row->outcome) &&
		call.with_reset == row->with_reset &&
		call.deadline == (is_ignored ? DUE : moment(row->deadline)),
	    "state %d, event %d: now %d, says %d cause %d, outcome %d,"
	    " reset %d, deadline %lld",
	    state, event, call.state, action.say, action.cause, call.outcome,
	    call.with_reset, (long long)(call.deadline - NOW));
	if (call.outcome != before.outcome)
		ck_assert_int_eq(call.ended_at, NOW);
}

START_TEST(every_event_does_in_every_state_what_the_table_says)
{
	for (int event = 0; event < CALL_EVENT_COUNT; event++)
		check_pair((enum call_state)_i, (enum call_event)event);
}
END_TEST

START_TEST(a_callee_that_is_done_reads_to_the_end)
{
	struct call call = call_in(CALL_PARTING);
	call.side = CALL_CALLEE;
	struct call_action action =
	    call_happen(&call, CALL_ALL_ARRIVED, OUTCOME_NONE, NOW);
	ck_assert_int_eq(action.say, CALL_SAY_NOTHING);
	ck_assert_int_eq(call.state, CALL_DRAINING);
	ck_assert_int_eq(call.outcome, OUTCOME_ENDED);
	ck_assert_int_eq(call.deadline, NOW + 1000);
}
END_TEST

START_TEST(hanging_up_where_they_were_faster_breaks_nothing_off)
{
	struct call call = call_in(CALL_TALKING);
	call_happen(&call, CALL_GOODBYE_CAME, OUTCOME_NONE, NOW);
	call_happen(&call, CALL_HANG_UP, OUTCOME_NONE, NOW);
	ck_assert_int_eq(call.state, CALL_PARTING);
	ck_assert_int_eq(call.outcome, OUTCOME_NONE);
	call_happen(&call, CALL_HANG_UP, OUTCOME_NONE, NOW);
	ck_assert_int_eq(call.outcome, OUTCOME_BROKE_OFF);
	ck_assert(call.with_reset);
}
END_TEST

START_TEST(a_refusal_in_a_call_tells_what_was_broken_or_that_it_was_broken_off)
{
	for (int outcome = 0; outcome < OUTCOME_COUNT; outcome++) {
		struct call call = call_in(CALL_TALKING);
		call.resumes = true;
		call_happen(&call, CALL_REFUSAL_CAME,
		    (enum call_outcome)outcome, NOW);
		bool is_kept = outcome == OUTCOME_MY_PROTOCOL ||
		    outcome == OUTCOME_OTHER_VERSION ||
		    outcome == OUTCOME_FORGOTTEN;
		ck_assert_int_eq(call.outcome,
		    is_kept ? outcome : (int)OUTCOME_THEY_BROKE_OFF);
	}
}
END_TEST

START_TEST(a_call_begins_with_a_dial_or_with_waiting_for_the_first_frame)
{
	struct call call;
	call_init(&call, CALL_CALLER, false, &timers_standard, NOW);
	ck_assert_int_eq(call.state, CALL_DIALLING);
	ck_assert_int_eq(call.deadline, NOW + 10000);
	call_init(&call, CALL_CALLEE, false, &timers_standard, NOW);
	ck_assert_int_eq(call.state, CALL_EXPECTING);
	ck_assert_int_eq(call.deadline, NOW + 5000);
}
END_TEST

START_TEST(the_answer_is_remembered)
{
	struct call caller = call_in(CALL_RINGS_THERE);
	struct call callee = call_in(CALL_RINGS_HERE);
	call_happen(&caller, CALL_ANSWER_CAME, OUTCOME_NONE, NOW + 1);
	call_happen(&callee, CALL_PICK_UP, OUTCOME_NONE, NOW + 2);
	ck_assert(caller.was_answered && caller.answered_at == NOW + 1);
	ck_assert(callee.was_answered && callee.answered_at == NOW + 2);
}
END_TEST

START_TEST(without_ringing_the_connection_is_the_call)
{
	struct call caller, callee;
	call_init(&caller, CALL_CALLER, true, &timers_standard, NOW);
	call_init(&callee, CALL_CALLEE, true, &timers_standard, NOW);
	ck_assert_int_eq(call_happen(&caller, CALL_CONNECTED, OUTCOME_NONE,
			     NOW + 1)
			     .say,
	    CALL_SAY_NOTHING);
	ck_assert_int_eq(call_happen(&callee, CALL_PICK_UP, OUTCOME_NONE,
			     NOW + 2)
			     .say,
	    CALL_SAY_NOTHING);
	ck_assert_int_eq(caller.state, CALL_OPEN);
	ck_assert_int_eq(callee.state, CALL_OPEN);
	ck_assert(caller.was_answered && caller.answered_at == NOW + 1);
	ck_assert(callee.was_answered && callee.answered_at == NOW + 2);
	ck_assert(call_is_talking(&callee) && call_is_alive(&callee));
}
END_TEST

START_TEST(without_ringing_a_caller_is_turned_away_without_a_word)
{
	struct call call;
	call_init(&call, CALL_CALLEE, true, &timers_standard, NOW);
	ck_assert_int_eq(call_happen(&call, CALL_TURN_AWAY, OUTCOME_TURNED_AWAY,
			     NOW)
			     .say,
	    CALL_SAY_NOTHING);
	ck_assert_int_eq(call.state, CALL_OVER);
	ck_assert_int_eq(call.outcome, OUTCOME_TURNED_AWAY);
	ck_assert(!call.was_answered && !call.with_reset);
}
END_TEST

START_TEST(without_ringing_a_dial_fails_like_any_other)
{
	struct call call;
	call_init(&call, CALL_CALLER, true, &timers_standard, NOW);
	call_happen(&call, CALL_TIMED_OUT, OUTCOME_NONE, NOW);
	ck_assert_int_eq(call.outcome, OUTCOME_DIAL_TIMEOUT);
}
END_TEST

/* Who may send what, as the types that may be heard, for the two columns. */
static const struct {
	enum call_state state;
	const char *may_hear;
} hearing[CALL_STATE_COUNT] = {
	{ CALL_DIALLING, "" },
	{ CALL_ANNOUNCED, "RINGING HANGUP " },
	{ CALL_RINGS_THERE, "ANSWER HANGUP PING PONG " },
	{ CALL_EXPECTING, "RING HANGUP RESUME PASS " },
	{ CALL_RINGS_HERE, "HANGUP PING PONG " },
	{ CALL_HELD_BACK, "HANGUP PING PONG " },
	{ CALL_TALKING, "HANGUP TEXT DRAFT ACK PING PONG HOLD " },
	{ CALL_LEAVING, "HANGUP TEXT DRAFT ACK PING PONG HOLD " },
	/* They have said goodbye, and may still break off. */
	{ CALL_PARTING, "HANGUP ACK PING PONG " },
	{ CALL_DONE, "HANGUP ACK PING PONG " },
	{ CALL_DRAINING, "" },
	{ CALL_OVER, "" },
	/* No frames of landline's own. */
	{ CALL_OPEN, "" },
	{ CALL_CLOSING, "" },
	{ CALL_EMPTYING, "" },
	/* Caller's; to a callee nothing is handed over twice. */
	{ CALL_HANDING, "HANGUP ACK PING PONG PASS " },
	{ CALL_PASSING, "HANGUP ACK PING PONG PASS " },
};

static struct call
pass_from(enum call_side side)
{
	struct call call;
	call_init(&call, side, false, &timers_standard, NOW);
	call.is_pass = true;
	call_happen(&call, side == CALL_CALLER ? CALL_CONNECTED : CALL_PICK_UP,
	    OUTCOME_NONE, NOW);
	return call;
}

START_TEST(the_line_of_a_pass_begins_without_a_bell)
{
	struct call caller = pass_from(CALL_CALLER);
	ck_assert_int_eq(caller.state, CALL_HANDING);
	ck_assert_int_eq(caller.deadline, NOW + 5000);
	struct call callee = pass_from(CALL_CALLEE);
	ck_assert_int_eq(callee.state, CALL_PASSING);
	ck_assert_int_eq(callee.deadline, NOW + 75000);
	ck_assert(!call_may_hear(&callee, FRAME_PASS));
	ck_assert(!call_may_hear(&callee, FRAME_TEXT));
}
END_TEST

START_TEST(what_ends_the_line_of_a_pass_after_its_report_ends_it_well)
{
	static const enum call_event ends[] = { CALL_REFUSAL_CAME,
		CALL_STREAM_ENDED, CALL_LINE_BROKE, CALL_TIMED_OUT };
	struct call call = pass_from(CALL_CALLER);
	call_happen(&call, CALL_ANSWER_CAME, OUTCOME_NONE, NOW);
	call_happen(&call, CALL_GOODBYE_CAME, OUTCOME_NONE, NOW);
	ck_assert(call.was_answered);
	call_happen(&call, ends[_i], OUTCOME_REFUSED, NOW);
	ck_assert_int_eq(call.outcome, OUTCOME_ENDED);
}
END_TEST

START_TEST(each_type_may_be_heard_only_where_the_design_lets_it)
{
	struct call call = call_in(hearing[_i].state);
	char heard[256] = "";
	for (unsigned type = 0; type < 256; type++) {
		char spare[8];
		if (!call_may_hear(&call, (uint8_t)type))
			continue;
		strcat(heard, frame_type_name((uint8_t)type, spare));
		strcat(heard, " ");
	}
	ck_assert_int_eq((int)hearing[_i].state, _i);
	ck_assert_str_eq(heard, hearing[_i].may_hear);
}
END_TEST

START_TEST(timers_are_scaled_all_of_them)
{
	struct timers timers = timers_standard;
	ck_assert(timers_scale(&timers, "1/20"));
	ck_assert_int_eq(timers.first_frame_ms, 250);
	ck_assert_int_eq(timers.dial_ms, 500);
	ck_assert_int_eq(timers.ring_ms, 3000);
	ck_assert_int_eq(timers.ring_there_ms, 3250);
	ck_assert_int_eq(timers.ping_ms, 250);
	ck_assert_int_eq(timers.dead_ms, 750);
	ck_assert_int_eq(timers.drain_ms, 50);
	ck_assert_int_eq(timers.stagger_ms, 12);
	ck_assert_int_eq(timers.draft_ms, 5);
	ck_assert_int_eq(timers.quiet_ms, 20);
	ck_assert_int_eq(timers.drip_ms, 10);
	ck_assert_int_eq(timers.drip_most_ms, 200);
	ck_assert_int_eq(timers.trouble_ms, 6000);
	ck_assert_int_eq(timers.redial_ms, 100);
	ck_assert_int_eq(timers.lost_ring_ms, 750);
	ck_assert_int_eq(timers.remember_ms, 6000);
	ck_assert_int_eq(timers.glue_ms, 500);
	ck_assert_int_eq(timers.pass_ms, 3000);
	ck_assert_int_eq(timers.pass_step_ms, 25);
	ck_assert(timers_scale(&timers, "1/1000"));
	ck_assert_int_eq(timers.draft_ms, 1);
	ck_assert(timers_scale(&timers, "1000/1"));
	ck_assert_int_eq(timers.draft_ms, 100000);
	ck_assert_int_eq(timers.ring_ms, 60000000);
}
END_TEST

START_TEST(one_timer_can_be_scaled_by_its_name)
{
	struct timers timers = { 0 };
	ck_assert(timers_scale(&timers, "ring=1/20"));
	ck_assert_int_eq(timers.ring_ms, 3000);
	ck_assert_int_eq(timers.ring_there_ms, 65000);
	ck_assert_int_eq(timers.dead_ms, 15000);
	ck_assert(timers_scale(&timers, "1/20,dead=2/1,glue=1/10"));
	ck_assert_int_eq(timers.ring_ms, 3000);
	ck_assert_int_eq(timers.dead_ms, 30000);
	ck_assert_int_eq(timers.glue_ms, 1000);
	ck_assert_int_eq(timers.first_frame_ms, 250);
}
END_TEST

START_TEST(timers_are_scaled_by_nothing_else)
{
	static const char *const wrong[] = { "", "20", "1/", "1/0", "1/-1",
		"1/x", "1/20x", "2/20", "1/1001", " 1/2", "1/ 2", "1/+2",
		"1/99999999999999", "1001/1", "0/1", "-2/1", "2/1x", "2", "/1",
		"/", "1/2,", ",1/2", "dead", "dead=", "dead=2", "=1/2",
		"death=1/2", "dea=1/2", "1/2 dead=1/2" };
	struct timers timers = timers_standard;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		ck_assert_msg(!timers_scale(&timers, wrong[i]), "%s", wrong[i]);
	ck_assert_mem_eq(&timers, &timers_standard, sizeof(timers));
}
END_TEST

TCase *
call_tcase(void)
{
	TCase *tcase = tcase_create("call");
	tcase_add_loop_test(tcase,
	    every_event_does_in_every_state_what_the_table_says, 0,
	    CALL_STATE_COUNT);
	tcase_add_test(tcase, a_callee_that_is_done_reads_to_the_end);
	tcase_add_test(tcase,
	    hanging_up_where_they_were_faster_breaks_nothing_off);
	tcase_add_test(tcase,
	    a_refusal_in_a_call_tells_what_was_broken_or_that_it_was_broken_off);
	tcase_add_test(tcase,
	    a_call_begins_with_a_dial_or_with_waiting_for_the_first_frame);
	tcase_add_test(tcase, the_answer_is_remembered);
	tcase_add_test(tcase, without_ringing_the_connection_is_the_call);
	tcase_add_test(tcase,
	    without_ringing_a_caller_is_turned_away_without_a_word);
	tcase_add_test(tcase, without_ringing_a_dial_fails_like_any_other);
	tcase_add_loop_test(tcase,
	    each_type_may_be_heard_only_where_the_design_lets_it, 0,
	    CALL_STATE_COUNT);
	tcase_add_test(tcase, the_line_of_a_pass_begins_without_a_bell);
	tcase_add_loop_test(tcase,
	    what_ends_the_line_of_a_pass_after_its_report_ends_it_well, 0, 4);
	tcase_add_test(tcase, timers_are_scaled_all_of_them);
	tcase_add_test(tcase, one_timer_can_be_scaled_by_its_name);
	tcase_add_test(tcase, timers_are_scaled_by_nothing_else);
	return tcase;
}
