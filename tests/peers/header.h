/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * header - integers as they stand on the wire, and landline's header as its
 * manual describes it: for the programs that speak to it in its own frames.
 */
#ifndef TESTS_PEERS_HEADER_H
#define TESTS_PEERS_HEADER_H

#include <stddef.h>
#include <stdint.h>

enum {
	HEADER_SIZE = 16,
	PAYLOAD_MOST = 65536,

	RING = 1,
	RINGING = 2,
	ANSWER = 3,
	HANGUP = 4,
	TEXT = 5,
	ACK = 7,
	PING = 8,
	PONG = 9,
	PASS = 16,

	GOODBYE = 16, /* the cause of an ordinary end */
};

struct header {
	unsigned type;
	size_t size; /* of the payload */
	uint32_t sequence, acknowledgement;
};

/* Most significant byte first. */
void put_word(unsigned char *to, uint32_t value);
uint32_t take_word(const unsigned char *from);

void header_write(unsigned char to[HEADER_SIZE], const struct header *header);

/* Ends the program where it is no header. */
struct header header_read(const unsigned char from[HEADER_SIZE]);

#endif
