/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/outbox.h"

#include <stdlib.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"

TCase *outbox_tcase(void);

enum {
	TYPE = 0x05,
	LONGEST = 65536,
	SEEDS = 20,
	STEPS = 1000,
};

/* Something to send: zeroes of any size that a frame can have. */
static const uint8_t zeroes[OUTBOX_SIZE];

static void
give_all(struct outbox *outbox)
{
	struct outbox_frame frame;
	while (outbox_peek(outbox, &frame))
		outbox_give(outbox);
}

START_TEST(frames_are_given_in_the_order_they_were_put)
{
	struct outbox outbox;
	struct outbox_frame frame;
	outbox_init(&outbox);
	ck_assert(!outbox_peek(&outbox, &frame));
	ck_assert_uint_eq(outbox_last(&outbox), 0);
	ck_assert_uint_eq(outbox_put(&outbox, TYPE, "one", 3), 1);
	ck_assert_uint_eq(outbox_put(&outbox, TYPE + 1, NULL, 0), 2);
	ck_assert_uint_eq(outbox_put(&outbox, TYPE, "three", 5), 3);
	ck_assert_uint_eq(outbox_last(&outbox), 3);
	ck_assert_uint_eq(outbox_given(&outbox), 0);

	ck_assert(outbox_peek(&outbox, &frame));
	ck_assert_uint_eq(frame.sequence, 1);
	ck_assert_uint_eq(frame.size, 3);
	ck_assert_mem_eq(frame.payload, "one", 3);
	outbox_give(&outbox);
	ck_assert(outbox_peek(&outbox, &frame));
	ck_assert_uint_eq(frame.sequence, 2);
	ck_assert_uint_eq(frame.type, TYPE + 1);
	ck_assert_uint_eq(frame.size, 0);
	outbox_give(&outbox);
	ck_assert(outbox_peek(&outbox, &frame));
	ck_assert_mem_eq(frame.payload, "three", 5);
	outbox_give(&outbox);
	ck_assert(!outbox_peek(&outbox, &frame));
	ck_assert_uint_eq(outbox_given(&outbox), 3);
	outbox_clear(&outbox);
}
END_TEST

START_TEST(an_outbox_of_empty_frames_has_no_bytes)
{
	struct outbox outbox;
	struct outbox_frame frame;
	outbox_init(&outbox);
	ck_assert(outbox_is_empty(&outbox));
	ck_assert_uint_eq(outbox_put(&outbox, TYPE, NULL, 0), 1);
	ck_assert(!outbox_is_empty(&outbox));
	ck_assert(outbox_peek(&outbox, &frame));
	ck_assert_uint_eq(frame.size, 0);
	outbox_give(&outbox);
	ck_assert(outbox_acknowledge(&outbox, 1));
	ck_assert(outbox_is_empty(&outbox));
	ck_assert_ptr_null(outbox.payloads.store);
	outbox_clear(&outbox);
}
END_TEST

START_TEST(an_acknowledgement_drops_everything_up_to_it)
{
	struct outbox outbox;
	struct outbox_frame frame;
	outbox_init(&outbox);
	outbox_put(&outbox, TYPE, "one", 3);
	outbox_put(&outbox, TYPE, "two", 3);
	outbox_put(&outbox, TYPE, "three", 5);
	outbox_put(&outbox, TYPE, "four", 4);
	outbox_give(&outbox);
	outbox_give(&outbox);
	outbox_give(&outbox);
	ck_assert(outbox_acknowledge(&outbox, 2));
	ck_assert_uint_eq(outbox.payloads.size, 9);
	ck_assert_uint_eq(outbox_last(&outbox), 4);
	ck_assert_uint_eq(outbox_given(&outbox), 3);
	ck_assert(outbox_peek(&outbox, &frame));
	ck_assert_uint_eq(frame.sequence, 4);
	ck_assert_mem_eq(frame.payload, "four", 4);
	outbox_clear(&outbox);
}
END_TEST

START_TEST(a_lower_acknowledgement_drops_nothing)
{
	struct outbox outbox;
	outbox_init(&outbox);
	outbox_put(&outbox, TYPE, "one", 3);
	outbox_put(&outbox, TYPE, "two", 3);
	give_all(&outbox);
	ck_assert(outbox_acknowledge(&outbox, 1));
	ck_assert(outbox_acknowledge(&outbox, 0));
	ck_assert(outbox_acknowledge(&outbox, 1));
	ck_assert_uint_eq(outbox.count, 1);
	outbox_clear(&outbox);
}
END_TEST

START_TEST(what_the_line_has_not_had_cannot_be_acknowledged)
{
	struct outbox outbox;
	outbox_init(&outbox);
	ck_assert(outbox_acknowledge(&outbox, 0));
	ck_assert(!outbox_acknowledge(&outbox, 1));
	outbox_put(&outbox, TYPE, "one", 3);
	outbox_put(&outbox, TYPE, "two", 3);
	outbox_give(&outbox);
	ck_assert(!outbox_acknowledge(&outbox, 2));
	ck_assert(!outbox_acknowledge(&outbox, UINT32_MAX));
	ck_assert_uint_eq(outbox.count, 2);
	ck_assert(outbox_acknowledge(&outbox, 1));
	outbox_clear(&outbox);
}
END_TEST

START_TEST(it_holds_1024_frames)
{
	struct outbox outbox;
	outbox_init(&outbox);
	for (uint32_t i = 1; i <= OUTBOX_SLOTS; i++)
		ck_assert_uint_eq(outbox_put(&outbox, TYPE, "x", 1), i);
	ck_assert(!outbox_has_room(&outbox, 0));
	ck_assert_uint_eq(outbox_put(&outbox, TYPE, "x", 1), 0);
	give_all(&outbox);
	ck_assert(!outbox_has_room(&outbox, 0));
	ck_assert(outbox_acknowledge(&outbox, 1));
	ck_assert(outbox_has_room(&outbox, 1));
	ck_assert_uint_eq(outbox_put(&outbox, TYPE, "x", 1), OUTBOX_SLOTS + 1);
	outbox_clear(&outbox);
}
END_TEST

START_TEST(it_holds_256_kilobytes)
{
	struct outbox outbox;
	outbox_init(&outbox);
	ck_assert(outbox_has_room(&outbox, LONGEST));
	for (uint32_t i = 1; i <= OUTBOX_SIZE / LONGEST; i++)
		ck_assert_uint_eq(outbox_put(&outbox, TYPE, zeroes, LONGEST),
		    i);
	ck_assert(outbox_has_room(&outbox, 0));
	ck_assert(!outbox_has_room(&outbox, 1));
	ck_assert_uint_eq(outbox_put(&outbox, TYPE, "x", 1), 0);
	give_all(&outbox);
	ck_assert(outbox_acknowledge(&outbox, 1));
	ck_assert(outbox_has_room(&outbox, LONGEST));
	ck_assert(!outbox_has_room(&outbox, LONGEST + 1));
	outbox_clear(&outbox);
}
END_TEST

START_TEST(the_sequence_never_wraps)
{
	struct outbox outbox;
	outbox_init(&outbox);
	outbox.acknowledged = UINT32_MAX - 1;
	ck_assert_uint_eq(outbox_put(&outbox, TYPE, "x", 1), UINT32_MAX);
	ck_assert(!outbox_has_room(&outbox, 0));
	ck_assert_uint_eq(outbox_put(&outbox, TYPE, "x", 1), 0);
	give_all(&outbox);
	ck_assert(outbox_acknowledge(&outbox, UINT32_MAX));
	ck_assert(!outbox_has_room(&outbox, 0));
	outbox_clear(&outbox);
}
END_TEST

/* A payload that follows from its sequence: size and every byte. */
static size_t
payload_of(uint32_t sequence, uint8_t payload[1000])
{
	size_t size = sequence * 7919 % 1000;
	memset(payload, (int)(sequence % 251), size);
	return size;
}

static void
assert_next_is_right(const struct outbox *outbox, int seed)
{
	struct outbox_frame frame;
	uint8_t expected[1000];
	if (!outbox_peek(outbox, &frame))
		return;
	ck_assert_uint_eq(frame.sequence, outbox_given(outbox) + 1);
	ck_assert_uint_eq(frame.size, payload_of(frame.sequence, expected));
	ck_assert_msg(frame.size == 0 ||
		memcmp(frame.payload, expected, frame.size) == 0,
	    "seed %d, sequence %u", seed, frame.sequence);
}

START_TEST(random_deeds_keep_frames_and_numbers_together)
{
	uint64_t state = (uint64_t)_i + 1;
	struct outbox outbox;
	outbox_init(&outbox);
	for (int step = 0; step < STEPS; step++) {
		uint8_t payload[1000];
		uint32_t next = outbox_last(&outbox) + 1;
		size_t size = payload_of(next, payload);
		bool fits = outbox_has_room(&outbox, size);
		size_t flying = outbox_given(&outbox) - outbox.acknowledged;
		switch (material_upto(&state, 5)) {
		case 0:
		case 1:
		case 2:
			ck_assert_uint_eq(outbox_put(&outbox, TYPE, payload,
					      size),
			    fits ? next : 0);
			break;
		case 3:
		case 4:
			if (outbox.given < outbox.count)
				outbox_give(&outbox);
			break;
		default:
			ck_assert(outbox_acknowledge(&outbox,
			    outbox.acknowledged +
				(uint32_t)material_upto(&state, flying)));
		}
		assert_next_is_right(&outbox, _i + 1);
	}
	outbox_clear(&outbox);
}
END_TEST

TCase *
outbox_tcase(void)
{
	TCase *tcase = tcase_create("outbox");
	tcase_add_test(tcase, frames_are_given_in_the_order_they_were_put);
	tcase_add_test(tcase, an_outbox_of_empty_frames_has_no_bytes);
	tcase_add_test(tcase, an_acknowledgement_drops_everything_up_to_it);
	tcase_add_test(tcase, a_lower_acknowledgement_drops_nothing);
	tcase_add_test(tcase, what_the_line_has_not_had_cannot_be_acknowledged);
	tcase_add_test(tcase, it_holds_1024_frames);
	tcase_add_test(tcase, it_holds_256_kilobytes);
	tcase_add_test(tcase, the_sequence_never_wraps);
	tcase_add_loop_test(tcase,
	    random_deeds_keep_frames_and_numbers_together, 0, SEEDS);
	return tcase;
}
