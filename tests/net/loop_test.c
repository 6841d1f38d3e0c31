/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <check.h>

#include "base/clock.h"
#include "net/loop.h"

#include "fixture.h"
#include "suite.h"

enum { LIMIT_MS = 60000 };

/* Whoever runs the tests may have these ignored or caught. */
static void
start_afresh(void)
{
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
}

static struct loop
opened(void)
{
	struct loop loop;
	ck_assert(loop_open(&loop));
	return loop;
}

/* One turn with one watch, and a limit that must not be reached. */
static size_t
one_turn(struct loop *loop, int descriptor, bool reading, bool writing)
{
	int64_t now = clock_now();
	loop_begin(loop);
	size_t watch = loop_watch(loop, descriptor, reading, writing);
	loop_wait(loop, now, now + LIMIT_MS);
	ck_assert_int_lt(clock_now(), now + LIMIT_MS);
	return watch;
}

START_TEST(a_deadline_ends_the_wait)
{
	struct loop loop = opened();
	int64_t now = clock_now();
	loop_wait(&loop, now, now + 20);
	ck_assert_int_ge(clock_now(), now + 20);
	loop_wait(&loop, now, now);
	loop_wait(&loop, now, now - 5);
	ck_assert_uint_eq(loop.wake_ups, 3);
	loop_close(&loop);
}
END_TEST

START_TEST(what_came_is_told_of_what_was_watched)
{
	struct loop loop = opened();
	int ends[2];
	fixture_unix_pair(ends);
	size_t watch = one_turn(&loop, ends[0], true, true);
	ck_assert(!loop_is_readable(&loop, watch));
	ck_assert(loop_is_writable(&loop, watch));

	ck_assert_int_eq(send(ends[1], "x", 1, 0), 1);
	watch = one_turn(&loop, ends[0], true, false);
	ck_assert(loop_is_readable(&loop, watch));
	ck_assert(!loop_is_writable(&loop, watch));
	close(ends[0]);
	close(ends[1]);
	loop_close(&loop);
}
END_TEST

START_TEST(who_waits_for_nothing_is_not_watched)
{
	struct loop loop = opened();
	int ends[2];
	fixture_unix_pair(ends);
	close(ends[1]); /* POLLHUP from now on */
	size_t nothing = loop_watch(&loop, ends[0], false, false);
	ck_assert_uint_eq(nothing, LOOP_NOTHING);
	ck_assert_uint_eq(loop_watch(&loop, -1, true, true), LOOP_NOTHING);
	int64_t now = clock_now();
	loop_wait(&loop, now, now + 20);
	ck_assert_int_ge(clock_now(), now + 20);
	ck_assert(!loop_is_readable(&loop, nothing));
	ck_assert(!loop_is_writable(&loop, nothing));
	close(ends[0]);
	loop_close(&loop);
}
END_TEST

START_TEST(who_is_gone_counts_as_what_was_waited_for)
{
	struct loop loop = opened();
	int ends[2];
	fixture_unix_pair(ends);
	close(ends[1]);
	size_t watch = one_turn(&loop, ends[0], true, false);
	ck_assert(loop_is_readable(&loop, watch));
	close(ends[0]);
	watch = one_turn(&loop, ends[0], false, true); /* POLLNVAL */
	ck_assert(loop_is_writable(&loop, watch));
	ck_assert(!loop_is_readable(&loop, watch));
	loop_close(&loop);
}
END_TEST

START_TEST(a_full_pipe_cannot_be_written_to)
{
	int ends[2];
	ck_assert_int_eq(pipe2(ends, O_NONBLOCK), 0);
	ck_assert(loop_can_write(ends[1]));
	while (write(ends[1], "x", 1) == 1)
		;
	ck_assert(!loop_can_write(ends[1]));
	close(ends[0]);
	ck_assert(loop_can_write(ends[1])); /* and hear of EPIPE */
	close(ends[1]);
}
END_TEST

START_TEST(there_may_be_any_number_of_watches)
{
	enum { COUNT = 200 };
	struct loop loop = opened();
	int ends[2];
	size_t watches[COUNT];
	fixture_unix_pair(ends);
	ck_assert_int_eq(send(ends[1], "x", 1, 0), 1);
	for (int turn = 0; turn < 3; turn++) {
		loop_begin(&loop);
		for (size_t at = 0; at < COUNT; at++)
			watches[at] =
			    loop_watch(&loop, ends[at % 2], true, false);
		loop_wait(&loop, 0, LIMIT_MS);
		for (size_t at = 0; at < COUNT; at++)
			ck_assert_int_eq(loop_is_readable(&loop, watches[at]),
			    at % 2 == 0);
	}
	close(ends[0]);
	close(ends[1]);
	loop_close(&loop);
}
END_TEST

START_TEST(a_signal_wakes_the_wait_and_is_told_once)
{
	struct loop loop = opened();
	raise(SIGTERM);
	raise(SIGTERM);
	raise(SIGHUP);
	loop_wait(&loop, clock_now(), CLOCK_NEVER);
	ck_assert_uint_eq(loop_take_signals(&loop),
	    LOOP_SIGNAL_TERM | LOOP_SIGNAL_HUP);
	ck_assert_uint_eq(loop_take_signals(&loop), 0);
	int64_t now = clock_now();
	loop_wait(&loop, now, now + 20);
	ck_assert_int_ge(clock_now(), now + 20);
	loop_close(&loop);
}
END_TEST

START_TEST(a_signal_from_elsewhere_ends_a_wait_without_end)
{
	struct loop loop = opened();
	pid_t child = fork();
	if (child == 0) {
		kill(getppid(), SIGINT);
		_exit(0);
	}
	unsigned seen = 0;
	while (
	    (seen & LOOP_SIGNAL_INT) == 0 || (seen & LOOP_SIGNAL_CHLD) == 0) {
		loop_begin(&loop);
		loop_wait(&loop, clock_now(), CLOCK_NEVER);
		seen |= loop_take_signals(&loop);
	}
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
	loop_close(&loop);
}
END_TEST

START_TEST(a_flood_of_signals_drowns_no_other)
{
	struct loop loop = opened();
	/* More than a pipe holds. */
	for (int round = 0; round < 70000; round++)
		raise(SIGINT);
	raise(SIGTERM);
	loop_wait(&loop, clock_now(), CLOCK_NEVER);
	ck_assert_uint_eq(loop_take_signals(&loop),
	    LOOP_SIGNAL_INT | LOOP_SIGNAL_TERM);
	loop_close(&loop);
}
END_TEST

/* Two signals, and between them more time than leaving may take. */
START_TEST(a_second_signal_ends_what_is_stuck)
{
	pid_t child = fork();
	if (child == 0) {
		struct loop loop = opened();
		loop_watch(&loop, -1, true, false);
		raise(SIGTERM);
		int64_t now = clock_now();
		while (clock_now() < now + LOOP_STUCK_MS)
			continue;
		raise(_i == 0 ? SIGTERM : SIGINT);
		_exit(0);
	}
	int status;
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(WTERMSIG(status), _i == 0 ? SIGTERM : SIGINT);
}
END_TEST

static void (*handler_of(int number))(int)
{
	struct sigaction action;
	sigaction(number, NULL, &action);
	return action.sa_handler;
}

START_TEST(signals_of_the_terminal_are_caught_only_when_asked)
{
	struct loop loop = opened();
	ck_assert(handler_of(SIGTSTP) == SIG_DFL);
	ck_assert(handler_of(SIGCONT) == SIG_DFL);
	ck_assert(handler_of(SIGWINCH) == SIG_DFL);
	ck_assert(handler_of(SIGCHLD) != SIG_DFL);
	loop_catch_terminal(&loop);
	loop_catch_terminal(&loop);
	raise(SIGTSTP);
	raise(SIGCONT);
	raise(SIGWINCH);
	loop_wait(&loop, clock_now(), CLOCK_NEVER);
	ck_assert_uint_eq(loop_take_signals(&loop),
	    LOOP_SIGNAL_TSTP | LOOP_SIGNAL_CONT | LOOP_SIGNAL_WINCH);
	loop_close(&loop);
}
END_TEST

START_TEST(what_was_ignored_stays_ignored)
{
	signal(SIGHUP, SIG_IGN);
	struct loop loop = opened();
	raise(SIGHUP);
	ck_assert_uint_eq(loop_take_signals(&loop), 0);
	loop_close(&loop);
	raise(SIGHUP);
}
END_TEST

START_TEST(after_the_end_signals_do_what_they_did_before)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGCHLD,
		SIGWINCH, SIGCONT, SIGTSTP, SIGPIPE };
	enum { COUNT = sizeof(numbers) / sizeof(numbers[0]) };
	void (*handlers[COUNT])(int);
	for (size_t at = 0; at < COUNT; at++)
		handlers[at] = handler_of(numbers[at]);
	size_t before = fixture_open_count();
	struct loop loop = opened();
	loop_catch_terminal(&loop);
	raise(SIGPIPE); /* ignored */
	loop_close(&loop);
	for (size_t at = 0; at < COUNT; at++)
		ck_assert(handler_of(numbers[at]) == handlers[at]);
	ck_assert_uint_eq(fixture_open_count(), before);

	/* And there may be another one. */
	loop = opened();
	raise(SIGINT);
	loop_wait(&loop, clock_now(), CLOCK_NEVER);
	ck_assert_uint_eq(loop_take_signals(&loop), LOOP_SIGNAL_INT);
	loop_close(&loop);
}
END_TEST

TCase *
loop_tcase(void)
{
	TCase *tcase = tcase_create("loop");

	tcase_set_timeout(tcase, 30);
	tcase_add_checked_fixture(tcase, start_afresh, NULL);
	tcase_add_test(tcase, a_deadline_ends_the_wait);
	tcase_add_test(tcase, what_came_is_told_of_what_was_watched);
	tcase_add_test(tcase, who_waits_for_nothing_is_not_watched);
	tcase_add_test(tcase, who_is_gone_counts_as_what_was_waited_for);
	tcase_add_test(tcase, a_full_pipe_cannot_be_written_to);
	tcase_add_test(tcase, there_may_be_any_number_of_watches);
	tcase_add_test(tcase, a_signal_wakes_the_wait_and_is_told_once);
	tcase_add_test(tcase, a_signal_from_elsewhere_ends_a_wait_without_end);
	tcase_add_test(tcase, a_flood_of_signals_drowns_no_other);
	tcase_add_loop_test(tcase, a_second_signal_ends_what_is_stuck, 0, 2);
	tcase_add_test(tcase,
	    signals_of_the_terminal_are_caught_only_when_asked);
	tcase_add_test(tcase, what_was_ignored_stays_ignored);
	tcase_add_test(tcase, after_the_end_signals_do_what_they_did_before);
	return tcase;
}
