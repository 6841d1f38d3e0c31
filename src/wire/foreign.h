/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * foreign - the framings of programs that never heard of landline: a length
 * in front, in binary or in characters, a delimiter behind, or nothing.
 *
 * Pure. What bytes that make no sense are likely to mean is wire/diagnosis's.
 */
#ifndef LANDLINE_WIRE_FOREIGN_H
#define LANDLINE_WIRE_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wire/framing.h"

/*
 * u8, and u16, u32, u64 each with "le" and without; all of them with "+self"
 * and without. A single byte has no order: there is no u8le.
 */
extern const struct framing foreign_lengths[];
extern const size_t foreign_length_count;

/* ascii1 … ascii10, then line, crlf, nul and raw. */
extern const struct framing foreign_others[];
extern const size_t foreign_other_count;

extern const struct framing_shape foreign_length_shape;
extern const struct framing_shape foreign_digits_shape;

/*
 * The framing with a binary length that differs from `framing` in its byte
 * order; NULL for u8.
 */
const struct framing *foreign_other_order(const struct framing *framing);

/* FRAMING_LENGTH: the number in a header, whatever it is. */
uint64_t foreign_length(const struct framing *framing, const uint8_t *header);

/* What the characters of a FRAMING_DIGITS header are. */
enum foreign_digits {
	FOREIGN_DIGITS_OK,
	FOREIGN_DIGITS_NONE,	 /* spaces only */
	FOREIGN_DIGITS_NEGATIVE, /* "-5" */
	FOREIGN_DIGITS_NULS,	 /* digits, but padded with NUL */
	FOREIGN_DIGITS_OTHER,
};

/* Spaces on either side and leading zeros are read; `length` only if OK. */
enum foreign_digits foreign_digits(const uint8_t *header, size_t size,
    uint64_t *length);

#endif
