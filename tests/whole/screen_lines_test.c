/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Several lines: three phones on three terminals, and a class that calls one.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "suite.h"

#include "handset.h"
#include "peer.h"
#include "process.h"

/* Bob has three lines; alice talks with him, and carol can dial. */
struct scene {
	struct terminal *alice, *bob, *carol;
	char bobs[HANDSET_NUMBER_SIZE];
};

static void
set_scene_over(struct scene *scene, const char *transport)
{
	struct handset_plan plan = { .name = "bob", .option = "--lines=3" };
	plan.another = transport;
	scene->bob = handset_start(&plan);
	handset_number(scene->bob, scene->bobs);
	plan = (struct handset_plan){ .name = "alice", .option = transport };
	scene->alice = handset_start(&plan);
	plan.name = "carol";
	scene->carol = handset_start(&plan);
	handset_dial(scene->alice, scene->bobs);
	terminal_expect(scene->bob, "alice is calling from");
	terminal_type(scene->bob, HANDSET_F5);
	terminal_expect(scene->alice, "TALKING");
	terminal_expect(scene->bob, "TALKING");
}

static void
set_scene(struct scene *scene)
{
	set_scene_over(scene, NULL);
}

static void
clear_scene(struct scene *scene)
{
	handset_leave(scene->alice);
	handset_leave(scene->carol);
	handset_leave(scene->bob);
}

/* Carol is on line 2 and in front; alice is held. */
static void
answer_carol(struct scene *scene)
{
	handset_dial(scene->carol, scene->bobs);
	terminal_expect(scene->bob, "carol is calling from 127.0.0.1");
	terminal_type(scene->bob, HANDSET_F5);
	terminal_expect(scene->carol, "TALKING");
	terminal_expect(scene->bob, "you picked up; carol is there");
}

START_TEST(a_caller_waits_while_the_talk_goes_on_and_is_picked_up)
{
	struct scene scene;
	set_scene(&scene);
	terminal_type(scene.bob, "half a sen");
	terminal_expect(scene.bob, "> half a sen");
	unsigned bells = glass_bells(terminal_glass(scene.bob));
	handset_dial(scene.carol, scene.bobs);
	terminal_expect(scene.bob,
	    "carol is calling from 127.0.0.1 · F5 answers, line 1 is held ·"
	    " /decline 2");
	terminal_expect(scene.carol, "it rings there");
	handset_say(scene.alice, scene.bob, "are you still there?");
	/* What is typed goes to alice, and answers nobody. */
	terminal_type(scene.bob, "tence\r");
	terminal_expect(scene.alice, "half a sentence");
	ck_assert(!terminal_shows(scene.carol, "TALKING"));
	ck_assert_uint_eq(glass_bells(terminal_glass(scene.bob)), bells + 1);
	terminal_type(scene.bob, HANDSET_F5);
	terminal_expect(scene.carol, "TALKING");
	terminal_expect(scene.alice, "bob holds");
	terminal_expect(scene.bob, "line 1 held");
	handset_say(scene.bob, scene.carol, "hello, carol");
	ck_assert(!terminal_shows(scene.alice, "hello, carol"));
	terminal_type(scene.alice, "one\rtwo\r");
	terminal_expect(scene.bob, "line 1: 2 new");
	terminal_type(scene.bob, "\t");
	terminal_expect(scene.bob, "half a sentence");
	terminal_expect(scene.bob, "line 2 held");
	terminal_expect(scene.alice, "bob is back");
	clear_scene(&scene);
}
END_TEST

START_TEST(datagrams_have_lines_too)
{
	char longest[1202];
	struct scene scene;
	set_scene_over(&scene, "--udp");
	answer_carol(&scene);
	terminal_expect(scene.alice, "bob holds");
	handset_say(scene.bob, scene.carol, "hello, carol");
	ck_assert(!terminal_shows(scene.alice, "hello, carol"));
	terminal_type(scene.alice, "one\r");
	terminal_expect(scene.bob, "line 1: 1 new");
	terminal_type(scene.bob, "/patch 1 2\r");
	terminal_expect(scene.bob, "hear each other through you");
	handset_say(scene.alice, scene.carol, "is that carol?");
	terminal_expect(scene.carol, "alice: is that carol?");
	/* With the name before it, it does not fit in one any more. */
	memset(longest, 'x', 1200);
	memcpy(longest + 1200, "\r", 2);
	terminal_type(scene.alice, longest);
	terminal_expect(scene.carol, "TEXT · 14 bytes");
	terminal_type(scene.bob, HANDSET_F9);
	terminal_expect(scene.bob, "the lines · 2 of 3 taken");
	clear_scene(&scene);
}
END_TEST

START_TEST(a_waiting_caller_can_be_turned_away_and_can_give_up)
{
	struct scene scene;
	set_scene(&scene);
	handset_dial(scene.carol, scene.bobs);
	terminal_expect(scene.bob, "/decline 2");
	terminal_type(scene.bob, "/decline 2\r");
	terminal_expect(scene.carol, "bob declined the call");
	terminal_expect_gone(scene.bob, "carol is calling");
	terminal_type(scene.carol, "/redial\r");
	terminal_expect(scene.bob, "carol is calling from");
	terminal_type(scene.carol, HANDSET_F6);
	terminal_expect(scene.bob, "missed call from carol");
	handset_say(scene.alice, scene.bob, "who was that?");
	clear_scene(&scene);
}
END_TEST

START_TEST(each_line_has_its_own_draft)
{
	struct scene scene;
	set_scene(&scene);
	terminal_type(scene.bob, "a word for alice\002\002");
	terminal_expect(scene.bob, "> a word for alice");
	answer_carol(&scene);
	terminal_expect_gone(scene.bob, "a word for alice");
	terminal_type(scene.bob, "another for carol");
	terminal_expect(scene.bob, "> another for carol");
	terminal_type(scene.bob, HANDSET_NEXT_LINE);
	terminal_expect(scene.bob, "> a word for alice");
	/* With the cursor where it was. */
	terminal_type(scene.bob, "X");
	terminal_expect(scene.bob, "> a word for aliXce");
	terminal_type(scene.bob, HANDSET_NEXT_LINE);
	terminal_expect(scene.bob, "> another for carol");
	/* Alice's call ends; her words go to nobody else. */
	terminal_type(scene.alice, HANDSET_F6);
	terminal_expect(scene.bob, "what you had typed for a call that has");
	terminal_type(scene.bob, "\r");
	terminal_expect(scene.carol, "another for carol");
	terminal_type(scene.bob, HANDSET_UP HANDSET_UP);
	terminal_expect(scene.bob, "aliXce");
	clear_scene(&scene);
}
END_TEST

START_TEST(a_call_that_ends_brings_nobody_else_to_the_front)
{
	struct scene scene;
	set_scene(&scene);
	answer_carol(&scene);
	terminal_type(scene.carol, HANDSET_F6);
	terminal_expect(scene.bob, "the call with carol has ended");
	terminal_expect(scene.bob, "line 1, alice: held · Tab goes there");
	/* What would leave must not hang up on alice. */
	terminal_type(scene.bob, HANDSET_INTERRUPT);
	terminal_expect(scene.bob, "others are on the line still");
	terminal_type(scene.bob, "\004");
	terminal_expect(scene.bob, "others are on the line still");
	terminal_type(scene.bob, "\t");
	terminal_expect(scene.bob, "TALKING");
	terminal_expect(scene.alice, "bob is back");
	handset_say(scene.bob, scene.alice, "there you are");
	terminal_type(scene.bob, "\t");
	terminal_expect(scene.bob, "there is no other line to change to");
	clear_scene(&scene);
}
END_TEST

START_TEST(last_words_of_a_held_caller_can_be_read)
{
	struct scene scene;
	set_scene(&scene);
	answer_carol(&scene);
	terminal_type(scene.alice, "call me tomorrow\r");
	terminal_expect(scene.bob, "line 1: 1 new");
	terminal_type(scene.alice, HANDSET_F6);
	terminal_expect(scene.bob, "line 1: the call with alice has ended");
	terminal_expect(scene.bob, "alice: 1 new");
	terminal_type(scene.bob, HANDSET_NEXT_LINE);
	terminal_expect(scene.bob, "call me tomorrow");
	terminal_expect(scene.carol, "bob holds");
	terminal_type(scene.bob, HANDSET_NEXT_LINE);
	terminal_expect(scene.bob, "TALKING");
	clear_scene(&scene);
}
END_TEST

START_TEST(who_waits_rings_in_front_when_the_talk_is_over)
{
	struct scene scene;
	set_scene(&scene);
	handset_dial(scene.carol, scene.bobs);
	terminal_expect(scene.bob, "carol is calling from");
	terminal_type(scene.bob, HANDSET_F6);
	terminal_expect(scene.bob, "F5 or /answer · F6 or /decline");
	terminal_type(scene.bob, HANDSET_F5);
	terminal_expect(scene.carol, "TALKING");
	clear_scene(&scene);
}
END_TEST

START_TEST(two_callers_hear_each_other_through_a_third)
{
	struct scene scene;
	set_scene(&scene);
	answer_carol(&scene);
	terminal_type(scene.bob, "/patch 1 2\r");
	terminal_expect(scene.bob, "hear each other through you");
	terminal_expect(scene.alice, "bob is back");
	handset_say(scene.alice, scene.carol, "is that carol?");
	terminal_expect(scene.carol, "alice: is that carol?");
	handset_say(scene.carol, scene.alice, "it is");
	terminal_expect(scene.alice, "carol: it is");
	terminal_expect(scene.bob, "alice: is that carol?");
	terminal_type(scene.bob, HANDSET_F9);
	terminal_expect(scene.bob, "hears 1");
	terminal_type(scene.bob, "/everyone both of you\r");
	terminal_expect(scene.alice, "both of you");
	terminal_expect(scene.carol, "both of you");
	terminal_type(scene.carol, HANDSET_F6);
	terminal_expect(scene.alice, "bob put you on hold");
	clear_scene(&scene);
}
END_TEST

/* ---- a class ---- */

enum { PUPILS = 30, MESSAGES = 10 };

static void
call_in(int pupils[PUPILS], const char *number)
{
	for (int i = 0; i < PUPILS; i++)
		pupils[i] = peer_call(number);
}

static void
say_all(const int pupils[PUPILS])
{
	for (uint32_t at = 1; at <= MESSAGES; at++)
		for (int i = 0; i < PUPILS; i++)
			peer_say(pupils[i], FRAME_TEXT, at, 0, "a question",
			    10);
}

START_TEST(a_lecturer_with_thirty_callers_talks_undisturbed)
{
	static const struct handset_plan plans[] = {
		{ .name = "bob",
		    .option = "--lines=31",
		    .another = "--auto-answer",
		    .timers = HANDSET_CALM,
		    .rows = 40,
		    .cols = 120 },
		{ .name = "alice", .timers = HANDSET_CALM },
	};
	char number[HANDSET_NUMBER_SIZE];
	int pupils[PUPILS];
	struct frame_header header;
	struct terminal *bob = handset_start(&plans[0]);
	struct terminal *alice = handset_start(&plans[1]);
	handset_number(bob, number);
	handset_dial(alice, number);
	terminal_expect(alice, "TALKING");
	terminal_type(bob, "half a sen");
	call_in(pupils, number);
	terminal_expect(bob, "30 more lines");
	say_all(pupils);
	terminal_type(bob, "tence\r");
	terminal_expect(alice, "half a sentence");
	handset_say(alice, bob, "and an answer");
	terminal_expect(bob, "300 new on 30 lines");
	terminal_type(bob, HANDSET_F9);
	terminal_expect(bob, "the lines · 31 of 31 taken");
	terminal_expect(bob, "> 1");
	terminal_expect(bob, "  31 ");
	terminal_type(bob, "/everyone sit down\r");
	for (int i = 0; i < PUPILS; i++) {
		const uint8_t *text =
		    peer_expect(pupils[i], FRAME_TEXT, &header);
		ck_assert_uint_eq(header.length, 8);
		ck_assert_mem_eq(text, "sit down", 8);
		ck_assert_uint_eq(header.acknowledgement, MESSAGES);
	}
	terminal_expect(alice, "sit down");
	/* The thirty-second hears busy. */
	int late = peer_dial(number);
	peer_say_card(late, FRAME_RING, 0x9876, 0x5432);
	ck_assert_uint_eq(peer_expect_refusal(late), CAUSE_BUSY);
	close(late);
	for (int i = 0; i < PUPILS; i++)
		close(pupils[i]);
	handset_leave(alice);
	handset_leave(bob);
}
END_TEST

START_TEST(a_service_shows_who_is_served)
{
	struct handset_plan plan = { .name = "bob",
		.option = "--service=upper",
		.another = "--framing=line" };
	char number[HANDSET_NUMBER_SIZE], mine[PEER_NUMBER_SIZE];
	char answer[6];
	struct terminal *bob = handset_start(&plan);
	handset_number(bob, number);
	terminal_expect(bob, "the lines · 0 of 64 taken");
	terminal_expect(bob, "listens");
	int one = peer_dial(number), other = peer_dial(number);
	peer_send(one, "hello\n", 6);
	ck_assert_uint_eq(peer_read(one, answer, 6), 6);
	ck_assert_mem_eq(answer, "HELLO\n", 6);
	terminal_expect(bob, "the lines · 2 of 64 taken");
	terminal_expect(bob, "1/1");
	peer_number(one, mine);
	terminal_expect(bob, mine);
	close(one);
	terminal_expect(bob, "the lines · 1 of 64 taken");
	close(other);
	terminal_type(bob, HANDSET_F9);
	terminal_expect_gone(bob, "the lines");
	handset_leave(bob);
}
END_TEST

/* ---- without a screen ---- */

START_TEST(plain_mode_has_one_line_unless_it_serves)
{
	struct process bob;
	process_start(&bob, (struct process_plan){ .in = PROCESS_NULL },
	    "--lines", "3", "--auto-answer", "--listen", "127.0.0.1:0", NULL);
	process_expect_error(&bob, "--lines needs the screen, or a --service");
	process_expect_end(&bob, 64);
	process_clear(&bob);
	process_start(&bob, (struct process_plan){ .in = PROCESS_TERMINAL },
	    "--plain", "--service", "echo", "--framing", "line", "--lines", "1",
	    "--listen", "127.0.0.1:0", NULL);
	process_expect_error(&bob, "waiting on");
	const char *number = process_number(&bob);
	int one = peer_dial(number);
	process_expect_error(&bob, "echo answers");
	process_say(&bob, "/lines\n");
	process_expect_error(&bob, "listens, fd ");
	process_expect_error(&bob, "line 1: echo, fd ");
	process_expect_error(&bob, "frames in/out 0/0");
	/* There is no second one. */
	int other = peer_dial(number);
	peer_expect_end(other);
	process_say(&bob, "/line x\n");
	process_expect_error(&bob,
	    "/line takes the number of a line, as in /line 2");
	process_say(&bob, "/patch 1\n");
	process_expect_error(&bob, "/patch takes the numbers of two lines");
	close(one);
	process_say(&bob, "/quit\n");
	process_expect_end(&bob, 0);
	process_clear(&bob);
}
END_TEST

TCase *
screen_lines_tcase(void)
{
	TCase *tcase = tcase_create("screen lines");
	tcase_set_timeout(tcase, TERMINAL_TIMEOUT_S);
	tcase_add_test(tcase,
	    a_caller_waits_while_the_talk_goes_on_and_is_picked_up);
	tcase_add_test(tcase, datagrams_have_lines_too);
	tcase_add_test(tcase,
	    a_waiting_caller_can_be_turned_away_and_can_give_up);
	tcase_add_test(tcase, each_line_has_its_own_draft);
	tcase_add_test(tcase, a_call_that_ends_brings_nobody_else_to_the_front);
	tcase_add_test(tcase, last_words_of_a_held_caller_can_be_read);
	tcase_add_test(tcase, who_waits_rings_in_front_when_the_talk_is_over);
	tcase_add_test(tcase, two_callers_hear_each_other_through_a_third);
	tcase_add_test(tcase, a_lecturer_with_thirty_callers_talks_undisturbed);
	tcase_add_test(tcase, a_service_shows_who_is_served);
	tcase_add_test(tcase, plain_mode_has_one_line_unless_it_serves);
	return tcase;
}
