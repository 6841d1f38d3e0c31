/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Two lines that hear each other through a third phone, and what is said on
 * all lines at once.
 */
#include "config.h"

#include "call/switchboard.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "../runner.h"
#include "cable.h"
#include "suite.h"

static struct cable cable;
static struct fault fault;

static struct switchboard *
alice(void)
{
	return &cable.phones[ALICE];
}

/* Alice talks with bob and, on line 2 and in front, with carol. */
static void
set_scene(const char *framing)
{
	cable_init(&cable, CABLE_WHOLE, 1);
	for (int phone = 0; framing != NULL && phone < CABLE_PHONES; phone++)
		cable_speak(&cable, phone, framing, NULL);
	switchboard_have_lines(alice(), 3);
	cable_dial(&cable, BOB, ALICE);
	cable_settle(&cable);
	if (framing == NULL)
		cable_answer(&cable, ALICE);
	cable_dial(&cable, CAROL, ALICE);
	cable_settle(&cable);
	if (framing == NULL)
		cable_answer(&cable, ALICE);
	cable_settle(&cable);
	ck_assert_int_eq(switchboard_lines_taken(alice()), 2);
}

static void
patch(int phone, int one, int other)
{
	ck_assert_msg(switchboard_patch(&cable.phones[phone], one, other,
			  cable.now, &fault),
	    "%s", fault.words);
	cable_settle(&cable);
}

static void
say(int phone, const char *text)
{
	cable_say(&cable, phone, text);
	cable_settle(&cable);
}

static bool
has_heard(int phone, const char *words)
{
	return cable_has_said(&cable_shown(&cable, phone)->transcript, words);
}

static void
expect_refused(bool done, const char *words)
{
	ck_assert(!done);
	ck_assert_msg(strstr(fault.words, words) != NULL, "%s", fault.words);
}

START_TEST(two_lines_hear_each_other_with_their_names)
{
	set_scene(NULL);
	say(BOB, "before");
	patch(ALICE, 1, 2);
	say(BOB, "hello, carol");
	say(CAROL, "hello, bob");
	ck_assert(has_heard(CAROL, "them: bob: hello, carol"));
	ck_assert(has_heard(BOB, "them: carol: hello, bob"));
	ck_assert(!has_heard(CAROL, "before"));
	/* Alice reads both, and that what she passed on has arrived. */
	const struct transcript *bobs = &alice()->parties[0]->transcript;
	ck_assert(cable_has_said(bobs, "them: hello, carol"));
	ck_assert(cable_has_said(bobs, "me ok: carol: hello, bob"));
	/* Nobody is on hold, and what alice says goes to one of them. */
	ck_assert(!cable_shown(&cable, BOB)->they_hold);
	ck_assert(!cable_shown(&cable, CAROL)->they_hold);
	say(ALICE, "for carol alone");
	ck_assert(has_heard(CAROL, "for carol alone"));
	ck_assert(!has_heard(BOB, "for carol alone"));
	cable_clear(&cable);
}
END_TEST

START_TEST(parted_lines_are_as_before)
{
	set_scene(NULL);
	patch(ALICE, 1, 2);
	ck_assert(switchboard_unpatch(alice(), cable.now, &fault));
	cable_settle(&cable);
	ck_assert(cable_shown(&cable, BOB)->they_hold);
	say(BOB, "anybody?");
	ck_assert(!has_heard(CAROL, "anybody?"));
	expect_refused(switchboard_unpatch(alice(), cable.now, &fault),
	    "no two lines are joined");
	cable_clear(&cable);
}
END_TEST

START_TEST(it_ends_with_either_line)
{
	set_scene(NULL);
	patch(ALICE, 1, 2);
	int leaves = _i == 0 ? BOB : CAROL;
	int stays = _i == 0 ? CAROL : BOB;
	say(leaves, "the last words");
	cable_hang_up(&cable, leaves);
	cable_pass(&cable, 2000);
	ck_assert(has_heard(stays, ": the last words"));
	for (int slot = 0; slot < alice()->slot_count; slot++)
		if (alice()->parties[slot] != NULL) {
			ck_assert_uint_eq(alice()->parties[slot]->patch, 0);
			ck_assert(
			    cable_has_said(&alice()->parties[slot]->transcript,
				"this line is by itself again"));
		}
	/* Who was not in front is on hold from now on. */
	ck_assert_int_eq(cable_shown(&cable, stays)->they_hold, stays == BOB);
	say(stays, "alone?");
	cable_clear(&cable);
}
END_TEST

START_TEST(a_line_that_drops_stays_joined)
{
	set_scene(NULL);
	patch(ALICE, 1, 2);
	cable_break(&cable, (size_t)_i);
	say(BOB, "still there?");
	ck_assert(has_heard(CAROL, "bob: still there?"));
	say(CAROL, "still here");
	ck_assert(has_heard(BOB, "carol: still here"));
	cable_clear(&cable);
}
END_TEST

START_TEST(lines_that_cannot_be_joined_are_told)
{
	set_scene(NULL);
	expect_refused(switchboard_patch(alice(), 1, 1, cable.now, &fault),
	    "line 1 hears itself");
	expect_refused(switchboard_patch(alice(), 1, 3, cable.now, &fault),
	    "nobody talks on line 3");
	expect_refused(switchboard_patch(alice(), 0, 1, cable.now, &fault),
	    "nobody talks on line 0");
	expect_refused(switchboard_patch(alice(), 99, 1, cable.now, &fault),
	    "nobody talks on line 99");
	patch(ALICE, 1, 2);
	expect_refused(switchboard_patch(alice(), 2, 1, cable.now, &fault),
	    "line 2 hears line 1 already; /patch off ends that");
	cable_clear(&cable);
}
END_TEST

START_TEST(long_messages_are_passed_on_whole)
{
	static char text[FRAME_PAYLOAD_MOST + 1];
	set_scene(NULL);
	patch(ALICE, 1, 2);
	memset(text, 'x', sizeof text - 1);
	for (size_t at = 50; at < sizeof text - 1; at += 50)
		text[at] = '\n';
	say(BOB, text);
	const struct transcript *heard =
	    &cable_shown(&cable, CAROL)->transcript;
	size_t size = 0, count = 0;
	for (uint64_t at = heard->first; at < heard->end; at++) {
		const struct transcript_entry *entry = transcript_at(heard, at);
		if (entry->speaker != SPEAKER_THEM)
			continue;
		ck_assert(strncmp(entry->text, "bob: x", 6) == 0);
		ck_assert_uint_le(entry->size, FRAME_PAYLOAD_MOST);
		size += entry->size - 5;
		count++;
	}
	ck_assert_uint_eq(size, FRAME_PAYLOAD_MOST);
	ck_assert_uint_eq(count, 2);
	cable_clear(&cable);
}
END_TEST

START_TEST(who_hears_slowly_slows_who_talks_down_and_loses_nothing)
{
	enum { MESSAGES = 3000 };
	set_scene(NULL);
	patch(ALICE, 1, 2);
	/* Carol takes nothing for a while. */
	struct cable_line *carols = &cable.lines[1];
	carols->ends[0].window = 1;
	carols->is_dead = true;
	int said = 0;
	for (int i = 0; i < MESSAGES; i++) {
		said += switchboard_say(&cable.phones[BOB], "again", 5,
		    cable.now, &fault);
		cable_settle(&cable);
	}
	ck_assert_int_lt(said, MESSAGES);
	ck_assert_uint_eq(switchboard_appetite(alice(), 0), 0);
	/* It is not bob who is dead. */
	carols->is_dead = false;
	cable_pass(&cable, 4000);
	carols->ends[0].window = 0;
	cable_pass(&cable, 4000);
	ck_assert(call_is_talking(&cable_shown(&cable, BOB)->call));
	ck_assert_int_eq((int)cable_shown(&cable, CAROL)->heard, said);
	ck_assert_uint_gt(switchboard_appetite(alice(), 0), 0);
	say(BOB, "the end");
	ck_assert(has_heard(CAROL, "them: bob: the end"));
	cable_clear(&cable);
}
END_TEST

/* Everybody joins the two others: what is said goes round, but not for ever. */
START_TEST(nothing_goes_round_for_ever)
{
	cable_init(&cable, CABLE_WHOLE, 1);
	for (int phone = 0; phone < CABLE_PHONES; phone++)
		switchboard_have_lines(&cable.phones[phone], 2);
	for (int phone = 0; phone < CABLE_PHONES; phone++) {
		int next = (phone + 1) % CABLE_PHONES;
		cable_dial(&cable, phone, next);
		cable_settle(&cable);
		cable_answer(&cable, next);
		cable_settle(&cable);
	}
	for (int phone = 0; phone < CABLE_PHONES; phone++)
		patch(phone, 1, 2);
	say(ALICE, "hello?");
	/* It would never settle otherwise. */
	cable_pass(&cable, 10000);
	bool was_told = false;
	for (int phone = 0; phone < CABLE_PHONES; phone++)
		for (int slot = 0; slot < 2; slot++) {
			const struct party *party =
			    cable.phones[phone].parties[slot];
			ck_assert_uint_le(party->heard, 4);
			was_told |= cable_has_said(&party->transcript,
			    "was not passed on: it has come through 4 phones");
		}
	ck_assert(was_told);
	cable_clear(&cable);
}
END_TEST

START_TEST(programs_that_are_no_landline_can_be_joined_too)
{
	set_scene("line");
	patch(ALICE, 1, 2);
	say(BOB, "from a program");
	ck_assert(has_heard(CAROL, "them: 192.0.2.2: from a program"));
	cable_clear(&cable);
}
END_TEST

START_TEST(what_a_framing_cannot_carry_is_told_and_not_waited_for)
{
	char text[256];
	set_scene("u8");
	patch(ALICE, 1, 2);
	memset(text, 'x', 255);
	text[255] = '\0';
	say(BOB, text);
	say(BOB, "short");
	ck_assert(has_heard(CAROL, "them: 192.0.2.2: short"));
	ck_assert(cable_has_said(&alice()->parties[1]->transcript,
	    "not said on line 2"));
	cable_clear(&cable);
}
END_TEST

START_TEST(everyone_hears_what_is_said_to_everyone)
{
	set_scene(NULL);
	ck_assert(
	    switchboard_everyone(alice(), "all of you", 10, cable.now, &fault));
	cable_settle(&cable);
	ck_assert(has_heard(BOB, "them: all of you"));
	ck_assert(has_heard(CAROL, "them: all of you"));
	for (int slot = 0; slot < 2; slot++)
		ck_assert(cable_has_said(&alice()->parties[slot]->transcript,
		    "me ok: all of you"));
	cable_clear(&cable);
}
END_TEST

START_TEST(whoever_cannot_be_told_is_named)
{
	char text[300];
	memset(text, 'x', sizeof text);
	cable_init(&cable, CABLE_WHOLE, 1);
	expect_refused(switchboard_everyone(alice(), "?", 1, cable.now, &fault),
	    "nobody is on any line");
	cable_clear(&cable);
	set_scene("u8");
	expect_refused(switchboard_everyone(alice(), text, sizeof text,
			   cable.now, &fault),
	    "not said on line 2");
	cable_clear(&cable);
	set_scene(NULL);
	cable.lines[1].is_dead = true;
	while (switchboard_everyone(alice(), "?", 1, cable.now, &fault))
		cable_settle(&cable);
	cable_settle(&cable);
	expect_refused(false, "not said on line 2: carol is slow");
	ck_assert_uint_eq(cable_shown(&cable, BOB)->heard, OUTBOX_MOST);
	cable_clear(&cable);
}
END_TEST

TCase *
patch_tcase(void)
{
	TCase *tcase = tcase_create("patch");
	tcase_add_test(tcase, two_lines_hear_each_other_with_their_names);
	tcase_add_test(tcase, parted_lines_are_as_before);
	tcase_add_loop_test(tcase, it_ends_with_either_line, 0, 2);
	tcase_add_loop_test(tcase, a_line_that_drops_stays_joined, 0, 2);
	tcase_add_test(tcase, lines_that_cannot_be_joined_are_told);
	tcase_add_test(tcase, long_messages_are_passed_on_whole);
	tcase_add_test(tcase,
	    who_hears_slowly_slows_who_talks_down_and_loses_nothing);
	tcase_add_test(tcase, nothing_goes_round_for_ever);
	tcase_add_test(tcase, programs_that_are_no_landline_can_be_joined_too);
	tcase_add_test(tcase,
	    what_a_framing_cannot_carry_is_told_and_not_waited_for);
	tcase_add_test(tcase, everyone_hears_what_is_said_to_everyone);
	tcase_add_test(tcase, whoever_cannot_be_told_is_named);
	return tcase;
}
