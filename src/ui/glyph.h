/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * glyph - a cell of a canvas as the wide characters that curses takes.
 *
 * Pure. The last gate before the terminal: whatever is in the cell, what
 * comes out moves the cursor by the cell's columns and does nothing else.
 */
#ifndef LANDLINE_UI_GLYPH_H
#define LANDLINE_UI_GLYPH_H

#include <wchar.h>

#include "ui/canvas.h"

enum { GLYPH_SIZE = 6 }; /* one spacing character, four marks, and a NUL */

/* U+FFFD for what is not one spacing character and its marks. */
void glyph_read(wchar_t glyph[GLYPH_SIZE], const struct canvas_cell *cell);

#endif
