/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * loop - one turn of poll(): who is watched, how long to wait, what came,
 * and signals through a self-pipe.
 *
 * Nothing is registered: the watches are named anew each turn, so that
 * nothing goes stale. poll() is called here and nowhere else.
 */
#ifndef LANDLINE_NET_LOOP_H
#define LANDLINE_NET_LOOP_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "net/ladder.h"

/* So long after the first INT, TERM or HUP the next one ends the process. */
enum { LOOP_STUCK_MS = 1500 };

/* The index of no watch: the first one is the self-pipe, and nobody else's. */
enum { LOOP_NOTHING = 0 };

enum loop_signal {
	LOOP_SIGNAL_INT = 1 << 0,
	LOOP_SIGNAL_TERM = 1 << 1,
	LOOP_SIGNAL_HUP = 1 << 2,
	LOOP_SIGNAL_WINCH = 1 << 3,
	LOOP_SIGNAL_CONT = 1 << 4,
	LOOP_SIGNAL_TSTP = 1 << 5,
	LOOP_SIGNAL_CHLD = 1 << 6,
};

struct loop {
	struct pollfd *watches; /* [0] is the self-pipe */
	size_t count;
	size_t room;
	unsigned long wake_ups; /* counted for bench and tests */
};

/*
 * Makes the self-pipe and catches INT, TERM, HUP and CHLD; SIGPIPE is ignored.
 * What was ignored before (nohup) stays ignored. There can be one loop at a
 * time. Whoever is asked by INT, TERM or HUP to end and has not LOOP_STUCK_MS
 * later (blocked in a write, say) dies of the next of them, after the rites. False and errno when there is no descriptor left.
 */
bool loop_open(struct loop *loop);

/*
 * Catches TSTP, CONT and WINCH too, for who has a screen to give back and to
 * repaint; without one their ordinary effect is right.
 */
void loop_catch_terminal(struct loop *loop);

/* The signals do again what they did before. */
void loop_close(struct loop *loop);

/* Forgets last turn's watches. */
void loop_begin(struct loop *loop);

/*
 * Watches a descriptor in this turn; neither reading nor writing: not
 * watched at all (POLLHUP cannot be masked). Returns the watch's index, or
 * LOOP_NOTHING.
 */
size_t loop_watch(struct loop *loop, int descriptor, bool reading,
    bool writing);

/*
 * Waits until something comes or `deadline` (see base/clock) is there. A
 * signal ends it early.
 */
void loop_wait(struct loop *loop, int64_t now, int64_t deadline);

/*
 * Notes what woke the program, if it was a signal, the user's input or a
 * socket that the ladder knows; a deadline is not noted. After each wait, once
 * the ladder knows what time it is.
 */
void loop_note(const struct loop *loop, struct ladder *ladder);

/* What came for a watch. An error or a hang-up counts as what was waited for. */
bool loop_is_readable(const struct loop *loop, size_t watch);
bool loop_is_writable(const struct loop *loop, size_t watch);

/*
 * Whether a write of a few KiB would not block just now, or would fail at
 * once; asks without waiting.
 */
bool loop_can_write(int descriptor);

/* As loop_can_write(), but waits `ms` for it at most; a signal ends the wait. */
bool loop_can_write_soon(int descriptor, int ms);

/* Whether a read would not block just now; asks without waiting. */
bool loop_can_read(int descriptor);

/* The signals that came since last asked, as a set of enum loop_signal. */
unsigned loop_take_signals(struct loop *loop);

/* One that has come was seen to: it is not told any more. */
void loop_forget_signal(struct loop *loop, enum loop_signal signal);

#endif
