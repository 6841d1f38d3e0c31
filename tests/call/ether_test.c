/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ether.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"
#include "base/bytes.h"

#include "suite.h"

enum { PUPPET_ID = 0x77, PUPPET_CALL = 0x1234 };

static struct ether *
made(uint64_t seed)
{
	struct ether *ether = malloc(sizeof(*ether));
	ether_init(ether, seed);
	return ether;
}

static void
unmade(struct ether *ether)
{
	ether_clear(ether);
	free(ether);
}

static struct call *
call_of(struct ether *ether, int phone)
{
	return &ether_shown(ether, phone)->call;
}

static bool
has_said(struct ether *ether, int phone, const char *words)
{
	return cable_has_said(&ether_shown(ether, phone)->transcript, words);
}

static void
expect_said(struct ether *ether, int phone, const char *words)
{
	char *text = cable_transcript(&ether_shown(ether, phone)->transcript);
	ck_assert_msg(strstr(text, words) != NULL, "no \"%s\" in\n%s", words,
	    text);
	free(text);
}

/* ---- two phones ---- */

START_TEST(a_call_rings_is_answered_and_ends)
{
	struct ether *ether = made(1);
	ether_call(ether);
	ether_say(ether, ALICE, "hello");
	ether_say(ether, BOB, "hello yourself");
	ether_pass(ether, 20);
	expect_said(ether, ALICE, "me ok: hello\n");
	expect_said(ether, ALICE, "them: hello yourself\n");
	expect_said(ether, BOB, "them: hello\n");
	expect_said(ether, BOB, "me ok: hello yourself\n");
	ether_hang_up(ether, ALICE);
	ether_pass(ether, 1000);
	ck_assert_int_eq(call_of(ether, ALICE)->outcome, OUTCOME_ENDED);
	ck_assert_int_eq(call_of(ether, BOB)->outcome, OUTCOME_ENDED);
	expect_said(ether, ALICE, "you hung up");
	expect_said(ether, BOB, "alice hung up");
	/* All of it is over, and the phones are free. */
	for (int phone = 0; phone < ETHER_PHONES; phone++)
		for (int slot = 0; slot < ether->phones[phone].slot_count;
		     slot++)
			ck_assert_ptr_null(ether->phones[phone].parties[slot]);
	ck_assert_uint_eq(ether->phones[BOB].stray_count, 0);
	unmade(ether);
}
END_TEST

START_TEST(what_gets_lost_of_a_beginning_is_said_again)
{
	static const uint8_t types[] = { FRAME_RING, FRAME_RINGING,
		FRAME_ANSWER };
	for (size_t at = 0; at < sizeof(types); at++) {
		struct ether *ether = made(at + 1);
		ether_dial(ether, ALICE, &ether->numbers[BOB]);
		ether->lose_type = types[at];
		ether->lose_count = 3;
		ether_pass(ether, 3500);
		ck_assert_int_eq(call_of(ether, BOB)->state, CALL_RINGS_HERE);
		ether_answer(ether, BOB);
		ether_pass(ether, 3500);
		ck_assert_int_eq(ether->lose_count, 0);
		ck_assert(call_is_talking(call_of(ether, ALICE)));
		ck_assert_str_eq(ether_shown(ether, ALICE)->their_name, "bob");
		unmade(ether);
	}
}
END_TEST

/* RINGING and ANSWER are all that ever gets lost: who talks has picked up. */
START_TEST(who_talks_has_picked_up)
{
	struct ether *ether = made(1);
	ether_dial(ether, ALICE, &ether->numbers[BOB]);
	ether_pass(ether, 20);
	ether->lose_type = FRAME_ANSWER;
	ether->lose_count = 1;
	ether_answer(ether, BOB);
	ether_say(ether, BOB, "yes?");
	ether_pass(ether, 20);
	ck_assert(call_is_talking(call_of(ether, ALICE)));
	expect_said(ether, ALICE, "them: yes?");
	ck_assert(!has_said(ether, ALICE, "has not come"));
	unmade(ether);
}
END_TEST

START_TEST(a_call_rings_once_however_often_RING_comes)
{
	struct ether *ether = made(1);
	ether->twice = 100;
	ether_dial(ether, ALICE, &ether->numbers[BOB]);
	ether_pass(ether, 20000);
	uint64_t serial = ether_shown(ether, BOB)->serial;
	ck_assert_int_eq(call_of(ether, BOB)->state, CALL_RINGS_HERE);
	ck_assert_uint_eq(serial, 1);
	/* Nor when all that declines it gets lost, three times. */
	ether->lose_type = FRAME_HANGUP;
	ether->lose_count = 3;
	ether_hang_up(ether, BOB);
	ether_pass(ether, 3000);
	ck_assert_int_eq(call_of(ether, ALICE)->outcome, OUTCOME_THEY_DECLINED);
	ck_assert_uint_eq(ether->phones[BOB].serials, 1);
	ck_assert_uint_eq(ether->phones[BOB].missed_count, 0);
	unmade(ether);
}
END_TEST

START_TEST(nobody_there_is_known_after_the_time_to_dial)
{
	struct ether *ether = made(1);
	uint8_t bytes[FRAMING_STORE_SIZE];
	size_t size, rings = 0, hangups = 0;
	ether_dial(ether, ALICE, &ether->test);
	ether_pass(ether, 9999);
	ck_assert_int_eq(call_of(ether, ALICE)->state, CALL_ANNOUNCED);
	ether_pass(ether, 1500);
	ck_assert_int_eq(call_of(ether, ALICE)->outcome, OUTCOME_NO_REPLY);
	while (ether_hear(ether, bytes, &size, NULL)) {
		rings += bytes[2] == FRAME_RING;
		hangups += bytes[2] == FRAME_HANGUP;
	}
	ck_assert_uint_eq(rings, 10);
	ck_assert_uint_eq(hangups, PARTY_FAREWELLS);
	unmade(ether);
}
END_TEST

START_TEST(a_refusal_ends_a_dial_and_is_only_told_in_a_call)
{
	struct ether *ether = made(1);
	ether->is_off[BOB] = true;
	ether_dial(ether, ALICE, &ether->numbers[BOB]);
	ether_pass(ether, 10);
	ck_assert_int_eq(call_of(ether, ALICE)->outcome,
	    OUTCOME_NOT_IN_SERVICE);
	expect_said(ether, ALICE, "not in service (made up)");

	ether->is_off[BOB] = false;
	ether_pass(ether, 2000);
	ether_call(ether);
	ether->is_off[BOB] = true;
	ether_say(ether, ALICE, "are you there?");
	ether_say(ether, ALICE, "hello?");
	ether_pass(ether, 10000);
	ck_assert(call_is_talking(call_of(ether, ALICE)));
	expect_said(ether, ALICE,
	    "a datagram to bob did not get there (Connection refused)");
	/* After 15 s it is over, as it is when nothing comes at all. */
	ether_pass(ether, 6000);
	ck_assert_int_eq(call_of(ether, ALICE)->outcome, OUTCOME_DEAD);
	expect_said(ether, ALICE, "2 messages are not known to have arrived");
	unmade(ether);
}
END_TEST

START_TEST(a_goodbye_that_gets_lost_is_told_by_who_knows_no_such_call)
{
	struct ether *ether = made(1);
	ether_call(ether);
	ether->lose_type = FRAME_HANGUP;
	ether->lose_count = 2;
	ether_hang_up(ether, ALICE);
	ether_pass(ether, 700);
	ck_assert_int_eq(call_of(ether, BOB)->outcome, OUTCOME_ENDED);
	ether_pass(ether, 1000);

	ether_call(ether);
	ether->lose_count = 3;
	ether_hang_up(ether, BOB);
	ether_pass(ether, 1000);
	ck_assert(call_is_talking(call_of(ether, ALICE)));
	ether_pass(ether, 6000); /* PING, and HANGUP 86 */
	ck_assert_int_eq(call_of(ether, ALICE)->outcome,
	    OUTCOME_THEY_BROKE_OFF);
	expect_said(ether, ALICE, "they know nothing of it any more");
	unmade(ether);
}
END_TEST

START_TEST(words_right_before_a_goodbye_leave_before_it)
{
	struct ether *ether = made(1);
	struct fault fault;
	ether_call(ether);
	struct switchboard *board = &ether->phones[ALICE];
	ck_assert(switchboard_say(board, "one", 3, ether->now, &fault));
	ck_assert(switchboard_say(board, "bye", 3, ether->now, &fault));
	ether_hang_up(ether, ALICE);
	ether_pass(ether, 1000);
	expect_said(ether, BOB, "them: one\nthem: bye\n-- alice hung up");
	expect_said(ether, ALICE, "me ok: bye"); /* it came during the end */
	unmade(ether);
}
END_TEST

START_TEST(your_own_number_is_told_as_such)
{
	struct ether *ether = made(1);
	ether_dial(ether, ALICE, &ether->numbers[ALICE]);
	ether_pass(ether, 2000);
	ck_assert_int_eq(call_of(ether, ALICE)->outcome, OUTCOME_OWN_NUMBER);
	ck_assert_uint_eq(ether->phones[ALICE].missed_count, 0);
	unmade(ether);
}
END_TEST

/* Exactly one call, and nobody hears busy, whatever gets lost on the way. */
START_TEST(when_both_dial_at_once_one_call_survives)
{
	for (uint64_t seed = 1; seed <= 300; seed++) {
		struct ether *ether = made(seed);
		ether->delay_most = 1 + (int64_t)(seed % 50);
		ether->lost = seed % 4 * 10;
		ether->twice = seed % 3 * 10;
		ether_dial(ether, ALICE, &ether->numbers[BOB]);
		ether_pass(ether, (int64_t)(seed % 60));
		if (switchboard_current(&ether->phones[BOB]) == NULL)
			ether_dial(ether, BOB, &ether->numbers[ALICE]);
		ether_pass(ether, 8000);
		ether->lost = 0;
		ether_pass(ether, 2000);
		/* One dialled so late that the other's bell rang first. */
		struct fault fault;
		for (int phone = 0; phone < ETHER_PHONES; phone++)
			switchboard_answer(&ether->phones[phone], ether->now,
			    &fault);
		ether_pass(ether, 2000);
		for (int phone = 0; phone < ETHER_PHONES; phone++) {
			struct party *party =
			    switchboard_current(&ether->phones[phone]);
			char *text = cable_transcript(
			    &ether_shown(ether, phone)->transcript);
			ck_assert_msg(party != NULL &&
				call_is_talking(&party->call),
			    "seed %d phone %d:\n%s", (int)seed, phone, text);
			free(text);
			ck_assert_uint_eq(ether->phones[phone].missed_count, 0);
		}
		ck_assert_int_ne(call_of(ether, ALICE)->side,
		    call_of(ether, BOB)->side);
		unmade(ether);
	}
}
END_TEST

START_TEST(silence_of_15_s_is_the_end_and_PING_keeps_it_away)
{
	struct ether *ether = made(1);
	ether_call(ether);
	ether_pass(ether, 60000);
	ck_assert(call_is_talking(call_of(ether, ALICE)));
	ether->lost = 100;
	ether_pass(ether, 16000);
	ck_assert_int_eq(call_of(ether, ALICE)->outcome, OUTCOME_DEAD);
	ck_assert_int_eq(call_of(ether, BOB)->outcome, OUTCOME_DEAD);
	unmade(ether);
}
END_TEST

START_TEST(no_answer_in_two_seconds_is_a_question_until_it_comes)
{
	struct ether *ether = made(1);
	ether_call(ether);
	ether->lose_type = FRAME_TEXT;
	ether->lose_count = 1;
	ether_say(ether, ALICE, "one");
	ether_say(ether, ALICE, "two");
	ether_pass(ether, 1999);
	expect_said(ether, ALICE, "me ?: one\nme ok: two");
	expect_said(ether, BOB, "them: (message 1 has not come)\nthem: two");
	ether_pass(ether, 1);
	expect_said(ether, ALICE, "me unanswered: one\nme ok: two");
	ck_assert_uint_eq(party_unanswered(ether_shown(ether, ALICE)), 1);

	/* An acknowledgement that only comes late. */
	ether->lose_type = FRAME_ACK;
	ether->lose_count = 1;
	ether_say(ether, ALICE, "three");
	ether_pass(ether, 2000);
	expect_said(ether, ALICE, "me unanswered: three");
	ether_pass(ether, 5000); /* PING names it again */
	expect_said(ether, ALICE, "me ok: three");
	ck_assert_uint_eq(party_unanswered(ether_shown(ether, ALICE)), 1);
	unmade(ether);
}
END_TEST

START_TEST(of_many_at_once_each_is_answered)
{
	struct ether *ether = made(1);
	struct fault fault;
	ether_call(ether);
	for (int at = 0; at < TALLY_UNDER_WAY; at++)
		ck_assert(switchboard_say(&ether->phones[ALICE], "x", 1,
		    ether->now, &fault));
	ether_pass(ether, 10);
	struct party *alice = ether_shown(ether, ALICE);
	ck_assert_uint_eq(alice->datagrams->tally.waiting, 0);
	ck_assert_uint_eq(party_unanswered(alice), 0);
	ck_assert(!has_said(ether, ALICE, "me ?"));
	unmade(ether);
}
END_TEST

START_TEST(so_many_are_under_way_and_no_more)
{
	struct ether *ether = made(1);
	struct fault fault;
	ether_call(ether);
	ether->lost = 100;
	for (int at = 0; at < TALLY_UNDER_WAY; at++)
		ether_say(ether, ALICE, "x");
	ck_assert(!switchboard_say(&ether->phones[ALICE], "x", 1, ether->now,
	    &fault));
	ether_pass(ether, 2000);
	ether_say(ether, ALICE, "y"); /* those have had their time */
	unmade(ether);
}
END_TEST

START_TEST(the_end_of_input_waits_two_seconds_for_answers)
{
	struct ether *ether = made(1);
	ether_call(ether);
	ether_say(ether, ALICE, "a question");
	party_finish_talking(ether_shown(ether, ALICE), ether->now);
	ether_pass(ether, 1900);
	ether_say(ether, BOB, "an answer");
	ether_pass(ether, 90);
	ck_assert(call_is_talking(call_of(ether, ALICE)));
	ether_pass(ether, 1100);
	ck_assert_int_eq(call_of(ether, ALICE)->outcome, OUTCOME_ENDED);
	expect_said(ether, ALICE, "them: an answer");
	unmade(ether);
}
END_TEST

/* ---- whatever the ether does ---- */

/* The messages of one side in the other's transcript, each once at most. */
static size_t
count_texts(const struct transcript *transcript, enum transcript_speaker who,
    bool *is_there)
{
	size_t count = 0;
	for (uint64_t n = transcript->first; n < transcript->end; n++) {
		const struct transcript_entry *entry =
		    transcript_at(transcript, n);
		if (entry->speaker != who || entry->kind != TRANSCRIPT_TEXT)
			continue;
		int number = atoi(entry->text);
		ck_assert_int_eq(number, (int)entry->sequence);
		ck_assert(who == SPEAKER_ME || !is_there[number]);
		if (who == SPEAKER_THEM || entry->delivery == DELIVERY_DONE)
			is_there[number] = true;
		count++;
	}
	return count;
}

START_TEST(nothing_is_invented_whatever_the_ether_does)
{
	enum { MESSAGES = 200 };
	for (uint64_t seed = 1; seed <= 60; seed++) {
		struct ether *ether = made(seed);
		ether_call(ether);
		ether->lost = seed % 5 * 10;
		ether->twice = seed % 4 * 15;
		ether->delay_most = 1 + (int64_t)(seed % 7) * 40;
		for (int at = 1; at <= MESSAGES; at++) {
			char text[16];
			snprintf(text, sizeof(text), "%d", at);
			ether_say(ether, ALICE, text);
			ether_pass(ether, 50);
		}
		ether->lost = 0;
		ether_pass(ether, 4000);
		bool known[MESSAGES + 1] = { 0 }, came[MESSAGES + 1] = { 0 };
		struct party *alice = ether_shown(ether, ALICE);
		size_t said =
		    count_texts(&alice->transcript, SPEAKER_ME, known);
		size_t heard = count_texts(&ether_shown(ether, BOB)->transcript,
		    SPEAKER_THEM, came);
		ck_assert_uint_eq(said, MESSAGES);
		size_t unknown = 0;
		for (int at = 1; at <= MESSAGES; at++) {
			ck_assert(!known[at] || came[at]);
			unknown += !known[at];
		}
		ck_assert_uint_eq(party_unanswered(alice), unknown);
		ck_assert_uint_ge(heard, MESSAGES - unknown);
		if (seed % 5 == 0) /* nothing got lost */
			ck_assert_uint_eq(unknown, 0);
		unmade(ether);
	}
}
END_TEST

/* ---- a puppet: the test's own number ---- */

static void
puppet_say(struct ether *ether, uint8_t type, uint32_t sequence,
    uint32_t acknowledgement, const void *payload, size_t size)
{
	struct frame_header header = {
		.type = type,
		.length = (uint32_t)size,
		.sequence = sequence,
		.acknowledgement = acknowledgement,
	};
	ether_send_frame(ether, &ether->test, &ether->numbers[ALICE], &header,
	    payload);
}

static void
puppet_ring(struct ether *ether, uint64_t call_id)
{
	struct frame_card card = {
		.phone_id = PUPPET_ID,
		.call_id = call_id,
		.name_size = 6,
		.name = "puppet",
	};
	uint8_t payload[FRAME_CARD_SIZE + FRAME_NAME_MOST];
	puppet_say(ether, FRAME_RING, 0, 0, payload,
	    frame_card_encode(payload, &card));
}

static void
puppet_text(struct ether *ether, uint32_t sequence, const char *text)
{
	puppet_say(ether, FRAME_TEXT, sequence, 0, text, strlen(text));
}

/* The next frame that is no PING; fails when there is none. */
static struct frame_header
puppet_hear(struct ether *ether)
{
	static uint8_t bytes[FRAMING_STORE_SIZE];
	struct frame_header header;
	size_t size;
	ether_pass(ether, 1);
	do {
		ck_assert(ether_hear(ether, bytes, &size, NULL));
		ck_assert_int_eq(frame_decode(&header, bytes, size), FRAME_OK);
		ck_assert_uint_eq(size, FRAME_HEADER_SIZE + header.length);
	} while (header.type == FRAME_PING);
	if (header.type == FRAME_HANGUP) /* its cause, for who asks */
		header.acknowledgement = bytes_take_u16(bytes + 16);
	return header;
}

static void
puppet_expect(struct ether *ether, uint8_t type)
{
	ck_assert_uint_eq(puppet_hear(ether).type, type);
}

static void
puppet_expect_hangup(struct ether *ether, uint16_t cause)
{
	struct frame_header header = puppet_hear(ether);
	ck_assert_uint_eq(header.type, FRAME_HANGUP);
	ck_assert_uint_eq(header.acknowledgement, cause);
	ck_assert_uint_eq(header.sequence, 0);
}

static void
puppet_expect_nothing(struct ether *ether)
{
	static uint8_t bytes[FRAMING_STORE_SIZE];
	size_t size;
	ether_pass(ether, 5);
	ck_assert(!ether_hear(ether, bytes, &size, NULL));
}

static void
puppet_call(struct ether *ether)
{
	puppet_ring(ether, PUPPET_CALL);
	puppet_expect(ether, FRAME_RINGING);
	ether_answer(ether, ALICE);
	puppet_expect(ether, FRAME_ANSWER);
	puppet_expect_nothing(ether);
}

START_TEST(gaps_repeats_and_late_ones_are_shown_as_such)
{
	static const uint32_t order[] = { 1, 2, 2, 5, 4, 6, 1 };
	struct ether *ether = made(1);
	puppet_call(ether);
	for (size_t at = 0; at < sizeof(order) / sizeof(order[0]); at++) {
		char text[8] = { (char)('a' + order[at] - 1) };
		puppet_text(ether, order[at], text);
		/* At once, and naming the one that came just now. */
		struct frame_header header = puppet_hear(ether);
		ck_assert_uint_eq(header.type, FRAME_ACK);
		ck_assert_uint_eq(header.acknowledgement, order[at]);
	}
	expect_said(ether, ALICE,
	    "them: a\n"
	    "them: b\n"
	    "them: (message 2 came again)\n"
	    "them: (messages 3 to 4 have not come)\n"
	    "them: e\n"
	    "them: (message 4 comes late)\n"
	    "them: d\n"
	    "them: f\n"
	    "them: (message 1 came again)\n");
	unmade(ether);
}
END_TEST

START_TEST(a_repeated_RING_is_answered_with_the_present_state)
{
	struct ether *ether = made(1);
	puppet_ring(ether, PUPPET_CALL);
	puppet_expect(ether, FRAME_RINGING);
	puppet_ring(ether, PUPPET_CALL);
	puppet_expect(ether, FRAME_RINGING);
	ether_answer(ether, ALICE);
	puppet_expect(ether, FRAME_ANSWER);
	puppet_ring(ether, PUPPET_CALL);
	puppet_expect(ether, FRAME_RINGING);
	puppet_expect(ether, FRAME_ANSWER);
	puppet_expect_nothing(ether);
	/* And after the end with that. */
	ether_hang_up(ether, ALICE);
	ether_pass(ether, 2000);
	for (int at = 0; at < PARTY_FAREWELLS; at++)
		puppet_expect_hangup(ether, CAUSE_NORMAL);
	puppet_ring(ether, PUPPET_CALL);
	puppet_expect_hangup(ether, CAUSE_NORMAL);
	puppet_expect_nothing(ether);
	ck_assert_ptr_null(switchboard_current(&ether->phones[ALICE]));
	unmade(ether);
}
END_TEST

START_TEST(a_ring_by_another_way_is_the_same_call)
{
	struct ether *ether = made(1);
	puppet_ring(ether, PUPPET_CALL);
	puppet_expect(ether, FRAME_RINGING);
	ether->test.port++;
	puppet_ring(ether, PUPPET_CALL);
	puppet_expect(ether, FRAME_RINGING);
	ck_assert_uint_eq(ether->phones[ALICE].serials, 1);
	unmade(ether);
}
END_TEST

START_TEST(who_dials_anew_has_forgotten_the_call)
{
	struct ether *ether = made(1);
	puppet_call(ether);
	puppet_ring(ether, PUPPET_CALL + 1);
	ether_pass(ether, 10);
	ck_assert_int_eq(call_of(ether, ALICE)->outcome, OUTCOME_LOST);
	puppet_ring(ether, PUPPET_CALL + 1);
	puppet_expect(ether, FRAME_RINGING);
	unmade(ether);
}
END_TEST

START_TEST(a_second_caller_hears_busy_and_is_missed_once)
{
	struct ether *ether = made(1);
	ether_dial(ether, BOB, &ether->numbers[ALICE]);
	ether_pass(ether, 10);
	ether_answer(ether, ALICE);
	ether_pass(ether, 10);
	for (int at = 0; at < 5; at++) {
		puppet_ring(ether, PUPPET_CALL);
		ether_pass(ether, 1000);
		puppet_expect_hangup(ether, CAUSE_BUSY);
	}
	ck_assert_uint_eq(ether->phones[ALICE].missed_count, 1);
	ck_assert(call_is_talking(call_of(ether, ALICE)));
	ck_assert(call_is_talking(call_of(ether, BOB)));
	unmade(ether);
}
END_TEST

/* With several lines a second caller waits, and each hears their own answer. */
START_TEST(several_callers_have_a_line_each)
{
	struct ether *ether = made(1);
	struct fault fault;
	struct switchboard *board = &ether->phones[ALICE];
	switchboard_have_lines(board, 3);
	ether_dial(ether, BOB, &ether->numbers[ALICE]);
	ether_pass(ether, 10);
	ether_answer(ether, ALICE);
	ether_pass(ether, 10);
	puppet_ring(ether, PUPPET_CALL);
	puppet_expect(ether, FRAME_RINGING);
	ck_assert(switchboard_answer(board, ether->now, &fault));
	puppet_expect(ether, FRAME_ANSWER);
	puppet_text(ether, 1, "I am the second");
	puppet_expect(ether, FRAME_ACK);
	ether_say(ether, BOB, "and I the first");
	ether_pass(ether, 10);
	puppet_expect_nothing(ether);
	expect_said(ether, BOB, "me ok: and I the first");
	int talking = 0;
	for (int slot = 0; slot < board->slot_count; slot++)
		talking += board->parties[slot] != NULL &&
		    call_is_talking(&board->parties[slot]->call);
	ck_assert_int_eq(talking, 2);

	/* Joined, each hears the other; what is too long goes in parts. */
	char text[3001] = "";
	memset(text, 'x', sizeof(text) - 1);
	ck_assert(switchboard_patch(board, 1, 2, ether->now, &fault));
	puppet_text(ether, 2, text);
	ether_pass(ether, 100);
	struct transcript *heard = &ether_shown(ether, BOB)->transcript;
	size_t xs = 0;
	for (uint64_t at = heard->first; at < heard->end; at++)
		for (const char *x = transcript_at(heard, at)->text;
		     (x = strchr(x, 'x')) != NULL; x++)
			xs++;
	ck_assert_uint_eq(xs, 3000);
	ck_assert(!switchboard_everyone(board, text, 3000, ether->now, &fault));
	unmade(ether);
}
END_TEST

START_TEST(a_frame_of_no_call_is_told_so_with_no_more_bytes_than_came)
{
	struct ether *ether = made(1);
	puppet_say(ether, FRAME_PING, 0, 0, "12345678", 8);
	puppet_expect_hangup(ether, CAUSE_NO_SUCH_CALL);
	puppet_text(ether, 1, "x");
	puppet_expect_nothing(ether); /* 17 bytes, and a HANGUP has 18 */
	puppet_text(ether, 1, "xy");
	puppet_expect_hangup(ether, CAUSE_NO_SUCH_CALL);
	puppet_say(ether, FRAME_ACK, 0, 0, NULL, 0);
	puppet_say(ether, FRAME_HANGUP, 0, 0, "\0\x10", 2);
	puppet_say(ether, FRAME_HANGUP, 7, 0, "\0\x56", 2);
	puppet_expect_nothing(ether);
	/* Of another version, or sealed: neither is understood here. */
	static const uint8_t other[24] = { 0x4c, 9, 1 };
	ether_send(ether, &ether->test, &ether->numbers[ALICE], other,
	    sizeof(other));
	puppet_expect_hangup(ether, CAUSE_INCOMPATIBLE);
	static const uint8_t sealed[24] = { 0x4c, 1, 5, 1, 0, 0, 0, 8, 0, 0, 0,
		1 };
	ether_send(ether, &ether->test, &ether->numbers[ALICE], sealed,
	    sizeof(sealed));
	puppet_expect_hangup(ether, CAUSE_INCOMPATIBLE);
	/* And what is no frame is not worth an answer. */
	ether_send(ether, &ether->test, &ether->numbers[ALICE],
	    "GET / HTTP/1.1\r\nHost: x\r\n\r\n", 27);
	puppet_expect_nothing(ether);
	ck_assert_uint_eq(ether->phones[ALICE].stray_count, 7);
	ck_assert(cable_has_said(&ether->phones[ALICE].news,
	    "a datagram from 192.0.2.99:7777 belonged to no call: dropped"));
	unmade(ether);
}
END_TEST

START_TEST(a_datagram_that_is_not_one_frame_is_ignored_and_said)
{
	static const uint8_t two[34] = { 0x4c, 1, 5, 0, 0, 0, 0, 1, 0, 0, 0, 1,
		0, 0, 0, 0, 'a', 0x4c, 1, 5, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0,
		0, 'b' };
	static const struct {
		size_t size;
		const char *words;
	} cuts[] = {
		{ 34,
		    "17 bytes (4c 01 05 00 00 00 00 01 …) stand behind the"
		    " first frame" },
		{ 18, "1 byte (4c) stands behind the first frame" },
		{ 16, "of its frame only 16 bytes came" },
		{ 1, "of its frame only 1 byte came" },
	};
	struct ether *ether = made(1);
	puppet_call(ether);
	for (size_t at = 0; at < sizeof(cuts) / sizeof(cuts[0]); at++) {
		ether_send(ether, &ether->test, &ether->numbers[ALICE], two,
		    cuts[at].size);
		expect_said(ether, ALICE, cuts[at].words);
	}
	ether_send(ether, &ether->test, &ether->numbers[ALICE], "hello", 5);
	expect_said(ether, ALICE, "5 bytes do not begin as a frame");
	puppet_expect_nothing(ether);
	ck_assert(!has_said(ether, ALICE, "them:"));
	/* Not each of a flood is told. */
	for (int at = 0; at < 300; at++)
		ether_send(ether, &ether->test, &ether->numbers[ALICE], "?", 1);
	expect_said(ether, ALICE, "300 datagrams of puppet made no sense");
	ck_assert_uint_lt(ether_shown(ether, ALICE)->transcript.end, 30);
	/* And one that is whole is as good as ever. */
	ether_send(ether, &ether->test, &ether->numbers[ALICE], two, 17);
	expect_said(ether, ALICE, "them: a");
	unmade(ether);
}
END_TEST

START_TEST(the_longest_datagram_is_heard_and_1200_bytes_are_sent)
{
	static char text[PARTY_DATAGRAM_MOST];
	struct ether *ether = made(1);
	struct party *party;
	memset(text, 'x', sizeof(text));
	puppet_call(ether);
	puppet_say(ether, FRAME_TEXT, 1, 0, text,
	    PARTY_DATAGRAM_MOST - FRAME_HEADER_SIZE);
	party = ether_shown(ether, ALICE);
	ck_assert_uint_eq(transcript_at(&party->transcript,
			      party->transcript.end - 1)
			      ->size,
	    PARTY_DATAGRAM_MOST - FRAME_HEADER_SIZE);
	ck_assert(!party_say(party, text, 1201, ether->now));
	ck_assert(party_say(party, text, 1200, ether->now));
	unmade(ether);
}
END_TEST

START_TEST(what_no_network_can_have_done_is_a_violation)
{
	static const struct {
		uint8_t type;
		uint32_t sequence, acknowledgement;
		const char *payload;
		size_t size;
	} wrongs[] = {
		{ FRAME_TEXT, 0, 0, "x", 1 },
		{ FRAME_PING, 1, 0, "12345678", 8 },
		{ FRAME_ACK, 0, 1, "", 0 },
		{ FRAME_HOLD, 0, 0, "\x02", 1 },
		{ 0x7f, 0, 0, "x", 1 },
	};
	for (size_t at = 0; at < sizeof(wrongs) / sizeof(wrongs[0]); at++) {
		struct ether *ether = made(1);
		puppet_call(ether);
		puppet_say(ether, wrongs[at].type, wrongs[at].sequence,
		    wrongs[at].acknowledgement, wrongs[at].payload,
		    wrongs[at].size);
		puppet_expect_hangup(ether, CAUSE_PROTOCOL_ERROR);
		ck_assert_int_eq(call_of(ether, ALICE)->outcome,
		    OUTCOME_PROTOCOL);
		unmade(ether);
	}
}
END_TEST

/* What came out of place, or again, changes no state: it may be the network. */
START_TEST(a_frame_out_of_place_changes_nothing)
{
	struct ether *ether = made(1);
	uint8_t card[FRAME_CARD_SIZE] = { 0 };
	puppet_ring(ether, PUPPET_CALL);
	puppet_expect(ether, FRAME_RINGING);
	puppet_text(ether, 1, "too early");
	puppet_say(ether, FRAME_ANSWER, 0, 0, NULL, 0);
	puppet_say(ether, FRAME_RINGING, 0, 0, card, sizeof(card));
	puppet_say(ether, FRAME_HOLD, 0, 0, "\1", 1);
	puppet_expect_nothing(ether);
	ck_assert_int_eq(call_of(ether, ALICE)->state, CALL_RINGS_HERE);
	ether_answer(ether, ALICE);
	puppet_expect(ether, FRAME_ANSWER);
	puppet_say(ether, FRAME_ANSWER, 0, 0, NULL, 0);
	puppet_say(ether, FRAME_RINGING, 0, 0, card, sizeof(card));
	puppet_expect_nothing(ether);
	ck_assert(call_is_talking(call_of(ether, ALICE)));
	unmade(ether);
}
END_TEST

START_TEST(who_repeats_what_they_hear_is_no_landline_nor_is_a_web_server)
{
	uint8_t bytes[FRAMING_STORE_SIZE];
	size_t size;
	struct number from;
	struct ether *ether = made(1);
	ether_dial(ether, ALICE, &ether->test);
	ether_pass(ether, 10);
	ck_assert(ether_hear(ether, bytes, &size, &from));
	ether_send(ether, &ether->test, &from, bytes, size);
	ck_assert_int_eq(call_of(ether, ALICE)->outcome, OUTCOME_ECHO);
	ether_pass(ether, 2000);
	while (ether_hear(ether, bytes, &size, &from))
		continue;
	ether_dial(ether, ALICE, &ether->test);
	ether_pass(ether, 10);
	ck_assert(ether_hear(ether, bytes, &size, &from));
	ether_send(ether, &ether->test, &from, "HTTP/1.1 400\r\n", 14);
	ck_assert_int_eq(call_of(ether, ALICE)->outcome, OUTCOME_STRANGER);
	unmade(ether);
}
END_TEST

/* Whatever comes, and in whichever state: alice stays a phone. */
START_TEST(hostile_datagrams_break_nothing)
{
	static const char *const framings[] = { "landline", "u16", "ascii4",
		"line", "raw" };
	for (uint64_t seed = 1; seed <= 400; seed++) {
		struct ether *ether = made(seed);
		uint64_t random = seed;
		struct fault fault;
		ether_speak(ether, ALICE, framings[seed % 5],
		    seed % 3 == 0 ? "echo" : NULL);
		if (seed % 5 == 0)
			puppet_ring(ether, PUPPET_CALL);
		for (int at = 0; at < 200; at++) {
			uint8_t bytes[64] = { 0x4c, 1 };
			size_t size = 1 + material_upto(&random, 63);
			material_fill(&random, bytes + 2, sizeof(bytes) - 2);
			bytes[2] %= 14;
			bytes[3] &= 2;
			bytes[4] = bytes[5] = bytes[6] = 0;
			if (material_upto(&random, 3) > 0)
				bytes[7] = (uint8_t)(size > 16 ? size - 16 : 0);
			if (material_upto(&random, 3) > 0)
				memset(bytes + 8, 0, 8);
			bytes[11] = (uint8_t)material_upto(&random, 5);
			ether_send(ether, &ether->test, &ether->numbers[ALICE],
			    bytes, size);
			if (at == 20)
				switchboard_answer(&ether->phones[ALICE],
				    ether->now, &fault);
			if (at % 50 == 49)
				ether_pass(ether, 3000);
		}
		ether_pass(ether, 200000);
		unmade(ether);
	}
}
END_TEST

/* ---- foreign framings ---- */

static void
send_raw(struct ether *ether, const char *text, size_t size)
{
	ether_send(ether, &ether->test, &ether->numbers[ALICE], text, size);
	ether_pass(ether, 1);
}

static void
expect_raw(struct ether *ether, const char *text, size_t size)
{
	static uint8_t bytes[FRAMING_STORE_SIZE];
	size_t got;
	ck_assert(ether_hear(ether, bytes, &got, NULL));
	ck_assert_uint_eq(got, size);
	ck_assert_mem_eq(bytes, text, size);
}

START_TEST(the_first_datagram_of_a_sender_is_a_call_and_is_heard)
{
	struct ether *ether = made(1);
	ether_speak(ether, ALICE, "raw", NULL);
	send_raw(ether, "hello", 5);
	expect_said(ether, ALICE, "them: hello");
	expect_said(ether, ALICE, "has sent a datagram (raw over UDP)");
	ether_say(ether, ALICE, "hello yourself");
	ether_pass(ether, 1);
	expect_raw(ether, "hello yourself", 14);
	/* Others are no part of it. */
	struct number other = ether->test;
	other.port++;
	ether_send(ether, &other, &ether->numbers[ALICE], "me too", 6);
	ck_assert(!has_said(ether, ALICE, "me too"));
	ck_assert_uint_eq(ether->phones[ALICE].stray_count, 1);
	/* It lasts until somebody hangs up: silence is no end. */
	ether_pass(ether, 3600000);
	ck_assert(call_is_talking(call_of(ether, ALICE)));
	ether_hang_up(ether, ALICE);
	ether_pass(ether, 10);
	ck_assert_int_eq(call_of(ether, ALICE)->outcome, OUTCOME_ENDED);
	unmade(ether);
}
END_TEST

START_TEST(who_has_nothing_to_say_listens_for_15_s_more)
{
	struct ether *ether = made(1);
	ether_speak(ether, ALICE, "raw", NULL);
	send_raw(ether, "one", 3);
	party_finish_listening(ether_shown(ether, ALICE), ether->now);
	ether_pass(ether, 14000);
	send_raw(ether, "two", 3);
	ether_pass(ether, 14000);
	ck_assert(call_is_talking(call_of(ether, ALICE)));
	ether_pass(ether, 1000);
	ck_assert_int_eq(call_of(ether, ALICE)->outcome, OUTCOME_ENDED);
	unmade(ether);
}
END_TEST

START_TEST(a_datagram_holds_exactly_one_message_of_a_foreign_framing)
{
	static const struct {
		const char *framing, *bytes;
		size_t size;
		const char *words;
	} rows[] = {
		{ "u16", "\0\5hello", 7, "them: hello" },
		{ "u16", "\0\7hello", 7,
		    "the datagram ends 5 bytes into a body"
		    " of 7" },
		{ "u16", "\0", 1, "the datagram ends inside the header" },
		{ "u16", "\0\3hello", 7,
		    "2 bytes (6c 6f) stand behind the first message, and a"
		    " datagram is one\n" },
		{ "u16", "\0\5hello\0", 8,
		    "1 byte (00) stands behind the first message, and a"
		    " datagram is one: a closing NUL is sent, but not"
		    " counted?" },
		{ "u16", "\0\5hello\n", 8,
		    "one: a newline is sent, but not counted?" },
		{ "u16", "\0\2hi\0\7content", 13,
		    "9 bytes (00 07 63 6f 6e 74 65 6e …) stand behind the"
		    " first message, and a datagram is one: two messages in"
		    " one send()?" },
		{ "u16", "\0\5", 2,
		    "the datagram ends 0 bytes into a body of 5: header and"
		    " body in two send()s?" },
		{ "u32", "\5\0\0\0hello", 9, "htonl() missing?" },
		{ "line", "hello\n", 6, "them: hello" },
		{ "line", "hello", 5,
		    "the datagram ends after 5 bytes without"
		    " LF (0a)" },
		{ "line", "a\nb\n", 4,
		    "2 bytes (62 0a) stand behind the first message" },
		{ "nul", "hello\0", 6, "them: hello" },
		{ "ascii4", "5   hello", 9, "them: hello" },
		{ "raw", "a\nb", 3, "them: a\nb" },
	};
	for (size_t at = 0; at < sizeof(rows) / sizeof(rows[0]); at++) {
		struct ether *ether = made(1);
		ether_speak(ether, ALICE, rows[at].framing, NULL);
		send_raw(ether, rows[at].bytes, rows[at].size);
		expect_said(ether, ALICE, rows[at].words);
		ck_assert(call_is_talking(call_of(ether, ALICE)));
		unmade(ether);
	}
}
END_TEST

/* ---- services ---- */

static struct number
sender(int number)
{
	const uint8_t address[4] = { 198, 51, 100, 7 };
	return number_ipv4(address, (uint16_t)(10000 + number));
}

START_TEST(a_service_answers_each_sender_and_forgets_the_longest_silent)
{
	struct ether *ether = made(1);
	ether_speak(ether, ALICE, "raw", "upper");
	struct switchboard *board = &ether->phones[ALICE];
	for (int at = 0; at < 3 * SWITCHBOARD_SERVED; at++) {
		struct number from = sender(at);
		ether->test = from;
		ether_send(ether, &from, &ether->numbers[ALICE], "ping", 4);
		ether_pass(ether, 1);
		expect_raw(ether, "PING", 4);
	}
	int served = 0;
	for (int slot = 0; slot < board->slot_count; slot++)
		served += board->parties[slot] != NULL;
	ck_assert_int_eq(served, SWITCHBOARD_SERVED);
	/* The last ones are those that are remembered. */
	for (int slot = 0; slot < board->slot_count; slot++)
		if (board->parties[slot] != NULL)
			ck_assert_int_ge(board->parties[slot]->number.port,
			    10000 + 2 * SWITCHBOARD_SERVED);
	unmade(ether);
}
END_TEST

/* As many as are remembered ask in one moment, and then as many others. */
START_TEST(who_gives_way_has_been_answered)
{
	static uint8_t bytes[FRAMING_STORE_SIZE];
	struct ether *ether = made(1);
	struct switchboard_answer answer;
	ether_speak(ether, ALICE, "raw", "upper");
	struct switchboard *board = &ether->phones[ALICE];
	int answers = 0;
	for (int round = 0; round < 2; round++) {
		int slots[SWITCHBOARD_SERVED];
		for (int at = 0; at < SWITCHBOARD_SERVED; at++) {
			struct number from = sender(round * 1000 + at);
			slots[at] = switchboard_meet(board, &from,
			    (const uint8_t *)"hi", 2, &answer, ether->now);
			switchboard_receive(board, slots[at],
			    (const uint8_t *)"hi", 2, ether->now);
		}
		for (int at = 0; at < SWITCHBOARD_SERVED; at++)
			answers += switchboard_give(board, slots[at], bytes,
				       sizeof(bytes), ether->now) == 2;
	}
	ck_assert_int_eq(answers, 2 * SWITCHBOARD_SERVED);
	unmade(ether);
}
END_TEST

START_TEST(whoever_asks_for_the_time_is_told_it_once)
{
	static uint8_t bytes[FRAMING_STORE_SIZE];
	size_t size;
	struct ether *ether = made(1);
	ether_speak(ether, ALICE, "raw", "time");
	for (int at = 0; at < 2; at++) {
		send_raw(ether, "?", 1);
		ck_assert(ether_hear(ether, bytes, &size, NULL));
		ck_assert_ptr_nonnull(memmem(bytes, size, "UTC", 3));
		ck_assert(!ether_hear(ether, bytes, &size, NULL));
	}
	unmade(ether);
}
END_TEST

START_TEST(a_served_call_is_a_call_like_any)
{
	struct ether *ether = made(1);
	ether_speak(ether, BOB, "landline", "upper");
	ether_dial(ether, ALICE, &ether->numbers[BOB]);
	ether_pass(ether, 20);
	ck_assert(call_is_talking(call_of(ether, ALICE)));
	for (int at = 0; at < 200; at++) {
		ether_say(ether, ALICE, "hello");
		ether_pass(ether, 5);
	}
	expect_said(ether, ALICE, "me ok: hello\nthem: HELLO\n");
	ck_assert(!has_said(ether, ALICE, "has not come"));
	ether_hang_up(ether, ALICE);
	ether_pass(ether, 2000);
	ck_assert_int_eq(call_of(ether, ALICE)->outcome, OUTCOME_ENDED);
	for (int slot = 0; slot < ether->phones[BOB].slot_count; slot++)
		ck_assert_ptr_null(ether->phones[BOB].parties[slot]);
	unmade(ether);
}
END_TEST

static void
add_phones(TCase *tcase)
{
	tcase_add_test(tcase, a_call_rings_is_answered_and_ends);
	tcase_add_test(tcase, what_gets_lost_of_a_beginning_is_said_again);
	tcase_add_test(tcase, who_talks_has_picked_up);
	tcase_add_test(tcase, a_call_rings_once_however_often_RING_comes);
	tcase_add_test(tcase, nobody_there_is_known_after_the_time_to_dial);
	tcase_add_test(tcase, a_refusal_ends_a_dial_and_is_only_told_in_a_call);
	tcase_add_test(tcase,
	    a_goodbye_that_gets_lost_is_told_by_who_knows_no_such_call);
	tcase_add_test(tcase, words_right_before_a_goodbye_leave_before_it);
	tcase_add_test(tcase, your_own_number_is_told_as_such);
	tcase_add_test(tcase, when_both_dial_at_once_one_call_survives);
	tcase_add_test(tcase,
	    silence_of_15_s_is_the_end_and_PING_keeps_it_away);
	tcase_add_test(tcase,
	    no_answer_in_two_seconds_is_a_question_until_it_comes);
	tcase_add_test(tcase, of_many_at_once_each_is_answered);
	tcase_add_test(tcase, so_many_are_under_way_and_no_more);
	tcase_add_test(tcase, the_end_of_input_waits_two_seconds_for_answers);
	tcase_add_test(tcase, nothing_is_invented_whatever_the_ether_does);
}

static void
add_puppets(TCase *tcase)
{
	tcase_add_test(tcase, gaps_repeats_and_late_ones_are_shown_as_such);
	tcase_add_test(tcase,
	    a_repeated_RING_is_answered_with_the_present_state);
	tcase_add_test(tcase, a_ring_by_another_way_is_the_same_call);
	tcase_add_test(tcase, who_dials_anew_has_forgotten_the_call);
	tcase_add_test(tcase, a_second_caller_hears_busy_and_is_missed_once);
	tcase_add_test(tcase, several_callers_have_a_line_each);
	tcase_add_test(tcase,
	    a_frame_of_no_call_is_told_so_with_no_more_bytes_than_came);
	tcase_add_test(tcase,
	    a_datagram_that_is_not_one_frame_is_ignored_and_said);
	tcase_add_test(tcase,
	    the_longest_datagram_is_heard_and_1200_bytes_are_sent);
	tcase_add_test(tcase, what_no_network_can_have_done_is_a_violation);
	tcase_add_test(tcase, a_frame_out_of_place_changes_nothing);
	tcase_add_test(tcase,
	    who_repeats_what_they_hear_is_no_landline_nor_is_a_web_server);
	tcase_add_test(tcase, hostile_datagrams_break_nothing);
}

TCase *
ether_tcase(void)
{
	TCase *tcase = tcase_create("ether");

	tcase_set_timeout(tcase, 60);
	add_phones(tcase);
	add_puppets(tcase);
	tcase_add_test(tcase,
	    the_first_datagram_of_a_sender_is_a_call_and_is_heard);
	tcase_add_test(tcase, who_has_nothing_to_say_listens_for_15_s_more);
	tcase_add_test(tcase,
	    a_datagram_holds_exactly_one_message_of_a_foreign_framing);
	tcase_add_test(tcase,
	    a_service_answers_each_sender_and_forgets_the_longest_silent);
	tcase_add_test(tcase, who_gives_way_has_been_answered);
	tcase_add_test(tcase, whoever_asks_for_the_time_is_told_it_once);
	tcase_add_test(tcase, a_served_call_is_a_call_like_any);
	return tcase;
}
