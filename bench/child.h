/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * child - a program that is measured, on a terminal or with pipes, and what
 * it writes.
 *
 * Whoever waits for one goes on reading all others. What does not come within
 * the limit ends the whole run: a figure that was not measured is none. The
 * children die with the driver.
 */
#ifndef BENCH_CHILD_H
#define BENCH_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
	CHILD_NULL = -1, /* as a stream: /dev/null */
	CHILD_READ = -2, /* as output: read by child_serve() */
	CHILD_SOCKET = 3,
	CHILD_SEEN_SIZE = 64 * 1024,
};

struct plan {
	const char *const *argv;	   /* ends with NULL; or else … */
	void (*run)(const void *argument); /* … what the child does itself */
	const void *argument;
	bool has_terminal; /* 24 × 80; else: */
	int in, out;
	int socket; /* it has that as CHILD_SOCKET; 0: none */
};

struct child {
	pid_t pid;
	int stream;	 /* its terminal's master, or what it writes; -1 */
	bool is_over;	 /* the end of that */
	size_t size;	 /* bytes that it has written */
	double at;	 /* when the last of them came */
	size_t letters;	 /* of them, without newlines and TABs … */
	uint32_t digest; /* … and a digest of those letters, if it: */
	bool is_digested;
	char seen[CHILD_SEEN_SIZE]; /* the last of them that were not found */
	size_t seen_size;
	struct child *next;
};

/* Says why, and ends the run. */
_Noreturn void die(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

void child_start(struct child *child, const struct plan *plan);

/* Kills it if it still runs. */
void child_end(struct child *child);

/* Until it has ended by itself, and well. */
void child_await_end(struct child *child);

/* Reads what all of them write, for so long at most; once. */
void child_serve(int ms);

void child_type(struct child *child, const char *bytes, size_t size);

/* Whether it has written that, since what was found last. */
bool child_wrote(struct child *child, const char *text);

/* Until it has. Returns when, by sample_now(). */
double child_await(struct child *child, const char *text);

/* Until it has written so many letters. */
void child_await_letters(struct child *child, size_t letters);

/* Until nobody has written anything for so long; forgets what was written. */
void child_await_silence(struct child *child, int ms);

/* A line of /proc/PID/status, "VmRSS:" or such, in bytes. */
double child_memory(const struct child *child, const char *line);

/* For is_digested: what the digest of those bytes is to be. */
uint32_t child_digest(uint32_t digest, const char *bytes, size_t size,
    size_t *letters);

#endif
