/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "net/loop.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/rites.h"

enum { WATCHES_AT_FIRST = 16 };

struct caught {
	int number;
	enum loop_signal name;
	bool terminals; /* only for who has a screen */
};

static const struct caught caught[] = {
	{ SIGINT, LOOP_SIGNAL_INT, false },
	{ SIGTERM, LOOP_SIGNAL_TERM, false },
	{ SIGHUP, LOOP_SIGNAL_HUP, false },
	{ SIGCHLD, LOOP_SIGNAL_CHLD, false },
	{ SIGWINCH, LOOP_SIGNAL_WINCH, true },
	{ SIGCONT, LOOP_SIGNAL_CONT, true },
	{ SIGTSTP, LOOP_SIGNAL_TSTP, true },
};

enum { CAUGHT_COUNT = sizeof(caught) / sizeof(caught[0]) };

/* A handler is given nothing but a number, so these stand alone. */
static int pipe_reader = -1;
static int pipe_writer = -1;
static volatile sig_atomic_t has_come[CAUGHT_COUNT];
static int64_t asked_at; /* to end, for the first time; 0: never */

/* What to give back at the end. */
static struct sigaction before[CAUGHT_COUNT];
static bool is_caught[CAUGHT_COUNT];
static struct sigaction pipe_before;

static bool
asks_to_end(int number)
{
	return number == SIGINT || number == SIGTERM || number == SIGHUP;
}

/* It has had its time and is still here: this one strikes on return. */
static void
insist(int number)
{
	int64_t now = clock_now();
	if (asked_at == 0)
		asked_at = now;
	if (now - asked_at < LOOP_STUCK_MS)
		return;
	rites_perform();
	signal(number, SIG_DFL);
	raise(number);
}

static void
note_signal(int number)
{
	int saved_errno = errno;
	if (asks_to_end(number))
		insist(number);
	for (size_t which = 0; which < CAUGHT_COUNT; which++) {
		if (caught[which].number == number)
			has_come[which] = 1;
	}
	/* Full is as good as written: poll() will wake up. */
	ssize_t ignored = write(pipe_writer, "", 1);
	(void)ignored;
	errno = saved_errno;
}

/* What nohup(1) or a shell's & wants ignored stays so. */
static void
catch_signal(size_t which)
{
	if (is_caught[which])
		return;
	int number = caught[which].number;
	struct sigaction action = { .sa_handler = note_signal };
	/* One at a time: they share `asked_at`. */
	sigfillset(&action.sa_mask);
	sigaction(number, NULL, &before[which]);
	if (before[which].sa_handler == SIG_IGN && number != SIGCHLD)
		return;
	sigaction(number, &action, NULL);
	has_come[which] = 0;
	is_caught[which] = true;
}

static void
release_signals(void)
{
	for (size_t which = 0; which < CAUGHT_COUNT; which++) {
		if (is_caught[which])
			sigaction(caught[which].number, &before[which], NULL);
		is_caught[which] = false;
	}
	sigaction(SIGPIPE, &pipe_before, NULL);
}

bool
loop_open(struct loop *loop)
{
	assert(pipe_reader < 0); /* signals are the process's: one loop */
	int ends[2];
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return false;
	pipe_reader = ends[0];
	pipe_writer = ends[1];
	asked_at = 0;
	*loop = (struct loop){ .room = WATCHES_AT_FIRST };
	loop->watches = memory_new(loop->room, sizeof(*loop->watches));

	struct sigaction ignore = { .sa_handler = SIG_IGN };
	sigemptyset(&ignore.sa_mask);
	sigaction(SIGPIPE, &ignore, &pipe_before);
	for (size_t which = 0; which < CAUGHT_COUNT; which++) {
		if (!caught[which].terminals)
			catch_signal(which);
	}
	loop_begin(loop);
	return true;
}

void
loop_catch_terminal(struct loop *loop)
{
	(void)loop;
	for (size_t which = 0; which < CAUGHT_COUNT; which++)
		catch_signal(which);
}

void
loop_close(struct loop *loop)
{
	release_signals();
	close(pipe_reader);
	close(pipe_writer);
	pipe_reader = -1;
	pipe_writer = -1;
	free(loop->watches);
	*loop = (struct loop){ 0 };
}

static size_t
add_watch(struct loop *loop, int descriptor, int events)
{
	if (loop->count == loop->room) {
		loop->room *= 2;
		loop->watches = memory_grow(loop->watches, loop->room,
		    sizeof(*loop->watches));
	}
	loop->watches[loop->count] =
	    (struct pollfd){ .fd = descriptor, .events = (short)events };
	return loop->count++;
}

void
loop_begin(struct loop *loop)
{
	loop->count = 0;
	add_watch(loop, pipe_reader, POLLIN);
}

size_t
loop_watch(struct loop *loop, int descriptor, bool reading, bool writing)
{
	if (descriptor < 0 || (!reading && !writing))
		return LOOP_NOTHING;
	int events = (reading ? POLLIN : 0) | (writing ? POLLOUT : 0);
	return add_watch(loop, descriptor, events);
}

static void
forget_what_came(struct loop *loop)
{
	for (size_t at = 0; at < loop->count; at++)
		loop->watches[at].revents = 0;
}

/* The bytes only wake; which signals came stands in `has_come`. */
static void
drain_pipe(void)
{
	char bytes[64];
	while (read(pipe_reader, bytes, sizeof(bytes)) > 0)
		;
}

void
loop_wait(struct loop *loop, int64_t now, int64_t deadline)
{
	int timeout = clock_poll_timeout(now, deadline);
	int ready = poll(loop->watches, loop->count, timeout);
	/* A signal came: don't wait again, but see what else there is. */
	if (ready < 0 && errno == EINTR)
		ready = poll(loop->watches, loop->count, 0);
	if (ready < 0)
		forget_what_came(loop);
	loop->wake_ups++;
	if (loop->watches[0].revents != 0)
		drain_pipe();
}

static bool
is_of_interest(const struct loop *loop, size_t at, const struct ladder *ladder)
{
	int descriptor = loop->watches[at].fd;
	return loop->watches[at].revents != 0 &&
	    (at == 0 || descriptor == STDIN_FILENO ||
		ladder_knows(ladder, descriptor));
}

void
loop_note(const struct loop *loop, struct ladder *ladder)
{
	struct ladder_entry made = { .call = LADDER_POLL };
	for (size_t at = 0; at < loop->count; at++) {
		if (!is_of_interest(loop, at, ladder))
			continue;
		if (made.result++ > 0)
			continue;
		made.descriptor =
		    at == 0 ? LADDER_SIGNAL : loop->watches[at].fd;
		made.arguments[0] = at == 0 ? 0 : loop->watches[at].revents;
	}
	if (made.result > 0)
		ladder_note(ladder, &made);
}

static bool
has_event(const struct loop *loop, size_t watch, short event)
{
	if (watch == LOOP_NOTHING)
		return false;
	assert(watch < loop->count);
	const struct pollfd *watched = &loop->watches[watch];
	int any = event | POLLHUP | POLLERR | POLLNVAL;
	return (watched->events & event) != 0 && (watched->revents & any) != 0;
}

bool
loop_is_readable(const struct loop *loop, size_t watch)
{
	return has_event(loop, watch, POLLIN);
}

bool
loop_is_writable(const struct loop *loop, size_t watch)
{
	return has_event(loop, watch, POLLOUT);
}

static bool
is_ready(int descriptor, short events, int ms)
{
	struct pollfd watch = { .fd = descriptor, .events = events };
	return poll(&watch, 1, ms) > 0;
}

bool
loop_can_write(int descriptor)
{
	return is_ready(descriptor, POLLOUT, 0);
}

bool
loop_can_write_soon(int descriptor, int ms)
{
	return is_ready(descriptor, POLLOUT, ms);
}

bool
loop_can_read(int descriptor)
{
	return is_ready(descriptor, POLLIN, 0);
}

unsigned
loop_take_signals(struct loop *loop)
{
	(void)loop;
	unsigned set = 0;
	for (size_t which = 0; which < CAUGHT_COUNT; which++) {
		if (!has_come[which])
			continue;
		has_come[which] = 0;
		set |= (unsigned)caught[which].name;
	}
	return set;
}

void
loop_forget_signal(struct loop *loop, enum loop_signal signal)
{
	(void)loop;
	for (size_t which = 0; which < CAUGHT_COUNT; which++) {
		if (caught[which].name == signal)
			has_come[which] = 0;
	}
}
