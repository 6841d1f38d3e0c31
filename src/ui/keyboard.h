/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * keyboard - bytes from a terminal to keys: UTF-8 text, control characters,
 * escape sequences, bracketed paste.
 *
 * Pure, and resumable at any byte. There is no time limit anywhere: Esc
 * followed by a digit, Enter or a letter is F1…F9, Alt-Enter or Alt-letter
 * however slowly it is typed. An unknown sequence is swallowed whole.
 *
 * Esc twice is Esc taken back, but a sequence of a key behind it is that
 * key with Alt, as rxvt says it. A control character breaks off whatever was
 * begun, and counts, so that a slip on Esc never costs a ^C.
 *
 * Between the brackets of a paste everything is content, ^C and sequences
 * too. Whether a closing bracket is late or lost cannot be known; a paste
 * without it ends with the next paste's, or with ^C three times running.
 */
#ifndef LANDLINE_UI_KEYBOARD_H
#define LANDLINE_UI_KEYBOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/key.h"

struct keyboard; /* opaque */

struct keyboard *keyboard_new(void);
void keyboard_free(struct keyboard *keyboard);

/* Forgets what was begun: a half sequence, an open paste. */
void keyboard_reset(struct keyboard *keyboard);

/*
 * What terminfo says that this terminal sends for a key; for those that are
 * not in the built-in table. Ignored when it is no escape sequence of the
 * shape that terminals agree on.
 */
void keyboard_learn(struct keyboard *keyboard, const char *sequence,
    enum key_name name, uint32_t point);

/* What one read() returned; the bytes are used until keyboard_next() says false. */
void keyboard_offer(struct keyboard *keyboard, const char *bytes, size_t size);

/* The next whole key; false when more bytes are needed. */
bool keyboard_next(struct keyboard *keyboard, struct key *key);

#endif
