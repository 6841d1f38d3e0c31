/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * explore - small calls over a wire that does its worst, in every order in
 * which things can happen: not some of them by chance, as in walk, but all.
 *
 * Two orders that differ only in which of two phones heard something first,
 * and are one and the same to both of them, count as one.
 */
#ifndef TESTS_CALL_EXPLORE_H
#define TESTS_CALL_EXPLORE_H

#include <stdbool.h>

/* From where on everything is tried; the way there is always the same. */
enum explore_from {
	EXPLORE_BELL,	 /* it rings at bob's, who picks up at some time */
	EXPLORE_TALK,	 /* both have said something that is on its way */
	EXPLORE_GOODBYE, /* alice, who called, has hung up behind that */
	EXPLORE_THEIRS,	 /* bob has */
	EXPLORE_COUNT,
};

struct explore_plan {
	enum explore_from from;
	int drops;  /* of a line, each at any moment and in any way */
	int clocks; /* that strike though something could still move */
};

struct explore_figures {
	unsigned long orders; /* that have been tried to the end */
	unsigned long steps;
	unsigned long resumes;
};

/* In each, every message arrives once and in order, and both know it. */
void explore_all(const struct explore_plan *plan,
    struct explore_figures *figures);

#endif
