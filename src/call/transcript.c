/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/transcript.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"

enum { SMALLEST_ROOM = 64 };

void
transcript_init(struct transcript *transcript)
{
	*transcript = (struct transcript){ 0 };
}

/* An entry's place follows from its number, so numbers need no keeping. */
static struct transcript_entry *
entry_at(const struct transcript *transcript, uint64_t number)
{
	return &transcript->ring[number % transcript->room];
}

void
transcript_clear(struct transcript *transcript)
{
	for (uint64_t n = transcript->first; n < transcript->end; n++)
		free(entry_at(transcript, n)->text);
	free(transcript->ring);
	transcript_init(transcript);
}

static size_t
count_of(const struct transcript *transcript)
{
	return (size_t)(transcript->end - transcript->first);
}

/* By halves, not by doubling: a message is to cost little. */
static void
grow_ring(struct transcript *transcript)
{
	struct transcript grown = *transcript;
	grown.room += grown.room / 2;
	if (grown.room < SMALLEST_ROOM)
		grown.room = SMALLEST_ROOM;
	if (grown.room > TRANSCRIPT_MOST)
		grown.room = TRANSCRIPT_MOST;
	grown.ring = memory_new(grown.room, sizeof(struct transcript_entry));
	for (uint64_t n = transcript->first; n < transcript->end; n++)
		*entry_at(&grown, n) = *entry_at(transcript, n);
	free(transcript->ring);
	*transcript = grown;
}

static uint64_t
later(uint64_t one, uint64_t other)
{
	return one > other ? one : other;
}

static void
drop_oldest(struct transcript *transcript)
{
	struct transcript_entry *oldest =
	    entry_at(transcript, transcript->first);
	transcript->text_size -= oldest->size;
	free(oldest->text);
	oldest->text = NULL;
	transcript->first++;
	transcript->waiting = later(transcript->waiting, transcript->first);
	transcript->untaped = later(transcript->untaped, transcript->first);
}

static bool
has_room(const struct transcript *transcript, size_t size)
{
	size_t count = count_of(transcript);
	return count == 0 ||
	    (count < TRANSCRIPT_MOST &&
		transcript->text_size + size <= TRANSCRIPT_TEXT_MOST);
}

uint64_t
transcript_add(struct transcript *transcript,
    const struct transcript_entry *entry, const char *text, size_t size)
{
	while (!has_room(transcript, size))
		drop_oldest(transcript);
	if (count_of(transcript) == transcript->room)
		grow_ring(transcript);
	struct transcript_entry *added = entry_at(transcript, transcript->end);
	*added = *entry;
	added->text = memory_copy(text, size);
	added->size = (uint32_t)size;
	transcript->text_size += size;
	transcript->version++;
	return transcript->end++;
}

const struct transcript_entry *
transcript_at(const struct transcript *transcript, uint64_t number)
{
	if (number < transcript->first || number >= transcript->end)
		return NULL;
	return entry_at(transcript, number);
}

void
transcript_taped(struct transcript *transcript, uint32_t sequence,
    uint32_t tape_id)
{
	for (; transcript->untaped < transcript->end; transcript->untaped++) {
		struct transcript_entry *entry =
		    entry_at(transcript, transcript->untaped);
		if (entry->speaker != SPEAKER_ME || entry->sequence == 0)
			continue;
		if (entry->sequence > sequence)
			return;
		if (entry->sequence == sequence) {
			entry->tape_id = tape_id;
			transcript->version++;
		}
	}
}

void
transcript_rewind(struct transcript *transcript)
{
	transcript->untaped = transcript->waiting;
}

void
transcript_delivered(struct transcript *transcript, uint32_t sequence)
{
	for (; transcript->waiting < transcript->end; transcript->waiting++) {
		struct transcript_entry *entry =
		    entry_at(transcript, transcript->waiting);
		if (entry->delivery != DELIVERY_WAITING)
			continue;
		if (entry->sequence > sequence)
			return;
		entry->delivery = DELIVERY_DONE;
		transcript->version++;
	}
}

void
transcript_mark(struct transcript *transcript, uint64_t number,
    enum transcript_delivery delivery)
{
	if (transcript_at(transcript, number) == NULL)
		return;
	entry_at(transcript, number)->delivery = (uint8_t)delivery;
	transcript->version++;
}

size_t
transcript_give_up(struct transcript *transcript)
{
	size_t count = 0;
	for (; transcript->waiting < transcript->end; transcript->waiting++) {
		struct transcript_entry *entry =
		    entry_at(transcript, transcript->waiting);
		if (entry->delivery != DELIVERY_WAITING)
			continue;
		entry->delivery = DELIVERY_UNKNOWN;
		transcript->version++;
		count++;
	}
	return count;
}
