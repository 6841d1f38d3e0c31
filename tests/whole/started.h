/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * started - a program on a terminal of its own: by itself, as a window starts
 * one, or as a job of something like a shell, so that it can be suspended.
 *
 * It dies with the test that started it.
 */
#ifndef TESTS_WHOLE_STARTED_H
#define TESTS_WHOLE_STARTED_H

#include <stdbool.h>
#include <sys/types.h>
#include <termios.h>

struct program {
	const char *const *argv;	   /* NULL-terminated; or else … */
	void (*run)(const void *argument); /* … what the child does itself */
	const void *argument;

	/* "NAME=value", or "NAME" for one that is to be missing; ends with
	 * NULL. TERM is xterm-256color and the locale C.UTF-8 unless said. */
	const char *const *environment;
	int rows, cols; /* 24 × 80 when 0; below, it doesn't know them */
	bool is_job;
};

struct started {
	int master;   /* of the pty; -1 when closed. Does not block */
	pid_t leader; /* who is waited for */
	pid_t pid;    /* the program; the leader itself unless it is a job */
	int reports;  /* of a job's wait statuses; -1 */
	struct termios before; /* the terminal's modes when it began */
};

void started_open(struct started *started, const struct program *program);

/* The next wait status (see waitpid(2)), a stop included; false when there is
 * none yet. */
bool started_status(struct started *started, int *status);

/* How often it has gone to sleep so far, and whether it sleeps now, see
 * proc(5): whom something has woken is awake at once, however long the system
 * then keeps it waiting. */
struct started_sleep {
	long count;
	bool is_asleep;
};
struct started_sleep started_sleep(const struct started *started);

/* Kills whatever is left of it, and closes. */
void started_close(struct started *started);

#endif
