/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/transcript.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"

TCase *transcript_tcase(void);

static uint64_t
add_mine(struct transcript *transcript, uint32_t sequence)
{
	struct transcript_entry entry = {
		.sequence = sequence,
		.speaker = SPEAKER_ME,
		.delivery = DELIVERY_WAITING,
	};
	return transcript_add(transcript, &entry, "mine", 4);
}

static uint64_t
add_theirs(struct transcript *transcript, const char *text)
{
	struct transcript_entry entry = {
		.sequence = 1,
		.speaker = SPEAKER_THEM,
	};
	return transcript_add(transcript, &entry, text, strlen(text));
}

static uint64_t
add_long(struct transcript *transcript, size_t size)
{
	static char text[TRANSCRIPT_TEXT_MOST + 1];
	memset(text, 'x', size);
	struct transcript_entry entry = { .speaker = SPEAKER_THEM };
	return transcript_add(transcript, &entry, text, size);
}

static enum transcript_delivery
delivery_of(const struct transcript *transcript, uint64_t number)
{
	return (enum transcript_delivery)transcript_at(transcript, number)
	    ->delivery;
}

START_TEST(an_entry_keeps_its_number_and_what_it_was_given)
{
	struct transcript transcript;
	struct transcript_entry entry = {
		.at_ms = 1234567890123,
		.sequence = 7,
		.tape_id = 9,
		.speaker = SPEAKER_THEM,
		.kind = TRANSCRIPT_SKIPPED,
		.delivery = DELIVERY_UNKNOWN,
	};
	transcript_init(&transcript);
	uint8_t *text = material_copy((const uint8_t *)"hi\0there", 8);
	uint64_t number =
	    transcript_add(&transcript, &entry, (const char *)text, 8);
	free(text);
	add_theirs(&transcript, "");
	const struct transcript_entry *kept =
	    transcript_at(&transcript, number);
	ck_assert_mem_eq(kept->text, "hi\0there", 9);
	ck_assert_uint_eq(kept->size, 8);
	ck_assert_int_eq(kept->at_ms, 1234567890123);
	ck_assert_uint_eq(kept->sequence, 7);
	ck_assert_uint_eq(kept->tape_id, 9);
	ck_assert_int_eq(kept->speaker, SPEAKER_THEM);
	ck_assert_int_eq(kept->kind, TRANSCRIPT_SKIPPED);
	ck_assert_int_eq(kept->delivery, DELIVERY_UNKNOWN);
	ck_assert_str_eq(transcript_at(&transcript, number + 1)->text, "");
	transcript_clear(&transcript);
}
END_TEST

START_TEST(there_is_nothing_before_the_first_and_behind_the_last)
{
	struct transcript transcript;
	transcript_init(&transcript);
	ck_assert_ptr_null(transcript_at(&transcript, 0));
	ck_assert_uint_eq(transcript_give_up(&transcript), 0);
	transcript_delivered(&transcript, 5);
	transcript_taped(&transcript, 5, 5);
	ck_assert_uint_eq(add_theirs(&transcript, "one"), 0);
	ck_assert_uint_eq(add_theirs(&transcript, "two"), 1);
	ck_assert_ptr_nonnull(transcript_at(&transcript, 1));
	ck_assert_ptr_null(transcript_at(&transcript, 2));
	ck_assert_ptr_null(transcript_at(&transcript, UINT64_MAX));
	transcript_clear(&transcript);
}
END_TEST

START_TEST(the_oldest_leave_when_there_are_too_many)
{
	struct transcript transcript;
	transcript_init(&transcript);
	char text[24];
	for (int i = 0; i < 2 * TRANSCRIPT_MOST + 123; i++) {
		snprintf(text, sizeof(text), "message %d", i);
		add_theirs(&transcript, text);
	}
	ck_assert_uint_eq(transcript.first, TRANSCRIPT_MOST + 123);
	ck_assert_uint_eq(transcript.end, 2 * TRANSCRIPT_MOST + 123);
	ck_assert_ptr_null(transcript_at(&transcript, transcript.first - 1));
	for (uint64_t n = transcript.first; n < transcript.end; n += 111) {
		snprintf(text, sizeof(text), "message %d", (int)n);
		ck_assert_str_eq(transcript_at(&transcript, n)->text, text);
	}
	transcript_clear(&transcript);
}
END_TEST

START_TEST(the_oldest_leave_when_the_texts_are_too_long)
{
	enum { LONG = 65536, FIT = TRANSCRIPT_TEXT_MOST / LONG };
	struct transcript transcript;
	transcript_init(&transcript);
	for (int i = 0; i < FIT; i++)
		add_long(&transcript, LONG);
	ck_assert_uint_eq(transcript.first, 0);
	ck_assert_uint_eq(transcript.text_size, TRANSCRIPT_TEXT_MOST);
	add_theirs(&transcript, "");
	ck_assert_uint_eq(transcript.first, 0);
	add_theirs(&transcript, "x");
	ck_assert_uint_eq(transcript.first, 1);
	add_long(&transcript, 3 * LONG);
	ck_assert_uint_eq(transcript.first, 4);
	ck_assert_uint_eq(transcript.text_size, (FIT - 1) * LONG + 1);
	transcript_clear(&transcript);
}
END_TEST

START_TEST(a_ring_that_has_turned_can_still_grow)
{
	enum { LONG = TRANSCRIPT_TEXT_MOST / 4 };
	struct transcript transcript;
	transcript_init(&transcript);
	/* Bytes let entries go while the ring is small: it turns early. */
	for (int i = 0; i < 99; i++)
		add_long(&transcript, LONG);
	size_t room = transcript.room;
	ck_assert_uint_eq(transcript.first, 95);
	char text[24];
	for (int i = 99; i < 999; i++) {
		snprintf(text, sizeof(text), "%d", i);
		add_theirs(&transcript, text);
	}
	ck_assert_uint_gt(transcript.room, room);
	for (int i = 99; i < 999; i += 9) {
		snprintf(text, sizeof(text), "%d", i);
		ck_assert_str_eq(transcript_at(&transcript, (uint64_t)i)->text,
		    text);
	}
	transcript_clear(&transcript);
}
END_TEST

START_TEST(a_text_longer_than_the_limit_stands_alone)
{
	struct transcript transcript;
	transcript_init(&transcript);
	add_theirs(&transcript, "before");
	uint64_t number = add_long(&transcript, TRANSCRIPT_TEXT_MOST + 1);
	ck_assert_uint_eq(transcript.first, number);
	ck_assert_ptr_nonnull(transcript_at(&transcript, number));
	transcript_clear(&transcript);
}
END_TEST

START_TEST(an_acknowledgement_delivers_everything_up_to_it)
{
	struct transcript transcript;
	transcript_init(&transcript);
	uint64_t one = add_mine(&transcript, 1);
	uint64_t theirs = add_theirs(&transcript, "hi");
	uint64_t two = add_mine(&transcript, 2);
	uint64_t three = add_mine(&transcript, 3);
	transcript_delivered(&transcript, 2);
	ck_assert_int_eq(delivery_of(&transcript, one), DELIVERY_DONE);
	ck_assert_int_eq(delivery_of(&transcript, theirs), DELIVERY_NONE);
	ck_assert_int_eq(delivery_of(&transcript, two), DELIVERY_DONE);
	ck_assert_int_eq(delivery_of(&transcript, three), DELIVERY_WAITING);
	transcript_delivered(&transcript, 3);
	ck_assert_int_eq(delivery_of(&transcript, three), DELIVERY_DONE);
	transcript_clear(&transcript);
}
END_TEST

START_TEST(a_lower_acknowledgement_changes_nothing)
{
	struct transcript transcript;
	transcript_init(&transcript);
	add_mine(&transcript, 1);
	uint64_t two = add_mine(&transcript, 2);
	uint64_t three = add_mine(&transcript, 3);
	transcript_delivered(&transcript, 2);
	unsigned long version = transcript.version;
	transcript_delivered(&transcript, 2);
	transcript_delivered(&transcript, 1);
	transcript_delivered(&transcript, 0);
	ck_assert_uint_eq(transcript.version, version);
	ck_assert_int_eq(delivery_of(&transcript, two), DELIVERY_DONE);
	ck_assert_int_eq(delivery_of(&transcript, three), DELIVERY_WAITING);
	transcript_clear(&transcript);
}
END_TEST

START_TEST(what_still_waits_is_given_up)
{
	struct transcript transcript;
	transcript_init(&transcript);
	uint64_t one = add_mine(&transcript, 1);
	uint64_t two = add_mine(&transcript, 2);
	uint64_t theirs = add_theirs(&transcript, "bye");
	add_mine(&transcript, 3);
	transcript_delivered(&transcript, 1);
	ck_assert_uint_eq(transcript_give_up(&transcript), 2);
	ck_assert_uint_eq(transcript_give_up(&transcript), 0);
	ck_assert_int_eq(delivery_of(&transcript, one), DELIVERY_DONE);
	ck_assert_int_eq(delivery_of(&transcript, two), DELIVERY_UNKNOWN);
	ck_assert_int_eq(delivery_of(&transcript, theirs), DELIVERY_NONE);
	/* News that come too late do not turn it round. */
	transcript_delivered(&transcript, 3);
	ck_assert_int_eq(delivery_of(&transcript, two), DELIVERY_UNKNOWN);
	transcript_clear(&transcript);
}
END_TEST

START_TEST(delivery_goes_on_when_what_waited_has_left)
{
	struct transcript transcript;
	transcript_init(&transcript);
	for (uint32_t i = 1; i <= 10; i++)
		add_mine(&transcript, i);
	for (int i = 0; i < TRANSCRIPT_MOST - 5; i++)
		add_theirs(&transcript, "a flood");
	ck_assert_uint_eq(transcript.first, 5);
	transcript_taped(&transcript, 6, 66);
	transcript_delivered(&transcript, 7);
	ck_assert_uint_eq(transcript_at(&transcript, 5)->tape_id, 66);
	ck_assert_int_eq(delivery_of(&transcript, 5), DELIVERY_DONE);
	ck_assert_int_eq(delivery_of(&transcript, 6), DELIVERY_DONE);
	ck_assert_uint_eq(transcript_give_up(&transcript), 3);
	transcript_clear(&transcript);
}
END_TEST

START_TEST(a_message_learns_which_frame_it_was)
{
	struct transcript transcript;
	transcript_init(&transcript);
	uint64_t theirs = add_theirs(&transcript, "hi");
	uint64_t one = add_mine(&transcript, 1);
	uint64_t two = add_mine(&transcript, 2);
	transcript_taped(&transcript, 1, 41);
	ck_assert_uint_eq(transcript_at(&transcript, theirs)->tape_id, 0);
	ck_assert_uint_eq(transcript_at(&transcript, one)->tape_id, 41);
	ck_assert_uint_eq(transcript_at(&transcript, two)->tape_id, 0);
	transcript_taped(&transcript, 2, 44);
	/* A goodbye has a sequence too, and is no message. */
	transcript_taped(&transcript, 3, 45);
	ck_assert_uint_eq(transcript_at(&transcript, one)->tape_id, 41);
	ck_assert_uint_eq(transcript_at(&transcript, two)->tape_id, 44);
	transcript_clear(&transcript);
}
END_TEST

START_TEST(every_change_counts_the_version_up)
{
	struct transcript transcript;
	transcript_init(&transcript);
	unsigned long version = transcript.version;
	add_mine(&transcript, 1);
	ck_assert_uint_gt(transcript.version, version);
	version = transcript.version;
	transcript_taped(&transcript, 1, 1);
	ck_assert_uint_gt(transcript.version, version);
	version = transcript.version;
	transcript_delivered(&transcript, 1);
	ck_assert_uint_gt(transcript.version, version);
	version = transcript.version;
	add_mine(&transcript, 2);
	transcript_give_up(&transcript);
	ck_assert_uint_gt(transcript.version, version + 1);
	transcript_clear(&transcript);
}
END_TEST

/* What malloc() spends is its own affair; 16 bytes a text is glibc's. */
START_TEST(a_short_message_costs_at_most_128_bytes)
{
	enum { TEXT_SIZE = 40, OVERHEAD = 16 };
	struct transcript transcript;
	transcript_init(&transcript);
	for (size_t count = 1; count <= TRANSCRIPT_MOST; count++) {
		add_long(&transcript, TEXT_SIZE);
		size_t size = transcript.room * sizeof(*transcript.ring) +
		    count * (TEXT_SIZE + 1 + OVERHEAD);
		if (count >= 64 && size > count * 128)
			ck_abort_msg("%zu messages, %zu bytes", count, size);
	}
	transcript_clear(&transcript);
}
END_TEST

TCase *
transcript_tcase(void)
{
	TCase *tcase = tcase_create("transcript");
	tcase_add_test(tcase, an_entry_keeps_its_number_and_what_it_was_given);
	tcase_add_test(tcase,
	    there_is_nothing_before_the_first_and_behind_the_last);
	tcase_add_test(tcase, the_oldest_leave_when_there_are_too_many);
	tcase_add_test(tcase, the_oldest_leave_when_the_texts_are_too_long);
	tcase_add_test(tcase, a_ring_that_has_turned_can_still_grow);
	tcase_add_test(tcase, a_text_longer_than_the_limit_stands_alone);
	tcase_add_test(tcase, an_acknowledgement_delivers_everything_up_to_it);
	tcase_add_test(tcase, a_lower_acknowledgement_changes_nothing);
	tcase_add_test(tcase, what_still_waits_is_given_up);
	tcase_add_test(tcase, delivery_goes_on_when_what_waited_has_left);
	tcase_add_test(tcase, a_message_learns_which_frame_it_was);
	tcase_add_test(tcase, every_change_counts_the_version_up);
	tcase_add_test(tcase, a_short_message_costs_at_most_128_bytes);
	return tcase;
}
