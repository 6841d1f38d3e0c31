/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "app/options.h"
#include "app/phone.h"
#include "base/armour.h"
#include "base/rites.h"
#include "base/trace.h"
#include "ui/screen.h"

/*
 * A socket must never get the number of a standard stream that was closed.
 * False when standard output is one: what is heard would get lost.
 */
static bool
hold_standard_streams(void)
{
	for (int stream = 0; stream <= 2; stream++) {
		if (fcntl(stream, F_GETFD) >= 0 || errno != EBADF)
			continue;
		if (stream == STDOUT_FILENO)
			return false;
		if (open("/dev/null", O_RDWR) != stream)
			return false;
	}
	return true;
}

/* Texts are UTF-8, whatever the environment says of characters. */
static void
speak_utf8(void)
{
	setlocale(LC_ALL, "");
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
}

static int
fail(const struct fault *fault)
{
	fprintf(stderr, "landline: %s\n", fault->words);
	return fault->status;
}

static int
print(bool print_it(void))
{
	struct fault fault;
	if (print_it())
		return EX_OK;
	fault_set(&fault, EX_IOERR, "standard output failed (write: %s)",
	    strerror(errno));
	return fail(&fault);
}

/* Turns until it is over; what is to be said then, is said at the very end. */
static int
run(struct options *options)
{
	struct fault fault;
	struct phone *phone = phone_new(options, &fault);
	if (phone == NULL)
		return fail(&fault);
	while (phone_turn(phone))
		continue;
	int status = phone_status(phone);
	phone_free(phone);
	return status;
}

int
main(int argc, char *argv[])
{
	struct options options;
	struct fault fault;
	if (!hold_standard_streams()) {
		fault_set(&fault, EX_IOERR, "standard output is closed");
		return fail(&fault);
	}
	armour_put_on();
	speak_utf8();
	rites_install();
	trace_open();
	if (!options_parse(&options, argc, argv, &fault))
		return fail(&fault);
	if (options.wants_help)
		return print(options_print_help);
	if (options.wants_version)
		return print(options_print_version);
	options.plain = options.plain || !screen_is_possible();
	int status = run(&options);
	trace_close();
	return status;
}
