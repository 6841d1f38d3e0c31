/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * causes - the second half of a diagnosis: what the mistake is likely to be.
 *
 * Pure; a part of wire/diagnosis. What is not certain ends in a question mark.
 */
#ifndef LANDLINE_WIRE_CAUSES_H
#define LANDLINE_WIRE_CAUSES_H

#include <stddef.h>
#include <stdint.h>

#include "wire/framing.h"
#include "wire/spell.h"

/* What is held, or was refused. */
struct evidence {
	const struct decoder *decoder;
	const struct framing *framing;
	const uint8_t *bytes;
	size_t size;
};

/* Behind "length 83886080 (05 00 00 00)": why it cannot be. */
void causes_of_length(struct spell *spell, const struct evidence *evidence);

/* Behind "\"HTTP\" (48 54 54 50) where 4 digits belong". */
void causes_of_digits(struct spell *spell, const struct evidence *evidence);

/* Behind how much came of a header, of a body, or of a message without end. */
void causes_of_short_header(struct spell *spell,
    const struct evidence *evidence);
void causes_of_short_body(struct spell *spell, const struct evidence *evidence,
    size_t announced);
void causes_of_no_end(struct spell *spell, const struct evidence *evidence);

#endif
