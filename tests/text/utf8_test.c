/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "suite.h"

#include "text/utf8.h"

static size_t
cut_of(const char *text)
{
	size_t size = strlen(text);
	char *copy = malloc(size);
	ck_assert(copy != NULL || size == 0);
	memcpy(copy, text, size);
	size_t cut = utf8_cut_size(copy, size);
	free(copy);
	return cut;
}

START_TEST(a_read_ends_between_two_characters_or_not)
{
	ck_assert_uint_eq(utf8_cut_size(NULL, 0), 0);
	ck_assert_uint_eq(cut_of("a"), 0);
	ck_assert_uint_eq(cut_of("a\303"), 1);
	ck_assert_uint_eq(cut_of("a\303\274"), 0);
	ck_assert_uint_eq(cut_of("\346\226"), 2);
	ck_assert_uint_eq(cut_of("\346\226\207"), 0);
	ck_assert_uint_eq(cut_of("a\360\237\221"), 3);
	ck_assert_uint_eq(cut_of("\360\237\221\213"), 0);
}
END_TEST

START_TEST(what_cannot_become_a_character_is_not_waited_for)
{
	ck_assert_uint_eq(cut_of("\200"), 0);
	ck_assert_uint_eq(cut_of("\200\200\200\200"), 0);
	ck_assert_uint_eq(cut_of("a\300"), 0);
	ck_assert_uint_eq(cut_of("a\365"), 0);
	ck_assert_uint_eq(cut_of("a\377"), 0);
	ck_assert_uint_eq(cut_of("\303\274\200"), 0);
}
END_TEST

TCase *
utf8_tcase(void)
{
	TCase *tcase = tcase_create("utf8");
	tcase_add_test(tcase, a_read_ends_between_two_characters_or_not);
	tcase_add_test(tcase, what_cannot_become_a_character_is_not_waited_for);
	return tcase;
}
