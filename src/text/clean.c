/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "text/clean.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

#include "text/cells.h"

enum {
	PICTURE_OF_NUL = 0x2400,
	PICTURE_OF_DEL = 0x2421,
	DOTTED_CIRCLE = 0x25cc,
	BRAILLE_BLANK = 0x2800,
	REPLACEMENT = 0xfffd,
	ZWNJ = 0x200c,
	ZWJ = 0x200d,
	FIRST_SELECTOR = 0xfe00,
	LAST_SELECTOR = 0xfe0f,
};

/*
 * The text is made cluster by cluster. What may stand in a cluster depends on
 * what was *written* of it so far and on nothing before it; that makes the
 * rule idempotent, and lets clean text be cut between any two clusters.
 */
struct cleaner {
	char *to;
	size_t room; /* without the NUL */
	size_t size;
	enum clean_rule rule;
	bool full;

	/* the cluster that is being written */
	size_t start;
	uint32_t last; /* its last character so far */
	utf8proc_int32_t state;
	int points; /* characters in it */
	int marks;  /* of them on the last base */
	int cols;   /* of all that is written; CLEAN_NAME has a limit */
};

static const utf8proc_property_t *
property_of(uint32_t point)
{
	return utf8proc_get_property((utf8proc_int32_t)point);
}

static bool
is_printable_ascii(uint32_t point)
{
	return point >= 0x20 && point < 0x7f;
}

static bool
is_selector(uint32_t point)
{
	return point >= FIRST_SELECTOR && point <= LAST_SELECTOR;
}

/* Marks by category; they need something to stand on. */
static bool
is_mark(uint32_t point)
{
	utf8proc_propval_t category = property_of(point)->category;
	return category == UTF8PROC_CATEGORY_MN ||
	    category == UTF8PROC_CATEGORY_MC ||
	    category == UTF8PROC_CATEGORY_ME;
}

/*
 * No one may see these: controls, format characters (bidi, tags, zero-width,
 * soft hyphen), fillers and other "default ignorable" characters, separators
 * of lines, surrogates, what is unassigned, and what the terminal's library
 * has no width for. Private use is what wcwidth() says.
 */
static bool
is_forbidden(uint32_t point)
{
	const utf8proc_property_t *property = property_of(point);
	switch (property->category) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	default:
		return property->ignorable || wcwidth((wchar_t)point) < 0;
	}
}

/*
 * What the screen itself sets between a name and an address, or around them:
 * a name must not look like more than a name.
 */
static bool
is_furniture(uint32_t point)
{
	return point == 0xb7 || point == 0x2022 || point == 0x2027 ||
	    point == 0x22c5 || point == '|' ||
	    (point >= 0x2500 && point <= 0x259f);
}

static bool
is_blank_in_name(uint32_t point)
{
	return point == ' ' || point == BRAILLE_BLANK || is_furniture(point) ||
	    property_of(point)->category == UTF8PROC_CATEGORY_ZS;
}

/* Scripts whose spelling needs ZWJ and ZWNJ: Arabic to Sinhala, and so on. */
static bool
is_of_joining_script(uint32_t point)
{
	static const struct {
		uint32_t first, last;
	} ranges[] = {
		{ 0x0620, 0x0dff }, /* Arabic, Syriac, N'Ko, Indic */
		{ 0x0f00, 0x109f }, /* Tibetan, Myanmar */
		{ 0x1700, 0x18af }, /* Philippine, Khmer, Mongolian */
		{ 0x1900, 0x1cff }, /* Limbu, Tai Tham, Balinese, Vedic */
		{ 0xa800, 0xabff }, /* Indic scripts of the second rank */
		{ 0xfb50, 0xfdff }, /* Arabic forms */
		{ 0xfe70, 0xfefc },
		{ 0x10a00, 0x10fff }, /* Kharoshthi … Sogdian */
		{ 0x11000, 0x11fff }, /* Brahmi and its children */
		{ 0x1e900, 0x1e95f }, /* Adlam */
	};
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		if (point >= ranges[i].first && point <= ranges[i].last)
			return is_mark(point) ||
			    property_of(point)->category ==
			    UTF8PROC_CATEGORY_LO;
	}
	return false;
}

/* Whether `point` would open a cluster; `state` as it is after it. */
static bool
opens_cluster(const struct cleaner *cleaner, uint32_t point,
    utf8proc_int32_t *state)
{
	*state = cleaner->state;
	if (cleaner->last < 0x80 && point < 0x80) {
		*state = 0;
		return true;
	}
	return utf8proc_grapheme_break_stateful((utf8proc_int32_t)cleaner->last,
	    (utf8proc_int32_t)point, state);
}

static size_t
encode(char *to, uint32_t point)
{
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)point,
	    (utf8proc_uint8_t *)to);
}

/* Gives up the cluster begun, so that none is cut. */
static void
stop(struct cleaner *cleaner, bool at_boundary)
{
	cleaner->full = true;
	if (!at_boundary)
		cleaner->size = cleaner->start;
}

/* Writes one character as it is. */
static void
emit(struct cleaner *cleaner, uint32_t point)
{
	char bytes[4];
	size_t size = encode(bytes, point);
	utf8proc_int32_t state;
	bool opens = opens_cluster(cleaner, point, &state);
	int cols = cells_point_cols(point);
	bool too_wide = cleaner->rule == CLEAN_NAME &&
	    cleaner->cols + cols > CLEAN_NAME_COLS;
	if (cleaner->full || size > cleaner->room - cleaner->size || too_wide) {
		stop(cleaner, opens || cleaner->full);
		return;
	}
	if (opens) {
		cleaner->start = cleaner->size;
		cleaner->points = 0;
		cleaner->marks = 0;
	}
	memcpy(cleaner->to + cleaner->size, bytes, size);
	cleaner->size += size;
	cleaner->cols += cols;
	cleaner->last = point;
	cleaner->state = state;
	cleaner->points++;
}

/*
 * ZWNJ and ZWJ stay behind a letter of a script that is spelt with them, and
 * ZWJ between two pictographs that it makes one cluster of.
 */
static bool
may_join(const struct cleaner *cleaner, uint32_t joiner, uint32_t next)
{
	/* There must be room for the pictograph, too. */
	if (cleaner->rule == CLEAN_NAME || cleaner->size == 0 ||
	    cleaner->points > CLEAN_POINTS - 2)
		return false;
	if (is_of_joining_script(cleaner->last))
		return true;
	if (joiner != ZWJ || is_forbidden(next) ||
	    property_of(next)->boundclass !=
		UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC)
		return false;
	utf8proc_int32_t state = cleaner->state;
	return !utf8proc_grapheme_break_stateful((utf8proc_int32_t)
						     cleaner->last,
		   ZWJ, &state) &&
	    !utf8proc_grapheme_break_stateful(ZWJ, (utf8proc_int32_t)next,
		&state);
}

/* One variation selector, directly behind what can be seen. */
static bool
may_select(const struct cleaner *cleaner)
{
	return cleaner->rule != CLEAN_NAME && cleaner->points < CLEAN_POINTS &&
	    cells_point_cols(cleaner->last) > 0 && !is_mark(cleaner->last) &&
	    !is_blank_in_name(cleaner->last);
}

/* What opens a cluster, but would land on the cell before it. */
static void
put_without_base(struct cleaner *cleaner, uint32_t point)
{
	if (!utf8proc_grapheme_break(DOTTED_CIRCLE, (utf8proc_int32_t)point)) {
		emit(cleaner, DOTTED_CIRCLE);
		emit(cleaner, point);
		cleaner->marks = 1;
	} else {
		/* Half a Hangul syllable, or a vowel sign of its own width. */
		emit(cleaner,
		    cells_point_cols(point) > 0 ? point : REPLACEMENT);
	}
}

/* What joins the character before it, whether or not it has a width. */
static bool
stands_on_another(uint32_t point)
{
	int class = property_of(point)->boundclass;
	return is_mark(point) || cells_point_cols(point) == 0 ||
	    class == UTF8PROC_BOUNDCLASS_EXTEND ||
	    class == UTF8PROC_BOUNDCLASS_SPACINGMARK;
}

static void
put_visible(struct cleaner *cleaner, uint32_t point)
{
	utf8proc_int32_t state;
	bool stands_on = stands_on_another(point);
	if (opens_cluster(cleaner, point, &state) ||
	    (stands_on && cleaner->rule == CLEAN_NAME &&
		cleaner->last == ' ')) {
		if (stands_on)
			put_without_base(cleaner, point);
		else
			emit(cleaner, point);
		return;
	}
	if (stands_on) {
		/* Enough is enough: left out, for a U+FFFD would be a base. */
		if (cleaner->marks == CLEAN_MARKS ||
		    cleaner->points >= CLEAN_POINTS)
			return;
		emit(cleaner, point);
		cleaner->marks++;
		return;
	}
	emit(cleaner, cleaner->points < CLEAN_POINTS ? point : REPLACEMENT);
	cleaner->marks = 0;
}

static void
put_ascii(struct cleaner *cleaner, uint32_t point)
{
	bool stays =
	    cleaner->rule == CLEAN_BODY && (point == '\n' || point == '\t');
	if (stays)
		emit(cleaner, point);
	else if (is_printable_ascii(point))
		put_visible(cleaner, point);
	else
		emit(cleaner,
		    point == 0x7f ? PICTURE_OF_DEL : PICTURE_OF_NUL + point);
}

/* One character; `next` is what follows it, 0 at the end. */
static void
put(struct cleaner *cleaner, uint32_t point, uint32_t next)
{
	if (cleaner->rule == CLEAN_NAME && is_blank_in_name(point)) {
		/* Neither many nor wide ones, so that no name fakes a column */
		if (cleaner->size > 0 && cleaner->last != ' ')
			emit(cleaner, ' ');
	} else if (point < 0x80) {
		put_ascii(cleaner, point);
	} else if (point == ZWJ || point == ZWNJ) {
		emit(cleaner,
		    may_join(cleaner, point, next) ? point : REPLACEMENT);
	} else if (is_selector(point)) {
		emit(cleaner, may_select(cleaner) ? point : REPLACEMENT);
	} else if (is_forbidden(point)) {
		emit(cleaner, REPLACEMENT);
	} else {
		put_visible(cleaner, point);
	}
}

/* How many printable ASCII bytes `from` opens with; eight a step. */
static size_t
ascii_run(const char *from, size_t size)
{
	const uint64_t ones = 0x0101010101010101;
	size_t at = 0;
	for (uint64_t eight; size - at >= sizeof(eight); at += sizeof(eight)) {
		memcpy(&eight, from + at, sizeof(eight));
		/* A high bit: non-ASCII, or a borrow below 0x20, or DEL. */
		if ((eight | (eight - 0x20 * ones) | (eight + ones)) &
		    0x80 * ones)
			break;
	}
	while (at < size && is_printable_ascii((uint8_t)from[at]))
		at++;
	return at;
}

/* Most text is ASCII, where every character is a cluster: nearly a memcpy. */
static size_t
copy_ascii(struct cleaner *cleaner, const char *from, size_t size)
{
	size_t run = ascii_run(from, size);
	if (run > cleaner->room - cleaner->size) {
		run = cleaner->room - cleaner->size;
		cleaner->full = true;
	}
	if (run == 0)
		return 0;
	memcpy(cleaner->to + cleaner->size, from, run);
	cleaner->size += run;
	cleaner->start = cleaner->size - 1;
	cleaner->last = (uint8_t)from[run - 1];
	cleaner->state = 0;
	cleaner->points = 1;
	cleaner->marks = 0;
	return run;
}

size_t
clean_bound(size_t size)
{
	return size > (SIZE_MAX - 1) / CLEAN_GROWTH ? SIZE_MAX :
						      size * CLEAN_GROWTH + 1;
}

size_t
clean_text(char *to, size_t room, const char *from, size_t size,
    enum clean_rule rule)
{
	/* As after a newline: whatever comes first opens a cluster. */
	struct cleaner cleaner = { .to = to,
		.room = room - 1,
		.rule = rule,
		.last = '\n' };
	size_t at = 0;
	while (at < size && !cleaner.full) {
		if (rule != CLEAN_NAME && cleaner.last < 0x80)
			at += copy_ascii(&cleaner, from + at, size - at);
		if (at == size || cleaner.full)
			break;
		uint32_t point, next = 0;
		at += cells_decode(from + at, size - at, &point);
		if (point == ZWJ && at < size)
			cells_decode(from + at, size - at, &next);
		put(&cleaner, point, next);
	}
	if (rule == CLEAN_NAME && cleaner.size > 0 &&
	    to[cleaner.size - 1] == ' ')
		cleaner.size--;
	to[cleaner.size] = '\0';
	return cleaner.size;
}

bool
clean_is_utf8(const char *from, size_t size)
{
	size_t at = 0;
	while ((at += ascii_run(from + at, size - at)) < size) {
		uint32_t point;
		size_t more = cells_decode(from + at, size - at, &point);
		/* The one U+FFFD that is meant is three bytes from 0xef on. */
		if (point == REPLACEMENT &&
		    (more != 3 || (uint8_t)from[at] != 0xef))
			return false;
		at += more;
	}
	return true;
}

size_t
clean_cut(const char *text, size_t size, size_t limit)
{
	if (size <= limit)
		return size;
	const char *newline =
	    memrchr(text + limit / 2, '\n', limit - limit / 2);
	if (newline != NULL)
		return (size_t)(newline - text) + 1;
	size_t cut = cells_boundary(text, size, limit);
	if (cut > 0)
		return cut;
	cut = limit;
	while (cut > 0 && ((uint8_t)text[cut] & 0xc0) == 0x80)
		cut--;
	return cut;
}
