/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* Headers, cards, hang-up words, messages passed on: whole or cut, and back again. */
#include "config.h"

#include "wire/frame.h"

#include <string.h>

#include "fuzz.h"
#include "wire/pass.h"
#include "wire/stranger.h"

/* Every verdict but FRAME_NEEDS_MORE holds for all that begins so. */
static enum frame_verdict
decode_at_every_cut(struct frame_header *header, const uint8_t *bytes,
    size_t size)
{
	enum frame_verdict verdict = FRAME_NEEDS_MORE;
	for (size_t cut = 0; cut <= size; cut++) {
		enum frame_verdict now = frame_decode(header, bytes, cut);
		fuzz_require(verdict == FRAME_NEEDS_MORE || verdict == now,
		    "a verdict changes when more comes");
		fuzz_require(now != FRAME_NEEDS_MORE || cut < FRAME_HEADER_SIZE,
		    "a whole header is not enough");
		verdict = now;
		if (cut == 2 * FRAME_HEADER_SIZE)
			break;
	}
	return verdict;
}

static void
encode_again(const struct frame_header *header, const uint8_t *bytes)
{
	uint8_t wire[FRAME_HEADER_SIZE];
	struct frame_header again;
	const struct frame_kind *kind = frame_kind(header->type);
	fuzz_require(header->length <= FRAME_PAYLOAD_MOST, "too long");
	fuzz_require(kind == NULL ||
		(header->length >= kind->least && header->length <= kind->most),
	    "a length that its type cannot have");
	frame_encode(wire, header);
	if (header->version != FRAME_VERSION) {
		fuzz_require(header->type == FRAME_HANGUP, "another version");
		wire[1] = header->version;
	}
	fuzz_require(memcmp(wire, bytes, sizeof wire) == 0,
	    "a header does not survive the trip");
	fuzz_require(frame_decode(&again, wire, sizeof wire) == FRAME_OK,
	    "what was encoded cannot be decoded");
}

static void
read_card(const uint8_t *bytes, size_t size)
{
	struct frame_card card;
	uint8_t wire[FRAME_CARD_SIZE + FRAME_NAME_MOST];
	if (!frame_card_decode(&card, bytes, size))
		return;
	fuzz_require(frame_card_encode(wire, &card) == size &&
		memcmp(wire, bytes, size) == 0,
	    "a card does not survive the trip");
}

static void
read_hangup(const uint8_t *bytes, size_t size)
{
	uint8_t wire[2 + FRAME_WORDS_MOST];
	const char *words;
	size_t words_size;
	if (size < 2 || size > sizeof wire)
		return;
	uint16_t cause = frame_hangup_decode(bytes, size, &words, &words_size);
	fuzz_require(frame_hangup_encode(wire, cause, words, words_size) ==
		    size &&
		memcmp(wire, bytes, size) == 0,
	    "a hang-up does not survive the trip");
}

static void
read_pass(const uint8_t *bytes, size_t size)
{
	static uint8_t wire[PASS_MOST];
	struct pass pass;
	struct frame_field fields[32];
	size_t count = pass_fields(fields, 32, bytes, size);
	for (size_t i = 0; i < count; i++)
		fuzz_require((size_t)fields[i].offset + fields[i].size <= size,
		    "a field beyond the end");
	if (!pass_decode(&pass, bytes, size))
		return;
	fuzz_require(pass_encode(wire, &pass) == size &&
		memcmp(wire, bytes, size) == 0,
	    "a message that is passed on does not survive the trip");
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct frame_header header;
	char spare[8];
	if (decode_at_every_cut(&header, bytes, size) == FRAME_OK) {
		encode_again(&header, bytes);
		fuzz_require(strlen(frame_type_name(header.type, spare)) > 0,
		    "a type without a name");
	}
	read_card(bytes, size);
	read_hangup(bytes, size);
	read_pass(bytes, size);
	const char *stranger = stranger_name(bytes, size);
	if (stranger != NULL)
		fuzz_require_clean(stranger, strlen(stranger), CLEAN_LINE);
	return 0;
}
