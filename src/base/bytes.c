/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "base/bytes.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { SMALLEST_ROOM = 256 };

void
bytes_init(struct bytes *bytes, size_t limit)
{
	*bytes = (struct bytes){ .limit = limit };
}

void
bytes_clear(struct bytes *bytes)
{
	free(bytes->store);
	bytes_init(bytes, bytes->limit);
}

size_t
bytes_free(const struct bytes *bytes)
{
	return bytes->limit - bytes->size;
}

static void
move_to_front(struct bytes *bytes)
{
	if (bytes->head == 0)
		return;
	memmove(bytes->store, bytes->store + bytes->head, bytes->size);
	bytes->head = 0;
}

/* Doubles, so that appending byte by byte stays linear. */
static void
grow_room(struct bytes *bytes, size_t needed)
{
	size_t room = bytes->room < SMALLEST_ROOM ? SMALLEST_ROOM : bytes->room;
	while (room < needed && room <= bytes->limit / 2)
		room *= 2;
	if (room < needed || room > bytes->limit)
		room = bytes->limit;
	bytes->store = memory_grow(bytes->store, room, 1);
	bytes->room = room;
}

uint8_t *
bytes_reserve(struct bytes *bytes, size_t size)
{
	if (size > bytes_free(bytes))
		return NULL;
	if (bytes->store == NULL ||
	    size > bytes->room - bytes->head - bytes->size) {
		move_to_front(bytes);
		if (bytes->store == NULL || size > bytes->room - bytes->size)
			grow_room(bytes, bytes->size + size);
	}
	return bytes->store + bytes->head + bytes->size;
}

void
bytes_grew(struct bytes *bytes, size_t size)
{
	assert(size <= bytes->room - bytes->head - bytes->size);
	bytes->size += size;
}

bool
bytes_append(struct bytes *bytes, const void *from, size_t size)
{
	if (size == 0)
		return true;
	uint8_t *to = bytes_reserve(bytes, size);
	if (to == NULL)
		return false;
	memcpy(to, from, size);
	bytes_grew(bytes, size);
	return true;
}

const uint8_t *
bytes_head(const struct bytes *bytes)
{
	return bytes->store == NULL ? NULL : bytes->store + bytes->head;
}

void
bytes_consume(struct bytes *bytes, size_t size)
{
	assert(size <= bytes->size);
	bytes->size -= size;
	/* An emptied queue starts over in front: nothing to move later. */
	bytes->head = bytes->size == 0 ? 0 : bytes->head + size;
}
