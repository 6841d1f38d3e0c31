/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * tally - what came and what was answered where nothing is repaired: numbered
 * messages that go as datagrams.
 *
 * Pure. It says of a number that came whether one is missing before it, and
 * of one that went whether an answer came in time. It sends nothing again.
 */
#ifndef LANDLINE_CALL_TALLY_H
#define LANDLINE_CALL_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	TALLY_SEEN = 1024,   /* numbers behind the highest that are known */
	TALLY_ACKS = 256,    /* acknowledgements that wait to be sent */
	TALLY_SENT = 256,    /* messages of mine that are remembered */
	TALLY_UNDER_WAY = 64 /* that a user may have unanswered at once: so many
				fit into the usual buffer of a socket */
};

enum tally_arrival {
	TALLY_NEXT,  /* the one that was due */
	TALLY_AHEAD, /* some before it have not come */
	TALLY_LATE,  /* it was missing until now */
	TALLY_AGAIN, /* it has come before */
	TALLY_OLD,   /* so far behind that nobody knows which of the two */
};

struct tally_sent {
	uint32_t sequence; /* 0: none */
	uint64_t entry;	   /* whatever the owner calls it */
	int64_t at_ms;	   /* when it left */
	bool has_left;
	bool is_answered;
	bool is_late; /* its time is up */
};

struct tally {
	uint32_t highest;		/* number heard; 0: none */
	uint64_t seen[TALLY_SEEN / 64]; /* a bit for each behind it */
	uint32_t acks[TALLY_ACKS];	/* a ring: numbers to be named */
	size_t ack_first, ack_count;
	uint32_t named; /* the last that was: further frames repeat it */

	struct tally_sent sent[TALLY_SENT]; /* by number */
	uint32_t oldest;     /* no number before it waits for an answer */
	uint32_t newest;     /* the last that was said; 0: none */
	size_t waiting;	     /* that have left and have time yet */
	uint64_t unanswered; /* that have left and were not answered in time */
};

void tally_init(struct tally *tally);

/* ---- theirs ---- */

/* Message `sequence` (not 0) has come; it is to be acknowledged. */
enum tally_arrival tally_hear(struct tally *tally, uint32_t sequence);

/* Whether a frame must go only because of an acknowledgement. */
bool tally_owes(const struct tally *tally);

/* The number that the next frame names: each that came, once, in order. */
uint32_t tally_name(struct tally *tally);

/* ---- mine ---- */

/* Message `sequence`, one more than the last, is to leave; `entry` is kept. */
void tally_say(struct tally *tally, uint32_t sequence, uint64_t entry);

/* It has left. */
void tally_leave(struct tally *tally, uint32_t sequence, int64_t now);

/*
 * They name that number. True when this is news: `entry` has arrived, be it
 * that its time was up.
 */
bool tally_answered(struct tally *tally, uint32_t sequence, uint64_t *entry);

/* When tally_expired() has something to say. */
int64_t tally_deadline(const struct tally *tally, int64_t patience_ms);

/* The next message whose time is up by `now`; false when there is none. */
bool tally_expired(struct tally *tally, int64_t patience_ms, int64_t now,
    struct tally_sent *sent);

#endif
