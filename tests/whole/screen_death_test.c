/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#include "base/clock.h"
#include "handset.h"
#include "pupil.h"

#include "../runner.h"

/* ---- signals ---- */

static const int deadly[] = { SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGFPE };
static const int polite[] = { SIGINT, SIGTERM, SIGHUP };

enum {
	DEADLY_COUNT = sizeof deadly / sizeof *deadly,
	POLITE_COUNT = sizeof polite / sizeof *polite,
};

START_TEST(a_call_that_dies_gives_the_terminal_back)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	terminal_signal(pair.alice, deadly[_i]);
	ck_assert_int_eq(terminal_expect_end(pair.alice), 128 + deadly[_i]);
	terminal_expect_restored(pair.alice);
	terminal_free(pair.alice);
	/* She might come back; he need not wait for it. */
	terminal_expect(pair.bob, "line trouble · ");
	terminal_type(pair.bob, HANDSET_F6);
	terminal_expect(pair.bob, "WAITING");
	terminal_expect(pair.bob, "you gave up the call with alice");
	handset_leave(pair.bob);
}
END_TEST

START_TEST(a_call_that_is_ended_says_goodbye)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	terminal_signal(pair.alice, polite[_i]);
	ck_assert_int_eq(terminal_expect_end(pair.alice), 128 + polite[_i]);
	terminal_expect_restored(pair.alice);
	terminal_free(pair.alice);
	terminal_expect(pair.bob, "the call with alice has ended");
	handset_leave(pair.bob);
}
END_TEST

START_TEST(a_phone_that_waits_can_be_ended)
{
	struct handset_plan plan = { .name = "alice" };
	struct terminal *alice = handset_start(&plan);
	terminal_signal(alice, polite[_i]);
	ck_assert_int_eq(terminal_expect_end(alice), 128 + polite[_i]);
	terminal_expect_restored(alice);
	terminal_free(alice);
}
END_TEST

START_TEST(a_failed_start_leaves_the_terminal_alone)
{
	char *path = runner_build_path("landline");
	const char *const argv[] = { path, "--listen", "192.0.2.1:5000", NULL };
	struct program program = { .argv = argv };
	struct terminal *terminal = terminal_start(&program);
	ck_assert_int_eq(terminal_expect_end(terminal), 71);
	terminal_expect(terminal, "192.0.2.1:5000");
	terminal_expect_restored(terminal);
	terminal_free(terminal);
	free(path);
}
END_TEST

/* ---- the window is closed ---- */

START_TEST(a_closed_window_ends_the_call)
{
	struct handset_plan plan = { .name = "alice", .is_job = _i == 1 };
	plan.timers = "gone=20/1,drain=20/1";
	struct handset_pair pair = { .alice = handset_start(&plan) };
	plan.name = "bob";
	pair.bob = handset_start(&plan);
	handset_number(pair.bob, pair.bobs);
	handset_start_call(&pair);
	int64_t closed = clock_now();
	terminal_hang_up(pair.alice);
	ck_assert_int_eq(terminal_expect_end(pair.alice), 128 + SIGHUP);
	/* Its own time for it would be twenty times half a second. */
	ck_assert_int_lt(clock_now() - closed, 9000);
	terminal_expect(pair.bob, "the call with alice has ended");
	terminal_free(pair.alice);
	handset_leave(pair.bob);
}
END_TEST

/* ---- stopped for a while ---- */

static void
start_job_call(struct handset_pair *pair)
{
	struct handset_plan plan = { .name = "alice", .is_job = true };
	plan.timers = HANDSET_CALM;
	pair->alice = handset_start(&plan);
	plan.name = "bob";
	plan.is_job = false;
	pair->bob = handset_start(&plan);
	handset_number(pair->bob, pair->bobs);
	handset_start_call(pair);
}

/* How the terminal is taken once more: the sequence for its other screen. */
static unsigned
times_taken(const struct terminal *terminal)
{
	static const char alternate[] = "\033[?1049h";
	size_t size;
	unsigned count = 0;
	const char *at = terminal_written(terminal, &size);
	const char *end = at + size;
	while ((at = memmem(at, (size_t)(end - at), alternate,
		    sizeof alternate - 1)) != NULL) {
		at += sizeof alternate - 1;
		count++;
	}
	return count;
}

START_TEST(a_suspended_call_goes_on)
{
	struct handset_pair pair;
	start_job_call(&pair);
	for (int i = 0; i < 2; i++) {
		handset_say(pair.bob, pair.alice, "before");
		terminal_mark(pair.alice);
		if (i == 0)
			terminal_type(pair.alice, "\032");
		else
			terminal_signal(pair.alice, SIGTSTP);
		terminal_expect_stop(pair.alice);
		terminal_expect_restored(pair.alice);
		terminal_type(pair.bob, i == 0 ? "meanwhile\r" : "again\r");
		terminal_continue(pair.alice);
		terminal_expect(pair.alice, i == 0 ? "meanwhile" : "again");
		ck_assert(glass_is_alternate(terminal_glass(pair.alice)));
		handset_say(pair.alice, pair.bob, "I am back");
		ck_assert_uint_eq(times_taken(pair.alice), 1);
		terminal_type(pair.alice, "\014");
	}
	handset_end_pair(&pair);
}
END_TEST

START_TEST(no_stop_is_lost_while_it_draws)
{
	struct handset_plan plan = { .name = "alice", .is_job = true };
	plan.rows = 200;
	plan.cols = 400;
	struct terminal *alice = handset_start(&plan);
	for (int i = 0; i < 60; i++) {
		for (int more = i % 4; more >= 0; more--)
			terminal_type(alice, HANDSET_REPAINT);
		terminal_signal(alice, SIGTSTP);
		terminal_expect_stop(alice);
		terminal_mark(alice);
		terminal_continue(alice);
		terminal_expect_bytes(alice, "\033[2J");
	}
	handset_leave(alice);
}
END_TEST

START_TEST(a_terminal_that_others_had_is_taken_again)
{
	struct handset_pair pair;
	start_job_call(&pair);
	terminal_mark(pair.alice);
	terminal_signal(pair.alice, SIGSTOP);
	terminal_expect_stop(pair.alice);
	terminal_type(pair.bob, "meanwhile\r");
	terminal_continue(pair.alice);
	terminal_expect(pair.alice, "meanwhile");
	ck_assert_uint_eq(times_taken(pair.alice), 1);
	handset_expect_true(pair.alice, pair.bob);
	handset_end_pair(&pair);
}
END_TEST

/* ---- a terminal that takes nothing ---- */

/* Alice's terminal is full, and her phone goes on. */
static void
block_terminal(struct handset_pair *pair)
{
	char text[64];
	terminal_stop_reading(pair->alice);
	for (unsigned i = 1; i <= 60; i++) {
		snprintf(text, sizeof text, "message %u\r", i);
		terminal_type(pair->bob, text);
		handset_expect_arrived(pair->bob, i);
	}
}

START_TEST(a_blocked_terminal_blocks_nobody)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, HANDSET_CALM);
	handset_start_call(&pair);
	/* All of it in every frame. */
	terminal_type(pair.alice, HANDSET_F2 HANDSET_F3);
	terminal_expect(pair.alice, "─ the wire ─");
	block_terminal(&pair);
	terminal_go_on_reading(pair.alice);
	terminal_expect(pair.alice, "|message 60|");
	handset_expect_true(pair.alice, pair.bob);
	handset_end_pair(&pair);
}
END_TEST

/* For longer than a line may be silent. */
START_TEST(a_long_blocked_terminal_drops_no_line)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, "1/10");
	handset_start_call(&pair);
	terminal_type(pair.alice, HANDSET_F2 HANDSET_F3);
	terminal_expect(pair.alice, "─ the wire ─");
	block_terminal(&pair);
	terminal_expect(pair.bob, "TALKING 00:00:04");
	terminal_go_on_reading(pair.alice);
	handset_say(pair.bob, pair.alice, "still there?");
	handset_say(pair.alice, pair.bob, "all the time");
	handset_end_pair(&pair);
}
END_TEST

START_TEST(a_phone_on_a_blocked_terminal_can_be_ended)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	terminal_type(pair.alice, HANDSET_F2 HANDSET_F3);
	terminal_expect(pair.alice, "─ the wire ─");
	block_terminal(&pair);
	terminal_signal(pair.alice, _i == 0 ? SIGTERM : SIGQUIT);
	ck_assert_int_eq(terminal_expect_end(pair.alice),
	    128 + (_i == 0 ? SIGTERM : SIGQUIT));
	terminal_expect(pair.bob, _i == 0 ? "WAITING" : "line trouble");
	terminal_free(pair.alice);
	handset_leave(pair.bob);
}
END_TEST

TCase *
screen_death_tcase(void)
{
	TCase *tcase = tcase_create("screen death");
	tcase_add_checked_fixture(tcase, pupil_set_up, NULL);
	tcase_set_timeout(tcase, TERMINAL_TIMEOUT_S);
	tcase_add_loop_test(tcase, a_call_that_dies_gives_the_terminal_back, 0,
	    DEADLY_COUNT);
	tcase_add_loop_test(tcase, a_call_that_is_ended_says_goodbye, 0,
	    POLITE_COUNT);
	tcase_add_loop_test(tcase, a_phone_that_waits_can_be_ended, 0,
	    POLITE_COUNT);
	tcase_add_test(tcase, a_failed_start_leaves_the_terminal_alone);
	tcase_add_loop_test(tcase, a_closed_window_ends_the_call, 0, 2);
	tcase_add_test(tcase, a_suspended_call_goes_on);
	tcase_add_test(tcase, no_stop_is_lost_while_it_draws);
	tcase_add_test(tcase, a_terminal_that_others_had_is_taken_again);
	tcase_add_test(tcase, a_blocked_terminal_blocks_nobody);
	tcase_add_test(tcase, a_long_blocked_terminal_drops_no_line);
	tcase_add_loop_test(tcase, a_phone_on_a_blocked_terminal_can_be_ended,
	    0, 2);
	return tcase;
}
