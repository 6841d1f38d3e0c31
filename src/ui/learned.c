/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/learned.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct learned_key {
	char sequence[ESCAPE_MOST];
	size_t size;
	enum key_name name;
	uint32_t point;
};

void
learned_clear(struct learned *learned)
{
	free(learned->keys);
	*learned = (struct learned){ 0 };
}

/* What would end before its last byte, or is a key of ours, is typed text. */
static bool
is_learnable(const char *sequence, size_t size)
{
	struct escape escape;
	enum escape_verdict verdict = ESCAPE_GOES_ON;
	escape_begin(&escape);
	for (size_t i = 1; i < size; i++) {
		if (verdict != ESCAPE_GOES_ON)
			return false;
		verdict = escape_take(&escape, (unsigned char)sequence[i]);
	}
	char last = sequence[size - 1];
	return verdict == ESCAPE_SEQUENCE ||
	    (verdict == ESCAPE_PAIR && (last < '1' || last > '9'));
}

void
learned_add(struct learned *learned, const char *sequence, enum key_name name,
    uint32_t point)
{
	size_t size = strlen(sequence);
	if (size < 2 || size > ESCAPE_MOST || sequence[0] != '\033' ||
	    !is_learnable(sequence, size))
		return;
	learned->keys = memory_grow(learned->keys, learned->count + 1,
	    sizeof(struct learned_key));
	struct learned_key *one = &learned->keys[learned->count++];
	*one = (struct learned_key){ .size = size };
	one->name = name;
	one->point = point;
	memcpy(one->sequence, sequence, size);
}

bool
learned_find(const struct learned *learned, struct key *key,
    const struct escape *escape)
{
	for (size_t i = 0; i < learned->count; i++) {
		const struct learned_key *one = &learned->keys[i];
		if (one->size != escape->size ||
		    memcmp(one->sequence, escape->bytes, one->size) != 0)
			continue;
		*key = (struct key){ .name = one->name, .point = one->point };
		return true;
	}
	return false;
}
