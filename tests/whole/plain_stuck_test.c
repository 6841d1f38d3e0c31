/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* Streams that take nothing and callers that come at once: it goes on. */
#include "config.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <check.h>

#include "../net/fixture.h"
#include "base/bytes.h"
#include "peer.h"
#include "process.h"
#include "suite.h"

static const struct process_plan pipes;

/* ---- standard error ---- */

/* A pipe that is full, and that nobody will ever read. */
static void
block_standard_error(void)
{
	int ends[2];
	char much[4096] = "";
	if (pipe(ends) != 0)
		_exit(125);
	fcntl(ends[1], F_SETFL, O_NONBLOCK);
	while (write(ends[1], much, sizeof much) > 0)
		continue;
	fcntl(ends[1], F_SETFL, 0);
	dup2(ends[1], STDERR_FILENO);
	close(ends[1]);
}

static int
answer(int listener)
{
	struct frame_header header;
	int line = peer_accept(listener);
	const uint8_t *ring = peer_expect(line, FRAME_RING, &header);
	/* The call's id stands behind the phone's. */
	peer_say_card(line, FRAME_RINGING, 0x1234, bytes_take_u64(ring + 8));
	peer_say(line, FRAME_ANSWER, 0, 0, NULL, 0);
	return line;
}

START_TEST(a_standard_error_that_blocks_stops_nothing)
{
	enum { MESSAGES = 2000 };
	struct process amy;
	char number[PEER_NUMBER_SIZE], last[16];
	int listener = peer_listen(number);
	process_start(&amy,
	    (struct process_plan){ .prepare = block_standard_error }, "--plain",
	    "--wire", number, NULL);
	int line = answer(listener);
	for (uint32_t i = 1; i <= MESSAGES; i++) {
		char text[16];
		int size = snprintf(text, sizeof text, "message %u", i);
		peer_say(line, FRAME_TEXT, i, 0, text, (size_t)size);
	}
	snprintf(last, sizeof last, "message %d\n", MESSAGES);
	process_expect_output(&amy, last);
	process_signal(&amy, SIGTERM);
	process_expect_end(&amy, 128 + SIGTERM);
	close(line);
	close(listener);
	process_clear(&amy);
}
END_TEST

/* ---- one call, whoever else calls ---- */

static void
stop(const struct process *process)
{
	int status;
	process_signal(process, SIGSTOP);
	ck_assert_int_eq(waitpid(process->pid, &status, WUNTRACED),
	    process->pid);
	ck_assert(WIFSTOPPED(status));
}

START_TEST(what_one_caller_was_to_hear_no_other_does)
{
	struct process bob;
	process_listen(&bob, pipes);
	int alice = peer_call(process_number(&bob));
	int mallory = peer_dial(process_number(&bob));
	setsockopt(alice, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	/* All of it is there when it wakes up, in one turn. */
	stop(&bob);
	process_say(&bob, "secret for alice\n");
	process_expect_input_gone(&bob);
	peer_say(alice, FRAME_TEXT, 1, 0, "last words", 10);
	peer_say_hangup(alice, CAUSE_NORMAL, 0, 0);
	peer_say_card(mallory, FRAME_RING, 5, 7);
	process_signal(&bob, SIGCONT);
	ck_assert_uint_eq(peer_expect_refusal(mallory), CAUSE_BUSY);
	peer_expect_end(mallory);
	process_expect_end(&bob, 74);
	process_expect_error(&bob, "standard input was not all sent");
	ck_assert_str_eq(bob.output.bytes, "last words\n");
	close(alice);
	close(mallory);
	process_clear(&bob);
}
END_TEST

/* ---- what an author is told ---- */

static char trace_path[64];

static void
ask_for_a_trace(void)
{
	setenv("LANDLINE_TRACE", trace_path, 1);
}

START_TEST(a_trace_tells_of_lines_calls_and_signals)
{
	static const char *const wanted[] = {
		" line 1: opened on ",
		", then talking\n",
		" signals 0x2\n",
		" turn ",
	};
	char *folder = fixture_folder();
	struct process bob;
	snprintf(trace_path, sizeof trace_path, "%s/trace", folder);
	process_listen(&bob,
	    (struct process_plan){ .prepare = ask_for_a_trace });
	int alice = peer_call(process_number(&bob));
	process_expect_error(&bob, "you picked up");
	process_signal(&bob, SIGTERM);
	process_expect_end(&bob, 128 + SIGTERM);
	static char text[65536];
	FILE *file = fopen(trace_path, "r");
	ck_assert_ptr_nonnull(file);
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		ck_assert_msg(strstr(text, wanted[i]) != NULL,
		    "no \"%s\" in %s", wanted[i], text);
	close(alice);
	unlink(trace_path);
	fixture_remove_folder(folder);
	process_clear(&bob);
}
END_TEST

/* ---- somebody at a terminal ---- */

static const struct process_plan typed = { .in = PROCESS_TERMINAL };

START_TEST(a_command_does_not_wait_behind_what_is_said)
{
	enum { LINES = 1200 };
	struct process amy;
	char number[PEER_NUMBER_SIZE];
	struct frame_header header;
	int listener = peer_listen(number);
	process_start(&amy, typed, "--plain", number, NULL);
	int line = answer(listener);
	process_expect_error(&amy, "picked up");
	for (int i = 0; i < LINES; i++)
		process_say(&amy, "and\n");
	process_say(&amy, "/hangup\n");
	/* They acknowledge nothing, so that not all of it fits under way. */
	peer_expect(line, FRAME_HANGUP, &header);
	ck_assert_uint_lt(header.sequence, LINES);
	close(line);
	close(listener);
	process_clear(&amy);
}
END_TEST

START_TEST(the_end_of_a_terminal_leaves_when_there_is_no_call)
{
	struct process bob;
	process_start(&bob, typed, "--plain", "--listen", "127.0.0.1:0", NULL);
	process_expect_error(&bob, "waiting on ");
	process_say(&bob, "\004");
	process_expect_end(&bob, 0);
	process_clear(&bob);
}
END_TEST

START_TEST(a_look_up_that_never_ends_is_interrupted)
{
	static const int ends[] = { SIGINT, SIGTERM, SIGHUP };
	struct process bob;
	if (!fixture_own_hosts(NULL))
		return;
	process_start(&bob, pipes, "--plain", "--auto-answer", "--listen",
	    "bob:0", NULL);
	char children[64], child[16] = "";
	snprintf(children, sizeof children, "/proc/%d/task/%d/children",
	    (int)bob.pid, (int)bob.pid);
	/* Once it has a child, it has its signals caught. */
	while (*child == '\0') {
		FILE *file = fopen(children, "r");
		if (file == NULL) {
			fixture_skip("the system does not tell of children");
			process_clear(&bob);
			return;
		}
		if (fgets(child, sizeof child, file) == NULL)
			*child = '\0';
		fclose(file);
	}
	process_signal(&bob, ends[_i]);
	process_expect_end(&bob, 128 + ends[_i]);
	process_clear(&bob);
}
END_TEST

TCase *
plain_stuck_tcase(void)
{
	TCase *tcase = tcase_create("plain_stuck");
	tcase_set_timeout(tcase, PROCESS_TIMEOUT_S);
	tcase_add_test(tcase, a_standard_error_that_blocks_stops_nothing);
	tcase_add_test(tcase, what_one_caller_was_to_hear_no_other_does);
	tcase_add_test(tcase, a_trace_tells_of_lines_calls_and_signals);
	tcase_add_test(tcase, a_command_does_not_wait_behind_what_is_said);
	tcase_add_test(tcase,
	    the_end_of_a_terminal_leaves_when_there_is_no_call);
	tcase_add_loop_test(tcase, a_look_up_that_never_ends_is_interrupted, 0,
	    3);
	return tcase;
}
