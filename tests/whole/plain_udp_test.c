/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* Calls and services over UDP, and what the network does to them. */
#include "config.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sysexits.h>
#include <unistd.h>

#include <check.h>

#include "../net/fixture.h"
#include "base/bytes.h"
#include "peer.h"
#include "postman.h"
#include "process.h"
#include "suite.h"

/* Nobody is to wait for answers that have come. */
#define SHORT_END "patience=1/10,drain=1/5"

static const struct process_plan pipes = { .timers = SHORT_END };
static const struct process_plan silent = {
	.in = PROCESS_NULL,
	.timers = SHORT_END,
};

static void
wait_over_udp(struct process *process, const struct process_plan *plan)
{
	process_start(process, *plan, "--plain", "--udp", "--auto-answer",
	    "--name", "bob", "--listen", "127.0.0.1:0", NULL);
	process_expect_error(process, "\n");
}

static void
dial_over_udp(struct process *process, const char *number)
{
	process_start(process, pipes, "--plain", "-u", "--name", "alice",
	    number, NULL);
}

/* ---- a call ---- */

START_TEST(a_call_carries_lines_both_ways_and_ends)
{
	struct process alice, bob;
	wait_over_udp(&bob, &pipes);
	dial_over_udp(&alice, process_number(&bob));
	process_say(&alice, "hello\nare you there?\n");
	process_expect_output(&bob, "hello\nare you there?\n");
	process_say(&bob, "yes\n");
	process_expect_output(&alice, "yes\n");
	process_end_input(&alice);
	process_expect_end(&alice, EX_OK);
	process_expect_end(&bob, EX_OK);
	process_expect_error(&bob, "alice hung up");
	process_clear(&alice);
	process_clear(&bob);
}
END_TEST

START_TEST(a_message_that_nobody_answers_for_is_not_known_to_have_arrived)
{
	char number[POSTMAN_NUMBER_SIZE];
	struct frame_header header;
	struct process alice;
	int bob = postman_wait(number);
	dial_over_udp(&alice, number);
	process_say(&alice, "hi\n");
	process_end_input(&alice);
	postman_pin(bob);
	const uint8_t *card = postman_expect(bob, FRAME_RING, &header);
	peer_say_card(bob, FRAME_RINGING, 0x77, bytes_take_u64(card + 8));
	peer_say(bob, FRAME_ANSWER, 0, 0, NULL, 0);
	postman_expect(bob, FRAME_TEXT, &header);
	ck_assert_uint_eq(header.sequence, 1);
	for (int at = 0; at < 3; at++)
		postman_expect(bob, FRAME_HANGUP, &header);
	process_expect_end(&alice, EX_IOERR);
	process_expect_error(&alice, "1 message is not known to have arrived");
	process_clear(&alice);
	close(bob);
}
END_TEST

START_TEST(without_an_answer_in_time_it_is_told_and_a_refusal_too)
{
	char number[POSTMAN_NUMBER_SIZE];
	struct frame_header header;
	struct process alice;
	int bob = postman_wait(number);
	dial_over_udp(&alice, number);
	postman_pin(bob);
	const uint8_t *card = postman_expect(bob, FRAME_RING, &header);
	peer_say_card(bob, FRAME_RINGING, 0x77, bytes_take_u64(card + 8));
	peer_say(bob, FRAME_ANSWER, 0, 0, NULL, 0);
	process_expect_error(&alice, "mary picked up");
	process_say(&alice, "hi\n");
	process_expect_error(&alice,
	    "message 1: no answer in time, it may not have arrived");
	close(bob);
	process_say(&alice, "hello?\n");
	process_expect_error(&alice,
	    "a datagram to mary did not get there (Connection refused)");
	process_say(&alice, "are you there?\n");
	process_end_input(&alice);
	process_expect_end(&alice, EX_IOERR);
	process_expect_error(&alice,
	    "3 messages are not known to have arrived");
	process_clear(&alice);
}
END_TEST

START_TEST(a_long_line_goes_as_messages_of_1200_bytes)
{
	enum { SIZE = 3001 };
	static char line[SIZE + 2];
	struct process alice, bob;
	memset(line, 'x', SIZE);
	line[SIZE] = '\n';
	wait_over_udp(&bob, &silent);
	dial_over_udp(&alice, process_number(&bob));
	process_say(&alice, line);
	process_end_input(&alice);
	process_expect_end(&alice, EX_OK);
	process_expect_end(&bob, EX_OK);
	process_expect_error(&alice,
	    "a line was longer than 1200 bytes and goes as several messages");
	ck_assert_uint_eq(bob.output.size, SIZE + 3);
	ck_assert_int_eq(bob.output.bytes[1200], '\n');
	ck_assert_int_eq(bob.output.bytes[2401], '\n');
	process_clear(&alice);
	process_clear(&bob);
}
END_TEST

/* ---- what a network does ---- */

/* Each number once at most, and nothing else; returns how many came. */
static int
count_lines(const struct process *bob, int most)
{
	char *seen = calloc((size_t)most + 1, 1);
	int count = 0;
	for (const char *at = bob->output.bytes; at != NULL && *at != '\0';
	     at = strchr(at, '\n') + 1) {
		int number = atoi(at);
		ck_assert_int_ge(number, 1);
		ck_assert_int_le(number, most);
		ck_assert(!seen[number]);
		seen[number] = 1;
		count++;
	}
	free(seen);
	return count;
}

static int
number_before(const struct process *process, const char *words)
{
	const char *end = process->errors.bytes == NULL ?
	    NULL :
	    strstr(process->errors.bytes, words);
	if (end == NULL)
		return 0;
	while (end > process->errors.bytes && end[-1] != '\n')
		end--;
	return atoi(end);
}

START_TEST(what_gets_lost_comes_twice_or_late_is_told_and_nothing_else)
{
	enum { LINES = 300 };
	static const struct postman_ways ways[] = {
		{ .seed = 1, .lost = 20 },
		{ .seed = 2, .twice = 30 },
		{ .seed = 3, .late = 20 },
		{ .seed = 4, .lost = 10, .twice = 10, .late = 10 },
	};
	struct process alice, bob;
	char number[POSTMAN_NUMBER_SIZE], line[16];
	wait_over_udp(&bob, &silent);
	pid_t postman = postman_start(&ways[_i], process_number(&bob), number);
	dial_over_udp(&alice, number);
	for (int at = 1; at <= LINES; at++) {
		snprintf(line, sizeof line, "%d\n", at);
		process_say(&alice, line);
	}
	process_end_input(&alice);
	int status = process_await_end(&alice);
	process_expect_end(&bob, EX_OK);
	int came = count_lines(&bob, LINES);
	int unknown = number_before(&alice, "known to have arrived");
	ck_assert_int_le(LINES - came, unknown);
	ck_assert_int_eq(status, unknown > 0 ? EX_IOERR : EX_OK);
	ck_assert((came < LINES) == (ways[_i].lost > 0));
	if (ways[_i].lost > 0)
		process_expect_error(&bob, " come)");
	if (ways[_i].twice > 0)
		process_expect_error(&bob, " came again)");
	if (ways[_i].late > 0)
		process_expect_error(&bob, " comes late)");
	postman_stop(postman);
	process_clear(&alice);
	process_clear(&bob);
}
END_TEST

/* ---- numbers that do not answer ---- */

static void
write_all_to_one_stream(void)
{
	dup2(STDERR_FILENO, STDOUT_FILENO);
}

/* On a terminal both streams are read as one; here they come in one turn. */
START_TEST(what_became_of_a_message_is_told_where_it_happened)
{
	static const uint32_t sequences[] = { 1, 3, 3, 2 };
	struct process_plan plan = silent;
	struct frame_header header;
	struct process bob;
	plan.prepare = write_all_to_one_stream;
	wait_over_udp(&bob, &plan);
	int alice = postman_dial(process_number(&bob));
	peer_say_card(alice, FRAME_RING, 0x77, 0x99);
	postman_expect(alice, FRAME_ANSWER, &header);
	process_signal(&bob, SIGSTOP);
	for (size_t at = 0; at < 4; at++)
		peer_say(alice, FRAME_TEXT, sequences[at], 0, "hi", 2);
	process_signal(&bob, SIGCONT);
	process_expect_error(&bob,
	    "hi\n(message 2 has not come)\nhi\n(message 3 came again)\n"
	    "(message 2 comes late)\nhi\n");
	process_clear(&bob);
	close(alice);
}
END_TEST

START_TEST(a_number_that_nobody_has_is_known_at_once)
{
	struct process alice;
	char number[POSTMAN_NUMBER_SIZE];
	close(postman_wait(number));
	dial_over_udp(&alice, number);
	process_expect_end(&alice, EX_UNAVAILABLE);
	process_expect_error(&alice,
	    " is not in service (recvfrom: Connection refused); is landline"
	    " --udp running there?");
	process_clear(&alice);
}
END_TEST

START_TEST(one_that_says_nothing_is_rung_again_and_given_up)
{
	static const struct process_plan hasty = {
		.timers = "dial=1/20,again=1/10,drain=1/20",
	};
	char number[POSTMAN_NUMBER_SIZE];
	struct frame_header header;
	struct process alice;
	int deaf = postman_wait(number);
	process_start(&alice, hasty, "-p", "-u", number, NULL);
	process_expect_end(&alice, EX_UNAVAILABLE);
	process_expect_error(&alice,
	    " does not answer: RING went there over"
	    " UDP again and again");
	for (int at = 0; at < 4; at++)
		postman_expect(deaf, FRAME_RING, &header);
	for (int at = 0; at < 3; at++)
		postman_expect(deaf, FRAME_HANGUP, &header);
	process_clear(&alice);
	close(deaf);
}
END_TEST

START_TEST(a_second_caller_hears_busy_and_the_call_goes_on)
{
	struct process alice, bob, carol;
	wait_over_udp(&bob, &silent);
	dial_over_udp(&alice, process_number(&bob));
	process_expect_error(&alice, "picked up");
	dial_over_udp(&carol, process_number(&bob));
	process_expect_end(&carol, EX_TEMPFAIL);
	process_expect_error(&carol, "is busy; try again later");
	process_say(&alice, "still here\n");
	process_expect_output(&bob, "still here\n");
	process_end_input(&alice);
	process_expect_end(&alice, EX_OK);
	process_expect_end(&bob, EX_OK);
	process_clear(&alice);
	process_clear(&bob);
	process_clear(&carol);
}
END_TEST

START_TEST(strangers_are_no_part_of_a_call)
{
	struct process alice, bob;
	struct frame_header header;
	wait_over_udp(&bob, &silent);
	dial_over_udp(&alice, process_number(&bob));
	process_expect_error(&alice, "picked up");
	int stranger = postman_dial(process_number(&bob));
	for (int at = 0; at < 10; at++) {
		peer_say(stranger, FRAME_TEXT, 1, 0, "let me in", 9);
		postman_expect(stranger, FRAME_HANGUP, &header);
	}
	process_say(&alice, "hello\n");
	process_end_input(&alice);
	process_expect_end(&alice, EX_OK);
	process_expect_end(&bob, EX_OK);
	ck_assert_str_eq(bob.output.bytes, "hello\n");
	process_expect_error(&bob, "10 datagrams belonged to no call so far");
	process_clear(&alice);
	process_clear(&bob);
	close(stranger);
}
END_TEST

/* ::1 comes first, where nobody is: what was said there goes on. */
START_TEST(this_machine_is_reached_by_whichever_address_it_has)
{
	struct process alice, bob;
	char number[64];
	wait_over_udp(&bob, &silent);
	snprintf(number, sizeof number, "%s",
	    strchr(process_number(&bob), ':'));
	dial_over_udp(&alice, number);
	process_say(&alice, "hi\n");
	process_expect_output(&bob, "hi\n");
	process_end_input(&alice);
	process_expect_end(&alice, EX_OK);
	process_expect_end(&bob, EX_OK);
	process_clear(&alice);
	process_clear(&bob);

	process_start(&bob, silent, "-p", "-u", "-f", "raw", "-s", "upper",
	    "-l", "127.0.0.1:0", NULL);
	process_expect_error(&bob, "\n");
	snprintf(number, sizeof number, "%s",
	    strchr(process_number(&bob), ':'));
	process_start(&alice, pipes, "-p", "-u", "-f", "raw", number, NULL);
	process_say(&alice, "hello");
	process_expect_output(&alice, "HELLO");
	process_clear(&alice);
	process_clear(&bob);
}
END_TEST

static int
deaf_at_ipv6(const char *port)
{
	struct sockaddr_in6 address = { .sin6_family = AF_INET6 };
	address.sin6_addr = in6addr_loopback;
	address.sin6_port = htons((uint16_t)atoi(port));
	int line = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	ck_assert_int_eq(bind(line, (struct sockaddr *)&address,
			     sizeof address),
	    0);
	return line;
}

START_TEST(an_address_that_says_nothing_is_followed_by_the_next)
{
	static const struct process_plan hasty = {
		.timers = "again=1/10,patience=1/10,drain=1/5",
	};
	struct process alice, bob;
	char number[64];
	if (!fixture_has_ipv6()) {
		fixture_skip("this machine has no IPv6");
		return;
	}
	wait_over_udp(&bob, &silent);
	snprintf(number, sizeof number, "%s",
	    strchr(process_number(&bob), ':'));
	int deaf = deaf_at_ipv6(number + 1);
	process_start(&alice, hasty, "-p", "-u", number, NULL);
	process_say(&alice, "hi\n");
	process_end_input(&alice);
	process_expect_end(&alice, EX_OK);
	process_expect_end(&bob, EX_OK);
	ck_assert_str_eq(bob.output.bytes, "hi\n");
	process_clear(&alice);
	process_clear(&bob);
	close(deaf);
}
END_TEST

START_TEST(your_own_number_is_told_over_udp_too)
{
	struct process alice;
	char number[POSTMAN_NUMBER_SIZE];
	close(postman_wait(number));
	process_start(&alice, pipes, "-p", "-u", "-l", number, number, NULL);
	process_expect_end(&alice, EX_UNAVAILABLE);
	process_expect_error(&alice, "is your own number");
	process_clear(&alice);
}
END_TEST

/* ---- frames of no call ---- */

START_TEST(a_frame_of_no_call_is_answered_with_86_and_garbage_is_not)
{
	struct process bob;
	struct frame_header header;
	wait_over_udp(&bob, &silent);
	int line = postman_dial(process_number(&bob));
	peer_say_hangup(line, CAUSE_NORMAL, 0, 0);
	peer_say(line, FRAME_ACK, 0, 0, NULL, 0);
	peer_send(line, "GET / HTTP/1.0\r\n\r\n", 18);
	peer_say(line, FRAME_PING, 0, 0, "12345678", 8);
	const uint8_t *payload = postman_expect(line, FRAME_HANGUP, &header);
	ck_assert_uint_eq(bytes_take_u16(payload), CAUSE_NO_SUCH_CALL);
	postman_expect_nothing(line);
	process_expect_error(&bob, "belonged to no call: dropped");
	/* And it still answers. */
	peer_say_card(line, FRAME_RING, 0x77, 1);
	postman_expect(line, FRAME_RINGING, &header);
	postman_expect(line, FRAME_ANSWER, &header);
	process_clear(&bob);
	close(line);
}
END_TEST

/* ---- foreign framings and services ---- */

START_TEST(a_service_tells_many_senders_apart)
{
	enum { SENDERS = 100 };
	struct process bob;
	int lines[SENDERS];
	char text[32], answer[32];
	process_start(&bob, silent, "-u", "-f", "raw", "-s", "upper", "-l",
	    "127.0.0.1:0", NULL);
	process_expect_error(&bob, "\n");
	for (int at = 0; at < SENDERS; at++)
		lines[at] = postman_dial(process_number(&bob));
	for (int at = 0; at < SENDERS; at++) {
		snprintf(text, sizeof text, "sender %d", at);
		peer_send(lines[at], text, strlen(text));
	}
	for (int at = SENDERS; at-- > 0;) {
		size_t size = postman_hear(lines[at], answer, sizeof answer);
		snprintf(text, sizeof text, "SENDER %d", at);
		ck_assert_uint_eq(size, strlen(text));
		ck_assert_mem_eq(answer, text, size);
		close(lines[at]);
	}
	process_clear(&bob);
}
END_TEST

START_TEST(a_service_answers_from_the_address_that_was_asked)
{
	struct process bob;
	char answer[8];
	process_start(&bob, silent, "-u", "-f", "raw", "-s", "echo", "-l",
	    fixture_has_ipv6() ? ":0" : "0.0.0.0:0", NULL);
	process_expect_error(&bob, "\n");
	struct sockaddr_in to = { .sin_family = AF_INET };
	to.sin_addr.s_addr = inet_addr("127.0.0.9");
	to.sin_port =
	    htons((uint16_t)atoi(strrchr(process_number(&bob), ':') + 1));
	int line = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	ck_assert_int_eq(connect(line, (struct sockaddr *)&to, sizeof to), 0);
	peer_send(line, "who?", 4);
	ck_assert_uint_eq(postman_hear(line, answer, sizeof answer), 4);
	process_clear(&bob);
	close(line);
}
END_TEST

START_TEST(a_datagram_that_is_no_message_is_told_and_the_call_goes_on)
{
	struct process bob;
	process_start(&bob, pipes, "-u", "-f", "u16", "-l", "127.0.0.1:0",
	    NULL);
	process_expect_error(&bob, "\n");
	int line = postman_dial(process_number(&bob));
	peer_send(line, "\0\5hello", 7);
	process_expect_output(&bob, "hello\n");
	peer_send(line, "\0\7hello", 7);
	process_expect_error(&bob,
	    "was ignored: the datagram ends 5 bytes into a body of 7");
	peer_send(line, "\0\2hi\0\2ho", 8);
	process_expect_error(&bob,
	    "was ignored: 4 bytes (00 02 68 6f) stand behind the first"
	    " message, and a datagram is one: two messages in one send()?");
	peer_send(line, "\0\3bye", 5);
	process_expect_output(&bob, "bye\n");
	process_say(&bob, "ciao\n");
	process_end_input(&bob);
	char answer[16];
	ck_assert_uint_eq(postman_hear(line, answer, sizeof answer), 6);
	ck_assert_mem_eq(answer, "\0\4ciao", 6);
	process_expect_end(&bob, EX_OK);
	process_clear(&bob);
	close(line);
}
END_TEST

static void
add_calls(TCase *tcase)
{
	tcase_add_test(tcase, a_call_carries_lines_both_ways_and_ends);
	tcase_add_test(tcase,
	    a_message_that_nobody_answers_for_is_not_known_to_have_arrived);
	tcase_add_test(tcase,
	    without_an_answer_in_time_it_is_told_and_a_refusal_too);
	tcase_add_test(tcase, a_long_line_goes_as_messages_of_1200_bytes);
	tcase_add_loop_test(tcase,
	    what_gets_lost_comes_twice_or_late_is_told_and_nothing_else, 0, 4);
	tcase_add_test(tcase,
	    what_became_of_a_message_is_told_where_it_happened);
	tcase_add_test(tcase, a_number_that_nobody_has_is_known_at_once);
	tcase_add_test(tcase, one_that_says_nothing_is_rung_again_and_given_up);
	tcase_add_test(tcase, a_second_caller_hears_busy_and_the_call_goes_on);
	tcase_add_test(tcase, strangers_are_no_part_of_a_call);
	tcase_add_test(tcase,
	    this_machine_is_reached_by_whichever_address_it_has);
	tcase_add_test(tcase,
	    an_address_that_says_nothing_is_followed_by_the_next);
	tcase_add_test(tcase, your_own_number_is_told_over_udp_too);
}

TCase *
plain_udp_tcase(void)
{
	TCase *tcase = tcase_create("plain_udp");
	tcase_set_timeout(tcase, PROCESS_TIMEOUT_S);
	add_calls(tcase);
	tcase_add_test(tcase,
	    a_frame_of_no_call_is_answered_with_86_and_garbage_is_not);
	tcase_add_test(tcase, a_service_tells_many_senders_apart);
	tcase_add_test(tcase,
	    a_service_answers_from_the_address_that_was_asked);
	tcase_add_test(tcase,
	    a_datagram_that_is_no_message_is_told_and_the_call_goes_on);
	return tcase;
}
