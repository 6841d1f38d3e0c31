/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "app/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "call/switchboard.h"
#include "text/cells.h"
#include "text/clean.h"
#include "text/quote.h"
#include "wire/frame.h"

const struct option_row option_rows[] = {
	{ OPTION_LISTEN, 'l', "listen", "NUMBER",
	    "answer on NUMBER instead of on port 8255" },
	{ OPTION_NAME, 'n', "name", "NAME",
	    "the name that others see (default: your login name)" },
	{ OPTION_AUTO_ANSWER, 'a', "auto-answer", NULL,
	    "pick up at the first ring" },
	{ OPTION_FRAMING, 'f', "framing", "NAME",
	    "speak to programs that are no landline: u32, line,\n"
	    "raw and others; the connection is the call" },
	{ OPTION_UDP, 'u', "udp", NULL,
	    "datagrams instead of a stream: nothing is repaired" },
	{ OPTION_SERVICE, 's', "service", "NAME",
	    "answer every call with echo, upper or time" },
	{ OPTION_LINES, 0, "lines", "N",
	    "have N calls at once (default: 1; with --service 64)" },
	{ OPTION_PASS_ON, 0, "pass-on", "NUMBER",
	    "pass messages on, from phone to phone, to NUMBER" },
	{ OPTION_PLAIN, 'p', "plain", NULL,
	    "no screen, for scripts: lines in, lines out" },
	{ OPTION_WIRE, 'w', "wire", NULL, "show every frame from the start" },
	{ OPTION_LADDER, 0, "ladder", NULL,
	    "show every socket call from the start" },
	{ OPTION_DEMO, 0, "demo", NULL,
	    "call yourself: a partner inside the program answers" },
	{ OPTION_HELP, 'h', "help", NULL, "show this help and exit" },
	{ OPTION_VERSION, 'V', "version", NULL, "show the version and exit" },
};

enum { ROW_COUNT = sizeof(option_rows) / sizeof(option_rows[0]) };
const size_t option_row_count = ROW_COUNT;

/*
 * What getopt_long() returns for an operand, and the first of the numbers
 * that stand for rows: higher than any letter, as not every row has one.
 */
enum {
	OPERAND = 1,
	FIRST_ROW = 256,
};

/* The table as getopt_long() wants it. */
struct forms {
	struct option names[ROW_COUNT + 1];
	char letters[2 + 2 * ROW_COUNT + 1];
};

/*
 * In the letters, '-' hands operands out where they stand, so that nothing is
 * sorted however many there are, and ':' tells a missing argument apart.
 */
static void
fill_forms(struct forms *forms)
{
	memset(forms, 0, sizeof(*forms));
	char *letter = forms->letters;
	*letter++ = '-';
	*letter++ = ':';
	for (int i = 0; i < ROW_COUNT; i++) {
		const struct option_row *row = &option_rows[i];
		forms->names[i] = (struct option){
			.name = row->name,
			.has_arg = row->argument == NULL ? no_argument :
							   required_argument,
			.val = FIRST_ROW + i,
		};
		if (row->letter == 0)
			continue;
		*letter++ = row->letter;
		if (row->argument != NULL)
			*letter++ = ':';
	}
}

/* The row that getopt_long() means, or NULL. */
static const struct option_row *
row_of(int value)
{
	if (value >= FIRST_ROW && value < FIRST_ROW + ROW_COUNT)
		return &option_rows[value - FIRST_ROW];
	for (size_t i = 0; i < ROW_COUNT; i++) {
		if (value != 0 && option_rows[i].letter == value)
			return &option_rows[i];
	}
	return NULL;
}

/* A name that others would see cut is better refused. */
static bool
take_name(struct options *options, const char *name, struct fault *fault)
{
	enum { LOOKED_AT = 4 * FRAME_NAME_MOST };
	char line[LOOKED_AT * CLEAN_GROWTH + 1], clean[sizeof(line)];
	size_t size = strnlen(name, LOOKED_AT);
	size_t line_size =
	    clean_text(line, sizeof(line), name, size, CLEAN_LINE);
	size_t clean_size =
	    clean_text(clean, sizeof(clean), name, size, CLEAN_NAME);
	if (clean_size == 0)
		return fault_set(fault, EX_USAGE,
		    "--name is empty; give it something to be seen");

	if (size == LOOKED_AT || clean_size > FRAME_NAME_MOST ||
	    cells_cols(line, line_size) > CLEAN_NAME_COLS) {
		char quoted[QUOTE_SIZE];
		return fault_set(fault, EX_USAGE,
		    "\"%s\" is too long for a --name: it has at most %d "
		    "columns and %d bytes",
		    quote_text(quoted, name, size), CLEAN_NAME_COLS,
		    FRAME_NAME_MOST);
	}
	options->name = name;
	return true;
}

static bool
take_operand(struct options *options, const char *text, struct fault *fault)
{
	if (options->has_number) {
		char quoted[QUOTE_SIZE];
		return fault_set(fault, EX_USAGE,
		    "\"%s\" is one NUMBER too many: a phone dials one; try "
		    "landline --help",
		    quote_text(quoted, text, strlen(text)));
	}
	options->has_number = true;
	return number_parse(&options->number, text, NUMBER_TO_DIAL, fault);
}

static bool
take_framing(struct options *options, const char *name, struct fault *fault)
{
	char quoted[QUOTE_SIZE];
	options->framing = framing_find(name);
	return options->framing != NULL ||
	    fault_set(fault, EX_USAGE,
		"there is no framing \"%s\"; there are %s",
		quote_text(quoted, name, strlen(name)), framing_names);
}

static bool
take_service(struct options *options, const char *name, struct fault *fault)
{
	char quoted[QUOTE_SIZE];
	options->service = service_find(name);
	return options->service != NULL ||
	    fault_set(fault, EX_USAGE,
		"there is no service \"%s\"; there are echo, upper and time",
		quote_text(quoted, name, strlen(name)));
}

static bool
take_lines(struct options *options, const char *text, struct fault *fault)
{
	char quoted[QUOTE_SIZE];
	size_t size = strlen(text);
	options->lines = 0;
	/* More digits than that are too many, whatever they say. */
	if (size >= 1 && size <= 4 && strspn(text, "0123456789") == size)
		options->lines = atoi(text);
	return (options->lines >= 1 &&
		   options->lines <= SWITCHBOARD_LINES_MOST) ||
	    fault_set(fault, EX_USAGE,
		"--lines takes how many calls there may be at once, 1 to %d,"
		" and not \"%s\"",
		SWITCHBOARD_LINES_MOST, quote_text(quoted, text, size));
}

static bool
take_next(struct options *options, const char *text, struct fault *fault)
{
	options->has_pass_on = true;
	options->passes_further = strcmp(text, "-") != 0;
	return !options->passes_further ||
	    number_parse(&options->next, text, NUMBER_TO_DIAL, fault);
}

static bool
take_option(struct options *options, const struct option_row *row,
    const char *argument, struct fault *fault)
{
	switch (row->option) {
	case OPTION_LISTEN:
		options->has_listen = true;
		return number_parse(&options->listen, argument,
		    NUMBER_TO_LISTEN, fault);
	case OPTION_NAME:
		return take_name(options, argument, fault);
	case OPTION_AUTO_ANSWER:
		return options->auto_answer = true;
	case OPTION_FRAMING:
		return take_framing(options, argument, fault);
	case OPTION_UDP:
		return options->udp = true;
	case OPTION_SERVICE:
		return take_service(options, argument, fault);
	case OPTION_LINES:
		return take_lines(options, argument, fault);
	case OPTION_PASS_ON:
		return take_next(options, argument, fault);
	case OPTION_PLAIN:
		return options->plain = true;
	case OPTION_WIRE:
		return options->wire = true;
	case OPTION_LADDER:
		return options->ladder = true;
	case OPTION_DEMO:
		return options->demo = true;
	case OPTION_HELP:
		return options->wants_help = true;
	case OPTION_VERSION:
		return options->wants_version = true;
	}
	return false;
}

/* "--li could be --listen or --lines": false when it could not be several. */
static bool
refuse_ambiguous(const char *word, struct fault *fault)
{
	char list[ROW_COUNT * sizeof("--auto-answer or ")] = "";
	size_t at = 0, size = strcspn(word, "="), left = 0;
	for (size_t i = 0; size > 2 && i < ROW_COUNT; i++)
		left += strncmp(option_rows[i].name, word + 2, size - 2) == 0;
	if (left < 2)
		return false;
	for (size_t i = 0; i < ROW_COUNT; i++) {
		const char *name = option_rows[i].name;
		if (strncmp(name, word + 2, size - 2) != 0)
			continue;
		const char *joint = --left == 0 ? "" :
		    left == 1			? " or " :
						  ", ";
		at += (size_t)snprintf(list + at, sizeof(list) - at, "--%s%s",
		    name, joint);
	}
	fault_set(fault, EX_USAGE, "%.*s could be %s; try landline --help",
	    (int)size, word, list);
	return true;
}

/* getopt_long() said no to `word`: because of its row, or it has none. */
static bool
refuse(int verdict, const char *word, struct fault *fault)
{
	const struct option_row *row = row_of(optopt);
	if (verdict == ':' && row != NULL)
		return fault_set(fault, EX_USAGE,
		    "--%s needs something behind it: --%s %s; try landline --help",
		    row->name, row->name, row->argument);
	if (row != NULL)
		return fault_set(fault, EX_USAGE,
		    "--%s takes no argument; try landline --help", row->name);

	/* One letter of several is named; half a UTF-8 character cannot be. */
	if (optopt > ' ' && optopt < 0x7f)
		return fault_set(fault, EX_USAGE,
		    "there is no option \"-%c\"; try landline --help", optopt);
	if (strncmp(word, "--", 2) == 0 && refuse_ambiguous(word, fault))
		return false;
	char quoted[QUOTE_SIZE];
	return fault_set(fault, EX_USAGE,
	    "there is no option \"%s\"; try landline --help",
	    quote_text(quoted, word, strlen(word)));
}

/* What getopt_long() returned for `word`. */
static bool
take(struct options *options, int value, const char *word, struct fault *fault)
{
	if (value == OPERAND)
		return take_operand(options, optarg, fault);
	const struct option_row *row = row_of(value);
	if (row == NULL)
		return refuse(value, word, fault);
	return take_option(options, row, optarg, fault);
}

/* It takes landline's own frames, and somebody who can call. */
static bool
can_pass_on(const struct options *options, struct fault *fault)
{
	if (!options->has_pass_on)
		return true;
	if (options->demo)
		return fault_set(fault, EX_USAGE,
		    "--demo is called by nobody else, so it has nothing to "
		    "--pass-on; leave out one of the two");
	if (options->framing != NULL && !options->framing->has_calls)
		return fault_set(fault, EX_USAGE,
		    "nothing can be passed on in --framing %s, which has no "
		    "frame for it; leave out --pass-on or --framing",
		    options->framing->name);
	return true;
}

static bool
is_path(const struct options *options)
{
	return (options->has_number && options->number.kind == NUMBER_UNIX) ||
	    (options->has_listen && options->listen.kind == NUMBER_UNIX);
}

static bool
can_be_udp(const struct options *options, struct fault *fault)
{
	if (options->udp && options->demo)
		return fault_set(fault, EX_USAGE,
		    "--demo calls yourself over TCP, so it takes no --udp; "
		    "leave out one of the two");
	if (options->udp && options->has_pass_on)
		return fault_set(fault, EX_USAGE,
		    "nothing can be passed on over --udp, where what gets lost "
		    "stays lost; leave out --pass-on or --udp");
	if (options->udp && is_path(options))
		return fault_set(fault, EX_USAGE,
		    "--udp is between addresses and ports, and unix: is a "
		    "path; leave out one of the two");
	return true;
}

static bool
can_go_together(const struct options *options, struct fault *fault)
{
	if (options->demo && options->has_number)
		return fault_set(fault, EX_USAGE,
		    "--demo calls yourself, so there is no NUMBER to dial; "
		    "leave out one of the two");
	if (options->demo && options->has_listen)
		return fault_set(fault, EX_USAGE,
		    "--demo has a number of its own, so it cannot --listen; "
		    "leave out one of the two");
	if (options->demo && options->framing != NULL)
		return fault_set(fault, EX_USAGE,
		    "--demo speaks landline, so it takes no --framing; leave "
		    "out one of the two");
	if (options->service != NULL && (options->demo || options->has_number))
		return fault_set(fault, EX_USAGE,
		    "--service waits for calls, so it cannot go with %s; "
		    "leave out one of the two",
		    options->demo ? "--demo" : "a NUMBER");
	return can_pass_on(options, fault) && can_be_udp(options, fault);
}

static bool
is_answered(const struct options *options)
{
	return options->wants_help || options->wants_version;
}

bool
options_parse(struct options *options, int argc, char *argv[],
    struct fault *fault)
{
	struct forms forms;
	fill_forms(&forms);
	memset(options, 0, sizeof(*options));
	opterr = 0;
	optind = 0; /* in glibc and musl: from the start */
	while (!is_answered(options)) {
		/* Where the word stands that getopt_long() looks at now. */
		int at = optind > 0 ? optind : 1;
		int value =
		    getopt_long(argc, argv, forms.letters, forms.names, NULL);
		if (value == -1)
			break;
		if (!take(options, value, argv[at], fault))
			return false;
	}
	if (is_answered(options))
		return true;

	/* Behind "--" there are only operands. */
	for (int at = optind; at < argc; at++) {
		if (!take_operand(options, argv[at], fault))
			return false;
	}
	return can_go_together(options, fault);
}
