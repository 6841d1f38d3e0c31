/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * process - a landline without a screen, or another program, as a script
 * starts it: pipes, files or terminals for its streams, what it wrote, and its
 * exit status.
 *
 * Nothing sleeps: whoever waits, waits until something shows, with a limit,
 * and all processes are read and written meanwhile. What is expected and does
 * not come fails the test, with what they said. They die with the test.
 */
#ifndef TESTS_WHOLE_PROCESS_H
#define TESTS_WHOLE_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
	PROCESS_LIMIT_MS = 60000, /* of every wait; see process_patience() */
	PROCESS_TIMEOUT_S = 120,  /* for tcase_set_timeout() */
};

/* What a stream is; a descriptor of the test's own is meant as it is. */
enum {
	PROCESS_PIPE = 0, /* to and from the test */
	PROCESS_NULL = -1,
	PROCESS_CLOSED = -2,
	PROCESS_TERMINAL = -3, /* the test has the master */
};

struct process_plan {
	int in, out;	       /* standard error is always a pipe */
	const char *timers;    /* LANDLINE_TIMERS */
	void (*prepare)(void); /* what the child does before it is landline */
	const char *program; /* of the build tree, or from /; NULL: landline */
};

struct process_text {
	char *bytes; /* with a NUL */
	size_t size;
	size_t room;
};

struct process {
	pid_t pid;
	int in, out, err; /* the test's ends; -1: none, or closed */
	struct process_text input, output, errors;
	size_t input_at; /* written so far */
	bool input_ends;
	bool is_unread; /* leave its output alone */
	struct process *next;
};

/* Starts landline with those arguments, NULL at the end. */
void process_start(struct process *process, struct process_plan plan, ...)
    __attribute__((sentinel));
/* The same with an array: the name of the program first, NULL at its end. */
void process_start_with(struct process *process,
    const struct process_plan *plan, const char *const *arguments);

/* Kills it if it still runs. */
void process_clear(struct process *process);

/* Starts one that picks up on 127.0.0.1, and waits until it listens. */
void process_listen(struct process *process, struct process_plan plan);

/* The number that it waits on, from its own words. */
const char *process_number(const struct process *process);

/* Starts one that dials a number, with a name. */
void process_dial(struct process *process, struct process_plan plan,
    const char *number, const char *name);

/* ---- doing ---- */

void process_say(struct process *process, const char *text);
void process_say_bytes(struct process *process, const void *bytes, size_t size);
void process_end_input(struct process *process);
void process_signal(const struct process *process, int signal);

/* ---- waiting ---- */

/* How long waits may take from now on, for all processes. */
void process_patience(int limit_ms);

/* Until it has written that to standard output, or to standard error. */
void process_expect_output(struct process *process, const char *text);
void process_expect_error(struct process *process, const char *text);

/* Until it stands so often in standard error. */
void process_expect_errors(struct process *process, const char *text,
    size_t count);

/* Until all that was to be said is in its pipe, and that closed if it ends. */
void process_expect_input_gone(struct process *process);

/* Until it has ended: its exit status, or 128 + the signal that killed it. */
int process_await_end(struct process *process);

/* Until it has ended, with that exit status, or 128 + the signal that killed it. */
void process_expect_end(struct process *process, int status);

/* Until that descriptor of the test's has one of these poll() events. */
void process_expect_event(int descriptor, short events);

/* Carries what there is to and from all, without waiting. */
void process_serve(void);

/* The same for a time that is to be measured, and for nothing else. */
void process_serve_until(int64_t until);

#endif
