/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/inspect_foreign.h"

#include <inttypes.h>

#include "wire/clues.h"
#include "wire/foreign.h"

static const char *
meaning_of_length(const struct framing *framing)
{
	if (framing->shape->kind == FRAMING_DIGITS)
		return "bytes that follow, in characters";
	if (framing->is_little)
		return framing->counts_itself ?
		    "little-endian, with these bytes" :
		    "little-endian, bytes that follow";
	return framing->counts_itself ? "bytes, with these" :
					"bytes that follow";
}

/* What cannot be makes sense in the other byte order, perhaps. */
static bool
find_other_order(struct inspect_foreign *foreign, const struct framing *framing)
{
	uint64_t announced;
	const struct framing *other = foreign_other_order(framing);
	if (framing->shape->kind != FRAMING_LENGTH || other == NULL ||
	    clues_announced(framing, foreign->bytes, &announced) ||
	    !clues_announced(other, foreign->bytes, &announced))
		return false;
	struct spell spell;
	spell_begin(&spell, foreign->meaning, sizeof(foreign->meaning));
	spell_add(&spell, "in %s-endian %" PRIu64,
	    other->is_little ? "little" : "big",
	    foreign_length(other, foreign->bytes));
	return true;
}

static enum frame_show
show_of(const struct framing *framing)
{
	if (framing->shape->kind == FRAMING_DIGITS)
		return FRAME_AS_DIGITS;
	return framing->is_little ? FRAME_AS_LITTLE : FRAME_AS_NUMBER;
}

bool
inspect_foreign_length(struct inspect_foreign *foreign,
    const struct tape_entry *entry)
{
	const struct framing *framing = entry->framing;
	if (framing->has_calls || entry->header_size == 0 ||
	    entry->header_size < framing->header_size)
		return false;
	foreign->bytes = entry->bytes;
	foreign->field = (struct frame_field){
		.name = "length",
		.size = framing->header_size,
		.show = show_of(framing),
	};
	foreign->field.meaning = find_other_order(foreign, framing) ?
	    foreign->meaning :
	    meaning_of_length(framing);
	return true;
}

bool
inspect_foreign_delimiter(struct inspect_foreign *foreign,
    const struct tape_entry *entry)
{
	if (entry->trailer_size == 0)
		return false;
	foreign->bytes = entry->trailer;
	foreign->field = (struct frame_field){
		.name = "delimiter",
		.size = entry->trailer_size,
		.show = FRAME_AS_CONTROLS,
		.meaning = "ends the message",
	};
	return true;
}

void
inspect_foreign_strip(struct spell *strip, const struct tape_entry *entry)
{
	struct inspect_foreign foreign;
	if (!inspect_foreign_delimiter(&foreign, entry))
		return;
	spell_add(strip, " + ");
	spell_value(strip, &foreign.field, foreign.bytes, foreign.field.size);
}
