/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "base/fault.h"

#include <string.h>
#include <sysexits.h>

#include "suite.h"

START_TEST(a_fault_is_one_statement)
{
	struct fault fault;
	ck_assert(!fault_set(&fault, EX_OSERR, "cannot listen on %s (%s: %d)",
	    ":8255", "bind", 98));
	ck_assert_str_eq(fault.words, "cannot listen on :8255 (bind: 98)");
	ck_assert_int_eq(fault.status, EX_OSERR);
}
END_TEST

START_TEST(a_fault_can_be_told_again_with_more_words)
{
	struct fault fault;
	fault_set(&fault, EX_UNAVAILABLE, "nobody answers");
	fault_set(&fault, EX_IOERR, "bob: %s; try again", fault.words);
	ck_assert_str_eq(fault.words, "bob: nobody answers; try again");
}
END_TEST

/* Shifted by one byte each, so that the cut falls on each byte of "…". */
START_TEST(a_long_sentence_is_cut_between_characters)
{
	char words[FAULT_WORDS_SIZE + 200];
	for (size_t shift = 0; shift < 4; shift++) {
		memset(words, 'x', shift);
		for (size_t at = shift; at + 3 < sizeof(words); at += 3)
			memcpy(words + at, "\xe2\x80\xa6", 4);
		struct fault fault;
		fault_set(&fault, EX_USAGE, "%s", words);
		size_t size = strlen(fault.words);
		ck_assert_uint_lt(size, FAULT_WORDS_SIZE);
		ck_assert_uint_ge(size, FAULT_WORDS_SIZE - 4);
		ck_assert_uint_eq(size % 3, shift % 3);
		ck_assert_int_eq(memcmp(fault.words, words, size), 0);
	}
}
END_TEST

START_TEST(a_sentence_that_just_fits_is_whole)
{
	char words[FAULT_WORDS_SIZE];
	memset(words, 'x', sizeof(words));
	words[FAULT_WORDS_SIZE - 1] = '\0';
	struct fault fault;
	fault_set(&fault, EX_USAGE, "%s", words);
	ck_assert_str_eq(fault.words, words);
}
END_TEST

TCase *
fault_tcase(void)
{
	TCase *tcase = tcase_create("fault");
	tcase_add_test(tcase, a_fault_is_one_statement);
	tcase_add_test(tcase, a_fault_can_be_told_again_with_more_words);
	tcase_add_test(tcase, a_long_sentence_is_cut_between_characters);
	tcase_add_test(tcase, a_sentence_that_just_fits_is_whole);
	return tcase;
}
