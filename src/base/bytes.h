/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * bytes - a bounded byte queue: append at the tail, consume at the head,
 * and the big-endian words that go over a wire.
 *
 * Pure. It never grows beyond the limit it was made with, and what it holds
 * is always one contiguous run of memory.
 */
#ifndef LANDLINE_BASE_BYTES_H
#define LANDLINE_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {
	uint8_t *store; /* NULL until the first append */
	size_t room;	/* what is allocated, at most limit */
	size_t head;	/* where the oldest byte stands */
	size_t size;	/* how many bytes are queued */
	size_t limit;
};

/* Makes an empty queue that holds at most `limit` bytes. Allocates nothing. */
void bytes_init(struct bytes *bytes, size_t limit);

/* Frees the store; the queue is as after bytes_init(). */
void bytes_clear(struct bytes *bytes);

/* Appends all of `from`, or nothing and says false when it would not fit. */
bool bytes_append(struct bytes *bytes, const void *from, size_t size);

/*
 * Makes room for `size` more bytes at the tail and returns where they go, or
 * NULL when they would not fit. The pointer lives until the next call;
 * bytes_grew() says how many were really written there.
 */
uint8_t *bytes_reserve(struct bytes *bytes, size_t size);
void bytes_grew(struct bytes *bytes, size_t size);

/* The oldest byte; the next `bytes->size` follow it. Lives until a change. */
const uint8_t *bytes_head(const struct bytes *bytes);

/* Drops the `size` oldest bytes; `size` must not exceed what is queued. */
void bytes_consume(struct bytes *bytes, size_t size);

/* How many more bytes fit. */
size_t bytes_free(const struct bytes *bytes);

/*
 * Big-endian words (network byte order, RFC 1700), at any address. They stand
 * here because a call would cost more than they do: six of them are a header.
 */
static inline void
bytes_put_u16(uint8_t *at, uint16_t value)
{
	at[0] = (uint8_t)(value >> 8);
	at[1] = (uint8_t)value;
}

static inline void
bytes_put_u32(uint8_t *at, uint32_t value)
{
	bytes_put_u16(at, (uint16_t)(value >> 16));
	bytes_put_u16(at + 2, (uint16_t)value);
}

static inline void
bytes_put_u64(uint8_t *at, uint64_t value)
{
	bytes_put_u32(at, (uint32_t)(value >> 32));
	bytes_put_u32(at + 4, (uint32_t)value);
}

static inline uint16_t
bytes_take_u16(const uint8_t *at)
{
	return (uint16_t)(at[0] << 8 | at[1]);
}

static inline uint32_t
bytes_take_u32(const uint8_t *at)
{
	return (uint32_t)bytes_take_u16(at) << 16 | bytes_take_u16(at + 2);
}

static inline uint64_t
bytes_take_u64(const uint8_t *at)
{
	return (uint64_t)bytes_take_u32(at) << 32 | bytes_take_u32(at + 4);
}

#endif
