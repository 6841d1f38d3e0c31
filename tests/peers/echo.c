/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * An echo server that takes one caller after the other, and its client, which
 * says a line and waits until it is back (RFC 862). Over UDP a datagram each.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "peers.h"

static void
serve_datagrams(int phone, void (*change)(char *, size_t))
{
	char words[65536];
	struct sockaddr_storage caller;
	for (;;) {
		socklen_t size = sizeof caller;
		ssize_t got = recvfrom(phone, words, sizeof words, 0,
		    (struct sockaddr *)&caller, &size);
		if (got < 0)
			plug_fail("recvfrom");
		change(words, (size_t)got);
		sendto(phone, words, (size_t)got, 0, (struct sockaddr *)&caller,
		    size);
	}
}

static void
serve(const struct plug *plug, void (*change)(char *, size_t))
{
	char words[4096];
	ssize_t got;
	int phone = plug_wait(plug);
	if (plug->is_datagram)
		serve_datagrams(phone, change);
	for (;;) {
		int line = plug_pick_up(plug, phone);
		while ((got = recv(line, words, sizeof words, 0)) > 0) {
			change(words, (size_t)got);
			plug_say(line, words, (size_t)got);
		}
		close(line);
	}
}

static void
leave_alone(char *text, size_t size)
{
	(void)text;
	(void)size;
}

/* A stream has no messages: so many bytes went, and so many come back. */
static void
ask(const struct plug *plug)
{
	char words[LINE_SIZE], answer[LINE_SIZE];
	int line = plug_dial(plug);
	while (next_line(words)) {
		size_t size = strlen(words);
		plug_say(line, words, size);
		if (!plug->is_datagram) {
			if (!plug_hear(line, answer, size))
				break;
		} else if (recv(line, answer, size, 0) < 0) {
			plug_fail("recv");
		}
		printf("%.*s\n", (int)size, answer);
	}
	close(line);
}

void
echo_server(const struct plug *plug, const char *how)
{
	(void)how;
	serve(plug, leave_alone);
}

void
echo_client(const struct plug *plug, const char *how)
{
	(void)how;
	ask(plug);
}

void
upper_server(const struct plug *plug, const char *how)
{
	(void)how;
	serve(plug, shout);
}

void
upper_client(const struct plug *plug, const char *how)
{
	(void)how;
	ask(plug);
}
