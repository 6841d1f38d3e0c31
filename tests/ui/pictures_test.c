/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * The screen in the states that matter, compared with pictures in
 * tests/ui/pictures. UPDATE_PICTURES=1 in the environment takes them anew;
 * then look at them.
 */
#include "config.h"

#include <string.h>

#include <check.h>

#include "stage.h"
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

static void
at_all_sizes(const char *name)
{
	stage_expect(&stage, name, 80, 24);
	stage_expect(&stage, name, 120, 40);
	stage_expect(&stage, name, 60, 20);
	stage_expect(&stage, name, 20, 5);
}

static void
have_numbers(void)
{
	stage_number(&stage, "192.168.1.20", "wlan0", INTERFACE_DEFAULT_ROUTE);
	stage_number(&stage, "[2001:db8::20]", "wlan0", INTERFACE_IPV6);
	stage_number(&stage, "[fe80::1%wlan0]", "wlan0", INTERFACE_LINK_LOCAL);
	stage_number(&stage, "172.17.0.1", "docker0", INTERFACE_CONTAINER);
	stage_number(&stage, "127.0.0.1", "lo", INTERFACE_LOOPBACK);
}

static void
news(const char *text)
{
	struct transcript_entry entry = {
		.at_ms = stage.scene.now,
		.speaker = SPEAKER_PHONE,
		.kind = TRANSCRIPT_NOTE,
	};
	transcript_add(&stage.news, &entry, text, strlen(text));
}

START_TEST(waiting_tells_the_own_numbers_and_who_has_called)
{
	have_numbers();
	stage_missed(&stage, "bob", "192.168.1.7");
	stage_missed(&stage, "", "10.0.0.9:5000");
	stage_missed(&stage, "carol", "");
	news("10.0.0.9 rang while you were talking");
	at_all_sizes("waiting");
}
END_TEST

START_TEST(waiting_leaves_out_the_worst_numbers_first)
{
	have_numbers();
	for (int i = 0; i < 6; i++)
		stage_number(&stage, "10.0.0.1:5000", "veth",
		    INTERFACE_CONTAINER);
	for (int i = 0; i < 8; i++)
		stage_missed(&stage, "bob", "192.168.1.7");
	news("one");
	news("a piece of news that is so long that it takes two rows on a "
	     "screen of eighty columns");
	stage.scene.notice = "no such command: /dail; did you mean /dial?";
	stage_expect(&stage, "waiting-full", 80, 24);
	stage_expect(&stage, "waiting-full", 40, 10);
}
END_TEST

START_TEST(waiting_says_when_nobody_can_call)
{
	stage.scene.listens_on = NULL;
	news("cannot listen on port 8255 (bind: Address already in use); is "
	     "landline running there already?");
	stage_expect(&stage, "waiting-unreachable", 80, 24);
}
END_TEST

START_TEST(a_missed_call_is_told_once)
{
	have_numbers();
	stage_missed(&stage, "bob", "192.168.1.7");
	news("missed call from bob (192.168.1.7): nobody picked up");
	news("10.0.0.9 rang while you were talking");
	stage.missed[0].at_ms = stage.news.ring[0].at_ms;
	stage.news.ring[1].at_ms++;
	stage_expect(&stage, "waiting-missed", 80, 24);
}
END_TEST

START_TEST(a_long_note_closes_on_its_last_row)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage_note(&stage,
	    "a note of the phone that has so much to tell that it takes more "
	    "than one row of the screen, and then a little");
	stage_say(&stage, SPEAKER_ME, "I see");
	stage_expect(&stage, "note-long", 80, 24);
}
END_TEST

START_TEST(ringing_tells_key_and_command)
{
	stage_call(&stage, CALL_CALLEE, CALL_RINGS_HERE);
	stage_note(&stage, "alice is calling from 192.168.1.20");
	stage.party.round_trip_ms = -1;
	at_all_sizes("ringing");
}
END_TEST

START_TEST(dialling_tells_how_far_it_has_come)
{
	stage_call(&stage, CALL_CALLER, CALL_RINGS_THERE);
	stage_note(&stage, "dialling 192.168.1.20:8255");
	stage_note(&stage, "it rings at alice");
	stage_expect(&stage, "calling", 80, 24);
}
END_TEST

START_TEST(talking_shows_a_header_under_each_message)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage_chat(&stage);
	stage.party.they_type = true;
	stage_draft(&stage, "and the he");
	at_all_sizes("talking");
}
END_TEST

START_TEST(talking_without_headers_still_marks_what_arrived)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage.view.headers = VIEW_HEADERS_NONE;
	stage_chat(&stage);
	stage_expect(&stage, "headers-none", 80, 24);
	stage.view.shows_times = false;
	stage_expect(&stage, "times-none", 80, 24);
}
END_TEST

START_TEST(talking_shows_every_field)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage.view.headers = VIEW_HEADERS_FIELDS;
	stage_chat(&stage);
	stage_expect(&stage, "headers-fields", 80, 24);
}
END_TEST

START_TEST(classic_is_mine_above_and_theirs_below)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage.view.layout = VIEW_LAYOUT_CLASSIC;
	stage_chat(&stage);
	stage_expect(&stage, "classic", 80, 24);
}
END_TEST

START_TEST(what_is_read_stays_and_the_status_counts_what_is_new)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	for (int i = 0; i < 5; i++)
		stage_chat(&stage);
	view_paint(&stage.view, &stage.canvas, &stage.scene, 24, 80);
	view_scroll(&stage.view, &stage.scene, 24, 80, -1);
	stage_expect(&stage, "scrolled", 80, 24);
	for (int i = 0; i < 3; i++)
		stage_say(&stage, SPEAKER_THEM, "new");
	stage_expect(&stage, "scrolled-new", 80, 24);
}
END_TEST

START_TEST(every_script_keeps_to_its_column)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage_say(&stage, SPEAKER_ME,
	    "漢字かな交じり文は二桁ずつ取るので右端で切れないことが大切です");
	stage_say(&stage, SPEAKER_THEM,
	    "👨‍👩‍👧‍👦 a family, 🇩🇪 a flag, ❤️ a heart, e\xcc\x81 an accent");
	stage_say(&stage, SPEAKER_THEM, "שלום עולם · مرحبا بالعالم");
	strcpy(stage.party.their_name, "愛麗絲");
	stage_draft(&stage, "漢字");
	stage_expect(&stage, "scripts", 80, 24);
	stage_expect(&stage, "scripts", 60, 20);
}
END_TEST

START_TEST(live_drafts_stand_in_their_columns)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage_chat(&stage);
	stage.scene.is_live = stage.party.they_are_live = true;
	stage.party.they_type = true;
	strcpy(stage.party.their_draft, "I am still typ");
	stage.party.their_draft_size = 14;
	stage_draft(&stage, "so am I");
	stage_expect(&stage, "live", 80, 24);
}
END_TEST

START_TEST(a_line_that_misbehaves_on_purpose_says_so)
{
	stage_call(&stage, CALL_CALLER, CALL_TALKING);
	stage_chat(&stage);
	stage.scene.drip = 3;
	stage.scene.glue = 2;
	stage.scene.nagle = true;
	stage_expect(&stage, "misbehaving", 80, 24);
	stage_expect(&stage, "misbehaving", 60, 20);
}
END_TEST

START_TEST(on_hold_is_said)
{
	stage_call(&stage, CALL_CALLER, CALL_TALKING);
	stage_chat(&stage);
	stage.party.they_hold = true;
	stage_note(&stage, "alice put you on hold");
	stage_expect(&stage, "held", 80, 24);
	stage.party.i_hold = true;
	stage_expect(&stage, "hold-both", 80, 24);
}
END_TEST

START_TEST(a_call_that_ended_stays_to_be_read)
{
	stage_call(&stage, CALL_CALLEE, CALL_OVER);
	stage_chat(&stage);
	stage_say_bytes(&stage, SPEAKER_ME, "and this?", 9, DELIVERY_UNKNOWN);
	stage.party.call.ended_at = stage.scene.now;
	stage.party.call.outcome = OUTCOME_LOST;
	stage_note(&stage, "the line to alice was lost");
	stage.scene.notice = "the line to alice was lost";
	stage_expect(&stage, "ended", 80, 24);
}
END_TEST

/* A gap, a repeat, a late one, and a message that nobody answered. */
START_TEST(what_a_network_does_is_said_where_it_shows)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage.scene.is_udp = true;
	stage.party.tape.datagrams = true;
	stage_say(&stage, SPEAKER_THEM, "one");
	stage_remark(&stage, "(message 2 has not come)");
	stage.said[1]++;
	stage_say(&stage, SPEAKER_THEM, "three");
	stage_remark(&stage, "(message 3 came again)");
	stage_say_bytes(&stage, SPEAKER_ME, "can you hear me?", 16,
	    DELIVERY_UNANSWERED);
	stage_say(&stage, SPEAKER_ME, "hello?");
	stage_remark(&stage, "(message 2 comes late)");
	stage.said[1] = 1;
	stage_say(&stage, SPEAKER_THEM, "two");
	stage_expect(&stage, "udp", 80, 24);
	stage_expect(&stage, "udp", 60, 20);
	stage.view.shows_wire = true;
	stage_expect(&stage, "udp-wire", 80, 24);
}
END_TEST

START_TEST(a_dial_that_failed_says_why_between_the_numbers)
{
	have_numbers();
	stage_call(&stage, CALL_CALLER, CALL_OVER);
	stage.party.call.answered_at = 0;
	stage.party.call.ended_at = stage.scene.now;
	stage.party.call.outcome = OUTCOME_NOT_IN_SERVICE;
	strcpy(stage.party.their_name, "");
	strcpy(stage.party.fault.words,
	    "192.168.1.20:8255 is not in service (connect: Connection "
	    "refused); is landline running there?");
	stage_expect(&stage, "dial-failed", 80, 24);
}
END_TEST

START_TEST(hanging_up_says_what_it_waits_for)
{
	stage_call(&stage, CALL_CALLEE, CALL_LEAVING);
	stage_chat(&stage);
	stage_note(&stage, "you hung up");
	stage_expect(&stage, "leaving", 80, 24);
}
END_TEST

START_TEST(help_begins_with_the_numbers)
{
	static const struct scene_command commands[] = {
		{ "/dial NUMBER", "call NUMBER" },
		{ "/answer [N]", "pick up" },
		{ "/hold", "put the other side on hold, or come back" },
	};
	have_numbers();
	stage.scene.commands = commands;
	stage.scene.command_count = 3;
	stage.scene.now += 60000;
	stage.view.shows_help = true;
	stage_expect(&stage, "help", 80, 24);
	stage_expect(&stage, "help", 120, 40);
	view_scroll(&stage.view, &stage.scene, 24, 80, 9);
	stage_expect(&stage, "help-end", 80, 24);
}
END_TEST

static bool
help_says(const char *words)
{
	view_paint(&stage.view, &stage.canvas, &stage.scene, 100, 120);
	for (int row = 0; row < stage.canvas.rows; row++)
		if (strstr(stage_row(&stage, row), words) != NULL)
			return true;
	return false;
}

START_TEST(help_names_what_a_firewall_has_to_let_in)
{
	struct number other = { .kind = NUMBER_HERE, .port = 5000 };
	have_numbers();
	stage.scene.listens_on = &other;
	stage.view.shows_help = true;
	ck_assert(!help_says("firewall"));
	stage.scene.now += 60000;
	ck_assert(help_says("it has to let TCP port 5000 in"));
	stage.scene.is_udp = true;
	ck_assert(help_says("it has to let UDP port 5000 in"));
	stage.scene.is_udp = false;
	other.kind = NUMBER_UNIX;
	strcpy(other.name, "/tmp/bob");
	ck_assert(!help_says("firewall"));
	ck_assert(help_says("chmod 666"));
}
END_TEST

START_TEST(a_long_draft_shows_around_its_cursor)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage_chat(&stage);
	stage_draft(&stage,
	    "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten");
	stage_expect(&stage, "draft-long", 80, 24);
	stage.scene.draft_cursor = 5;
	stage_expect(&stage, "draft-middle", 80, 24);
}
END_TEST

TCase *
pictures_tcase(void)
{
	TCase *tcase = tcase_create("pictures");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, waiting_tells_the_own_numbers_and_who_has_called);
	tcase_add_test(tcase, waiting_leaves_out_the_worst_numbers_first);
	tcase_add_test(tcase, waiting_says_when_nobody_can_call);
	tcase_add_test(tcase, a_missed_call_is_told_once);
	tcase_add_test(tcase, a_long_note_closes_on_its_last_row);
	tcase_add_test(tcase, ringing_tells_key_and_command);
	tcase_add_test(tcase, dialling_tells_how_far_it_has_come);
	tcase_add_test(tcase, talking_shows_a_header_under_each_message);
	tcase_add_test(tcase, talking_without_headers_still_marks_what_arrived);
	tcase_add_test(tcase, talking_shows_every_field);
	tcase_add_test(tcase, classic_is_mine_above_and_theirs_below);
	tcase_add_test(tcase,
	    what_is_read_stays_and_the_status_counts_what_is_new);
	tcase_add_test(tcase, every_script_keeps_to_its_column);
	tcase_add_test(tcase, live_drafts_stand_in_their_columns);
	tcase_add_test(tcase, a_line_that_misbehaves_on_purpose_says_so);
	tcase_add_test(tcase, on_hold_is_said);
	tcase_add_test(tcase, a_call_that_ended_stays_to_be_read);
	tcase_add_test(tcase, what_a_network_does_is_said_where_it_shows);
	tcase_add_test(tcase, a_dial_that_failed_says_why_between_the_numbers);
	tcase_add_test(tcase, hanging_up_says_what_it_waits_for);
	tcase_add_test(tcase, help_begins_with_the_numbers);
	tcase_add_test(tcase, help_names_what_a_firewall_has_to_let_in);
	tcase_add_test(tcase, a_long_draft_shows_around_its_cursor);
	return tcase;
}
