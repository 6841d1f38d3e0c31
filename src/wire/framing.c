/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/framing.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "wire/frame.h"

static enum framing_verdict
cut_header(struct frame_header *header, const uint8_t *bytes, size_t size)
{
	switch (frame_decode(header, bytes, size)) {
	case FRAME_OK:
		return FRAMING_FRAME;
	case FRAME_NEEDS_MORE:
		return FRAMING_NEEDS_MORE;
	case FRAME_NOT_OURS:
		return FRAMING_NOT_OURS;
	case FRAME_OTHER_VERSION:
		return FRAMING_OTHER_VERSION;
	case FRAME_TOO_LONG:
		return FRAMING_TOO_LONG;
	case FRAME_BAD_LENGTH:
		return FRAMING_BAD_LENGTH;
	case FRAME_SEALED_INSIDE:
		return FRAMING_SEALED;
	}
	assert(false); /* every verdict has returned */
	return FRAMING_NOT_OURS;
}

static enum framing_verdict
cut_landline(struct framing_cut *cut, const uint8_t *bytes, size_t size)
{
	struct frame_header header;
	enum framing_verdict verdict = cut_header(&header, bytes, size);
	cut->needs = FRAME_HEADER_SIZE;
	if (verdict != FRAMING_FRAME)
		return verdict;
	cut->header_size = FRAME_HEADER_SIZE;
	cut->payload_size = header.length;
	cut->needs = cut->header_size + cut->payload_size;
	return size < cut->needs ? FRAMING_NEEDS_MORE : FRAMING_FRAME;
}

const struct framing framing_landline = {
	.name = "landline",
	.has_calls = true,
	.cut = cut_landline,
};

void
framing_pieces_add(struct framing_pieces *pieces, size_t size)
{
	if (size == 0)
		return;
	if (pieces->count < FRAMING_PIECES_MOST)
		pieces->sizes[pieces->count] = (uint32_t)size;
	pieces->count++;
}

void
decoder_init(struct decoder *decoder, const struct framing *framing)
{
	*decoder = (struct decoder){ .framing = framing };
}

void
decoder_clear(struct decoder *decoder)
{
	free(decoder->store);
	decoder_init(decoder, decoder->framing);
}

void
decoder_offer(struct decoder *decoder, const uint8_t *piece, size_t size)
{
	/* Bytes left of the last piece would be lost here. */
	assert(decoder->piece_size == 0);
	decoder->piece = piece;
	decoder->piece_size = size;
}

/* Moves `size` bytes, or what there is, from the piece to the store. */
static void
take(struct decoder *decoder, size_t size)
{
	if (size > decoder->piece_size)
		size = decoder->piece_size;
	assert(size <= FRAMING_STORE_SIZE - decoder->stored);
	if (decoder->store == NULL)
		decoder->store = memory_grow(NULL, FRAMING_STORE_SIZE, 1);
	memcpy(decoder->store + decoder->stored, decoder->piece, size);
	decoder->stored += size;
	decoder->piece += size;
	decoder->piece_size -= size;
}

static void
hand_out(struct framing_frame *frame, const uint8_t *bytes,
    const struct framing_cut *cut, const struct framing_pieces *pieces)
{
	*frame = (struct framing_frame){
		.header = bytes,
		.header_size = cut->header_size,
		.payload = bytes + cut->header_size,
		.payload_size = cut->payload_size,
		.pieces = *pieces,
	};
}

/* Fills up the frame that was cut short, and not one byte beyond it. */
static enum framing_verdict
next_from_store(struct decoder *decoder, struct framing_frame *frame)
{
	size_t stored_before = decoder->stored;
	struct framing_cut cut = { 0 };
	enum framing_verdict verdict;
	for (;;) {
		verdict = decoder->framing->cut(&cut, decoder->store,
		    decoder->stored);
		if (verdict != FRAMING_NEEDS_MORE || decoder->piece_size == 0)
			break;
		assert(cut.needs > decoder->stored);
		take(decoder, cut.needs - decoder->stored);
	}
	/* Header and payload were taken one by one, but came as one piece. */
	framing_pieces_add(&decoder->pieces, decoder->stored - stored_before);
	if (verdict == FRAMING_FRAME) {
		hand_out(frame, decoder->store, &cut, &decoder->pieces);
		decoder->store_is_spent = true;
	}
	return verdict;
}

/* A frame that is whole in the piece is not copied. */
static enum framing_verdict
next_from_piece(struct decoder *decoder, struct framing_frame *frame)
{
	struct framing_cut cut = { 0 };
	enum framing_verdict verdict =
	    decoder->framing->cut(&cut, decoder->piece, decoder->piece_size);
	struct framing_pieces pieces = { 0 };
	if (verdict == FRAMING_FRAME) {
		size_t size = cut.header_size + cut.payload_size;
		framing_pieces_add(&pieces, size);
		hand_out(frame, decoder->piece, &cut, &pieces);
		decoder->piece += size;
		decoder->piece_size -= size;
	} else if (verdict == FRAMING_NEEDS_MORE) {
		decoder->pieces = pieces;
		framing_pieces_add(&decoder->pieces, decoder->piece_size);
		take(decoder, decoder->piece_size);
	}
	return verdict;
}

enum framing_verdict
decoder_next(struct decoder *decoder, struct framing_frame *frame)
{
	if (decoder->store_is_spent) {
		decoder->store_is_spent = false;
		decoder->stored = 0;
	}
	if (decoder->stored > 0)
		return next_from_store(decoder, frame);
	if (decoder->piece_size > 0)
		return next_from_piece(decoder, frame);
	return FRAMING_NEEDS_MORE;
}

size_t
decoder_held(const struct decoder *decoder)
{
	return decoder->store_is_spent ? 0 : decoder->stored;
}

const uint8_t *
decoder_front(const struct decoder *decoder, size_t *size)
{
	bool is_stored = decoder_held(decoder) > 0;
	*size = is_stored ? decoder->stored : decoder->piece_size;
	return is_stored ? decoder->store : decoder->piece;
}
