/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/frame.h"

#include <stdlib.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"
#include "base/bytes.h"
#include "suite.h"

enum { SEEDS = 2000 };

/* Decodes from a copy with nothing behind it. */
static enum frame_verdict
decode(struct frame_header *header, const uint8_t *wire, size_t size)
{
	uint8_t *copy = material_copy(wire, size);
	enum frame_verdict verdict = frame_decode(header, copy, size);
	free(copy);
	return verdict;
}

static enum frame_verdict
verdict_at(const uint8_t *wire, size_t size)
{
	struct frame_header header;
	return decode(&header, wire, size);
}

static enum frame_verdict
verdict_of(uint8_t type, uint32_t length)
{
	uint8_t wire[FRAME_HEADER_SIZE];
	struct frame_header header = { .type = type, .length = length };
	frame_encode(wire, &header);
	return verdict_at(wire, sizeof(wire));
}

/* `verdict` from `at` bytes on and FRAME_NEEDS_MORE before. */
static void
assert_judged_at(const uint8_t *wire, enum frame_verdict verdict, size_t at)
{
	for (size_t size = 0; size <= FRAME_HEADER_SIZE; size++)
		ck_assert_msg(verdict_at(wire, size) ==
			(size < at ? FRAME_NEEDS_MORE : verdict),
		    "%zu bytes: verdict %d", size, verdict_at(wire, size));
}

START_TEST(a_header_is_sixteen_bytes_in_network_order)
{
	struct frame_header header = {
		.type = FRAME_TEXT,
		.flags = FRAME_SKIP,
		.length = 0x00010203,
		.sequence = 0x04050607,
		.acknowledgement = 0x08090a0b,
	};
	uint8_t wire[FRAME_HEADER_SIZE];
	frame_encode(wire, &header);
	ck_assert_mem_eq(wire, "L\1\5\2\0\1\2\3\4\5\6\7\x08\x09\x0a\x0b", 16);
}
END_TEST

static struct frame_header
random_header(uint64_t *state)
{
	const struct frame_kind *kind =
	    &frame_kinds[material_upto(state, frame_kind_count - 1)];
	return (struct frame_header){
		.version = FRAME_VERSION,
		.type = kind->type,
		.flags = (uint8_t)(material_upto(state, 127) << 1),
		.length = kind->least +
		    (uint32_t)material_upto(state, kind->most - kind->least),
		.sequence = (uint32_t)material_random(state),
		.acknowledgement = (uint32_t)material_random(state),
	};
}

static void
assert_same(const struct frame_header *one, const struct frame_header *other,
    uint64_t seed)
{
	bool are_same = one->version == other->version &&
	    one->type == other->type && one->flags == other->flags &&
	    one->length == other->length && one->sequence == other->sequence &&
	    one->acknowledgement == other->acknowledgement;
	ck_assert_msg(are_same, "seed %d", (int)seed);
}

START_TEST(a_header_survives_the_trip_however_it_is_cut)
{
	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		uint64_t state = seed;
		struct frame_header sent = random_header(&state);
		struct frame_header got = { 0 };
		uint8_t wire[FRAME_HEADER_SIZE];
		frame_encode(wire, &sent);
		for (size_t size = 0; size < FRAME_HEADER_SIZE; size++)
			ck_assert_msg(decode(&got, wire, size) ==
				FRAME_NEEDS_MORE,
			    "seed %d, %zu bytes", (int)seed, size);
		ck_assert_int_eq(got.type, 0);
		ck_assert_int_eq(decode(&got, wire, sizeof(wire)), FRAME_OK);
		assert_same(&sent, &got, seed);
	}
}
END_TEST

START_TEST(random_bytes_are_judged_the_same_from_some_byte_on)
{
	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		uint64_t state = seed;
		uint8_t wire[FRAME_HEADER_SIZE];
		material_fill(&state, wire, sizeof(wire));
		wire[0] = FRAME_MAGIC;
		wire[1] = seed % 4 == 0 ? wire[1] : FRAME_VERSION;
		wire[2] &= 0x0f;
		wire[4] = wire[5] = 0;
		enum frame_verdict last = verdict_at(wire, sizeof(wire));
		bool is_judged = false;
		for (size_t size = 0; size < sizeof(wire); size++) {
			enum frame_verdict now = verdict_at(wire, size);
			is_judged = is_judged || now != FRAME_NEEDS_MORE;
			ck_assert_msg(now ==
				(is_judged ? last : FRAME_NEEDS_MORE),
			    "seed %d, %zu bytes", (int)seed, size);
		}
	}
}
END_TEST

START_TEST(a_stranger_shows_in_the_first_byte)
{
	uint8_t wire[FRAME_HEADER_SIZE] = "HTTP/1.1 400 Bad";
	assert_judged_at(wire, FRAME_NOT_OURS, 1);
}
END_TEST

START_TEST(another_version_shows_when_the_type_is_there)
{
	uint8_t wire[FRAME_HEADER_SIZE] = { 'L', 2, FRAME_TEXT, 0xff };
	assert_judged_at(wire, FRAME_OTHER_VERSION, 3);
}
END_TEST

START_TEST(a_sealed_frame_shows_in_its_flags)
{
	uint8_t wire[FRAME_HEADER_SIZE] = { 'L', 1, FRAME_TEXT,
		FRAME_SEALED | FRAME_SKIP, 0xff, 0xff, 0xff, 0xff };
	assert_judged_at(wire, FRAME_SEALED_INSIDE, 4);
}
END_TEST

START_TEST(a_hangup_is_read_whatever_its_version_and_flags)
{
	uint8_t wire[FRAME_HEADER_SIZE] = { 'L', 9, FRAME_HANGUP, 0xff, 0, 0, 0,
		2, 0, 0, 0, 3, 0, 0, 0, 4 };
	assert_judged_at(wire, FRAME_OK, FRAME_HEADER_SIZE);
	struct frame_header header;
	decode(&header, wire, sizeof(wire));
	ck_assert_int_eq(header.version, 9);
	ck_assert_int_eq(header.type, FRAME_HANGUP);
	ck_assert_int_eq(header.sequence, 3);
}
END_TEST

START_TEST(too_long_shows_with_the_length)
{
	uint8_t wire[FRAME_HEADER_SIZE] = { 'L', 1, FRAME_TEXT, 0, 0, 1, 0, 1 };
	assert_judged_at(wire, FRAME_TOO_LONG, 8);
	wire[2] = 0x7f;
	assert_judged_at(wire, FRAME_TOO_LONG, 8);
	bytes_put_u32(wire + 4, UINT32_MAX);
	assert_judged_at(wire, FRAME_TOO_LONG, 8);
}
END_TEST

START_TEST(a_length_that_the_type_cannot_have_shows_with_the_length)
{
	uint8_t wire[FRAME_HEADER_SIZE] = { 'L', 1, FRAME_ACK, 0, 0, 0, 0, 1 };
	assert_judged_at(wire, FRAME_BAD_LENGTH, 8);
}
END_TEST

START_TEST(every_type_has_its_lengths_and_no_other)
{
	static const struct {
		uint8_t type;
		uint32_t least;
		uint32_t most;
	} lengths[] = {
		{ 0x01, 22, 86 },
		{ 0x02, 22, 86 },
		{ 0x03, 0, 0 },
		{ 0x04, 2, 202 },
		{ 0x05, 0, 65536 },
		{ 0x06, 0, 1024 },
		{ 0x07, 0, 0 },
		{ 0x08, 8, 8 },
		{ 0x09, 8, 8 },
		{ 0x0a, 1, 1 },
		{ 0x0b, 12, 12 },
		{ 0x0c, 8, 8 },
		{ 0x10, 12, 9868 },
	};
	size_t count = sizeof(lengths) / sizeof(lengths[0]);
	ck_assert_uint_eq(count, frame_kind_count);
	for (size_t i = 0; i < count; i++) {
		uint8_t type = lengths[i].type;
		uint32_t least = lengths[i].least;
		uint32_t most = lengths[i].most;
		ck_assert_int_eq(verdict_of(type, least), FRAME_OK);
		ck_assert_int_eq(verdict_of(type, most), FRAME_OK);
		if (least > 0)
			ck_assert_int_eq(verdict_of(type, least - 1),
			    FRAME_BAD_LENGTH);
		ck_assert_int_eq(verdict_of(type, most + 1),
		    most == FRAME_PAYLOAD_MOST ? FRAME_TOO_LONG :
						 FRAME_BAD_LENGTH);
	}
}
END_TEST

START_TEST(an_unknown_type_may_have_any_length_in_the_limit)
{
	ck_assert_int_eq(verdict_of(0x7f, 0), FRAME_OK);
	ck_assert_int_eq(verdict_of(0x7f, FRAME_PAYLOAD_MOST), FRAME_OK);
	ck_assert_int_eq(verdict_of(0x00, 5), FRAME_OK);
	ck_assert_ptr_null(frame_kind(0x7f));
	ck_assert_ptr_null(frame_kind(0));
}
END_TEST

START_TEST(only_text_hangup_and_pass_are_reliable)
{
	for (size_t i = 0; i < frame_kind_count; i++) {
		uint8_t type = frame_kinds[i].type;
		ck_assert_int_eq(frame_kinds[i].is_reliable,
		    type == FRAME_TEXT || type == FRAME_HANGUP ||
			type == FRAME_PASS);
	}
}
END_TEST

START_TEST(the_fields_lie_side_by_side_and_fill_the_header)
{
	size_t end = 0;
	for (size_t i = 0; i < FRAME_FIELD_COUNT; i++) {
		ck_assert_uint_eq(frame_fields[i].offset, end);
		end += frame_fields[i].size;
	}
	ck_assert_uint_eq(end, FRAME_HEADER_SIZE);
}
END_TEST

START_TEST(a_payloads_fields_fill_its_least_length)
{
	size_t count;
	for (size_t i = 0; i < frame_kind_count; i++) {
		const struct frame_field *fields =
		    frame_payload_fields(frame_kinds[i].type, &count);
		size_t end = 0;
		for (size_t k = 0; k < count; k++) {
			ck_assert_uint_eq(fields[k].offset, end);
			end += fields[k].size;
		}
		ck_assert_uint_eq(end, frame_kinds[i].least);
	}
	ck_assert_ptr_null(frame_payload_fields(FRAME_TEXT, &count));
	ck_assert_uint_eq(count, 0);
}
END_TEST

START_TEST(types_and_causes_have_names)
{
	char spare[8];
	ck_assert_str_eq(frame_type_name(FRAME_RING, spare), "RING");
	ck_assert_str_eq(frame_type_name(0x7f, spare), "0x7f");
	ck_assert_str_eq(frame_cause_name(CAUSE_BUSY), "busy");
	ck_assert_str_eq(frame_cause_name(111), "protocol error");
	ck_assert_ptr_null(frame_cause_name(0));
}
END_TEST

START_TEST(a_card_survives_the_trip)
{
	for (uint8_t size = 0; size <= FRAME_NAME_MOST; size++) {
		struct frame_card sent = {
			.phone_id = UINT64_C(0x0102030405060708) + size,
			.call_id = UINT64_MAX - size,
			.features = 0xa0b0c0d0,
			.port = 8255,
			.name_size = size,
		};
		memset(sent.name, 'n', size);
		uint8_t payload[FRAME_CARD_SIZE + FRAME_NAME_MOST];
		size_t payload_size = frame_card_encode(payload, &sent);
		ck_assert_uint_eq(payload_size, 22U + size);
		uint8_t *copy = material_copy(payload, payload_size);
		struct frame_card got;
		ck_assert(frame_card_decode(&got, copy, payload_size));
		free(copy);
		ck_assert(got.phone_id == sent.phone_id);
		ck_assert(got.call_id == sent.call_id);
		ck_assert_uint_eq(got.features, sent.features);
		ck_assert_uint_eq(got.port, sent.port);
		ck_assert_uint_eq(got.name_size, size);
		ck_assert_mem_eq(got.name, sent.name, size);
	}
}
END_TEST

START_TEST(a_payload_too_short_or_too_long_is_no_card)
{
	uint8_t payload[FRAME_CARD_SIZE + FRAME_NAME_MOST + 1] = { 0 };
	struct frame_card card;
	for (size_t size = 0; size < FRAME_CARD_SIZE; size++) {
		uint8_t *copy = material_copy(payload, size);
		ck_assert(!frame_card_decode(&card, copy, size));
		free(copy);
	}
	ck_assert(!frame_card_decode(&card, payload, sizeof(payload)));
}
END_TEST

START_TEST(a_hangup_survives_the_trip)
{
	static const char said[] = "the other side has hung up";
	uint8_t payload[2 + FRAME_WORDS_MOST];
	const char *words;
	size_t size;
	ck_assert_uint_eq(frame_hangup_encode(payload, CAUSE_GLARE, said, 26),
	    28);
	ck_assert_uint_eq(frame_hangup_decode(payload, 28, &words, &size),
	    CAUSE_GLARE);
	ck_assert_uint_eq(size, 26);
	ck_assert_mem_eq(words, said, size);

	ck_assert_uint_eq(frame_hangup_encode(payload, 0xfffe, NULL, 0), 2);
	ck_assert_uint_eq(frame_hangup_decode(payload, 2, &words, &size),
	    0xfffe);
	ck_assert_uint_eq(size, 0);
}
END_TEST

TCase *
frame_tcase(void)
{
	TCase *tcase = tcase_create("frame");
	tcase_add_test(tcase, a_header_is_sixteen_bytes_in_network_order);
	tcase_add_test(tcase, a_header_survives_the_trip_however_it_is_cut);
	tcase_add_test(tcase,
	    random_bytes_are_judged_the_same_from_some_byte_on);
	tcase_add_test(tcase, a_stranger_shows_in_the_first_byte);
	tcase_add_test(tcase, another_version_shows_when_the_type_is_there);
	tcase_add_test(tcase, a_sealed_frame_shows_in_its_flags);
	tcase_add_test(tcase, a_hangup_is_read_whatever_its_version_and_flags);
	tcase_add_test(tcase, too_long_shows_with_the_length);
	tcase_add_test(tcase,
	    a_length_that_the_type_cannot_have_shows_with_the_length);
	tcase_add_test(tcase, every_type_has_its_lengths_and_no_other);
	tcase_add_test(tcase, an_unknown_type_may_have_any_length_in_the_limit);
	tcase_add_test(tcase, only_text_hangup_and_pass_are_reliable);
	tcase_add_test(tcase, the_fields_lie_side_by_side_and_fill_the_header);
	tcase_add_test(tcase, a_payloads_fields_fill_its_least_length);
	tcase_add_test(tcase, types_and_causes_have_names);
	tcase_add_test(tcase, a_card_survives_the_trip);
	tcase_add_test(tcase, a_payload_too_short_or_too_long_is_no_card);
	tcase_add_test(tcase, a_hangup_survives_the_trip);
	return tcase;
}
