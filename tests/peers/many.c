/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * One socket that welcomes, and one for each caller: the server tells every
 * caller by which port it knows them. The client is ten callers at once, who
 * speak in one order and listen in the other.
 */
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "peers.h"

enum { CALLERS = 10 };

struct caller {
	int line;
	int port;
};

static struct caller
welcome(int exchange)
{
	struct sockaddr_storage from;
	socklen_t size = sizeof from;
	struct caller caller;
	caller.line = accept(exchange, (struct sockaddr *)&from, &size);
	if (caller.line < 0)
		plug_fail("accept");
	caller.port = plug_port(&from);
	return caller;
}

/* False when they have hung up. */
static bool
answer(const struct caller *caller)
{
	char words[LINE_SIZE], reply[2 * LINE_SIZE];
	ssize_t got = recv(caller->line, words, sizeof words - 1, 0);
	if (got <= 0) {
		close(caller->line);
		return false;
	}
	words[got] = '\0';
	snprintf(reply, sizeof reply, "port %d said %s", caller->port, words);
	plug_say(caller->line, reply, strlen(reply));
	return true;
}

void
many_server(const struct plug *plug, const char *how)
{
	struct pollfd watch[CALLERS + 1];
	struct caller callers[CALLERS + 1];
	nfds_t count = 1;
	(void)how;
	watch[0] = (struct pollfd){ plug_wait(plug), POLLIN, 0 };
	while (poll(watch, count, -1) > 0) {
		for (nfds_t i = count - 1; i > 0; i--) {
			if (watch[i].revents == 0 || answer(&callers[i]))
				continue;
			count--;
			watch[i] = watch[count];
			callers[i] = callers[count];
		}
		if (watch[0].revents == 0 || count > CALLERS)
			continue;
		callers[count] = welcome(watch[0].fd);
		printf("socket %d: port %d\n", callers[count].line,
		    callers[count].port);
		watch[count] =
		    (struct pollfd){ callers[count].line, POLLIN, 0 };
		count++;
	}
}

void
many_client(const struct plug *plug, const char *how)
{
	int lines[CALLERS];
	char words[64], heard[64];
	(void)how;
	for (int i = 0; i < CALLERS; i++)
		lines[i] = plug_dial(plug);
	for (int i = 0; i < CALLERS; i++) {
		snprintf(words, sizeof words, "caller %d\n", i);
		plug_say(lines[i], words, strlen(words));
	}
	for (int i = CALLERS - 1; i >= 0; i--) {
		snprintf(words, sizeof words, "CALLER %d\n", i);
		if (plug_hear(lines[i], heard, strlen(words)))
			printf("line %d: %s\n", i,
			    memcmp(words, heard, strlen(words)) == 0 ? "right" :
								       "wrong");
	}
	for (int i = 0; i < CALLERS; i++)
		close(lines[i]);
}
