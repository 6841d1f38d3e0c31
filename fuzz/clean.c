/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* Foreign bytes through every rule of text/clean, whole and cut. */
#include "config.h"

#include "text/clean.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "text/cells.h"
#include "text/quote.h"
#include "text/utf8.h"

/* Less room gives a front part of the same, cut between two clusters. */
static void
clean_in_less_room(const char *whole, size_t whole_size, const char *from,
    size_t size, enum clean_rule rule, size_t room)
{
	char *to = malloc(room);
	fuzz_require(to != NULL, "no memory");
	size_t part = clean_text(to, room, from, size, rule);
	fuzz_require(part < room && to[part] == '\0', "no room for the NUL");
	fuzz_require(part <= whole_size && memcmp(to, whole, part) == 0,
	    "less room gives another text");
	/* A name has no blank at its end, whatever the blank stood on. */
	fuzz_require(cells_boundary(whole, whole_size, part) == part ||
		(rule == CLEAN_NAME && whole[part] == ' '),
	    "less room cuts a cluster");
	free(to);
}

/* The two halves of clean text are clean. */
static void
cut(const char *text, size_t size, size_t limit, enum clean_rule rule)
{
	size_t at = clean_cut(text, size, limit);
	fuzz_require(at <= limit && at <= size, "cut behind the limit");
	fuzz_require(at > 0 || limit < 4 || size == 0, "cut at nothing");
	fuzz_require(clean_is_utf8(text, at) &&
		clean_is_utf8(text + at, size - at),
	    "cut inside a character");
	if (cells_boundary(text, size, at) != at)
		return; /* one cluster was longer than the limit */
	fuzz_require_clean(text, at, rule);
	fuzz_require_clean(text + at, size - at, rule);
}

static void
clean(const char *from, size_t size, enum clean_rule rule, size_t less)
{
	size_t room = clean_bound(size);
	char *to = malloc(room);
	fuzz_require(to != NULL, "no memory");
	size_t clean_size = clean_text(to, room, from, size, rule);
	fuzz_require(clean_size < room, "more than the bound");
	fuzz_require(strlen(to) == clean_size, "a NUL inside");
	fuzz_require_clean(to, clean_size, rule);
	if (rule == CLEAN_NAME)
		fuzz_require(cells_cols(to, clean_size) <= CLEAN_NAME_COLS,
		    "a name is too wide");
	else
		cut(to, clean_size, less, rule);
	clean_in_less_room(to, clean_size, from, size, rule, less + 1);
	free(to);
}

static void
quote(const char *from, size_t size)
{
	char quoted[QUOTE_SIZE];
	size_t quoted_size = strlen(quote_text(quoted, from, size));
	fuzz_require(quoted_size < QUOTE_SIZE, "a quote is too long");
	fuzz_require(cells_cols(quoted, quoted_size) <= QUOTE_COLS + 1,
	    "a quote is too wide");
	fuzz_require_clean(quoted, quoted_size, CLEAN_LINE);
}

/* Byte by byte it is the same characters. */
static void
decode(const char *from, size_t size)
{
	fuzz_require(utf8_cut_size(from, size) <= 3, "cut too much");
	for (size_t at = 0, part; at < size; at += part) {
		uint32_t point;
		part = cells_decode(from + at, size - at, &point);
		fuzz_require(part >= 1 && part <= 4 && part <= size - at,
		    "a character of no size");
		fuzz_require(point < 0x110000 &&
			(point < 0xd800 || point > 0xdfff),
		    "no code point");
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct fuzz_input input = { bytes, size };
	size_t less = fuzz_upto(&input, 1000);
	const char *text = (const char *)input.bytes;
	decode(text, input.size);
	clean(text, input.size, CLEAN_BODY, less);
	clean(text, input.size, CLEAN_LINE, less);
	clean(text, input.size, CLEAN_NAME, less);
	quote(text, input.size);
	return 0;
}
