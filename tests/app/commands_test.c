/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "suite.h"

#include "app/commands.h"
#include "text/clean.h"

START_TEST(one_slash_on_one_line_is_a_command)
{
	static const struct {
		const char *text;
		bool is_command;
	} cases[] = {
		{ "/dial ::1", true },
		{ "/nosuch", true },
		{ "/", true },
		{ "/ ", true },
		{ "", false },
		{ "hello", false },
		{ " /dial", false },
		{ "//dial", false },
		{ "//", false },
		{ "/dial\n", false },
		{ "/one\n/two", false },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_msg(commands_is_command(cases[i].text,
				  strlen(cases[i].text)) == cases[i].is_command,
		    "%s", cases[i].text);
}
END_TEST

/* The row's name, a blank, and the argument in brackets when there is one. */
static const char *
found(char to[80], const char *text)
{
	const char *argument = NULL;
	size_t size = 0;
	struct fault fault;
	const struct command_row *row =
	    commands_find(text, &argument, &size, &fault);
	if (row == NULL)
		return NULL;
	if (size == 0)
		return row->name;
	snprintf(to, 80, "%s [%.*s]", row->name, (int)size, argument);
	return to;
}

START_TEST(a_name_may_be_cut_as_long_as_it_is_unique)
{
	static const char *const cases[][2] = {
		{ "/dial ::1", "dial [::1]" },
		{ "/di ::1", "dial [::1]" },
		{ "/dial \t ::1  ", "dial [::1]" },
		{ "/dial a b", "dial [a b]" },
		{ "/a", "answer" },
		{ "/answer  ", "answer" },
		{ "/ho", "hold" },
		{ "/he", NULL },
		{ "/hel", "help" },
		{ "/hea", "headers" },
		{ "/red", "redial" },
		{ "/live", "live" },
		{ "/lin", NULL },
		{ "/line", "line" },
		{ "/line 2", "line [2]" },
		{ "/lines", "lines" },
		{ "/answer 2", "answer [2]" },
		{ "/patch 1 2", "patch [1 2]" },
		{ "/patch", NULL },
		{ "/ev a b", "everyone [a b]" },
		{ "/live on", "live [on]" },
		{ "/drip 3", "drip [3]" },
		{ "/drip", NULL },
		{ "/g", "glue" },
		{ "/glue 3", "glue [3]" },
		{ "/nag off", "nagle [off]" },
		{ "/q", "quit" },
		{ "/", NULL },
		{ "/Quit", NULL },
		{ "/quitx", NULL },
		{ "/quit x", NULL },
		{ "/dial", NULL },
		{ "/dial  ", NULL },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char spare[80];
		ck_assert_pstr_eq(found(spare, cases[i][0]), cases[i][1]);
	}
}
END_TEST

START_TEST(every_command_is_found_by_its_whole_name)
{
	for (size_t i = 0; i < command_row_count; i++) {
		const struct command_row *row = &command_rows[i];
		char text[80], spare[80];
		snprintf(text, sizeof(text), "/%s%s", row->name,
		    row->wants_argument ? " x" : "");
		ck_assert_int_eq(strncmp(found(spare, text), row->name,
				     strlen(row->name)),
		    0);
		/* One way to run it, the one that fits. */
		ck_assert((row->run == NULL) == (row->argument != NULL));
		ck_assert((row->run_with == NULL) == (row->argument == NULL));
		ck_assert(row->argument != NULL || !row->wants_argument);
	}
}
END_TEST

static void
is_refused_as(const char *text, const char *words)
{
	struct fault fault = { 0 };
	ck_assert(!commands_run(NULL, text, &fault));
	ck_assert_int_eq(fault.status, EX_USAGE);
	ck_assert_str_eq(fault.words, words);
}

START_TEST(what_is_no_command_is_a_sentence)
{
	is_refused_as("/foo",
	    "there is no command /foo; /help lists them, "
	    "and //foo sends it as text");
	is_refused_as("/foo bar",
	    "there is no command /foo; /help lists "
	    "them, and //foo sends it as text");
	is_refused_as("/",
	    "there is no command /; /help lists them, and // "
	    "sends it as text");
	is_refused_as("/\033[2J",
	    "there is no command /␛[2J; /help lists "
	    "them, and //␛[2J sends it as text");
	is_refused_as("/re", "/re could be /redial or /repaint");
	is_refused_as("/h x", "/h could be /hold, /hangup, /headers or /help");
	is_refused_as("/dial", "/dial needs something behind it: /dial NUMBER");
	is_refused_as("/redial me",
	    "/redial stands alone; leave out what follows it");
}
END_TEST

START_TEST(a_long_command_is_a_sentence)
{
	enum { SIZE = 70000 };
	char *text = malloc(SIZE + 1);
	memset(text, 'x', SIZE);
	text[0] = '/';
	text[SIZE] = '\0';
	struct fault fault = { 0 };
	ck_assert(!commands_run(NULL, text, &fault));
	char clean[FAULT_WORDS_SIZE * CLEAN_GROWTH + 1];
	clean_text(clean, sizeof(clean), fault.words, strlen(fault.words),
	    CLEAN_LINE);
	ck_assert_str_eq(fault.words, clean);
	ck_assert_ptr_nonnull(strstr(fault.words, "sends it as text"));
	free(text);
}
END_TEST

START_TEST(tab_completes_as_far_as_it_is_unique)
{
	static const char *const cases[][2] = {
		{ "/di", "/dial " },
		{ "/dial", "/dial " },
		{ "/dial ", NULL },
		{ "/dial 10", NULL },
		{ "/hea", "/headers" },
		{ "/headers", NULL },
		{ "/r", "/re" },
		{ "/re", NULL },
		{ "/l", NULL },
		{ "/li", NULL },
		{ "/liv", "/live " },
		{ "/lin", "/line" },
		{ "/line", "/line " },
		{ "/lines", NULL },
		{ "/dr", "/drip " },
		{ "/g", "/glue " },
		{ "/na", "/nagle " },
		{ "/x", NULL },
		{ "/", NULL },
		{ "", NULL },
		{ "d", NULL },
		{ "//d", NULL },
		{ "/d\n", NULL },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char to[32] = "";
		bool more = commands_complete(to, sizeof(to), cases[i][0]);
		ck_assert_pstr_eq(more ? to : NULL, cases[i][1]);
	}
}
END_TEST

START_TEST(tab_stays_within_its_room)
{
	static const char whole[] = "/dial ";
	for (size_t room = 1; room <= sizeof(whole); room++) {
		char *to = malloc(room);
		bool done = commands_complete(to, room, "/di");
		ck_assert(done == (room == sizeof(whole)));
		if (done)
			ck_assert_str_eq(to, whole);
		free(to);
	}
}
END_TEST

START_TEST(blanks_say_nothing)
{
	static const struct {
		const char *text;
		bool is_nothing;
	} drafts[] = {
		{ "", true },
		{ "  ", true },
		{ "\n", true },
		{ " \t\n ", true },
		{ ".", false },
		{ "  a", false },
		{ "\n/", false },
		{ "\xc2\xa0", false },
	};
	for (size_t i = 0; i < sizeof(drafts) / sizeof(*drafts); i++)
		ck_assert_int_eq(commands_is_nothing(drafts[i].text,
				     strlen(drafts[i].text)),
		    drafts[i].is_nothing);
}
END_TEST

START_TEST(how_a_line_may_misbehave_is_a_sentence)
{
	static const char drip[] =
	    "/drip takes how many bytes leave at once, 1 to 65536, or off";
	static const char glue[] =
	    "/glue takes how many messages leave together, 2 to 100, or off";
	is_refused_as("/drip", "/drip needs something behind it: /drip N|off");
	is_refused_as("/drip on", drip);
	is_refused_as("/drip -1", drip);
	is_refused_as("/drip +1", drip);
	is_refused_as("/drip 3x", drip);
	is_refused_as("/drip 1 2", drip);
	is_refused_as("/drip 65537", drip);
	is_refused_as("/drip 99999999999999999999", drip);
	is_refused_as("/glue 1", glue);
	is_refused_as("/glue 101", glue);
	is_refused_as("/glue on", glue);
}
END_TEST

TCase *
commands_tcase(void)
{
	TCase *tcase = tcase_create("commands");
	tcase_add_test(tcase, one_slash_on_one_line_is_a_command);
	tcase_add_test(tcase, a_name_may_be_cut_as_long_as_it_is_unique);
	tcase_add_test(tcase, every_command_is_found_by_its_whole_name);
	tcase_add_test(tcase, what_is_no_command_is_a_sentence);
	tcase_add_test(tcase, how_a_line_may_misbehave_is_a_sentence);
	tcase_add_test(tcase, a_long_command_is_a_sentence);
	tcase_add_test(tcase, tab_completes_as_far_as_it_is_unique);
	tcase_add_test(tcase, tab_stays_within_its_room);
	tcase_add_test(tcase, blanks_say_nothing);
	return tcase;
}
