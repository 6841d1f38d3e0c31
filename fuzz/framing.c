/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * A stream in any framing: the same frames however it is cut, words for what
 * makes no sense, and what is written can be read.
 */
#include "config.h"

#include "wire/framing.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "fuzz.h"
#include "wire/diagnosis.h"
#include "wire/hint.h"

enum { NOTES_MOST = 1 << 20 };

/* What came of a stream, told so that two ways can be compared. */
struct account {
	const struct framing *framing;
	struct bytes notes;
	enum framing_verdict verdict;
	size_t held;
};

static void
note(struct account *account, const void *bytes, size_t size)
{
	fuzz_require(bytes_append(&account->notes, bytes, size),
	    "more came out than could be");
}

static void
note_frame(struct account *account, const struct framing_frame *frame)
{
	uint32_t sizes[] = { (uint32_t)frame->header_size,
		(uint32_t)frame->payload_size, (uint32_t)frame->trailer_size };
	fuzz_require(frame->payload_size <= FRAMING_PAYLOAD_MOST,
	    "a payload is too large");
	/* A piece is a frame there, and pieces are what differs. */
	if (account->framing->shape->kind != FRAMING_RAW)
		note(account, sizes, sizeof sizes);
	if (frame->header_size > 0)
		note(account, frame->header, frame->header_size);
	if (frame->payload_size + frame->trailer_size > 0)
		note(account, frame->payload,
		    frame->payload_size + frame->trailer_size);
}

static void
require_sentence(const char *words, size_t room)
{
	size_t size = strnlen(words, room);
	fuzz_require(size > 0 && size < room, "no sentence");
	for (size_t at = 0; at < size; at++)
		fuzz_require(words[at] >= 0x20 && words[at] < 0x7f,
		    "a sentence with something foreign in it");
}

/* What is said of a stream that stops here. */
static void
say_what_is_wrong(const struct decoder *decoder, enum framing_verdict verdict)
{
	char words[DIAGNOSIS_SIZE];
	struct framing_frame rest;
	size_t size;
	fuzz_require(decoder_held(decoder) <= FRAMING_STORE_SIZE,
	    "more is held than a frame has");
	decoder_front(decoder, &size);
	decoder_rest(decoder, &rest);
	if (decoder->framing->has_calls)
		return;
	if (verdict != FRAMING_NEEDS_MORE) {
		diagnosis_refused(words, decoder);
		require_sentence(words, sizeof words);
		return;
	}
	if (diagnosis_ended(words, decoder))
		require_sentence(words, sizeof words);
	if (diagnosis_waits(words, decoder))
		require_sentence(words, sizeof words);
}

/* Offers one piece from a copy that ends where it ends. */
static enum framing_verdict
offer(struct account *account, struct decoder *decoder, const uint8_t *bytes,
    size_t size)
{
	uint8_t *piece = malloc(size > 0 ? size : 1);
	struct framing_frame frame;
	enum framing_verdict verdict;
	char words[HINT_SIZE];
	fuzz_require(piece != NULL, "no memory");
	if (size > 0)
		memcpy(piece, bytes, size);
	decoder_offer(decoder, piece, size);
	while ((verdict = decoder_next(decoder, &frame)) == FRAMING_FRAME) {
		note_frame(account, &frame);
		if (!decoder->framing->has_calls &&
		    hint_about(words, decoder, &frame))
			require_sentence(words, sizeof words);
	}
	say_what_is_wrong(decoder, verdict);
	free(piece);
	return verdict;
}

/* Cuts the stream as `sizes` say, over and over; 0 is whole. */
static void
decode(struct account *account, const struct framing *framing,
    struct fuzz_input stream, const uint8_t *sizes, size_t count)
{
	struct decoder decoder;
	decoder_init(&decoder, framing);
	*account = (struct account){ .framing = framing };
	bytes_init(&account->notes, NOTES_MOST);
	account->verdict = FRAMING_NEEDS_MORE;
	for (size_t i = 0;
	     stream.size > 0 && account->verdict == FRAMING_NEEDS_MORE; i++) {
		size_t size,
		    most =
			count == 0 ? stream.size : sizes[i % count] % 40U + 1;
		const uint8_t *piece = fuzz_bytes(&stream, most, &size);
		account->verdict = offer(account, &decoder, piece, size);
	}
	account->held = decoder_held(&decoder);
	decoder_clear(&decoder);
}

static void
compare(const struct account *one, const struct account *other)
{
	fuzz_require(one->verdict == other->verdict,
	    "another verdict when it is cut");
	fuzz_require(one->notes.size == other->notes.size &&
		(one->notes.size == 0 ||
		    memcmp(bytes_head(&one->notes), bytes_head(&other->notes),
			one->notes.size) == 0),
	    "other frames when it is cut");
	fuzz_require(one->verdict != FRAMING_NEEDS_MORE ||
		one->held == other->held,
	    "something else is left when it is cut");
}

/* A message comes back as it was, if it can be carried at all. */
static void
write_and_read(const struct framing *framing, const uint8_t *payload,
    size_t size)
{
	struct fault fault = { 0 };
	struct framing_frame frame;
	struct decoder decoder;
	if (!framing_can_carry(framing, payload, size, &fault)) {
		fuzz_require_fault(&fault);
		return;
	}
	uint8_t *wire = malloc(size + FRAMING_EXTRA);
	fuzz_require(wire != NULL, "no memory");
	size_t wire_size = framing_write(framing, wire, payload, size);
	decoder_init(&decoder, framing);
	decoder_offer(&decoder, wire, wire_size);
	if (wire_size > 0)
		fuzz_require(decoder_next(&decoder, &frame) == FRAMING_FRAME &&
			frame.payload_size == size &&
			(size == 0 ||
			    memcmp(frame.payload, payload, size) == 0),
		    "what was written cannot be read");
	decoder_clear(&decoder);
	free(wire);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const uint8_t one[] = { 0 };
	struct fuzz_input input = { bytes, size };
	struct account whole, bytewise, pieces;
	const struct framing *framing = framing_at(fuzz_byte(&input) % 32U);
	if (framing == NULL)
		return 0;
	size_t cuts_size;
	const uint8_t *cuts = fuzz_bytes(&input, 4, &cuts_size);
	decode(&whole, framing, input, NULL, 0);
	decode(&bytewise, framing, input, one, 1);
	decode(&pieces, framing, input, cuts, cuts_size);
	compare(&whole, &bytewise);
	compare(&whole, &pieces);
	bytes_clear(&whole.notes);
	bytes_clear(&bytewise.notes);
	bytes_clear(&pieces.notes);
	if (!framing->has_calls)
		write_and_read(framing, input.bytes, input.size);
	return 0;
}
