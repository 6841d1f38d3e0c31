/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Several lines of one phone: who waits, who is held, who is in front.
 */
#include "config.h"

#include "call/switchboard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "../material.h"
#include "../runner.h"
#include "cable.h"
#include "puppet.h"
#include "suite.h"

static struct cable cable;
static struct fault fault;

/* Alice has so many lines, and bob calls her. */
static size_t
set_scene(int lines)
{
	cable_init(&cable, CABLE_WHOLE, 1);
	switchboard_have_lines(&cable.phones[ALICE], lines);
	return cable_call(&cable, BOB, ALICE);
}

static struct switchboard *
alice(void)
{
	return &cable.phones[ALICE];
}

/* Who is in front of alice, by name; "" for nobody. */
static const char *
in_front(void)
{
	const struct party *party = switchboard_current(alice());
	return party != NULL ? party->their_name : "";
}

static struct party *
line(int number)
{
	return alice()->parties[number - 1];
}

static void
answer(void)
{
	cable_answer(&cable, ALICE);
	cable_settle(&cable);
}

static void
change(int number)
{
	ck_assert_msg(switchboard_change(alice(), number, cable.now, &fault),
	    "%s", fault.words);
	cable_settle(&cable);
}

static void
say(int phone, const char *text)
{
	cable_say(&cable, phone, text);
	cable_settle(&cable);
}

static void
expect_refused(bool done, const char *words)
{
	ck_assert(!done);
	ck_assert_int_eq(fault.status, EX_USAGE);
	ck_assert_msg(strstr(fault.words, words) != NULL, "%s", fault.words);
}

/* Bob talks, and carol is held behind him. */
static void
set_two_calls(void)
{
	set_scene(2);
	cable_dial(&cable, CAROL, ALICE);
	cable_settle(&cable);
	answer();
	change(1);
	ck_assert_str_eq(in_front(), "bob");
	ck_assert(line(2)->i_hold);
}

START_TEST(a_second_caller_waits_and_the_call_in_front_is_untouched)
{
	set_scene(2);
	say(BOB, "before");
	unsigned long before = line(1)->version;
	uint64_t entries = line(1)->transcript.end;
	cable_dial(&cable, CAROL, ALICE);
	cable_settle(&cable);
	ck_assert_str_eq(in_front(), "bob");
	ck_assert_uint_eq(line(1)->version, before);
	ck_assert_uint_eq(line(1)->transcript.end, entries);
	ck_assert_int_eq(switchboard_waiting(alice()), 1);
	/* She hears that it rings. */
	ck_assert_int_eq(cable_shown(&cable, CAROL)->call.state,
	    CALL_RINGS_THERE);
	ck_assert_uint_eq(alice()->missed_count, 0);
	say(BOB, "and behind");
	ck_assert(!cable_shown(&cable, BOB)->they_hold);
	cable_clear(&cable);
}
END_TEST

START_TEST(beyond_the_lines_a_caller_hears_busy)
{
	struct puppet puppet = { .cable = &cable };
	struct number from = number_here(50000);
	set_scene(2);
	cable_dial(&cable, CAROL, ALICE);
	cable_settle(&cable);
	puppet.line = cable_knock(&cable, ALICE, &from);
	puppet_say_card(&puppet, FRAME_RING, "pat");
	puppet_expect_refusal(&puppet, CAUSE_BUSY);
	ck_assert_uint_eq(alice()->missed_count, 1);
	ck_assert_str_eq(alice()->missed[0].name, "pat");
	ck_assert_int_eq(switchboard_lines_taken(alice()), 2);
	cable_clear(&cable);
}
END_TEST

START_TEST(picking_up_holds_who_was_in_front)
{
	set_scene(2);
	cable_dial(&cable, CAROL, ALICE);
	cable_settle(&cable);
	answer();
	ck_assert_str_eq(in_front(), "carol");
	ck_assert(cable_shown(&cable, BOB)->they_hold);
	ck_assert(!cable_shown(&cable, CAROL)->they_hold);
	ck_assert(cable_has_said(&cable_shown(&cable, BOB)->transcript,
	    "alice put you on hold"));
	say(ALICE, "for carol");
	ck_assert(cable_has_said(&cable_shown(&cable, CAROL)->transcript,
	    "them: for carol"));
	ck_assert(!cable_has_said(&cable_shown(&cable, BOB)->transcript,
	    "for carol"));
	/* Nobody else has to be told of what alice did herself. */
	ck_assert_uint_eq(alice()->news.end, 0);
	cable_clear(&cable);
}
END_TEST

START_TEST(who_comes_back_ends_the_hold_also_that_of_f7)
{
	set_two_calls();
	ck_assert(cable_shown(&cable, CAROL)->they_hold);
	ck_assert(!cable_shown(&cable, BOB)->they_hold);
	change(0);
	ck_assert_str_eq(in_front(), "carol");
	ck_assert(!cable_shown(&cable, CAROL)->they_hold);
	ck_assert(cable_shown(&cable, BOB)->they_hold);
	ck_assert(switchboard_hold(alice(), cable.now, &fault));
	cable_settle(&cable);
	ck_assert(cable_shown(&cable, CAROL)->they_hold);
	change(1);
	change(2);
	ck_assert(!cable_shown(&cable, CAROL)->they_hold);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_held_line_goes_on_receiving_and_counts_what_is_unread)
{
	set_two_calls();
	say(CAROL, "one");
	say(CAROL, "two");
	say(BOB, "read at once");
	ck_assert_uint_eq(line(2)->unread, 2);
	ck_assert_uint_eq(line(1)->unread, 0);
	/* They have arrived, whether or not somebody reads them. */
	char *text = cable_transcript(&cable_shown(&cable, CAROL)->transcript);
	ck_assert_ptr_nonnull(strstr(text, "me ok: one\nme ok: two\n"));
	free(text);
	change(0);
	ck_assert_uint_eq(line(2)->unread, 0);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_waiting_caller_who_gives_up_is_missed)
{
	set_scene(2);
	cable_dial(&cable, CAROL, ALICE);
	cable_settle(&cable);
	if (_i == 0)
		cable_hang_up(&cable, CAROL);
	else
		cable_pass(&cable, 60000);
	cable_settle(&cable);
	ck_assert_int_eq(switchboard_waiting(alice()), SWITCHBOARD_NOBODY);
	ck_assert_str_eq(in_front(), "bob");
	ck_assert_uint_eq(alice()->missed_count, 1);
	ck_assert_str_eq(alice()->missed[0].name, "carol");
	ck_assert(cable_has_said(&alice()->news, "missed call from carol"));
	cable_clear(&cable);
}
END_TEST

START_TEST(who_waits_rings_in_front_when_the_call_before_has_ended)
{
	size_t bobs = set_scene(2);
	cable_dial(&cable, CAROL, ALICE);
	cable_settle(&cable);
	if (_i == 0)
		cable_hang_up(&cable, ALICE);
	else if (_i == 1)
		cable_hang_up(&cable, BOB);
	else {
		cable.is_deaf = true;
		cable_break(&cable, bobs);
		cable_hang_up(&cable, ALICE);
	}
	cable_settle(&cable);
	ck_assert_str_eq(in_front(), "carol");
	ck_assert_int_eq(switchboard_current(alice())->call.state,
	    CALL_RINGS_HERE);
	answer();
	ck_assert(call_is_talking(&cable_shown(&cable, CAROL)->call));
	ck_assert(!cable_shown(&cable, CAROL)->they_hold);
	cable_clear(&cable);
}
END_TEST

START_TEST(who_is_held_stays_held_when_the_call_in_front_has_ended)
{
	set_two_calls();
	say(BOB, "the last words");
	cable_hang_up(&cable, BOB);
	cable_pass(&cable, 2000);
	ck_assert_ptr_null(switchboard_current(alice()));
	ck_assert(cable_has_said(&cable_shown(&cable, ALICE)->transcript,
	    "the last words"));
	ck_assert(cable_shown(&cable, CAROL)->they_hold);
	expect_refused(switchboard_hang_up(alice(), cable.now, &fault),
	    "no call is in front; Tab goes to the next");
	change(0);
	ck_assert_str_eq(in_front(), "carol");
	ck_assert(!cable_shown(&cable, CAROL)->they_hold);
	cable_clear(&cable);
}
END_TEST

START_TEST(what_a_held_caller_said_last_can_still_be_read)
{
	set_two_calls();
	say(CAROL, "call me tomorrow");
	cable_hang_up(&cable, CAROL);
	cable_pass(&cable, 2000);
	ck_assert(cable_has_said(&alice()->news,
	    "line 2: the call with carol has ended"));
	ck_assert_int_eq(alice()->unread_count, 1);
	/* Bob's call ends, and is what is shown. */
	if (_i == 1) {
		cable_hang_up(&cable, BOB);
		cable_pass(&cable, 2000);
		ck_assert_str_eq(cable_shown(&cable, ALICE)->their_name, "bob");
	}
	change(0);
	ck_assert_str_eq(in_front(), "");
	ck_assert(cable_has_said(&cable_shown(&cable, ALICE)->transcript,
	    "them: call me tomorrow"));
	ck_assert_int_eq(alice()->unread_count, 0);
	if (_i == 1) {
		expect_refused(switchboard_change(alice(), 0, cable.now,
				   &fault),
		    "there is no other line to change to");
	} else {
		ck_assert(cable_shown(&cable, BOB)->they_hold);
		change(0);
		ck_assert_str_eq(in_front(), "bob");
	}
	cable_clear(&cable);
}
END_TEST

START_TEST(reading_what_ended_behind_lasts_longer_than_the_end_in_front)
{
	set_two_calls();
	say(CAROL, "call me tomorrow");
	cable_hang_up(&cable, CAROL);
	cable_pass(&cable, 2000);
	/* Bob's line is not closed yet when alice goes on to read. */
	cable_hang_up(&cable, BOB);
	while (switchboard_current(alice()) != NULL)
		ck_assert(
		    cable_deliver(&cable, 0, 0) || cable_deliver(&cable, 0, 1));
	change(0);
	cable_pass(&cable, 2000);
	ck_assert_str_eq(cable_shown(&cable, ALICE)->their_name, "carol");
	cable_clear(&cable);
}
END_TEST

START_TEST(only_so_many_talks_wait_to_be_read)
{
	set_two_calls();
	for (int i = 0; i < 3; i++) {
		say(CAROL, "hello?");
		cable_hang_up(&cable, CAROL);
		cable_pass(&cable, 2000);
		ck_assert_int_le(alice()->unread_count, alice()->line_count);
		cable_dial(&cable, CAROL, ALICE);
		cable_settle(&cable);
		ck_assert(switchboard_answer(alice(), cable.now, &fault));
		cable_settle(&cable);
		change(1);
	}
	ck_assert_int_eq(alice()->unread_count, 2);
	ck_assert(
	    cable_has_said(&alice()->news, "1 message from carol went unread"));
	cable_clear(&cable);
}
END_TEST

START_TEST(dialling_holds_who_is_in_front)
{
	set_scene(2);
	cable_dial(&cable, ALICE, CAROL);
	cable_settle(&cable);
	ck_assert(cable_shown(&cable, BOB)->they_hold);
	ck_assert_str_eq(in_front(), "carol");
	ck_assert_int_eq(switchboard_dial(alice(), &cable.numbers[BOB],
			     cable.now, &fault),
	    SWITCHBOARD_NOBODY);
	expect_refused(false, "every line has a call already");
	cable_answer(&cable, CAROL);
	cable_settle(&cable);
	ck_assert(call_is_talking(&switchboard_current(alice())->call));
	cable_clear(&cable);
}
END_TEST

START_TEST(a_dial_that_is_answered_behind_the_front_is_held)
{
	set_scene(2);
	cable_dial(&cable, ALICE, CAROL);
	cable_settle(&cable);
	change(1);
	ck_assert_uint_eq(alice()->news.end, 0);
	cable_answer(&cable, CAROL);
	cable_settle(&cable);
	ck_assert_str_eq(in_front(), "bob");
	ck_assert(cable_shown(&cable, CAROL)->they_hold);
	ck_assert(cable_has_said(&alice()->news,
	    "line 2: carol is on hold; /line 2 goes there"));
	cable_clear(&cable);
}
END_TEST

START_TEST(dialling_oneself_is_told_on_every_line)
{
	set_scene(2);
	cable_dial(&cable, ALICE, ALICE);
	cable_pass(&cable, 2000);
	ck_assert_int_eq(cable_shown(&cable, ALICE)->call.outcome,
	    OUTCOME_OWN_NUMBER);
	ck_assert_int_eq(switchboard_lines_taken(alice()), 1);
	ck_assert_uint_eq(alice()->missed_count, 0);
	cable_clear(&cable);
}
END_TEST

/* Steps in an order that the seed chooses, until none is left. */
static void
shuffle(uint64_t *random)
{
	for (int idle = 0; idle < 200; idle++) {
		size_t at = material_upto(random, cable.line_count - 1);
		switch (material_upto(random, 2)) {
		case 0:
			if (cable_connect(&cable, at))
				idle = 0;
			cable_accept(&cable, at);
			break;
		default:
			if (cable_deliver(&cable, at,
				(int)material_upto(random, 1)))
				idle = 0;
		}
	}
	cable_settle(&cable);
}

/* Alice talks with carol; she and bob dial each other at the same time. */
static void
dial_at_once(uint64_t seed)
{
	uint64_t random = seed;
	cable_init(&cable, CABLE_FRAMES, 1);
	switchboard_have_lines(alice(), 3);
	if (seed % 2 == 1)
		alice()->rules.phone_id = UINT64_MAX;
	cable_call(&cable, CAROL, ALICE);
	cable_dial(&cable, ALICE, BOB);
	if (seed % 3 == 0)
		ck_assert(switchboard_change(alice(), 1, cable.now, &fault));
	cable_dial(&cable, BOB, ALICE);
	shuffle(&random);
	cable_pass(&cable, 2000);
}

START_TEST(both_dial_at_once_while_another_line_talks)
{
	for (uint64_t seed = 1; seed <= 120; seed++) {
		dial_at_once(seed);
		ck_assert_msg(switchboard_lines_taken(alice()) == 2, "seed %d",
		    (int)seed);
		ck_assert_int_eq(switchboard_lines_taken(&cable.phones[BOB]),
		    1);
		if (switchboard_waiting(alice()) != SWITCHBOARD_NOBODY)
			answer();
		ck_assert(call_is_talking(&cable_shown(&cable, BOB)->call));
		ck_assert(call_is_talking(&cable_shown(&cable, CAROL)->call));
		ck_assert_uint_eq(alice()->missed_count, 0);
		ck_assert_uint_eq(cable.phones[BOB].missed_count, 0);
		cable_clear(&cable);
	}
}
END_TEST

/* Bob hears the bell, and dials who rings: the higher phone id's call stays. */
START_TEST(dialling_whoever_rings_here_makes_one_call_of_both)
{
	cable_init(&cable, CABLE_WHOLE, 1);
	struct switchboard *bob = &cable.phones[BOB];
	switchboard_have_lines(bob, 3);
	switchboard_have_lines(alice(), _i / 2 * 2 + 1);
	if (_i % 2 == 1)
		alice()->rules.phone_id = UINT64_MAX;
	cable_dial(&cable, ALICE, BOB);
	cable_settle(&cable);
	ck_assert_int_eq(cable_shown(&cable, BOB)->call.state, CALL_RINGS_HERE);
	cable_dial(&cable, BOB, ALICE);
	cable_pass(&cable, 2000);
	ck_assert_int_eq(switchboard_lines_taken(bob), 1);
	ck_assert_int_eq(switchboard_lines_taken(alice()), 1);
	ck_assert(call_is_talking(&cable_shown(&cable, BOB)->call));
	ck_assert_uint_eq(cable_shown(&cable, BOB)->call_id,
	    cable_shown(&cable, ALICE)->call_id);
	ck_assert_uint_eq(bob->missed_count + alice()->missed_count, 0);
	cable_clear(&cable);
}
END_TEST

START_TEST(who_calls_while_one_dials_another_waits)
{
	cable_init(&cable, CABLE_WHOLE, 1);
	switchboard_have_lines(alice(), 2);
	cable_dial(&cable, ALICE, BOB);
	cable_dial(&cable, CAROL, ALICE);
	cable_settle(&cable);
	ck_assert_str_eq(in_front(), "bob");
	ck_assert_int_eq(switchboard_current(alice())->call.state,
	    CALL_RINGS_THERE);
	ck_assert_int_ne(switchboard_waiting(alice()), SWITCHBOARD_NOBODY);
	/* Her own dial goes on behind the call that she picks up. */
	answer();
	ck_assert_str_eq(in_front(), "carol");
	cable_answer(&cable, BOB);
	cable_settle(&cable);
	ck_assert(cable_shown(&cable, BOB)->they_hold);
	cable_clear(&cable);
}
END_TEST

START_TEST(lines_are_declined_and_hung_up_by_their_number)
{
	set_scene(3);
	cable_dial(&cable, CAROL, ALICE);
	cable_settle(&cable);
	expect_refused(switchboard_decline(alice(), 1, cable.now, &fault),
	    "line 1 does not ring; /hangup 1 ends its call");
	expect_refused(switchboard_decline(alice(), 7, cable.now, &fault),
	    "there is no call on line 7; /lines shows them");
	expect_refused(switchboard_decline(alice(), -1, cable.now, &fault),
	    "there is no call on line -1");
	expect_refused(switchboard_change(alice(), 2, cable.now, &fault),
	    "line 2 rings; /answer 2 picks up");
	expect_refused(switchboard_change(alice(), 0, cable.now, &fault),
	    "there is no other line");
	expect_refused(switchboard_answer_line(alice(), 1, cable.now, &fault),
	    "line 1 does not ring; /line 1 goes there");
	ck_assert(
	    switchboard_decline(alice(), _i == 0 ? 2 : 0, cable.now, &fault));
	cable_settle(&cable);
	ck_assert_int_eq(cable_shown(&cable, CAROL)->call.outcome,
	    OUTCOME_THEY_DECLINED);
	ck_assert_str_eq(in_front(), "bob");
	expect_refused(switchboard_decline(alice(), 0, cable.now, &fault),
	    "nobody is calling; /hangup ends this call");
	cable_dial(&cable, CAROL, ALICE);
	cable_settle(&cable);
	ck_assert(switchboard_answer_line(alice(), 3, cable.now, &fault) ||
	    switchboard_answer_line(alice(), 2, cable.now, &fault));
	cable_settle(&cable);
	ck_assert(switchboard_hang_up_line(alice(), 1, cable.now, &fault));
	cable_settle(&cable);
	ck_assert_int_eq(cable_shown(&cable, BOB)->call.outcome, OUTCOME_ENDED);
	ck_assert_str_eq(in_front(), "carol");
	cable_clear(&cable);
}
END_TEST

START_TEST(hanging_up_ends_the_call_in_front_and_no_other)
{
	set_two_calls();
	cable_hang_up(&cable, ALICE);
	cable_settle(&cable);
	ck_assert_int_eq(cable_shown(&cable, BOB)->call.outcome, OUTCOME_ENDED);
	ck_assert(call_is_talking(&cable_shown(&cable, CAROL)->call));
	cable_clear(&cable);
}
END_TEST

START_TEST(leaving_says_goodbye_on_every_line)
{
	set_two_calls();
	if (_i == 0)
		switchboard_hang_up_all(alice(), cable.now);
	else
		ck_assert(switchboard_break_off(alice(), cable.now));
	cable_pass(&cable, 2000);
	enum call_outcome outcome =
	    _i == 0 ? OUTCOME_ENDED : OUTCOME_THEY_BROKE_OFF;
	ck_assert_int_eq(cable_shown(&cable, BOB)->call.outcome, outcome);
	ck_assert_int_eq(cable_shown(&cable, CAROL)->call.outcome, outcome);
	ck_assert_int_eq(switchboard_lines_taken(alice()), 0);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_phone_that_picks_up_by_itself_leaves_the_front_alone)
{
	set_scene(2);
	alice()->auto_answer = true;
	cable_dial(&cable, CAROL, ALICE);
	cable_settle(&cable);
	ck_assert_str_eq(in_front(), "bob");
	ck_assert(call_is_talking(&line(2)->call));
	ck_assert(cable_shown(&cable, CAROL)->they_hold);
	ck_assert(cable_has_said(&alice()->news, "line 2: carol is on hold"));
	cable_clear(&cable);
}
END_TEST

START_TEST(in_a_foreign_framing_whoever_connects_is_on_a_line)
{
	cable_init(&cable, CABLE_WHOLE, 1);
	for (int phone = 0; phone < CABLE_PHONES; phone++)
		cable_speak(&cable, phone, "line", NULL);
	switchboard_have_lines(alice(), 2);
	cable_dial(&cable, BOB, ALICE);
	cable_settle(&cable);
	cable_dial(&cable, CAROL, ALICE);
	cable_settle(&cable);
	ck_assert_int_eq(switchboard_lines_taken(alice()), 2);
	ck_assert_int_eq(alice()->front, 0);
	say(CAROL, "hello");
	ck_assert_uint_eq(line(2)->unread, 1);
	ck_assert(cable_has_said(&alice()->news, "is there; /line 2 goes"));
	change(2);
	say(ALICE, "I hear you");
	ck_assert(cable_has_said(&cable_shown(&cable, CAROL)->transcript,
	    "them: I hear you"));
	ck_assert(!cable_has_said(&cable_shown(&cable, BOB)->transcript,
	    "I hear you"));
	cable_clear(&cable);
}
END_TEST

START_TEST(thirty_lines_talk_and_none_suffers_from_the_others)
{
	enum { CALLERS = 30, MESSAGES = 20 };
	static struct puppet puppets[CALLERS];
	char text[32];
	cable_init(&cable, CABLE_WHOLE, 1);
	switchboard_have_lines(alice(), CALLERS + 1);
	cable_call(&cable, BOB, ALICE);
	alice()->auto_answer = true;
	for (int i = 0; i < CALLERS; i++) {
		uint8_t address[4] = { 10, 0, 0, (uint8_t)i };
		struct number from = number_ipv4(address, 50000);
		puppets[i] = (struct puppet){ .cable = &cable };
		puppets[i].line = cable_knock(&cable, ALICE, &from);
		puppet_say_card(&puppets[i], FRAME_RING, "pat");
		puppet_expect(&puppets[i], FRAME_RINGING);
		puppet_expect(&puppets[i], FRAME_ANSWER);
	}
	for (int round = 0; round < MESSAGES; round++)
		for (int i = 0; i < CALLERS; i++) {
			snprintf(text, sizeof text, "%d of %d", round, i);
			puppet_say_text(&puppets[i], text);
			if (i % 10 == 0)
				say(BOB, "in front");
		}
	ck_assert_str_eq(in_front(), "bob");
	for (int i = 0; i < CALLERS; i++) {
		struct party *party = puppet_party(&puppets[i]);
		ck_assert_uint_eq(party->unread, MESSAGES);
		ck_assert_uint_eq(party->heard, MESSAGES);
		ck_assert_uint_eq(party->in.frames, 1 + MESSAGES);
		snprintf(text, sizeof text, "%d of %d", MESSAGES - 1, i);
		ck_assert(cable_has_said(&party->transcript, text));
	}
	cable_clear(&cable);
}
END_TEST

START_TEST(many_may_be_about_to_ring_where_many_may_call)
{
	struct number from = number_here(50000);
	cable_init(&cable, CABLE_WHOLE, 1);
	switchboard_have_lines(alice(), 30);
	/* One address is to leave room for the others. */
	int let_in = 0;
	for (uint8_t i = 0; i < 60; i++) {
		uint8_t address[4] = { 10, 0, 0, i };
		if (_i == 0)
			from = number_ipv4(address, 50000);
		else
			from = number_ipv4((uint8_t[4]){ 10, 0, 0, 1 }, 50000);
		let_in += switchboard_accept(alice(), &from, cable.now) !=
		    SWITCHBOARD_NOBODY;
	}
	ck_assert_int_eq(let_in, _i == 0 ? 37 : 9);
	cable_clear(&cable);
}
END_TEST

TCase *
lines_tcase(void)
{
	TCase *tcase = tcase_create("lines");
	tcase_add_test(tcase,
	    a_second_caller_waits_and_the_call_in_front_is_untouched);
	tcase_add_test(tcase, beyond_the_lines_a_caller_hears_busy);
	tcase_add_test(tcase, picking_up_holds_who_was_in_front);
	tcase_add_test(tcase, who_comes_back_ends_the_hold_also_that_of_f7);
	tcase_add_test(tcase,
	    a_held_line_goes_on_receiving_and_counts_what_is_unread);
	tcase_add_loop_test(tcase, a_waiting_caller_who_gives_up_is_missed, 0,
	    2);
	tcase_add_loop_test(tcase,
	    who_waits_rings_in_front_when_the_call_before_has_ended, 0, 3);
	tcase_add_test(tcase,
	    who_is_held_stays_held_when_the_call_in_front_has_ended);
	tcase_add_loop_test(tcase,
	    what_a_held_caller_said_last_can_still_be_read, 0, 2);
	tcase_add_test(tcase,
	    reading_what_ended_behind_lasts_longer_than_the_end_in_front);
	tcase_add_test(tcase, only_so_many_talks_wait_to_be_read);
	tcase_add_test(tcase, dialling_holds_who_is_in_front);
	tcase_add_test(tcase, a_dial_that_is_answered_behind_the_front_is_held);
	tcase_add_test(tcase, dialling_oneself_is_told_on_every_line);
	tcase_add_test(tcase, both_dial_at_once_while_another_line_talks);
	tcase_add_loop_test(tcase,
	    dialling_whoever_rings_here_makes_one_call_of_both, 0, 4);
	tcase_add_test(tcase, who_calls_while_one_dials_another_waits);
	tcase_add_loop_test(tcase,
	    lines_are_declined_and_hung_up_by_their_number, 0, 2);
	tcase_add_test(tcase, hanging_up_ends_the_call_in_front_and_no_other);
	tcase_add_loop_test(tcase, leaving_says_goodbye_on_every_line, 0, 2);
	tcase_add_test(tcase,
	    a_phone_that_picks_up_by_itself_leaves_the_front_alone);
	tcase_add_test(tcase,
	    in_a_foreign_framing_whoever_connects_is_on_a_line);
	tcase_add_test(tcase,
	    thirty_lines_talk_and_none_suffers_from_the_others);
	tcase_add_loop_test(tcase,
	    many_may_be_about_to_ring_where_many_may_call, 0, 2);
	return tcase;
}
