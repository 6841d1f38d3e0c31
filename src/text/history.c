/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "text/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static bool
is_same(const char *one, size_t one_size, const char *other, size_t other_size)
{
	return one_size == other_size &&
	    (one_size == 0 || memcmp(one, other, one_size) == 0);
}

static void
forget_edit(struct history_slot *slot)
{
	free(slot->edit);
	slot->edit = NULL;
	slot->edit_size = 0;
}

static void
forget_oldest(struct history *history)
{
	history->size -= history->slots[0].size;
	free(history->slots[0].text);
	forget_edit(&history->slots[0]);
	memmove(&history->slots[0], &history->slots[1],
	    history->count * sizeof(history->slots[0]));
	history->slots[history->count] = (struct history_slot){ 0 };
	history->count--;
}

void
history_clear(struct history *history)
{
	forget_edit(&history->slots[history->count]);
	while (history->count > 0)
		forget_oldest(history);
	history->at = 0;
}

void
history_add(struct history *history, const char *text, size_t size)
{
	for (size_t i = 0; i <= history->count; i++)
		forget_edit(&history->slots[i]);
	const struct history_slot *last =
	    history->count == 0 ? NULL : &history->slots[history->count - 1];
	bool is_new = size > 0 && size <= HISTORY_SIZE &&
	    (last == NULL || !is_same(last->text, last->size, text, size));
	if (is_new) {
		while (history->count == HISTORY_MOST ||
		    history->size + size > HISTORY_SIZE)
			forget_oldest(history);
		history->slots[history->count++] =
		    (struct history_slot){ .text = memory_copy(text, size),
			    .size = size };
		history->size += size;
	}
	history->at = history->count;
}

void
history_leave(struct history *history)
{
	struct history_slot *unsent = &history->slots[history->count];
	bool has_unsent = history->at < history->count && unsent->edit != NULL;
	history->at = history->count;
	if (!has_unsent)
		return;
	char *text = memory_copy(unsent->edit, unsent->edit_size);
	history_add(history, text, unsent->edit_size);
	free(text);
}

const char *
history_shown(const struct history *history, size_t *size)
{
	const struct history_slot *slot = &history->slots[history->at];
	*size = slot->edit != NULL ? slot->edit_size : slot->size;
	return slot->edit != NULL ? slot->edit : slot->text;
}

static void
leave(struct history *history, const char *text, size_t size)
{
	struct history_slot *slot = &history->slots[history->at];
	forget_edit(slot);
	if (is_same(slot->text, slot->size, text, size))
		return;
	slot->edit = memory_copy(text, size);
	slot->edit_size = size;
}

bool
history_older(struct history *history, const char *text, size_t size)
{
	if (history->at == 0)
		return false;
	leave(history, text, size);
	history->at--;
	return true;
}

bool
history_newer(struct history *history, const char *text, size_t size)
{
	if (history->at == history->count)
		return false;
	leave(history, text, size);
	history->at++;
	return true;
}
