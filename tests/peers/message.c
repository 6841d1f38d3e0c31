/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * A message program in C, made from the description of landline's wire alone:
 * a header of 16 bytes, then the bytes that it names. A line of standard input
 * is a TEXT, a TEXT is a line of standard output.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "header.h"
#include "peers.h"

enum { CARD = 22, SECOND_MS = 1000 };

struct frame {
	struct header header;
	unsigned char payload[PAYLOAD_MOST];
};

struct telephone {
	int line;
	bool is_datagram, is_caller;
	uint32_t said, arrived; /* sequences of mine */
	uint32_t heard;		/* of theirs */
	bool hung_up, they_hung_up;
	unsigned char card[CARD + 5];
	struct frame frame; /* that came last */
};

static void
say(struct telephone *telephone, unsigned type, uint32_t sequence,
    const void *payload, size_t size)
{
	static unsigned char wire[HEADER_SIZE + PAYLOAD_MOST];
	struct header header = { type, size, sequence, telephone->heard };
	header_write(wire, &header);
	if (size > 0)
		memcpy(wire + HEADER_SIZE, payload, size);
	plug_say(telephone->line, wire, HEADER_SIZE + size);
}

/* Read the header first; then read the bytes that it names. */
static bool
hear(struct telephone *telephone)
{
	static unsigned char wire[HEADER_SIZE + PAYLOAD_MOST];
	struct frame *frame = &telephone->frame;
	if (telephone->is_datagram) {
		ssize_t got = recv(telephone->line, wire, sizeof wire, 0);
		if (got < HEADER_SIZE)
			plug_fail("recv");
		frame->header = header_read(wire);
		memcpy(frame->payload, wire + HEADER_SIZE,
		    (size_t)got - HEADER_SIZE);
		return true;
	}
	if (!plug_hear(telephone->line, wire, HEADER_SIZE))
		return false;
	frame->header = header_read(wire);
	return plug_hear(telephone->line, frame->payload, frame->header.size);
}

/* A repeated one is acknowledged again, and not shown again. */
static void
heed_reliable(struct telephone *telephone)
{
	const struct frame *frame = &telephone->frame;
	bool is_new = frame->header.sequence > telephone->heard;
	if (is_new)
		telephone->heard = frame->header.sequence;
	if (is_new && frame->header.type == TEXT)
		printf("%.*s\n", (int)frame->header.size,
		    (const char *)frame->payload);
	say(telephone, ACK, 0, "", 0);
}

static void
heed_hangup(struct telephone *telephone)
{
	const struct frame *frame = &telephone->frame;
	unsigned cause = (unsigned)frame->payload[0] << 8 | frame->payload[1];
	telephone->they_hung_up = true;
	if (cause != GOODBYE) {
		fprintf(stderr, "cause %u: %.*s\n", cause,
		    (int)frame->header.size - 2,
		    (const char *)frame->payload + 2);
		exit(1);
	}
	if (frame->header.sequence > 0)
		heed_reliable(telephone);
}

static void
heed(struct telephone *telephone)
{
	const struct frame *frame = &telephone->frame;
	if (frame->header.acknowledgement > telephone->arrived)
		telephone->arrived = frame->header.acknowledgement;
	if (frame->header.type == TEXT)
		heed_reliable(telephone);
	else if (frame->header.type == HANGUP)
		heed_hangup(telephone);
	else if (frame->header.type == PING)
		say(telephone, PONG, 0, frame->payload, frame->header.size);
}

/* ---- ringing ---- */

static void
ring(struct telephone *telephone)
{
	do {
		say(telephone, RING, 0, telephone->card,
		    sizeof telephone->card);
		struct pollfd watch = { telephone->line, POLLIN, 0 };
		/* A datagram may be lost; a stream loses none. */
		while (poll(&watch, 1,
			   telephone->is_datagram ? SECOND_MS : -1) > 0) {
			if (!hear(telephone))
				exit(74);
			heed(telephone);
			if (telephone->frame.header.type == ANSWER)
				return;
			if (telephone->frame.header.type == RINGING)
				fprintf(stderr, "it rings\n");
		}
	} while (telephone->is_datagram);
}

static void
answer(struct telephone *telephone)
{
	while (hear(telephone) && telephone->frame.header.type != RING)
		heed(telephone);
	/* The call is known by the caller's number of it. */
	memcpy(telephone->card + 8, telephone->frame.payload + 8, 8);
	say(telephone, RINGING, 0, telephone->card, sizeof telephone->card);
	say(telephone, ANSWER, 0, "", 0);
}

/* ---- talking ---- */

static void
say_goodbye(struct telephone *telephone)
{
	static const unsigned char cause[2] = { 0, GOODBYE };
	if (telephone->hung_up)
		return;
	telephone->hung_up = true;
	if (!telephone->is_datagram) {
		say(telephone, HANGUP, ++telephone->said, cause, 2);
		return;
	}
	say(telephone, HANGUP, 0, cause, 2);
	/* Who has heard the first may be gone, and refuse the others. */
	unsigned char wire[HEADER_SIZE + 2];
	struct header header = { HANGUP, 2, 0, telephone->heard };
	header_write(wire, &header);
	memcpy(wire + HEADER_SIZE, cause, 2);
	for (int i = 0; i < 2; i++)
		send(telephone->line, wire, sizeof wire, 0);
}

static bool
has_arrived(const struct telephone *telephone)
{
	return telephone->arrived == telephone->said;
}

/* A line of input; at its end, whatever was said has to arrive first. */
static void
speak(struct telephone *telephone, struct pollfd *input)
{
	char words[LINE_SIZE];
	if (next_line(words))
		say(telephone, TEXT, ++telephone->said, words, strlen(words));
	else
		input->fd = -1;
}

static void
talk(struct telephone *telephone)
{
	struct pollfd watch[] = {
		{ STDIN_FILENO, POLLIN, 0 },
		{ telephone->line, POLLIN, 0 },
	};
	while (!telephone->they_hung_up || !has_arrived(telephone)) {
		if (watch[0].fd < 0 && has_arrived(telephone))
			say_goodbye(telephone);
		if (telephone->is_datagram && telephone->hung_up)
			return;
		poll(watch, 2, -1);
		if (watch[0].fd >= 0 && watch[0].revents != 0)
			speak(telephone, &watch[0]);
		if (watch[1].revents == 0)
			continue;
		if (!hear(telephone))
			exit(74);
		heed(telephone);
		if (telephone->they_hung_up)
			say_goodbye(telephone);
	}
}

/* Who was called closes first; the caller waits for that. */
static void
part(struct telephone *telephone)
{
	char ignored[64];
	if (!telephone->is_datagram) {
		if (!telephone->is_caller)
			shutdown(telephone->line, SHUT_WR);
		while (recv(telephone->line, ignored, sizeof ignored, 0) > 0)
			continue;
	}
	close(telephone->line);
}

/* phone id 8 · call id 8 · features 4 · port 2 · name */
static void
set_up(struct telephone *telephone, const struct plug *plug)
{
	memset(telephone, 0, sizeof *telephone);
	telephone->is_datagram = plug->is_datagram;
	put_word(telephone->card, 0x70656572);
	put_word(telephone->card + 4, (uint32_t)getpid());
	put_word(telephone->card + 12, (uint32_t)getpid());
	memcpy(telephone->card + CARD, "peter", 5);
}

/* By which the other side tells this caller from all others of this machine. */
static void
tell_port(int line)
{
	struct sockaddr_storage mine;
	socklen_t size = sizeof mine;
	if (getsockname(line, (struct sockaddr *)&mine, &size) < 0)
		plug_fail("getsockname");
	fprintf(stderr, "my port is %d\n", plug_port(&mine));
}

void
message_server(const struct plug *plug, const char *how)
{
	static struct telephone telephone;
	set_up(&telephone, plug);
	(void)how;
	telephone.line = plug_pick_up(plug, plug_wait(plug));
	answer(&telephone);
	talk(&telephone);
	part(&telephone);
}

void
message_client(const struct plug *plug, const char *how)
{
	static struct telephone telephone;
	set_up(&telephone, plug);
	(void)how;
	telephone.is_caller = true;
	telephone.line = plug_dial(plug);
	tell_port(telephone.line);
	ring(&telephone);
	talk(&telephone);
	part(&telephone);
}
