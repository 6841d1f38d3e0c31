/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "rows.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <linux/ptrace.h>

#include "phones.h"
#include "table.h"

/* One program whose system calls are counted. */
struct watched {
	pid_t pid;
	size_t calls;	/* all */
	size_t waits;	/* of them, those that wait for something */
	size_t strikes; /* of those, which nothing but their own time ended */
	bool is_waiting;
};

static bool
is_wait(uint64_t number)
{
#ifdef SYS_poll
	if (number == SYS_poll)
		return true;
#endif
	return number == SYS_ppoll;
}

static void
count_call(struct watched *watched)
{
	struct ptrace_syscall_info info;
	if (ptrace(PTRACE_GET_SYSCALL_INFO, watched->pid, sizeof(info),
		&info) <= 0)
		return;
	if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
		watched->calls++;
		watched->is_waiting = is_wait(info.entry.nr);
		watched->waits += watched->is_waiting;
	} else if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
		watched->strikes += watched->is_waiting && info.exit.rval == 0;
		watched->is_waiting = false;
	}
}

/* It has stopped: at a system call, at our own wish, or for a signal. */
static void
go_on(struct watched *watched, int status)
{
	int signal = WSTOPSIG(status);
	if (signal == (SIGTRAP | 0x80))
		count_call(watched);
	if (signal == (SIGTRAP | 0x80) || status >> 16 != 0)
		signal = 0;
	ptrace(PTRACE_SYSCALL, watched->pid, 0, signal);
}

static bool
begin(struct watched *watched)
{
	return ptrace(PTRACE_SEIZE, watched->pid, 0, PTRACE_O_TRACESYSGOOD) ==
	    0 &&
	    ptrace(PTRACE_INTERRUPT, watched->pid, 0, 0) == 0;
}

static void
serve(struct watched *watched, size_t count)
{
	int status;
	child_serve(1);
	for (size_t i = 0; i < count; i++)
		if (waitpid(watched[i].pid, &status, WNOHANG | __WALL) > 0) {
			if (!WIFSTOPPED(status))
				die("an idle program has ended");
			go_on(&watched[i], status);
		}
}

static void
print_rows(const char *figure, const struct watched *watched, double minutes)
{
	char name[64];
	snprintf(name, sizeof(name), "wake-ups a minute, %s", figure);
	table_row(name, UNIT_COUNT,
	    sample_exact((double)watched->waits / minutes));
	table_row("  of them by its own clock", UNIT_COUNT,
	    sample_exact((double)watched->strikes / minutes));
	snprintf(name, sizeof(name), "system calls a minute, %s", figure);
	table_row(name, UNIT_COUNT,
	    sample_exact((double)watched->calls / minutes));
}

void
rows_idle(const struct effort *effort)
{
	enum { WAITING, CALLER, CALLEE, COUNT };
	struct phones_call call;
	struct child waiting;
	phones_call_start(&call);
	phones_listen(&waiting, (struct plan){ .has_terminal = true },
	    phones_port(), NULL);
	child_await_silence(&waiting, 200);
	struct watched watched[COUNT] = {
		[WAITING] = { .pid = waiting.pid },
		[CALLER] = { .pid = call.alice.pid },
		[CALLEE] = { .pid = call.bob.pid },
	};
	bool can = begin(&watched[WAITING]) && begin(&watched[CALLER]) &&
	    begin(&watched[CALLEE]);
	int error = errno;
	double until = sample_now() + effort->idle_s;
	while (can && sample_now() < until)
		serve(watched, COUNT);
	double minutes = effort->idle_s / 60.0;
	if (can) {
		print_rows("no call", &watched[WAITING], minutes);
		print_rows("in a call, who dialled", &watched[CALLER], minutes);
		print_rows("in a call, who answered", &watched[CALLEE],
		    minutes);
	} else {
		table_row_missing("wake-ups and system calls, idle",
		    strerror(error));
	}
	child_end(&waiting);
	phones_call_end(&call);
}
