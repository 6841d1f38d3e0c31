/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * demo - the partner of --demo: a second phone inside the program, with a
 * switchboard and lines of its own, which calls the first one over TCP on
 * 127.0.0.1 and says what to press next.
 *
 * Where nobody sits at a terminal it takes the user's part too.
 */
#ifndef LANDLINE_APP_DEMO_H
#define LANDLINE_APP_DEMO_H

#include <stdbool.h>
#include <stdint.h>

#include "app/lines.h"
#include "base/fault.h"
#include "net/loop.h"

struct demo;

/* Whom the partner talks to. */
enum demo_user {
	DEMO_AT_SCREEN,
	DEMO_AT_LINES, /* a terminal in plain mode: there are no keys */
	DEMO_NOBODY,   /* the partner says the user's part, too */
};

/*
 * Makes `theirs`, the lines of the first phone, listen on 127.0.0.1, and a
 * partner who calls there. NULL and the fault when no port can be had.
 */
struct demo *demo_new(struct lines *theirs, enum demo_user user,
    struct fault *fault);
void demo_free(struct demo *demo);

void demo_watch(struct demo *demo, struct loop *loop);
int64_t demo_deadline(const struct demo *demo, int64_t now);

/* The partner's part of a turn. */
void demo_turn(struct demo *demo, const struct loop *loop, int64_t now);

#endif
