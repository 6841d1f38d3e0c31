/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * peer - what is at the other end of a landline and is none: plain sockets on
 * 127.0.0.1 that say what they like, and frames to be said with them.
 */
#ifndef TESTS_WHOLE_PEER_H
#define TESTS_WHOLE_PEER_H

#include <stddef.h>
#include <stdint.h>

#include "wire/frame.h"

enum { PEER_NUMBER_SIZE = 32 };

/* A listener, and the number to dial it by. */
int peer_listen(char number[PEER_NUMBER_SIZE]);
int peer_accept(int listener);
int peer_dial(const char *number);
/* What its own end of it is called. */
void peer_number(int line, char number[PEER_NUMBER_SIZE]);
/* Does not wait for it to be connected. */
int peer_try(const char *number);

/* Waits until it is all sent. */
void peer_send(int line, const void *bytes, size_t size);

/* Reads `size` bytes, or fewer when the line ends; returns how many. */
size_t peer_read(int line, void *to, size_t size);

/* Reads to the end of the line, be it an end of stream or a reset. */
void peer_expect_end(int line);

/* One frame, with sequence and acknowledgement. */
void peer_say(int line, uint8_t type, uint32_t sequence,
    uint32_t acknowledgement, const void *payload, size_t size);
void peer_say_card(int line, uint8_t type, uint64_t phone, uint64_t call);
void peer_say_hangup(int line, uint16_t cause, uint32_t sequence,
    uint32_t acknowledgement);

/*
 * Reads frames up to one of that type, and its payload (at most 65,536 bytes,
 * which live until the next call).
 */
const uint8_t *peer_expect(int line, uint8_t type, struct frame_header *header);

/* Rings with a card; the same, and waits until it is picked up. */
int peer_ring(const char *number);
int peer_call(const char *number);

/* Reads up to a HANGUP with sequence 0; returns its cause. */
uint16_t peer_expect_refusal(int line);

#endif
