/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * utf8 - where a stream of UTF-8 may be cut: how long a character wants to
 * be, and how much of one the end of a read has left.
 *
 * Pure. It does not judge whether a character is a legal one; text/cells
 * decodes, and text/clean replaces.
 */
#ifndef LANDLINE_TEXT_UTF8_H
#define LANDLINE_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* How many bytes the character has that `lead` opens (RFC 3629 section 4);
 * 1 for what opens none. */
size_t utf8_size(char lead);

/* Whether the byte belongs to a character begun before it. */
bool utf8_continues(char byte);

/* How many bytes at the end wait for the rest of their character, 0…3. */
size_t utf8_cut_size(const char *text, size_t size);

#endif
