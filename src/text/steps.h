/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * steps - how far a cursor goes: over a cluster, a word, to the end of a line.
 *
 * Pure. What goes back is given the text before the cursor, and returns where
 * the cursor comes to stand in it. What goes on is given the text behind the
 * cursor, and returns how many bytes it passes.
 */
#ifndef LANDLINE_TEXT_STEPS_H
#define LANDLINE_TEXT_STEPS_H

#include <stddef.h>

/* A word is letters, marks and digits, as for readline's M-b and M-f. */
size_t steps_word_back(const char *text, size_t size);
size_t steps_word_on(const char *text, size_t size);

/* Over blanks, then over all that is none, as readline's ^W. */
size_t steps_blank_word_back(const char *text, size_t size);

/* To the line's start or end; newlines are what lines end in. */
size_t steps_line_start(const char *text, size_t size);
size_t steps_line_end(const char *text, size_t size);

#endif
