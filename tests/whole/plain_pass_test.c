/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* Ten landlines that pass a message on, each a program of its own. */
#include "config.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <check.h>

#include "peer.h"
#include "process.h"
#include "suite.h"

enum { TEN = 10 };

static const struct process_plan pipes;
static const struct process_plan silent = { .in = PROCESS_NULL };
static const struct process_plan hasty = { .in = PROCESS_NULL,
	.timers = "first_frame=1/3" };
static const struct process_plan at_terminal = { .in = PROCESS_TERMINAL };

static struct process phones[TEN];
static bool is_started[TEN];

/* A phone that passes on to `next`, if that is not NULL. */
static void
start(int phone, const struct process_plan *plan, const char *next)
{
	char name[8];
	is_started[phone] = true;
	snprintf(name, sizeof(name), "p%d", phone);
	process_start(&phones[phone], *plan, "-p", "-n", name, "-l",
	    "127.0.0.1:0", next != NULL ? "--pass-on" : NULL, next, NULL);
	process_expect_error(&phones[phone], "waiting on ");
	process_expect_error(&phones[phone], "\n");
	if (next != NULL)
		process_expect_error(&phones[phone], "passed on ");
}

/* From that phone back to the first, each leads to the one after it. */
static void
start_before(int last)
{
	for (int phone = last; phone > 0; phone--)
		start(phone, &silent, process_number(&phones[phone + 1]));
	start(0, &pipes, process_number(&phones[1]));
}

/* The last one is told by hand where it leads to. */
static void
lead_last_to(int phone)
{
	char command[64];
	snprintf(command, sizeof(command), "/pass on %s\n",
	    process_number(&phones[phone]));
	process_say(&phones[TEN - 1], command);
	process_expect_error(&phones[TEN - 1], "messages are passed on to");
}

/* The first says something and waits for its trail. */
static void
say_hello(int status)
{
	process_say(&phones[0], "hello\n");
	process_end_input(&phones[0]);
	process_expect_end(&phones[0], status);
}

static void
expect_told(const char *words)
{
	ck_assert_msg(strstr(phones[0].errors.bytes, words) != NULL,
	    "%s\nis not in\n%s", words, phones[0].errors.bytes);
}

/* Hop `hop` of the trail is that phone. */
static void
expect_hop(int hop, int phone)
{
	char words[64];
	snprintf(words, sizeof(words), "\n%3d  p%d  %s  ", hop, phone,
	    process_number(&phones[phone]));
	expect_told(words);
}

static void
expect_trail(int count)
{
	char more[32];
	for (int i = 0; i < count; i++)
		expect_hop(i + 1, i);
	snprintf(more, sizeof(more), "\n%3d  ", count + 2);
	ck_assert_ptr_null(strstr(phones[0].errors.bytes, more));
}

static void
end_all(void)
{
	for (int phone = 0; phone < TEN; phone++)
		if (is_started[phone])
			process_clear(&phones[phone]);
	memset(is_started, 0, sizeof(is_started));
}

START_TEST(a_message_goes_round_a_ring)
{
	start(TEN - 1, &at_terminal, NULL);
	start_before(TEN - 2);
	lead_last_to(0);
	say_hello(0);
	expect_told("\"hello\" went round through 10 phones and was back");
	expect_trail(TEN);
	expect_hop(TEN + 1, 0);
	for (int phone = 1; phone < TEN - 1; phone++)
		process_expect_output(&phones[phone], "hello\n");
	ck_assert_str_eq(phones[1].output.bytes, "hello\n");
	process_expect_error(&phones[TEN - 1], "p0 passes on: hello\n");
	process_signal(&phones[1], SIGTERM);
	process_expect_end(&phones[1], 128 + SIGTERM);
	end_all();
}
END_TEST

START_TEST(a_message_goes_to_the_end_of_a_chain)
{
	start(TEN - 1, &silent, "-");
	start_before(TEN - 2);
	say_hello(0);
	expect_told(
	    "\"hello\" went to the end of the chain, through 10 phones");
	expect_trail(TEN);
	process_expect_output(&phones[TEN - 1], "hello\n");
	process_expect_error(&phones[TEN - 1], "it ends here, with phone 10\n");
	end_all();
}
END_TEST

START_TEST(a_dead_phone_is_where_the_trail_ends)
{
	char number[PEER_NUMBER_SIZE], words[128];
	close(peer_listen(number));
	start(5, &silent, number);
	start_before(4);
	say_hello(69);
	expect_told("\"hello\" went as far as p5 and no further");
	expect_trail(6);
	snprintf(words, sizeof(words),
	    "\n  7  *  %s is not in service (connect: Connection refused)",
	    number);
	expect_told(words);
	end_all();
}
END_TEST

START_TEST(a_phone_that_never_answers_is_where_the_trail_ends)
{
	char number[PEER_NUMBER_SIZE], words[128];
	int listener = peer_listen(number);
	start(5, &hasty, number);
	start_before(4);
	say_hello(69);
	expect_trail(6);
	snprintf(words, sizeof(words),
	    "\n  7  *  %s took the call and says nothing\n", number);
	expect_told(words);
	close(listener);
	end_all();
}
END_TEST

START_TEST(a_loop_is_ended_and_named)
{
	start(TEN - 1, &at_terminal, NULL);
	start_before(TEN - 2);
	lead_last_to(3);
	say_hello(69);
	expect_told("\"hello\" ran into a loop: it came to p3 a second time");
	expect_trail(TEN);
	expect_hop(TEN + 1, 3);
	expect_told("here a second time\n");
	end_all();
}
END_TEST

START_TEST(each_line_is_a_message_and_blank_lines_are_none)
{
	start(1, &silent, "-");
	start(0, &pipes, process_number(&phones[1]));
	process_say(&phones[0], "one\n\ntwo\n");
	process_end_input(&phones[0]);
	process_expect_end(&phones[0], 0);
	process_expect_output(&phones[1], "two\n");
	ck_assert_str_eq(phones[1].output.bytes, "one\ntwo\n");
	end_all();
}
END_TEST

START_TEST(a_hundred_messages_wait_for_room_and_all_go)
{
	start(1, &silent, "-");
	start(0, &pipes, process_number(&phones[1]));
	for (int i = 0; i < 100; i++)
		process_say(&phones[0], "again\n");
	process_end_input(&phones[0]);
	process_expect_end(&phones[0], 0);
	process_expect_errors(&phones[1], "it ends here, with phone 2\n", 100);
	ck_assert_uint_eq(phones[1].output.size, 100 * strlen("again\n"));
	end_all();
}
END_TEST

START_TEST(a_message_that_is_too_long_is_not_sent)
{
	char text[1026];
	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\n';
	start(1, &silent, "-");
	start(0, &pipes, process_number(&phones[1]));
	process_say_bytes(&phones[0], text, sizeof(text));
	process_end_input(&phones[0]);
	process_expect_end(&phones[0], 74);
	expect_told("not sent: that is 1025 bytes");
	end_all();
}
END_TEST

START_TEST(who_calls_a_phone_that_only_passes_on_hears_busy)
{
	struct process caller;
	start(0, &silent, "-");
	process_dial(&caller, pipes, process_number(&phones[0]), "cara");
	process_expect_end(&caller, 75);
	process_clear(&caller);
	end_all();
}
END_TEST

START_TEST(in_a_call_messages_are_passed_on_and_told_beside_it)
{
	start(2, &silent, "-");
	is_started[1] = true;
	process_start(&phones[1], pipes, "-p", "-a", "-n", "p1", "-l",
	    "127.0.0.1:0", "--pass-on", process_number(&phones[2]), NULL);
	process_expect_error(&phones[1], "waiting on ");
	process_expect_error(&phones[1], "\n");
	struct process caller;
	process_dial(&caller, pipes, process_number(&phones[1]), "cara");
	process_expect_error(&caller, "picked up");
	start(0, &pipes, process_number(&phones[1]));
	say_hello(0);
	expect_trail(3);
	process_expect_error(&phones[1], "p0 passes on: hello\n");
	process_say(&caller, "only mine\n");
	process_end_input(&caller);
	process_expect_end(&caller, 0);
	process_expect_end(&phones[1], 0);
	ck_assert_str_eq(phones[1].output.bytes, "only mine\n");
	process_clear(&caller);
	end_all();
}
END_TEST

TCase *
plain_pass_tcase(void)
{
	TCase *tcase = tcase_create("plain pass");
	tcase_set_timeout(tcase, PROCESS_TIMEOUT_S);
	tcase_add_test(tcase, a_message_goes_round_a_ring);
	tcase_add_test(tcase, a_message_goes_to_the_end_of_a_chain);
	tcase_add_test(tcase, a_dead_phone_is_where_the_trail_ends);
	tcase_add_test(tcase,
	    a_phone_that_never_answers_is_where_the_trail_ends);
	tcase_add_test(tcase, a_loop_is_ended_and_named);
	tcase_add_test(tcase, each_line_is_a_message_and_blank_lines_are_none);
	tcase_add_test(tcase, a_hundred_messages_wait_for_room_and_all_go);
	tcase_add_test(tcase, a_message_that_is_too_long_is_not_sent);
	tcase_add_test(tcase, who_calls_a_phone_that_only_passes_on_hears_busy);
	tcase_add_test(tcase,
	    in_a_call_messages_are_passed_on_and_told_beside_it);
	return tcase;
}
