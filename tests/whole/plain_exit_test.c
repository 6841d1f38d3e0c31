/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* Every exit status, and the sentence that goes with it. */
#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <check.h>

#include "../net/fixture.h"
#include "../runner.h"
#include "peer.h"
#include "process.h"
#include "suite.h"

static const struct process_plan pipes;
static const struct process_plan silent = { .in = PROCESS_NULL };
static const struct process_plan hasty = {
	.in = PROCESS_NULL,
	.timers = "dial=1/50,first_frame=1/50",
};
static const struct process_plan brief = {
	.in = PROCESS_NULL,
	.timers = "drain=1/50",
};

/* ---- 64 ---- */

static const struct {
	const char *arguments[3];
	const char *says;
} bad_lines[] = {
	{ { "" }, "\"\" is no number: it is empty" },
	{ { "1.2.3.4:" }, "\"1.2.3.4:\" is no number: the port" },
	{ { ":0" }, "port 0 cannot be dialled" },
	{ { ":65536" }, "\":65536\" is no number: a port is" },
	{ { ":-1" }, "\":-1\" is no number: a port is" },
	{ { ": 7000" }, "there is a space in it" },
	{ { "8255" }, "digits alone" },
	{ { "0x7f.1" }, "an IPv4 address is four numbers" },
	{ { "010.0.0.1" }, "a leading zero" },
	{ { "1.2.3:5" }, "an IPv4 address is four numbers" },
	{ { "999.1.1.1" }, "each of the four numbers" },
	{ { "[::1" }, "the closing ] is missing" },
	{ { "[::1]x" }, "after the ] there may only be" },
	{ { "0.0.0.0" }, "is nobody's number" },
	{ { "::" }, "is nobody's number" },
	{ { "255.255.255.255" }, "it is a broadcast address" },
	{ { "-x" }, "there is no option \"-x\"" },
	{ { "unix:" }, "the path is missing" },
	{ { "a\nb" },
	    "\"a\xe2\x90\x8a"
	    "b\" is no number" },
	{ { "a\033[2Jb" }, "\"a\xe2\x90\x9b[2Jb\" is no number" },
	{ { "\xef\xbc\x91\xef\xbc\x92" }, "that is not plain ASCII" },
	{ { "a", "b" }, "\"b\" is one NUMBER too many" },
	{ { "--nosuch" }, "there is no option \"--nosuch\"" },
	{ { "--listen" },
	    "--listen needs something behind it: --listen NUMBER" },
	{ { "-l", ":65536" }, "\":65536\" is no number" },
	{ { "--name=" }, "--name is empty" },
	{ { "--plain=3" }, "--plain takes no argument" },
	{ { "--demo", "::1" }, "there is no NUMBER to dial" },
	{ { "--demo", "-l:0" }, "it cannot --listen" },
	{ { "-l127.0.0.1:0" }, "nobody could pick up" },
};

START_TEST(a_bad_command_line_is_refused_with_a_reason)
{
	struct process process;
	process_start(&process, silent, bad_lines[_i].arguments[0],
	    bad_lines[_i].arguments[1], NULL);
	process_expect_end(&process, 64);
	process_expect_error(&process, bad_lines[_i].says);
	ck_assert_uint_eq(process.output.size, 0);
	/* One sentence on one line, and nothing that steers a terminal. */
	ck_assert_int_eq(strncmp(process.errors.bytes, "landline: ", 10), 0);
	ck_assert_ptr_eq(strpbrk(process.errors.bytes, "\n\033"),
	    process.errors.bytes + process.errors.size - 1);
	process_clear(&process);
}
END_TEST

START_TEST(a_timer_that_is_none_is_refused)
{
	struct process process;
	process_start(&process,
	    (struct process_plan){ .in = PROCESS_NULL, .timers = "soon" },
	    "127.0.0.1:1", NULL);
	process_expect_end(&process, 64);
	process_expect_error(&process, "LANDLINE_TIMERS is to be 1/N");
	process_clear(&process);
}
END_TEST

/* Instead of the landline that was about to start: the same one, with more. */
static void
start_with_many_arguments(void)
{
	enum { COUNT = 100000 };
	char **arguments = calloc(COUNT + 1, sizeof *arguments);
	for (int i = 0; i < COUNT; i++)
		arguments[i] = "-a";
	arguments[COUNT - 1] = "--nosuch";
	execv(runner_build_path("landline"), arguments);
}

START_TEST(a_hundred_thousand_arguments_are_read)
{
	struct process process;
	process_start(&process,
	    (struct process_plan){ .in = PROCESS_NULL,
		.prepare = start_with_many_arguments },
	    NULL);
	process_expect_end(&process, 64);
	process_expect_error(&process, "there is no option \"--nosuch\"");
	process_clear(&process);
}
END_TEST

/* ---- 68, 69, 71, 75 ---- */

START_TEST(a_name_that_nobody_has_is_68)
{
	struct process amy;
	if (!fixture_own_hosts("127.0.0.1 localhost\n"))
		return;
	process_dial(&amy, silent, "nosuch", "amy");
	process_expect_end(&amy, 68);
	process_expect_error(&amy, "there is no number called \"nosuch\"");
	process_clear(&amy);
}
END_TEST

START_TEST(nobody_there_is_69)
{
	struct process amy;
	char number[PEER_NUMBER_SIZE], says[80];
	close(peer_listen(number));
	process_dial(&amy, silent, number, "amy");
	process_expect_end(&amy, 69);
	snprintf(says, sizeof says,
	    "%s is not in service (connect: Connection refused)", number);
	process_expect_error(&amy, says);
	process_clear(&amy);
}
END_TEST

/* A backlog that is full is silent, as a number without a way to it is. */
START_TEST(no_reply_is_69_in_time)
{
	enum { MORE_THAN_FIT = 8 };
	struct process amy;
	char number[PEER_NUMBER_SIZE];
	int callers[MORE_THAN_FIT];
	int listener = peer_listen(number);
	ck_assert_int_eq(listen(listener, 0), 0);
	for (int i = 0; i < MORE_THAN_FIT; i++)
		callers[i] = peer_try(number);
	process_dial(&amy, hasty, number, "amy");
	process_expect_end(&amy, 69);
	process_expect_error(&amy, "does not answer (connect: no reply in");
	process_clear(&amy);
	for (int i = 0; i < MORE_THAN_FIT; i++)
		close(callers[i]);
	close(listener);
}
END_TEST

/* What a peer answers to a RING, and what becomes of it. */
static const struct {
	uint16_t cause;
	int status;
	const char *says;
} refusals[] = {
	{ CAUSE_BUSY, 75, "mary is busy; try again later" },
	{ CAUSE_NO_ANSWER, 69, "mary does not answer: it rang there" },
	{ CAUSE_DECLINED, 69, "mary declined the call" },
	{ CAUSE_INCOMPATIBLE, 76, "mary speaks a landline that does not fit" },
	{ CAUSE_PROTOCOL_ERROR, 76, "mary says that this phone broke the" },
	{ CAUSE_GLARE, 75, "you both dialled at once; try again" },
	{ CAUSE_NO_SUCH_CALL, 74, "mary does not know this call any more" },
	{ 99, 69, "mary refused the call (cause 99)" },
};

/* Takes a call up to the bell. */
static int
ring_at_peer(int listener)
{
	struct frame_header header;
	struct frame_card card;
	int line = peer_accept(listener);
	const uint8_t *payload = peer_expect(line, FRAME_RING, &header);
	frame_card_decode(&card, payload, header.length);
	peer_say_card(line, FRAME_RINGING, 0x77, card.call_id);
	return line;
}

START_TEST(a_refusal_has_its_status)
{
	struct process amy;
	char number[PEER_NUMBER_SIZE];
	int listener = peer_listen(number);
	process_dial(&amy, silent, number, "amy");
	int line = ring_at_peer(listener);
	peer_say_hangup(line, refusals[_i].cause, 0, 0);
	close(line);
	process_expect_end(&amy, refusals[_i].status);
	process_expect_error(&amy, refusals[_i].says);
	process_clear(&amy);
	close(listener);
}
END_TEST

START_TEST(nobody_who_picks_up_is_69)
{
	struct process bob, amy;
	struct process_plan plan = { .in = PROCESS_TERMINAL,
		.timers = "ring=1/40,ring_there=1/40" };
	process_start(&bob, plan, "--plain", "--listen", "127.0.0.1:0", NULL);
	process_expect_error(&bob, "\n");
	plan.in = PROCESS_NULL;
	process_dial(&amy, plan, process_number(&bob), "amy");
	process_expect_end(&amy, 69);
	process_expect_error(&amy, "does not answer: it rang there");
	process_clear(&amy);
	process_expect_error(&bob, "missed call from amy (127.0.0.1)");
	/* Its one call is an answered one: it waits on. */
	process_dial(&amy, plan, process_number(&bob), "eve");
	process_expect_error(&bob, "eve is calling");
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

START_TEST(who_declines_waits_on)
{
	struct process bob, eve;
	process_start(&bob, (struct process_plan){ .in = PROCESS_TERMINAL },
	    "--plain", "--listen", "127.0.0.1:0", NULL);
	process_expect_error(&bob, "\n");
	process_dial(&eve, silent, process_number(&bob), "eve");
	process_expect_error(&bob, "eve is calling");
	process_say(&bob, "/decline\n");
	process_expect_end(&eve, 69);
	process_expect_error(&bob, "you declined the call from eve");
	process_signal(&bob, SIGINT);
	process_expect_end(&bob, 128 + SIGINT);
	process_clear(&eve);
	process_clear(&bob);
}
END_TEST

/* A port that was free, at an address of this machine that nobody else uses. */
START_TEST(ones_own_number_is_69)
{
	struct process amy;
	char free_number[PEER_NUMBER_SIZE], number[PEER_NUMBER_SIZE];
	unsigned pid = (unsigned)getpid();
	close(peer_listen(free_number));
	snprintf(number, sizeof number, "127.%u.%u.%u%s",
	    1 + pid / 0x10000 % 254, pid / 0x100 % 0x100, 1 + pid % 0x100 % 254,
	    strrchr(free_number, ':'));
	process_start(&amy, silent, "--listen", number, number, NULL);
	process_expect_end(&amy, 69);
	process_expect_error(&amy, "is your own number: you dialled yourself");
	process_clear(&amy);
}
END_TEST

START_TEST(a_number_that_is_taken_is_71)
{
	struct process bob, other;
	process_listen(&bob, silent);
	process_start(&other, silent, "--auto-answer", "--listen",
	    process_number(&bob), NULL);
	process_expect_end(&other, 71);
	process_expect_error(&other, "(bind: Address already in use)");
	/* To listen is a must where it was asked for, dialling or not. */
	process_clear(&other);
	process_start(&other, silent, "--listen", process_number(&bob),
	    "127.0.0.1:1", NULL);
	process_expect_end(&other, 71);
	process_clear(&other);
	process_clear(&bob);
}
END_TEST

/* ---- 74 ---- */

START_TEST(help_that_cannot_be_written_is_74)
{
	struct process process;
	static const char *const options[] = { "--help", "--version" };
	process_start(&process,
	    (struct process_plan){ .in = PROCESS_NULL,
		.out = open("/dev/full", O_WRONLY | O_CLOEXEC) },
	    options[_i], NULL);
	process_expect_end(&process, 74);
	process_expect_error(&process, "standard output failed (write: No");
	process_clear(&process);
	process_start(&process, silent, options[_i], NULL);
	process_expect_end(&process, 0);
	ck_assert_uint_eq(process.errors.size, 0);
	process_clear(&process);
}
END_TEST

/* ---- 76 ---- */

static const struct {
	const char *bytes;
	size_t size; /* 0: up to the NUL */
	const char *says;
} strangers[] = {
	{ "HTTP/1.1 400 Bad Request\r\n\r\n", 0, "that number answers with" },
	{ "SSH-2.0-OpenSSH_9.2\r\n", 0, "that number answers with SSH" },
	{ "\x16\x03\x01\x02", 4, "does not speak landline" },
	{ "\xff\x00\x7f\x11\x80random", 0, "does not speak landline" },
	{ "L\x01\x03\0\0\0\0\0\0\0\0\0\0\0\0\0", 16, "broke the protocol" },
	{ "L\x02\x02\0\0\0\0\0\0\0\0\0\0\0\0\0", 16, "does not fit this one" },
	{ "L\x01\x05\0\0\x01\0\x01\0\0\0\x01\0\0\0\0", 16, "broke the proto" },
	{ "", 0, "closed the line without a word" },
};

START_TEST(who_does_not_speak_landline_is_76)
{
	struct process amy;
	char number[PEER_NUMBER_SIZE];
	struct frame_header header;
	size_t size = strangers[_i].size;
	int listener = peer_listen(number);
	process_dial(&amy, silent, number, "amy");
	int line = peer_accept(listener);
	peer_expect(line, FRAME_RING, &header);
	peer_send(line, strangers[_i].bytes,
	    size > 0 ? size : strlen(strangers[_i].bytes));
	shutdown(line, SHUT_WR);
	process_expect_end(&amy, 76);
	process_expect_error(&amy, strangers[_i].says);
	process_clear(&amy);
	close(line);
	close(listener);
}
END_TEST

START_TEST(an_echo_is_known_as_one)
{
	struct process amy;
	char number[PEER_NUMBER_SIZE];
	uint8_t ring[FRAME_HEADER_SIZE + 25];
	int listener = peer_listen(number);
	process_dial(&amy, silent, number, "amy");
	int line = peer_accept(listener);
	ck_assert_uint_eq(peer_read(line, ring, sizeof ring), sizeof ring);
	peer_send(line, ring, sizeof ring);
	shutdown(line, SHUT_WR);
	process_expect_end(&amy, 76);
	process_expect_error(&amy, "that number repeats what it hears");
	process_clear(&amy);
	close(line);
	close(listener);
}
END_TEST

START_TEST(who_says_nothing_is_given_up)
{
	struct process amy;
	char number[PEER_NUMBER_SIZE];
	int listener = peer_listen(number);
	process_dial(&amy, hasty, number, "amy");
	int line = peer_accept(listener);
	process_expect_end(&amy, 76);
	process_expect_error(&amy, "something answers at");
	process_clear(&amy);
	close(line);
	close(listener);
}
END_TEST

/* ---- 128 + n ---- */

static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

START_TEST(a_signal_says_goodbye)
{
	struct process bob, amy;
	process_listen(&bob, silent);
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_say(&amy, "hi\n");
	process_expect_output(&bob, "hi\n");
	process_signal(&bob, signals[_i]);
	process_expect_end(&bob, 128 + signals[_i]);
	process_expect_end(&amy, 0);
	process_expect_error(&amy, "bob hung up");
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

START_TEST(a_signal_ends_the_wait)
{
	struct process bob;
	process_listen(&bob, silent);
	/* Who has not even rung keeps nobody from leaving. */
	int line = peer_dial(process_number(&bob));
	process_signal(&bob, signals[_i]);
	process_expect_end(&bob, 128 + signals[_i]);
	process_clear(&bob);
	close(line);
}
END_TEST

START_TEST(a_signal_stops_dialling)
{
	struct process amy;
	char number[PEER_NUMBER_SIZE];
	int listener = peer_listen(number);
	process_dial(&amy, silent, number, "amy");
	int line = ring_at_peer(listener);
	process_expect_error(&amy, "it rings there: mary");
	process_signal(&amy, signals[_i]);
	ck_assert_uint_eq(peer_expect_refusal(line), CAUSE_NORMAL);
	close(line);
	process_expect_end(&amy, 128 + signals[_i]);
	process_clear(&amy);
	close(listener);
}
END_TEST

/* The goodbye is not answered; it has its second, or a second signal. */
START_TEST(a_signals_goodbye_has_its_time)
{
	struct process bob;
	struct frame_header header;
	process_listen(&bob, _i == 0 ? brief : silent);
	int line = peer_call(process_number(&bob));
	process_signal(&bob, SIGTERM);
	peer_expect(line, FRAME_HANGUP, &header);
	ck_assert_uint_eq(header.sequence, 1);
	if (_i == 1)
		process_signal(&bob, SIGTERM);
	ck_assert_uint_eq(peer_expect_refusal(line), CAUSE_LINE_LOST);
	process_expect_end(&bob, 128 + SIGTERM);
	process_clear(&bob);
	close(line);
}
END_TEST

static void
ignore_hang_up(void)
{
	signal(SIGHUP, SIG_IGN);
}

START_TEST(nohup_is_heeded)
{
	struct process bob;
	process_listen(&bob,
	    (struct process_plan){ .in = PROCESS_NULL,
		.prepare = ignore_hang_up });
	process_signal(&bob, SIGHUP);
	process_signal(&bob, SIGTERM);
	process_expect_end(&bob, 128 + SIGTERM);
	process_clear(&bob);
}
END_TEST

enum {
	BAD_LINES = sizeof bad_lines / sizeof *bad_lines,
	REFUSALS = sizeof refusals / sizeof *refusals,
	STRANGERS = sizeof strangers / sizeof *strangers,
	SIGNALS = sizeof signals / sizeof *signals,
};

TCase *
plain_exit_tcase(void)
{
	TCase *tcase = tcase_create("plain-exit");
	tcase_set_timeout(tcase, PROCESS_TIMEOUT_S);
	tcase_add_loop_test(tcase, a_bad_command_line_is_refused_with_a_reason,
	    0, BAD_LINES);
	tcase_add_test(tcase, a_timer_that_is_none_is_refused);
	tcase_add_test(tcase, a_hundred_thousand_arguments_are_read);
	tcase_add_test(tcase, a_name_that_nobody_has_is_68);
	tcase_add_test(tcase, nobody_there_is_69);
	tcase_add_test(tcase, no_reply_is_69_in_time);
	tcase_add_loop_test(tcase, a_refusal_has_its_status, 0, REFUSALS);
	tcase_add_test(tcase, nobody_who_picks_up_is_69);
	tcase_add_test(tcase, who_declines_waits_on);
	tcase_add_test(tcase, ones_own_number_is_69);
	tcase_add_test(tcase, a_number_that_is_taken_is_71);
	tcase_add_loop_test(tcase, help_that_cannot_be_written_is_74, 0, 2);
	tcase_add_loop_test(tcase, who_does_not_speak_landline_is_76, 0,
	    STRANGERS);
	tcase_add_test(tcase, an_echo_is_known_as_one);
	tcase_add_test(tcase, who_says_nothing_is_given_up);
	tcase_add_loop_test(tcase, a_signal_says_goodbye, 0, SIGNALS);
	tcase_add_loop_test(tcase, a_signal_ends_the_wait, 0, SIGNALS);
	tcase_add_loop_test(tcase, a_signal_stops_dialling, 0, SIGNALS);
	tcase_add_loop_test(tcase, a_signals_goodbye_has_its_time, 0, 2);
	tcase_add_test(tcase, nohup_is_heeded);
	return tcase;
}
