/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * spell - bytes and fields of a frame spelled out, piece by piece, into a row
 * of text: hexadecimal, characters, and values with their names.
 *
 * Pure. Which rows there are, and how wide, is wire/inspect's. Whatever the
 * bytes are, what is written is 0x20…0x7e, "·" and "…".
 */
#ifndef LANDLINE_WIRE_SPELL_H
#define LANDLINE_WIRE_SPELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wire/frame.h"
#include "wire/framing.h"

/* A text that is being written; what does not fit is left out. */
struct spell {
	char *text; /* always ends with a NUL */
	size_t room;
	size_t size;
};

/* Begins an empty text in `text`, which has room for `room` bytes. */
void spell_begin(struct spell *spell, char *text, size_t room);

void spell_add(struct spell *spell, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same as "%s" and "%u" there, of which a screen has too many for that. */
void spell_text(struct spell *spell, const char *text);
void spell_number(struct spell *spell, uint64_t number);

/* Adds spaces up to that many columns. */
void spell_pad(struct spell *spell, size_t cols);

/* Leaves at most `cols` columns; "…" stands in the last if any had to go. */
void spell_cut(struct spell *spell, size_t cols);

/* How many columns there are; each character is one wide. */
size_t spell_cols(const struct spell *spell);

/* "68 65 6c" */
void spell_hex(struct spell *spell, const uint8_t *bytes, size_t size);

/* "he.lo", a dot for everything but 0x20…0x7e. */
void spell_characters(struct spell *spell, const uint8_t *bytes, size_t size);

/* "0x02 SKIP" */
void spell_flags(struct spell *spell, uint8_t flags);

/* "27 bytes", "1 byte" */
void spell_size(struct spell *spell, size_t size);

/* The value of a field, whose `size` bytes stand at `at`. */
void spell_value(struct spell *spell, const struct frame_field *field,
    const uint8_t *at, size_t size);

/* "9|7|11"; "…" for those that were counted and not remembered. */
void spell_pieces(struct spell *spell, const struct framing_pieces *pieces,
    const char *separator);

/* How a row of bytes looks. */
struct spell_dump {
	size_t bytes_most; /* 8 or 16 */
	int gap;	   /* spaces in front of bytes and characters */
	bool has_characters;
};

/* " 0010  68 65 6c 6c 6f  |hello|", of at most dump->bytes_most bytes. */
void spell_dump(struct spell *spell, const struct spell_dump *dump,
    size_t offset, const uint8_t *bytes, size_t size);

/* A table of fields, and the bytes that it describes. */
struct spell_fields {
	const struct frame_field *table;
	size_t count;
	const uint8_t *bytes;
	size_t size;
};

/* " 00 00 00 0b length 11  bytes that follow", in at most `cols` columns. */
void spell_field(struct spell *spell, const struct spell_fields *fields,
    size_t index, size_t cols);

/*
 * A row of a table in two columns, the first half on the left: the field with
 * that index and the one beside it. Both have their meanings where there is
 * room, else the left one, else none.
 */
void spell_two_fields(struct spell *spell, const struct spell_fields *fields,
    size_t index, size_t cols);

#endif
