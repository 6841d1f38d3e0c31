/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * lines_pane - every line a row: its number and socket, its state and who is
 * there, the two addresses and ports that tell it from all others, and what has
 * gone over it.
 */
#ifndef LANDLINE_UI_LINES_PANE_H
#define LANDLINE_UI_LINES_PANE_H

#include <stddef.h>

#include "ui/canvas.h"
#include "ui/scene.h"

/* How many rows it could fill, title and heading included. */
int lines_pane_rows(const struct scene *scene);

/* How many lines it shows at once in that rectangle. */
size_t lines_pane_room(const struct scene *scene, const struct rectangle *in);

/* Paints those from view->lines_top on. */
void lines_pane_paint(const struct view *view, struct canvas *canvas,
    const struct scene *scene, const struct rectangle *in);

#endif
