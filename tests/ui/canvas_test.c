/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "../material.h"
#include "ui/canvas.h"
#include "suite.h"

static struct canvas canvas;

static void
set_up(void)
{
	canvas_init(&canvas);
}

static void
tear_down(void)
{
	canvas_clear(&canvas);
}

static int
put(const struct rectangle *in, int row, int col, const char *text)
{
	return canvas_put(&canvas, in, row, col, STYLE_MINE, text,
	    strlen(text));
}

static void
expect_dump(const char *wanted)
{
	char *found = canvas_dump(&canvas);
	ck_assert_str_eq(found, wanted);
	free(found);
}

START_TEST(text_stops_at_the_edge_of_its_rectangle)
{
	struct rectangle in = { 1, 2, 1, 4 };
	canvas_blank(&canvas, 3, 8);
	ck_assert_int_eq(put(&in, 0, 1, "abcdef"), 4);
	ck_assert_int_eq(put(&in, 1, 0, "below"), 0);
	ck_assert_int_eq(put(&in, -1, 0, "above"), 0);
	ck_assert_int_eq(put(&in, 0, -1, "left"), -1);
	expect_dump("\n   abc\n\n");
}
END_TEST

START_TEST(a_wide_character_is_never_cut)
{
	struct rectangle in = { 0, 0, 1, 5 };
	canvas_blank(&canvas, 1, 5);
	ck_assert_int_eq(put(&in, 0, 0, "漢字漢"), 4);
	expect_dump("漢字\n");
	ck_assert_uint_eq(canvas_at(&canvas, 0, 2)->cols, 2);
	ck_assert_uint_eq(canvas_at(&canvas, 0, 3)->cols, 0);
	ck_assert_str_eq(canvas_at(&canvas, 0, 4)->text, " ");
}
END_TEST

START_TEST(half_a_wide_character_goes_with_the_other_half)
{
	struct rectangle in = { 0, 0, 1, 4 };
	canvas_blank(&canvas, 1, 4);
	put(&in, 0, 0, "漢字");
	put(&in, 0, 1, "x");
	expect_dump(" x字\n");
	put(&in, 0, 2, "y");
	expect_dump(" xy\n");
	ck_assert_uint_eq(canvas_at(&canvas, 0, 3)->cols, 1);
}
END_TEST

START_TEST(a_pane_of_one_column_takes_no_wide_character)
{
	struct rectangle in = { 0, 1, 1, 1 };
	canvas_blank(&canvas, 1, 3);
	ck_assert_int_eq(put(&in, 0, 0, "漢x"), 0);
	expect_dump("\n");
}
END_TEST

START_TEST(marks_stay_with_their_base)
{
	struct rectangle in = { 0, 0, 1, 4 };
	canvas_blank(&canvas, 1, 4);
	ck_assert_int_eq(put(&in, 0, 0, "e\xcc\x81x"), 2);
	ck_assert_str_eq(canvas_at(&canvas, 0, 0)->text, "e\xcc\x81");
	/* One without a base must not land on the cell to the left. */
	ck_assert_int_eq(put(&in, 0, 2, "\xcc\x81"), 2);
	ck_assert_str_eq(canvas_at(&canvas, 0, 1)->text, "x");
}
END_TEST

START_TEST(marks_without_end_fill_one_cell_only)
{
	struct rectangle in = { 0, 0, 1, 4 };
	char text[512] = "e";
	for (int i = 0; i < 200; i++)
		strcat(text, "\xcc\x81");
	canvas_blank(&canvas, 1, 4);
	ck_assert_int_eq(put(&in, 0, 0, text), 1);
	ck_assert_uint_lt(strlen(canvas_at(&canvas, 0, 0)->text),
	    CANVAS_CELL_SIZE);
}
END_TEST

START_TEST(a_family_takes_the_cells_of_its_members)
{
	struct rectangle in = { 0, 0, 1, 9 };
	canvas_blank(&canvas, 1, 9);
	const char *family = "\U0001f468\u200d\U0001f469\u200d\U0001f467";
	ck_assert_int_eq(put(&in, 0, 1, family), 7);
	ck_assert_uint_eq(canvas_at(&canvas, 0, 1)->cols, 2);
	ck_assert_uint_eq(canvas_at(&canvas, 0, 3)->cols, 2);
	ck_assert_uint_eq(canvas_at(&canvas, 0, 5)->cols, 2);
	/* All of it, or nothing. */
	ck_assert_int_eq(put(&in, 0, 4, family), 4);
}
END_TEST

START_TEST(control_characters_are_left_out)
{
	struct rectangle in = { 0, 0, 1, 9 };
	canvas_blank(&canvas, 1, 9);
	put(&in, 0, 0,
	    "a\n\t\r\x1b\x7f\xc2\x9b"
	    "b");
	expect_dump("ab\n");
}
END_TEST

START_TEST(a_fill_goes_to_the_edge)
{
	struct rectangle in = { 1, 1, 1, 3 };
	canvas_blank(&canvas, 2, 6);
	canvas_fill(&canvas, &in, 0, 1, STYLE_RULE, "─");
	canvas_fill(&canvas, &in, 1, 0, STYLE_RULE, "─");
	expect_dump("\n  ──\n");
	ck_assert_uint_eq(canvas_at(&canvas, 1, 2)->style, STYLE_RULE);
}
END_TEST

START_TEST(a_rectangle_is_filled_as_row_by_row)
{
	static const struct rectangle all = { 0, 0, 4, 6 };
	struct canvas other;
	uint64_t seed = 8255;
	canvas_init(&other);
	for (int round = 0; round < 2000; round++) {
		struct rectangle in = {
			(int)material_upto(&seed, 6) - 1,
			(int)material_upto(&seed, 8) - 1,
			(int)material_upto(&seed, 6),
			(int)material_upto(&seed, 8),
		};
		canvas_blank(&canvas, 4, 6);
		for (int i = 0; i < 8; i++)
			put(&all, (int)material_upto(&seed, 3),
			    (int)material_upto(&seed, 4), "漢");
		canvas_blank(&other, 4, 6);
		memcpy(other.cells, canvas.cells,
		    (size_t)(4 * 6) * sizeof(*canvas.cells));
		canvas_fill_all(&canvas, &in, STYLE_RULE, "│");
		for (int row = 0; row < in.rows; row++)
			canvas_fill(&other, &in, row, 0, STYLE_RULE, "│");
		ck_assert_mem_eq(canvas.cells, other.cells,
		    (size_t)(4 * 6) * sizeof(*canvas.cells));
	}
	canvas_clear(&other);
}
END_TEST

START_TEST(any_size_may_follow_any_other)
{
	uint64_t seed = 20261120;
	for (int i = 0; i < 200; i++) {
		int rows = (int)material_upto(&seed, 60) - 5;
		int cols = (int)material_upto(&seed, 60) - 5;
		canvas_blank(&canvas, rows, cols);
		struct rectangle all = { 0, 0, 99, 99 };
		for (int row = 0; row < 60; row++)
			put(&all, row, 0, "漢字 and more of it");
		char *dump = canvas_dump(&canvas);
		ck_assert_int_eq(canvas.rows, rows < 0 ? 0 : rows);
		free(dump);
	}
	canvas_blank(&canvas, CANVAS_MOST + 9, CANVAS_MOST + 9);
	ck_assert_int_eq(canvas.rows, CANVAS_MOST);
	ck_assert_int_eq(canvas.cols, CANVAS_MOST);
}
END_TEST

START_TEST(rows_without_columns_dump_as_newlines)
{
	canvas_blank(&canvas, 500, 0);
	char *dump = canvas_dump(&canvas);
	ck_assert_uint_eq(strlen(dump), 500);
	free(dump);
}
END_TEST

START_TEST(random_texts_at_random_places_leave_whole_cells)
{
	static const char *const pieces[] = { "a", "漢", "e\xcc\x81", " ",
		"\U0001f1e9\U0001f1ea", "\U0001f468\u200d\U0001f469", "❤️",
		"\xcc\x81" };
	uint64_t seed = 8255;
	canvas_blank(&canvas, 7, 23);
	for (int i = 0; i < 20000; i++) {
		struct rectangle in = {
			(int)material_upto(&seed, 12) - 3,
			(int)material_upto(&seed, 30) - 3,
			(int)material_upto(&seed, 10),
			(int)material_upto(&seed, 30),
		};
		put(&in, (int)material_upto(&seed, 12) - 3,
		    (int)material_upto(&seed, 30) - 3,
		    pieces[material_upto(&seed, 7)]);
	}
	for (int row = 0; row < canvas.rows; row++) {
		int cols = 0;
		for (int col = 0; col < canvas.cols; col++) {
			const struct canvas_cell *cell =
			    canvas_at(&canvas, row, col);
			cols += cell->cols;
			ck_assert_uint_eq(cell->cols == 0, !*cell->text);
		}
		ck_assert_int_eq(cols, canvas.cols);
	}
}
END_TEST

/* Of each cell, as it would be with an accent on the letters that are put. */
static void
expect_accented(const struct canvas *plain, const struct canvas *accented)
{
	size_t count = (size_t)plain->rows * (size_t)plain->cols;
	for (size_t i = 0; i < count; i++) {
		struct canvas_cell cell = plain->cells[i];
		if (strcmp(cell.text, "e") == 0)
			strcpy(cell.text, "é");
		ck_assert_mem_eq(&cell, &accented->cells[i], sizeof(cell));
	}
}

START_TEST(plain_letters_are_put_like_accented_ones)
{
	static const char *const others[] = { "漢", "o\xcc\x81", "漢字漢",
		"─" };
	struct rectangle all = { 0, 0, 3, 12 };
	struct canvas accented;
	uint64_t seed = 8255;
	canvas_init(&accented);
	for (int round = 0; round < 5000; round++) {
		struct rectangle in = {
			(int)material_upto(&seed, 3) - 1,
			(int)material_upto(&seed, 14) - 2,
			(int)material_upto(&seed, 4),
			(int)material_upto(&seed, 14),
		};
		int row = (int)material_upto(&seed, 3) - 1;
		int col = (int)material_upto(&seed, 14) - 2;
		size_t count = material_upto(&seed, 12);
		const char *other = others[material_upto(&seed, 3)];
		canvas_blank(&canvas, 3, 12);
		for (int i = 0; i < 8; i++)
			put(&all, (int)material_upto(&seed, 2),
			    (int)material_upto(&seed, 11), other);
		canvas_blank(&accented, 3, 12);
		memcpy(accented.cells, canvas.cells,
		    (size_t)(3 * 12) * sizeof(*canvas.cells));
		int end = canvas_put(&canvas, &in, row, col, STYLE_MINE,
		    "eeeeeeeeeeee", count);
		ck_assert_int_eq(end,
		    canvas_put(&accented, &in, row, col, STYLE_MINE,
			"éééééééééééé", 2 * count));
		expect_accented(&canvas, &accented);
	}
	canvas_clear(&accented);
}
END_TEST

TCase *
canvas_tcase(void)
{
	TCase *tcase = tcase_create("canvas");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, text_stops_at_the_edge_of_its_rectangle);
	tcase_add_test(tcase, a_wide_character_is_never_cut);
	tcase_add_test(tcase, half_a_wide_character_goes_with_the_other_half);
	tcase_add_test(tcase, a_pane_of_one_column_takes_no_wide_character);
	tcase_add_test(tcase, marks_stay_with_their_base);
	tcase_add_test(tcase, marks_without_end_fill_one_cell_only);
	tcase_add_test(tcase, a_family_takes_the_cells_of_its_members);
	tcase_add_test(tcase, control_characters_are_left_out);
	tcase_add_test(tcase, a_fill_goes_to_the_edge);
	tcase_add_test(tcase, a_rectangle_is_filled_as_row_by_row);
	tcase_add_test(tcase, any_size_may_follow_any_other);
	tcase_add_test(tcase, rows_without_columns_dump_as_newlines);
	tcase_add_test(tcase, plain_letters_are_put_like_accented_ones);
	tcase_add_test(tcase, random_texts_at_random_places_leave_whole_cells);
	return tcase;
}
