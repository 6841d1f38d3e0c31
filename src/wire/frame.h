/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * frame - the fixed header that opens every frame on a landline, the types
 * there are, and the payloads that have an inside.
 *
 * Pure: bytes in, struct out, and back again. Who may send what, and when,
 * is call/call's; cutting a stream into frames is wire/framing's.
 */
#ifndef LANDLINE_WIRE_FRAME_H
#define LANDLINE_WIRE_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	FRAME_MAGIC = 0x4c, /* 'L' */
	FRAME_VERSION = 1,
	FRAME_HEADER_SIZE = 16,
	FRAME_PAYLOAD_MOST = 65536,
	FRAME_NAME_MOST = 64,	/* bytes of a card's name */
	FRAME_CARD_SIZE = 22,	/* a card with an empty name */
	FRAME_WORDS_MOST = 200, /* bytes of a HANGUP's words */
	FRAME_PING_SIZE = 8,
	FRAME_DRAFT_MOST = 1024,
	FRAME_RESUME_SIZE = 12,
	FRAME_RESUMED_SIZE = 8,
	FRAME_PASS_LEAST = 12, /* no text and no hop: see wire/pass */
	FRAME_PASS_MOST = 12 + 1024 + 64 * 138,
};

/* The payloads' lengths, and what the types mean, stand in frame_kinds. */
enum frame_type {
	FRAME_RING = 0x01,
	FRAME_RINGING = 0x02,
	FRAME_ANSWER = 0x03,
	FRAME_HANGUP = 0x04,
	FRAME_TEXT = 0x05,
	FRAME_DRAFT = 0x06,
	FRAME_ACK = 0x07,
	FRAME_PING = 0x08,
	FRAME_PONG = 0x09,
	FRAME_HOLD = 0x0a,
	FRAME_RESUME = 0x0b,
	FRAME_RESUMED = 0x0c,
	FRAME_PASS = 0x10, /* its payload is wire/pass's */
};

enum frame_flag {
	FRAME_SEALED = 1 << 0, /* reserved; refused until it means something */
	FRAME_SKIP = 1 << 1,   /* who does not know the type skips the frame */
};

/* ITU-T Q.850, and one of ours. */
enum frame_cause {
	CAUSE_NORMAL = 16,
	CAUSE_BUSY = 17,
	CAUSE_NO_ANSWER = 19,
	CAUSE_DECLINED = 21,
	CAUSE_LINE_LOST = 27,
	CAUSE_NO_SUCH_CALL = 86,
	CAUSE_INCOMPATIBLE = 88,
	CAUSE_PROTOCOL_ERROR = 111,
	CAUSE_GLARE = 200,
};

struct frame_header {
	uint8_t version;
	uint8_t type; /* an enum frame_type, or one that is not known here */
	uint8_t flags;
	uint32_t length; /* bytes of payload */
	uint32_t sequence;
	uint32_t acknowledgement;
};

/* How people read a field's value. */
enum frame_show {
	FRAME_AS_NUMBER,
	FRAME_AS_CHARACTER, /* 'L' */
	FRAME_AS_TYPE,	    /* 5 TEXT */
	FRAME_AS_FLAGS,	    /* 0x02 SKIP */
	FRAME_AS_CAUSE,	    /* 16 normal */
	FRAME_AS_ID,	    /* 8 bytes in one hexadecimal number */
	FRAME_AS_TEXT,
	/* Foreign ones, wire/inspect_foreign. */
	FRAME_AS_LITTLE,   /* a number, the least byte first */
	FRAME_AS_DIGITS,   /* a number in characters */
	FRAME_AS_CONTROLS, /* CR LF */
};

/* One field of the header, for who shows it. */
struct frame_field {
	const char *name; /* "magic", "version", … "acknowledgement" */
	uint8_t offset;	  /* bytes from the header's start */
	uint8_t size;	  /* bytes */
	enum frame_show show;
	const char *meaning; /* a few words */
};

enum { FRAME_FIELD_COUNT = 7 };
extern const struct frame_field frame_fields[FRAME_FIELD_COUNT];

/*
 * The fields of a type's payload, and how many; offsets count from the
 * payload's start, and a size of 0 is text up to its end. NULL and 0 for a
 * payload without an inside.
 */
const struct frame_field *frame_payload_fields(uint8_t type, size_t *count);

struct frame_kind {
	uint8_t type;
	bool is_reliable; /* carries a sequence, is kept until acknowledged;
			     set for HANGUP, which does when a goodbye */
	uint32_t least;	  /* bytes of payload */
	uint32_t most;
	const char *name;    /* "RING" */
	const char *meaning; /* a few words */
};

extern const struct frame_kind frame_kinds[];
extern const size_t frame_kind_count;

/* The row of a type, or NULL when it is not known. */
const struct frame_kind *frame_kind(uint8_t type);

/* "TEXT"; for a type not known here "0x7f", written to `spare`. */
const char *frame_type_name(uint8_t type, char spare[8]);

/* "busy", "protocol error" …; NULL for a cause not known here. */
const char *frame_cause_name(uint16_t cause);

enum frame_verdict {
	FRAME_OK,
	FRAME_NEEDS_MORE,    /* keep the bytes and come back with more */
	FRAME_NOT_OURS,	     /* does not begin as a landline's frame */
	FRAME_OTHER_VERSION, /* a landline, but not one that we know */
	FRAME_TOO_LONG,	     /* announces more than FRAME_PAYLOAD_MOST */
	FRAME_BAD_LENGTH,    /* not a length that its type can have */
	FRAME_SEALED_INSIDE, /* flag SEALED: answered with 88 */
};

/*
 * Reads a header from the first `size` bytes of `wire`; fills `header` only
 * on FRAME_OK. Every verdict is given as soon as the bytes allow it. A HANGUP
 * is read whatever its version is: its layout never changes.
 */
enum frame_verdict frame_decode(struct frame_header *header,
    const uint8_t *wire, size_t size);

/* Writes the FRAME_HEADER_SIZE bytes; the version is always our own. */
void frame_encode(uint8_t *wire, const struct frame_header *header);

/* The payload of RING and RINGING. */
struct frame_card {
	uint64_t phone_id; /* random each run */
	uint64_t call_id;  /* the caller's choice */
	uint32_t features; /* 0 */
	uint16_t port;	   /* where its sender can be called back; 0: nowhere */
	uint8_t name_size;
	char name[FRAME_NAME_MOST]; /* raw as it came: text/clean first */
};

/* `size` bytes of payload; false when it is no card. */
bool frame_card_decode(struct frame_card *card, const uint8_t *payload,
    size_t size);

/* Returns the size; `payload` has room for FRAME_CARD_SIZE + FRAME_NAME_MOST. */
size_t frame_card_encode(uint8_t *payload, const struct frame_card *card);

/* The payload of HANGUP: a cause, then words (at most FRAME_WORDS_MOST bytes). */
size_t frame_hangup_encode(uint8_t *payload, uint16_t cause, const char *words,
    size_t words_size);

/* The cause; `words` points into the payload, raw as it came. */
uint16_t frame_hangup_decode(const uint8_t *payload, size_t size,
    const char **words, size_t *words_size);

/* The payload of RESUME; RESUMED's is the call id alone. */
struct frame_resume {
	uint64_t call_id;
	uint32_t attempt; /* 1, 2, 3 … of this call */
};

void frame_resume_decode(struct frame_resume *resume,
    const uint8_t payload[FRAME_RESUME_SIZE]);
void frame_resume_encode(uint8_t payload[FRAME_RESUME_SIZE],
    const struct frame_resume *resume);

#endif
