/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Every code point through every rule, judged by an oracle that shares
 * nothing with text/clean: its ranges were written by hand. (Check's asserts
 * take a system call each, so here they are only for what is wrong.)
 */
#include "config.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>

#include "suite.h"

#include "samples.h"
#include "text/clean.h"

static const struct {
	uint32_t first, last;
} forbidden[] = {
	{ 0x7f, 0x9f },	  /* DEL, C1 */
	{ 0xad, 0xad },	  /* soft hyphen */
	{ 0x34f, 0x34f }, /* combining grapheme joiner */
	{ 0x600, 0x605 }, /* format characters of Arabic */
	{ 0x61c, 0x61c }, /* Arabic letter mark */
	{ 0x6dd, 0x6dd },
	{ 0x70f, 0x70f },
	{ 0x115f, 0x1160 },   /* Hangul fillers */
	{ 0x17b4, 0x17b5 },   /* Khmer inherent vowels */
	{ 0x180b, 0x180f },   /* Mongolian selectors and separator */
	{ 0x200b, 0x200b },   /* zero-width space */
	{ 0x200e, 0x200f },   /* LRM, RLM */
	{ 0x2028, 0x202e },   /* separators, bidi embeddings */
	{ 0x2060, 0x206f },   /* word joiner, isolates, old format */
	{ 0x3164, 0x3164 },   /* Hangul filler */
	{ 0xd800, 0xdfff },   /* surrogates */
	{ 0xfdd0, 0xfdef },   /* noncharacters */
	{ 0xfeff, 0xfeff },   /* byte order mark */
	{ 0xffa0, 0xffa0 },   /* halfwidth Hangul filler */
	{ 0xfff0, 0xfffb },   /* specials */
	{ 0x1bca0, 0x1bca3 }, /* shorthand format */
	{ 0x1d173, 0x1d17a }, /* musical format */
	{ 0xe0000, 0xe0fff }, /* tags, selectors, and what may come there */
	{ 0x110000, UINT32_MAX },
};

/* Joiners and selectors: judged by where they stand. */
static bool
is_guest(uint32_t point)
{
	return point == 0x200c || point == 0x200d ||
	    (point >= 0xfe00 && point <= 0xfe0f);
}

static bool
may_reach_a_terminal(uint32_t point, enum clean_rule rule)
{
	if (point < 0x20)
		return rule == CLEAN_BODY && (point == '\n' || point == '\t');
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++) {
		if (point >= forbidden[i].first && point <= forbidden[i].last)
			return false;
	}
	if ((point & 0xfffe) == 0xfffe)
		return false;
	if (rule == CLEAN_NAME && is_guest(point))
		return false;
	return wcwidth((wchar_t)point) >= 0;
}

/* mbrtowc() of the C library: a decoder that is not ours. */
static void
judge(const char *text, size_t size, enum clean_rule rule, uint32_t point)
{
	mbstate_t state = { 0 };
	wchar_t found, last = '\n';
	bool opens = true;
	while (size > 0) {
		size_t more = mbrtowc(&found, text, size, &state);
		/* 0 is for a NUL, and the two largest are for errors. */
		if (!(more > 0 && more <= 4))
			ck_abort_msg("U+%04X: no UTF-8", point);
		uint32_t shown = (uint32_t)found;
		if (!may_reach_a_terminal(shown, rule))
			ck_abort_msg("U+%04X: U+%04X came out, rule %d", point,
			    shown, rule);
		/* What has no width may not land on what was there before. */
		if (opens && wcwidth(found) <= 0 && shown >= 0x20)
			ck_abort_msg("U+%04X: opens without a width, rule %d",
			    point, rule);
		if (is_guest(shown) && is_guest((uint32_t)last))
			ck_abort_msg("U+%04X: a guest behind a guest", point);
		opens = shown < 0x20;
		last = found;
		text += more;
		size -= more;
	}
}

static size_t
around(char *to, const char *before, uint32_t point, const char *behind)
{
	size_t size = strlen(before);
	memcpy(to, before, size);
	/* Surrogates and all: encoded as if they were characters. */
	size += samples_encode(to + size, point);
	memcpy(to + size, behind, strlen(behind));
	return size + strlen(behind);
}

static void
sweep(enum clean_rule rule, const char *before, const char *behind)
{
	char last[64 * 3 + 1] = "\xff";
	for (uint32_t point = 0; point < 0x110000; point++) {
		char text[64], once[sizeof(last)];
		char twice[sizeof(once) * 3];
		size_t size = around(text, before, point, behind);
		size = clean_text(once, sizeof(once), text, size, rule);
		/* Most are unassigned, and come out as their neighbours do. */
		if (memcmp(once, last, size + 1) == 0)
			continue;
		memcpy(last, once, size + 1);
		judge(once, size, rule, point);
		size_t again =
		    clean_text(twice, sizeof(twice), once, size, rule);
		if (again != size || memcmp(once, twice, size) != 0)
			ck_abort_msg("U+%04X: changes again", point);
	}
}

static const enum clean_rule rules[] = { CLEAN_BODY, CLEAN_LINE, CLEAN_NAME };

START_TEST(no_character_alone_gets_past)
{
	sweep(rules[_i], "", "");
}
END_TEST

START_TEST(no_character_between_letters_gets_past)
{
	sweep(rules[_i], "a", "b");
	sweep(rules[_i], "\xd8\xa8", "\xd8\xa8");
}
END_TEST

START_TEST(no_character_between_guests_gets_past)
{
	sweep(rules[_i], "\xf0\x9f\x91\xa8\xe2\x80\x8d",
	    "\xe2\x80\x8d\xf0\x9f\x91\xa8\xef\xb8\x8f");
}
END_TEST

START_TEST(what_gets_past_is_what_was_meant)
{
	/* The oracle of silence is content with a rule that lets nothing in. */
	size_t kept = 0;
	for (uint32_t point = 0; point < 0x110000; point++) {
		char text[4], to[16];
		size_t size = samples_encode(text, point);
		size_t found =
		    clean_text(to, sizeof(to), text, size, CLEAN_BODY);
		kept += found == size && memcmp(text, to, size) == 0;
	}
	/* Unicode 15 has 149,186 characters and 137,468 of private use. */
	ck_assert_uint_gt(kept, 200000);
}
END_TEST

TCase *
clean_sweep_tcase(void)
{
	TCase *tcase = tcase_create("clean sweep");
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, no_character_alone_gets_past, 0, 3);
	tcase_add_loop_test(tcase, no_character_between_letters_gets_past, 0,
	    3);
	tcase_add_loop_test(tcase, no_character_between_guests_gets_past, 0, 3);
	tcase_add_test(tcase, what_gets_past_is_what_was_meant);
	return tcase;
}
