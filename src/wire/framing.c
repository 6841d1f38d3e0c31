/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/framing.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

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
cut_landline(const struct framing *framing, struct framing_cut *cut,
    const uint8_t *bytes, size_t size)
{
	struct frame_header header;
	enum framing_verdict verdict = cut_header(&header, bytes, size);
	cut->needs = framing->header_size;
	if (verdict != FRAMING_FRAME)
		return verdict;
	cut->header_size = framing->header_size;
	cut->payload_size = header.length;
	cut->needs = cut->header_size + cut->payload_size;
	return size < cut->needs ? FRAMING_NEEDS_MORE : FRAMING_FRAME;
}

static const struct framing_shape calls = {
	.kind = FRAMING_CALLS,
	.cut = cut_landline,
};

const struct framing framing_landline = {
	.name = "landline",
	.has_calls = true,
	.shape = &calls,
	.header_size = FRAME_HEADER_SIZE,
};

bool
framing_can_carry(const struct framing *framing, const uint8_t *payload,
    size_t size, struct fault *fault)
{
	assert(!framing->has_calls);
	/* EX_IOERR: something is not known to have arrived, and did not. */
	if (size > FRAMING_PAYLOAD_MOST)
		return fault_set(fault, EX_IOERR,
		    "%zu bytes are too many: a message has at most %d", size,
		    FRAMING_PAYLOAD_MOST);
	return framing->shape->can_carry == NULL ||
	    framing->shape->can_carry(framing, payload, size, fault);
}

size_t
framing_write(const struct framing *framing, uint8_t *to,
    const uint8_t *payload, size_t size)
{
	const struct framing_shape *shape = framing->shape;
	assert(!framing->has_calls);
	if (shape->open != NULL)
		shape->open(framing, to, size);
	if (size > 0)
		memcpy(to + framing->header_size, payload, size);
	size_t end = framing->header_size + size;
	memcpy(to + end, shape->trailer, shape->trailer_size);
	return end + shape->trailer_size;
}

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
	decoder->piece_is_begun = false;
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
remember(struct framing_past *past, const struct framing_frame *frame)
{
	size_t tail = frame->payload_size < FRAMING_EXTRA ?
	    frame->payload_size :
	    FRAMING_EXTRA;
	bool follows_empty = past->count > 0 && past->payload_size == 0;
	past->empty_count = follows_empty ? past->empty_count + 1 : 0;
	past->count++;
	past->payload_total += frame->payload_size;
	past->payload_size = frame->payload_size;
	past->header_size = (uint8_t)frame->header_size;
	memcpy(past->header, frame->header, frame->header_size);
	past->tail_size = (uint8_t)tail;
	memcpy(past->tail, frame->payload + frame->payload_size - tail, tail);
}

static void
hand_out(struct decoder *decoder, struct framing_frame *frame,
    const uint8_t *bytes, const struct framing_cut *cut)
{
	*frame = (struct framing_frame){
		.header = bytes,
		.header_size = cut->header_size,
		.payload = bytes + cut->header_size,
		.payload_size = cut->payload_size,
		.trailer_size = cut->trailer_size,
		.pieces = decoder->pieces,
	};
	decoder->seen = 0;
	remember(&decoder->past, frame);
}

static size_t
whole_size(const struct framing_cut *cut)
{
	return cut->header_size + cut->payload_size + cut->trailer_size;
}

static enum framing_verdict
cut_front(struct decoder *decoder, struct framing_cut *cut,
    const uint8_t *bytes, size_t size)
{
	const struct framing *framing = decoder->framing;
	*cut = (struct framing_cut){ .seen = decoder->seen };
	enum framing_verdict verdict =
	    framing->shape->cut(framing, cut, bytes, size);
	decoder->seen = cut->seen;
	return verdict;
}

/* Who looks for a delimiter has to take what is behind it, too. */
static void
give_back(struct decoder *decoder, size_t size)
{
	decoder->stored -= size;
	decoder->piece -= size;
	decoder->piece_size += size;
}

/* Fills up the frame that was cut short, and not one byte beyond it. */
static enum framing_verdict
next_from_store(struct decoder *decoder, struct framing_frame *frame)
{
	size_t stored_before = decoder->stored;
	struct framing_cut cut;
	enum framing_verdict verdict;
	for (;;) {
		verdict =
		    cut_front(decoder, &cut, decoder->store, decoder->stored);
		if (verdict != FRAMING_NEEDS_MORE || decoder->piece_size == 0)
			break;
		assert(cut.needs > decoder->stored);
		take(decoder, cut.needs - decoder->stored);
	}
	if (verdict == FRAMING_FRAME)
		give_back(decoder, decoder->stored - whole_size(&cut));
	else if (verdict != FRAMING_NEEDS_MORE)
		/* What follows nonsense may tell where it comes from. */
		take(decoder, FRAMING_STORE_SIZE - decoder->stored);
	/* Header and payload were taken one by one, but came as one piece. */
	framing_pieces_add(&decoder->pieces, decoder->stored - stored_before);
	decoder->piece_is_begun = true;
	if (verdict == FRAMING_FRAME) {
		hand_out(decoder, frame, decoder->store, &cut);
		decoder->store_is_spent = true;
	}
	return verdict;
}

/* A frame that is whole in the piece is not copied. */
static enum framing_verdict
next_from_piece(struct decoder *decoder, struct framing_frame *frame)
{
	struct framing_cut cut;
	decoder->seen = 0;
	enum framing_verdict verdict =
	    cut_front(decoder, &cut, decoder->piece, decoder->piece_size);
	decoder->pieces = (struct framing_pieces){
		.shares_first = decoder->piece_is_begun,
	};
	decoder->piece_is_begun = true;
	if (verdict == FRAMING_FRAME) {
		size_t size = whole_size(&cut);
		framing_pieces_add(&decoder->pieces, size);
		hand_out(decoder, frame, decoder->piece, &cut);
		decoder->piece += size;
		decoder->piece_size -= size;
	} else {
		framing_pieces_add(&decoder->pieces, decoder->piece_size);
		if (verdict == FRAMING_NEEDS_MORE)
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

void
decoder_forget(struct decoder *decoder)
{
	decoder->piece_size = 0;
	decoder->stored = 0;
	decoder->seen = 0;
	decoder->store_is_spent = false;
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

bool
decoder_rest(const struct decoder *decoder, struct framing_frame *frame)
{
	size_t size;
	const uint8_t *front = decoder_front(decoder, &size);
	size_t header = decoder->framing->header_size;
	if (size == 0)
		return false;
	if (header > size)
		header = size;
	*frame = (struct framing_frame){
		.header = front,
		.header_size = header,
		.payload = front + header,
		.payload_size = size - header,
		.is_nonsense = true,
		.pieces = decoder->pieces,
	};
	return true;
}
