/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Datagrams of many senders at one socket, told apart by where each comes
 * from: the server counts each one's. The client is five senders by turns.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "peers.h"

enum { SENDERS = 16, OURS = 5, ROUNDS = 3 };

struct sender {
	int port;
	int count;
};

static struct sender *
find(struct sender senders[SENDERS], int port)
{
	struct sender *at = senders;
	while (at < senders + SENDERS - 1 && at->port != 0 && at->port != port)
		at++;
	at->port = port;
	return at;
}

void
demux_server(const struct plug *plug, const char *how)
{
	struct sender senders[SENDERS] = { 0 };
	struct sockaddr_storage from;
	char words[LINE_SIZE], reply[64];
	int phone = plug_wait(plug);
	(void)how;
	for (;;) {
		socklen_t size = sizeof from;
		if (recvfrom(phone, words, sizeof words, 0,
			(struct sockaddr *)&from, &size) < 0)
			plug_fail("recvfrom");
		struct sender *sender = find(senders, plug_port(&from));
		snprintf(reply, sizeof reply, "%d of port %d", ++sender->count,
		    sender->port);
		sendto(phone, reply, strlen(reply), 0, (struct sockaddr *)&from,
		    size);
	}
}

void
demux_client(const struct plug *plug, const char *how)
{
	int lines[OURS];
	char words[64], heard[64];
	(void)how;
	for (int i = 0; i < OURS; i++)
		lines[i] = plug_dial(plug);
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < OURS; i++) {
			snprintf(words, sizeof words, "sender %d", i);
			plug_say(lines[i], words, strlen(words));
		}
		for (int i = OURS - 1; i >= 0; i--) {
			ssize_t got = recv(lines[i], heard, sizeof heard, 0);
			snprintf(words, sizeof words, "SENDER %d", i);
			printf("line %d: %s\n", i,
			    got == (ssize_t)strlen(words) &&
				    memcmp(words, heard, (size_t)got) == 0 ?
				"right" :
				"wrong");
		}
	}
	for (int i = 0; i < OURS; i++)
		close(lines[i]);
}
