/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "oracle.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { ESCAPE = 0x1b };

/* ---- sequences ---- */

/* What ends the sequences of an xterm-256color (terminfo), without the
 * letters that ask the terminal for an answer. */
static const char finals[] = "@ABCDGHJKLMPSTXZbdlmrt";

static const int private_modes[] = { 1, 7, 12, 25, 1007, 1049, 2004 };

static bool
is_private_mode(const char *digits)
{
	int mode = atoi(digits);
	for (size_t i = 0; i < sizeof private_modes / sizeof(int); i++)
		if (private_modes[i] == mode)
			return true;
	return false;
}

static bool
is_one_of(char byte, const char *set)
{
	return byte != '\0' && strchr(set, byte) != NULL;
}

/* Behind ESC [. Returns the size up to its final byte, 0: not one of ours. */
static size_t
control_size(const char *at, size_t size)
{
	bool is_private = size > 0 && at[0] == '?';
	size_t end = is_private ? 1 : 0;
	while (end < size && is_one_of(at[end], "0123456789;"))
		end++;
	if (end == size)
		return 0;
	if (!is_private)
		return is_one_of(at[end], finals) ? end + 1 : 0;
	/* No mode is set twice in one: each is known by its number. */
	if (!is_one_of(at[end], "hlsr"))
		return 0;
	for (const char *mode = at + 1; mode < at + end; mode++) {
		if (!is_private_mode(mode))
			return 0;
		mode += strspn(mode, "0123456789");
	}
	return end + 1;
}

/* ---- characters ---- */

static bool
is_filler(utf8proc_int32_t point)
{
	return point == 0x115f || point == 0x1160 || point == 0x3164 ||
	    point == 0xffa0;
}

/* They hold clusters together, and stand nowhere else. */
static bool
is_joiner(utf8proc_int32_t point)
{
	return point == 0x200c || point == 0x200d ||
	    (point >= 0xfe00 && point <= 0xfe0f);
}

static bool
is_harmless(utf8proc_int32_t point)
{
	if (is_filler(point) || (point >= 0xe0000 && point <= 0xe0fff))
		return false;
	if (is_joiner(point))
		return true;
	utf8proc_category_t category = utf8proc_category(point);
	return category != UTF8PROC_CATEGORY_CC &&
	    category != UTF8PROC_CATEGORY_CF &&
	    category != UTF8PROC_CATEGORY_CS &&
	    category != UTF8PROC_CATEGORY_CN &&
	    category != UTF8PROC_CATEGORY_ZL &&
	    category != UTF8PROC_CATEGORY_ZP;
}

static size_t
character_size(const char *at, size_t size)
{
	utf8proc_int32_t point;
	/* Movements of the cursor that curses makes, and the bell. */
	if (is_one_of(*at, "\r\n\b\a"))
		return 1;
	utf8proc_ssize_t count = utf8proc_iterate((const utf8proc_uint8_t *)at,
	    (utf8proc_ssize_t)size, &point);
	return count > 0 && is_harmless(point) ? (size_t)count : 0;
}

/* ---- sequences with text in them ---- */

/* A title, ESC ] 0 ; text BEL, and nothing in it but harmless characters. */
static size_t
title_size(const char *at, size_t size)
{
	static const char start[] = "\033]0;";
	size_t end = sizeof start - 1;
	if (size < end || memcmp(at, start, end) != 0)
		return 0;
	while (end < size && at[end] != '\a') {
		size_t part = character_size(at + end, size - end);
		if (part == 0 || is_one_of(at[end], "\r\n\b"))
			return 0;
		end += part;
	}
	return end < size ? end + 1 : 0;
}

static size_t
sequence_size(const char *at, size_t size)
{
	if (size < 2)
		return 0;
	if (at[1] == '[') {
		size_t rest = control_size(at + 2, size - 2);
		return rest > 0 ? rest + 2 : 0;
	}
	if (at[1] == ']')
		return title_size(at, size);
	if (at[1] == '(' && size > 2 && at[2] == 'B')
		return 3;
	return is_one_of(at[1], "78=>M") ? 2 : 0;
}

size_t
oracle_first_foreign(const char *bytes, size_t size)
{
	size_t at = 0;
	while (at < size) {
		size_t part = bytes[at] == ESCAPE ?
		    sequence_size(bytes + at, size - at) :
		    character_size(bytes + at, size - at);
		if (part == 0)
			return at;
		at += part;
	}
	return size;
}
