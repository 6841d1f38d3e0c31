/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "postman.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <check.h>

#include "../material.h"
#include "process.h"

enum { LATE_MS = 15 }; /* one that is late waits so long for another */

static struct sockaddr_in
loopback(int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	address.sin_port = htons((uint16_t)port);
	return address;
}

int
postman_wait(char number[POSTMAN_NUMBER_SIZE])
{
	struct sockaddr_in address = loopback(0);
	socklen_t size = sizeof address;
	int line = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	ck_assert_int_ge(line, 0);
	ck_assert_int_eq(bind(line, (struct sockaddr *)&address, size), 0);
	getsockname(line, (struct sockaddr *)&address, &size);
	snprintf(number, POSTMAN_NUMBER_SIZE, "127.0.0.1:%d",
	    ntohs(address.sin_port));
	return line;
}

int
postman_dial(const char *number)
{
	struct sockaddr_in address = loopback(atoi(strchr(number, ':') + 1));
	int line = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	ck_assert_int_ge(line, 0);
	ck_assert_int_eq(connect(line, (struct sockaddr *)&address,
			     sizeof address),
	    0);
	return line;
}

void
postman_pin(int line)
{
	struct sockaddr_in from;
	socklen_t size = sizeof from;
	char byte;
	process_expect_event(line, POLLIN);
	ck_assert_int_ge(recvfrom(line, &byte, 1, MSG_PEEK,
			     (struct sockaddr *)&from, &size),
	    0);
	ck_assert_int_eq(connect(line, (struct sockaddr *)&from, size), 0);
}

size_t
postman_hear(int line, void *bytes, size_t room)
{
	process_expect_event(line, POLLIN);
	ssize_t size = recv(line, bytes, room, 0);
	ck_assert_int_gt(size, 0);
	return (size_t)size;
}

const uint8_t *
postman_expect(int line, uint8_t type, struct frame_header *header)
{
	static uint8_t bytes[POSTMAN_MOST];
	do {
		size_t size = postman_hear(line, bytes, sizeof bytes);
		ck_assert_int_eq(frame_decode(header, bytes, size), FRAME_OK);
		ck_assert_uint_eq(size, FRAME_HEADER_SIZE + header->length);
	} while (header->type != type);
	return bytes + FRAME_HEADER_SIZE;
}

void
postman_expect_nothing(int line)
{
	char byte;
	ck_assert_int_lt(recv(line, &byte, 1, MSG_DONTWAIT), 0);
}

/* ---- on the way ---- */

struct round {
	int sides[2];	    /* to who dials, and to who is dialled */
	bool knows_dialler; /* where that is */
	uint64_t random;
	const struct postman_ways *ways;
	uint8_t kept[POSTMAN_MOST]; /* one that is late */
	ssize_t kept_size;
	int kept_to;
};

static bool
happens(struct round *round, unsigned of_100)
{
	return material_upto(&round->random, 99) < of_100;
}

static void
bring_kept(struct round *round)
{
	if (round->kept_size > 0)
		send(round->kept_to, round->kept, (size_t)round->kept_size, 0);
	round->kept_size = 0;
}

static void
carry(struct round *round, int to, const uint8_t *bytes, ssize_t size)
{
	bool is_safe =
	    size < 16 || (bytes[2] != FRAME_TEXT && bytes[2] != FRAME_ACK);
	if (!is_safe && happens(round, round->ways->lost))
		return;
	if (!is_safe && round->kept_size == 0 &&
	    happens(round, round->ways->late)) {
		memcpy(round->kept, bytes, (size_t)size);
		round->kept_size = size;
		round->kept_to = to;
		return;
	}
	send(to, bytes, (size_t)size, 0);
	if (!is_safe && happens(round, round->ways->twice))
		send(to, bytes, (size_t)size, 0);
	bring_kept(round);
}

static void
take_from(struct round *round, int side)
{
	static uint8_t bytes[POSTMAN_MOST];
	struct sockaddr_in from;
	socklen_t from_size = sizeof from;
	ssize_t size = recvfrom(round->sides[side], bytes, sizeof bytes, 0,
	    (struct sockaddr *)&from, &from_size);
	if (size <= 0)
		return; /* who is dialled has ended: refused */
	if (side == 0 && !round->knows_dialler)
		round->knows_dialler =
		    connect(round->sides[0], (struct sockaddr *)&from,
			from_size) == 0;
	carry(round, round->sides[1 - side], bytes, size);
}

static void
go_round(struct round *round)
{
	for (;;) {
		struct pollfd watch[2] = {
			{ round->sides[0], POLLIN, 0 },
			{ round->sides[1], POLLIN, 0 },
		};
		if (poll(watch, 2, round->kept_size > 0 ? LATE_MS : -1) == 0)
			bring_kept(round);
		for (int side = 0; side < 2; side++)
			if (watch[side].revents != 0)
				take_from(round, side);
	}
}

pid_t
postman_start(const struct postman_ways *ways, const char *to,
    char number[POSTMAN_NUMBER_SIZE])
{
	static struct round round;
	round = (struct round){ .random = ways->seed, .ways = ways };
	round.sides[0] = postman_wait(number);
	round.sides[1] = postman_dial(to);
	pid_t postman = fork();
	ck_assert_int_ge(postman, 0);
	if (postman == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		go_round(&round);
	}
	close(round.sides[0]);
	close(round.sides[1]);
	return postman;
}

void
postman_stop(pid_t postman)
{
	kill(postman, SIGKILL);
	waitpid(postman, NULL, 0);
}
