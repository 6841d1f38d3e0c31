/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * framing - how frames are cut out of a byte stream: a framing is a const
 * table of functions, and the decoder resumes wherever a piece ended.
 *
 * The decoder holds the only receive buffer of a line, made when a frame is
 * first cut short. Pure.
 */
#ifndef LANDLINE_WIRE_FRAMING_H
#define LANDLINE_WIRE_FRAMING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

enum {
	FRAMING_PAYLOAD_MOST = 65536, /* in every framing */
	FRAMING_EXTRA = 16,	      /* bytes around a payload, at most */
	FRAMING_TRAILER_MOST = 2,     /* those of them that stand behind it */
	FRAMING_STORE_SIZE =
	    FRAMING_EXTRA + FRAMING_PAYLOAD_MOST, /* no frame is longer */
	FRAMING_PIECES_MOST = 8,		  /* remembered one by one */
};

enum framing_verdict {
	FRAMING_FRAME,
	FRAMING_NEEDS_MORE,
	FRAMING_NOT_OURS,
	FRAMING_OTHER_VERSION,
	FRAMING_TOO_LONG,
	FRAMING_BAD_LENGTH,
	FRAMING_SEALED,
};

/* What a framing says of the bytes at the front of a stream. */
struct framing_cut {
	size_t header_size;
	size_t payload_size;
	size_t trailer_size;
	size_t needs; /* with FRAMING_NEEDS_MORE: bytes in all that would help,
			 more than there are; what is too many of them stays in
			 the piece */
	size_t seen;  /* kept from one cut to the next of the same frame: so
			 many bytes are known to have no delimiter */
};

struct framing;

enum framing_kind {
	FRAMING_CALLS,	   /* landline's own */
	FRAMING_LENGTH,	   /* a binary length in front */
	FRAMING_DIGITS,	   /* a length in characters in front */
	FRAMING_DELIMITER, /* something behind */
	FRAMING_RAW,	   /* nothing: a piece is a frame */
};

/* What framings of one shape have in common. */
struct framing_shape {
	enum framing_kind kind;
	uint8_t trailer_size;
	uint8_t trailer[FRAMING_TRAILER_MOST]; /* as it is sent */
	const char *ending; /* what people call it: "LF"; NULL: there is none */
	enum framing_verdict (*cut)(const struct framing *framing,
	    struct framing_cut *cut, const uint8_t *bytes, size_t size);
	/* Writes framing->header_size bytes; NULL when that is 0, or FRAMING_CALLS. */
	void (*open)(const struct framing *framing, uint8_t *to,
	    size_t payload_size);
	/* NULL: every payload of at most FRAMING_PAYLOAD_MOST bytes. */
	bool (*can_carry)(const struct framing *framing, const uint8_t *payload,
	    size_t size, struct fault *fault);
};

struct framing {
	const char *name; /* "u16le+self" */
	bool has_calls;	  /* ringing, answer, acknowledgements */
	const struct framing_shape *shape;
	uint8_t header_size;
	bool is_little;	    /* FRAMING_LENGTH: the least byte comes first */
	bool counts_itself; /* FRAMING_LENGTH: header and payload together */
};

extern const struct framing framing_landline;

/* The framing of that name, or NULL. */
const struct framing *framing_find(const char *name);

/* All of them, for who lists them: 0, 1, 2 … until NULL. */
const struct framing *framing_at(size_t index);

/* "landline, u8, u16, … raw" in less than 200 bytes, for a sentence. */
extern const char framing_names[];

/*
 * Whether a message can be sent in that framing; if not, the fault says why.
 * Not for framings that have calls, as neither is the next.
 */
bool framing_can_carry(const struct framing *framing, const uint8_t *payload,
    size_t size, struct fault *fault);

/*
 * Writes the frame of a message that can be carried; `to` has room for `size`
 * and FRAMING_EXTRA bytes. Returns the size of it all.
 */
size_t framing_write(const struct framing *framing, uint8_t *to,
    const uint8_t *payload, size_t size);

/* How a frame travelled: sizes of the pieces it came in. */
struct framing_pieces {
	uint32_t count;			     /* all of them */
	uint32_t sizes[FRAMING_PIECES_MOST]; /* the first ones; bytes of THIS
						frame in each */
	bool shares_first; /* with the end of the frame before */
};

/* Notes one more piece with `size` bytes of the frame; 0 is none. */
void framing_pieces_add(struct framing_pieces *pieces, size_t size);

/* One frame; header, payload and trailer stand in one run of memory. */
struct framing_frame {
	const uint8_t *header;
	size_t header_size;
	const uint8_t *payload;
	size_t payload_size;
	size_t trailer_size; /* behind the payload: LF, CR LF or NUL */
	bool is_nonsense;    /* bytes that make no whole frame */
	struct framing_pieces pieces;
};

/* What is remembered of the frames that came, for telling what went wrong. */
struct framing_past {
	uint64_t count;		/* frames */
	uint64_t payload_total; /* bytes in them */
	uint64_t empty_count;	/* empty ones right in front of the last one */
	size_t payload_size;	/* of the last one, as are all that follow */
	uint8_t header_size;
	uint8_t header[FRAMING_EXTRA];
	uint8_t tail_size;
	uint8_t tail[FRAMING_EXTRA]; /* the last bytes of its payload */
};

struct decoder {
	const struct framing *framing;
	uint8_t *store; /* the beginning of a frame that was cut short */
	size_t stored;
	size_t seen;	      /* of them without a delimiter */
	bool store_is_spent;  /* the frame in it has been handed out */
	const uint8_t *piece; /* what is left of the piece offered */
	size_t piece_size;
	bool piece_is_begun;	      /* a frame has been taken from it */
	struct framing_pieces pieces; /* of the frame in the store */
	struct framing_past past;
	unsigned hints; /* what wire/hint has remarked upon */
};

void decoder_init(struct decoder *decoder, const struct framing *framing);
void decoder_clear(struct decoder *decoder);

/*
 * Offers what one recv() returned. The piece is read by decoder_next() until
 * that says FRAMING_NEEDS_MORE, and must stay where it is till then.
 */
void decoder_offer(struct decoder *decoder, const uint8_t *piece, size_t size);

/*
 * Cuts the next frame. `frame` points into the piece or the store and lives
 * until the next call. After FRAMING_NEEDS_MORE nothing of the piece is
 * needed any more; any verdict that is neither of the two is final.
 */
enum framing_verdict decoder_next(struct decoder *decoder,
    struct framing_frame *frame);

/* What is left of the piece, and what is held, is none of the next frame's. */
void decoder_forget(struct decoder *decoder);

/* Bytes of an unfinished frame; what an end of stream now would cut. */
size_t decoder_held(const struct decoder *decoder);

/*
 * The first bytes of what was refused, or what is held. They live as long as
 * the decoder and the piece.
 */
const uint8_t *decoder_front(const struct decoder *decoder, size_t *size);

/*
 * The same as a frame that is nonsense, for the tape: what there is of a
 * header, and the rest as payload. False when there is none.
 */
bool decoder_rest(const struct decoder *decoder, struct framing_frame *frame);

#endif
