/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * lookup - host names to addresses, in a forked child that writes them to a
 * pipe: no threads, and the screen never freezes.
 */
#ifndef LANDLINE_NET_LOOKUP_H
#define LANDLINE_NET_LOOKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "call/number.h"

enum { LOOKUP_MOST = 16 };

enum lookup_verdict {
	LOOKUP_NEEDS_MORE, /* come back when the descriptor is readable */
	LOOKUP_DONE,
	LOOKUP_FAILED, /* the fault, 68 */
};

struct lookup {
	int descriptor; /* to watch for reading; -1 when over */
	long child;	/* process id; 0 when ended */
	uint16_t port;	/* what the numbers found get */
	size_t had;	/* bytes of the answer so far */
	unsigned char answer[2048];
	char name[NUMBER_NAME_SIZE];
};

/*
 * Starts the child for a NUMBER_HOST (getaddrinfo(3), in its order, IPv6 and
 * IPv4 interleaved as RFC 8305 section 4 asks). False and the fault (71) when
 * it cannot.
 */
bool lookup_open(struct lookup *lookup, const struct number *host,
    struct fault *fault);

/*
 * Reads what has come. With LOOKUP_DONE `found` holds `count` (1...
 * LOOKUP_MOST) numbers that can be dialled. Otherwise the fault: "there is no
 * number called "bob" (getaddrinfo: Name or service not known); ...".
 */
enum lookup_verdict lookup_read(struct lookup *lookup, struct number *found,
    size_t *count, struct fault *fault);

/* Ends the child if it is still at it; never waits for that. May be called
 * twice. */
void lookup_close(struct lookup *lookup);

/* Buries the children that have died; when SIGCHLD says that one has. */
void lookup_reap(void);

#endif
