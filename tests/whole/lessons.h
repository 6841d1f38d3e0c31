/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * lessons - the table of lecture systems: what is tried with landline at one
 * end, as which end, over what; and at the other a program of tests/peers.
 */
#ifndef TESTS_WHOLE_LESSONS_H
#define TESTS_WHOLE_LESSONS_H

#include <stddef.h>

#include "dialog.h"

enum {
	LESSON_DIALOG_MOST = 10,
	LESSON_TELLS_MOST = 12,
	LESSON_OPTIONS_MOST = 6,
};

/* Which end landline is. */
enum role { CLIENT, SERVER };

enum transport {
	TCP = 1 << 0,
	TCP6 = 1 << 1,
	UNIX = 1 << 2,
	STREAMS = TCP | TCP6 | UNIX,
	UDP = 1 << 3,
	UDP6 = 1 << 4,
	DATAGRAMS = UDP | UDP6,
};

struct lesson {
	const char *row; /* of DESIGN's table */
	const char *system, *how;
	enum role role;
	unsigned over; /* transports */
	const char *options[LESSON_OPTIONS_MOST];
	const char *dialog[LESSON_DIALOG_MOST]; /* see dialog.h */
	const char *tells[LESSON_TELLS_MOST]; /* landline, on standard error */
	enum dialog_end end;
};

extern const struct lesson lessons[];
extern const size_t lesson_count;

#endif
