/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * options - the command line: one const table that the parser, --help and
 * the tests read.
 *
 * Syntax only. Whether a number can be had, and whether there is a terminal,
 * is for others to find out.
 */
#ifndef LANDLINE_APP_OPTIONS_H
#define LANDLINE_APP_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "call/number.h"
#include "call/service.h"
#include "wire/framing.h"

struct options {
	bool wants_help, wants_version;
	bool demo;
	bool plain; /* asked for; the lack of a terminal is main's to see */
	bool auto_answer;
	bool wire;
	bool ladder;
	bool udp;
	bool has_number; /* NUMBER was given */
	struct number number;
	bool has_pass_on;    /* --pass-on was given */
	bool passes_further; /* with a number, and not with "-" */
	struct number next;
	bool has_listen; /* --listen was given */
	struct number listen;
	const struct framing *framing; /* NULL: landline's own */
	const struct service *service; /* NULL: people answer */
	int lines;	  /* calls at once; 0: as many as is usual */
	const char *name; /* as given, and clean enough; NULL: the login name */
};

enum option_name {
	OPTION_LISTEN,
	OPTION_NAME,
	OPTION_AUTO_ANSWER,
	OPTION_FRAMING,
	OPTION_UDP,
	OPTION_SERVICE,
	OPTION_LINES,
	OPTION_PASS_ON,
	OPTION_PLAIN,
	OPTION_WIRE,
	OPTION_LADDER,
	OPTION_DEMO,
	OPTION_HELP,
	OPTION_VERSION,
};

struct option_row {
	enum option_name option;
	char letter;	      /* 'l', or 0 */
	const char *name;     /* "listen" */
	const char *argument; /* "NUMBER", or NULL */
	const char *does;     /* for --help, may hold newlines */
};

extern const struct option_row option_rows[];
extern const size_t option_row_count;

/*
 * False and the fault (EX_USAGE) for what cannot be, and for what cannot go
 * together. As GNU asks, nothing behind --help or --version is looked at.
 * `options` points into `argv`. setlocale() has been called.
 */
bool options_parse(struct options *options, int argc, char *argv[],
    struct fault *fault);

/* --help and --version, GNU form. False when standard output failed. */
bool options_print_help(void);
bool options_print_version(void);

#endif
