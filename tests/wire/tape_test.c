/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/tape.h"

#include <stdlib.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"
#include "suite.h"

enum { NOW = 1234, SEEDS = 20, STEPS = 3000 };

static const uint8_t zeroes[65536];

/* A frame of 16 bytes and a payload. */
static uint32_t
note_out(struct tape *tape, size_t payload_size)
{
	struct framing_frame frame = {
		.header = zeroes,
		.header_size = 16,
		.payload = zeroes,
		.payload_size = payload_size,
	};
	return tape_note(tape, TAPE_OUT, &framing_landline, &frame, NOW);
}

static uint32_t
note_in(struct tape *tape)
{
	struct framing_frame frame = {
		.header = zeroes,
		.header_size = 16,
		.pieces = { .count = 2, .sizes = { 9, 7 } },
	};
	return tape_note(tape, TAPE_IN, &framing_landline, &frame, NOW);
}

/* How an entry left: its pieces, up to a 0, and what is still to be sent. */
static void
assert_left(const struct tape *tape, uint32_t id, const uint32_t *pieces,
    uint32_t unsent)
{
	const struct tape_entry *entry = tape_find(tape, id);
	ck_assert_ptr_nonnull(entry);
	uint32_t count = 0;
	for (; pieces[count] > 0; count++)
		ck_assert_uint_eq(entry->pieces.sizes[count], pieces[count]);
	ck_assert_uint_eq(entry->pieces.count, count);
	ck_assert_uint_eq(entry->unsent, unsent);
}

START_TEST(a_new_tape_is_empty_and_has_no_ring)
{
	struct tape tape;
	tape_init(&tape);
	ck_assert_uint_eq(tape_oldest(&tape), 0);
	ck_assert_uint_eq(tape_newest(&tape), 0);
	ck_assert_ptr_null(tape_find(&tape, 0));
	ck_assert_ptr_null(tape_find(&tape, 1));
	tape_sent(&tape, 100);
	tape_cut(&tape);
	ck_assert_ptr_null(tape.ring);
	tape_clear(&tape);
}
END_TEST

START_TEST(an_entry_keeps_the_bytes_and_how_they_came)
{
	struct framing_frame frame = {
		.header =
		    material_copy((const uint8_t *)"sixteen bytes ok", 16),
		.header_size = 16,
		.payload = material_copy((const uint8_t *)"hello", 5),
		.payload_size = 5,
		.pieces = { .count = 3, .sizes = { 9, 7, 5 } },
	};
	struct tape tape;
	tape_init(&tape);
	uint32_t id = tape_note(&tape, TAPE_IN, &framing_landline, &frame, NOW);
	free((void *)frame.header);
	free((void *)frame.payload);
	const struct tape_entry *entry = tape_find(&tape, id);
	ck_assert_uint_eq(id, 1);
	ck_assert_uint_eq(entry->id, 1);
	ck_assert_int_eq(entry->direction, TAPE_IN);
	ck_assert_ptr_eq(entry->framing, &framing_landline);
	ck_assert_int_eq(entry->at_ms, NOW);
	ck_assert_uint_eq(entry->header_size, 16);
	ck_assert_uint_eq(entry->payload_size, 5);
	ck_assert_uint_eq(entry->kept, 5);
	ck_assert_mem_eq(entry->bytes, "sixteen bytes okhello", 21);
	assert_left(&tape, id, (uint32_t[]){ 9, 7, 5, 0 }, 0);
	tape_clear(&tape);
}
END_TEST

START_TEST(a_tape_that_lines_share_tells_them_apart)
{
	struct framing_frame frame = {
		.header = zeroes,
		.header_size = 16,
		.payload = (const uint8_t *)"hi",
		.payload_size = 2,
		.pieces = { .count = 2, .sizes = { 9, 9 } },
	};
	struct tape tape;
	tape_init(&tape);
	uint32_t in =
	    tape_share(&tape, 3, TAPE_IN, &framing_landline, &frame, NOW);
	uint32_t out =
	    tape_share(&tape, 64, TAPE_OUT, &framing_landline, &frame, NOW);
	ck_assert_int_eq(tape_find(&tape, in)->line, 3);
	assert_left(&tape, in, (uint32_t[]){ 9, 9, 0 }, 0);
	ck_assert_int_eq(tape_find(&tape, out)->line, 64);
	/* A send() of some line is not known to be of this one's frame. */
	tape_sent(&tape, 18);
	tape_cut(&tape);
	assert_left(&tape, out, (uint32_t[]){ 0 }, 0);
	ck_assert(!tape_find(&tape, out)->is_cut);
	ck_assert_int_eq(tape_find(&tape, note_out(&tape, 1))->line, 0);
	tape_clear(&tape);
}
END_TEST

START_TEST(of_a_long_payload_the_beginning_is_kept)
{
	struct tape tape;
	tape_init(&tape);
	uint32_t at_limit = note_out(&tape, TAPE_PAYLOAD_MOST);
	uint32_t beyond = note_out(&tape, 65536);
	ck_assert_uint_eq(tape_find(&tape, at_limit)->kept, TAPE_PAYLOAD_MOST);
	ck_assert_uint_eq(tape_find(&tape, beyond)->kept, TAPE_PAYLOAD_MOST);
	ck_assert_uint_eq(tape_find(&tape, beyond)->payload_size, 65536);
	tape_clear(&tape);
}
END_TEST

START_TEST(a_frame_without_header_or_payload_is_noted_too)
{
	static const struct framing raw = { .name = "raw" };
	struct framing_frame frame = { 0 };
	struct tape tape;
	tape_init(&tape);
	tape_note(&tape, TAPE_OUT, &raw, &frame, NOW);
	frame.payload = (const uint8_t *)"hi";
	frame.payload_size = 2;
	tape_note(&tape, TAPE_OUT, &raw, &frame, NOW);
	tape_sent(&tape, 2);
	assert_left(&tape, 1, (uint32_t[]){ 0 }, 0);
	assert_left(&tape, 2, (uint32_t[]){ 2, 0 }, 0);
	ck_assert_mem_eq(tape_find(&tape, 2)->bytes, "hi", 2);
	tape_clear(&tape);
}
END_TEST

START_TEST(the_last_thousand_stay)
{
	struct tape tape;
	tape_init(&tape);
	for (uint32_t i = 1; i <= TAPE_LENGTH; i++)
		note_in(&tape);
	ck_assert_uint_eq(tape_oldest(&tape), 1);
	for (uint32_t i = 1; i <= 500; i++)
		note_in(&tape);
	ck_assert_uint_eq(tape_oldest(&tape), 501);
	ck_assert_uint_eq(tape_newest(&tape), 1500);
	ck_assert_ptr_null(tape_find(&tape, 500));
	ck_assert_ptr_null(tape_find(&tape, 1501));
	ck_assert_uint_eq(tape_find(&tape, 501)->id, 501);
	ck_assert_uint_eq(tape_find(&tape, 1500)->id, 1500);
	tape_clear(&tape);
}
END_TEST

START_TEST(a_frame_that_leaves_in_parts_lists_them)
{
	struct tape tape;
	tape_init(&tape);
	uint32_t id = note_out(&tape, 11);
	assert_left(&tape, id, (uint32_t[]){ 0 }, 27);
	tape_sent(&tape, 9);
	assert_left(&tape, id, (uint32_t[]){ 9, 0 }, 18);
	tape_sent(&tape, 7);
	tape_sent(&tape, 11);
	assert_left(&tape, id, (uint32_t[]){ 9, 7, 11, 0 }, 0);
	tape_clear(&tape);
}
END_TEST

START_TEST(frames_that_leave_together_list_their_own_part)
{
	struct tape tape;
	tape_init(&tape);
	uint32_t one = note_out(&tape, 0);
	note_in(&tape);
	uint32_t two = note_out(&tape, 4);
	uint32_t three = note_out(&tape, 0);
	note_in(&tape);
	tape_sent(&tape, 16 + 20 + 3);
	assert_left(&tape, one, (uint32_t[]){ 16, 0 }, 0);
	assert_left(&tape, two, (uint32_t[]){ 20, 0 }, 0);
	assert_left(&tape, three, (uint32_t[]){ 3, 0 }, 13);
	tape_sent(&tape, 13);
	assert_left(&tape, three, (uint32_t[]){ 3, 13, 0 }, 0);
	uint32_t four = note_out(&tape, 0);
	tape_sent(&tape, 16);
	assert_left(&tape, four, (uint32_t[]){ 16, 0 }, 0);
	tape_clear(&tape);
}
END_TEST

START_TEST(what_a_lost_line_had_is_never_sent)
{
	struct tape tape;
	tape_init(&tape);
	uint32_t whole = note_out(&tape, 0);
	uint32_t half = note_out(&tape, 0);
	uint32_t none = note_out(&tape, 0);
	tape_sent(&tape, 20);
	tape_cut(&tape);
	ck_assert(!tape_find(&tape, whole)->is_cut);
	ck_assert(tape_find(&tape, half)->is_cut);
	ck_assert(tape_find(&tape, none)->is_cut);
	uint32_t next = note_out(&tape, 0);
	tape_sent(&tape, 16);
	assert_left(&tape, half, (uint32_t[]){ 4, 0 }, 12);
	assert_left(&tape, none, (uint32_t[]){ 0 }, 16);
	assert_left(&tape, next, (uint32_t[]){ 16, 0 }, 0);
	ck_assert(!tape_find(&tape, next)->is_cut);
	tape_clear(&tape);
}
END_TEST

START_TEST(a_frame_may_leave_the_tape_before_the_line)
{
	struct tape tape;
	tape_init(&tape);
	note_out(&tape, 65536);
	note_out(&tape, 0);
	tape_sent(&tape, 52);
	for (uint32_t i = 0; i < TAPE_LENGTH; i++)
		note_in(&tape);
	uint32_t last = note_out(&tape, 0);
	ck_assert_ptr_null(tape_find(&tape, 2));
	tape_sent(&tape, 65500 + 16 + 10);
	assert_left(&tape, last, (uint32_t[]){ 10, 0 }, 6);
	tape_clear(&tape);
}
END_TEST

START_TEST(after_the_last_id_a_tape_begins_again)
{
	struct tape tape;
	tape_init(&tape);
	note_in(&tape);
	tape.newest = UINT32_MAX;
	ck_assert_uint_eq(note_out(&tape, 0), 1);
	ck_assert_uint_eq(tape_oldest(&tape), 1);
	ck_assert_uint_eq(tape_newest(&tape), 1);
	tape_sent(&tape, 16);
	assert_left(&tape, 1, (uint32_t[]){ 16, 0 }, 0);
	tape_clear(&tape);
}
END_TEST

/* Whatever happens, what was sent and what was not is all there was. */
START_TEST(random_sends_are_spread_without_loss)
{
	uint64_t state = (uint64_t)_i + 1;
	size_t queued = 0;
	struct tape tape;
	tape_init(&tape);
	for (int step = 0; step < STEPS; step++) {
		size_t size = material_upto(&state, 100);
		switch (material_upto(&state, 2)) {
		case 0:
			note_in(&tape);
			break;
		case 1:
			note_out(&tape, size);
			queued += 16 + size;
			break;
		default:
			size = material_upto(&state, queued);
			tape_sent(&tape, size);
			queued -= size;
		}
	}
	size_t unsent = tape.unsent_gone;
	for (uint32_t id = tape_oldest(&tape); id <= tape_newest(&tape); id++)
		unsent += tape_find(&tape, id)->unsent;
	ck_assert_msg(unsent == queued, "seed %d: %zu of %zu", _i + 1, unsent,
	    queued);
	tape_clear(&tape);
}
END_TEST

START_TEST(a_delimiter_is_kept_and_has_to_be_sent_too)
{
	struct tape tape;
	struct framing_frame frame = {
		.header = (const uint8_t *)"hi\r\n",
		.payload = (const uint8_t *)"hi\r\n",
		.payload_size = 2,
		.trailer_size = 2,
	};
	tape_init(&tape);
	uint32_t id =
	    tape_note(&tape, TAPE_OUT, framing_find("crlf"), &frame, NOW);
	ck_assert_uint_eq(tape_find(&tape, id)->trailer_size, 2);
	ck_assert_mem_eq(tape_find(&tape, id)->trailer, "\r\n", 2);
	tape_sent(&tape, 3);
	assert_left(&tape, id, (uint32_t[]){ 3, 0 }, 1);
	tape_sent(&tape, 1);
	assert_left(&tape, id, (uint32_t[]){ 3, 1, 0 }, 0);
	tape_clear(&tape);
}
END_TEST

START_TEST(frames_that_one_send_took_say_so)
{
	struct tape tape;
	tape_init(&tape);
	note_out(&tape, 4);
	note_out(&tape, 4);
	note_out(&tape, 4);
	tape_sent(&tape, 30);
	tape_sent(&tape, 10);
	tape_sent(&tape, 20);
	ck_assert(!tape_find(&tape, 1)->pieces.shares_first);
	ck_assert(tape_find(&tape, 2)->pieces.shares_first);
	ck_assert_uint_eq(tape_find(&tape, 2)->pieces.count, 2);
	ck_assert(!tape_find(&tape, 3)->pieces.shares_first);
	tape_clear(&tape);
}
END_TEST

TCase *
tape_tcase(void)
{
	TCase *tcase = tcase_create("tape");
	tcase_add_test(tcase, a_new_tape_is_empty_and_has_no_ring);
	tcase_add_test(tcase, an_entry_keeps_the_bytes_and_how_they_came);
	tcase_add_test(tcase, a_tape_that_lines_share_tells_them_apart);
	tcase_add_test(tcase, of_a_long_payload_the_beginning_is_kept);
	tcase_add_test(tcase, a_frame_without_header_or_payload_is_noted_too);
	tcase_add_test(tcase, the_last_thousand_stay);
	tcase_add_test(tcase, a_frame_that_leaves_in_parts_lists_them);
	tcase_add_test(tcase, frames_that_leave_together_list_their_own_part);
	tcase_add_test(tcase, what_a_lost_line_had_is_never_sent);
	tcase_add_test(tcase, a_frame_may_leave_the_tape_before_the_line);
	tcase_add_test(tcase, after_the_last_id_a_tape_begins_again);
	tcase_add_loop_test(tcase, random_sends_are_spread_without_loss, 0,
	    SEEDS);
	tcase_add_test(tcase, a_delimiter_is_kept_and_has_to_be_sent_too);
	tcase_add_test(tcase, frames_that_one_send_took_say_so);
	return tcase;
}
