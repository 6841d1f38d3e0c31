/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#include "handset.h"
#include "pupil.h"

#include "../net/fixture.h"

/* ---- from the first ring to the last word ---- */

static const char *const kinds[] = { "127.0.0.1:0", "[::1]:0", "unix:" };

/* On sockets in a folder where nobody else has one. */
static void
start_unix_pair(struct handset_pair *pair, const char *folder)
{
	char path[128];
	struct handset_plan plan = { .name = "alice", .listen = path };
	plan.timers = HANDSET_CALM;
	snprintf(path, sizeof path, "unix:%s/alice", folder);
	pair->alice = handset_start(&plan);
	plan.name = "bob";
	snprintf(path, sizeof path, "unix:%s/bob", folder);
	pair->bob = handset_start(&plan);
	handset_number(pair->alice, pair->alices);
	handset_number(pair->bob, pair->bobs);
}

/* What is typed at a ringing phone waits in the draft. */
static void
expect_that_text_does_not_answer(struct terminal *bob)
{
	terminal_type(bob, "yes, answer\r");
	terminal_expect(bob, "what you typed stays here");
	terminal_expect(bob, "F5");
	ck_assert(!terminal_shows(bob, "TALKING"));
	terminal_type(bob, HANDSET_INTERRUPT);
	terminal_expect_gone(bob, "yes, answer");
}

static void
say_ten_each_way(struct handset_pair *pair)
{
	char text[64];
	for (int i = 0; i < 10; i++) {
		snprintf(text, sizeof text, "from alice %d", i);
		handset_say(pair->alice, pair->bob, text);
		snprintf(text, sizeof text, "bob says %d", i);
		handset_say(pair->bob, pair->alice, text);
	}
	terminal_expect(pair->alice, "TEXT · 12 bytes · seq 10 · ack 9");
	terminal_expect(pair->bob, "TEXT · 10 bytes · seq 10 · ack 10");
	handset_expect_arrived(pair->alice, 10);
	handset_expect_arrived(pair->bob, 10);
}

START_TEST(two_people_talk)
{
	struct handset_pair pair;
	char *folder = fixture_folder();
	if (strcmp(kinds[_i], "[::1]:0") == 0 && !fixture_has_ipv6())
		return;
	if (strcmp(kinds[_i], "unix:") == 0)
		start_unix_pair(&pair, folder);
	else
		handset_start_pair(&pair, kinds[_i], HANDSET_CALM);
	handset_dial(pair.alice, pair.bobs);
	terminal_expect(pair.alice, "CALLING · it rings there · bob");
	terminal_expect(pair.bob, "alice is calling");
	expect_that_text_does_not_answer(pair.bob);
	terminal_type(pair.bob, HANDSET_F5);
	terminal_expect(pair.alice, "TALKING 00:0");
	terminal_expect(pair.bob, "you picked up; alice is there");
	say_ten_each_way(&pair);
	handset_expect_true(pair.alice, pair.bob);
	handset_expect_true(pair.bob, pair.alice);
	terminal_type(pair.alice, HANDSET_F6);
	terminal_expect(pair.alice, "the call with bob has ended");
	terminal_expect(pair.bob, "the call with alice has ended");
	terminal_expect(pair.bob, "WAITING");
	handset_end_pair(&pair);
	fixture_remove_folder(folder);
}
END_TEST

START_TEST(claimed_name_and_known_address_stand_apart)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	struct handset_plan plan = { .name = "10.0.0.1" };
	struct terminal *liar = handset_start(&plan);
	handset_dial(liar, pair.bobs);
	terminal_expect(pair.bob, "10.0.0.1 is calling from 127.0.0.1 ");
	terminal_expect(pair.bob, "10.0.0.1 · from 127.0.0.1:");
	terminal_expect(pair.bob, "F5 or /answer · F6 or /decline");
	handset_leave(liar);
	terminal_expect(pair.bob, "missed");
	handset_end_pair(&pair);
}
END_TEST

/* ---- ways in ---- */

START_TEST(escape_and_a_digit_answer)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_dial(pair.alice, pair.bobs);
	terminal_expect(pair.bob, "alice is calling from");
	terminal_type(pair.bob, "\033");
	terminal_type(pair.bob, "5");
	terminal_expect(pair.bob, "TALKING");
	terminal_expect(pair.alice, "TALKING");
	handset_end_pair(&pair);
}
END_TEST

START_TEST(a_call_is_declined)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_dial(pair.alice, pair.bobs);
	terminal_expect(pair.bob, "alice is calling from");
	terminal_type(pair.bob, HANDSET_F6);
	terminal_expect(pair.alice, "bob declined the call");
	terminal_expect(pair.bob, "WAITING");
	terminal_type(pair.alice, "/redial\r");
	terminal_expect(pair.bob, "alice is calling from");
	terminal_type(pair.bob, "/decline\r");
	terminal_expect_gone(pair.bob, "is calling");
	terminal_expect(pair.alice, "WAITING");
	handset_end_pair(&pair);
}
END_TEST

START_TEST(dialling_is_stopped_and_the_call_missed)
{
	struct handset_pair pair;
	char back[HANDSET_NUMBER_SIZE + 16];
	handset_start_pair(&pair, NULL, NULL);
	handset_dial(pair.alice, pair.bobs);
	terminal_expect(pair.alice, "it rings there");
	terminal_expect(pair.bob, "alice is calling from");
	terminal_type(pair.alice, HANDSET_F6);
	terminal_expect(pair.alice, "you stopped dialling");
	terminal_expect(pair.bob, "missed");
	/* What stands there calls them back, typed as it is. */
	snprintf(back, sizeof back, "/dial %s", pair.alices);
	terminal_expect(pair.bob, back);
	terminal_type(pair.bob, back);
	terminal_type(pair.bob, "\r");
	terminal_expect(pair.alice, "bob is calling from");
	terminal_type(pair.alice, "/answer\r");
	terminal_expect(pair.bob, "TALKING");
	handset_end_pair(&pair);
}
END_TEST

START_TEST(nobody_answers)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, "ring=1/100,ring_there=1/100");
	handset_dial(pair.alice, pair.bobs);
	terminal_expect(pair.alice, "bob does not answer: it rang there");
	terminal_expect(pair.bob, "missed");
	handset_end_pair(&pair);
}
END_TEST

/* Two rings, which a person can hear. */
static bool
has_rung_twice(struct terminal *terminal, const void *nothing)
{
	(void)nothing;
	return glass_bells(terminal_glass(terminal)) == 2;
}

START_TEST(the_bell_rings_twice)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_dial(pair.alice, pair.bobs);
	ck_assert(terminal_await(pair.bob, has_rung_twice, NULL));
	handset_end_pair(&pair);
}
END_TEST

START_TEST(a_third_phone_hears_busy)
{
	struct handset_pair pair;
	struct handset_plan plan = { .name = "carol" };
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	struct terminal *carol = handset_start(&plan);
	handset_dial(carol, pair.bobs);
	terminal_expect(carol, "is busy; try again later");
	terminal_expect(pair.bob, "carol");
	handset_say(pair.alice, pair.bob, "who was that?");
	terminal_type(pair.bob, HANDSET_F6);
	terminal_expect(pair.bob, "WAITING");
	handset_leave(carol);
	handset_end_pair(&pair);
}
END_TEST

static bool
rings_or_talks(struct terminal *terminal, const void *nothing)
{
	(void)nothing;
	return terminal_shows(terminal, "F5 or /answer") ||
	    terminal_shows(terminal, "TALKING");
}

START_TEST(both_dial_at_once)
{
	struct handset_pair pair;
	char command[HANDSET_NUMBER_SIZE + 16];
	handset_start_pair(&pair, NULL, NULL);
	snprintf(command, sizeof command, "/dial %s", pair.bobs);
	terminal_type(pair.alice, command);
	snprintf(command, sizeof command, "/dial %s", pair.alices);
	terminal_type(pair.bob, command);
	terminal_expect(pair.alice, "> /dial");
	terminal_expect(pair.bob, "> /dial");
	/* Both have typed Enter before one of them goes on. */
	terminal_signal(pair.alice, SIGSTOP);
	terminal_signal(pair.bob, SIGSTOP);
	terminal_expect_stop(pair.alice);
	terminal_expect_stop(pair.bob);
	terminal_type(pair.alice, "\r");
	terminal_type(pair.bob, "\r");
	terminal_continue(pair.alice);
	terminal_continue(pair.bob);
	/* Whoever was a moment later may still have to pick up. */
	ck_assert(terminal_await(pair.bob, rings_or_talks, NULL) ||
	    terminal_await(pair.alice, rings_or_talks, NULL));
	if (terminal_shows(pair.alice, "F5 or"))
		terminal_type(pair.alice, HANDSET_F5);
	if (terminal_shows(pair.bob, "F5 or"))
		terminal_type(pair.bob, HANDSET_F5);
	terminal_expect(pair.alice, "TALKING");
	terminal_expect(pair.bob, "TALKING");
	handset_say(pair.alice, pair.bob, "one talk");
	handset_say(pair.bob, pair.alice, "of us two");
	handset_end_pair(&pair);
}
END_TEST

START_TEST(calls_follow_calls)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	handset_say(pair.alice, pair.bob, "the first call");
	terminal_type(pair.bob, HANDSET_F6);
	terminal_expect(pair.alice, "WAITING");
	terminal_expect(pair.bob, "WAITING");
	/* It can be read until the next one begins. */
	ck_assert(terminal_shows(pair.alice, "the first call"));
	terminal_type(pair.alice, "/redial\r");
	terminal_expect(pair.bob, "F5 or /answer");
	terminal_type(pair.bob, "/answer\r");
	terminal_expect(pair.alice, "TALKING");
	terminal_expect_gone(pair.alice, "the first call");
	handset_say(pair.bob, pair.alice, "the second call");
	terminal_type(pair.alice, "/hangup\r");
	terminal_expect(pair.bob, "WAITING");
	handset_end_pair(&pair);
}
END_TEST

/* ---- while it lasts ---- */

START_TEST(the_other_side_sees_a_hold)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	terminal_type(pair.alice, HANDSET_F7);
	terminal_expect(pair.bob, "alice holds");
	terminal_expect(pair.alice, "you hold");
	handset_say(pair.bob, pair.alice, "text still passes");
	terminal_type(pair.bob, "/hold\r");
	terminal_expect(pair.alice, "you both hold");
	terminal_type(pair.alice, HANDSET_F7);
	terminal_expect(pair.alice, "bob holds");
	terminal_type(pair.bob, HANDSET_F7);
	terminal_expect(pair.alice, "TALKING");
	handset_end_pair(&pair);
}
END_TEST

START_TEST(typing_shows_as_dots_or_live)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	terminal_type(pair.alice, "a secret");
	terminal_expect(pair.bob, "│       …");
	ck_assert(!terminal_shows(pair.bob, "a secret"));
	terminal_type(pair.alice, HANDSET_INTERRUPT);
	terminal_expect_gone(pair.bob, "│       …");
	/* A command is nobody's business. */
	terminal_type(pair.alice, "/live on\r");
	terminal_expect(pair.alice, "LIVE here");
	terminal_type(pair.alice, "not a secret");
	terminal_expect(pair.bob, "│       not a secret");
	terminal_expect(pair.bob, "LIVE there");
	terminal_type(pair.bob, "/live on\r");
	terminal_type(pair.bob, "so am I");
	terminal_expect(pair.alice, "│       so am I");
	terminal_expect(pair.alice, "· LIVE ·");
	handset_end_pair(&pair);
}
END_TEST

START_TEST(headers_have_three_states)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	handset_say(pair.alice, pair.bob, "hello");
	terminal_expect(pair.bob, "TEXT · 5 bytes · seq 1 · ack 0");
	terminal_type(pair.bob, HANDSET_F2);
	terminal_expect(pair.bob, "sequence 1 (00 00 00 01)");
	terminal_expect(pair.bob, "length 5 (00 00 00 05)");
	terminal_type(pair.bob, HANDSET_F2);
	terminal_expect_gone(pair.bob, "length 5");
	ck_assert(!terminal_shows(pair.bob, "TEXT · 5 bytes"));
	ck_assert(terminal_shows(pair.bob, "hello"));
	terminal_type(pair.bob, "/headers\r");
	terminal_expect(pair.bob, "TEXT · 5 bytes · seq 1 · ack 0");
	handset_end_pair(&pair);
}
END_TEST

START_TEST(the_wire_shows_its_bytes)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, HANDSET_CALM);
	handset_start_call(&pair);
	terminal_type(pair.alice, HANDSET_F3);
	terminal_expect(pair.alice, "─ the wire ─");
	handset_say(pair.bob, pair.alice, "over the wire");
	terminal_expect(pair.alice, "|over the wire|");
	handset_expect_true(pair.alice, pair.bob);
	terminal_type(pair.alice, HANDSET_F4);
	terminal_expect(pair.alice, "─ the ladder ");
	terminal_expect(pair.alice, "send()");
	terminal_type(pair.alice, HANDSET_F3);
	terminal_type(pair.alice, HANDSET_F4);
	terminal_expect_gone(pair.alice, "─ the ladder ");
	handset_end_pair(&pair);
}
END_TEST

START_TEST(scrolling_back_stays_where_it_is)
{
	struct handset_pair pair;
	char text[32];
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	for (int i = 10; i < 50; i++) {
		snprintf(text, sizeof text, "line %d", i);
		handset_say(pair.alice, pair.bob, text);
	}
	terminal_type(pair.bob, HANDSET_PAGE_UP);
	terminal_expect_gone(pair.bob, "line 49");
	terminal_type(pair.bob, HANDSET_PAGE_UP);
	terminal_expect(pair.bob, "line 30");
	terminal_type(pair.alice, "new 1\rnew 2\rnew 3\r");
	terminal_expect(pair.bob, "3 new below");
	ck_assert(terminal_shows(pair.bob, "line 30"));
	for (int i = 0; i < 3; i++)
		terminal_type(pair.bob, HANDSET_PAGE_DOWN);
	terminal_expect(pair.bob, "new 3");
	terminal_expect_gone(pair.bob, "below");
	handset_end_pair(&pair);
}
END_TEST

/* ---- over and over another size ---- */

static void
expect_size(struct handset_pair *pair, int rows, int cols, const char *sign)
{
	struct terminal *terminal = pair->alice;
	terminal_resize(terminal, rows, cols);
	terminal_type(terminal, "x");
	terminal_expect(terminal, sign);
	terminal_type(terminal, "\177y");
	terminal_expect(terminal, "> y");
	handset_expect_true(terminal, pair->bob);
	terminal_type(terminal, "\177");
	terminal_expect_gone(terminal, "> y");
}

START_TEST(a_call_survives_every_size)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, HANDSET_CALM);
	handset_start_call(&pair);
	handset_say(pair.alice, pair.bob, "mine, and wide: 文字");
	handset_say(pair.bob, pair.alice, "yours");
	expect_size(&pair, 40, 120, "> x");
	expect_size(&pair, 20, 60, "> x");
	terminal_resize(pair.alice, 5, 20);
	terminal_expect(pair.alice, "Too small");
	handset_expect_true(pair.alice, pair.bob);
	terminal_resize(pair.alice, 1, 1);
	terminal_resize(pair.alice, 0, 0);
	terminal_resize(pair.alice, 24, 80);
	expect_size(&pair, 24, 80, "> x");
	terminal_expect(pair.alice, "mine, and wide: 文字");
	handset_say(pair.bob, pair.alice, "still there?");
	handset_end_pair(&pair);
}
END_TEST

START_TEST(many_sizes_in_a_call)
{
	struct handset_pair pair;
	unsigned chance = 7;
	handset_start_pair(&pair, NULL, HANDSET_CALM);
	handset_start_call(&pair);
	for (int i = 1; i <= 1000; i++) {
		chance = chance * 1103515245 + 12345;
		terminal_resize(pair.alice, (int)(chance >> 16) % 60,
		    (int)(chance >> 20) % 150);
		if (i % 20 == 0)
			terminal_resize(pair.alice, i / 20 % 2, i / 20 % 2);
		if (i % 100 != 0)
			continue;
		/* 0 by 0 is no size: it stays as it was. */
		terminal_resize(pair.alice, 10 + i / 40, 40 + i / 10);
		handset_say(pair.alice, pair.bob, "and on");
		handset_expect_true(pair.alice, pair.bob);
	}
	expect_size(&pair, 24, 80, "> x");
	handset_say(pair.bob, pair.alice, "still there?");
	handset_end_pair(&pair);
}
END_TEST

/* Whatever the environment says of characters, here they are UTF-8. */
START_TEST(a_screen_needs_no_locale)
{
	struct handset_plan plan = { .name = "alice",
		.environment = "LC_ALL=C" };
	struct handset_pair pair = { .alice = handset_start(&plan) };
	plan.name = "bob";
	plan.environment = "LC_ALL=nosuch";
	pair.bob = handset_start(&plan);
	handset_number(pair.bob, pair.bobs);
	handset_start_call(&pair);
	handset_say(pair.alice, pair.bob, "gr\303\274\303\237e, 文字");
	handset_say(pair.bob, pair.alice, "Привет");
	handset_end_pair(&pair);
}
END_TEST

TCase *
screen_call_tcase(void)
{
	TCase *tcase = tcase_create("screen call");
	tcase_add_checked_fixture(tcase, pupil_set_up, NULL);
	tcase_set_timeout(tcase, TERMINAL_TIMEOUT_S);
	tcase_add_loop_test(tcase, two_people_talk, 0,
	    (int)(sizeof kinds / sizeof *kinds));
	tcase_add_test(tcase, claimed_name_and_known_address_stand_apart);
	tcase_add_test(tcase, escape_and_a_digit_answer);
	tcase_add_test(tcase, a_call_is_declined);
	tcase_add_test(tcase, dialling_is_stopped_and_the_call_missed);
	tcase_add_test(tcase, nobody_answers);
	tcase_add_test(tcase, the_bell_rings_twice);
	tcase_add_test(tcase, a_third_phone_hears_busy);
	tcase_add_test(tcase, both_dial_at_once);
	tcase_add_test(tcase, calls_follow_calls);
	tcase_add_test(tcase, the_other_side_sees_a_hold);
	tcase_add_test(tcase, typing_shows_as_dots_or_live);
	tcase_add_test(tcase, headers_have_three_states);
	tcase_add_test(tcase, the_wire_shows_its_bytes);
	tcase_add_test(tcase, scrolling_back_stays_where_it_is);
	tcase_add_test(tcase, a_call_survives_every_size);
	tcase_add_test(tcase, many_sizes_in_a_call);
	tcase_add_test(tcase, a_screen_needs_no_locale);
	return tcase;
}
