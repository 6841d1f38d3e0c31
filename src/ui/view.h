/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * view - paints a scene on a canvas: the waiting screen, the call in two
 * columns or in the classic layout, wire and ladder pane, help, status row
 * and draft.
 *
 * Pure. It sees the scene and nothing else of the program, and keeps nothing
 * but what the user chose to look at.
 */
#ifndef LANDLINE_UI_VIEW_H
#define LANDLINE_UI_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/canvas.h"
#include "ui/scene.h"

void view_init(struct view *view);

/* Paints everything on a canvas of that size. */
void view_paint(struct view *view, struct canvas *canvas,
    const struct scene *scene, int rows, int cols);

/* Scrolls by `pages` (negative: back) of a canvas of that size. Works on help too. */
void view_scroll(struct view *view, const struct scene *scene, int rows,
    int cols, int pages);

/* To the end, following it. */
void view_follow(struct view *view);

/*
 * The wire pane: to a newer frame (negative: an older one) than the one that is
 * looked at; and to stay with that one, or go on with the newest again.
 */
void view_step_wire(struct view *view, const struct scene *scene, int by);
void view_freeze_wire(struct view *view, const struct scene *scene);

/*
 * The lines pane: shows it, or the next lines where a canvas of that size has
 * no room for all of them, or hides it behind the last.
 */
void view_turn_lines(struct view *view, const struct scene *scene, int rows,
    int cols);

/*
 * Columns, or the classic layout; false when the window is too narrow for a
 * choice.
 */
bool view_turn_layout(struct view *view, int cols);

/*
 * When it would look different without anything having happened: the status
 * row's clock while a call goes on, what help adds when nobody has called for
 * a while; else CLOCK_NEVER.
 */
int64_t view_deadline(const struct scene *scene);

#endif
