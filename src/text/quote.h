/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * quote - foreign or typed text inside a sentence: made safe, on one line,
 * and cut when it is long.
 *
 * Pure.
 */
#ifndef LANDLINE_TEXT_QUOTE_H
#define LANDLINE_TEXT_QUOTE_H

#include <stddef.h>

enum {
	QUOTE_COLS = 60,  /* shown at most; "…" stands behind what was cut */
	QUOTE_SIZE = 244, /* bytes with the NUL: half of a fault's sentence */
};

/*
 * Writes `size` bytes of `text` as CLEAN_LINE leaves them. However long the
 * text is, only its beginning is looked at. Returns `to`.
 */
char *quote_text(char to[QUOTE_SIZE], const char *text, size_t size);

#endif
