/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * transcript - what was said, in order, by whom, and whether it arrived.
 *
 * Pure. It knows no widths, no rows and no headers; a tape id leads to the
 * header. Everything in it is clean (text/clean).
 */
#ifndef LANDLINE_CALL_TRANSCRIPT_H
#define LANDLINE_CALL_TRANSCRIPT_H

#include <stddef.h>
#include <stdint.h>

enum {
	TRANSCRIPT_MOST = 10000,		/* entries in memory */
	TRANSCRIPT_TEXT_MOST = 4 * 1024 * 1024, /* bytes of text in memory */
};

enum transcript_speaker {
	SPEAKER_ME,
	SPEAKER_THEM,
	SPEAKER_PHONE, /* neither: what the phone itself has to say */
};

enum transcript_kind {
	TRANSCRIPT_TEXT,    /* a message */
	TRANSCRIPT_NOTE,    /* "alice picked up", "bob put you on hold" */
	TRANSCRIPT_SKIPPED, /* a frame of a type that is not known here */
	TRANSCRIPT_REMARK,  /* of how datagrams came: a gap, a repeat, late */
};

enum transcript_delivery {
	DELIVERY_NONE,	     /* not a message of mine */
	DELIVERY_WAITING,    /* not acknowledged yet */
	DELIVERY_DONE,	     /* acknowledged: it stands in their transcript */
	DELIVERY_UNKNOWN,    /* not known to have arrived */
	DELIVERY_UNANSWERED, /* a datagram: no answer came, or none in time */
};

struct transcript_entry {
	int64_t at_ms;	   /* base/clock */
	char *text;	   /* clean UTF-8 with a NUL behind */
	uint32_t size;	   /* bytes of it */
	uint32_t sequence; /* 0: none */
	uint32_t tape_id;  /* 0: not sent yet */
	uint8_t speaker;   /* enum transcript_speaker */
	uint8_t kind;	   /* enum transcript_kind */
	uint8_t delivery;  /* enum transcript_delivery */
};

struct transcript {
	struct transcript_entry *ring;
	size_t room;	  /* of the ring */
	uint64_t first;	  /* number of the oldest entry in memory */
	uint64_t end;	  /* number that the next entry will have */
	uint64_t waiting; /* no message of mine before it waits any more */
	uint64_t untaped; /* no message of mine before it lacks a tape id */
	size_t text_size; /* bytes of all texts */
	unsigned long version; /* counts up at every change */
};

void transcript_init(struct transcript *transcript);
void transcript_clear(struct transcript *transcript);

/*
 * Adds an entry; `text` is clean and is copied, the entry's own `text` and
 * `size` are not looked at. The oldest leave when there are too many; the one
 * just added never does. Returns the entry's number (0, 1, 2 …), which it
 * keeps for ever.
 */
uint64_t transcript_add(struct transcript *transcript,
    const struct transcript_entry *entry, const char *text, size_t size);

/* The entry with that number, or NULL when it has left or is yet to come. */
const struct transcript_entry *
transcript_at(const struct transcript *transcript, uint64_t number);

/*
 * My message with that sequence went out as that frame on the tape. Frames go
 * out in sequence: messages before it are not looked at again.
 */
void transcript_taped(struct transcript *transcript, uint32_t sequence,
    uint32_t tape_id);

/* What has not arrived goes out once more, and is looked at again. */
void transcript_rewind(struct transcript *transcript);

/* My messages up to that sequence have arrived. */
void transcript_delivered(struct transcript *transcript, uint32_t sequence);

/* What became of the message of mine with that number. */
void transcript_mark(struct transcript *transcript, uint64_t number,
    enum transcript_delivery delivery);

/* What still waits is not known to have arrived. Returns how many in memory. */
size_t transcript_give_up(struct transcript *transcript);

#endif
