/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "base/rites.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

enum {
	STACK_SIZE = 64 * 1024, /* SIGSTKSZ is no constant any more */
	PATIENCE_MS = 1000,	/* for a terminal that takes no bytes */
};

/* A signal handler finds only what stands at file scope. */
static volatile sig_atomic_t due;
static int terminal;
static char farewell[RITES_SIZE];
static size_t farewell_size;
static struct termios before_us;

/* Without one, a stack overflow would die before the handler's first line. */
static char stack[STACK_SIZE];

static const int deadly[] = {
	SIGSEGV,
	SIGBUS,
	SIGFPE,
	SIGILL,
	SIGABRT,
	SIGQUIT,
	SIGTRAP,
	SIGSYS,
};

static void
write_farewell(void)
{
	size_t done = 0;
	while (done < farewell_size) {
		ssize_t count =
		    write(terminal, farewell + done, farewell_size - done);
		if (count > 0) {
			done += (size_t)count;
			continue;
		}
		struct pollfd wait = { .fd = terminal, .events = POLLOUT };
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0 && errno == EAGAIN &&
		    poll(&wait, 1, PATIENCE_MS) > 0)
			continue;
		return;
	}
}

void
rites_perform(void)
{
	if (!due)
		return;
	due = 0;
	int saved_errno = errno;

	/* In the background, SIGTTOU would stop us instead. */
	sigset_t ttou, mask;
	sigemptyset(&ttou);
	sigaddset(&ttou, SIGTTOU);
	sigprocmask(SIG_BLOCK, &ttou, &mask);
	/* The modes first: whoever stopped the terminal has them at least. */
	while (tcsetattr(terminal, TCSANOW, &before_us) < 0 && errno == EINTR)
		continue;
	int flags = fcntl(terminal, F_GETFL);
	fcntl(terminal, F_SETFL, flags | O_NONBLOCK);
	write_farewell();
	fcntl(terminal, F_SETFL, flags);
	sigprocmask(SIG_SETMASK, &mask, NULL);

	errno = saved_errno;
}

/*
 * The signal is blocked in here and, by SA_RESETHAND, has its default action
 * back: what is raised now strikes on return.
 */
static void
die_decently(int signal)
{
	rites_perform();
	raise(signal);
}

static bool
is_ignored(int signal)
{
	struct sigaction now;
	return sigaction(signal, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
}

void
rites_install(void)
{
	stack_t own = { .ss_sp = stack, .ss_size = sizeof(stack) };
	sigaltstack(&own, NULL);

	struct sigaction action = { .sa_handler = die_decently };
	action.sa_flags = SA_ONSTACK | (int)SA_RESETHAND;
	sigfillset(&action.sa_mask);
	/* A library may end the program by itself, as curses does. */
	atexit(rites_perform);
	for (size_t i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++) {
		/* A shell that put us in the background ignores QUIT for us. */
		if (deadly[i] == SIGQUIT && is_ignored(SIGQUIT))
			continue;
		sigaction(deadly[i], &action, NULL);
	}
}

void
rites_keep(int descriptor, const char *bytes, size_t size,
    const struct termios *before)
{
	assert(size <= RITES_SIZE);
	rites_drop();
	terminal = descriptor;
	memcpy(farewell, bytes, size);
	farewell_size = size;
	before_us = *before;
	atomic_signal_fence(memory_order_seq_cst);
	due = 1;
}

void
rites_drop(void)
{
	due = 0;
	atomic_signal_fence(memory_order_seq_cst);
}
