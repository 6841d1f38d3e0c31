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
#include "net/datagram.h"
#include "net/dial.h"
#include "net/exchange.h"
#include "net/ladder.h"
#include "net/line.h"
#include "net/loop.h"

/* What a slot has over UDP instead of a line. */
struct lines_peer {
	struct datagram own; /* a socket that hears nobody else; without one
				it is the socket that waits */
	bool is_dialled;
	bool was_pinned; /* or that was tried */
	bool is_blocked; /* there was no room: poll() will say */
	int64_t since;	 /* when that address was dialled */
	struct number theirs;
	struct number called; /* of one's own numbers, by them */
	/* What is still to be sent; or, dialled, what was sent last, as long
	 * as it may have to go to another address. */
	uint8_t *kept;
	size_t kept_size;
	bool is_due;
	bool counts; /* the switchboard has not heard yet that it went */
};

struct lines_slot {
	struct line *line;	 /* NULL: none (yet) */
	struct lines_peer *peer; /* the same over UDP */
	struct dial *dial;	 /* under way to one, or NULL; over UDP it stays
			      until it is known that somebody is there */
	uint64_t line_id; /* switchboard_line() of that slot, when it began */
	size_t watch;	  /* of this turn */
	bool cannot_send; /* broken; what had come is still to be read */
	bool has_ended;	  /* so has their stream: there is nothing to read */
};

struct lines {
	struct switchboard *board;
	struct ladder *ladder; /* of its socket calls, or NULL */
	bool is_udp;	       /* datagrams instead of streams */
	struct exchange exchange;
	struct datagram waiting; /* instead, over UDP */
	uint8_t *out;		 /* one datagram to be sent */
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

/* Datagrams instead of streams, before anything is opened. */
void lines_use_datagrams(struct lines *lines);

/* The number that is answered on, or NULL; and the socket, or -1. */
const struct number *lines_number(const struct lines *lines);
int lines_exchange(const struct lines *lines);

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

/* Between app/lines and app/lines_datagram, the part for UDP. ------------- */

struct lines_peer *lines_peer_of(const struct lines *lines, int slot);
/* A socket that hears nobody else, instead of the one that waits. */
bool lines_peer_has_own(const struct lines_peer *peer);
bool lines_datagram_listen(struct lines *lines, const struct number *number,
    struct fault *fault);
void lines_datagram_clear(struct lines *lines);
void lines_datagram_watch(struct lines *lines, struct loop *loop, bool deaf);
int64_t lines_datagram_deadline(const struct lines *lines, int slot);
void lines_datagram_hear(struct lines *lines, int64_t now);
/* The slot's dial has a socket for it. */
void lines_datagram_dialled(struct lines *lines, int slot, int64_t now);
void lines_datagram_receive(struct lines *lines, int slot,
    const struct loop *loop, int64_t now);
void lines_datagram_send(struct lines *lines, int slot, int64_t now);
void lines_datagram_drop(struct lines *lines, int slot);
/* One did not get there; whether that error says that nobody is there. */
void lines_datagram_refused(struct lines *lines, int slot, int error,
    int64_t now);
bool lines_datagram_nobody(int error);
void lines_datagram_socket(const struct lines *lines, int slot, int *descriptor,
    const struct number **mine);

/* How much is to be read of that slot's line now; 0: nothing. */
size_t lines_appetite(const struct lines *lines, int slot);

/* Between it, these and app/lines_dial, the part that dials. ---------------- */

/* A slot that has no line may want one. */
void lines_dial(struct lines *lines, int slot, const struct loop *loop,
    int64_t now);
/* Whatever is under way to a line for that slot is given up. */
void lines_stop_dialling(struct lines *lines, int slot);
/* The slot has that line now. */
void lines_open_line(struct lines *lines, int slot, int descriptor);

/* Between app/lines and app/lines_carry, the part that receives and sends. -- */

/*
 * The slot's line goes, in order or with a reset, and its peer over UDP. What
 * is still dialled is lines_stop_dialling()'s.
 */
void lines_drop_line(struct lines *lines, int slot, bool with_reset);

/* Most slots are: nobody is there, and nobody is on the way. */
bool lines_is_empty(const struct lines *lines, int slot);

#endif
