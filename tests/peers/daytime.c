/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Daytime (RFC 867): who connects, or sends any datagram, is told the time in
 * words. The client shows it.
 */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "peers.h"

static size_t
tell_time(char words[64])
{
	time_t now = time(NULL);
	return strftime(words, 64, "%A, %B %d, %Y %H:%M:%S-%Z\r\n",
	    gmtime(&now));
}

void
daytime_server(const struct plug *plug, const char *how)
{
	char words[64], ignored[64];
	struct sockaddr_storage caller;
	socklen_t size = sizeof caller;
	int phone = plug_wait(plug);
	(void)how;
	if (plug->is_datagram) {
		recvfrom(phone, ignored, sizeof ignored, 0,
		    (struct sockaddr *)&caller, &size);
		sendto(phone, words, tell_time(words), 0,
		    (struct sockaddr *)&caller, size);
		return;
	}
	int line = plug_pick_up(plug, phone);
	plug_say(line, words, tell_time(words));
	close(line);
}

/* A stream may be told the time until it hangs up; one line is enough. */
void
daytime_client(const struct plug *plug, const char *how)
{
	char words[256];
	int line = plug_dial(plug);
	(void)how;
	if (plug->is_datagram)
		plug_say(line, "?", 1);
	ssize_t got = recv(line, words, sizeof words, 0);
	if (got < 0)
		plug_fail("recv");
	printf("%.*s\n", (int)got, words);
	close(line);
}
