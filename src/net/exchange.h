/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * exchange - the listener: it has one's own number and lets callers in.
 *
 * It keeps a spare descriptor, because a full table at accept() would spin:
 * the caller is then taken on the spare one, told a few words, and shed.
 */
#ifndef LANDLINE_NET_EXCHANGE_H
#define LANDLINE_NET_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "call/number.h"
#include "net/socket.h"

struct exchange {
	struct ladder *ladder;
	int descriptor; /* -1: closed */
	int spare;
	struct number number; /* really had */
	bool made_path;	      /* a UNIX path to remove at the end */
	uint64_t path_device, path_inode;
};

/*
 * Listens on `on` (a host name must have been looked up). A UNIX path that is
 * in use is taken over only when it is a socket, one's own, and connecting to
 * it is refused. The ladder, if it is not NULL, outlives it. False and the
 * fault (71) otherwise, and when there is no spare descriptor to be had.
 */
bool exchange_open(struct exchange *exchange, struct ladder *ladder,
    const struct number *on, struct fault *fault);

/*
 * Lets one caller in; SOCKET_WOULD_BLOCK when there is none. With a full
 * table `farewell` is sent to the caller, who is closed: SOCKET_TABLE_FULL.
 * SOCKET_NO_ROOM: nobody could be let in or shed, and watching again at once
 * would spin. SOCKET_BROKEN: it listens no more.
 */
enum socket_verdict exchange_accept(struct exchange *exchange, int *descriptor,
    struct number *from, const void *farewell, size_t farewell_size);

/*
 * Says goodbye to a caller who was let in and cannot be served, and closes the
 * line: in order, unless they had said more than is read of it.
 */
void exchange_shed(struct ladder *ladder, int descriptor, const void *farewell,
    size_t size);

/* Closes it and removes the UNIX path if it is still the one made here. */
void exchange_close(struct exchange *exchange);

#endif
