/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/party.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../runner.h"
#include "cable.h"
#include "puppet.h"
#include "suite.h"
#include "text/clean.h"

struct scene {
	struct cable cable;
	struct puppet puppet;
	struct party *party; /* alice's */
};

static void
set_scene(struct scene *scene, enum call_side side, enum call_state state)
{
	cable_init(&scene->cable, CABLE_WHOLE, 1);
	puppet_reach(&scene->puppet, &scene->cable, side, state);
	scene->party = puppet_party(&scene->puppet);
}

static void
clear_scene(struct scene *scene)
{
	cable_clear(&scene->cable);
}

static void
pass(struct scene *scene, int64_t ms)
{
	cable_pass(&scene->cable, ms);
}

/* ---- clocks ---- */

static const struct {
	enum call_side side;
	enum call_state state;
} pinging[] = {
	{ CALL_CALLER, CALL_RINGS_THERE },
	{ CALL_CALLEE, CALL_RINGS_HERE },
	{ CALL_CALLER, CALL_TALKING },
	{ CALL_CALLEE, CALL_TALKING },
	{ CALL_CALLER, CALL_LEAVING },
	{ CALL_CALLEE, CALL_PARTING },
	{ CALL_CALLER, CALL_DONE },
};

enum { PINGING = sizeof(pinging) / sizeof(pinging[0]) };

START_TEST(a_ping_goes_out_after_five_seconds_without_sending)
{
	struct scene scene;
	set_scene(&scene, pinging[_i].side, pinging[_i].state);
	pass(&scene, 4999);
	puppet_expect_nothing(&scene.puppet);
	pass(&scene, 1);
	ck_assert(puppet_hear(&scene.puppet));
	ck_assert_uint_eq(scene.puppet.header.type, FRAME_PING);
	puppet_expect_nothing(&scene.puppet);
	pass(&scene, 5000);
	ck_assert(puppet_hear(&scene.puppet));
	puppet_expect_nothing(&scene.puppet);
	clear_scene(&scene);
}
END_TEST

START_TEST(whoever_sends_need_not_ping)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	for (int i = 0; i < 3; i++) {
		pass(&scene, 4000);
		cable_say(&scene.cable, ALICE, "still here");
		ck_assert(puppet_hear(&scene.puppet));
		ck_assert_uint_eq(scene.puppet.header.type, FRAME_TEXT);
		puppet_expect_nothing(&scene.puppet);
	}
	clear_scene(&scene);
}
END_TEST

START_TEST(one_ping_waits_however_long_the_line_is_stuck)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	struct cable_end *end = &scene.cable.lines[scene.puppet.line].ends[1];
	end->window = 1;
	cable_say(&scene.cable, ALICE, "the last that fits");
	for (int i = 0; i < 12; i++) {
		pass(&scene, 5000);
		puppet_say(&scene.puppet, FRAME_ACK, 0, NULL, 0);
	}
	puppet_expect(&scene.puppet, FRAME_TEXT);
	puppet_expect_nothing(&scene.puppet);
	cable_serve(&scene.cable);
	ck_assert(puppet_hear(&scene.puppet));
	ck_assert_uint_eq(scene.puppet.header.type, FRAME_PING);
	cable_serve(&scene.cable);
	puppet_expect_nothing(&scene.puppet);
	clear_scene(&scene);
}
END_TEST

START_TEST(fifteen_seconds_of_silence_are_the_end)
{
	struct scene scene;
	set_scene(&scene, pinging[_i].side, pinging[_i].state);
	pass(&scene, 14999);
	ck_assert(!puppet_is_closed(&scene.puppet));
	pass(&scene, 1);
	ck_assert(puppet_is_closed(&scene.puppet));
	ck_assert(puppet_is_reset(&scene.puppet));
	clear_scene(&scene);
}
END_TEST

START_TEST(one_byte_is_no_silence)
{
	struct scene scene;
	static const uint8_t begin[] = { 'L', 1, FRAME_TEXT, 0, 0, 0, 0, 1 };
	set_scene(&scene, CALL_CALLEE, CALL_TALKING);
	for (size_t i = 0; i < sizeof(begin); i++) {
		pass(&scene, 14000);
		cable_send(&scene.cable, scene.puppet.line, begin + i, 1);
		cable_settle(&scene.cable);
	}
	ck_assert(call_is_talking(&scene.party->call));
	clear_scene(&scene);
}
END_TEST

START_TEST(the_deaf_hear_no_silence)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_TALKING);
	party_set_deaf(scene.party, true, scene.cable.now);
	pass(&scene, 300000);
	ck_assert(call_is_talking(&scene.party->call));
	party_set_deaf(scene.party, false, scene.cable.now);
	pass(&scene, 14999);
	ck_assert(call_is_talking(&scene.party->call));
	pass(&scene, 1);
	ck_assert(puppet_is_closed(&scene.puppet));
	clear_scene(&scene);
}
END_TEST

START_TEST(a_quiet_call_lasts)
{
	struct cable cable;
	cable_init(&cable, CABLE_WHOLE, 1);
	cable_call(&cable, ALICE, BOB);
	cable_pass(&cable, 3600 * 1000);
	ck_assert(call_is_talking(&cable_shown(&cable, ALICE)->call));
	ck_assert(call_is_talking(&cable_shown(&cable, BOB)->call));
	ck_assert_int_eq(cable_shown(&cable, ALICE)->round_trip_ms, 0);
	cable_clear(&cable);
}
END_TEST

START_TEST(the_round_trip_is_what_the_pong_says)
{
	struct scene scene;
	uint8_t foreign[FRAME_PING_SIZE];
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	ck_assert_int_eq(scene.party->round_trip_ms, -1);
	memset(foreign, 0xff, sizeof(foreign));
	puppet_say(&scene.puppet, FRAME_PONG, 0, foreign, sizeof(foreign));
	ck_assert_int_eq(scene.party->round_trip_ms, -1);
	pass(&scene, 5000);
	ck_assert(puppet_hear(&scene.puppet));
	memcpy(foreign, scene.puppet.payload, sizeof(foreign));
	pass(&scene, 30);
	puppet_say(&scene.puppet, FRAME_PONG, 0, foreign, sizeof(foreign));
	ck_assert_int_eq(scene.party->round_trip_ms, 30);
	clear_scene(&scene);
}
END_TEST

/* ---- PING and PONG ---- */

static void
send_pings(struct scene *scene, uint8_t count)
{
	for (uint8_t i = 0; i < count; i++) {
		struct frame_header header = { .type = FRAME_PING,
			.length = FRAME_PING_SIZE };
		uint8_t payload[FRAME_PING_SIZE] = { i };
		cable_send_frame(&scene->cable, scene->puppet.line, &header,
		    payload);
	}
	cable_settle(&scene->cable);
}

START_TEST(each_ping_is_answered_in_order)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_RINGS_HERE);
	send_pings(&scene, PARTY_PONGS);
	for (uint8_t i = 0; i < PARTY_PONGS; i++) {
		ck_assert(puppet_hear(&scene.puppet));
		ck_assert_uint_eq(scene.puppet.header.type, FRAME_PONG);
		ck_assert_uint_eq(scene.puppet.payload[0], i);
	}
	puppet_expect_nothing(&scene.puppet);
	clear_scene(&scene);
}
END_TEST

START_TEST(of_too_many_pings_only_the_latest_is_answered)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_RINGS_HERE);
	send_pings(&scene, PARTY_PONGS + 1);
	ck_assert(puppet_hear(&scene.puppet));
	ck_assert_uint_eq(scene.puppet.header.type, FRAME_PONG);
	ck_assert_uint_eq(scene.puppet.payload[0], PARTY_PONGS);
	puppet_expect_nothing(&scene.puppet);
	clear_scene(&scene);
}
END_TEST

START_TEST(a_storm_of_pings_leaves_no_more_than_the_latest)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_RINGS_HERE);
	send_pings(&scene, 200);
	size_t count = 0;
	while (puppet_hear(&scene.puppet)) {
		ck_assert_uint_eq(scene.puppet.header.type, FRAME_PONG);
		count++;
	}
	ck_assert_uint_ge(count, 1);
	ck_assert_uint_le(count, PARTY_PONGS);
	ck_assert_uint_eq(scene.puppet.payload[0], 199);
	clear_scene(&scene);
}
END_TEST

/* ---- drafts ---- */

static void
type(struct scene *scene, const char *text)
{
	party_draft(scene->party, text, strlen(text), scene->cable.now);
	cable_serve(&scene->cable);
}

static void
expect_draft(struct scene *scene, const char *text)
{
	puppet_expect(&scene->puppet, FRAME_DRAFT);
	ck_assert_uint_eq(scene->puppet.header.length, strlen(text));
	ck_assert_mem_eq(scene->puppet.payload, text, strlen(text));
	ck_assert_uint_eq(scene->puppet.header.sequence, 0);
}

START_TEST(of_a_draft_only_dots_are_sent)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	type(&scene, "s");
	expect_draft(&scene, "…");
	pass(&scene, 1000);
	type(&scene, "se");
	type(&scene, "secret");
	puppet_expect_nothing(&scene.puppet);
	type(&scene, "");
	expect_draft(&scene, "");
	pass(&scene, 1000);
	type(&scene, "");
	puppet_expect_nothing(&scene.puppet);
	clear_scene(&scene);
}
END_TEST

START_TEST(a_live_draft_is_sent_ten_times_a_second_at_most)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	scene.cable.phones[ALICE].rules.live = true;
	char text[200] = "";
	size_t count = 0;
	for (size_t i = 0; i < 100; i++) {
		strcat(text, "x");
		type(&scene, text);
		pass(&scene, 10);
		while (puppet_hear(&scene.puppet))
			count++;
	}
	pass(&scene, 100);
	while (puppet_hear(&scene.puppet))
		count++;
	ck_assert_uint_ge(count, 10);
	ck_assert_uint_le(count, 12);
	/* What comes last is the draft as it stands. */
	ck_assert_uint_eq(scene.puppet.header.length, 100);
	clear_scene(&scene);
}
END_TEST

START_TEST(a_long_draft_shows_its_end_and_no_half_character)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	scene.cable.phones[ALICE].rules.live = true;
	char text[3001] = "";
	for (int i = 0; i < 1000; i++)
		memcpy(text + (size_t)i * 3, "…", 4);
	type(&scene, text);
	puppet_expect(&scene.puppet, FRAME_DRAFT);
	ck_assert_uint_eq(scene.puppet.header.length, 1023);
	ck_assert_mem_eq(scene.puppet.payload, text, 1023);
	clear_scene(&scene);
}
END_TEST

START_TEST(a_draft_that_cannot_leave_keeps_nobody_awake)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	scene.cable.phones[ALICE].rules.live = true;
	type(&scene, "a");
	scene.cable.lines[scene.puppet.line].ends[1].window = 1;
	type(&scene, "ab");
	/* cable_pass() fails if a deadline stays behind. */
	pass(&scene, 3000);
	expect_draft(&scene, "a");
	cable_serve(&scene.cable);
	expect_draft(&scene, "ab");
	clear_scene(&scene);
}
END_TEST

START_TEST(their_draft_is_seen_until_the_call_ends)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	puppet_say(&scene.puppet, FRAME_DRAFT, 0, "…", 3);
	ck_assert(scene.party->they_type && !scene.party->they_are_live);
	puppet_say(&scene.puppet, FRAME_DRAFT, 0, "hel", 3);
	ck_assert(scene.party->they_type && scene.party->they_are_live);
	ck_assert_str_eq(scene.party->their_draft, "hel");
	puppet_say_hangup(&scene.puppet, 1, CAUSE_NORMAL, "");
	ck_assert(!scene.party->they_type);
	clear_scene(&scene);
}
END_TEST

/* ---- acknowledgements and batches ---- */

static void
send_texts(struct scene *scene, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		struct frame_header header = {
			.type = FRAME_TEXT,
			.length = 5,
			.sequence = ++scene->puppet.said,
			.acknowledgement = scene->puppet.heard,
		};
		cable_send_frame(&scene->cable, scene->puppet.line, &header,
		    "hello");
	}
	cable_settle(&scene->cable);
}

START_TEST(one_acknowledgement_goes_out_for_all_that_came_in_a_turn)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_TALKING);
	send_texts(&scene, 50);
	puppet_expect(&scene.puppet, FRAME_ACK);
	ck_assert_uint_eq(scene.puppet.header.acknowledgement, 50);
	ck_assert_uint_eq(scene.puppet.header.sequence, 0);
	puppet_expect_nothing(&scene.puppet);
	clear_scene(&scene);
}
END_TEST

START_TEST(no_acknowledgement_goes_out_where_a_frame_carries_it)
{
	struct scene scene;
	struct fault fault;
	set_scene(&scene, CALL_CALLEE, CALL_TALKING);
	struct frame_header header = { .type = FRAME_TEXT, .sequence = 1 };
	ck_assert(switchboard_say(&scene.cable.phones[ALICE], "at once", 7,
	    scene.cable.now, &fault));
	cable_send_frame(&scene.cable, scene.puppet.line, &header, NULL);
	cable_deliver(&scene.cable, scene.puppet.line, 1);
	puppet_expect(&scene.puppet, FRAME_TEXT);
	ck_assert_uint_eq(scene.puppet.header.acknowledgement, 1);
	puppet_expect_nothing(&scene.puppet);
	clear_scene(&scene);
}
END_TEST

START_TEST(the_last_acknowledgement_leaves_before_the_stream_ends)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_LEAVING);
	puppet_say(&scene.puppet, FRAME_ACK, 0, NULL, 0);
	/* A PING that nobody takes keeps the line full. */
	scene.cable.lines[scene.puppet.line].ends[0].window = 1;
	pass(&scene, 5000);
	puppet_say_hangup(&scene.puppet, 1, CAUSE_NORMAL, "");
	ck_assert_int_eq(scene.party->call.outcome, OUTCOME_ENDED);
	ck_assert(!puppet_is_finished(&scene.puppet));
	ck_assert(puppet_hear(&scene.puppet));
	ck_assert_uint_eq(scene.puppet.header.type, FRAME_PING);
	cable_serve(&scene.cable);
	ck_assert(puppet_is_finished(&scene.puppet));
	puppet_expect(&scene.puppet, FRAME_ACK);
	ck_assert_uint_eq(scene.puppet.header.acknowledgement, 1);
	clear_scene(&scene);
}
END_TEST

/* One batch, as it would leave in one send(). */
static size_t
give(struct scene *scene)
{
	static uint8_t batch[FRAMING_STORE_SIZE];
	return party_give(scene->party, batch, sizeof(batch), scene->cable.now);
}

START_TEST(small_frames_leave_together_and_a_large_one_alone)
{
	struct scene scene;
	static char large[FRAME_PAYLOAD_MOST];
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	memset(large, 'x', sizeof(large));
	for (int i = 0; i < 200; i++)
		ck_assert(party_say(scene.party, large, 100, scene.cable.now));
	ck_assert(
	    party_say(scene.party, large, sizeof(large), scene.cable.now));
	ck_assert(party_say(scene.party, large, 1, scene.cable.now));
	ck_assert_uint_eq(give(&scene), 141 * 116);
	ck_assert_uint_eq(give(&scene), 59 * 116);
	ck_assert_uint_eq(give(&scene), 16 + sizeof(large));
	ck_assert_uint_eq(give(&scene), 17);
	ck_assert_uint_eq(give(&scene), 0);
	clear_scene(&scene);
}
END_TEST

START_TEST(frames_are_given_in_the_order_of_their_urgency)
{
	static const uint8_t order[] = { FRAME_PONG, FRAME_HOLD, FRAME_TEXT,
		FRAME_PING, FRAME_DRAFT };
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	struct cable_end *end = &scene.cable.lines[scene.puppet.line].ends[1];
	cable_say(&scene.cable, ALICE, "the last that fits");
	end->window = 1;
	type(&scene, "a draft");
	pass(&scene, 5000);
	cable_say(&scene.cable, ALICE, "a text");
	party_hold(scene.party, true, scene.cable.now);
	send_pings(&scene, 1);
	send_texts(&scene, 1);
	puppet_expect(&scene.puppet, FRAME_TEXT);
	cable_serve(&scene.cable);
	for (size_t i = 0; i < sizeof(order); i++) {
		ck_assert(puppet_hear(&scene.puppet));
		ck_assert_uint_eq(scene.puppet.header.type, order[i]);
		ck_assert_uint_eq(scene.puppet.header.acknowledgement, 1);
	}
	puppet_expect_nothing(&scene.puppet);
	clear_scene(&scene);
}
END_TEST

/* ---- bounds ---- */

START_TEST(a_thousand_messages_wait_and_the_goodbye_finds_its_place)
{
	struct scene scene;
	struct fault fault;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	struct switchboard *board = &scene.cable.phones[ALICE];
	for (int i = 0; i < OUTBOX_MOST - 1; i++)
		ck_assert(
		    switchboard_say(board, "x", 1, scene.cable.now, &fault));
	ck_assert(!party_can_say(scene.party, 0));
	ck_assert(!switchboard_say(board, "x", 1, scene.cable.now, &fault));
	ck_assert_str_eq(fault.words,
	    "they are slow: 1023 messages are under"
	    " way; what you typed stays here");
	ck_assert_uint_eq(party_waiting(scene.party), OUTBOX_MOST - 1);
	cable_hang_up(&scene.cable, ALICE);
	ck_assert_uint_eq(party_waiting(scene.party), OUTBOX_MOST);
	for (int i = 0; i < OUTBOX_MOST - 1; i++)
		puppet_expect(&scene.puppet, FRAME_TEXT);
	puppet_expect(&scene.puppet, FRAME_HANGUP);
	ck_assert_uint_eq(scene.puppet.header.sequence, OUTBOX_MOST);
	clear_scene(&scene);
}
END_TEST

START_TEST(a_quarter_of_a_megabyte_waits_and_the_goodbye_finds_its_place)
{
	static char large[FRAME_PAYLOAD_MOST + 1];
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	memset(large, 'x', sizeof(large));
	ck_assert(!party_say(scene.party, large, sizeof(large), 0));
	for (int i = 0; i < 3; i++)
		ck_assert(party_say(scene.party, large, FRAME_PAYLOAD_MOST,
		    scene.cable.now));
	ck_assert(!party_say(scene.party, large, FRAME_PAYLOAD_MOST, 0));
	ck_assert(!party_say(scene.party, large, FRAME_PAYLOAD_MOST - 1, 0));
	ck_assert(party_say(scene.party, large, FRAME_PAYLOAD_MOST - 2,
	    scene.cable.now));
	ck_assert(!party_say(scene.party, large, 1, scene.cable.now));
	cable_hang_up(&scene.cable, ALICE);
	ck_assert_uint_eq(party_waiting(scene.party), 5);
	clear_scene(&scene);
}
END_TEST

START_TEST(a_full_queue_arrives_though_both_hang_up)
{
	struct cable cable;
	cable_init(&cable, CABLE_WHOLE, 1);
	cable_call(&cable, ALICE, BOB);
	struct fault fault;
	char text[32];
	for (int i = 1; i < OUTBOX_MOST; i++) {
		snprintf(text, sizeof(text), "message %d", i);
		for (int phone = ALICE; phone <= BOB; phone++)
			ck_assert(switchboard_say(&cable.phones[phone], text,
			    strlen(text), cable.now, &fault));
	}
	cable_hang_up(&cable, ALICE);
	if (_i == 1)
		cable_hang_up(&cable, BOB);
	cable_pass(&cable, 2000);
	for (int phone = ALICE; phone <= BOB; phone++) {
		const struct party *party = cable_shown(&cable, phone);
		ck_assert_int_eq(party->call.outcome, OUTCOME_ENDED);
		ck_assert_uint_eq(party->heard, OUTBOX_MOST);
		ck_assert(
		    cable_has_said(&party->transcript, "them: message 1023\n"));
		ck_assert(cable_has_said(&party->transcript,
		    "me ok: message 1023\n"));
		ck_assert(!cable_has_said(&party->transcript, "me lost"));
	}
	cable_clear(&cable);
}
END_TEST

START_TEST(the_call_ends_before_its_numbers_do)
{
	struct scene scene;
	struct fault fault;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	scene.party->outbox.acknowledged = UINT32_MAX - 4;
	scene.puppet.heard = UINT32_MAX - 4;
	struct switchboard *board = &scene.cable.phones[ALICE];
	ck_assert(switchboard_say(board, "a", 1, scene.cable.now, &fault));
	ck_assert(call_is_talking(&scene.party->call));
	ck_assert(switchboard_say(board, "b", 1, scene.cable.now, &fault));
	ck_assert(!call_is_talking(&scene.party->call));
	ck_assert(!switchboard_say(board, "c", 1, scene.cable.now, &fault));
	cable_serve(&scene.cable);
	puppet_expect(&scene.puppet, FRAME_TEXT);
	puppet_expect(&scene.puppet, FRAME_TEXT);
	puppet_expect(&scene.puppet, FRAME_HANGUP);
	ck_assert_uint_eq(scene.puppet.header.sequence, UINT32_MAX - 1);
	ck_assert_uint_eq(scene.puppet.payload[1], CAUSE_NORMAL);
	puppet_say(&scene.puppet, FRAME_ACK, 0, NULL, 0);
	puppet_say_hangup(&scene.puppet, 1, CAUSE_NORMAL, "");
	ck_assert_int_eq(scene.party->call.outcome, OUTCOME_ENDED);
	clear_scene(&scene);
}
END_TEST

START_TEST(they_cannot_wrap_their_numbers)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	scene.party->heard = UINT32_MAX - 1;
	scene.puppet.said = UINT32_MAX - 1;
	puppet_say_text(&scene.puppet, "the last");
	puppet_expect(&scene.puppet, FRAME_ACK);
	ck_assert_uint_eq(scene.puppet.header.acknowledgement, UINT32_MAX);
	puppet_say(&scene.puppet, FRAME_TEXT, 0, "wrapped", 7);
	puppet_expect_refusal(&scene.puppet, CAUSE_PROTOCOL_ERROR);
	clear_scene(&scene);
}
END_TEST

/* ---- the tape ---- */

START_TEST(every_message_leads_to_its_frame_on_the_tape)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	cable_say(&scene.cable, ALICE, "mine");
	puppet_say_text(&scene.puppet, "theirs");
	const struct transcript *transcript = &scene.party->transcript;
	for (uint64_t n = 0; n < transcript->end; n++) {
		const struct transcript_entry *entry =
		    transcript_at(transcript, n);
		if (entry->kind != TRANSCRIPT_TEXT)
			continue;
		const struct tape_entry *tape =
		    tape_find(&scene.party->tape, entry->tape_id);
		ck_assert_ptr_nonnull(tape);
		ck_assert_int_eq(tape->direction,
		    entry->speaker == SPEAKER_ME ? TAPE_OUT : TAPE_IN);
		ck_assert_uint_eq(tape->unsent, 0);
		ck_assert_mem_eq(tape->bytes + FRAME_HEADER_SIZE, entry->text,
		    entry->size);
	}
	clear_scene(&scene);
}
END_TEST

/* ---- foreign text ---- */

static const char foul[] = "a\033[2J\x9b\r\x07\xe2\x80\xae"
			   "b\xe2\x81\xa6\xff\x7f";

/* Nothing in it steers a terminal, and it is what clean_text() makes of it. */
static void
check_clean(const char *text, enum clean_rule rule)
{
	char again[4096];
	for (const char *at = text; *at != '\0'; at++)
		ck_assert_msg((unsigned char)*at >= 0x20 && *at != 0x7f, "%s",
		    text);
	ck_assert_ptr_null(strstr(text, "\xe2\x80\xae"));
	ck_assert_ptr_null(strstr(text, "\xe2\x81\xa6"));
	clean_text(again, sizeof(again), text, strlen(text), rule);
	ck_assert_str_eq(again, text);
	ck_assert_ptr_nonnull(strchr(text, 'a'));
}

START_TEST(foreign_text_is_clean_wherever_it_is_kept)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_EXPECTING);
	puppet_say_card(&scene.puppet, FRAME_RING, foul);
	puppet_expect(&scene.puppet, FRAME_RINGING);
	check_clean(scene.party->their_name, CLEAN_NAME);
	cable_answer(&scene.cable, ALICE);
	puppet_say_text(&scene.puppet, foul);
	puppet_say(&scene.puppet, FRAME_DRAFT, 0, foul, sizeof(foul) - 1);
	check_clean(scene.party->their_draft, CLEAN_BODY);
	puppet_say_hangup(&scene.puppet, 2, CAUSE_NORMAL, foul);
	check_clean(scene.party->words, CLEAN_LINE);
	const struct transcript *transcript = &scene.party->transcript;
	for (uint64_t n = 0; n < transcript->end; n++)
		check_clean(transcript_at(transcript, n)->text, CLEAN_BODY);
	ck_assert(cable_has_said(transcript, " hung up: a"));
	clear_scene(&scene);
}
END_TEST

START_TEST(a_goodbye_that_answers_mine_is_no_second_hanging_up)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_LEAVING);
	puppet_say_hangup(&scene.puppet, 1, CAUSE_NORMAL, "so long");
	const struct transcript *transcript = &scene.party->transcript;
	ck_assert(cable_has_said(transcript, "you hung up"));
	ck_assert(cable_has_said(transcript, " said goodbye: so long"));
	size_t count = 0;
	for (uint64_t n = 0; n < transcript->end; n++)
		if (strstr(transcript_at(transcript, n)->text, "hung up"))
			count++;
	ck_assert_uint_eq(count, 1);
	clear_scene(&scene);
}
END_TEST

START_TEST(a_missed_caller_has_a_clean_name_and_a_number)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLEE, CALL_EXPECTING);
	puppet_say_card(&scene.puppet, FRAME_RING, foul);
	puppet_say_hangup(&scene.puppet, 0, CAUSE_NORMAL, foul);
	const struct switchboard *board = &scene.cable.phones[ALICE];
	ck_assert_uint_eq(board->missed_count, 1);
	check_clean(board->missed[0].name, CLEAN_NAME);
	char number[NUMBER_PRINT_SIZE];
	ck_assert_str_eq(number_print(number, sizeof(number),
			     &board->missed[0].number),
	    "192.0.2.77:5000");
	ck_assert(board->missed[0].can_call_back);
	clear_scene(&scene);
}
END_TEST

START_TEST(words_of_refusal_are_clean_and_shown)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_RINGS_THERE);
	puppet_say_hangup(&scene.puppet, 0, CAUSE_DECLINED, foul);
	check_clean(scene.party->words, CLEAN_LINE);
	ck_assert(cable_has_said(&scene.party->transcript,
	    "pat declined the call: a"));
	clear_scene(&scene);
}
END_TEST

START_TEST(my_own_words_of_refusal_are_cut_to_200_bytes)
{
	struct scene scene;
	char words[400];
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	memset(words, 'w', sizeof(words));
	party_violated(scene.party, OUTCOME_PROTOCOL, scene.cable.now, "%.*s…",
	    198, words);
	cable_serve(&scene.cable);
	puppet_expect(&scene.puppet, FRAME_HANGUP);
	ck_assert_uint_eq(scene.puppet.header.length, 2 + 198);
	clear_scene(&scene);
}
END_TEST

START_TEST(their_words_are_never_said_back_to_them)
{
	struct scene scene;
	set_scene(&scene, CALL_CALLER, CALL_TALKING);
	puppet_say_hangup(&scene.puppet, 1, CAUSE_NORMAL, "their words");
	puppet_expect(&scene.puppet, FRAME_HANGUP);
	party_happen(scene.party, CALL_BREAK_OFF, OUTCOME_NONE,
	    scene.cable.now);
	cable_serve(&scene.cable);
	puppet_expect(&scene.puppet, FRAME_HANGUP);
	ck_assert_uint_eq(scene.puppet.payload[1], CAUSE_LINE_LOST);
	ck_assert_uint_eq(scene.puppet.header.length, 2);
	clear_scene(&scene);
}
END_TEST

/* ---- the end of input ---- */

START_TEST(who_has_finished_talking_waits_until_they_have)
{
	struct cable cable;
	cable_init(&cable, CABLE_WHOLE, 1);
	cable_call(&cable, ALICE, BOB);
	cable_say(&cable, ALICE, "my last");
	party_finish_talking(cable_shown(&cable, ALICE), cable.now);
	for (int i = 0; i < 100; i++)
		cable_say(&cable, BOB, "an answer");
	cable_pass(&cable, 2000);
	for (int phone = ALICE; phone <= BOB; phone++)
		ck_assert_int_eq(cable_shown(&cable, phone)->call.outcome,
		    OUTCOME_ENDED);
	ck_assert_uint_eq(cable_shown(&cable, ALICE)->heard, 101);
	cable_clear(&cable);
}
END_TEST

TCase *
party_tcase(void)
{
	TCase *tcase = tcase_create("party");
	tcase_add_loop_test(tcase,
	    a_ping_goes_out_after_five_seconds_without_sending, 0, PINGING);
	tcase_add_test(tcase, whoever_sends_need_not_ping);
	tcase_add_test(tcase, one_ping_waits_however_long_the_line_is_stuck);
	tcase_add_loop_test(tcase, fifteen_seconds_of_silence_are_the_end, 0,
	    PINGING);
	tcase_add_test(tcase, one_byte_is_no_silence);
	tcase_add_test(tcase, the_deaf_hear_no_silence);
	tcase_add_test(tcase, a_quiet_call_lasts);
	tcase_add_test(tcase, the_round_trip_is_what_the_pong_says);
	tcase_add_test(tcase, each_ping_is_answered_in_order);
	tcase_add_test(tcase, of_too_many_pings_only_the_latest_is_answered);
	tcase_add_test(tcase, a_storm_of_pings_leaves_no_more_than_the_latest);
	tcase_add_test(tcase, of_a_draft_only_dots_are_sent);
	tcase_add_test(tcase, a_live_draft_is_sent_ten_times_a_second_at_most);
	tcase_add_test(tcase, a_long_draft_shows_its_end_and_no_half_character);
	tcase_add_test(tcase, a_draft_that_cannot_leave_keeps_nobody_awake);
	tcase_add_test(tcase, their_draft_is_seen_until_the_call_ends);
	tcase_add_test(tcase,
	    one_acknowledgement_goes_out_for_all_that_came_in_a_turn);
	tcase_add_test(tcase,
	    no_acknowledgement_goes_out_where_a_frame_carries_it);
	tcase_add_test(tcase,
	    small_frames_leave_together_and_a_large_one_alone);
	tcase_add_test(tcase, frames_are_given_in_the_order_of_their_urgency);
	tcase_add_test(tcase,
	    a_thousand_messages_wait_and_the_goodbye_finds_its_place);
	tcase_add_test(tcase,
	    a_quarter_of_a_megabyte_waits_and_the_goodbye_finds_its_place);
	tcase_add_loop_test(tcase, a_full_queue_arrives_though_both_hang_up, 0,
	    2);
	tcase_add_test(tcase, the_call_ends_before_its_numbers_do);
	tcase_add_test(tcase, they_cannot_wrap_their_numbers);
	tcase_add_test(tcase, every_message_leads_to_its_frame_on_the_tape);
	tcase_add_test(tcase, foreign_text_is_clean_wherever_it_is_kept);
	tcase_add_test(tcase,
	    a_goodbye_that_answers_mine_is_no_second_hanging_up);
	tcase_add_test(tcase, a_missed_caller_has_a_clean_name_and_a_number);
	tcase_add_test(tcase, words_of_refusal_are_clean_and_shown);
	tcase_add_test(tcase, my_own_words_of_refusal_are_cut_to_200_bytes);
	tcase_add_test(tcase, their_words_are_never_said_back_to_them);
	tcase_add_test(tcase, who_has_finished_talking_waits_until_they_have);
	tcase_add_test(tcase,
	    the_last_acknowledgement_leaves_before_the_stream_ends);
	return tcase;
}
