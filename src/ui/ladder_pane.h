/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * ladder_pane - the newest socket calls, the last one at the bottom, and the
 * telephone's word beside each.
 */
#ifndef LANDLINE_UI_LADDER_PANE_H
#define LANDLINE_UI_LADDER_PANE_H

#include "ui/canvas.h"
#include "ui/scene.h"

void ladder_pane_paint(struct canvas *canvas, const struct scene *scene,
    const struct rectangle *in);

#endif
