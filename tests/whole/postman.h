/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * postman - a socket for datagrams of the test's own; and a process that
 * carries datagrams between two others, loses some, brings some twice, and some
 * too late.
 */
#ifndef TESTS_WHOLE_POSTMAN_H
#define TESTS_WHOLE_POSTMAN_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "wire/frame.h"

enum { POSTMAN_NUMBER_SIZE = 32, POSTMAN_MOST = 65536 };

/* One that waits on 127.0.0.1, and its number. */
int postman_wait(char number[POSTMAN_NUMBER_SIZE]);

/* One that sends to that number, and hears nobody else. */
int postman_dial(const char *number);

/* From now on it does the same to whoever has sent what comes next. */
void postman_pin(int line);

/* The next datagram; returns its size. */
size_t postman_hear(int line, void *bytes, size_t room);

/* The next frame of that type; others are passed over. Returns its payload. */
const uint8_t *postman_expect(int line, uint8_t type,
    struct frame_header *header);

/* As far as is known by now, nothing has come. */
void postman_expect_nothing(int line);

/* What happens to TEXT and ACK on the way, of 100; everything else is safe. */
struct postman_ways {
	uint64_t seed;
	unsigned lost, twice, late;
};

/* Starts one in front of `to`, and tells the number to dial instead. */
pid_t postman_start(const struct postman_ways *ways, const char *to,
    char number[POSTMAN_NUMBER_SIZE]);
void postman_stop(pid_t postman);

#endif
