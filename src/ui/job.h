/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * job - what a program with the terminal to itself owes to the shell: it
 * stops as the shell expects, and its signals stay its own.
 *
 * The handlers themselves are net/loop's and base/rites'.
 */
#ifndef LANDLINE_UI_JOB_H
#define LANDLINE_UI_JOB_H

#include <signal.h>

enum { JOB_SIGNALS = 4 };

/* What is done at the signals that curses would take for itself. */
struct job_signals {
	struct sigaction actions[JOB_SIGNALS];
};

/* Notes them before curses starts, and puts them back after. */
void job_note_signals(struct job_signals *signals);
void job_restore_signals(const struct job_signals *signals);

/*
 * Stops all of the job, as the terminal does at ^Z; returns after SIGCONT, or
 * at once when there is no shell that could say fg.
 */
void job_stop(void);

/* Takes O_NONBLOCK away, which another program may have left behind. */
void job_make_blocking(int descriptor);

#endif
