/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* What a person sees of a network that repairs nothing. */
#include "config.h"

#include <unistd.h>

#include <check.h>

#include "handset.h"
#include "peer.h"
#include "postman.h"
#include "suite.h"

static struct terminal *
start(const char *name, const char *timers)
{
	struct handset_plan plan = { .name = name, .timers = timers };
	plan.option = "--udp";
	return handset_start(&plan);
}

START_TEST(two_people_talk_over_udp)
{
	struct terminal *alice = start("alice", HANDSET_CALM);
	struct terminal *bob = start("bob", HANDSET_CALM);
	char number[HANDSET_NUMBER_SIZE];
	terminal_expect(bob, " · UDP ");
	handset_number(bob, number);
	handset_dial(alice, number);
	terminal_expect(bob, "alice is calling from");
	terminal_expect(alice, "it rings there");
	terminal_type(bob, HANDSET_F5);
	terminal_expect(alice, "TALKING");
	handset_say(alice, bob, "hello over there");
	handset_say(bob, alice, "hello yourself");
	handset_expect_arrived(alice, 1);
	handset_expect_arrived(bob, 1);
	terminal_type(alice, "/drip 3\r");
	terminal_expect(alice, "over UDP each message is a datagram");
	terminal_type(alice, HANDSET_F6);
	terminal_expect(alice, "you hung up");
	terminal_expect(bob, "alice hung up");
	handset_leave(alice);
	handset_leave(bob);
}
END_TEST

/* The test is the caller. */
static int
call_as_mary(struct terminal *alice)
{
	char number[HANDSET_NUMBER_SIZE];
	struct frame_header header;
	handset_number(alice, number);
	int mary = postman_dial(number);
	peer_say_card(mary, FRAME_RING, 0x77, 1);
	postman_expect(mary, FRAME_RINGING, &header);
	terminal_expect(alice, "mary is calling from");
	terminal_type(alice, HANDSET_F5);
	postman_expect(mary, FRAME_ANSWER, &header);
	terminal_expect(alice, "TALKING");
	return mary;
}

START_TEST(gaps_repeats_and_late_ones_stand_in_their_column)
{
	struct terminal *alice = start("alice", HANDSET_CALM);
	int mary = call_as_mary(alice);
	peer_say(mary, FRAME_TEXT, 1, 0, "first", 5);
	terminal_expect(alice, "first");
	peer_say(mary, FRAME_TEXT, 3, 0, "third", 5);
	terminal_expect(alice, "(message 2 has not come)");
	terminal_expect(alice, "third");
	peer_say(mary, FRAME_TEXT, 3, 0, "third", 5);
	terminal_expect(alice, "(message 3 came again)");
	ck_assert_uint_eq(handset_count(alice, "third"), 1);
	peer_say(mary, FRAME_TEXT, 2, 0, "second", 6);
	terminal_expect(alice, "(message 2 comes late)");
	terminal_expect(alice, "second");
	peer_send(mary, "not a frame", 11);
	terminal_expect(alice, "was ignored: 11 bytes do not begin as a frame");
	peer_say_hangup(mary, CAUSE_NORMAL, 0, 0);
	terminal_expect(alice, "mary hung up");
	handset_leave(alice);
	close(mary);
}
END_TEST

START_TEST(without_an_answer_there_is_a_question_mark_until_it_comes)
{
	struct terminal *alice = start("alice", "patience=1/10");
	int mary = call_as_mary(alice);
	struct frame_header header;
	terminal_type(alice, "one\r");
	postman_expect(mary, FRAME_TEXT, &header);
	terminal_type(alice, "two\r");
	postman_expect(mary, FRAME_TEXT, &header);
	ck_assert_uint_eq(header.sequence, 2);
	peer_say(mary, FRAME_ACK, 0, 2, NULL, 0);
	handset_expect_arrived(alice, 2);
	terminal_expect(alice, "seq 1 · ack 0     ?");
	peer_say(mary, FRAME_ACK, 0, 1, NULL, 0);
	handset_expect_arrived(alice, 1);
	peer_say_hangup(mary, CAUSE_NORMAL, 0, 0);
	handset_leave(alice);
	close(mary);
}
END_TEST

START_TEST(the_panes_show_a_datagram_as_one_piece)
{
	struct terminal *alice = start("alice", HANDSET_CALM);
	int mary = call_as_mary(alice);
	terminal_type(alice, HANDSET_F3);
	peer_say(mary, FRAME_TEXT, 1, 0, "hello", 5);
	terminal_expect(alice, "in  TEXT · 21 bytes, one datagram");
	terminal_type(alice, HANDSET_F3 HANDSET_F4);
	terminal_expect(alice, "recvfrom() = 21 from 127.0.0.1:");
	peer_say_hangup(mary, CAUSE_NORMAL, 0, 0);
	handset_leave(alice);
	close(mary);
}
END_TEST

TCase *
screen_udp_tcase(void)
{
	TCase *tcase = tcase_create("screen_udp");
	tcase_set_timeout(tcase, TERMINAL_TIMEOUT_S);
	tcase_add_test(tcase, two_people_talk_over_udp);
	tcase_add_test(tcase, gaps_repeats_and_late_ones_stand_in_their_column);
	tcase_add_test(tcase,
	    without_an_answer_there_is_a_question_mark_until_it_comes);
	tcase_add_test(tcase, the_panes_show_a_datagram_as_one_piece);
	return tcase;
}
