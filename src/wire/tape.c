/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/tape.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void
tape_init(struct tape *tape)
{
	*tape = (struct tape){ 0 };
}

void
tape_clear(struct tape *tape)
{
	bool datagrams = tape->datagrams;
	free(tape->ring);
	tape_init(tape);
	tape->datagrams = datagrams;
}

static struct tape_entry *
entry_at(const struct tape *tape, uint32_t id)
{
	return &tape->ring[id % TAPE_LENGTH];
}

/* What the line still has of a frame that leaves will be sent all the same. */
static void
drop_oldest(struct tape *tape)
{
	uint32_t oldest = tape_oldest(tape);
	if (tape->unsent != oldest)
		return;
	tape->unsent_gone += entry_at(tape, oldest)->unsent;
	tape->unsent++;
}

static uint32_t
next_id(struct tape *tape)
{
	/* Four thousand million frames: nobody remembers the first ones. */
	if (tape->newest == UINT32_MAX)
		tape_clear(tape);
	if (tape->ring == NULL)
		tape->ring = memory_new(TAPE_LENGTH, sizeof(struct tape_entry));
	if (tape->newest >= TAPE_LENGTH)
		drop_oldest(tape);
	return ++tape->newest;
}

static void
keep_bytes(struct tape_entry *entry, const struct framing_frame *frame)
{
	assert(frame->header_size <= TAPE_HEADER_MOST);
	assert(frame->trailer_size <= FRAMING_TRAILER_MOST);
	size_t kept = frame->payload_size < TAPE_PAYLOAD_MOST ?
	    frame->payload_size :
	    TAPE_PAYLOAD_MOST;
	entry->header_size = (uint8_t)frame->header_size;
	entry->payload_size = (uint32_t)frame->payload_size;
	entry->kept = (uint16_t)kept;
	entry->trailer_size = (uint8_t)frame->trailer_size;
	entry->is_nonsense = frame->is_nonsense;
	/* An empty half may have no address. */
	if (frame->header_size > 0)
		memcpy(entry->bytes, frame->header, frame->header_size);
	if (kept > 0)
		memcpy(entry->bytes + frame->header_size, frame->payload, kept);
	if (frame->trailer_size > 0)
		memcpy(entry->trailer, frame->payload + frame->payload_size,
		    frame->trailer_size);
}

static struct tape_entry *
add(struct tape *tape, enum tape_direction direction,
    const struct framing *framing, const struct framing_frame *frame,
    int64_t now)
{
	uint32_t id = next_id(tape);
	struct tape_entry *entry = entry_at(tape, id);
	/* The bytes behind it are as many as keep_bytes() says; to blank all of
	 * them is a tenth of what a message costs. */
	memset(entry, 0, offsetof(struct tape_entry, bytes));
	entry->id = id;
	entry->direction = direction;
	entry->framing = framing;
	entry->at_ms = now;
	entry->is_datagram = tape->datagrams;
	keep_bytes(entry, frame);
	if (direction == TAPE_IN)
		entry->pieces = frame->pieces;
	return entry;
}

uint32_t
tape_share(struct tape *tape, int line, enum tape_direction direction,
    const struct framing *framing, const struct framing_frame *frame,
    int64_t now)
{
	struct tape_entry *entry = add(tape, direction, framing, frame, now);
	entry->line = line;
	return entry->id;
}

uint32_t
tape_note(struct tape *tape, enum tape_direction direction,
    const struct framing *framing, const struct framing_frame *frame,
    int64_t now)
{
	struct tape_entry *entry = add(tape, direction, framing, frame, now);
	if (direction == TAPE_IN)
		return entry->id;
	entry->unsent = (uint32_t)(frame->header_size + frame->payload_size +
	    frame->trailer_size);
	if (tape->unsent == 0)
		tape->unsent = entry->id;
	return entry->id;
}

/* Moves on to the next entry; behind the newest there is nothing to send. */
static void
pass_by(struct tape *tape)
{
	tape->unsent = tape->unsent == tape->newest ? 0 : tape->unsent + 1;
}

void
tape_sent(struct tape *tape, size_t size)
{
	size_t gone = size < tape->unsent_gone ? size : tape->unsent_gone;
	tape->unsent_gone -= gone;
	size -= gone;
	bool is_begun = gone > 0; /* the send() took of another frame, too */
	while (size > 0 && tape->unsent != 0) {
		struct tape_entry *entry = entry_at(tape, tape->unsent);
		size_t part = size < entry->unsent ? size : entry->unsent;
		if (entry->pieces.count == 0)
			entry->pieces.shares_first = is_begun;
		is_begun = true;
		framing_pieces_add(&entry->pieces, part);
		entry->unsent -= (uint32_t)part;
		size -= part;
		if (entry->unsent == 0)
			pass_by(tape);
	}
}

void
tape_cut(struct tape *tape)
{
	for (; tape->unsent != 0; pass_by(tape)) {
		struct tape_entry *entry = entry_at(tape, tape->unsent);
		entry->is_cut = entry->unsent > 0;
	}
	tape->unsent_gone = 0;
}

const struct tape_entry *
tape_find(const struct tape *tape, uint32_t id)
{
	if (id == 0 || id < tape_oldest(tape) || id > tape->newest)
		return NULL;
	return entry_at(tape, id);
}

uint32_t
tape_oldest(const struct tape *tape)
{
	if (tape->newest == 0)
		return 0;
	return tape->newest <= TAPE_LENGTH ? 1 : tape->newest - TAPE_LENGTH + 1;
}

uint32_t
tape_newest(const struct tape *tape)
{
	return tape->newest;
}
