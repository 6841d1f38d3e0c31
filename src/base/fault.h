/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * fault - one sentence of why something did not work, carried up from an
 * expected failure, with the exit status that belongs to it.
 *
 * It is for what the world said no to. Our own bugs are asserts.
 */
#ifndef LANDLINE_BASE_FAULT_H
#define LANDLINE_BASE_FAULT_H

#include <stdbool.h>

enum { FAULT_WORDS_SIZE = 512 };

struct fault {
	int status; /* one of sysexits.h, for the program's end */
	char words[FAULT_WORDS_SIZE]; /* UTF-8, one line, no full stop */
};

/*
 * Fills `fault`. Too long a sentence is cut between characters. The words may
 * be made of fault->words themselves, to tell more. Whatever comes from
 * outside must have passed text/clean before it is an argument. Always returns
 * false, so that a failure is one statement.
 */
bool fault_set(struct fault *fault, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
