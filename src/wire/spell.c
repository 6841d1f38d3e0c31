/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/spell.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "wire/foreign.h"

static const char ellipsis[] = "…";

enum {
	HEX_MOST = 4,	 /* bytes of a field that are shown */
	RIGHT_COLS = 36, /* of the right one of two fields, without meaning */
	CELL_SIZE = 256, /* bytes of one of them */
	DIGITS_MOST = 20,
};

void
spell_begin(struct spell *spell, char *text, size_t room)
{
	*spell = (struct spell){ .text = text, .room = room };
	text[0] = '\0';
}

void
spell_add(struct spell *spell, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	size_t left = spell->room - spell->size;
	int size =
	    vsnprintf(spell->text + spell->size, left, format, arguments);
	va_end(arguments);
	if (size > 0)
		spell->size += (size_t)size < left ? (size_t)size : left - 1;
}

static void
add_bytes(struct spell *spell, const char *bytes, size_t size)
{
	size_t left = spell->room - spell->size - 1;
	if (size > left)
		size = left;
	memcpy(spell->text + spell->size, bytes, size);
	spell->size += size;
	spell->text[spell->size] = '\0';
}

void
spell_text(struct spell *spell, const char *text)
{
	add_bytes(spell, text, strlen(text));
}

void
spell_number(struct spell *spell, uint64_t number)
{
	char digits[DIGITS_MOST];
	size_t first = DIGITS_MOST;
	do
		digits[--first] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	add_bytes(spell, digits + first, DIGITS_MOST - first);
}

/* UTF-8: every byte but the second and third of a character begins one. */
static int
begins_character(char byte)
{
	return ((unsigned char)byte & 0xc0) != 0x80;
}

size_t
spell_cols(const struct spell *spell)
{
	size_t cols = 0;
	for (size_t i = 0; i < spell->size; i++)
		cols += begins_character(spell->text[i]) ? 1 : 0;
	return cols;
}

void
spell_pad(struct spell *spell, size_t cols)
{
	size_t now = spell_cols(spell);
	if (now < cols)
		spell_add(spell, "%*s", (int)(cols - now), "");
}

void
spell_cut(struct spell *spell, size_t cols)
{
	size_t excess = spell_cols(spell);
	if (excess <= cols)
		return;
	/* One more column goes, for the ellipsis; with none it goes, too. */
	for (excess -= cols > 0 ? cols - 1 : 0; excess > 0;)
		if (begins_character(spell->text[--spell->size]))
			excess--;
	spell->text[spell->size] = '\0';
	if (cols > 0 && spell->room - spell->size >= sizeof(ellipsis))
		spell_add(spell, "%s", ellipsis);
}

void
spell_hex(struct spell *spell, const uint8_t *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		spell_add(spell, i == 0 ? "%02x" : " %02x", bytes[i]);
}

void
spell_characters(struct spell *spell, const uint8_t *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		spell_add(spell, "%c",
		    bytes[i] >= 0x20 && bytes[i] <= 0x7e ? bytes[i] : '.');
}

void
spell_flags(struct spell *spell, uint8_t flags)
{
	spell_add(spell, "0x%02x", flags);
	if ((flags & FRAME_SEALED) != 0)
		spell_add(spell, " SEALED");
	if ((flags & FRAME_SKIP) != 0)
		spell_add(spell, " SKIP");
}

void
spell_size(struct spell *spell, size_t size)
{
	spell_number(spell, size);
	spell_text(spell, size == 1 ? " byte" : " bytes");
}

/* Big-endian, as every integer on landline's own wire. */
static uint64_t
number_at(const uint8_t *at, size_t size)
{
	uint64_t number = 0;
	for (size_t i = 0; i < size && i < sizeof(number); i++)
		number = number << 8 | at[i];
	return number;
}

static void
spell_type(struct spell *spell, uint8_t type)
{
	char spare[8];
	spell_add(spell, "%d", type);
	if (frame_kind(type) != NULL)
		spell_add(spell, " %s", frame_type_name(type, spare));
}

static void
spell_cause(struct spell *spell, uint16_t cause)
{
	const char *name = frame_cause_name(cause);
	spell_add(spell, "%d", cause);
	if (name != NULL)
		spell_add(spell, " %s", name);
}

static void
spell_quoted(struct spell *spell, char quote, const uint8_t *at, size_t size)
{
	spell_add(spell, "%c", quote);
	spell_characters(spell, at, size);
	spell_add(spell, "%c", quote);
}

static unsigned long long
little_number_at(const uint8_t *at, size_t size)
{
	unsigned long long number = 0;
	while (size > 0)
		number = number << 8 | at[--size];
	return number;
}

/* What is no number in characters is shown as what it is. */
static void
spell_digits(struct spell *spell, const uint8_t *at, size_t size)
{
	uint64_t number;
	if (foreign_digits(at, size, &number) == FOREIGN_DIGITS_OK)
		spell_add(spell, "%" PRIu64, number);
	else
		spell_quoted(spell, '"', at, size);
}

static void
spell_controls(struct spell *spell, const uint8_t *at, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		const char *name = at[i] == '\n' ? "LF" :
		    at[i] == '\r'		 ? "CR" :
						   "NUL";
		spell_add(spell, i > 0 ? " %s" : "%s", name);
	}
}

void
spell_value(struct spell *spell, const struct frame_field *field,
    const uint8_t *at, size_t size)
{
	unsigned long long number = number_at(at, size);
	switch (field->show) {
	case FRAME_AS_NUMBER:
		spell_add(spell, "%llu", number);
		return;
	case FRAME_AS_CHARACTER:
		spell_quoted(spell, '\'', at, size);
		return;
	case FRAME_AS_TYPE:
		spell_type(spell, (uint8_t)number);
		return;
	case FRAME_AS_FLAGS:
		spell_flags(spell, (uint8_t)number);
		return;
	case FRAME_AS_CAUSE:
		spell_cause(spell, (uint16_t)number);
		return;
	case FRAME_AS_ID:
		spell_add(spell, "%016llx", number);
		return;
	case FRAME_AS_TEXT:
		spell_quoted(spell, '"', at, size);
		return;
	case FRAME_AS_LITTLE:
		spell_add(spell, "%llu", little_number_at(at, size));
		return;
	case FRAME_AS_DIGITS:
		spell_digits(spell, at, size);
		return;
	case FRAME_AS_CONTROLS:
		spell_controls(spell, at, size);
		return;
	}
}

void
spell_pieces(struct spell *spell, const struct framing_pieces *pieces,
    const char *separator)
{
	for (uint32_t i = 0; i < pieces->count; i++) {
		if (i > 0)
			spell_add(spell, "%s", separator);
		if (i == FRAMING_PIECES_MOST) {
			spell_add(spell, "%s", ellipsis);
			return;
		}
		spell_add(spell, "%u", pieces->sizes[i]);
	}
}

void
spell_dump(struct spell *spell, const struct spell_dump *dump, size_t offset,
    const uint8_t *bytes, size_t size)
{
	size_t first = size < 8 ? size : 8;
	spell_add(spell, " %04zx%*s", offset, dump->gap, "");
	spell_hex(spell, bytes, first);
	if (size > first) {
		spell_add(spell, "  ");
		spell_hex(spell, bytes + first, size - first);
	}
	if (!dump->has_characters)
		return;
	/* The characters of a short last row stand below the others. */
	size_t hex_cols = dump->bytes_most * 3 - (dump->bytes_most > 8 ? 0 : 1);
	spell_pad(spell, 5 + 2 * (size_t)dump->gap + hex_cols);
	spell_add(spell, "|");
	spell_characters(spell, bytes, size);
	spell_add(spell, "|");
}

/* Names are padded to the longest of their table. */
static size_t
name_cols(const struct spell_fields *fields)
{
	size_t most = 0;
	for (size_t i = 0; i < fields->count; i++) {
		size_t cols = strlen(fields->table[i].name);
		most = cols > most ? cols : most;
	}
	return most;
}

static size_t
size_of(const struct spell_fields *fields, size_t index)
{
	const struct frame_field *field = &fields->table[index];
	return field->size > 0 ? field->size : fields->size - field->offset;
}

/* Of the most bytes of a field, and a space in front. */
static size_t
bytes_cols(const struct spell_fields *fields)
{
	size_t most = 0;
	for (size_t i = 0; i < fields->count; i++)
		if (size_of(fields, i) > most)
			most = size_of(fields, i);
	return 3 * (most < HEX_MOST ? most : HEX_MOST);
}

/* A type that is known says more than that it is one. */
static const char *
meaning_of(const struct frame_field *field, const uint8_t *at)
{
	const struct frame_kind *kind = NULL;
	if (field->show == FRAME_AS_TYPE)
		kind = frame_kind(at[0]);
	return kind != NULL ? kind->meaning : field->meaning;
}

void
spell_field(struct spell *spell, const struct spell_fields *fields,
    size_t index, size_t cols)
{
	enum { NUMBER_COLS = 10 };
	const struct frame_field *field = &fields->table[index];
	const uint8_t *at = fields->bytes + field->offset;
	size_t size = size_of(fields, index);
	spell_add(spell, " ");
	spell_hex(spell, at, size > HEX_MOST ? HEX_MOST - 1 : size);
	if (size > HEX_MOST)
		spell_add(spell, " %s", ellipsis);
	spell_pad(spell, bytes_cols(fields));
	spell_add(spell, " %s", field->name);
	size_t value_at = bytes_cols(fields) + 1 + name_cols(fields) + 1;
	spell_pad(spell, value_at);
	spell_value(spell, field, at, size);
	/* Meanings stand below each other, and whole or not at all. */
	const char *meaning = meaning_of(field, at);
	size_t meaning_at = spell_cols(spell) + 2;
	if (meaning_at < value_at + NUMBER_COLS + 2)
		meaning_at = value_at + NUMBER_COLS + 2;
	if (meaning_at + strlen(meaning) <= cols) {
		spell_pad(spell, meaning_at);
		spell_add(spell, "%s", meaning);
	}
	spell_cut(spell, cols);
}

/* The columns that a table's fields take with all their meanings. */
static size_t
whole_cols(const struct spell_fields *fields)
{
	size_t most = 0;
	for (size_t i = 0; i < fields->count; i++) {
		char text[CELL_SIZE];
		struct spell cell;
		spell_begin(&cell, text, sizeof(text));
		spell_field(&cell, fields, i, CELL_SIZE);
		most = spell_cols(&cell) > most ? spell_cols(&cell) : most;
	}
	return most;
}

/*
 * Where the right one of two columns begins: in the middle, or where it leaves
 * the left one its meanings.
 */
static size_t
middle_of(const struct spell_fields *left, const struct spell_fields *right,
    size_t cols)
{
	size_t half = cols / 2, whole = whole_cols(left) + 1;
	bool fit_halves = whole <= half && whole_cols(right) <= cols - half;
	return fit_halves || whole + RIGHT_COLS > cols ? half : whole;
}

void
spell_two_fields(struct spell *spell, const struct spell_fields *fields,
    size_t index, size_t cols)
{
	struct spell_fields left = *fields, right = *fields;
	left.count = (fields->count + 1) / 2;
	right.table += left.count;
	right.count -= left.count;
	size_t middle = middle_of(&left, &right, cols);
	spell_field(spell, &left, index, middle);
	if (index >= right.count)
		return;
	char text[CELL_SIZE];
	struct spell cell;
	spell_begin(&cell, text, sizeof(text));
	spell_field(&cell, &right, index, cols - middle);
	spell_pad(spell, middle);
	spell_add(spell, "%s", text);
}
