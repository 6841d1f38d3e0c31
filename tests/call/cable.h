/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * cable - lines in memory between phones, with a made-up clock: what net/ and
 * the app do for a switchboard, without a socket.
 *
 * An end of a line belongs to a phone or to the test, which then sends any
 * bytes it likes and reads what the phone says. Nothing moves by itself:
 * a step is one connect, one accept or one piece, and cable_settle() takes
 * steps until there are none.
 */
#ifndef TESTS_CALL_CABLE_H
#define TESTS_CALL_CABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "call/switchboard.h"

enum {
	CABLE_PHONES = 3,
	CABLE_PHONES_MOST = 12,
	CABLE_LINES = 256,
	CABLE_TEST = -1,     /* in place of a phone: the test holds that end */
	CABLE_DEAD_PORT = 9, /* who is dialled there is not in service */
};

enum cable_cut {
	CABLE_WHOLE, /* all that waits comes as one piece */
	CABLE_BYTES, /* one byte a piece */
	CABLE_RANDOM,
	CABLE_FRAMES, /* one frame a piece */
};

struct cable_end {
	int phone;
	int slot;	  /* SWITCHBOARD_NOBODY: no slot yet, or no more */
	uint64_t line_id; /* switchboard_line() of the slot */
	bool is_there;	  /* this end knows of the line */
	bool has_finished;
	bool has_closed;
	struct bytes arriving; /* on its way to this end */
	bool end_arrives;      /* and the stream's end behind it */
	bool reset_arrives;
	bool is_cut;   /* what is said to it from now on is lost */
	size_t window; /* bytes that may be on their way; 0: any */
};

/* ends[0] has dialled, ends[1] is dialled. */
struct cable_line {
	struct cable_end ends[2];
	bool is_dead;	   /* nothing moves any more, and nobody is told */
	bool is_refused;   /* it was dialled, and will not be connected */
	bool is_silent[2]; /* nothing reaches that end any more */
};

struct cable {
	struct switchboard phones[CABLE_PHONES_MOST];
	struct number numbers[CABLE_PHONES_MOST];
	struct cable_line lines[CABLE_LINES];
	size_t line_count;
	int phone_count;
	bool is_deaf;  /* no connect gets through */
	bool recycles; /* lines that are closed at both ends are used again */
	enum cable_cut cut;
	uint64_t random;
	int64_t now;
};

/*
 * "alice", "bob", "carol" and so on, with phone ids that rise in this order. Their
 * numbers are 192.0.2.1, 192.0.2.2 …; any other number is the test's.
 */
enum { ALICE, BOB, CAROL, DORA };

void cable_init(struct cable *cable, enum cable_cut cut, uint64_t seed);
/* With so many phones instead of CABLE_PHONES. */
void cable_init_many(struct cable *cable, int phones, enum cable_cut cut,
    uint64_t seed);
void cable_clear(struct cable *cable);

/* From now on that phone speaks this framing, and a service (or NULL) answers. */
void cable_speak(struct cable *cable, int phone, const char *framing,
    const char *service);

/* A phone dials another one, or the test (CABLE_TEST). Returns the line. */
size_t cable_dial(struct cable *cable, int from, int to);

/* The test dials a phone and is let in, or not (SWITCHBOARD_NOBODY). */
size_t cable_knock(struct cable *cable, int at, const struct number *from);

/* The dialled number cannot be had: it is refused. */
void cable_refuse(struct cable *cable, size_t line);

/* Steps. False when there is nothing of the kind to do. */
bool cable_connect(struct cable *cable, size_t line);
bool cable_accept(struct cable *cable, size_t line);
bool cable_deliver(struct cable *cable, size_t line, int end);

/* Every phone gives what is due, and closes what is to be closed. */
void cable_serve(struct cable *cable);

/* Steps until nothing moves. */
void cable_settle(struct cable *cable);

/* Lets time go by; every deadline strikes when it is due. */
void cable_pass(struct cable *cable, int64_t ms);

/* The line breaks, for both ends. */
void cable_break(struct cable *cable, size_t line);

/*
 * The line breaks in the middle of something: of what is on its way to each
 * end so many bytes still arrive, and then the reset. Nothing is delivered yet.
 */
void cable_cut(struct cable *cable, size_t line, size_t left_0, size_t left_1);

/* The line that the call in front of that phone has, or wants; CABLE_LINES: none. */
size_t cable_line(const struct cable *cable, int phone);

/* The test's end of a line: bytes, a frame, and the end of its stream. */
void cable_send(struct cable *cable, size_t line, const void *bytes,
    size_t size);
void cable_send_frame(struct cable *cable, size_t line,
    const struct frame_header *header, const void *payload);
void cable_finish(struct cable *cable, size_t line);

/*
 * The next frame that came to the test's end; false when there is none.
 * `payload` has room for FRAME_PAYLOAD_MOST bytes, or is NULL.
 */
bool cable_hear(struct cable *cable, size_t line, struct frame_header *header,
    uint8_t *payload);

/* The party of a phone that is at that line; NULL when it has none. */
struct party *cable_party(struct cable *cable, size_t line, int end);

/*
 * A transcript as text, one entry a line: "me ok: hello", "them: hello",
 * "-- bob picked up". The caller frees it.
 */
char *cable_transcript(const struct transcript *transcript);

/* Whether a line of that transcript contains these words. */
bool cable_has_said(const struct transcript *transcript, const char *words);

/* Both phones ring, pick up and talk. Returns the line. */
size_t cable_call(struct cable *cable, int from, int to);

/* What the user does. Each must be possible. */
void cable_answer(struct cable *cable, int phone);
void cable_hang_up(struct cable *cable, int phone);
void cable_say(struct cable *cable, int phone, const char *text);

/* The call in front of that phone, or the one before; never NULL. */
struct party *cable_shown(struct cable *cable, int phone);

#endif
