/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "suite.h"

#include "text/draft.h"
#include "ui/keys.h"

static int
deed_of(const char *bytes)
{
	struct keyboard *keyboard = keyboard_new();
	struct key key = { 0 };
	keyboard_offer(keyboard, bytes, strlen(bytes));
	ck_assert(keyboard_next(keyboard, &key));
	keyboard_free(keyboard);
	return keys_deed(&key);
}

/* What the design's table says of each key, by what a terminal sends. */
static const struct {
	const char *bytes;
	int deed;
} promised[] = {
	{ "\r", DEED_SEND },
	{ "\n", DEED_NEWLINE },
	{ "\033\r", DEED_NEWLINE },
	{ "\t", DEED_COMPLETE },
	{ "\033OP", DEED_HELP },
	{ "\0331", DEED_HELP },
	{ "\033OQ", DEED_HEADERS },
	{ "\033OR", DEED_WIRE },
	{ "\033[15~", DEED_ANSWER },
	{ "\0335", DEED_ANSWER },
	{ "\033[17~", DEED_HANG_UP },
	{ "\033[18~", DEED_HOLD },
	{ "\033[19~", DEED_LAYOUT },
	{ "\033[5~", DEED_PAGE_BACK },
	{ "\033[6~", DEED_PAGE_ON },
	{ "\033p", DEED_WIRE_OLDER },
	{ "\033n", DEED_WIRE_NEWER },
	{ "\033w", DEED_WIRE_FREEZE },
	{ "\014", DEED_REPAINT },
	{ "\003", DEED_INTERRUPT },
	{ "\004", DEED_DELETE_OR_LEAVE },
	{ "\032", DEED_SUSPEND },
	{ "\001", DEED_EDIT + DRAFT_TO_LINE_START },
	{ "\033[H", DEED_EDIT + DRAFT_TO_LINE_START },
	{ "\005", DEED_EDIT + DRAFT_TO_LINE_END },
	{ "\033[F", DEED_EDIT + DRAFT_TO_LINE_END },
	{ "\002", DEED_EDIT + DRAFT_BACK },
	{ "\033[D", DEED_EDIT + DRAFT_BACK },
	{ "\006", DEED_EDIT + DRAFT_ON },
	{ "\033[C", DEED_EDIT + DRAFT_ON },
	{ "\033b", DEED_EDIT + DRAFT_WORD_BACK },
	{ "\033B", DEED_EDIT + DRAFT_WORD_BACK },
	{ "\033[1;5D", DEED_EDIT + DRAFT_WORD_BACK },
	{ "\033f", DEED_EDIT + DRAFT_WORD_ON },
	{ "\033[1;5C", DEED_EDIT + DRAFT_WORD_ON },
	{ "\010", DEED_EDIT + DRAFT_RUB_OUT },
	{ "\177", DEED_EDIT + DRAFT_RUB_OUT },
	{ "\033[3~", DEED_EDIT + DRAFT_DELETE },
	{ "\027", DEED_EDIT + DRAFT_KILL_BLANK_WORD },
	{ "\033\177", DEED_EDIT + DRAFT_KILL_WORD_BACK },
	{ "\033d", DEED_EDIT + DRAFT_KILL_WORD_ON },
	{ "\025", DEED_EDIT + DRAFT_KILL_TO_START },
	{ "\013", DEED_EDIT + DRAFT_KILL_TO_END },
	{ "\031", DEED_EDIT + DRAFT_YANK },
	{ "\033[A", DEED_EDIT + DRAFT_UP },
	{ "\033[B", DEED_EDIT + DRAFT_DOWN },
	{ "\020", DEED_EDIT + DRAFT_OLDER },
	{ "\016", DEED_EDIT + DRAFT_NEWER },
	/* Nobody's. */
	{ "x", DEED_NOTHING },
	{ "\007", DEED_NOTHING },
	{ "\033x", DEED_NOTHING },
	{ "\033[21~", DEED_NOTHING },
	{ "\033[2~", DEED_NOTHING },
};

START_TEST(every_key_has_the_deed_that_was_promised)
{
	for (size_t i = 0; i < sizeof(promised) / sizeof(promised[0]); i++)
		ck_assert_msg(deed_of(promised[i].bytes) == promised[i].deed,
		    "row %zu: deed %d", i, deed_of(promised[i].bytes));
}
END_TEST

START_TEST(every_deed_has_a_key)
{
	for (int deed = DEED_SEND; deed <= DEED_EDIT + DRAFT_NEWER; deed++) {
		size_t i = 0;
		while (i < key_row_count && key_rows[i].deed != deed)
			i++;
		/* ^C, which knows more than the draft does. */
		ck_assert_msg((i < key_row_count) !=
			(deed == DEED_EDIT + DRAFT_KILL_ALL),
		    "deed %d", deed);
	}
}
END_TEST

START_TEST(help_can_print_every_row)
{
	ck_assert_str_ne(key_rows[0].does, "");
	for (size_t i = 0; i < key_row_count; i++) {
		ck_assert_uint_le(strlen(key_rows[i].label), 13);
		/* Side by side in 120 columns. */
		ck_assert_uint_le(strlen(key_rows[i].does), 38);
		for (size_t j = 0; j < i; j++)
			ck_assert_str_ne(key_rows[i].label, key_rows[j].label);
	}
}
END_TEST

START_TEST(no_key_does_two_things)
{
	for (size_t i = 0; i < key_row_count; i++) {
		struct key key = { .name = key_rows[i].name,
			.point = key_rows[i].point };
		ck_assert_int_eq(keys_deed(&key), key_rows[i].deed);
	}
}
END_TEST

TCase *
keys_tcase(void)
{
	TCase *tcase = tcase_create("keys");
	tcase_add_test(tcase, every_key_has_the_deed_that_was_promised);
	tcase_add_test(tcase, every_deed_has_a_key);
	tcase_add_test(tcase, help_can_print_every_row);
	tcase_add_test(tcase, no_key_does_two_things);
	return tcase;
}
