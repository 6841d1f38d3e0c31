/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * walk - calls over a wire that does its worst, by chance: it cuts at any byte,
 * goes silent one way or both, ends the stream, lets connects through late, in
 * another order or not at all. What was said is counted at the other end.
 *
 * A walk follows from its seed. Everything is Check's assertion, with the seed.
 */
#ifndef TESTS_CALL_WALK_H
#define TESTS_CALL_WALK_H

#include <stdbool.h>
#include <stdint.h>

struct walk_plan {
	uint64_t seed;
	unsigned messages; /* that each of the two says */
	unsigned drops;	   /* at most; from the first RINGING to the last ACK */
	bool bob_is_a_service; /* echo: what alice says comes back */
};

struct walk_figures {
	unsigned long messages; /* that have arrived, once and in order */
	unsigned long drops;
	unsigned long resumes;
};

/* One call, from the dial to the end; adds to the figures. */
void walk_call(const struct walk_plan *plan, struct walk_figures *figures);

/* Both dial within 0 to 50 ms, and one call is left. */
void walk_glare(uint64_t seed);

#endif
