/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * dial - from a number to a connected descriptor: looks the name up, then
 * tries its addresses 250 ms apart (RFC 8305) and keeps the first that
 * answers.
 *
 * It has no time limit of its own: whoever dials gives up by closing it.
 */
#ifndef LANDLINE_NET_DIAL_H
#define LANDLINE_NET_DIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "call/number.h"
#include "net/lookup.h"
#include "net/loop.h"

enum dial_verdict {
	DIAL_GOES_ON,
	DIAL_THERE,	   /* dial->descriptor is connected and the caller's */
	DIAL_REFUSED,	   /* nobody there: the fault, 69 */
	DIAL_NO_SUCH_NAME, /* the fault, 68 */
};

struct dial_attempt {
	int descriptor;
	size_t which; /* of dial->found */
	size_t watch; /* of this turn */
};

struct dial {
	struct ladder *ladder;
	bool pins;	      /* for datagrams */
	struct number number; /* as it was dialled */
	struct lookup lookup;
	bool looking_up;
	size_t lookup_watch;
	struct number found[LOOKUP_MOST];
	size_t found_count;
	size_t next;	    /* the first of `found` not yet tried */
	int64_t next_at;    /* when it is tried at the latest */
	int64_t stagger_ms; /* between two of them: 250 unless set */
	struct dial_attempt attempts[LOOKUP_MOST];
	size_t open_count;    /* attempts under way */
	int error;	      /* errno of the last that failed */
	struct number failed; /* and which it was */
	bool was_pinned;      /* and it was there before it failed */
	bool connected_at_once;
	int descriptor;	       /* DIAL_THERE: whose it now is */
	struct number reached; /* DIAL_THERE: the address that answered */
};

/*
 * Begins; the first attempt is made by the first dial_turn(), which is due at
 * once. The ladder, if it is not NULL, outlives it. NUMBER_HERE is this
 * machine: ::1, then 127.0.0.1. False and the fault (71) when not even a
 * look-up can be started.
 */
bool dial_open(struct dial *dial, struct ladder *ladder,
    const struct number *number, int64_t now, struct fault *fault);

/*
 * The same for datagrams: the first address that there is a way to is there at
 * once, whoever may have it, and the descriptor is net/datagram's to adopt.
 */
bool dial_pin(struct dial *dial, struct ladder *ladder,
    const struct number *number, int64_t now, struct fault *fault);

/*
 * Who was pinned turned out not to be there: `error`, as datagram->error says.
 * True when there is another address, which the next dial_turn() has; the
 * descriptor is closed by whom it belongs to. False and the fault when it was
 * the last one.
 */
bool dial_next(struct dial *dial, int error, int64_t now, struct fault *fault);
bool dial_has_next(const struct dial *dial);

/* Says what it waits for in this turn. */
void dial_watch(struct dial *dial, struct loop *loop);

/* When it wants waking at the latest. */
int64_t dial_deadline(const struct dial *dial);

/*
 * After the wait: goes on with what came. The fault: "192.168.1.20:8255 is not
 * in service (connect: Connection refused); is landline running there?" After
 * any verdict but DIAL_GOES_ON nothing is under way any more.
 */
enum dial_verdict dial_turn(struct dial *dial, const struct loop *loop,
    int64_t now, struct fault *fault);

/*
 * Stops what is under way; a descriptor handed out is not touched. May be
 * called twice.
 */
void dial_close(struct dial *dial);

#endif
