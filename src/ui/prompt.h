/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * prompt - the draft at the bottom of the screen, with the cursor in it.
 *
 * Only a window around the cursor is ever wrapped, however long the draft is.
 */
#ifndef LANDLINE_UI_PROMPT_H
#define LANDLINE_UI_PROMPT_H

#include "ui/canvas.h"
#include "ui/scene.h"

/* How many rows the draft takes on a screen of so many columns, up to `most`. */
int prompt_rows(const struct scene *scene, int cols, int most);

/* Paints it and sets the canvas's cursor. `most` as above. */
void prompt_paint(struct canvas *canvas, const struct scene *scene,
    const struct rectangle *in, int most);

#endif
