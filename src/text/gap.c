/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "text/gap.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { SMALLEST_ROOM = 256 };

void
gap_clear(struct gap *gap)
{
	free(gap->store);
	*gap = (struct gap){ 0 };
}

size_t
gap_size(const struct gap *gap)
{
	return gap->start + (gap->room - gap->end);
}

void
gap_move(struct gap *gap, size_t at)
{
	assert(at <= gap_size(gap));
	if (at < gap->start) {
		size_t size = gap->start - at;
		memmove(gap->store + gap->end - size, gap->store + at, size);
		gap->start -= size;
		gap->end -= size;
	} else if (at > gap->start) {
		size_t size = at - gap->start;
		memmove(gap->store + gap->start, gap->store + gap->end, size);
		gap->start += size;
		gap->end += size;
	}
}

void
gap_reserve(struct gap *gap, size_t size)
{
	if (size <= gap->end - gap->start && gap->store != NULL)
		return;
	/* Doubled, so that a long paste in small pieces stays linear. */
	size_t room = gap_size(gap) + size;
	if (room < 2 * gap->room)
		room = 2 * gap->room;
	if (room < SMALLEST_ROOM)
		room = SMALLEST_ROOM;
	size_t behind = gap->room - gap->end;
	gap->store = memory_grow(gap->store, room, 1);
	memmove(gap->store + room - behind, gap->store + gap->end, behind);
	gap->end = room - behind;
	gap->room = room;
}

void
gap_put(struct gap *gap, const char *text, size_t size)
{
	gap_reserve(gap, size);
	if (size > 0)
		memcpy(gap->store + gap->start, text, size);
	gap->start += size;
}

void
gap_put_behind(struct gap *gap, const char *text, size_t size)
{
	gap_reserve(gap, size);
	gap->end -= size;
	if (size > 0)
		memcpy(gap->store + gap->end, text, size);
}

const char *
gap_text(struct gap *gap)
{
	gap_reserve(gap, 1);
	gap_move(gap, gap_size(gap));
	gap->store[gap->start] = '\0';
	return gap->store;
}
