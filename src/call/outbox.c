/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/outbox.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"

void
outbox_init(struct outbox *outbox)
{
	*outbox = (struct outbox){ 0 };
	bytes_init(&outbox->payloads, OUTBOX_SIZE);
}

void
outbox_clear(struct outbox *outbox)
{
	bytes_clear(&outbox->payloads);
	free(outbox->slots);
	outbox_init(outbox);
}

/* The slot `place` frames behind the oldest. */
static struct outbox_slot *
slot_at(const struct outbox *outbox, size_t place)
{
	return &outbox->slots[(outbox->first + place) % OUTBOX_SLOTS];
}

bool
outbox_has_room(const struct outbox *outbox, size_t size)
{
	return outbox->count < OUTBOX_SLOTS &&
	    size <= bytes_free(&outbox->payloads) &&
	    outbox_last(outbox) != UINT32_MAX;
}

uint32_t
outbox_put(struct outbox *outbox, uint8_t type, const void *payload,
    size_t size)
{
	if (!outbox_has_room(outbox, size) ||
	    !bytes_append(&outbox->payloads, payload, size))
		return 0;
	if (outbox->slots == NULL)
		outbox->slots =
		    memory_new(OUTBOX_SLOTS, sizeof(struct outbox_slot));
	*slot_at(outbox, outbox->count) =
	    (struct outbox_slot){ .type = type, .size = (uint32_t)size };
	outbox->count++;
	return outbox_last(outbox);
}

uint32_t
outbox_last(const struct outbox *outbox)
{
	return outbox->acknowledged + (uint32_t)outbox->count;
}

uint32_t
outbox_given(const struct outbox *outbox)
{
	return outbox->acknowledged + (uint32_t)outbox->given;
}

bool
outbox_peek(const struct outbox *outbox, struct outbox_frame *frame)
{
	if (outbox->given == outbox->count)
		return false;
	const struct outbox_slot *slot = slot_at(outbox, outbox->given);
	const uint8_t *head = bytes_head(&outbox->payloads);
	*frame = (struct outbox_frame){
		.type = slot->type,
		.sequence = outbox_given(outbox) + 1,
		/* No byte was ever queued: there is nothing to point into. */
		.payload = head == NULL ? NULL : head + outbox->given_size,
		.size = slot->size,
	};
	return true;
}

void
outbox_give(struct outbox *outbox)
{
	assert(outbox->given < outbox->count);
	outbox->given_size += slot_at(outbox, outbox->given)->size;
	outbox->given++;
	if (outbox_given(outbox) > outbox->had)
		outbox->had = outbox_given(outbox);
}

static void
drop_oldest(struct outbox *outbox)
{
	size_t size = slot_at(outbox, 0)->size;
	bytes_consume(&outbox->payloads, size);
	/* It may have arrived over a line that is no more. */
	if (outbox->given > 0) {
		outbox->given_size -= size;
		outbox->given--;
	}
	outbox->count--;
	outbox->first = (outbox->first + 1) % OUTBOX_SLOTS;
	outbox->acknowledged++;
}

bool
outbox_acknowledge(struct outbox *outbox, uint32_t sequence)
{
	if (sequence > outbox->acknowledged && sequence > outbox->had)
		return false;
	while (outbox->acknowledged < sequence)
		drop_oldest(outbox);
	return true;
}

void
outbox_rewind(struct outbox *outbox)
{
	outbox->given = 0;
	outbox->given_size = 0;
}

bool
outbox_is_empty(const struct outbox *outbox)
{
	return outbox->count == 0;
}

size_t
outbox_count(const struct outbox *outbox, uint8_t type)
{
	size_t count = 0;
	for (size_t place = 0; place < outbox->count; place++)
		if (slot_at(outbox, place)->type == type)
			count++;
	return count;
}
