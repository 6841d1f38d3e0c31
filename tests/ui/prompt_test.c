/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <check.h>

#include "../material.h"
#include "base/memory.h"
#include "stage.h"
#include "ui/prompt.h"
#include "suite.h"

static struct stage stage;

static void
set_up(void)
{
	stage_open(&stage);
}

static void
tear_down(void)
{
	stage_close(&stage);
}

/* Paints a draft of its own; a row has `cols` - 3 columns for it. */
static void
paint(const char *draft, size_t cursor, int rows, int cols)
{
	stage_draft(&stage, draft);
	stage.scene.draft_cursor = cursor;
	struct rectangle in = { 0, 0, rows, cols };
	canvas_blank(&stage.canvas, rows, cols);
	prompt_paint(&stage.canvas, &stage.scene, &in, rows);
}

static void
expect_cursor(int row, int col)
{
	ck_assert_int_eq(stage.canvas.cursor_row, row);
	ck_assert_int_eq(stage.canvas.cursor_col, col);
}

START_TEST(the_cursor_is_where_the_next_character_goes)
{
	paint("", 0, 3, 10);
	expect_cursor(0, 3);
	paint("abc", 3, 3, 10);
	expect_cursor(0, 6);
	paint("abc", 1, 3, 10);
	expect_cursor(0, 4);
	paint("漢字", 6, 3, 10);
	expect_cursor(0, 7);
	paint("a\n", 2, 3, 10);
	expect_cursor(1, 3);
}
END_TEST

START_TEST(behind_a_full_row_the_cursor_is_on_the_next)
{
	paint("1234567", 7, 3, 10);
	expect_cursor(1, 3);
	paint("1234567x", 7, 3, 10);
	expect_cursor(1, 3);
	paint("1234567\nx", 7, 3, 10);
	expect_cursor(1, 3);
	paint("12345\t", 6, 3, 10);
	expect_cursor(1, 3);
	ck_assert_int_eq(prompt_rows(&stage.scene, 10, 8), 2);
}
END_TEST

START_TEST(a_long_draft_scrolls_inside)
{
	paint("1\n2\n3\n4\n5", 9, 3, 10);
	ck_assert_str_eq(stage_row(&stage, 0), "   3      ");
	ck_assert_str_eq(stage_row(&stage, 2), "   5      ");
	expect_cursor(2, 4);
	paint("1\n2\n3\n4\n5", 9, 3, 16);
	ck_assert_str_eq(stage_row(&stage, 0), "↑  2 3          ");
	ck_assert_str_eq(stage_row(&stage, 2), "     5          ");
	paint("1\n2\n3\n4\n5", 4, 3, 16);
	ck_assert_str_eq(stage_row(&stage, 0), "↑  1 2          ");
	ck_assert_str_eq(stage_row(&stage, 1), "     3          ");
	ck_assert_str_eq(stage_row(&stage, 2), "↓  1 4          ");
	paint("1\n2\n3\n4\n5", 0, 3, 10);
	ck_assert_str_eq(stage_row(&stage, 0), " > 1      ");
	expect_cursor(0, 3);
}
END_TEST

/* Of a draft of 1 MB only a window is looked at. */
START_TEST(a_draft_of_a_megabyte_is_cheap)
{
	enum { SIZE = 1024 * 1024 };
	char *text = memory_new(SIZE + 1, 1);
	for (size_t i = 0; i < SIZE; i++)
		text[i] = (char)('a' + i % 26);
	paint(text, SIZE / 2, 8, 80);
	clock_t start = clock();
	for (int i = 0; i < 200; i++) {
		struct rectangle in = { 0, 0, 8, 80 };
		canvas_blank(&stage.canvas, 8, 80);
		prompt_paint(&stage.canvas, &stage.scene, &in, 8);
		ck_assert_int_eq(prompt_rows(&stage.scene, 80, 8), 8);
	}
	/* A whole wrap takes some 20 ms; these took 400 windows. */
	ck_assert_int_lt((clock() - start) / (CLOCKS_PER_SEC / 1000), 2000);
	ck_assert_int_ge(stage.canvas.cursor_row, 6);
	free(text);
}
END_TEST

START_TEST(typing_far_inside_does_not_move_the_rows)
{
	enum { SIZE = 20000 };
	char text[SIZE + 1];
	memset(text, 'x', SIZE);
	text[SIZE] = '\0';
	int row = -1;
	for (size_t cursor = 9000; cursor < 9000 + 77; cursor++) {
		paint(text, cursor, 5, 80);
		if (row >= 0 && stage.canvas.cursor_col > 3)
			ck_assert_int_eq(stage.canvas.cursor_row, row);
		row = stage.canvas.cursor_row;
	}
}
END_TEST

START_TEST(any_draft_has_its_cursor_on_the_screen)
{
	static const char *const pieces[] = { "a", " ", "\n", "\t", "漢",
		"e\xcc\x81", "\U0001f468\u200d\U0001f469", "word ", "\n\n" };
	uint64_t seed = 4711;
	for (int i = 0; i < 3000; i++) {
		char text[600] = "";
		size_t ends[65] = { 0 }, count = material_upto(&seed, 64);
		for (size_t at = 0; at < count; at++) {
			strcat(text, pieces[material_upto(&seed, 8)]);
			ends[at + 1] = strlen(text);
		}
		int rows = 1 + (int)material_upto(&seed, 8);
		int cols = 4 + (int)material_upto(&seed, 30);
		paint(text, ends[material_upto(&seed, count)], rows, cols);
		stage_check(&stage);
		ck_assert_int_ge(stage.canvas.cursor_row, 0);
		ck_assert_int_ge(stage.canvas.cursor_col, 3);
		ck_assert_int_le(prompt_rows(&stage.scene, cols, rows), rows);
	}
}
END_TEST

TCase *
prompt_tcase(void)
{
	TCase *tcase = tcase_create("prompt");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, the_cursor_is_where_the_next_character_goes);
	tcase_add_test(tcase, behind_a_full_row_the_cursor_is_on_the_next);
	tcase_add_test(tcase, a_long_draft_scrolls_inside);
	tcase_add_test(tcase, a_draft_of_a_megabyte_is_cheap);
	tcase_add_test(tcase, typing_far_inside_does_not_move_the_rows);
	tcase_add_test(tcase, any_draft_has_its_cursor_on_the_screen);
	return tcase;
}
