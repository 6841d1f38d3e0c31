/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * A whole class at once: 64 callers of one echo, 1,000 messages each, several
 * of every caller's under way at a time, and every answer compared. In
 * landline's own frames, or with a length of 4 bytes in front.
 *
 * Or 30 callers of somebody who has as many lines: nobody answers, and each
 * message is acknowledged.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "header.h"
#include "peers.h"

enum {
	CALLERS = 64,
	TALKERS = 30,
	MESSAGES = 1000,
	UNDER_WAY = 16,
	TEXT_SIZE = 24,
	HEARD_SIZE = 65536
};

struct caller {
	int number;
	int line;
	bool is_answered, they_hung_up;
	unsigned said, heard; /* messages */
	unsigned acknowledged;
	unsigned char bytes[HEARD_SIZE];
	size_t size;
};

static bool speaks_landline, hears_answers;
static int caller_count;
static struct caller callers[CALLERS];

static void
say(const struct caller *caller, unsigned type, uint32_t sequence,
    const void *payload, size_t size)
{
	unsigned char wire[HEADER_SIZE + 64];
	struct header header = { type, size, sequence, caller->heard };
	size_t front = speaks_landline ? HEADER_SIZE : 4;
	if (speaks_landline)
		header_write(wire, &header);
	else
		put_word(wire, (uint32_t)size);
	memcpy(wire + front, payload, size);
	plug_say(caller->line, wire, front + size);
}

static void
make_text(char text[TEXT_SIZE + 1], const struct caller *caller,
    unsigned message)
{
	snprintf(text, TEXT_SIZE + 1, "caller %02d, message %04u",
	    caller->number % 100, message % 10000);
}

/* How many of its messages have got what they were said for. */
static unsigned
heard(const struct caller *caller)
{
	return hears_answers ? caller->heard : caller->acknowledged;
}

static void
say_more(struct caller *caller)
{
	char text[TEXT_SIZE + 1];
	while (caller->is_answered && caller->said < MESSAGES &&
	    caller->said - heard(caller) < UNDER_WAY) {
		make_text(text, caller, caller->said++);
		say(caller, TEXT, caller->said, text, TEXT_SIZE);
	}
}

static void
hear_text(struct caller *caller, const unsigned char *payload, size_t size)
{
	char text[TEXT_SIZE + 1];
	make_text(text, caller, caller->heard);
	if (size != TEXT_SIZE || memcmp(payload, text, size) != 0) {
		fprintf(stderr, "not \"%s\", but \"%.*s\"\n", text, (int)size,
		    (const char *)payload);
		exit(1);
	}
	caller->heard++;
}

/* Takes a frame of what has come; false when there is no whole one. */
static bool
hear_frame(struct caller *caller)
{
	size_t front = speaks_landline ? HEADER_SIZE : 4;
	if (caller->size < front)
		return false;
	size_t size = take_word(caller->bytes + (speaks_landline ? 4 : 0));
	if (caller->size < front + size)
		return false;
	unsigned type = speaks_landline ? caller->bytes[2] : TEXT;
	if (speaks_landline)
		caller->acknowledged = take_word(caller->bytes + 12);
	if (type == ANSWER)
		caller->is_answered = true;
	else if (type == HANGUP)
		caller->they_hung_up = true;
	else if (type == TEXT)
		hear_text(caller, caller->bytes + front, size);
	caller->size -= front + size;
	memmove(caller->bytes, caller->bytes + front + size, caller->size);
	return true;
}

static void
hear(struct caller *caller)
{
	ssize_t got = recv(caller->line, caller->bytes + caller->size,
	    HEARD_SIZE - caller->size, 0);
	if (got <= 0)
		plug_fail("recv");
	caller->size += (size_t)got;
	while (hear_frame(caller))
		continue;
}

/* phone id 8 · call id 8 · features 4 · port 2, and no name */
static void
call(struct caller *caller, const struct plug *plug)
{
	unsigned char card[22] = { 'c', 'l', 'a', 's', 's' };
	caller->line = plug_dial(plug);
	caller->is_answered = !speaks_landline;
	put_word(card + 12, (uint32_t)caller->number + 1);
	if (speaks_landline)
		say(caller, RING, 0, card, sizeof card);
}

static bool
is_done(const struct caller *caller)
{
	return heard(caller) == MESSAGES;
}

/* Who was called closes first, when it knows that its goodbye has arrived. */
static void
hang_up(struct caller *caller)
{
	static const unsigned char cause[2] = { 0, GOODBYE };
	if (speaks_landline) {
		say(caller, HANGUP, MESSAGES + 1, cause, sizeof cause);
		while (!caller->they_hung_up)
			hear(caller);
		caller->heard++;
		say(caller, ACK, 0, "", 0);
		while (recv(caller->line, caller->bytes, HEARD_SIZE, 0) > 0)
			continue;
	}
	close(caller->line);
}

void
flood_client(const struct plug *plug, const char *how)
{
	struct pollfd watch[CALLERS];
	hears_answers = how == NULL || strcmp(how, "talk") != 0;
	speaks_landline = how == NULL || !hears_answers;
	caller_count = hears_answers ? CALLERS : TALKERS;
	int left = caller_count;
	for (int i = 0; i < caller_count; i++) {
		callers[i].number = i;
		call(&callers[i], plug);
		watch[i] = (struct pollfd){ callers[i].line, POLLIN, 0 };
		/* Few of one address may be there before it has rung. */
		while (!hears_answers && !callers[i].is_answered)
			hear(&callers[i]);
	}
	/* All are on the line before the first has been answered. */
	while (left > 0) {
		for (int i = 0; i < caller_count; i++)
			say_more(&callers[i]);
		poll(watch, (nfds_t)caller_count, -1);
		for (int i = 0; i < caller_count; i++) {
			if (watch[i].fd < 0 || watch[i].revents == 0)
				continue;
			hear(&callers[i]);
			if (!is_done(&callers[i]))
				continue;
			watch[i].fd = -1;
			left--;
		}
	}
	for (int i = 0; i < caller_count; i++)
		hang_up(&callers[i]);
	printf(hears_answers ? "%d answers, all right\n" :
			       "%d messages, all acknowledged\n",
	    caller_count * MESSAGES);
}
