/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "base/rites.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "suite.h"

/* What a screen would leave by: cursor shown, alternate screen left. */
static const char farewell[] = "\x1b[?25h\x1b[?1049l";

struct stage {
	int master; /* the side on which a terminal would draw */
	int slave;
	struct termios before;
};

static struct stage
open_stage(void)
{
	struct stage stage;
	stage.master = posix_openpt(O_RDWR | O_NOCTTY);
	ck_assert_int_ge(stage.master, 0);
	ck_assert_int_eq(grantpt(stage.master), 0);
	ck_assert_int_eq(unlockpt(stage.master), 0);
	stage.slave = open(ptsname(stage.master), O_RDWR | O_NOCTTY);
	ck_assert_int_ge(stage.slave, 0);
	ck_assert_int_eq(tcgetattr(stage.slave, &stage.before), 0);
	return stage;
}

static void
make_raw(int terminal)
{
	struct termios raw;
	tcgetattr(terminal, &raw);
	raw.c_lflag &= (tcflag_t) ~(ICANON | ECHO | ISIG);
	raw.c_iflag &= (tcflag_t) ~(ICRNL | IXON);
	tcsetattr(terminal, TCSANOW, &raw);
}

static bool
is_as_before(const struct stage *stage)
{
	struct termios now;
	ck_assert_int_eq(tcgetattr(stage->slave, &now), 0);
	return now.c_lflag == stage->before.c_lflag &&
	    now.c_iflag == stage->before.c_iflag;
}

/* All that arrived on the drawing side; nobody writes any more. */
static void
expect_drawn(const struct stage *stage, const char *wanted)
{
	char found[256];
	size_t size = 0;
	struct pollfd wait = { .fd = stage->master, .events = POLLIN };
	while (size < sizeof(found) - 1 && poll(&wait, 1, 0) > 0 &&
	    (wait.revents & POLLIN) != 0) {
		ssize_t more =
		    read(stage->master, found + size, sizeof(found) - 1 - size);
		ck_assert_int_gt(more, 0);
		size += (size_t)more;
	}
	found[size] = '\0';
	ck_assert_str_eq(found, wanted);
}

static void
close_stage(struct stage *stage)
{
	close(stage->slave);
	close(stage->master);
}

static void
start_screen(const struct stage *stage)
{
	struct rlimit none = { 0, 0 };
	setrlimit(RLIMIT_CORE, &none);
	rites_install();
	make_raw(stage->slave);
	rites_keep(stage->slave, farewell, sizeof(farewell) - 1,
	    &stage->before);
}

static int
status_of(pid_t child)
{
	int status;
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	return status;
}

static const int deadly[] = { SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL, SIGQUIT,
	SIGTRAP, SIGSYS };

START_TEST(a_deadly_signal_gives_the_terminal_back_first)
{
	struct stage stage = open_stage();
	pid_t child = fork();
	if (child == 0) {
		start_screen(&stage);
		raise(deadly[_i]);
		_exit(0);
	}
	int status = status_of(child);
	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(WTERMSIG(status), deadly[_i]);
	ck_assert(is_as_before(&stage));
	expect_drawn(&stage, farewell);
	close_stage(&stage);
}
END_TEST

/* What the compiler must not see through. */
static volatile uintptr_t nowhere = 8;
static volatile bool goes_on = true;

static int
overflow(volatile char *above)
{
	volatile char here[4096];
	here[0] = above == NULL ? 1 : above[0];
	return goes_on ? overflow(here) + here[0] : 0;
}

START_TEST(real_crashes_do_too)
{
	struct stage stage = open_stage();
	pid_t child = fork();
	if (child == 0) {
		start_screen(&stage);
		if (_i == 0)
			*(volatile char *)nowhere = 1;
		else if (_i == 1)
			overflow(NULL);
		else
			abort();
		_exit(0);
	}
	int status = status_of(child);
	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(WTERMSIG(status), _i == 2 ? SIGABRT : SIGSEGV);
	ck_assert(is_as_before(&stage));
	expect_drawn(&stage, farewell);
	close_stage(&stage);
}
END_TEST

START_TEST(an_exit_does_too)
{
	struct stage stage = open_stage();
	pid_t child = fork();
	if (child == 0) {
		start_screen(&stage);
		exit(7);
	}
	int status = status_of(child);
	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 7);
	ck_assert(is_as_before(&stage));
	expect_drawn(&stage, farewell);
	close_stage(&stage);
}
END_TEST

START_TEST(rites_are_performed_once)
{
	struct stage stage = open_stage();
	make_raw(stage.slave);
	rites_keep(stage.slave, farewell, sizeof(farewell) - 1, &stage.before);
	errno = ENOENT;
	rites_perform();
	ck_assert_int_eq(errno, ENOENT);
	rites_perform();
	ck_assert(is_as_before(&stage));
	expect_drawn(&stage, farewell);
	close_stage(&stage);
}
END_TEST

START_TEST(dropped_rites_do_nothing)
{
	struct stage stage = open_stage();
	rites_perform();
	make_raw(stage.slave);
	rites_keep(stage.slave, farewell, sizeof(farewell) - 1, &stage.before);
	rites_drop();
	rites_perform();
	ck_assert(!is_as_before(&stage));
	expect_drawn(&stage, "");
	close_stage(&stage);
}
END_TEST

START_TEST(the_rites_kept_last_are_the_ones)
{
	struct stage stage = open_stage();
	make_raw(stage.slave);
	rites_keep(stage.slave, farewell, sizeof(farewell) - 1, &stage.before);
	rites_keep(stage.slave, "bye", 3, &stage.before);
	rites_perform();
	expect_drawn(&stage, "bye");
	close_stage(&stage);
}
END_TEST

/*
 * The child is the terminal's session, and its own child a job in the
 * background, which SIGTTOU stops at the first tcsetattr().
 */
static void
perform_in_background(const struct stage *stage)
{
	setsid();
	if (ioctl(stage->slave, TIOCSCTTY, 0) != 0)
		_exit(2);
	make_raw(stage->slave);
	pid_t job = fork();
	if (job == 0) {
		setpgid(0, 0);
		rites_keep(stage->slave, farewell, sizeof(farewell) - 1,
		    &stage->before);
		rites_perform();
		_exit(0);
	}
	int status;
	waitpid(job, &status, WUNTRACED);
	if (WIFSTOPPED(status))
		kill(job, SIGKILL);
	_exit(WIFEXITED(status) && is_as_before(stage) ? 0 : 1);
}

START_TEST(a_background_job_is_not_stopped_by_its_rites)
{
	struct stage stage = open_stage();
	pid_t child = fork();
	if (child == 0)
		perform_in_background(&stage);
	ck_assert_int_eq(status_of(child), 0);
	expect_drawn(&stage, farewell);
	close_stage(&stage);
}
END_TEST

START_TEST(a_quit_that_the_shell_ignores_stays_ignored)
{
	pid_t child = fork();
	if (child == 0) {
		signal(SIGQUIT, SIG_IGN);
		rites_install();
		raise(SIGQUIT);
		_exit(7);
	}
	int status = status_of(child);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 7);
}
END_TEST

TCase *
rites_tcase(void)
{
	TCase *tcase = tcase_create("rites");
	tcase_set_timeout(tcase, 20);
	tcase_add_loop_test(tcase,
	    a_deadly_signal_gives_the_terminal_back_first, 0,
	    sizeof(deadly) / sizeof(deadly[0]));
	tcase_add_loop_test(tcase, real_crashes_do_too, 0, 3);
	tcase_add_test(tcase, an_exit_does_too);
	tcase_add_test(tcase, rites_are_performed_once);
	tcase_add_test(tcase, dropped_rites_do_nothing);
	tcase_add_test(tcase, the_rites_kept_last_are_the_ones);
	tcase_add_test(tcase, a_background_job_is_not_stopped_by_its_rites);
	tcase_add_test(tcase, a_quit_that_the_shell_ignores_stays_ignored);
	return tcase;
}
