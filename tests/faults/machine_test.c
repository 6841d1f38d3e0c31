/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* What the machine does to a landline: FAULTS, Machine. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <check.h>

#include "../runner.h"
#include "../whole/handset.h"
#include "../whole/peer.h"
#include "../whole/process.h"
#include "base/clock.h"
#include "shimmed.h"
#include "suite.h"

static const struct process_plan pipes;

/* ---- descriptors run out ---- */

static void
have_few_descriptors(void)
{
	struct rlimit few = { 16, 16 };
	setrlimit(RLIMIT_NOFILE, &few);
}

/* Time that the program has computed, in ms. */
static long
computed_ms(pid_t pid)
{
	char path[64], line[1024];
	unsigned long user, system;
	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	FILE *file = fopen(path, "re");
	ck_assert_ptr_nonnull(file);
	ck_assert_ptr_nonnull(fgets(line, sizeof(line), file));
	fclose(file);
	ck_assert_int_eq(sscanf(strrchr(line, ')'),
			     ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u"
			     " %lu %lu",
			     &user, &system),
	    2);
	return (
	    long)((user + system) * 1000 / (unsigned long)sysconf(_SC_CLK_TCK));
}

/* Callers wait for a phone that cannot let them in; it must not ask and ask. */
START_TEST(no_descriptors_are_no_spin)
{
	enum { CALLERS = 60, LOOK_MS = 2000, EACH_MS = 50 };
	struct process bob, amy;
	int callers[CALLERS];
	process_listen(&bob,
	    (struct process_plan){ .in = PROCESS_NULL,
		.prepare = have_few_descriptors });
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_expect_error(&amy, "bob picked up");
	for (int i = 0; i < CALLERS; i++)
		callers[i] = peer_dial(process_number(&bob));
	long before = computed_ms(bob.pid);
	int64_t until = clock_now() + LOOK_MS;
	while (clock_now() < until) {
		int last = peer_try(process_number(&bob));
		process_serve_until(clock_now() + EACH_MS);
		close(last);
	}
	long took = computed_ms(bob.pid) - before;
	runner_figure("%ld ms of computing in %d ms of callers", took, LOOK_MS);
	ck_assert_int_lt(took, LOOK_MS / 4);
	for (int i = 0; i < CALLERS; i++)
		close(callers[i]);
	process_say(&amy, "hi\n");
	process_expect_output(&bob, "hi\n");
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

/* ---- system calls that fail ---- */

static const char *const days[] = { "interrupt", "again", "short" };

enum { DAYS = sizeof days / sizeof *days, LINES = 5000 };

static char *
many_lines(const char *of, size_t *size)
{
	char *lines = NULL;
	FILE *file = open_memstream(&lines, size);
	ck_assert_ptr_nonnull(file);
	for (int i = 0; i < LINES; i++)
		fprintf(file, "%s says %d\n", of, i);
	fclose(file);
	return lines;
}

START_TEST(a_bad_day_changes_no_word)
{
	struct process bob, amy;
	size_t size, other_size;
	if (!shimmed_is_there())
		return;
	char *mine = many_lines("amy", &size);
	char *theirs = many_lines("bob", &other_size);
	shimmed_day(days[_i]);
	process_listen(&bob,
	    (struct process_plan){ .prepare = shimmed_prepare });
	process_dial(&amy, (struct process_plan){ .prepare = shimmed_prepare },
	    process_number(&bob), "amy");
	process_say_bytes(&amy, mine, size);
	process_end_input(&amy);
	process_say_bytes(&bob, theirs, other_size);
	process_end_input(&bob);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	ck_assert_str_eq(bob.output.bytes, mine);
	ck_assert_str_eq(amy.output.bytes, theirs);
	if (_i == DAYS - 1)
		runner_figure("%d messages each way as on any day, with EINTR,"
			      " EAGAIN and 7 bytes a call",
		    LINES);
	process_clear(&amy);
	process_clear(&bob);
	free(mine);
	free(theirs);
}
END_TEST

START_TEST(a_jumping_clock_is_not_minded)
{
	struct process bob, amy;
	if (!shimmed_is_there())
		return;
	shimmed_day("wall");
	process_listen(&bob,
	    (struct process_plan){ .timers = "ping=1/20,dead=1/5",
		.prepare = shimmed_prepare });
	process_dial(&amy,
	    (struct process_plan){ .timers = "ping=1/20,dead=1/5",
		.prepare = shimmed_prepare },
	    process_number(&bob), "amy");
	process_expect_error(&amy, "bob picked up");
	/* Longer than a dead line would live. */
	int64_t until = clock_now() + 15000 / 5 * 2;
	while (clock_now() < until) {
		process_say(&amy, "tick\n");
		process_serve_until(clock_now() + 100);
	}
	process_end_input(&amy);
	process_end_input(&bob);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	runner_figure("a call went on while the wall clock jumped by a day");
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

/* ---- no memory ---- */

/* The N-th allocation of a whole call fails, for every N there is. */
START_TEST(no_memory_is_a_sentence)
{
	struct process demo;
	char day[32];
	int at;
	if (!shimmed_is_there())
		return;
	for (at = 1;; at++) {
		snprintf(day, sizeof(day), "memory=%d", at);
		shimmed_day(day);
		process_start(&demo,
		    (struct process_plan){ .in = PROCESS_NULL,
			.timers = "1/20,ping=1/1,dead=1/1",
			.prepare = shimmed_prepare },
		    "--demo", NULL);
		int status = process_await_end(&demo);
		if (status == 0)
			break;
		ck_assert_int_eq(status, 71);
		process_expect_error(&demo, "no memory left");
		process_clear(&demo);
	}
	process_clear(&demo);
	ck_assert_int_gt(at, 50);
	runner_figure("a sentence and 71 at each of %d allocations", at - 1);
}
END_TEST

#ifdef HAVE_VTERM
static bool
is_drawn_or_dead(struct terminal *terminal, const void *ignored)
{
	(void)ignored;
	return terminal_shows(terminal, "WAITING") ||
	    terminal_has_ended(terminal);
}

/* A phone that waits and is left again, on such a day: its exit status. */
static int
try_screen(const char *path, const char *day, int at)
{
	char which[32];
	snprintf(which, sizeof(which), "%s=%d", day, at);
	shimmed_day(which);
	const char *const environment[] = { shimmed_preload(), shimmed_kind(),
		NULL };
	const char *const argv[] = { path, "--listen", "127.0.0.1:0", NULL };
	struct program program = { .argv = argv, .environment = environment };
	struct terminal *terminal = terminal_start(&program);
	ck_assert(terminal_await(terminal, is_drawn_or_dead, NULL));
	if (!terminal_has_ended(terminal))
		terminal_type(terminal, HANDSET_INTERRUPT);
	int status = terminal_expect_end(terminal);
	terminal_expect_restored(terminal);
	terminal_free(terminal);
	return status;
}

/*
 * Curses does not always notice that it has no memory; it then crashes, or ends
 * the program itself. The terminal is given back all the same.
 */
START_TEST(no_memory_gives_the_terminal_back)
{
	int own = 1, any = 1, status;
	if (!shimmed_is_there())
		return;
	char *path = runner_build_path("landline");
	for (; (status = try_screen(path, "memory", own)) != 0; own++)
		ck_assert_int_eq(status, 71);
	while (try_screen(path, "any", any) != 0)
		any++;
	free(path);
	ck_assert_int_gt(own, 20);
	ck_assert_int_gt(any, own);
	runner_figure("the terminal as before at each of %d on a screen, and of"
		      " %d with those of the libraries",
	    own - 1, any - 1);
}
END_TEST
#endif

TCase *
machine_fault_tcase(void)
{
	TCase *tcase = tcase_create("machine");
	tcase_set_timeout(tcase, FAULTS_TIMEOUT_S);
	tcase_add_test(tcase, no_descriptors_are_no_spin);
	tcase_add_loop_test(tcase, a_bad_day_changes_no_word, 0, DAYS);
	tcase_add_test(tcase, a_jumping_clock_is_not_minded);
	tcase_add_test(tcase, no_memory_is_a_sentence);
#ifdef HAVE_VTERM
	tcase_add_test(tcase, no_memory_gives_the_terminal_back);
#endif
	return tcase;
}
