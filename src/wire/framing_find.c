/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "wire/foreign.h"
#include "wire/framing.h"

const char framing_names[] =
    "landline, u8, u16, u32 or u64 (with le for little-endian, +self for a"
    " length that counts its own header), ascii1 … ascii10, line, crlf, nul,"
    " raw";

const struct framing *
framing_at(size_t index)
{
	if (index == 0)
		return &framing_landline;
	index--;
	if (index < foreign_length_count)
		return &foreign_lengths[index];
	index -= foreign_length_count;
	return index < foreign_other_count ? &foreign_others[index] : NULL;
}

const struct framing *
framing_find(const char *name)
{
	const struct framing *framing;
	for (size_t i = 0; (framing = framing_at(i)) != NULL; i++)
		if (strcmp(framing->name, name) == 0)
			return framing;
	return NULL;
}
