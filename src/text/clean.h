/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * clean - the security boundary: foreign bytes in, text out that cannot
 * steer a terminal. It is applied once, on arrival, before anything is kept.
 *
 * Pure. The rule is written down in README.md ("what is promised") and in
 * landline(1); clean(clean(x)) is clean(x), and clean text stays clean when
 * it is cut between grapheme clusters. It needs an LC_CTYPE of UTF-8: in the
 * C locale wcwidth() knows no character beyond ASCII.
 */
#ifndef LANDLINE_TEXT_CLEAN_H
#define LANDLINE_TEXT_CLEAN_H

#include <stdbool.h>
#include <stddef.h>

enum clean_rule {
	CLEAN_BODY, /* a message: newline and tab stay, ZWJ, ZWNJ and variation
		       selectors stay inside a grapheme cluster */
	CLEAN_LINE, /* one line of it: newline and tab become pictures */
	CLEAN_NAME, /* who somebody says they are: one line, at most
		       CLEAN_NAME_COLS columns, no format characters at all;
		       blanks of all kinds become single spaces, none at
		       either end. Perhaps empty */
};

enum {
	CLEAN_GROWTH = 3, /* a bad byte becomes the 3 of U+FFFD */
	CLEAN_NAME_COLS = 32,
	CLEAN_MARKS = 4,   /* combining marks that a base may carry */
	CLEAN_POINTS = 16, /* characters that may join to one cluster */
};

/* How many bytes clean_text() may write for `size` bytes, the NUL included. */
size_t clean_bound(size_t size);

/*
 * Writes the clean form of `size` bytes and a NUL to `to`, which has room
 * for `room` bytes (at least 1). What does not fit is left out, cut between
 * grapheme clusters. Returns the length without the NUL.
 */
size_t clean_text(char *to, size_t room, const char *from, size_t size,
    enum clean_rule rule);

/* Whether `size` bytes are strict UTF-8 (RFC 3629). */
bool clean_is_utf8(const char *from, size_t size);

/*
 * The largest length of at most `limit` at which `size` bytes of clean text
 * can be cut: after a newline if there is one in the last half, else between
 * two grapheme clusters, else between two characters.
 */
size_t clean_cut(const char *text, size_t size, size_t limit);

#endif
