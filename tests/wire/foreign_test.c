/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/foreign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"
#include "suite.h"

static const struct framing *
find(const char *name)
{
	const struct framing *framing = framing_find(name);
	ck_assert_msg(framing != NULL, "%s", name);
	return framing;
}

START_TEST(every_framing_is_found_by_its_name)
{
	const struct framing *framing;
	size_t count = 0;
	for (; (framing = framing_at(count)) != NULL; count++)
		ck_assert_ptr_eq(framing_find(framing->name), framing);
	ck_assert_uint_eq(count, 1 + 14 + 10 + 4);
	ck_assert_ptr_eq(framing_find("landline"), &framing_landline);
	ck_assert_uint_lt(strlen(framing_names), 200);
}
END_TEST

START_TEST(what_is_no_framing_is_not_found)
{
	static const char *const names[] = { "", "u8le", "u8le+self", "U32",
		"u32+le", "ascii", "ascii0", "ascii11", "ascii4+self",
		"line+self", "u32 ", "tcp" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		ck_assert_ptr_null(framing_find(names[i]));
}
END_TEST

START_TEST(what_is_written_is_what_the_manual_says)
{
	static const struct {
		const char *name, *bytes;
		size_t size;
	} rows[] = {
		{ "u8", "\5hello", 6 },
		{ "u8+self", "\6hello", 6 },
		{ "u16", "\0\5hello", 7 },
		{ "u16le", "\5\0hello", 7 },
		{ "u16+self", "\0\7hello", 7 },
		{ "u16le+self", "\7\0hello", 7 },
		{ "u32", "\0\0\0\5hello", 9 },
		{ "u32le", "\5\0\0\0hello", 9 },
		{ "u32+self", "\0\0\0\x9hello", 9 },
		{ "u32le+self", "\x9\0\0\0hello", 9 },
		{ "u64", "\0\0\0\0\0\0\0\5hello", 13 },
		{ "u64le", "\5\0\0\0\0\0\0\0hello", 13 },
		{ "u64+self", "\0\0\0\0\0\0\0\xdhello", 13 },
		{ "u64le+self", "\xd\0\0\0\0\0\0\0hello", 13 },
		{ "ascii1", "5hello", 6 },
		{ "ascii4", "5   hello", 9 },
		{ "ascii10", "5         hello", 15 },
		{ "line", "hello\n", 6 },
		{ "crlf", "hello\r\n", 7 },
		{ "nul", "hello\0", 6 },
		{ "raw", "hello", 5 },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint8_t wire[5 + FRAMING_EXTRA];
		size_t size = framing_write(find(rows[i].name), wire,
		    (const uint8_t *)"hello", 5);
		ck_assert_uint_eq(size, rows[i].size);
		ck_assert_mem_eq(wire, rows[i].bytes, size);
	}
}
END_TEST

/* How long a message may be. */
static size_t
most_of(const struct framing *framing)
{
	static uint8_t payload[FRAMING_PAYLOAD_MOST + 1];
	struct fault fault;
	memset(payload, 'x', sizeof(payload));
	size_t most = sizeof(payload);
	while (!framing_can_carry(framing, payload, most, &fault))
		most--;
	return most;
}

START_TEST(the_longest_message_is_what_the_length_can_say)
{
	static const struct {
		const char *name;
		size_t most;
	} rows[] = {
		{ "u8", 255 },
		{ "u8+self", 254 },
		{ "u16", 65535 },
		{ "u16le", 65535 },
		{ "u16+self", 65533 },
		{ "u32", 65536 },
		{ "u32le+self", 65536 },
		{ "u64", 65536 },
		{ "ascii1", 9 },
		{ "ascii2", 99 },
		{ "ascii4", 9999 },
		{ "ascii5", 65536 },
		{ "ascii10", 65536 },
		{ "line", 65536 },
		{ "crlf", 65536 },
		{ "nul", 65536 },
		{ "raw", 65536 },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_uint_eq(most_of(find(rows[i].name)), rows[i].most);
}
END_TEST

/* The payloads that `bytes` give, each in brackets, and how it went on. */
static const char *
read_as(const char *name, const char *bytes, size_t size, size_t piece_size)
{
	static char text[512];
	struct decoder decoder;
	struct framing_frame frame;
	enum framing_verdict verdict = FRAMING_NEEDS_MORE;
	size_t end = 0;
	decoder_init(&decoder, find(name));
	for (size_t at = 0; at < size && verdict == FRAMING_NEEDS_MORE;) {
		size_t part = size - at < piece_size ? size - at : piece_size;
		uint8_t *piece =
		    material_copy((const uint8_t *)bytes + at, part);
		decoder_offer(&decoder, piece, part);
		while (
		    (verdict = decoder_next(&decoder, &frame)) == FRAMING_FRAME)
			end += (size_t)snprintf(text + end, sizeof(text) - end,
			    "[%.*s]", (int)frame.payload_size,
			    (const char *)frame.payload);
		free(piece);
		at += part;
	}
	const char *left = decoder_held(&decoder) > 0 ? "+" : "";
	if (verdict == FRAMING_TOO_LONG)
		left = "long";
	else if (verdict == FRAMING_BAD_LENGTH)
		left = "bad";
	snprintf(text + end, sizeof(text) - end, "%s", left);
	decoder_clear(&decoder);
	return text;
}

/* The same in pieces of every size. */
static void
assert_read(const char *name, const char *bytes, size_t size,
    const char *expected)
{
	for (size_t piece_size = 1; piece_size <= size; piece_size++)
		ck_assert_str_eq(read_as(name, bytes, size, piece_size),
		    expected);
}

START_TEST(lines_end_in_lf_or_in_cr_lf)
{
	assert_read("line", "a\nb\r\n\n\r\nc\rd\n", 12, "[a][b][][][c\rd]");
	assert_read("crlf", "a\r\nb\n\r\n\r\r\nc", 11, "[a][b][][\r]+");
}
END_TEST

START_TEST(a_length_in_characters_may_have_spaces_and_zeros)
{
	assert_read("ascii4", "5   hello", 9, "[hello]");
	assert_read("ascii4", "   5hello", 9, "[hello]");
	assert_read("ascii4", " 05 hello", 9, "[hello]");
	assert_read("ascii4", "0005hello0   0000", 17, "[hello][][]");
	assert_read("ascii1", "5hello0", 7, "[hello][]");
	assert_read("ascii10", "0000000002hi", 12, "[hi]");
}
END_TEST

START_TEST(what_is_no_length_is_refused)
{
	static const char *const headers[] = { "    ", "HTTP", "-5  ", "+5  ",
		"5 5 ", "0x05", "5.0 ", "5\0\0\0", "\0\0\0\5", "5\n  ",
		"5  x" };
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		assert_read("ascii4", headers[i], 4, "bad");
	assert_read("u32+self", "\0\0\0\3", 4, "bad");
	assert_read("u16le+self", "\1\0", 2, "bad");
	assert_read("u8+self", "\1\1\0", 3, "[][]bad");
}
END_TEST

START_TEST(a_length_above_the_limit_is_refused_before_anything_is_kept)
{
	assert_read("u32", "\0\1\0\1", 4, "long");
	assert_read("u32+self", "\0\1\0\5", 4, "long");
	assert_read("u32le", "\1\0\1\0", 4, "long");
	assert_read("u64", "\xff\xff\xff\xff\xff\xff\xff\xff", 8, "long");
	assert_read("u64+self", "\0\0\0\1\0\0\0\x8", 8, "long");
	assert_read("ascii5", "65537", 5, "long");
	assert_read("ascii10", "9999999999", 10, "long");
	assert_read("u32", "\0\1\0\0", 4, "+");
	assert_read("u32+self", "\0\1\0\4", 4, "+");
	assert_read("ascii5", "65536", 5, "+");
}
END_TEST

/* `size` bytes without a delimiter, then `end`. */
static void
assert_long_line(const char *name, size_t size, const char *end,
    size_t end_size, enum framing_verdict expected)
{
	for (size_t piece_size = 1; piece_size < 100000; piece_size *= 40) {
		struct decoder decoder;
		struct framing_frame frame;
		size_t whole = size + end_size;
		uint8_t *bytes = malloc(whole);
		memset(bytes, 'x', size);
		memcpy(bytes + size, end, end_size);
		enum framing_verdict verdict = FRAMING_NEEDS_MORE;
		decoder_init(&decoder, find(name));
		for (size_t at = 0;
		     at < whole && verdict == FRAMING_NEEDS_MORE;) {
			size_t part =
			    whole - at < piece_size ? whole - at : piece_size;
			decoder_offer(&decoder, bytes + at, part);
			verdict = decoder_next(&decoder, &frame);
			at += part;
		}
		ck_assert_int_eq(verdict, expected);
		if (verdict == FRAMING_FRAME)
			ck_assert_uint_eq(frame.payload_size, size);
		else
			ck_assert_int_eq(decoder_next(&decoder, &frame),
			    expected);
		decoder_clear(&decoder);
		free(bytes);
	}
}

START_TEST(a_message_that_does_not_end_is_refused_at_the_limit)
{
	enum { MOST = FRAMING_PAYLOAD_MOST };
	assert_long_line("line", MOST, "\n", 1, FRAMING_FRAME);
	assert_long_line("line", MOST, "\r\n", 2, FRAMING_FRAME);
	assert_long_line("crlf", MOST, "\r\n", 2, FRAMING_FRAME);
	assert_long_line("nul", MOST, "", 1, FRAMING_FRAME);
	assert_long_line("line", MOST + 1, "\n", 1, FRAMING_TOO_LONG);
	assert_long_line("line", MOST + 1, "\r\n", 2, FRAMING_TOO_LONG);
	assert_long_line("crlf", MOST, "\rx", 2, FRAMING_TOO_LONG);
	assert_long_line("nul", MOST + 1, "", 1, FRAMING_TOO_LONG);
	assert_long_line("nul", MOST, "", 0, FRAMING_NEEDS_MORE);
}
END_TEST

/* Counts how the decoder asks, and spoils what may not be read again. */
static size_t cut_count, cut_bytes;

static enum framing_verdict
counting_cut(const struct framing *framing, struct framing_cut *cut,
    const uint8_t *bytes, size_t size)
{
	(void)framing;
	cut_count++;
	cut_bytes += size - cut->seen;
	return find("line")->shape->cut(find("line"), cut, bytes, size);
}

START_TEST(bytes_that_drip_in_are_looked_at_once)
{
	static const struct framing_shape shape = {
		.kind = FRAMING_DELIMITER,
		.cut = counting_cut,
	};
	const struct framing framing = { .name = "line", .shape = &shape };
	struct decoder decoder;
	struct framing_frame frame;
	decoder_init(&decoder, &framing);
	for (size_t i = 0; i < FRAMING_PAYLOAD_MOST; i++) {
		decoder_offer(&decoder, (const uint8_t *)"x", 1);
		if (decoder_next(&decoder, &frame) != FRAMING_NEEDS_MORE)
			ck_abort_msg("after %zu bytes", i);
		/* Were it read again, the line would end here. */
		decoder.store[i] = '\n';
	}
	decoder_offer(&decoder, (const uint8_t *)"\n", 1);
	ck_assert_int_eq(decoder_next(&decoder, &frame), FRAMING_FRAME);
	ck_assert_uint_eq(frame.payload_size, FRAMING_PAYLOAD_MOST);
	ck_assert_uint_eq(cut_bytes, FRAMING_PAYLOAD_MOST + 1);
	ck_assert_uint_le(cut_count, 2 * (FRAMING_PAYLOAD_MOST + 1));
	decoder_clear(&decoder);
}
END_TEST

START_TEST(many_lines_in_one_piece_are_copied_once_at_most)
{
	static uint8_t lines[60000];
	struct decoder decoder;
	struct framing_frame frame;
	size_t count = 0;
	memset(lines, '\n', sizeof(lines));
	decoder_init(&decoder, find("line"));
	decoder_offer(&decoder, (const uint8_t *)"half", 4);
	ck_assert_int_eq(decoder_next(&decoder, &frame), FRAMING_NEEDS_MORE);
	decoder_offer(&decoder, lines, sizeof(lines));
	ck_assert_int_eq(decoder_next(&decoder, &frame), FRAMING_FRAME);
	ck_assert_uint_eq(frame.payload_size, 4);
	ck_assert_uint_eq(frame.pieces.sizes[1], 1);
	/* The others stand where they came. */
	while (decoder_next(&decoder, &frame) == FRAMING_FRAME)
		count += frame.header == lines + 1 + count;
	ck_assert_uint_eq(count, sizeof(lines) - 1);
	decoder_clear(&decoder);
}
END_TEST

START_TEST(a_raw_piece_is_a_frame)
{
	struct decoder decoder;
	struct framing_frame frame;
	static const uint8_t zeroes[100000];
	decoder_init(&decoder, find("raw"));
	decoder_offer(&decoder, zeroes, 0);
	ck_assert_int_eq(decoder_next(&decoder, &frame), FRAMING_NEEDS_MORE);
	for (size_t size = 1; size <= FRAMING_PAYLOAD_MOST; size *= 2) {
		decoder_offer(&decoder, zeroes, size);
		ck_assert_int_eq(decoder_next(&decoder, &frame), FRAMING_FRAME);
		ck_assert_uint_eq(frame.payload_size, size);
		ck_assert_ptr_eq(frame.payload, zeroes);
		ck_assert_int_eq(decoder_next(&decoder, &frame),
		    FRAMING_NEEDS_MORE);
		ck_assert_uint_eq(decoder_held(&decoder), 0);
	}
	/* No recv() returns as much; nothing is lost if one did. */
	decoder_offer(&decoder, zeroes, sizeof(zeroes));
	ck_assert_int_eq(decoder_next(&decoder, &frame), FRAMING_FRAME);
	ck_assert_uint_eq(frame.payload_size, FRAMING_PAYLOAD_MOST);
	ck_assert_int_eq(decoder_next(&decoder, &frame), FRAMING_FRAME);
	ck_assert_uint_eq(frame.payload_size, 100000 - FRAMING_PAYLOAD_MOST);
	decoder_clear(&decoder);
}
END_TEST

static void
assert_cannot_carry(const char *name, const char *payload, size_t size,
    const char *expected)
{
	struct fault fault;
	uint8_t *copy = material_copy((const uint8_t *)payload, size);
	ck_assert(!framing_can_carry(find(name), copy, size, &fault));
	ck_assert_str_eq(fault.words, expected);
	free(copy);
}

START_TEST(what_cannot_be_carried_is_said_in_words)
{
	static char many[FRAMING_PAYLOAD_MOST + 1];
	memset(many, 'x', sizeof(many));
	assert_cannot_carry("u8", many, 256,
	    "256 bytes are too many for u8: at most 255");
	assert_cannot_carry("u16+self", many, 65534,
	    "65534 bytes are too many for u16+self: at most 65533");
	assert_cannot_carry("ascii3", many, 1000,
	    "1000 bytes are too many for ascii3: at most 999");
	assert_cannot_carry("raw", many, sizeof(many),
	    "65537 bytes are too many: a message has at most 65536");
	assert_cannot_carry("line", "a\nb", 3,
	    "byte 2 is a newline (0a), which ends a message in line");
	assert_cannot_carry("crlf", "hello\n", 6,
	    "byte 6 is a newline (0a), which ends a message in crlf");
	assert_cannot_carry("line", "hello\r", 6,
	    "the CR (0d) at its end would be taken for part of a line's end in"
	    " line");
	assert_cannot_carry("nul", "hel\0lo", 6,
	    "byte 4 is a NUL (00), which ends a message in nul");
	assert_cannot_carry("raw", "", 0,
	    "an empty message has no bytes that raw could send");
}
END_TEST

/* The framings in which a stream says where its frames end. */
static const struct framing *
framed_at(size_t index)
{
	const struct framing *framing = framing_at(index + 1);
	return framing->shape->kind == FRAMING_RAW ? NULL : framing;
}

START_TEST(what_can_be_carried_comes_back)
{
	static const char *const texts[] = { "", "a", "a\rb", "hello there" };
	const struct framing *framing = framed_at((size_t)_i);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		uint8_t wire[64];
		char expected[64];
		struct fault fault;
		const uint8_t *text = (const uint8_t *)texts[i];
		if (!framing_can_carry(framing, text, strlen(texts[i]), &fault))
			continue;
		size_t size =
		    framing_write(framing, wire, text, strlen(texts[i]));
		snprintf(expected, sizeof(expected), "[%s]", texts[i]);
		ck_assert_str_eq(read_as(framing->name, (const char *)wire,
				     size, size),
		    expected);
	}
	/* Only its last CR belongs to the end of a line. */
	assert_read("crlf", "a\r\r\n", 4, "[a\r]");
}
END_TEST

START_TEST(what_is_held_can_be_had_as_nonsense)
{
	struct decoder decoder;
	struct framing_frame frame;
	decoder_init(&decoder, find("u32"));
	ck_assert(!decoder_rest(&decoder, &frame));
	decoder_offer(&decoder, (const uint8_t *)"\0\0", 2);
	decoder_next(&decoder, &frame);
	decoder_offer(&decoder, (const uint8_t *)"\0\7hel", 5);
	decoder_next(&decoder, &frame);
	ck_assert(decoder_rest(&decoder, &frame));
	ck_assert(frame.is_nonsense);
	ck_assert_uint_eq(frame.header_size, 4);
	ck_assert_uint_eq(frame.payload_size, 3);
	ck_assert_mem_eq(frame.header, "\0\0\0\7hel", 7);
	ck_assert_uint_eq(frame.pieces.count, 2);
	decoder_clear(&decoder);
}
END_TEST

START_TEST(what_follows_nonsense_is_there_to_be_looked_at)
{
	for (size_t cut = 0; cut <= 9; cut++) {
		struct decoder decoder;
		struct framing_frame frame;
		size_t size;
		decoder_init(&decoder, find("u32"));
		decoder_offer(&decoder, (const uint8_t *)"\5\0\0\0hello", cut);
		decoder_next(&decoder, &frame);
		if (cut < 4)
			decoder_offer(&decoder,
			    (const uint8_t *)"\5\0\0\0hello" + cut, 9 - cut);
		ck_assert_int_eq(decoder_next(&decoder, &frame),
		    FRAMING_TOO_LONG);
		ck_assert_ptr_nonnull(decoder_front(&decoder, &size));
		ck_assert_uint_eq(size, cut < 4 ? 9 : cut);
		ck_assert(decoder_rest(&decoder, &frame));
		uint32_t sum = 0;
		for (size_t i = 0; i < frame.pieces.count; i++)
			sum += frame.pieces.sizes[i];
		ck_assert_uint_eq(sum, size);
		decoder_clear(&decoder);
	}
}
END_TEST

TCase *
foreign_tcase(void)
{
	enum { FRAMED = 14 + 10 + 3 };
	TCase *tcase = tcase_create("foreign");
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, every_framing_is_found_by_its_name);
	tcase_add_test(tcase, what_is_no_framing_is_not_found);
	tcase_add_test(tcase, what_is_written_is_what_the_manual_says);
	tcase_add_test(tcase, the_longest_message_is_what_the_length_can_say);
	tcase_add_test(tcase, lines_end_in_lf_or_in_cr_lf);
	tcase_add_test(tcase, a_length_in_characters_may_have_spaces_and_zeros);
	tcase_add_test(tcase, what_is_no_length_is_refused);
	tcase_add_test(tcase,
	    a_length_above_the_limit_is_refused_before_anything_is_kept);
	tcase_add_test(tcase,
	    a_message_that_does_not_end_is_refused_at_the_limit);
	tcase_add_test(tcase, bytes_that_drip_in_are_looked_at_once);
	tcase_add_test(tcase, many_lines_in_one_piece_are_copied_once_at_most);
	tcase_add_test(tcase, a_raw_piece_is_a_frame);
	tcase_add_test(tcase, what_cannot_be_carried_is_said_in_words);
	tcase_add_loop_test(tcase, what_can_be_carried_comes_back, 0, FRAMED);
	tcase_add_test(tcase, what_is_held_can_be_had_as_nonsense);
	tcase_add_test(tcase, what_follows_nonsense_is_there_to_be_looked_at);
	return tcase;
}
