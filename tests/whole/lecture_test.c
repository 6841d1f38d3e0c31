/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Every system of the lectures, with landline at either end of it: the other
 * end is a program of tests/peers, which shares nothing with landline.
 */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <check.h>

#include "../net/fixture.h"
#include "lessons.h"
#include "process.h"
#include "suite.h"

enum { ARGUMENTS_MOST = 12, NUMBER_SIZE = 128 };

static const enum transport transports[] = { TCP, TCP6, UNIX, UDP, UDP6 };
enum { TRANSPORTS = sizeof transports / sizeof *transports };

/* The lesson and transport with that index, of those that there are. */
static bool
find(int index, const struct lesson **lesson, enum transport *over)
{
	for (*lesson = lessons; *lesson < lessons + lesson_count; ++*lesson)
		for (int at = 0; at < TRANSPORTS; at++) {
			*over = transports[at];
			if (((*lesson)->over & *over) != 0 && index-- == 0)
				return true;
		}
	return false;
}

static int
count_all(void)
{
	const struct lesson *lesson;
	enum transport over;
	int count = 0;
	while (find(count, &lesson, &over))
		count++;
	return count;
}

/* ---- the two ends ---- */

static char path[NUMBER_SIZE];

/* Where the server is to wait. */
static const char *
number_to_wait_on(enum transport over)
{
	if (over == TCP || over == UDP)
		return "127.0.0.1:0";
	if (over == TCP6 || over == UDP6)
		return "[::1]:0";
	snprintf(path, sizeof path, "unix:/tmp/landline-lecture-%ld",
	    (long)getpid());
	return path;
}

static void
start_landline(struct process *landline, const struct lesson *lesson,
    enum transport over, const char *number)
{
	/* At the end of input it waits for answers, and not here for long. */
	struct process_plan plan = { .timers = "patience=1/10,drain=1/5" };
	if (lesson->end == LANDLINE_STAYS)
		plan.in = PROCESS_NULL;
	if ((over & DATAGRAMS) == 0)
		plan.timers = NULL;
	const char *arguments[ARGUMENTS_MOST] = { "landline", "--plain" };
	int count = 2;
	for (int i = 0; lesson->options[i] != NULL; i++)
		arguments[count++] = lesson->options[i];
	if (lesson->role == SERVER)
		arguments[count++] = "--listen";
	arguments[count++] = number;
	if ((over & DATAGRAMS) != 0)
		arguments[count] = "--udp";
	process_start_with(landline, &plan, arguments);
}

static void
start_peer(struct process *peer, const struct lesson *lesson,
    enum transport over, const char *number)
{
	static const struct process_plan plan = {
		.program = "tests/peers/lecture",
	};
	const char *arguments[ARGUMENTS_MOST] = { "lecture", lesson->system,
		lesson->role == SERVER ? "client" : "server", number,
		lesson->how };
	if ((over & DATAGRAMS) != 0)
		arguments[lesson->how == NULL ? 4 : 5] = "udp";
	process_start_with(peer, &plan, arguments);
}

/* The server first, and the client to the number that it tells. */
static void
start_both(struct process *landline, struct process *peer,
    const struct lesson *lesson, enum transport over)
{
	const char *number = number_to_wait_on(over);
	if (lesson->role == SERVER) {
		start_landline(landline, lesson, over, number);
		process_expect_error(landline, "\n");
		start_peer(peer, lesson, over, process_number(landline));
	} else {
		start_peer(peer, lesson, over, number);
		process_expect_error(peer, "\n");
		start_landline(landline, lesson, over, process_number(peer));
	}
}

START_TEST(a_lesson_can_be_given)
{
	const struct lesson *lesson;
	enum transport over;
	struct process landline, peer;
	find(_i, &lesson, &over);
	if ((over & (TCP6 | UDP6)) != 0 && !fixture_has_ipv6()) {
		fixture_skip("this machine has no IPv6");
		return;
	}
	start_both(&landline, &peer, lesson, over);
	dialog_hold(&landline, &peer, lesson->dialog);
	dialog_end(&landline, &peer, lesson->end);
	for (int i = 0; lesson->tells[i] != NULL; i++)
		process_expect_error(&landline, lesson->tells[i]);
	process_clear(&landline);
	process_clear(&peer);
	if (over == UNIX)
		unlink(path + strlen("unix:"));
}
END_TEST

/* From a landline to a landline, through a program that is none. */
START_TEST(a_student_in_the_middle_hands_a_message_on)
{
	static const struct process_plan pipes, silent = { .in = PROCESS_NULL };
	static const struct process_plan lecture = {
		.program = "tests/peers/lecture",
	};
	struct process first, middle, last;
	process_start(&last, silent, "-p", "-n", "last", "--pass-on=-", "-l",
	    "127.0.0.1:0", NULL);
	process_expect_error(&last, "\n");
	process_start(&middle, lecture, "pass", "server", "127.0.0.1:0",
	    process_number(&last), NULL);
	process_expect_error(&middle, "\n");
	process_start(&first, pipes, "-p", "-n", "first", "-l", "127.0.0.1:0",
	    "--pass-on", process_number(&middle), NULL);
	process_say(&first, "hello\n");
	process_end_input(&first);
	process_expect_end(&first, 0);
	process_expect_error(&first, "through 3 phones");
	process_expect_error(&first, "\n  2  peter ");
	process_expect_error(&first, "\n  3  last ");
	process_expect_output(&middle, "hello\n");
	process_expect_output(&last, "hello\n");
	process_clear(&first);
	process_clear(&middle);
	process_clear(&last);
}
END_TEST

TCase *
lecture_tcase(void)
{
	TCase *tcase = tcase_create("lecture");
	tcase_set_timeout(tcase, PROCESS_TIMEOUT_S);
	tcase_add_loop_test(tcase, a_lesson_can_be_given, 0, count_all());
	tcase_add_test(tcase, a_student_in_the_middle_hands_a_message_on);
	return tcase;
}
