/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <check.h>

#include "base/bytes.h"
#include "process.h"

static struct sockaddr_in
loopback(int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	address.sin_port = htons((uint16_t)port);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return address;
}

int
peer_listen(char number[PEER_NUMBER_SIZE])
{
	struct sockaddr_in address = loopback(0);
	socklen_t size = sizeof address;
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert_int_eq(bind(listener, (struct sockaddr *)&address, size), 0);
	ck_assert_int_eq(listen(listener, 16), 0);
	getsockname(listener, (struct sockaddr *)&address, &size);
	snprintf(number, PEER_NUMBER_SIZE, "127.0.0.1:%d",
	    ntohs(address.sin_port));
	return listener;
}

void
peer_number(int line, char number[PEER_NUMBER_SIZE])
{
	struct sockaddr_in address;
	socklen_t size = sizeof address;
	ck_assert_int_eq(getsockname(line, (struct sockaddr *)&address, &size),
	    0);
	snprintf(number, PEER_NUMBER_SIZE, "127.0.0.1:%d",
	    ntohs(address.sin_port));
}

int
peer_accept(int listener)
{
	process_expect_event(listener, POLLIN);
	int line = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	ck_assert_int_ge(line, 0);
	return line;
}

int
peer_dial(const char *number)
{
	struct sockaddr_in address = loopback(atoi(strchr(number, ':') + 1));
	int line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert_int_ge(line, 0);
	ck_assert_int_eq(connect(line, (struct sockaddr *)&address,
			     sizeof address),
	    0);
	/* Small frames would wait for each other (RFC 896). */
	setsockopt(line, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	return line;
}

int
peer_try(const char *number)
{
	struct sockaddr_in address = loopback(atoi(strchr(number, ':') + 1));
	int line =
	    socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	ck_assert_int_ge(line, 0);
	(void)connect(line, (struct sockaddr *)&address, sizeof address);
	return line;
}

void
peer_send(int line, const void *bytes, size_t size)
{
	const char *at = bytes;
	while (size > 0) {
		process_expect_event(line, POLLOUT);
		ssize_t sent =
		    send(line, at, size, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (sent < 0 && (errno == EPIPE || errno == ECONNRESET))
			return; /* they don't want to hear it */
		ck_assert(sent > 0 || errno == EAGAIN);
		at += sent > 0 ? sent : 0;
		size -= sent > 0 ? (size_t)sent : 0;
	}
}

size_t
peer_read(int line, void *to, size_t size)
{
	size_t had = 0;
	while (had < size) {
		process_expect_event(line, POLLIN);
		ssize_t got = recv(line, (char *)to + had, size - had, 0);
		if (got <= 0)
			break;
		had += (size_t)got;
	}
	return had;
}

void
peer_expect_end(int line)
{
	char bytes[4096];
	while (peer_read(line, bytes, sizeof bytes) == sizeof bytes)
		continue;
	close(line);
}

void
peer_say(int line, uint8_t type, uint32_t sequence, uint32_t acknowledgement,
    const void *payload, size_t size)
{
	static uint8_t frame[FRAME_HEADER_SIZE + FRAME_PAYLOAD_MOST];
	ck_assert_uint_le(size, FRAME_PAYLOAD_MOST);
	struct frame_header header = {
		.type = type,
		.length = (uint32_t)size,
		.sequence = sequence,
		.acknowledgement = acknowledgement,
	};
	frame_encode(frame, &header);
	if (size > 0)
		memcpy(frame + FRAME_HEADER_SIZE, payload, size);
	peer_send(line, frame, FRAME_HEADER_SIZE + size);
}

void
peer_say_card(int line, uint8_t type, uint64_t phone, uint64_t call)
{
	struct frame_card card = {
		.phone_id = phone,
		.call_id = call,
		.name_size = 4,
	};
	memcpy(card.name, "mary", 4);
	uint8_t payload[FRAME_CARD_SIZE + FRAME_NAME_MOST];
	peer_say(line, type, 0, 0, payload, frame_card_encode(payload, &card));
}

void
peer_say_hangup(int line, uint16_t cause, uint32_t sequence,
    uint32_t acknowledgement)
{
	uint8_t payload[2];
	size_t size = frame_hangup_encode(payload, cause, "", 0);
	peer_say(line, FRAME_HANGUP, sequence, acknowledgement, payload, size);
}

const uint8_t *
peer_expect(int line, uint8_t type, struct frame_header *header)
{
	static uint8_t payload[65536];
	uint8_t bytes[FRAME_HEADER_SIZE];
	do {
		ck_assert_uint_eq(peer_read(line, bytes, sizeof bytes),
		    sizeof bytes);
		ck_assert_int_eq(frame_decode(header, bytes, sizeof bytes),
		    FRAME_OK);
		ck_assert_uint_eq(peer_read(line, payload, header->length),
		    header->length);
	} while (header->type != type);
	return payload;
}

int
peer_ring(const char *number)
{
	int line = peer_dial(number);
	peer_say_card(line, FRAME_RING, 0x1234, 0x5678);
	return line;
}

int
peer_call(const char *number)
{
	struct frame_header header;
	int line = peer_ring(number);
	peer_expect(line, FRAME_RINGING, &header);
	peer_expect(line, FRAME_ANSWER, &header);
	return line;
}

uint16_t
peer_expect_refusal(int line)
{
	struct frame_header header;
	const char *words;
	size_t size;
	const uint8_t *payload = peer_expect(line, FRAME_HANGUP, &header);
	ck_assert_uint_eq(header.sequence, 0);
	return frame_hangup_decode(payload, header.length, &words, &size);
}
