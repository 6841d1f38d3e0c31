/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * pupil - a program with nothing but a screen. What it is to do is typed at
 * it, a letter each, and behind each deed it writes a mark, so that a test
 * knows that all of its output has come.
 *
 * n the next canvas, s the next that scrolls, t a typed character, r the size
 * asked for and n, f all painted again, b bell, T and U a title and none, z
 * suspended, k the terminal taken again, a abort(); all others end it. F7 is
 * b, too.
 */
#ifndef TESTS_WHOLE_PUPIL_H
#define TESTS_WHOLE_PUPIL_H

#include <stdint.h>

#include "terminal.h"

#include "ui/canvas.h"

#define PUPIL_DONE "\033]9;done\007"

/* The program itself, for struct program. */
void pupil_run(const void *unused);

/* What a seed makes, in the test and in the program alike; seeds are
 * counted from 1 by n and r, and by s. */
void pupil_paint(struct canvas *canvas, uint64_t seed, int rows, int cols);

/* Rows that move up by one with each seed, between two that stay. */
void pupil_paint_scrolled(struct canvas *canvas, uint64_t seed, int rows,
    int cols);

/* wcwidth() knows no character beyond ASCII without: a fixture. */
void pupil_set_up(void);

/* Starts it alone on an xterm. */
struct terminal *pupil_start(int rows, int cols);

/* Has it do these one by one, and has all that came of the last. */
void pupil_tell(struct terminal *terminal, const char *letters);

/* How many bytes it writes for one of them. */
size_t pupil_writes(struct terminal *terminal, const char *letter);

/* Has it end, and the terminal must be as before. */
void pupil_end(struct terminal *terminal);

#endif
