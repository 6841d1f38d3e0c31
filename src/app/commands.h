/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * commands - slash commands: one const table that the phone, Tab, help, the
 * manual and the tests read.
 *
 * It does nothing itself: each row leads to a deed of app/phone.
 */
#ifndef LANDLINE_APP_COMMANDS_H
#define LANDLINE_APP_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

struct phone;

struct command_row {
	const char *name;     /* "dial", without the slash */
	const char *argument; /* "NUMBER", "on|off", or NULL */
	bool wants_argument;  /* it cannot do without */
	const char *does;     /* for help and manual */
	bool (*run)(struct phone *phone, struct fault *fault);
	/* instead of it, for a command with an argument */
	bool (*run_with)(struct phone *phone, const char *argument,
	    struct fault *fault);
	bool wants_screen; /* in plain mode it has nothing to do */
};

extern const struct command_row command_rows[];
extern const size_t command_row_count;

/*
 * Whether the text is a command: one line that begins with one slash. Behind
 * two it is text, and who sends it leaves one out.
 */
bool commands_is_command(const char *text, size_t size);

/* Whether a draft has nothing to say: it is empty, or all blanks and newlines. */
bool commands_is_nothing(const char *text, size_t size);

enum { COMMANDS_LABEL_SIZE = 48 };

/* How it is written: "/dial NUMBER", "/answer [N]"; returns `to`. */
const char *commands_label(char to[COMMANDS_LABEL_SIZE],
    const struct command_row *row);

/*
 * The row that "/dial 10.0.0.7" means, and where in `text` its argument is: 0
 * bytes when there is none. A name may be cut as long as it is unique. NULL
 * and the fault when there is no such command, or its argument is missing or
 * one too many.
 */
const struct command_row *commands_find(const char *text, const char **argument,
    size_t *argument_size, struct fault *fault);

/* Finds it and runs it. False and the fault also when the phone said no. */
bool commands_run(struct phone *phone, const char *text, struct fault *fault);

/*
 * Completes the command at the front of `text` as far as it is unique: writes
 * the longer text to `to` (room bytes). False when there is nothing to add.
 */
bool commands_complete(char *to, size_t room, const char *text);

#endif
