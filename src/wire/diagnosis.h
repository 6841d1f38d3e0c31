/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * diagnosis - says in words what is likely to be wrong with bytes that a
 * foreign framing could not cut, and names the bytes.
 *
 * Pure. Own words, 0x20…0x7e: what the bytes are does not matter. What was
 * cut, but looks odd, is wire/hint's.
 */
#ifndef LANDLINE_WIRE_DIAGNOSIS_H
#define LANDLINE_WIRE_DIAGNOSIS_H

#include <stdbool.h>
#include <stddef.h>

#include "wire/framing.h"

enum { DIAGNOSIS_SIZE = 320 }; /* bytes of a sentence with its NUL */

/*
 * Why decoder_next() refused: "length 83886080 (05 00 00 00) is 5 in
 * little-endian: htonl() missing?". Not for a framing that has calls.
 */
void diagnosis_refused(char words[DIAGNOSIS_SIZE],
    const struct decoder *decoder);

/*
 * What an end of the stream cuts now: "closed 7 bytes into a body of 12".
 * False when it cuts nothing.
 */
bool diagnosis_ended(char words[DIAGNOSIS_SIZE], const struct decoder *decoder);

/*
 * The same of a datagram, which is to hold exactly one frame: decoder_next()
 * found less in it than one: "the datagram ends 7 bytes into a body of 12".
 */
bool diagnosis_cut(char words[DIAGNOSIS_SIZE], const struct decoder *decoder);

/*
 * And where there is more than one: "1 byte (00) stands behind the first
 * message, and a datagram is one: a closing NUL is sent, but not counted?". The
 * bytes are those behind it, at least one.
 */
void diagnosis_surplus(char words[DIAGNOSIS_SIZE],
    const struct framing *framing, const uint8_t *bytes, size_t size);

/*
 * Of landline's own header, whose length its type cannot have: "TEXT with a
 * payload of 83886080 bytes (05 00 00 00) cannot be: 5 in little-endian,
 * htonl() missing?".
 */
void diagnosis_payload(char words[DIAGNOSIS_SIZE], const uint8_t *header);

/*
 * What is being waited for, for when nothing has come for a while: "waiting 5
 * bytes into a body of 1280: length 1280 (05 00) is 5 in little-endian:
 * htons() missing?". False when there is nothing unfinished.
 */
bool diagnosis_waits(char words[DIAGNOSIS_SIZE], const struct decoder *decoder);

#endif
