/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Several lines as pictures: who waits, who is held, and all of them in their
 * pane.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "stage.h"
#include "suite.h"
#include "ui/lines_text.h"

enum { OTHERS = 64 };

static struct stage stage;
static struct party others[OTHERS];
static struct scene_line lines[OTHERS + 2];
static struct number mine, listens;
static const struct party_rules rules = { .framing = &framing_landline };

static struct number
number(const char *text)
{
	struct number read;
	struct fault fault;
	ck_assert(number_parse(&read, text, NUMBER_TO_LISTEN, &fault));
	return read;
}

/* Bob listens, with that many lines. */
static void
set_up(void)
{
	stage_open(&stage);
	memset(others, 0, sizeof others);
	memset(lines, 0, sizeof lines);
	listens = number("[::]:8255");
	mine = number("192.168.1.5:8255");
	lines[0] = (struct scene_line){ .descriptor = 5, .mine = &listens };
	stage.scene.lines = lines;
	stage.scene.line_count = 1;
	stage.scene.lines_most = 8;
}

static void
tear_down(void)
{
	stage_close(&stage);
}

static struct scene_line *
add(struct party *party)
{
	size_t at = stage.scene.line_count++;
	party->line = (int)at;
	party->serial = at;
	lines[at] = (struct scene_line){
		.party = party,
		.descriptor = (int)at + 6,
		.mine = &mine,
	};
	stage.scene.lines_taken++;
	return &lines[at];
}

/* A call with alice in front, on line 1. */
static void
talk(void)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage_chat(&stage);
	stage.party.number = number("192.168.1.20:52144");
	stage.party.in = (struct party_traffic){ 12, 1312 };
	stage.party.out = (struct party_traffic){ 14, 45678 };
	add(&stage.party)->is_front = true;
}

static struct party *
other(const char *name, const char *from, enum call_state state)
{
	struct party *party = &others[stage.scene.line_count];
	party->rules = &rules;
	party->call.side = CALL_CALLEE;
	party->call.state = state;
	party->number = number(from);
	party->in = (struct party_traffic){ 3, 99 };
	party->out = (struct party_traffic){ 5, 1210 };
	strcpy(party->their_name, name);
	add(party);
	return party;
}

static void
hold(struct party *party, size_t unread)
{
	party->i_hold = true;
	party->unread = unread;
}

START_TEST(who_waits_has_a_row_and_the_call_in_front_keeps_its_own)
{
	talk();
	other("carol", "192.168.1.9:40122", CALL_RINGS_HERE);
	stage_draft(&stage, "and the he");
	stage_expect(&stage, "call-waiting", 80, 24);
	stage_expect(&stage, "call-waiting", 120, 40);
	stage_expect(&stage, "call-waiting", 60, 20);
	stage_expect(&stage, "call-waiting", 40, 10);
	stage_expect(&stage, "call-waiting", 39, 9);
}
END_TEST

START_TEST(who_waits_behind_a_call_that_rings_has_other_keys)
{
	stage_call(&stage, CALL_CALLEE, CALL_RINGS_HERE);
	add(&stage.party)->is_front = true;
	other("a name of thirty-two columns, all", "2001:db8::1:2:3",
	    CALL_RINGS_HERE);
	other("dave", "10.0.0.7", CALL_RINGS_HERE);
	stage_expect(&stage, "calls-waiting", 80, 24);
	stage_expect(&stage, "calls-waiting", 40, 12);
}
END_TEST

START_TEST(who_is_held_is_told_in_the_status_row)
{
	talk();
	hold(other("carol", "192.168.1.9:40122", CALL_TALKING), 0);
	stage_expect(&stage, "line-held", 80, 24);
	hold(&others[2], 3);
	stage_expect(&stage, "line-unread", 80, 24);
	hold(other("dave", "10.0.0.7:1234", CALL_TALKING), 2);
	stage_expect(&stage, "lines-unread", 80, 24);
}
END_TEST

START_TEST(when_the_call_in_front_has_ended_the_others_are_named)
{
	talk();
	stage.party.call.state = CALL_OVER;
	stage.party.call.outcome = OUTCOME_ENDED;
	stage.party.call.ended_at = stage.scene.now;
	stage.scene.is_going_on = false;
	stage.scene.line_count = 1;
	hold(other("carol", "192.168.1.9:40122", CALL_TALKING), 0);
	stage_expect(&stage, "line-left", 80, 24);
	for (int i = 0; i < 4; i++)
		other("dave", "10.0.0.7:1234", CALL_TALKING);
	stage_expect(&stage, "lines-left", 80, 24);
	lines[3].is_over = true;
	others[3].unread = 1;
	stage_expect(&stage, "line-unread-left", 80, 24);
}
END_TEST

static void
show_all_states(void)
{
	talk();
	hold(other("carol", "192.168.1.9:40122", CALL_TALKING), 3);
	other("dave", "192.168.1.10:40124", CALL_RINGS_HERE);
	struct party *eve =
	    other("", "[fe80::5054:ff:fe12:3456%eth0]:8255", CALL_RINGS_THERE);
	eve->call.side = CALL_CALLER;
	other("frank", "10.0.0.1:50000", CALL_TALKING)->patch = 7;
	other("grace", "10.0.0.2:50000", CALL_TALKING)->patch = 6;
	other("heidi", "10.0.0.3:50000", CALL_LEAVING);
	lines[4].descriptor = -1;
	lines[4].mine = NULL;
	lines[5].partner = 6;
	lines[6].partner = 5;
}

START_TEST(the_lines_are_a_table_of_4_tuples)
{
	show_all_states();
	stage.view.shows_lines = true;
	stage_expect(&stage, "lines", 80, 24);
	stage_expect(&stage, "lines", 120, 40);
	stage_expect(&stage, "lines", 60, 20);
	stage_expect(&stage, "lines", 40, 10);
}
END_TEST

START_TEST(three_panes_share_the_lower_half)
{
	show_all_states();
	stage.view.shows_lines = true;
	stage.view.shows_wire = true;
	stage.scene.wire = &stage.party.tape;
	stage_expect(&stage, "lines-wire", 80, 24);
	stage.view.shows_ladder = true;
	stage_expect(&stage, "lines-wire-ladder", 80, 24);
	stage_expect(&stage, "lines-wire-ladder", 120, 40);
}
END_TEST

/* A class that calls its lecturer. */
static void
add_class(int pupils)
{
	static const char *const names[] = { "ada", "brian", "chandra",
		"dennis", "edsger", "frances", "grace", "hedy", "ivan",
		"joan" };
	char name[32], from[64];
	for (int i = 0; i < pupils; i++) {
		snprintf(name, sizeof name, "%s %d", names[i % 10], i / 10);
		snprintf(from, sizeof from, "192.168.1.%d:%d", 20 + i,
		    40000 + 977 * i % 20000);
		hold(other(name, from, CALL_TALKING), (size_t)i % 7 / 5);
	}
	stage.scene.lines_most = 64;
}

START_TEST(thirty_callers_are_seen_at_a_glance)
{
	talk();
	add_class(30);
	stage.view.shows_lines = true;
	stage_expect(&stage, "lines-class", 120, 40);
	stage_expect(&stage, "lines-class", 80, 24);
}
END_TEST

START_TEST(f9_turns_the_pages_and_closes_the_pane_behind_the_last)
{
	talk();
	add_class(30);
	view_turn_lines(&stage.view, &stage.scene, 24, 80);
	ck_assert(stage.view.shows_lines);
	int pages = 0;
	for (size_t top = 0; stage.view.shows_lines; pages++) {
		view_paint(&stage.view, &stage.canvas, &stage.scene, 24, 80);
		stage_check(&stage);
		ck_assert_uint_ge(stage.view.lines_top, top);
		top = stage.view.lines_top;
		if (pages == 3)
			stage_expect(&stage, "lines-last-page", 80, 24);
		view_turn_lines(&stage.view, &stage.scene, 24, 80);
	}
	ck_assert_int_eq(pages, 4);
	view_turn_lines(&stage.view, &stage.scene, 24, 80);
	ck_assert_uint_eq(stage.view.lines_top, 0);
	/* Lines that have gone take their page with them. */
	stage.view.lines_top = 30;
	stage.scene.line_count = 3;
	view_paint(&stage.view, &stage.canvas, &stage.scene, 24, 80);
	stage_check(&stage);
}
END_TEST

START_TEST(where_a_service_answers_the_lines_have_the_screen)
{
	static const struct service *echo;
	echo = service_find("echo");
	stage_number(&stage, "192.168.1.5", "wlan0", INTERFACE_DEFAULT_ROUTE);
	for (int i = 0; i < 40; i++) {
		char from[64];
		snprintf(from, sizeof from, "192.168.1.%d:%d", 20 + i,
		    40000 + i);
		other("", from, CALL_OPEN)->service = echo;
	}
	stage.scene.lines_most = 64;
	stage.scene.service = echo->name;
	stage.scene.framing = "u32";
	stage.view.shows_lines = true;
	stage_expect(&stage, "lines-served", 80, 24);
	stage_expect(&stage, "lines-served", 120, 40);
}
END_TEST

START_TEST(any_size_shows_them_well_formed)
{
	show_all_states();
	add_class(20);
	stage.view.shows_lines = true;
	for (int wish = 0; wish < 4; wish++) {
		stage.view.shows_wire = (wish & 1) != 0;
		stage.view.shows_ladder = (wish & 2) != 0;
		for (int rows = 0; rows < 45; rows += 2)
			for (int cols = 0; cols < 130; cols += 3) {
				view_paint(&stage.view, &stage.canvas,
				    &stage.scene, rows, cols);
				stage_check(&stage);
			}
	}
}
END_TEST

START_TEST(plain_mode_tells_all_of_a_line)
{
	char row[LINES_TEXT_ROW_SIZE];
	show_all_states();
	ck_assert_str_eq(lines_text_row(row, &lines[0]),
	    "listens, fd 5, [::]:8255 with anybody");
	ck_assert_str_eq(lines_text_row(row, &lines[1]),
	    "line 1: talking, fd 7, 192.168.1.5:8255 with 192.168.1.20:52144,"
	    " alice, frames in/out 12/14, bytes in/out 1312/45k");
	ck_assert_str_eq(lines_text_row(row, &lines[2]),
	    "line 2: held, fd 8, 192.168.1.5:8255 with 192.168.1.9:40122,"
	    " carol, frames in/out 3/5, bytes in/out 99/1210, 3 new");
	ck_assert_str_eq(lines_text_row(row, &lines[4]),
	    "line 4: calling with [fe80::5054:ff:fe12:3456%eth0]:8255,"
	    " frames in/out 3/5, bytes in/out 99/1210");
}
END_TEST

TCase *
lines_picture_tcase(void)
{
	TCase *tcase = tcase_create("lines picture");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase,
	    who_waits_has_a_row_and_the_call_in_front_keeps_its_own);
	tcase_add_test(tcase,
	    who_waits_behind_a_call_that_rings_has_other_keys);
	tcase_add_test(tcase, who_is_held_is_told_in_the_status_row);
	tcase_add_test(tcase,
	    when_the_call_in_front_has_ended_the_others_are_named);
	tcase_add_test(tcase, the_lines_are_a_table_of_4_tuples);
	tcase_add_test(tcase, three_panes_share_the_lower_half);
	tcase_add_test(tcase, thirty_callers_are_seen_at_a_glance);
	tcase_add_test(tcase,
	    f9_turns_the_pages_and_closes_the_pane_behind_the_last);
	tcase_add_test(tcase,
	    where_a_service_answers_the_lines_have_the_screen);
	tcase_add_test(tcase, any_size_shows_them_well_formed);
	tcase_add_test(tcase, plain_mode_tells_all_of_a_line);
	return tcase;
}
