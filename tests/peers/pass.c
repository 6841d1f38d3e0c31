/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * A message through every student: who starts it, one in the middle, and the
 * last of the chain. The trail comes back by the lines that it went.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "header.h"
#include "peers.h"

enum { ONWARD = 0, REPORT = 1, KIND_AT = 8, HOPS_AT = 9, TEXT_AT = 12 };

/* pass id 8, kind 1, hops 1, text length 2, text; and for each hop: time 8,
 * name length 1, name, number length 1, number */
struct pass {
	unsigned char bytes[PAYLOAD_MOST];
	size_t size;
};

static void
say(int line, unsigned type, uint32_t sequence, uint32_t acknowledgement,
    const void *payload, size_t size)
{
	static unsigned char wire[HEADER_SIZE + PAYLOAD_MOST];
	struct header header = { type, size, sequence, acknowledgement };
	header_write(wire, &header);
	memcpy(wire + HEADER_SIZE, payload, size);
	plug_say(line, wire, HEADER_SIZE + size);
}

/* Whatever comes next. */
static struct header
hear_any(int line, struct pass *pass)
{
	unsigned char wire[HEADER_SIZE];
	if (!plug_hear(line, wire, HEADER_SIZE))
		exit(74);
	struct header header = header_read(wire);
	if (!plug_hear(line, pass->bytes, header.size))
		exit(74);
	pass->size = header.size;
	if (header.type == PING)
		say(line, PONG, 0, 0, pass->bytes, pass->size);
	return header;
}

/* Up to a frame of that type. */
static void
hear(int line, unsigned type, struct pass *pass)
{
	unsigned came;
	while ((came = hear_any(line, pass).type) != type) {
		if (came != HANGUP)
			continue;
		fprintf(stderr, "cause %d\n", pass->bytes[1]);
		exit(1);
	}
}

static size_t
text_size(const struct pass *pass)
{
	return (size_t)(pass->bytes[10] << 8 | pass->bytes[11]);
}

/* ---- the trail ---- */

static void
add_words(struct pass *pass, const char *words)
{
	size_t size = strlen(words);
	pass->bytes[pass->size++] = (unsigned char)size;
	memcpy(pass->bytes + pass->size, words, size);
	pass->size += size;
}

static void
add_hop(struct pass *pass, const char *name)
{
	uint64_t ms = (uint64_t)time(NULL) * 1000;
	put_word(pass->bytes + pass->size, (uint32_t)(ms >> 32));
	put_word(pass->bytes + pass->size + 4, (uint32_t)ms);
	pass->size += 8;
	add_words(pass, name);
	add_words(pass, "my desk");
	pass->bytes[HOPS_AT]++;
}

static void
start(struct pass *pass, const char *text)
{
	size_t size = strlen(text);
	memset(pass->bytes, 0, TEXT_AT);
	put_word(pass->bytes, (uint32_t)time(NULL));
	put_word(pass->bytes + 4, (uint32_t)getpid());
	pass->bytes[10] = (unsigned char)(size >> 8);
	pass->bytes[11] = (unsigned char)size;
	memcpy(pass->bytes + TEXT_AT, text, size);
	pass->size = TEXT_AT + size;
}

static void
show_trail(const struct pass *pass)
{
	const unsigned char *at = pass->bytes + TEXT_AT + text_size(pass);
	printf("%d phones%s%.*s\n", pass->bytes[HOPS_AT],
	    text_size(pass) > 0 ? ": " : "", (int)text_size(pass),
	    (const char *)pass->bytes + TEXT_AT);
	for (int hop = 1; hop <= pass->bytes[HOPS_AT]; hop++) {
		at += 8;
		printf("%d %.*s\n", hop, *at, (const char *)at + 1);
		at += 1 + *at;
		at += 1 + *at;
	}
}

/* ---- lines of its own ---- */

/* Hands it on, and waits for the report. */
static void
hand_on(int line, struct pass *pass)
{
	static struct pass ignored;
	say(line, PASS, 1, 0, pass->bytes, pass->size);
	hear(line, PASS, pass);
	say(line, ACK, 0, 1, "", 0);
	hear(line, HANGUP, &ignored);
	close(line);
}

/* The text of a report says what was wrong, and nothing is. */
static void
turn_round(struct pass *pass)
{
	size_t size = text_size(pass);
	pass->bytes[KIND_AT] = REPORT;
	pass->bytes[10] = pass->bytes[11] = 0;
	memmove(pass->bytes + TEXT_AT, pass->bytes + TEXT_AT + size,
	    pass->size - TEXT_AT - size);
	pass->size -= size;
}

/* `next`: the number of who sits behind, or NULL. */
void
pass_server(const struct plug *plug, const char *next)
{
	static const unsigned char cause[2] = { 0, GOODBYE };
	static struct pass pass, ignored;
	struct plug onward;
	char byte;
	int line = plug_pick_up(plug, plug_wait(plug));
	hear(line, PASS, &pass);
	say(line, ACK, 0, 1, "", 0);
	printf("%.*s\n", (int)text_size(&pass),
	    (const char *)pass.bytes + TEXT_AT);
	add_hop(&pass, "peter");
	if (next != NULL) {
		plug_find(&onward, next, false);
		hand_on(plug_dial(&onward), &pass);
	} else {
		turn_round(&pass);
	}
	say(line, PASS, 1, 1, pass.bytes, pass.size);
	/* Any frame may carry the news that the report has arrived. */
	while (hear_any(line, &ignored).acknowledgement == 0)
		continue;
	say(line, HANGUP, 0, 1, cause, sizeof cause);
	shutdown(line, SHUT_WR);
	while (recv(line, &byte, 1, 0) > 0)
		continue;
	close(line);
}

void
pass_client(const struct plug *plug, const char *how)
{
	static struct pass pass;
	char words[LINE_SIZE];
	(void)how;
	if (!next_line(words))
		return;
	start(&pass, words);
	add_hop(&pass, "peter");
	hand_on(plug_dial(plug), &pass);
	show_trail(&pass);
}
