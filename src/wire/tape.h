/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * tape - what crossed a line, both ways: the last thousand frames, each with
 * its time, its first bytes, and the pieces it travelled in.
 *
 * Pure. It keeps bytes as they were; wire/inspect makes them fit to show.
 */
#ifndef LANDLINE_WIRE_TAPE_H
#define LANDLINE_WIRE_TAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wire/framing.h"

enum {
	TAPE_LENGTH = 1000,
	TAPE_HEADER_MOST = 16,
	TAPE_PAYLOAD_MOST = 256,
};

enum tape_direction {
	TAPE_OUT,
	TAPE_IN,
};

struct tape_entry {
	uint32_t id; /* 1, 2, 3 …; 0 is no entry */
	int line;    /* whose, on a tape that lines share; 0: on its own */
	enum tape_direction direction;
	const struct framing *framing;
	int64_t at_ms;
	uint32_t payload_size; /* as it was on the wire */
	uint32_t unsent;       /* TAPE_OUT: bytes that no send() took yet */
	bool is_cut; /* TAPE_OUT: and none ever will, the line is gone */
	struct framing_pieces pieces; /* of recv()s, or of send()s so far */
	bool is_datagram;	      /* then there is exactly one */
	bool is_nonsense;	      /* bytes that make no whole frame */
	uint8_t header_size;
	uint8_t trailer_size;
	uint8_t trailer[FRAMING_TRAILER_MOST]; /* LF, CR LF or NUL */
	uint16_t kept; /* bytes of the payload in `bytes` behind the header */
	uint8_t bytes[TAPE_HEADER_MOST + TAPE_PAYLOAD_MOST];
};

struct tape {
	bool datagrams;		 /* what is noted travels so */
	struct tape_entry *ring; /* made at the first entry */
	uint32_t newest;	 /* id; 0: empty */
	uint32_t unsent;	 /* id of the oldest that may have bytes to be
				    sent; 0: none has */
	size_t unsent_gone;	 /* bytes to be sent of frames that have left */
};

void tape_init(struct tape *tape);
void tape_clear(struct tape *tape);

/* Notes a frame (its `pieces` only when it came in). Returns its id. */
uint32_t tape_note(struct tape *tape, enum tape_direction direction,
    const struct framing *framing, const struct framing_frame *frame,
    int64_t now);

/*
 * The same on a tape that several lines share, for line `line`, 1 or more. It
 * is not told in which pieces a frame leaves: only its own line knows.
 */
uint32_t tape_share(struct tape *tape, int line, enum tape_direction direction,
    const struct framing *framing, const struct framing_frame *frame,
    int64_t now);

/* One send() took `size` bytes of what was noted as TAPE_OUT, in order. */
void tape_sent(struct tape *tape, size_t size);

/* The line is gone: what no send() took never will be. */
void tape_cut(struct tape *tape);

/* The entry, or NULL when it has left the ring or never was. */
const struct tape_entry *tape_find(const struct tape *tape, uint32_t id);

/* The oldest id still there and the newest; 0 and 0 when empty. */
uint32_t tape_oldest(const struct tape *tape);
uint32_t tape_newest(const struct tape *tape);

#endif
