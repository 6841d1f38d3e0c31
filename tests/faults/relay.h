/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * relay - a bad stretch of wire between two phones: a process that takes calls
 * on 127.0.0.1, and hands what comes to a number and back, in its manner.
 */
#ifndef TESTS_FAULTS_RELAY_H
#define TESTS_FAULTS_RELAY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { RELAY_NUMBER_SIZE = 32 };

/* Zeroes: as a good wire would. */
struct relay_manner {
	size_t piece_size; /* no send() is larger */
	size_t join_size;  /* none is smaller while more may come */
	size_t bytes_per_s;
	size_t reset_after; /* bytes from now on; then once, both ways */
};

struct relay {
	pid_t pid;
	char number[RELAY_NUMBER_SIZE]; /* to be dialled instead */
	struct relay_shared *shared;
};

void relay_start(struct relay *relay, const char *to,
    const struct relay_manner *manner);

/* Another manner from now on; it is taken before the next byte moves. */
void relay_change(struct relay *relay, const struct relay_manner *manner);

/* How often it has reset a line so far, and how many bytes it has moved. */
unsigned long relay_resets(const struct relay *relay);
unsigned long relay_moved(const struct relay *relay);

void relay_stop(struct relay *relay);

#endif
