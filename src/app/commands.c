/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "app/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "app/phone.h"
#include "base/memory.h"
#include "text/quote.h"

static const char blanks[] = " \t";

static bool
quit(struct phone *phone, struct fault *fault)
{
	(void)fault;
	phone_quit(phone);
	return true;
}

/* In the order in which a call takes place. */
const struct command_row command_rows[] = {
	{ "dial", "NUMBER", true, "call NUMBER", .run_with = phone_dial },
	{ "redial", NULL, false, "call the last number again",
	    .run = phone_redial },
	{ "answer", "N", false, "pick up; who was in front is held",
	    .run_with = phone_answer },
	{ "decline", "N", false, "turn the caller away",
	    .run_with = phone_decline },
	{ "hold", NULL, false, "put the other side on hold, or come back",
	    .run = phone_hold },
	{ "hangup", "N", false, "hang up, or stop dialling",
	    .run_with = phone_hang_up },
	{ "line", "N", false, "go to line N, or to the next",
	    .run_with = phone_change, .wants_screen = true },
	{ "lines", NULL, false, "show the lines, or not",
	    .run = phone_show_lines },
	{ "patch", "N M|off", true, "let two lines hear each other",
	    .run_with = phone_patch, .wants_screen = true },
	{ "everyone", "TEXT", true, "say it on every line",
	    .run_with = phone_everyone },
	{ "live", "on|off", false, "send the draft as it is typed, or not",
	    .run_with = phone_set_live, .wants_screen = true },
	{ "pass", "TEXT|on NUMBER|off", true,
	    "pass a message on from phone to phone", .run_with = phone_pass },
	{ "drip", "N|off", true, "send N bytes at a time, with pauses",
	    .run_with = phone_set_drip },
	{ "glue", "N|off", false, "gather N messages for one send()",
	    .run_with = phone_set_glue },
	{ "nagle", "on|off", false, "let the system gather what is small",
	    .run_with = phone_set_nagle },
	{ "headers", NULL, false, "headers: none, one line, every field",
	    .run = phone_show_headers, .wants_screen = true },
	{ "wire", NULL, false, "show the wire, or not",
	    .run = phone_show_wire },
	{ "ladder", NULL, false, "show the socket calls, or not",
	    .run = phone_show_ladder },
	{ "layout", NULL, false, "side by side, or one above the other",
	    .run = phone_show_layout, .wants_screen = true },
	{ "times", NULL, false, "show when each message was said, or not",
	    .run = phone_show_times, .wants_screen = true },
	{ "numbers", NULL, false, "tell your own numbers",
	    .run = phone_tell_numbers },
	{ "missed", NULL, false, "tell who called in vain",
	    .run = phone_tell_missed },
	{ "repaint", NULL, false, "draw the screen anew", .run = phone_repaint,
	    .wants_screen = true },
	{ "help", NULL, false, "show keys and commands",
	    .run = phone_show_help },
	{ "quit", NULL, false, "hang up and leave", .run = quit },
};

enum { ROW_COUNT = sizeof(command_rows) / sizeof(command_rows[0]) };
const size_t command_row_count = ROW_COUNT;

const char *
commands_label(char to[COMMANDS_LABEL_SIZE], const struct command_row *row)
{
	if (row->argument == NULL)
		snprintf(to, COMMANDS_LABEL_SIZE, "/%s", row->name);
	else
		snprintf(to, COMMANDS_LABEL_SIZE,
		    row->wants_argument ? "/%s %s" : "/%s [%s]", row->name,
		    row->argument);
	return to;
}

/* What a name, as far as it was typed, can mean. */
struct candidates {
	size_t count;
	const struct command_row *rows[ROW_COUNT];
};

static struct candidates
find_candidates(const char *name, size_t size)
{
	struct candidates found = { 0 };
	for (size_t i = 0; i < ROW_COUNT; i++) {
		const struct command_row *row = &command_rows[i];
		if (strncmp(row->name, name, size) != 0)
			continue;
		if (row->name[size] == '\0')
			return (struct candidates){ 1, { row } };
		found.rows[found.count++] = row;
	}
	return found;
}

bool
commands_is_command(const char *text, size_t size)
{
	return size > 0 && text[0] == '/' && (size == 1 || text[1] != '/') &&
	    memchr(text, '\n', size) == NULL;
}

bool
commands_is_nothing(const char *text, size_t size)
{
	for (size_t at = 0; at < size; at++)
		if (strchr(" \t\n", text[at]) == NULL)
			return false;
	return true;
}

static void
refuse_unknown(const char *text, struct fault *fault)
{
	char name[QUOTE_SIZE];
	quote_text(name, text, strcspn(text, blanks));
	fault_set(fault, EX_USAGE,
	    "there is no command %s; /help lists them, and /%s sends it as "
	    "text",
	    name, name);
}

/* "/re could be /redial or /repaint" */
static void
refuse_ambiguous(const char *text, size_t size, const struct candidates *found,
    struct fault *fault)
{
	char list[ROW_COUNT * sizeof("/decline or ")] = "";
	size_t at = 0;
	for (size_t i = 0; i < found->count; i++) {
		const char *joint = i + 1 == found->count ? "" :
		    i + 2 == found->count		  ? " or " :
							    ", ";
		at += (size_t)snprintf(list + at, sizeof(list) - at, "/%s%s",
		    found->rows[i]->name, joint);
	}
	fault_set(fault, EX_USAGE, "%.*s could be %s", (int)size, text, list);
}

/* Whether the row can do with an argument of `size` bytes. */
static bool
takes_argument(const struct command_row *row, size_t size, struct fault *fault)
{
	if (size == 0 && row->wants_argument)
		return fault_set(fault, EX_USAGE,
		    "/%s needs something behind it: /%s %s", row->name,
		    row->name, row->argument);
	if (size > 0 && row->argument == NULL)
		return fault_set(fault, EX_USAGE,
		    "/%s stands alone; leave out what follows it", row->name);
	return true;
}

const struct command_row *
commands_find(const char *text, const char **argument, size_t *argument_size,
    struct fault *fault)
{
	size_t name_size = strcspn(text + 1, blanks);
	struct candidates found = find_candidates(text + 1, name_size);
	if (found.count == 0 || name_size == 0) {
		refuse_unknown(text, fault);
		return NULL;
	}
	if (found.count > 1) {
		refuse_ambiguous(text, 1 + name_size, &found, fault);
		return NULL;
	}

	const struct command_row *row = found.rows[0];
	const char *start = text + 1 + name_size;
	start += strspn(start, blanks);
	size_t size = strlen(start);
	while (size > 0 && strchr(blanks, start[size - 1]) != NULL)
		size--;
	if (!takes_argument(row, size, fault))
		return NULL;
	*argument = start;
	*argument_size = size;
	return row;
}

bool
commands_run(struct phone *phone, const char *text, struct fault *fault)
{
	const char *start;
	size_t size;
	const struct command_row *row =
	    commands_find(text, &start, &size, fault);
	if (row == NULL)
		return false;

	if (row->run != NULL)
		return row->run(phone, fault);
	char *argument = size == 0 ? NULL : memory_copy(start, size);
	bool done = row->run_with(phone, argument, fault);
	free(argument);
	return done;
}

/* How many characters all candidates begin with. */
static size_t
common_size(const struct candidates *found)
{
	size_t size = strlen(found->rows[0]->name);
	for (size_t i = 1; i < found->count; i++) {
		size_t at = 0;
		while (at < size &&
		    found->rows[i]->name[at] == found->rows[0]->name[at])
			at++;
		size = at;
	}
	return size;
}

bool
commands_complete(char *to, size_t room, const char *text)
{
	size_t size = strlen(text);
	if (size < 2 || !commands_is_command(text, size) ||
	    text[strcspn(text, blanks)] != '\0')
		return false;
	struct candidates found = find_candidates(text + 1, size - 1);
	if (found.count == 0)
		return false;

	const struct command_row *row = found.rows[0];
	size_t common = common_size(&found);
	bool has_blank = found.count == 1 && row->argument != NULL;
	if (common + has_blank == size - 1 || common + 3 > room)
		return false;
	snprintf(to, room, "/%.*s%s", (int)common, row->name,
	    has_blank ? " " : "");
	return true;
}
