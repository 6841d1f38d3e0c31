/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * wire - two phones, and the lines between them, which an input connects, lets
 * through late or not at all, cuts at any byte, or lets go silent.
 *
 * Nothing moves by itself: a step is one connect, one accept or one piece.
 * What both have heard is looked at by fuzz/witness after each of them.
 */
#ifndef FUZZ_WIRE_H
#define FUZZ_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "call/switchboard.h"
#include "witness.h"

enum {
	WIRE_PHONES = 2,
	WIRE_LINES = 32,
};

struct wire_end {
	int slot; /* SWITCHBOARD_NOBODY: no slot yet, or no more */
	uint64_t line_id;
	bool is_there; /* this end knows of the line */
	bool has_finished;
	bool has_closed;
	bool is_silent;	       /* nothing reaches it any more */
	bool is_cut;	       /* what is said to it from now on is lost */
	struct bytes arriving; /* on its way to this end */
	bool end_arrives;      /* and the stream's end behind it */
	bool reset_arrives;
};

/* ends[0] is at the phone that dialled, ends[1] at the other one. */
struct wire_line {
	bool is_used;
	int from;
	struct wire_end ends[2];
};

struct wire {
	struct switchboard phones[WIRE_PHONES];
	struct wire_line lines[WIRE_LINES];
	size_t line_count; /* no line behind that one is used */
	struct witness witness;
	bool is_deaf; /* no connect gets through */
	int64_t now;
};

void wire_open(struct wire *wire, const struct party_rules rules[WIRE_PHONES]);
void wire_close(struct wire *wire);

/* Steps. False when there is nothing of the kind to do. */
bool wire_connect(struct wire *wire, size_t line);
bool wire_accept(struct wire *wire, size_t line);
bool wire_deliver(struct wire *wire, size_t line, int end, size_t most);

/* The connect fails; `refused`: it is known that nobody is there. */
void wire_fail(struct wire *wire, size_t line, bool refused);

/* Of what is on its way to each end so much arrives yet, and then a reset. */
void wire_cut(struct wire *wire, size_t line, size_t left_0, size_t left_1);

/* Each phone gives what is due, and closes what is to be closed. */
void wire_serve(struct wire *wire);

/* Steps until nothing moves. */
void wire_settle(struct wire *wire);

/* Every deadline strikes when it is due; meanwhile all moves, or nothing. */
void wire_pass(struct wire *wire, int64_t ms, bool moves);

/* Between the two parts of it. */
struct switchboard *wire_board(struct wire *wire, const struct wire_line *line,
    int which);
void wire_free_line(struct wire_line *line);

#endif
