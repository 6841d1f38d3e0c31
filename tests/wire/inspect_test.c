/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/inspect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"
#include "base/bytes.h"
#include "suite.h"
#include "wire/frame.h"

enum { PAGE_SIZE = INSPECT_ROWS_MOST * INSPECT_ROW_SIZE, SEEDS = 400 };

/* A frame that is all there is on a tape. */
static const struct tape_entry *
note(struct tape *tape, enum tape_direction direction,
    const struct frame_header *header, const void *payload,
    const struct framing_pieces *pieces)
{
	uint8_t wire[FRAME_HEADER_SIZE];
	frame_encode(wire, header);
	struct framing_frame frame = {
		.header = wire,
		.header_size = sizeof(wire),
		.payload = payload,
		.payload_size = header->length,
		.pieces = *pieces,
	};
	tape_init(tape);
	uint32_t id = tape_note(tape, direction, &framing_landline, &frame, 0);
	return tape_find(tape, id);
}

static const struct tape_entry *
note_text(struct tape *tape, enum tape_direction direction)
{
	struct frame_header header = {
		.type = FRAME_TEXT,
		.length = 11,
		.sequence = 1,
	};
	return note(tape, direction, &header, "hello there",
	    &(struct framing_pieces){ .count = 3, .sizes = { 9, 7, 11 } });
}

static const struct tape_entry *
note_ring(struct tape *tape)
{
	struct frame_card card = {
		.phone_id = 0x7f3a910c55d2e801,
		.call_id = 0x0123456789abcdef,
		.port = 8255,
		.name_size = 6,
		.name = "al\xc3\xa9na",
	};
	uint8_t payload[FRAME_CARD_SIZE + FRAME_NAME_MOST];
	struct frame_header header = {
		.type = FRAME_RING,
		.length = (uint32_t)frame_card_encode(payload, &card),
	};
	return note(tape, TAPE_OUT, &header, payload,
	    &(struct framing_pieces){ 0 });
}

/* What a stream gives first, or nonsense, as it came in. */
static const struct tape_entry *
note_foreign(struct tape *tape, const char *name, const char *bytes,
    size_t size)
{
	struct decoder decoder;
	struct framing_frame frame;
	decoder_init(&decoder, framing_find(name));
	decoder_offer(&decoder, (const uint8_t *)bytes, size);
	if (decoder_next(&decoder, &frame) != FRAMING_FRAME)
		ck_assert(decoder_rest(&decoder, &frame));
	tape_init(tape);
	uint32_t id = tape_note(tape, TAPE_IN, decoder.framing, &frame, 0);
	decoder_clear(&decoder);
	return tape_find(tape, id);
}

/* A message of zeroes, as long as may be. */
static const struct tape_entry *
note_long(struct tape *tape)
{
	static uint8_t wire[FRAMING_STORE_SIZE], zeroes[65536];
	size_t size =
	    framing_write(framing_find("u32"), wire, zeroes, sizeof(zeroes));
	return note_foreign(tape, "u32", (const char *)wire, size);
}

/* All rows, each with a newline behind. */
static void
print_rows(char page[PAGE_SIZE], const struct inspect_row *rows, size_t count)
{
	page[0] = '\0';
	ck_assert_uint_le(count, INSPECT_ROWS_MOST);
	for (size_t i = 0; i < count; i++) {
		strcat(page, rows[i].text);
		strcat(page, "\n");
	}
}

static void
assert_page(const struct tape_entry *entry, int cols, const char *expected)
{
	static struct inspect_row rows[INSPECT_ROWS_MOST];
	static char page[PAGE_SIZE];
	print_rows(page, rows, inspect_entry(rows, entry, cols));
	ck_assert_str_eq(page, expected);
}

static void
assert_headline(const struct tape_entry *entry, const char *expected)
{
	struct inspect_row rows[INSPECT_ROWS_MOST];
	inspect_entry(rows, entry, 120);
	ck_assert_int_eq(rows[0].style, INSPECT_HEADLINE);
	ck_assert_str_eq(rows[0].text, expected);
}

/* The pictures are wider than the code may be. */
/* clang-format off */

START_TEST(a_text_in_forty_columns)
{
	struct tape tape;
	assert_page(note_text(&tape, TAPE_IN), 40,
	    "in  TEXT · 27 bytes in 3 recv(): 9|7|11\n"
	    " 0000 4c 01 05 00 00 00 00 0b |L.......|\n"
	    " 0008 00 00 00 01 00 00 00 00 |........|\n"
	    " 4c          magic           'L'\n"
	    " 01          version         1\n"
	    " 05          type            5 TEXT\n"
	    " 00          flags           0x00\n"
	    " 00 00 00 0b length          11\n"
	    " 00 00 00 01 sequence        1\n"
	    " 00 00 00 00 acknowledgement 0\n"
	    " 0010 68 65 6c 6c 6f 20 74 68 |hello th|\n"
	    " 0018 65 72 65                |ere|\n");
	tape_clear(&tape);
}
END_TEST

START_TEST(a_text_in_sixty_columns)
{
	struct tape tape;
	assert_page(note_text(&tape, TAPE_IN), 60,
	    "in  TEXT · 27 bytes in 3 recv(): 9|7|11\n"
	    " 0000  4c 01 05 00 00 00 00 0b  00 00 00 01 00 00 00 00\n"
	    " 4c          magic           'L'         opens every frame\n"
	    " 01          version         1           of this layout\n"
	    " 05          type            5 TEXT      a message\n"
	    " 00          flags           0x00        1 sealed, 2 skip\n"
	    " 00 00 00 0b length          11          bytes that follow\n"
	    " 00 00 00 01 sequence        1           0: need not arrive\n"
	    " 00 00 00 00 acknowledgement 0           last one received\n"
	    " 0010  68 65 6c 6c 6f 20 74 68  |hello th|\n"
	    " 0018  65 72 65                 |ere|\n");
	tape_clear(&tape);
}
END_TEST

START_TEST(a_text_in_eighty_columns)
{
	struct tape tape;
	assert_page(note_text(&tape, TAPE_IN), 80,
	    "in  TEXT · 27 bytes in 3 recv(): 9|7|11\n"
	    " 0000  4c 01 05 00 00 00 00 0b  00 00 00 01 00 00 00 00  |L...............|\n"
	    " 4c magic   'L'         opens every frame  00 00 00 0b length          11\n"
	    " 01 version 1           of this layout     00 00 00 01 sequence        1\n"
	    " 05 type    5 TEXT      a message          00 00 00 00 acknowledgement 0\n"
	    " 00 flags   0x00        1 sealed, 2 skip\n"
	    " 0010  68 65 6c 6c 6f 20 74 68  65 72 65                 |hello there|\n");
	tape_clear(&tape);
}
END_TEST

START_TEST(a_text_in_a_hundred_and_twenty_columns)
{
	struct tape tape;
	assert_page(note_text(&tape, TAPE_IN), 120,
	    "in  TEXT · 27 bytes in 3 recv(): 9|7|11\n"
	    " 0000  4c 01 05 00 00 00 00 0b  00 00 00 01 00 00 00 00  |L...............|\n"
	    " 4c magic   'L'         opens every frame                    00 00 00 0b length          11          bytes that follow\n"
	    " 01 version 1           of this layout                       00 00 00 01 sequence        1           0: need not arrive\n"
	    " 05 type    5 TEXT      a message                            00 00 00 00 acknowledgement 0           last one received\n"
	    " 00 flags   0x00        1 sealed, 2 skip\n"
	    " 0010  68 65 6c 6c 6f 20 74 68  65 72 65                 |hello there|\n");
	tape_clear(&tape);
}
END_TEST

START_TEST(a_card_shows_its_fields)
{
	struct tape tape;
	assert_page(note_ring(&tape), 60,
	    "out RING · 44 bytes · not sent yet\n"
	    " 0000  4c 01 01 00 00 00 00 1c  00 00 00 00 00 00 00 00\n"
	    " 4c          magic           'L'         opens every frame\n"
	    " 01          version         1           of this layout\n"
	    " 01          type            1 RING      somebody calls\n"
	    " 00          flags           0x00        1 sealed, 2 skip\n"
	    " 00 00 00 1c length          28          bytes that follow\n"
	    " 00 00 00 00 sequence        0           0: need not arrive\n"
	    " 00 00 00 00 acknowledgement 0           last one received\n"
	    " 0010  7f 3a 91 0c 55 d2 e8 01  |.:..U...|\n"
	    " 0018  01 23 45 67 89 ab cd ef  |.#Eg....|\n"
	    " 0020  00 00 00 00 20 3f 61 6c  |.... ?al|\n"
	    " 0028  c3 a9 6e 61              |..na|\n"
	    " 7f 3a 91 …  phone id 7f3a910c55d2e801  random each run\n"
	    " 01 23 45 …  call id  0123456789abcdef  the caller's choice\n"
	    " 00 00 00 00 features 0           none yet\n"
	    " 20 3f       port     8255        answers; 0: none does\n"
	    " 61 6c c3 …  name     \"al..na\"    as they say\n");
	tape_clear(&tape);
}
END_TEST

/* Where wire and ladder share 120 columns. */
START_TEST(what_a_type_means_stands_there_in_half_a_screen)
{
	enum { HALF = 59, TYPE_ROW = 4 };
	static uint8_t payload[FRAME_CARD_SIZE];
	struct inspect_row rows[INSPECT_ROWS_MOST];
	for (size_t i = 0; i < frame_kind_count; i++) {
		struct frame_header header = {
			.type = frame_kinds[i].type,
			.length = (uint32_t)frame_kinds[i].least,
		};
		struct tape tape;
		ck_assert_uint_le(header.length, sizeof payload);
		inspect_entry(rows,
		    note(&tape, TAPE_IN, &header, payload,
			&(struct framing_pieces){ .count = 1 }),
		    HALF);
		ck_assert_msg(strstr(rows[TYPE_ROW].text,
				  frame_kinds[i].meaning) != NULL,
		    "no \"%s\" in \"%s\"", frame_kinds[i].meaning,
		    rows[TYPE_ROW].text);
		tape_clear(&tape);
	}
}
END_TEST

START_TEST(a_card_shows_its_fields_side_by_side)
{
	struct tape tape;
	assert_page(note_ring(&tape), 80,
	    "out RING · 44 bytes · not sent yet\n"
	    " 0000  4c 01 01 00 00 00 00 1c  00 00 00 00 00 00 00 00  |L...............|\n"
	    " 4c magic   'L'         opens every frame  00 00 00 1c length          28\n"
	    " 01 version 1           of this layout     00 00 00 00 sequence        0\n"
	    " 01 type    1 RING      somebody calls     00 00 00 00 acknowledgement 0\n"
	    " 00 flags   0x00        1 sealed, 2 skip\n"
	    " 0010  7f 3a 91 0c 55 d2 e8 01  01 23 45 67 89 ab cd ef  |.:..U....#Eg....|\n"
	    " 0020  00 00 00 00 20 3f 61 6c  c3 a9 6e 61              |.... ?al..na|\n"
	    " 7f 3a 91 …  phone id 7f3a910c55d2e801   20 3f       port 8255\n"
	    " 01 23 45 …  call id  0123456789abcdef   61 6c c3 …  name \"al..na\"\n"
	    " 00 00 00 00 features 0\n");
	tape_clear(&tape);
}
END_TEST

START_TEST(a_hangup_shows_its_cause)
{
	struct tape tape;
	uint8_t payload[64];
	struct frame_header header = {
		.type = FRAME_HANGUP,
		.length = (uint32_t)frame_hangup_encode(payload, 16, "bye", 3),
		.sequence = UINT32_MAX,
		.acknowledgement = 3000000000,
	};
	assert_page(note(&tape, TAPE_IN, &header, payload,
			&(struct framing_pieces){ .count = 1, .sizes = { 21 } }),
	    60,
	    "in  HANGUP · 21 bytes in 1 recv(): 21\n"
	    " 0000  4c 01 04 00 00 00 00 05  ff ff ff ff b2 d0 5e 00\n"
	    " 4c          magic           'L'         opens every frame\n"
	    " 01          version         1           of this layout\n"
	    " 04          type            4 HANGUP    the end, and why\n"
	    " 00          flags           0x00        1 sealed, 2 skip\n"
	    " 00 00 00 05 length          5           bytes that follow\n"
	    " ff ff ff ff sequence        4294967295  0: need not arrive\n"
	    " b2 d0 5e 00 acknowledgement 3000000000  last one received\n"
	    " 0010  00 10 62 79 65           |..bye|\n"
	    " 00 10    cause 16 normal   ITU-T Q.850\n"
	    " 62 79 65 words \"bye\"       for people\n");
	tape_clear(&tape);
}
END_TEST

START_TEST(a_ping_shows_its_token)
{
	struct tape tape;
	struct frame_header header = { .type = FRAME_PING, .length = 8 };
	assert_page(note(&tape, TAPE_IN, &header, "\1\2\3\4\5\6\7\x08",
			&(struct framing_pieces){ .count = 1, .sizes = { 24 } }),
	    80,
	    "in  PING · 24 bytes in 1 recv(): 24\n"
	    " 0000  4c 01 08 00 00 00 00 08  00 00 00 00 00 00 00 00  |L...............|\n"
	    " 4c magic   'L'         opens every frame  00 00 00 08 length          8\n"
	    " 01 version 1           of this layout     00 00 00 00 sequence        0\n"
	    " 08 type    8 PING      still there?       00 00 00 00 acknowledgement 0\n"
	    " 00 flags   0x00        1 sealed, 2 skip\n"
	    " 0010  01 02 03 04 05 06 07 08                           |........|\n"
	    " 01 02 03 …  token 0102030405060708  comes back unchanged\n");
	tape_clear(&tape);
}
END_TEST

START_TEST(an_unknown_type_shows_its_number_and_flags)
{
	struct tape tape;
	struct frame_header header = {
		.type = 0x7f,
		.flags = FRAME_SKIP | 0x80,
		.length = 1,
	};
	assert_page(note(&tape, TAPE_IN, &header, "?",
			&(struct framing_pieces){ .count = 1, .sizes = { 17 } }),
	    80,
	    "in  0x7f · 17 bytes in 1 recv(): 17\n"
	    " 0000  4c 01 7f 82 00 00 00 01  00 00 00 00 00 00 00 00  |L...............|\n"
	    " 4c magic   'L'         opens every frame  00 00 00 01 length          1\n"
	    " 01 version 1           of this layout     00 00 00 00 sequence        0\n"
	    " 7f type    127         what it says       00 00 00 00 acknowledgement 0\n"
	    " 82 flags   0x82 SKIP   1 sealed, 2 skip\n"
	    " 0010  3f                                                |?|\n");
	tape_clear(&tape);
}
END_TEST

START_TEST(a_foreign_frame_shows_its_bytes)
{
	struct tape tape;
	assert_page(note_foreign(&tape, "u32", "\0\0\0\5hell\n", 9), 80,
	    "in  u32 · 9 bytes in 1 recv(): 9\n"
	    " 0000  00 00 00 05                                       |....|\n"
	    " 00 00 00 05 length 5           bytes that follow\n"
	    " 0004  68 65 6c 6c 0a                                    |hell.|\n");
	tape_clear(&tape);
	assert_page(note_foreign(&tape, "u16le+self", "\7\0hell\n", 7), 80,
	    "in  u16le+self · 7 bytes in 1 recv(): 7\n"
	    " 0000  07 00                                             |..|\n"
	    " 07 00 length 7           little-endian, with these bytes\n"
	    " 0002  68 65 6c 6c 0a                                    |hell.|\n");
	tape_clear(&tape);
	assert_page(note_foreign(&tape, "ascii10", "5         hello", 15), 80,
	    "in  ascii10 · 15 bytes in 1 recv(): 15\n"
	    " 0000  35 20 20 20 20 20 20 20  20 20                    |5         |\n"
	    " 35 20 20 …  length 5           bytes that follow, in characters\n"
	    " 000a  68 65 6c 6c 6f                                    |hello|\n");
	tape_clear(&tape);
	assert_page(note_foreign(&tape, "crlf", "hello\r\n", 7), 80,
	    "in  crlf · 7 bytes in 1 recv(): 7\n"
	    " 0000  68 65 6c 6c 6f                                    |hello|\n"
	    " 0d 0a delimiter CR LF       ends the message\n");
	tape_clear(&tape);
	assert_page(note_foreign(&tape, "nul", "", 1), 40,
	    "in  nul · 1 byte in 1 recv(): 1\n"
	    " 00 delimiter NUL\n");
	tape_clear(&tape);
	assert_page(note_foreign(&tape, "raw", "hell\n", 5), 40,
	    "in  raw · 5 bytes in 1 recv(): 5\n"
	    " 0000 68 65 6c 6c 0a          |hell.|\n");
	tape_clear(&tape);
}
END_TEST

START_TEST(a_payload_that_was_cut_has_no_fields)
{
	static const char hangup[] = "L\1\4\0\0\0\0\2\0\0\0\0\0\0\0\0\0";
	struct inspect_row rows[INSPECT_ROWS_MOST];
	char page[PAGE_SIZE];
	struct tape tape;
	const struct tape_entry *entry =
	    note_foreign(&tape, "landline", hangup, sizeof hangup - 1);
	print_rows(page, rows, inspect_entry(rows, entry, 80));
	ck_assert_ptr_nonnull(strstr(page, "HANGUP"));
	ck_assert_ptr_null(strstr(page, "cause"));
	tape_clear(&tape);
}
END_TEST

START_TEST(nonsense_shows_what_it_is_in_the_other_byte_order)
{
	struct tape tape;
	assert_page(note_foreign(&tape, "u32", "\5\0\0\0hello", 9), 80,
	    "in  u32 · no frame · 9 bytes in 1 recv(): 9\n"
	    " 0000  05 00 00 00                                       |....|\n"
	    " 05 00 00 00 length 83886080    in little-endian 5\n"
	    " 0004  68 65 6c 6c 6f                                    |hello|\n");
	tape_clear(&tape);
	assert_page(note_foreign(&tape, "ascii4", "HTTP", 4), 80,
	    "in  ascii4 · no frame · 4 bytes in 1 recv(): 4\n"
	    " 0000  48 54 54 50                                       |HTTP|\n"
	    " 48 54 54 50 length \"HTTP\"      bytes that follow, in characters\n");
	tape_clear(&tape);
	assert_page(note_foreign(&tape, "u32", "\0\0", 2), 80,
	    "in  u32 · no frame · 2 bytes in 1 recv(): 2\n"
	    " 0000  00 00                                             |..|\n");
	tape_clear(&tape);
}
END_TEST

/* clang-format on */

START_TEST(a_long_payload_says_how_much_is_left_out)
{
	struct inspect_row rows[INSPECT_ROWS_MOST];
	struct tape tape;
	const struct tape_entry *entry = note_long(&tape);
	size_t count = inspect_entry(rows, entry, 40);
	ck_assert_uint_eq(count, 3 + TAPE_PAYLOAD_MOST / 8 + 1);
	ck_assert_str_eq(rows[count - 1].text, " … and 65280 bytes more");
	tape_clear(&tape);
}
END_TEST

START_TEST(the_headline_tells_how_it_travelled)
{
	struct tape tape;
	const struct tape_entry *entry = note_text(&tape, TAPE_OUT);
	assert_headline(entry, "out TEXT · 27 bytes · not sent yet");
	tape_sent(&tape, 9);
	assert_headline(entry,
	    "out TEXT · 27 bytes in 1 send(): 9 · 18 not sent yet");
	tape_sent(&tape, 18);
	assert_headline(entry, "out TEXT · 27 bytes in 2 send(): 9|18");
	tape_clear(&tape);

	entry = note_text(&tape, TAPE_OUT);
	tape_sent(&tape, 20);
	tape_cut(&tape);
	assert_headline(entry,
	    "out TEXT · 27 bytes in 1 send(): 20 · 7 never sent");
	tape_clear(&tape);

	entry = note_text(&tape, TAPE_OUT);
	tape_cut(&tape);
	assert_headline(entry, "out TEXT · 27 bytes · never sent");
	tape_clear(&tape);
}
END_TEST

START_TEST(of_many_pieces_eight_are_shown)
{
	struct tape tape;
	const struct tape_entry *entry = note_text(&tape, TAPE_OUT);
	for (int i = 0; i < 8; i++)
		tape_sent(&tape, 3);
	assert_headline(entry,
	    "out TEXT · 27 bytes in 8 send(): 3|3|3|3|3|3|3|3"
	    " · 3 not sent yet");
	tape_sent(&tape, 1);
	tape_sent(&tape, 2);
	assert_headline(entry,
	    "out TEXT · 27 bytes in 10 send(): 3|3|3|3|3|3|3|3|…");
	tape_clear(&tape);
}
END_TEST

START_TEST(the_strip_is_one_line)
{
	char text[INSPECT_ROW_SIZE];
	struct tape tape;
	inspect_strip(text, note_text(&tape, TAPE_IN));
	ck_assert_str_eq(text, "TEXT · 11 bytes · seq 1 · ack 0");
	tape_clear(&tape);

	struct frame_header header = {
		.type = 0x7f,
		.flags = FRAME_SKIP,
		.length = 1,
		.acknowledgement = 9,
	};
	inspect_strip(text,
	    note(&tape, TAPE_IN, &header, "?",
		&(struct framing_pieces){ .count = 1, .sizes = { 17 } }));
	ck_assert_str_eq(text,
	    "0x7f · 1 byte · seq 0 · ack 9 · flags 0x02 SKIP");
	tape_clear(&tape);

	inspect_strip(text, note_foreign(&tape, "u32", "\0\0\0\5hello", 9));
	ck_assert_str_eq(text, "u32 · 5 bytes");
	tape_clear(&tape);

	inspect_strip(text, note_foreign(&tape, "line", "hello\n", 6));
	ck_assert_str_eq(text, "line · 5 bytes + LF");
	tape_clear(&tape);

	inspect_strip(text, note_foreign(&tape, "line", "hello\r\n", 7));
	ck_assert_str_eq(text, "line · 5 bytes + CR LF");
	tape_clear(&tape);

	inspect_strip(text, note_foreign(&tape, "raw", "h", 1));
	ck_assert_str_eq(text, "raw · 1 byte");
	tape_clear(&tape);
}
END_TEST

static void
assert_field(const char *name, const char *bytes, size_t size,
    const char *expected)
{
	struct inspect_row rows[INSPECT_ROWS_MOST];
	struct tape tape;
	size_t count =
	    inspect_fields(rows, note_foreign(&tape, name, bytes, size), true);
	ck_assert_uint_eq(count, 1);
	ck_assert_str_eq(rows[0].text, expected);
	tape_clear(&tape);
}

START_TEST(every_field_is_a_row)
{
	static char page[PAGE_SIZE];
	struct inspect_row rows[INSPECT_ROWS_MOST];
	struct tape tape;
	size_t count = inspect_fields(rows, note_text(&tape, TAPE_IN), true);
	print_rows(page, rows, count);
	ck_assert_str_eq(page,
	    "magic 'L' (4c)\n"
	    "version 1 (01)\n"
	    "type 5 TEXT (05)\n"
	    "flags 0x00 (00)\n"
	    "length 11 (00 00 00 0b)\n"
	    "sequence 1 (00 00 00 01)\n"
	    "acknowledgement 0 (00 00 00 00)\n");
	tape_clear(&tape);

	assert_field("u32", "\0\0\0\5hello", 9, "length 5 (00 00 00 05)");
	assert_field("u16le", "\5\0hello", 7, "length 5 (05 00)");
	assert_field("ascii2", " 5hello", 7, "length 5 (20 35)");
	assert_field("crlf", "hello\n", 6, "delimiter LF (0a)");
	assert_field("raw", "hello", 5, "piece of 5 bytes");
}
END_TEST

static void
assert_packed(int cols, const char *expected)
{
	static char page[PAGE_SIZE];
	struct inspect_row rows[INSPECT_ROWS_MOST];
	struct tape tape;
	size_t count = inspect_packed(rows, note_text(&tape, TAPE_IN), cols);
	print_rows(page, rows, count);
	ck_assert_str_eq(page, expected);
	tape_clear(&tape);
}

START_TEST(packed_fields_share_their_rows)
{
	assert_packed(90,
	    "magic 'L' · version 1 · type 5 TEXT · flags 0x00 · length 11 · "
	    "sequence 1\nacknowledgement 0\n");
	assert_packed(48,
	    "magic 'L' · version 1 · type 5 TEXT · flags 0x00\n"
	    "length 11 · sequence 1 · acknowledgement 0\n");
	assert_packed(47,
	    "magic 'L' · version 1 · type 5 TEXT\n"
	    "flags 0x00 · length 11 · sequence 1\n"
	    "acknowledgement 0\n");
	assert_packed(-1,
	    "magic 'L'\nversion 1\ntype 5 TEXT\nflags 0x00\nlength 11\n"
	    "sequence 1\nacknowledgement 0\n");
}
END_TEST

START_TEST(what_keeps_the_line_going_does_not_matter)
{
	static const uint8_t lesser[] = { FRAME_ACK, FRAME_DRAFT, FRAME_PING,
		FRAME_PONG };
	struct tape tape;
	struct framing_pieces pieces = { 0 };
	for (size_t i = 0; i < sizeof(lesser); i++) {
		struct frame_header header = { .type = lesser[i] };
		if (i >= 2)
			header.length = 8;
		ck_assert(!inspect_matters(
		    note(&tape, TAPE_IN, &header, "12345678", &pieces)));
		tape_clear(&tape);
	}
	ck_assert(inspect_matters(note_text(&tape, TAPE_OUT)));
	tape_clear(&tape);
	ck_assert(inspect_matters(note_foreign(&tape, "raw", "hi", 2)));
	tape_clear(&tape);
}
END_TEST

START_TEST(the_headline_says_what_came_in_the_same_piece)
{
	struct tape tape;
	struct frame_header header = { .type = FRAME_ACK };
	char text[INSPECT_ROW_SIZE];
	const struct tape_entry *entry = note(&tape, TAPE_IN, &header, "",
	    &(struct framing_pieces){ .count = 1,
		.sizes = { 16 },
		.shares_first = true });
	inspect_headline(text, entry);
	ck_assert_str_eq(text,
	    "in  ACK · 16 bytes in 1 recv(): 16, with the frame before");
	inspect_headline_brief(text, entry);
	ck_assert_str_eq(text, "in  ACK · 16 bytes in the same recv()");
	tape_clear(&tape);
}
END_TEST

static void
assert_line(const char *name, const char *bytes, size_t size,
    const char *expected)
{
	char line[INSPECT_LINE_SIZE];
	struct tape tape;
	inspect_line(line, note_foreign(&tape, name, bytes, size));
	ck_assert_str_eq(line, expected);
	tape_clear(&tape);
}

START_TEST(a_frame_is_a_line_for_plain_mode)
{
	char line[INSPECT_LINE_SIZE];
	struct tape tape;
	inspect_line(line, note_text(&tape, TAPE_OUT));
	ck_assert_str_eq(line,
	    "out TEXT 11 seq 1 ack 0"
	    " | 4c 01 05 00 00 00 00 0b 00 00 00 01 00 00 00 00"
	    " | 68 65 6c 6c 6f 20 74 68 65 72 65");
	tape_clear(&tape);

	inspect_line(line, note_text(&tape, TAPE_IN));
	ck_assert_str_eq(line,
	    "in TEXT 11 seq 1 ack 0"
	    " | 4c 01 05 00 00 00 00 0b 00 00 00 01 00 00 00 00"
	    " | 68 65 6c 6c 6f 20 74 68 65 72 65 | recv 9+7+11");
	tape_clear(&tape);

	assert_line("u32", "\0\0\0\5hell\n", 9,
	    "in u32 5 | 00 00 00 05 | 68 65 6c 6c 0a | recv 9");
	assert_line("line", "hell\n", 5,
	    "in line 4 | 68 65 6c 6c | 0a | recv 5");
	assert_line("crlf", "\r\n", 2, "in crlf 0 | 0d 0a | recv 2");
	assert_line("raw", "hell\n", 5, "in raw 5 | 68 65 6c 6c 0a | recv 5");
	assert_line("u32", "\5\0\0\0h", 5,
	    "in u32 1 no frame | 05 00 00 00 | 68 | recv 5");
}
END_TEST

START_TEST(on_a_tape_that_lines_share_each_says_which_line)
{
	char line[INSPECT_LINE_SIZE], text[INSPECT_ROW_SIZE];
	struct framing_frame frame = {
		.header = (const uint8_t *)"\0\0\0\2",
		.header_size = 4,
		.payload = (const uint8_t *)"hi",
		.payload_size = 2,
		.pieces = { .count = 1, .sizes = { 6 } },
	};
	struct tape tape;
	tape_init(&tape);
	uint32_t id =
	    tape_share(&tape, 12, TAPE_IN, framing_find("u32"), &frame, 0);
	inspect_line(line, tape_find(&tape, id));
	ck_assert_str_eq(line,
	    "line 12 in u32 2 | 00 00 00 02 | 68 69 | recv 6");
	inspect_headline(text, tape_find(&tape, id));
	ck_assert_str_eq(text, "line 12 in  u32 · 6 bytes in 1 recv(): 6");
	tape_clear(&tape);
}
END_TEST

START_TEST(an_empty_payload_is_no_part_of_the_line)
{
	char line[INSPECT_LINE_SIZE];
	struct tape tape;
	struct frame_header header = {
		.type = FRAME_ACK,
		.flags = FRAME_SKIP,
		.acknowledgement = 7,
	};
	inspect_line(line,
	    note(&tape, TAPE_IN, &header, "",
		&(struct framing_pieces){ .count = 1, .sizes = { 16 } }));
	ck_assert_str_eq(line,
	    "in ACK 0 seq 0 ack 7 flags 0x02"
	    " | 4c 01 07 02 00 00 00 00 00 00 00 00 00 00 00 07"
	    " | recv 16");
	tape_clear(&tape);
}
END_TEST

START_TEST(a_long_payload_ends_in_an_ellipsis)
{
	char line[INSPECT_LINE_SIZE];
	struct tape tape;
	inspect_line(line, note_long(&tape));
	const char *end = strstr(line, " 00 … | recv 65540");
	ck_assert_ptr_nonnull(end);
	ck_assert_uint_eq((size_t)(end - line),
	    strlen("in u32 65536 | 00 01 00 00 |") +
		3 * (TAPE_PAYLOAD_MOST - 1));
	tape_clear(&tape);
}
END_TEST

/* Only 0x20…0x7e and our own; returns the columns, or -1. */
static int
cols_of(const char *text)
{
	static const char *const own[] = { "·", "…" };
	int cols = 0;
	while (*text != '\0') {
		size_t size = *text >= 0x20 && *text <= 0x7e ? 1 : 0;
		for (int i = 0; i < 2; i++)
			if (strncmp(text, own[i], strlen(own[i])) == 0)
				size = strlen(own[i]);
		if (size == 0)
			return -1;
		text += size;
		cols++;
	}
	return cols;
}

static const struct tape_entry *
note_random(struct tape *tape, uint64_t *state)
{
	static uint8_t payload[FRAME_PAYLOAD_MOST];
	const struct frame_kind *kind =
	    &frame_kinds[material_upto(state, frame_kind_count - 1)];
	struct frame_header header = {
		.type = kind->type,
		.flags = (uint8_t)(material_upto(state, 127) << 1),
		.length = kind->least +
		    (uint32_t)material_upto(state, kind->most - kind->least),
		.sequence = (uint32_t)material_random(state),
		.acknowledgement = (uint32_t)material_random(state),
	};
	material_fill(state, payload, 300);
	struct framing_pieces pieces = { 0 };
	for (size_t i = material_upto(state, 12); i > 0; i--)
		framing_pieces_add(&pieces,
		    1 + material_upto(state, UINT32_MAX - 1));
	enum tape_direction direction =
	    material_upto(state, 1) ? TAPE_IN : TAPE_OUT;
	return note(tape, direction, &header, payload, &pieces);
}

START_TEST(no_row_is_wider_than_the_pane_or_harms_a_terminal)
{
	static struct inspect_row rows[INSPECT_ROWS_MOST];
	char line[INSPECT_LINE_SIZE];
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		uint64_t state = seed;
		struct tape tape;
		const struct tape_entry *entry = note_random(&tape, &state);
		int cols = (int)material_upto(&state, 300);
		size_t count = inspect_entry(rows, entry, cols);
		if (count > INSPECT_ROWS_MOST)
			ck_abort_msg("seed %u: %zu rows", seed, count);
		for (size_t i = 0; i < count; i++) {
			int got = cols_of(rows[i].text);
			if (got < 0 || got > cols)
				ck_abort_msg("seed %u: %s", seed, rows[i].text);
		}
		inspect_line(line, entry);
		ck_assert_msg(cols_of(line) > 0, "seed %u", seed);
		inspect_strip(rows[0].text, entry);
		ck_assert_msg(cols_of(rows[0].text) > 0, "seed %u", seed);
		tape_clear(&tape);
	}
}
END_TEST

START_TEST(a_pane_without_columns_shows_nothing)
{
	struct inspect_row rows[INSPECT_ROWS_MOST];
	struct tape tape;
	size_t count = inspect_entry(rows, note_text(&tape, TAPE_IN), -1);
	for (size_t i = 0; i < count; i++)
		ck_assert_str_eq(rows[i].text, "");
	count = inspect_entry(rows, tape_find(&tape, 1), 1);
	for (size_t i = 0; i < count; i++)
		ck_assert_str_eq(rows[i].text, "…");
	tape_clear(&tape);
}
END_TEST

TCase *
inspect_tcase(void)
{
	TCase *tcase = tcase_create("inspect");
	tcase_add_test(tcase, a_text_in_forty_columns);
	tcase_add_test(tcase, a_text_in_sixty_columns);
	tcase_add_test(tcase, a_text_in_eighty_columns);
	tcase_add_test(tcase, a_text_in_a_hundred_and_twenty_columns);
	tcase_add_test(tcase, a_card_shows_its_fields);
	tcase_add_test(tcase, what_a_type_means_stands_there_in_half_a_screen);
	tcase_add_test(tcase, a_card_shows_its_fields_side_by_side);
	tcase_add_test(tcase, a_hangup_shows_its_cause);
	tcase_add_test(tcase, a_ping_shows_its_token);
	tcase_add_test(tcase, an_unknown_type_shows_its_number_and_flags);
	tcase_add_test(tcase, a_foreign_frame_shows_its_bytes);
	tcase_add_test(tcase,
	    nonsense_shows_what_it_is_in_the_other_byte_order);
	tcase_add_test(tcase, a_payload_that_was_cut_has_no_fields);
	tcase_add_test(tcase, a_long_payload_says_how_much_is_left_out);
	tcase_add_test(tcase, the_headline_tells_how_it_travelled);
	tcase_add_test(tcase, of_many_pieces_eight_are_shown);
	tcase_add_test(tcase, the_strip_is_one_line);
	tcase_add_test(tcase, every_field_is_a_row);
	tcase_add_test(tcase, packed_fields_share_their_rows);
	tcase_add_test(tcase, what_keeps_the_line_going_does_not_matter);
	tcase_add_test(tcase, the_headline_says_what_came_in_the_same_piece);
	tcase_add_test(tcase, a_frame_is_a_line_for_plain_mode);
	tcase_add_test(tcase, on_a_tape_that_lines_share_each_says_which_line);
	tcase_add_test(tcase, an_empty_payload_is_no_part_of_the_line);
	tcase_add_test(tcase, a_long_payload_ends_in_an_ellipsis);
	tcase_add_test(tcase,
	    no_row_is_wider_than_the_pane_or_harms_a_terminal);
	tcase_add_test(tcase, a_pane_without_columns_shows_nothing);
	return tcase;
}
