/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <check.h>

#include "../material.h"
#include "base/memory.h"
#include "stage.h"
#include "suite.h"

enum { ROWS = 24, COLS = 80 };

static struct stage stage;

static void
set_up(void)
{
	stage_open(&stage);
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
}

static void
tear_down(void)
{
	stage_close(&stage);
}

static void
paint(void)
{
	view_paint(&stage.view, &stage.canvas, &stage.scene, ROWS, COLS);
}

static void
scroll(int pages)
{
	view_scroll(&stage.view, &stage.scene, ROWS, COLS, pages);
	paint();
}

static bool
shows(const char *text)
{
	char *dump = canvas_dump(&stage.canvas);
	bool found = strstr(dump, text) != NULL;
	free(dump);
	return found;
}

/* "line 1" … in turns, from number `from` on. */
static void
say_lines(int from, int count)
{
	for (int i = from; i < from + count; i++) {
		char text[32];
		snprintf(text, sizeof text, "line %d.", i);
		stage_say(&stage, i % 2 ? SPEAKER_ME : SPEAKER_THEM, text);
	}
}

START_TEST(the_end_is_followed)
{
	say_lines(1, 100);
	paint();
	ck_assert(shows("line 100."));
	say_lines(101, 1);
	paint();
	ck_assert(shows("line 101."));
}
END_TEST

START_TEST(new_text_never_moves_what_is_read)
{
	say_lines(1, 100);
	paint();
	scroll(-2);
	char *before = canvas_dump(&stage.canvas);
	char *status = strstr(before, "─ TALKING");
	ck_assert(status != NULL);
	say_lines(101, 40);
	paint();
	char *after = canvas_dump(&stage.canvas);
	ck_assert_int_eq(strncmp(before, after, (size_t)(status - before)), 0);
	ck_assert(strstr(after, "40 new below") != NULL);
	free(after);
	free(before);
	view_follow(&stage.view);
	paint();
	ck_assert(shows("line 140."));
	ck_assert(!shows("below"));
}
END_TEST

START_TEST(new_entries_count_as_seen_once_they_have_been_scrolled_to)
{
	say_lines(1, 100);
	paint();
	scroll(-3);
	say_lines(101, 50);
	paint();
	ck_assert(shows("50 new below"));
	scroll(4);
	ck_assert(!shows("50 new below"));
	ck_assert(shows("new below"));
	scroll(9);
	ck_assert(!shows("below"));
	ck_assert(stage.view.follows);
}
END_TEST

START_TEST(scrolling_back_ends_at_the_first_page)
{
	say_lines(1, 100);
	paint();
	scroll(-1000);
	ck_assert(shows("line 1."));
	ck_assert(shows("line 10."));
	char *first = canvas_dump(&stage.canvas);
	scroll(-1);
	char *again = canvas_dump(&stage.canvas);
	ck_assert_str_eq(first, again);
	free(again);
	free(first);
}
END_TEST

/* Page by page every line is seen, back and forth. */
START_TEST(pages_leave_no_row_out)
{
	say_lines(1, 60);
	char seen[61] = { 0 };
	for (int way = -1; way <= 1; way += 2) {
		memset(seen, 0, sizeof seen);
		for (int page = 0; page < 30; page++) {
			paint();
			for (int i = 1; i <= 60; i++) {
				char text[32];
				snprintf(text, sizeof text, "line %d.", i);
				seen[i] |= shows(text);
			}
			scroll(way);
		}
		for (int i = 1; i <= 60; i++)
			ck_assert_msg(seen[i], "line %d, way %d", i, way);
	}
}
END_TEST

START_TEST(a_short_talk_does_not_scroll)
{
	say_lines(1, 3);
	paint();
	scroll(-1);
	ck_assert(stage.view.follows);
	ck_assert(!shows("below"));
}
END_TEST

START_TEST(what_has_left_memory_clamps)
{
	say_lines(1, 60);
	paint();
	scroll(-1000);
	ck_assert(shows("line 1."));
	for (int i = 0; i < TRANSCRIPT_MOST; i++)
		stage_say(&stage, SPEAKER_ME, "later");
	paint();
	stage_check(&stage);
	ck_assert(!shows("line 1."));
	ck_assert(shows("later"));
	scroll(-1);
	scroll(1);
	ck_assert(shows("later"));
}
END_TEST

START_TEST(a_header_that_left_the_tape_keeps_its_row)
{
	say_lines(1, 5);
	paint();
	ck_assert(shows("seq 1"));
	tape_clear(&stage.party.tape);
	tape_init(&stage.party.tape);
	paint();
	ck_assert(shows("its header has left the tape"));
	ck_assert(strstr(stage_row(&stage, 2), "line 1.") != NULL);
	ck_assert(strstr(stage_row(&stage, 4), "line 2.") != NULL);
}
END_TEST

/* 65,536 rows, one message: the worst that a caller can send. */
START_TEST(a_message_of_only_newlines_can_be_paged_through)
{
	enum { SIZE = 65536 };
	char *text = memory_new(SIZE + 1, 1);
	memset(text, '\n', SIZE);
	stage_say(&stage, SPEAKER_ME, "before");
	stage_say_bytes(&stage, SPEAKER_THEM, text, SIZE, DELIVERY_NONE);
	stage_say(&stage, SPEAKER_ME, "after");
	free(text);
	paint();
	ck_assert(shows("after"));
	for (int i = 0; i < 5; i++) {
		uint64_t row = (uint64_t)stage.view.anchor_row;
		scroll(-1);
		ck_assert(!stage.view.follows);
		ck_assert(i == 0 || (uint64_t)stage.view.anchor_row < row);
	}
	for (int i = 0; i < 4; i++)
		scroll(-1000);
	ck_assert(shows("before"));
	scroll(9999);
	for (int i = 0; i < 4; i++)
		scroll(1000);
	ck_assert(shows("after"));
}
END_TEST

START_TEST(a_long_transcript_costs_no_more_than_a_screen)
{
	enum { SIZE = 4000 };
	char text[SIZE];
	memset(text, 'x', SIZE);
	for (int i = 0; i < 1000; i++)
		stage_say_bytes(&stage, SPEAKER_THEM, text, SIZE,
		    DELIVERY_NONE);
	clock_t start = clock();
	for (int i = 0; i < 50; i++)
		paint();
	/* All of it is 4 MB; wrapping that takes some 100 ms a time. */
	ck_assert_int_lt((clock() - start) / (CLOCKS_PER_SEC / 1000), 2000);
}
END_TEST

/* Which columns a style is found in. */
static void
find_style(enum canvas_style style, int *least, int *most)
{
	*least = COLS;
	*most = -1;
	for (int row = 0; row < ROWS - 2; row++)
		for (int col = 0; col < COLS; col++)
			if (canvas_at(&stage.canvas, row, col)->style ==
			    style) {
				*least = col < *least ? col : *least;
				*most = col > *most ? col : *most;
			}
}

START_TEST(no_row_holds_text_of_both)
{
	uint64_t seed = 1876;
	for (int i = 0; i < 40; i++) {
		char text[200];
		size_t size = 1 + material_upto(&seed, 190);
		for (size_t at = 0; at < size; at++)
			text[at] = "ab \n\tc"[material_upto(&seed, 5)];
		stage_say_bytes(&stage, i % 3 ? SPEAKER_ME : SPEAKER_THEM, text,
		    size, DELIVERY_DONE);
		paint();
		int least, most;
		find_style(STYLE_MINE, &least, &most);
		ck_assert_int_lt(most, 39);
		find_style(STYLE_THEIRS, &least, &most);
		ck_assert_int_gt(least, 41);
	}
	for (int row = 2; row < ROWS - 2; row++) {
		bool mine = false, theirs = false;
		for (int col = 0; col < COLS; col++) {
			uint8_t style =
			    canvas_at(&stage.canvas, row, col)->style;
			mine |= style == STYLE_MINE;
			theirs |= style == STYLE_THEIRS;
		}
		ck_assert(!(mine && theirs));
	}
}
END_TEST

START_TEST(no_message_can_look_like_a_note)
{
	stage_note(&stage, "alice picked up");
	stage_say(&stage, SPEAKER_THEM, "── 20:15 alice picked up ──");
	stage.view.layout = VIEW_LAYOUT_CLASSIC;
	paint();
	for (int row = 0; row < ROWS; row++) {
		const struct canvas_cell *cell =
		    canvas_at(&stage.canvas, row, 0);
		ck_assert(
		    cell->style == STYLE_RULE || strcmp(cell->text, " ") == 0);
	}
}
END_TEST

START_TEST(the_next_call_is_shown_from_its_end)
{
	say_lines(1, 100);
	paint();
	scroll(-2);
	ck_assert(!stage.view.follows);
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage.party.serial = 8;
	say_lines(1, 1);
	paint();
	ck_assert(stage.view.follows);
	ck_assert(shows("line 1."));
}
END_TEST

START_TEST(their_draft_does_not_count_as_read)
{
	say_lines(1, 100);
	stage.party.they_type = true;
	paint();
	scroll(-1);
	ck_assert_uint_lt(stage.view.anchor_entry, stage.party.transcript.end);
	scroll(1);
	ck_assert(stage.view.follows);
}
END_TEST

TCase *
talk_tcase(void)
{
	TCase *tcase = tcase_create("talk");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, the_end_is_followed);
	tcase_add_test(tcase, new_text_never_moves_what_is_read);
	tcase_add_test(tcase,
	    new_entries_count_as_seen_once_they_have_been_scrolled_to);
	tcase_add_test(tcase, scrolling_back_ends_at_the_first_page);
	tcase_add_test(tcase, pages_leave_no_row_out);
	tcase_add_test(tcase, a_short_talk_does_not_scroll);
	tcase_add_test(tcase, what_has_left_memory_clamps);
	tcase_add_test(tcase, a_header_that_left_the_tape_keeps_its_row);
	tcase_add_test(tcase, a_message_of_only_newlines_can_be_paged_through);
	tcase_add_test(tcase, a_long_transcript_costs_no_more_than_a_screen);
	tcase_add_test(tcase, no_row_holds_text_of_both);
	tcase_add_test(tcase, no_message_can_look_like_a_note);
	tcase_add_test(tcase, the_next_call_is_shown_from_its_end);
	tcase_add_test(tcase, their_draft_does_not_count_as_read);
	return tcase;
}
