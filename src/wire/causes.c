/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/causes.h"

#include <inttypes.h>
#include <string.h>

#include "wire/clues.h"
#include "wire/foreign.h"
#include "wire/stranger.h"

/* What turns an integer of that size into network byte order. */
static const char *
function_of(size_t header_size)
{
	switch (header_size) {
	case 2:
		return "htons()";
	case 4:
		return "htonl()";
	default:
		return "htobe64()";
	}
}

/* " is 5 in little-endian: htonl() missing?" */
static void
add_other_order(struct spell *spell, const struct evidence *evidence,
    const struct framing *other)
{
	spell_add(spell, " is %" PRIu64 " in %s-endian: %s %s?",
	    foreign_length(other, evidence->bytes),
	    other->is_little ? "little" : "big",
	    function_of(other->header_size),
	    other->is_little ? "missing" : "too much");
}

/* Whoever gets it wrong does so from the first message on. */
static bool
blame_order(struct spell *spell, const struct evidence *evidence)
{
	const struct framing *other = foreign_other_order(evidence->framing);
	uint64_t announced;
	if (other == NULL || evidence->decoder->past.payload_total > 0 ||
	    !clues_announced(other, evidence->bytes, &announced) ||
	    announced == 0)
		return false;
	add_other_order(spell, evidence, other);
	return true;
}

/* Bytes that nobody announced stand in front. */
static bool
blame_surplus(struct spell *spell, const struct evidence *evidence)
{
	bool nuls;
	size_t surplus = clues_surplus(evidence->decoder, &nuls);
	if (surplus == 0)
		return false;
	if (surplus == 1 && nuls)
		spell_add(spell,
		    "; before it a closing NUL (00) is sent, but not counted?");
	else
		spell_add(spell,
		    "; before it %zu byte%s more came than the length said",
		    surplus, surplus == 1 ? "" : "s");
	return true;
}

static bool
blame_past(struct spell *spell, const struct evidence *evidence)
{
	const struct framing_past *past = &evidence->decoder->past;
	if (!clues_past_counts_itself(evidence->decoder))
		return false;
	spell_add(spell, "; the ");
	clues_add_length(spell, evidence->framing, past->header);
	spell_add(spell, " before it counts its own header?");
	return true;
}

/* Read with "+self" from someone who counts the payload only. */
static bool
blame_not_itself(struct spell *spell, const struct evidence *evidence)
{
	const struct framing_past *past = &evidence->decoder->past;
	size_t size = evidence->framing->header_size;
	if (size > evidence->size)
		size = evidence->size;
	if (past->count == 0 || !evidence->framing->counts_itself ||
	    !clues_is_text(evidence->bytes, size, true))
		return false;
	spell_add(spell, "; the ");
	clues_add_length(spell, evidence->framing, past->header);
	spell_add(spell, " before it does not count its own header?");
	return true;
}

static bool
blame_width(struct spell *spell, const struct evidence *evidence)
{
	const struct framing *other = clues_other_length(evidence->framing,
	    evidence->bytes, evidence->size);
	if (other == NULL || evidence->decoder->past.payload_total > 0)
		return false;
	spell_add(spell, ": ");
	clues_add_reading(spell, other, evidence->bytes);
	spell_add(spell, "?");
	return true;
}

static bool
blame_stranger(struct spell *spell, const struct evidence *evidence)
{
	const char *name = NULL;
	if (evidence->decoder->past.count == 0)
		name = stranger_name(evidence->bytes, evidence->size);
	if (name == NULL)
		return false;
	spell_add(spell, ": that looks like %s", name);
	return true;
}

/* A length in characters where a binary one belongs. */
static bool
blame_characters(struct spell *spell, const struct evidence *evidence)
{
	size_t size = evidence->framing->header_size;
	uint64_t length;
	if (foreign_digits(evidence->bytes, size, &length) != FOREIGN_DIGITS_OK)
		return false;
	spell_add(spell, ": ascii%zu?", size);
	return true;
}

/* -1 and its like, in either byte order. */
static bool
blame_sign(struct spell *spell, const struct evidence *evidence)
{
	const struct framing *orders[] = { evidence->framing,
		foreign_other_order(evidence->framing) };
	size_t bits = 8U * evidence->framing->header_size;
	for (size_t i = 0; i < 2 && orders[i] != NULL; i++) {
		uint64_t length = foreign_length(orders[i], evidence->bytes);
		uint64_t below = UINT64_MAX >> (64 - bits);
		below = below - length + 1;
		if (below == 0 || below > FRAMING_PAYLOAD_MOST)
			continue;
		spell_add(spell,
		    " is -%" PRIu64 "%s: an error taken for a length?", below,
		    i == 0		     ? "" :
			orders[i]->is_little ? " in little-endian" :
					       " in big-endian");
		return true;
	}
	return false;
}

static bool
blame_too_short(struct spell *spell, const struct evidence *evidence)
{
	const struct framing *framing = evidence->framing;
	if (foreign_length(framing, evidence->bytes) >= framing->header_size)
		return false;
	spell_add(spell,
	    " is less than its own header: it does not count itself?");
	return true;
}

static bool
blame_size(struct spell *spell, const struct evidence *evidence)
{
	(void)evidence;
	spell_add(spell, ": at most %d bytes can come", FRAMING_PAYLOAD_MOST);
	return true;
}

/* The likeliest first: the first that fits is the one that is said. */
typedef bool blame(struct spell *, const struct evidence *);

static void
blame_first(struct spell *spell, const struct evidence *evidence,
    blame *const *blames)
{
	while (*blames != NULL && !(*blames)(spell, evidence))
		blames++;
}

void
causes_of_length(struct spell *spell, const struct evidence *evidence)
{
	static blame *const of_text[] = { blame_surplus, blame_past,
		blame_not_itself, blame_characters, blame_stranger, NULL };
	static blame *const of_number[] = { blame_surplus, blame_past,
		blame_too_short, blame_order, blame_width, blame_sign,
		blame_size, NULL };
	size_t size = evidence->framing->header_size;
	if (size > 1 && clues_is_text(evidence->bytes, size, false)) {
		spell_add(spell, " is the text ");
		clues_add_text(spell, evidence->bytes, size);
		blame_first(spell, evidence, of_text);
	} else {
		blame_first(spell, evidence, of_number);
	}
}

void
causes_of_digits(struct spell *spell, const struct evidence *evidence)
{
	static blame *const of_digits[] = { blame_surplus, blame_past,
		blame_width, blame_stranger, NULL };
	blame_first(spell, evidence, of_digits);
}

void
causes_of_short_header(struct spell *spell, const struct evidence *evidence)
{
	static blame *const of_rest[] = { blame_surplus, blame_past,
		blame_not_itself, blame_stranger, NULL };
	bool is_behind = evidence->decoder->past.count > 0;
	if (is_behind && evidence->size == 1 && *evidence->bytes == '\0')
		spell_add(spell, ": a closing NUL is sent, but not counted?");
	else if (is_behind && evidence->size == 1 && *evidence->bytes == '\n')
		spell_add(spell, ": a newline is sent, but not counted?");
	else
		blame_first(spell, evidence, of_rest);
}

/* All that came is whole frames in the other byte order. */
static bool
blame_order_of_body(struct spell *spell, const struct evidence *evidence)
{
	const struct framing *other = foreign_other_order(evidence->framing);
	if (other == NULL ||
	    clues_frames(other, evidence->bytes, evidence->size) == 0)
		return false;
	spell_add(spell, ": ");
	clues_add_length(spell, evidence->framing, evidence->bytes);
	add_other_order(spell, evidence, other);
	return true;
}

static bool
blame_text_of_body(struct spell *spell, const struct evidence *evidence)
{
	size_t size = evidence->framing->header_size;
	if (size < 2 || evidence->decoder->past.count > 0 ||
	    evidence->framing->shape->kind != FRAMING_LENGTH ||
	    !clues_is_text(evidence->bytes, size, false) ||
	    !clues_is_text(evidence->bytes, evidence->size, true))
		return false;
	spell_add(spell, ": ");
	clues_add_length(spell, evidence->framing, evidence->bytes);
	causes_of_length(spell, evidence);
	return true;
}

/* A body that is short by just what a common mistake makes it short. */
static bool
blame_missing(struct spell *spell, const struct evidence *evidence,
    size_t missing)
{
	size_t header = evidence->framing->header_size;
	if (missing == header && !evidence->framing->counts_itself)
		spell_add(spell, ": the length counts its own header%s?",
		    missing == 1 ? ", or a closing NUL that is not sent" : "");
	else if (missing == 1)
		spell_add(spell, ": a closing NUL is counted, but not sent?");
	else
		return false;
	return true;
}

void
causes_of_short_body(struct spell *spell, const struct evidence *evidence,
    size_t announced)
{
	static blame *const of_body[] = { blame_text_of_body, blame_surplus,
		blame_past, blame_not_itself, blame_width, blame_stranger,
		NULL };
	size_t missing =
	    evidence->framing->header_size + announced - evidence->size;
	if (!blame_order_of_body(spell, evidence) &&
	    !blame_missing(spell, evidence, missing))
		blame_first(spell, evidence, of_body);
}

static bool
has(const struct evidence *evidence, char byte)
{
	return memchr(evidence->bytes, byte, evidence->size) != NULL;
}

void
causes_of_no_end(struct spell *spell, const struct evidence *evidence)
{
	bool takes_lines = *evidence->framing->shape->trailer != '\0';
	bool is_one_nul = evidence->size == 1 && *evidence->bytes == '\0';
	const struct framing *other =
	    clues_other_length(NULL, evidence->bytes, evidence->size);
	if (other != NULL && other->header_size > 1) {
		spell_add(spell, ": it begins with a length, ");
		clues_add_reading(spell, other, evidence->bytes);
		spell_add(spell, "?");
	} else if (is_one_nul && evidence->decoder->past.count > 0) {
		spell_add(spell, ": a closing NUL (00) is sent?");
	} else if (takes_lines && has(evidence, '\0')) {
		spell_add(spell, ": NUL (00) ends the messages, as in nul?");
	} else if (takes_lines && has(evidence, '\r')) {
		spell_add(spell, ": CR (0d) alone ends the lines?");
	} else if (!takes_lines && has(evidence, '\n')) {
		spell_add(spell, ": LF (0a) ends the messages, as in line?");
	}
}
