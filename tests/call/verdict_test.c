/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Every type in every state from either side, with every kind of flags,
 * sequence and acknowledgement: the verdict is that of the table "who may
 * send what" in landline(7), written down here a second time.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "../runner.h"
#include "puppet.h"
#include "suite.h"

/* ---- the table ---- */

enum row { CONNECTED, RUNG, TALK, GOODBYE };

/* By row, and by who says it. */
static const char *const may_say[][2] = {
	[CONNECTED] = { "RING RESUME PASS HANGUP", "HANGUP" },
	[RUNG] = { "PING PONG HANGUP", "RINGING ANSWER PING PONG HANGUP" },
	[TALK] = { "TEXT DRAFT ACK PING PONG HOLD HANGUP",
	    "TEXT DRAFT ACK PING PONG HOLD HANGUP" },
	[GOODBYE] = { "ACK PING PONG", "ACK PING PONG" },
};

/* Where alice is, and what that says of the puppet that speaks to her. */
static const struct position {
	enum call_side alice;
	enum call_state state;
	enum row row;
	const char *first;	 /* it must open with this, or with HANGUP */
	const char *no_more;	 /* it has said this, and may only once */
	enum call_state arrived; /* when all of alice's is acknowledged */
} positions[] = {
	{ CALL_CALLER, CALL_ANNOUNCED, RUNG, "RINGING", "", CALL_ANNOUNCED },
	{ CALL_CALLER, CALL_RINGS_THERE, RUNG, "", "RINGING",
	    CALL_RINGS_THERE },
	{ CALL_CALLEE, CALL_EXPECTING, CONNECTED, "RING", "", CALL_EXPECTING },
	{ CALL_CALLEE, CALL_RINGS_HERE, RUNG, "", "", CALL_RINGS_HERE },
	{ CALL_CALLEE, CALL_HELD_BACK, RUNG, "", "", CALL_HELD_BACK },
	{ CALL_CALLER, CALL_TALKING, TALK, "", "", CALL_TALKING },
	{ CALL_CALLEE, CALL_TALKING, TALK, "", "", CALL_TALKING },
	/* Who has said goodbye still hears all that is legal in talking. */
	{ CALL_CALLER, CALL_LEAVING, TALK, "", "", CALL_LEAVING },
	{ CALL_CALLEE, CALL_LEAVING, TALK, "", "", CALL_LEAVING },
	{ CALL_CALLER, CALL_PARTING, GOODBYE, "", "", CALL_DONE },
	{ CALL_CALLEE, CALL_PARTING, GOODBYE, "", "", CALL_DRAINING },
	{ CALL_CALLER, CALL_DONE, GOODBYE, "", "", CALL_DONE },
	{ CALL_CALLEE, CALL_DRAINING, GOODBYE, "", "", CALL_DRAINING },
};

enum { POSITIONS = sizeof positions / sizeof positions[0] };

/* ---- what is tried ---- */

enum sequence { NONE, NEXT, GAP, LAST, REPEAT, SEQUENCES };
enum acknowledgement { OLD, CURRENT, BEYOND, ACKNOWLEDGEMENTS };

static const uint8_t flags[] = { 0, FRAME_SKIP, FRAME_SEALED, 0xfc };

enum { FLAGS = sizeof flags / sizeof flags[0] };

struct trial {
	const struct position *position;
	uint8_t type, flags;
	enum sequence sequence;
	enum acknowledgement acknowledgement;
};

enum verdict { GOES_ON, UNHEARD, REFUSED_88, REFUSED_111 };

static bool
has_word(const char *list, const char *word)
{
	char padded_list[128], padded[16];
	snprintf(padded_list, sizeof padded_list, " %s ", list);
	snprintf(padded, sizeof padded, " %s ", word);
	return strstr(padded_list, padded) != NULL;
}

static bool
may_come(const struct trial *trial)
{
	char spare[8];
	const struct position *position = trial->position;
	const char *name = frame_type_name(trial->type, spare);
	int speaker = position->alice == CALL_CALLER ? 1 : 0;
	/* A refusal may, always: whoever said goodbye may still break off. */
	if (trial->type == FRAME_HANGUP)
		return true;
	if (frame_kind(trial->type) == NULL)
		return trial->flags == FRAME_SKIP && *position->first == '\0';
	return has_word(may_say[position->row][speaker], name) &&
	    !has_word(position->no_more, name) &&
	    (*position->first == '\0' || has_word(position->first, name));
}

static bool
is_numbered_right(const struct trial *trial)
{
	bool is_talk = trial->position->row == TALK;
	bool may_be = is_talk &&
	    (trial->type == FRAME_TEXT || trial->type == FRAME_HANGUP ||
		frame_kind(trial->type) == NULL);
	if (trial->sequence == NONE)
		return trial->type != FRAME_TEXT;
	return may_be && (trial->sequence == NEXT || trial->sequence == REPEAT);
}

static enum verdict
expected(const struct trial *trial)
{
	if (trial->position->state == CALL_DRAINING)
		return UNHEARD;
	/* Whoever hangs up is understood, whatever they speak. */
	if (trial->flags == FRAME_SEALED && trial->type != FRAME_HANGUP)
		return REFUSED_88;
	return may_come(trial) && trial->acknowledgement != BEYOND &&
		is_numbered_right(trial) ?
	    GOES_ON :
	    REFUSED_111;
}

/* ---- and where it leads ---- */

static enum call_state
after_goodbye(const struct trial *trial)
{
	const struct position *position = trial->position;
	/* Alice's own is on its way only now, or was acknowledged before. */
	if (position->state != CALL_LEAVING)
		return CALL_PARTING;
	return position->alice == CALL_CALLER ? CALL_DONE : CALL_DRAINING;
}

static enum call_state
expected_state(const struct trial *trial)
{
	const struct position *position = trial->position;
	switch (trial->type) {
	case FRAME_RING:
		return CALL_RINGS_HERE;
	case FRAME_RINGING:
		return CALL_RINGS_THERE;
	case FRAME_ANSWER:
		return CALL_TALKING;
	case FRAME_HANGUP:
		if (trial->sequence == NEXT)
			return after_goodbye(trial);
		if (trial->sequence == REPEAT)
			break;
		/* The call has ended well, and only its end was missing. */
		return position->state == CALL_DONE ? CALL_OVER : CALL_DRAINING;
	default:
		break;
	}
	return trial->acknowledgement == CURRENT ? position->arrived :
						   position->state;
}

/* ---- trying it ---- */

static size_t
put_payload(const struct puppet *puppet, uint8_t type, uint8_t *payload)
{
	struct frame_card card = {
		.phone_id = PUPPET_PHONE_ID,
		.call_id = puppet->call_id,
	};
	const struct frame_kind *kind = frame_kind(type);
	memset(payload, 0, 64);
	if (type == FRAME_RING || type == FRAME_RINGING)
		return frame_card_encode(payload, &card);
	if (type == FRAME_HANGUP)
		return frame_hangup_encode(payload, CAUSE_NORMAL, "", 0);
	return kind != NULL ? kind->least : 3;
}

static uint32_t
sequence_of(const struct puppet *puppet, enum sequence which)
{
	switch (which) {
	case NONE:
		return 0;
	case NEXT:
		return puppet->said + 1;
	case GAP:
		return puppet->said + 2;
	case REPEAT:
		return puppet->said;
	case LAST:
	case SEQUENCES:
		break;
	}
	return UINT32_MAX;
}

static void
say(struct puppet *puppet, const struct trial *trial)
{
	uint8_t payload[64];
	struct frame_header header = {
		.type = trial->type,
		.flags = trial->flags,
		.sequence = sequence_of(puppet, trial->sequence),
	};
	header.length = (uint32_t)put_payload(puppet, trial->type, payload);
	if (trial->acknowledgement != OLD)
		header.acknowledgement =
		    puppet->heard + (trial->acknowledgement == BEYOND ? 1 : 0);
	puppet_say_header(puppet, &header, payload);
}

static const char *
spell(const struct trial *trial)
{
	static char words[128];
	snprintf(words, sizeof words,
	    "alice %s in state %d, type 0x%02x, flags 0x%02x, sequence %d,"
	    " acknowledgement %d",
	    trial->position->alice == CALL_CALLER ? "dialled" : "was dialled",
	    trial->position->state, trial->type, trial->flags, trial->sequence,
	    trial->acknowledgement);
	return words;
}

/* The cause of alice's refusal, or 0. */
static uint16_t
heard_cause(struct puppet *puppet)
{
	const char *words;
	size_t size;
	uint16_t cause = 0;
	while (puppet_hear(puppet)) {
		if (cause != 0)
			return UINT16_MAX; /* not her last word */
		if (puppet->header.type == FRAME_HANGUP &&
		    puppet->header.sequence == 0)
			cause = frame_hangup_decode(puppet->payload,
			    puppet->header.length, &words, &size);
	}
	return cause;
}

static bool
is_as_expected(struct puppet *puppet, const struct trial *trial)
{
	static const uint16_t causes[] = { 0, 0, CAUSE_INCOMPATIBLE,
		CAUSE_PROTOCOL_ERROR };
	enum verdict verdict = expected(trial);
	const struct party *party = puppet_party(puppet);
	enum call_state state =
	    verdict == GOES_ON ? expected_state(trial) : CALL_DRAINING;
	if (party == NULL) /* it is over, and closed */
		return state == CALL_OVER && heard_cause(puppet) == 0;
	return heard_cause(puppet) == causes[verdict] &&
	    party->call.state == state;
}

static void
attempt(const struct trial *trial)
{
	static struct cable cable;
	static struct puppet puppet;
	cable_init(&cable, CABLE_WHOLE, 1);
	puppet_reach(&puppet, &cable, trial->position->alice,
	    trial->position->state);
	if (trial->position->row == TALK) {
		puppet_say_text(&puppet, "so that there is one to repeat");
		while (puppet_hear(&puppet))
			continue;
	}
	say(&puppet, trial);
	if (!is_as_expected(&puppet, trial))
		ck_abort_msg("%s", spell(trial));
	cable_clear(&cable);
}

/* What has a verdict of its own, and tests of its own for that. */
static bool
is_told_elsewhere(const struct trial *trial)
{
	enum { RESUME = 0x0b, PASS = FRAME_PASS };
	if (trial->position->state == CALL_EXPECTING &&
	    (trial->type == RESUME || trial->type == PASS))
		return true;
	/* Said before the goodbye, and said again: only a resume does that. */
	return trial->sequence == REPEAT && trial->position->row != TALK;
}

static void
attempt_all(struct trial *trial)
{
	for (int i = 0; i < SEQUENCES * ACKNOWLEDGEMENTS * FLAGS; i++) {
		trial->sequence = (enum sequence)(i % SEQUENCES);
		trial->acknowledgement =
		    (enum acknowledgement)(i / SEQUENCES % ACKNOWLEDGEMENTS);
		trial->flags = flags[i / SEQUENCES / ACKNOWLEDGEMENTS];
		if (!is_told_elsewhere(trial))
			attempt(trial);
	}
}

START_TEST(every_frame_in_every_state_has_the_verdict_of_the_table)
{
	struct trial trial = { .position = &positions[_i] };
	for (unsigned type = 0; type <= 0x12; type++) {
		trial.type = (uint8_t)type;
		attempt_all(&trial);
	}
	trial.type = 0xff;
	attempt_all(&trial);
}
END_TEST

TCase *
verdict_tcase(void)
{
	TCase *tcase = tcase_create("verdict");
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase,
	    every_frame_in_every_state_has_the_verdict_of_the_table, 0,
	    POSITIONS);
	return tcase;
}
