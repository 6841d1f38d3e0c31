/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/inspect.h"

#include <stdio.h>
#include <string.h>

#include "wire/inspect_foreign.h"
#include "wire/pass.h"
#include "wire/spell.h"

/*
 * A row of bytes, as of "hexdump -C" but with four digits of offset:
 *
 *  0000  4c 01 05 00 00 00 00 0b  00 00 00 01 00 00 00 00  |L...............|
 *
 * Where that is too wide, a header does without the characters (one row is
 * the point of 16 bytes), and all else has 8 bytes a row.
 */
enum {
	COLS_FULL = 75,	  /* 16 bytes and their characters */
	COLS_BYTES = 55,  /* 16 bytes alone */
	COLS_HALF = 42,	  /* 8 bytes and their characters; else closer */
	COLS_DOUBLE = 80, /* from here on two fields share a row */
	/* What a row can hold, "·" and "…" being two and three bytes. */
	COLS_MOST = INSPECT_ROW_SIZE - 32,
};

static const char between[] = " · ";

/* Rows that are being filled. */
struct page {
	struct inspect_row *rows;
	size_t count;
	size_t cols;
};

static void
begin_row(struct page *page, struct spell *row, enum inspect_style style)
{
	page->rows[page->count].style = style;
	spell_begin(row, page->rows[page->count].text, INSPECT_ROW_SIZE);
}

static void
end_row(struct page *page, struct spell *row)
{
	spell_cut(row, page->cols);
	page->count++;
}

bool
inspect_header(struct frame_header *header, const struct tape_entry *entry)
{
	return entry->framing->has_calls &&
	    frame_decode(header, entry->bytes, entry->header_size) == FRAME_OK;
}

const char *
inspect_name(const struct tape_entry *entry, char spare[8])
{
	struct frame_header header;
	if (!inspect_header(&header, entry))
		return entry->framing->name;
	return frame_type_name(header.type, spare);
}

/* " in 1 send(): 9 · 18 not sent yet" */
static void
add_travel(struct spell *row, const struct tape_entry *entry, bool is_brief)
{
	const struct framing_pieces *pieces = &entry->pieces;
	if (pieces->count > 0 && entry->is_datagram) {
		spell_add(row, ", one datagram");
	} else if (is_brief && pieces->count == 1 && pieces->shares_first) {
		spell_add(row, " in the same %s()",
		    entry->direction == TAPE_IN ? "recv" : "send");
	} else if (pieces->count > 0) {
		spell_add(row, " in %u %s(): ", pieces->count,
		    entry->direction == TAPE_IN ? "recv" : "send");
		spell_pieces(row, pieces, "|");
		if (pieces->shares_first)
			spell_add(row, ", with the frame before");
	}
	if (entry->unsent == 0)
		return;
	spell_add(row, " · ");
	if (pieces->count > 0)
		spell_add(row, "%u ", entry->unsent);
	spell_add(row, entry->is_cut ? "never sent" : "not sent yet");
}

static void
spell_headline(struct spell *row, const struct tape_entry *entry, bool is_brief)
{
	char spare[8];
	if (entry->line > 0)
		spell_add(row, "line %d ", entry->line);
	spell_add(row, "%-3s %s · ", entry->direction == TAPE_IN ? "in" : "out",
	    inspect_name(entry, spare));
	if (entry->is_nonsense)
		spell_add(row, "no frame · ");
	spell_size(row,
	    (size_t)entry->header_size + entry->payload_size +
		entry->trailer_size);
	add_travel(row, entry, is_brief);
}

void
inspect_headline(char text[INSPECT_ROW_SIZE], const struct tape_entry *entry)
{
	struct spell row;
	spell_begin(&row, text, INSPECT_ROW_SIZE);
	spell_headline(&row, entry, false);
}

void
inspect_headline_brief(char text[INSPECT_ROW_SIZE],
    const struct tape_entry *entry)
{
	struct spell row;
	spell_begin(&row, text, INSPECT_ROW_SIZE);
	spell_headline(&row, entry, true);
}

static void
add_headline(struct page *page, const struct tape_entry *entry)
{
	struct spell row;
	begin_row(page, &row, INSPECT_HEADLINE);
	spell_headline(&row, entry, false);
	end_row(page, &row);
}

/* `size` bytes that stand at `offset` of the frame. */
static void
add_bytes(struct page *page, enum inspect_style style,
    const struct tape_entry *entry, size_t offset, size_t size)
{
	struct spell_dump dump = {
		.bytes_most = page->cols >= COLS_FULL ? 16 : 8,
		.gap = page->cols >= COLS_HALF ? 2 : 1,
		.has_characters = true,
	};
	if (style == INSPECT_HEX && page->cols >= COLS_BYTES) {
		dump.bytes_most = 16;
		dump.has_characters = page->cols >= COLS_FULL;
	}
	for (size_t end = offset + size; offset < end;) {
		size_t part = end - offset;
		if (part > dump.bytes_most)
			part = dump.bytes_most;
		struct spell row;
		begin_row(page, &row, style);
		spell_dump(&row, &dump, offset, entry->bytes + offset, part);
		end_row(page, &row);
		offset += part;
	}
}

/* In two columns the first half of the fields stands on the left. */
static void
add_fields(struct page *page, const struct spell_fields *fields)
{
	bool is_double = page->cols >= COLS_DOUBLE && fields->count > 1;
	size_t row_count = is_double ? (fields->count + 1) / 2 : fields->count;
	for (size_t i = 0; i < row_count; i++) {
		struct spell row;
		begin_row(page, &row, INSPECT_FIELD);
		if (is_double)
			spell_two_fields(&row, fields, i, page->cols);
		else
			spell_field(&row, fields, i, page->cols);
		end_row(page, &row);
	}
}

static struct spell_fields
header_fields(const struct tape_entry *entry)
{
	return (struct spell_fields){
		.table = frame_fields,
		.count = FRAME_FIELD_COUNT,
		.bytes = entry->bytes,
		.size = entry->header_size,
	};
}

/* Of a PASS: what stands in front, a text and three hops. */
enum { PASS_FIELDS = 5 + 3 * 5 };

/*
 * None when the payload has no inside, or not all of it has come or is kept; of
 * a PASS those that are. What stands in no table is written to `spare`.
 */
static struct spell_fields
payload_fields(const struct tape_entry *entry, uint8_t type,
    struct frame_field spare[PASS_FIELDS])
{
	struct spell_fields fields = {
		.bytes = entry->bytes + entry->header_size,
		.size = entry->kept,
	};
	if (type == FRAME_PASS) {
		fields.table = spare;
		fields.count =
		    pass_fields(spare, PASS_FIELDS, fields.bytes, fields.size);
	} else if (!entry->is_nonsense && entry->kept == entry->payload_size) {
		fields.table = frame_payload_fields(type, &fields.count);
	}
	return fields;
}

/* The one field that a foreign framing has, in front or behind. */
static void
add_foreign(struct page *page, const struct tape_entry *entry,
    bool (*part)(struct inspect_foreign *, const struct tape_entry *))
{
	struct inspect_foreign foreign;
	if (!part(&foreign, entry))
		return;
	struct spell_fields fields = {
		.table = &foreign.field,
		.count = 1,
		.bytes = foreign.bytes,
		.size = foreign.field.size,
	};
	add_fields(page, &fields);
}

static void
add_payload(struct page *page, const struct tape_entry *entry)
{
	add_bytes(page, INSPECT_PAYLOAD, entry, entry->header_size,
	    entry->kept);
	if (entry->kept == entry->payload_size)
		return;
	struct spell row;
	begin_row(page, &row, INSPECT_PAYLOAD);
	spell_add(&row, " … and ");
	spell_size(&row, entry->payload_size - entry->kept);
	spell_add(&row, " more");
	end_row(page, &row);
}

size_t
inspect_entry(struct inspect_row *rows, const struct tape_entry *entry,
    int cols)
{
	struct page page = { .rows = rows };
	if (cols > 0)
		page.cols = cols < COLS_MOST ? (size_t)cols : COLS_MOST;
	struct frame_header header;
	bool is_ours = inspect_header(&header, entry);
	add_headline(&page, entry);
	add_bytes(&page, INSPECT_HEX, entry, 0, entry->header_size);
	if (is_ours) {
		struct spell_fields fields = header_fields(entry);
		add_fields(&page, &fields);
	} else {
		add_foreign(&page, entry, inspect_foreign_length);
	}
	add_payload(&page, entry);
	add_foreign(&page, entry, inspect_foreign_delimiter);
	if (is_ours) {
		struct frame_field spare[PASS_FIELDS];
		struct spell_fields fields =
		    payload_fields(entry, header.type, spare);
		add_fields(&page, &fields);
	}
	return page.count;
}

void
inspect_strip(char text[INSPECT_ROW_SIZE], const struct tape_entry *entry)
{
	char spare[8];
	struct spell row;
	struct frame_header header;
	spell_begin(&row, text, INSPECT_ROW_SIZE);
	spell_text(&row, inspect_name(entry, spare));
	spell_text(&row, between);
	spell_size(&row, entry->payload_size);
	if (!inspect_header(&header, entry)) {
		inspect_foreign_strip(&row, entry);
		return;
	}
	spell_text(&row, " · seq ");
	spell_number(&row, header.sequence);
	spell_text(&row, " · ack ");
	spell_number(&row, header.acknowledgement);
	if (header.flags != 0) {
		spell_text(&row, " · flags ");
		spell_flags(&row, header.flags);
	}
}

/* "length 11", and its bytes behind where they are wanted. */
static void
add_plain_field(struct page *page, const struct frame_field *field,
    const uint8_t *at, bool with_bytes)
{
	struct spell row;
	begin_row(page, &row, INSPECT_FIELD);
	spell_add(&row, "%s ", field->name);
	spell_value(&row, field, at, field->size);
	if (with_bytes) {
		spell_add(&row, " (");
		spell_hex(&row, at, field->size);
		spell_add(&row, ")");
	}
	end_row(page, &row);
}

size_t
inspect_fields(struct inspect_row *rows, const struct tape_entry *entry,
    bool with_bytes)
{
	struct page page = { .rows = rows, .cols = COLS_MOST };
	struct frame_header header;
	if (inspect_header(&header, entry)) {
		for (size_t i = 0; i < FRAME_FIELD_COUNT; i++)
			add_plain_field(&page, &frame_fields[i],
			    entry->bytes + frame_fields[i].offset, with_bytes);
		return page.count;
	}
	struct inspect_foreign foreign;
	if (inspect_foreign_length(&foreign, entry) ||
	    inspect_foreign_delimiter(&foreign, entry)) {
		add_plain_field(&page, &foreign.field, foreign.bytes,
		    with_bytes);
		return page.count;
	}
	struct spell row;
	begin_row(&page, &row, INSPECT_FIELD);
	spell_add(&row, "piece of ");
	spell_size(&row, (size_t)entry->header_size + entry->payload_size);
	end_row(&page, &row);
	return page.count;
}

size_t
inspect_packed(struct inspect_row *rows, const struct tape_entry *entry,
    int cols)
{
	size_t count = inspect_fields(rows, entry, false), last = 0;
	struct spell row;
	for (size_t i = 0; i < count; i++) {
		char text[INSPECT_ROW_SIZE];
		snprintf(text, sizeof(text), "%s", rows[i].text);
		size_t wanted = strlen(text) + strlen(between);
		if (i > 0 &&
		    spell_cols(&row) + wanted <=
			(size_t)(cols < 0 ? 0 : cols) + 1) {
			spell_add(&row, "%s%s", between, text);
			continue;
		}
		last += i > 0 ? 1 : 0;
		spell_begin(&row, rows[last].text, INSPECT_ROW_SIZE);
		spell_add(&row, "%s", text);
	}
	return count > 0 ? last + 1 : 0;
}

bool
inspect_matters(const struct tape_entry *entry)
{
	struct frame_header header;
	return !inspect_header(&header, entry) ||
	    (header.type != FRAME_ACK && header.type != FRAME_DRAFT &&
		header.type != FRAME_PING && header.type != FRAME_PONG);
}
