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
	const char *plain; /* instead of it, where there are no keys; or NULL */
};

static const struct line_of_script script[] = {
	{ .after = 0,
	    .text =
		"Hello! I am a second phone inside your landline, and this is"
		" a real call, over TCP on 127.0.0.1." },
	{ .after = 0, .text = "Type something and press Enter." },
	{ .after = 1,
	    .text =
		"I have it: the \xe2\x9c\x93 beside your message says that it"
		" stands in my transcript.",
	    .plain = "I have it: your message stands in my transcript." },
	{ .after = 1,
	    .text =
		"Press F2 to see headers: one line under each message, every"
		" field, or none. F3 shows the bytes on the wire, F4 the"
		" socket calls. Then write again.",
	    .plain = "/wire shows the bytes of every frame, /ladder the socket"
		     " calls; once more, and they stop. Then write again." },
	{ .after = 2,
	    .text = "Each message is a frame: 16 bytes of header, then as many"
		    " bytes as the header says." },
	{ .after = 2,
	    .text =
		"^J or Alt-Enter begins a new line, PgUp scrolls back, F7"
		" puts me on hold, and /live on shows me what you type while"
		" you type it.",
	    .plain = "/hold puts me on hold, and brings you back." },
	{ .after = 3,
	    .text =
		"That is all there is to it. F1 lists every key; F6 hangs up,"
		" and then ^C leaves.",
	    .plain = "That is all there is to it. /help lists every command;"
		     " /hangup hangs up, and then the program ends." },
	{ .after = 4,
	    .text =
		"I am a simple partner and have said all I know. F6 hangs up,"
		" and then ^C leaves.",
	    .plain = "I am a simple partner and have said all I know. /hangup"
		     " hangs up." },
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
	bool has_keys; /* the user has a screen */
	bool has_dialled;
	bool plays_both; /* nobody sits at a terminal */
	uint64_t serial; /* of the partner's call */
	size_t said;	 /* lines of the script */
	int64_t say_at;
	int64_t think_ms, type_ms;
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
demo_new(struct lines *theirs, enum demo_user user, struct fault *fault)
{
	struct demo *demo = memory_new(1, sizeof *demo);
	bool plays_both = user == DEMO_NOBODY;
	const struct switchboard *board = theirs->board;
	struct party_rules rules = {
		.phone_id = ~board->rules.phone_id,
		.name = "the partner",
	};
	demo->theirs = theirs;
	demo->plays_both = plays_both;
	demo->say_at = CLOCK_NEVER;
	/* As fast as all other clocks of this phone. */
	demo->think_ms = plays_both ?
	    0 :
	    THINK_MS * board->timers.draft_ms / timers_standard.draft_ms;
	demo->type_ms =
	    TYPE_MS * board->timers.draft_ms / timers_standard.draft_ms;
	switchboard_init(&demo->board, &rules, &board->timers,
	    ~board->next_call_id);
	demo->board.auto_answer = true;
	lines_init(&demo->lines, &demo->board, NULL);
	demo->has_keys = user == DEMO_AT_SCREEN;
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

static const char *
next_words(const struct demo *demo)
{
	const struct line_of_script *line = &script[demo->said];
	return demo->has_keys || line->plain == NULL ? line->text : line->plain;
}

/* Thinks, types and says, one line after the other. */
static void
play_partner(struct demo *demo, struct party *party, int64_t now)
{
	if (!has_cue(demo, party)) {
		demo->say_at = CLOCK_NEVER;
		return;
	}
	const char *text = next_words(demo);
	if (demo->say_at == CLOCK_NEVER)
		demo->say_at = clock_after(now, demo->think_ms);
	if (now < demo->say_at)
		return;
	if (!demo->is_typing && !demo->plays_both) {
		demo->is_typing = true;
		demo->say_at = clock_after(now, demo->type_ms);
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
		demo->say_at = clock_after(now, demo->think_ms);
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
		switchboard_dial(&demo->board, lines_number(demo->theirs), now,
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
