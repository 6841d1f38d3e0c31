/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * screen - the terminal through ncurses: start, stop, resize, suspend, show a
 * canvas, read keys. The only file that knows curses.
 */
#ifndef LANDLINE_UI_SCREEN_H
#define LANDLINE_UI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "ui/canvas.h"
#include "ui/keyboard.h"

struct screen; /* opaque */

/* Whether standard input and output are a terminal that a screen can be on:
 * TERM set, known, not dumb. */
bool screen_is_possible(void);

/*
 * Starts it: alternate screen, raw keys (^C, ^Z, ^S are keys), bracketed
 * paste, alternate scroll off, the rites kept ready. NULL and the fault
 * when that cannot be had. Call it after loop_open(): curses' own handlers of
 * signals are not left in place.
 */
struct screen *screen_new(struct fault *fault);

/* Gives the terminal back as it was, and frees. */
void screen_free(struct screen *screen);

/* The window's size now (asked anew after LOOP_SIGNAL_WINCH through screen_resize). */
int screen_rows(const struct screen *screen);
int screen_cols(const struct screen *screen);
void screen_resize(struct screen *screen);

/*
 * Shows the canvas: only what differs from the one before is drawn. It never
 * waits for a terminal that takes nothing (^S, a slow line); while the last
 * one is not shown, don't come with another.
 */
void screen_show(struct screen *screen, const struct canvas *canvas);

/* Whether all has gone to the terminal; and what goes without waiting, now
 * that screen_output() can be written to. */
bool screen_is_shown(const struct screen *screen);
bool screen_go_on(struct screen *screen);

/* Forgets what is there: the next screen_show() draws everything (^L). */
void screen_forget(struct screen *screen);

void screen_bell(struct screen *screen);

/* The terminal's title; clean text, or "" for what it was. */
void screen_title(struct screen *screen, const char *title);

/*
 * Gives the terminal back and stops the job (^Z); returns after SIGCONT, the
 * terminal taken again and everything forgotten.
 */
void screen_suspend(struct screen *screen);

/*
 * Takes the terminal again, for after a SIGCONT that did not come through
 * screen_suspend(): whoever had it meanwhile may have changed it. In the
 * background this stops the process, as it does to any that sets modes.
 */
void screen_retake(struct screen *screen);

/*
 * After poll(): reads what has been typed. False when the terminal is gone.
 * Then screen_key() until it says false.
 */
bool screen_read(struct screen *screen);
bool screen_key(struct screen *screen, struct key *key);

/* What poll() is to watch: for keys, and while not all is shown. */
int screen_descriptor(const struct screen *screen);
int screen_output(const struct screen *screen);

#endif
