/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * A call whose line was lost, as pictures: in front, behind it, and in the
 * pane of the lines.
 */
#include "config.h"

#include <string.h>

#include <check.h>

#include "stage.h"
#include "suite.h"
#include "ui/lines_text.h"
#include "ui/status.h"

static struct stage stage;
static struct party carol, dave;
static struct scene_line lines[4];
static struct number listens, mine;
static const struct party_rules rules = { .framing = &framing_landline };

static struct number
number(const char *text)
{
	struct number read;
	struct fault fault;
	ck_assert(number_parse(&read, text, NUMBER_TO_LISTEN, &fault));
	return read;
}

static void
set_up(void)
{
	stage_open(&stage);
	memset(&carol, 0, sizeof carol);
	memset(&dave, 0, sizeof dave);
	listens = number("[::]:8255");
	mine = number("192.168.1.5:8255");
	lines[0] = (struct scene_line){ .descriptor = 5, .mine = &listens };
	stage.scene.lines = lines;
	stage.scene.line_count = 1;
	stage.scene.lines_most = 3;
}

static void
tear_down(void)
{
	stage_close(&stage);
}

/* The line was lost seven seconds ago. */
static void
lose(struct party *party)
{
	party->call.trouble = CALL_CUT_OFF;
	party->call.troubled_at = stage.scene.now - 7000;
	party->call.trouble_until = stage.scene.now + 113000;
}

static void
add(struct party *party, bool is_front)
{
	size_t at = stage.scene.line_count++;
	bool has_line = !call_is_in_trouble(&party->call);
	party->line = (int)at;
	party->serial = at;
	lines[at] = (struct scene_line){
		.party = party,
		.is_front = is_front,
		.descriptor = has_line ? (int)at + 6 : -1,
		.mine = has_line ? &mine : NULL,
	};
	stage.scene.lines_taken++;
}

static void
add_other(struct party *party, const char *name, const char *from,
    enum call_state state)
{
	party->rules = &rules;
	party->call.side = CALL_CALLEE;
	party->call.state = state;
	party->number = number(from);
	strcpy(party->their_name, name);
	add(party, false);
}

START_TEST(line_trouble_is_said_with_what_is_done_about_it)
{
	stage_call(&stage, CALL_CALLER, CALL_TALKING);
	stage_chat(&stage);
	stage_note(&stage,
	    "line trouble (Connection reset by peer); redialling for up to"
	    " 120 s");
	stage_say_bytes(&stage, SPEAKER_ME, "are you still there?", 20,
	    DELIVERY_WAITING);
	lose(&stage.party);
	stage_draft(&stage, "and the he");
	stage_expect(&stage, "trouble", 120, 40);
	stage_expect(&stage, "trouble", 80, 24);
	stage_expect(&stage, "trouble", 60, 20);
	stage_expect(&stage, "trouble", 40, 10);
	stage_expect(&stage, "trouble", 39, 9);
}
END_TEST

START_TEST(who_was_called_waits_for_them)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage_chat(&stage);
	lose(&stage.party);
	stage_expect(&stage, "trouble-called", 80, 24);
}
END_TEST

START_TEST(a_bell_that_has_stopped_can_still_be_answered)
{
	stage_call(&stage, CALL_CALLEE, CALL_RINGS_HERE);
	lose(&stage.party);
	stage.party.call.trouble_until = stage.scene.now + 8000;
	stage_expect(&stage, "trouble-rings", 80, 24);
}
END_TEST

START_TEST(its_seconds_are_counted)
{
	stage_call(&stage, CALL_CALLER, CALL_TALKING);
	stage.scene.is_going_on = true;
	lose(&stage.party);
	stage.scene.now += 300;
	ck_assert_int_eq(status_deadline(&stage.scene), stage.scene.now + 700);
}
END_TEST

/* Alice is in front, and carol behind her. */
static void
talk_with_both(void)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage_chat(&stage);
	stage.party.number = number("192.168.1.20:52144");
	add(&stage.party, true);
	lose(&carol);
	add_other(&carol, "carol", "192.168.1.9:40122", CALL_TALKING);
	carol.i_hold = true;
	carol.unread = 2;
}

START_TEST(a_line_in_trouble_is_seen_from_another_one)
{
	talk_with_both();
	stage_expect(&stage, "line-trouble", 80, 24);
	stage.view.shows_lines = true;
	stage_expect(&stage, "lines-trouble", 80, 24);
	stage_expect(&stage, "lines-trouble", 120, 40);
	stage_expect(&stage, "lines-trouble", 60, 20);
	stage_expect(&stage, "lines-trouble", 40, 10);
}
END_TEST

START_TEST(several_in_trouble_are_counted)
{
	talk_with_both();
	lose(&dave);
	add_other(&dave, "dave", "10.0.0.7:1234", CALL_TALKING);
	stage_expect(&stage, "lines-in-trouble", 80, 24);
	lose(&stage.party);
	stage_expect(&stage, "all-in-trouble", 120, 40);
}
END_TEST

START_TEST(who_rang_behind_and_lost_the_line_is_told_apart)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage_chat(&stage);
	add(&stage.party, true);
	lose(&carol);
	add_other(&carol, "carol", "192.168.1.9:40122", CALL_RINGS_HERE);
	stage_expect(&stage, "waiting-trouble", 80, 24);
	stage_expect(&stage, "waiting-trouble", 40, 10);
	/* Whoever still rings is the one that F5 answers. */
	add_other(&dave, "dave", "10.0.0.7:1234", CALL_RINGS_HERE);
	stage_expect(&stage, "waiting-both", 80, 24);
}
END_TEST

START_TEST(when_the_call_in_front_has_ended_trouble_is_named)
{
	talk_with_both();
	stage.party.call.state = CALL_OVER;
	stage.party.call.outcome = OUTCOME_ENDED;
	stage.party.call.ended_at = stage.scene.now;
	stage.scene.is_going_on = false;
	carol.unread = 0;
	lines[1] = lines[2];
	stage.scene.line_count = 2;
	stage_expect(&stage, "line-left-trouble", 80, 24);
}
END_TEST

START_TEST(plain_mode_tells_of_it_too)
{
	char row[LINES_TEXT_ROW_SIZE];
	talk_with_both();
	ck_assert_str_eq(lines_text_row(row, &lines[2]),
	    "line 2: line trouble with 192.168.1.9:40122, carol,"
	    " frames in/out 0/0, bytes in/out 0/0, 2 new");
}
END_TEST

START_TEST(any_size_shows_trouble_well_formed)
{
	talk_with_both();
	lose(&stage.party);
	add_other(&dave, "dave", "10.0.0.7:1234", CALL_RINGS_HERE);
	for (int open = 0; open < 2; open++) {
		stage.view.shows_lines = open == 1;
		for (int rows = 0; rows < 45; rows += 2)
			for (int cols = 0; cols < 130; cols++) {
				view_paint(&stage.view, &stage.canvas,
				    &stage.scene, rows, cols);
				stage_check(&stage);
			}
	}
}
END_TEST

TCase *
trouble_picture_tcase(void)
{
	TCase *tcase = tcase_create("trouble picture");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, line_trouble_is_said_with_what_is_done_about_it);
	tcase_add_test(tcase, who_was_called_waits_for_them);
	tcase_add_test(tcase, a_bell_that_has_stopped_can_still_be_answered);
	tcase_add_test(tcase, its_seconds_are_counted);
	tcase_add_test(tcase, a_line_in_trouble_is_seen_from_another_one);
	tcase_add_test(tcase, several_in_trouble_are_counted);
	tcase_add_test(tcase, who_rang_behind_and_lost_the_line_is_told_apart);
	tcase_add_test(tcase,
	    when_the_call_in_front_has_ended_trouble_is_named);
	tcase_add_test(tcase, plain_mode_tells_of_it_too);
	tcase_add_test(tcase, any_size_shows_trouble_well_formed);
	return tcase;
}
