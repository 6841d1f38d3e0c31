/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * trunk - the lines of a switchboard, and whoever is at their other ends, as
 * an input says: it connects, says frames that may or may not come now, bytes
 * of any kind, lets time go by and does what a user does.
 *
 * Whatever the switchboard says is held against the protocol at once.
 */
#ifndef FUZZ_TRUNK_H
#define FUZZ_TRUNK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "call/switchboard.h"
#include "fuzz.h"

enum {
	TRUNK_LINES = SWITCHBOARD_SLOTS_MOST,
	TRUNK_PHONE_ID = 0x5555,
};

/* The far end of the line in a slot. */
struct trunk_line {
	bool is_connected;
	bool is_stuck;	/* takes nothing of what is said to it */
	bool has_ended; /* says nothing any more */
	bool has_broken;
	bool was_refused; /* a HANGUP with sequence 0 has come */
	struct decoder decoder;
	uint64_t call_id;
	uint32_t said, heard; /* sequences of the last reliable frames */
	uint32_t said_most;   /* a sequence that may have been said */
	uint64_t line_id;     /* switchboard_line() of the slot */
	bool is_resumed;      /* the numbers go on where another line was */
	bool has_service;     /* its acknowledgements follow its answers */
};

struct trunk {
	struct switchboard board;
	struct trunk_line lines[TRUNK_LINES]; /* by slot */
	int line_most;			      /* connected at once */
	uint32_t attempts;		      /* of theirs to resume */
	int64_t now;
};

/*
 * The rules are read from the input: framing, service, manners. Without any
 * lines it is over datagrams, and only trunk_do() may be used.
 */
void trunk_open(struct trunk *trunk, struct fuzz_input *input, int line_most);

/* One step of the input, and what follows from it. */
void trunk_step(struct trunk *trunk, struct fuzz_input *input);

/* What a user does. */
void trunk_do(struct trunk *trunk, struct fuzz_input *input);

/*
 * Its half that speaks: a message or a frame with the numbers that are due, a
 * frame with a header of the input's own, or bytes.
 */
void trunk_say(struct trunk *trunk, int slot, struct fuzz_input *input);
void trunk_say_oddly(struct trunk *trunk, int slot, struct fuzz_input *input);
void trunk_say_bytes(struct trunk *trunk, int slot, struct fuzz_input *input);

/* All lines break, time goes by until nothing is left, all is freed. */
void trunk_close(struct trunk *trunk);

#endif
