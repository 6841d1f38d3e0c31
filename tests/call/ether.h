/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * ether - datagrams in memory between phones, with a made-up clock: some get
 * lost, some come twice or late, as a seed says.
 *
 * What cable does for streams. The test has a number, too: it sends what it
 * likes from there, and reads what is sent to it.
 */
#ifndef TESTS_CALL_ETHER_H
#define TESTS_CALL_ETHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cable.h" /* ALICE, BOB; and transcripts as text */
#include "call/switchboard.h"

enum {
	ETHER_PHONES = 2,
	ETHER_SLOTS = SWITCHBOARD_SLOTS_MOST,
	ETHER_PACKETS = 4096,
};

struct ether_packet {
	struct number from, to;
	int64_t due;   /* 0: this place is free */
	uint64_t turn; /* of two that are due at once the first sent is first */
	uint8_t *bytes;
	size_t size;
};

/* What a slot of a phone talks to, and by which number of its own. */
struct ether_socket {
	bool is_open;
	bool is_dialled; /* a socket of its own, which hears nobody else */
	struct number mine, theirs;
};

struct ether {
	struct switchboard phones[ETHER_PHONES];
	struct number numbers[ETHER_PHONES];
	struct ether_socket sockets[ETHER_PHONES][ETHER_SLOTS];
	bool is_off[ETHER_PHONES]; /* nobody has its numbers: refused */
	struct number test;	   /* the test's own number */
	struct ether_packet packets[ETHER_PACKETS];
	uint64_t turn, random;
	int64_t now;
	uint16_t next_port;
	/* Of 100 datagrams: */
	size_t lost, twice;
	int64_t delay_most; /* ms, at least 1 */
	/* The next datagrams of that type get lost, so many. */
	uint8_t lose_type;
	int lose_count;
};

void ether_init(struct ether *ether, uint64_t seed);
void ether_clear(struct ether *ether);

/* From now on that phone speaks this framing, and a service (or NULL) answers. */
void ether_speak(struct ether *ether, int phone, const char *framing,
    const char *service);

/* A phone dials; the number of the other, or ether->test. Returns the slot. */
int ether_dial(struct ether *ether, int from, const struct number *to);

/* Lets time go by: datagrams arrive, deadlines strike. */
void ether_pass(struct ether *ether, int64_t ms);

/* Alice dials Bob, and both talk; nothing gets lost. */
void ether_call(struct ether *ether);

/* What the user does. Each must be possible. */
void ether_answer(struct ether *ether, int phone);
void ether_hang_up(struct ether *ether, int phone);
void ether_say(struct ether *ether, int phone, const char *text);

/* The call in front of that phone, or the one before; never NULL. */
struct party *ether_shown(struct ether *ether, int phone);

/* A datagram leaves from any number, and is there at once. */
void ether_send(struct ether *ether, const struct number *from,
    const struct number *to, const void *bytes, size_t size);
void ether_send_frame(struct ether *ether, const struct number *from,
    const struct number *to, const struct frame_header *header,
    const void *payload);

/*
 * The next datagram that has come to the test, whole; false when there is
 * none. `bytes` has room for FRAMING_STORE_SIZE.
 */
bool ether_hear(struct ether *ether, uint8_t *bytes, size_t *size,
    struct number *from);

#endif
