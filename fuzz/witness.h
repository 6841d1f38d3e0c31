/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * witness - what two phones have said to each other and heard, by call: all of
 * it once and in order, and nothing has a tick that has not arrived.
 */
#ifndef FUZZ_WITNESS_H
#define FUZZ_WITNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "call/switchboard.h"

enum {
	WITNESS_ENDS = 64, /* of calls in which something was said */
	WITNESS_TEXTS = 2000,
};

/* One end of a call, at phone 0 or 1. */
struct witness_end {
	int phone;
	uint64_t serial, call_id;
	unsigned long version; /* of the transcript that was looked at */
	unsigned said, ticked, heard;
};

struct witness {
	struct witness_end ends[WITNESS_ENDS];
	size_t count;
	unsigned texts;	   /* said by all */
	bool is_served[2]; /* nobody reads there: what is said comes back */
};

/* Whether there is room for another call, and another message. */
bool witness_has_room(const struct witness *witness);

/*
 * The text of the next message at that end: its number, and at times a lot
 * behind it. Returns its size.
 */
enum { WITNESS_TEXT_SIZE = 4000 };
size_t witness_text(const struct witness *witness, int phone,
    const struct party *party, char text[WITNESS_TEXT_SIZE]);

/* Looks at all calls of that phone. */
void witness_look(struct witness *witness, int phone,
    const struct switchboard *board);

/* Of a call that is over: it says of each message whether it has arrived. */
void witness_check_end(const struct party *party);

/* Whether all that was said at that end has come to the other one. */
bool witness_all_arrived(const struct witness *witness, int phone,
    const struct party *party);

#endif
