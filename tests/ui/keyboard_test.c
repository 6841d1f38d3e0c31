/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#include "../material.h"

#include "base/bytes.h"
#include "ui/keyboard.h"
#include "ui/sequences.h"

/* ---- a stream of keys, spelled out ---- */

static const char *const names[] = {
	[KEY_NONE] = "none",
	[KEY_TEXT] = "text",
	[KEY_PASTE] = "paste",
	[KEY_CONTROL] = "control",
	[KEY_ALT] = "alt",
	[KEY_FUNCTION] = "f",
	[KEY_ENTER] = "enter",
	[KEY_ALT_ENTER] = "alt-enter",
	[KEY_TAB] = "tab",
	[KEY_BACKSPACE] = "backspace",
	[KEY_ALT_BACKSPACE] = "alt-backspace",
	[KEY_UP] = "up",
	[KEY_DOWN] = "down",
	[KEY_LEFT] = "left",
	[KEY_RIGHT] = "right",
	[KEY_WORD_LEFT] = "word-left",
	[KEY_WORD_RIGHT] = "word-right",
	[KEY_HOME] = "home",
	[KEY_END] = "end",
	[KEY_PAGE_UP] = "page-up",
	[KEY_PAGE_DOWN] = "page-down",
	[KEY_INSERT] = "insert",
	[KEY_DELETE] = "delete",
};

/* Keys as words; text that came in several pieces is one word. */
struct spelling {
	struct bytes words;
	enum key_name last;
	size_t event_count;
};

static void say(struct spelling *spelling, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void
say(struct spelling *spelling, const char *format, ...)
{
	char word[64];
	va_list arguments;
	va_start(arguments, format);
	int size = vsnprintf(word, sizeof(word), format, arguments);
	va_end(arguments);
	ck_assert(bytes_append(&spelling->words, word, (size_t)size));
}

static void
spell_text(struct spelling *spelling, const struct key *key)
{
	ck_assert_uint_gt(key->size, 0);
	if (spelling->last != key->name)
		say(spelling, " %s=", names[key->name]);
	for (size_t i = 0; i < key->size; i++) {
		unsigned char byte = (unsigned char)key->text[i];
		if (byte > 0x20 && byte < 0x7f && byte != '\\')
			say(spelling, "%c", byte);
		else
			say(spelling, "\\%02x", byte);
	}
}

static void
spell(struct spelling *spelling, const struct key *key)
{
	spelling->event_count++;
	if (key->name == KEY_TEXT || key->name == KEY_PASTE)
		spell_text(spelling, key);
	else if (key->name == KEY_FUNCTION)
		say(spelling, " f%u", (unsigned)key->point);
	else if (key->name == KEY_CONTROL)
		say(spelling, " ^%c", (char)key->point);
	else if (key->name == KEY_ALT)
		say(spelling, " alt:%x", (unsigned)key->point);
	else
		say(spelling, " %s", names[key->name]);
	spelling->last = key->name;
}

static void
spelling_init(struct spelling *spelling)
{
	*spelling = (struct spelling){ .last = KEY_NONE };
	bytes_init(&spelling->words, 64 * 1024 * 1024);
}

/* One read(): from an exact-size copy that is gone right after. */
static void
feed(struct keyboard *keyboard, struct spelling *spelling, const char *bytes,
    size_t size)
{
	struct key key;
	char *copy = (char *)material_copy((const uint8_t *)bytes, size);
	keyboard_offer(keyboard, copy, size);
	while (keyboard_next(keyboard, &key))
		spell(spelling, &key);
	free(copy);
}

/* What comes of `size` bytes that are read `step` at a time, the first read
 * having `first` of them. The caller frees it. */
static char *
spelled(const char *bytes, size_t size, size_t first, size_t step)
{
	struct keyboard *keyboard = keyboard_new();
	struct spelling spelling;
	spelling_init(&spelling);
	for (size_t at = 0; at < size;) {
		size_t part = at == 0 ? first : step;
		if (part > size - at)
			part = size - at;
		feed(keyboard, &spelling, bytes + at, part);
		at += part;
	}
	ck_assert(bytes_append(&spelling.words, "", 1));
	/* Without the blank in front. */
	const char *words = (const char *)bytes_head(&spelling.words);
	char *result = strdup(*words == ' ' ? words + 1 : words);
	bytes_clear(&spelling.words);
	keyboard_free(keyboard);
	return result;
}

static void
ck_spells(const char *bytes, size_t size, size_t first, size_t step,
    const char *expected)
{
	char *found = spelled(bytes, size, first, step);
	ck_assert_msg(strcmp(found, expected) == 0,
	    "cut at %zu and every %zu: \"%s\" instead of \"%s\"", first, step,
	    found, expected);
	free(found);
}

/* ---- every sequence ---- */

struct vector {
	const char *bytes;
	const char *words;
};

static const struct vector vectors[] = {
	{ "hello there", "text=hello\\20there" },
	{ "gr\303\274\303\237e \346\226\207 \360\237\221\213",
	    "text=gr\\c3\\bc\\c3\\9fe\\20\\e6\\96\\87\\20\\f0\\9f\\91\\8b" },
	{ "\r", "enter" },
	{ "\n", "^J" },
	{ "\t", "tab" },
	{ "\b", "backspace" },
	{ "\177", "backspace" },
	{ "a\001b\003\032\034\037c", "text=a ^A text=b ^C ^Z ^\\ ^_ text=c" },

	/* Arrows: plain, application mode, with modifiers, rxvt's. */
	{ "\033[A\033[B\033[C\033[D", "up down right left" },
	{ "\033OA\033OB\033OC\033OD", "up down right left" },
	{ "\033[1;2A\033[1;5B\033[1;3C\033[1;5D",
	    "up down word-right word-left" },
	{ "\033[1;2C\033[1;2D\033[1;6C\033[1;7D",
	    "right left word-right word-left" },
	{ "\033[5C\033[5D\033O5C\033O1;3D",
	    "word-right word-left word-right word-left" },
	{ "\033[a\033[b\033[c\033[d", "up down right left" },
	{ "\033Oa\033Ob\033Oc\033Od", "up down word-right word-left" },
	{ "\033[1;5:1C\033[1;5:3D", "word-right word-left" },

	/* The six keys above them. */
	{ "\033[1~\033[2~\033[3~\033[4~\033[5~\033[6~",
	    "home insert delete end page-up page-down" },
	{ "\033[7~\033[8~\033[H\033[F\033OH\033OF",
	    "home end home end home end" },
	{ "\033[1;5H\033[1;2F\033[3;5~\033[5;2~", "home end delete page-up" },
	{ "\033[5^\033[6$\033[3@", "page-up page-down delete" },

	/* Function keys. */
	{ "\033OP\033OQ\033OR\033OS", "f1 f2 f3 f4" },
	{ "\033[11~\033[12~\033[13~\033[14~\033[15~", "f1 f2 f3 f4 f5" },
	{ "\033[[A\033[[B\033[[C\033[[D\033[[E", "f1 f2 f3 f4 f5" },
	{ "\033[17~\033[18~\033[19~\033[20~\033[21~\033[23~\033[24~",
	    "f6 f7 f8 f9 f10 f11 f12" },
	{ "\033[1;2P\033[1;5S\033O5Q\033O1;5R\033[15;5~", "f1 f4 f2 f3 f5" },
	{ "\033[17^\033[18$", "f6 f7" },

	/* The keypad in its application mode. */
	{ "\033OM\033OI", "enter tab" },
	{ "\033Op\033Oq\033Oy\033Oj\033Ok\033Ol\033Om\033On\033Oo\033OX\033O ",
	    "text=019*+,-./=\\20" },

	/* Esc, and a key behind it however late. */
	{ "\0331\0332\0333\0334\0335\0336\0337\0338",
	    "f1 f2 f3 f4 f5 f6 f7 f8" },
	{ "\0339\0330", "f9 alt:30" },
	{ "\033\r\033\n", "alt-enter alt-enter" },
	{ "\033b\033F\033d\033 \033.", "alt:62 alt:46 alt:64 alt:20 alt:2e" },
	{ "\033\177\033\b", "alt-backspace alt-backspace" },
	{ "\033\t\033\003\033\001", "tab ^C ^A" },
	{ "\033\303\274x", "alt:fc text=x" },
	{ "\033\360\237\221\213x", "alt:1f44b text=x" },
	{ "\033\303x", "alt:fffd text=x" },
	{ "\033\200x", "text=\\80x" },

	/* Esc twice. */
	{ "\033\0331", "text=1" },
	{ "\033\033b\033\033\r", "text=b enter" },
	{ "\033\033\0331", "f1" },
	{ "\033\033[A\033\033[D\033\033OC", "up word-left word-right" },
	{ "\033\033[1~\033\033[15~\033\033OP", "home f5 f1" },
	{ "\033\033Oq\033\033OM", "f1 alt-enter" },
	{ "\033\033\033[D", "left" },
	{ "\033\033]0", "text=]0" },

	/* Nobody's, swallowed whole. */
	{ "\033[Ia\033[Ob\033[Zc\033[Ed", "text=abcd" },
	{ "\033[99~a\033[;~b\033[999999999999999999999~c", "text=abc" },
	{ "\033[?1;2ca\033[>0;276;0cb\033[?62;4$yc\033[4;2$yd", "text=abcd" },
	{ "\033[27;5;13~a\033[13;2ub\033[1 qc\033[ \"xd", "text=abcd" },
	{ "\033[24;80Ra", "f3 text=a" },
	{ "\033[Pa\033[Sb", "text=ab" },
	{ "\033Oza\033O~b", "text=ab" },
	{ "\033[[Za\033[[[b", "text=ab" },
	{ "\033[201~a", "text=a" },
	{ "\033[1111111111222222222233333333334444444444Aa", "text=a" },

	/* Mouse reports: X10, SGR, urxvt. */
	{ "\033[M !!a\033[M\"zzb", "text=ab" },
	{ "\033[M\"\377\377a", "text=a" },
	{ "\033[<0;10;20Ma\033[<0;10;20mb\033[32;10;20Mc", "text=abc" },

	/* Control strings, by ST, by BEL, and cut off. */
	{ "\033]0;title\007a\033]52;c;Zm9v\033\\b", "text=ab" },
	{ "\033P1$r0m\033\\a\033_x\033\\b\033^y\033\\c\033Xz\033\\d",
	    "text=abcd" },
	{ "\033]11;rgb:ffff\033[Aa", "up text=a" },
	{ "\033]slip\ra", "enter text=a" },
	{ "\033]slip\003a", "^C text=a" },
	{ "\033]\303\274\007a", "text=a" },
	{ "\033\\a", "alt:5c text=a" },

	/* A control or foreign character breaks off what was begun. */
	{ "\033[1;\003\033O\003\033[[\r\033[M!\003", "^C ^C enter ^C" },
	{ "\033[1\033[A\033O\033[B", "up down" },
	{ "\033[1\303\274\033O\303\274", "text=\\c3\\bc\\c3\\bc" },
	{ "\033[1\177", "backspace" },

	/* What is no UTF-8 is given as it came. */
	{ "a\200b\303(\377\376\355\240\200\364",
	    "text=a\\80b\\c3(\\ff\\fe\\ed"
	    "\\a0\\80" },
	{ "\303\r\342\202\r\360\237\003",
	    "text=\\c3 enter text=\\e2\\82 enter text=\\f0\\9f ^C" },
	{ "\303\303\274", "text=\\c3\\c3\\bc" },

	/* Pastes. */
	{ "\033[200~one\rtwo\033[201~\r", "paste=one\\0dtwo enter" },
	{ "\033[200~\033[201~a", "text=a" },
	{ "\033[200~\303\274\346\226\207\033[201~a",
	    "paste=\\c3\\bc\\e6\\96\\87 text=a" },
	{ "\033[200~\033[A\033OP\033]0;x\007\003\033[201~a",
	    "paste=\\1b[A\\1bOP\\1b]0;x\\07\\03 text=a" },
	{ "\033[200~\033\033[201~a", "paste=\\1b text=a" },
	{ "\033[200~\033[20\033[2\033[\033[201~a",
	    "paste=\\1b[20\\1b[2\\1b[ text=a" },
	{ "\033[200~\303\033[201~a", "paste=\\c3 text=a" },
	{ "\033[200~a\033[200~b\033[201~c", "paste=a\\1b[200~b text=c" },
	{ "\033[200~a\003\003b\003\003\003c", "paste=a\\03\\03b ^C text=c" },
	{ "\033[200~\003\003\033[201~c", "paste=\\03\\03 text=c" },
	{ "\033[200~\033[201\003\003\003c", "paste=\\1b[201 ^C text=c" },
	{ "\033\033[200~a\033[201~b", "paste=a text=b" },
};

START_TEST(a_key_is_the_same_however_it_is_cut)
{
	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		const char *bytes = vectors[i].bytes;
		const char *words = vectors[i].words;
		size_t size = strlen(bytes);
		ck_spells(bytes, size, 1, 1, words);
		for (size_t cut = 1; cut <= size; cut++)
			ck_spells(bytes, size, cut, size, words);
	}
}
END_TEST

START_TEST(a_nul_is_a_key)
{
	ck_spells("a\0b", 3, 3, 3, "text=a ^@ text=b");
	ck_spells("\033\0b", 3, 1, 1, "^@ text=b");
	/* xterm's mouse says NUL for a column that does not fit. */
	ck_spells("\033[M \0!a", 7, 7, 7, "text=a");
}
END_TEST

START_TEST(a_cut_character_waits_for_its_rest)
{
	struct keyboard *keyboard = keyboard_new();
	struct spelling spelling;
	spelling_init(&spelling);
	feed(keyboard, &spelling, "ab\360\237", 4);
	ck_assert_uint_eq(spelling.event_count, 1);
	feed(keyboard, &spelling, "\221", 1);
	ck_assert_uint_eq(spelling.event_count, 1);
	feed(keyboard, &spelling, "\213cd", 3);
	/* The one that was cut, and the rest. */
	ck_assert_uint_eq(spelling.event_count, 3);
	bytes_clear(&spelling.words);
	keyboard_free(keyboard);
}
END_TEST

START_TEST(text_that_came_at_once_is_one_key)
{
	static const char text[] =
	    "all of this in one read, gr\303\274\303\237e";
	struct keyboard *keyboard = keyboard_new();
	struct key key;
	keyboard_offer(keyboard, text, sizeof(text) - 1);
	ck_assert(keyboard_next(keyboard, &key));
	ck_assert_int_eq(key.name, KEY_TEXT);
	ck_assert_uint_eq(key.size, sizeof(text) - 1);
	ck_assert_mem_eq(key.text, text, key.size);
	ck_assert(!keyboard_next(keyboard, &key));
	keyboard_free(keyboard);
}
END_TEST

START_TEST(a_string_without_end_does_not_swallow_for_ever)
{
	char bytes[3000];
	struct keyboard *keyboard = keyboard_new();
	struct spelling spelling;
	spelling_init(&spelling);
	memset(bytes, 'x', sizeof(bytes));
	memcpy(bytes, "\033]", 2);
	feed(keyboard, &spelling, bytes, sizeof(bytes));
	ck_assert_uint_eq(spelling.event_count, 1);
	ck_assert_uint_gt(spelling.words.size, 1500);
	bytes_clear(&spelling.words);
	keyboard_free(keyboard);
}
END_TEST

START_TEST(forgetting_ends_a_paste_and_a_sequence)
{
	struct keyboard *keyboard = keyboard_new();
	struct spelling spelling;
	spelling_init(&spelling);
	feed(keyboard, &spelling, "\033[200~abc\303", 10);
	keyboard_reset(keyboard);
	feed(keyboard, &spelling, "x\033[1;", 5);
	keyboard_reset(keyboard);
	feed(keyboard, &spelling, "A", 1);
	ck_assert(bytes_append(&spelling.words, "", 1));
	ck_assert_str_eq((const char *)bytes_head(&spelling.words),
	    " paste=abc text=xA");
	bytes_clear(&spelling.words);
	keyboard_free(keyboard);
}
END_TEST

/* ---- terminfo ---- */

static void
ck_learns(const char *sequence, const char *bytes, const char *words)
{
	struct keyboard *keyboard = keyboard_new();
	struct spelling spelling;
	spelling_init(&spelling);
	char *copy = strdup(sequence);
	keyboard_learn(keyboard, copy, KEY_FUNCTION, 7);
	free(copy);
	for (size_t i = 0; i < strlen(bytes); i++)
		feed(keyboard, &spelling, bytes + i, 1);
	ck_assert(bytes_append(&spelling.words, "", 1));
	ck_assert_msg(strcmp((const char *)bytes_head(&spelling.words),
			  words) == 0,
	    "%s instead of %s", (const char *)bytes_head(&spelling.words),
	    words);
	bytes_clear(&spelling.words);
	keyboard_free(keyboard);
}

START_TEST(a_terminal_teaches_its_own_sequences)
{
	ck_learns("\033[230z", "\033[230za", " f7 text=a"); /* sun */
	ck_learns("\033[M", "\033[Ma", " f7 text=a");	    /* cons25 */
	ck_learns("\033[[Z", "\033[[Za", " f7 text=a");
	ck_learns("\033Ou", "\033Oua", " f7 text=a"); /* vt100's keypad */
	ck_learns("\033p", "\033pa", " f7 text=a");
}
END_TEST

START_TEST(everybodys_keys_are_not_unlearned)
{
	ck_learns("\033[11~", "\033[11~", " f1");
	ck_learns("\033[[B", "\033[[B", " f2");
	ck_learns("\033[A", "\033[A", " up");
	ck_learns("\0331", "\0331", " f1");
}
END_TEST

START_TEST(what_is_no_sequence_is_not_learned)
{
	static const char *const odd[] = { "", "\033", "x", "\001@\r", "\033[",
		"\033O", "\033[1", "\033]", "\033\033", "\033[Ax", "\033bx",
		"\033[1\001", "\303\274" };
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++)
		ck_learns(odd[i], "x\033[5~\001@\033bx",
		    " text=x page-up ^A text=@ alt:62 text=x");
}
END_TEST

START_TEST(a_learned_sequence_may_be_as_long_as_any)
{
	char longest[64] = "\033[";
	for (size_t size = 2; size < 60; size++) {
		memset(longest + 2, '1', size - 2);
		longest[size] = 'z';
		longest[size + 1] = '\0';
		ck_learns(longest, longest, size < 32 ? " f7" : "");
	}
}
END_TEST

/* ---- chance and malice ---- */

/* Bytes that mean something, more often than those that don't. */
static char
odd_byte(uint64_t *seed)
{
	static const char special[] =
	    "\033\033\033[[O]MPX^_\\~$;<?0129AD\003\r\177\007\303\274\360\237";
	if (material_upto(seed, 2) == 0)
		return (char)material_upto(seed, 255);
	return special[material_upto(seed, sizeof(special) - 2)];
}

enum { GARBAGE_SIZE = 400 };

static void
make_garbage(char *bytes, uint64_t *seed)
{
	static const char paste[] = "\033[200~";
	for (size_t i = 0; i < GARBAGE_SIZE; i++)
		bytes[i] = odd_byte(seed);
	if (material_upto(seed, 1) == 0)
		memcpy(bytes + material_upto(seed, GARBAGE_SIZE - 6), paste, 6);
}

START_TEST(garbage_is_the_same_however_it_is_cut)
{
	for (unsigned i = 1; i <= 100; i++) {
		uint64_t seed = i;
		char bytes[GARBAGE_SIZE];
		make_garbage(bytes, &seed);
		char *whole = spelled(bytes, sizeof(bytes), sizeof(bytes), 1);
		for (size_t step = 1; step < 10; step += 2)
			ck_spells(bytes, sizeof(bytes), step, step, whole);
		free(whole);
	}
}
END_TEST

/* Three ^C and Enter bring back to solid ground from anywhere. */
START_TEST(after_any_garbage_a_key_is_a_key_again)
{
	static const char end[] = "\003\003\003\r\033[A";
	for (unsigned i = 1; i <= 300; i++) {
		uint64_t seed = i;
		char bytes[GARBAGE_SIZE + sizeof(end)];
		make_garbage(bytes, &seed);
		memcpy(bytes + GARBAGE_SIZE, end, sizeof(end));
		char *words = spelled(bytes, sizeof(bytes) - 1, 7, 7);
		size_t size = strlen(words);
		ck_assert_uint_gt(size, 9);
		ck_assert_msg(strcmp(words + size - 9, " enter up") == 0,
		    "seed %u: %s", i, words);
		free(words);
	}
}
END_TEST

enum { PASTE_SIZE = 1024 * 1024, READ_SIZE = 4096 };

/* A paste of `unit`, over and over. */
static void
paste_megabyte(const char *unit, size_t events_most)
{
	char *bytes = malloc(PASTE_SIZE);
	struct keyboard *keyboard = keyboard_new();
	struct spelling spelling;
	struct key key;
	size_t given = 0, events = 0;
	for (size_t i = 0; i < PASTE_SIZE; i++)
		bytes[i] = unit[i % strlen(unit)];

	spelling_init(&spelling);
	feed(keyboard, &spelling, "\033[200~", 6);
	for (size_t at = 0; at < PASTE_SIZE; at += READ_SIZE) {
		keyboard_offer(keyboard, bytes + at, READ_SIZE);
		while (keyboard_next(keyboard, &key)) {
			ck_assert_int_eq(key.name, KEY_PASTE);
			given += key.size;
			events++;
		}
	}
	feed(keyboard, &spelling, "\033[201~x", 7);
	ck_assert_uint_ge(given + spelling.words.size, PASTE_SIZE);
	ck_assert_uint_le(events, events_most);
	bytes_clear(&spelling.words);
	keyboard_free(keyboard);
	free(bytes);
}

START_TEST(a_megabyte_is_pasted_in_few_pieces)
{
	enum { READS = PASTE_SIZE / READ_SIZE };
	paste_megabyte("words and a newline\r", READS);
	paste_megabyte("\346\226\207", 2 * READS);
	paste_megabyte("\033", 2 * READS);
	paste_megabyte("\033[201", 2 * READS);
	paste_megabyte("\003\003x", 2 * READS);
	paste_megabyte("\303", 2 * READS);
}
END_TEST

TCase *
keyboard_tcase(void)
{
	TCase *tcase = tcase_create("keyboard");
	tcase_add_test(tcase, a_key_is_the_same_however_it_is_cut);
	tcase_add_test(tcase, a_nul_is_a_key);
	tcase_add_test(tcase, a_cut_character_waits_for_its_rest);
	tcase_add_test(tcase, text_that_came_at_once_is_one_key);
	tcase_add_test(tcase, a_string_without_end_does_not_swallow_for_ever);
	tcase_add_test(tcase, forgetting_ends_a_paste_and_a_sequence);
	tcase_add_test(tcase, a_terminal_teaches_its_own_sequences);
	tcase_add_test(tcase, everybodys_keys_are_not_unlearned);
	tcase_add_test(tcase, what_is_no_sequence_is_not_learned);
	tcase_add_test(tcase, a_learned_sequence_may_be_as_long_as_any);
	tcase_add_test(tcase, garbage_is_the_same_however_it_is_cut);
	tcase_add_test(tcase, after_any_garbage_a_key_is_a_key_again);
	tcase_add_test(tcase, a_megabyte_is_pasted_in_few_pieces);
	return tcase;
}
