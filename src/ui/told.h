/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * told - messages that are passed on and the trails of one's own, on the screen
 * before a call; in a call they are notes of the conversation.
 */
#ifndef LANDLINE_UI_TOLD_H
#define LANDLINE_UI_TOLD_H

#include "ui/paint.h"
#include "ui/scene.h"

/* The rows that the newest of it take from column `col` on. */
int told_rows(const struct brush *brush, const struct scene *scene, int col);

/* The newest of it, in at most `most` rows. Returns the row behind them. */
int told_paint(const struct brush *brush, const struct scene *scene, int row,
    int col, int most);

#endif
