/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * manners - what a terminal is told on the way in and on the way out, beside
 * what curses tells it, and how it is given a title.
 *
 * Pure: scripts of bytes, from what terminfo says. ui/screen asks terminfo
 * and writes.
 */
#ifndef LANDLINE_UI_MANNERS_H
#define LANDLINE_UI_MANNERS_H

#include <stdbool.h>

#include "ui/script.h"

/* Capabilities by their names in terminfo(5); NULL where there is none. */
struct manners {
	const char *smkx, *rmkx;
	const char *rmir, *sgr0, *op, *cnorm, *rmcup, *el;
	const char *tsl, *fsl;
	bool has_xt;  /* it takes xterm's sequence for a title */
	bool is_ansi; /* it knows CSI, and ignores what it doesn't know of it */
};

/* After curses has started: keys, bracketed paste, no alternate scroll. */
void manners_enter(const struct manners *manners, struct script *script);

/* Before curses ends; `is_titled`: it was given a title. */
void manners_leave(const struct manners *manners, struct script *script,
    bool is_titled);

/*
 * All that curses and manners_leave() would have written, for one who dies.
 * `last_row` moves to the bottom, for a terminal with one screen only.
 */
void manners_die(const struct manners *manners, struct script *script,
    bool is_titled, const char *last_row);

bool manners_has_title(const struct manners *manners);

/*
 * Gives it the title `now` after `before`; "" is what it was at first, which
 * it keeps on a stack of its own. Control characters are left out.
 */
void manners_title(const struct manners *manners, struct script *script,
    const char *before, const char *now);

#endif
