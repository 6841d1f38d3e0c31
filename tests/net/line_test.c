/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <check.h>

#include "base/clock.h"
#include "net/line.h"
#include "net/socket.h"

#include "fixture.h"
#include "suite.h"

/* A line and the plain socket at its other end. */
struct pair {
	struct line *line;
	int other;
};

static struct pair
open_pair(void (*make)(int ends[2]))
{
	int ends[2];
	make(ends);
	struct pair pair = { .line = malloc(sizeof(struct line)) };
	ck_assert_ptr_nonnull(pair.line);
	line_open(pair.line, NULL, ends[0]);
	pair.other = ends[1];
	return pair;
}

static void
close_pair(struct pair *pair)
{
	if (pair->line->descriptor >= 0)
		line_close(pair->line);
	free(pair->line);
	if (pair->other >= 0)
		close(pair->other);
}

static void
fill(struct line *line, char byte, size_t size)
{
	size_t room;
	uint8_t *to = line_fill(line, &room);
	ck_assert_ptr_nonnull(to);
	ck_assert_uint_ge(room, size);
	memset(to, byte, size);
	line_filled(line, size);
}

START_TEST(what_is_sent_byte_by_byte_comes_up_in_pieces)
{
	struct pair pair = open_pair(fixture_unix_pair);
	char piece[16];
	size_t size;
	for (int round = 0; round < 5; round++) {
		ck_assert_int_eq(send(pair.other, "x", 1, 0), 1);
		ck_assert_int_eq(line_receive(pair.line, piece, sizeof(piece),
				     &size),
		    LINE_OK);
		ck_assert_uint_eq(size, 1);
	}
	ck_assert_int_eq(line_receive(pair.line, piece, sizeof(piece), &size),
	    LINE_WOULD_BLOCK);
	close_pair(&pair);
}
END_TEST

START_TEST(the_buffer_is_filled_only_when_nothing_waits)
{
	struct pair pair = open_pair(fixture_unix_pair);
	size_t room, sent;
	ck_assert(!line_has_output(pair.line));
	fill(pair.line, 'a', 5);
	ck_assert(line_has_output(pair.line));
	ck_assert_ptr_null(line_fill(pair.line, &room));
	ck_assert_uint_eq(room, 0);
	ck_assert_int_eq(line_send(pair.line, 0, &sent), LINE_OK);
	ck_assert_uint_eq(sent, 5);
	ck_assert_ptr_nonnull(line_fill(pair.line, &room));
	ck_assert_uint_eq(room, LINE_SEND_SIZE);
	close_pair(&pair);
}
END_TEST

START_TEST(nothing_to_send_is_no_call_to_send)
{
	struct pair pair = open_pair(fixture_unix_pair);
	size_t sent = 9;
	close(pair.other);
	pair.other = -1;
	ck_assert_int_eq(line_send(pair.line, 0, &sent), LINE_OK);
	ck_assert_uint_eq(sent, 0);
	close_pair(&pair);
}
END_TEST

/* Reads what there is; returns how many bytes, all of which are `byte`. */
static size_t
read_all(int descriptor, char byte)
{
	char piece[4096];
	size_t total = 0;
	ssize_t size;
	while (
	    (size = recv(descriptor, piece, sizeof(piece), MSG_DONTWAIT)) > 0) {
		for (ssize_t at = 0; at < size; at++)
			ck_assert_int_eq(piece[at], byte);
		total += (size_t)size;
	}
	return total;
}

START_TEST(what_did_not_fit_goes_later_and_in_order)
{
	struct pair pair = open_pair(fixture_unix_pair);
	int small = 4096;
	ck_assert_int_eq(setsockopt(pair.line->descriptor, SOL_SOCKET,
			     SO_SNDBUF, &small, sizeof(small)),
	    0);
	size_t arrived = 0;
	size_t blocked = 0;
	fill(pair.line, 'z', LINE_SEND_SIZE);
	while (line_has_output(pair.line)) {
		size_t sent;
		enum line_verdict verdict = line_send(pair.line, 0, &sent);
		if (verdict == LINE_WOULD_BLOCK) {
			ck_assert_uint_eq(sent, 0);
			blocked++;
			arrived += read_all(pair.other, 'z');
			fixture_wait(pair.line->descriptor, POLLOUT);
			continue;
		}
		ck_assert_int_eq(verdict, LINE_OK);
		ck_assert_uint_gt(sent, 0);
	}
	arrived += read_all(pair.other, 'z');
	ck_assert_uint_eq(arrived, LINE_SEND_SIZE);
	ck_assert_uint_gt(blocked, 0);
	close_pair(&pair);
}
END_TEST

START_TEST(an_end_of_stream_is_closed)
{
	struct pair pair = open_pair(fixture_unix_pair);
	char piece[16];
	size_t size;
	ck_assert_int_eq(send(pair.other, "bye", 3, 0), 3);
	close(pair.other);
	pair.other = -1;
	ck_assert_int_eq(line_receive(pair.line, piece, 16, &size), LINE_OK);
	ck_assert_uint_eq(size, 3);
	ck_assert_int_eq(line_receive(pair.line, piece, 16, &size),
	    LINE_CLOSED);
	ck_assert_uint_eq(size, 0);
	close_pair(&pair);
}
END_TEST

START_TEST(finish_comes_after_the_last_byte)
{
	struct pair pair = open_pair(fixture_unix_pair);
	char piece[16];
	size_t sent, room;
	fill(pair.line, 'a', 3);
	line_finish(pair.line);
	line_finish(pair.line);
	ck_assert_int_lt(recv(pair.other, piece, 16, MSG_DONTWAIT), 0);
	ck_assert_int_eq(errno, EAGAIN);
	ck_assert_int_eq(line_send(pair.line, 0, &sent), LINE_OK);
	ck_assert_int_eq(recv(pair.other, piece, 16, MSG_DONTWAIT), 3);
	ck_assert_int_eq(recv(pair.other, piece, 16, MSG_DONTWAIT), 0);
	ck_assert_ptr_null(line_fill(pair.line, &room));

	/* The way back is still open. */
	size_t size;
	ck_assert_int_eq(send(pair.other, "x", 1, 0), 1);
	ck_assert_int_eq(line_receive(pair.line, piece, 16, &size), LINE_OK);
	close_pair(&pair);
}
END_TEST

START_TEST(finish_with_nothing_queued_is_at_once)
{
	struct pair pair = open_pair(fixture_unix_pair);
	char byte;
	line_finish(pair.line);
	ck_assert_int_eq(recv(pair.other, &byte, 1, MSG_DONTWAIT), 0);
	close_pair(&pair);
}
END_TEST

START_TEST(a_reset_is_broken)
{
	struct pair pair = open_pair(fixture_tcp_pair);
	char piece[16];
	size_t size;
	socket_reset(NULL, pair.other);
	pair.other = -1;
	fixture_wait(pair.line->descriptor, POLLIN);
	ck_assert_int_eq(line_receive(pair.line, piece, 16, &size),
	    LINE_BROKEN);
	ck_assert_int_eq(pair.line->error, ECONNRESET);
	close_pair(&pair);
}
END_TEST

START_TEST(a_line_that_is_reset_is_broken_for_the_other)
{
	struct pair pair = open_pair(fixture_tcp_pair);
	char byte;
	line_reset(pair.line);
	ck_assert_int_eq(pair.line->descriptor, -1);
	fixture_wait(pair.other, POLLIN);
	ck_assert_int_lt(recv(pair.other, &byte, 1, 0), 0);
	ck_assert_int_eq(errno, ECONNRESET);
	close_pair(&pair);
}
END_TEST

START_TEST(what_had_come_is_received_after_a_send_that_broke)
{
	struct pair pair = open_pair(fixture_unix_pair);
	char piece[16];
	size_t size;
	ck_assert_int_eq(send(pair.other, "last", 4, 0), 4);
	close(pair.other);
	pair.other = -1;
	/* And no SIGPIPE ends the test. */
	fill(pair.line, 'a', 3);
	ck_assert_int_eq(line_send(pair.line, 0, &size), LINE_BROKEN);
	ck_assert_uint_eq(size, 0);
	ck_assert_int_eq(pair.line->error, EPIPE);
	ck_assert_int_eq(line_receive(pair.line, piece, 16, &size), LINE_OK);
	ck_assert_uint_eq(size, 4);
	close_pair(&pair);
}
END_TEST

START_TEST(a_line_knows_the_numbers_of_both_ends)
{
	struct pair pair = open_pair(fixture_tcp_pair);
	struct number mine, theirs;
	socket_numbers(NULL, pair.other, &mine, &theirs);
	ck_assert(number_equal(&pair.line->mine, &theirs));
	ck_assert(number_equal(&pair.line->theirs, &mine));
	ck_assert(number_is_loopback(&mine));
	close_pair(&pair);
}
END_TEST

/* ---- dripping, with a made-up clock ---- */

/* A send() at that time takes so many bytes, and they come in one piece. */
static void
drips_at(struct pair *pair, int64_t now, size_t size)
{
	char piece[64];
	size_t sent;
	ck_assert_int_eq(line_send(pair->line, now, &sent), LINE_OK);
	ck_assert_uint_eq(sent, size);
	ck_assert_int_eq(recv(pair->other, piece, sizeof(piece), MSG_DONTWAIT),
	    (ssize_t)size);
}

static void
pauses_at(struct pair *pair, int64_t now, int64_t until)
{
	size_t sent = 1;
	ck_assert(line_is_pausing(pair->line));
	ck_assert_int_eq(line_deadline(pair->line), until);
	ck_assert_int_eq(line_send(pair->line, now, &sent), LINE_WOULD_BLOCK);
	ck_assert_uint_eq(sent, 0);
}

static void
set_drip(struct pair *pair, size_t piece_size)
{
	struct line_drip drip = { piece_size, 200, 4000 };
	line_drip(pair->line, &drip);
}

START_TEST(a_dripping_line_sends_pieces_and_pauses_between_them)
{
	struct pair pair = open_pair(fixture_unix_pair);
	set_drip(&pair, 3);
	ck_assert(!line_is_pausing(pair.line));
	ck_assert_int_eq(line_deadline(pair.line), CLOCK_NEVER);
	fill(pair.line, 'a', 7);
	drips_at(&pair, 1000, 3);
	pauses_at(&pair, 1000, 1200);
	pauses_at(&pair, 1199, 1200);
	drips_at(&pair, 1200, 3);
	pauses_at(&pair, 1200, 1400);
	drips_at(&pair, 1450, 1);
	ck_assert_int_eq(line_deadline(pair.line), CLOCK_NEVER);
	/* What follows keeps the distance too. */
	fill(pair.line, 'b', 3);
	pauses_at(&pair, 1500, 1650);
	drips_at(&pair, 1650, 3);
	close_pair(&pair);
}
END_TEST

START_TEST(a_drip_changes_and_ends_in_the_middle)
{
	struct pair pair = open_pair(fixture_unix_pair);
	set_drip(&pair, 1);
	fill(pair.line, 'a', 20);
	drips_at(&pair, 1000, 1);
	set_drip(&pair, 4);
	pauses_at(&pair, 1100, 1200);
	drips_at(&pair, 1200, 4);
	set_drip(&pair, 0);
	ck_assert(!line_is_pausing(pair.line));
	drips_at(&pair, 1201, 15);
	fill(pair.line, 'b', 20);
	drips_at(&pair, 1201, 20);
	close_pair(&pair);
}
END_TEST

START_TEST(the_end_of_stream_waits_for_the_last_drop)
{
	struct pair pair = open_pair(fixture_unix_pair);
	char byte;
	set_drip(&pair, 2);
	fill(pair.line, 'a', 3);
	drips_at(&pair, 1000, 2);
	line_finish(pair.line);
	ck_assert_int_lt(recv(pair.other, &byte, 1, MSG_DONTWAIT), 0);
	drips_at(&pair, 1200, 1);
	ck_assert_int_eq(recv(pair.other, &byte, 1, MSG_DONTWAIT), 0);
	close_pair(&pair);
}
END_TEST

/* The largest frame there is, byte by byte. */
START_TEST(the_pauses_of_a_long_frame_shrink)
{
	struct pair pair = open_pair(fixture_unix_pair);
	int64_t now = 1000;
	set_drip(&pair, 1);
	fill(pair.line, 'z', LINE_SEND_SIZE);
	for (size_t i = 0; i < LINE_SEND_SIZE; i++) {
		if (line_is_pausing(pair.line))
			now = line_deadline(pair.line);
		drips_at(&pair, now, 1);
	}
	ck_assert_int_ge(now, 1000 + 3900);
	ck_assert_int_le(now, 1000 + 4000);
	close_pair(&pair);
}
END_TEST

START_TEST(a_full_line_is_waited_for_by_poll_and_not_by_the_clock)
{
	struct pair pair = open_pair(fixture_unix_pair);
	int64_t now = 1000;
	size_t sent;
	set_drip(&pair, 10000);
	for (;;) {
		if (!line_has_output(pair.line))
			fill(pair.line, 'z', 10000);
		if (line_is_pausing(pair.line))
			now = line_deadline(pair.line);
		if (line_send(pair.line, now, &sent) != LINE_OK)
			break;
	}
	ck_assert(line_has_output(pair.line));
	ck_assert(!line_is_pausing(pair.line));
	close_pair(&pair);
}
END_TEST

static int
has_nodelay(const struct line *line)
{
	int value = -1;
	socklen_t size = sizeof(value);
	getsockopt(line->descriptor, IPPROTO_TCP, TCP_NODELAY, &value, &size);
	return value;
}

START_TEST(nagle_is_off_unless_it_is_wanted)
{
	struct pair pair = open_pair(fixture_tcp_pair);
	ck_assert_int_ne(has_nodelay(pair.line), 0);
	line_set_nagle(pair.line, true);
	ck_assert_int_eq(has_nodelay(pair.line), 0);
	line_set_nagle(pair.line, false);
	ck_assert_int_ne(has_nodelay(pair.line), 0);
	close_pair(&pair);
}
END_TEST

TCase *
line_tcase(void)
{
	TCase *tcase = tcase_create("line");

	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, what_is_sent_byte_by_byte_comes_up_in_pieces);
	tcase_add_test(tcase, the_buffer_is_filled_only_when_nothing_waits);
	tcase_add_test(tcase, nothing_to_send_is_no_call_to_send);
	tcase_add_test(tcase, what_did_not_fit_goes_later_and_in_order);
	tcase_add_test(tcase, an_end_of_stream_is_closed);
	tcase_add_test(tcase, finish_comes_after_the_last_byte);
	tcase_add_test(tcase, finish_with_nothing_queued_is_at_once);
	tcase_add_test(tcase, a_reset_is_broken);
	tcase_add_test(tcase, a_line_that_is_reset_is_broken_for_the_other);
	tcase_add_test(tcase,
	    what_had_come_is_received_after_a_send_that_broke);
	tcase_add_test(tcase, a_line_knows_the_numbers_of_both_ends);
	tcase_add_test(tcase,
	    a_dripping_line_sends_pieces_and_pauses_between_them);
	tcase_add_test(tcase, a_drip_changes_and_ends_in_the_middle);
	tcase_add_test(tcase, the_end_of_stream_waits_for_the_last_drop);
	tcase_add_test(tcase, the_pauses_of_a_long_frame_shrink);
	tcase_add_test(tcase,
	    a_full_line_is_waited_for_by_poll_and_not_by_the_clock);
	tcase_add_test(tcase, nagle_is_off_unless_it_is_wanted);
	return tcase;
}
