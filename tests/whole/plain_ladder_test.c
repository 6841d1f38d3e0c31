/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* --ladder: each step of a call, as a telephone calls it. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include <check.h>

#include "process.h"
#include "suite.h"

static const struct process_plan pipes;
static const struct process_plan silent = { .in = PROCESS_NULL };

/*
 * Each step begins a line with its first half and has its second half in it,
 * behind the step before.
 */
struct step {
	const char *call;
	const char *words;
};

static const char *
find_step(const char *from, const struct step *step)
{
	char begin[64], line[512];
	snprintf(begin, sizeof begin, "\n%s", step->call);
	const char *at = strstr(from, begin);
	ck_assert_msg(at != NULL, "no %s in\n%s", step->call, from);
	size_t size = strcspn(at + 1, "\n");
	snprintf(line, sizeof line, "%.*s", (int)size, at + 1);
	ck_assert_msg(strstr(line, step->words) != NULL, "no \"%s\" in %s",
	    step->words, line);
	return at + 1 + size;
}

static void
expect_steps(const struct process *process, const struct step *steps,
    size_t count)
{
	const char *at = process->errors.bytes;
	for (size_t i = 0; i < count; i++)
		at = find_step(at, &steps[i]);
}

START_TEST(every_step_of_a_call_is_told_in_its_order)
{
	static const struct step server[] = {
		{ "socket(", "  get a phone | fd " },
		{ "bind(127.0.0.1:0) = 0", "  get a number | fd " },
		{ "listen(64) = 0", "  plug it in | fd " },
		{ "accept() = ", "  pick up | fd " },
		{ "recv() = ", "  hear " },
		{ "send() = ", "  say " },
		{ "shutdown(write) = 0", "  say no more | fd " },
		{ "close() = 0", "  hang up | fd " },
		{ "close() = 0", "  hang up | fd " },
	};
	static const struct step client[] = {
		{ "socket(", "  get a phone | fd " },
		{ "connect(127.0.0.1:", "  dial | fd " },
		{ "getsockopt(SO_ERROR) = 0", "  they picked up | fd " },
		{ "send() = ", "  say " },
		{ "recv() = ", "  hear " },
		{ "close() = 0", "  hang up | fd " },
	};
	struct process bob, amy;
	process_start(&bob, silent, "--plain", "--ladder", "--auto-answer",
	    "--listen", "127.0.0.1:0", NULL);
	process_expect_error(&bob, "waiting on ");
	process_start(&amy, pipes, "--plain", "--ladder", "--listen",
	    "127.0.0.1:0", process_number(&bob), NULL);
	process_say(&amy, "hi\n");
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	/* The first line is no step, so that each step has one before it. */
	ck_assert_int_eq(strncmp(bob.errors.bytes, "waiting on ",
			     strlen("waiting on ")),
	    0);
	expect_steps(&bob, server, sizeof server / sizeof server[0]);
	expect_steps(&amy, client, sizeof client / sizeof client[0]);
	ck_assert_str_eq(bob.output.bytes, "hi\n");
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

START_TEST(without_it_no_step_is_told)
{
	struct process bob, amy;
	process_listen(&bob, silent);
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	ck_assert_ptr_null(strstr(bob.errors.bytes, "close("));
	ck_assert_ptr_null(strstr(amy.errors.bytes, "close("));
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

TCase *
plain_ladder_tcase(void)
{
	TCase *tcase = tcase_create("plain_ladder");

	tcase_set_timeout(tcase, PROCESS_TIMEOUT_S);
	tcase_add_test(tcase, every_step_of_a_call_is_told_in_its_order);
	tcase_add_test(tcase, without_it_no_step_is_told);
	return tcase;
}
