/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * lines - the sockets of one switchboard: what comes in on a line goes to its
 * slot, what a slot has to say goes out on its line.
 *
 * It decides nothing: the switchboard says whom to dial, to connect, to keep
 * and to close. A phone has one of these, and so has the partner of --demo.
 */
#ifndef LANDLINE_APP_LINES_H
#define LANDLINE_APP_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "call/switchboard.h"
#include "net/dial.h"
#include "net/exchange.h"
#include "net/ladder.h"
#include "net/line.h"
#include "net/loop.h"

struct lines_slot {
	struct line *line; /* NULL: none (yet) */
	struct dial *dial; /* under way to one, or NULL */
	size_t watch;	   /* of this turn */
	bool cannot_send;  /* broken; what had come is still to be read */
	bool has_ended;	   /* so has their stream: there is nothing to read */
};

struct lines {
	struct switchboard *board;
	struct ladder *ladder; /* of its socket calls, or NULL */
	struct exchange exchange;
	bool is_listening;
	size_t exchange_watch;
	bool is_resting; /* there is no room for a caller; until … */
	int64_t rest_until;
	size_t drip_size; /* see lines_drip() */
	bool nagle;
	struct lines_slot *slots;	/* as many as the switchboard has */
	uint8_t piece[LINE_PIECE_SIZE]; /* one recv(), of any line */
};

/* Switchboard and ladder (it may be NULL) outlive the lines. */
void lines_init(struct lines *lines, struct switchboard *board,
    struct ladder *ladder);

/* Closes all of it, without a word. */
void lines_clear(struct lines *lines);

/* Answers on that number from now on; callers are told its port. */
bool lines_listen(struct lines *lines, const struct number *number,
    struct fault *fault);

/*
 * Answers no more: who waits to be let in hears busy. May be called twice.
 */
void lines_stop_listening(struct lines *lines);

/* Says what is waited for; `deaf`: nobody takes what is heard, read nothing. */
void lines_watch(struct lines *lines, struct loop *loop, bool deaf);
int64_t lines_deadline(const struct lines *lines);

/* After the wait: dials whom a slot wants, reads a piece a line, lets callers in. */
void lines_carry_in(struct lines *lines, const struct loop *loop, int64_t now);

/* Sends what is due, and closes what is over. */
void lines_carry_out(struct lines *lines, int64_t now);

/*
 * For show, and on all lines: what is said leaves in pieces of that many bytes,
 * with a pause behind each; 0: as ever. It begins with the talk and ends with
 * it: greetings and goodbyes do not drip.
 */
void lines_drip(struct lines *lines, size_t piece_size);

/* Nagle's algorithm, on the lines to come as well. */
void lines_set_nagle(struct lines *lines, bool nagle);

/*
 * The socket of a slot, and its own number: -1 and NULL while there is none.
 */
void lines_socket(const struct lines *lines, int slot, int *descriptor,
    const struct number **mine);

/* Whether a call is dialled, goes on or is being ended. */
bool lines_are_busy(const struct lines *lines);

#endif
