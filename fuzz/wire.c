/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

enum { START_MS = 1000000 };

static struct number
number_of(int phone)
{
	uint8_t address[4] = { 192, 0, 2, (uint8_t)(phone + 1) };
	return number_ipv4(address, NUMBER_PORT);
}

void
wire_open(struct wire *wire, const struct party_rules rules[WIRE_PHONES])
{
	memset(wire, 0, sizeof *wire);
	wire->now = START_MS;
	for (int phone = 0; phone < WIRE_PHONES; phone++) {
		switchboard_init(&wire->phones[phone], &rules[phone],
		    &timers_standard, ((uint64_t)phone + 1) * 1000);
		wire->witness.is_served[phone] = rules[phone].service != NULL;
	}
}

void
wire_free_line(struct wire_line *line)
{
	for (int which = 0; which < 2; which++)
		bytes_clear(&line->ends[which].arriving);
	*line = (struct wire_line){ 0 };
}

void
wire_close(struct wire *wire)
{
	for (size_t at = 0; at < WIRE_LINES; at++)
		wire_free_line(&wire->lines[at]);
	for (int phone = 0; phone < WIRE_PHONES; phone++)
		switchboard_clear(&wire->phones[phone]);
}

struct switchboard *
wire_board(struct wire *wire, const struct wire_line *line, int which)
{
	return &wire->phones[which == 0 ? line->from : 1 - line->from];
}

/* ---- steps ---- */

bool
wire_connect(struct wire *wire, size_t at)
{
	struct wire_line *line = &wire->lines[at];
	struct wire_end *end = &line->ends[0];
	if (!line->is_used || wire->is_deaf || end->is_there || end->has_closed)
		return false;
	struct number reached = number_of(1 - line->from);
	end->is_there = true;
	switchboard_connected(&wire->phones[line->from], end->slot, &reached,
	    wire->now);
	wire_serve(wire);
	return true;
}

void
wire_fail(struct wire *wire, size_t at, bool refused)
{
	struct wire_line *line = &wire->lines[at];
	struct wire_end *end = &line->ends[0];
	struct fault fault;
	if (!line->is_used || end->is_there || end->has_closed)
		return;
	int slot = end->slot;
	end->slot = SWITCHBOARD_NOBODY;
	end->has_closed = true;
	fault_set(&fault, 69, "nobody is there");
	switchboard_unreachable(&wire->phones[line->from], slot, refused,
	    &fault, wire->now);
	wire_serve(wire);
}

bool
wire_accept(struct wire *wire, size_t at)
{
	struct wire_line *line = &wire->lines[at];
	struct wire_end *end = &line->ends[1], *other = &line->ends[0];
	if (!line->is_used || !other->is_there || end->is_there ||
	    end->has_closed)
		return false;
	struct switchboard *board = &wire->phones[1 - line->from];
	struct number from = number_of(line->from);
	from.port = 50000;
	end->is_there = true;
	end->slot = switchboard_accept(board, &from, wire->now);
	if (end->slot == SWITCHBOARD_NOBODY) {
		uint8_t frame[64];
		size_t size = switchboard_farewell(board, frame);
		bytes_append(&other->arriving, frame, size);
		other->end_arrives = true;
		end->has_finished = end->has_closed = true;
	} else {
		end->line_id = switchboard_line(board, end->slot);
	}
	wire_serve(wire);
	return true;
}

static bool
has_something(const struct wire_end *end)
{
	return end->arriving.size > 0 || end->end_arrives || end->reset_arrives;
}

/* To a socket that is closed: the sender's is reset. */
static void
deliver_to_nobody(struct wire_end *end, struct wire_end *other)
{
	if (end->arriving.size > 0 && !other->has_closed)
		other->reset_arrives = true;
	bytes_consume(&end->arriving, end->arriving.size);
	end->end_arrives = end->reset_arrives = false;
}

static void
deliver_piece(struct wire *wire, struct switchboard *board,
    struct wire_end *end, size_t size)
{
	uint8_t *piece = malloc(size);
	fuzz_require(piece != NULL, "no memory");
	memcpy(piece, bytes_head(&end->arriving), size);
	bytes_consume(&end->arriving, size);
	switchboard_receive(board, end->slot, piece, size, wire->now);
	free(piece);
}

static void
deliver_end(struct wire *wire, struct switchboard *board, struct wire_end *end)
{
	bool broken = end->reset_arrives;
	end->end_arrives = end->reset_arrives = false;
	switchboard_line_ended(board, end->slot, broken,
	    broken ? "Connection reset by peer" : "", wire->now);
}

bool
wire_deliver(struct wire *wire, size_t at, int which, size_t most)
{
	struct wire_line *line = &wire->lines[at];
	struct wire_end *end = &line->ends[which];
	struct switchboard *board = wire_board(wire, line, which);
	size_t size = end->arriving.size < most ? end->arriving.size : most;
	if (!line->is_used || end->is_silent || !has_something(end) ||
	    (!end->is_there && !end->has_closed))
		return false;
	if (end->has_closed) {
		deliver_to_nobody(end, &line->ends[1 - which]);
	} else if (end->arriving.size > 0) {
		size_t appetite = switchboard_appetite(board, end->slot);
		if (size > appetite)
			size = appetite;
		if (size == 0)
			return false;
		deliver_piece(wire, board, end, size);
	} else {
		deliver_end(wire, board, end);
	}
	wire_serve(wire);
	return true;
}

void
wire_cut(struct wire *wire, size_t at, size_t left_0, size_t left_1)
{
	size_t left[] = { left_0, left_1 };
	for (int which = 0; which < 2; which++) {
		struct wire_end *end = &wire->lines[at].ends[which];
		if (end->arriving.size > left[which])
			end->arriving.size = left[which];
		end->reset_arrives = end->is_cut = true;
	}
}
