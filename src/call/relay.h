/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * relay - a message that goes from phone to phone: to whom this one passes it
 * on, which messages it has seen, which are under way, and what is told.
 *
 * Pure, and without lines: call/ring_pass joins it to those of the
 * switchboard. No number that it dials has come out of a frame.
 */
#ifndef LANDLINE_CALL_RELAY_H
#define LANDLINE_CALL_RELAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "call/number.h"
#include "call/transcript.h"
#include "wire/pass.h"

enum {
	RELAY_MOST = 16, /* messages under way */
	/* Each has two, and those of as many before may still be closing. */
	RELAY_LINES = 4 * RELAY_MOST,
	RELAY_SEEN = 1024, /* ids that are remembered */
	RELAY_LINE_SIZE = 2048,
};

/* A line of the switchboard, or none: serial 0. */
struct relay_line {
	int slot;
	uint64_t serial;
};

/* A message between its coming and its report. */
struct relay_pass {
	struct pass *trail; /* as it left here, own hop included; NULL: free */
	struct relay_line back; /* that it came by; none: it is my own */
	struct relay_line onward;
	int64_t started_at;
	int64_t due;	 /* without a report: CLOCK_NEVER when it is there */
	int64_t home_at; /* my own came round; 0: it has not */
};

/* How one of my own has ended. */
enum relay_end {
	RELAY_ROUND,  /* back here: the ring is closed */
	RELAY_LAST,   /* with a phone that has no next */
	RELAY_LOOP,   /* with one that had seen it, which is not this one */
	RELAY_BROKEN, /* on its way; the report has the words for it */
};

struct relay {
	bool is_on;
	bool has_next; /* else a message ends here */
	struct number next;
	char number[PASS_NUMBER_MOST + 1]; /* of this phone; "": none */
	struct relay_pass passes[RELAY_MOST];
	uint64_t seen[RELAY_SEEN]; /* a ring */
	uint64_t seen_count;
	/* What is told, in order: messages that pass by, of which the text is
	 * "NAME\nTEXT" and the speaker SPEAKER_THEM, and remarks. */
	struct transcript told;
	bool has_failed; /* one of my own was no RELAY_ROUND, no RELAY_LAST */
};

void relay_init(struct relay *relay);
void relay_clear(struct relay *relay);

/* Whether that message has been here; and from now on it has. */
bool relay_has_seen(const struct relay *relay, uint64_t id);
void relay_see(struct relay *relay, uint64_t id);

/* Room for one more, with a copy of the trail; NULL: there is none. */
struct relay_pass *relay_add(struct relay *relay, const struct pass *trail,
    int64_t now);
void relay_drop(struct relay_pass *pass);
bool relay_is_full(const struct relay *relay);

/* Whether it began here. */
bool relay_is_mine(const struct relay_pass *pass);

/* Adds a phone to the trail; false when it has as many as it can have. */
bool relay_add_hop(struct pass *trail, const char *name, const char *number,
    uint64_t at_ms);

/* Whose message it is, in words; lives as long as the trail. */
const char *relay_who(const struct pass *trail);

/*
 * The report as it goes back from here: what stands behind my own hop is
 * theirs, all before it is as I sent it.
 */
void relay_merge(struct pass *report, const struct pass *trail);

/* A line of the told ones; and a message that passes by. */
void relay_tell(struct relay *relay, int64_t now, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void relay_tell_message(struct relay *relay, const struct pass *trail,
    int64_t now);

/* A line that is told, with a message on one line: "alice passes on: hello". */
const char *relay_line_of(const struct transcript_entry *entry,
    char spare[RELAY_LINE_SIZE]);

/*
 * Tells the trail of my own message, as traceroute does; `why` it broke, or ""
 * when it came to an end.
 */
void relay_tell_trail(struct relay *relay, const struct relay_pass *pass,
    const struct pass *trail, const char *why, int64_t now);

#endif
