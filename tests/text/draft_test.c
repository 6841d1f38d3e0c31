/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "text/draft.h"

#include <stdlib.h>
#include <string.h>

#include "samples.h"
#include "suite.h"
#include "text/cells.h"
#include "text/clean.h"

#define MAN "\xf0\x9f\x91\xa8"
#define WOMAN "\xf0\x9f\x91\xa9"
#define ZWJ "\xe2\x80\x8d"
#define ZWNJ "\xe2\x80\x8c"
#define BAD "\xef\xbf\xbd"
#define CIRCLE "\xe2\x97\x8c"
#define ACUTE "\xcc\x81"
#define DE "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa"
#define D "\xf0\x9f\x87\xa9"
#define E "\xf0\x9f\x87\xaa"
#define BEH "\xd8\xa8"
#define KANJI "\xe6\xbc\xa2"

static struct draft *draft;

static void
open_draft(void)
{
	draft = draft_new();
}

static void
close_draft(void)
{
	draft_free(draft);
}

static void
type(const char *text)
{
	ck_assert(draft_put(draft, text, strlen(text)));
}

static void
send(const char *text)
{
	type(text);
	draft_sent(draft);
}

/* What stands there, with a '|' where the cursor is. */
static void
expect(const char *wanted)
{
	char found[512];
	size_t size = draft_size(draft), cursor = draft_cursor(draft);
	const char *text = draft_text(draft);
	ck_assert_uint_eq(strlen(text), size);
	ck_assert_uint_lt(size, sizeof(found) - 2);
	memcpy(found, text, cursor);
	found[cursor] = '|';
	memcpy(found + cursor + 1, text + cursor, size - cursor + 1);
	ck_assert_str_eq(found, wanted);
}

static void
after(enum draft_deed deed, const char *wanted)
{
	unsigned long version = draft_version(draft);
	ck_assert(draft_do(draft, deed));
	ck_assert_uint_gt(draft_version(draft), version);
	expect(wanted);
}

/* The deed has nothing to do, and nothing changes. */
static void
refused(enum draft_deed deed)
{
	unsigned long version = draft_version(draft);
	ck_assert(!draft_do(draft, deed));
	ck_assert_uint_eq(draft_version(draft), version);
}

START_TEST(an_empty_draft_has_nothing_to_do)
{
	expect("|");
	for (int deed = DRAFT_TO_LINE_START; deed <= DRAFT_NEWER; deed++)
		refused((enum draft_deed)deed);
	expect("|");
}
END_TEST

START_TEST(typing_goes_in_at_the_cursor)
{
	type("helo");
	after(DRAFT_BACK, "hel|o");
	type("l");
	expect("hell|o");
	after(DRAFT_TO_LINE_START, "|hello");
	refused(DRAFT_BACK);
	type("> ");
	expect("> |hello");
	after(DRAFT_TO_LINE_END, "> hello|");
	refused(DRAFT_ON);
}
END_TEST

START_TEST(what_is_typed_is_made_clean)
{
	type("a\x1b[31m\xff");
	expect("a\xe2\x90\x9b[31m" BAD "|");
}
END_TEST

START_TEST(all_newlines_become_lf)
{
	type("a\rb\r\nc\nd\r\r\n");
	expect("a\nb\nc\nd\n\n|");
	draft_sent(draft);
	/* A paste may be cut right there. */
	type("a\r");
	type("\nb");
	expect("a\nb|");
	type("\r");
	draft_do(draft, DRAFT_BACK);
	type("\n");
	expect("a\nb\n|\n");
}
END_TEST

START_TEST(a_mark_typed_later_attaches_to_its_base)
{
	type("e");
	type(ACUTE);
	expect("e" ACUTE "|");
	after(DRAFT_BACK, "|e" ACUTE);
	after(DRAFT_ON, "e" ACUTE "|");
	for (int i = 0; i < 9; i++)
		type(ACUTE);
	expect("e" ACUTE ACUTE ACUTE ACUTE "|");
	after(DRAFT_RUB_OUT, "|");
	type(ACUTE);
	expect(CIRCLE ACUTE "|");
}
END_TEST

START_TEST(a_family_can_be_typed_piece_by_piece)
{
	type(MAN);
	type(ZWJ);
	expect(MAN "|");
	type(WOMAN);
	expect(MAN ZWJ WOMAN "|");
	after(DRAFT_RUB_OUT, "|");
	/* What joins nothing shows, as it does when it comes at once. */
	type(MAN);
	type(ZWJ);
	type("x");
	expect(MAN BAD "x|");
	draft_sent(draft);
	type(MAN ZWJ);
	after(DRAFT_TO_LINE_START, "|" MAN);
	type(WOMAN);
	expect(WOMAN "|" MAN);
}
END_TEST

START_TEST(scripts_spelt_with_joiners_can_be_typed)
{
	type(BEH);
	type(ZWNJ);
	expect(BEH ZWNJ "|");
	type(BEH);
	expect(BEH ZWNJ BEH "|");
	after(DRAFT_RUB_OUT, BEH ZWNJ "|");
}
END_TEST

START_TEST(the_cursor_stands_between_clusters)
{
	type("a" DE DE MAN ZWJ WOMAN KANJI);
	after(DRAFT_BACK, "a" DE DE MAN ZWJ WOMAN "|" KANJI);
	after(DRAFT_BACK, "a" DE DE "|" MAN ZWJ WOMAN KANJI);
	after(DRAFT_BACK, "a" DE "|" DE MAN ZWJ WOMAN KANJI);
	after(DRAFT_DELETE, "a" DE "|" MAN ZWJ WOMAN KANJI);
	after(DRAFT_RUB_OUT, "a|" MAN ZWJ WOMAN KANJI);
	after(DRAFT_DELETE, "a|" KANJI);
}
END_TEST

START_TEST(neighbours_that_meet_become_one_cluster)
{
	type(D "x" E);
	draft_do(draft, DRAFT_BACK);
	after(DRAFT_RUB_OUT, DE "|");
	after(DRAFT_BACK, "|" DE);
}
END_TEST

START_TEST(words_are_letters_and_digits)
{
	type("one, two-3 " KANJI "e" ACUTE "!");
	after(DRAFT_WORD_BACK, "one, two-3 |" KANJI "e" ACUTE "!");
	after(DRAFT_WORD_BACK, "one, two-|3 " KANJI "e" ACUTE "!");
	after(DRAFT_WORD_BACK, "one, |two-3 " KANJI "e" ACUTE "!");
	after(DRAFT_KILL_WORD_ON, "one, |-3 " KANJI "e" ACUTE "!");
	after(DRAFT_WORD_ON, "one, -3| " KANJI "e" ACUTE "!");
	after(DRAFT_WORD_ON, "one, -3 " KANJI "e" ACUTE "|!");
	after(DRAFT_KILL_BLANK_WORD, "one, -3 |!");
	after(DRAFT_KILL_WORD_BACK, "one, -|!");
}
END_TEST

START_TEST(kills_in_a_row_come_back_as_one)
{
	type("one two three four");
	after(DRAFT_KILL_BLANK_WORD, "one two three |");
	after(DRAFT_KILL_BLANK_WORD, "one two |");
	after(DRAFT_YANK, "one two three four|");
	after(DRAFT_WORD_BACK, "one two three |four");
	after(DRAFT_KILL_WORD_BACK, "one two |four");
	after(DRAFT_KILL_TO_END, "one two |");
	refused(DRAFT_KILL_TO_END);
	after(DRAFT_KILL_WORD_BACK, "one |");
	after(DRAFT_YANK, "one two three four|");
	after(DRAFT_KILL_WORD_BACK, "one two three |");
	type("x");
	after(DRAFT_KILL_WORD_BACK, "one two three |");
	after(DRAFT_YANK, "one two three x|");
}
END_TEST

START_TEST(a_cleared_draft_can_be_yanked_back)
{
	type("one two");
	draft_do(draft, DRAFT_WORD_BACK);
	after(DRAFT_KILL_ALL, "|");
	after(DRAFT_YANK, "one two|");
	after(DRAFT_KILL_WORD_BACK, "one |");
	draft_do(draft, DRAFT_KILL_ALL);
	after(DRAFT_YANK, "one two|");
}
END_TEST

START_TEST(line_kills_stay_in_their_line)
{
	type("one\ntwo\nthree");
	draft_do(draft, DRAFT_UP);
	after(DRAFT_KILL_TO_START, "one\n|\nthree");
	after(DRAFT_KILL_TO_START, "one|\nthree");
	after(DRAFT_KILL_TO_END, "one|three");
	after(DRAFT_KILL_TO_START, "|three");
	refused(DRAFT_KILL_TO_START);
	after(DRAFT_YANK, "one\ntwo\n|three");
}
END_TEST

START_TEST(up_and_down_keep_to_their_column)
{
	type("long line\nab\n" KANJI KANJI KANJI KANJI "\nlonger line");
	for (int i = 0; i < 6; i++)
		draft_do(draft, DRAFT_BACK);
	after(DRAFT_UP,
	    "long line\nab\n" KANJI KANJI "|" KANJI KANJI "\nlonger line");
	after(DRAFT_UP,
	    "long line\nab|\n" KANJI KANJI KANJI KANJI "\nlonger line");
	after(DRAFT_UP,
	    "long |line\nab\n" KANJI KANJI KANJI KANJI "\nlonger line");
	refused(DRAFT_UP);
	after(DRAFT_DOWN,
	    "long line\nab|\n" KANJI KANJI KANJI KANJI "\nlonger line");
	draft_do(draft, DRAFT_DOWN);
	after(DRAFT_DOWN,
	    "long line\nab\n" KANJI KANJI KANJI KANJI "\nlonge|r line");
	refused(DRAFT_DOWN);
}
END_TEST

START_TEST(the_history_is_walked_from_the_first_line)
{
	send("one");
	send("two\nlines");
	type("unsent");
	after(DRAFT_UP, "two\nlines|");
	after(DRAFT_UP, "two|\nlines");
	after(DRAFT_UP, "one|");
	refused(DRAFT_UP);
	after(DRAFT_DOWN, "two\nlines|");
	after(DRAFT_DOWN, "unsent|");
	refused(DRAFT_DOWN);
	after(DRAFT_OLDER, "two\nlines|");
	after(DRAFT_OLDER, "one|");
	refused(DRAFT_OLDER);
	after(DRAFT_NEWER, "two\nlines|");
}
END_TEST

START_TEST(changes_to_the_history_last_until_something_is_sent)
{
	send("one");
	send("two");
	type("unsent");
	draft_do(draft, DRAFT_OLDER);
	type("!");
	after(DRAFT_OLDER, "one|");
	after(DRAFT_NEWER, "two!|");
	after(DRAFT_NEWER, "unsent|");
	after(DRAFT_OLDER, "two!|");
	draft_sent(draft);
	expect("|");
	after(DRAFT_OLDER, "two!|");
	after(DRAFT_OLDER, "two|");
	after(DRAFT_OLDER, "one|");
}
END_TEST

START_TEST(nothing_is_remembered_twice_running)
{
	send("one");
	send("one");
	send("");
	send("two");
	send("one");
	after(DRAFT_OLDER, "one|");
	after(DRAFT_OLDER, "two|");
	after(DRAFT_OLDER, "one|");
	refused(DRAFT_OLDER);
}
END_TEST

START_TEST(the_history_is_bounded_in_number_and_bytes)
{
	for (int i = 0; i < DRAFT_HISTORY + 50; i++)
		send(i % 2 == 0 ? "even" : "odd");
	int count = 0;
	while (draft_do(draft, DRAFT_OLDER))
		count++;
	ck_assert_int_eq(count, DRAFT_HISTORY);

	enum { LARGE = DRAFT_HISTORY_SIZE / 2 + 1 };
	char *large = malloc(LARGE);
	memset(large, 'x', LARGE);
	draft_put(draft, large, LARGE);
	draft_sent(draft);
	draft_put(draft, large, LARGE - 1);
	draft_sent(draft);
	ck_assert(draft_do(draft, DRAFT_OLDER));
	ck_assert_uint_eq(draft_size(draft), LARGE - 1);
	refused(DRAFT_OLDER);
	free(large);
}
END_TEST

START_TEST(set_replaces_all)
{
	type("/he");
	draft_set(draft, "/help ", 6);
	expect("/help |");
	draft_set(draft, draft_text(draft), 3);
	expect("/he|");
	draft_set(draft, "", 0);
	expect("|");
}
END_TEST

START_TEST(too_long_a_draft_is_refused_whole)
{
	char *large = malloc(DRAFT_LIMIT);
	memset(large, 'x', DRAFT_LIMIT);
	type("ab");
	draft_do(draft, DRAFT_BACK);
	unsigned long version = draft_version(draft);
	ck_assert(!draft_put(draft, large, DRAFT_LIMIT));
	ck_assert_uint_eq(draft_version(draft), version);
	expect("a|b");
	ck_assert(draft_put(draft, large, DRAFT_LIMIT - 2));
	ck_assert(!draft_put(draft, "y", 1));
	ck_assert_uint_eq(draft_size(draft), DRAFT_LIMIT);
	/* Bad bytes grow: what counts is what they become. */
	draft_set(draft, "ab", 2);
	memset(large, 0xff, DRAFT_LIMIT);
	ck_assert(!draft_put(draft, large, DRAFT_LIMIT / 2));
	expect("ab|");
	draft_do(draft, DRAFT_BACK);
	ck_assert(!draft_set(draft, large, DRAFT_LIMIT / 2));
	expect("a|b");
	ck_assert(draft_set(draft, "cd", 2));
	expect("cd|");
	free(large);
}
END_TEST

/* A megabyte of characters of each size, all of them clusters. */
static char *
make_paste(size_t *size)
{
	static const char phrase[] =
	    "word e" ACUTE " " KANJI DE MAN ZWJ WOMAN "\n\tmore of it ";
	enum { TIMES = 1024 * 1024 / (sizeof(phrase) - 1) };
	*size = TIMES * (sizeof(phrase) - 1);
	char *paste = malloc(*size);
	for (size_t i = 0; i < TIMES; i++)
		memcpy(paste + i * (sizeof(phrase) - 1), phrase,
		    sizeof(phrase) - 1);
	return paste;
}

/* Pieces end between characters, not between clusters. */
static void
paste_in_pieces(const char *paste, size_t size, size_t most)
{
	struct dice dice = dice_new(most);
	for (size_t at = 0; at < size;) {
		size_t end = at + 1 + dice_roll(&dice, most);
		if (end > size)
			end = size;
		while (end < size && ((unsigned char)paste[end] & 0xc0) == 0x80)
			end++;
		if (!draft_put(draft, paste + at, end - at))
			ck_abort_msg("refused at %zu", at);
		at = end;
	}
}

START_TEST(a_megabyte_is_pasted_whole_in_pieces_of_any_size)
{
	static const size_t most[] = { 1, 7, 100, 4096, 1 << 20 };
	size_t size;
	char *paste = make_paste(&size);
	type("<>");
	draft_do(draft, DRAFT_BACK);
	paste_in_pieces(paste, size, most[_i]);
	ck_assert_uint_eq(draft_size(draft), size + 2);
	ck_assert_uint_eq(draft_cursor(draft), size + 1);
	const char *text = draft_text(draft);
	ck_assert(text[0] == '<' && text[size + 1] == '>');
	ck_assert(memcmp(text + 1, paste, size) == 0);
	free(paste);
}
END_TEST

START_TEST(a_megabyte_is_killed_and_comes_back)
{
	size_t size;
	char *paste = make_paste(&size);
	for (size_t at = 0; at < size; at++) {
		if (paste[at] == '\n')
			paste[at] = '.';
	}
	ck_assert(draft_put(draft, paste, size));
	ck_assert(draft_do(draft, DRAFT_KILL_TO_START));
	expect("|");
	ck_assert(draft_do(draft, DRAFT_YANK));
	ck_assert_uint_eq(draft_size(draft), size);
	ck_assert(draft_do(draft, DRAFT_KILL_ALL));

	memset(paste, 'x', size);
	ck_assert(draft_put(draft, paste, size));
	ck_assert(draft_do(draft, DRAFT_KILL_BLANK_WORD));
	expect("|");
	free(paste);
}
END_TEST

static void
expect_promises_kept(int round)
{
	const char *text = draft_text(draft);
	size_t size = draft_size(draft), cursor = draft_cursor(draft);
	static char clean[1 << 16];
	size_t found = clean_text(clean, sizeof(clean), text, size, CLEAN_BODY);
	if (found != size || memcmp(clean, text, size) != 0)
		ck_abort_msg("round %d: not clean: \"%s\"", round, text);
	if (cursor > size || cells_boundary(text, size, cursor) != cursor)
		ck_abort_msg("round %d: at %zu inside a cluster of \"%s\"",
		    round, cursor, text);
	if (strlen(text) != size)
		ck_abort_msg("round %d: no NUL behind", round);
}

START_TEST(any_edits_leave_clean_text_and_whole_clusters)
{
	struct dice dice = dice_new(8255 + (uint64_t)_i);
	for (int round = 0; round < 20000; round++) {
		char text[64];
		if (dice_roll(&dice, 3) > 0) {
			size_t size = samples_trouble(&dice, text,
			    1 + dice_roll(&dice, 4));
			draft_put(draft, text, size);
		} else {
			draft_do(draft,
			    (enum draft_deed)dice_roll(&dice, DRAFT_NEWER + 1));
		}
		if (dice_roll(&dice, 400) == 0 || draft_size(draft) > 10000)
			draft_sent(draft);
		expect_promises_kept(round);
	}
}
END_TEST

START_TEST(typed_text_is_what_the_same_text_is_at_once)
{
	struct dice dice = dice_new(99);
	for (int round = 0; round < 5000; round++) {
		char text[4 * 24 + 1], clean[3 * sizeof(text) + 1];
		size_t size = samples_prose(&dice, text, 24);
		/* A ZWJ at the end would wait for more. */
		text[size++] = 'x';
		size_t found =
		    clean_text(clean, sizeof(clean), text, size, CLEAN_BODY);
		draft_set(draft, "", 0);
		paste_in_pieces(text, size, 1);
		if (draft_size(draft) != found ||
		    memcmp(draft_text(draft), clean, found) != 0)
			ck_abort_msg("round %d: \"%s\" for \"%s\"", round,
			    draft_text(draft), clean);
	}
}
END_TEST

START_TEST(a_draft_that_was_put_aside_comes_back_with_its_cursor)
{
	draft_set(draft, "sent before", 11);
	draft_sent(draft);
	draft_set(draft, "for bob", 7);
	draft_restore(draft, "for carol", 9, 4);
	ck_assert_str_eq(draft_text(draft), "for carol");
	ck_assert_uint_eq(draft_cursor(draft), 4);
	draft_put(draft, "our ", 4);
	ck_assert_str_eq(draft_text(draft), "for our carol");
	ck_assert(draft_do(draft, DRAFT_OLDER));
	ck_assert_str_eq(draft_text(draft), "sent before");
}
END_TEST

START_TEST(what_waits_below_the_history_is_kept_when_another_draft_comes)
{
	draft_set(draft, "sent before", 11);
	draft_sent(draft);
	draft_set(draft, "not sent", 8);
	ck_assert(draft_do(draft, DRAFT_OLDER));
	draft_restore(draft, "for carol", 9, 9);
	ck_assert(!draft_do(draft, DRAFT_NEWER));
	ck_assert(draft_do(draft, DRAFT_OLDER));
	ck_assert_str_eq(draft_text(draft), "not sent");
	ck_assert(draft_do(draft, DRAFT_OLDER));
	ck_assert_str_eq(draft_text(draft), "sent before");
}
END_TEST

START_TEST(what_was_never_sent_is_kept_however_long)
{
	static char text[DRAFT_HISTORY_SIZE + 1];
	draft_set(draft, "stays", 5);
	ck_assert(draft_keep(draft, "kept", 4));
	ck_assert_str_eq(draft_text(draft), "stays");
	ck_assert(draft_do(draft, DRAFT_OLDER));
	ck_assert_str_eq(draft_text(draft), "kept");
	memset(text, 'x', sizeof text);
	ck_assert(!draft_keep(draft, text, sizeof text));
	draft_set(draft, "", 0);
	ck_assert(draft_do(draft, DRAFT_YANK));
	ck_assert_uint_eq(draft_size(draft), sizeof text);
}
END_TEST

TCase *
draft_tcase(void)
{
	TCase *tcase = tcase_create("draft");
	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, open_draft, close_draft);
	tcase_add_test(tcase, an_empty_draft_has_nothing_to_do);
	tcase_add_test(tcase, typing_goes_in_at_the_cursor);
	tcase_add_test(tcase, what_is_typed_is_made_clean);
	tcase_add_test(tcase, all_newlines_become_lf);
	tcase_add_test(tcase, a_mark_typed_later_attaches_to_its_base);
	tcase_add_test(tcase, a_family_can_be_typed_piece_by_piece);
	tcase_add_test(tcase, scripts_spelt_with_joiners_can_be_typed);
	tcase_add_test(tcase, the_cursor_stands_between_clusters);
	tcase_add_test(tcase, neighbours_that_meet_become_one_cluster);
	tcase_add_test(tcase, words_are_letters_and_digits);
	tcase_add_test(tcase, kills_in_a_row_come_back_as_one);
	tcase_add_test(tcase, a_cleared_draft_can_be_yanked_back);
	tcase_add_test(tcase, line_kills_stay_in_their_line);
	tcase_add_test(tcase, up_and_down_keep_to_their_column);
	tcase_add_test(tcase, the_history_is_walked_from_the_first_line);
	tcase_add_test(tcase,
	    changes_to_the_history_last_until_something_is_sent);
	tcase_add_test(tcase, nothing_is_remembered_twice_running);
	tcase_add_test(tcase, the_history_is_bounded_in_number_and_bytes);
	tcase_add_test(tcase, set_replaces_all);
	tcase_add_test(tcase,
	    a_draft_that_was_put_aside_comes_back_with_its_cursor);
	tcase_add_test(tcase,
	    what_waits_below_the_history_is_kept_when_another_draft_comes);
	tcase_add_test(tcase, what_was_never_sent_is_kept_however_long);
	tcase_add_test(tcase, too_long_a_draft_is_refused_whole);
	tcase_add_loop_test(tcase,
	    a_megabyte_is_pasted_whole_in_pieces_of_any_size, 0, 5);
	tcase_add_test(tcase, a_megabyte_is_killed_and_comes_back);
	tcase_add_loop_test(tcase,
	    any_edits_leave_clean_text_and_whole_clusters, 0, 4);
	tcase_add_test(tcase, typed_text_is_what_the_same_text_is_at_once);
	return tcase;
}
