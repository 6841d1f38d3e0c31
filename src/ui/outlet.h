/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * outlet - bytes on their way to a terminal that may not take them just now:
 * stopped by ^S, or at the far end of a slow line.
 *
 * Who draws has a file of its own and never waits; what the terminal does not
 * take stays here until it does. When that is, the loop knows.
 */
#ifndef LANDLINE_UI_OUTLET_H
#define LANDLINE_UI_OUTLET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/bytes.h"

struct outlet {
	int terminal;
	int again;     /* the same, and does not block; -1: it cannot be had */
	FILE *drawing; /* for who draws: the terminal, or `caught` */
	int caught;    /* a file in memory */
	struct bytes waiting;
};

/* False and errno when there is no descriptor left. */
bool outlet_open(struct outlet *outlet, int terminal);
void outlet_close(struct outlet *outlet);

/* What is written to `drawing` between these two is kept, then passed on. */
void outlet_catch(struct outlet *outlet);
void outlet_pass_on(struct outlet *outlet);

/* Behind all that waits. */
void outlet_add(struct outlet *outlet, const char *bytes, size_t size);

/* Writes what the terminal takes without waiting. */
void outlet_push(struct outlet *outlet);
bool outlet_is_empty(const struct outlet *outlet);

/* Whoever takes the terminal draws everything anew. */
void outlet_forget(struct outlet *outlet);

#endif
