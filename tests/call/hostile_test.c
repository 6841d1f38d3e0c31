/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Whatever comes from the other side: the phone says politely what was wrong,
 * or nothing, and is ready for the next call.
 */
#include "config.h"

#include "call/switchboard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"
#include "cable.h"
#include "puppet.h"
#include "suite.h"

enum {
	PIECES = 100000,
	PIECES_A_LINE = 40,
	STRANGERS = 64,
};

/* Every state that has a line, from either side. */
static const struct place {
	enum call_side side;
	enum call_state state;
	const char *may_hear; /* DESIGN: who may send what */
} places[] = {
	{ CALL_CALLER, CALL_ANNOUNCED, "RINGING HANGUP" },
	{ CALL_CALLER, CALL_RINGS_THERE, "ANSWER HANGUP PING PONG" },
	{ CALL_CALLEE, CALL_EXPECTING, "RING RESUME PASS HANGUP" },
	{ CALL_CALLEE, CALL_RINGS_HERE, "HANGUP PING PONG" },
	{ CALL_CALLEE, CALL_HELD_BACK, "HANGUP PING PONG" },
	{ CALL_CALLER, CALL_TALKING, "HANGUP TEXT DRAFT ACK PING PONG HOLD" },
	{ CALL_CALLEE, CALL_TALKING, "HANGUP TEXT DRAFT ACK PING PONG HOLD" },
	{ CALL_CALLER, CALL_LEAVING, "HANGUP TEXT DRAFT ACK PING PONG HOLD" },
	{ CALL_CALLEE, CALL_LEAVING, "HANGUP TEXT DRAFT ACK PING PONG HOLD" },
	{ CALL_CALLER, CALL_PARTING, "HANGUP ACK PING PONG" },
	{ CALL_CALLEE, CALL_PARTING, "HANGUP ACK PING PONG" },
	{ CALL_CALLER, CALL_DONE, "HANGUP ACK PING PONG" },
	{ CALL_CALLEE, CALL_DRAINING, NULL },
};

enum { PLACES = sizeof(places) / sizeof(places[0]) };

struct scene {
	struct cable cable;
	struct puppet puppet;
	const struct place *place;
};

static void
set_scene(struct scene *scene, size_t place)
{
	cable_init(&scene->cable, CABLE_WHOLE, 1);
	scene->place = &places[place];
	puppet_reach(&scene->puppet, &scene->cable, places[place].side,
	    places[place].state);
}

/* Alice has refused: she reads on for a second at most, and is free. */
static void
check_refusal(struct scene *scene, uint16_t cause)
{
	puppet_expect_refusal(&scene->puppet, cause);
	ck_assert(puppet_is_finished(&scene->puppet));
	ck_assert(!puppet_is_closed(&scene->puppet));
	cable_pass(&scene->cable, 999);
	ck_assert(!puppet_is_closed(&scene->puppet));
	cable_pass(&scene->cable, 1);
	ck_assert(puppet_is_closed(&scene->puppet));
}

static bool
may_hear(const struct place *place, uint8_t type)
{
	char spare[8], list[128], name[16];
	snprintf(list, sizeof(list), " %s ", place->may_hear);
	snprintf(name, sizeof(name), " %s ", frame_type_name(type, spare));
	return strstr(list, name) != NULL;
}

/* A legal payload for the type; returns its size. */
static size_t
payload_for(const struct scene *scene, uint8_t type, uint8_t *payload)
{
	struct frame_card card = {
		.phone_id = PUPPET_PHONE_ID,
		.call_id = scene->puppet.call_id,
		.name_size = 3,
		.name = "pat",
	};
	const struct frame_kind *kind = frame_kind(type);
	memset(payload, 0, 64);
	switch (type) {
	case FRAME_RING:
	case FRAME_RINGING:
		return frame_card_encode(payload, &card);
	case FRAME_HANGUP:
		return frame_hangup_encode(payload, CAUSE_NORMAL, "", 0);
	default:
		return kind != NULL ? kind->least : 0;
	}
}

static void
send_type(struct scene *scene, uint8_t type, uint8_t flags)
{
	uint8_t payload[64];
	const struct frame_header header = {
		.type = type,
		.flags = flags,
		.length = (uint32_t)payload_for(scene, type, payload),
		.sequence = type == FRAME_TEXT || type == FRAME_PASS ?
		    scene->puppet.said + 1 :
		    0,
		.acknowledgement = scene->puppet.heard,
	};
	puppet_say_header(&scene->puppet, &header, payload);
}

static void
check_type(size_t place, uint8_t type)
{
	struct scene scene;
	struct fault fault;
	set_scene(&scene, place);
	/* Else a PASS would be declined. */
	ck_assert(
	    switchboard_pass_on(&scene.cable.phones[ALICE], NULL, &fault));
	send_type(&scene, type, 0);
	if (scene.place->may_hear == NULL) {
		puppet_expect_nothing(&scene.puppet);
	} else if (!may_hear(scene.place, type)) {
		check_refusal(&scene, CAUSE_PROTOCOL_ERROR);
		ck_assert_ptr_null(
		    switchboard_current(&scene.cable.phones[BOB]));
	} else if (type == FRAME_RESUME) {
		check_refusal(&scene, CAUSE_NO_SUCH_CALL);
	} else {
		while (puppet_hear(&scene.puppet))
			ck_assert(scene.puppet.header.type != FRAME_HANGUP);
	}
	cable_clear(&scene.cable);
}

START_TEST(a_frame_that_may_not_come_now_is_answered_with_111)
{
	for (unsigned type = 0; type < 256; type++)
		check_type((size_t)_i, (uint8_t)type);
}
END_TEST

START_TEST(an_unknown_type_with_skip_is_skipped_once_they_have_rung)
{
	struct scene scene;
	set_scene(&scene, (size_t)_i);
	bool has_rung = scene.place->state != CALL_EXPECTING &&
	    scene.place->state != CALL_ANNOUNCED;
	send_type(&scene, 0x55, FRAME_SKIP);
	if (has_rung)
		puppet_expect_nothing(&scene.puppet);
	else
		check_refusal(&scene, CAUSE_PROTOCOL_ERROR);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(a_skipped_frame_with_a_sequence_is_counted_and_noted)
{
	struct scene scene;
	set_scene(&scene, 5);
	const struct frame_header header = {
		.type = 0x55,
		.flags = FRAME_SKIP,
		.length = 3,
		.sequence = 1,
	};
	puppet_say_text(&scene.puppet, "first"); /* takes number 1 */
	puppet_expect(&scene.puppet, FRAME_ACK);
	struct frame_header second = header;
	second.sequence = 2;
	puppet_say_header(&scene.puppet, &second, "abc");
	puppet_expect(&scene.puppet, FRAME_ACK);
	ck_assert_uint_eq(scene.puppet.header.acknowledgement, 2);
	ck_assert(cable_has_said(&puppet_party(&scene.puppet)->transcript,
	    "(a frame of type 0x55, 3 bytes, that this landline does not"
	    " know)"));
	cable_clear(&scene.cable);
}
END_TEST

/* A header on its own, wrong in one thing. */
static const struct {
	struct frame_header header;
	uint16_t cause;
	const char *words;
} wrongs[] = {
	{ { .type = FRAME_TEXT, .sequence = 2 }, 111,
	    "sequence 2 where 1 was due" },
	{ { .type = FRAME_TEXT, .sequence = UINT32_MAX }, 111,
	    "sequence 4294967295 where 1 was due" },
	{ { .type = FRAME_TEXT }, 111, "TEXT without a sequence" },
	{ { .type = FRAME_DRAFT, .sequence = 1 }, 111,
	    "DRAFT with a sequence" },
	{ { .type = FRAME_ACK, .sequence = 1 }, 111, "ACK with a sequence" },
	{ { .type = FRAME_ACK, .acknowledgement = 1 }, 111,
	    "acknowledgement 1, but only 0 was sent" },
	{ { .type = FRAME_ACK, .acknowledgement = UINT32_MAX }, 111,
	    "acknowledgement 4294967295, but only 0 was sent" },
	{ { .type = 0x55 }, 111, "frame of unknown type 0x55" },
	{ { .type = 0x55, .flags = 0xfc }, 111, "frame of unknown type 0x55" },
	{ { .type = FRAME_ACK, .length = 1 }, 111,
	    "ACK with a payload of 1 byte (00 00 00 01) cannot be" },
	{ { .type = FRAME_PING, .length = 7 }, 111,
	    "PING with a payload of 7 bytes (00 00 00 07) cannot be" },
	{ { .type = FRAME_PONG, .length = 9 }, 111,
	    "PONG with a payload of 9 bytes (00 00 00 09) cannot be" },
	{ { .type = FRAME_HOLD }, 111,
	    "HOLD with a payload of 0 bytes (00 00 00 00) cannot be" },
	{ { .type = FRAME_TEXT, .length = 0x05000000, .sequence = 1 }, 111,
	    "TEXT with a payload of 83886080 bytes (05 00 00 00) cannot be:"
	    " 5 in little-endian, htonl() missing?" },
	{ { .type = FRAME_PING, .length = 24 }, 111,
	    "PING with a payload of 24 bytes (00 00 00 18) cannot be:"
	    " the length counts its own header?" },
	{ { .type = FRAME_HANGUP, .length = 1 }, 111,
	    "HANGUP with a payload of 1 byte (00 00 00 01) cannot be" },
	{ { .type = FRAME_HANGUP, .length = 203 }, 111,
	    "HANGUP with a payload of 203 bytes (00 00 00 cb) cannot be" },
	{ { .type = FRAME_DRAFT, .length = 1025 }, 111,
	    "DRAFT with a payload of 1025 bytes (00 00 04 01) cannot be" },
	{ { .type = FRAME_TEXT, .length = 65537, .sequence = 1 }, 111,
	    "TEXT with a payload of 65537 bytes (00 01 00 01) cannot be" },
	{ { .type = 0x55, .length = UINT32_MAX, .flags = FRAME_SKIP }, 111,
	    "0x55 with a payload of 4294967295 bytes (ff ff ff ff) cannot be" },
	{ { .type = FRAME_TEXT, .flags = FRAME_SEALED, .sequence = 1 }, 88,
	    "sealed payloads are not known here" },
	{ { .type = 0x55, .flags = FRAME_SEALED | FRAME_SKIP }, 88,
	    "sealed payloads are not known here" },
};

enum { WRONGS = sizeof(wrongs) / sizeof(wrongs[0]) };

static void
send_header(struct scene *scene, const struct frame_header *header,
    uint8_t version)
{
	uint8_t wire[FRAME_HEADER_SIZE];
	frame_encode(wire, header);
	wire[1] = version;
	cable_send(&scene->cable, scene->puppet.line, wire, sizeof(wire));
	cable_settle(&scene->cable);
}

START_TEST(what_is_wrong_is_said_in_words)
{
	struct scene scene;
	set_scene(&scene, 6);
	send_header(&scene, &wrongs[_i].header, FRAME_VERSION);
	puppet_expect(&scene.puppet, FRAME_HANGUP);
	const char *words;
	size_t size;
	ck_assert_uint_eq(frame_hangup_decode(scene.puppet.payload,
			      scene.puppet.header.length, &words, &size),
	    wrongs[_i].cause);
	ck_assert_uint_eq(size, strlen(wrongs[_i].words));
	ck_assert_mem_eq(words, wrongs[_i].words, size);
	struct party *party = puppet_party(&scene.puppet);
	ck_assert(cable_has_said(&party->transcript, wrongs[_i].words));
	ck_assert_int_eq(party->call.outcome,
	    wrongs[_i].cause == 88 ? OUTCOME_OTHER_VERSION : OUTCOME_PROTOCOL);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(another_version_is_answered_with_88_in_our_own)
{
	struct scene scene;
	struct frame_header header = { .type = FRAME_RING, .length = 22 };
	set_scene(&scene, 2);
	send_header(&scene, &header, 2);
	check_refusal(&scene, CAUSE_INCOMPATIBLE);
	ck_assert_uint_eq(scene.puppet.header.version, FRAME_VERSION);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(a_hangup_of_another_version_is_understood)
{
	struct scene scene;
	struct frame_header header = { .type = FRAME_HANGUP, .length = 2 };
	uint8_t cause[2] = { 0, CAUSE_INCOMPATIBLE };
	set_scene(&scene, 0);
	send_header(&scene, &header, 9);
	cable_send(&scene.cable, scene.puppet.line, cause, sizeof(cause));
	cable_settle(&scene.cable);
	puppet_expect_nothing(&scene.puppet);
	ck_assert_int_eq(puppet_party(&scene.puppet)->call.outcome,
	    OUTCOME_OTHER_VERSION);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(whoever_is_refused_says_nothing_more)
{
	static const uint16_t causes[] = { 16, 17, 19, 21, 27, 86, 88, 111, 200,
		0, 65535 };
	for (size_t i = 0; i < sizeof(causes) / sizeof(causes[0]); i++) {
		struct scene scene;
		set_scene(&scene, (size_t)_i);
		if (scene.place->state == CALL_TALKING)
			cable_say(&scene.cable, ALICE, "too late");
		while (puppet_hear(&scene.puppet))
			continue;
		puppet_say_hangup(&scene.puppet, 0, causes[i], "go away");
		puppet_expect_nothing(&scene.puppet);
		ck_assert(puppet_is_finished(&scene.puppet) ||
		    puppet_is_closed(&scene.puppet));
		cable_finish(&scene.cable, scene.puppet.line);
		ck_assert(puppet_is_closed(&scene.puppet));
		cable_clear(&scene.cable);
	}
}
END_TEST

START_TEST(a_repeat_is_dropped_and_acknowledged)
{
	struct scene scene;
	set_scene(&scene, 6);
	puppet_say_text(&scene.puppet, "once");
	puppet_expect(&scene.puppet, FRAME_ACK);
	puppet_say(&scene.puppet, FRAME_TEXT, 1, "once", 4);
	puppet_expect(&scene.puppet, FRAME_ACK);
	ck_assert_uint_eq(scene.puppet.header.acknowledgement, 1);
	puppet_say_text(&scene.puppet, "twice");
	puppet_expect(&scene.puppet, FRAME_ACK);
	ck_assert_uint_eq(scene.puppet.header.acknowledgement, 2);
	char *text = cable_transcript(&puppet_party(&scene.puppet)->transcript);
	ck_assert_ptr_nonnull(
	    strstr(text, "is there\nthem: once\nthem: twice\n"));
	free(text);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(a_lower_acknowledgement_changes_nothing)
{
	struct scene scene;
	set_scene(&scene, 6);
	cable_say(&scene.cable, ALICE, "one");
	cable_say(&scene.cable, ALICE, "two");
	puppet_expect(&scene.puppet, FRAME_TEXT);
	puppet_expect(&scene.puppet, FRAME_TEXT);
	puppet_say(&scene.puppet, FRAME_ACK, 0, NULL, 0);
	ck_assert_uint_eq(party_waiting(puppet_party(&scene.puppet)), 0);
	scene.puppet.heard = 1;
	puppet_say(&scene.puppet, FRAME_ACK, 0, NULL, 0);
	scene.puppet.heard = 0;
	puppet_say(&scene.puppet, FRAME_ACK, 0, NULL, 0);
	puppet_expect_nothing(&scene.puppet);
	ck_assert(call_is_talking(&puppet_party(&scene.puppet)->call));
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(an_acknowledgement_of_what_is_not_yet_sent_is_refused)
{
	struct scene scene;
	set_scene(&scene, 6);
	/* The line is full: what alice says stays with her. */
	scene.cable.lines[scene.puppet.line].ends[0].window = 1;
	cable_send(&scene.cable, scene.puppet.line, "", 0);
	cable_say(&scene.cable, ALICE, "one");
	cable_say(&scene.cable, ALICE, "two");
	scene.puppet.heard = 2;
	puppet_say(&scene.puppet, FRAME_ACK, 0, NULL, 0);
	ck_assert_int_eq(puppet_party(&scene.puppet)->call.outcome,
	    OUTCOME_PROTOCOL);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(a_second_goodbye_is_refused)
{
	struct scene scene;
	set_scene(&scene, (size_t)_i);
	puppet_say_hangup(&scene.puppet, scene.puppet.said + 1, CAUSE_NORMAL,
	    "");
	check_refusal(&scene, CAUSE_PROTOCOL_ERROR);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(whoever_said_goodbye_may_break_off)
{
	struct scene scene;
	set_scene(&scene, 10);
	puppet_say_hangup(&scene.puppet, 0, CAUSE_LINE_LOST, "");
	puppet_expect_nothing(&scene.puppet);
	ck_assert_int_eq(puppet_party(&scene.puppet)->call.outcome,
	    OUTCOME_THEY_BROKE_OFF);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(a_goodbye_of_an_unanswered_call_is_refused)
{
	struct scene scene;
	set_scene(&scene, (size_t)_i);
	puppet_say_hangup(&scene.puppet, 1, CAUSE_NORMAL, "");
	check_refusal(&scene, CAUSE_PROTOCOL_ERROR);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(after_my_goodbye_they_may_say_1024_messages_more)
{
	struct scene scene;
	set_scene(&scene, 7);
	for (int i = 0; i < PARTY_AFTER_GOODBYE; i++)
		puppet_say_text(&scene.puppet, "and another thing");
	while (puppet_hear(&scene.puppet))
		ck_assert_uint_ne(scene.puppet.header.type, FRAME_HANGUP);
	if (_i == 0) {
		puppet_say_hangup(&scene.puppet, scene.puppet.said + 1,
		    CAUSE_NORMAL, "");
		ck_assert_int_eq(puppet_party(&scene.puppet)->call.outcome,
		    OUTCOME_ENDED);
	} else {
		puppet_say_text(&scene.puppet, "one too many");
		check_refusal(&scene, CAUSE_PROTOCOL_ERROR);
	}
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(hold_says_0_or_1)
{
	for (int byte = 0; byte < 256; byte++) {
		struct scene scene;
		uint8_t hold = (uint8_t)byte;
		set_scene(&scene, 5);
		puppet_say(&scene.puppet, FRAME_HOLD, 0, &hold, 1);
		if (byte > 1)
			check_refusal(&scene, CAUSE_PROTOCOL_ERROR);
		else
			ck_assert_int_eq(puppet_party(&scene.puppet)->they_hold,
			    byte);
		cable_clear(&scene.cable);
	}
}
END_TEST

START_TEST(ringing_for_another_call_is_refused)
{
	struct scene scene;
	set_scene(&scene, 0);
	scene.puppet.call_id++;
	puppet_say_card(&scene.puppet, FRAME_RINGING, "pat");
	check_refusal(&scene, CAUSE_PROTOCOL_ERROR);
	cable_clear(&scene.cable);
}
END_TEST

/* ---- strangers ---- */

static const struct {
	const char *bytes;
	size_t size;
	const char *words;
} strangers[] = {
	{ "HTTP/1.1 400 Bad Request\r\n\r\n", 28,
	    "that number answers with HTTP" },
	{ "SSH-2.0-OpenSSH_9.2\r\n", 21, "that number answers with SSH" },
	{ "\x15\x03\x01\x00\x02\x02\x46", 7, "that number answers with TLS" },
	{ "\0", 1, "does not speak landline" },
};

START_TEST(a_stranger_is_named_and_hung_up_on)
{
	struct scene scene;
	set_scene(&scene, 0);
	cable_send(&scene.cable, scene.puppet.line, strangers[_i].bytes,
	    strangers[_i].size);
	cable_settle(&scene.cable);
	struct party *party = puppet_party(&scene.puppet);
	ck_assert_int_eq(party->call.outcome, OUTCOME_STRANGER);
	ck_assert(cable_has_said(&party->transcript, strangers[_i].words));
	puppet_expect_nothing(&scene.puppet);
	ck_assert(puppet_is_finished(&scene.puppet));
	cable_pass(&scene.cable, 1000);
	ck_assert(puppet_is_closed(&scene.puppet));
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(a_strange_caller_is_told_apart_from_a_strange_callee)
{
	struct scene scene;
	set_scene(&scene, 2);
	cable_send(&scene.cable, scene.puppet.line, "GET / HTTP/1.1\r\n", 16);
	cable_settle(&scene.cable);
	ck_assert(cable_has_said(&scene.cable.phones[ALICE].news,
	    "192.0.2.77 connected, but does not speak landline (HTTP)"));
	puppet_expect_nothing(&scene.puppet);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(garbage_in_a_call_is_a_broken_protocol)
{
	struct scene scene;
	set_scene(&scene, 5);
	cable_send(&scene.cable, scene.puppet.line, "GET / HTTP/1.1\r\n", 16);
	cable_settle(&scene.cable);
	ck_assert(cable_has_said(&puppet_party(&scene.puppet)->transcript,
	    "pat broke the protocol: 0x47 where a header begins"));
	check_refusal(&scene, CAUSE_PROTOCOL_ERROR);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(an_echo_is_recognized)
{
	struct cable cable;
	cable_init(&cable, _i == 0 ? CABLE_WHOLE : CABLE_BYTES, 1);
	size_t line = cable_dial(&cable, ALICE, CABLE_TEST);
	cable_settle(&cable);
	struct bytes *said = &cable.lines[line].ends[1].arriving;
	cable_send(&cable, line, bytes_head(said), said->size);
	bytes_consume(said, said->size);
	cable_settle(&cable);
	struct party *party = cable_shown(&cable, ALICE);
	ck_assert_int_eq(party->call.outcome, OUTCOME_ECHO);
	ck_assert_uint_eq(said->size, 0);
	cable_clear(&cable);
}
END_TEST

START_TEST(who_sends_nonsense_and_finishes_is_told_all_the_same)
{
	struct scene scene;
	struct frame_header header = { .type = 0x55 };
	set_scene(&scene, 2);
	cable_send_frame(&scene.cable, scene.puppet.line, &header, NULL);
	scene.cable.lines[scene.puppet.line].ends[1].end_arrives = true;
	/* Both are there before alice can say anything. */
	struct cable_end *end = &scene.cable.lines[scene.puppet.line].ends[1];
	struct switchboard *board = &scene.cable.phones[ALICE];
	switchboard_receive(board, end->slot, bytes_head(&end->arriving),
	    end->arriving.size, scene.cable.now);
	bytes_consume(&end->arriving, end->arriving.size);
	end->end_arrives = false;
	switchboard_line_ended(board, end->slot, false, "", scene.cable.now);
	cable_settle(&scene.cable);
	puppet_expect_refusal(&scene.puppet, CAUSE_PROTOCOL_ERROR);
	ck_assert(puppet_is_closed(&scene.puppet));
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(the_end_at_any_byte_is_as_if_the_frame_had_not_been_sent)
{
	uint8_t wire[64];
	struct frame_header header = { .type = FRAME_TEXT,
		.length = 20,
		.sequence = 2 };
	frame_encode(wire, &header);
	memset(wire + FRAME_HEADER_SIZE, 'x', 20);
	for (size_t cut = 0; cut < FRAME_HEADER_SIZE + 20; cut++) {
		struct scene scene;
		set_scene(&scene, 5);
		puppet_say_text(&scene.puppet, "whole");
		cable_send(&scene.cable, scene.puppet.line, wire, cut);
		if (_i == 0)
			cable_finish(&scene.cable, scene.puppet.line);
		else
			cable_break(&scene.cable, scene.puppet.line);
		struct party *party = cable_shown(&scene.cable, ALICE);
		char *text = cable_transcript(&party->transcript);
		ck_assert_ptr_nonnull(strstr(text,
		    "them: whole\n-- line"
		    " trouble"));
		free(text);
		cable_clear(&scene.cable);
	}
}
END_TEST

/* Headers that are nearly right lead further in than noise does. */
static size_t
fill_with_noise(uint64_t *random, uint8_t *piece)
{
	if (material_upto(random, 3) == 0) {
		size_t size = 1 + material_upto(random, 60);
		material_fill(random, piece, size);
		return size;
	}
	struct frame_header header = {
		.type = (uint8_t)material_upto(random, 0x11),
		.flags =
		    (uint8_t)(material_upto(random, 5) == 0 ? FRAME_SKIP : 0),
		.length = (uint32_t)material_upto(random, 40),
		.sequence = (uint32_t)material_upto(random, 3),
		.acknowledgement = (uint32_t)material_upto(random, 2),
	};
	const struct frame_kind *kind = frame_kind(header.type);
	if (kind != NULL && material_upto(random, 9) > 0 &&
	    (header.length < kind->least || header.length > kind->most))
		header.length = kind->least;
	frame_encode(piece, &header);
	material_fill(random, piece + FRAME_HEADER_SIZE, header.length);
	size_t size = FRAME_HEADER_SIZE + header.length;
	return material_upto(random, 9) == 0 ?
	    1 + material_upto(random, size - 1) :
	    size;
}

static void
do_anything(struct scene *scene, uint64_t *random)
{
	struct switchboard *board = &scene->cable.phones[ALICE];
	struct fault fault;
	switch (material_upto(random, 40)) {
	case 0:
		switchboard_answer(board, scene->cable.now, &fault);
		break;
	case 1:
		switchboard_hang_up(board, scene->cable.now, &fault);
		break;
	case 2:
		switchboard_say(board, "hello", 5, scene->cable.now, &fault);
		break;
	case 3:
		switchboard_hold(board, scene->cable.now, &fault);
		break;
	case 4:
		cable_pass(&scene->cable, (int64_t)material_upto(random, 3000));
		break;
	default:
		break;
	}
}

START_TEST(noise_never_crashes_a_phone)
{
	uint64_t seed = UINT64_C(0x1f2e3d4c5b6a7988), random = seed;
	for (size_t sent = 0; sent < PIECES;) {
		struct scene scene;
		set_scene(&scene, material_upto(&random, PLACES - 1));
		for (int i = 0; i < PIECES_A_LINE; i++, sent++) {
			uint8_t piece[128];
			size_t size = fill_with_noise(&random, piece);
			if (puppet_party(&scene.puppet) == NULL)
				break;
			cable_send(&scene.cable, scene.puppet.line, piece,
			    size);
			do_anything(&scene, &random);
			cable_settle(&scene.cable);
		}
		cable_finish(&scene.cable, scene.puppet.line);
		cable_pass(&scene.cable, 120000);
		ck_assert_msg(puppet_is_closed(&scene.puppet),
		    "seed %llx, after %zu pieces", (unsigned long long)seed,
		    sent);
		cable_clear(&scene.cable);
	}
}
END_TEST

/* ---- floods ---- */

static struct number
address_number(int n)
{
	uint8_t address[4] = { 198, 51, 100, (uint8_t)n };
	return number_ipv4(address, (uint16_t)(40000 + n));
}

static int
count_open(const struct cable *cable)
{
	int count = 0;
	for (size_t line = 0; line < cable->line_count; line++)
		count += cable->lines[line].ends[1].slot != SWITCHBOARD_NOBODY;
	return count;
}

START_TEST(eight_strangers_may_wait_and_two_from_one_address)
{
	struct cable cable;
	cable_init(&cable, CABLE_WHOLE, 1);
	struct number one = address_number(1);
	for (int i = 0; i < 4; i++)
		cable_knock(&cable, ALICE, &one);
	ck_assert_int_eq(count_open(&cable), 2);
	for (int i = 2; i < 30; i++) {
		struct number other = address_number(i);
		cable_knock(&cable, ALICE, &other);
	}
	ck_assert_int_eq(count_open(&cable), 8);
	cable_clear(&cable);
}
END_TEST

START_TEST(unix_callers_are_all_different)
{
	struct cable cable;
	struct number nobody = number_nobody();
	cable_init(&cable, CABLE_WHOLE, 1);
	for (int i = 0; i < 20; i++)
		cable_knock(&cable, ALICE, &nobody);
	ck_assert_int_eq(count_open(&cable), 8);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_drain_counts_as_a_stranger)
{
	struct cable cable;
	struct number one = address_number(1);
	cable_init(&cable, CABLE_WHOLE, 1);
	for (int i = 0; i < 2; i++) {
		size_t line = cable_knock(&cable, ALICE, &one);
		cable_send(&cable, line, "nonsense", 8);
		cable_settle(&cable);
	}
	ck_assert_int_eq(count_open(&cable), 2);
	cable_knock(&cable, ALICE, &one);
	ck_assert_int_eq(count_open(&cable), 2);
	cable_pass(&cable, 1000);
	ck_assert_int_eq(count_open(&cable), 0);
	cable_clear(&cable);
}
END_TEST

START_TEST(silent_strangers_are_gone_after_five_seconds_though_they_drip)
{
	struct cable cable;
	cable_init(&cable, CABLE_WHOLE, 1);
	cable_call(&cable, BOB, ALICE);
	for (int i = 0; i < STRANGERS - 1; i++) {
		struct number from = address_number(i);
		cable_knock(&cable, ALICE, &from);
	}
	ck_assert_int_eq(count_open(&cable), 1 + 8);
	static const uint8_t begin[] = { 'L', 1, FRAME_RING, 0, 0 };
	for (size_t second = 0; second < 5; second++) {
		for (size_t line = 1; line < cable.line_count; line++)
			if (cable.lines[line].ends[1].slot !=
			    SWITCHBOARD_NOBODY)
				cable_send(&cable, line, begin + second, 1);
		cable_say(&cable, BOB, "undisturbed");
		ck_assert_int_eq(count_open(&cable), 1 + 8);
		cable_pass(&cable, 1000);
	}
	ck_assert_int_eq(count_open(&cable), 1);
	ck_assert_uint_eq(party_waiting(
			      switchboard_current(&cable.phones[BOB])),
	    0);
	cable_clear(&cable);
}
END_TEST

START_TEST(whoever_is_shed_hears_busy)
{
	struct cable cable;
	struct number one = address_number(1);
	cable_init(&cable, CABLE_WHOLE, 1);
	cable.numbers[BOB] = one;
	cable_knock(&cable, ALICE, &one);
	cable_knock(&cable, ALICE, &one);
	cable_dial(&cable, BOB, ALICE);
	cable_settle(&cable);
	ck_assert_int_eq(cable_shown(&cable, BOB)->call.outcome, OUTCOME_BUSY);
	cable_clear(&cable);
}
END_TEST

TCase *
hostile_tcase(void)
{
	TCase *tcase = tcase_create("hostile");
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase,
	    a_frame_that_may_not_come_now_is_answered_with_111, 0, PLACES);
	tcase_add_loop_test(tcase,
	    an_unknown_type_with_skip_is_skipped_once_they_have_rung, 0,
	    PLACES);
	tcase_add_test(tcase,
	    a_skipped_frame_with_a_sequence_is_counted_and_noted);
	tcase_add_loop_test(tcase, what_is_wrong_is_said_in_words, 0, WRONGS);
	tcase_add_test(tcase, another_version_is_answered_with_88_in_our_own);
	tcase_add_test(tcase, a_hangup_of_another_version_is_understood);
	tcase_add_loop_test(tcase, whoever_is_refused_says_nothing_more, 0,
	    PLACES);
	tcase_add_test(tcase, a_repeat_is_dropped_and_acknowledged);
	tcase_add_test(tcase, a_lower_acknowledgement_changes_nothing);
	tcase_add_test(tcase,
	    an_acknowledgement_of_what_is_not_yet_sent_is_refused);
	tcase_add_loop_test(tcase, a_second_goodbye_is_refused, 9, 12);
	tcase_add_test(tcase, whoever_said_goodbye_may_break_off);
	tcase_add_loop_test(tcase, a_goodbye_of_an_unanswered_call_is_refused,
	    0, 5);
	tcase_add_loop_test(tcase,
	    after_my_goodbye_they_may_say_1024_messages_more, 0, 2);
	tcase_add_test(tcase, hold_says_0_or_1);
	tcase_add_test(tcase, ringing_for_another_call_is_refused);
	tcase_add_loop_test(tcase, a_stranger_is_named_and_hung_up_on, 0,
	    sizeof(strangers) / sizeof(strangers[0]));
	tcase_add_test(tcase,
	    a_strange_caller_is_told_apart_from_a_strange_callee);
	tcase_add_test(tcase, garbage_in_a_call_is_a_broken_protocol);
	tcase_add_loop_test(tcase, an_echo_is_recognized, 0, 2);
	tcase_add_test(tcase,
	    who_sends_nonsense_and_finishes_is_told_all_the_same);
	tcase_add_loop_test(tcase,
	    the_end_at_any_byte_is_as_if_the_frame_had_not_been_sent, 0, 2);
	tcase_add_test(tcase, noise_never_crashes_a_phone);
	tcase_add_test(tcase,
	    eight_strangers_may_wait_and_two_from_one_address);
	tcase_add_test(tcase, unix_callers_are_all_different);
	tcase_add_test(tcase, a_drain_counts_as_a_stranger);
	tcase_add_test(tcase,
	    silent_strangers_are_gone_after_five_seconds_though_they_drip);
	tcase_add_test(tcase, whoever_is_shed_hears_busy);
	return tcase;
}
