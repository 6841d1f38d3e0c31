/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/diagnosis.h"

#include <stdlib.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"
#include "suite.h"
#include "wire/hint.h"

enum { SEEDS = 3000, TEXT_SIZE = 4096 };

struct row {
	const char *name; /* of the framing */
	const char *bytes;
	size_t size;
	const char *expected;
};

static void
add_line(char *text, const char *words)
{
	ck_assert_uint_lt(strlen(text) + strlen(words) + 2, TEXT_SIZE);
	strcat(strcat(text, words), "\n");
}

/* Adds what is to be said, a sentence a line; false after a refusal. */
static bool
read_piece(char *text, struct decoder *decoder, const uint8_t *bytes,
    size_t size)
{
	struct framing_frame frame;
	enum framing_verdict verdict;
	char words[DIAGNOSIS_SIZE];
	uint8_t *piece = material_copy(bytes, size);
	decoder_offer(decoder, piece, size);
	while ((verdict = decoder_next(decoder, &frame)) == FRAMING_FRAME)
		if (hint_about(words, decoder, &frame))
			add_line(text, words);
	if (verdict != FRAMING_NEEDS_MORE) {
		diagnosis_refused(words, decoder);
		ck_assert_str_ne(words, "");
		add_line(text, words);
	}
	free(piece);
	return verdict == FRAMING_NEEDS_MORE;
}

/* A stream in pieces of that size, and its end unless it was refused. */
static const char *
said_of(const struct row *row, size_t piece_size)
{
	static char text[TEXT_SIZE];
	char words[DIAGNOSIS_SIZE];
	struct decoder decoder;
	bool goes_on = true;
	decoder_init(&decoder, framing_find(row->name));
	text[0] = '\0';
	for (size_t at = 0; at < row->size && goes_on; at += piece_size) {
		size_t left = row->size - at;
		goes_on =
		    read_piece(text, &decoder, (const uint8_t *)row->bytes + at,
			left < piece_size ? left : piece_size);
	}
	if (goes_on && diagnosis_ended(words, &decoder))
		add_line(text, words);
	decoder_clear(&decoder);
	return text;
}

static void
assert_said(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		ck_assert_str_eq(said_of(&rows[i], rows[i].size),
		    rows[i].expected);
}

START_TEST(the_wrong_byte_order_is_told)
{
	static const struct row rows[] = {
		{ "u32", "\5\0\0\0hello", 9,
		    "length 83886080 (05 00 00 00) is 5 in little-endian:"
		    " htonl() missing?\n" },
		{ "u32le", "\0\0\0\5hello", 9,
		    "length 83886080 (00 00 00 05) is 5 in big-endian:"
		    " htonl() too much?\n" },
		{ "u16", "\5\0hello", 7,
		    "closed 5 bytes into a body of 1280: length 1280 (05 00)"
		    " is 5 in little-endian: htons() missing?\n" },
		{ "u16", "\5\0hello\3\0abc", 12,
		    "closed 10 bytes into a body of 1280: length 1280 (05"
		    " 00) is 5 in little-endian: htons() missing?\n" },
		{ "u64", "\5\0\0\0\0\0\0\0hello", 13,
		    "length 360287970189639680 (05 00 00 00 00 00 00 00) is"
		    " 5 in little-endian: htobe64() missing?\n" },
		{ "u64+self", "\xd\0\0\0\0\0\0\0hello", 13,
		    "length 936748722493063168 (0d 00 00 00 00 00 00 00) is"
		    " 13 in little-endian: htobe64() missing?\n" },
		{ "u16+self", "\7\0hello", 7,
		    "closed 5 bytes into a body of 1790: length 1792 (07 00)"
		    " is 7 in little-endian: htons() missing?\n" },
	};
	assert_said(rows, sizeof(rows) / sizeof(rows[0]));
}
END_TEST

START_TEST(strangers_are_named)
{
	static const struct row rows[] = {
		{ "u32", "HTTP/1.1 400 Bad\r\n", 18,
		    "length 1213486160 (48 54 54 50) is the text \"HTTP\":"
		    " that looks like HTTP\n" },
		{ "u16", "HTTP/1.1 400 Bad\r\n", 18,
		    "closed 16 bytes into a body of 18516: length 18516 (48"
		    " 54) is the text \"HT\": that looks like HTTP\n" },
		{ "u8", "HTTP/1.1 400 Bad\r\n", 18,
		    "closed 17 bytes into a body of 72: that looks like"
		    " HTTP\n" },
		{ "ascii4", "HTTP/1.1 400 Bad\r\n", 18,
		    "\"HTTP\" (48 54 54 50) where 4 digits belong: that"
		    " looks like HTTP\n" },
		{ "u8",
		    "HTTP/1.1 400 Bad request, says the server to whom it did not understand\r\n\r\n",
		    75,
		    "length 72 (48): that looks like HTTP\n"
		    "closed 1 byte into a body of 13\n" },
	};
	assert_said(rows, sizeof(rows) / sizeof(rows[0]));
}
END_TEST

START_TEST(a_length_that_counts_its_header_or_should_is_told)
{
	static const struct row rows[] = {
		{ "u32", "\0\0\0\x9hello", 9,
		    "closed 5 bytes into a body of 9: the length counts its"
		    " own header?\n" },
		{ "u32", "\0\0\0\x9hello\0\0\0\7abc", 16,
		    "length 9 (00 00 00 09) takes in the next header (00 00"
		    " 00 07): it counts its own header?\n"
		    "closed inside the header, 3 of 4 bytes (61 62 63); the"
		    " length 9 (00 00 00 09) before it counts its own"
		    " header?\n" },
		{ "u32",
		    "\0\0\0\x9hello\0\0\0\xa"
		    "abcdef",
		    19,
		    "length 9 (00 00 00 09) takes in the next header (00 00"
		    " 00 0a): it counts its own header?\n"
		    "length 1633837924 (61 62 63 64) is the text \"abcd\";"
		    " the length 9 (00 00 00 09) before it counts its own"
		    " header?\n" },
		{ "u16", "\0\7hello\0\5abc", 12,
		    "length 7 (00 07) takes in the next header (00 05): it"
		    " counts its own header?\n"
		    "closed 1 byte into a body of 24930; the length 7 (00"
		    " 07) before it counts its own header?\n" },
		{ "u8", "\6hello", 6,
		    "closed 5 bytes into a body of 6: the length counts its"
		    " own header, or a closing NUL that is not sent?\n" },
		{ "u8", "\6hello\4abc", 10,
		    "length 6 (06) takes in the next header (04): it counts"
		    " its own header?\n"
		    "closed 2 bytes into a body of 97; the length 6 (06)"
		    " before it counts its own header?\n" },
		{ "u32+self", "\0\0\0\5hello", 9,
		    "length 1701604463 (65 6c 6c 6f) is the text \"ello\";"
		    " the length 5 (00 00 00 05) before it does not count"
		    " its own header?\n" },
		{ "u32+self", "\0\0\0\3abc", 7,
		    "length 3 (00 00 00 03) is less than its own header: it"
		    " does not count itself?\n" },
		{ "u32+self", "\0\0\0\7message\0\0\0\3abc", 18,
		    "length 1935763301 (73 61 67 65) is the text \"sage\";"
		    " the length 7 (00 00 00 07) before it does not count"
		    " its own header?\n" },
		{ "ascii4", "9   hello", 9,
		    "closed 5 bytes into a body of 9: the length counts its"
		    " own header?\n" },
		{ "ascii4", "9   hello8   abcd", 17,
		    "\"abcd\" (61 62 63 64) where 4 digits belong; the"
		    " length 9 (\"9   \") before it counts its own header?\n" },
	};
	assert_said(rows, sizeof(rows) / sizeof(rows[0]));
}
END_TEST

START_TEST(bytes_counted_or_sent_too_many_are_told)
{
	static const struct row rows[] = {
		{ "u32", "\0\0\0\6hello\0", 10,
		    "length 6 (00 00 00 06) counts the closing NUL (00)\n" },
		{ "u32", "\0\0\0\5hello\0", 10,
		    "closed inside the header, 1 of 4 bytes (00): a closing"
		    " NUL is sent, but not counted?\n" },
		{ "u32", "\0\0\0\5hello\0\0\0\0\5world", 19,
		    "length 91713394 (05 77 6f 72); before it a closing NUL"
		    " (00) is sent, but not counted?\n" },
		{ "u32le", "\5\0\0\0hello\0\5\0\0\0world", 19,
		    "closed 6 bytes into a body of 1280; before it a closing"
		    " NUL (00) is sent, but not counted?\n" },
		{ "u16", "\0\5hello\0\0\5world", 15,
		    "closed 4 bytes into a body of 1399; before it a closing"
		    " NUL (00) is sent, but not counted?\n" },
		{ "u32", "\0\0\0\6hello", 9,
		    "closed 5 bytes into a body of 6: a closing NUL is"
		    " counted, but not sent?\n" },
		{ "u32", "\0\0\0\5hello\n\0\0\0\5world", 19,
		    "length 167772160 (0a 00 00 00); before it 1 byte more"
		    " came than the length said\n" },
		{ "u32", "\0\0\0\x8hello\0\0\0", 12,
		    "3 NULs (00) stand behind the text: the whole buffer is"
		    " sent?\n" },
		{ "u32", "\0\0\0\6hello\n", 10,
		    "the message ends in a newline (0a): fgets() leaves it"
		    " there\n" },
		{ "ascii4", "5\0\0\0hello", 9,
		    "\"5...\" (35 00 00 00) is padded with NUL (00), not"
		    " with spaces or zeros\n" },
		{ "ascii4", "6   hello", 9,
		    "closed 5 bytes into a body of 6: a closing NUL is"
		    " counted, but not sent?\n" },
		{ "ascii4", "5   hello\0005   world", 19,
		    "\".5  \" (00 35 20 20) where 4 digits belong; before it"
		    " a closing NUL (00) is sent, but not counted?\n" },
		{ "ascii4", "5   hello\n5   world", 19,
		    "\".5  \" (0a 35 20 20) where 4 digits belong; before it"
		    " 1 byte more came than the length said\n" },
		{ "line", "hello\0world\0", 12,
		    "closed after 12 bytes without LF (0a): NUL (00) ends"
		    " the messages, as in nul?\n" },
		{ "line", "hi\n\0ho\n\0", 8,
		    "the message begins with NUL (00): the closing NUL of"
		    " the one before is sent?\n"
		    "closed after 1 byte without LF (0a): a closing NUL (00)"
		    " is sent?\n" },
		{ "line", "hello\0\0\0\0\n", 10,
		    "4 NULs (00) stand behind the text: the whole buffer is"
		    " sent?\n" },
		{ "nul", "hi\nho\n", 6,
		    "closed after 6 bytes without NUL (00): LF (0a) ends the"
		    " messages, as in line?\n" },
		{ "nul", "hi\n\0", 4,
		    "the message ends in a newline (0a): fgets() leaves it"
		    " there\n" },
		{ "nul", "hello", 5,
		    "closed after 5 bytes without NUL (00)\n" },
		{ "u16le", "\6\0hello\n", 8,
		    "the message ends in a newline (0a): fgets() leaves it"
		    " there\n" },
	};
	assert_said(rows, sizeof(rows) / sizeof(rows[0]));
}
END_TEST

START_TEST(what_an_end_cuts_is_told)
{
	static const struct row rows[] = {
		{ "u32", "\0\0\0\14hello w", 11,
		    "closed 7 bytes into a body of 12\n" },
		{ "u32", "\0\0", 2,
		    "closed inside the header, 2 of 4 bytes (00 00)\n" },
		{ "u32", "hi", 2,
		    "closed inside the header, 2 of 4 bytes (68 69)\n" },
		{ "ascii4", "12  hello", 9,
		    "closed 5 bytes into a body of 12\n" },
		{ "line", "hello", 5,
		    "closed after 5 bytes without LF (0a)\n" },
		{ "line", "a\rb\r", 4,
		    "closed after 4 bytes without LF (0a): CR (0d) alone"
		    " ends the lines?\n" },
		{ "crlf", "hi\n", 3,
		    "the line ends in LF (0a) alone, not in CR LF (0d 0a)\n" },
		{ "crlf", "hi", 2,
		    "closed after 2 bytes without CR LF (0d 0a)\n" },
		{ "ascii3", "65 yes", 6, "closed 3 bytes into a body of 65\n" },
	};
	assert_said(rows, sizeof(rows) / sizeof(rows[0]));
}
END_TEST

START_TEST(a_length_of_another_width_is_told)
{
	static const struct row rows[] = {
		{ "u32", "\0\5hello", 7,
		    "length 354405 (00 05 68 65): 5 as u16 (00 05)?\n" },
		{ "u32", "\5hello", 6,
		    "length 90727788 (05 68 65 6c): 5 as u8 (05)?\n" },
		{ "u64", "\0\0\0\5hello", 9,
		    "length 23226313836 (00 00 00 05 68 65 6c 6c): 5 as u32"
		    " (00 00 00 05)?\n" },
		{ "u16", "\0\0\0\5hello", 9,
		    "1 empty message came in front: a length of 4 bytes, as"
		    " u32 has it?\n" },
		{ "u32", "0005hello", 9,
		    "length 808464437 (30 30 30 35) is the text \"0005\":"
		    " ascii4?\n" },
		{ "ascii4", "\0\0\0\5hello", 9,
		    "\"....\" (00 00 00 05) where 4 digits belong: 5 as u32"
		    " (00 00 00 05)?\n" },
		{ "line", "\0\0\0\5hello", 9,
		    "closed after 9 bytes without LF (0a): it begins with a"
		    " length, 5 as u32 (00 00 00 05)?\n" },
		{ "line", "\0\0\0\6hello\n", 10,
		    "the message begins with a length, 6 as u32 (00 00 00"
		    " 06)\n" },
		{ "line", "\0\0\0\5hello\n", 10,
		    "the message begins with a length, 5 as u32 (00 00 00"
		    " 05)\n" },
		{ "u8", "\0\0\0\5hello", 9,
		    "3 empty messages came in front: a length of 4 bytes, as"
		    " u32 has it?\n" },
		{ "u16le", "\5\0\0\0hello\5\0\0\0world", 18,
		    "the message begins with 2 NULs (00): a length of 4"
		    " bytes, as u32le has it?\n"
		    "closed 9 bytes into a body of 28524\n" },
		{ "u8", "\5\0\0\0hello", 9,
		    "the message begins with 3 NULs (00): a length of 4"
		    " bytes, as u32le has it?\n"
		    "closed 2 bytes into a body of 108\n" },
		{ "u32le", "\5\0\0\0\0\0\0\0hello", 13,
		    "the message begins with 4 NULs (00): a length of 8"
		    " bytes, as u64le has it?\n"
		    "length 1869376613 (65 6c 6c 6f) is the text \"ello\"\n" },
	};
	assert_said(rows, sizeof(rows) / sizeof(rows[0]));
}
END_TEST

START_TEST(lengths_that_cannot_be_are_told)
{
	static const struct row rows[] = {
		{ "u32", "\xff\xff\xff\xff", 4,
		    "length 4294967295 (ff ff ff ff) is -1: an error taken"
		    " for a length?\n" },
		{ "u32", "\xfb\xff\xff\xff", 4,
		    "length 4227858431 (fb ff ff ff) is -5 in little-endian:"
		    " an error taken for a length?\n" },
		{ "u32", "\1\2\3\4", 4,
		    "length 16909060 (01 02 03 04): at most 65536 bytes can"
		    " come\n" },
		{ "u32", "\0\1\0\1", 4,
		    "length 65537 (00 01 00 01): at most 65536 bytes can"
		    " come\n" },
		{ "u32", "\0\0\0\5hello\1\2\3\4", 13,
		    "length 16909060 (01 02 03 04): at most 65536 bytes can"
		    " come\n" },
	};
	assert_said(rows, sizeof(rows) / sizeof(rows[0]));
}
END_TEST

START_TEST(what_is_right_needs_no_words)
{
	static const struct row rows[] = {
		{ "u32", "\0\0\0\x10\0\0\0\5helloabcdefg", 20, "" },
		{ "raw", "hi", 2, "" },
		{ "ascii2", "5 hello", 7, "" },
		{ "nul", "hello\0world\0", 12, "" },
		{ "u32", "\0\0\0\5hello\0\0\0\0", 13, "" },
		{ "line", "hello\r\nworld\n", 13, "" },
		{ "u32", "\0\0\0\5hello", 9, "" },
	};
	assert_said(rows, sizeof(rows) / sizeof(rows[0]));
}
END_TEST

START_TEST(messages_taken_together_are_told)
{
	static const struct row rows[] = {
		{ "u32",
		    "\0\0\0\xe"
		    "hello\0\0\0\5world",
		    18,
		    "a header, length 5 (00 00 00 05), stands 5 bytes into"
		    " the message: one recv() taken for one message?\n" },
		{ "u32", "\0\0\0\x9\0\0\0\5hello", 13,
		    "a header, length 5 (00 00 00 05), begins the message: a"
		    " header taken for text?\n" },
		{ "ascii4", "14  hello5   world", 18,
		    "a header, length 5 (\"5   \"), stands 5 bytes into the"
		    " message: one recv() taken for one message?\n" },
	};
	assert_said(rows, sizeof(rows) / sizeof(rows[0]));
}
END_TEST

START_TEST(what_is_no_length_in_characters_is_told)
{
	static const struct row rows[] = {
		{ "ascii4", "-5  hello", 9,
		    "\"-5  \" (2d 35 20 20) is a negative length: an error"
		    " taken for one?\n" },
		{ "ascii4", "    ", 4,
		    "\"    \" (20 20 20 20) where a length belongs: only"
		    " spaces\n" },
		{ "ascii5", "99999", 5,
		    "length 99999 (\"99999\"): at most 65536 bytes can come\n" },
		{ "ascii1", "hello", 5, "\"h\" (68) where 1 digit belongs\n" },
		{ "ascii4", "5x  hello", 9,
		    "\"5x  \" (35 78 20 20) where 4 digits belong\n" },
		{ "ascii4", "hello", 5,
		    "\"hell\" (68 65 6c 6c) where 4 digits belong\n" },
	};
	assert_said(rows, sizeof(rows) / sizeof(rows[0]));
}
END_TEST

/* "waiting" instead of "closed", and the rest alike. */
START_TEST(a_wait_is_told_like_an_end)
{
	static const struct row rows[] = {
		{ "u16", "\5\0hello", 7,
		    "waiting 5 bytes into a body of 1280: length 1280 (05 00)"
		    " is 5 in little-endian: htons() missing?" },
		{ "u32", "\0\0\0", 3,
		    "waiting inside the header, 3 of 4 bytes (00 00 00)" },
		{ "crlf", "hi", 2,
		    "waiting after 2 bytes without CR LF (0d 0a)" },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char words[DIAGNOSIS_SIZE];
		char text[TEXT_SIZE] = "";
		struct decoder decoder;
		decoder_init(&decoder, framing_find(rows[i].name));
		ck_assert(!diagnosis_waits(words, &decoder));
		read_piece(text, &decoder, (const uint8_t *)rows[i].bytes,
		    rows[i].size);
		ck_assert(diagnosis_waits(words, &decoder));
		ck_assert_str_eq(words, rows[i].expected);
		decoder_clear(&decoder);
	}
}
END_TEST

START_TEST(a_message_without_end_is_told)
{
	static const struct {
		const char *name, *inside, *expected;
	} rows[] = {
		{ "line", "x", "more than 65536 bytes without LF (0a)\n" },
		{ "crlf", "\r",
		    "more than 65536 bytes without CR LF (0d 0a): CR (0d) alone"
		    " ends the lines?\n" },
		{ "nul", "\n",
		    "more than 65536 bytes without NUL (00): LF (0a) ends the"
		    " messages, as in line?\n" },
	};
	static char bytes[FRAMING_PAYLOAD_MOST + 2];
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		memset(bytes, 'x', sizeof(bytes));
		bytes[5] = *rows[i].inside;
		struct row row = { rows[i].name, bytes, sizeof(bytes), "" };
		ck_assert_str_eq(said_of(&row, sizeof(bytes)),
		    rows[i].expected);
		ck_assert_str_eq(said_of(&row, 1), rows[i].expected);
	}
}
END_TEST

START_TEST(a_remark_is_made_once)
{
	static const char bytes[] = "\6hello\0\6hello\0\6worl\n\0\6there\n";
	struct row row = { "u8", bytes, sizeof(bytes) - 1, "" };
	ck_assert_str_eq(said_of(&row, row.size),
	    "length 6 (06) counts the closing NUL (00)\n"
	    "the message ends in a newline (0a): fgets() leaves it there\n");
}
END_TEST

/* Whatever comes, however it is cut: own words, and some when it is refused. */
START_TEST(random_bytes_are_told_in_safe_words)
{
	static const char likely[] = "\0\0\0\0\0\1\2\5\n\r 09AHTP/\x1b\x80\xff";
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		uint64_t state = seed;
		char bytes[96];
		size_t size = 1 + material_upto(&state, sizeof(bytes) - 1);
		for (size_t i = 0; i < size; i++)
			bytes[i] =
			    likely[material_upto(&state, sizeof(likely) - 2)];
		const struct framing *framing =
		    framing_at(1 + material_upto(&state, 27));
		struct row row = { framing->name, bytes, size, "" };
		const char *text =
		    said_of(&row, 1 + material_upto(&state, size));
		for (; *text != '\0'; text++)
			if (*text != '\n' && (*text < 0x20 || *text > 0x7e))
				ck_abort_msg("seed %u", seed);
	}
}
END_TEST

/* What costs most: a long message full of what might be headers. */
START_TEST(a_long_message_is_looked_at_in_a_moment)
{
	static uint8_t payload[FRAMING_PAYLOAD_MOST];
	static uint8_t wire[FRAMING_PAYLOAD_MOST + FRAMING_EXTRA];
	static const char *const names[] = { "u32", "ascii5", "line", "u64le" };
	memset(payload, '0', sizeof(payload));
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct framing *framing = framing_find(names[i]);
		size_t size =
		    framing_write(framing, wire, payload, sizeof(payload));
		struct row row = { names[i], (const char *)wire, size, "" };
		ck_assert_str_eq(said_of(&row, size), "");
	}
}
END_TEST

TCase *
diagnosis_tcase(void)
{
	TCase *tcase = tcase_create("diagnosis");
	tcase_add_test(tcase, the_wrong_byte_order_is_told);
	tcase_add_test(tcase, strangers_are_named);
	tcase_add_test(tcase,
	    a_length_that_counts_its_header_or_should_is_told);
	tcase_add_test(tcase, bytes_counted_or_sent_too_many_are_told);
	tcase_add_test(tcase, what_an_end_cuts_is_told);
	tcase_add_test(tcase, a_length_of_another_width_is_told);
	tcase_add_test(tcase, lengths_that_cannot_be_are_told);
	tcase_add_test(tcase, what_is_right_needs_no_words);
	tcase_add_test(tcase, messages_taken_together_are_told);
	tcase_add_test(tcase, what_is_no_length_in_characters_is_told);
	tcase_add_test(tcase, a_wait_is_told_like_an_end);
	tcase_add_test(tcase, a_message_without_end_is_told);
	tcase_add_test(tcase, a_remark_is_made_once);
	tcase_add_test(tcase, random_bytes_are_told_in_safe_words);
	tcase_add_test(tcase, a_long_message_is_looked_at_in_a_moment);
	return tcase;
}
