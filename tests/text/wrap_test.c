/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "suite.h"

#include "samples.h"
#include "text/cells.h"
#include "text/clean.h"
#include "text/wrap.h"

#define KANJI "\xe6\xbc\xa2"

/* `wanted`: the rows as they show, each with a '|' behind. */
static void
expect_rows(const char *text, int cols, const char *wanted)
{
	char found[256] = "";
	struct wrap wrap;
	struct wrap_row row;
	wrap_init(&wrap, text, strlen(text), cols);
	while (wrap_next(&wrap, &row)) {
		strncat(found, text + row.start, row.size);
		strcat(found, "|");
	}
	ck_assert_str_eq(found, wanted);
	ck_assert(!wrap_next(&wrap, &row));
}

START_TEST(an_empty_text_has_one_empty_row)
{
	expect_rows("", 5, "|");
}
END_TEST

START_TEST(rows_break_after_the_last_blank_that_fits)
{
	expect_rows("one two three", 8, "one two|three|");
	expect_rows("one two three", 7, "one two|three|");
	expect_rows("one two three", 6, "one|two|three|");
	expect_rows("one two three", 99, "one two three|");
}
END_TEST

START_TEST(blanks_at_a_break_take_no_columns)
{
	expect_rows("abc      def", 5, "abc|def|");
	expect_rows("abc   ", 3, "abc|");
	expect_rows("abc   ", 5, "abc|");
	expect_rows("abc  ", 5, "abc  |");
	expect_rows("abc    \ndef", 4, "abc|def|");
}
END_TEST

START_TEST(newlines_open_rows)
{
	expect_rows("a\nb", 5, "a|b|");
	expect_rows("a\n\nb", 5, "a||b|");
	expect_rows("a\n", 5, "a||");
	expect_rows("\n", 5, "||");
	expect_rows("abcde\nf", 5, "abcde|f|");
	expect_rows("abcde\n", 5, "abcde||");
}
END_TEST

START_TEST(a_word_longer_than_a_row_is_cut)
{
	expect_rows("abcdefghij", 4, "abcd|efgh|ij|");
	expect_rows("ab cdefghij", 4, "ab|cdef|ghij|");
	expect_rows("  abcdef", 4, "  ab|cdef|");
}
END_TEST

START_TEST(wide_characters_are_not_halved)
{
	expect_rows(KANJI KANJI KANJI, 5, KANJI KANJI "|" KANJI "|");
	expect_rows("a" KANJI, 2, "a|" KANJI "|");
}
END_TEST

START_TEST(a_cluster_wider_than_the_row_stands_alone)
{
	expect_rows("a" KANJI "b", 1, "a|" KANJI "|b|");
	expect_rows(KANJI " b", 1, KANJI "|b|");
	expect_rows(KANJI "\n", 1, KANJI "||");
}
END_TEST

START_TEST(tabs_reach_to_the_next_stop)
{
	struct wrap wrap;
	struct wrap_row row;
	wrap_init(&wrap, "a\tb", 3, 20);
	ck_assert(wrap_next(&wrap, &row));
	ck_assert_int_eq(row.cols, 9);
	expect_rows("a\tb", 9, "a\tb|");
	expect_rows("a\tb", 8, "a|b|");
	expect_rows("\tb", 5, "|b|");
}
END_TEST

START_TEST(a_blank_with_a_mark_is_no_blank)
{
	expect_rows("abc \xcc\x81"
		    "def",
	    4, "abc \xcc\x81|def|");
}
END_TEST

START_TEST(count_stops_at_what_was_asked)
{
	ck_assert_uint_eq(wrap_count("a\nb\nc\n", 6, 9, 99), 4);
	ck_assert_uint_eq(wrap_count("a\nb\nc\n", 6, 9, 2), 2);
	ck_assert_uint_eq(wrap_count("", 0, 9, 99), 1);
}
END_TEST

/* What is left out of a row: blanks, and one newline at most. */
static void
expect_nothing_lost(const char *text, const struct wrap_row *row)
{
	size_t at = row->start + row->size;
	while (at < row->next && (text[at] == ' ' || text[at] == '\t'))
		at++;
	if (at < row->next && text[at] == '\n')
		at++;
	ck_assert_uint_eq(at, row->next);
	ck_assert(memchr(text + row->start, '\n', row->size) == NULL);
}

static void
expect_whole_clusters(const char *text, size_t size, const struct wrap_row *row)
{
	size_t end = row->start + row->size;
	ck_assert_uint_eq(cells_boundary(text, size, row->start), row->start);
	ck_assert_uint_eq(cells_boundary(text, size, end), end);
}

static void
expect_fits(const char *text, const struct wrap_row *row, int cols)
{
	ck_assert_int_le(row->cols, cols);
	if (memchr(text + row->start, '\t', row->size) != NULL)
		return;
	int shown = cells_cols(text + row->start, row->size);
	struct cells_cluster first = cells_next(text + row->start, row->size);
	if (shown > cols)
		ck_assert_uint_eq(first.size, row->size);
	else if (first.cols <= cols)
		ck_assert_int_eq(shown, row->cols);
}

START_TEST(rows_cover_any_text_in_order_and_fit)
{
	struct dice dice = dice_new(4);
	for (int round = 0; round < 500; round++) {
		char trouble[4 * 80], text[3 * sizeof(trouble) + 1];
		size_t size =
		    samples_trouble(&dice, trouble, dice_roll(&dice, 80));
		size =
		    clean_text(text, sizeof(text), trouble, size, CLEAN_BODY);
		int cols = 1 + (int)dice_roll(&dice, 30);
		struct wrap wrap;
		struct wrap_row row;
		size_t at = 0, count = 0;
		wrap_init(&wrap, text, size, cols);
		while (wrap_next(&wrap, &row)) {
			ck_assert_uint_eq(row.start, at);
			expect_nothing_lost(text, &row);
			expect_whole_clusters(text, size, &row);
			expect_fits(text, &row, cols);
			ck_assert(row.next > at || row.next == size);
			at = row.next;
			count++;
		}
		ck_assert_uint_eq(at, size);
		ck_assert_uint_eq(count, wrap_count(text, size, cols, 9999));
		size_t newlines = 0;
		for (size_t i = 0; i < size; i++)
			newlines += text[i] == '\n';
		ck_assert_uint_gt(count, newlines);
	}
}
END_TEST

/* The same with an accent on each letter: as many columns, other bytes. */
static size_t
accented(char *to, const char *text, size_t size)
{
	size_t count = 0;
	for (size_t i = 0; i < size; i++)
		if (text[i] == 'e')
			count += samples_encode(to + count, 0xe9);
		else
			to[count++] = text[i];
	return count;
}

START_TEST(plain_words_wrap_like_accented_ones)
{
	static const char letters[] = "eeeeeeeeee    \t\n";
	struct dice dice = dice_new(8255);
	for (int round = 0; round < 20000; round++) {
		char plain[48], other[2 * sizeof(plain)], front[sizeof(other)];
		size_t size = dice_roll(&dice, sizeof(plain));
		int cols = 1 + (int)dice_roll(&dice, 50);
		struct wrap wrap, again;
		struct wrap_row row, same;
		for (size_t i = 0; i < size; i++)
			plain[i] =
			    letters[dice_roll(&dice, sizeof(letters) - 1)];
		wrap_init(&wrap, plain, size, cols);
		wrap_init(&again, other, accented(other, plain, size), cols);
		while (wrap_next(&wrap, &row)) {
			ck_assert(wrap_next(&again, &same));
			ck_assert_int_eq(row.cols, same.cols);
			ck_assert_uint_eq(same.start,
			    accented(front, plain, row.start));
			ck_assert_uint_eq(same.size,
			    accented(front, plain + row.start, row.size));
			ck_assert_uint_eq(same.next,
			    accented(front, plain, row.next));
		}
		ck_assert(!wrap_next(&again, &same));
	}
}
END_TEST

START_TEST(the_iterator_may_be_left_and_copied)
{
	struct wrap wrap;
	struct wrap_row row, again;
	wrap_init(&wrap, "one two three", 13, 5);
	ck_assert(wrap_next(&wrap, &row));
	struct wrap copy = wrap;
	ck_assert(wrap_next(&wrap, &row));
	ck_assert(wrap_next(&copy, &again));
	ck_assert_uint_eq(row.start, again.start);
	ck_assert_uint_eq(row.next, again.next);
}
END_TEST

TCase *
wrap_tcase(void)
{
	TCase *tcase = tcase_create("wrap");
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, an_empty_text_has_one_empty_row);
	tcase_add_test(tcase, rows_break_after_the_last_blank_that_fits);
	tcase_add_test(tcase, blanks_at_a_break_take_no_columns);
	tcase_add_test(tcase, newlines_open_rows);
	tcase_add_test(tcase, a_word_longer_than_a_row_is_cut);
	tcase_add_test(tcase, wide_characters_are_not_halved);
	tcase_add_test(tcase, a_cluster_wider_than_the_row_stands_alone);
	tcase_add_test(tcase, tabs_reach_to_the_next_stop);
	tcase_add_test(tcase, a_blank_with_a_mark_is_no_blank);
	tcase_add_test(tcase, count_stops_at_what_was_asked);
	tcase_add_test(tcase, rows_cover_any_text_in_order_and_fit);
	tcase_add_test(tcase, plain_words_wrap_like_accented_ones);
	tcase_add_test(tcase, the_iterator_may_be_left_and_copied);
	return tcase;
}
