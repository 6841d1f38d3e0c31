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

enum {
	FRAMING_STORE_SIZE = 16 + 65536, /* no frame of any framing is longer */
	FRAMING_PIECES_MOST = 8,	 /* remembered one by one */
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
	size_t needs; /* with FRAMING_NEEDS_MORE: bytes in all that would help,
			 more than there are */
};

struct framing {
	const char *name;
	bool has_calls; /* ringing, answer, acknowledgements */
	enum framing_verdict (*cut)(struct framing_cut *cut,
	    const uint8_t *bytes, size_t size);
};

extern const struct framing framing_landline;

/* How a frame travelled: sizes of the pieces it came in. */
struct framing_pieces {
	uint32_t count; /* all of them */
	uint32_t sizes[FRAMING_PIECES_MOST]; /* the first ones; bytes of THIS
						frame in each */
};

/* Notes one more piece with `size` bytes of the frame; 0 is none. */
void framing_pieces_add(struct framing_pieces *pieces, size_t size);

/* One frame; header and payload stand in one run of memory. */
struct framing_frame {
	const uint8_t *header;
	size_t header_size;
	const uint8_t *payload;
	size_t payload_size;
	struct framing_pieces pieces;
};

struct decoder {
	const struct framing *framing;
	uint8_t *store; /* the beginning of a frame that was cut short */
	size_t stored;
	bool store_is_spent;  /* the frame in it has been handed out */
	const uint8_t *piece; /* what is left of the piece offered */
	size_t piece_size;
	struct framing_pieces pieces; /* of the frame in the store */
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

/* Bytes of an unfinished frame; what an end of stream now would cut. */
size_t decoder_held(const struct decoder *decoder);

/*
 * The first bytes of what was refused, for naming a stranger. They live as
 * long as the decoder and the piece.
 */
const uint8_t *decoder_front(const struct decoder *decoder, size_t *size);

#endif
