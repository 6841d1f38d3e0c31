/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* What is told of messages that are passed on, as pictures. */
#include "config.h"

#include "ui/told.h"

#include <stdio.h>
#include <string.h>

#include "../runner.h"
#include "call/relay.h"
#include "stage.h"
#include "suite.h"

static struct stage stage;
static struct relay relay;

static void
set_up(void)
{
	stage_open(&stage);
	relay_init(&relay);
	stage.scene.told = &relay.told;
	stage_number(&stage, "192.168.1.20", "wlan0", INTERFACE_DEFAULT_ROUTE);
}

static void
tear_down(void)
{
	relay_clear(&relay);
	stage_close(&stage);
}

static void
add_hops(struct pass *trail, int count)
{
	static const char *const names[] = { "ann", "bob", "carol", "dora",
		"emil", "frida", "gustav", "hanna", "ida", "jan" };
	for (int i = 0; i < count; i++) {
		char number[32];
		snprintf(number, sizeof(number), "192.168.1.%d:8255",
		    20 + i % 10);
		relay_add_hop(trail, names[i % 10], number,
		    (uint64_t)(1000 + 3 * i - (i == 4 ? 2000 : 0)));
	}
}

static struct relay_pass *
start(struct pass *trail, int hops)
{
	*trail =
	    (struct pass){ .id = 7, .text_size = 11, .text = "hello there" };
	add_hops(trail, hops);
	return relay_add(&relay, trail, stage.scene.now);
}

START_TEST(a_ring_of_ten_stands_on_the_screen_before_a_call)
{
	struct pass trail;
	struct relay_pass *pass = start(&trail, 11);
	relay_tell(&relay, stage.scene.now,
	    "\"hello there\" is on its way to 192.168.1.21:8255");
	pass->home_at = stage.scene.now + 31;
	relay_tell_trail(&relay, pass, &trail, "", stage.scene.now + 31);
	stage_expect(&stage, "told-ring", 80, 24);
	stage_expect(&stage, "told-ring", 120, 40);
	stage_expect(&stage, "told-ring", 40, 10);
}
END_TEST

START_TEST(a_chain_that_broke_says_where_and_why)
{
	struct pass trail;
	struct relay_pass *pass = start(&trail, 4);
	relay_tell_trail(&relay, pass, &trail,
	    "192.168.1.24:8255 is not in service (connect: Connection refused);"
	    " is landline running there?",
	    stage.scene.now + 12);
	stage_expect(&stage, "told-broken", 80, 24);
}
END_TEST

START_TEST(messages_that_pass_by_are_told_with_who_they_are_of)
{
	struct pass trail;
	start(&trail, 2);
	relay_tell_message(&relay, &trail, stage.scene.now);
	relay_tell(&relay, stage.scene.now,
	    "passed on to 192.168.1.22:8255; phone 3 of its trail");
	stage_expect(&stage, "told-message", 80, 24);
}
END_TEST

TCase *
told_tcase(void)
{
	TCase *tcase = tcase_create("told");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, a_ring_of_ten_stands_on_the_screen_before_a_call);
	tcase_add_test(tcase, a_chain_that_broke_says_where_and_why);
	tcase_add_test(tcase,
	    messages_that_pass_by_are_told_with_who_they_are_of);
	return tcase;
}
