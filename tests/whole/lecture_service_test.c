/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Every service in every foreign framing, and a client for every server, over
 * TCP, UNIX and UDP: the other end is tests/peers/framed.c, which cuts messages by
 * itself.
 */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <check.h>

#include "base/clock.h"
#include "call/service.h"
#include "peer.h"
#include "process.h"
#include "suite.h"
#include "wire/framing.h"

enum { FRAMINGS = 28 }; /* without landline's own */

static const struct process_plan pipes;
static const struct process_plan silent = { .in = PROCESS_NULL };
static const struct process_plan lecture = {
	.program = "tests/peers/lecture",
};

static const char *
name_of(int index)
{
	return framing_at((size_t)index + 1)->name;
}

static char path[64];

enum transport { TCP, UNIX, UDP, TRANSPORTS };

/* 127.0.0.1, or a UNIX socket of this test's own. */
static const char *
number_to_wait_on(enum transport over)
{
	if (over != UNIX)
		return "127.0.0.1:0";
	snprintf(path, sizeof path, "unix:/tmp/landline-service-%ld",
	    (long)getpid());
	return path;
}

static void
wait_for_calls(struct process *server, const char *framing, const char *service,
    enum transport over)
{
	process_start(server, silent, "-p", "-f", framing, "-s", service, "-l",
	    number_to_wait_on(over), over == UDP ? "--udp" : NULL, NULL);
	process_expect_error(server, "\n");
}

static void
stop(struct process *server)
{
	process_signal(server, SIGTERM);
	process_expect_end(server, 128 + SIGTERM);
	process_clear(server);
}

static void
ask(const char *framing, const struct service *service, enum transport over)
{
	struct process server, client;
	wait_for_calls(&server, framing, service->name, over);
	process_start(&client, lecture, "framed", "client",
	    process_number(&server), framing, over == UDP ? "udp" : NULL, NULL);
	process_say(&client, "hello\n");
	if (strcmp(service->name, "time") == 0) {
		if (strcmp(framing, "ascii1") == 0)
			process_expect_error(&server,
			    "was not answered: 40 bytes are too many for"
			    " ascii1: at most 9");
		else
			process_expect_output(&client, "-UTC\n");
	} else {
		const char *answer =
		    strcmp(service->name, "echo") == 0 ? "hello" : "HELLO";
		process_expect_output(&client, answer);
		/* Twice, for the header of the second stands behind a body. */
		process_say(&client, "hello\n");
		process_expect_output(&client, "\n");
		process_end_input(&client);
		process_expect_end(&client, 0);
		ck_assert_ptr_nonnull(
		    strstr(client.output.bytes + strlen(answer), answer));
	}
	process_clear(&client);
	stop(&server);
}

START_TEST(every_service_answers_in_every_framing)
{
	for (size_t i = 0; i < service_count; i++)
		for (enum transport over = TCP; over < TRANSPORTS; over++)
			ask(name_of(_i), &services[i], over);
}
END_TEST

static void
be_answered(const char *framing, enum transport over)
{
	struct process server, client;
	process_start(&server, lecture, "framed", "server",
	    number_to_wait_on(over), framing, over == UDP ? "udp" : NULL, NULL);
	process_expect_error(&server, "\n");
	process_start(&client, pipes, "-f", framing, process_number(&server),
	    over == UDP ? "--udp" : NULL, NULL);
	process_say(&client, "hello\n");
	process_expect_output(&client, "HELLO");
	process_say(&client, "again\n");
	process_expect_output(&client, "AGAIN");
	/* Of datagrams nobody says that they were the last. */
	if (over != UDP) {
		process_end_input(&client);
		process_expect_end(&client, 0);
		process_expect_end(&server, 0);
	}
	process_clear(&client);
	process_clear(&server);
}

START_TEST(a_server_is_asked_in_every_framing)
{
	for (enum transport over = TCP; over < TRANSPORTS; over++)
		be_answered(name_of(_i), over);
	unlink(path + strlen("unix:"));
}
END_TEST

/* ---- the time (RFC 867) ---- */

/* The moment that "Friday, November 20, 2026 22:38:05-UTC" tells. */
static time_t
moment_of(const char *words)
{
	struct tm told = { 0 };
	const char *rest = strptime(words, "%A, %B %d, %Y %H:%M:%S", &told);
	ck_assert_msg(rest != NULL && strncmp(rest, "-UTC", 4) == 0, "%s",
	    words);
	char again[64];
	time_t moment = timegm(&told);
	/* The day of the week is that of the date. */
	strftime(again, sizeof again, "%A, %B %d, %Y %H:%M:%S-UTC",
	    gmtime(&moment));
	ck_assert_mem_eq(words, again, strlen(again));
	return moment;
}

/* time() lags behind by as much as a tick of the system's. */
static int64_t
wall_ms(void)
{
	return clock_now() + clock_wall_offset();
}

/* It was told between two looks at the clock, and be it in the next second. */
static void
assert_told_now(const char *words, int64_t before_ms)
{
	/* Both ends read two clocks, and cut both. */
	enum { CUT_MS = 3 };
	time_t told = moment_of(words);
	ck_assert_int_ge(told, (before_ms - CUT_MS) / 1000);
	ck_assert_int_le(told, (wall_ms() + CUT_MS) / 1000);
}

START_TEST(the_time_is_told_when_a_call_begins_and_at_each_message)
{
	struct process server;
	char words[64] = "";
	int64_t before = wall_ms();
	wait_for_calls(&server, "crlf", "time", TCP);
	int line = peer_dial(process_number(&server));
	for (int i = 0; i < 3; i++) {
		size_t size = 0;
		do
			ck_assert_uint_eq(peer_read(line, words + size, 1), 1);
		while (words[size++] != '\n' && size < sizeof words);
		words[size - 1] = '\0';
		assert_told_now(words, before);
		before = wall_ms();
		peer_send(line, "\r\n", 2);
	}
	close(line);
	stop(&server);
}
END_TEST

START_TEST(the_time_is_told_to_landlines)
{
	struct process server, client;
	int64_t before = wall_ms();
	process_start(&server, silent, "-p", "-s", "time", "-l", "127.0.0.1:0",
	    NULL);
	process_expect_error(&server, "\n");
	process_dial(&client, silent, process_number(&server), "amy");
	process_expect_output(&client, "\n");
	assert_told_now(client.output.bytes, before);
	process_expect_end(&client, 0);
	process_clear(&client);
	stop(&server);
}
END_TEST

/* ---- a whole class ---- */

/* With 0 in landline's own frames, with 1 in a foreign framing. */
START_TEST(sixty_four_callers_are_answered_a_thousand_times_each)
{
	struct process server, class;
	if (_i == 0)
		process_start(&server, silent, "-p", "-s", "echo", "-l",
		    "127.0.0.1:0", NULL);
	else
		wait_for_calls(&server, "u32", "echo", TCP);
	process_expect_error(&server, "\n");
	process_start(&class, lecture, "flood", "client",
	    process_number(&server), _i == 0 ? NULL : "u32", NULL);
	process_expect_end(&class, 0);
	ck_assert_str_eq(class.output.bytes, "64000 answers, all right\n");
	process_clear(&class);
	process_expect_errors(&server, "has ended\n", 64);
	stop(&server);
}
END_TEST

TCase *
lecture_service_tcase(void)
{
	TCase *tcase = tcase_create("lecture-service");
	tcase_set_timeout(tcase, PROCESS_TIMEOUT_S);
	tcase_add_loop_test(tcase, every_service_answers_in_every_framing, 0,
	    FRAMINGS);
	tcase_add_loop_test(tcase, a_server_is_asked_in_every_framing, 0,
	    FRAMINGS);
	tcase_add_loop_test(tcase,
	    sixty_four_callers_are_answered_a_thousand_times_each, 0, 2);
	tcase_add_test(tcase,
	    the_time_is_told_when_a_call_begins_and_at_each_message);
	tcase_add_test(tcase, the_time_is_told_to_landlines);
	return tcase;
}
