/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * socket - the only module that makes socket calls (by way of socket_call): a
 * number becomes a non-blocking socket, and the system's answers become
 * verdicts.
 *
 * A descriptor made here is close-on-exec and non-blocking, and SIGPIPE
 * cannot come of it. What belongs to one connected line, its buffer and its
 * end, is net/line's. `ladder` is where each call is written, or NULL.
 */
#ifndef LANDLINE_NET_SOCKET_H
#define LANDLINE_NET_SOCKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "call/number.h"
#include "net/ladder.h"

/* As many as a service answers at once: who finds it full waits for a second. */
enum { SOCKET_BACKLOG = 64 };

enum socket_verdict {
	SOCKET_OK,
	SOCKET_WOULD_BLOCK, /* come back when poll() says so */
	SOCKET_CLOSED,	    /* an orderly end of stream */
	SOCKET_BROKEN,	    /* errno is in `error` */
	SOCKET_TABLE_FULL,  /* no descriptor left: EMFILE or ENFILE */
	SOCKET_NO_ROOM,	    /* nor memory: nothing but time helps */
};

/*
 * socket, bind and listen on an address (not on a host name). NUMBER_HERE is
 * every address, IPv4 and IPv6 with one socket where the system has IPv6.
 * SO_REUSEADDR is set, SO_REUSEPORT never. Fills `got` with the number
 * really had (port 0 is filled in). Returns the descriptor, or -1 and the
 * fault: "cannot listen on 10.0.0.7:8255 (bind: Address already in use); ...",
 * 71, with errno as it was.
 *
 * The mode of a UNIX path is left to the umask, and who may reach it to its
 * folder: two users of one machine are to be able to talk.
 */
int socket_listen(struct ladder *ladder, const struct number *on,
    struct number *got, struct fault *fault);

/*
 * socket and bind for datagrams, as above but never a path: it hears whoever
 * sends to that number. No option lets another program have the number too.
 */
int socket_hear(struct ladder *ladder, const struct number *on,
    struct number *got, struct fault *fault);

/*
 * socket and connect to an address or a path, begun. Returns the descriptor,
 * or -1 and errno in `error` when it failed at once (ENODEV: the number names
 * an interface that does not exist). SOCKET_OK in `verdict` when it is there
 * already, SOCKET_WOULD_BLOCK when poll() will say writable.
 */
int socket_connect(struct ladder *ladder, const struct number *to,
    enum socket_verdict *verdict, int *error);

/*
 * After writable: how the connect went. SOCKET_OK or SOCKET_BROKEN. A socket
 * that was connected to itself counts as refused: dialling a free port of
 * this machine, the system may have picked that very port to call from.
 */
enum socket_verdict socket_connected(struct ladder *ladder, int descriptor,
    int *error);

/*
 * socket and connect for datagrams: nothing is sent, but from now on it hears
 * that number alone. Returns the descriptor, or -1 and errno in `error`.
 */
int socket_pin(struct ladder *ladder, const struct number *to, int *error);

/*
 * Accepts one caller. `from` is what the kernel knows: an IPv4-mapped address
 * as IPv4, a UNIX caller as NUMBER_NOBODY. SOCKET_WOULD_BLOCK when there is
 * none (any more), SOCKET_TABLE_FULL when no descriptor is left,
 * SOCKET_NO_ROOM when the system has no memory for one.
 * SOCKET_BROKEN: the listener itself is of no more use.
 */
enum socket_verdict socket_accept(struct ladder *ladder, int listener,
    int *descriptor, struct number *from);

/* What a connected line is called at both ends; false and errno if it is not
 * connected (any more). */
bool socket_numbers(struct ladder *ladder, int descriptor, struct number *mine,
    struct number *theirs);

/*
 * The address that packets to `to` would carry, as the routes stand now; port
 * 0. No packet is sent, and no ladder told. False when there is no way there.
 */
bool socket_route(const struct number *to, struct number *mine);

/*
 * TCP_NODELAY, TCP_NOTSENT_LOWAT of 16 KiB; nothing on a UNIX socket, whose
 * own number `mine` is a path or nobody.
 */
void socket_tune(struct ladder *ladder, int descriptor,
    const struct number *mine);

/* Nagle's algorithm: TCP_NODELAY off, or on; nothing on a UNIX socket. */
void socket_set_nagle(struct ladder *ladder, int descriptor,
    const struct number *mine, bool nagle);

/* One recv(), one send(). EINTR is repeated here. */
enum socket_verdict socket_receive(struct ladder *ladder, int descriptor,
    void *to, size_t room, size_t *got, int *error);
enum socket_verdict socket_send(struct ladder *ladder, int descriptor,
    const void *from, size_t size, size_t *sent, int *error);

/* shutdown(SHUT_WR): everything is said, the other way stays open. */
void socket_finish(struct ladder *ladder, int descriptor);

/* close(); -1 is let be. */
void socket_close(struct ladder *ladder, int descriptor);

/*
 * SO_LINGER 0 and close(): the other side sees a reset, not an end. A UNIX
 * socket knows resets only while something is unread.
 */
void socket_reset(struct ladder *ladder, int descriptor);

#endif
