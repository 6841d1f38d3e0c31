/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/job.h"

#include <fcntl.h>
#include <stddef.h>

static const int watched[JOB_SIGNALS] = { SIGINT, SIGTERM, SIGTSTP, SIGWINCH };

void
job_note_signals(struct job_signals *signals)
{
	for (size_t i = 0; i < JOB_SIGNALS; i++)
		sigaction(watched[i], NULL, &signals->actions[i]);
}

void
job_restore_signals(const struct job_signals *signals)
{
	for (size_t i = 0; i < JOB_SIGNALS; i++)
		sigaction(watched[i], &signals->actions[i], NULL);
}

void
job_stop(void)
{
	struct sigaction by_default = { .sa_handler = SIG_DFL }, ours;
	sigset_t stop, mask;
	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	sigaction(SIGTSTP, &by_default, &ours);
	sigprocmask(SIG_UNBLOCK, &stop, &mask);
	kill(0, SIGTSTP);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	sigaction(SIGTSTP, &ours, NULL);
}

/* curses would try again and again on a terminal that says EAGAIN. */
void
job_make_blocking(int descriptor)
{
	int flags = fcntl(descriptor, F_GETFL);
	if (flags >= 0 && (flags & O_NONBLOCK) != 0)
		fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK);
}
