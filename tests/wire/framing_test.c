/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/framing.h"

#include <stdlib.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"
#include "suite.h"
#include "wire/frame.h"

enum {
	STREAM_FRAMES = 400,
	STREAM_MOST = 1 << 20,
	SEEDS = 60,
};

/* A stream of frames, and where each begins. */
struct stream {
	uint8_t *bytes;
	size_t size;
	size_t starts[STREAM_FRAMES + 1];
	size_t count;
};

/* Payloads are mostly small, sometimes empty, now and then the longest. */
static uint32_t
random_length(uint64_t *state, size_t most)
{
	switch (material_upto(state, 15)) {
	case 0:
		return (uint32_t)most;
	case 1:
		return (uint32_t)material_upto(state, most);
	case 2:
		return 0;
	default:
		return (uint32_t)material_upto(state, most < 64 ? most : 64);
	}
}

static void
stream_add(struct stream *stream, uint8_t type, uint32_t length,
    uint64_t *state)
{
	struct frame_header header = {
		.type = type,
		.length = length,
		.sequence = (uint32_t)stream->count + 1,
	};
	size_t size = FRAME_HEADER_SIZE + length;
	ck_assert_uint_le(stream->size + size, STREAM_MOST);
	uint8_t *at = stream->bytes + stream->size;
	frame_encode(at, &header);
	material_fill(state, at + FRAME_HEADER_SIZE, length);
	stream->starts[stream->count++] = stream->size;
	stream->size += size;
	stream->starts[stream->count] = stream->size;
}

static struct stream
stream_new(uint64_t *state, size_t count, size_t most)
{
	struct stream stream = { .bytes = malloc(STREAM_MOST) };
	ck_assert_ptr_nonnull(stream.bytes);
	while (stream.count < count)
		/* 0x7f is a type that nobody knows: it may be of any length. */
		stream_add(&stream, material_upto(state, 3) ? FRAME_TEXT : 0x7f,
		    random_length(state, most), state);
	return stream;
}

static bool
pieces_sum_up(const struct framing_frame *frame)
{
	const struct framing_pieces *pieces = &frame->pieces;
	size_t size = frame->header_size + frame->payload_size;
	size_t sum = 0;
	for (size_t i = 0; i < FRAMING_PIECES_MOST && i < pieces->count; i++) {
		if (pieces->sizes[i] == 0)
			return false;
		sum += pieces->sizes[i];
	}
	if (pieces->count <= FRAMING_PIECES_MOST)
		return sum == size;
	return sum + pieces->count - FRAMING_PIECES_MOST <= size;
}

static bool
is_frame(const struct framing_frame *frame, const struct stream *stream,
    size_t index)
{
	if (index >= stream->count)
		return false;
	const uint8_t *sent = stream->bytes + stream->starts[index];
	size_t size = stream->starts[index + 1] - stream->starts[index];
	return frame->header_size == FRAME_HEADER_SIZE &&
	    frame->payload_size == size - FRAME_HEADER_SIZE &&
	    frame->payload == frame->header + FRAME_HEADER_SIZE &&
	    memcmp(frame->header, sent, size) == 0 && pieces_sum_up(frame);
}

/*
 * Offers an exact-size copy of one piece; `got` counts the frames so far. It
 * does not assert, for Check notes every assertion, which is slow by the
 * hundred thousand.
 */
static bool
feed(struct decoder *decoder, const struct stream *stream, size_t at,
    size_t size, size_t *got)
{
	uint8_t *piece = material_copy(stream->bytes + at, size);
	struct framing_frame frame;
	enum framing_verdict verdict;
	bool is_right = true;
	decoder_offer(decoder, piece, size);
	while ((verdict = decoder_next(decoder, &frame)) == FRAMING_FRAME)
		is_right = is_frame(&frame, stream, (*got)++) && is_right;
	free(piece);
	/* What is held is the beginning of the frame that comes next. */
	return is_right && verdict == FRAMING_NEEDS_MORE &&
	    decoder_held(decoder) == at + size - stream->starts[*got];
}

/* Feeds a whole stream in pieces of `most` bytes, or of 0 … most at random. */
static void
assert_survives(const struct stream *stream, size_t most, uint64_t *state)
{
	struct decoder decoder;
	size_t got = 0;
	bool is_right = true;
	decoder_init(&decoder, &framing_landline);
	for (size_t at = 0; at < stream->size && is_right;) {
		size_t size = state == NULL ? most : material_upto(state, most);
		if (size > stream->size - at)
			size = stream->size - at;
		is_right = feed(&decoder, stream, at, size, &got);
		at += size;
	}
	ck_assert_msg(is_right && got == stream->count,
	    "pieces of %zu, after %zu frames", most, got);
	decoder_clear(&decoder);
}

START_TEST(a_whole_stream_gives_its_frames_without_a_copy)
{
	uint64_t state = 1;
	struct stream stream = stream_new(&state, STREAM_FRAMES, 2000);
	struct decoder decoder;
	size_t got = 0;
	decoder_init(&decoder, &framing_landline);
	ck_assert(feed(&decoder, &stream, 0, stream.size, &got));
	ck_assert_uint_eq(got, STREAM_FRAMES);
	ck_assert_ptr_null(decoder.store);
	decoder_clear(&decoder);
	free(stream.bytes);
}
END_TEST

START_TEST(a_stream_byte_by_byte_gives_the_same_frames)
{
	uint64_t state = 2;
	struct stream stream = stream_new(&state, STREAM_FRAMES, 2000);
	assert_survives(&stream, 1, NULL);
	free(stream.bytes);
}
END_TEST

/* Cut into three, one or two of them empty: this has every cut in two, too. */
START_TEST(a_stream_cut_anywhere_gives_the_same_frames)
{
	uint64_t state = 4;
	struct stream stream = stream_new(&state, 4, 20);
	struct decoder decoder;
	decoder_init(&decoder, &framing_landline);
	for (size_t one = 0; one <= stream.size; one++) {
		for (size_t two = one; two <= stream.size; two++) {
			size_t got = 0;
			bool is_right = feed(&decoder, &stream, 0, one, &got) &&
			    feed(&decoder, &stream, one, two - one, &got) &&
			    feed(&decoder, &stream, two, stream.size - two,
				&got);
			if (!is_right || got != stream.count)
				ck_abort_msg("cut at %zu and %zu", one, two);
		}
	}
	decoder_clear(&decoder);
	free(stream.bytes);
}
END_TEST

START_TEST(a_stream_in_random_pieces_gives_the_same_frames)
{
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		uint64_t state = seed;
		struct stream stream = stream_new(&state, STREAM_FRAMES, 1000);
		/* From a few bytes to more than a frame, as the seed says. */
		assert_survives(&stream, (size_t)1 << (1 + seed % 12), &state);
		free(stream.bytes);
	}
}
END_TEST

START_TEST(the_longest_frame_fits_however_it_comes)
{
	static const size_t sizes[] = { 1, 15, 16, 17, 1000, 65551, 65552 };
	uint64_t state = 5;
	struct stream stream = { .bytes = malloc(STREAM_MOST) };
	stream_add(&stream, FRAME_TEXT, FRAME_PAYLOAD_MOST, &state);
	stream_add(&stream, FRAME_TEXT, FRAME_PAYLOAD_MOST, &state);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		assert_survives(&stream, sizes[i], NULL);
	free(stream.bytes);
}
END_TEST

/* Offers the first `size` bytes of a TEXT of 11 bytes in the sizes given. */
static struct framing_pieces
pieces_of_text(const size_t *sizes)
{
	uint64_t state = 6;
	struct stream stream = { .bytes = malloc(STREAM_MOST) };
	stream_add(&stream, FRAME_ACK, 0, &state);
	stream_add(&stream, FRAME_TEXT, 11, &state);
	stream_add(&stream, FRAME_ACK, 0, &state);
	struct decoder decoder;
	struct framing_frame frame;
	struct framing_pieces pieces = { 0 };
	decoder_init(&decoder, &framing_landline);
	const uint8_t *at = stream.bytes;
	for (; *sizes > 0; at += *sizes++) {
		decoder_offer(&decoder, at, *sizes);
		while (decoder_next(&decoder, &frame) == FRAMING_FRAME)
			if (frame.payload_size == 11)
				pieces = frame.pieces;
	}
	ck_assert_ptr_eq(at, stream.bytes + stream.size);
	decoder_clear(&decoder);
	free(stream.bytes);
	return pieces;
}

START_TEST(the_pieces_count_the_bytes_of_this_frame_only)
{
	/* Between an ACK in front and one behind, 16 bytes each. */
	struct framing_pieces pieces =
	    pieces_of_text((size_t[]){ 16 + 9, 7, 11 + 16, 0 });
	ck_assert_uint_eq(pieces.count, 3);
	ck_assert_uint_eq(pieces.sizes[0], 9);
	ck_assert_uint_eq(pieces.sizes[1], 7);
	ck_assert_uint_eq(pieces.sizes[2], 11);

	/* One piece may bring the header's end and the payload's beginning. */
	pieces = pieces_of_text((size_t[]){ 16, 3, 20, 4 + 16, 0 });
	ck_assert_uint_eq(pieces.count, 3);
	ck_assert_uint_eq(pieces.sizes[1], 20);

	pieces = pieces_of_text((size_t[]){ 16 + 27 + 16, 0 });
	ck_assert_uint_eq(pieces.count, 1);
	ck_assert_uint_eq(pieces.sizes[0], 27);
}
END_TEST

START_TEST(a_frame_knows_that_it_came_behind_another)
{
	ck_assert(pieces_of_text((size_t[]){ 16 + 9, 34, 0 }).shares_first);
	ck_assert(pieces_of_text((size_t[]){ 8, 8 + 9, 34, 0 }).shares_first);
	ck_assert(!pieces_of_text((size_t[]){ 16, 27 + 16, 0 }).shares_first);
	ck_assert(!pieces_of_text((size_t[]){ 8, 8, 9, 34, 0 }).shares_first);
}
END_TEST

START_TEST(of_many_pieces_the_first_are_remembered_and_all_counted)
{
	struct framing_pieces pieces = pieces_of_text(
	    (size_t[]){ 16, 1, 2, 1, 2, 1, 2, 1, 2, 3, 4, 5, 3, 16, 0 });
	ck_assert_uint_eq(pieces.count, 12);
	for (size_t i = 0; i < FRAMING_PIECES_MOST; i++)
		ck_assert_uint_eq(pieces.sizes[i], 1 + i % 2);
}
END_TEST

/* What is refused is refused again, and its first bytes can be had. */
static void
assert_refused(const char *bytes, size_t size, size_t cut,
    enum framing_verdict verdict)
{
	struct decoder decoder;
	struct framing_frame frame;
	decoder_init(&decoder, &framing_landline);
	uint8_t *one = material_copy((const uint8_t *)bytes, cut);
	decoder_offer(&decoder, one, cut);
	enum framing_verdict first = decoder_next(&decoder, &frame);
	free(one);
	uint8_t *two = material_copy((const uint8_t *)bytes + cut, size - cut);
	if (first == FRAMING_NEEDS_MORE) {
		decoder_offer(&decoder, two, size - cut);
		ck_assert_int_eq(decoder_next(&decoder, &frame), verdict);
		ck_assert_int_eq(decoder_next(&decoder, &frame), verdict);
		size_t front_size;
		const uint8_t *front = decoder_front(&decoder, &front_size);
		ck_assert_uint_le(front_size, size);
		ck_assert_mem_eq(front, bytes, front_size);
	} else {
		ck_assert_int_eq(first, verdict);
	}
	free(two);
	decoder_clear(&decoder);
}

START_TEST(nonsense_is_refused_wherever_it_is_cut)
{
	static const struct {
		char bytes[17];
		enum framing_verdict verdict;
	} refused[] = {
		{ "HTTP/1.0 400 Bad", FRAMING_NOT_OURS },
		{ "L\2\5\0\0\0\0\0\0\0\0\0\0\0\0\0", FRAMING_OTHER_VERSION },
		{ "L\1\5\1\0\0\0\0\0\0\0\0\0\0\0\0", FRAMING_SEALED },
		{ "L\1\5\0\0\1\0\1\0\0\0\0\0\0\0\0", FRAMING_TOO_LONG },
		{ "L\1\7\0\0\0\0\1\0\0\0\0\0\0\0\0", FRAMING_BAD_LENGTH },
	};
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		for (size_t cut = 0; cut < FRAME_HEADER_SIZE; cut++)
			assert_refused(refused[i].bytes, FRAME_HEADER_SIZE, cut,
			    refused[i].verdict);
}
END_TEST

START_TEST(frames_in_front_of_nonsense_are_still_given)
{
	static const uint8_t bytes[] =
	    "L\1\7\0\0\0\0\0\0\0\0\0\0\0\0\1GET / HTTP/1.1";
	struct decoder decoder;
	struct framing_frame frame;
	size_t size;
	decoder_init(&decoder, &framing_landline);
	decoder_offer(&decoder, bytes, sizeof(bytes) - 1);
	ck_assert_int_eq(decoder_next(&decoder, &frame), FRAMING_FRAME);
	ck_assert_int_eq(decoder_next(&decoder, &frame), FRAMING_NOT_OURS);
	ck_assert_mem_eq(decoder_front(&decoder, &size), "GET / HTTP/1.1", 14);
	ck_assert_uint_eq(size, 14);
	decoder_clear(&decoder);
}
END_TEST

START_TEST(a_length_above_the_limit_allocates_nothing)
{
	static const uint8_t bytes[] = "L\1\5\0\xff\xff\xff\xff\0\0\0\0\0\0\0";
	struct decoder decoder;
	struct framing_frame frame;
	decoder_init(&decoder, &framing_landline);
	decoder_offer(&decoder, bytes, 16);
	ck_assert_int_eq(decoder_next(&decoder, &frame), FRAMING_TOO_LONG);
	ck_assert_ptr_null(decoder.store);
	decoder_clear(&decoder);
}
END_TEST

TCase *
framing_tcase(void)
{
	TCase *tcase = tcase_create("framing");
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, a_whole_stream_gives_its_frames_without_a_copy);
	tcase_add_test(tcase, a_stream_byte_by_byte_gives_the_same_frames);
	tcase_add_test(tcase, a_stream_cut_anywhere_gives_the_same_frames);
	tcase_add_test(tcase, a_stream_in_random_pieces_gives_the_same_frames);
	tcase_add_test(tcase, the_longest_frame_fits_however_it_comes);
	tcase_add_test(tcase, the_pieces_count_the_bytes_of_this_frame_only);
	tcase_add_test(tcase,
	    of_many_pieces_the_first_are_remembered_and_all_counted);
	tcase_add_test(tcase, a_frame_knows_that_it_came_behind_another);
	tcase_add_test(tcase, nonsense_is_refused_wherever_it_is_cut);
	tcase_add_test(tcase, frames_in_front_of_nonsense_are_still_given);
	tcase_add_test(tcase, a_length_above_the_limit_allocates_nothing);
	return tcase;
}
