/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * trunk_check - what must hold of a switchboard whatever happens to it, and
 * of all that it says.
 */
#ifndef FUZZ_TRUNK_CHECK_H
#define FUZZ_TRUNK_CHECK_H

#include "trunk.h"

/* Bytes that came to the far end of a line: right frames, in order. */
void trunk_check_said(struct trunk_line *line, const uint8_t *bytes,
    size_t size);

/* All that is kept of a call is clean, and bounded. NULL is no call. */
void trunk_check_party(const struct party *party);

void trunk_check_board(const struct switchboard *board);

/* What the phone itself has told; slow when that is much. */
void trunk_check_told(const struct switchboard *board);

#endif
