/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * terminal - a whole program on a real pty, typed at and looked at as a
 * person would: with the keys, and through libvterm.
 *
 * Nothing sleeps. Whoever waits, waits until something shows, with a limit;
 * and whoever waits for one terminal goes on reading all others, so that two
 * phones can talk.
 *
 * What is expected and does not come fails the test and shows the screens.
 */
#ifndef TESTS_WHOLE_TERMINAL_H
#define TESTS_WHOLE_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "glass.h"
#include "started.h"

enum {
	TERMINAL_LIMIT_MS = 60000, /* of every wait; see terminal_patience() */
	TERMINAL_TIMEOUT_S = 120,  /* for tcase_set_timeout() */
};

struct terminal; /* opaque */

struct terminal *terminal_start(const struct program *program);

/* Kills what is left of the program. */
void terminal_free(struct terminal *terminal);

/* ---- doing ---- */

void terminal_type(struct terminal *terminal, const char *keys);
void terminal_type_bytes(struct terminal *terminal, const char *bytes,
    size_t size);

/* TIOCSWINSZ: the kernel sends SIGWINCH. 0 says that there is no size. */
void terminal_resize(struct terminal *terminal, int rows, int cols);

/* To the program, whether or not it is a job. */
void terminal_signal(struct terminal *terminal, int signal);

/* The window is closed: the master goes away. */
void terminal_hang_up(struct terminal *terminal);

/* While it is not read, the program's output has nowhere to go. */
void terminal_stop_reading(struct terminal *terminal);
void terminal_go_on_reading(struct terminal *terminal);

/* ---- waiting ---- */

/* How long waits may take from now on, for all terminals. */
void terminal_patience(int limit_ms);

typedef bool terminal_predicate(struct terminal *terminal,
    const void *argument);

/* Until the predicate holds; false when it did not within the limit. */
bool terminal_await(struct terminal *terminal, terminal_predicate *predicate,
    const void *argument);

/* Until the text shows somewhere on the screen, within one row. */
void terminal_expect(struct terminal *terminal, const char *text);
/* … until it shows no longer. */
void terminal_expect_gone(struct terminal *terminal, const char *text);
/* … until the whole screen is this, as terminal_screen() has it. */
void terminal_expect_screen(struct terminal *terminal, const char *screen);
/* … until these bytes have come since terminal_mark(). */
void terminal_expect_bytes(struct terminal *terminal, const char *bytes);

/* Until it has ended: its exit status, or 128 + the signal that killed it. */
int terminal_expect_end(struct terminal *terminal);

/* Until a job has been stopped by its ^Z; and SIGCONT, as fg does. */
void terminal_expect_stop(struct terminal *terminal);
void terminal_continue(struct terminal *terminal);

/* ---- looking ---- */

/* All of the screen as text, see glass_dump(). The caller frees it. */
char *terminal_screen(const struct terminal *terminal);
bool terminal_shows(const struct terminal *terminal, const char *text);

/* Whether the program has ended by now. */
bool terminal_has_ended(const struct terminal *terminal);

/* The program, for proc(5). */
pid_t terminal_pid(const struct terminal *terminal);

struct started_sleep terminal_sleep(const struct terminal *terminal);

/* Cursor, cells, title, alternate screen, bells. */
const struct glass *terminal_glass(const struct terminal *terminal);

/* What the program wrote since terminal_mark(), as it was written; until
 * the next wait. */
const char *terminal_written(const struct terminal *terminal, size_t *size);
void terminal_mark(struct terminal *terminal);

/* Whether a private mode (CSI ? mode h) was left on, by what was written
 * since the start; XTRESTORE (CSI ? mode r) counts as `saved`. */
bool terminal_mode(const struct terminal *terminal, int mode, bool saved);

/* termios as before, main screen, cursor shown, bracketed paste off, the
 * application's keys off, alternate scroll as before: or the test fails. */
void terminal_expect_restored(struct terminal *terminal);

#endif
