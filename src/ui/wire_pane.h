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

void wire_pane_paint(struct canvas *canvas, const struct scene *scene,
    const struct rectangle *in);

#endif
