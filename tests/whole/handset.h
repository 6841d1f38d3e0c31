/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * handset - a landline with its screen on a terminal of its own, and what two
 * people do with two of them.
 */
#ifndef TESTS_WHOLE_HANDSET_H
#define TESTS_WHOLE_HANDSET_H

#include <stdbool.h>

#include "terminal.h"

/* LANDLINE_TIMERS for a phone that does nothing by itself while a test looks. */
#define HANDSET_CALM "ping=20/1,dead=20/1"

/* What an xterm sends for its keys. */
#define HANDSET_F1 "\033OP"
#define HANDSET_F2 "\033OQ"
#define HANDSET_F3 "\033OR"
#define HANDSET_F4 "\033OS"
#define HANDSET_F5 "\033[15~"
#define HANDSET_F6 "\033[17~"
#define HANDSET_F7 "\033[18~"
#define HANDSET_F8 "\033[19~"
#define HANDSET_F9 "\033[20~"
#define HANDSET_NEXT_LINE "\033l"
#define HANDSET_PAGE_UP "\033[5~"
#define HANDSET_PAGE_DOWN "\033[6~"
#define HANDSET_UP "\033[A"
#define HANDSET_REPAINT "\014"
#define HANDSET_INTERRUPT "\003"
#define HANDSET_PASTE "\033[200~"
#define HANDSET_PASTED "\033[201~"

enum { HANDSET_NUMBER_SIZE = 128 };

struct handset_plan {
	const char *name;
	const char *listen;  /* 127.0.0.1:0 when NULL */
	const char *option;  /* one more, or NULL */
	const char *another; /* besides that one */
	const char *timers;  /* LANDLINE_TIMERS */
	const char *environment;
	int rows, cols; /* 24 × 80 when 0 */
	bool is_job;
};

/* Starts it, and waits until it waits for calls. */
struct terminal *handset_start(const struct handset_plan *plan);

/* Two of them, of the given kind of number and timers. */
struct handset_pair {
	struct terminal *alice, *bob;
	char alices[HANDSET_NUMBER_SIZE], bobs[HANDSET_NUMBER_SIZE];
};
void handset_start_pair(struct handset_pair *pair, const char *listen,
    const char *timers);

/* Alice has dialled bob, who has picked up. */
void handset_start_call(struct handset_pair *pair);

/* Both leave, and find their terminals as they were. */
void handset_end_pair(struct handset_pair *pair);

/* The number that it shows first, as a user would read it. */
void handset_number(struct terminal *terminal,
    char number[HANDSET_NUMBER_SIZE]);

void handset_dial(struct terminal *terminal, const char *number);

/* Types it with Enter, and waits until the other side shows it. */
void handset_say(struct terminal *from, struct terminal *to, const char *text);

/* Leaves with /quit, whatever is typed; the terminal must be as before. */
void handset_leave(struct terminal *terminal);

/* Until the message with that sequence stands there with its mark. */
void handset_expect_arrived(struct terminal *terminal, unsigned sequence);

/* Until it has slept for a moment in one go, with nothing drawn: what had come
 * by then is read and shown, and nothing waits for its turn. */
void handset_expect_quiet(struct terminal *terminal);

/* A fresh repaint changes nothing of what is shown. Who else is in the call,
 * if anybody that the test started, is stopped for so long. */
void handset_expect_true(struct terminal *terminal, struct terminal *other);

/* How often the text stands on the screen. */
unsigned handset_count(const struct terminal *terminal, const char *text);

#endif
