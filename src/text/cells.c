/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "text/cells.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

enum {
	REPLACEMENT = 0xfffd,
	/* More characters than text/clean leaves in one cluster. */
	FARTHEST_LOOK_BACK = 32,
	LONGEST_FLAG_RUN = 4096, /* in halves of flags */
};

static bool
is_ascii(char byte)
{
	return (unsigned char)byte < 0x80;
}

static bool
is_plain(char byte)
{
	return byte >= 0x20 && byte < 0x7f;
}

enum { AT_ONCE = sizeof(uint64_t) };

/* The same for so many: the top bit of each sum shows which is none. */
static bool
are_plain(const char *text)
{
	const uint64_t each = 0x0101010101010101;
	uint64_t bytes;
	memcpy(&bytes, text, AT_ONCE);
	return ((bytes | (bytes - 0x20 * each) | (bytes + each)) &
		   0x80 * each) == 0;
}

/*
 * How many bytes follow the first one of a character, and where the second
 * has to lie; this keeps out overlong forms, surrogates and what is above
 * U+10FFFF (table 3-7 of the Unicode standard).
 */
struct opening {
	size_t more;
	uint8_t lowest, highest;
};

static struct opening
opening_of(uint8_t first)
{
	if (first >= 0xc2 && first <= 0xdf)
		return (struct opening){ 1, 0x80, 0xbf };
	if (first == 0xe0)
		return (struct opening){ 2, 0xa0, 0xbf };
	if (first == 0xed)
		return (struct opening){ 2, 0x80, 0x9f };
	if (first >= 0xe1 && first <= 0xef)
		return (struct opening){ 2, 0x80, 0xbf };
	if (first == 0xf0)
		return (struct opening){ 3, 0x90, 0xbf };
	if (first >= 0xf1 && first <= 0xf3)
		return (struct opening){ 3, 0x80, 0xbf };
	if (first == 0xf4)
		return (struct opening){ 3, 0x80, 0x8f };
	return (struct opening){ 0, 0, 0 };
}

size_t
cells_decode(const char *text, size_t size, uint32_t *point)
{
	const uint8_t *bytes = (const uint8_t *)text;
	*point = REPLACEMENT;
	if (size == 0)
		return 0;
	if (bytes[0] < 0x80) {
		*point = bytes[0];
		return 1;
	}
	struct opening opening = opening_of(bytes[0]);
	if (opening.more == 0)
		return 1;
	uint32_t value = bytes[0] & (0x3fu >> opening.more);
	for (size_t at = 1; at <= opening.more; at++) {
		if (at == size || bytes[at] < opening.lowest ||
		    bytes[at] > opening.highest)
			return at;
		value = value << 6 | (bytes[at] & 0x3f);
		opening.lowest = 0x80;
		opening.highest = 0xbf;
	}
	*point = value;
	return opening.more + 1;
}

int
cells_point_cols(uint32_t point)
{
	if (point < 0x80)
		return point >= 0x20 && point != 0x7f;
	int cols = wcwidth((wchar_t)point);
	return cols < 0 ? 0 : cols;
}

/*
 * The bytes of a first character below U+0300, where marks begin; 0 for any
 * other. Two such characters are always apart: clean text has no CR.
 */
static size_t
loner_size(const char *text, size_t size)
{
	const uint8_t *bytes = (const uint8_t *)text;
	if (bytes[0] < 0x80)
		return 1;
	return bytes[0] >= 0xc2 && bytes[0] <= 0xcb && size > 1 &&
		(bytes[1] & 0xc0) == 0x80 ?
	    2 :
	    0;
}

static bool
is_loner_cluster(const char *text, size_t size)
{
	size_t own = loner_size(text, size);
	return own > 0 &&
	    (own == size || loner_size(text + own, size - own) > 0);
}

struct cells_cluster
cells_next(const char *text, size_t size)
{
	struct cells_cluster cluster = { 0, 0 };
	if (size == 0)
		return cluster;
	utf8proc_int32_t state = 0;
	uint32_t before, point;
	cluster.size = cells_decode(text, size, &before);
	cluster.cols = cells_point_cols(before);
	if (is_loner_cluster(text, size))
		return cluster;
	while (cluster.size < size) {
		size_t more = cells_decode(text + cluster.size,
		    size - cluster.size, &point);
		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)before,
			(utf8proc_int32_t)point, &state))
			break;
		cluster.size += more;
		cluster.cols += cells_point_cols(point);
		before = point;
	}
	return cluster;
}

size_t
cells_plain(const char *text, size_t size, size_t most)
{
	size_t count = 0;
	if (most > size)
		most = size;
	while (most - count >= AT_ONCE && are_plain(text + count))
		count += AT_ONCE;
	while (count < most && is_plain(text[count]))
		count++;
	/* What follows may be a mark on the last of them. */
	if (count > 0 && count < size &&
	    loner_size(text + count, size - count) == 0)
		count--;
	return count;
}

/* Where the character that ends right before `at` begins. */
static size_t
character_before(const char *text, size_t at)
{
	size_t start = at - 1;
	while (start > 0 && at - start < 4 && (text[start] & 0xc0) == 0x80)
		start--;
	return start;
}

static int
boundclass_at(const char *text, size_t size)
{
	uint32_t point;
	cells_decode(text, size, &point);
	return utf8proc_get_property((utf8proc_int32_t)point)->boundclass;
}

/* A flag is two regional indicators, U+1F1E6 … U+1F1FF, of 4 bytes each. */
static bool
is_half_flag(const char *at)
{
	return memcmp(at, "\xf0\x9f\x87", 3) == 0 && (uint8_t)at[3] >= 0xa6;
}

/*
 * Halves of flags pair up from the start of their run. Returns how many there
 * are in a row, the one at byte `at` being the last.
 */
static size_t
halves_up_to(const char *text, size_t at)
{
	size_t count = 1;
	while (count < LONGEST_FLAG_RUN && at >= 4 &&
	    is_half_flag(text + at - 4)) {
		at -= 4;
		count++;
	}
	return count;
}

/*
 * A place at or before `at` from which the clusters around `at` can be found.
 * Two neighbours of no special class are apart, whatever else there is, and
 * nothing but a prefix draws an ASCII character to itself. And clusters found
 * from inside of one agree with the true ones from its end on, but for flags.
 */
static size_t
place_to_start(const char *text, size_t size, size_t at)
{
	int here = UTF8PROC_BOUNDCLASS_START;
	for (int looked = 0; at > 0 && looked < FARTHEST_LOOK_BACK; looked++) {
		size_t before = character_before(text, at);
		int class = boundclass_at(text + before, size - before);
		if (class == UTF8PROC_BOUNDCLASS_OTHER && here == class)
			break;
		if (is_ascii(text[at]) && class != UTF8PROC_BOUNDCLASS_PREPEND)
			break;
		at = before;
		here = class;
		if (class != UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR)
			continue;
		size_t halves = halves_up_to(text, at);
		size_t pairing = (halves - 1) / 2 * 2;
		/* Any pair but the first one, which may follow a prefix. */
		if (pairing > 0)
			return at - 4 * (halves - 1 - pairing);
		at -= 4 * (halves - 1);
	}
	return at;
}

size_t
cells_boundary(const char *text, size_t size, size_t at)
{
	if (at >= size)
		return size;
	if (at == 0 || (is_ascii(text[at]) && is_ascii(text[at - 1])))
		return at;
	size_t start = place_to_start(text, size, at);
	for (;;) {
		size_t end =
		    start + cells_next(text + start, size - start).size;
		if (end > at)
			return start;
		start = end;
	}
}

size_t
cells_before(const char *text, size_t at)
{
	return at == 0 ? 0 : cells_boundary(text, at, at - 1);
}

int
cells_cols(const char *text, size_t size)
{
	int cols = 0;
	for (size_t at = 0; at < size;) {
		size_t plain =
		    cells_plain(text + at, size - at, (size_t)(INT_MAX - cols));
		at += plain;
		cols += (int)plain;
		if (at == size)
			break;
		struct cells_cluster next = cells_next(text + at, size - at);
		at += next.size;
		if (next.cols > INT_MAX - cols)
			return INT_MAX;
		cols += next.cols;
	}
	return cols;
}

size_t
cells_fit(const char *text, size_t size, int cols)
{
	size_t at = 0;
	/* No character has more columns than it has bytes. */
	if (cols >= 0 && size <= (size_t)cols)
		return size;
	while (at < size) {
		size_t plain = cells_plain(text + at, size - at,
		    cols > 0 ? (size_t)cols : 0);
		at += plain;
		cols -= (int)plain;
		if (at == size)
			break;
		struct cells_cluster next = cells_next(text + at, size - at);
		if (next.cols > cols)
			break;
		cols -= next.cols;
		at += next.size;
	}
	return at;
}
