/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * chain - phones in memory that pass messages on, each to the next.
 */
#ifndef TESTS_CALL_CHAIN_H
#define TESTS_CALL_CHAIN_H

#include "cable.h"
#include "puppet.h"

enum {
	CHAIN_NOWHERE = 99, /* 192.0.2.99: the test's, silent by itself */
};

struct number chain_number(int last);

/* That phone passes on, to a number, to another phone, or to nobody (NULL). */
void chain_pass_on(struct cable *cable, int phone, const struct number *next);
void chain_lead(struct cable *cable, int from, int to);

/* Each phone leads to the one after it, and the last one to nobody, or back. */
void chain_make(struct cable *cable, int count);
void chain_make_ring(struct cable *cable, int count);

/* A message of that phone's. */
void chain_start(struct cable *cable, int phone, const char *text);

/* What that phone has told, as text (the caller frees it); and that it has. */
char *chain_told(struct cable *cable, int phone);
void chain_assert_told(struct cable *cable, int phone, const char *words);

/* Alice has the trail of `count` hops, each phone in its place. */
void chain_assert_trail(struct cable *cable, int count);

/* Nothing is under way, and no line is left. */
void chain_assert_quiet(struct cable *cable);

/* Steps until that line is dialled, and nothing comes back. Returns it. */
size_t chain_stop_at_line(struct cable *cable, size_t line);

/* Alice to bob to carol, and carol to the test: all three hold their lines. */
void chain_hold(struct cable *cable, struct puppet *puppet);

#endif
