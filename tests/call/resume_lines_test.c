/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * A phone with several lines, some of which are lost: who is in front, who is
 * held, who rings and who is given up.
 */
#include "config.h"

#include "call/switchboard.h"

#include <stdlib.h>
#include <string.h>

#include "../runner.h"
#include "cable.h"
#include "suite.h"

enum { BACK_MS = 5000 }; /* an attempt each starts in that time */

static struct cable cable;
static struct fault fault;
static size_t to_bob, to_carol; /* lines of the cable */

static struct switchboard *
alice(void)
{
	return &cable.phones[ALICE];
}

static struct party *
line(int number)
{
	return alice()->parties[number - 1];
}

/* Who is in front of alice, by name; "" for nobody. */
static const char *
in_front(void)
{
	const struct party *party = switchboard_current(alice());
	return party != NULL ? party->their_name : "";
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

/* Bob is in front on line 1, and carol is held on line 2. */
static void
set_scene(int lines)
{
	cable_init_many(&cable, 4, CABLE_WHOLE, 1);
	switchboard_have_lines(alice(), lines);
	to_bob = cable_call(&cable, BOB, ALICE);
	to_carol = cable_dial(&cable, CAROL, ALICE);
	cable_settle(&cable);
	answer();
	change(1);
	ck_assert_str_eq(in_front(), "bob");
	ck_assert(line(2)->i_hold);
}

/* The lines are lost, and nobody gets through for now. */
static void
lose(bool bobs, bool carols)
{
	cable.is_deaf = true;
	if (bobs)
		cable_break(&cable, to_bob);
	if (carols)
		cable_break(&cable, to_carol);
	ck_assert(call_is_in_trouble(&line(1)->call) == bobs);
	ck_assert(call_is_in_trouble(&line(2)->call) == carols);
}

/* Whoever has lost the line to her comes back. */
static void
let_back(void)
{
	cable.is_deaf = false;
	cable_pass(&cable, BACK_MS);
}

/* Dora calls, though the others do not get through. */
static void
ring(void)
{
	bool was_deaf = cable.is_deaf;
	cable_dial(&cable, DORA, ALICE);
	cable.is_deaf = false;
	cable_connect(&cable, cable_line(&cable, DORA));
	cable.is_deaf = was_deaf;
	cable_settle(&cable);
}

static void
expect_heard(int phone, const char *text)
{
	char *all = cable_transcript(&cable_shown(&cable, phone)->transcript);
	const char *found = strstr(all, text);
	ck_assert_msg(found != NULL, "\"%s\" is not in \"%s\"", text, all);
	ck_assert_msg(strstr(found + 1, text) == NULL, "twice in \"%s\"", all);
	free(all);
}

START_TEST(the_line_in_front_and_a_held_one_come_back_as_they_were)
{
	set_scene(_i + 2);
	lose(true, true);
	ck_assert_str_eq(in_front(), "bob");
	ck_assert_int_eq(switchboard_lines_taken(alice()), 2);
	cable_say(&cable, ALICE, "said in front");
	cable_say(&cable, CAROL, "said behind");
	let_back();
	ck_assert(!call_is_in_trouble(&line(1)->call));
	ck_assert(!call_is_in_trouble(&line(2)->call));
	ck_assert_str_eq(in_front(), "bob");
	ck_assert(!line(1)->i_hold && line(2)->i_hold);
	ck_assert(cable_shown(&cable, CAROL)->they_hold);
	ck_assert(!cable_shown(&cable, BOB)->they_hold);
	ck_assert_uint_eq(line(2)->unread, 1);
	expect_heard(BOB, "them: said in front");
	ck_assert_uint_eq(party_waiting(line(1)), 0);
	change(2);
	expect_heard(ALICE, "them: said behind");
	cable_clear(&cable);
}
END_TEST

START_TEST(only_the_line_that_is_lost_is_in_trouble)
{
	set_scene(2);
	lose(false, true);
	cable_say(&cable, BOB, "all is well here");
	cable_settle(&cable);
	expect_heard(ALICE, "them: all is well here");
	ck_assert(!cable_has_said(&line(1)->transcript, "line trouble"));
	ck_assert(cable_has_said(&line(2)->transcript, "line trouble"));
	ck_assert(cable_has_said(&alice()->news,
	    "line 2: the line to carol is lost"));
	let_back();
	ck_assert(cable_has_said(&alice()->news,
	    "line 2: the line to carol is back"));
	ck_assert(cable_has_said(&line(2)->transcript, "the line is back"));
	ck_assert_str_eq(in_front(), "bob");
	cable_clear(&cable);
}
END_TEST

START_TEST(the_phone_itself_tells_only_of_lines_behind_the_front)
{
	set_scene(2);
	lose(true, false);
	ck_assert(!cable_has_said(&alice()->news, "is lost"));
	change(2);
	ck_assert(!cable_has_said(&alice()->news, "is lost"));
	let_back();
	ck_assert(
	    cable_has_said(&alice()->news, "line 1: the line to bob is back"));
	cable_clear(&cable);
}
END_TEST

START_TEST(one_can_go_to_a_line_in_trouble_and_talk_into_it)
{
	set_scene(2);
	lose(false, true);
	change(2);
	ck_assert_str_eq(in_front(), "carol");
	ck_assert(line(1)->i_hold);
	cable_say(&cable, ALICE, "you will hear this");
	ck_assert_uint_eq(party_waiting(line(2)), 1);
	let_back();
	ck_assert_str_eq(in_front(), "carol");
	expect_heard(CAROL, "them: you will hear this");
	/* She is told, too, that she is no longer held. */
	ck_assert(!cable_shown(&cable, CAROL)->they_hold);
	ck_assert(cable_shown(&cable, BOB)->they_hold);
	cable_clear(&cable);
}
END_TEST

START_TEST(who_is_left_while_in_trouble_is_held_when_back)
{
	set_scene(2);
	lose(true, false);
	change(2);
	ck_assert_str_eq(in_front(), "carol");
	let_back();
	ck_assert_str_eq(in_front(), "carol");
	ck_assert(line(1)->i_hold);
	ck_assert(cable_shown(&cable, BOB)->they_hold);
	cable_clear(&cable);
}
END_TEST

START_TEST(every_line_goes_on_for_itself)
{
	set_scene(2);
	lose(true, true);
	ck_assert(switchboard_hang_up_line(alice(), 2, cable.now, &fault));
	cable_settle(&cable);
	ck_assert_ptr_null(line(2));
	ck_assert(call_is_in_trouble(&line(1)->call));
	let_back();
	ck_assert(!call_is_in_trouble(&line(1)->call));
	ck_assert_ptr_null(switchboard_current(&cable.phones[CAROL]));
	ck_assert_int_eq(cable_shown(&cable, CAROL)->call.outcome,
	    OUTCOME_THEY_BROKE_OFF);
	cable_clear(&cable);
}
END_TEST

/* ---- somebody else calls ---- */

START_TEST(with_a_line_to_spare_nobody_is_given_up)
{
	set_scene(3);
	lose(true, false);
	ring();
	ck_assert_str_eq(in_front(), "dora");
	answer();
	ck_assert_str_eq(in_front(), "dora");
	ck_assert(call_is_in_trouble(&line(1)->call));
	let_back();
	ck_assert_str_eq(in_front(), "dora");
	ck_assert(call_is_talking(&line(1)->call) && line(1)->i_hold);
	ck_assert(cable_shown(&cable, BOB)->they_hold);
	ck_assert_int_eq(switchboard_lines_taken(alice()), 3);
	cable_clear(&cable);
}
END_TEST

START_TEST(in_a_full_house_picking_up_gives_up_who_is_in_trouble)
{
	/* In front, or held. */
	set_scene(2);
	lose(_i == 0, _i == 1);
	ring();
	answer();
	ck_assert_str_eq(in_front(), "dora");
	ck_assert_int_eq(switchboard_lines_taken(alice()), 2);
	ck_assert_ptr_null(line(_i + 1));
	ck_assert(call_is_talking(&line(2 - _i)->call) && line(2 - _i)->i_hold);
	let_back();
	int lost = _i == 0 ? BOB : CAROL;
	ck_assert_ptr_null(switchboard_current(&cable.phones[lost]));
	ck_assert_int_eq(cable_shown(&cable, lost)->call.outcome,
	    OUTCOME_THEY_BROKE_OFF);
	cable_clear(&cable);
}
END_TEST

START_TEST(of_two_in_trouble_the_one_that_waits_longer_is_given_up)
{
	set_scene(2);
	cable.is_deaf = true;
	cable_break(&cable, _i == 0 ? to_bob : to_carol);
	cable_pass(&cable, 1000);
	cable_break(&cable, _i == 0 ? to_carol : to_bob);
	ring();
	answer();
	ck_assert_ptr_null(line(_i + 1));
	ck_assert(call_is_in_trouble(&line(2 - _i)->call));
	let_back();
	ck_assert_str_eq(in_front(), "dora");
	ck_assert(!call_is_in_trouble(&line(2 - _i)->call));
	ck_assert(line(2 - _i)->i_hold);
	cable_clear(&cable);
}
END_TEST

START_TEST(whom_one_declines_changes_no_line)
{
	set_scene(2);
	lose(true, true);
	ring();
	ck_assert(switchboard_decline(alice(), 0, cable.now, &fault));
	cable_settle(&cable);
	ck_assert_int_eq(cable_shown(&cable, DORA)->call.outcome,
	    OUTCOME_THEY_DECLINED);
	ck_assert_str_eq(in_front(), "bob");
	let_back();
	ck_assert_str_eq(in_front(), "bob");
	ck_assert(call_is_talking(&line(1)->call) && !line(1)->i_hold);
	ck_assert(call_is_talking(&line(2)->call) && line(2)->i_hold);
	cable_clear(&cable);
}
END_TEST

START_TEST(when_the_house_is_full_again_who_rings_hears_busy)
{
	set_scene(2);
	lose(_i == 0, _i == 1);
	ring();
	ck_assert_int_eq(cable_shown(&cable, DORA)->call.state,
	    CALL_RINGS_THERE);
	let_back();
	ck_assert_int_eq(cable_shown(&cable, DORA)->call.outcome, OUTCOME_BUSY);
	ck_assert_uint_eq(alice()->missed_count, 1);
	ck_assert_str_eq(in_front(), "bob");
	ck_assert(!line(1)->i_hold && line(2)->i_hold);
	cable_clear(&cable);
}
END_TEST

START_TEST(whoever_rings_on_comes_before_one_whose_line_is_lost)
{
	set_scene(4);
	size_t to_dora = cable_dial(&cable, DORA, ALICE);
	cable_settle(&cable);
	cable.is_deaf = true;
	cable_break(&cable, to_dora);
	ck_assert_int_eq(switchboard_waiting(alice()), 2);
	static const uint8_t address[4] = { 192, 0, 2, 99 };
	struct number from = number_ipv4(address, 50001);
	struct frame_card card = { .phone_id = 5, .call_id = 6 };
	uint8_t payload[FRAME_CARD_SIZE + FRAME_NAME_MOST];
	struct frame_header header = { .type = FRAME_RING };
	size_t knock = cable_knock(&cable, ALICE, &from);
	header.length = (uint32_t)frame_card_encode(payload, &card);
	cable_send_frame(&cable, knock, &header, payload);
	while (cable_deliver(&cable, knock, 1)) {
	}
	int waiting = switchboard_waiting(alice());
	ck_assert_ptr_eq(line(waiting + 1), cable_party(&cable, knock, 1));
	ck_assert(call_is_in_trouble(&line(3)->call));
	ck_assert_uint_lt(line(3)->serial, line(waiting + 1)->serial);
	cable_clear(&cable);
}
END_TEST

START_TEST(one_can_dial_while_a_line_behind_is_in_trouble)
{
	set_scene(3);
	lose(true, false);
	cable.is_deaf = false;
	cable_dial(&cable, ALICE, DORA);
	cable_settle(&cable);
	cable_answer(&cable, DORA);
	cable_settle(&cable);
	ck_assert_str_eq(in_front(), "dora");
	let_back();
	ck_assert_str_eq(in_front(), "dora");
	ck_assert(!call_is_in_trouble(&line(1)->call));
	ck_assert(line(1)->i_hold);
	cable_clear(&cable);
}
END_TEST

/* ---- two lines that hear each other ---- */

START_TEST(a_joined_line_that_is_lost_hears_everything_when_back)
{
	set_scene(2);
	ck_assert(switchboard_patch(alice(), 1, 2, cable.now, &fault));
	cable_settle(&cable);
	lose(false, true);
	cable_say(&cable, BOB, "first");
	cable_say(&cable, CAROL, "meanwhile");
	cable_settle(&cable);
	cable_say(&cable, BOB, "second");
	cable_settle(&cable);
	let_back();
	expect_heard(CAROL, "them: bob: first\nthem: bob: second");
	expect_heard(BOB, "them: carol: meanwhile");
	ck_assert(line(1)->patch != 0 && line(2)->patch != 0);
	cable_clear(&cable);
}
END_TEST

/* ---- the end of it ---- */

START_TEST(after_two_minutes_each_line_is_given_up_and_told)
{
	set_scene(2);
	cable.is_deaf = true;
	cable_break(&cable, to_carol);
	cable_pass(&cable, 10000);
	cable_break(&cable, to_bob);
	cable_pass(&cable, 110001);
	ck_assert_ptr_null(line(2));
	ck_assert(call_is_in_trouble(&line(1)->call));
	ck_assert_str_eq(in_front(), "bob");
	ck_assert(cable_has_said(&alice()->news, "line 2: the line to carol"));
	cable_pass(&cable, 10000);
	ck_assert_ptr_null(line(1));
	cable_clear(&cable);
}
END_TEST

TCase *
resume_lines_tcase(void)
{
	TCase *tcase = tcase_create("resume lines");
	tcase_add_loop_test(tcase,
	    the_line_in_front_and_a_held_one_come_back_as_they_were, 0, 2);
	tcase_add_test(tcase, only_the_line_that_is_lost_is_in_trouble);
	tcase_add_test(tcase,
	    the_phone_itself_tells_only_of_lines_behind_the_front);
	tcase_add_test(tcase, one_can_go_to_a_line_in_trouble_and_talk_into_it);
	tcase_add_test(tcase, who_is_left_while_in_trouble_is_held_when_back);
	tcase_add_test(tcase, every_line_goes_on_for_itself);
	tcase_add_test(tcase, with_a_line_to_spare_nobody_is_given_up);
	tcase_add_loop_test(tcase,
	    in_a_full_house_picking_up_gives_up_who_is_in_trouble, 0, 2);
	tcase_add_loop_test(tcase,
	    of_two_in_trouble_the_one_that_waits_longer_is_given_up, 0, 2);
	tcase_add_test(tcase, whom_one_declines_changes_no_line);
	tcase_add_loop_test(tcase,
	    when_the_house_is_full_again_who_rings_hears_busy, 0, 2);
	tcase_add_test(tcase,
	    whoever_rings_on_comes_before_one_whose_line_is_lost);
	tcase_add_test(tcase, one_can_dial_while_a_line_behind_is_in_trouble);
	tcase_add_test(tcase,
	    a_joined_line_that_is_lost_hears_everything_when_back);
	tcase_add_test(tcase, after_two_minutes_each_line_is_given_up_and_told);
	return tcase;
}
