/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "app/outgoing.h"

#include <stdlib.h>

#include "base/memory.h"
#include "text/clean.h"

void
outgoing_clear(struct outgoing *outgoing)
{
	free(outgoing->text);
	*outgoing = (struct outgoing){ 0 };
}

void
outgoing_set(struct outgoing *outgoing, const char *text, size_t size)
{
	outgoing_clear(outgoing);
	outgoing->text = memory_copy(text, size);
	outgoing->size = size;
}

bool
outgoing_is_empty(const struct outgoing *outgoing)
{
	return outgoing->text == NULL;
}

const char *
outgoing_rest(const struct outgoing *outgoing, size_t *size)
{
	*size = outgoing->size - outgoing->at;
	return outgoing->text + outgoing->at;
}

const char *
outgoing_next(const struct outgoing *outgoing, size_t most, size_t *size)
{
	const char *text = outgoing_rest(outgoing, size);
	*size = clean_cut(text, *size, most);
	return text;
}

void
outgoing_said(struct outgoing *outgoing, size_t size)
{
	outgoing->at += size;
	if (outgoing->at >= outgoing->size)
		outgoing_clear(outgoing);
}
