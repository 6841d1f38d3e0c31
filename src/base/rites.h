/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * rites - the last rites: what is written to the terminal, and which termios
 * is set, when the program dies of a signal or of our own bug.
 *
 * The bytes are kept ready by ui/screen while it is up; nothing is computed
 * when dying, so that everything here may be called from a signal handler.
 */
#ifndef LANDLINE_BASE_RITES_H
#define LANDLINE_BASE_RITES_H

#include <stddef.h>
#include <termios.h>

enum { RITES_SIZE = 512 };

/*
 * Catches SEGV, BUS, FPE, ILL, ABRT, QUIT, TRAP and SYS: performs the rites
 * and dies of the same signal, so that the exit status is kept. INT, TERM and
 * HUP are the loop's, which says goodbye first. A QUIT that is ignored (for a
 * job in the background) stays ignored. Whoever calls exit() performs them, too:
 * curses does when it has no memory.
 */
void rites_install(void);

/*
 * From now on: `size` bytes (at most RITES_SIZE) to write to `descriptor`,
 * and `before` as its termios. Both are copied.
 */
void rites_keep(int descriptor, const char *bytes, size_t size,
    const struct termios *before);

/* The terminal is as it was; nothing is to be done any more. */
void rites_drop(void);

/* Gives the terminal back if that is due, once. Async-signal-safe. */
void rites_perform(void);

#endif
