/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* Lines that misbehave on purpose: many send()s for one message, and one for
 * many. */
#include "config.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <check.h>

#include "base/clock.h"
#include "peer.h"
#include "process.h"
#include "suite.h"

enum { PAUSE_MS = 50 };

static const struct process_plan quick = { .in = PROCESS_TERMINAL,
	.timers = "drip=1/4" };
/* So slow that nothing ends within a test because its time has come. */
static const struct process_plan slow = { .in = PROCESS_TERMINAL,
	.timers = "20/1" };

/* Starts one that picks up and can be told what to do. */
static void
start(struct process *process, struct process_plan plan)
{
	process_start(process, plan, "--plain", "--ladder", "--wire",
	    "--auto-answer", "--name", "bob", "--listen", "127.0.0.1:0", NULL);
	process_expect_error(process, "\n");
}

static void
tell(struct process *process, const char *command, const char *answer)
{
	process_say(process, command);
	process_expect_error(process, answer);
}

/* The goodbye of both; `said` is the last sequence of theirs before it. */
static void
part(struct process *process, int line, uint32_t said)
{
	struct frame_header header;
	process_say(process, "/hangup\n");
	peer_expect(line, FRAME_HANGUP, &header);
	ck_assert_uint_eq(header.sequence, said + 1);
	peer_say_hangup(line, CAUSE_NORMAL, 1, said + 1);
	peer_expect_end(line);
	process_expect_end(process, 0);
	process_clear(process);
}

static size_t
count(const char *text, const char *what)
{
	size_t found = 0;
	for (text = strstr(text, what); text != NULL;
	     text = strstr(text + 1, what))
		found++;
	return found;
}

/* A machine that is busy may let some of them meet. */
START_TEST(a_peer_receives_a_message_byte_by_byte)
{
	enum { SIZE = FRAME_HEADER_SIZE + 5 };
	struct process bob;
	uint8_t wire[SIZE];
	size_t had = 0;
	start(&bob, quick);
	int line = peer_call(process_number(&bob));
	tell(&bob, "/drip 1\n", "the line drips: a send() takes 1 byte;");
	int64_t begun = clock_now();
	process_say(&bob, "hello\n");
	while (had < SIZE) {
		process_expect_event(line, POLLIN);
		ssize_t got = recv(line, wire + had, SIZE - had, 0);
		ck_assert_int_gt(got, 0);
		had += (size_t)got;
	}
	/* A millisecond is lost where two clocks are rounded. */
	ck_assert_int_ge(clock_now() - begun, (SIZE - 1) * PAUSE_MS - 1);
	ck_assert_mem_eq(wire + FRAME_HEADER_SIZE, "hello", 5);
	process_expect_errors(&bob, "send() = 1  say", SIZE);
	part(&bob, line, 1);
}
END_TEST

START_TEST(a_drip_that_is_ended_is_ended)
{
	struct frame_header header;
	struct process bob;
	start(&bob, quick);
	int line = peer_call(process_number(&bob));
	tell(&bob, "/drip 5\n", "a send() takes 5 bytes;");
	tell(&bob, "/drip off\n", "the line drips no more");
	process_say(&bob, "hello\n");
	peer_expect(line, FRAME_TEXT, &header);
	process_expect_error(&bob, "send() = 21  say");
	ck_assert_uint_eq(count(bob.errors.bytes, "send() = 5  "), 0);
	part(&bob, line, 1);
}
END_TEST

/* Two phones whose lines both drip. */
static void
start_call(struct process *bob, struct process *amy, struct process_plan plan)
{
	start(bob, plan);
	process_start(amy, plan, "--plain", "--ladder", "--wire", "--name",
	    "amy", process_number(bob), NULL);
	process_expect_error(amy, "bob picked up");
	tell(bob, "/drip 1\n", "the line drips");
	tell(amy, "/drip 1\n", "the line drips");
}

START_TEST(two_talk_over_dripping_lines)
{
	struct process bob, amy;
	start_call(&bob, &amy, quick);
	process_say(&amy, "one\ntwo\n");
	process_say(&bob, "un\ndeux\n");
	process_expect_output(&bob, "one\ntwo\n");
	process_expect_output(&amy, "un\ndeux\n");
	process_expect_error(&bob, " | recv 1+1+");
	process_expect_error(&amy, " | recv 1+1+");
	process_say(&amy, "/hangup\n");
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	ck_assert_str_eq(bob.output.bytes, "one\ntwo\n");
	ck_assert_str_eq(amy.output.bytes, "un\ndeux\n");
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

enum { LONG_LINES = 20, LONG_SIZE = 3000 };

/* So much that it would drip for half an hour. */
static void
say_much(struct process *process)
{
	char line[LONG_SIZE + 1];
	memset(line, 'x', LONG_SIZE);
	line[LONG_SIZE] = '\n';
	for (int i = 0; i < LONG_LINES; i++)
		process_say_bytes(process, line, sizeof line);
	process_expect_errors(process, "send() = 1  say", 10);
	process_expect_input_gone(process);
}

START_TEST(a_goodbye_does_not_drip)
{
	struct process bob, amy;
	start_call(&bob, &amy, slow);
	say_much(&amy);
	int64_t begun = clock_now();
	process_say(&amy, "/hangup\n");
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	ck_assert_int_lt(clock_now() - begun, PROCESS_LIMIT_MS);
	ck_assert_uint_eq(bob.output.size, LONG_LINES * (LONG_SIZE + 1));
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

/* Nobody acknowledges anything, so that the first goodbye would wait. */
START_TEST(who_hangs_up_twice_breaks_off_at_once)
{
	struct process bob;
	start(&bob, slow);
	int line = peer_call(process_number(&bob));
	tell(&bob, "/drip 1\n", "the line drips");
	say_much(&bob);
	int64_t begun = clock_now();
	process_say(&bob, "/hangup\n/hangup\n");
	process_expect_end(&bob, 74);
	ck_assert_int_lt(clock_now() - begun, PROCESS_LIMIT_MS);
	close(line);
	process_clear(&bob);
}
END_TEST

/* A PONG does not wait, so that what waits can be seen to wait. */
static void
expect_only_pong(int line)
{
	uint8_t ping[FRAME_PING_SIZE] = { 7 }, pong[FRAME_HEADER_SIZE];
	peer_say(line, FRAME_PING, 0, 0, ping, sizeof ping);
	ck_assert_uint_eq(peer_read(line, pong, sizeof pong), sizeof pong);
	ck_assert_uint_eq(pong[2], FRAME_PONG);
	ck_assert_uint_eq(peer_read(line, ping, sizeof ping), sizeof ping);
}

START_TEST(two_messages_come_with_one_recv)
{
	enum { EACH = FRAME_HEADER_SIZE + 3 };
	struct frame_header header;
	struct process bob;
	uint8_t wire[3 * EACH];
	start(&bob, slow);
	int line = peer_call(process_number(&bob));
	tell(&bob, "/glue\n", "2 messages leave in one send()");
	process_say(&bob, "one\n");
	expect_only_pong(line);
	process_say(&bob, "two\n");
	process_expect_event(line, POLLIN);
	ck_assert_int_eq(recv(line, wire, sizeof wire, 0), 2 * EACH);
	ck_assert_mem_eq(wire + FRAME_HEADER_SIZE, "one", 3);
	ck_assert_mem_eq(wire + EACH + FRAME_HEADER_SIZE, "two", 3);
	process_say(&bob, "tri\n/glue\n");
	peer_expect(line, FRAME_TEXT, &header);
	process_expect_error(&bob, "every message leaves by itself again");
	part(&bob, line, 3);
}
END_TEST

START_TEST(nagle_is_turned_on_for_lines_that_are_and_that_will_be)
{
	struct process bob;
	start(&bob, slow);
	tell(&bob, "/nagle on\n", "TCP_NODELAY is off");
	int line = peer_call(process_number(&bob));
	process_expect_error(&bob, "setsockopt(TCP_NODELAY, 0) = 0");
	tell(&bob, "/nagle\n", "TCP_NODELAY is on again");
	process_expect_errors(&bob, "setsockopt(TCP_NODELAY, 1) = 0", 2);
	part(&bob, line, 0);
}
END_TEST

TCase *
plain_drip_tcase(void)
{
	TCase *tcase = tcase_create("plain_drip");

	tcase_set_timeout(tcase, PROCESS_TIMEOUT_S);
	tcase_add_test(tcase, a_peer_receives_a_message_byte_by_byte);
	tcase_add_test(tcase, a_drip_that_is_ended_is_ended);
	tcase_add_test(tcase, two_talk_over_dripping_lines);
	tcase_add_test(tcase, a_goodbye_does_not_drip);
	tcase_add_test(tcase, who_hangs_up_twice_breaks_off_at_once);
	tcase_add_test(tcase, two_messages_come_with_one_recv);
	tcase_add_test(tcase,
	    nagle_is_turned_on_for_lines_that_are_and_that_will_be);
	return tcase;
}
