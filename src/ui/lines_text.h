/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * lines_text - what is said of a line, column by column, and all of it in a
 * row for plain mode.
 *
 * Pure.
 */
#ifndef LANDLINE_UI_LINES_TEXT_H
#define LANDLINE_UI_LINES_TEXT_H

#include <stdbool.h>

#include "ui/scene.h"

enum lines_text {
	LINES_TEXT_NUMBER, /* "> 2": the one in front */
	LINES_TEXT_DESCRIPTOR,
	LINES_TEXT_STATE,
	LINES_TEXT_WHO, /* as they claim */
	LINES_TEXT_MINE,
	LINES_TEXT_THEIRS,
	LINES_TEXT_FRAMES, /* "12/14": in and out */
	LINES_TEXT_BYTES,
	LINES_TEXT_UNREAD,
};

enum {
	LINES_TEXT_COUNT = LINES_TEXT_UNREAD + 1,
	LINES_TEXT_SIZE = NUMBER_PRINT_SIZE,
	LINES_TEXT_ROW_SIZE = 4 * NUMBER_PRINT_SIZE,
};

const char *lines_text_title(enum lines_text column);
bool lines_text_is_right(enum lines_text column);

/* What stands in that column; "" where there is nothing. Returns `to`. */
char *lines_text(char to[LINES_TEXT_SIZE], enum lines_text column,
    const struct scene_line *line);

/* All of it: "line 2: held, fd 8, 10.0.0.1:8255 to 10.0.0.7:50312, carol, …". */
char *lines_text_row(char to[LINES_TEXT_ROW_SIZE],
    const struct scene_line *line);

/* What the call on a line is doing, in a word or two. */
const char *lines_text_state(const struct scene_line *line);

#endif
