/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* A line is reset under a real program, and the call goes on over another. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <check.h>

#include "base/bytes.h"
#include "peer.h"
#include "process.h"
#include "suite.h"

enum { PHONE = 0x77, CALL = 0x5678 /* peer_ring()'s */ };

static const struct process_plan silent = { 0 };

static void
reset(int line)
{
	struct linger now = { 1, 0 };
	setsockopt(line, SOL_SOCKET, SO_LINGER, &now, sizeof now);
	close(line);
}

static void
expect_text(int line, uint32_t sequence, const char *text)
{
	struct frame_header header;
	const uint8_t *payload = peer_expect(line, FRAME_TEXT, &header);
	ck_assert_uint_eq(header.sequence, sequence);
	ck_assert_uint_eq(header.length, strlen(text));
	ck_assert_mem_eq(payload, text, header.length);
}

/* Whoever has finished asks whether there is anything left, and hangs up. */
static void
expect_goodbye(int line, uint32_t heard, uint32_t sequence)
{
	struct frame_header header;
	enum { ROUNDS = 2 };
	for (int i = 0; i < ROUNDS; i++) {
		const uint8_t *payload = peer_expect(line, FRAME_PING, &header);
		peer_say(line, FRAME_PONG, 0, heard, payload, header.length);
	}
	peer_expect(line, FRAME_HANGUP, &header);
	ck_assert_uint_eq(header.sequence, sequence);
}

/* ---- landline has called ---- */

/* The test picks up; returns the line, and the call's id. */
static int
pick_up(int listener, uint64_t *call_id)
{
	struct frame_header header;
	struct frame_card card;
	int line = peer_accept(listener);
	const uint8_t *payload = peer_expect(line, FRAME_RING, &header);
	ck_assert(frame_card_decode(&card, payload, header.length));
	*call_id = card.call_id;
	peer_say_card(line, FRAME_RINGING, PHONE, card.call_id);
	peer_say(line, FRAME_ANSWER, 0, 0, NULL, 0);
	return line;
}

/* She comes back, who has heard so much, and is told what was heard here. */
static int
let_back(int listener, uint64_t call_id, uint32_t attempt, uint32_t heard)
{
	struct frame_header header;
	struct frame_resume resume;
	uint8_t answer[FRAME_RESUMED_SIZE];
	int line = peer_accept(listener);
	frame_resume_decode(&resume, peer_expect(line, FRAME_RESUME, &header));
	ck_assert_uint_eq(resume.call_id, call_id);
	ck_assert_uint_eq(resume.attempt, attempt);
	bytes_put_u64(answer, call_id);
	peer_say(line, FRAME_RESUMED, 0, heard, answer, sizeof answer);
	peer_say(line, FRAME_ANSWER, 0, heard, NULL, 0);
	return line;
}

START_TEST(a_caller_goes_on_over_another_line)
{
	struct process amy;
	struct frame_header header;
	char number[PEER_NUMBER_SIZE];
	uint64_t call_id;
	int listener = peer_listen(number);
	process_dial(&amy, silent, number, "amy");
	int line = pick_up(listener, &call_id);
	process_say(&amy, "one\ntwo\n");
	expect_text(line, 1, "one");
	expect_text(line, 2, "two");
	/* Both were heard, and only one was acknowledged. */
	peer_say(line, FRAME_TEXT, 1, 1, "three", 5);
	process_expect_output(&amy, "three\n");
	reset(line);
	process_expect_error(&amy, "line trouble (");
	line = let_back(listener, call_id, 1, 1);
	process_expect_error(&amy, "the line is back");
	expect_text(line, 2, "two");
	/* What she has is not heard twice. */
	peer_say(line, FRAME_TEXT, 1, 2, "three", 5);
	peer_say(line, FRAME_TEXT, 2, 2, "four", 4);
	process_expect_output(&amy, "four\n");
	ck_assert_str_eq(amy.output.bytes, "three\nfour\n");
	process_end_input(&amy);
	expect_goodbye(line, 2, 3);
	peer_say_hangup(line, CAUSE_NORMAL, 3, 3);
	peer_expect(line, FRAME_ACK, &header);
	close(line);
	process_expect_end(&amy, 0);
	process_clear(&amy);
	close(listener);
}
END_TEST

START_TEST(a_goodbye_is_said_over_another_line)
{
	struct process amy;
	struct frame_header header;
	char number[PEER_NUMBER_SIZE];
	uint64_t call_id;
	int listener = peer_listen(number);
	process_dial(&amy, silent, number, "amy");
	int line = pick_up(listener, &call_id);
	process_say(&amy, "all I have to say\n");
	process_end_input(&amy);
	expect_text(line, 1, "all I have to say");
	expect_goodbye(line, 1, 2);
	reset(line);
	/* A first attempt comes to nothing, too. */
	line = peer_accept(listener);
	peer_expect(line, FRAME_RESUME, &header);
	reset(line);
	line = let_back(listener, call_id, 2, 1);
	peer_expect(line, FRAME_HANGUP, &header);
	ck_assert_uint_eq(header.sequence, 2);
	peer_say_hangup(line, CAUSE_NORMAL, 1, 2);
	peer_expect(line, FRAME_ACK, &header);
	close(line);
	process_expect_end(&amy, 0);
	process_clear(&amy);
	close(listener);
}
END_TEST

START_TEST(whoever_is_gone_is_not_waited_for)
{
	struct process amy;
	char number[PEER_NUMBER_SIZE];
	uint64_t call_id;
	int listener = peer_listen(number);
	process_dial(&amy, (struct process_plan){ .timers = "1/10" }, number,
	    "amy");
	int line = pick_up(listener, &call_id);
	process_say(&amy, "are you there?\n");
	expect_text(line, 1, "are you there?");
	close(listener);
	reset(line);
	process_expect_end(&amy, 74);
	process_expect_error(&amy, "and nobody answers at ");
	process_expect_error(&amy, "1 message is not known to have arrived");
	process_clear(&amy);
}
END_TEST

/* ---- landline was called ---- */

static int
resume(const char *number, uint32_t attempt, uint32_t heard)
{
	struct frame_resume resume = { CALL, attempt };
	uint8_t payload[FRAME_RESUME_SIZE];
	int line = peer_dial(number);
	frame_resume_encode(payload, &resume);
	peer_say(line, FRAME_RESUME, 0, heard, payload, sizeof payload);
	return line;
}

static void
expect_resumed(int line, uint32_t heard)
{
	struct frame_header header;
	const uint8_t *payload = peer_expect(line, FRAME_RESUMED, &header);
	ck_assert_uint_eq(bytes_take_u64(payload), CALL);
	ck_assert_uint_eq(header.acknowledgement, heard);
}

START_TEST(a_callee_goes_on_over_another_line)
{
	struct process bob;
	struct frame_header header;
	uint32_t heard = (uint32_t)_i;
	process_listen(&bob, silent);
	int line = peer_call(process_number(&bob));
	peer_say(line, FRAME_TEXT, 1, 0, "one", 3);
	process_say(&bob, "two\n");
	expect_text(line, 1, "two");
	/* The old line is still there, and is reset. */
	int other = resume(process_number(&bob), heard + 1, heard);
	expect_resumed(other, 1);
	peer_expect_end(line);
	close(line);
	peer_expect(other, FRAME_ANSWER, &header);
	if (heard == 0)
		expect_text(other, 1, "two");
	/* A repeat, and what comes next. */
	peer_say(other, FRAME_TEXT, 1, 1, "one", 3);
	peer_say(other, FRAME_TEXT, 2, 1, "three", 5);
	process_expect_output(&bob, "three\n");
	ck_assert_str_eq(bob.output.bytes, "one\nthree\n");
	/* An attempt that comes late is no attempt any more. */
	line = resume(process_number(&bob), heard + 1, 1);
	peer_expect_end(line);
	close(line);
	peer_say_hangup(other, CAUSE_NORMAL, 3, 1);
	peer_expect(other, FRAME_HANGUP, &header);
	peer_say(other, FRAME_ACK, 0, 2, NULL, 0);
	peer_expect_end(other);
	close(other);
	process_expect_end(&bob, 0);
	process_clear(&bob);
}
END_TEST

START_TEST(a_call_that_is_not_known_is_refused)
{
	struct process bob;
	process_listen(&bob, silent);
	int line = resume(process_number(&bob), 1, 0);
	ck_assert_uint_eq(peer_expect_refusal(line), CAUSE_NO_SUCH_CALL);
	peer_expect_end(line);
	close(line);
	process_clear(&bob);
}
END_TEST

TCase *
plain_resume_tcase(void)
{
	TCase *tcase = tcase_create("plain-resume");
	tcase_set_timeout(tcase, PROCESS_TIMEOUT_S);
	tcase_add_test(tcase, a_caller_goes_on_over_another_line);
	tcase_add_test(tcase, a_goodbye_is_said_over_another_line);
	tcase_add_test(tcase, whoever_is_gone_is_not_waited_for);
	tcase_add_loop_test(tcase, a_callee_goes_on_over_another_line, 0, 2);
	tcase_add_test(tcase, a_call_that_is_not_known_is_refused);
	return tcase;
}
