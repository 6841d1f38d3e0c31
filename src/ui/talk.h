/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * talk - the conversation: in two columns and one time order, or in the
 * classic layout, mine above and theirs below.
 *
 * What is shown is found by walking from the row at the bottom, so that it
 * costs as much as the screen is large, however long the transcript is.
 */
#ifndef LANDLINE_UI_TALK_H
#define LANDLINE_UI_TALK_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/canvas.h"
#include "ui/layout.h"
#include "ui/scene.h"

/* scene->party must not be NULL in any of these. */

/* Paints it into `in`. Returns how many of its rows are still empty. */
int talk_paint(struct view *view, struct canvas *canvas,
    const struct scene *scene, const struct rectangle *in);

/* Scrolls by `pages` of a conversation in `in`; negative: back. */
void talk_scroll(struct view *view, const struct scene *scene,
    const struct rectangle *in, int pages);

/* Entries below what is shown that have never been shown. */
uint64_t talk_unseen(const struct view *view, const struct scene *scene);

#endif
