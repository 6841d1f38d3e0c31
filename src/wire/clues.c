/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/clues.h"

#include <inttypes.h>
#include <string.h>

#include "wire/foreign.h"

bool
clues_is_text(const uint8_t *bytes, size_t size, bool utf8)
{
	for (size_t i = 0; i < size; i++) {
		bool is_plain = (bytes[i] >= 0x20 && bytes[i] <= 0x7e) ||
		    bytes[i] == '\t' || bytes[i] == '\n' || bytes[i] == '\r';
		if (!is_plain && (!utf8 || bytes[i] < 0x80))
			return false;
	}
	return true;
}

size_t
clues_frames(const struct framing *framing, const uint8_t *bytes, size_t size)
{
	size_t count = 0;
	for (size_t at = 0; at < size; count++) {
		struct framing_cut cut = { 0 };
		if (framing->shape->cut(framing, &cut, bytes + at, size - at) !=
			FRAMING_FRAME ||
		    cut.payload_size == 0)
			return 0;
		at += cut.header_size;
		if (!clues_is_text(bytes + at, cut.payload_size, true))
			return 0;
		at += cut.payload_size + cut.trailer_size;
	}
	return count;
}

const struct framing *
clues_other_length(const struct framing *framing, const uint8_t *bytes,
    size_t size)
{
	const struct framing *narrow = NULL;
	for (size_t i = 0; i < foreign_length_count; i++) {
		const struct framing *other = &foreign_lengths[i];
		if (other == framing || clues_frames(other, bytes, size) == 0)
			continue;
		/* A single byte fits by chance more often than two. */
		if (other->header_size > 1)
			return other;
		narrow = narrow == NULL ? other : narrow;
	}
	return narrow;
}

bool
clues_announced(const struct framing *framing, const uint8_t *header,
    uint64_t *payload_size)
{
	struct framing_cut cut = { 0 };
	enum framing_verdict verdict =
	    framing->shape->cut(framing, &cut, header, framing->header_size);
	*payload_size = cut.payload_size;
	return verdict == FRAMING_FRAME || verdict == FRAMING_NEEDS_MORE;
}

bool
clues_is_header(const struct framing *framing, const uint8_t *header)
{
	uint64_t announced;
	if (!clues_announced(framing, header, &announced) || announced == 0)
		return false;
	return framing->shape->kind == FRAMING_DIGITS ||
	    !clues_is_text(header, framing->header_size, false);
}

bool
clues_past_counts_itself(const struct decoder *decoder)
{
	const struct framing *framing = decoder->framing;
	const struct framing_past *past = &decoder->past;
	size_t size = framing->header_size;
	uint64_t announced;
	if (past->count == 0 || framing->counts_itself || size == 0 ||
	    past->tail_size < size)
		return false;
	const uint8_t *header = past->tail + past->tail_size - size;
	return clues_is_header(framing, header) &&
	    clues_announced(framing, header, &announced) && announced >= size;
}

/* What came behind the last message that had a payload, or some of it. */
static size_t
behind_the_last(const struct decoder *decoder, uint8_t *to, size_t room)
{
	size_t size;
	const uint8_t *front = decoder_front(decoder, &size);
	size_t head = 0;
	/* What is too much may have been taken for an empty message. */
	if (decoder->past.payload_size == 0 && decoder->past.payload_total > 0)
		head = decoder->past.header_size;
	memcpy(to, decoder->past.header, head);
	if (head + size > room)
		size = room - head;
	if (size > 0)
		memcpy(to + head, front, size);
	return head + size;
}

size_t
clues_surplus(const struct decoder *decoder, bool *nuls)
{
	enum { SURPLUS_MOST = 8 };
	uint8_t bytes[512];
	*nuls = true;
	if (decoder->past.payload_total == 0)
		return 0;
	size_t size = behind_the_last(decoder, bytes, sizeof(bytes));
	for (size_t i = 0; i < SURPLUS_MOST && i < size; i++) {
		*nuls = *nuls && bytes[i] == '\0';
		if (clues_frames(decoder->framing, bytes + i + 1,
			size - i - 1) > 0)
			return i + 1;
	}
	return 0;
}

void
clues_add_length(struct spell *spell, const struct framing *framing,
    const uint8_t *header)
{
	uint64_t length = 0;
	size_t size = framing->header_size;
	if (framing->shape->kind == FRAMING_LENGTH)
		length = foreign_length(framing, header);
	else
		foreign_digits(header, size, &length);
	spell_add(spell, "length %" PRIu64 " (", length);
	if (framing->shape->kind == FRAMING_LENGTH)
		spell_hex(spell, header, size);
	else
		clues_add_text(spell, header, size);
	spell_add(spell, ")");
}

void
clues_add_reading(struct spell *spell, const struct framing *framing,
    const uint8_t *bytes)
{
	spell_add(spell, "%" PRIu64 " as %s (", foreign_length(framing, bytes),
	    framing->name);
	spell_hex(spell, bytes, framing->header_size);
	spell_add(spell, ")");
}

void
clues_add_text(struct spell *spell, const uint8_t *bytes, size_t size)
{
	spell_add(spell, "\"");
	spell_characters(spell, bytes, size);
	spell_add(spell, "\"");
}
