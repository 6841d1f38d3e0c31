/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* Numbers of every kind, two hosts, and who else calls meanwhile. */
#include "config.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <check.h>

#include "../net/fixture.h"
#include "peer.h"
#include "process.h"
#include "suite.h"

static const struct process_plan pipes;
static const struct process_plan silent = { .in = PROCESS_NULL };

/* Bob answers on `on`; amy dials `number`, or what he says he waits on. */
static void
say_hi(const char *on, const char *number, const char *sees)
{
	struct process bob, amy;
	process_start(&bob, silent, "-an", "bob", "-l", on, NULL);
	process_expect_error(&bob, "\n");
	process_dial(&amy, pipes,
	    number != NULL ? number : process_number(&bob), "amy");
	process_say(&amy, "hi\n");
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	process_expect_error(&bob, sees);
	ck_assert_str_eq(bob.output.bytes, "hi\n");
	process_clear(&amy);
	process_clear(&bob);
}

/* A system without /etc/hosts need not know itself by that name. */
static bool
knows_localhost(void)
{
	struct addrinfo *found = NULL;
	if (getaddrinfo("localhost", NULL, NULL, &found) != 0)
		return false;
	freeaddrinfo(found);
	return true;
}

START_TEST(numbers_of_every_kind_are_answered)
{
	say_hi("127.0.0.1:0", NULL, "amy is calling from 127.0.0.1\n");
	if (knows_localhost())
		say_hi("localhost:0", NULL, "amy is calling from ");
	if (!fixture_has_ipv6())
		return;
	say_hi("[::1]:0", NULL, "amy is calling from ::1\n");
	say_hi(":0", NULL, "amy is calling from ");
}
END_TEST

START_TEST(an_ipv4_caller_is_shown_as_one)
{
	struct process bob;
	char number[64];
	if (!fixture_has_ipv6())
		return;
	process_start(&bob, silent, "-al:0", NULL);
	process_expect_error(&bob, "\n");
	snprintf(number, sizeof number, "127.0.0.1%s", process_number(&bob));
	int line = peer_call(number);
	process_expect_error(&bob, "mary is calling from 127.0.0.1\n");
	process_clear(&bob);
	close(line);
}
END_TEST

START_TEST(a_path_is_a_number_stale_or_not)
{
	char *folder = fixture_folder();
	char number[128], words[160];
	struct process bob;
	snprintf(number, sizeof number, "unix:%s/bob", folder);
	snprintf(words, sizeof words, "amy is calling over %s\n", number);
	say_hi(number, number, words);
	/* One that was killed leaves its socket behind. */
	process_start(&bob, silent, "-al", number, NULL);
	process_expect_error(&bob, "\n");
	process_signal(&bob, SIGKILL);
	process_expect_end(&bob, 128 + SIGKILL);
	process_clear(&bob);
	say_hi(number, number, words);
	fixture_remove_folder(folder);
}
END_TEST

START_TEST(a_name_is_tried_address_by_address)
{
	/* 127.0.0.1 alone is answered on. */
	if (!fixture_own_hosts("127.0.0.2 twin\n127.0.0.1 twin\n"))
		return;
	say_hi("127.0.0.1:5000", "twin:5000",
	    "amy is calling from 127.0.0.1\n");
}
END_TEST

/* ---- the wire ---- */

START_TEST(each_frame_is_a_line)
{
	struct process bob, amy;
	process_start(&bob, silent, "-awn", "bob", "-l", "127.0.0.1:0", NULL);
	process_expect_error(&bob, "\n");
	process_start(&amy, pipes, "--wire", "-n", "amy", process_number(&bob),
	    NULL);
	process_say(&amy, "hello\n");
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	process_expect_error(&amy,
	    "\nout TEXT 5 seq 1 ack 0 | 4c 01 05 00 00 00 00 05 00 00 00 01"
	    " 00 00 00 00 | 68 65 6c 6c 6f\n");
	process_expect_error(&bob,
	    "\nin TEXT 5 seq 1 ack 0 | 4c 01 05 00 00 00 00 05 00 00 00 01"
	    " 00 00 00 00 | 68 65 6c 6c 6f | recv ");
	process_expect_error(&bob,
	    "\nout ANSWER 0 seq 0 ack 0 | 4c 01 03 00 00 00 00 00 00 00 00 00"
	    " 00 00 00 00\n");
	process_expect_error(&amy,
	    "\nout HANGUP 2 seq 2 ack 0 | 4c 01 04 00 00 00 00 02 00 00 00 02"
	    " 00 00 00 00 | 00 10\n");
	process_expect_error(&amy, "\nin HANGUP 2 seq 1 ack 2 | ");
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

/* ---- who else calls ---- */

START_TEST(a_second_caller_hears_busy)
{
	struct process bob, amy, eve;
	process_listen(&bob, silent);
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_expect_error(&amy, "bob picked up");
	process_dial(&eve, pipes, process_number(&bob), "eve");
	process_expect_end(&eve, 75);
	process_expect_error(&eve, "is busy; try again later");
	process_expect_error(&bob, "missed call from eve (127.0.0.1)");
	process_say(&amy, "still here\n");
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	ck_assert_str_eq(bob.output.bytes, "still here\n");
	process_clear(&amy);
	process_clear(&eve);
	process_clear(&bob);
}
END_TEST

/* The one call is over, and its line still open: nobody else is picked up. */
START_TEST(whoever_rings_too_late_hears_busy)
{
	struct process bob;
	struct frame_header header;
	process_listen(&bob, silent);
	int line = peer_call(process_number(&bob));
	int late = peer_dial(process_number(&bob));
	peer_say_hangup(line, CAUSE_NORMAL, 1, 0);
	peer_expect(line, FRAME_HANGUP, &header);
	peer_say(line, FRAME_ACK, 0, header.sequence, "", 0);
	process_expect_error(&bob, "the call with mary has ended");
	peer_say_card(late, FRAME_RING, 0x99, 1);
	ck_assert_uint_eq(peer_expect_refusal(late), CAUSE_BUSY);
	close(line);
	close(late);
	process_expect_end(&bob, 0);
	process_clear(&bob);
}
END_TEST

/* ---- both dial at once ---- */

/* Carries what one line says to the other; false once it has ended. */
static bool
carry(int from, int to)
{
	char bytes[4096];
	ssize_t size = recv(from, bytes, sizeof bytes, 0);
	if (size > 0)
		peer_send(to, bytes, (size_t)size);
	else
		shutdown(to, SHUT_WR);
	return size > 0;
}

static void
carry_both_ways(int lines[4])
{
	struct pollfd ends[4];
	for (int i = 0; i < 4; i++)
		ends[i] = (struct pollfd){ lines[i], POLLIN, 0 };
	int open = 4;
	while (open > 0) {
		process_serve();
		poll(ends, 4, 10);
		for (int i = 0; i < 4; i++) {
			if (ends[i].revents == 0 ||
			    carry(ends[i].fd, lines[i ^ 1]))
				continue;
			ends[i].fd = -1;
			open--;
		}
	}
}

/*
 * Each dials a number of the test's, which puts both through only when both
 * have dialled.
 */
START_TEST(two_who_dial_each_other_are_connected)
{
	struct process amy, bob;
	char to_amy[PEER_NUMBER_SIZE], to_bob[PEER_NUMBER_SIZE];
	int for_amy = peer_listen(to_amy), for_bob = peer_listen(to_bob);
	process_start(&amy, pipes, "-an", "amy", "-l", "127.0.0.1:0", to_bob,
	    NULL);
	process_start(&bob, pipes, "-an", "bob", "-l", "127.0.0.1:0", to_amy,
	    NULL);
	process_say(&amy, "from amy\n");
	process_say(&bob, "from bob\n");
	process_end_input(&amy);
	process_end_input(&bob);
	process_expect_error(&amy, "waiting on ");
	process_expect_error(&bob, "waiting on ");
	int lines[4];
	lines[0] = peer_accept(for_amy);
	lines[2] = peer_accept(for_bob);
	lines[1] = peer_dial(process_number(&amy));
	lines[3] = peer_dial(process_number(&bob));
	carry_both_ways(lines);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	ck_assert_str_eq(amy.output.bytes, "from bob\n");
	ck_assert_str_eq(bob.output.bytes, "from amy\n");
	process_clear(&amy);
	process_clear(&bob);
	for (int i = 0; i < 4; i++)
		close(lines[i]);
	close(for_amy);
	close(for_bob);
}
END_TEST

/* ---- a poor machine ---- */

static void
close_input(void)
{
	close(0);
}

static void
close_errors(void)
{
	close(2);
}

static void
close_all_but_output(void)
{
	close(0);
	close(2);
}

static void
know_no_language(void)
{
	unsetenv("TERM");
	unsetenv("LC_ALL");
	unsetenv("LC_CTYPE");
	setenv("LANG", "C", 1);
}

static void
have_few_descriptors(void)
{
	struct rlimit few = { 16, 16 };
	setrlimit(RLIMIT_NOFILE, &few);
}

static void (*const poor[])(void) = { close_input, close_errors,
	close_all_but_output, know_no_language, have_few_descriptors };

START_TEST(a_poor_machine_still_calls)
{
	struct process bob, amy;
	process_listen(&bob, silent);
	process_dial(&amy, (struct process_plan){ .prepare = poor[_i] },
	    process_number(&bob), "amy");
	process_say(&amy, "gr\xc3\xbc\xc3\x9f\x65\n");
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	bool hears =
	    poor[_i] != close_input && poor[_i] != close_all_but_output;
	ck_assert_str_eq(bob.output.bytes,
	    hears ? "gr\xc3\xbc\xc3\x9f\x65\n" : "");
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

START_TEST(without_an_output_nobody_is_called)
{
	struct process amy;
	process_start(&amy,
	    (struct process_plan){ .in = PROCESS_NULL, .out = PROCESS_CLOSED },
	    "127.0.0.1:1", NULL);
	process_expect_end(&amy, 74);
	process_expect_error(&amy, "standard output is closed");
	process_clear(&amy);
}
END_TEST

START_TEST(callers_are_shed_when_descriptors_run_out)
{
	enum { CALLERS = 40 };
	struct process bob, amy;
	int callers[CALLERS];
	process_listen(&bob,
	    (struct process_plan){ .in = PROCESS_NULL,
		.prepare = have_few_descriptors });
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_expect_error(&amy, "bob picked up");
	for (int i = 0; i < CALLERS; i++)
		callers[i] = peer_dial(process_number(&bob));
	for (int i = 0; i < CALLERS; i++)
		close(callers[i]);
	process_say(&amy, "hi\n");
	process_expect_output(&bob, "hi\n");
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

/* ---- two hosts ---- */

static int other_host = -1; /* its network namespace */

static void
move_to_other_host(void)
{
	setns(other_host, CLONE_NEWNET);
}

/* Keeps a second network, until it is killed. */
static pid_t
make_other_host(void)
{
	int ready[2];
	char path[64], byte;
	ck_assert_int_eq(pipe(ready), 0);
	pid_t keeper = fork();
	if (keeper == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (unshare(CLONE_NEWNET) == 0)
			(void)!write(ready[1], "", 1);
		close(ready[1]);
		for (;;)
			pause();
	}
	close(ready[1]);
	ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	snprintf(path, sizeof path, "/proc/%d/ns/net", (int)keeper);
	other_host = open(path, O_RDONLY | O_CLOEXEC);
	ck_assert_int_ge(other_host, 0);
	return keeper;
}

/* A command of a shell, here or on the other host. */
static bool
does(bool there, const char *command)
{
	int status;
	pid_t shell = fork();
	if (shell == 0) {
		if (there)
			move_to_other_host();
		execl("/bin/sh", "sh", "-ec", command, (char *)NULL);
		_exit(127);
	}
	waitpid(shell, &status, 0);
	return status == 0;
}

static bool
join_hosts(pid_t keeper)
{
	char pid[16];
	snprintf(pid, sizeof pid, "%d", (int)keeper);
	setenv("KEEPER", pid, 1);
	return does(false,
		   "exec 2>&-; ip link add here type veth"
		   " peer name there netns $KEEPER") &&
	    does(false,
		"ip addr add 10.0.0.1/24 dev here;"
		"ip addr add fe80::1/64 dev here nodad;"
		"ip link set here up") &&
	    does(true,
		"ip link set lo up; ip addr add 10.0.0.2/24 dev there;"
		"ip addr add fe80::2/64 dev there nodad;"
		"ip link set there up");
}

/* Bob is on the other host, and waits on every address of it. */
static void
call_other_host(const char *number, const char *sees)
{
	struct process bob, amy;
	process_start(&bob,
	    (struct process_plan){ .in = PROCESS_NULL,
		.prepare = move_to_other_host },
	    "-an", "bob", NULL);
	process_expect_error(&bob, "waiting on :8255\n");
	process_dial(&amy, pipes, number, "amy");
	process_say(&amy, "hi\n");
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	process_expect_error(&bob, sees);
	ck_assert_str_eq(bob.output.bytes, "hi\n");
	process_clear(&amy);
	process_clear(&bob);
}

START_TEST(two_hosts_call_each_other)
{
	if (!fixture_own_network())
		return;
	pid_t keeper = make_other_host();
	if (!join_hosts(keeper)) {
		fixture_skip("no pair of hosts can be made here (ip, veth)");
	} else {
		call_other_host("10.0.0.2", "amy is calling from 10.0.0.1\n");
		call_other_host("fe80::2%here",
		    "amy is calling from fe80::1%there\n");
		call_other_host("[fe80::2%here]:8255", "amy is calling from");
	}
	kill(keeper, SIGKILL);
	waitpid(keeper, NULL, 0);
}
END_TEST

enum { POOR = sizeof poor / sizeof *poor };

TCase *
plain_net_tcase(void)
{
	TCase *tcase = tcase_create("plain-net");
	tcase_set_timeout(tcase, PROCESS_TIMEOUT_S);
	tcase_add_test(tcase, numbers_of_every_kind_are_answered);
	tcase_add_test(tcase, an_ipv4_caller_is_shown_as_one);
	tcase_add_test(tcase, a_path_is_a_number_stale_or_not);
	tcase_add_test(tcase, a_name_is_tried_address_by_address);
	tcase_add_test(tcase, each_frame_is_a_line);
	tcase_add_test(tcase, a_second_caller_hears_busy);
	tcase_add_test(tcase, whoever_rings_too_late_hears_busy);
	tcase_add_loop_test(tcase, two_who_dial_each_other_are_connected, 0, 3);
	tcase_add_loop_test(tcase, a_poor_machine_still_calls, 0, POOR);
	tcase_add_test(tcase, without_an_output_nobody_is_called);
	tcase_add_test(tcase, callers_are_shed_when_descriptors_run_out);
	tcase_add_test(tcase, two_hosts_call_each_other);
	return tcase;
}
