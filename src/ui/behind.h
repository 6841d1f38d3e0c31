/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * behind - the calls behind the one in front: the row for a caller who waits,
 * or for those who are held when nobody is in front, and what the status row
 * says of them.
 */
#ifndef LANDLINE_UI_BEHIND_H
#define LANDLINE_UI_BEHIND_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/canvas.h"
#include "ui/scene.h"

enum { BEHIND_WORDS_SIZE = 2 * NUMBER_PRINT_SIZE };

/* Whether there is something to be said in a row of its own. */
bool behind_has_row(const struct scene *scene);

/* Says it on the first row of `in`, in as many words as fit. */
void behind_paint(struct canvas *canvas, const struct scene *scene,
    const struct rectangle *in);

/* Who waits longest, or NULL. */
const struct party *behind_waiting(const struct scene *scene);

/* "line 2: 3 new", "2 lines held", or "" when nobody else is there. */
char *behind_status(char to[BEHIND_WORDS_SIZE], const struct scene *scene);

#endif
