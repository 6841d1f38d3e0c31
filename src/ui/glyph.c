/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/glyph.h"

#include <string.h>

#include "text/cells.h"

void
glyph_read(wchar_t glyph[GLYPH_SIZE], const struct canvas_cell *cell)
{
	size_t count = 0;
	const char *at = cell->text;
	/* Most of what there is; it needs no closer look. */
	if (cell->cols == 1 && *at >= 0x20 && *at < 0x7f && at[1] == '\0') {
		glyph[0] = (wchar_t)*at;
		glyph[1] = L'\0';
		return;
	}
	for (size_t left = strlen(at); left > 0 && count < GLYPH_SIZE - 1;) {
		uint32_t point;
		size_t size = cells_decode(at, left, &point);
		/* -1 for a control character, which is neither. */
		int cols = wcwidth((wchar_t)point);
		if (count == 0 && cols != cell->cols)
			break;
		if (count == 0 || cols == 0)
			glyph[count++] = (wchar_t)point;
		at += size;
		left -= size;
	}
	if (count == 0)
		glyph[count++] = 0xfffd;
	glyph[count] = L'\0';
}
