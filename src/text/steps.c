/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "text/steps.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "text/cells.h"

enum kind { BLANK, WORD, OTHER };

/* A cluster is what its first character is. */
static enum kind
kind_of(const char *text, size_t size)
{
	uint32_t point;
	cells_decode(text, size, &point);
	if (point == '\n' || point == '\t')
		return BLANK;
	utf8proc_category_t category =
	    utf8proc_category((utf8proc_int32_t)point);
	if (category == UTF8PROC_CATEGORY_ZS)
		return BLANK;
	/* Letters, marks and numbers come first in the order of categories. */
	return category >= UTF8PROC_CATEGORY_LU &&
		category <= UTF8PROC_CATEGORY_NO ?
	    WORD :
	    OTHER;
}

/* Goes back over all clusters of which (is it of that kind?) is `wanted`. */
static size_t
skip_back(const char *text, size_t at, enum kind kind, bool wanted)
{
	while (at > 0) {
		size_t before = cells_before(text, at);
		if ((kind_of(text + before, at - before) == kind) != wanted)
			break;
		at = before;
	}
	return at;
}

static size_t
skip_on(const char *text, size_t size, size_t at, enum kind kind, bool wanted)
{
	while (at < size && (kind_of(text + at, size - at) == kind) == wanted)
		at += cells_next(text + at, size - at).size;
	return at;
}

size_t
steps_word_back(const char *text, size_t size)
{
	return skip_back(text, skip_back(text, size, WORD, false), WORD, true);
}

size_t
steps_word_on(const char *text, size_t size)
{
	size_t at = skip_on(text, size, 0, WORD, false);
	return skip_on(text, size, at, WORD, true);
}

size_t
steps_blank_word_back(const char *text, size_t size)
{
	return skip_back(text, skip_back(text, size, BLANK, true), BLANK,
	    false);
}

size_t
steps_line_start(const char *text, size_t size)
{
	const char *newline = size == 0 ? NULL : memrchr(text, '\n', size);
	return newline == NULL ? 0 : (size_t)(newline - text) + 1;
}

size_t
steps_line_end(const char *text, size_t size)
{
	const char *newline = size == 0 ? NULL : memchr(text, '\n', size);
	return newline == NULL ? size : (size_t)(newline - text);
}
