/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/framing.h"

#include <stdlib.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"
#include "suite.h"

enum { STREAM_FRAMES = 60, SEEDS = 8 };

/* Messages, and the stream that they make in some framing. */
struct stream {
	const struct framing *framing;
	uint8_t *bytes;
	size_t size;
	size_t starts[STREAM_FRAMES + 1];
	size_t count;
};

/* Adds a message as it is sent; one that cannot be carried is left out. */
static void
stream_add(struct stream *stream, const uint8_t *payload, size_t size)
{
	struct fault fault;
	if (!framing_can_carry(stream->framing, payload, size, &fault))
		return;
	stream->bytes =
	    realloc(stream->bytes, stream->size + size + FRAMING_EXTRA);
	ck_assert_ptr_nonnull(stream->bytes);
	stream->starts[stream->count++] = stream->size;
	stream->size += framing_write(stream->framing,
	    stream->bytes + stream->size, payload, size);
	stream->starts[stream->count] = stream->size;
}

/* Whatever a framing cannot carry becomes something that it can. */
static void
make_carriable(uint8_t *payload, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (payload[i] == '\n' || payload[i] == '\0' ||
		    payload[i] == '\r')
			payload[i] = '.';
}

static struct stream
stream_new(const struct framing *framing, uint64_t *state, size_t count,
    size_t most)
{
	struct stream stream = { .framing = framing };
	uint8_t payload[4096];
	while (stream.count < count) {
		size_t size = material_upto(state, 7) == 0 ?
		    material_upto(state, most) :
		    material_upto(state, most < 9 ? most : 9);
		material_fill(state, payload, size);
		if (framing->shape->kind == FRAMING_DELIMITER)
			make_carriable(payload, size);
		stream_add(&stream, payload, size);
	}
	return stream;
}

static size_t
whole_size(const struct framing_frame *frame)
{
	return frame->header_size + frame->payload_size + frame->trailer_size;
}

static bool
is_frame(const struct framing_frame *frame, const struct stream *stream,
    size_t index)
{
	if (index >= stream->count)
		return false;
	size_t size = stream->starts[index + 1] - stream->starts[index];
	uint32_t sum = 0;
	for (size_t i = 0; i < FRAMING_PIECES_MOST && i < frame->pieces.count;
	     i++)
		sum += frame->pieces.sizes[i];
	return whole_size(frame) == size &&
	    frame->header_size == stream->framing->header_size &&
	    frame->trailer_size == stream->framing->shape->trailer_size &&
	    frame->payload == frame->header + frame->header_size &&
	    (sum == size || frame->pieces.count > FRAMING_PIECES_MOST) &&
	    memcmp(frame->header, stream->bytes + stream->starts[index],
		size) == 0;
}

/* Offers an exact-size copy of one piece. Does not assert: that is slow. */
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
	return is_right && verdict == FRAMING_NEEDS_MORE &&
	    decoder_held(decoder) == at + size - stream->starts[*got];
}

static void
assert_survives(const struct stream *stream, size_t most, uint64_t *state)
{
	struct decoder decoder;
	size_t got = 0;
	bool is_right = true;
	decoder_init(&decoder, stream->framing);
	for (size_t at = 0; at < stream->size && is_right;) {
		size_t size = state == NULL ? most : material_upto(state, most);
		if (size > stream->size - at)
			size = stream->size - at;
		is_right = feed(&decoder, stream, at, size, &got);
		at += size;
	}
	ck_assert_msg(is_right && got == stream->count,
	    "%s: pieces of %zu, after %zu frames", stream->framing->name, most,
	    got);
	decoder_clear(&decoder);
}

/* The framings in which a stream says where its frames end. */
static const struct framing *
framed_at(size_t index)
{
	const struct framing *framing = framing_at(index + 1);
	return framing->shape->kind == FRAMING_RAW ? NULL : framing;
}

START_TEST(a_stream_whole_and_byte_by_byte_gives_its_messages)
{
	const struct framing *framing = framed_at((size_t)_i);
	uint64_t state = 7;
	struct stream stream = stream_new(framing, &state, STREAM_FRAMES, 2000);
	assert_survives(&stream, stream.size, NULL);
	assert_survives(&stream, 1, NULL);
	free(stream.bytes);
}
END_TEST

/* Cut into three, one or two of them empty. */
START_TEST(a_stream_cut_anywhere_gives_its_messages)
{
	const struct framing *framing = framed_at((size_t)_i);
	uint64_t state = 8;
	struct stream stream = stream_new(framing, &state, 6, 12);
	struct decoder decoder;
	decoder_init(&decoder, framing);
	for (size_t one = 0; one <= stream.size; one++) {
		for (size_t two = one; two <= stream.size; two++) {
			size_t got = 0;
			bool is_right = feed(&decoder, &stream, 0, one, &got) &&
			    feed(&decoder, &stream, one, two - one, &got) &&
			    feed(&decoder, &stream, two, stream.size - two,
				&got);
			if (!is_right || got != stream.count)
				ck_abort_msg("%s cut at %zu and %zu",
				    framing->name, one, two);
		}
	}
	decoder_clear(&decoder);
	free(stream.bytes);
}
END_TEST

START_TEST(a_stream_in_random_pieces_gives_its_messages)
{
	const struct framing *framing = framed_at((size_t)_i);
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		uint64_t state = seed;
		struct stream stream =
		    stream_new(framing, &state, STREAM_FRAMES, 3000);
		assert_survives(&stream, (size_t)1 << (seed % 13), &state);
		free(stream.bytes);
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

START_TEST(the_longest_message_arrives_however_it_comes)
{
	static const size_t sizes[] = { 1, 7, 1000, 65535, 65536, 70000 };
	const struct framing *framing = framed_at((size_t)_i);
	size_t most = most_of(framing);
	struct stream stream = { .framing = framing };
	uint8_t *payload = malloc(most);
	memset(payload, 'x', most);
	stream_add(&stream, payload, most);
	stream_add(&stream, payload, most);
	stream_add(&stream, payload, 3);
	ck_assert_uint_eq(stream.count, 3);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		assert_survives(&stream, sizes[i], NULL);
	free(payload);
	free(stream.bytes);
}
END_TEST

TCase *
foreign_stream_tcase(void)
{
	enum { FRAMED = 14 + 10 + 3 };
	TCase *tcase = tcase_create("foreign_stream");
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase,
	    a_stream_whole_and_byte_by_byte_gives_its_messages, 0, FRAMED);
	tcase_add_loop_test(tcase, a_stream_cut_anywhere_gives_its_messages, 0,
	    FRAMED);
	tcase_add_loop_test(tcase, a_stream_in_random_pieces_gives_its_messages,
	    0, FRAMED);
	tcase_add_loop_test(tcase, the_longest_message_arrives_however_it_comes,
	    0, FRAMED);
	return tcase;
}
