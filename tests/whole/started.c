/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "started.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NO_PROGRAM = 127 };

/* ---- in the child ---- */

static void
set_environment(const char *const *environment)
{
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("NO_COLOR");
	unsetenv("LINES");
	unsetenv("COLUMNS");
	for (; environment != NULL && *environment != NULL; environment++) {
		const char *value = strchr(*environment, '=');
		if (value == NULL) {
			unsetenv(*environment);
			continue;
		}
		char *name =
		    strndup(*environment, (size_t)(value - *environment));
		setenv(name, value + 1, 1);
		free(name);
	}
}

/* The signals as a shell leaves them, whatever the test program did. */
static void
set_signals(void)
{
	sigset_t none;
	sigemptyset(&none);
	for (int signal = 1; signal < NSIG; signal++)
		sigaction(signal, &(struct sigaction){ .sa_handler = SIG_DFL },
		    NULL);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static _Noreturn void
become(const struct program *program)
{
	set_signals();
	set_environment(program->environment);
	if (program->argv == NULL) {
		program->run(program->argument);
		_exit(EXIT_SUCCESS);
	}
	execv(program->argv[0], (char *const *)program->argv);
	_exit(NO_PROGRAM);
}

/* A session of its own, with the terminal as 0, 1 and 2 and nothing else. */
static void
enter_terminal(const char *path, int reports)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setsid();
	int terminal = open(path, O_RDWR);
	if (terminal < 0 || ioctl(terminal, TIOCSCTTY, 0) < 0)
		_exit(NO_PROGRAM);
	dup2(terminal, STDIN_FILENO);
	dup2(terminal, STDOUT_FILENO);
	dup2(terminal, STDERR_FILENO);
	/* The masters of other terminals would keep those open. */
	for (int other = 3; other < 256; other++) {
		if (other != reports)
			close(other);
	}
}

static volatile sig_atomic_t job;

/* A shell whose window was closed tells its jobs. */
static void
pass_on(int signal)
{
	kill(-(pid_t)job, signal);
}

static _Noreturn void
lead_job(const struct program *program, int reports)
{
	pid_t pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		setpgid(0, 0);
		signal(SIGTTOU, SIG_IGN);
		tcsetpgrp(STDIN_FILENO, getpid());
		close(reports);
		become(program);
	}
	job = pid;
	setpgid(pid, pid);
	signal(SIGHUP, pass_on);
	int report = (int)pid;
	for (;;) {
		if (write(reports, &report, sizeof(report)) < 0)
			_exit(EXIT_FAILURE);
		while (waitpid(pid, &report, WUNTRACED) < 0) {
			if (errno != EINTR)
				_exit(EXIT_SUCCESS);
		}
	}
}

/* ---- in the test ---- */

static unsigned short
size_or_none(int size)
{
	return size < 0 ? 0 : (unsigned short)size;
}

static void
set_size(int master, const struct program *program)
{
	struct winsize window = { .ws_row = 24, .ws_col = 80 };
	if (program->rows != 0 && program->cols != 0) {
		window.ws_row = size_or_none(program->rows);
		window.ws_col = size_or_none(program->cols);
	}
	ck_assert_int_eq(ioctl(master, TIOCSWINSZ, &window), 0);
}

static int
read_report(struct started *started, int *report)
{
	ssize_t size;
	do
		size = read(started->reports, report, sizeof(*report));
	while (size < 0 && errno == EINTR);
	return size == (ssize_t)sizeof(*report);
}

void
started_open(struct started *started, const struct program *program)
{
	int reports[2] = { -1, -1 };
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	ck_assert_int_ge(master, 0);
	ck_assert_int_eq(grantpt(master), 0);
	ck_assert_int_eq(unlockpt(master), 0);
	set_size(master, program);
	if (program->is_job)
		ck_assert_int_eq(pipe(reports), 0);

	struct termios before;
	ck_assert_int_eq(tcgetattr(master, &before), 0);

	char path[64];
	ck_assert_int_eq(ptsname_r(master, path, sizeof(path)), 0);
	pid_t leader = fork();
	ck_assert_int_ge(leader, 0);
	if (leader == 0) {
		enter_terminal(path, reports[1]);
		if (program->is_job)
			lead_job(program, reports[1]);
		become(program);
	}
	*started = (struct started){ .master = master, .leader = leader };
	started->pid = leader;
	started->reports = reports[0];
	started->before = before;
	fcntl(master, F_SETFL, O_NONBLOCK);
	if (!program->is_job)
		return;
	close(reports[1]);
	int pid;
	ck_assert(read_report(started, &pid));
	started->pid = pid;
	fcntl(started->reports, F_SETFL, O_NONBLOCK);
}

bool
started_status(struct started *started, int *status)
{
	if (started->reports >= 0)
		return read_report(started, status);
	if (started->leader <= 0 ||
	    waitpid(started->leader, status, WNOHANG | WUNTRACED) <= 0)
		return false;
	if (WIFEXITED(*status) || WIFSIGNALED(*status))
		started->leader = -1;
	return true;
}

struct started_sleep
started_sleep(const struct started *started)
{
	struct started_sleep sleep = { .count = -1 };
	char path[64], line[128], state = '?';
	snprintf(path, sizeof(path), "/proc/%ld/status", (long)started->pid);
	FILE *file = fopen(path, "r");
	ck_assert_ptr_nonnull(file);
	while (fgets(line, sizeof(line), file) != NULL) {
		sscanf(line, "State: %c", &state);
		sscanf(line, "voluntary_ctxt_switches: %ld", &sleep.count);
	}
	fclose(file);
	ck_assert_int_ge(sleep.count, 0);
	sleep.is_asleep = state == 'S';
	return sleep;
}

void
started_close(struct started *started)
{
	if (started->reports >= 0) {
		kill(-started->pid, SIGKILL);
		close(started->reports);
	}
	if (started->leader > 0) {
		kill(started->leader, SIGKILL);
		while (waitpid(started->leader, NULL, 0) < 0 && errno == EINTR)
			continue;
	}
	if (started->master >= 0)
		close(started->master);
}
