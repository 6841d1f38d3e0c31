/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * interfaces - one's own numbers, the most useful to somebody else first.
 */
#ifndef LANDLINE_NET_INTERFACES_H
#define LANDLINE_NET_INTERFACES_H

#include <stddef.h>
#include <stdint.h>

#include "call/number.h"

enum { INTERFACES_MOST = 32 };

/* In the order in which they are shown. */
enum interface_use {
	INTERFACE_DEFAULT_ROUTE, /* the address that packets to the world carry */
	INTERFACE_PRIVATE,	 /* RFC 1918 */
	INTERFACE_IPV4,
	INTERFACE_IPV6,
	INTERFACE_LINK_LOCAL, /* this cable or Wi-Fi only */
	INTERFACE_CONTAINER,  /* bridges, virtual pairs, containers */
	INTERFACE_LOOPBACK,   /* this machine only */
};

struct interface {
	/* with the exchange's port; a link-local one with its scope */
	struct number number;
	char name[NUMBER_SCOPE_SIZE];
	enum interface_use use;
};

/*
 * Fills `list` (room for INTERFACES_MOST), ranked, for somebody who listens
 * on `on`: only that one where it is an address, all of them where it is
 * NUMBER_HERE. Returns how many.
 */
size_t interfaces_list(struct interface *list, const struct number *on);

/* What an address is good for, but for the default route. */
enum interface_use interface_use_of(const char *name,
    const struct number *number);

/* "this machine only", "this cable or Wi-Fi only" ..., or "". */
const char *interface_remark(enum interface_use use);

#endif
