/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "app/desk.h"

#include <stdlib.h>

#include "base/memory.h"

void
desk_clear(struct desk *desk)
{
	for (size_t i = 0; i < desk->count; i++) {
		free(desk->papers[i].draft);
		outgoing_clear(&desk->papers[i].outgoing);
	}
	free(desk->papers);
	*desk = (struct desk){ 0 };
}

struct desk_paper *
desk_find(struct desk *desk, uint64_t serial)
{
	for (size_t i = 0; i < desk->count; i++)
		if (desk->papers[i].serial == serial)
			return &desk->papers[i];
	return NULL;
}

struct desk_paper *
desk_make(struct desk *desk, uint64_t serial)
{
	struct desk_paper *paper = desk_find(desk, serial);
	if (paper != NULL)
		return paper;
	desk->papers =
	    memory_grow(desk->papers, desk->count + 1, sizeof *desk->papers);
	paper = &desk->papers[desk->count++];
	*paper = (struct desk_paper){ .serial = serial };
	return paper;
}

void
desk_forget_draft(struct desk_paper *paper)
{
	free(paper->draft);
	paper->draft = NULL;
	paper->draft_size = paper->draft_cursor = 0;
}

void
desk_put_draft(struct desk *desk, uint64_t serial, const char *text,
    size_t size, size_t cursor)
{
	struct desk_paper *paper = desk_make(desk, serial);
	desk_forget_draft(paper);
	paper->draft = memory_copy(text, size);
	paper->draft_size = size;
	paper->draft_cursor = cursor;
}

void
desk_tidy(struct desk *desk)
{
	for (size_t i = 0; i < desk->count;) {
		const struct desk_paper *paper = &desk->papers[i];
		if (paper->draft != NULL ||
		    !outgoing_is_empty(&paper->outgoing))
			i++;
		else
			desk->papers[i] = desk->papers[--desk->count];
	}
}
