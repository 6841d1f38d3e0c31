/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * The mistakes that every class makes, in a program that is right otherwise
 * (tests/peers/wrong.c): landline says in words what the bytes are.
 */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <check.h>

#include "process.h"
#include "suite.h"

static const struct mistake {
	const char *name; /* for tests/peers/wrong.c */
	const char *words;
	int status; /* of a landline that has no service */
} mistakes[] = {
	{ "htonl",
	    "makes no sense as u32: length 83886080 (05 00 00 00) is 5 in"
	    " little-endian: htonl() missing?",
	    76 },
	{ "header",
	    "length 9 (00 00 00 09) takes in the next header (00 00 00 09): it"
	    " counts its own header?",
	    76 },
	{ "nul", "length 6 (00 00 00 06) counts the closing NUL (00)", 0 },
	{ "recv",
	    "a header, length 5 (00 00 00 05), stands 5 bytes into the"
	    " message: one recv() taken for one message?",
	    0 },
};

enum { MISTAKES = sizeof mistakes / sizeof *mistakes, NUMBERS = 2 };

static const struct process_plan pipes;
static const struct process_plan silent = { .in = PROCESS_NULL };
static const struct process_plan lecture = {
	.program = "tests/peers/lecture",
};

static char path[64];

/* With index 0 over TCP, with 1 over UNIX. */
static const char *
number_to_wait_on(int index)
{
	snprintf(path, sizeof path, "unix:/tmp/landline-mistake-%ld",
	    (long)getpid());
	return index == 0 ? "127.0.0.1:0" : path;
}

/* Both at once, so that they leave together: one recv() may have both. */
static void
say_two(struct process *landline)
{
	process_say(landline, "hello\nworld\n");
}

START_TEST(a_client_is_told_its_mistake)
{
	const struct mistake *mistake = &mistakes[_i / NUMBERS];
	struct process landline, student;
	process_start(&landline, pipes, "-f", "u32", "-l",
	    number_to_wait_on(_i % NUMBERS), NULL);
	process_expect_error(&landline, "\n");
	say_two(&landline);
	process_start(&student, lecture, "wrong", "client",
	    process_number(&landline), mistake->name, NULL);
	process_expect_error(&landline, mistake->words);
	process_end_input(&landline);
	process_expect_end(&landline, mistake->status);
	process_clear(&landline);
	process_clear(&student);
}
END_TEST

START_TEST(a_server_is_told_its_mistake)
{
	const struct mistake *mistake = &mistakes[_i / NUMBERS];
	struct process landline, student;
	process_start(&student, lecture, "wrong", "server",
	    number_to_wait_on(_i % NUMBERS), mistake->name, NULL);
	process_expect_error(&student, "\n");
	process_start(&landline, pipes, "-f", "u32", process_number(&student),
	    NULL);
	say_two(&landline);
	process_expect_error(&landline, mistake->words);
	process_end_input(&landline);
	process_expect_end(&landline, mistake->status);
	process_clear(&landline);
	process_clear(&student);
	unlink(path + strlen("unix:"));
}
END_TEST

START_TEST(a_phone_for_the_whole_class_tells_each_and_goes_on)
{
	struct process landline;
	process_start(&landline, silent, "-f", "u32", "-s", "echo", "-l",
	    number_to_wait_on(_i), NULL);
	process_expect_error(&landline, "\n");
	/* Who only sends back what it hears hears nothing here. */
	for (int i = 0; i < MISTAKES - 1; i++) {
		struct process student;
		process_start(&student, lecture, "wrong", "client",
		    process_number(&landline), mistakes[i].name, NULL);
		process_expect_error(&landline, mistakes[i].words);
		process_clear(&student);
	}
	process_signal(&landline, SIGTERM);
	process_expect_end(&landline, 128 + SIGTERM);
	process_clear(&landline);
}
END_TEST

TCase *
lecture_mistake_tcase(void)
{
	TCase *tcase = tcase_create("lecture-mistake");
	tcase_set_timeout(tcase, PROCESS_TIMEOUT_S);
	tcase_add_loop_test(tcase, a_client_is_told_its_mistake, 0,
	    MISTAKES * NUMBERS);
	tcase_add_loop_test(tcase, a_server_is_told_its_mistake, 0,
	    MISTAKES * NUMBERS);
	tcase_add_loop_test(tcase,
	    a_phone_for_the_whole_class_tells_each_and_goes_on, 0, NUMBERS);
	return tcase;
}
