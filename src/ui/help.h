/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * help - what F1 shows: one's own numbers, what keeps people out, the keys
 * and the commands.
 */
#ifndef LANDLINE_UI_HELP_H
#define LANDLINE_UI_HELP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/canvas.h"
#include "ui/scene.h"

/* Paints its rows from number `top` on. */
void help_paint(struct canvas *canvas, const struct scene *scene,
    const struct rectangle *in, size_t top);

/* The largest `top` that leaves no row below the last one empty. */
size_t help_last_top(const struct scene *scene, const struct rectangle *in);

/* When it has more to say as nobody has called for a while, or CLOCK_NEVER. */
int64_t help_deadline(const struct scene *scene);

#endif
