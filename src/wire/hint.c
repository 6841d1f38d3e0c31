/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/hint.h"

#include <inttypes.h>

#include "wire/clues.h"
#include "wire/stranger.h"

struct odd {
	struct spell *spell;
	const struct decoder *decoder;
	const struct framing *framing;
	const struct framing_frame *frame;
};

static bool
has_length(const struct odd *odd)
{
	return odd->framing->shape->kind == FRAMING_LENGTH ||
	    odd->framing->shape->kind == FRAMING_DIGITS;
}

static bool
has_lines(const struct odd *odd)
{
	return odd->framing->shape->kind == FRAMING_DELIMITER &&
	    *odd->framing->shape->trailer != '\0';
}

/* The first length of all is the beginning of something else. */
static bool
is_stranger(const struct odd *odd)
{
	const struct framing_frame *frame = odd->frame;
	size_t header = odd->framing->header_size;
	if (odd->framing->shape->kind != FRAMING_LENGTH ||
	    odd->decoder->past.count > 1)
		return false;
	const char *name =
	    stranger_name(frame->header, header + frame->payload_size);
	if (name == NULL)
		return false;
	clues_add_length(odd->spell, odd->framing, frame->header);
	spell_add(odd->spell, ": that looks like %s", name);
	return true;
}

static bool
is_width(uint64_t size)
{
	return size == 2 || size == 4 || size == 8;
}

/* The upper half of a longer length looks like an empty message. */
static bool
follows_empty_ones(const struct odd *odd)
{
	const struct framing_frame *frame = odd->frame;
	uint64_t count = odd->decoder->past.empty_count;
	uint64_t size = odd->framing->header_size * (count + 1);
	if (odd->framing->shape->kind != FRAMING_LENGTH || count == 0 ||
	    odd->framing->is_little || odd->framing->counts_itself ||
	    !is_width(size) || frame->payload_size == 0 ||
	    !clues_is_text(frame->payload, frame->payload_size, true))
		return false;
	spell_add(odd->spell,
	    "%" PRIu64 " empty message%s came in front: a length of %" PRIu64
	    " bytes, as u%" PRIu64 " has it?",
	    count, count == 1 ? "" : "s", size, 8 * size);
	return true;
}

/* In little-endian it stands in the message. */
static bool
begins_with_nuls(const struct odd *odd)
{
	const struct framing_frame *frame = odd->frame;
	size_t nuls = 0;
	while (nuls < frame->payload_size && frame->payload[nuls] == '\0')
		nuls++;
	size_t size = odd->framing->header_size + nuls;
	bool may_be_little =
	    odd->framing->is_little || odd->framing->header_size == 1;
	if (odd->framing->shape->kind != FRAMING_LENGTH || nuls == 0 ||
	    !may_be_little || !is_width(size) || nuls == frame->payload_size ||
	    !clues_is_text(frame->payload + nuls, frame->payload_size - nuls,
		true))
		return false;
	spell_add(odd->spell,
	    "the message begins with %zu NUL%s (00): a length of %zu bytes, as"
	    " u%zule has it?",
	    nuls, nuls == 1 ? "" : "s", size, 8 * size);
	return true;
}

/* Where a frame begins that ends with the message; `size` when none does. */
static size_t
find_frame(const struct framing *framing, const uint8_t *payload, size_t size)
{
	size_t header = framing->header_size;
	for (size_t at = 0; at + header < size; at++) {
		uint64_t announced;
		if (clues_announced(framing, payload + at, &announced) &&
		    announced == size - at - header &&
		    clues_is_header(framing, payload + at) &&
		    clues_is_text(payload + at + header, (size_t)announced,
			true))
			return at;
	}
	return size;
}

/* Few bytes, and digits in a text, look like a header by chance. */
static bool
is_joined(const struct odd *odd)
{
	enum { DIGITS_LEAST = 4, BYTES_LEAST = 2 };
	const struct framing_frame *frame = odd->frame;
	size_t least = odd->framing->shape->kind == FRAMING_DIGITS ?
	    DIGITS_LEAST :
	    BYTES_LEAST;
	if (!has_length(odd) || odd->framing->header_size < least)
		return false;
	size_t at =
	    find_frame(odd->framing, frame->payload, frame->payload_size);
	if (at == frame->payload_size)
		return false;
	spell_add(odd->spell, "a header, ");
	clues_add_length(odd->spell, odd->framing, frame->payload + at);
	if (at == 0)
		spell_add(odd->spell,
		    ", begins the message: a header taken for text?");
	else
		spell_add(odd->spell,
		    ", stands %zu bytes into the message: one recv() taken for"
		    " one message?",
		    at);
	return true;
}

static bool
counts_itself(const struct odd *odd)
{
	const struct framing_frame *frame = odd->frame;
	size_t header = odd->framing->header_size;
	if (odd->framing->shape->kind != FRAMING_LENGTH ||
	    frame->payload_size <= header ||
	    !clues_past_counts_itself(odd->decoder) ||
	    !clues_is_text(frame->payload, frame->payload_size - header, true))
		return false;
	clues_add_length(odd->spell, odd->framing, frame->header);
	spell_add(odd->spell, " takes in the next header (");
	spell_hex(odd->spell, frame->payload + frame->payload_size - header,
	    header);
	spell_add(odd->spell, "): it counts its own header?");
	return true;
}

/* How many NULs stand behind a text; 0 when it is none. */
static size_t
nuls_behind_text(const struct framing_frame *frame)
{
	size_t size = frame->payload_size;
	while (size > 0 && frame->payload[size - 1] == '\0')
		size--;
	if (size == 0 || !clues_is_text(frame->payload, size, true))
		return 0;
	return frame->payload_size - size;
}

static bool
counts_nul(const struct odd *odd)
{
	if (!has_length(odd) || nuls_behind_text(odd->frame) != 1)
		return false;
	clues_add_length(odd->spell, odd->framing, odd->frame->header);
	spell_add(odd->spell, " counts the closing NUL (00)");
	return true;
}

static bool
sends_buffer(const struct odd *odd)
{
	size_t nuls = nuls_behind_text(odd->frame);
	if (nuls < 2)
		return false;
	spell_add(odd->spell,
	    "%zu NULs (00) stand behind the text: the whole buffer is sent?",
	    nuls);
	return true;
}

static bool
keeps_newline(const struct odd *odd)
{
	const struct framing_frame *frame = odd->frame;
	if (has_lines(odd) || frame->payload_size < 2 ||
	    frame->payload[frame->payload_size - 1] != '\n' ||
	    !clues_is_text(frame->payload, frame->payload_size, true))
		return false;
	spell_add(odd->spell,
	    "the message ends in a newline (0a): fgets() leaves it there");
	return true;
}

static bool
lacks_cr(const struct odd *odd)
{
	if (odd->framing->shape->trailer_size < 2 ||
	    odd->frame->trailer_size == 2)
		return false;
	spell_add(odd->spell,
	    "the line ends in LF (0a) alone, not in CR LF (0d 0a)");
	return true;
}

static bool
begins_with_nul(const struct odd *odd)
{
	const struct framing_frame *frame = odd->frame;
	if (!has_lines(odd) || odd->decoder->past.count < 2 ||
	    frame->payload_size == 0 || *frame->payload != '\0' ||
	    !clues_is_text(frame->payload + 1, frame->payload_size - 1, true))
		return false;
	spell_add(odd->spell,
	    "the message begins with NUL (00): the closing NUL of the one"
	    " before is sent?");
	return true;
}

/* A length in front of a line. */
static bool
begins_with_length(const struct odd *odd)
{
	const struct framing_frame *frame = odd->frame;
	if (!has_lines(odd))
		return false;
	/* The newline may be counted, or not. */
	for (size_t more = 0; more <= 1; more++) {
		const struct framing *other = clues_other_length(NULL,
		    frame->payload, frame->payload_size + more);
		if (other == NULL || other->header_size < 2)
			continue;
		spell_add(odd->spell, "the message begins with a length, ");
		clues_add_reading(odd->spell, other, frame->payload);
		return true;
	}
	return false;
}

/* What says more stands above what says less; a bit each in the decoder. */
static bool (*const oddities[])(const struct odd *) = {
	is_stranger,
	follows_empty_ones,
	begins_with_nuls,
	is_joined,
	counts_itself,
	counts_nul,
	sends_buffer,
	keeps_newline,
	lacks_cr,
	begins_with_nul,
	begins_with_length,
};

bool
hint_about(char words[HINT_SIZE], struct decoder *decoder,
    const struct framing_frame *frame)
{
	struct spell spell;
	const struct odd odd = { &spell, decoder, decoder->framing, frame };
	spell_begin(&spell, words, HINT_SIZE);
	/* What has no shape cannot have a wrong one. */
	if (decoder->framing->has_calls ||
	    decoder->framing->shape->kind == FRAMING_RAW)
		return false;
	for (size_t i = 0; i < sizeof(oddities) / sizeof(oddities[0]); i++) {
		unsigned bit = 1U << i;
		if ((decoder->hints & bit) != 0 || !oddities[i](&odd))
			continue;
		decoder->hints |= bit;
		return true;
	}
	return false;
}
