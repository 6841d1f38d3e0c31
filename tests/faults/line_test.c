/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* What a line can do to a call: FAULTS, Line. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "../net/fixture.h"
#include "../runner.h"
#include "../whole/handset.h"
#include "../whole/process.h"
#include "base/clock.h"
#include "filter.h"
#include "relay.h"
#include "suite.h"

static const struct process_plan pipes;

/* ---- two who send each other many lines ---- */

static char *
many_lines(const char *of, int count, size_t *size)
{
	char *lines = NULL;
	FILE *file = open_memstream(&lines, size);
	ck_assert_ptr_nonnull(file);
	for (int i = 0; i < count; i++)
		fprintf(file, "%s says %d\n", of, i);
	fclose(file);
	return lines;
}

struct exchange_of_lines {
	struct process bob, amy;
	char *mine, *theirs;
};

static void
begin_exchange(struct exchange_of_lines *both, int count)
{
	size_t size;
	both->mine = many_lines("amy", count, &size);
	process_say_bytes(&both->amy, both->mine, size);
	process_end_input(&both->amy);
	both->theirs = many_lines("bob", count, &size);
	process_say_bytes(&both->bob, both->theirs, size);
	process_end_input(&both->bob);
}

/* Nothing is lost, doubled or out of order. */
static void
end_exchange(struct exchange_of_lines *both)
{
	process_expect_end(&both->amy, 0);
	process_expect_end(&both->bob, 0);
	ck_assert_str_eq(both->bob.output.bytes, both->mine);
	ck_assert_str_eq(both->amy.output.bytes, both->theirs);
	process_clear(&both->amy);
	process_clear(&both->bob);
	free(both->mine);
	free(both->theirs);
}

static void
exchange_through(const struct relay_manner *manner, int count)
{
	struct exchange_of_lines both;
	struct relay relay;
	process_listen(&both.bob, pipes);
	relay_start(&relay, process_number(&both.bob), manner);
	process_dial(&both.amy, pipes, relay.number, "amy");
	begin_exchange(&both, count);
	end_exchange(&both);
	relay_stop(&relay);
}

START_TEST(segments_of_a_byte_change_nothing)
{
	enum { COUNT = 1000 };
	exchange_through(&(struct relay_manner){ .piece_size = 1 }, COUNT);
	runner_figure("%d messages each way, byte by byte", COUNT);
}
END_TEST

START_TEST(joined_frames_change_nothing)
{
	enum { COUNT = 20000 };
	exchange_through(&(struct relay_manner){ .join_size = 65536 }, COUNT);
	runner_figure("%d messages each way, 64 KiB a segment", COUNT);
}
END_TEST

/* ---- packets that vanish ---- */

/* In per cent; the second of each pair is for one direction only. */
static const struct {
	int loss;
	const char *rule;
} losses[] = {
	{ 1, "numgen random mod 100 < 1" },
	{ 10, "numgen random mod 100 < 10" },
	{ 30, "numgen random mod 100 < 30" },
	{ 30, "tcp dport 5555 numgen random mod 100 < 30" },
	{ 30, "tcp sport 5555 numgen random mod 100 < 30" },
};

enum { LOSSES = sizeof losses / sizeof *losses };

START_TEST(lost_packets_are_only_slower)
{
	enum { COUNT = 2000 };
	struct exchange_of_lines both;
	if (!filter_is_there())
		return;
	process_start(&both.bob, pipes, "-panbob", "-l", "127.0.0.1:5555",
	    NULL);
	process_expect_error(&both.bob, "waiting on");
	/*
	 * The call is there before: who dials says so after 5 s without a first
	 * frame, and at 30 % TCP may try for as long, once in twenty times.
	 */
	process_dial(&both.amy, pipes, "127.0.0.1:5555", "amy");
	process_expect_error(&both.amy, "bob picked up");
	filter_drop(losses[_i].rule);
	begin_exchange(&both, COUNT);
	end_exchange(&both);
	if (_i == LOSSES - 1)
		runner_figure("%d messages each way at 1, 10 and 30 %%, and at"
			      " 30 %% in one direction",
		    COUNT);
}
END_TEST

/* ---- 9,600 bit/s ---- */

enum { SLOW_BYTES_PER_S = 960, LONG_TEXT = 65536 };

START_TEST(a_slow_line_carries_the_longest_message)
{
	struct process bob, amy;
	struct relay relay;
	char *text = malloc(LONG_TEXT + 2);
	memset(text, 'x', LONG_TEXT);
	strcpy(text + LONG_TEXT, "\n");
	process_listen(&bob, (struct process_plan){ .in = PROCESS_NULL });
	relay_start(&relay, process_number(&bob), &(struct relay_manner){ 0 });
	process_dial(&amy, pipes, relay.number, "amy");
	process_expect_error(&amy, "bob picked up");
	relay_change(&relay,
	    &(struct relay_manner){ .bytes_per_s = SLOW_BYTES_PER_S });
	int64_t began = clock_now();
	process_say(&amy, text);
	process_end_input(&amy);
	process_patience(120000);
	process_expect_output(&bob, text);
	runner_figure("65,536 bytes in %lld s",
	    (long long)(clock_now() - began) / 1000);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	ck_assert_ptr_null(strstr(amy.errors.bytes, "trouble"));
	ck_assert_uint_eq(bob.output.size, LONG_TEXT + 1);
	relay_stop(&relay);
	process_clear(&amy);
	process_clear(&bob);
	free(text);
}
END_TEST

#ifdef HAVE_VTERM
/* Own typing never lags, and of many drafts only the latest crosses. */
START_TEST(typing_on_a_slow_line_does_not_lag)
{
	enum { KEYS = 300 };
	struct handset_pair pair;
	struct relay relay;
	char draft[KEYS + 1] = "", key[2] = "";
	int64_t slowest = 0;
	handset_start_pair(&pair, NULL, NULL);
	relay_start(&relay, pair.bobs, &(struct relay_manner){ 0 });
	snprintf(pair.bobs, sizeof(pair.bobs), "%s", relay.number);
	handset_start_call(&pair);
	terminal_type(pair.alice, "/live on\r");
	terminal_expect(pair.alice, "LIVE");
	relay_change(&relay,
	    &(struct relay_manner){ .bytes_per_s = SLOW_BYTES_PER_S });
	unsigned long before = relay_moved(&relay);
	for (int i = 0; i < KEYS; i++) {
		key[0] = (char)('a' + i % 26);
		draft[i] = key[0];
		int64_t began = clock_now();
		terminal_mark(pair.alice);
		terminal_type(pair.alice, key);
		terminal_expect_bytes(pair.alice, key);
		if (clock_now() - began > slowest)
			slowest = clock_now() - began;
	}
	terminal_type(pair.alice, "\r");
	terminal_expect(pair.bob, draft + KEYS - 20);
	handset_expect_arrived(pair.alice, 1);
	unsigned long moved = relay_moved(&relay) - before;
	runner_figure("slowest of %d keys %lld ms, %lu bytes crossed", KEYS,
	    (long long)slowest, moved);
	ck_assert_int_le(slowest, 50);
	/* All drafts, each as long as it stood, would be 45,000 and headers. */
	ck_assert_uint_lt(moved, KEYS * KEYS / 2);
	relay_change(&relay, &(struct relay_manner){ 0 });
	handset_end_pair(&pair);
	relay_stop(&relay);
}
END_TEST

/* ---- numbers that cannot be had ---- */

/* A cable to nowhere: what is beyond it never answers. */
static bool
has_cable(void)
{
	if (filter_does("exec 2>&-;"
			"ip link add here type veth peer name there &&"
			" ip addr add 10.0.0.1/24 dev here &&"
			" ip link set here up && ip link set there up"))
		return true;
	runner_skip("no cable to nowhere can be laid here (ip, veth)");
	return false;
}

static const struct {
	const char *number, *sentence;
	int limit_ms;
} unreachable[] = {
	{ "127.0.0.1:1", "is not in service (connect: Connection refused)",
	    500 },
	{ "10.0.0.77", "is not in service (connect: No route to host)", 5000 },
	{ "192.0.2.1", "192.0.2.1:8255 is not in service (connect: Network is",
	    500 },
	{ "127.0.0.2:5555", "does not answer", 11000 },
};

enum { UNREACHABLE = sizeof unreachable / sizeof *unreachable };

START_TEST(a_number_that_cannot_be_had_is_told)
{
	struct handset_plan plan = { .name = "alice" };
	if (!filter_is_there() || !has_cable())
		return;
	filter_drop("ip daddr 127.0.0.2");
	struct terminal *alice = handset_start(&plan);
	terminal_patience(15000);
	int64_t began = clock_now();
	handset_dial(alice, unreachable[_i].number);
	terminal_expect(alice, unreachable[_i].sentence);
	int64_t took = clock_now() - began;
	runner_figure("%s after %lld ms", unreachable[_i].number,
	    (long long)took);
	ck_assert_int_le(took, unreachable[_i].limit_ms);
	handset_leave(alice);
}
END_TEST

/* Dials it and stops: how long that took. */
static int64_t
time_to_stop(struct terminal *alice)
{
	handset_dial(alice, "127.0.0.2:5555");
	terminal_expect(alice, "DIALLING");
	int64_t began = clock_now();
	terminal_type(alice, HANDSET_F6);
	terminal_expect(alice, "WAITING");
	return clock_now() - began;
}

START_TEST(dialling_is_stopped_at_once)
{
	enum { TRIES = 20, MOST_MS = 100 };
	struct handset_plan plan = { .name = "alice" };
	if (!filter_is_there())
		return;
	filter_drop("ip daddr 127.0.0.2");
	struct terminal *alice = handset_start(&plan);
	int64_t took = time_to_stop(alice);
	/* What the machine does besides is not landline's time. */
	for (int i = 1; i < TRIES && took > MOST_MS; i++)
		took = time_to_stop(alice);
	runner_figure("F6 stopped it after %lld ms", (long long)took);
	ck_assert_int_le(took, MOST_MS);
	handset_leave(alice);
}
END_TEST
#endif

START_TEST(without_ipv6_there_is_ipv4)
{
	struct exchange_of_lines both;
	if (!fixture_own_network())
		return;
	if (!filter_does("exec 2>&-;"
			 " echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6")) {
		runner_skip("IPv6 cannot be switched off here");
		return;
	}
	process_start(&both.bob, pipes, "-panbob", NULL);
	process_expect_error(&both.bob, "waiting on");
	process_dial(&both.amy, pipes, "127.0.0.1", "amy");
	begin_exchange(&both, 10);
	end_exchange(&both);
	runner_figure("a call without IPv6");
}
END_TEST

TCase *
line_fault_tcase(void)
{
	TCase *tcase = tcase_create("line");
	tcase_set_timeout(tcase, FAULTS_TIMEOUT_S);
	tcase_add_loop_test(tcase, lost_packets_are_only_slower, 0, LOSSES);
	tcase_add_test(tcase, segments_of_a_byte_change_nothing);
	tcase_add_test(tcase, joined_frames_change_nothing);
	tcase_add_test(tcase, a_slow_line_carries_the_longest_message);
#ifdef HAVE_VTERM
	tcase_add_test(tcase, typing_on_a_slow_line_does_not_lag);
	tcase_add_loop_test(tcase, a_number_that_cannot_be_had_is_told, 0,
	    UNREACHABLE);
	tcase_add_test(tcase, dialling_is_stopped_at_once);
#endif
	tcase_add_test(tcase, without_ipv6_there_is_ipv4);
	return tcase;
}
