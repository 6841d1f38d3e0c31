/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * plug - the eight steps of a telephone as a lecture writes them: blocking
 * sockets, and whatever fails ends the program.
 *
 * For programs that are no landline: nothing here, nor in what uses it, knows
 * any file of src/.
 */
#ifndef TESTS_PEERS_PLUG_H
#define TESTS_PEERS_PLUG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/* "127.0.0.1:5000", "[::1]:5000" or "unix:/path". */
struct plug {
	struct sockaddr_storage address;
	socklen_t size;
	bool is_datagram;
};

void plug_find(struct plug *plug, const char *number, bool is_datagram);

/* socket(), bind() and, for a stream, listen(); tells where on stderr. */
int plug_wait(const struct plug *plug);

/*
 * accept(); of datagrams there is no line, so the phone itself is connected to
 * whoever sends first, and hears nobody else.
 */
int plug_pick_up(const struct plug *plug, int phone);

/* socket() and connect() */
int plug_dial(const struct plug *plug);

/* Reads so many bytes; false at the end of the stream. */
bool plug_hear(int line, void *bytes, size_t size);

/* Sends all of them. */
void plug_say(int line, const void *bytes, size_t size);

/* perror() and exit() */
void plug_fail(const char *call) __attribute__((noreturn));

/* The port of whoever is at the other end. */
int plug_port(const struct sockaddr_storage *address);

#endif
