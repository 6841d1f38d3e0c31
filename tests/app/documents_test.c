/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * What the program does and what is written about it: the manual, the
 * completions and README are compared with the program's own tables, in both
 * directions where they are to tell everything.
 */
#include "config.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "page.h"
#include "suite.h"

#include "app/commands.h"
#include "app/options.h"
#include "base/memory.h"
#include "call/outcome.h"
#include "ui/canvas.h"
#include "ui/keys.h"
#include "ui/view.h"
#include "wire/frame.h"

enum {
	KEYS_MOST = 200,
};

static char *
read_section(const char *kind, const char *title)
{
	return page_section("man/landline.1", kind, title);
}

/* What an option does, as one line. */
static const char *
one_line(char to[PAGE_FORM_SIZE], const struct option_row *row)
{
	snprintf(to, PAGE_FORM_SIZE, "%s", row->does);
	for (char *at = to; (at = strchr(at, '\n')) != NULL;)
		*at = ' ';
	return to;
}

START_TEST(the_manual_has_every_option_and_no_other)
{
	char *section = read_section("Sh", "DESCRIPTION");
	for (size_t i = 0; i < option_row_count; i++) {
		const struct option_row *row = &option_rows[i];
		char letter[] = "Fl x , ";
		letter[3] = row->letter;
		page_has_once(section, "\n.It %sFl -%s%s%s\n",
		    row->letter == 0 ? "" : letter, row->name,
		    row->argument == NULL ? "" : " Ar ",
		    row->argument == NULL ? "" : row->argument);
	}
	ck_assert_uint_eq(page_count(section, "\n.It Fl "), option_row_count);
	free(section);
}
END_TEST

/* ".Op Fl apuw" has four of them. */
static bool
is_in_synopsis(const char *section, const struct option_row *row)
{
	static const char flag[] = "Fl ";
	char name[PAGE_FORM_SIZE];
	snprintf(name, sizeof(name), "-%s", row->name);
	for (const char *at = section; (at = strstr(at, flag)) != NULL;) {
		at += strlen(flag);
		size_t size = strcspn(at, " \n");
		if (*at != '-' && row->letter != 0 &&
		    memchr(at, row->letter, size) != NULL)
			return true;
		if (size == strlen(name) && memcmp(at, name, size) == 0)
			return true;
	}
	return false;
}

START_TEST(the_synopsis_has_every_option)
{
	char *section = read_section("Sh", "SYNOPSIS");
	for (size_t i = 0; i < option_row_count; i++) {
		const struct option_row *row = &option_rows[i];
		ck_assert_msg(row->option == OPTION_VERSION ||
			is_in_synopsis(section, row),
		    "no --%s", row->name);
	}
	free(section);
}
END_TEST

START_TEST(the_manual_has_every_command_and_no_other)
{
	char *section = read_section("Sh", "COMMANDS");
	for (size_t i = 0; i < command_row_count; i++) {
		const struct command_row *row = &command_rows[i];
		page_has_once(section, "\n.It Ic /%s%s%s\n", row->name,
		    row->argument == NULL   ? "" :
			row->wants_argument ? " Ar " :
					      " Op Ar ",
		    row->argument == NULL ? "" : row->argument);
	}
	ck_assert_uint_eq(page_count(section, "\n.It Ic /"), command_row_count);
	free(section);
}
END_TEST

/* The row of a label in the manual, where "\(ha" is "^"; or the count. */
static size_t
find_key(const char *label)
{
	char plain[PAGE_FORM_SIZE];
	bool is_control = strncmp(label, "\\(ha", 4) == 0;
	snprintf(plain, sizeof(plain), "%s%s", is_control ? "^" : "",
	    is_control ? label + 4 : label);
	size_t i = 0;
	while (i < key_row_count && strcmp(key_rows[i].label, plain) != 0)
		i++;
	return i;
}

START_TEST(the_manual_has_every_key_and_no_other)
{
	char *section = read_section("Sh", "KEYS");
	bool is_told[KEYS_MOST] = { false };
	ck_assert_uint_le(key_row_count, KEYS_MOST);
	static const char item[] = "\n.It Ic ";
	for (char *at = section; (at = strstr(at, item)) != NULL;) {
		at += strlen(item);
		char *line = memory_copy(at, strcspn(at, "\n"));
		for (char *rest, *label = strtok_r(line, " ,", &rest);
		     label != NULL; label = strtok_r(NULL, " ,", &rest)) {
			size_t key = find_key(label);
			ck_assert_msg(key < key_row_count, "no key %s", label);
			ck_assert_msg(!is_told[key], "%s is told twice", label);
			is_told[key] = true;
		}
		free(line);
	}
	for (size_t i = 0; i < key_row_count; i++)
		ck_assert_msg(is_told[i], "%s is not told", key_rows[i].label);
	free(section);
}
END_TEST

START_TEST(the_manual_has_every_frame_type_and_no_other)
{
	char *section = read_section("Sh", "THE WIRE");
	for (size_t i = 0; i < frame_kind_count; i++)
		page_has_once(section, "\n.It 0x%02x Ta %s Ta ",
		    frame_kinds[i].type, frame_kinds[i].name);
	ck_assert_uint_eq(page_count(section, "\n.It 0x"), frame_kind_count);
	free(section);
}
END_TEST

START_TEST(the_manual_has_every_cause_and_no_other)
{
	char *section = read_section("Ss", "Causes");
	size_t cause_count = 0;
	for (uint16_t cause = 0; cause < UINT16_MAX; cause++) {
		const char *name = frame_cause_name(cause);
		if (name == NULL)
			continue;
		page_has_once(section, "\n.It Li %d\n%s", cause, name);
		cause_count++;
	}
	ck_assert_uint_eq(page_count(section, "\n.It Li "), cause_count);
	free(section);
}
END_TEST

/* F1, on a screen that has room for all of it. The caller frees it. */
static char *
read_help(int cols)
{
	struct scene_command commands[KEYS_MOST];
	ck_assert_uint_le(command_row_count, KEYS_MOST);
	for (size_t i = 0; i < command_row_count; i++) {
		commands_label(commands[i].label, &command_rows[i]);
		commands[i].does = command_rows[i].does;
	}
	struct scene scene = {
		.my_name = "",
		.draft = "",
		.notice = "",
		.commands = commands,
		.command_count = command_row_count,
	};
	struct view view;
	view_init(&view);
	view.shows_help = true;
	struct canvas canvas;
	canvas_init(&canvas);
	view_paint(&view, &canvas, &scene, 200, cols);
	char *help = canvas_dump(&canvas);
	canvas_clear(&canvas);
	return help;
}

START_TEST(f1_shows_every_key_and_every_command)
{
	/* One below the other, and side by side. */
	char *help = read_help(_i == 0 ? 80 : 120);
	for (size_t i = 0; i < key_row_count; i++) {
		const char *does = key_rows[i].does;
		ck_assert_msg(strstr(help, key_rows[i].label) != NULL, "no %s",
		    key_rows[i].label);
		ck_assert_msg(strstr(help, does) != NULL, "no %s", does);
	}
	for (size_t i = 0; i < command_row_count; i++) {
		const struct command_row *row = &command_rows[i];
		char form[PAGE_FORM_SIZE], label[COMMANDS_LABEL_SIZE];
		snprintf(form, sizeof(form), " %s ",
		    commands_label(label, row));
		ck_assert_msg(strstr(help, form) != NULL, "no%s", form);
		ck_assert_msg(strstr(help, row->does) != NULL, "no %s",
		    row->does);
	}
	free(help);
}
END_TEST

/* Statuses that no call ends with. */
static bool
is_status(int status)
{
	if (status == EX_USAGE || status == EX_OSERR)
		return true;
	for (int outcome = 0; outcome < OUTCOME_COUNT; outcome++) {
		if (outcome_status((enum call_outcome)outcome) == status)
			return true;
	}
	return false;
}

START_TEST(the_manual_has_every_exit_status_and_no_other)
{
	char *section = read_section("Sh", "EXIT STATUS");
	size_t status_count = 0;
	for (int status = 0; status < 128; status++) {
		if (!is_status(status))
			continue;
		page_has_once(section, "\n.It Li %d\n", status);
		status_count++;
	}
	/* And the one for signals. */
	page_has_once(section, "\n.It Li 128+ ");
	ck_assert_uint_eq(page_count(section, "\n.It Li "), status_count + 1);
	free(section);
}
END_TEST

START_TEST(the_manual_quotes_the_sentences_as_they_are)
{
	static const enum call_outcome told[] = { OUTCOME_DIAL_TIMEOUT,
		OUTCOME_NO_ANSWER, OUTCOME_BUSY, OUTCOME_THEY_DECLINED,
		OUTCOME_GLARE, OUTCOME_OWN_NUMBER, OUTCOME_STRANGER,
		OUTCOME_ECHO, OUTCOME_SILENT, OUTCOME_NO_REPLY,
		OUTCOME_UNREACHED, OUTCOME_NOT_BACK, OUTCOME_GONE,
		OUTCOME_FORGOTTEN, OUTCOME_CALLED_ANEW, OUTCOME_GAVE_UP,
		OUTCOME_LOST };
	static const struct outcome_facts facts = {
		.name = "bob",
		.number = "192.168.1.20:8255",
		.words = "",
		.stranger = "HTTP",
		.reason = "Connection reset by peer",
		.advice = "dial again when it is back",
	};
	char *section = read_section("Sh", "DIAGNOSTICS");
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++) {
		char words[PAGE_FORM_SIZE];
		page_has_once(section, "\n.It %s\n",
		    outcome_words(words, sizeof(words), told[i], &facts));
	}
	free(section);
}
END_TEST

START_TEST(bash_completes_every_option_and_no_other)
{
	char *file = page_read("completions/landline.bash");
	char *start = strstr(file, "options='");
	ck_assert_ptr_nonnull(start);
	start += strlen("options='");
	char *end = strchr(start, '\'');
	ck_assert_ptr_nonnull(end);
	*end = '\0';

	char *rest, *word = strtok_r(start, " \t\n", &rest);
	for (size_t i = 0; i < option_row_count; i++) {
		const struct option_row *row = &option_rows[i];
		char form[PAGE_FORM_SIZE];
		if (row->letter != 0) {
			snprintf(form, sizeof(form), "-%c", row->letter);
			ck_assert_pstr_eq(word, form);
			word = strtok_r(NULL, " \t\n", &rest);
		}
		snprintf(form, sizeof(form), "--%s", row->name);
		ck_assert_pstr_eq(word, form);
		word = strtok_r(NULL, " \t\n", &rest);
	}
	ck_assert_ptr_null(word);
	free(file);
}
END_TEST

START_TEST(zsh_completes_every_option_and_no_other)
{
	char *file = page_read("completions/_landline");
	for (size_t i = 0; i < option_row_count; i++) {
		const struct option_row *row = &option_rows[i];
		char does[PAGE_FORM_SIZE];
		one_line(does, row);
		if (row->letter == 0 && row->argument != NULL)
			page_has_once(file, "'--%s=[%s]:%s:", row->name, does,
			    row->argument);
		else if (row->letter == 0)
			page_has_once(file, "'--%s[%s]", row->name, does);
		else if (row->argument == NULL)
			page_has_once(file, "{-%c,--%s}'[%s]'", row->letter,
			    row->name, does);
		else
			page_has_once(file,
			    "{-%c+,--%s=}'[%s]:%s:", row->letter, row->name,
			    does, row->argument);
	}
	ck_assert_uint_eq(page_count(file, "["), option_row_count);
	free(file);
}
END_TEST

START_TEST(fish_completes_every_option_and_no_other)
{
	char *file = page_read("completions/landline.fish");
	for (size_t i = 0; i < option_row_count; i++) {
		const struct option_row *row = &option_rows[i];
		char letter[] = "-s x ", does[PAGE_FORM_SIZE];
		letter[3] = row->letter;
		page_has_once(file, "\ncomplete -c landline %s-l %s ",
		    row->letter == 0 ? "" : letter, row->name);
		page_has_once(file, " -d '%s'\n", one_line(does, row));
	}
	ck_assert_uint_eq(page_count(file, " -l "), option_row_count);
	free(file);
}
END_TEST

/* Whether the text names an option of ours, or one of configure's. */
static bool
is_option(const char *name)
{
	size_t size = strspn(name, "abcdefghijklmnopqrstuvwxyz-");
	for (size_t i = 0; i < option_row_count; i++) {
		if (strlen(option_rows[i].name) == size &&
		    memcmp(option_rows[i].name, name, size) == 0)
			return true;
	}
	return strncmp(name, "enable-", strlen("enable-")) == 0;
}

static void
check_options(const char *page, int least)
{
	char *file = page_read(page);
	int found = 0;
	for (const char *at = file; (at = strstr(at, "--")) != NULL; at += 2) {
		if (!islower((unsigned char)at[2]))
			continue;
		ck_assert_msg(is_option(at + 2), "%.20s", at);
		found++;
	}
	ck_assert_int_ge(found, least);
	free(file);
}

START_TEST(readme_names_no_option_that_is_not_there)
{
	check_options("README.md", 6);
	check_options("doc/CLASSROOM.md", 6);
}
END_TEST

static void
check_commands(const char *page, int least)
{
	char *file = page_read(page);
	int found = 0;
	for (const char *at = file; (at = strstr(at, "`/")) != NULL; at++) {
		char *command = memory_copy(at + 1, strcspn(at + 1, "`"));
		const char *argument;
		size_t size;
		struct fault fault;
		ck_assert_msg(commands_find(command, &argument, &size,
				  &fault) != NULL,
		    "%s", fault.words);
		free(command);
		found++;
	}
	ck_assert_int_ge(found, least);
	free(file);
}

START_TEST(readme_names_no_command_that_is_not_there)
{
	check_commands("README.md", 3);
	check_commands("doc/CLASSROOM.md", 3);
}
END_TEST

/* "F5", "^C": two characters that stand alone. */
static bool
is_key_at(const char *text, const char *at)
{
	bool is_function = *at == 'F' && isdigit((unsigned char)at[1]);
	bool is_control = *at == '^' && isupper((unsigned char)at[1]);
	return (is_function || is_control) && !isalnum((unsigned char)at[2]) &&
	    (at == text || !isalnum((unsigned char)at[-1]));
}

static void
check_keys(const char *page, int least)
{
	char *file = page_read(page);
	int found = 0;
	for (const char *at = file; *at != '\0'; at++) {
		if (!is_key_at(file, at))
			continue;
		char *label = memory_copy(at, 2);
		ck_assert_msg(find_key(label) < key_row_count, "%s", label);
		free(label);
		found++;
	}
	ck_assert_int_ge(found, least);
	free(file);
}

START_TEST(readme_names_no_key_that_is_not_there)
{
	check_keys("README.md", 11);
	check_keys("doc/CLASSROOM.md", 5);
}
END_TEST

TCase *
documents_tcase(void)
{
	TCase *tcase = tcase_create("documents");
	tcase_add_test(tcase, the_manual_has_every_option_and_no_other);
	tcase_add_test(tcase, the_synopsis_has_every_option);
	tcase_add_test(tcase, the_manual_has_every_command_and_no_other);
	tcase_add_test(tcase, the_manual_has_every_key_and_no_other);
	tcase_add_loop_test(tcase, f1_shows_every_key_and_every_command, 0, 2);
	tcase_add_test(tcase, the_manual_has_every_frame_type_and_no_other);
	tcase_add_test(tcase, the_manual_has_every_cause_and_no_other);
	tcase_add_test(tcase, the_manual_has_every_exit_status_and_no_other);
	tcase_add_test(tcase, the_manual_quotes_the_sentences_as_they_are);
	tcase_add_test(tcase, bash_completes_every_option_and_no_other);
	tcase_add_test(tcase, zsh_completes_every_option_and_no_other);
	tcase_add_test(tcase, fish_completes_every_option_and_no_other);
	tcase_add_test(tcase, readme_names_no_option_that_is_not_there);
	tcase_add_test(tcase, readme_names_no_command_that_is_not_there);
	tcase_add_test(tcase, readme_names_no_key_that_is_not_there);
	return tcase;
}
