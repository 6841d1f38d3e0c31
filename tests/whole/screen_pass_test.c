/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* A message that is passed on, between two screens. */
#include "config.h"

#include <stdio.h>

#include "handset.h"
#include "suite.h"

static void
type(struct terminal *terminal, const char *command, const char *argument)
{
	char keys[HANDSET_NUMBER_SIZE + 32];
	snprintf(keys, sizeof(keys), "%s%s\r", command, argument);
	terminal_type(terminal, keys);
}

/* Alice leads to bob, who is the last of the chain. */
static void
make_chain(struct handset_pair *pair)
{
	handset_start_pair(pair, NULL, NULL);
	type(pair->bob, "/pass on", "");
	terminal_expect(pair->bob, "messages that are passed on end here");
	type(pair->alice, "/pass on ", pair->bobs);
	terminal_expect(pair->alice, "messages are passed on to 127.0.0.1:");
}

START_TEST(a_trail_stands_on_the_screen_before_a_call)
{
	struct handset_pair pair;
	make_chain(&pair);
	terminal_type(pair.alice, "/pass on my way\r");
	terminal_expect(pair.alice,
	    "\"on my way\" went to the end of the chain, through 2 phones");
	terminal_expect(pair.alice, "  1  alice  127.0.0.1:");
	terminal_expect(pair.alice, "  2  bob    127.0.0.1:");
	terminal_expect(pair.alice, "the last of the chain");
	terminal_expect(pair.bob, "alice passes on: on my way");
	/* What crossed is there to be looked at. */
	terminal_type(pair.bob, HANDSET_F3);
	terminal_expect(pair.bob, "line 1 out PASS ");
	terminal_type(pair.bob, "\033p\033p");
	terminal_expect(pair.bob, "type 16 PASS");
	terminal_type(pair.bob, "/pass off\r");
	terminal_expect(pair.bob, "nothing is passed on any more");
	terminal_type(pair.alice, "/pass again\r");
	terminal_expect(pair.alice, "passes nothing on: it is off there");
	handset_end_pair(&pair);
}
END_TEST

START_TEST(in_a_call_a_trail_stands_in_the_conversation)
{
	struct handset_pair pair;
	make_chain(&pair);
	handset_start_call(&pair);
	terminal_type(pair.alice, "/pass hello all\r");
	terminal_expect(pair.alice,
	    "\"hello all\" went to the end of the chain");
	terminal_expect(pair.alice, "  2  bob    127.0.0.1:");
	terminal_expect(pair.bob, "alice passes on: hello all");
	handset_say(pair.bob, pair.alice, "and we talk on");
	handset_end_pair(&pair);
}
END_TEST

START_TEST(the_option_names_the_next_phone)
{
	struct handset_plan plan = { .name = "alice",
		.option = "--pass-on=127.0.0.1:9" };
	struct terminal *alice = handset_start(&plan);
	terminal_expect(alice, "messages are passed on to 127.0.0.1:9");
	terminal_type(alice, "/pass hello\r");
	terminal_expect(alice, "went as far as this phone and no further");
	terminal_expect(alice, "2  *  127.0.0.1:9 is not in service");
	handset_leave(alice);
}
END_TEST

TCase *
screen_pass_tcase(void)
{
	TCase *tcase = tcase_create("screen pass");
	tcase_set_timeout(tcase, TERMINAL_TIMEOUT_S);
	tcase_add_test(tcase, a_trail_stands_on_the_screen_before_a_call);
	tcase_add_test(tcase, in_a_call_a_trail_stands_in_the_conversation);
	tcase_add_test(tcase, the_option_names_the_next_phone);
	return tcase;
}
