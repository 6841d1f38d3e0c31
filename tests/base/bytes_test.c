/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "base/bytes.h"

#include <stdlib.h>
#include <string.h>

#include "suite.h"

static void
expect_queued(const struct bytes *bytes, const char *wanted)
{
	ck_assert_uint_eq(bytes->size, strlen(wanted));
	ck_assert_int_eq(memcmp(bytes_head(bytes), wanted, bytes->size), 0);
}

START_TEST(bytes_come_out_as_they_went_in)
{
	struct bytes bytes;
	bytes_init(&bytes, 10);
	ck_assert(bytes_append(&bytes, "hello", 5));
	ck_assert(bytes_append(&bytes, " you", 4));
	expect_queued(&bytes, "hello you");
	bytes_consume(&bytes, 6);
	expect_queued(&bytes, "you");
	bytes_clear(&bytes);
	ck_assert_uint_eq(bytes.size, 0);
	ck_assert_uint_eq(bytes_free(&bytes), 10);
}
END_TEST

START_TEST(what_does_not_fit_is_refused_whole)
{
	struct bytes bytes;
	bytes_init(&bytes, 4);
	ck_assert(bytes_append(&bytes, "abc", 3));
	ck_assert(!bytes_append(&bytes, "de", 2));
	expect_queued(&bytes, "abc");
	ck_assert(bytes_append(&bytes, "d", 1));
	ck_assert_uint_eq(bytes_free(&bytes), 0);
	ck_assert_ptr_null(bytes_reserve(&bytes, 1));
	ck_assert(bytes_append(&bytes, NULL, 0));
	bytes_consume(&bytes, 2);
	ck_assert(bytes_append(&bytes, "ef", 2));
	expect_queued(&bytes, "cdef");
	bytes_clear(&bytes);
}
END_TEST

START_TEST(a_limit_beyond_all_memory_is_only_a_limit)
{
	struct bytes bytes;
	bytes_init(&bytes, SIZE_MAX);
	ck_assert(bytes_append(&bytes, "abc", 3));
	ck_assert_ptr_null(bytes_reserve(&bytes, SIZE_MAX - 2));
	expect_queued(&bytes, "abc");
	bytes_clear(&bytes);
}
END_TEST

START_TEST(reserved_bytes_count_once_they_are_written)
{
	struct bytes bytes;
	bytes_init(&bytes, 1000);
	memcpy(bytes_reserve(&bytes, 700), "abcdef", 6);
	bytes_grew(&bytes, 3);
	expect_queued(&bytes, "abc");
	memcpy(bytes_reserve(&bytes, 997), "xyz", 3);
	bytes_grew(&bytes, 3);
	expect_queued(&bytes, "abcxyz");
	bytes_clear(&bytes);
}
END_TEST

START_TEST(an_emptied_queue_starts_over_in_front)
{
	struct bytes bytes;
	bytes_init(&bytes, 100);
	ck_assert(bytes_append(&bytes, "abc", 3));
	bytes_consume(&bytes, 3);
	ck_assert_uint_eq(bytes.head, 0);
	bytes_clear(&bytes);
}
END_TEST

/* A queue against a plain count: byte n of the stream has the value n. */
START_TEST(a_long_stream_passes_through_a_small_queue)
{
	struct bytes bytes;
	uint8_t put = 0, taken = 0, piece[97];
	bytes_init(&bytes, 300);
	for (size_t round = 0; round < 5000; round++) {
		size_t size = round * 31 % sizeof(piece);
		for (size_t i = 0; i < size; i++)
			piece[i] = (uint8_t)(put + i);
		if (bytes_append(&bytes, piece, size))
			put = (uint8_t)(put + size);
		size_t take = round * 17 % (bytes.size + 1);
		for (size_t i = 0; i < take; i++) {
			if (bytes_head(&bytes)[i] != (uint8_t)(taken + i))
				ck_abort_msg("round %zu", round);
		}
		taken = (uint8_t)(taken + take);
		bytes_consume(&bytes, take);
		if (bytes.room > 300)
			ck_abort_msg("room %zu", bytes.room);
	}
	bytes_clear(&bytes);
}
END_TEST

START_TEST(words_are_big_endian_at_any_address)
{
	uint8_t wire[9];
	bytes_put_u16(wire + 1, 0x4c01);
	ck_assert_int_eq(memcmp(wire + 1, "\x4c\x01", 2), 0);
	bytes_put_u32(wire + 1, 0xfedcba98);
	ck_assert_int_eq(memcmp(wire + 1, "\xfe\xdc\xba\x98", 4), 0);
	bytes_put_u64(wire + 1, 0xfedcba9876543210);
	ck_assert_int_eq(memcmp(wire + 1, "\xfe\xdc\xba\x98\x76\x54\x32\x10",
			     8),
	    0);
	ck_assert_uint_eq(bytes_take_u16(wire + 1), 0xfedc);
	ck_assert_uint_eq(bytes_take_u32(wire + 1), 0xfedcba98);
	ck_assert(bytes_take_u64(wire + 1) == 0xfedcba9876543210);
}
END_TEST

TCase *
bytes_tcase(void)
{
	TCase *tcase = tcase_create("bytes");
	tcase_add_test(tcase, bytes_come_out_as_they_went_in);
	tcase_add_test(tcase, what_does_not_fit_is_refused_whole);
	tcase_add_test(tcase, a_limit_beyond_all_memory_is_only_a_limit);
	tcase_add_test(tcase, reserved_bytes_count_once_they_are_written);
	tcase_add_test(tcase, an_emptied_queue_starts_over_in_front);
	tcase_add_test(tcase, a_long_stream_passes_through_a_small_queue);
	tcase_add_test(tcase, words_are_big_endian_at_any_address);
	return tcase;
}
