/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "suite.h"

#include "../material.h"
#include "samples.h"
#include "text/cells.h"
#include "text/clean.h"

/* U+1F468 ZWJ U+1F469 ZWJ U+1F467, a man, a woman and a girl: a family. */
#define FAMILY                                                     \
	"\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d" \
	"\xf0\x9f\x91\xa7"
#define GERMANY "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa"
#define UMLAUT "u\xcc\x88" /* u and a combining diaeresis */
#define KANJI "\xe6\xbc\xa2"

static void
expect_cluster(const char *text, size_t size, int cols)
{
	struct cells_cluster next = cells_next(text, strlen(text));
	ck_assert_uint_eq(next.size, size);
	ck_assert_int_eq(next.cols, cols);
}

START_TEST(a_letter_is_one_cluster_of_one_column)
{
	expect_cluster("ab", 1, 1);
	expect_cluster("a", 1, 1);
	expect_cluster("\xc3\xa9", 2, 1);
	expect_cluster("", 0, 0);
}
END_TEST

START_TEST(newline_and_tab_have_no_columns)
{
	expect_cluster("\nx", 1, 0);
	expect_cluster("\t", 1, 0);
	ck_assert_int_eq(cells_cols("a\tb\nc", 5), 3);
}
END_TEST

START_TEST(marks_belong_to_their_base)
{
	expect_cluster(UMLAUT "x", 3, 1);
	ck_assert_int_eq(cells_cols(UMLAUT UMLAUT, 6), 2);
}
END_TEST

START_TEST(wide_characters_have_two_columns)
{
	expect_cluster(KANJI KANJI, 3, 2);
}
END_TEST

START_TEST(families_and_flags_are_single_clusters)
{
	expect_cluster(FAMILY FAMILY, strlen(FAMILY), 6);
	expect_cluster(GERMANY GERMANY, strlen(GERMANY), 2);
}
END_TEST

START_TEST(before_finds_the_whole_family_and_the_whole_flag)
{
	const char *text = "x" GERMANY GERMANY GERMANY FAMILY UMLAUT "y";
	size_t at = strlen(text);
	ck_assert_uint_eq(at = cells_before(text, at), strlen(text) - 1);
	ck_assert_uint_eq(at = cells_before(text, at), strlen(text) - 4);
	ck_assert_uint_eq(at = cells_before(text, at), 25);
	ck_assert_uint_eq(at = cells_before(text, at), 17);
	ck_assert_uint_eq(at = cells_before(text, at), 9);
	ck_assert_uint_eq(at = cells_before(text, at), 1);
	ck_assert_uint_eq(at = cells_before(text, at), 0);
	ck_assert_uint_eq(cells_before(text, at), 0);
}
END_TEST

START_TEST(boundary_never_lies_inside_a_cluster)
{
	const char *text = "a" FAMILY "b";
	size_t size = strlen(text);
	ck_assert_uint_eq(cells_boundary(text, size, 0), 0);
	for (size_t at = 1; at <= strlen(FAMILY); at++)
		ck_assert_uint_eq(cells_boundary(text, size, at), 1);
	ck_assert_uint_eq(cells_boundary(text, size, size - 1), size - 1);
	ck_assert_uint_eq(cells_boundary(text, size, size), size);
}
END_TEST

START_TEST(forwards_and_backwards_find_the_same_clusters)
{
	struct dice dice = dice_new(8255);
	for (int round = 0; round < 2000; round++) {
		char prose[4 * 64], text[3 * sizeof(prose) + 1];
		size_t ends[64 * 3 + 1];
		size_t size = samples_prose(&dice, prose, 64);
		size = clean_text(text, sizeof(text), prose, size, CLEAN_BODY);
		size_t count = 0;
		for (size_t at = 0; at < size;) {
			ends[count++] = at;
			at += cells_next(text + at, size - at).size;
		}
		for (size_t at = size; at > 0;) {
			at = cells_before(text, at);
			if (at != ends[--count])
				ck_abort_msg("round %d: \"%s\"", round, text);
		}
		ck_assert_uint_eq(count, 0);
	}
}
END_TEST

START_TEST(many_flags_are_walked_backwards)
{
	enum { COUNT = 20000 };
	char *text = malloc(COUNT * 8);
	for (size_t i = 0; i < COUNT; i++)
		memcpy(text + 8 * i, GERMANY, 8);
	size_t at = COUNT * 8;
	while (at > 0) {
		size_t before = cells_before(text, at);
		if (before >= at)
			ck_abort_msg("stuck at %zu", at);
		at = before;
	}
	/* A shorter run is right to the last flag. */
	for (at = 8 * 2000; at > 0; at -= 8)
		ck_assert_uint_eq(cells_before(text, at), at - 8);
	free(text);
}
END_TEST

START_TEST(fit_stops_before_a_wide_character_that_is_cut)
{
	const char *text = "a" KANJI KANJI "b";
	ck_assert_uint_eq(cells_fit(text, 8, 0), 0);
	ck_assert_uint_eq(cells_fit(text, 8, 1), 1);
	ck_assert_uint_eq(cells_fit(text, 8, 2), 1);
	ck_assert_uint_eq(cells_fit(text, 8, 3), 4);
	ck_assert_uint_eq(cells_fit(text, 8, 6), 8);
	ck_assert_uint_eq(cells_fit(text, 8, 99), 8);
}
END_TEST

START_TEST(two_characters_below_the_marks_are_always_apart)
{
	for (uint32_t one = 0; one < 0x300; one++)
		for (uint32_t other = 0; other < 0x300; other++) {
			utf8proc_int32_t state = 0;
			bool is_newline = one == '\r' && other == '\n';
			if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)
								 one,
				(utf8proc_int32_t)other, &state) == is_newline)
				ck_abort_msg("U+%04X U+%04X", (unsigned)one,
				    (unsigned)other);
		}
}
END_TEST

/* A cluster as libutf8proc alone finds it. */
static struct cells_cluster
closer_look(const char *text, size_t size)
{
	utf8proc_int32_t state = 0;
	uint32_t before, point;
	struct cells_cluster found;
	found.size = cells_decode(text, size, &before);
	found.cols = cells_point_cols(before);
	while (found.size < size) {
		size_t more =
		    cells_decode(text + found.size, size - found.size, &point);
		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)before,
			(utf8proc_int32_t)point, &state))
			break;
		found.size += more;
		found.cols += cells_point_cols(point);
		before = point;
	}
	return found;
}

/* Plain text for the most part, with all else between. */
static size_t
mixed_text(struct dice *dice, char *text, size_t room)
{
	char raw[256];
	size_t size = 0;
	while (size < sizeof(raw) - 32 && dice_roll(dice, 12) > 0) {
		for (size_t left = dice_roll(dice, 24); left > 0; left--)
			if (size < sizeof(raw) - 32)
				raw[size++] =
				    (char)(0x20 + dice_roll(dice, 0x5f));
		if (dice_roll(dice, 3) == 0)
			size += samples_encode(raw + size,
			    (uint32_t)(0xa0 + dice_roll(dice, 0x2d0)));
		else if (dice_roll(dice, 2) == 0)
			size += samples_prose(dice, raw + size, 2);
		else if (dice_roll(dice, 2) == 0)
			raw[size++] = dice_roll(dice, 2) == 0 ? '\n' : '\t';
	}
	return clean_text(text, room, raw, size, CLEAN_BODY);
}

static void
expect_closer_look(const char *text, size_t size)
{
	int cols = 0;
	size_t plain = 0;
	for (size_t at = 0; at < size;) {
		struct cells_cluster wanted = closer_look(text + at, size - at);
		struct cells_cluster found = cells_next(text + at, size - at);
		ck_assert_uint_eq(found.size, wanted.size);
		ck_assert_int_eq(found.cols, wanted.cols);
		/* What has no columns goes with what is in front of it. */
		if (wanted.cols > 0)
			ck_assert_uint_eq(cells_fit(text, size,
					      cols + wanted.cols - 1),
			    at);
		if (plain == at && wanted.size == 1 && wanted.cols == 1)
			plain++;
		at += wanted.size;
		cols += wanted.cols;
	}
	ck_assert_int_eq(cells_cols(text, size), cols);
	ck_assert_uint_eq(cells_fit(text, size, cols), size);
	size_t counted = cells_plain(text, size, SIZE_MAX);
	ck_assert_uint_le(counted, plain);
	ck_assert_uint_ge(counted + 1, plain);
	for (size_t most = 0; most <= size; most++)
		ck_assert_uint_eq(cells_plain(text, size, most),
		    most < counted ? most : counted);
}

START_TEST(plain_text_is_measured_like_any_other)
{
	struct dice dice = dice_new(8255);
	for (int round = 0; round < 5000; round++) {
		char text[3 * 256 + 1];
		size_t size = mixed_text(&dice, text, sizeof(text));
		uint8_t *copy = material_copy((uint8_t *)text, size);
		expect_closer_look((const char *)copy, size);
		free(copy);
	}
}
END_TEST

START_TEST(each_plain_byte_is_told_from_all_others)
{
	char text[24];
	for (int byte = 0; byte < 256; byte++)
		for (size_t at = 0; at < sizeof(text); at++) {
			bool is_plain = byte >= 0x20 && byte < 0x7f;
			size_t wanted = is_plain ? sizeof(text) : at;
			memset(text, 'a', sizeof(text));
			text[at] = (char)byte;
			/* It cannot be said what a cut character is. */
			if (byte >= 0x80 && at > 0)
				wanted--;
			ck_assert_uint_eq(cells_plain(text, sizeof(text),
					      SIZE_MAX),
			    wanted);
		}
}
END_TEST

static void
expect_decoded(const char *text, size_t size, uint32_t point)
{
	size_t all = strlen(text);
	/* An exact-size copy: reading beyond it would be seen. */
	char *copy = malloc(all);
	memcpy(copy, text, all);
	uint32_t found;
	ck_assert_uint_eq(cells_decode(copy, all, &found), size);
	ck_assert_uint_eq(found, point);
	free(copy);
}

START_TEST(decode_is_strict_and_takes_maximal_subparts)
{
	expect_decoded("A", 1, 'A');
	expect_decoded("\xc3\xa9", 2, 0xe9);
	expect_decoded("\xef\xbf\xbf", 3, 0xffff);
	expect_decoded("\xf4\x8f\xbf\xbf", 4, 0x10ffff);
	expect_decoded("\xc0\xaf", 1, 0xfffd);	       /* overlong */
	expect_decoded("\xe0\x80\xaf", 1, 0xfffd);     /* overlong */
	expect_decoded("\xed\xa0\x80", 1, 0xfffd);     /* surrogate */
	expect_decoded("\xf4\x90\x80\x80", 1, 0xfffd); /* U+110000 */
	expect_decoded("\xf0\x9f\x98", 3, 0xfffd);     /* cut */
	expect_decoded("\xf0\x9f\x98x", 3, 0xfffd);
	expect_decoded("\xe2\x28\xa1", 1, 0xfffd);
	expect_decoded("\x80", 1, 0xfffd);
	expect_decoded("\xff", 1, 0xfffd);
}
END_TEST

START_TEST(every_character_survives_the_trip_and_is_no_wider_than_its_bytes)
{
	for (uint32_t point = 0; point < 0x110000; point++) {
		if (point >= 0xd800 && point < 0xe000)
			continue;
		char bytes[4];
		size_t size = samples_encode(bytes, point);
		uint32_t found;
		if (cells_decode(bytes, size, &found) != size || found != point)
			ck_abort_msg("U+%04X", (unsigned)point);
		/* For what is no UTF-8, too, which has a byte at the least. */
		if (cells_point_cols(point) > (point == 0xfffd ? 1 : (int)size))
			ck_abort_msg("U+%04X is too wide", (unsigned)point);
	}
}
END_TEST

TCase *
cells_tcase(void)
{
	TCase *tcase = tcase_create("cells");
	tcase_add_test(tcase, a_letter_is_one_cluster_of_one_column);
	tcase_add_test(tcase, newline_and_tab_have_no_columns);
	tcase_add_test(tcase, marks_belong_to_their_base);
	tcase_add_test(tcase, wide_characters_have_two_columns);
	tcase_add_test(tcase, families_and_flags_are_single_clusters);
	tcase_add_test(tcase, before_finds_the_whole_family_and_the_whole_flag);
	tcase_add_test(tcase, boundary_never_lies_inside_a_cluster);
	tcase_add_test(tcase, forwards_and_backwards_find_the_same_clusters);
	tcase_add_test(tcase, many_flags_are_walked_backwards);
	tcase_add_test(tcase, fit_stops_before_a_wide_character_that_is_cut);
	tcase_add_test(tcase, two_characters_below_the_marks_are_always_apart);
	tcase_add_test(tcase, plain_text_is_measured_like_any_other);
	tcase_add_test(tcase, each_plain_byte_is_told_from_all_others);
	tcase_add_test(tcase, decode_is_strict_and_takes_maximal_subparts);
	tcase_add_test(tcase,
	    every_character_survives_the_trip_and_is_no_wider_than_its_bytes);
	return tcase;
}
