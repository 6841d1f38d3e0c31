/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Question and answer in turns, as a first Python program does it: the client
 * asks, the server answers, each with one send() and one recv() and nothing
 * between two sayings but that it is the other one's turn. "bye" ends it.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "peers.h"

static bool
listen_once(int line)
{
	char words[LINE_SIZE];
	ssize_t got = recv(line, words, sizeof words, 0);
	if (got < 0)
		plug_fail("recv");
	printf("%.*s\n", (int)got, words);
	return got > 0 && (got != 3 || memcmp(words, "bye", 3) != 0);
}

static bool
speak_once(int line)
{
	char words[LINE_SIZE];
	if (!next_line(words))
		return false;
	plug_say(line, words, strlen(words));
	return strcmp(words, "bye") != 0;
}

void
chat_server(const struct plug *plug, const char *how)
{
	int phone = plug_wait(plug);
	int line = plug_pick_up(plug, phone);
	(void)how;
	while (listen_once(line) && speak_once(line))
		continue;
	close(line);
}

void
chat_client(const struct plug *plug, const char *how)
{
	int line = plug_dial(plug);
	(void)how;
	while (speak_once(line) && listen_once(line))
		continue;
	close(line);
}
