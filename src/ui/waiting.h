/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * waiting - the screen before a call: what is my number, who has called, what
 * is new.
 */
#ifndef LANDLINE_UI_WAITING_H
#define LANDLINE_UI_WAITING_H

#include <stdbool.h>

#include "ui/canvas.h"
#include "ui/paint.h"
#include "ui/scene.h"

void waiting_paint(struct canvas *canvas, const struct scene *scene,
    const struct rectangle *in);

/*
 * One's own numbers under their heading, from `row` of `brush` on, in at most
 * `most` rows. Returns how many rows it took; help shows them too.
 */
int waiting_paint_numbers(const struct brush *brush, const struct scene *scene,
    int row, int most);

/* The rows that all of it would take. */
int waiting_number_rows(const struct scene *scene);

#endif
