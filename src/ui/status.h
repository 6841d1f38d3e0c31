/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * status - the status row: the call's state, who and where they are, and the
 * two keys that matter now.
 */
#ifndef LANDLINE_UI_STATUS_H
#define LANDLINE_UI_STATUS_H

#include <stdint.h>

#include "ui/canvas.h"
#include "ui/scene.h"

/*
 * Paints it on the first row of `in`. `below` is what is to be said of rows
 * below those that are shown, or "".
 */
void status_paint(const struct view *view, struct canvas *canvas,
    const struct scene *scene, const struct rectangle *in, const char *below);

/* When its clock goes on; CLOCK_NEVER when it shows none. */
int64_t status_deadline(const struct scene *scene);

#endif
