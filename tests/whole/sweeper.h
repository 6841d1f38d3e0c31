/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * sweeper - a phone that is nothing but a switchboard and a screen, to which
 * every code point there is comes, as name, text, draft or hang-up words.
 *
 * What it is told are frames, and what comes of them goes the whole way: to
 * the transcript, the canvas, curses, and the terminal.
 */
#ifndef TESTS_WHOLE_SWEEPER_H
#define TESTS_WHOLE_SWEEPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/clean.h"

enum sweeper_kind {
	SWEEPER_NAME,
	SWEEPER_TEXT,
	SWEEPER_DRAFT,
	SWEEPER_WORDS,
};

enum {
	SWEEPER_KINDS = SWEEPER_WORDS + 1,
	SWEEPER_POINTS = 0x110000,
	SWEEPER_BATCH_SIZE = 8 * 1024,
};

/* Every how many code points are said; 1: all of them. */
struct sweeper {
	enum sweeper_kind kind;
	uint32_t step;
};

/* How the text is cleaned on arrival, and the screen that it is seen on. */
enum clean_rule sweeper_rule(enum sweeper_kind kind);
void sweeper_size(enum sweeper_kind kind, int *rows, int *cols);

/* After how many batches all of them are still to be seen. */
unsigned sweeper_painted_every(enum sweeper_kind kind);

/*
 * The next batch, from `*point` on, which it moves on: as many code points as
 * are said and seen at once, marks on a letter of their own, surrogates and
 * all encoded as if they were characters. 0 behind the last.
 */
size_t sweeper_batch(const struct sweeper *sweeper,
    char batch[SWEEPER_BATCH_SIZE], uint32_t *point);

/* The program itself, for struct program: says it all, and ends. */
void sweeper_run(const void *sweeper);

#endif
