/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "suite.h"

#include "ui/glyph.h"

static void
ck_reads(const char *text, int cols, const wchar_t *expected)
{
	wchar_t glyph[GLYPH_SIZE];
	struct canvas_cell cell = { .cols = (uint8_t)cols };
	snprintf(cell.text, sizeof(cell.text), "%s", text);
	glyph_read(glyph, &cell);
	ck_assert_msg(wcscmp(glyph, expected) == 0, "\"%s\"", text);
}

START_TEST(a_cell_is_a_character_and_its_marks)
{
	ck_reads(" ", 1, L" ");
	ck_reads("a", 1, L"a");
	ck_reads("\303\274", 1, L"\u00fc");
	ck_reads("\346\226\207", 2, L"\u6587");
	ck_reads("o\314\210\314\262", 1, L"o\u0308\u0332");
}
END_TEST

START_TEST(printable_ascii_is_itself)
{
	for (char byte = 0x20; byte < 0x7f; byte++) {
		const char text[] = { byte, '\0' };
		const wchar_t wanted[] = { (wchar_t)byte, L'\0' };
		ck_reads(text, 1, wanted);
	}
	ck_reads("\177", 1, L"\ufffd");
	ck_reads("\037", 1, L"\ufffd");
}
END_TEST

START_TEST(four_marks_are_kept_and_no_more)
{
	ck_reads("a\314\201\314\210\314\261\314\262", 1,
	    L"a\u0301\u0308\u0331\u0332");
	ck_reads("a\314\201\314\210\314\261\314\262\314\203", 1,
	    L"a\u0301\u0308\u0331\u0332");
}
END_TEST

START_TEST(nothing_else_reaches_the_terminal)
{
	ck_reads("", 1, L"\ufffd");
	ck_reads("\033", 1, L"\ufffd");
	ck_reads("\t", 1, L"\ufffd");
	ck_reads("\302\233", 1, L"\ufffd");	/* C1 */
	ck_reads("\314\210", 1, L"\ufffd");	/* a mark alone */
	ck_reads("\346\226\207", 1, L"\ufffd"); /* too wide for its cell */
	ck_reads("a", 2, L"\ufffd");
	ck_reads("ab", 1, L"a");
	ck_reads("a\033", 1, L"a");
	ck_reads("\377", 1, L"\ufffd");
}
END_TEST

TCase *
glyph_tcase(void)
{
	TCase *tcase = tcase_create("glyph");
	tcase_add_test(tcase, a_cell_is_a_character_and_its_marks);
	tcase_add_test(tcase, printable_ascii_is_itself);
	tcase_add_test(tcase, four_marks_are_kept_and_no_more);
	tcase_add_test(tcase, nothing_else_reaches_the_terminal);
	return tcase;
}
