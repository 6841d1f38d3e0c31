/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "base/armour.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/*
 * A core would hold what was said and what was typed. Two locks, because each
 * leaves a door open: the limit is not asked where cores go to another program
 * (core(5), "Piping core dumps"), and the filter is there on Linux only. It
 * leaves such a program registers and no memory. PR_SET_DUMPABLE would do as
 * well, but hides the process from its own user's debugger and /proc too. The
 * hard limit stays, so that an author can still have a core: prlimit(1).
 */
static void
forget_cores(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_CORE, &limit) == 0) {
		limit.rlim_cur = 0;
		setrlimit(RLIMIT_CORE, &limit);
	}
	int filter = open("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC);
	if (filter < 0)
		return;
	ssize_t ignored = write(filter, "0", 1);
	(void)ignored;
	close(filter);
}

void
armour_put_on(void)
{
	/* Nothing is executed here; whoever gets that far gets no set-user-ID
	 * program to go on with. */
	prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
	forget_cores();
}
