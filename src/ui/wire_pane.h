/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * wire_pane - the newest frames on the tape, byte for byte and field by
 * field, the last one at the bottom.
 */
#ifndef LANDLINE_UI_WIRE_PANE_H
#define LANDLINE_UI_WIRE_PANE_H

#include "ui/canvas.h"
#include "ui/scene.h"

void wire_pane_paint(const struct view *view, struct canvas *canvas,
    const struct scene *scene, const struct rectangle *in);

/*
 * Looks at the frame so many behind (negative: before) the one that is shown,
 * whatever else comes; behind the newest one it follows the wire again.
 */
void wire_pane_step(struct view *view, const struct scene *scene, int by);

/* Stays with the frame that is shown, or follows the wire again. */
void wire_pane_freeze(struct view *view, const struct scene *scene);

#endif
