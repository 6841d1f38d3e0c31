/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/diagnosis.h"

#include <inttypes.h>
#include <string.h>

#include "base/bytes.h"
#include "wire/causes.h"
#include "wire/clues.h"
#include "wire/foreign.h"
#include "wire/frame.h"

enum {
	SURPLUS_SHOWN = 8, /* bytes */
	AT_TYPE = 2,	   /* in landline's header */
	AT_LENGTH = 4,
};

static struct evidence
gather(const struct decoder *decoder)
{
	struct evidence evidence = {
		.decoder = decoder,
		.framing = decoder->framing,
	};
	evidence.bytes = decoder_front(decoder, &evidence.size);
	return evidence;
}

static void
refuse_length(struct spell *spell, const struct evidence *evidence)
{
	clues_add_length(spell, evidence->framing, evidence->bytes);
	causes_of_length(spell, evidence);
}

/* "\"HTTP\" (48 54 54 50)" */
static void
add_digits(struct spell *spell, const struct evidence *evidence)
{
	size_t size = evidence->framing->header_size;
	clues_add_text(spell, evidence->bytes, size);
	spell_add(spell, " (");
	spell_hex(spell, evidence->bytes, size);
	spell_add(spell, ")");
}

static void
refuse_digits(struct spell *spell, const struct evidence *evidence)
{
	uint64_t length;
	size_t size = evidence->framing->header_size;
	enum foreign_digits digits =
	    foreign_digits(evidence->bytes, size, &length);
	if (digits == FOREIGN_DIGITS_OK) {
		clues_add_length(spell, evidence->framing, evidence->bytes);
		spell_add(spell, ": at most %d bytes can come",
		    FRAMING_PAYLOAD_MOST);
		return;
	}
	add_digits(spell, evidence);
	if (digits == FOREIGN_DIGITS_NONE)
		spell_add(spell, " where a length belongs: only spaces");
	else if (digits == FOREIGN_DIGITS_NEGATIVE)
		spell_add(spell,
		    " is a negative length: an error taken for one?");
	else if (digits == FOREIGN_DIGITS_NULS)
		spell_add(spell,
		    " is padded with NUL (00), not with spaces or zeros");
	else {
		spell_add(spell, " where %zu digit%s belong%s", size,
		    size == 1 ? "" : "s", size == 1 ? "s" : "");
		causes_of_digits(spell, evidence);
	}
}

static void
add_delimiter(struct spell *spell, const struct framing_shape *shape)
{
	spell_add(spell, "%s (", shape->ending);
	spell_hex(spell, shape->trailer, shape->trailer_size);
	spell_add(spell, ")");
}

static void
refuse_delimiter(struct spell *spell, const struct evidence *evidence)
{
	spell_add(spell, "more than %d bytes without ", FRAMING_PAYLOAD_MOST);
	add_delimiter(spell, evidence->framing->shape);
	causes_of_no_end(spell, evidence);
}

void
diagnosis_refused(char words[DIAGNOSIS_SIZE], const struct decoder *decoder)
{
	struct spell spell;
	struct evidence evidence = gather(decoder);
	spell_begin(&spell, words, DIAGNOSIS_SIZE);
	switch (decoder->framing->shape->kind) {
	case FRAMING_LENGTH:
		refuse_length(&spell, &evidence);
		return;
	case FRAMING_DIGITS:
		refuse_digits(&spell, &evidence);
		return;
	case FRAMING_DELIMITER:
		refuse_delimiter(&spell, &evidence);
		return;
	case FRAMING_CALLS:
	case FRAMING_RAW:
		return;
	}
}

static void
add_part_of_message(struct spell *spell, const struct evidence *evidence,
    const char *verb)
{
	size_t size = evidence->size;
	spell_add(spell, "%s after ", verb);
	spell_size(spell, size);
	spell_add(spell, " without ");
	add_delimiter(spell, evidence->framing->shape);
	causes_of_no_end(spell, evidence);
}

static void
add_part_of_header(struct spell *spell, const struct evidence *evidence,
    const char *verb)
{
	spell_add(spell, "%s inside the header, %zu of %u bytes (", verb,
	    evidence->size, evidence->framing->header_size);
	spell_hex(spell, evidence->bytes, evidence->size);
	spell_add(spell, ")");
	causes_of_short_header(spell, evidence);
}

/* A body that is not begun is in the next one, where nobody looks for it. */
static void
add_part_of_body(struct spell *spell, const struct evidence *evidence,
    const char *verb, bool is_datagram)
{
	uint64_t announced;
	if (!clues_announced(evidence->framing, evidence->bytes, &announced))
		return;
	spell_add(spell, "%s ", verb);
	spell_size(spell, evidence->size - evidence->framing->header_size);
	spell_add(spell, " into a body of %" PRIu64, announced);
	if (is_datagram && evidence->size == evidence->framing->header_size)
		spell_add(spell, ": header and body in two send()s?");
	else
		causes_of_short_body(spell, evidence, (size_t)announced);
}

static bool
say_part(char words[DIAGNOSIS_SIZE], const struct decoder *decoder,
    const char *verb, bool is_datagram)
{
	struct spell spell;
	struct evidence evidence = gather(decoder);
	spell_begin(&spell, words, DIAGNOSIS_SIZE);
	if (decoder_held(decoder) == 0 || decoder->framing->has_calls)
		return false;
	if (decoder->framing->shape->kind == FRAMING_DELIMITER)
		add_part_of_message(&spell, &evidence, verb);
	else if (evidence.size < decoder->framing->header_size)
		add_part_of_header(&spell, &evidence, verb);
	else
		add_part_of_body(&spell, &evidence, verb, is_datagram);
	return spell.size > 0;
}

bool
diagnosis_ended(char words[DIAGNOSIS_SIZE], const struct decoder *decoder)
{
	return say_part(words, decoder, "closed", false);
}

bool
diagnosis_cut(char words[DIAGNOSIS_SIZE], const struct decoder *decoder)
{
	return say_part(words, decoder, "the datagram ends", true);
}

void
diagnosis_surplus(char words[DIAGNOSIS_SIZE], const struct framing *framing,
    const uint8_t *bytes, size_t size)
{
	struct spell spell;
	uint64_t announced;
	size_t shown = size < SURPLUS_SHOWN ? size : SURPLUS_SHOWN;
	spell_begin(&spell, words, DIAGNOSIS_SIZE);
	spell_size(&spell, size);
	spell_add(&spell, " (");
	spell_hex(&spell, bytes, shown);
	spell_add(&spell,
	    "%s) stand%s behind the first %s, and a datagram is one",
	    shown < size ? " …" : "", size == 1 ? "s" : "",
	    framing->has_calls ? "frame" : "message");
	if (framing->has_calls)
		return;
	if (size == 1 && *bytes == '\0')
		spell_add(&spell, ": a closing NUL is sent, but not counted?");
	else if (size == 1 && *bytes == '\n')
		spell_add(&spell, ": a newline is sent, but not counted?");
	else if (framing->header_size > 0 && size >= framing->header_size &&
	    clues_announced(framing, bytes, &announced) &&
	    announced == size - framing->header_size)
		spell_add(&spell, ": two messages in one send()?");
}

void
diagnosis_payload(char words[DIAGNOSIS_SIZE], const uint8_t *header)
{
	char spare[8];
	struct spell spell;
	uint8_t type = header[AT_TYPE];
	const struct frame_kind *kind = frame_kind(type);
	const uint8_t *at = header + AT_LENGTH;
	uint32_t length = bytes_take_u32(at);
	uint32_t other = (uint32_t)at[3] << 24 | (uint32_t)at[2] << 16 |
	    (uint32_t)at[1] << 8 | at[0];
	spell_begin(&spell, words, DIAGNOSIS_SIZE);
	spell_add(&spell, "%s with a payload of ",
	    frame_type_name(type, spare));
	spell_size(&spell, length);
	spell_add(&spell, " (");
	spell_hex(&spell, at, 4);
	spell_add(&spell, ") cannot be");
	if (length > FRAME_PAYLOAD_MOST && other <= FRAME_PAYLOAD_MOST)
		spell_add(&spell, ": %u in little-endian, htonl() missing?",
		    other);
	else if (kind != NULL && kind->least == kind->most &&
	    length == kind->most + FRAME_HEADER_SIZE)
		spell_add(&spell, ": the length counts its own header?");
}

bool
diagnosis_waits(char words[DIAGNOSIS_SIZE], const struct decoder *decoder)
{
	return say_part(words, decoder, "waiting", false);
}
