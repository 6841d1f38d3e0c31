/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* Lines that are lost, and calls that go on: FAULTS, N1, N2, P1, P2, P10. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "../runner.h"
#include "../whole/handset.h"
#include "../whole/peer.h"
#include "base/clock.h"
#include "filter.h"
#include "relay.h"
#include "suite.h"

#ifdef HAVE_VTERM

enum {
	NOTICED_MS = 16000, /* that a line is dead */
	BACK_MS = 2500,	    /* after the way is free again */
};

static bool
is_moment_over(struct terminal *terminal, const void *moment)
{
	(void)terminal;
	return clock_now() >= *(const int64_t *)moment;
}

/* Lets a time go by that is the fault itself. */
static void
let_pass(struct terminal *terminal, int64_t until)
{
	terminal_patience(200000);
	ck_assert(terminal_await(terminal, is_moment_over, &until));
}

/* Until it shows; how long that took since `began`. */
static long long
await_since(struct terminal *terminal, const char *text, int64_t began)
{
	terminal_expect(terminal, text);
	return (long long)(clock_now() - began);
}

/* ---- packets vanish ---- */

/* A call in which a message has crossed, and the packets of both vanish. */
static int64_t
start_silence(struct handset_pair *pair)
{
	handset_start_pair(pair, NULL, NULL);
	handset_start_call(pair);
	handset_say(pair->alice, pair->bob, "before the silence");
	handset_expect_arrived(pair->alice, 1);
	int64_t began = clock_now();
	filter_drop("ip daddr 127.0.0.1 tcp dport != 0");
	terminal_type(pair->alice, "into the silence\r");
	terminal_type(pair->bob, "and from there\r");
	return began;
}

static void
end_silence(struct handset_pair *pair)
{
	terminal_expect(pair->bob, "into the silence");
	terminal_expect(pair->alice, "and from there");
	handset_expect_arrived(pair->alice, 2);
	handset_expect_arrived(pair->bob, 1);
	ck_assert_uint_eq(handset_count(pair->bob, "into the silence"), 1);
	ck_assert_uint_eq(handset_count(pair->alice, "and from there"), 1);
	handset_end_pair(pair);
}

START_TEST(a_short_silence_is_only_slow)
{
	enum { SILENCE_MS = 5000 };
	struct handset_pair pair;
	if (!filter_is_there())
		return;
	int64_t began = start_silence(&pair);
	let_pass(pair.alice, began + SILENCE_MS);
	ck_assert(!terminal_shows(pair.alice, "trouble"));
	ck_assert(!terminal_shows(pair.bob, "trouble"));
	filter_drop("");
	began = clock_now();
	terminal_expect(pair.bob, "into the silence");
	runner_figure("5 s: only slow, there %lld ms after the way was free",
	    (long long)(clock_now() - began));
	ck_assert(!terminal_shows(pair.alice, "trouble"));
	end_silence(&pair);
}
END_TEST

START_TEST(a_long_silence_is_resumed_after)
{
	enum { SILENCE_MS = 30000 };
	struct handset_pair pair;
	if (!filter_is_there())
		return;
	int64_t began = start_silence(&pair);
	terminal_patience(200000);
	long long noticed = await_since(pair.alice, "line trouble", began);
	let_pass(pair.alice, began + SILENCE_MS);
	filter_drop("");
	began = clock_now();
	long long back = await_since(pair.alice, "the line is back", began);
	runner_figure("30 s: line trouble after %lld ms, back %lld ms after"
		      " the way was free",
	    noticed, back);
	ck_assert_int_le(noticed, NOTICED_MS);
	ck_assert_int_le(back, BACK_MS);
	end_silence(&pair);
}
END_TEST

START_TEST(too_long_a_silence_ends_the_call)
{
	struct handset_pair pair;
	if (!filter_is_there())
		return;
	int64_t began = start_silence(&pair);
	terminal_patience(200000);
	long long given_up = await_since(pair.alice, "WAITING", began);
	terminal_expect(pair.bob, "WAITING");
	filter_drop("");
	ck_assert(terminal_shows(pair.alice, "✗"));
	ck_assert(terminal_shows(pair.bob, "✗"));
	runner_figure("130 s: given up after %lld s, and what was said into it"
		      " is marked",
	    given_up / 1000);
	handset_end_pair(&pair);
}
END_TEST

/* ---- the line is reset ---- */

START_TEST(a_reset_after_any_byte_loses_nothing)
{
	enum { BYTES = 64 };
	struct handset_pair pair;
	struct relay relay;
	char word[32];
	handset_start_pair(&pair, NULL, NULL);
	relay_start(&relay, pair.bobs, &(struct relay_manner){ 0 });
	snprintf(pair.bobs, sizeof(pair.bobs), "%s", relay.number);
	handset_start_call(&pair);
	for (size_t bytes = 1; bytes <= BYTES; bytes++) {
		relay_change(&relay,
		    &(struct relay_manner){ .reset_after = bytes });
		snprintf(word, sizeof(word), "across %zu", bytes);
		handset_say(pair.alice, pair.bob, word);
		snprintf(word, sizeof(word), "and back %zu", bytes);
		handset_say(pair.bob, pair.alice, word);
		handset_expect_arrived(pair.alice, (unsigned)bytes);
		handset_expect_arrived(pair.bob, (unsigned)bytes);
		ck_assert_uint_eq(handset_count(pair.bob, "across 1 "), 0);
	}
	runner_figure("%lu resets after 1 to %d bytes, %d messages each way",
	    relay_resets(&relay), BYTES, BYTES);
	ck_assert_uint_eq(relay_resets(&relay), BYTES);
	handset_end_pair(&pair);
	relay_stop(&relay);
}
END_TEST

/* ---- the other side is killed ---- */

enum moment { DIALLED, RINGS, TALKS, HOLDS, LEAVES, MOMENTS };

static void
bring_to(struct handset_pair *pair, enum moment moment)
{
	handset_dial(pair->alice, pair->bobs);
	terminal_expect(pair->alice, "it rings there");
	if (moment == DIALLED || moment == RINGS)
		return;
	terminal_type(pair->bob, HANDSET_F5);
	terminal_expect(pair->alice, "TALKING");
	if (moment == HOLDS) {
		terminal_type(pair->bob, HANDSET_F7);
		terminal_expect(pair->alice, "hold");
	}
	if (moment == LEAVES) {
		/* Whoever is stopped says no goodbye. */
		terminal_signal(pair->bob, SIGSTOP);
		terminal_type(pair->alice, HANDSET_F6);
		terminal_expect(pair->alice, "HANGING UP");
	}
}

static bool
has_been_told(struct terminal *terminal, const void *nothing)
{
	(void)nothing;
	return terminal_shows(terminal, "trouble") ||
	    terminal_shows(terminal, "missed") ||
	    terminal_shows(terminal, "WAITING");
}

START_TEST(whoever_is_killed_is_missed_at_once)
{
	enum { TOLD_MS = 1000 };
	struct handset_pair pair;
	struct handset_plan plan = { .name = "carol" };
	handset_start_pair(&pair, NULL, NULL);
	bring_to(&pair, (enum moment)_i);
	bool kills_caller = _i == RINGS;
	struct terminal *left = kills_caller ? pair.bob : pair.alice;
	int64_t began = clock_now();
	terminal_signal(kills_caller ? pair.alice : pair.bob, SIGKILL);
	ck_assert(terminal_await(left, has_been_told, NULL));
	long long told = (long long)(clock_now() - began);
	/* And it can be called. */
	struct terminal *carol = handset_start(&plan);
	handset_dial(carol, kills_caller ? pair.bobs : pair.alices);
	terminal_expect(left, "carol is calling");
	terminal_type(left, HANDSET_F5);
	terminal_expect(carol, "TALKING");
	handset_say(carol, left, "you can be called");
	if (_i == MOMENTS - 1)
		runner_figure("in %d states: told after %lld ms, and in"
			      " another call",
		    MOMENTS, told);
	ck_assert_int_le(told, TOLD_MS);
	handset_leave(carol);
	terminal_expect(left, "the call with carol has ended");
	handset_leave(left);
	terminal_free(kills_caller ? pair.alice : pair.bob);
}
END_TEST

/* ---- the other side stands still ---- */

static void
stand_still(struct handset_pair *pair, int64_t ms)
{
	handset_start_pair(pair, NULL, NULL);
	handset_start_call(pair);
	int64_t began = clock_now();
	terminal_signal(pair->bob, SIGSTOP);
	terminal_type(pair->alice, "are you there\r");
	let_pass(pair->alice, began + ms);
}

static void
go_on(struct handset_pair *pair)
{
	terminal_signal(pair->bob, SIGCONT);
	terminal_expect(pair->bob, "are you there");
	handset_say(pair->bob, pair->alice, "I am");
	handset_expect_arrived(pair->alice, 1);
	ck_assert_uint_eq(handset_count(pair->bob, "are you there"), 1);
	handset_end_pair(pair);
}

START_TEST(a_short_standstill_is_caught_up_with)
{
	struct handset_pair pair;
	stand_still(&pair, 8000);
	ck_assert(!terminal_shows(pair.alice, "trouble"));
	go_on(&pair);
	runner_figure("8 s: caught up");
}
END_TEST

START_TEST(a_long_standstill_is_resumed_after)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	int64_t began = clock_now();
	terminal_patience(200000);
	terminal_signal(pair.bob, SIGSTOP);
	terminal_type(pair.alice, "are you there\r");
	long long noticed = await_since(pair.alice, "line trouble", began);
	let_pass(pair.alice, began + 60000);
	began = clock_now();
	go_on(&pair);
	runner_figure("60 s: line trouble after %lld ms, all said %lld ms"
		      " after it went on",
	    noticed, (long long)(clock_now() - began));
	ck_assert_int_le(noticed, NOTICED_MS);
}
END_TEST

/* ---- another phone comes back ---- */

START_TEST(a_phone_that_began_anew_has_no_part_in_the_old_call)
{
	struct handset_pair pair;
	struct handset_plan plan = { .name = "bob" };
	char number[HANDSET_NUMBER_SIZE];
	handset_start_pair(&pair, "127.0.0.1:0", NULL);
	snprintf(number, sizeof(number), "%s", pair.bobs);
	handset_start_call(&pair);
	terminal_signal(pair.bob, SIGSTOP);
	terminal_type(pair.alice, "for the old one only\r");
	terminal_expect(pair.alice, "for the old one only");
	terminal_signal(pair.bob, SIGKILL);
	terminal_free(pair.bob);
	plan.listen = number;
	pair.bob = handset_start(&plan);
	terminal_expect(pair.alice, "does not know this call any more");
	terminal_expect(pair.alice, "WAITING");
	ck_assert(terminal_shows(pair.alice, "✗"));
	ck_assert(!terminal_shows(pair.bob, "for the old one only"));
	handset_start_call(&pair);
	handset_say(pair.alice, pair.bob, "for the new one");
	ck_assert(!terminal_shows(pair.bob, "for the old one only"));
	runner_figure("refused, marked, and nothing crossed");
	handset_end_pair(&pair);
}
END_TEST

TCase *
trouble_fault_tcase(void)
{
	TCase *tcase = tcase_create("trouble");
	tcase_set_timeout(tcase, FAULTS_TIMEOUT_S);
	tcase_add_test(tcase, a_short_silence_is_only_slow);
	tcase_add_test(tcase, a_long_silence_is_resumed_after);
	tcase_add_test(tcase, too_long_a_silence_ends_the_call);
	tcase_add_test(tcase, a_reset_after_any_byte_loses_nothing);
	tcase_add_loop_test(tcase, whoever_is_killed_is_missed_at_once, 0,
	    MOMENTS);
	tcase_add_test(tcase, a_short_standstill_is_caught_up_with);
	tcase_add_test(tcase, a_long_standstill_is_resumed_after);
	tcase_add_test(tcase,
	    a_phone_that_began_anew_has_no_part_in_the_old_call);
	return tcase;
}

#endif
