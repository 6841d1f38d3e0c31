/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * The eight steps, one call each, as the first lecture shows them: the server
 * hears one line and says one, and so does the client. Over UDP there is
 * nothing to listen for, to dial, or to pick up.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "peers.h"

static void
show(const char *words, ssize_t size)
{
	if (size < 0)
		plug_fail("recv");
	printf("heard %.*s\n", (int)strcspn(words, "\n"), words);
}

static void
serve_datagram(int phone)
{
	char words[LINE_SIZE] = "";
	struct sockaddr_storage caller;
	socklen_t size = sizeof caller;
	ssize_t got = recvfrom(phone, words, sizeof words - 1, 0,
	    (struct sockaddr *)&caller, &size);
	show(words, got);
	if (sendto(phone, "good evening\n", 13, 0, (struct sockaddr *)&caller,
		size) < 0)
		plug_fail("sendto");
	close(phone);
}

void
steps_server(const struct plug *plug, const char *how)
{
	char words[LINE_SIZE] = "";
	int phone = plug_wait(plug); /* 1 socket, 2 bind, 3 listen */
	(void)how;
	if (plug->is_datagram) {
		serve_datagram(phone);
		return;
	}
	int line = plug_pick_up(plug, phone);		     /* 5 accept */
	show(words, recv(line, words, sizeof words - 1, 0)); /* 7 */
	plug_say(line, "good evening\n", 13);		     /* 6 send */
	close(line);					     /* 8 */
	close(phone);
}

void
steps_client(const struct plug *plug, const char *how)
{
	char words[LINE_SIZE] = "";
	int line = plug_dial(plug); /* 1 socket, 4 connect */
	(void)how;
	plug_say(line, "good morning\n", 13);
	show(words, recv(line, words, sizeof words - 1, 0));
	close(line);
}
