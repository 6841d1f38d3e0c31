/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * outbox - reliable frames that are not yet acknowledged, in sequence.
 *
 * Pure. Bounded: OUTBOX_SLOTS frames and OUTBOX_SIZE bytes together. Two
 * cursors run over it: what was acknowledged is dropped at the front, what
 * was given to the line stays behind `given`. A line that is lost takes `given`
 * back to the front.
 */
#ifndef LANDLINE_CALL_OUTBOX_H
#define LANDLINE_CALL_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"

enum {
	OUTBOX_MOST = 1024, /* of a user's, with the goodbye */
	/* A service has an answer to each of theirs, and one unasked. */
	OUTBOX_SLOTS = OUTBOX_MOST + 1,
	OUTBOX_SIZE = 256 * 1024,
};

struct outbox_slot {
	uint8_t type;
	uint32_t size;
};

struct outbox {
	struct bytes payloads;	   /* of all slots, one behind the other */
	struct outbox_slot *slots; /* ring of OUTBOX_SLOTS, made at first use */
	size_t first;		   /* the oldest slot's place in the ring */
	size_t count;
	size_t given;	       /* how many of them the line has had */
	size_t given_size;     /* bytes of those */
	uint32_t had;	       /* sequence of the last that any line has had */
	uint32_t acknowledged; /* sequence of the last that was dropped */
};

void outbox_init(struct outbox *outbox);
void outbox_clear(struct outbox *outbox);

/*
 * Whether a payload of that size fits now. An empty outbox takes any frame,
 * until the sequence has come to its end.
 */
bool outbox_has_room(const struct outbox *outbox, size_t size);

/* Queues a frame and returns its sequence, 0 when it does not fit. */
uint32_t outbox_put(struct outbox *outbox, uint8_t type, const void *payload,
    size_t size);

/* The sequence of the last frame that was put; 0 before the first. */
uint32_t outbox_last(const struct outbox *outbox);

/* The sequence of the last frame that the line has had. */
uint32_t outbox_given(const struct outbox *outbox);

struct outbox_frame {
	uint8_t type;
	uint32_t sequence;
	const uint8_t *payload; /* lives until the next change */
	size_t size;
};

/* The next frame for the line, without taking it; false when there is none. */
bool outbox_peek(const struct outbox *outbox, struct outbox_frame *frame);

/* The line has taken it. */
void outbox_give(struct outbox *outbox);

/*
 * Everything up to that sequence has arrived. A lower one changes nothing.
 * False when it acknowledges what no line has had.
 */
bool outbox_acknowledge(struct outbox *outbox, uint32_t sequence);

/* A new line has had nothing yet: all that is not acknowledged is given again. */
void outbox_rewind(struct outbox *outbox);

bool outbox_is_empty(const struct outbox *outbox);

/* How many frames of that type are not acknowledged. */
size_t outbox_count(const struct outbox *outbox, uint8_t type);

#endif
