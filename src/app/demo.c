/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "app/demo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "call/switchboard.h"

enum {
	THINK_MS = 400, /* before the partner begins to type */
	TYPE_MS = 1200, /* how long the other side sees "…" */
};

/* What the partner says once the user has said so many messages. */
struct line_of_script {
	unsigned after;
	const char *text;
};

static const struct line_of_script script[] = {
	{ 0,
	    "Hello! I am a second phone inside your landline, and this is a"
	    " real call, over TCP on 127.0.0.1." },
	{ 0, "Type something and press Enter." },
	{ 1,
	    "I have it: the \xe2\x9c\x93 beside your message says that it"
	    " stands in my transcript." },
	{ 1,
	    "Press F2 to see headers: one line under each message, every"
	    " field, or none. F3 shows the bytes on the wire, F4 the socket calls."
	    " Then write again." },
	{ 2,
	    "Each message is a frame: 16 bytes of header, then as many bytes"
	    " as the header says." },
	{ 2,
	    "^J or Alt-Enter begins a new line, PgUp scrolls back, F7 puts"
	    " me on hold, and /live on shows me what you type while you"
	    " type it." },
	{ 3, "That is all there is to it. F1 lists every key; F6 hangs up." },
	{ 4, "I am a simple partner and have said all I know. F6 hangs up." },
};

/* What is said for the user where there is no terminal. */
static const char *const answers[] = {
	"hello there",
	"so a header comes before every message, in network byte order",
	"goodbye, then",
};

struct demo {
	struct lines *theirs; /* of the phone that is called */
	struct switchboard board;
	struct lines lines;
	bool has_dialled;
	bool plays_both; /* nobody sits at a terminal */
	uint64_t serial; /* of the partner's call */
	size_t said;	 /* lines of the script */
	int64_t say_at;
	bool is_typing;
	size_t answered; /* of the answers */
};

static bool
listen_on_loopback(struct lines *lines, struct fault *fault)
{
	static const uint8_t loopback[4] = { 127, 0, 0, 1 };
	struct number any_port = number_ipv4(loopback, 0);
	return lines_listen(lines, &any_port, fault);
}

struct demo *
demo_new(struct lines *theirs, bool plays_both, struct fault *fault)
{
	struct demo *demo = memory_new(1, sizeof *demo);
	const struct switchboard *board = theirs->board;
	struct party_rules rules = {
		.phone_id = ~board->rules.phone_id,
		.name = "the partner",
	};
	demo->theirs = theirs;
	demo->plays_both = plays_both;
	demo->say_at = CLOCK_NEVER;
	switchboard_init(&demo->board, &rules, &board->timers,
	    ~board->next_call_id);
	demo->board.auto_answer = true;
	lines_init(&demo->lines, &demo->board, NULL);
	if (listen_on_loopback(theirs, fault) &&
	    listen_on_loopback(&demo->lines, fault))
		return demo;
	demo_free(demo);
	return NULL;
}

void
demo_free(struct demo *demo)
{
	if (demo == NULL)
		return;
	lines_clear(&demo->lines);
	switchboard_clear(&demo->board);
	free(demo);
}

void
demo_watch(struct demo *demo, struct loop *loop)
{
	lines_watch(&demo->lines, loop, false);
}

int64_t
demo_deadline(const struct demo *demo, int64_t now)
{
	return clock_earlier(lines_deadline(&demo->lines),
	    demo->has_dialled ? demo->say_at : now);
}

/* Messages that the other side has said in that call. */
static unsigned
count_heard(const struct party *party)
{
	const struct transcript *transcript = &party->transcript;
	unsigned count = 0;
	for (uint64_t at = transcript->first; at < transcript->end; at++) {
		const struct transcript_entry *entry =
		    transcript_at(transcript, at);
		if (entry->speaker == SPEAKER_THEM &&
		    entry->kind == TRANSCRIPT_TEXT)
			count++;
	}
	return count;
}

/* Whether the next line of the script is due after what the user has said. */
static bool
has_cue(const struct demo *demo, const struct party *party)
{
	return demo->said < sizeof script / sizeof *script &&
	    script[demo->said].after <= count_heard(party);
}

/* Thinks, types and says, one line after the other. */
static void
play_partner(struct demo *demo, struct party *party, int64_t now)
{
	if (!has_cue(demo, party)) {
		demo->say_at = CLOCK_NEVER;
		return;
	}
	const char *text = script[demo->said].text;
	if (demo->say_at == CLOCK_NEVER)
		demo->say_at =
		    clock_after(now, demo->plays_both ? 0 : THINK_MS);
	if (now < demo->say_at)
		return;
	if (!demo->is_typing && !demo->plays_both) {
		demo->is_typing = true;
		demo->say_at = clock_after(now, TYPE_MS);
		party_draft(party, text, strlen(text), now);
		return;
	}
	if (!party_say(party, text, strlen(text), now))
		return;
	party_draft(party, "", 0, now);
	demo->said++;
	demo->is_typing = false;
	demo->say_at = CLOCK_NEVER;
	if (has_cue(demo, party))
		demo->say_at =
		    clock_after(now, demo->plays_both ? 0 : THINK_MS);
}

/* Answers what the partner asked, and hangs up behind the last answer. */
static void
play_user(struct demo *demo, int64_t now)
{
	enum { COUNT = sizeof answers / sizeof *answers };
	struct switchboard *board = demo->theirs->board;
	const struct party *party = switchboard_current(board);
	struct fault ignored;
	if (party == NULL || !call_is_talking(&party->call))
		return;
	/* The script has two lines for each answer. */
	unsigned heard = count_heard(party);
	if (demo->answered < COUNT && heard >= 2 * (demo->answered + 1)) {
		const char *text = answers[demo->answered++];
		switchboard_say(board, text, strlen(text), now, &ignored);
	} else if (demo->answered == COUNT && heard > 2 * COUNT) {
		switchboard_hang_up(board, now, &ignored);
	}
}

void
demo_turn(struct demo *demo, const struct loop *loop, int64_t now)
{
	struct fault ignored;
	lines_carry_in(&demo->lines, loop, now);
	if (!demo->has_dialled) {
		demo->has_dialled = true;
		lines_dial(&demo->lines, &demo->theirs->exchange.number, now,
		    &ignored);
	}
	struct party *party = switchboard_current(&demo->board);
	if (party != NULL && call_is_talking(&party->call)) {
		if (demo->serial != party->serial) {
			demo->serial = party->serial;
			demo->said = 0;
			demo->say_at = CLOCK_NEVER;
		}
		play_partner(demo, party, now);
	} else {
		demo->say_at = CLOCK_NEVER;
	}
	if (demo->plays_both)
		play_user(demo, now);
	switchboard_tick(&demo->board, now);
	lines_carry_out(&demo->lines, now);
}
