/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "ui/layout.h"
#include "suite.h"

enum { MOST = 130 };

static char taken[MOST * MOST];

/* Marks every cell of a rectangle; no cell may belong to two. */
static void
take(const struct rectangle *in, int rows, int cols)
{
	ck_assert_int_ge(in->rows, 0);
	ck_assert_int_ge(in->cols, 0);
	ck_assert_int_ge(in->row, 0);
	ck_assert_int_ge(in->col, 0);
	ck_assert_int_le(in->row + in->rows, rows);
	ck_assert_int_le(in->col + in->cols, cols);
	for (int row = in->row; row < in->row + in->rows; row++)
		for (int col = in->col; col < in->col + in->cols; col++)
			taken[row * MOST + col]++;
}

/* Check's own assertions write to a file each, and cells are many. */
static bool
are_taken(int rows, int cols, int least)
{
	for (int row = 0; row < rows; row++)
		for (int col = 0; col < cols; col++)
			if (taken[row * MOST + col] < least ||
			    taken[row * MOST + col] > 1)
				return false;
	return true;
}

static void
take_all(const struct layout *layout, int rows, int cols)
{
	memset(taken, 0, sizeof taken);
	take(&layout->upper, rows, cols);
	take(&layout->lower, rows, cols);
	take(&layout->notice, rows, cols);
	take(&layout->behind, rows, cols);
	take(&layout->status, rows, cols);
	take(&layout->draft, rows, cols);
	ck_assert(are_taken(rows, cols, 1));
}

static void
take_lower(const struct rectangle *in, int panes, int rows, int cols)
{
	struct layout_lower lower;
	layout_lower(&lower, in, (panes & 1) != 0, (panes & 2) != 0,
	    (panes & 4) != 0 ? 20 : 0);
	memset(taken, 0, sizeof taken);
	take(&lower.lines, rows, cols);
	take(&lower.wire, rows, cols);
	take(&lower.divider, rows, cols);
	take(&lower.ladder, rows, cols);
	ck_assert(are_taken(rows, cols, 0));
	int area = lower.lines.rows * lower.lines.cols +
	    lower.wire.rows * lower.wire.cols +
	    lower.divider.rows * lower.divider.cols +
	    lower.ladder.rows * lower.ladder.cols;
	ck_assert_int_eq(area, in->rows * in->cols);
}

static void
take_talk(const struct rectangle *in, bool in_columns, int rows, int cols)
{
	struct layout_talk talk;
	layout_talk(&talk, in, in_columns);
	memset(taken, 0, sizeof taken);
	take(&talk.title, rows, cols);
	take(&talk.mine, rows, cols);
	take(&talk.middle, rows, cols);
	take(&talk.theirs, rows, cols);
	ck_assert(are_taken(rows, cols, 0));
}

START_TEST(panes_cover_every_size_once)
{
	for (int rows = 0; rows < MOST; rows += rows < 24 ? 1 : 29)
		for (int cols = 0; cols < MOST; cols += cols < 42 ? 3 : 29)
			for (int wish = 0; wish < 2 * 2 * 2 * 2 * 4 * 3;
			     wish++) {
				struct layout_wish wanted = {
					.lower = wish % 2 != 0,
					.is_quiet = wish / 2 % 2 != 0,
					.behind = wish / 4 % 2 != 0,
					.lines_rows = wish / 8 % 2 * 20,
					.notice_rows = wish / 16 % 4,
					.draft_rows = wish / 64 * 20,
				};
				struct layout layout;
				layout_screen(&layout, rows, cols, &wanted);
				if (layout.is_too_small)
					continue;
				take_all(&layout, rows, cols);
				take_talk(&layout.upper, true, rows, cols);
				take_talk(&layout.upper, false, rows, cols);
				for (int panes = 1; panes <= 7; panes++)
					take_lower(&layout.lower, panes, rows,
					    cols);
				ck_assert_int_eq(layout.status.rows, 1);
				ck_assert_int_ge(layout.draft.rows, 1);
				ck_assert_int_ge(layout.upper.rows, 5);
			}
}
END_TEST

START_TEST(below_forty_by_ten_there_are_no_panes)
{
	struct layout layout;
	struct layout_wish wish = { 0 };
	layout_screen(&layout, 10, 40, &wish);
	ck_assert(!layout.is_too_small);
	layout_screen(&layout, 9, 40, &wish);
	ck_assert(layout.is_too_small);
	layout_screen(&layout, 10, 39, &wish);
	ck_assert(layout.is_too_small);
	layout_screen(&layout, -1, -1, &wish);
	ck_assert(layout.is_too_small);
	ck_assert_int_eq(layout.all.rows, 0);
}
END_TEST

START_TEST(a_draft_takes_a_third_at_most)
{
	struct layout layout;
	struct layout_wish wish = { .draft_rows = 1000 };
	layout_screen(&layout, 24, 80, &wish);
	ck_assert_int_eq(layout.draft.rows, 8);
	ck_assert_int_eq(layout_draft_most(0), 1);
}
END_TEST

START_TEST(the_lower_half_leaves_the_conversation_five_rows)
{
	struct layout layout;
	struct layout_wish wish = { .lower = true, .draft_rows = 1 };
	layout_screen(&layout, 24, 80, &wish);
	ck_assert_int_eq(layout.lower.rows, 11);
	layout_screen(&layout, 10, 80, &wish);
	ck_assert_int_eq(layout.lower.rows, 3);
	ck_assert_int_eq(layout.upper.rows, 5);
}
END_TEST

START_TEST(two_panes_stand_side_by_side_from_120_columns)
{
	struct rectangle in = { 20, 0, 18, 120 };
	struct layout_lower lower;
	layout_lower(&lower, &in, true, true, 0);
	ck_assert_int_eq(lower.wire.rows, 18);
	ck_assert_int_eq(lower.wire.cols, 59);
	ck_assert_int_eq(lower.ladder.rows, 18);
	ck_assert_int_eq(lower.ladder.cols, 60);
	in.cols = 119;
	layout_lower(&lower, &in, true, true, 0);
	ck_assert_int_eq(lower.wire.rows, 9);
	ck_assert_int_eq(lower.ladder.rows, 9);
	ck_assert_int_eq(lower.ladder.row, 29);
	in.rows = 3;
	layout_lower(&lower, &in, true, true, 0);
	ck_assert_int_eq(lower.wire.rows, 0);
	ck_assert_int_eq(lower.ladder.rows, 3);
}
END_TEST

START_TEST(the_lines_take_as_many_rows_as_they_need)
{
	struct layout layout;
	struct layout_wish wish = { .lines_rows = 5, .draft_rows = 1 };
	layout_screen(&layout, 24, 80, &wish);
	ck_assert_int_eq(layout.lower.rows, 5);
	wish.lines_rows = 66;
	layout_screen(&layout, 24, 80, &wish);
	ck_assert_int_eq(layout.lower.rows, 11);
	wish.is_quiet = true;
	layout_screen(&layout, 24, 80, &wish);
	ck_assert_int_eq(layout.lower.rows, 17);
}
END_TEST

START_TEST(the_lines_stand_above_the_other_panes)
{
	struct rectangle in = { 20, 0, 18, 120 };
	struct layout_lower lower;
	layout_lower(&lower, &in, true, true, 4);
	ck_assert_int_eq(lower.lines.rows, 4);
	ck_assert_int_eq(lower.wire.rows, 14);
	ck_assert_int_eq(lower.wire.row, 24);
	layout_lower(&lower, &in, true, true, 33);
	ck_assert_int_eq(lower.lines.rows, 9);
	in.cols = 80;
	in.rows = 11;
	layout_lower(&lower, &in, true, true, 33);
	ck_assert_int_eq(lower.lines.rows, 3);
	ck_assert_int_eq(lower.wire.rows, 4);
	ck_assert_int_eq(lower.ladder.rows, 4);
	/* Without room for a line they give way, and then the wire. */
	in.rows = 4;
	layout_lower(&lower, &in, true, true, 33);
	ck_assert_int_eq(lower.lines.rows, 0);
	ck_assert_int_eq(lower.ladder.rows, 2);
	layout_lower(&lower, &in, false, false, 33);
	ck_assert_int_eq(lower.lines.rows, 4);
}
END_TEST

TCase *
layout_tcase(void)
{
	TCase *tcase = tcase_create("layout");
	tcase_add_test(tcase, panes_cover_every_size_once);
	tcase_add_test(tcase, below_forty_by_ten_there_are_no_panes);
	tcase_add_test(tcase, a_draft_takes_a_third_at_most);
	tcase_add_test(tcase, the_lower_half_leaves_the_conversation_five_rows);
	tcase_add_test(tcase, the_lines_take_as_many_rows_as_they_need);
	tcase_add_test(tcase, the_lines_stand_above_the_other_panes);
	tcase_add_test(tcase, two_panes_stand_side_by_side_from_120_columns);
	return tcase;
}
