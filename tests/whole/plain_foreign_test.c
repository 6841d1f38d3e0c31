/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* Programs that never heard of landline, as lectures have them. */
#include "config.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <check.h>

#include "peer.h"
#include "process.h"
#include "suite.h"

static const struct process_plan pipes;
static const struct process_plan silent = { .in = PROCESS_NULL };

/* One that waits on 127.0.0.1. */
static void
wait_in(struct process *process, const char *framing, const char *service)
{
	if (service == NULL)
		process_start(process, pipes, "-f", framing, "-l",
		    "127.0.0.1:0", NULL);
	else
		process_start(process, silent, "-f", framing, "-s", service,
		    "-l", "127.0.0.1:0", NULL);
	process_expect_error(process, "waiting on ");
	process_expect_error(process, "\n");
}

static void
expect(int line, const void *bytes, size_t size)
{
	uint8_t *came = malloc(size);
	ck_assert_uint_eq(peer_read(line, came, size), size);
	ck_assert_mem_eq(came, bytes, size);
	free(came);
}

/* They have shut down for sending; the line is still there. */
static void
expect_finished(int line)
{
	char byte;
	ck_assert_uint_eq(peer_read(line, &byte, 1), 0);
}

/* Dials a peer of the test's with that framing; returns the peer's line. */
static int
dial_peer(struct process *process, const char *framing)
{
	char number[PEER_NUMBER_SIZE];
	int listener = peer_listen(number);
	process_start(process, pipes, "-f", framing, number, NULL);
	int line = peer_accept(listener);
	close(listener);
	return line;
}

/* ---- landline as the client ---- */

START_TEST(an_uppercase_server_is_asked_line_by_line)
{
	struct process amy;
	int line = dial_peer(&amy, "line");
	process_say(&amy, "hello\n");
	expect(line, "hello\n", 6);
	peer_send(line, "HELLO\n", 6);
	process_expect_output(&amy, "HELLO\n");
	process_say(&amy, "more\n");
	process_end_input(&amy);
	expect(line, "more\n", 5);
	expect_finished(line);
	/* What is answered after that still arrives. */
	peer_send(line, "MORE\n", 5);
	close(line);
	process_expect_end(&amy, 0);
	ck_assert_str_eq(amy.output.bytes, "HELLO\nMORE\n");
	process_clear(&amy);
}
END_TEST

START_TEST(raw_passes_every_byte_as_it_is)
{
	static const char request[] = "GET / HTTP/1.0\r\n\r\n";
	static const char answer[] = "HTTP/1.0 200 OK\r\n\r\n\0\xff\x1b[2J\n\n";
	struct process amy;
	int line = dial_peer(&amy, "raw");
	process_say(&amy, request);
	process_end_input(&amy);
	expect(line, request, sizeof request - 1);
	expect_finished(line);
	peer_send(line, answer, sizeof answer - 1);
	close(line);
	process_expect_end(&amy, 0);
	ck_assert_uint_eq(amy.output.size, sizeof answer - 1);
	ck_assert_mem_eq(amy.output.bytes, answer, sizeof answer - 1);
	process_clear(&amy);
}
END_TEST

START_TEST(questions_and_answers_take_turns)
{
	struct process amy;
	int line = dial_peer(&amy, "raw");
	for (int turn = 0; turn < 3; turn++) {
		char said[32];
		snprintf(said, sizeof said, "question %d", turn);
		process_say(&amy, said);
		expect(line, said, strlen(said));
		snprintf(said, sizeof said, "answer %d", turn);
		peer_send(line, said, strlen(said));
		process_expect_output(&amy, said);
	}
	close(line);
	process_expect_end(&amy, 0);
	process_clear(&amy);
}
END_TEST

/* ---- landline as the server ---- */

START_TEST(a_peer_that_dribbles_is_understood)
{
	static const uint8_t wire[] = "\0\0\0\5hello\0\0\0\2hi";
	struct process bob;
	wait_in(&bob, "u32", NULL);
	int line = peer_dial(process_number(&bob));
	for (size_t i = 0; i < sizeof wire - 1; i++)
		peer_send(line, wire + i, 1);
	process_expect_output(&bob, "hello\nhi\n");
	process_say(&bob, "you too\n");
	expect(line, "\0\0\0\7you too", 11);
	close(line);
	process_expect_end(&bob, 0);
	process_clear(&bob);
}
END_TEST

START_TEST(a_missing_htonl_is_told_and_is_status_76)
{
	struct process bob;
	wait_in(&bob, "u32", NULL);
	int line = peer_dial(process_number(&bob));
	peer_send(line, "\5\0\0\0hello", 9);
	peer_expect_end(line);
	process_expect_end(&bob, 76);
	process_expect_error(&bob,
	    "what 127.0.0.1 sent makes no sense as u32: length 83886080"
	    " (05 00 00 00) is 5 in little-endian");
	process_clear(&bob);
}
END_TEST

START_TEST(what_a_framing_cannot_carry_is_told_and_is_status_74)
{
	struct process amy;
	char text[301];
	int line = dial_peer(&amy, "u8");
	memset(text, 'x', 299);
	strcpy(text + 299, "\n");
	process_say(&amy, text);
	process_say(&amy, "ok\n");
	process_end_input(&amy);
	expect(line, "\2ok", 3);
	close(line);
	process_expect_end(&amy, 74);
	process_expect_error(&amy, "not sent: ");
	process_clear(&amy);
}
END_TEST

START_TEST(a_foreign_call_is_interrupted_within_a_second)
{
	struct process bob;
	wait_in(&bob, "line", NULL);
	int line = peer_dial(process_number(&bob));
	process_expect_error(&bob, "is connected (line)");
	process_signal(&bob, SIGTERM);
	process_expect_end(&bob, 128 + SIGTERM);
	close(line);
	process_clear(&bob);
}
END_TEST

START_TEST(two_landlines_speak_a_foreign_framing_over_unix)
{
	struct process bob, amy;
	char path[64], words[96];
	snprintf(path, sizeof path, "unix:/tmp/landline-foreign-%ld",
	    (long)getpid());
	process_start(&bob, silent, "-f", "ascii4", "-l", path, NULL);
	snprintf(words, sizeof words, "waiting on %s\n", path);
	process_expect_error(&bob, words);
	process_start(&amy, pipes, "-f", "ascii4", path, NULL);
	process_say(&amy, "hello\nover there\n");
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	ck_assert_str_eq(bob.output.bytes, "hello\nover there\n");
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

/* ---- services ---- */

START_TEST(echo_and_upper_serve_plain_clients)
{
	struct process echo, upper;
	wait_in(&echo, "raw", "echo");
	wait_in(&upper, "nul", "upper");
	int one = peer_dial(process_number(&echo));
	int other = peer_dial(process_number(&upper));
	peer_send(one, "a\0b\n", 4);
	peer_send(other, "hello", 6);
	expect(one, "a\0b\n", 4);
	expect(other, "HELLO", 6);
	shutdown(one, SHUT_WR);
	peer_expect_end(one);
	/* Who is still on the line hears an end of stream. */
	process_signal(&echo, SIGINT);
	process_signal(&upper, SIGINT);
	peer_expect_end(other);
	process_expect_end(&echo, 128 + SIGINT);
	process_expect_end(&upper, 128 + SIGINT);
	process_clear(&echo);
	process_clear(&upper);
}
END_TEST

START_TEST(the_frames_of_a_service_can_be_watched)
{
	struct process upper;
	process_start(&upper, silent, "-f", "u32", "-s", "upper", "--wire",
	    "-l", "127.0.0.1:0", NULL);
	process_expect_error(&upper, "\n");
	int one = peer_dial(process_number(&upper));
	peer_send(one, "\0\0\0\2hi", 6);
	expect(one, "\0\0\0\2HI", 6);
	int other = peer_dial(process_number(&upper));
	peer_send(other, "\5\0\0\0hello", 9);
	peer_expect_end(other);
	static const char *const lines[] = {
		"upper answers 127.0.0.1 on line 1\n",
		"line 1 in u32 2 | 00 00 00 02 | 68 69 | recv 6\n",
		"line 1 out u32 2 | 00 00 00 02 | 48 49\n",
		"upper answers 127.0.0.1 on line 2\n",
		"line 2 in u32 5 no frame | 05 00 00 00 | 68 65 6c 6c 6f |",
	};
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		process_expect_error(&upper, lines[i]);
	close(one);
	process_signal(&upper, SIGTERM);
	process_expect_end(&upper, 128 + SIGTERM);
	process_clear(&upper);
}
END_TEST

enum { CALLERS = 64, MESSAGES = 10 };

/* All of them in each round, so that all are on the line at once. */
static void
talk_in_turn(const int lines[CALLERS])
{
	for (uint32_t i = 0; i < MESSAGES; i++) {
		uint32_t wire[CALLERS][3];
		for (uint32_t at = 0; at < CALLERS; at++) {
			wire[at][0] = htonl(8);
			wire[at][1] = at;
			wire[at][2] = i;
			peer_send(lines[at], wire[at], sizeof wire[at]);
		}
		for (uint32_t at = 0; at < CALLERS; at++)
			expect(lines[at], wire[at], sizeof wire[at]);
	}
}

START_TEST(of_sixty_four_callers_one_that_makes_no_sense_harms_nobody)
{
	struct process echo;
	int lines[CALLERS];
	wait_in(&echo, "u32", "echo");
	for (int i = 0; i < CALLERS; i++)
		lines[i] = peer_dial(process_number(&echo));
	talk_in_turn(lines);
	/* One more is closed, and so is whoever makes no sense. */
	int late = peer_dial(process_number(&echo));
	peer_expect_end(late);
	peer_send(lines[0], "\5\0\0\0hello", 9);
	peer_expect_end(lines[0]);
	process_expect_error(&echo, "makes no sense as u32");
	for (int i = 1; i < CALLERS; i++)
		close(lines[i]);
	process_signal(&echo, SIGTERM);
	process_expect_end(&echo, 128 + SIGTERM);
	process_clear(&echo);
}
END_TEST

TCase *
plain_foreign_tcase(void)
{
	TCase *tcase = tcase_create("plain-foreign");
	tcase_set_timeout(tcase, PROCESS_TIMEOUT_S);
	tcase_add_test(tcase, an_uppercase_server_is_asked_line_by_line);
	tcase_add_test(tcase, raw_passes_every_byte_as_it_is);
	tcase_add_test(tcase, questions_and_answers_take_turns);
	tcase_add_test(tcase, a_peer_that_dribbles_is_understood);
	tcase_add_test(tcase, a_missing_htonl_is_told_and_is_status_76);
	tcase_add_test(tcase,
	    what_a_framing_cannot_carry_is_told_and_is_status_74);
	tcase_add_test(tcase, a_foreign_call_is_interrupted_within_a_second);
	tcase_add_test(tcase, two_landlines_speak_a_foreign_framing_over_unix);
	tcase_add_test(tcase, echo_and_upper_serve_plain_clients);
	tcase_add_test(tcase, the_frames_of_a_service_can_be_watched);
	tcase_add_test(tcase,
	    of_sixty_four_callers_one_that_makes_no_sense_harms_nobody);
	return tcase;
}
