/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "suite.h"

#include "text/cells.h"
#include "text/clean.h"
#include "text/quote.h"

START_TEST(what_is_short_and_clean_is_quoted_as_it_is)
{
	static const char *const texts[] = {
		"", "x", "192.168.1.20", "größer", "一二三",
		"sixty columns of plain ASCII, which is as much as is shown.."
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		char to[QUOTE_SIZE];
		ck_assert_ptr_eq(quote_text(to, texts[i], strlen(texts[i])),
		    to);
		ck_assert_str_eq(to, texts[i]);
	}
}
END_TEST

START_TEST(only_so_many_bytes_are_looked_at)
{
	char to[QUOTE_SIZE];
	ck_assert_str_eq(quote_text(to, "unended", 2), "un");
	ck_assert_str_eq(quote_text(to, "\033[2J\r\n", 6), "␛[2J␍␊");
}
END_TEST

/* Around every limit there is, in characters of every size. */
static const struct {
	const char *character;
	size_t shown_most; /* of them */
} lengths[] = {
	{ "x", 60 }, { "é", 60 }, { "一", 30 }, { "\033", 60 }, { "\xff", 60 },
	{ "e\xcc\x81\xcc\x82\xcc\x83\xcc\x84", 26 }, /* 9 bytes each */
};

START_TEST(what_is_long_is_cut_and_says_so)
{
	size_t size = strlen(lengths[_i].character);
	for (size_t count = 1; count < 700; count++) {
		char *text = malloc(count * size);
		for (size_t at = 0; at < count; at++)
			memcpy(text + at * size, lengths[_i].character, size);
		char to[QUOTE_SIZE];
		quote_text(to, text, count * size);
		free(text);
		ck_assert(clean_is_utf8(to, strlen(to)));
		ck_assert_int_le(cells_cols(to, strlen(to)), QUOTE_COLS + 1);
		bool is_cut = strstr(to, "…") != NULL;
		ck_assert_int_eq(is_cut, count > lengths[_i].shown_most);
	}
}
END_TEST

TCase *
quote_tcase(void)
{
	TCase *tcase = tcase_create("quote");
	tcase_add_test(tcase, what_is_short_and_clean_is_quoted_as_it_is);
	tcase_add_test(tcase, only_so_many_bytes_are_looked_at);
	tcase_add_loop_test(tcase, what_is_long_is_cut_and_says_so, 0,
	    sizeof(lengths) / sizeof(lengths[0]));
	return tcase;
}
