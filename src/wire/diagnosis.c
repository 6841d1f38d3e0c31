/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/diagnosis.h"

#include <inttypes.h>
#include <string.h>

#include "wire/causes.h"
#include "wire/clues.h"
#include "wire/foreign.h"

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

static void
add_part_of_body(struct spell *spell, const struct evidence *evidence,
    const char *verb)
{
	uint64_t announced;
	if (!clues_announced(evidence->framing, evidence->bytes, &announced))
		return;
	spell_add(spell, "%s ", verb);
	spell_size(spell, evidence->size - evidence->framing->header_size);
	spell_add(spell, " into a body of %" PRIu64, announced);
	causes_of_short_body(spell, evidence, (size_t)announced);
}

static bool
say_part(char words[DIAGNOSIS_SIZE], const struct decoder *decoder,
    const char *verb)
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
		add_part_of_body(&spell, &evidence, verb);
	return spell.size > 0;
}

bool
diagnosis_ended(char words[DIAGNOSIS_SIZE], const struct decoder *decoder)
{
	return say_part(words, decoder, "closed");
}

bool
diagnosis_cut(char words[DIAGNOSIS_SIZE], const struct decoder *decoder)
{
	return say_part(words, decoder, "the datagram ends");
}

bool
diagnosis_waits(char words[DIAGNOSIS_SIZE], const struct decoder *decoder)
{
	return say_part(words, decoder, "waiting");
}
