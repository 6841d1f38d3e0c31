/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * fixture - what the tests of net share: numbers of this machine, waiting
 * with a limit, and a network of one's own where the system allows it.
 */
#ifndef TESTS_NET_FIXTURE_H
#define TESTS_NET_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "call/number.h"

/* number_parse() to listen, which must succeed. */
struct number fixture_number(const char *text);

/* A number nobody answers on: its port was free a moment ago. */
struct number fixture_free_number(void);

/* Listens on that number, which must do; `got` is the number that it is. */
int fixture_listen(const char *text, struct number *got);

/* Waits for poll() to show one of `events`; fails after a minute. */
void fixture_wait(int descriptor, short events);

/* accept() on a listener that somebody is calling. */
int fixture_accept(int listener, struct number *from);

/* Two ends of a TCP connection on 127.0.0.1, both non-blocking. */
void fixture_tcp_pair(int ends[2]);

/* Two ends of a UNIX stream, both non-blocking. */
void fixture_unix_pair(int ends[2]);

/* How many descriptors are open. */
size_t fixture_open_count(void);

/* Whether this machine lets IPv6 sockets listen on ::1. */
bool fixture_has_ipv6(void);

/* A new folder that nobody else has; free() and fixture_remove_folder(). */
char *fixture_folder(void);
void fixture_remove_folder(char *folder);

/*
 * Puts this process into a network of its own, with nothing but a loopback
 * that is up. False, and a line saying so, where the system forbids it.
 */
bool fixture_own_network(void);

/*
 * As above; and host names are those of the text `hosts`, see hosts(5). NULL:
 * every look-up waits without end.
 */
bool fixture_own_hosts(const char *hosts);

/* Says why a test has nothing to do here. */
void fixture_skip(const char *reason);

#endif
