/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * phones - landlines that are measured: who waits, who dials, with a screen or
 * without.
 */
#ifndef BENCH_PHONES_H
#define BENCH_PHONES_H

#include <stdbool.h>

#include "child.h"

/* The landline to be measured. */
extern const char *phones_program;

/* A port that nobody has. */
unsigned phones_port(void);

/* Until somebody listens at it. */
void phones_await_listening(unsigned port);

/* One that picks up; `plan` says on what. `framing` may be NULL. */
void phones_listen(struct child *child, struct plan plan, unsigned port,
    const char *framing);

/* One that dials that port. */
void phones_dial(struct child *child, struct plan plan, unsigned port,
    const char *framing);

/* Alice has dialled bob; both have screens, and both are silent. */
struct phones_call {
	struct child alice, bob;
};
void phones_call_start(struct phones_call *call);
void phones_call_end(struct phones_call *call);

/* Lines in a file without a name, at its beginning; `last` may be NULL. */
int phones_lines(size_t count, size_t size, const char *last);

#endif
