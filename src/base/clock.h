/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * clock - monotonic milliseconds, and the moment that never comes.
 *
 * Only the app asks what time it is; every floor below is told.
 */
#ifndef LANDLINE_BASE_CLOCK_H
#define LANDLINE_BASE_CLOCK_H

#include <stdint.h>

/* A moment that never comes: later than every other. */
#define CLOCK_NEVER INT64_MAX

/*
 * Milliseconds since some fixed moment. Goes on while the machine sleeps
 * (CLOCK_BOOTTIME where the system has it), is never set back.
 */
int64_t clock_now(void);

/* Milliseconds to add to clock_now() for milliseconds since 1970 (UTC). */
int64_t clock_wall_offset(void);

/*
 * The offset `before`, or `now` once the wall clock has been set. Two clocks
 * cannot be read at once: what was shown with one offset is not to change by
 * a millisecond with the next.
 */
int64_t clock_same_wall(int64_t before, int64_t now);

/* The earlier of two moments. */
int64_t clock_earlier(int64_t one, int64_t other);

/* The moment `ms` after `now`; CLOCK_NEVER stays what it is. */
int64_t clock_after(int64_t now, int64_t ms);

/*
 * What poll() is to be given so that it returns at `deadline`: 0 when that
 * has passed, -1 for CLOCK_NEVER, never more than an int holds.
 */
int clock_poll_timeout(int64_t now, int64_t deadline);

#endif
