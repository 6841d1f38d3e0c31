/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * The four mistakes that every class makes, each in a program that is right
 * otherwise: messages with a length of 4 bytes in front. It says two of them,
 * or sends back what it hears, and finishes.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "peers.h"

static void
say(int line, uint32_t length, const char *text, size_t size)
{
	plug_say(line, &length, sizeof length);
	plug_say(line, text, size);
}

/* The length as this machine has it in memory. */
static void
forget_htonl(int line)
{
	uint32_t length = 5;
	unsigned char little[4] = { 5 };
	/* Where that would be right, it is as wrong as can be. */
	if (htonl(length) == length)
		memcpy(&length, little, sizeof length);
	say(line, length, "hello", 5);
	say(line, length, "world", 5);
}

static void
count_the_header(int line)
{
	say(line, htonl(5 + 4), "hello", 5);
	say(line, htonl(5 + 4), "world", 5);
}

static void
count_the_nul(int line)
{
	say(line, htonl((uint32_t)strlen("hello") + 1), "hello", 6);
	say(line, htonl((uint32_t)strlen("world") + 1), "world", 6);
}

/* What one recv() returned is a header and its message, and nothing else. */
static void
trust_one_recv(int line)
{
	char all[LINE_SIZE];
	ssize_t got;
	while ((got = recv(line, all, sizeof all, 0)) > 4)
		say(line, htonl((uint32_t)got - 4), all + 4, (size_t)got - 4);
}

static void
be_wrong(int line, const char *how)
{
	static const struct {
		const char *name;
		void (*say)(int line);
	} mistakes[] = {
		{ "htonl", forget_htonl },
		{ "header", count_the_header },
		{ "nul", count_the_nul },
		{ "recv", trust_one_recv },
	};
	char ignored[LINE_SIZE];
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++)
		if (strcmp(mistakes[i].name, how) == 0)
			mistakes[i].say(line);
	shutdown(line, SHUT_WR);
	while (recv(line, ignored, sizeof ignored, 0) > 0)
		continue;
	close(line);
}

void
wrong_server(const struct plug *plug, const char *how)
{
	be_wrong(plug_pick_up(plug, plug_wait(plug)), how);
}

void
wrong_client(const struct plug *plug, const char *how)
{
	be_wrong(plug_dial(plug), how);
}
