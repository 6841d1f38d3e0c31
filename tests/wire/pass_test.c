/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/pass.h"

#include <stdlib.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"
#include "suite.h"
#include "wire/inspect.h"

enum { SEEDS = 500 };

/* Two phones, and "hi": as landline(7) has it. */
static const uint8_t vector[] = {
	/* id */ 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80,
	/* kind, hops, text */ 0, 2, 0, 2, 'h', 'i',
	/* alice */ 0, 0, 1, 0x9a, 0x9f, 0x0c, 0x3a, 0x00, 5, 'a', 'l', 'i',
	'c', 'e', 9, '1', '9', '2', '.', '0', '.', '2', '.', '1',
	/* nobody, nowhere */ 0, 0, 1, 0x9a, 0x9f, 0x0c, 0x3a, 0x07, 0, 0
};

/* Decodes from a copy with nothing behind it. */
static bool
decode(struct pass *pass, const uint8_t *payload, size_t size)
{
	uint8_t *copy = material_copy(payload, size);
	bool is_one = pass_decode(pass, copy, size);
	free(copy);
	return is_one;
}

START_TEST(a_payload_is_what_the_manual_says)
{
	struct pass pass;
	uint8_t again[PASS_MOST];
	ck_assert(decode(&pass, vector, sizeof(vector)));
	ck_assert_uint_eq(pass.id, 0x1020304050607080);
	ck_assert_int_eq(pass.kind, PASS_ONWARD);
	ck_assert_str_eq(pass.text, "hi");
	ck_assert_int_eq(pass.hop_count, 2);
	ck_assert_str_eq(pass.hops[0].name, "alice");
	ck_assert_str_eq(pass.hops[0].number, "192.0.2.1");
	ck_assert_uint_eq(pass.hops[1].at_ms - pass.hops[0].at_ms, 7);
	ck_assert_uint_eq(pass.hops[1].name_size, 0);
	ck_assert_uint_eq(pass_encode(again, &pass), sizeof(vector));
	ck_assert_mem_eq(again, vector, sizeof(vector));
}
END_TEST

START_TEST(a_payload_cut_anywhere_is_none_nor_is_one_with_more_behind)
{
	struct pass pass;
	uint8_t longer[sizeof(vector) + 1] = { 0 };
	memcpy(longer, vector, sizeof(vector));
	for (size_t size = 0; size < sizeof(vector); size++)
		ck_assert_msg(!decode(&pass, vector, size), "%zu", size);
	ck_assert(!decode(&pass, longer, sizeof(longer)));
}
END_TEST

START_TEST(lengths_beyond_the_limits_are_refused)
{
	static const struct {
		size_t at;
		uint8_t value;
	} wrongs[] = { { 8, 2 }, { 8, 255 }, { 9, 65 }, { 9, 255 }, { 9, 1 },
		{ 9, 3 }, { 10, 4 }, { 10, 255 }, { 11, 3 }, { 11, 0 },
		{ 22, 4 }, { 22, 65 }, { 22, 255 }, { 28, 8 }, { 28, 65 },
		{ 28, 255 } };
	for (size_t i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
		struct pass pass;
		uint8_t payload[sizeof(vector)];
		memcpy(payload, vector, sizeof(vector));
		payload[wrongs[i].at] = wrongs[i].value;
		ck_assert_msg(!decode(&pass, payload, sizeof(payload)),
		    "%zu: %u", wrongs[i].at, wrongs[i].value);
	}
}
END_TEST

static void
fill_text(uint64_t *state, char *text, size_t size)
{
	material_fill(state, (uint8_t *)text, size);
	text[size] = '\0';
}

static void
fill_pass(uint64_t *state, struct pass *pass)
{
	memset(pass, 0, sizeof(*pass));
	pass->id = material_random(state);
	pass->kind = (uint8_t)material_upto(state, 1);
	pass->hop_count = (uint8_t)material_upto(state, PASS_HOPS_MOST);
	pass->text_size = (uint16_t)material_upto(state, PASS_TEXT_MOST);
	fill_text(state, pass->text, pass->text_size);
	for (int i = 0; i < pass->hop_count; i++) {
		struct pass_hop *hop = &pass->hops[i];
		hop->at_ms = material_random(state);
		hop->name_size = (uint8_t)material_upto(state, PASS_NAME_MOST);
		hop->number_size =
		    (uint8_t)material_upto(state, PASS_NUMBER_MOST);
		fill_text(state, hop->name, hop->name_size);
		fill_text(state, hop->number, hop->number_size);
	}
}

static void
assert_same(const struct pass *one, const struct pass *other, uint64_t seed)
{
	bool is_same = one->id == other->id && one->kind == other->kind &&
	    one->hop_count == other->hop_count &&
	    one->text_size == other->text_size &&
	    memcmp(one->text, other->text, one->text_size) == 0;
	for (int i = 0; is_same && i < one->hop_count; i++) {
		const struct pass_hop *a = &one->hops[i], *b = &other->hops[i];
		is_same = a->at_ms == b->at_ms &&
		    a->name_size == b->name_size &&
		    a->number_size == b->number_size &&
		    memcmp(a->name, b->name, a->name_size) == 0 &&
		    memcmp(a->number, b->number, a->number_size) == 0;
	}
	ck_assert_msg(is_same, "seed %d", (int)seed);
}

START_TEST(what_is_encoded_is_decoded_and_any_cut_of_it_is_not)
{
	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		uint64_t state = seed;
		struct pass sent, got;
		uint8_t payload[PASS_MOST];
		fill_pass(&state, &sent);
		size_t size = pass_encode(payload, &sent);
		ck_assert_msg(decode(&got, payload, size), "seed %d",
		    (int)seed);
		assert_same(&sent, &got, seed);
		size_t cut = material_upto(&state, size - 1);
		ck_assert_msg(!decode(&got, payload, cut), "seed %d, cut %zu",
		    (int)seed, cut);
	}
}
END_TEST

START_TEST(the_longest_fits_into_the_bound_of_its_frame)
{
	struct pass pass = {
		.hop_count = PASS_HOPS_MOST,
		.text_size = PASS_TEXT_MOST,
	};
	uint8_t *payload = malloc(PASS_MOST);
	for (int i = 0; i < PASS_HOPS_MOST; i++) {
		pass.hops[i].name_size = PASS_NAME_MOST;
		pass.hops[i].number_size = PASS_NUMBER_MOST;
	}
	ck_assert_uint_eq(pass_encode(payload, &pass), FRAME_PASS_MOST);
	ck_assert(decode(&pass, payload, FRAME_PASS_MOST));
	free(payload);
	const struct frame_kind *kind = frame_kind(FRAME_PASS);
	ck_assert_uint_eq(kind->least, FRAME_PASS_LEAST);
	ck_assert_uint_eq(kind->most, FRAME_PASS_MOST);
	ck_assert(kind->is_reliable);
}
END_TEST

START_TEST(random_bytes_never_lead_beyond_their_end)
{
	for (uint64_t seed = 1; seed <= SEEDS * 20; seed++) {
		uint64_t state = seed;
		struct pass pass;
		struct frame_field fields[20];
		uint8_t payload[300];
		size_t size = material_upto(&state, sizeof(payload));
		material_fill(&state, payload, sizeof(payload));
		payload[8] &= 1;
		payload[9] &= 3;
		payload[10] = 0;
		uint8_t *copy = material_copy(payload, size);
		bool is_one = pass_decode(&pass, copy, size);
		size_t count = pass_fields(fields, 20, copy, size);
		for (size_t i = 0; i < count; i++)
			ck_assert_uint_le((size_t)fields[i].offset +
				fields[i].size,
			    size);
		if (is_one)
			ck_assert_uint_gt(count, 3);
		free(copy);
	}
}
END_TEST

START_TEST(its_fields_cover_every_byte_in_their_order)
{
	struct frame_field fields[20];
	size_t count = pass_fields(fields, 20, vector, sizeof(vector)), at = 0;
	static const char *const names[] = { "pass id", "kind", "hops",
		"text length", "text", "time", "name length", "name",
		"number length", "number", "time", "name length",
		"number length" };
	ck_assert_uint_eq(count, sizeof(names) / sizeof(names[0]));
	for (size_t i = 0; i < count; i++) {
		ck_assert_str_eq(fields[i].name, names[i]);
		ck_assert_uint_eq(fields[i].offset, at);
		at += fields[i].size;
	}
	ck_assert_uint_eq(at, sizeof(vector));
}
END_TEST

START_TEST(the_wire_pane_names_the_text_and_the_phones)
{
	struct tape tape;
	struct inspect_row rows[INSPECT_ROWS_MOST];
	uint8_t header[FRAME_HEADER_SIZE];
	struct frame_header fields = { .type = FRAME_PASS,
		.length = sizeof(vector),
		.sequence = 1 };
	frame_encode(header, &fields);
	struct framing_frame frame = { .header = header,
		.header_size = sizeof(header),
		.payload = vector,
		.payload_size = sizeof(vector) };
	tape_init(&tape);
	uint32_t id = tape_note(&tape, TAPE_OUT, &framing_landline, &frame, 1);
	size_t count = inspect_entry(rows, tape_find(&tape, id), 79);
	bool has_text = false, has_name = false;
	for (size_t i = 0; i < count; i++) {
		has_text |=
		    strstr(rows[i].text, "text          \"hi\"") != NULL;
		has_name |=
		    strstr(rows[i].text, "name          \"alice\"") != NULL;
	}
	ck_assert(has_text && has_name);
	tape_clear(&tape);
}
END_TEST

TCase *
pass_tcase(void)
{
	TCase *tcase = tcase_create("pass");
	tcase_add_test(tcase, a_payload_is_what_the_manual_says);
	tcase_add_test(tcase,
	    a_payload_cut_anywhere_is_none_nor_is_one_with_more_behind);
	tcase_add_test(tcase, lengths_beyond_the_limits_are_refused);
	tcase_add_test(tcase,
	    what_is_encoded_is_decoded_and_any_cut_of_it_is_not);
	tcase_add_test(tcase, the_longest_fits_into_the_bound_of_its_frame);
	tcase_add_test(tcase, random_bytes_never_lead_beyond_their_end);
	tcase_add_test(tcase, its_fields_cover_every_byte_in_their_order);
	tcase_add_test(tcase, the_wire_pane_names_the_text_and_the_phones);
	return tcase;
}
