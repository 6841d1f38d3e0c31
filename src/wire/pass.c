/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/pass.h"

#include <assert.h>
#include <string.h>

#include "base/bytes.h"

enum {
	AT_ID = 0,
	AT_KIND = 8,
	AT_HOPS = 9,
	AT_TEXT_LENGTH = 10,
	AT_TEXT = FRAME_PASS_LEAST,
};

_Static_assert((int)PASS_MOST == (int)FRAME_PASS_MOST,
    "wire/frame has the same bound");

/* Bytes that are being read; `is_short` once there were too few. */
struct reader {
	const uint8_t *at;
	size_t left;
	bool is_short;
};

static const uint8_t *
take(struct reader *reader, size_t size)
{
	static const uint8_t nothing[PASS_TEXT_MOST] = { 0 };
	const uint8_t *at = reader->at;
	if (reader->is_short || size > reader->left) {
		reader->is_short = true;
		return nothing;
	}
	reader->at += size;
	reader->left -= size;
	return at;
}

/* A length of one byte, and as many bytes of text. */
static uint8_t
take_text(struct reader *reader, char *text, uint8_t most)
{
	uint8_t size = *take(reader, 1);
	if (size > most)
		reader->is_short = true;
	if (reader->is_short)
		return 0;
	memcpy(text, take(reader, size), size);
	text[size] = '\0';
	return size;
}

static void
take_hop(struct reader *reader, struct pass_hop *hop)
{
	hop->at_ms = bytes_take_u64(take(reader, 8));
	hop->name_size = take_text(reader, hop->name, PASS_NAME_MOST);
	hop->number_size = take_text(reader, hop->number, PASS_NUMBER_MOST);
}

bool
pass_decode(struct pass *pass, const uint8_t *payload, size_t size)
{
	if (size < FRAME_PASS_LEAST)
		return false;
	pass->id = bytes_take_u64(payload + AT_ID);
	pass->kind = payload[AT_KIND];
	pass->hop_count = payload[AT_HOPS];
	pass->text_size = bytes_take_u16(payload + AT_TEXT_LENGTH);
	if (pass->kind > PASS_REPORT || pass->hop_count > PASS_HOPS_MOST ||
	    pass->text_size > PASS_TEXT_MOST)
		return false;
	struct reader reader = { payload + AT_TEXT, size - AT_TEXT, false };
	memcpy(pass->text, take(&reader, pass->text_size), pass->text_size);
	pass->text[pass->text_size] = '\0';
	for (int i = 0; i < pass->hop_count && !reader.is_short; i++)
		take_hop(&reader, &pass->hops[i]);
	return !reader.is_short && reader.left == 0;
}

static uint8_t *
put_text(uint8_t *at, const char *text, uint8_t size)
{
	*at++ = size;
	memcpy(at, text, size);
	return at + size;
}

size_t
pass_encode(uint8_t *payload, const struct pass *pass)
{
	assert(pass->hop_count <= PASS_HOPS_MOST);
	assert(pass->text_size <= PASS_TEXT_MOST);
	bytes_put_u64(payload + AT_ID, pass->id);
	payload[AT_KIND] = pass->kind;
	payload[AT_HOPS] = pass->hop_count;
	bytes_put_u16(payload + AT_TEXT_LENGTH, pass->text_size);
	memcpy(payload + AT_TEXT, pass->text, pass->text_size);
	uint8_t *at = payload + AT_TEXT + pass->text_size;
	for (int i = 0; i < pass->hop_count; i++) {
		const struct pass_hop *hop = &pass->hops[i];
		assert(hop->name_size <= PASS_NAME_MOST);
		assert(hop->number_size <= PASS_NUMBER_MOST);
		bytes_put_u64(at, hop->at_ms);
		at = put_text(at + 8, hop->name, hop->name_size);
		at = put_text(at, hop->number, hop->number_size);
	}
	return (size_t)(at - payload);
}

/* ---- for who shows it ---- */

struct table {
	struct frame_field *fields;
	size_t count, most;
	const uint8_t *payload;
	size_t size, at;
};

/* False when the payload or the table has no room for it. */
static bool
add(struct table *table, const char *name, size_t size, enum frame_show show,
    const char *meaning)
{
	if (table->count == table->most || size > UINT8_MAX ||
	    table->at > UINT8_MAX || size > table->size - table->at)
		return false;
	table->fields[table->count++] = (struct frame_field){ name,
		(uint8_t)table->at, (uint8_t)size, show, meaning };
	table->at += size;
	return true;
}

/* A field of no size would be text up to the end: it is left out. */
static bool
add_text(struct table *table, const char *length, const char *name,
    const char *meaning)
{
	if (!add(table, length, 1, FRAME_AS_NUMBER, "bytes that follow"))
		return false;
	size_t size = table->payload[table->at - 1];
	return size == 0 || add(table, name, size, FRAME_AS_TEXT, meaning);
}

size_t
pass_fields(struct frame_field *fields, size_t most, const uint8_t *payload,
    size_t size)
{
	struct table table = { fields, 0, most, payload, size, 0 };
	size_t count;
	const struct frame_field *first =
	    frame_payload_fields(FRAME_PASS, &count);
	if (size < FRAME_PASS_LEAST)
		return 0;
	for (size_t i = 0; i < count; i++)
		add(&table, first[i].name, first[i].size, first[i].show,
		    first[i].meaning);
	size_t text_size = bytes_take_u16(payload + AT_TEXT_LENGTH);
	if (text_size > 0 &&
	    !add(&table, "text", text_size, FRAME_AS_TEXT, "what is said"))
		return table.count;
	for (int i = 0; i < payload[AT_HOPS]; i++)
		if (!add(&table, "time", 8, FRAME_AS_NUMBER, "ms since 1970") ||
		    !add_text(&table, "name length", "name", "as they say") ||
		    !add_text(&table, "number length", "number",
			"never dialled"))
			break;
	return table.count;
}
