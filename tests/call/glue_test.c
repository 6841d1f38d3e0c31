/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* Messages that wait for one another, to leave together. */
#include "config.h"

#include "../runner.h"
#include "cable.h"
#include "puppet.h"
#include "suite.h"

static struct cable cable;
static struct puppet puppet;

static void
set_up(void)
{
	cable_init(&cable, CABLE_WHOLE, 1);
	puppet_reach(&puppet, &cable, CALL_CALLER, CALL_TALKING);
	cable.phones[ALICE].rules.glue = 3;
}

static void
tear_down(void)
{
	cable_clear(&cable);
}

START_TEST(they_leave_when_there_are_enough)
{
	for (int round = 0; round < 2; round++) {
		cable_say(&cable, ALICE, "one");
		cable_say(&cable, ALICE, "two");
		cable_settle(&cable);
		puppet_expect_nothing(&puppet);
		cable_say(&cable, ALICE, "three");
		cable_settle(&cable);
		for (int i = 0; i < 3; i++)
			puppet_expect(&puppet, FRAME_TEXT);
		puppet_expect_nothing(&puppet);
	}
}
END_TEST

/* One that waits is no reason not to ping, nor to keep a PONG back. */
START_TEST(they_leave_after_a_while_all_the_same)
{
	uint8_t ping[FRAME_PING_SIZE] = { 0 };
	cable_say(&cable, ALICE, "one");
	cable_pass(&cable, 5000);
	ck_assert(puppet_hear(&puppet));
	ck_assert_uint_eq(puppet.header.type, FRAME_PING);
	puppet_say(&puppet, FRAME_PING, 0, ping, sizeof(ping));
	ck_assert(puppet_hear(&puppet));
	ck_assert_uint_eq(puppet.header.type, FRAME_PONG);
	cable_pass(&cable, 4000);
	cable_say(&cable, ALICE, "two");
	cable_pass(&cable, 999);
	puppet_expect_nothing(&puppet);
	cable_pass(&cable, 1);
	puppet_expect(&puppet, FRAME_TEXT);
	puppet_expect(&puppet, FRAME_TEXT);
}
END_TEST

START_TEST(they_leave_when_nobody_is_to_wait_any_more)
{
	cable_say(&cable, ALICE, "one");
	cable_settle(&cable);
	puppet_expect_nothing(&puppet);
	cable.phones[ALICE].rules.glue = 0;
	cable_settle(&cable);
	puppet_expect(&puppet, FRAME_TEXT);
	cable_say(&cable, ALICE, "two");
	cable_settle(&cable);
	puppet_expect(&puppet, FRAME_TEXT);
	puppet_expect_nothing(&puppet);
}
END_TEST

START_TEST(a_goodbye_takes_them_along)
{
	cable_say(&cable, ALICE, "one");
	cable_hang_up(&cable, ALICE);
	cable_settle(&cable);
	puppet_expect(&puppet, FRAME_TEXT);
	puppet_expect(&puppet, FRAME_HANGUP);
	puppet_expect_nothing(&puppet);
}
END_TEST

START_TEST(their_goodbye_lets_them_go)
{
	cable_say(&cable, ALICE, "one");
	cable_settle(&cable);
	puppet_say_hangup(&puppet, 1, CAUSE_NORMAL, "");
	puppet_expect(&puppet, FRAME_TEXT);
	puppet_expect(&puppet, FRAME_HANGUP);
	puppet_expect_nothing(&puppet);
}
END_TEST

START_TEST(who_has_finished_talking_waits_for_no_more)
{
	cable_say(&cable, ALICE, "one");
	cable_settle(&cable);
	party_finish_talking(puppet_party(&puppet), cable.now);
	cable_settle(&cable);
	puppet_expect(&puppet, FRAME_TEXT);
	puppet_expect_nothing(&puppet);
}
END_TEST

TCase *
glue_tcase(void)
{
	TCase *tcase = tcase_create("glue");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, they_leave_when_there_are_enough);
	tcase_add_test(tcase, they_leave_after_a_while_all_the_same);
	tcase_add_test(tcase, they_leave_when_nobody_is_to_wait_any_more);
	tcase_add_test(tcase, a_goodbye_takes_them_along);
	tcase_add_test(tcase, their_goodbye_lets_them_go);
	tcase_add_test(tcase, who_has_finished_talking_waits_for_no_more);
	return tcase;
}
