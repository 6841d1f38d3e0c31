/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * number - the one parser and printer of phone numbers: an address and a
 * port, or the path of a UNIX socket.
 *
 * Pure, and syntax only: no name is looked up and no interface is asked for
 * here; net/lookup and net/socket do that.
 */
#ifndef LANDLINE_CALL_NUMBER_H
#define LANDLINE_CALL_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

enum {
	NUMBER_PORT = 8255,	 /* TALK on a phone's keypad */
	NUMBER_NAME_SIZE = 256,	 /* a host name's 253 characters, RFC 1035 */
	NUMBER_PATH_MOST = 107,	 /* bytes of a UNIX path, unix(7) */
	NUMBER_SCOPE_SIZE = 16,	 /* an interface's name, IF_NAMESIZE */
	NUMBER_PRINT_SIZE = 320, /* the longest print with its NUL */
};

enum number_kind {
	NUMBER_HERE, /* ":5000": this machine, or every address of it */
	NUMBER_HOST, /* a name to look up */
	NUMBER_IPV4,
	NUMBER_IPV6,
	NUMBER_UNIX,
	NUMBER_NOBODY, /* a UNIX caller has no number, but came over a path */
};

struct number {
	enum number_kind kind;
	uint16_t port;		       /* 0 with NUMBER_UNIX */
	uint8_t address[16];	       /* network order; 4 of them in IPv4 */
	char scope[NUMBER_SCOPE_SIZE]; /* "eth0" of fe80::1%eth0, or "" */
	char name[NUMBER_NAME_SIZE];   /* host name or path; "": not known */
};

enum number_use {
	NUMBER_TO_DIAL,	  /* neither port 0, 0.0.0.0, :: nor broadcast */
	NUMBER_TO_LISTEN, /* port 0 lets the system pick one */
};

/*
 * Reads what a user typed. Without a port it is NUMBER_PORT. An IPv4-mapped
 * IPv6 address becomes IPv4. On false `fault` (EX_USAGE) quotes the text made
 * safe and says what is wrong with it. What was read is safe to show.
 */
bool number_parse(struct number *number, const char *text, enum number_use use,
    struct fault *fault);

/*
 * Prints a number as number_parse() reads it; the port only where it is not
 * NUMBER_PORT. Returns `to`, which has room for `room` bytes.
 */
char *number_print(char *to, size_t room, const struct number *number);

/* As above but always with the port: "192.168.1.20:8255". For sentences. */
char *number_print_whole(char *to, size_t room, const struct number *number);

/*
 * The address alone, without port and brackets: "192.168.1.20",
 * "this machine", "unix:/path", or "unix" where the path is not known.
 */
char *number_print_address(char *to, size_t room, const struct number *number);

/* How a sentence leads to where a caller is: "from" an address, "over" a path. */
const char *number_from(const struct number *number);

/*
 * Whether it may be dialled as NUMBER_TO_DIAL says. For what number_parse()
 * did not read: the answer of a look-up may well be 0.0.0.0.
 */
bool number_can_be_dialled(const struct number *number);

/*
 * Makes numbers of addresses that are known already; `address` is in network
 * order. An IPv4-mapped address becomes IPv4 (RFC 4291 section 2.5.5.2).
 */
struct number number_ipv4(const uint8_t address[4], uint16_t port);
struct number number_ipv6(const uint8_t address[16], const char *scope,
    uint16_t port);
struct number number_here(uint16_t port);
struct number number_nobody(void);

/* Same kind, address, scope and port. */
bool number_equal(const struct number *one, const struct number *other);

/*
 * Same kind, address and scope; ports may differ. UNIX callers are all
 * different.
 */
bool number_same_host(const struct number *one, const struct number *other);

bool number_is_loopback(const struct number *number);

#endif
