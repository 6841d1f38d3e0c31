/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * hint - a remark about a foreign message that was cut well, but looks as if
 * its sender had made one of the usual mistakes.
 *
 * Pure. What could not be cut is wire/diagnosis's.
 */
#ifndef LANDLINE_WIRE_HINT_H
#define LANDLINE_WIRE_HINT_H

#include <stdbool.h>

#include "wire/framing.h"

enum { HINT_SIZE = 256 }; /* bytes of a sentence with its NUL */

/*
 * Says what is odd about the frame that decoder_next() has just given:
 * "length 6 (00 00 00 06) counts the closing NUL (00)". Each kind of remark
 * is made once for a decoder; false when there is none (any more).
 */
bool hint_about(char words[HINT_SIZE], struct decoder *decoder,
    const struct framing_frame *frame);

#endif
