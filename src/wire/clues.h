/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * clues - what bytes look like that a foreign framing could not make sense
 * of, or only just: text, another byte order, another width of the length.
 *
 * Pure, for wire/diagnosis and wire/hint, which put it into words. Each is a
 * guess, and asks for enough to be a likely one.
 */
#ifndef LANDLINE_WIRE_CLUES_H
#define LANDLINE_WIRE_CLUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wire/framing.h"
#include "wire/spell.h"

/* Only 0x20…0x7e, tab, LF and CR; for `utf8` 0x80…0xff too. */
bool clues_is_text(const uint8_t *bytes, size_t size, bool utf8);

/*
 * How many frames of that framing the bytes are, up to their very end, with
 * text in each; 0 when they are not.
 */
size_t clues_frames(const struct framing *framing, const uint8_t *bytes,
    size_t size);

/*
 * The framing with a binary length, other than `framing`, in which the bytes
 * are whole frames of text; NULL when there is none.
 */
const struct framing *clues_other_length(const struct framing *framing,
    const uint8_t *bytes, size_t size);

/* The bytes of payload that a header announces; false when it makes no sense. */
bool clues_announced(const struct framing *framing, const uint8_t *header,
    uint64_t *payload_size);

/* The same, and the header looks as if it had not been meant as text. */
bool clues_is_header(const struct framing *framing, const uint8_t *header);

/*
 * The last message ended where the next one's header begins, had its length
 * not counted its own header: the header is in the message.
 */
bool clues_past_counts_itself(const struct decoder *decoder);

/*
 * How many bytes too many, if skipped, leave whole frames; 0 when that is not
 * it. `nuls`: all of them are NUL.
 */
size_t clues_surplus(const struct decoder *decoder, bool *nuls);

/* "length 83886080 (05 00 00 00)" */
void clues_add_length(struct spell *spell, const struct framing *framing,
    const uint8_t *header);

/* "5 as u16 (00 05)": what the first bytes say in that framing. */
void clues_add_reading(struct spell *spell, const struct framing *framing,
    const uint8_t *bytes);

/* "\"HTTP\"" */
void clues_add_text(struct spell *spell, const uint8_t *bytes, size_t size);

#endif
