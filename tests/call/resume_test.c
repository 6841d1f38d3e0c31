/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * A line is lost, and the call is not: what the caller says and does to go on,
 * what the callee answers, and how it ends when nobody comes back. That no
 * message is lost or doubled is walk_test's.
 */
#include "config.h"

#include "call/switchboard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../runner.h"
#include "base/clock.h"
#include "cable.h"
#include "puppet.h"
#include "suite.h"

struct scene {
	struct cable cable;
	struct puppet puppet;
	struct party *party; /* alice's; it stays where it is */
};

static void
set_scene(struct scene *scene, enum call_side side, enum call_state state)
{
	cable_init(&scene->cable, CABLE_WHOLE, 1);
	puppet_reach(&scene->puppet, &scene->cable, side, state);
	scene->party = puppet_party(&scene->puppet);
}

static struct switchboard *
alice(struct scene *scene)
{
	return &scene->cable.phones[ALICE];
}

/* The line is gone, and nothing has been done about it yet. */
static void
lose_line(struct scene *scene)
{
	cable_cut(&scene->cable, scene->puppet.line, 0, 0);
	cable_deliver(&scene->cable, scene->puppet.line,
	    scene->cable.lines[scene->puppet.line].ends[0].phone == CABLE_TEST);
	ck_assert(call_is_in_trouble(&scene->party->call));
}

/* Alice's newest line becomes the puppet's; she has no other. */
static void
take_her_line(struct scene *scene)
{
	size_t line = cable_line(&scene->cable, ALICE);
	ck_assert_uint_ne(line, CABLE_LINES);
	ck_assert_uint_ne(line, scene->puppet.line);
	scene->puppet.line = line;
	scene->puppet.cable = &scene->cable;
	cable_connect(&scene->cable, line);
	cable_accept(&scene->cable, line);
}

static uint32_t
expect_resume(struct scene *scene)
{
	struct frame_resume resume;
	puppet_expect(&scene->puppet, FRAME_RESUME);
	frame_resume_decode(&resume, scene->puppet.payload);
	ck_assert_uint_eq(scene->puppet.header.sequence, 0);
	ck_assert_uint_eq(resume.call_id, scene->puppet.call_id);
	return resume.attempt;
}

static void
say_resumed(struct scene *scene)
{
	uint8_t payload[FRAME_RESUMED_SIZE];
	bytes_put_u64(payload, scene->puppet.call_id);
	puppet_say(&scene->puppet, FRAME_RESUMED, 0, payload, sizeof(payload));
}

/* The puppet connects anew, and says that it goes on. */
static void
resume_with(struct scene *scene, uint64_t call_id, uint32_t attempt,
    uint32_t acknowledged)
{
	static const uint8_t address[4] = { 192, 0, 2, 99 };
	struct number from = number_ipv4(address, 50001);
	struct frame_resume resume = { call_id, attempt };
	struct frame_header header = {
		.type = FRAME_RESUME,
		.length = FRAME_RESUME_SIZE,
		.acknowledgement = acknowledged,
	};
	uint8_t payload[FRAME_RESUME_SIZE];
	frame_resume_encode(payload, &resume);
	scene->puppet.line = cable_knock(&scene->cable, ALICE, &from);
	puppet_say_header(&scene->puppet, &header, payload);
}

static void
expect_resumed(struct scene *scene, uint32_t acknowledged)
{
	puppet_expect(&scene->puppet, FRAME_RESUMED);
	ck_assert_uint_eq(bytes_take_u64(scene->puppet.payload),
	    scene->puppet.call_id);
	ck_assert_uint_eq(scene->puppet.header.acknowledgement, acknowledged);
}

static bool
has_said(const struct party *party, const char *words)
{
	return cable_has_said(&party->transcript, words);
}

/* ---- the caller redials ---- */

START_TEST(a_caller_redials_at_once_and_then_about_every_two_seconds)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	lose_line(&scene);
	int64_t last = scene.cable.now, least = 10000, most = 0;
	for (uint32_t attempt = 1; attempt <= 20; attempt++) {
		take_her_line(&scene);
		ck_assert_uint_eq(expect_resume(&scene), attempt);
		puppet_expect_nothing(&scene.puppet);
		int64_t due = party_resume_deadline(scene.party);
		size_t before = scene.puppet.line;
		ck_assert_int_ge(due - last, 1600);
		ck_assert_int_le(due - last, 2400);
		least = due - last < least ? due - last : least;
		most = due - last > most ? due - last : most;
		cable_pass(&scene.cable, due - 1 - scene.cable.now);
		ck_assert(!puppet_is_closed(&scene.puppet));
		cable_pass(&scene.cable, 1);
		/* It took too long: it is given up when the next begins. */
		ck_assert(scene.cable.lines[before].ends[0].has_closed);
		ck_assert(puppet_is_reset(&scene.puppet));
		last = due;
	}
	ck_assert_int_lt(least, 1800);
	ck_assert_int_gt(most, 2200);
	cable_clear(&scene.cable);
}
END_TEST

static void
be_back(struct scene *scene)
{
	expect_resume(scene);
	say_resumed(scene);
	cable_serve(&scene->cable);
	ck_assert(!call_is_in_trouble(&scene->party->call));
}

START_TEST(a_line_that_brings_nothing_is_not_redialled_at_once)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	lose_line(&scene);
	for (int i = 0; i < 20; i++) {
		take_her_line(&scene);
		be_back(&scene);
		int64_t due = scene.party->resume.redial_at;
		ck_assert_int_ge(due - scene.cable.now, 1600);
		lose_line(&scene);
		ck_assert(!party_wants_line(scene.party));
		ck_assert_int_eq(party_resume_deadline(scene.party), due);
		cable_pass(&scene.cable, due - scene.cable.now);
	}
	cable_clear(&scene.cable);
}
END_TEST

/* A message of theirs, or that one of mine arrived. */
START_TEST(a_line_that_brings_something_is_redialled_at_once)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	lose_line(&scene);
	for (int i = 0; i < 20; i++) {
		take_her_line(&scene);
		be_back(&scene);
		if (i % 2 == 0) {
			puppet_say_text(&scene.puppet, "one");
			puppet_expect(&scene.puppet, FRAME_ACK);
		} else {
			cable_say(&scene.cable, ALICE, "two");
			puppet_expect(&scene.puppet, FRAME_TEXT);
			puppet_say(&scene.puppet, FRAME_ACK, 0, NULL, 0);
		}
		lose_line(&scene);
		ck_assert(party_wants_line(scene.party));
	}
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(until_resumed_nothing_else_is_said)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	puppet_say_text(&scene.puppet, "one");
	puppet_expect(&scene.puppet, FRAME_ACK);
	cable_say(&scene.cable, ALICE, "lost on the way");
	lose_line(&scene);
	take_her_line(&scene);
	cable_say(&scene.cable, ALICE, "typed meanwhile");
	party_hold(scene.party, true, scene.cable.now);
	party_draft(scene.party, "and", 3, scene.cable.now);
	cable_serve(&scene.cable);
	expect_resume(&scene);
	ck_assert_uint_eq(scene.puppet.header.acknowledgement, 1);
	puppet_expect_nothing(&scene.puppet);
	ck_assert_uint_eq(party_waiting(scene.party), 2);

	say_resumed(&scene);
	puppet_expect(&scene.puppet, FRAME_HOLD);
	ck_assert_uint_eq(scene.puppet.payload[0], 1);
	puppet_expect(&scene.puppet, FRAME_TEXT);
	ck_assert_uint_eq(scene.puppet.header.sequence, 1);
	puppet_expect(&scene.puppet, FRAME_TEXT);
	ck_assert_uint_eq(scene.puppet.header.sequence, 2);
	puppet_expect(&scene.puppet, FRAME_DRAFT);
	puppet_expect_nothing(&scene.puppet);
	ck_assert(has_said(scene.party, "the line is back after 0.0 s"));
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(what_resumed_acknowledges_is_not_said_again)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	for (int i = 0; i < 5; i++)
		cable_say(&scene.cable, ALICE, "message");
	while (puppet_hear(&scene.puppet))
		continue;
	lose_line(&scene);
	take_her_line(&scene);
	scene.puppet.heard = 3;
	expect_resume(&scene);
	say_resumed(&scene);
	puppet_expect(&scene.puppet, FRAME_TEXT);
	ck_assert_uint_eq(scene.puppet.header.sequence, 4);
	puppet_expect(&scene.puppet, FRAME_TEXT);
	ck_assert_uint_eq(scene.puppet.header.sequence, 5);
	puppet_expect_nothing(&scene.puppet);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(a_message_said_again_leads_to_its_latest_frame)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	cable_say(&scene.cable, ALICE, "twice");
	const struct transcript *transcript = &scene.party->transcript;
	uint64_t at = transcript->end - 1;
	uint32_t first = transcript_at(transcript, at)->tape_id;
	ck_assert_uint_ne(first, 0);
	lose_line(&scene);
	take_her_line(&scene);
	expect_resume(&scene);
	scene.puppet.heard = 0;
	say_resumed(&scene);
	ck_assert_uint_gt(transcript_at(transcript, at)->tape_id, first);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(a_caller_resumes_from_ringing_on)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_RINGS_THERE);
	lose_line(&scene);
	take_her_line(&scene);
	expect_resume(&scene);
	say_resumed(&scene);
	ck_assert_int_eq(scene.party->call.state, CALL_RINGS_THERE);
	puppet_expect_nothing(&scene.puppet);
	puppet_say(&scene.puppet, FRAME_ANSWER, 0, NULL, 0);
	ck_assert(call_is_talking(&scene.party->call));
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(before_the_bell_there_is_nothing_to_resume)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_ANNOUNCED);
	cable_break(&scene.cable, scene.puppet.line);
	ck_assert_int_eq(cable_shown(&scene.cable, ALICE)->call.outcome,
	    OUTCOME_HUNG_UP_ON);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(an_answer_comes_again_directly_behind_resumed)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	lose_line(&scene);
	take_her_line(&scene);
	expect_resume(&scene);
	say_resumed(&scene);
	if (_i == 0) {
		puppet_say(&scene.puppet, FRAME_ANSWER, 0, NULL, 0);
		puppet_expect_nothing(&scene.puppet);
		/* But not twice. */
		puppet_say(&scene.puppet, FRAME_ANSWER, 0, NULL, 0);
	} else {
		puppet_say(&scene.puppet, FRAME_ACK, 0, NULL, 0);
		puppet_say(&scene.puppet, FRAME_ANSWER, 0, NULL, 0);
	}
	puppet_expect_refusal(&scene.puppet, CAUSE_PROTOCOL_ERROR);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(until_resumed_they_may_say_nothing_but_that_or_hang_up)
{
	for (unsigned type = 0; type < 256; type++) {
		struct scene scene;
		const struct frame_kind *kind = frame_kind((uint8_t)type);
		uint8_t payload[64] = { 0 };
		if (type == FRAME_RESUMED || type == FRAME_HANGUP)
			continue;
		set_scene(&scene, CALL_CALLER, CALL_TALKING);
		lose_line(&scene);
		take_her_line(&scene);
		expect_resume(&scene);
		puppet_say(&scene.puppet, (uint8_t)type,
		    type == FRAME_TEXT ? 1 : 0, payload,
		    kind != NULL ? kind->least : 0);
		puppet_expect_refusal(&scene.puppet, CAUSE_PROTOCOL_ERROR);
		cable_clear(&scene.cable);
	}
}
END_TEST

START_TEST(resumed_for_another_call_is_refused)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	lose_line(&scene);
	take_her_line(&scene);
	expect_resume(&scene);
	scene.puppet.call_id++;
	say_resumed(&scene);
	puppet_expect_refusal(&scene.puppet, CAUSE_PROTOCOL_ERROR);
	cable_clear(&scene.cable);
}
END_TEST

/* ---- how a caller's redialling ends ---- */

static void
refuse_attempt(struct scene *scene)
{
	cable_refuse(&scene->cable, cable_line(&scene->cable, ALICE));
}

/* Until the next attempt has begun. */
static void
await_attempt(struct scene *scene)
{
	cable_pass(&scene->cable,
	    party_resume_deadline(scene->party) - scene->cable.now);
}

START_TEST(three_refusals_running_are_the_end)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	cable_say(&scene.cable, ALICE, "does it arrive?");
	scene.cable.is_deaf = true;
	lose_line(&scene);
	/* One that takes too long begins the count anew, if there is one. */
	for (int round = _i; round < 2; round++) {
		for (int i = 0; i < 2; i++) {
			refuse_attempt(&scene);
			ck_assert_uint_eq(cable_line(&scene.cable, ALICE),
			    CABLE_LINES);
			await_attempt(&scene);
		}
		if (round == 0)
			await_attempt(&scene);
	}
	ck_assert(call_is_in_trouble(&scene.party->call));
	refuse_attempt(&scene);
	struct party *party = cable_shown(&scene.cable, ALICE);
	ck_assert_int_eq(party->call.outcome, OUTCOME_GONE);
	ck_assert(has_said(party, "me lost: does it arrive?"));
	ck_assert(has_said(party, "1 message is not known to have arrived"));
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(an_end_of_stream_counts_as_a_refusal)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	lose_line(&scene);
	for (int i = 0; i < 3; i++) {
		ck_assert(call_is_in_trouble(&scene.party->call));
		take_her_line(&scene);
		expect_resume(&scene);
		cable_finish(&scene.cable, scene.puppet.line);
		if (i < 2)
			await_attempt(&scene);
	}
	ck_assert_int_eq(cable_shown(&scene.cable, ALICE)->call.outcome,
	    OUTCOME_GONE);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(a_reset_does_not)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	lose_line(&scene);
	for (int i = 0; i < 10; i++) {
		take_her_line(&scene);
		expect_resume(&scene);
		cable_break(&scene.cable, scene.puppet.line);
		ck_assert(call_is_in_trouble(&scene.party->call));
		await_attempt(&scene);
	}
	take_her_line(&scene);
	ck_assert_uint_eq(expect_resume(&scene), 11);
	say_resumed(&scene);
	ck_assert(call_is_talking(&scene.party->call));
	cable_clear(&scene.cable);
}
END_TEST

static const struct {
	uint16_t cause;
	enum call_outcome outcome; /* OUTCOME_NONE: it is tried again */
} refusals[] = {
	{ CAUSE_NO_SUCH_CALL, OUTCOME_FORGOTTEN },
	{ CAUSE_BUSY, OUTCOME_NONE },
	{ CAUSE_LINE_LOST, OUTCOME_THEY_BROKE_OFF },
	{ CAUSE_PROTOCOL_ERROR, OUTCOME_MY_PROTOCOL },
	{ CAUSE_INCOMPATIBLE, OUTCOME_OTHER_VERSION },
	{ CAUSE_NORMAL, OUTCOME_THEY_BROKE_OFF },
};

START_TEST(a_refusal_ends_it_unless_they_have_no_room_just_now)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	lose_line(&scene);
	take_her_line(&scene);
	expect_resume(&scene);
	puppet_say_hangup(&scene.puppet, 0, refusals[_i].cause, "");
	puppet_expect_nothing(&scene.puppet);
	ck_assert_int_eq(scene.party->call.outcome, refusals[_i].outcome);
	if (refusals[_i].outcome == OUTCOME_NONE) {
		ck_assert(call_is_in_trouble(&scene.party->call));
		/* Not at once: they would have no room a thousand times. */
		ck_assert_int_eq(scene.party->call.trouble, CALL_CUT_OFF);
		ck_assert_ptr_null(switchboard_wants_line(alice(&scene), 0));
		await_attempt(&scene);
		take_her_line(&scene);
		ck_assert_uint_eq(expect_resume(&scene), 2);
	}
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(after_two_minutes_both_give_up)
{
	struct scene scene;
	set_scene(&scene, _i == 0 ? CALL_CALLER : CALL_CALLEE, CALL_TALKING);
	cable_say(&scene.cable, ALICE, "hello?");
	lose_line(&scene);
	scene.cable.recycles = true;
	if (_i == 0)
		scene.cable.is_deaf = true;
	cable_pass(&scene.cable, 119999);
	ck_assert(call_is_in_trouble(&scene.party->call));
	cable_pass(&scene.cable, 1);
	struct party *party = cable_shown(&scene.cable, ALICE);
	ck_assert_int_eq(party->call.outcome,
	    _i == 0 ? OUTCOME_UNREACHED : OUTCOME_NOT_BACK);
	ck_assert(has_said(party, "me lost: hello?"));
	ck_assert_ptr_null(switchboard_current(alice(&scene)));
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(silence_counts_from_the_last_that_was_heard)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_TALKING);
	cable_pass(&scene.cable, 15000);
	ck_assert(call_is_in_trouble(&scene.party->call));
	ck_assert(puppet_is_reset(&scene.puppet));
	ck_assert(has_said(scene.party,
	    "line trouble (nothing came for 15 s);"
	    " waiting for pat, 105 s at most"));
	cable_pass(&scene.cable, 104999);
	ck_assert(call_is_in_trouble(&scene.party->call));
	cable_pass(&scene.cable, 1);
	ck_assert_int_eq(cable_shown(&scene.cable, ALICE)->call.outcome,
	    OUTCOME_NOT_BACK);
	cable_clear(&scene.cable);
}
END_TEST

static const struct {
	enum call_side side;
	enum call_state state;
	bool is_on_a_line; /* RESUME is out when the user gives up */
	enum call_outcome outcome;
	uint16_t cause; /* told, if there is a line to tell it */
} given_up[] = {
	{ CALL_CALLER, CALL_RINGS_THERE, false, OUTCOME_STOPPED, 0 },
	{ CALL_CALLER, CALL_RINGS_THERE, true, OUTCOME_STOPPED, 16 },
	{ CALL_CALLEE, CALL_RINGS_HERE, false, OUTCOME_DECLINED, 0 },
	{ CALL_CALLER, CALL_TALKING, false, OUTCOME_GAVE_UP, 0 },
	{ CALL_CALLER, CALL_TALKING, true, OUTCOME_GAVE_UP, 27 },
	{ CALL_CALLEE, CALL_TALKING, false, OUTCOME_GAVE_UP, 0 },
	{ CALL_CALLER, CALL_LEAVING, false, OUTCOME_GAVE_UP, 0 },
	{ CALL_CALLEE, CALL_PARTING, false, OUTCOME_GAVE_UP, 0 },
};

enum { GIVEN_UP = sizeof(given_up) / sizeof(given_up[0]) };

START_TEST(hanging_up_gives_it_up)
{
	struct scene scene;
	set_scene(&scene, given_up[_i].side, given_up[_i].state);
	lose_line(&scene);
	if (given_up[_i].is_on_a_line) {
		take_her_line(&scene);
		expect_resume(&scene);
	}
	cable_hang_up(&scene.cable, ALICE);
	if (given_up[_i].cause != 0)
		puppet_expect_refusal(&scene.puppet, given_up[_i].cause);
	ck_assert_ptr_null(switchboard_current(alice(&scene)));
	cable_pass(&scene.cable, 1000);
	const struct party *last = alice(&scene)->last;
	if (last != NULL)
		ck_assert_int_eq(last->call.outcome, given_up[_i].outcome);
	else
		ck_assert_int_eq(given_up[_i].outcome, OUTCOME_DECLINED);
	cable_clear(&scene.cable);
}
END_TEST

/* ---- the callee is resumed ---- */

START_TEST(a_callee_answers_and_repeats_its_state)
{
	struct scene scene;
	uint8_t hold = 1;
	set_scene(&scene, CALL_CALLEE, CALL_TALKING);
	puppet_say_text(&scene.puppet, "one");
	puppet_expect(&scene.puppet, FRAME_ACK);
	puppet_say(&scene.puppet, FRAME_HOLD, 0, &hold, 1);
	party_hold(scene.party, true, scene.cable.now);
	cable_say(&scene.cable, ALICE, "first");
	cable_say(&scene.cable, ALICE, "second");
	lose_line(&scene);
	cable_say(&scene.cable, ALICE, "third");
	cable_pass(&scene.cable, 7000);
	resume_with(&scene, scene.puppet.call_id, 1, 1);
	expect_resumed(&scene, 1);
	puppet_expect(&scene.puppet, FRAME_ANSWER);
	puppet_expect(&scene.puppet, FRAME_HOLD);
	puppet_expect(&scene.puppet, FRAME_TEXT);
	ck_assert_uint_eq(scene.puppet.header.sequence, 2);
	puppet_expect(&scene.puppet, FRAME_TEXT);
	ck_assert_uint_eq(scene.puppet.header.sequence, 3);
	puppet_expect_nothing(&scene.puppet);
	/* What she has already is dropped, and acknowledged. */
	puppet_say(&scene.puppet, FRAME_TEXT, 1, "one", 3);
	puppet_expect(&scene.puppet, FRAME_ACK);
	char *text = cable_transcript(&scene.party->transcript);
	ck_assert_ptr_nonnull(strstr(text, "them: one\n"));
	ck_assert_ptr_null(
	    strstr(strstr(text, "them: one\n") + 1, "them: one\n"));
	free(text);
	ck_assert(has_said(scene.party, "the line is back after 7 s"));
	ck_assert_ptr_eq(switchboard_current(alice(&scene)), scene.party);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(the_old_line_is_closed_before_the_last_sequence_is_looked_up)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_TALKING);
	puppet_say_text(&scene.puppet, "one");
	puppet_expect(&scene.puppet, FRAME_ACK);
	/* The second is on its way, and half of it is there already. */
	struct puppet old = scene.puppet;
	struct frame_header header = { .type = FRAME_TEXT,
		.length = 3,
		.sequence = 2 };
	cable_send_frame(&scene.cable, old.line, &header, "two");
	scene.cable.lines[old.line].is_dead = true;
	resume_with(&scene, scene.puppet.call_id, 1, 0);
	expect_resumed(&scene, 1);
	ck_assert(puppet_is_reset(&old));
	/* It comes now, and belongs to nobody. */
	scene.cable.lines[old.line].is_dead = false;
	cable_settle(&scene.cable);
	ck_assert_uint_eq(scene.party->heard, 1);
	puppet_expect(&scene.puppet, FRAME_ANSWER);
	puppet_say(&scene.puppet, FRAME_TEXT, 2, "two", 3);
	char *text = cable_transcript(&scene.party->transcript);
	ck_assert_ptr_nonnull(strstr(text, "them: two\n"));
	ck_assert_ptr_null(
	    strstr(strstr(text, "them: two\n") + 1, "them: two\n"));
	free(text);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(an_attempt_that_is_not_higher_is_reset_without_an_answer)
{
	static const uint32_t late[] = { 0, 1, 2, 3 };
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_TALKING);
	lose_line(&scene);
	resume_with(&scene, scene.puppet.call_id, 3, 0);
	expect_resumed(&scene, 0);
	struct puppet good = scene.puppet;
	for (size_t i = 0; i < sizeof(late) / sizeof(late[0]); i++) {
		resume_with(&scene, scene.puppet.call_id, late[i], 0);
		puppet_expect_nothing(&scene.puppet);
		ck_assert(puppet_is_closed(&scene.puppet));
		ck_assert(puppet_is_reset(&scene.puppet));
	}
	ck_assert(!puppet_is_closed(&good));
	puppet_say_text(&good, "still here");
	ck_assert(has_said(scene.party, "them: still here"));
	/* A higher one takes the call over, whatever the old line does. */
	resume_with(&scene, scene.puppet.call_id, 4, 0);
	expect_resumed(&scene, 1);
	ck_assert(puppet_is_reset(&good));
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(a_call_that_is_not_known_is_refused_with_86)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_TALKING);
	lose_line(&scene);
	resume_with(&scene, scene.puppet.call_id + 1, 1, 0);
	puppet_expect_refusal(&scene.puppet, CAUSE_NO_SUCH_CALL);
	ck_assert(call_is_in_trouble(&scene.party->call));
	ck_assert(cable_has_said(&alice(&scene)->news,
	    "192.0.2.99 wanted to go on with a call that is not known here"));
	cable_clear(&scene.cable);
}
END_TEST

/* Nobody resumes a call that this phone has made. */
START_TEST(a_caller_is_not_resumed)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	resume_with(&scene, scene.puppet.call_id, 1, 0);
	puppet_expect_refusal(&scene.puppet, CAUSE_NO_SUCH_CALL);
	ck_assert(call_is_talking(&scene.party->call));
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(a_resume_that_acknowledges_what_was_not_said_is_refused)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_TALKING);
	lose_line(&scene);
	cable_say(&scene.cable, ALICE, "not sent yet");
	resume_with(&scene, scene.puppet.call_id, 1, 1);
	puppet_expect_refusal(&scene.puppet, CAUSE_PROTOCOL_ERROR);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(what_stands_behind_resume_in_one_piece_is_heard)
{
	static const uint8_t address[4] = { 192, 0, 2, 99 };
	struct number from = number_ipv4(address, 50001);
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_TALKING);
	lose_line(&scene);
	struct frame_resume resume = { scene.puppet.call_id, 1 };
	struct frame_header header = { .type = FRAME_RESUME,
		.length = FRAME_RESUME_SIZE };
	struct frame_header hangup = { .type = FRAME_HANGUP, .length = 2 };
	uint8_t payload[FRAME_RESUME_SIZE], cause[2] = { 0, CAUSE_LINE_LOST };
	frame_resume_encode(payload, &resume);
	size_t line = cable_knock(&scene.cable, ALICE, &from);
	cable_send_frame(&scene.cable, line, &header, payload);
	cable_send_frame(&scene.cable, line, &hangup, cause);
	cable_settle(&scene.cable);
	ck_assert_int_eq(scene.party->call.outcome, OUTCOME_THEY_BROKE_OFF);
	cable_clear(&scene.cable);
}
END_TEST

/* ---- the bell ---- */

START_TEST(a_bell_whose_line_is_lost_is_missed_after_fifteen_seconds)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_RINGS_HERE);
	lose_line(&scene);
	cable_pass(&scene.cable, 14999);
	ck_assert_ptr_eq(switchboard_current(alice(&scene)), scene.party);
	ck_assert_uint_eq(alice(&scene)->missed_count, 0);
	cable_pass(&scene.cable, 1);
	ck_assert_ptr_null(switchboard_current(alice(&scene)));
	ck_assert_uint_eq(alice(&scene)->missed_count, 1);
	ck_assert_int_eq(alice(&scene)->missed[0].outcome, OUTCOME_CALLER_LOST);
	/* Who comes too late is told what happened. */
	resume_with(&scene, scene.puppet.call_id, 1, 0);
	puppet_expect_refusal(&scene.puppet, CAUSE_NO_ANSWER);
	ck_assert_uint_eq(alice(&scene)->missed_count, 1);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(a_bell_goes_on_without_a_second_ringing)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_RINGS_HERE);
	cable_pass(&scene.cable, 10000);
	puppet_say(&scene.puppet, FRAME_PING, 0, "12345678", 8);
	lose_line(&scene);
	cable_pass(&scene.cable, 5000);
	resume_with(&scene, scene.puppet.call_id, 3, 0);
	expect_resumed(&scene, 0);
	puppet_expect_nothing(&scene.puppet);
	ck_assert_int_eq(scene.party->call.state, CALL_RINGS_HERE);
	/* It does not ring any longer than without the trouble. */
	for (int i = 0; i < 11; i++) {
		cable_pass(&scene.cable, 4000);
		puppet_say(&scene.puppet, FRAME_PONG, 0, "12345678", 8);
		while (puppet_hear(&scene.puppet))
			ck_assert_uint_eq(scene.puppet.header.type, FRAME_PING);
	}
	ck_assert_int_eq(scene.party->call.state, CALL_RINGS_HERE);
	cable_pass(&scene.cable, 1000);
	puppet_expect(&scene.puppet, FRAME_HANGUP);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(who_picks_up_meanwhile_waits_for_them)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_RINGS_HERE);
	lose_line(&scene);
	cable_pass(&scene.cable, 5000);
	cable_answer(&scene.cable, ALICE);
	cable_say(&scene.cable, ALICE, "hello");
	cable_pass(&scene.cable, 100000);
	resume_with(&scene, scene.puppet.call_id, 60, 0);
	expect_resumed(&scene, 0);
	puppet_expect(&scene.puppet, FRAME_ANSWER);
	puppet_expect(&scene.puppet, FRAME_TEXT);
	ck_assert(call_is_talking(&scene.party->call));
	cable_clear(&scene.cable);
}
END_TEST

/* ---- a phone in trouble is not busy ---- */

static struct puppet
ring_from(struct scene *scene, uint64_t phone_id)
{
	static const uint8_t address[4] = { 192, 0, 2, 55 };
	struct number from = number_ipv4(address, 50002);
	struct puppet other = { .cable = &scene->cable, .call_id = 99 };
	struct frame_card card = { .phone_id = phone_id,
		.call_id = other.call_id,
		.name_size = 3,
		.name = "eve" };
	uint8_t payload[FRAME_CARD_SIZE + FRAME_NAME_MOST];
	other.line = cable_knock(&scene->cable, ALICE, &from);
	puppet_say(&other, FRAME_RING, 0, payload,
	    frame_card_encode(payload, &card));
	return other;
}

/* With another phone id each time, a stranger rings and drops the line. */
START_TEST(bells_whose_lines_are_lost_leave_room_for_others)
{
	struct scene scene;
	struct fault fault;
	cable_init(&scene.cable, CABLE_WHOLE, 1);
	scene.cable.recycles = true;
	switchboard_have_lines(alice(&scene), _i);
	for (uint64_t id = 1000; id < 1200; id++) {
		struct puppet other = ring_from(&scene, id);
		puppet_expect(&other, FRAME_RINGING);
		cable_break(&scene.cable, other.line);
		cable_settle(&scene.cable);
		ck_assert_int_le(switchboard_lines_taken(alice(&scene)), _i);
	}
	ck_assert_int_eq(switchboard_lines_taken(alice(&scene)), _i);
	ck_assert_int_eq(alice(&scene)->missed[0].outcome, OUTCOME_CALLER_LOST);
	cable_pass(&scene.cable, 15000);
	ck_assert_int_eq(switchboard_lines_taken(alice(&scene)), 0);
	ck_assert_int_ne(switchboard_dial(alice(&scene),
			     &scene.cable.numbers[BOB], scene.cable.now,
			     &fault),
	    SWITCHBOARD_NOBODY);
	cable_clear(&scene.cable);
}
END_TEST

static void
set_troubled(struct scene *scene, int which)
{
	set_scene(scene, which == 0 ? CALL_CALLER : CALL_CALLEE, CALL_TALKING);
	cable_say(&scene->cable, ALICE, "are you there?");
	lose_line(scene);
}

START_TEST(somebody_else_rings_and_picking_up_ends_the_call)
{
	struct scene scene;
	set_troubled(&scene, _i);
	struct puppet other = ring_from(&scene, 0x55);
	puppet_expect(&other, FRAME_RINGING);
	ck_assert_ptr_eq(switchboard_current(alice(&scene)),
	    puppet_party(&other));
	ck_assert(call_is_in_trouble(&scene.party->call));
	cable_answer(&scene.cable, ALICE);
	puppet_expect(&other, FRAME_ANSWER);
	ck_assert(call_is_talking(&puppet_party(&other)->call));
	ck_assert(cable_has_said(&alice(&scene)->news,
	    "you gave up the call with pat while its line was in trouble"));
	if (_i == 0) {
		cable_pass(&scene.cable, 1000);
		ck_assert_ptr_null(alice(&scene)->parties[0]);
	} else {
		/* Nothing of it crosses into the new call. */
		resume_with(&scene, scene.puppet.call_id, 1, 1);
		puppet_expect_refusal(&scene.puppet, CAUSE_LINE_LOST);
		ck_assert_uint_eq(puppet_party(&other)->heard, 0);
	}
	cable_clear(&scene.cable);
}
END_TEST

/* There is no line for two of them, and one talks already. */
START_TEST(who_rang_and_is_lost_is_not_picked_up_instead_of_a_talk)
{
	struct scene scene;
	struct fault fault;
	set_scene(&scene, CALL_CALLEE, CALL_RINGS_HERE);
	lose_line(&scene);
	struct puppet other = ring_from(&scene, 0x55);
	puppet_expect(&other, FRAME_RINGING);
	cable_answer(&scene.cable, ALICE);
	puppet_expect(&other, FRAME_ANSWER);
	ck_assert(!switchboard_answer(alice(&scene), scene.cable.now, &fault));
	ck_assert_str_eq(fault.words,
	    "pat has no line just now; hang up first, or wait until pat is"
	    " back");
	ck_assert_ptr_eq(switchboard_current(alice(&scene)),
	    puppet_party(&other));
	ck_assert(!puppet_party(&other)->i_hold);
	cable_clear(&scene.cable);
}
END_TEST

/* Two have lost their lines, and the one that is picked up was the first. */
START_TEST(who_is_picked_up_is_not_the_one_that_is_given_up)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_TALKING);
	struct party *talking = scene.party;
	uint64_t call_id = scene.puppet.call_id;
	lose_line(&scene);
	struct puppet other = ring_from(&scene, 0x55);
	struct party *ringing = puppet_party(&other);
	cable_break(&scene.cable, other.line);
	cable_pass(&scene.cable, 100);
	resume_with(&scene, call_id, 1, 0);
	cable_pass(&scene.cable, 100);
	lose_line(&scene);
	ck_assert_int_gt(talking->call.troubled_at, ringing->call.troubled_at);
	cable_answer(&scene.cable, ALICE);
	ck_assert_ptr_eq(switchboard_current(alice(&scene)), ringing);
	ck_assert(call_is_talking(&ringing->call));
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(whom_one_declines_leaves_the_call_as_it_was)
{
	struct scene scene;
	set_troubled(&scene, _i);
	struct puppet other = ring_from(&scene, 0x55);
	puppet_expect(&other, FRAME_RINGING);
	cable_hang_up(&scene.cable, ALICE);
	puppet_expect_refusal(&other, CAUSE_DECLINED);
	ck_assert_ptr_eq(switchboard_current(alice(&scene)), scene.party);
	ck_assert(call_is_in_trouble(&scene.party->call));
	if (_i == 0) {
		take_her_line(&scene);
		expect_resume(&scene);
		say_resumed(&scene);
	} else {
		resume_with(&scene, scene.puppet.call_id, 1, 0);
		expect_resumed(&scene, 0);
	}
	ck_assert(!call_is_in_trouble(&scene.party->call));
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(a_line_that_is_back_makes_who_rings_hear_busy)
{
	struct scene scene;
	set_troubled(&scene, _i);
	if (_i == 0) {
		take_her_line(&scene);
		expect_resume(&scene);
	}
	struct puppet other = ring_from(&scene, 0x55);
	puppet_expect(&other, FRAME_RINGING);
	if (_i == 0)
		say_resumed(&scene);
	else
		resume_with(&scene, scene.puppet.call_id, 1, 0);
	puppet_expect_refusal(&other, CAUSE_BUSY);
	ck_assert_ptr_eq(switchboard_current(alice(&scene)), scene.party);
	ck_assert_uint_eq(alice(&scene)->missed_count, 1);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(who_calls_anew_has_forgotten_the_call)
{
	struct scene scene;
	set_troubled(&scene, _i);
	struct puppet other = ring_from(&scene, PUPPET_PHONE_ID);
	puppet_expect(&other, FRAME_RINGING);
	ck_assert(cable_has_said(&alice(&scene)->news,
	    "pat does not know this call any more, and calls again"));
	cable_answer(&scene.cable, ALICE);
	puppet_expect(&other, FRAME_ANSWER);
	puppet_expect_nothing(&other);
	if (_i == 1) {
		resume_with(&scene, scene.puppet.call_id, 1, 0);
		puppet_expect_refusal(&scene.puppet, CAUSE_NO_SUCH_CALL);
	}
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(nobody_dials_while_the_call_waits_for_its_line)
{
	struct scene scene;
	struct fault fault;
	set_troubled(&scene, 1);
	ck_assert_int_eq(switchboard_dial(alice(&scene),
			     &scene.cable.numbers[BOB], scene.cable.now,
			     &fault),
	    SWITCHBOARD_NOBODY);
	ck_assert_str_eq(fault.words,
	    "a call waits for its line; give it up first (F6 or /hangup)");
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(what_is_typed_waits_as_long_as_there_is_room)
{
	struct scene scene;
	struct fault fault;
	set_scene(&scene, CALL_CALLEE, CALL_TALKING);
	lose_line(&scene);
	int said = 0;
	while (switchboard_say(alice(&scene), "x", 1, scene.cable.now, &fault))
		said++;
	ck_assert_int_eq(said, OUTBOX_MOST - 1);
	ck_assert_str_eq(fault.words,
	    "line trouble: 1023 messages are under way; what you typed stays"
	    " here");
	resume_with(&scene, scene.puppet.call_id, 1, 0);
	expect_resumed(&scene, 0);
	puppet_expect(&scene.puppet, FRAME_ANSWER);
	for (uint32_t i = 1; i <= OUTBOX_MOST - 1; i++) {
		puppet_expect(&scene.puppet, FRAME_TEXT);
		ck_assert_uint_eq(scene.puppet.header.sequence, i);
	}
	cable_clear(&scene.cable);
}
END_TEST

/* ---- calls that have ended ---- */

START_TEST(an_ended_call_still_answers)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_DRAINING);
	struct puppet old = scene.puppet;
	/* The end of stream is on its way, and the line breaks. */
	ck_assert(!puppet_is_closed(&old));
	if (_i == 0)
		cable_finish(&scene.cable, old.line);
	resume_with(&scene, scene.puppet.call_id, 1, 1);
	expect_resumed(&scene, 1);
	puppet_expect_nothing(&scene.puppet);
	ck_assert(puppet_is_finished(&scene.puppet));
	ck_assert(puppet_is_closed(&old));
	ck_assert_uint_eq(alice(&scene)->news.end, 0);
	cable_pass(&scene.cable, 1000);
	ck_assert(puppet_is_closed(&scene.puppet));
	/* The same attempt again is a late one. */
	resume_with(&scene, scene.puppet.call_id, 1, 1);
	puppet_expect_nothing(&scene.puppet);
	ck_assert(puppet_is_reset(&scene.puppet));
	cable_pass(&scene.cable, 118999);
	resume_with(&scene, scene.puppet.call_id, 2, 1);
	expect_resumed(&scene, 1);
	cable_pass(&scene.cable, 1000);
	resume_with(&scene, scene.puppet.call_id, 3, 1);
	puppet_expect_refusal(&scene.puppet, CAUSE_NO_SUCH_CALL);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(a_call_that_ended_otherwise_says_how)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_TALKING);
	puppet_say_text(&scene.puppet, "it arrived");
	cable_hang_up(&scene.cable, ALICE);
	cable_hang_up(&scene.cable, ALICE);
	while (puppet_hear(&scene.puppet))
		continue;
	resume_with(&scene, scene.puppet.call_id, 1, 0);
	puppet_expect_refusal(&scene.puppet, CAUSE_LINE_LOST);
	/* And what it has heard. */
	ck_assert_uint_eq(scene.puppet.header.acknowledgement, 1);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(the_ones_ended_last_are_remembered)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_DRAINING);
	cable_finish(&scene.cable, scene.puppet.line);
	struct party party = { .call = { .side = CALL_CALLEE,
				   .resumes = true,
				   .has_rung = true,
				   .outcome = OUTCOME_ENDED } };
	for (uint64_t i = 1; i < SWITCHBOARD_REMEMBERED; i++) {
		party.call_id = 100000 + i;
		resume_remember(alice(&scene), &party, scene.cable.now);
	}
	resume_with(&scene, scene.puppet.call_id, 1, 1);
	expect_resumed(&scene, 1);
	cable_pass(&scene.cable, 1000);
	resume_remember(alice(&scene), &party, scene.cable.now);
	resume_with(&scene, scene.puppet.call_id, 2, 1);
	puppet_expect_refusal(&scene.puppet, CAUSE_NO_SUCH_CALL);
	cable_clear(&scene.cable);
}
END_TEST

/* ---- the goodbye ---- */

START_TEST(a_goodbye_survives_the_line)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_LEAVING);
	lose_line(&scene);
	take_her_line(&scene);
	expect_resume(&scene);
	scene.puppet.heard = 0;
	say_resumed(&scene);
	puppet_expect(&scene.puppet, FRAME_HANGUP);
	ck_assert_uint_eq(scene.puppet.header.sequence, 1);
	puppet_say_hangup(&scene.puppet, 1, CAUSE_NORMAL, "");
	ck_assert_int_eq(scene.party->call.state, CALL_DONE);
	ck_assert_int_eq(scene.party->call.outcome, OUTCOME_ENDED);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(who_is_done_resumes_for_the_others_sake)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_DONE);
	lose_line(&scene);
	ck_assert_ptr_null(switchboard_current(alice(&scene)));
	size_t line = scene.cable.line_count - 1;
	ck_assert_uint_ne(line, scene.puppet.line);
	if (_i == 0) {
		scene.puppet.line = line;
		cable_settle(&scene.cable);
		expect_resume(&scene);
		ck_assert_uint_eq(scene.puppet.header.acknowledgement, 1);
		say_resumed(&scene);
		puppet_say(&scene.puppet, FRAME_ANSWER, 0, NULL, 0);
		puppet_expect_nothing(&scene.puppet);
		cable_finish(&scene.cable, scene.puppet.line);
	} else {
		/* Or they are gone: the call has ended well all the same. */
		for (int i = 0; i < 3; i++) {
			cable_refuse(&scene.cable, scene.cable.line_count - 1);
			if (i == 2)
				break;
			scene.cable.now = switchboard_deadline(alice(&scene));
			switchboard_tick(alice(&scene), scene.cable.now);
			cable_serve(&scene.cable);
		}
	}
	const struct party *party = cable_shown(&scene.cable, ALICE);
	ck_assert_ptr_eq(party, alice(&scene)->last);
	ck_assert_int_eq(party->call.outcome, OUTCOME_ENDED);
	ck_assert(!has_said(party, "line trouble"));
	cable_clear(&scene.cable);
}
END_TEST

/* They answer RESUME each time, and drop that line too. */
START_TEST(who_is_done_does_not_resume_for_ever)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_DONE);
	int64_t ended_at = scene.party->call.ended_at;
	while (scene.cable.now < ended_at + 120000) {
		lose_line(&scene);
		take_her_line(&scene);
		expect_resume(&scene);
		say_resumed(&scene);
		cable_pass(&scene.cable, 10000);
	}
	cable_cut(&scene.cable, scene.puppet.line, 0, 0);
	cable_settle(&scene.cable);
	const struct party *party = cable_shown(&scene.cable, ALICE);
	ck_assert_ptr_eq(party, alice(&scene)->last);
	ck_assert_int_eq(party->call.outcome, OUTCOME_ENDED);
	cable_clear(&scene.cable);
}
END_TEST

/* ---- two phones ---- */

START_TEST(a_stale_line_heard_of_late_changes_nothing)
{
	struct cable cable;
	cable_init(&cable, CABLE_WHOLE, 1);
	size_t first = cable_call(&cable, ALICE, BOB);
	cable_cut(&cable, first, 0, 0);
	/* Bob's machine sleeps: three attempts reach its kernel only. */
	cable_deliver(&cable, first, 0);
	for (size_t i = 1; i <= 3; i++) {
		cable_connect(&cable, first + i);
		cable.now = party_resume_deadline(cable_shown(&cable, ALICE));
		switchboard_tick(&cable.phones[ALICE], cable.now);
		cable_serve(&cable);
	}
	cable_connect(&cable, first + 4);
	/* The latest is let in first, and what was given up after it. */
	cable_accept(&cable, first + 4);
	cable_deliver(&cable, first + 4, 1);
	for (size_t i = 1; i <= 3; i++) {
		cable_accept(&cable, first + i);
		cable_deliver(&cable, first + i, 1);
	}
	cable_settle(&cable);
	cable_say(&cable, ALICE, "now");
	cable_say(&cable, BOB, "then");
	cable_settle(&cable);
	ck_assert_uint_eq(cable_line(&cable, ALICE), first + 4);
	ck_assert_uint_eq(cable_line(&cable, BOB), first + 4);
	ck_assert(has_said(cable_shown(&cable, ALICE), "them: then"));
	ck_assert(has_said(cable_shown(&cable, BOB), "them: now"));
	cable_clear(&cable);
}
END_TEST

/* As after ^Z: the kernel has let them all in, and each has said RESUME. */
START_TEST(attempts_that_come_together_are_told_once)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_TALKING);
	for (uint32_t attempt = 1; attempt <= 3; attempt++) {
		resume_with(&scene, scene.puppet.call_id, attempt, 0);
		expect_resumed(&scene, 0);
	}
	char *text = cable_transcript(&scene.party->transcript);
	const char *told = strstr(text,
	    "-- the line is back: pat had lost it, and dialled again\n");
	ck_assert_ptr_nonnull(told);
	ck_assert_ptr_null(strstr(told + 4, "the line is back"));
	ck_assert_ptr_null(strstr(text, "line trouble"));
	free(text);
	/* One that is noticed has its own words again. */
	lose_line(&scene);
	ck_assert(has_said(scene.party, "line trouble ("));
	resume_with(&scene, scene.puppet.call_id, 4, 0);
	expect_resumed(&scene, 0);
	ck_assert(has_said(scene.party, "the line is back after 0.0 s"));
	cable_clear(&scene.cable);
}
END_TEST

/* Both were held while alice dialled, and she picks up by herself. */
START_TEST(of_two_whose_lines_are_lost_one_is_answered)
{
	static struct puppet puppets[2];
	struct cable cable;
	cable_init(&cable, CABLE_WHOLE, 1);
	struct switchboard *board = &cable.phones[ALICE];
	board->auto_answer = true;
	struct puppet dialled = { .cable = &cable };
	dialled.line = cable_dial(&cable, ALICE, CABLE_TEST);
	for (uint8_t i = 0; i < 2; i++) {
		uint8_t address[4] = { 192, 0, 2, (uint8_t)(98 + i) };
		struct number from = number_ipv4(address, 50001);
		puppets[i] = (struct puppet){ .cable = &cable, .call_id = i };
		puppets[i].line = cable_knock(&cable, ALICE, &from);
		puppet_say_card(&puppets[i], FRAME_RING, "pat");
		cable_deliver(&cable, puppets[i].line, 1);
		ck_assert_int_eq(puppet_party(&puppets[i])->call.state,
		    CALL_HELD_BACK);
	}
	for (int i = 0; i < 2; i++)
		cable_break(&cable, puppets[i].line);
	ck_assert_int_eq(switchboard_lines_taken(board), 1);
	/* It drains, and nothing else happens. */
	puppet_say(&dialled, FRAME_TEXT, 1, "x", 1);
	ck_assert_int_eq(puppet_party(&dialled)->call.state, CALL_DRAINING);
	ck_assert_int_eq(switchboard_lines_taken(board), 1);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_service_is_resumed_like_any_other)
{
	struct cable cable;
	cable_init(&cable, CABLE_WHOLE, 1);
	cable_speak(&cable, BOB, "landline", "echo");
	size_t line = cable_dial(&cable, ALICE, BOB);
	cable_settle(&cable);
	for (int i = 0; i < 10; i++)
		cable_say(&cable, ALICE, "again");
	/* Bob has all of them, and she has no answer. */
	cable_deliver(&cable, line, 1);
	cable_cut(&cable, line, 0, 0);
	cable_settle(&cable);
	cable_say(&cable, ALICE, "last");
	cable_settle(&cable);
	char *text = cable_transcript(&cable_shown(&cable, ALICE)->transcript);
	int mine = 0, theirs = 0;
	for (const char *at = text; (at = strstr(at, "me ok: ")) != NULL; at++)
		mine++;
	for (const char *at = text; (at = strstr(at, "them: ")) != NULL; at++)
		theirs++;
	ck_assert_int_eq(mine, 11);
	ck_assert_int_eq(theirs, 11);
	free(text);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_service_makes_room_where_a_line_is_waited_for)
{
	struct cable cable;
	cable_init(&cable, CABLE_WHOLE, 1);
	cable_speak(&cable, ALICE, "landline", "echo");
	struct puppet puppets[3];
	for (int i = 0; i < SWITCHBOARD_SERVED; i++) {
		struct puppet *puppet = &puppets[i < 2 ? i : 2];
		struct number from = number_here((uint16_t)(50000 + i));
		*puppet = (struct puppet){ .cable = &cable,
			.call_id = (uint64_t)i + 1 };
		cable.recycles = true;
		puppet->line = cable_knock(&cable, ALICE, &from);
		puppet_say_card(puppet, FRAME_RING, "pat");
		puppet_expect(puppet, FRAME_RINGING);
		puppet_expect(puppet, FRAME_ANSWER);
		if (i < 2)
			cable_break(&cable, puppet->line);
		cable_pass(&cable, 1);
	}
	struct number from = number_here(60000);
	struct puppet next = { .cable = &cable, .call_id = 1000 };
	next.line = cable_knock(&cable, ALICE, &from);
	puppet_say_card(&next, FRAME_RING, "pat");
	puppet_expect(&next, FRAME_RINGING);
	puppet_expect(&next, FRAME_ANSWER);
	cable_clear(&cable);
}
END_TEST

TCase *
resume_tcase(void)
{
	TCase *tcase = tcase_create("resume");
	tcase_add_test(tcase,
	    a_caller_redials_at_once_and_then_about_every_two_seconds);
	tcase_add_test(tcase,
	    a_line_that_brings_nothing_is_not_redialled_at_once);
	tcase_add_test(tcase,
	    a_line_that_brings_something_is_redialled_at_once);
	tcase_add_test(tcase, until_resumed_nothing_else_is_said);
	tcase_add_test(tcase, what_resumed_acknowledges_is_not_said_again);
	tcase_add_test(tcase, a_message_said_again_leads_to_its_latest_frame);
	tcase_add_test(tcase, a_caller_resumes_from_ringing_on);
	tcase_add_test(tcase, before_the_bell_there_is_nothing_to_resume);
	tcase_add_loop_test(tcase,
	    an_answer_comes_again_directly_behind_resumed, 0, 2);
	tcase_add_test(tcase,
	    until_resumed_they_may_say_nothing_but_that_or_hang_up);
	tcase_add_test(tcase, resumed_for_another_call_is_refused);
	tcase_add_loop_test(tcase, three_refusals_running_are_the_end, 0, 2);
	tcase_add_test(tcase, an_end_of_stream_counts_as_a_refusal);
	tcase_add_test(tcase, a_reset_does_not);
	tcase_add_loop_test(tcase,
	    a_refusal_ends_it_unless_they_have_no_room_just_now, 0,
	    sizeof(refusals) / sizeof(refusals[0]));
	tcase_add_loop_test(tcase, after_two_minutes_both_give_up, 0, 2);
	tcase_add_test(tcase, silence_counts_from_the_last_that_was_heard);
	tcase_add_loop_test(tcase, hanging_up_gives_it_up, 0, GIVEN_UP);
	tcase_add_test(tcase, a_callee_answers_and_repeats_its_state);
	tcase_add_test(tcase,
	    the_old_line_is_closed_before_the_last_sequence_is_looked_up);
	tcase_add_test(tcase,
	    an_attempt_that_is_not_higher_is_reset_without_an_answer);
	tcase_add_test(tcase, a_call_that_is_not_known_is_refused_with_86);
	tcase_add_test(tcase, a_caller_is_not_resumed);
	tcase_add_test(tcase,
	    a_resume_that_acknowledges_what_was_not_said_is_refused);
	tcase_add_test(tcase, what_stands_behind_resume_in_one_piece_is_heard);
	tcase_add_test(tcase,
	    a_bell_whose_line_is_lost_is_missed_after_fifteen_seconds);
	tcase_add_test(tcase, a_bell_goes_on_without_a_second_ringing);
	tcase_add_test(tcase, who_picks_up_meanwhile_waits_for_them);
	tcase_add_loop_test(tcase,
	    bells_whose_lines_are_lost_leave_room_for_others, 1, 4);
	tcase_add_loop_test(tcase,
	    somebody_else_rings_and_picking_up_ends_the_call, 0, 2);
	tcase_add_test(tcase,
	    who_rang_and_is_lost_is_not_picked_up_instead_of_a_talk);
	tcase_add_test(tcase, who_is_picked_up_is_not_the_one_that_is_given_up);
	tcase_add_loop_test(tcase, whom_one_declines_leaves_the_call_as_it_was,
	    0, 2);
	tcase_add_loop_test(tcase,
	    a_line_that_is_back_makes_who_rings_hear_busy, 0, 2);
	tcase_add_loop_test(tcase, who_calls_anew_has_forgotten_the_call, 0, 2);
	tcase_add_test(tcase, nobody_dials_while_the_call_waits_for_its_line);
	tcase_add_test(tcase, what_is_typed_waits_as_long_as_there_is_room);
	tcase_add_loop_test(tcase, an_ended_call_still_answers, 0, 2);
	tcase_add_test(tcase, a_call_that_ended_otherwise_says_how);
	tcase_add_test(tcase, the_ones_ended_last_are_remembered);
	tcase_add_test(tcase, a_goodbye_survives_the_line);
	tcase_add_loop_test(tcase, who_is_done_resumes_for_the_others_sake, 0,
	    2);
	tcase_add_test(tcase, who_is_done_does_not_resume_for_ever);
	tcase_add_test(tcase, a_stale_line_heard_of_late_changes_nothing);
	tcase_add_test(tcase, attempts_that_come_together_are_told_once);
	tcase_add_test(tcase, of_two_whose_lines_are_lost_one_is_answered);
	tcase_add_test(tcase, a_service_is_resumed_like_any_other);
	tcase_add_test(tcase, a_service_makes_room_where_a_line_is_waited_for);
	return tcase;
}
