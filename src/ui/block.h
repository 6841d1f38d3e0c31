/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * block - the rows of one entry of the conversation: its text, the header
 * strip under it, and whether it arrived. A draft that is still being typed
 * is a block too.
 *
 * Pure. It knows its columns; which rows of the screen it gets is ui/talk's.
 */
#ifndef LANDLINE_UI_BLOCK_H
#define LANDLINE_UI_BLOCK_H

#include <stdbool.h>
#include <stddef.h>

#include "call/transcript.h"
#include "ui/canvas.h"
#include "ui/paint.h"
#include "ui/scene.h"

struct block {
	const struct view *view;
	const struct scene *scene;
	const struct transcript_entry *entry; /* NULL: a draft */
	const char *text;
	size_t size;
	enum canvas_style style;
};

/* How many rows it takes in `cols` columns, counted up to `most`. */
size_t block_rows(const struct block *block, int cols, size_t most);

/*
 * Paints its rows from number `skip` on, on the rows of `brush` from `row` to
 * the rectangle's end. Returns how many rows it painted.
 */
int block_paint(const struct block *block, const struct brush *brush, int row,
    size_t skip);

#endif
