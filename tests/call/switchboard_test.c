/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/switchboard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "../runner.h"
#include "cable.h"
#include "puppet.h"
#include "suite.h"

enum { RANDOM_CUTS = 12 };

/* ---- whole calls: what is done, and what all phones then show ---- */

static void
play_ten_messages(struct cable *cable)
{
	cable_call(cable, ALICE, BOB);
	for (int i = 0; i < 10; i++) {
		char text[32];
		snprintf(text, sizeof(text), "question %d", i);
		cable_say(cable, ALICE, text);
		cable_settle(cable);
		snprintf(text, sizeof(text), "answer %d", i);
		cable_say(cable, BOB, text);
		cable_settle(cable);
	}
	cable_hang_up(cable, ALICE);
	cable_pass(cable, 2000);
}

static void
play_hold(struct cable *cable)
{
	struct fault fault;
	cable_call(cable, ALICE, BOB);
	ck_assert(switchboard_hold(&cable->phones[BOB], cable->now, &fault));
	cable_settle(cable);
	cable_say(cable, ALICE, "into the void");
	cable_settle(cable);
	ck_assert(switchboard_hold(&cable->phones[BOB], cable->now, &fault));
	cable_settle(cable);
	cable_hang_up(cable, BOB);
	cable_pass(cable, 2000);
}

static void
play_both_hang_up(struct cable *cable)
{
	cable_call(cable, ALICE, BOB);
	cable_say(cable, ALICE, "bye");
	cable_say(cable, BOB, "bye bye");
	cable_hang_up(cable, ALICE);
	cable_hang_up(cable, BOB);
	cable_pass(cable, 2000);
}

static void
play_last_words(struct cable *cable)
{
	cable_call(cable, ALICE, BOB);
	cable_say(cable, BOB, "one");
	cable_say(cable, BOB, "");
	cable_say(cable, BOB, "two\nlines");
	cable_hang_up(cable, ALICE);
	cable_pass(cable, 2000);
}

static void
play_two_calls(struct cable *cable)
{
	cable_call(cable, ALICE, BOB);
	cable_hang_up(cable, ALICE);
	cable_pass(cable, 2000);
	cable_call(cable, BOB, ALICE);
	cable_say(cable, ALICE, "it was short");
	cable_hang_up(cable, BOB);
	cable_pass(cable, 2000);
}

static void
play_declined(struct cable *cable)
{
	cable_dial(cable, ALICE, BOB);
	cable_settle(cable);
	cable_hang_up(cable, BOB);
	cable_pass(cable, 2000);
}

static void
play_busy(struct cable *cable)
{
	cable_call(cable, ALICE, BOB);
	cable_dial(cable, CAROL, BOB);
	cable_settle(cable);
	cable_say(cable, ALICE, "who was that?");
	cable_pass(cable, 2000);
	cable_hang_up(cable, ALICE);
	cable_pass(cable, 2000);
}

static void
play_busy_bell(struct cable *cable)
{
	cable_dial(cable, ALICE, BOB);
	cable_settle(cable);
	cable_dial(cable, CAROL, BOB);
	cable_settle(cable);
	cable_answer(cable, BOB);
	cable_settle(cable);
	cable_hang_up(cable, ALICE);
	cable_pass(cable, 2000);
}

static void
play_no_answer(struct cable *cable)
{
	cable_dial(cable, ALICE, BOB);
	cable_pass(cable, 59999);
	ck_assert(switchboard_current(&cable->phones[ALICE]) != NULL);
	ck_assert(switchboard_current(&cable->phones[BOB]) != NULL);
	cable_pass(cable, 1);
	ck_assert(switchboard_current(&cable->phones[ALICE]) == NULL);
	ck_assert(switchboard_current(&cable->phones[BOB]) == NULL);
	cable_pass(cable, 2000);
}

static void
play_stopped_at_once(struct cable *cable)
{
	cable_dial(cable, ALICE, BOB);
	cable_hang_up(cable, ALICE);
	cable_pass(cable, 2000);
}

static void
play_stopped_before_the_bell(struct cable *cable)
{
	size_t line = cable_dial(cable, ALICE, BOB);
	cable_connect(cable, line);
	cable_hang_up(cable, ALICE);
	cable_pass(cable, 2000);
}

static void
play_stopped_at_the_bell(struct cable *cable)
{
	cable_dial(cable, ALICE, BOB);
	cable_settle(cable);
	cable_hang_up(cable, ALICE);
	cable_pass(cable, 2000);
}

static void
play_stopped_while_answered(struct cable *cable)
{
	cable_dial(cable, ALICE, BOB);
	cable_settle(cable);
	cable_answer(cable, BOB);
	cable_say(cable, BOB, "hello?");
	cable_hang_up(cable, ALICE);
	cable_pass(cable, 2000);
}

static void
play_refused_connect(struct cable *cable)
{
	cable_refuse(cable, cable_dial(cable, ALICE, CABLE_TEST));
	cable_pass(cable, 2000);
}

static void
play_dial_timeout(struct cable *cable)
{
	size_t line = cable_dial(cable, ALICE, CABLE_TEST);
	cable->lines[line].is_dead = true;
	cable_pass(cable, 9999);
	ck_assert(switchboard_current(&cable->phones[ALICE]) != NULL);
	cable_pass(cable, 1);
	ck_assert(switchboard_current(&cable->phones[ALICE]) == NULL);
}

static void
play_own_number(struct cable *cable)
{
	cable_dial(cable, ALICE, ALICE);
	cable_pass(cable, 2000);
}

static void
play_silence(struct cable *cable)
{
	cable_dial(cable, ALICE, CABLE_TEST);
	cable_pass(cable, 4999);
	ck_assert(switchboard_current(&cable->phones[ALICE]) != NULL);
	cable_pass(cable, 1);
	ck_assert(switchboard_current(&cable->phones[ALICE]) == NULL);
	cable_pass(cable, 2000);
}

static void
play_broken_line(struct cable *cable)
{
	size_t line = cable_call(cable, ALICE, BOB);
	cable_say(cable, ALICE, "it arrives");
	cable_settle(cable);
	cable_say(cable, ALICE, "does it?");
	cable_say(cable, ALICE, "and this?");
	bytes_clear(&cable->lines[line].ends[1].arriving);
	cable_break(cable, line);
	cable_say(cable, BOB, "every word");
	cable_settle(cable);
	cable_hang_up(cable, ALICE);
	cable_pass(cable, 2000);
}

static void
play_broken_bell(struct cable *cable)
{
	size_t line = cable_dial(cable, ALICE, BOB);
	cable_settle(cable);
	cable_break(cable, line);
	cable_hang_up(cable, ALICE);
	cable_pass(cable, 2000);
}

static void
play_break_off(struct cable *cable)
{
	size_t line = cable_call(cable, ALICE, BOB);
	cable->lines[line].ends[0].window = 1;
	cable_say(cable, ALICE, "hello?");
	cable_say(cable, BOB, "are you there?");
	cable_hang_up(cable, ALICE);
	cable_hang_up(cable, ALICE);
	cable_pass(cable, 2000);
}

static void
play_auto_answer(struct cable *cable)
{
	cable->phones[BOB].auto_answer = true;
	cable_dial(cable, ALICE, BOB);
	cable_settle(cable);
	cable_hang_up(cable, ALICE);
	cable_pass(cable, 2000);
}

static void
play_nameless_caller(struct cable *cable)
{
	cable->phones[ALICE].rules.name[0] = '\0';
	cable->phones[BOB].rules.name[0] = '\0';
	play_declined(cable);
	play_stopped_at_the_bell(cable);
}

static const struct scenario {
	const char *name;
	void (*play)(struct cable *cable);
	const char *story;
} scenarios[] = {
	{ "ten messages", play_ten_messages,
	    "alice, 0:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- it rings there: bob\n"
	    "-- bob picked up\n"
	    "me ok: question 0\n"
	    "them: answer 0\n"
	    "me ok: question 1\n"
	    "them: answer 1\n"
	    "me ok: question 2\n"
	    "them: answer 2\n"
	    "me ok: question 3\n"
	    "them: answer 3\n"
	    "me ok: question 4\n"
	    "them: answer 4\n"
	    "me ok: question 5\n"
	    "them: answer 5\n"
	    "me ok: question 6\n"
	    "them: answer 6\n"
	    "me ok: question 7\n"
	    "them: answer 7\n"
	    "me ok: question 8\n"
	    "them: answer 8\n"
	    "me ok: question 9\n"
	    "them: answer 9\n"
	    "-- you hung up\n"
	    "-- the call with bob has ended\n"
	    "bob, 0:\n"
	    "-- alice is calling from 192.0.2.1\n"
	    "-- you picked up; alice is there\n"
	    "them: question 0\n"
	    "me ok: answer 0\n"
	    "them: question 1\n"
	    "me ok: answer 1\n"
	    "them: question 2\n"
	    "me ok: answer 2\n"
	    "them: question 3\n"
	    "me ok: answer 3\n"
	    "them: question 4\n"
	    "me ok: answer 4\n"
	    "them: question 5\n"
	    "me ok: answer 5\n"
	    "them: question 6\n"
	    "me ok: answer 6\n"
	    "them: question 7\n"
	    "me ok: answer 7\n"
	    "them: question 8\n"
	    "me ok: answer 8\n"
	    "them: question 9\n"
	    "me ok: answer 9\n"
	    "-- alice hung up\n"
	    "-- the call with alice has ended\n" },
	{ "hold", play_hold,
	    "alice, 0:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- it rings there: bob\n"
	    "-- bob picked up\n"
	    "-- bob put you on hold\n"
	    "me ok: into the void\n"
	    "-- bob is back\n"
	    "-- bob hung up\n"
	    "-- the call with bob has ended\n"
	    "bob, 0:\n"
	    "-- alice is calling from 192.0.2.1\n"
	    "-- you picked up; alice is there\n"
	    "-- you put alice on hold\n"
	    "them: into the void\n"
	    "-- you are back with alice\n"
	    "-- you hung up\n"
	    "-- the call with alice has ended\n" },
	{ "both hang up", play_both_hang_up,
	    "alice, 0:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- it rings there: bob\n"
	    "-- bob picked up\n"
	    "me ok: bye\n"
	    "-- you hung up\n"
	    "them: bye bye\n"
	    "-- the call with bob has ended\n"
	    "bob, 0:\n"
	    "-- alice is calling from 192.0.2.1\n"
	    "-- you picked up; alice is there\n"
	    "me ok: bye bye\n"
	    "-- you hung up\n"
	    "them: bye\n"
	    "-- the call with alice has ended\n" },
	{ "last words", play_last_words,
	    "alice, 0:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- it rings there: bob\n"
	    "-- bob picked up\n"
	    "-- you hung up\n"
	    "them: one\n"
	    "them: \n"
	    "them: two\n"
	    "lines\n"
	    "-- the call with bob has ended\n"
	    "bob, 0:\n"
	    "-- alice is calling from 192.0.2.1\n"
	    "-- you picked up; alice is there\n"
	    "me ok: one\n"
	    "me ok: \n"
	    "me ok: two\n"
	    "lines\n"
	    "-- alice hung up\n"
	    "-- the call with alice has ended\n" },
	{ "two calls", play_two_calls,
	    "alice, 0:\n"
	    "-- bob is calling from 192.0.2.2\n"
	    "-- you picked up; bob is there\n"
	    "me ok: it was short\n"
	    "-- bob hung up\n"
	    "-- the call with bob has ended\n"
	    "bob, 0:\n"
	    "-- dialling 192.0.2.1:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- it rings there: alice\n"
	    "-- alice picked up\n"
	    "-- you hung up\n"
	    "them: it was short\n"
	    "-- the call with alice has ended\n" },
	{ "declined", play_declined,
	    "alice, 69:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- it rings there: bob\n"
	    "-- bob declined the call\n"
	    "bob's news:\n"
	    "-- you declined the call from alice (192.0.2.1)\n" },
	{ "busy", play_busy,
	    "alice, 0:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- it rings there: bob\n"
	    "-- bob picked up\n"
	    "me ok: who was that?\n"
	    "-- you hung up\n"
	    "-- the call with bob has ended\n"
	    "bob, 0:\n"
	    "-- alice is calling from 192.0.2.1\n"
	    "-- you picked up; alice is there\n"
	    "them: who was that?\n"
	    "-- alice hung up\n"
	    "-- the call with alice has ended\n"
	    "bob's news:\n"
	    "-- missed call from carol (192.0.2.3): this phone was busy\n"
	    "bob missed 'carol' 192.0.2.3\n"
	    "carol, 75:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- 192.0.2.2:8255 is busy; try again later\n" },
	{ "busy bell", play_busy_bell,
	    "alice, 0:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- it rings there: bob\n"
	    "-- bob picked up\n"
	    "-- you hung up\n"
	    "-- the call with bob has ended\n"
	    "bob, 0:\n"
	    "-- alice is calling from 192.0.2.1\n"
	    "-- you picked up; alice is there\n"
	    "-- alice hung up\n"
	    "-- the call with alice has ended\n"
	    "bob's news:\n"
	    "-- missed call from carol (192.0.2.3): this phone was busy\n"
	    "bob missed 'carol' 192.0.2.3\n"
	    "carol, 75:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- 192.0.2.2:8255 is busy; try again later\n" },
	{ "no answer", play_no_answer,
	    "alice, 69:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- it rings there: bob\n"
	    "-- bob does not answer: it rang there, and nobody picked up; try again later\n"
	    "bob's news:\n"
	    "-- missed call from alice (192.0.2.1): nobody picked up\n"
	    "bob missed 'alice' 192.0.2.1\n" },
	{ "stopped at once", play_stopped_at_once,
	    "alice, 69:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- you stopped dialling 192.0.2.2:8255\n" },
	{ "stopped before the bell", play_stopped_before_the_bell,
	    "alice, 69:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- you stopped dialling 192.0.2.2:8255\n"
	    "bob's news:\n"
	    "-- missed call from alice (192.0.2.1): they hung up before you picked up\n"
	    "bob missed 'alice' 192.0.2.1\n" },
	{ "stopped at the bell", play_stopped_at_the_bell,
	    "alice, 69:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- it rings there: bob\n"
	    "-- you stopped dialling 192.0.2.2:8255\n"
	    "bob's news:\n"
	    "-- missed call from alice (192.0.2.1): they hung up before you picked up\n"
	    "bob missed 'alice' 192.0.2.1\n" },
	{ "stopped while answered", play_stopped_while_answered,
	    "alice, 69:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- it rings there: bob\n"
	    "-- you stopped dialling 192.0.2.2:8255\n"
	    "bob, 74:\n"
	    "-- alice is calling from 192.0.2.1\n"
	    "-- you picked up; alice is there\n"
	    "me lost: hello?\n"
	    "-- alice broke off the call without waiting for what was under way; call again to go on\n"
	    "-- 1 message is not known to have arrived\n" },
	{ "refused connect", play_refused_connect,
	    "alice, 69:\n"
	    "-- dialling :7777\n"
	    "-- 192.0.2.9:8255 is not in service (connect: Connection refused); is landline running there?\n" },
	{ "dial timeout", play_dial_timeout,
	    "alice, 69:\n"
	    "-- dialling :7777\n"
	    "-- :7777 does not answer (connect: no reply in time); is the number right, and that machine on?\n" },
	{ "own number", play_own_number,
	    "alice, 69:\n"
	    "-- dialling 192.0.2.1:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- 192.0.2.1:8255 is your own number: you dialled yourself\n" },
	{ "silence", play_silence,
	    "alice, 76:\n"
	    "-- dialling :7777\n"
	    "-- connected; waiting for the bell\n"
	    "-- something answers at :7777, but said nothing for 5 s: that is no landline, or one that is asleep; check the port, or try again later\n" },
	{ "broken line", play_broken_line,
	    "alice, 0:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- it rings there: bob\n"
	    "-- bob picked up\n"
	    "me ok: it arrives\n"
	    "me ok: does it?\n"
	    "me ok: and this?\n"
	    "-- line trouble (Connection reset by peer); redialling for up to 120 s\n"
	    "-- the line is back after 0.0 s\n"
	    "them: every word\n"
	    "-- you hung up\n"
	    "-- the call with bob has ended\n"
	    "bob, 0:\n"
	    "-- alice is calling from 192.0.2.1\n"
	    "-- you picked up; alice is there\n"
	    "them: it arrives\n"
	    "-- line trouble (Connection reset by peer); waiting for alice, 120 s at most\n"
	    "-- the line is back after 0.0 s\n"
	    "them: does it?\n"
	    "them: and this?\n"
	    "me ok: every word\n"
	    "-- alice hung up\n"
	    "-- the call with alice has ended\n" },
	{ "broken bell", play_broken_bell,
	    "alice, 69:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- it rings there: bob\n"
	    "-- line trouble (Connection reset by peer); redialling for up to 120 s\n"
	    "-- the line is back after 0.0 s\n"
	    "-- you stopped dialling 192.0.2.2:8255\n"
	    "bob's news:\n"
	    "-- missed call from alice (192.0.2.1): they hung up before you picked up\n"
	    "bob missed 'alice' 192.0.2.1\n" },
	{ "break off", play_break_off,
	    "alice, 74:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- it rings there: bob\n"
	    "-- bob picked up\n"
	    "me lost: hello?\n"
	    "-- you hung up\n"
	    "-- you broke off the call with bob\n"
	    "-- 1 message is not known to have arrived\n"
	    "bob, 74:\n"
	    "-- alice is calling from 192.0.2.1\n"
	    "-- you picked up; alice is there\n"
	    "me lost: are you there?\n"
	    "them: hello?\n"
	    "-- alice hung up\n"
	    "-- alice broke off the call without waiting for what was under way; call again to go on\n"
	    "-- 1 message is not known to have arrived\n" },
	{ "auto answer", play_auto_answer,
	    "alice, 0:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- it rings there: bob\n"
	    "-- bob picked up\n"
	    "-- you hung up\n"
	    "-- the call with bob has ended\n"
	    "bob, 0:\n"
	    "-- alice is calling from 192.0.2.1\n"
	    "-- you picked up; alice is there\n"
	    "-- alice hung up\n"
	    "-- the call with alice has ended\n" },
	{ "nameless caller", play_nameless_caller,
	    "alice, 69:\n"
	    "-- dialling 192.0.2.2:8255\n"
	    "-- connected; waiting for the bell\n"
	    "-- it rings there: 192.0.2.2:8255\n"
	    "-- you stopped dialling 192.0.2.2:8255\n"
	    "bob's news:\n"
	    "-- you declined the call from 192.0.2.1\n"
	    "-- missed call from 192.0.2.1: they hung up before you picked up\n"
	    "bob missed '' 192.0.2.1\n" },
};

enum { SCENARIOS = sizeof(scenarios) / sizeof(scenarios[0]) };

static void
tell_phone(FILE *to, struct cable *cable, int phone)
{
	static const char *const names[] = { "alice", "bob", "carol" };
	struct switchboard *board = &cable->phones[phone];
	struct party *party = switchboard_shown(board);
	if (party != NULL) {
		char *text = cable_transcript(&party->transcript);
		fprintf(to, "%s, %d:\n%s", names[phone],
		    outcome_status(party->call.outcome), text);
		free(text);
	}
	char *news = cable_transcript(&board->news);
	if (*news != '\0')
		fprintf(to, "%s's news:\n%s", names[phone], news);
	free(news);
	for (size_t i = 0; i < board->missed_count; i++) {
		char number[NUMBER_PRINT_SIZE];
		number_print(number, sizeof(number), &board->missed[i].number);
		fprintf(to, "%s missed '%s' %s\n", names[phone],
		    board->missed[i].name, number);
	}
}

static char *
play(const struct scenario *scenario, enum cable_cut cut, uint64_t seed)
{
	struct cable cable;
	char *story;
	size_t size;
	FILE *to = open_memstream(&story, &size);
	ck_assert_ptr_nonnull(to);
	cable_init(&cable, cut, seed);
	scenario->play(&cable);
	for (int phone = 0; phone < CABLE_PHONES; phone++) {
		tell_phone(to, &cable, phone);
		for (int slot = 0; slot < cable.phones[phone].slot_count;
		     slot++)
			ck_assert_msg(cable.phones[phone].parties[slot] == NULL,
			    "%s: line %d of phone %d is still there",
			    scenario->name, slot, phone);
	}
	cable_clear(&cable);
	fclose(to);
	return story;
}

static void
check_story(const struct scenario *scenario, enum cable_cut cut, uint64_t seed)
{
	char *story = play(scenario, cut, seed);
	ck_assert_msg(strcmp(story, scenario->story) == 0,
	    "%s (cut %d, seed %llu):\n%s", scenario->name, cut,
	    (unsigned long long)seed, story);
	free(story);
}

START_TEST(a_call_is_told_the_same_however_the_stream_is_cut)
{
	const struct scenario *scenario = &scenarios[_i];
	check_story(scenario, CABLE_WHOLE, 1);
	check_story(scenario, CABLE_FRAMES, 1);
	check_story(scenario, CABLE_BYTES, 1);
	for (uint64_t seed = 1; seed <= RANDOM_CUTS; seed++)
		check_story(scenario, CABLE_RANDOM, seed);
}
END_TEST

/* ---- what cannot be done, and is said so ---- */

START_TEST(there_is_one_call_a_time)
{
	struct cable cable;
	struct fault fault;
	cable_init(&cable, CABLE_WHOLE, 1);
	cable_dial(&cable, ALICE, BOB);
	struct switchboard *board = &cable.phones[ALICE];
	ck_assert_int_eq(switchboard_dial(board, &cable.numbers[CAROL],
			     cable.now, &fault),
	    SWITCHBOARD_NOBODY);
	ck_assert_int_eq(fault.status, EX_USAGE);
	ck_assert_str_eq(fault.words,
	    "there is a call already; hang up first (F6 or /hangup)");
	cable_clear(&cable);
}
END_TEST

START_TEST(who_is_for_one_call_has_no_second)
{
	struct cable cable;
	struct fault fault;
	cable_init(&cable, CABLE_WHOLE, 1);
	struct switchboard *board = &cable.phones[BOB];
	board->is_for_one_call = true;
	/* A missed one does not count. */
	cable_dial(&cable, ALICE, BOB);
	cable_settle(&cable);
	cable_hang_up(&cable, ALICE);
	cable_pass(&cable, 2000);
	ck_assert(!board->is_closed);
	cable_call(&cable, ALICE, BOB);
	ck_assert(board->is_closed);
	cable_hang_up(&cable, ALICE);
	cable_pass(&cable, 2000);
	ck_assert_ptr_null(switchboard_current(board));
	ck_assert_int_eq(switchboard_dial(board, &cable.numbers[CAROL],
			     cable.now, &fault),
	    SWITCHBOARD_NOBODY);
	ck_assert_ptr_nonnull(strstr(fault.words, "it is one call"));
	cable_dial(&cable, CAROL, BOB);
	cable_settle(&cable);
	ck_assert_ptr_null(switchboard_current(board));
	ck_assert_uint_eq(board->missed_count, 2);
	cable_clear(&cable);
}
END_TEST

START_TEST(without_a_call_there_is_nothing_to_do)
{
	struct cable cable;
	struct fault fault;
	cable_init(&cable, CABLE_WHOLE, 1);
	struct switchboard *board = &cable.phones[ALICE];
	ck_assert(!switchboard_answer(board, cable.now, &fault));
	ck_assert_str_eq(fault.words,
	    "nobody is calling; /dial NUMBER calls somebody");
	ck_assert(!switchboard_hang_up(board, cable.now, &fault));
	ck_assert_str_eq(fault.words, "there is no call to hang up");
	ck_assert(!switchboard_hold(board, cable.now, &fault));
	ck_assert_str_eq(fault.words,
	    "there is nobody on the line to be put on hold");
	ck_assert(!switchboard_say(board, "hello", 5, cable.now, &fault));
	ck_assert_str_eq(fault.words,
	    "nobody is on the line; what you typed stays here");
	ck_assert_int_eq(fault.status, EX_USAGE);
	ck_assert(!switchboard_break_off(board, cable.now));
	ck_assert_ptr_null(switchboard_shown(board));
	cable_clear(&cable);
}
END_TEST

START_TEST(in_a_call_there_is_nobody_to_answer)
{
	struct cable cable;
	struct fault fault;
	cable_init(&cable, CABLE_WHOLE, 1);
	cable_dial(&cable, ALICE, BOB);
	cable_settle(&cable);
	ck_assert(!switchboard_answer(&cable.phones[ALICE], cable.now, &fault));
	ck_assert_str_eq(fault.words,
	    "there is a call already, and nobody else is calling");
	cable_clear(&cable);
}
END_TEST

START_TEST(a_caller_who_answers_nowhere_cannot_be_called_back)
{
	struct cable cable;
	cable_init(&cable, CABLE_WHOLE, 1);
	cable.phones[ALICE].rules.port = 0;
	play_stopped_at_the_bell(&cable);
	ck_assert_uint_eq(cable.phones[BOB].missed_count, 1);
	ck_assert(!cable.phones[BOB].missed[0].can_call_back);
	cable_clear(&cable);
}
END_TEST

START_TEST(the_latest_twenty_missed_calls_are_listed)
{
	struct cable cable;
	cable_init(&cable, CABLE_WHOLE, 1);
	for (uint16_t i = 0; i < SWITCHBOARD_MISSED + 5; i++) {
		cable.phones[ALICE].rules.port = (uint16_t)(6000 + i);
		play_stopped_at_the_bell(&cable);
	}
	const struct switchboard *bob = &cable.phones[BOB];
	ck_assert_uint_eq(bob->missed_count, SWITCHBOARD_MISSED);
	for (uint16_t i = 0; i < SWITCHBOARD_MISSED; i++)
		ck_assert_uint_eq(bob->missed[i].number.port,
		    6000 + SWITCHBOARD_MISSED + 4 - i);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_talk_stays_to_be_read_when_a_call_is_missed_behind_it)
{
	struct cable cable;
	cable_init(&cable, CABLE_WHOLE, 1);
	size_t line = cable_call(&cable, ALICE, BOB);
	cable_say(&cable, ALICE, "read this");
	cable_settle(&cable);
	cable_hang_up(&cable, ALICE);
	/* Alice's last acknowledgement is late: bob's end is still open. */
	while (call_is_going_on(&cable_party(&cable, line, 1)->call))
		ck_assert(cable_deliver(&cable, line, 1) ||
		    cable_deliver(&cable, line, 0));
	ck_assert_ptr_nonnull(cable_party(&cable, line, 1));
	size_t second = cable_dial(&cable, CAROL, BOB);
	while (cable_connect(&cable, second) || cable_accept(&cable, second) ||
	    cable_deliver(&cable, second, 1))
		continue;
	ck_assert_str_eq(cable_shown(&cable, BOB)->their_name, "carol");
	cable_hang_up(&cable, CAROL);
	cable_pass(&cable, 2000);
	ck_assert(
	    cable_has_said(&cable_shown(&cable, BOB)->transcript, "read this"));
	cable_clear(&cable);
}
END_TEST

START_TEST(a_refused_redial_stays_to_be_read)
{
	struct cable cable;
	cable_init(&cable, CABLE_WHOLE, 1);
	play_two_calls(&cable);
	play_refused_connect(&cable);
	ck_assert_int_eq(cable_shown(&cable, ALICE)->call.outcome,
	    OUTCOME_NOT_IN_SERVICE);
	ck_assert(cable.phones[ALICE].has_redial);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_glare_that_is_none_is_told_as_busy)
{
	struct cable cable;
	struct puppet puppet;
	cable_init(&cable, CABLE_WHOLE, 1);
	puppet_reach(&puppet, &cable, CALL_CALLER, CALL_RINGS_THERE);
	puppet_say_hangup(&puppet, 0, CAUSE_GLARE, "");
	ck_assert_int_eq(puppet_party(&puppet)->call.outcome, OUTCOME_GLARE);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_glare_from_a_stranger_picks_nothing_up)
{
	struct cable cable;
	struct puppet puppet;
	cable_init(&cable, CABLE_WHOLE, 1);
	/* Bob's RING is held while alice dials somebody who has not said
	 * who he is, or is another one. */
	puppet_reach(&puppet, &cable, CALL_CALLER, CALL_ANNOUNCED);
	size_t line = cable_dial(&cable, BOB, ALICE);
	cable_settle(&cable);
	ck_assert_int_eq(cable_party(&cable, line, 1)->call.state,
	    CALL_HELD_BACK);
	if (_i == 1)
		puppet_say_card(&puppet, FRAME_RINGING, "pat");
	puppet_say_hangup(&puppet, 0, CAUSE_GLARE, "");
	ck_assert_int_eq(puppet_party(&puppet)->call.outcome, OUTCOME_GLARE);
	struct party *bobs = switchboard_current(&cable.phones[ALICE]);
	if (_i == 0) /* his own dial is over: now it rings */
		ck_assert_int_eq(bobs->call.state, CALL_RINGS_HERE);
	else
		ck_assert_ptr_null(bobs);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_glare_before_the_bell_ends_a_ring)
{
	struct cable cable;
	struct puppet puppet;
	cable_init(&cable, CABLE_WHOLE, 1);
	puppet_reach(&puppet, &cable, CALL_CALLEE, CALL_RINGS_HERE);
	puppet_say_hangup(&puppet, 0, CAUSE_GLARE, "");
	ck_assert_uint_eq(cable.phones[ALICE].missed_count, 1);
	ck_assert_ptr_null(switchboard_current(&cable.phones[ALICE]));
	cable_clear(&cable);
}
END_TEST

START_TEST(a_twin_with_the_same_phone_id_is_turned_away)
{
	struct cable cable;
	cable_init(&cable, CABLE_WHOLE, 1);
	cable.phones[BOB].rules.phone_id = cable.phones[ALICE].rules.phone_id;
	cable_dial(&cable, ALICE, BOB);
	if (_i == 1)
		cable_dial(&cable, BOB, ALICE);
	cable_pass(&cable, 2000);
	ck_assert_int_eq(cable_shown(&cable, ALICE)->call.outcome,
	    OUTCOME_REFUSED);
	ck_assert(cable_has_said(&cable_shown(&cable, ALICE)->transcript,
	    "you dialled yourself"));
	ck_assert_uint_eq(cable.phones[BOB].missed_count, 0);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_held_ring_rings_when_the_own_dial_fails)
{
	struct cable cable;
	cable_init(&cable, CABLE_WHOLE, 1);
	cable.phones[ALICE].auto_answer = _i == 1;
	size_t own = cable_dial(&cable, ALICE, CABLE_TEST);
	cable.lines[own].is_dead = true;
	cable_dial(&cable, BOB, ALICE);
	cable_pass(&cable, 4000);
	ck_assert_int_eq(cable_shown(&cable, BOB)->call.state,
	    CALL_RINGS_THERE);
	cable_refuse(&cable, own);
	cable_settle(&cable);
	struct party *party = switchboard_current(&cable.phones[ALICE]);
	ck_assert_int_eq(party->call.state,
	    _i == 1 ? CALL_TALKING : CALL_RINGS_HERE);
	ck_assert(
	    cable_has_said(&cable.phones[ALICE].news, "is not in service"));
	if (_i == 0) {
		/* Bob has heard the bell for four seconds already. */
		cable_pass(&cable, 55999);
		ck_assert_ptr_nonnull(
		    switchboard_current(&cable.phones[ALICE]));
		cable_pass(&cable, 1);
		ck_assert_int_eq(cable_shown(&cable, BOB)->call.outcome,
		    OUTCOME_NO_ANSWER);
	}
	cable_clear(&cable);
}
END_TEST

START_TEST(a_closed_board_lets_nothing_ring)
{
	struct cable cable;
	cable_init(&cable, CABLE_WHOLE, 1);
	cable.phones[ALICE].is_closed = true;
	cable_dial(&cable, BOB, ALICE);
	cable_settle(&cable);
	ck_assert_int_eq(cable_shown(&cable, BOB)->call.outcome, OUTCOME_BUSY);
	/* Nor what was held back, when the own dial is over. */
	size_t own = cable_dial(&cable, ALICE, CABLE_TEST);
	cable.lines[own].is_dead = true;
	cable_dial(&cable, CAROL, ALICE);
	cable_settle(&cable);
	cable_refuse(&cable, own);
	cable_settle(&cable);
	ck_assert_int_eq(cable_shown(&cable, CAROL)->call.outcome,
	    OUTCOME_BUSY);
	ck_assert_uint_eq(cable.phones[ALICE].missed_count, 2);
	cable_clear(&cable);
}
END_TEST

TCase *
switchboard_tcase(void)
{
	TCase *tcase = tcase_create("switchboard");
	tcase_add_loop_test(tcase,
	    a_call_is_told_the_same_however_the_stream_is_cut, 0, SCENARIOS);
	tcase_add_test(tcase, there_is_one_call_a_time);
	tcase_add_test(tcase, who_is_for_one_call_has_no_second);
	tcase_add_test(tcase, without_a_call_there_is_nothing_to_do);
	tcase_add_test(tcase, in_a_call_there_is_nobody_to_answer);
	tcase_add_test(tcase,
	    a_caller_who_answers_nowhere_cannot_be_called_back);
	tcase_add_test(tcase, the_latest_twenty_missed_calls_are_listed);
	tcase_add_test(tcase,
	    a_talk_stays_to_be_read_when_a_call_is_missed_behind_it);
	tcase_add_test(tcase, a_refused_redial_stays_to_be_read);
	tcase_add_test(tcase, a_glare_that_is_none_is_told_as_busy);
	tcase_add_loop_test(tcase, a_glare_from_a_stranger_picks_nothing_up, 0,
	    2);
	tcase_add_test(tcase, a_glare_before_the_bell_ends_a_ring);
	tcase_add_loop_test(tcase, a_twin_with_the_same_phone_id_is_turned_away,
	    0, 2);
	tcase_add_loop_test(tcase, a_held_ring_rings_when_the_own_dial_fails, 0,
	    2);
	tcase_add_test(tcase, a_closed_board_lets_nothing_ring);
	return tcase;
}
