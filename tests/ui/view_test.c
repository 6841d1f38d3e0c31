/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "../material.h"
#include "base/clock.h"
#include "stage.h"
#include "suite.h"

static struct stage stage;
static uint64_t seed;

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

/* Clean text of every kind that takes room in its own way. */
static size_t
write_text(char *to, size_t pieces)
{
	static const char *const kinds[] = { "a", "word ", " ", "\n", "\t",
		"漢", "한", "e\xcc\x81", "a\xcc\x81\xcc\x82\xcc\x83\xcc\x84",
		"\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
		"\U0001f1e9\U0001f1ea", "❤️", "\uFFFD", "◌\xcc\x81", "ש",
		"%s%n" };
	*to = '\0';
	for (size_t i = 0; i < pieces; i++)
		strcat(to, kinds[material_upto(&seed, 15)]);
	return strlen(to);
}

static bool
toss(void)
{
	return material_upto(&seed, 1) == 1;
}

static void
say_something(void)
{
	char text[4000];
	size_t size = write_text(text, material_upto(&seed, 60));
	enum transcript_speaker speaker =
	    (enum transcript_speaker)material_upto(&seed, 2);
	if (speaker == SPEAKER_PHONE)
		stage_note(&stage, text);
	else
		stage_say_bytes(&stage, speaker, text, size,
		    (enum transcript_delivery)(1 + material_upto(&seed, 2)));
}

/* A name has one line and at most 32 columns. */
static void
write_name(char *name)
{
	static const char *const names[] = { "", "alice", "愛麗絲",
		"a name of thirty-two columns, ok", "e\xcc\x81" };
	strcpy(name, names[material_upto(&seed, 4)]);
}

static void
make_up_a_call(void)
{
	stage_call(&stage, (enum call_side)material_upto(&seed, 1),
	    (enum call_state)material_upto(&seed, CALL_OVER));
	struct party *party = &stage.party;
	write_name(party->their_name);
	party->i_hold = toss();
	party->they_hold = toss();
	party->they_type = toss();
	party->they_are_live = toss();
	party->their_draft_size =
	    write_text(party->their_draft, material_upto(&seed, 40));
	party->round_trip_ms = (int64_t)material_upto(&seed, 9999) - 1;
	party->call.outcome =
	    (enum call_outcome)material_upto(&seed, OUTCOME_COUNT - 1);
	for (size_t count = material_upto(&seed, 30); count > 0; count--)
		say_something();
	party->call.ended_at = stage.scene.now;
}

/* Calls with any results on any descriptors, wide paths among them. */
static void
make_up_a_ladder(void)
{
	static const char *const addresses[] = {
		"10.0.0.1:5000",
		"[2001:db8:1234:5678:9abc:def0:1234:5678]:50000",
		"unix:/tmp/漢字",
	};
	for (size_t count = material_upto(&seed, 60); count > 0; count--) {
		struct ladder_entry made = {
			.call =
			    (enum ladder_call)material_upto(&seed, LADDER_POLL),
			.descriptor = (int)material_upto(&seed, 20) - 1,
			.result = (int64_t)material_upto(&seed, 99999),
			.error = toss() ? 0 : (int)material_upto(&seed, 130),
		};
		stage_ladder(&stage, &made, addresses[material_upto(&seed, 2)]);
		stage.ladder.now += (int64_t)material_upto(&seed, 99999);
	}
}

static void
make_up_a_scene(void)
{
	static const char *const notices[] = { "", "short",
		("a notice that is long enough to be cut on most screens that "
		 "this is tried on, and then some"),
		"漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字" };
	char draft[4000];
	write_text(draft, material_upto(&seed, 60));
	stage_draft(&stage, draft);
	if (toss())
		stage.scene.draft_cursor = 0;
	stage.scene.notice = notices[material_upto(&seed, 3)];
	stage.scene.is_live = toss();
	stage.scene.drip = material_upto(&seed, 2) * 32768;
	stage.scene.glue = material_upto(&seed, 2) * 50;
	stage.scene.nagle = toss();
	if (toss())
		stage.scene.listens_on = NULL;
	for (size_t count = material_upto(&seed, 12); count > 0; count--)
		stage_number(&stage, toss() ? "10.0.0.1" : "[2001:db8::1]:1",
		    "wlan0", (enum interface_use)material_upto(&seed, 6));
	for (size_t count = material_upto(&seed, 8); count > 0; count--)
		stage_missed(&stage, toss() ? "愛麗絲" : "",
		    toss() ? "" : "192.168.100.100:50000");
	if (material_upto(&seed, 3) > 0)
		make_up_a_call();
	make_up_a_ladder();
}

static void
make_up_a_view(void)
{
	struct view *view = &stage.view;
	view->headers = (enum view_headers)material_upto(&seed, 2);
	view->layout = (enum view_layout)material_upto(&seed, 1);
	view->shows_wire = toss();
	view->wire_frame = (uint32_t)material_upto(&seed, 12);
	view->shows_ladder = toss();
	view->shows_help = material_upto(&seed, 4) == 0;
	view->shows_times = toss();
	view->help_top = material_upto(&seed, 90);
}

static int
some_size(int usual)
{
	if (material_upto(&seed, 200) == 0)
		return (int)material_upto(&seed, CANVAS_MOST);
	return (int)material_upto(&seed, (size_t)usual);
}

static void
paint_twice(int rows, int cols)
{
	view_paint(&stage.view, &stage.canvas, &stage.scene, rows, cols);
	stage_check(&stage);
	char *first = canvas_dump(&stage.canvas);
	view_paint(&stage.view, &stage.canvas, &stage.scene, rows, cols);
	char *second = canvas_dump(&stage.canvas);
	ck_assert_str_eq(first, second);
	free(second);
	free(first);
}

/* Draft and status show whatever else there is. */
static void
check_status(int rows, int cols)
{
	if (rows < 10 || cols < 40)
		return;
	ck_assert_int_ge(stage.canvas.cursor_row, 0);
	int row = stage.canvas.cursor_row;
	while (row >= 0 &&
	    strcmp(canvas_at(&stage.canvas, row, cols - 1)->text, "─") != 0)
		row--;
	ck_assert_int_ge(row, 0);
	const char *text = stage_row(&stage, row);
	ck_assert_msg(strstr(text, " F6 ") || strstr(text, "/dial NUMBER") ||
		strstr(text, "PgDn goes on"),
	    "%s", text);
}

static void
fill_news(void)
{
	char text[4000];
	struct transcript_entry entry = { .speaker = SPEAKER_PHONE };
	for (size_t count = material_upto(&seed, 12); count > 0; count--) {
		size_t size = write_text(text, material_upto(&seed, 60));
		transcript_add(&stage.news, &entry, text, size);
	}
}

START_TEST(any_scene_at_any_size)
{
	for (uint64_t round = 0; round < 150; round++) {
		seed = (uint64_t)_i * 1000 + round + 1;
		stage_close(&stage);
		stage_open(&stage);
		make_up_a_scene();
		fill_news();
		for (int i = 0; i < 6; i++) {
			int rows = some_size(50), cols = some_size(140);
			make_up_a_view();
			paint_twice(rows, cols);
			check_status(rows, cols);
			view_scroll(&stage.view, &stage.scene, rows, cols,
			    (int)material_upto(&seed, 6) - 3);
			paint_twice(rows, cols);
		}
	}
}
END_TEST

START_TEST(the_largest_screen_and_the_smallest)
{
	static const int sizes[][2] = { { 0, 0 }, { 1, 1 }, { 0, 80 },
		{ 24, 0 }, { 1, 1000 }, { 1000, 1 }, { 1000, 1000 }, { 10, 40 },
		{ 9, 40 }, { -3, -3 } };
	seed = 1;
	make_up_a_scene();
	make_up_a_call();
	stage.view.shows_wire = true;
	stage.view.shows_ladder = true;
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
		paint_twice(sizes[i][0], sizes[i][1]);
}
END_TEST

START_TEST(a_resize_and_back_is_a_fresh_repaint)
{
	seed = 99;
	stage_call(&stage, CALL_CALLER, CALL_TALKING);
	for (int i = 0; i < 60; i++)
		say_something();
	view_paint(&stage.view, &stage.canvas, &stage.scene, 24, 80);
	view_scroll(&stage.view, &stage.scene, 24, 80, -1);
	view_paint(&stage.view, &stage.canvas, &stage.scene, 24, 80);
	char *before = canvas_dump(&stage.canvas);
	for (int i = 0; i < 300; i++)
		view_paint(&stage.view, &stage.canvas, &stage.scene,
		    some_size(60), some_size(150));
	view_paint(&stage.view, &stage.canvas, &stage.scene, 24, 80);
	char *after = canvas_dump(&stage.canvas);
	ck_assert_str_eq(before, after);
	free(after);
	free(before);
}
END_TEST

START_TEST(the_clock_wakes_once_a_second)
{
	ck_assert_int_eq(view_deadline(&stage.scene),
	    stage.scene.waiting_since + 60000);
	stage.scene.now += 60000;
	ck_assert_int_eq(view_deadline(&stage.scene), CLOCK_NEVER);
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage.scene.now += 1234;
	ck_assert_int_eq(view_deadline(&stage.scene),
	    stage.party.call.answered_at + 2000);
	stage.scene.is_going_on = false;
	ck_assert_int_eq(view_deadline(&stage.scene), CLOCK_NEVER);
}
END_TEST

static const char *
row_at(int row, int rows, int cols)
{
	view_paint(&stage.view, &stage.canvas, &stage.scene, rows, cols);
	return stage_row(&stage, row);
}

START_TEST(a_long_address_reaches_over_into_my_column)
{
	struct fault fault;
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	ck_assert(number_parse(&stage.party.number,
	    "[2001:db8:1234:5678:9abc:def0:1234:5678]:50000", NUMBER_TO_DIAL,
	    &fault));
	ck_assert_ptr_nonnull(strstr(row_at(0, 24, 80),
	    " alice · from [2001:db8:1234:5678:9abc:def0:1234:5678]:50000"));
	stage.view.shows_ladder = true;
	ck_assert_ptr_nonnull(strstr(row_at(0, 10, 80),
	    " alice · from [2001:db8:1234:5678:9abc:def0:1234:5678]:50000"));
}
END_TEST

START_TEST(help_says_that_it_goes_on_wherever_it_does)
{
	stage.view.shows_help = true;
	ck_assert_ptr_nonnull(strstr(row_at(8, 10, 40), " · PgDn goes on ─"));
	ck_assert_ptr_nonnull(strstr(row_at(22, 24, 80), " PgDn goes on · "));
}
END_TEST

START_TEST(two_columns_need_eighty)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	ck_assert(!view_turn_layout(&stage.view, 79));
	ck_assert(view_turn_layout(&stage.view, 80));
	ck_assert(stage.view.layout == VIEW_LAYOUT_CLASSIC);
	ck_assert(view_turn_layout(&stage.view, 80));
	ck_assert_ptr_nonnull(strstr(row_at(0, 24, 80), "│ alice"));
	ck_assert_ptr_null(strstr(row_at(0, 24, 79), "│"));
}
END_TEST

TCase *
view_tcase(void)
{
	TCase *tcase = tcase_create("view");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, any_scene_at_any_size, 0, 8);
	tcase_add_test(tcase, the_largest_screen_and_the_smallest);
	tcase_add_test(tcase, a_resize_and_back_is_a_fresh_repaint);
	tcase_add_test(tcase, the_clock_wakes_once_a_second);
	tcase_add_test(tcase, a_long_address_reaches_over_into_my_column);
	tcase_add_test(tcase, help_says_that_it_goes_on_wherever_it_does);
	tcase_add_test(tcase, two_columns_need_eighty);
	return tcase;
}
