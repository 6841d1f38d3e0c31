/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* The command line, and what stands behind a slash. */
#include "config.h"

#include "app/options.h"

#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "fuzz.h"

enum { WORDS_MOST = 32, LINE_SIZE = 300 };

static void
check_name(const char *name)
{
	char clean[LINE_SIZE * CLEAN_GROWTH];
	size_t size =
	    clean_text(clean, sizeof clean, name, strlen(name), CLEAN_NAME);
	fuzz_require(size > 0, "a name that nobody sees");
}

static void
parse_options(struct fuzz_input *input)
{
	static char name[] = "landline";
	char *given[WORDS_MOST], *argv[WORDS_MOST + 2] = { name };
	int argc = 1;
	while (input->size > 0 && argc <= WORDS_MOST) {
		given[argc - 1] = fuzz_string(input);
		argv[argc] = given[argc - 1];
		argc++;
	}
	struct options options;
	struct fault fault = { 0 };
	/* getopt_long() changes the order of argv. */
	if (!options_parse(&options, argc, argv, &fault))
		fuzz_require_fault(&fault);
	else if (options.name != NULL)
		check_name(options.name);
	for (int i = 0; i < argc - 1; i++)
		free(given[i]);
}

static void
complete(const char *text)
{
	char longer[LINE_SIZE], again[LINE_SIZE];
	if (!commands_complete(longer, sizeof longer, text))
		return;
	fuzz_require(strncmp(longer, text, strlen(text)) == 0 &&
		strlen(longer) > strlen(text),
	    "nothing was completed");
	/* What several begin with may be one of them: its blank is left. */
	fuzz_require(!commands_complete(again, sizeof again, longer) ||
		(strlen(again) == strlen(longer) + 1 &&
		    again[strlen(longer)] == ' '),
	    "completed twice");
}

static void
find_command(const char *text)
{
	const char *argument = NULL;
	size_t argument_size = 0;
	struct fault fault = { 0 };
	const struct command_row *row =
	    commands_find(text, &argument, &argument_size, &fault);
	if (row == NULL) {
		fuzz_require_fault(&fault);
		return;
	}
	fuzz_require(argument_size > 0 || !row->wants_argument,
	    "without its argument");
	fuzz_require(argument_size == 0 ||
		(argument > text &&
		    argument + argument_size <= text + strlen(text)),
	    "an argument from elsewhere");
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct fuzz_input input = { bytes, size };
	if (fuzz_byte(&input) % 2 == 0) {
		parse_options(&input);
		return 0;
	}
	char *text = fuzz_string(&input);
	fuzz_require(!commands_is_nothing(text, strlen(text)) ||
		!commands_is_command(text, strlen(text)),
	    "a command is nothing");
	if (commands_is_command(text, strlen(text))) {
		find_command(text);
		complete(text);
	}
	free(text);
	return 0;
}
