/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * datagram - a socket for datagrams: one datagram is one piece, and has its
 * sender's number.
 *
 * It either waits and hears everybody, or is pinned to one number and hears
 * nobody else. It repairs nothing: what is lost, repeated or late is so.
 */
#ifndef LANDLINE_NET_DATAGRAM_H
#define LANDLINE_NET_DATAGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "call/number.h"
#include "net/ladder.h"

/* The longest that IPv4 lets through: 65,535 less its header and UDP's. */
enum { DATAGRAM_MOST = 65507 };

enum datagram_verdict {
	DATAGRAM_OK,
	DATAGRAM_WOULD_BLOCK,
	DATAGRAM_CUT,	   /* received, but there was not room for all of it */
	DATAGRAM_TOO_LONG, /* to be sent */
	DATAGRAM_REFUSED,  /* one did not get there: datagram->error says why */
	DATAGRAM_BROKEN,   /* the socket is of no more use */
};

struct datagram {
	int descriptor; /* -1: closed */
	struct ladder *ladder;
	int family; /* of the socket: an IPv6 one takes IPv4 numbers, too */
	int error;  /* errno of DATAGRAM_REFUSED and DATAGRAM_BROKEN */
	bool is_pinned;
	bool is_everywhere;   /* has every address of this machine */
	struct number mine;   /* really had */
	struct number theirs; /* to whom it is pinned */
	struct number called; /* where the last one came to; NOBODY: unknown */
	unsigned long empty_count; /* ignored */
	unsigned long stray_count; /* from others than `theirs`: dropped */
};

/*
 * Waits for datagrams on `on`, an address: hears everybody. NUMBER_HERE is
 * every address, IPv4 and IPv6. The ladder, if it is not NULL, outlives it.
 * False and the fault (71) otherwise.
 */
bool datagram_open(struct datagram *datagram, struct ladder *ladder,
    const struct number *on, struct fault *fault);

/* Takes over a descriptor that dial_pin() has led to. */
void datagram_adopt(struct datagram *datagram, struct ladder *ladder,
    int descriptor);

/*
 * A second socket with the number of one that waits, pinned to `to`: what that
 * number sends comes here from now on, and all others are still heard by the
 * one that waits. What had come before is to be read there. `as` is the number
 * that they called, as waiting->called told it: whoever has several addresses
 * must answer from that one. False and the fault (71) otherwise.
 */
bool datagram_pin(struct datagram *datagram, const struct datagram *waiting,
    const struct number *to, const struct number *as, struct fault *fault);

/*
 * One datagram into `piece`, and who sent it; to which of the own addresses,
 * is then in datagram->called. `size` is what it was on the
 * wire, with DATAGRAM_CUT more than `room`. Empty ones are ignored.
 * DATAGRAM_REFUSED: an earlier one of a pinned socket did not get there, as
 * ECONNREFUSED says when nobody has that number; the socket is as good as
 * before.
 */
enum datagram_verdict datagram_receive(struct datagram *datagram, void *piece,
    size_t room, size_t *size, struct number *from);

/*
 * Sends one datagram of 1 to DATAGRAM_MOST bytes: to `to`, or, pinned, to whom
 * it is pinned, and `to` may be NULL. It leaves from the address `as`, which
 * may be NULL or NUMBER_NOBODY: from the one that the system picks. With any verdict but DATAGRAM_OK it has
 * not gone, even if it was an earlier one that was refused.
 */
enum datagram_verdict datagram_send(struct datagram *datagram,
    const struct number *to, const struct number *as, const void *piece,
    size_t size);

/* May be called twice. */
void datagram_close(struct datagram *datagram);

#endif
