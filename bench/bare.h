/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * bare - what it would cost with nothing in between: sockets, terminals and
 * curses in a loop, to measure landline against.
 */
#ifndef BENCH_BARE_H
#define BENCH_BARE_H

#include <stddef.h>

#include "child.h"

/* Two ends of a TCP connection over loopback. */
void bare_connect(int ends[2]);

/* One process sends so many pieces of that size, one send() each, and another
 * receives them: the seconds that it takes. */
double bare_stream(size_t size, size_t count);

/* Standard input of one is copied into a socket, and out of it by another. */
struct bare_relay {
	struct child from, to;
};
void bare_relay_start(struct bare_relay *relay, const struct plan *from,
    const struct plan *to);
void bare_relay_end(struct bare_relay *relay);

/* What bare_curses() shows last. */
#define BARE_CURSES_END "THE END"

/* initscr(), every cell filled, refresh(); then it waits to be killed. */
_Noreturn void bare_curses(void);

#endif
