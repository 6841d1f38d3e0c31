/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/plain.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "suite.h"

/* Standard error is a pipe of the test's, until it is put back. */
struct stage {
	int reader;
	int before;
	struct plain plain;
};

static void
open_stage(struct stage *stage)
{
	int ends[2];
	ck_assert_int_eq(pipe(ends), 0);
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	fflush(NULL);
	stage->reader = ends[0];
	stage->before = dup(STDERR_FILENO);
	dup2(ends[1], STDERR_FILENO);
	close(ends[1]);
	plain_init(&stage->plain);
}

static void
close_stage(struct stage *stage)
{
	plain_clear(&stage->plain);
	dup2(stage->before, STDERR_FILENO);
	close(stage->before);
	close(stage->reader);
}

/* All that has been told, with all that waited. */
static char *
told(struct stage *stage)
{
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);
	char some[4096];
	for (;;) {
		ssize_t got = read(stage->reader, some, sizeof some);
		if (got <= 0)
			break;
		fwrite(some, 1, (size_t)got, file);
		plain_flush(&stage->plain);
	}
	fclose(file);
	return text;
}

START_TEST(a_sentence_is_told_at_once)
{
	struct stage stage;
	open_stage(&stage);
	plain_tell(&stage.plain, "one");
	plain_tell(&stage.plain, "two");
	char *text = told(&stage);
	close_stage(&stage);
	ck_assert_str_eq(text, "one\ntwo\n");
	free(text);
}
END_TEST

/* Reads what is there, and counts it. */
static size_t
drained(int reader)
{
	char some[4096];
	size_t size = 0;
	ssize_t got;
	while ((got = read(reader, some, sizeof some)) > 0)
		size += (size_t)got;
	return size;
}

START_TEST(a_pipe_is_filled_and_still_blocks_for_others)
{
	enum { SIZE = 200000 };
	static const char bytes[SIZE];
	struct plain plain;
	int ends[2];
	ck_assert_int_eq(pipe(ends), 0);
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	fflush(NULL);
	int before = dup(STDOUT_FILENO);
	dup2(ends[1], STDOUT_FILENO);
	plain_init(&plain);
	plain_pass(&plain, bytes, SIZE / 2);
	plain_pass(&plain, bytes, SIZE / 2);
	plain_flush(&plain);
	int flags = fcntl(STDOUT_FILENO, F_GETFL);
	int room = fcntl(STDOUT_FILENO, F_GETPIPE_SZ);
	size_t first = drained(ends[0]), all = first;
	for (size_t more = 1; more > 0; all += more) {
		plain_flush(&plain);
		more = drained(ends[0]);
	}
	bool is_empty = !plain_has_output(&plain);
	plain_clear(&plain);
	dup2(before, STDOUT_FILENO);
	close(before);
	close(ends[1]);
	/* Nobody else has it: its end comes. */
	char byte;
	ck_assert_int_eq(read(ends[0], &byte, 1), 0);
	close(ends[0]);
	ck_assert_int_eq(flags & O_NONBLOCK, 0);
	ck_assert_uint_eq(first, (size_t)room);
	ck_assert_uint_eq(all, SIZE);
	ck_assert(is_empty);
}
END_TEST

START_TEST(what_standard_error_does_not_take_waits_and_is_bounded)
{
	enum { LINES = 10000 };
	struct stage stage;
	char line[128], last[64];
	open_stage(&stage);
	memset(line, 'x', sizeof line - 1);
	line[sizeof line - 1] = '\0';
	for (int i = 0; i < LINES; i++)
		plain_tell(&stage.plain, line);
	ck_assert_uint_le(stage.plain.errors.size, PLAIN_ERRORS_MOST);
	size_t untold = stage.plain.untold;
	ck_assert_uint_gt(untold, 0);
	char *text = told(&stage);
	plain_tell(&stage.plain, "and on");
	char *more = told(&stage);
	close_stage(&stage);
	snprintf(last, sizeof last, "x\n(%zu lines not shown)\n", untold);
	size_t size = strlen(text);
	ck_assert_uint_eq(size,
	    (LINES - untold) * sizeof line + strlen(last) - 2);
	ck_assert_str_eq(text + size - strlen(last), last);
	ck_assert_str_eq(more, "and on\n");
	free(text);
	free(more);
}
END_TEST

START_TEST(nobody_who_reads_is_no_harm)
{
	struct stage stage;
	open_stage(&stage);
	signal(SIGPIPE, SIG_IGN);
	close(stage.reader);
	plain_tell(&stage.plain, "into the void");
	plain_tell(&stage.plain, "again");
	ck_assert_uint_eq(stage.plain.errors.size, 0);
	stage.reader = -1;
	close_stage(&stage);
}
END_TEST

static void
type(struct plain *plain, const char *text)
{
	memcpy(plain->input + plain->input_head + plain->input_size, text,
	    strlen(text));
	plain->input_size += strlen(text);
}

START_TEST(a_command_is_taken_past_what_stands_before_it)
{
	struct plain plain;
	char command[16];
	const char *line;
	size_t size;
	plain_init(&plain);
	type(&plain, "one\n//two\n/hold\nthree\n/ha");
	ck_assert(plain_take_command(&plain, command, sizeof command, &size));
	ck_assert_uint_eq(size, 5);
	ck_assert_int_eq(memcmp(command, "/hold", 5), 0);
	ck_assert(!plain_take_command(&plain, command, sizeof command, &size));
	type(&plain, "ngup\n");
	ck_assert(plain_take_command(&plain, command, sizeof command, &size));
	ck_assert_int_eq(memcmp(command, "/hangup", 7), 0);
	static const char *const left[] = { "one", "//two", "three" };
	for (size_t i = 0; i < 3; i++) {
		ck_assert(plain_peek(&plain, &line, &size));
		ck_assert_uint_eq(size, strlen(left[i]));
		ck_assert_int_eq(memcmp(line, left[i], size), 0);
		plain_took(&plain);
	}
	ck_assert(!plain_peek(&plain, &line, &size));
	plain_clear(&plain);
}
END_TEST

TCase *
plain_tcase(void)
{
	TCase *tcase = tcase_create("plain");
	tcase_add_test(tcase, a_sentence_is_told_at_once);
	tcase_add_test(tcase,
	    what_standard_error_does_not_take_waits_and_is_bounded);
	tcase_add_test(tcase, a_pipe_is_filled_and_still_blocks_for_others);
	tcase_add_test(tcase, nobody_who_reads_is_no_harm);
	tcase_add_test(tcase, a_command_is_taken_past_what_stands_before_it);
	return tcase;
}
