/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Calls with programs that are no landline, and what their mistakes look like
 * on a projector, compared with pictures as tests/ui/pictures_test.c does.
 */
#include "config.h"

#include <string.h>

#include <check.h>

#include "stage.h"
#include "suite.h"
#include "text/clean.h"
#include "wire/diagnosis.h"
#include "wire/hint.h"

static struct stage stage;
static struct party_rules rules;
static struct decoder decoder;

static void
set_up(void)
{
	stage_open(&stage);
}

static void
tear_down(void)
{
	decoder_clear(&decoder);
	stage_close(&stage);
}

/* A student has called, and speaks this. */
static void
speak(const char *framing, enum call_state state)
{
	rules.framing = framing_find(framing);
	stage_call(&stage, CALL_CALLEE, state);
	stage.party.rules = &rules;
	stage.party.their_name[0] = '\0';
	stage.party.round_trip_ms = -1;
	stage_note(&stage, "192.168.1.20 is connected");
	decoder_init(&decoder, rules.framing);
}

static void
transcribe(enum transcript_speaker speaker, const uint8_t *text, size_t size,
    uint32_t tape_id)
{
	struct transcript_entry entry = {
		.at_ms = stage.scene.now,
		.speaker = (uint8_t)speaker,
		.kind = TRANSCRIPT_TEXT,
		.tape_id = tape_id,
	};
	char clean[256];
	size_t clean_size = clean_text(clean, sizeof clean, (const char *)text,
	    size, CLEAN_BODY);
	transcript_add(&stage.party.transcript, &entry, clean, clean_size);
	stage.scene.now += 1000;
}

static void
say(const char *text)
{
	uint8_t wire[256];
	const struct framing *framing = rules.framing;
	size_t size = strlen(text);
	size_t wire_size =
	    framing_write(framing, wire, (const uint8_t *)text, size);
	struct framing_frame frame = {
		.header = wire,
		.header_size = framing->header_size,
		.payload = wire + framing->header_size,
		.payload_size = size,
		.trailer_size = wire_size - framing->header_size - size,
	};
	uint32_t id = tape_note(&stage.party.tape, TAPE_OUT, framing, &frame,
	    stage.scene.now);
	tape_sent(&stage.party.tape, wire_size);
	transcribe(SPEAKER_ME, (const uint8_t *)text, size, id);
}

static void
tell(const char *words)
{
	char note[HINT_SIZE + DIAGNOSIS_SIZE] = "192.168.1.20: ";
	strcat(note, words);
	stage_note(&stage, note);
}

/* One recv() brings these bytes, right or wrong. */
static void
hear(const char *bytes, size_t size)
{
	struct framing_frame frame;
	char hint[HINT_SIZE], words[DIAGNOSIS_SIZE];
	enum framing_verdict verdict;
	decoder_offer(&decoder, (const uint8_t *)bytes, size);
	while ((verdict = decoder_next(&decoder, &frame)) == FRAMING_FRAME) {
		uint32_t id = tape_note(&stage.party.tape, TAPE_IN,
		    rules.framing, &frame, stage.scene.now);
		transcribe(SPEAKER_THEM, frame.payload, frame.payload_size, id);
		while (hint_about(hint, &decoder, &frame))
			tell(hint);
	}
	if (verdict == FRAMING_NEEDS_MORE)
		return;
	diagnosis_refused(words, &decoder);
	if (decoder_rest(&decoder, &frame))
		tape_note(&stage.party.tape, TAPE_IN, rules.framing, &frame,
		    stage.scene.now);
	tell(words);
}

START_TEST(a_foreign_call_has_neither_ticks_nor_a_name)
{
	speak("u32", CALL_OPEN);
	hear("\0\0\0\5hello", 9);
	say("HELLO");
	hear("\0\0\0\12how are yo\0\0\0\1u", 19);
	stage_expect(&stage, "foreign", 80, 24);
	stage.view.shows_wire = true;
	stage_expect(&stage, "foreign-wire", 80, 24);
	stage_expect(&stage, "foreign-wire", 120, 40);
}
END_TEST

START_TEST(a_delimiter_stands_behind_what_it_ends)
{
	speak("crlf", CALL_OPEN);
	stage.view.headers = VIEW_HEADERS_FIELDS;
	stage.view.shows_wire = true;
	hear("GET / HTTP/1.0\r\n\r\n", 18);
	say("HTTP/1.0 200 OK");
	stage_expect(&stage, "foreign-crlf", 80, 24);
}
END_TEST

START_TEST(a_missing_htonl_is_told_beside_the_bytes)
{
	speak("u32", CALL_OVER);
	stage.view.shows_wire = true;
	hear("\5\0\0\0hello", 9);
	stage_expect(&stage, "mistake-htonl", 80, 24);
}
END_TEST

START_TEST(a_length_that_counts_its_header_is_told_beside_the_bytes)
{
	speak("u32", CALL_OVER);
	stage.view.shows_wire = true;
	hear("\0\0\0\11hello\0\0\0\11world", 18);
	stage_expect(&stage, "mistake-header", 80, 24);
}
END_TEST

START_TEST(a_counted_nul_is_told_beside_the_bytes)
{
	speak("u32", CALL_OPEN);
	stage.view.shows_wire = true;
	hear("\0\0\0\6hello\0", 10);
	stage_expect(&stage, "mistake-nul", 80, 24);
}
END_TEST

START_TEST(one_recv_taken_for_one_message_is_told_beside_the_bytes)
{
	speak("u32", CALL_OPEN);
	stage.view.shows_wire = true;
	hear("\0\0\0\16hello\0\0\0\5world", 18);
	stage_expect(&stage, "mistake-recv", 80, 24);
}
END_TEST

TCase *
foreign_picture_tcase(void)
{
	TCase *tcase = tcase_create("foreign-picture");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, a_foreign_call_has_neither_ticks_nor_a_name);
	tcase_add_test(tcase, a_delimiter_stands_behind_what_it_ends);
	tcase_add_test(tcase, a_missing_htonl_is_told_beside_the_bytes);
	tcase_add_test(tcase,
	    a_length_that_counts_its_header_is_told_beside_the_bytes);
	tcase_add_test(tcase, a_counted_nul_is_told_beside_the_bytes);
	tcase_add_test(tcase,
	    one_recv_taken_for_one_message_is_told_beside_the_bytes);
	return tcase;
}
