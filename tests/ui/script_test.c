/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "suite.h"

#include "ui/script.h"

static void
ck_script(const struct script *script, const char *expected)
{
	ck_assert_uint_eq(script->size, strlen(expected));
	ck_assert_mem_eq(script->bytes, expected, script->size);
}

START_TEST(padding_is_left_out)
{
	struct script script = { .size = 0 };
	script_add(&script, "\033[H\033[J$<50>");
	script_add(&script, NULL);
	script_add(&script, "a$<5.5*/>b$<");
	script_add(&script, "$c$<x>d$<3");
	ck_script(&script, "\033[H\033[Jab$<$c$<x>d$<3");
}
END_TEST

START_TEST(text_brings_no_control_characters)
{
	struct script script = { .size = 0 };
	script_add_text(&script, "gr\303\274ezi\033]0;\007\177\n\t!");
	ck_script(&script, "gr\303\274ezi]0;!");
}
END_TEST

START_TEST(what_does_not_fit_is_left_out_whole)
{
	struct script script = { .size = 0 };
	char most[RITES_SIZE];
	memset(most, 'x', sizeof(most));
	most[sizeof(most) - 1] = '\0';
	script_add(&script, most);
	script_add(&script, "ab");
	script_add_text(&script, "ab");
	ck_assert_uint_eq(script.size, RITES_SIZE - 1);
	script_add(&script, "c");
	ck_assert_uint_eq(script.size, RITES_SIZE);
	script_add_text(&script, "d");
	ck_assert_uint_eq(script.size, RITES_SIZE);
}
END_TEST

TCase *
script_tcase(void)
{
	TCase *tcase = tcase_create("script");
	tcase_add_test(tcase, padding_is_left_out);
	tcase_add_test(tcase, text_brings_no_control_characters);
	tcase_add_test(tcase, what_does_not_fit_is_left_out_whole);
	return tcase;
}
