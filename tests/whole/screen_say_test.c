/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#include "base/bytes.h"
#include "handset.h"
#include "process.h"
#include "pupil.h"

#include "../runner.h"

/* ---- pasted ---- */

START_TEST(twenty_pasted_lines_are_one_message)
{
	struct handset_pair pair;
	char text[32];
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	terminal_type(pair.alice, HANDSET_PASTE);
	for (int i = 1; i <= 20; i++) {
		snprintf(text, sizeof text, "%sline %d", i > 1 ? "\r" : "", i);
		terminal_type(pair.alice, text);
	}
	terminal_type(pair.alice, HANDSET_PASTED);
	terminal_expect(pair.alice, "line 20");
	ck_assert(!terminal_shows(pair.bob, "line 1"));
	terminal_type(pair.alice, "\r");
	terminal_expect(pair.bob, "line 20");
	terminal_expect(pair.bob, "TEXT · 150 bytes · seq 1 · ack 0");
	handset_expect_arrived(pair.alice, 1);
	handset_end_pair(&pair);
}
END_TEST

enum { LONG_LINES = 4096, LONG_LINE_SIZE = 50 };

/* Without what plain mode puts between lines and messages. */
static bool
is_all_there(const struct process *plain)
{
	char line[LONG_LINE_SIZE + 1];
	int found = 0;
	const char *at = plain->output.bytes;
	while (found < LONG_LINES && at != NULL) {
		snprintf(line, sizeof line, "%048d.", found);
		at += strspn(at, "\n\t");
		if (strncmp(at, line, strlen(line)) != 0)
			return false;
		at += strlen(line);
		found++;
	}
	return found == LONG_LINES;
}

static bool
has_come_whole(struct terminal *terminal, const void *plain)
{
	(void)terminal;
	process_serve();
	return is_all_there(plain);
}

static bool
says_its_number(struct terminal *terminal, const void *plain)
{
	const struct process *process = plain;
	(void)terminal;
	process_serve();
	return process->errors.size > 0 &&
	    strchr(process->errors.bytes, '\n') != NULL;
}

START_TEST(a_long_paste_goes_whole_as_several_messages)
{
	struct handset_plan plan = { .name = "alice" };
	struct process_plan pipes = { .in = PROCESS_PIPE };
	struct process plain;
	struct bytes paste;
	char line[LONG_LINE_SIZE + 1];
	struct terminal *alice = handset_start(&plan);
	process_start(&plain, pipes, "--plain", "--auto-answer", "--name",
	    "bob", "--listen", "127.0.0.1:0", NULL);
	ck_assert(terminal_await(alice, says_its_number, &plain));
	handset_dial(alice, process_number(&plain));
	terminal_expect(alice, "TALKING");
	bytes_init(&paste, 1024 * 1024);
	for (int i = 0; i < LONG_LINES; i++) {
		int size = snprintf(line, sizeof line, "%048d.\r", i);
		ck_assert(bytes_append(&paste, line, (size_t)size));
	}
	terminal_type(alice, HANDSET_PASTE);
	terminal_type_bytes(alice, (const char *)bytes_head(&paste),
	    paste.size);
	terminal_type(alice, HANDSET_PASTED "\r");
	terminal_expect(alice, "longer than 65536 bytes: it goes as several");
	ck_assert(terminal_await(alice, has_come_whole, &plain));
	terminal_expect(alice, "seq 4 · ack 0");
	bytes_clear(&paste);
	handset_leave(alice);
	process_expect_end(&plain, 0);
	process_clear(&plain);
}
END_TEST

/* ---- typed ---- */

START_TEST(history_brings_back_what_was_said)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	handset_say(pair.alice, pair.bob, "said first");
	handset_say(pair.alice, pair.bob, "said second");
	terminal_type(pair.alice, HANDSET_UP);
	terminal_expect(pair.alice, "> said second");
	terminal_type(pair.alice, "\020");
	terminal_expect(pair.alice, "> said first");
	terminal_type(pair.alice, "\016");
	terminal_expect(pair.alice, "> said second");
	handset_end_pair(&pair);
}
END_TEST

START_TEST(tab_completes_commands)
{
	struct handset_plan plan = { .name = "alice" };
	struct terminal *alice = handset_start(&plan);
	terminal_type(alice, "/di\t[::1]x\r");
	terminal_expect(alice, "\"[::1]x\" is no number");
	terminal_type(alice, HANDSET_UP);
	terminal_expect(alice, "> /dial [::1]x");
	terminal_type(alice, "\025/an\t");
	terminal_expect(alice, "> /answer");
	terminal_type(alice, "\025/re\t");
	terminal_expect(alice, "/re could be /redial or /repaint");
	terminal_type(alice, "d");
	terminal_expect_gone(alice, "could be");
	terminal_type(alice, "\t");
	terminal_expect(alice, "> /redial");
	handset_leave(alice);
}
END_TEST

START_TEST(two_slashes_send_one)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	terminal_type(pair.alice, "//quit is no command here\r");
	terminal_expect(pair.bob, " /quit is no command here");
	terminal_type(pair.alice, "/frobnicate\r");
	terminal_expect(pair.alice, "there is no command /frobnicate");
	ck_assert(!terminal_shows(pair.bob, "frob"));
	handset_end_pair(&pair);
}
END_TEST

START_TEST(interrupt_has_three_meanings)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	terminal_type(pair.alice, "a draft");
	terminal_expect(pair.alice, "> a draft");
	terminal_type(pair.alice, HANDSET_INTERRUPT);
	terminal_expect_gone(pair.alice, "a draft");
	ck_assert(terminal_shows(pair.alice, "TALKING"));
	terminal_type(pair.alice, "\031");
	terminal_expect(pair.alice, "> a draft");
	terminal_type(pair.alice, HANDSET_INTERRUPT HANDSET_INTERRUPT);
	terminal_expect(pair.bob, "the call with alice has ended");
	terminal_expect(pair.alice, "WAITING");
	terminal_type(pair.alice, HANDSET_INTERRUPT);
	ck_assert_int_eq(terminal_expect_end(pair.alice), 0);
	terminal_expect_restored(pair.alice);
	terminal_free(pair.alice);
	handset_leave(pair.bob);
}
END_TEST

START_TEST(end_of_input_deletes_or_leaves)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	terminal_type(pair.alice, "xkept\001\004");
	terminal_expect(pair.alice, "> kept");
	terminal_type(pair.alice, HANDSET_INTERRUPT "\004");
	terminal_expect(pair.alice, "F6 hangs up");
	ck_assert(terminal_shows(pair.alice, "TALKING"));
	terminal_type(pair.alice, HANDSET_F6);
	terminal_expect(pair.alice, "WAITING");
	terminal_type(pair.alice, "\004");
	ck_assert_int_eq(terminal_expect_end(pair.alice), 0);
	terminal_expect_restored(pair.alice);
	terminal_free(pair.alice);
	handset_leave(pair.bob);
}
END_TEST

START_TEST(a_draft_outlives_the_call)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	terminal_type(pair.alice, "half a sent");
	terminal_expect(pair.alice, "> half a sent");
	terminal_type(pair.bob, HANDSET_F6);
	terminal_expect(pair.alice, "WAITING");
	terminal_expect(pair.alice, "> half a sent");
	terminal_type(pair.alice, "\r");
	terminal_expect(pair.alice, "nobody is on the line");
	terminal_type(pair.alice, HANDSET_UP);
	terminal_expect(pair.alice, "> half a sent");
	handset_end_pair(&pair);
}
END_TEST

START_TEST(what_is_typed_at_once_is_said_at_once)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	terminal_type(pair.alice, "one\rtwo\rthree\r//four\rfive");
	terminal_expect(pair.bob, "/four");
	terminal_expect(pair.alice, "> five");
	handset_expect_arrived(pair.alice, 4);
	ck_assert(!terminal_shows(pair.alice, "slow"));
	handset_end_pair(&pair);
}
END_TEST

/* ---- how it looks ---- */

static int
coloured_cells(const struct terminal *terminal)
{
	int count = 0;
	for (int row = 0; row < 24; row++)
		for (int col = 0; col < 80; col++)
			count += glass_at(terminal_glass(terminal), row, col)
				     .colour >= 0;
	return count;
}

START_TEST(no_colour_means_none)
{
	struct handset_plan plan = { .name = "alice", .option = "--wire" };
	struct handset_pair pair = { .alice = handset_start(&plan) };
	plan.environment = "NO_COLOR=1";
	pair.bob = handset_start(&plan);
	handset_number(pair.bob, pair.bobs);
	handset_dial(pair.alice, pair.bobs);
	terminal_expect(pair.bob, "F5 or /answer");
	terminal_type(pair.bob, HANDSET_F5);
	terminal_expect(pair.alice, "TALKING");
	handset_say(pair.alice, pair.bob, "in colour");
	terminal_expect(pair.bob, "|in colour|");
	terminal_expect(pair.alice, "ACK");
	ck_assert_int_gt(coloured_cells(pair.alice), 0);
	ck_assert_int_eq(coloured_cells(pair.bob), 0);
	handset_end_pair(&pair);
}
END_TEST

START_TEST(the_demo_plays_its_whole_script)
{
	/* What the partner waits for, and no more. */
	static const char *const environment[] = {
		"LANDLINE_TIMERS=1/20,ping=1/1,dead=1/1", NULL
	};
	char *path = runner_build_path("landline");
	const char *const argv[] = { path, "--demo", NULL };
	struct program program = { .argv = argv, .environment = environment };
	struct terminal *terminal = terminal_start(&program);
	terminal_expect(terminal, "the partner is calling from 127.0.0.1");
	terminal_type(terminal, HANDSET_F5);
	terminal_expect(terminal, "press Enter");
	terminal_type(terminal, "hello\r");
	terminal_expect(terminal, "Then write again");
	terminal_type(terminal, HANDSET_F2);
	terminal_expect(terminal, "magic 'L' (4c)");
	terminal_type(terminal, HANDSET_F2 HANDSET_F2);
	terminal_expect_gone(terminal, "magic 'L' (4c)");
	terminal_type(terminal, HANDSET_F3);
	terminal_expect(terminal, "─ the wire ─");
	terminal_type(terminal, HANDSET_F3 "I see\r");
	terminal_expect(terminal, "type it");
	terminal_type(terminal, "good\r");
	terminal_expect(terminal, "F6 hangs up");
	terminal_type(terminal, "more\r");
	terminal_expect(terminal, "simple partner");
	terminal_type(terminal, HANDSET_F6);
	terminal_expect(terminal, "the call with the partner has ended");
	handset_leave(terminal);
	free(path);
}
END_TEST

TCase *
screen_say_tcase(void)
{
	TCase *tcase = tcase_create("screen say");
	tcase_add_checked_fixture(tcase, pupil_set_up, NULL);
	tcase_set_timeout(tcase, TERMINAL_TIMEOUT_S);
	tcase_add_test(tcase, twenty_pasted_lines_are_one_message);
	tcase_add_test(tcase, a_long_paste_goes_whole_as_several_messages);
	tcase_add_test(tcase, history_brings_back_what_was_said);
	tcase_add_test(tcase, tab_completes_commands);
	tcase_add_test(tcase, two_slashes_send_one);
	tcase_add_test(tcase, interrupt_has_three_meanings);
	tcase_add_test(tcase, end_of_input_deletes_or_leaves);
	tcase_add_test(tcase, a_draft_outlives_the_call);
	tcase_add_test(tcase, what_is_typed_at_once_is_said_at_once);
	tcase_add_test(tcase, no_colour_means_none);
	tcase_add_test(tcase, the_demo_plays_its_whole_script);
	return tcase;
}
