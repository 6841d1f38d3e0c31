/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * sockaddr - numbers to the system's socket addresses, and back.
 *
 * It makes no socket calls; it asks only which index an interface has.
 */
#ifndef LANDLINE_NET_SOCKADDR_H
#define LANDLINE_NET_SOCKADDR_H

#include <stdbool.h>
#include <sys/socket.h>

#include "call/number.h"

struct sockaddr_any {
	struct sockaddr_storage storage;
	socklen_t size;
};

/*
 * Fills `to` from an address or a path; NUMBER_HERE is every IPv6 address.
 * False and errno ENODEV when the number names an interface that does not
 * exist.
 */
bool sockaddr_from_number(struct sockaddr_any *to, const struct number *number);

/* An IPv4 address as an IPv6 socket wants it, RFC 4291 section 2.5.5.2. */
void sockaddr_map_ipv4(struct sockaddr_any *address);

/*
 * The number of what the system said. An IPv4-mapped address is IPv4, a
 * UNIX socket without a path NUMBER_NOBODY.
 */
struct number sockaddr_to_number(const struct sockaddr_any *from);

#endif
