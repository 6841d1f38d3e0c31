/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* Peers that break every rule: the next proper call is still answered. */
#include "config.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <check.h>

#include "base/bytes.h"
#include "peer.h"
#include "process.h"
#include "suite.h"

static const struct process_plan pipes;
static const struct process_plan silent = { .in = PROCESS_NULL };

/* What comes after all of that: a proper call. */
static void
expect_proper_call(struct process *bob)
{
	struct process amy;
	process_dial(&amy, pipes, process_number(bob), "amy");
	process_say(&amy, "hi\n");
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(bob, 0);
	process_expect_error(bob, "amy is calling from 127.0.0.1");
	ck_assert_str_eq(bob->output.bytes, "hi\n");
	process_clear(&amy);
	process_clear(bob);
}

/* ---- before a call ---- */

/* As strings with their length, as they are not all text. */
static const struct {
	const char *bytes;
	size_t size;
	uint16_t cause; /* of the HANGUP that must come; 0: none need */
} openings[] = {
	{ "GET / HTTP/1.1\r\nHost: bob\r\n\r\n", 29, 0 },
	{ "SSH-2.0-OpenSSH_9.2\r\n", 21, 0 },
	{ "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11, 0 },
	{ "\xff\xfe\x00\x80\x00garbage\n\n\n", 15, 0 },
	{ "L", 1, 0 },
	{ "L\x02\x01\0\0\0\0\x16\0\0\0\0\0\0\0\0", 16, 88 },	/* a version */
	{ "L\x01\x01\x01\0\0\0\x16\0\0\0\0\0\0\0\0", 16, 88 },	/* sealed */
	{ "L\x01\x01\0\0\x01\0\x01\0\0\0\0\0\0\0\0", 16, 111 }, /* 65,537 */
	{ "L\x01\x01\0\xff\xff\xff\xff\0\0\0\0\0\0\0\0", 16, 111 },
	{ "L\x01\x01\0\0\0\0\x15\0\0\0\0\0\0\0\0", 16, 111 }, /* a short card */
	{ "L\x01\x01\0\0\0\0\x57\0\0\0\0\0\0\0\0", 16, 111 }, /* a long one */
	{ "L\x01\x07\0\0\0\0\x01\0\0\0\0\0\0\0\0", 16, 111 }, /* ACK and more */
	{ "L\x01\x04\0\0\0\0\x01\0\0\0\0\0\0\0\0", 16, 111 }, /* no cause */
	{ "L\x01\x03\0\0\0\0\0\0\0\0\0\0\0\0\0", 16, 111 },   /* ANSWER first */
	{ "L\x01\x05\0\0\0\0\0\0\0\0\x01\0\0\0\0", 16, 111 }, /* TEXT first */
	{ "L\x01\x7f\0\0\0\0\0\0\0\0\0\0\0\0\0", 16, 111 },   /* no such type */
	{ "L\x01\x7f\x02\0\0\0\0\0\0\0\0\0\0\0\0", 16, 111 }, /* and SKIP */
	{ "L\x01\x08\0\0\0\0\x08\0\0\0\0\0\0\0\0pingpong", 24, 111 },
};

enum { OPENINGS = sizeof openings / sizeof *openings };

START_TEST(a_bad_opening_is_hung_up_on)
{
	struct process bob;
	process_listen(&bob, silent);
	for (int i = 0; i < OPENINGS; i++) {
		int line = peer_dial(process_number(&bob));
		peer_send(line, openings[i].bytes, openings[i].size);
		shutdown(line, SHUT_WR);
		if (openings[i].cause != 0)
			ck_assert_uint_eq(peer_expect_refusal(line),
			    openings[i].cause);
		peer_expect_end(line);
	}
	process_expect_error(&bob, "does not speak landline (");
	expect_proper_call(&bob);
}
END_TEST

/* Closed in order, or with a reset. */
static void
drop(int line, bool with_reset)
{
	struct linger now = { 1, 0 };
	if (with_reset)
		setsockopt(line, SOL_SOCKET, SO_LINGER, &now, sizeof now);
	close(line);
}

static size_t
ring_bytes(uint8_t to[FRAME_HEADER_SIZE + FRAME_CARD_SIZE])
{
	struct frame_card card = { .phone_id = 1, .call_id = 2 };
	struct frame_header header = { .type = FRAME_RING };
	header.length =
	    (uint32_t)frame_card_encode(to + FRAME_HEADER_SIZE, &card);
	frame_encode(to, &header);
	return FRAME_HEADER_SIZE + header.length;
}

START_TEST(a_ring_that_is_cut_is_none)
{
	struct process bob;
	uint8_t ring[FRAME_HEADER_SIZE + FRAME_CARD_SIZE];
	size_t size = ring_bytes(ring);
	process_listen(&bob, silent);
	for (size_t cut = 0; cut < size; cut++) {
		int line = peer_dial(process_number(&bob));
		peer_send(line, ring, cut);
		if (_i == 1) {
			drop(line, true);
			line = peer_dial(process_number(&bob));
		}
		/* One after the other, as only two may wait. */
		shutdown(line, SHUT_WR);
		peer_expect_end(line);
	}
	expect_proper_call(&bob);
	/* Nobody rang but amy, so nobody else was told of. */
	ck_assert_ptr_null(
	    strstr(bob.errors.size > 0 ? bob.errors.bytes : "", "somebody"));
}
END_TEST

START_TEST(whoever_comes_byte_by_byte_is_heard)
{
	struct process bob;
	uint8_t ring[FRAME_HEADER_SIZE + FRAME_CARD_SIZE];
	struct frame_header header;
	size_t size = ring_bytes(ring);
	process_listen(&bob, silent);
	int line = peer_dial(process_number(&bob));
	for (size_t at = 0; at < size; at++)
		peer_send(line, ring + at, 1);
	peer_expect(line, FRAME_ANSWER, &header);
	process_clear(&bob);
	close(line);
}
END_TEST

/* Their time counts from the connect, not from the last byte. */
START_TEST(whoever_drips_is_closed_in_time)
{
	struct process bob;
	uint8_t ring[FRAME_HEADER_SIZE + FRAME_CARD_SIZE];
	process_listen(&bob,
	    (struct process_plan){ .in = PROCESS_NULL,
		.timers = "first_frame=1/3" });
	ring_bytes(ring);
	int silent_one = peer_dial(process_number(&bob));
	int dripping = peer_dial(process_number(&bob));
	/* As long as it drips, it must be the clock that ends it. */
	for (size_t at = 0; at < sizeof ring; at++) {
		peer_send(dripping, ring + at, 1);
		struct pollfd watch = { dripping, POLLIN, 0 };
		if (poll(&watch, 1, 200) > 0)
			break;
		ck_assert_uint_lt(at, sizeof ring - 2);
	}
	peer_expect_end(dripping);
	peer_expect_end(silent_one);
	expect_proper_call(&bob);
}
END_TEST

/* ---- while others talk ---- */

START_TEST(ten_thousand_callers_disturb_nobody)
{
	enum { CALLERS = 10000, UNRUNG = 2 };
	struct process bob, amy;
	process_listen(&bob, silent);
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_expect_error(&amy, "bob picked up");
	for (int i = 0; i < CALLERS; i++) {
		int line = peer_dial(process_number(&bob));
		if (i % 100 == 0)
			process_say(&amy, "still here\n");
		/* Two may wait for their time; all others are turned away. */
		if (i >= UNRUNG)
			peer_expect_end(line);
	}
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	ck_assert_uint_eq(bob.output.size,
	    strlen("still here\n") * CALLERS / 100);
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

/* ---- in a call ---- */

/* Frames that end a call: type, sequence, acknowledgement and payload. */
static const struct {
	uint8_t type;
	uint32_t sequence, acknowledgement;
	const char *payload;
	size_t size;
} wrongs[] = {
	{ FRAME_RING, 0, 0, "0123456789012345678901", 22 },
	{ FRAME_RINGING, 0, 0, "0123456789012345678901", 22 },
	{ FRAME_ANSWER, 0, 0, "", 0 },
	{ 0x0b, 0, 0, "012345678901", 12 },
	{ 0x0c, 0, 0, "01234567", 8 },
	{ 0x7f, 0, 0, "", 0 },
	{ FRAME_TEXT, 0, 0, "no sequence", 11 },
	{ FRAME_TEXT, 2, 0, "a gap", 5 },
	{ FRAME_TEXT, 4294967295, 0, "a gap", 5 },
	{ FRAME_DRAFT, 1, 0, "a sequence", 10 },
	{ FRAME_ACK, 0, 1, "", 0 }, /* of what was not sent */
	{ FRAME_PING, 0, 0, "short", 5 },
	{ FRAME_HOLD, 0, 0, "\2", 1 },
	{ FRAME_HANGUP, 0, 0, "", 0 },
};

enum { WRONGS = sizeof wrongs / sizeof *wrongs };

START_TEST(a_wrong_frame_ends_the_call)
{
	struct process bob;
	process_listen(&bob, silent);
	int line = peer_call(process_number(&bob));
	peer_say(line, wrongs[_i].type, wrongs[_i].sequence,
	    wrongs[_i].acknowledgement, wrongs[_i].payload, wrongs[_i].size);
	ck_assert_uint_eq(peer_expect_refusal(line), CAUSE_PROTOCOL_ERROR);
	close(line);
	process_expect_end(&bob, 76);
	process_expect_error(&bob, "mary broke the protocol: ");
	ck_assert_uint_eq(bob.output.size, 0);
	process_clear(&bob);
}
END_TEST

static void
hang_up(int line, uint32_t sequence)
{
	struct frame_header header;
	peer_say_hangup(line, CAUSE_NORMAL, sequence, 0);
	peer_expect(line, FRAME_HANGUP, &header);
	ck_assert_uint_eq(header.acknowledgement, sequence);
	peer_say(line, FRAME_ACK, 0, header.sequence, "", 0);
	peer_expect_end(line);
}

START_TEST(a_repeat_is_dropped_and_acknowledged)
{
	struct process bob;
	struct frame_header header;
	process_listen(&bob, silent);
	int line = peer_call(process_number(&bob));
	peer_say(line, FRAME_TEXT, 1, 0, "once", 4);
	peer_expect(line, FRAME_ACK, &header);
	peer_say(line, FRAME_TEXT, 1, 0, "twice", 5);
	peer_expect(line, FRAME_ACK, &header);
	ck_assert_uint_eq(header.acknowledgement, 1);
	hang_up(line, 2);
	process_expect_end(&bob, 0);
	ck_assert_str_eq(bob.output.bytes, "once\n");
	process_clear(&bob);
}
END_TEST

START_TEST(a_type_to_be_skipped_is_skipped_and_told)
{
	struct process bob;
	static const char frame[] =
	    "L\x01\x7f\x02\0\0\0\x04\0\0\0\x01\0\0\0\0skip";
	process_listen(&bob, silent);
	int line = peer_call(process_number(&bob));
	peer_send(line, frame, sizeof frame - 1);
	peer_say(line, FRAME_TEXT, 2, 0, "hi", 2);
	hang_up(line, 3);
	process_expect_end(&bob, 0);
	process_expect_error(&bob, "a frame of type 0x7f, 4 bytes");
	ck_assert_str_eq(bob.output.bytes, "hi\n");
	process_clear(&bob);
}
END_TEST

START_TEST(a_frame_that_is_cut_was_not_sent)
{
	struct process bob;
	static const char text[] =
	    "L\x01\x05\0\0\0\0\x04\0\0\0\x01\0\0\0\0text";
	process_listen(&bob, silent);
	int line = peer_call(process_number(&bob));
	peer_send(line, text, (size_t)_i);
	drop(line, _i % 2 == 1);
	process_expect_error(&bob, "line trouble");
	/* Who calls anew knows nothing of it. */
	line = peer_ring(process_number(&bob));
	process_expect_end(&bob, 74);
	ck_assert_uint_eq(bob.output.size, 0);
	process_clear(&bob);
	close(line);
}
END_TEST

/* A hundred thousand at once, of which it may take only what it can. */
START_TEST(a_flood_is_taken_in_order)
{
	enum { FRAMES = 20000 };
	struct process bob;
	struct frame_header header = { .type = FRAME_TEXT, .length = 1 };
	static uint8_t flood[FRAMES * (2 * FRAME_HEADER_SIZE + 9)];
	size_t size = 0;
	process_listen(&bob, silent);
	int line = peer_call(process_number(&bob));
	for (uint32_t i = 1; i <= FRAMES; i++) {
		header = (struct frame_header){ .type = FRAME_TEXT,
			.length = 1,
			.sequence = i };
		frame_encode(flood + size, &header);
		flood[size + FRAME_HEADER_SIZE] = (uint8_t)('0' + i % 10);
		size += FRAME_HEADER_SIZE + 1;
		header =
		    (struct frame_header){ .type = FRAME_PING, .length = 8 };
		frame_encode(flood + size, &header);
		bytes_put_u64(flood + size + FRAME_HEADER_SIZE, i);
		size += FRAME_HEADER_SIZE + 8;
	}
	/* It answers into nowhere meanwhile. */
	peer_send(line, flood, size);
	hang_up(line, FRAMES + 1);
	process_expect_end(&bob, 0);
	ck_assert_uint_eq(bob.output.size, 2 * FRAMES);
	for (size_t i = 0; i < FRAMES; i++)
		ck_assert_int_eq(bob.output.bytes[2 * i],
		    (char)('0' + (i + 1) % 10));
	process_clear(&bob);
}
END_TEST

TCase *
plain_peer_tcase(void)
{
	TCase *tcase = tcase_create("plain-peer");
	tcase_set_timeout(tcase, PROCESS_TIMEOUT_S);
	tcase_add_test(tcase, a_bad_opening_is_hung_up_on);
	tcase_add_loop_test(tcase, a_ring_that_is_cut_is_none, 0, 2);
	tcase_add_test(tcase, whoever_comes_byte_by_byte_is_heard);
	tcase_add_test(tcase, whoever_drips_is_closed_in_time);
	tcase_add_test(tcase, ten_thousand_callers_disturb_nobody);
	tcase_add_loop_test(tcase, a_wrong_frame_ends_the_call, 0, WRONGS);
	tcase_add_test(tcase, a_repeat_is_dropped_and_acknowledged);
	tcase_add_test(tcase, a_type_to_be_skipped_is_skipped_and_told);
	tcase_add_loop_test(tcase, a_frame_that_is_cut_was_not_sent, 1,
	    FRAME_HEADER_SIZE + 4);
	tcase_add_test(tcase, a_flood_is_taken_in_order);
	return tcase;
}
