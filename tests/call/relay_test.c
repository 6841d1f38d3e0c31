/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* A message from phone to phone: rings, chains, and every way to break one. */
#include "config.h"

#include "call/relay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../runner.h"
#include "chain.h"
#include "suite.h"

enum { TEN = 10 };

static const enum cable_cut cuts[] = { CABLE_WHOLE, CABLE_BYTES, CABLE_RANDOM,
	CABLE_FRAMES };

static int
count_mine(const struct relay *relay)
{
	int count = 0;
	for (int i = 0; i < RELAY_MOST; i++)
		count += relay_is_mine(&relay->passes[i]);
	return count;
}

START_TEST(a_message_goes_round_a_ring_of_ten)
{
	struct cable cable;
	chain_make_ring(&cable, TEN);
	cable.cut = cuts[_i];
	chain_start(&cable, ALICE, "hello");
	cable_settle(&cable);
	chain_assert_told(&cable, ALICE,
	    "\"hello\" is on its way to 192.0.2.2:8255");
	chain_assert_told(&cable, ALICE,
	    "\"hello\" went round through 10 phones and was back after 0 ms:"
	    " the ring is closed");
	chain_assert_trail(&cable, TEN + 1);
	for (int phone = BOB; phone < TEN; phone++)
		chain_assert_told(&cable, phone, "them: alice\nhello\n");
	chain_assert_told(&cable, CAROL,
	    "passed on to 192.0.2.4:8255; phone 3 of its trail");
	ck_assert(!cable.phones[ALICE].relay.has_failed);
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_message_goes_to_the_end_of_a_chain_of_ten)
{
	struct cable cable;
	chain_make(&cable, TEN);
	chain_start(&cable, ALICE, "hello");
	cable_settle(&cable);
	chain_assert_told(&cable, ALICE,
	    "\"hello\" went to the end of the chain, through 10 phones");
	chain_assert_trail(&cable, TEN);
	chain_assert_told(&cable, TEN - 1, "it ends here, with phone 10");
	ck_assert(!cable.phones[ALICE].relay.has_failed);
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(each_hop_has_the_time_of_its_own_phones_clock)
{
	struct cable cable;
	chain_make(&cable, 4);
	cable.phones[BOB].rules.wall_offset = 12;
	cable.phones[CAROL].rules.wall_offset = -3500;
	cable.phones[DORA].rules.wall_offset = INT64_C(1000000000000);
	chain_start(&cable, ALICE, "hello");
	cable_settle(&cable);
	chain_assert_told(&cable, ALICE, "alice  192.0.2.1:8255  0 ms\n");
	chain_assert_told(&cable, ALICE, "bob    192.0.2.2:8255  +12 ms\n");
	chain_assert_told(&cable, ALICE, "carol  192.0.2.3:8255  -3500 ms\n");
	chain_assert_told(&cable, ALICE, "dora   192.0.2.4:8255  another day");
	chain_assert_told(&cable, ALICE,
	    "(each time is by that phone's own clock)");
	cable_clear(&cable);
}
END_TEST

START_TEST(a_dead_phone_is_named_behind_the_last_that_lives)
{
	struct cable cable;
	struct number dead = chain_number(CHAIN_NOWHERE);
	dead.port = CABLE_DEAD_PORT;
	chain_make_ring(&cable, TEN);
	chain_pass_on(&cable, 4, &dead);
	chain_start(&cable, ALICE, "hello");
	cable_settle(&cable);
	chain_assert_told(&cable, ALICE,
	    "\"hello\" went as far as emil and no further");
	chain_assert_trail(&cable, 5);
	chain_assert_told(&cable, ALICE,
	    "  6  *  192.0.2.9:8255 is not in service (connect: Connection"
	    " refused)");
	chain_assert_told(&cable, 4,
	    "the message of alice goes no further: 192.");
	ck_assert(cable.phones[ALICE].relay.has_failed);
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_phone_that_answers_and_says_nothing_is_found_in_five_seconds)
{
	struct cable cable;
	struct number silent = chain_number(CHAIN_NOWHERE);
	chain_make(&cable, 4);
	chain_pass_on(&cable, DORA, &silent);
	chain_start(&cable, ALICE, "hello");
	cable_pass(&cable, 4999);
	ck_assert_int_eq(count_mine(&cable.phones[ALICE].relay), 1);
	cable_pass(&cable, 1);
	chain_assert_told(&cable, ALICE,
	    "  5  *  192.0.2.99:8255 took the call and says nothing");
	chain_assert_trail(&cable, 4);
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_number_that_leads_nowhere_is_given_up_after_ten_seconds)
{
	struct cable cable;
	struct number silent = chain_number(CHAIN_NOWHERE);
	chain_make(&cable, 2);
	chain_pass_on(&cable, BOB, &silent);
	chain_start(&cable, ALICE, "hello");
	/* The first line is alice's to bob, the second bob's to nowhere. */
	while (cable.line_count < 2) {
		cable_serve(&cable);
		cable_connect(&cable, 0);
		cable_accept(&cable, 0);
		cable_deliver(&cable, 0, 1);
	}
	cable.lines[1].is_dead = true;
	cable_pass(&cable, 10000);
	chain_assert_told(&cable, ALICE,
	    "192.0.2.99:8255 does not answer (connect: no reply in time)");
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_loop_that_leaves_the_starter_out_is_ended_and_told)
{
	struct cable cable;
	chain_make(&cable, TEN);
	chain_lead(&cable, TEN - 1, CAROL);
	chain_start(&cable, ALICE, "hello");
	cable_settle(&cable);
	chain_assert_told(&cable, ALICE,
	    "\"hello\" ran into a loop: it came to carol a second time, and"
	    " not back here");
	chain_assert_told(&cable, ALICE,
	    " 11  carol   192.0.2.3:8255   0 ms  here a second time");
	chain_assert_told(&cable, CAROL,
	    "the message of alice came here a second time: that is a loop");
	ck_assert(cable.phones[ALICE].relay.has_failed);
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_phone_may_lead_to_itself)
{
	struct cable cable;
	cable_init(&cable, CABLE_WHOLE, 1);
	chain_lead(&cable, ALICE, ALICE);
	chain_start(&cable, ALICE, "hello");
	cable_settle(&cable);
	chain_assert_told(&cable, ALICE,
	    "went round through 1 phone and was back");
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(who_takes_no_part_declines)
{
	struct cable cable;
	chain_make(&cable, 4);
	switchboard_pass_off(&cable.phones[CAROL]);
	chain_start(&cable, ALICE, "hello");
	cable_settle(&cable);
	chain_assert_told(&cable, ALICE,
	    "  3  *  192.0.2.3:8255 passes nothing on: it is off there");
	chain_assert_trail(&cable, 2);
	ck_assert(cable_has_said(&cable.phones[CAROL].news,
	    "a message to be passed on came from 192.0.2.2, and was declined;"
	    " /pass on NUMBER takes part"));
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_busy_phone_passes_on_and_nobodys_call_suffers)
{
	struct cable cable;
	chain_make_ring(&cable, 4);
	cable_call(&cable, BOB, CAROL);
	chain_start(&cable, ALICE, "hello");
	cable_settle(&cable);
	chain_assert_told(&cable, ALICE, "went round through 4 phones");
	cable_say(&cable, BOB, "still here");
	cable_settle(&cable);
	ck_assert(cable_has_said(&cable_shown(&cable, CAROL)->transcript,
	    "them: still here"));
	cable_hang_up(&cable, BOB);
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

/* Who knows the id of a call can go on with it, and all of a ring see this one. */
START_TEST(the_id_of_a_message_tells_nothing_of_a_calls)
{
	struct cable cable;
	chain_make(&cable, 3);
	struct switchboard *alice = &cable.phones[ALICE];
	alice->next_call_id = UINT64_C(0x5eed000000000000);
	cable_call(&cable, ALICE, BOB);
	uint64_t next = alice->next_call_id;
	chain_start(&cable, ALICE, "hello");
	cable_settle(&cable);
	ck_assert(!relay_has_seen(&cable.phones[CAROL].relay, next));
	ck_assert_uint_eq(alice->next_call_id, next);
	cable_clear(&cable);
}
END_TEST

START_TEST(nothing_is_passed_on_without_a_next_phone)
{
	struct cable cable;
	struct fault fault;
	struct switchboard *board = &cable.phones[ALICE];
	char text[PASS_TEXT_MOST + 1];
	memset(text, 'x', sizeof(text));
	cable_init(&cable, CABLE_WHOLE, 1);
	ck_assert(!switchboard_pass(board, "x", 1, cable.now, &fault));
	ck_assert_str_eq(fault.words,
	    "there is nobody to pass it on to; /pass on NUMBER names the next"
	    " phone");
	chain_pass_on(&cable, ALICE, NULL);
	ck_assert(!switchboard_pass(board, "x", 1, cable.now, &fault));
	ck_assert_ptr_nonnull(strstr(fault.words, "the last of the chain"));
	chain_lead(&cable, ALICE, BOB);
	ck_assert(!switchboard_pass(board, "", 0, cable.now, &fault));
	ck_assert_ptr_nonnull(strstr(fault.words, "nothing to pass on"));
	ck_assert(
	    !switchboard_pass(board, text, sizeof(text), cable.now, &fault));
	ck_assert_ptr_nonnull(strstr(fault.words, "1025 bytes"));
	ck_assert(
	    switchboard_pass(board, text, sizeof(text) - 1, cable.now, &fault));
	cable_clear(&cable);
}
END_TEST

START_TEST(a_foreign_framing_has_no_frame_for_it_and_udp_loses_it)
{
	struct cable cable;
	struct fault fault;
	cable_init(&cable, CABLE_WHOLE, 1);
	cable_speak(&cable, ALICE, "u32", NULL);
	ck_assert(!switchboard_pass_on(&cable.phones[ALICE],
	    &cable.numbers[BOB], &fault));
	ck_assert_str_eq(fault.words,
	    "nothing is passed on in u32: only landline's own framing has a"
	    " frame for it");
	cable.phones[BOB].rules.datagrams = true;
	ck_assert(!switchboard_pass_on(&cable.phones[BOB],
	    &cable.numbers[CAROL], &fault));
	ck_assert_str_eq(fault.words,
	    "nothing is passed on over UDP: what gets lost there stays lost");
	cable.phones[BOB].rules.datagrams = false;
	cable_clear(&cable);
}
END_TEST

/* ---- many at once ---- */

START_TEST(every_phone_of_a_ring_may_start_one_at_the_same_time)
{
	struct cable cable;
	chain_make_ring(&cable, TEN);
	for (int phone = 0; phone < TEN; phone++)
		chain_start(&cable, phone, "mine");
	cable_settle(&cable);
	for (int phone = 0; phone < TEN; phone++) {
		chain_assert_told(&cable, phone,
		    "\"mine\" went round through 10");
		ck_assert(!cable.phones[phone].relay.has_failed);
	}
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(sixteen_at_once_all_come_home)
{
	struct cable cable;
	chain_make_ring(&cable, 3);
	for (int i = 0; i < RELAY_MOST; i++)
		chain_start(&cable, ALICE, "many");
	cable_settle(&cable);
	ck_assert(!cable.phones[ALICE].relay.has_failed);
	ck_assert_int_eq(count_mine(&cable.phones[ALICE].relay), 0);
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(more_than_sixteen_at_once_hear_busy_and_then_there_is_room_again)
{
	struct cable cable;
	struct fault fault;
	struct number silent = chain_number(CHAIN_NOWHERE);
	chain_make(&cable, 3);
	chain_pass_on(&cable, BOB, &silent);
	for (int i = 0; i < RELAY_MOST; i++)
		chain_start(&cable, ALICE, "many");
	ck_assert(
	    !switchboard_pass(&cable.phones[ALICE], "x", 1, cable.now, &fault));
	ck_assert_ptr_nonnull(strstr(fault.words, "16 messages are under way"));
	cable_settle(&cable);
	ck_assert(relay_is_full(&cable.phones[BOB].relay));
	chain_lead(&cable, CAROL, BOB);
	chain_start(&cable, CAROL, "too many");
	cable_settle(&cable);
	chain_assert_told(&cable, CAROL, "  2  *  192.0.2.2:8255 is busy");
	/* The user's own call has its line all the same. */
	cable_call(&cable, CAROL, BOB);
	cable_pass(&cable, 10000);
	cable_hang_up(&cable, CAROL);
	chain_assert_quiet(&cable);
	chain_lead(&cable, BOB, ALICE);
	chain_start(&cable, ALICE, "again");
	cable_settle(&cable);
	chain_assert_told(&cable, ALICE,
	    "\"again\" went round through 2 phones");
	cable_clear(&cable);
}
END_TEST

/* ---- lines lost, and phones that leave ---- */

START_TEST(a_line_lost_in_the_middle_is_where_the_trail_ends)
{
	struct cable cable;
	struct puppet puppet;
	chain_hold(&cable, &puppet);
	cable_break(&cable, 1);
	chain_assert_told(&cable, ALICE,
	    "  3  *  192.0.2.3:8255 took the message, and its line was lost");
	chain_assert_trail(&cable, 2);
	/* Carol's report will find nobody. */
	cable_break(&cable, 2);
	chain_assert_told(&cable, CAROL,
	    "alice is gone: the report of their message goes no further back");
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_phone_that_freezes_is_noticed)
{
	struct cable cable;
	struct puppet puppet;
	chain_hold(&cable, &puppet);
	cable_pass(&cable, 15000);
	chain_assert_told(&cable, ALICE,
	    "  4  *  192.0.2.99:8255 took the message, and its line went"
	    " dead");
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(without_a_report_the_last_phone_gives_up_before_those_behind_it)
{
	struct cable cable;
	struct puppet puppet;
	chain_hold(&cable, &puppet);
	for (int s = 0; s < 58; s++) {
		cable_pass(&cable, 1000);
		puppet_say(&puppet, FRAME_ACK, 0, "", 0);
	}
	ck_assert_int_eq(count_mine(&cable.phones[ALICE].relay), 1);
	cable_pass(&cable, 1000);
	chain_assert_told(&cable, ALICE,
	    "  4  *  192.0.2.99:8255 took the message, and no report came in"
	    " 59 s");
	chain_assert_trail(&cable, 3);
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(who_leaves_says_so_and_the_message_goes_on_without_them)
{
	struct cable cable;
	struct puppet puppet;
	chain_hold(&cable, &puppet);
	switchboard_stop_passing(&cable.phones[BOB], cable.now);
	cable_settle(&cable);
	chain_assert_told(&cable, ALICE,
	    "  2  *  192.0.2.2:8255 took the message, and hung up without a"
	    " report");
	ck_assert(!cable.phones[BOB].relay.is_on);
	ck_assert_ptr_nonnull(cable.phones[CAROL].relay.passes[0].trail);
	cable_pass(&cable, 60000);
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(the_starter_may_leave)
{
	struct cable cable;
	struct puppet puppet;
	chain_hold(&cable, &puppet);
	switchboard_stop_passing(&cable.phones[ALICE], cable.now);
	cable_settle(&cable);
	cable_break(&cable, puppet.line);
	chain_assert_told(&cable, BOB, "alice is gone: the report");
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_report_whose_line_is_lost_reaches_nobody)
{
	struct cable cable;
	struct puppet puppet;
	chain_hold(&cable, &puppet);
	cable_break(&cable, 0);
	chain_assert_told(&cable, ALICE,
	    "192.0.2.2:8255 took the message, and its");
	chain_assert_told(&cable, ALICE, "went as far as this phone");
	cable_pass(&cable, 60000);
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(ids_are_remembered_and_the_oldest_forgotten)
{
	struct relay relay;
	relay_init(&relay);
	for (uint64_t id = 0; id < RELAY_SEEN; id++) {
		ck_assert(!relay_has_seen(&relay, id));
		relay_see(&relay, id);
	}
	ck_assert(relay_has_seen(&relay, 0));
	relay_see(&relay, RELAY_SEEN);
	ck_assert(!relay_has_seen(&relay, 0));
	ck_assert(relay_has_seen(&relay, 1));
	ck_assert(relay_has_seen(&relay, RELAY_SEEN));
	relay_clear(&relay);
}
END_TEST

TCase *
relay_tcase(void)
{
	TCase *tcase = tcase_create("relay");
	tcase_add_loop_test(tcase, a_message_goes_round_a_ring_of_ten, 0, 4);
	tcase_add_test(tcase, a_message_goes_to_the_end_of_a_chain_of_ten);
	tcase_add_test(tcase, each_hop_has_the_time_of_its_own_phones_clock);
	tcase_add_test(tcase, a_dead_phone_is_named_behind_the_last_that_lives);
	tcase_add_test(tcase,
	    a_phone_that_answers_and_says_nothing_is_found_in_five_seconds);
	tcase_add_test(tcase,
	    a_number_that_leads_nowhere_is_given_up_after_ten_seconds);
	tcase_add_test(tcase,
	    a_loop_that_leaves_the_starter_out_is_ended_and_told);
	tcase_add_test(tcase, a_phone_may_lead_to_itself);
	tcase_add_test(tcase, who_takes_no_part_declines);
	tcase_add_test(tcase, a_busy_phone_passes_on_and_nobodys_call_suffers);
	tcase_add_test(tcase, the_id_of_a_message_tells_nothing_of_a_calls);
	tcase_add_test(tcase, nothing_is_passed_on_without_a_next_phone);
	tcase_add_test(tcase,
	    a_foreign_framing_has_no_frame_for_it_and_udp_loses_it);
	tcase_add_test(tcase,
	    every_phone_of_a_ring_may_start_one_at_the_same_time);
	tcase_add_test(tcase, sixteen_at_once_all_come_home);
	tcase_add_test(tcase,
	    more_than_sixteen_at_once_hear_busy_and_then_there_is_room_again);
	tcase_add_test(tcase,
	    a_line_lost_in_the_middle_is_where_the_trail_ends);
	tcase_add_test(tcase, a_phone_that_freezes_is_noticed);
	tcase_add_test(tcase,
	    without_a_report_the_last_phone_gives_up_before_those_behind_it);
	tcase_add_test(tcase,
	    who_leaves_says_so_and_the_message_goes_on_without_them);
	tcase_add_test(tcase, the_starter_may_leave);
	tcase_add_test(tcase, a_report_whose_line_is_lost_reaches_nobody);
	tcase_add_test(tcase, ids_are_remembered_and_the_oldest_forgotten);
	return tcase;
}
