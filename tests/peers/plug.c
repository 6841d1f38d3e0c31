/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "plug.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

void
plug_fail(const char *call)
{
	perror(call);
	exit(1);
}

static void
find_path(struct plug *plug, const char *path)
{
	struct sockaddr_un *address = (struct sockaddr_un *)&plug->address;
	address->sun_family = AF_UNIX;
	strncpy(address->sun_path, path, sizeof address->sun_path - 1);
	plug->size = sizeof *address;
}

void
plug_find(struct plug *plug, const char *number, bool is_datagram)
{
	static const struct addrinfo hints = { .ai_flags = AI_NUMERICHOST };
	struct addrinfo *found;
	memset(plug, 0, sizeof *plug);
	plug->is_datagram = is_datagram;
	if (strncmp(number, "unix:", 5) == 0) {
		find_path(plug, number + 5);
		return;
	}
	const char *port = strrchr(number, ':') + 1;
	char host[64] = "";
	bool has_brackets = *number == '[';
	size_t size = (size_t)(port - 1 - number) - (has_brackets ? 2 : 0);
	memcpy(host, number + (has_brackets ? 1 : 0), size);
	if (getaddrinfo(host, port, &hints, &found) != 0)
		plug_fail("getaddrinfo");
	memcpy(&plug->address, found->ai_addr, found->ai_addrlen);
	plug->size = found->ai_addrlen;
	freeaddrinfo(found);
}

int
plug_port(const struct sockaddr_storage *address)
{
	if (address->ss_family == AF_INET)
		return ntohs(((const struct sockaddr_in *)address)->sin_port);
	if (address->ss_family == AF_INET6)
		return ntohs(((const struct sockaddr_in6 *)address)->sin6_port);
	return 0;
}

/* In the words of a landline, so that a test reads both alike. */
static void
tell_where(int phone)
{
	struct sockaddr_storage mine;
	socklen_t size = sizeof mine;
	if (getsockname(phone, (struct sockaddr *)&mine, &size) < 0)
		plug_fail("getsockname");
	if (mine.ss_family == AF_UNIX)
		fprintf(stderr, "waiting on unix:%s\n",
		    ((struct sockaddr_un *)&mine)->sun_path);
	else
		fprintf(stderr, "waiting on %s:%d\n",
		    mine.ss_family == AF_INET ? "127.0.0.1" : "[::1]",
		    plug_port(&mine));
}

static int
get_a_phone(const struct plug *plug)
{
	int phone = socket(plug->address.ss_family,
	    plug->is_datagram ? SOCK_DGRAM : SOCK_STREAM, 0);
	if (phone < 0)
		plug_fail("socket");
	return phone;
}

int
plug_wait(const struct plug *plug)
{
	int phone = get_a_phone(plug);
	if (bind(phone, (const struct sockaddr *)&plug->address, plug->size) <
	    0)
		plug_fail("bind");
	if (!plug->is_datagram && listen(phone, 5) < 0)
		plug_fail("listen");
	tell_where(phone);
	return phone;
}

int
plug_pick_up(const struct plug *plug, int phone)
{
	struct sockaddr_storage caller;
	socklen_t size = sizeof caller;
	char byte;
	if (plug->is_datagram) {
		if (recvfrom(phone, &byte, 1, MSG_PEEK,
			(struct sockaddr *)&caller, &size) < 0 ||
		    connect(phone, (struct sockaddr *)&caller, size) < 0)
			plug_fail("connect");
		return phone;
	}
	int line = accept(phone, NULL, NULL);
	if (line < 0)
		plug_fail("accept");
	return line;
}

int
plug_dial(const struct plug *plug)
{
	int line = get_a_phone(plug);
	if (connect(line, (const struct sockaddr *)&plug->address, plug->size) <
	    0)
		plug_fail("connect");
	return line;
}

bool
plug_hear(int line, void *bytes, size_t size)
{
	char *at = bytes;
	while (size > 0) {
		ssize_t got = recv(line, at, size, 0);
		if (got < 0)
			plug_fail("recv");
		if (got == 0)
			return false;
		at += got;
		size -= (size_t)got;
	}
	return true;
}

void
plug_say(int line, const void *bytes, size_t size)
{
	const char *at = bytes;
	while (size > 0) {
		ssize_t sent = send(line, at, size, MSG_NOSIGNAL);
		if (sent < 0)
			plug_fail("send");
		at += sent;
		size -= (size_t)sent;
	}
}
