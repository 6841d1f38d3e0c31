/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#include "samples.h"
#include "text/cells.h"
#include "text/clean.h"

#define BAD "\xef\xbf\xbd"
#define CIRCLE "\xe2\x97\x8c"
#define ZWJ "\xe2\x80\x8d"
#define ZWNJ "\xe2\x80\x8c"
#define VS16 "\xef\xb8\x8f"
#define ACUTE "\xcc\x81"
#define HEART "\xe2\x9d\xa4"
#define MAN "\xf0\x9f\x91\xa8"
#define WOMAN "\xf0\x9f\x91\xa9"
#define SKIN "\xf0\x9f\x8f\xbd"
#define BEH "\xd8\xa8"
#define KA "\xe0\xa4\x95"
#define VIRAMA "\xe0\xa5\x8d"

static const enum clean_rule rules[] = { CLEAN_BODY, CLEAN_LINE, CLEAN_NAME };

static void
expect_sized(enum clean_rule rule, const char *from, size_t size,
    const char *wanted)
{
	/* Exact-size copies: reading or writing beyond them would be seen. */
	char *copy = malloc(size + (size == 0));
	memcpy(copy, from, size);
	char *to = malloc(clean_bound(size));
	size_t found = clean_text(to, clean_bound(size), copy, size, rule);
	ck_assert_str_eq(to, wanted);
	ck_assert_uint_eq(found, strlen(wanted));
	free(to);
	free(copy);
}

static void
expect(enum clean_rule rule, const char *from, const char *wanted)
{
	expect_sized(rule, from, strlen(from), wanted);
}

static void
expect_body(const char *from, const char *wanted)
{
	expect(CLEAN_BODY, from, wanted);
	expect(CLEAN_LINE, from, wanted);
}

static void
expect_kept(const char *from)
{
	expect_body(from, from);
}

START_TEST(plain_words_stay_what_they_are)
{
	for (size_t i = 0; i < 3; i++)
		expect(rules[i], "hello, world ~", "hello, world ~");
	expect_kept("");
	expect_kept("Gr\xc3\xbc\xc3\x9f"
		    "e, \xe6\xbc\xa2\xe5\xad\x97");
	expect_kept("%s%n");
}
END_TEST

START_TEST(only_a_body_keeps_newline_and_tab)
{
	expect(CLEAN_BODY, "a\n\tb", "a\n\tb");
	expect(CLEAN_LINE, "a\n\tb",
	    "a\xe2\x90\x8a\xe2\x90\x89"
	    "b");
	expect(CLEAN_NAME, "a\n\tb",
	    "a\xe2\x90\x8a\xe2\x90\x89"
	    "b");
}
END_TEST

START_TEST(controls_become_pictures)
{
	expect_body("\x1b[2J\r\a\x7f",
	    "\xe2\x90\x9b[2J\xe2\x90\x8d\xe2\x90\x87\xe2\x90\xa1");
	expect_sized(CLEAN_BODY, "a\0b", 3,
	    "a\xe2\x90\x80"
	    "b");
}
END_TEST

START_TEST(broken_utf8_is_replaced_by_maximal_subparts)
{
	expect_body("\xc0\xaf", BAD BAD);
	expect_body("\xe0\x80\xaf", BAD BAD BAD);
	expect_body("\xed\xa0\xbd\xed\xb8\x80", BAD BAD BAD BAD BAD BAD);
	expect_body("\xf0\x9f\x98", BAD);
	expect_body("a\xf0\x9f\x98z", "a" BAD "z");
	expect_body("\x9b"
		    "31m",
	    BAD "31m");
	expect_body("\xf4\x90\x80\x80", BAD BAD BAD BAD);
}
END_TEST

START_TEST(what_steers_a_terminal_is_replaced)
{
	expect_body("\xc2\x9b"
		    "31m",
	    BAD "31m"); /* C1 */
	expect_body("a\xe2\x80\xae"
		    "b",
	    "a" BAD "b"); /* RLO */
	expect_body("a\xe2\x81\xa6"
		    "b",
	    "a" BAD "b"); /* LRI */
	expect_body("a\xe2\x80\x8b"
		    "b",
	    "a" BAD "b"); /* ZWSP */
	expect_body("a\xc2\xad"
		    "b",
	    "a" BAD "b"); /* SHY */
	expect_body("a\xe2\x80\xa8"
		    "b",
	    "a" BAD "b");			   /* LS */
	expect_body("a\xf3\xa0\x81\xa7", "a" BAD); /* tag */
	expect_body("a\xe3\x85\xa4", "a" BAD);	   /* filler */
	expect_body("a\xcd\x8f", "a" BAD);	   /* CGJ */
	expect_body("a\xef\xbf\xbe", "a" BAD);	   /* U+FFFE */
	expect_body("a\xf3\xa0\x84\x80", "a" BAD); /* VS17 */
}
END_TEST

START_TEST(a_base_carries_four_marks_at_most)
{
	expect_kept("a" ACUTE ACUTE ACUTE ACUTE);
	expect_body("a" ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE "b" ACUTE,
	    "a" ACUTE ACUTE ACUTE ACUTE "b" ACUTE);
	char many[2 * 4000 + 1] = "";
	for (size_t i = 0; i < 4000; i++)
		memcpy(many + 2 * i, ACUTE, 3);
	expect_body(many, CIRCLE ACUTE ACUTE ACUTE ACUTE);
}
END_TEST

START_TEST(a_leading_mark_gets_a_circle_to_stand_on)
{
	expect_body(ACUTE "a", CIRCLE ACUTE "a");
	expect(CLEAN_BODY, "x\n" ACUTE, "x\n" CIRCLE ACUTE);
	expect(CLEAN_BODY, "x\t" ACUTE, "x\t" CIRCLE ACUTE);
	expect(CLEAN_NAME, "x " ACUTE, "x " CIRCLE ACUTE);
	expect_body("x\x1b" ACUTE, "x\xe2\x90\x9b" ACUTE);
}
END_TEST

/* Or it would be one more on whatever it is shown behind. */
START_TEST(what_only_looks_like_a_base_gets_that_circle_too)
{
	static const char *const extending[] = { "\xef\xbe\x9e", "\xef\xbe\x9f",
		"\xf0\x9f\x8f\xbb", "\xe0\xb8\xb3" };
	for (size_t i = 0; i < sizeof(extending) / sizeof(*extending); i++) {
		char front[16], behind[16], sentence[64], twice[64];
		snprintf(front, sizeof(front), CIRCLE "%s", extending[i]);
		snprintf(behind, sizeof(behind), "a%s", extending[i]);
		for (size_t rule = 0; rule < 3; rule++)
			expect(rules[rule], extending[i], front);
		expect_kept(behind);
		snprintf(sentence, sizeof(sentence),
		    "\"%s" ACUTE ACUTE ACUTE "\"", front);
		clean_text(twice, sizeof(twice), sentence, strlen(sentence),
		    CLEAN_LINE);
		ck_assert_str_eq(sentence, twice);
	}
}
END_TEST

START_TEST(half_a_hangul_syllable_does_not_stand_alone)
{
	expect_kept("\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8");
	expect_body("a\xe1\x85\xa1", "a" BAD);
	expect_body("\xe1\x86\xa8", BAD);
}
END_TEST

START_TEST(emoji_sequences_stay_whole_in_a_body)
{
	expect_kept(MAN SKIN ZWJ HEART VS16 ZWJ WOMAN);
	expect_kept(HEART VS16);
	expect_kept("1" VS16 "\xe2\x83\xa3");
	expect(CLEAN_NAME, MAN ZWJ WOMAN, MAN BAD WOMAN);
	expect(CLEAN_NAME, HEART VS16, HEART BAD);
}
END_TEST

START_TEST(a_joiner_that_joins_nothing_is_replaced)
{
	expect_body(MAN ZWJ, MAN BAD);
	expect_body(MAN ZWJ "x", MAN BAD "x");
	expect_body(MAN ZWJ ZWJ WOMAN, MAN BAD BAD WOMAN);
	expect_body(ZWJ MAN, BAD MAN);
	expect_body("a" ZWJ MAN, "a" BAD MAN);
	expect_body("a" ZWNJ "b", "a" BAD "b");
	expect_body(MAN ZWNJ WOMAN, MAN BAD WOMAN);
}
END_TEST

START_TEST(scripts_that_are_spelt_with_joiners_keep_them)
{
	expect_kept(BEH ZWNJ BEH);
	expect_kept(KA VIRAMA ZWJ KA);
	expect_kept(BEH ZWNJ); /* while it is being typed */
	expect_body(BEH ZWNJ ZWNJ BEH, BEH ZWNJ BAD BEH);
	expect(CLEAN_NAME, BEH ZWNJ BEH, BEH BAD BEH);
}
END_TEST

START_TEST(a_variation_selector_stands_on_one_base)
{
	expect_body(HEART VS16 VS16, HEART VS16 BAD);
	expect_body(VS16, BAD);
	expect_body(" " VS16, " " BAD);
	expect(CLEAN_BODY, "\n" VS16, "\n" BAD);
	expect_body("a" ACUTE VS16, "a" ACUTE BAD);
}
END_TEST

/* All of these join what follows or what is before them. */
START_TEST(no_cluster_goes_on_for_ever)
{
	static const char *const joins[] = { MAN ZWJ, "\xe0\xb5\x8e",
		"\xe1\x84\x80", ACUTE, SKIN, "\xe1\x85\xa1", VS16 };
	enum { KINDS = sizeof(joins) / sizeof(joins[0]), COUNT = 100 };
	struct dice dice = dice_new(5);
	for (int round = 0; round < 20000; round++) {
		char many[7 * COUNT + 1] = "", to[3 * sizeof(many)];
		char twice[3 * sizeof(to)];
		size_t kinds = 1 + dice_roll(&dice, KINDS), size = 0;
		while (size < sizeof(many) - 8) {
			const char *more = joins[dice_roll(&dice, kinds)];
			memcpy(many + size, more, strlen(more));
			size += strlen(more);
		}
		size = clean_text(to, sizeof(to), many, size, CLEAN_BODY);
		size_t again =
		    clean_text(twice, sizeof(twice), to, size, CLEAN_BODY);
		if (again != size || memcmp(to, twice, size) != 0)
			ck_abort_msg("round %d: \"%s\"", round, to);
		for (size_t at = 0; at < size;) {
			struct cells_cluster next =
			    cells_next(to + at, size - at);
			if (next.cols > 2 * (CLEAN_POINTS + 1) ||
			    next.size > 4 * (CLEAN_POINTS + 1))
				ck_abort_msg("round %d: \"%s\"", round, to);
			at += next.size;
		}
	}
}
END_TEST

START_TEST(a_name_has_at_most_32_columns)
{
	expect(CLEAN_NAME, "12345678901234567890123456789012x",
	    "12345678901234567890123456789012");
	expect(CLEAN_NAME, "1234567890123456789012345678901\xe6\xbc\xa2",
	    "1234567890123456789012345678901");
	expect(CLEAN_NAME, "12345678901234567890123456789012" ACUTE "x",
	    "12345678901234567890123456789012" ACUTE);
}
END_TEST

START_TEST(a_name_cannot_set_the_marks_that_the_screen_sets)
{
	expect(CLEAN_NAME, "bob \xc2\xb7 from 10.0.0.1", "bob from 10.0.0.1");
	expect(CLEAN_NAME, "bob|\xe2\x94\x82|alice", "bob alice");
	expect(CLEAN_NAME, "\xe2\x94\x80\xe2\x94\x80 bob", "bob");
	expect(CLEAN_LINE, "a \xc2\xb7 b", "a \xc2\xb7 b");
}
END_TEST

START_TEST(a_name_cannot_be_padded_with_blanks)
{
	expect(CLEAN_NAME, "  bob  ", "bob");
	expect(CLEAN_NAME, "bob          10.0.0.1", "bob 10.0.0.1");
	expect(CLEAN_NAME,
	    "\xc2\xa0 \xe3\x80\x80"
	    "bob\xe2\xa0\x80",
	    "bob");
	expect(CLEAN_NAME,
	    "a\xc2\xa0\xe2\x80\x83"
	    "b",
	    "a b");
	expect(CLEAN_NAME, "   ", "");
	expect(CLEAN_NAME, "\xe2\xa0\x80\xe2\xa0\x80", "");
	expect(CLEAN_NAME, "", "");
}
END_TEST

START_TEST(what_does_not_fit_is_cut_between_clusters)
{
	const char *text = "ab" MAN SKIN "e" ACUTE "x";
	static const size_t kept[] = { 0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 10, 10, 10,
		13, 14, 14 };
	for (size_t room = 1; room <= 15; room++) {
		char *to = malloc(room);
		size_t size =
		    clean_text(to, room, text, strlen(text), CLEAN_BODY);
		/* "e" alone fits, but it is only half of what was meant. */
		ck_assert_uint_eq(size, kept[room - 1]);
		ck_assert_int_eq(to[size], '\0');
		ck_assert_int_eq(memcmp(to, text, size), 0);
		free(to);
	}
}
END_TEST

START_TEST(strict_utf8_is_told_from_the_rest)
{
	ck_assert(clean_is_utf8("", 0));
	ck_assert(clean_is_utf8("plain words, and more of them\n", 30));
	ck_assert(clean_is_utf8(BAD MAN, 7));
	ck_assert(clean_is_utf8("a\0b", 3));
	ck_assert(!clean_is_utf8("\xef\xbf", 2));
	ck_assert(!clean_is_utf8("abcdefgh\xed\xa0\x80", 11));
	ck_assert(!clean_is_utf8("\xc0\x80", 2));
	ck_assert(!clean_is_utf8(MAN, 3));
}
END_TEST

START_TEST(cut_prefers_a_newline_then_a_cluster_then_a_character)
{
	ck_assert_uint_eq(clean_cut("abcdef", 6, 6), 6);
	ck_assert_uint_eq(clean_cut("abcdef", 6, 4), 4);
	ck_assert_uint_eq(clean_cut("abc\ndef", 7, 6), 4);
	ck_assert_uint_eq(clean_cut("a\nbcdefgh", 9, 8), 8);
	ck_assert_uint_eq(clean_cut("abc\nd", 5, 4), 4);
	ck_assert_uint_eq(clean_cut("ab" MAN ZWJ WOMAN, 13, 9), 2);
	ck_assert_uint_eq(clean_cut(MAN ZWJ WOMAN, 11, 9), 7);
	ck_assert_uint_eq(clean_cut(MAN ZWJ WOMAN, 11, 6), 4);
}
END_TEST

enum { PIECES = 48, TEXT_SIZE = 4 * PIECES };

START_TEST(cleaning_twice_changes_nothing)
{
	struct dice dice = dice_new(1);
	for (int round = 0; round < 60000; round++) {
		char text[TEXT_SIZE], once[3 * TEXT_SIZE + 1];
		char twice[9 * TEXT_SIZE + 1];
		size_t size =
		    samples_trouble(&dice, text, 1 + dice_roll(&dice, PIECES));
		enum clean_rule rule = rules[round % 3];
		size = clean_text(once, sizeof(once), text, size, rule);
		size_t again =
		    clean_text(twice, sizeof(twice), once, size, rule);
		if (again != size || memcmp(once, twice, size) != 0 ||
		    !clean_is_utf8(once, size))
			ck_abort_msg("round %d, rule %d: \"%s\", then \"%s\"",
			    round, rule, once, twice);
	}
}
END_TEST

START_TEST(clean_text_stays_clean_when_cut_between_clusters)
{
	struct dice dice = dice_new(2);
	for (int round = 0; round < 20000; round++) {
		char text[TEXT_SIZE], clean[3 * TEXT_SIZE + 1];
		char part[9 * TEXT_SIZE + 1];
		size_t size =
		    samples_trouble(&dice, text, 1 + dice_roll(&dice, PIECES));
		enum clean_rule rule = rules[round % 2];
		size = clean_text(clean, sizeof(clean), text, size, rule);
		size_t cut =
		    cells_boundary(clean, size, dice_roll(&dice, size + 1));
		size_t front = clean_text(part, sizeof(part), clean, cut, rule);
		if (front != cut || memcmp(part, clean, cut) != 0)
			ck_abort_msg("round %d: \"%s\"", round, clean);
		size_t back = clean_text(part, sizeof(part), clean + cut,
		    size - cut, rule);
		if (back != size - cut || memcmp(part, clean + cut, back) != 0)
			ck_abort_msg("round %d: \"%s\"", round, clean);
	}
}
END_TEST

START_TEST(less_room_gives_the_front_of_the_same_text)
{
	struct dice dice = dice_new(3);
	for (int round = 0; round < 20000; round++) {
		char text[TEXT_SIZE], whole[3 * TEXT_SIZE + 1];
		size_t size = samples_trouble(&dice, text, PIECES);
		enum clean_rule rule = rules[round % 3];
		size_t all = clean_text(whole, sizeof(whole), text, size, rule);
		size_t room = 1 + dice_roll(&dice, all + 1);
		char *part = malloc(room);
		size_t found = clean_text(part, room, text, size, rule);
		size_t cut = cells_boundary(whole, all, room - 1);
		if (found >= room || memcmp(part, whole, found) != 0 ||
		    (rule != CLEAN_NAME && found != cut))
			ck_abort_msg("round %d: \"%s\"", round, whole);
		free(part);
	}
}
END_TEST

TCase *
clean_tcase(void)
{
	TCase *tcase = tcase_create("clean");
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, plain_words_stay_what_they_are);
	tcase_add_test(tcase, only_a_body_keeps_newline_and_tab);
	tcase_add_test(tcase, controls_become_pictures);
	tcase_add_test(tcase, broken_utf8_is_replaced_by_maximal_subparts);
	tcase_add_test(tcase, what_steers_a_terminal_is_replaced);
	tcase_add_test(tcase, a_base_carries_four_marks_at_most);
	tcase_add_test(tcase, a_leading_mark_gets_a_circle_to_stand_on);
	tcase_add_test(tcase, what_only_looks_like_a_base_gets_that_circle_too);
	tcase_add_test(tcase, half_a_hangul_syllable_does_not_stand_alone);
	tcase_add_test(tcase, emoji_sequences_stay_whole_in_a_body);
	tcase_add_test(tcase, a_joiner_that_joins_nothing_is_replaced);
	tcase_add_test(tcase, scripts_that_are_spelt_with_joiners_keep_them);
	tcase_add_test(tcase, a_variation_selector_stands_on_one_base);
	tcase_add_test(tcase, no_cluster_goes_on_for_ever);
	tcase_add_test(tcase, a_name_has_at_most_32_columns);
	tcase_add_test(tcase, a_name_cannot_be_padded_with_blanks);
	tcase_add_test(tcase, a_name_cannot_set_the_marks_that_the_screen_sets);
	tcase_add_test(tcase, what_does_not_fit_is_cut_between_clusters);
	tcase_add_test(tcase, strict_utf8_is_told_from_the_rest);
	tcase_add_test(tcase,
	    cut_prefers_a_newline_then_a_cluster_then_a_character);
	tcase_add_test(tcase, cleaning_twice_changes_nothing);
	tcase_add_test(tcase, clean_text_stays_clean_when_cut_between_clusters);
	tcase_add_test(tcase, less_room_gives_the_front_of_the_same_text);
	return tcase;
}
