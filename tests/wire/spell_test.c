/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/spell.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "../runner.h"
#include "suite.h"

START_TEST(what_does_not_fit_is_left_out)
{
	char text[8];
	struct spell spell;
	spell_begin(&spell, text, sizeof(text));
	ck_assert_str_eq(text, "");
	spell_add(&spell, "%s", "12345");
	spell_add(&spell, "%s", "67890");
	ck_assert_str_eq(text, "1234567");
	ck_assert_uint_eq(spell.size, 7);
	spell_add(&spell, "%s", "more");
	spell_pad(&spell, 100);
	ck_assert_str_eq(text, "1234567");
}
END_TEST

START_TEST(texts_and_numbers_are_what_printf_makes_of_them)
{
	static const uint64_t numbers[] = { 0, 1, 9, 10, 41, 99, 100, 65536,
		UINT32_MAX, UINT64_MAX - 1, UINT64_MAX };
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		/* At every cut, too. */
		for (size_t room = 1; room < 40; room++) {
			char text[41], wanted[41];
			struct spell spell;
			memset(text, '#', sizeof(text));
			spell_begin(&spell, text, room);
			spell_text(&spell, "seq ");
			spell_number(&spell, numbers[i]);
			spell_text(&spell, " · ack");
			snprintf(wanted, room, "seq %" PRIu64 " · ack",
			    numbers[i]);
			ck_assert_str_eq(text, wanted);
			ck_assert_uint_eq(spell.size, strlen(wanted));
			ck_assert_int_eq(text[room], '#');
		}
	}
}
END_TEST

START_TEST(a_cut_text_ends_in_an_ellipsis)
{
	char text[32];
	struct spell spell;
	spell_begin(&spell, text, sizeof(text));
	spell_add(&spell, "a · b · c");
	ck_assert_uint_eq(spell_cols(&spell), 9);
	spell_cut(&spell, 9);
	ck_assert_str_eq(text, "a · b · c");
	spell_cut(&spell, 8);
	ck_assert_str_eq(text, "a · b ·…");
	spell_cut(&spell, 3);
	ck_assert_str_eq(text, "a …");
	spell_cut(&spell, 1);
	ck_assert_str_eq(text, "…");
	spell_cut(&spell, 0);
	ck_assert_str_eq(text, "");
}
END_TEST

START_TEST(padding_counts_columns_and_not_bytes)
{
	char text[32];
	struct spell spell;
	spell_begin(&spell, text, sizeof(text));
	spell_add(&spell, "·…");
	spell_pad(&spell, 4);
	ck_assert_str_eq(text, "·…  ");
	spell_pad(&spell, 3);
	ck_assert_str_eq(text, "·…  ");
}
END_TEST

START_TEST(only_printable_characters_are_shown)
{
	char text[32];
	struct spell spell;
	spell_begin(&spell, text, sizeof(text));
	spell_characters(&spell,
	    (const uint8_t *)"\0\x1b\x1f ~\x7f\x80\xff%s\xe2\x80\xae", 13);
	ck_assert_str_eq(text, "... ~...%s...");
}
END_TEST

START_TEST(values_are_shown_as_people_read_them)
{
	static const struct {
		enum frame_show show;
		const char *bytes;
		uint8_t size;
		const char *expected;
	} values[] = {
		{ FRAME_AS_NUMBER, "\x20\x3f", 2, "8255" },
		{ FRAME_AS_NUMBER, "\xff\xff\xff\xff", 4, "4294967295" },
		{ FRAME_AS_CHARACTER, "L", 1, "'L'" },
		{ FRAME_AS_TYPE, "\5", 1, "5 TEXT" },
		{ FRAME_AS_TYPE, "\x7f", 1, "127" },
		{ FRAME_AS_FLAGS, "\3", 1, "0x03 SEALED SKIP" },
		{ FRAME_AS_FLAGS, "\x80", 1, "0x80" },
		{ FRAME_AS_CAUSE, "\0\x6f", 2, "111 protocol error" },
		{ FRAME_AS_CAUSE, "\1\1", 2, "257" },
		{ FRAME_AS_ID, "\0\1\2\3\4\5\6\7", 8, "0001020304050607" },
		{ FRAME_AS_TEXT, "a\nb", 3, "\"a.b\"" },
		{ FRAME_AS_LITTLE, "\3\1", 2, "259" },
		{ FRAME_AS_LITTLE, "\xff\xff\xff\xff\xff\xff\xff\xff", 8,
		    "18446744073709551615" },
		{ FRAME_AS_DIGITS, "  07 ", 5, "7" },
		{ FRAME_AS_DIGITS, "7\0", 2, "\"7.\"" },
		{ FRAME_AS_CONTROLS, "\r\n", 2, "CR LF" },
		{ FRAME_AS_CONTROLS, "", 1, "NUL" },
	};
	char text[32];
	struct spell spell;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		struct frame_field field = { .show = values[i].show };
		spell_begin(&spell, text, sizeof(text));
		spell_value(&spell, &field, (const uint8_t *)values[i].bytes,
		    values[i].size);
		ck_assert_str_eq(text, values[i].expected);
	}
}
END_TEST

TCase *
spell_tcase(void)
{
	TCase *tcase = tcase_create("spell");
	tcase_add_test(tcase, what_does_not_fit_is_left_out);
	tcase_add_test(tcase, texts_and_numbers_are_what_printf_makes_of_them);
	tcase_add_test(tcase, a_cut_text_ends_in_an_ellipsis);
	tcase_add_test(tcase, padding_counts_columns_and_not_bytes);
	tcase_add_test(tcase, only_printable_characters_are_shown);
	tcase_add_test(tcase, values_are_shown_as_people_read_them);
	return tcase;
}
