/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <check.h>

#include "../runner.h"
#include "base/clock.h"

enum { ARGUMENTS_MOST = 16 };

/* Whoever waits for one of them goes on serving all. */
static struct process *all;
static int limit_ms = PROCESS_LIMIT_MS;

void
process_patience(int ms)
{
	limit_ms = ms;
}

/* ---- starting ---- */

/* The two ends of a stream: the child's is returned, the test's in `mine`. */
static int
open_stream(int what, bool is_input, int *mine)
{
	int ends[2];
	*mine = -1;
	if (what == PROCESS_CLOSED)
		return -1;
	if (what > 0)
		return what;
	if (what == PROCESS_NULL)
		return open("/dev/null", O_RDWR | O_CLOEXEC);
	if (what == PROCESS_TERMINAL) {
		*mine = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
		ck_assert(
		    *mine >= 0 && grantpt(*mine) == 0 && unlockpt(*mine) == 0);
		fcntl(*mine, F_SETFL, O_NONBLOCK);
		return open(ptsname(*mine), O_RDWR | O_NOCTTY | O_CLOEXEC);
	}
	ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
	*mine = ends[is_input ? 1 : 0];
	fcntl(*mine, F_SETFL, O_NONBLOCK);
	return ends[is_input ? 0 : 1];
}

static void
become_stream(int descriptor, int stream)
{
	if (descriptor >= 0)
		dup2(descriptor, stream);
	else
		close(stream);
}

static void
become_program(const struct process_plan *plan, const int streams[3],
    char *const *arguments, const char *path)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGPIPE, SIG_DFL);
	for (int stream = 0; stream < 3; stream++)
		become_stream(streams[stream], stream);
	setenv("LOGNAME", "somebody", 1);
	if (plan->timers != NULL)
		setenv("LANDLINE_TIMERS", plan->timers, 1);
	else
		unsetenv("LANDLINE_TIMERS");
	if (plan->prepare != NULL)
		plan->prepare();
	execv(path, arguments);
	_exit(126);
}

static char *
path_of(const char *program)
{
	if (program != NULL && *program == '/')
		return strdup(program);
	return runner_build_path(program != NULL ? program : "landline");
}

void
process_start_with(struct process *process, const struct process_plan *plan,
    const char *const *arguments)
{
	char *path = path_of(plan->program);
	signal(SIGPIPE, SIG_IGN);
	memset(process, 0, sizeof *process);
	int streams[3] = {
		open_stream(plan->in, true, &process->in),
		open_stream(plan->out, false, &process->out),
		open_stream(PROCESS_PIPE, false, &process->err),
	};
	fflush(NULL);
	process->pid = fork();
	ck_assert_int_ge(process->pid, 0);
	if (process->pid == 0)
		become_program(plan, streams,
		    (char *const *)(const void *)arguments, path);
	for (int stream = 0; stream < 3; stream++)
		if (streams[stream] >= 0)
			close(streams[stream]);
	process->next = all;
	all = process;
	free(path);
}

void
process_start(struct process *process, struct process_plan plan, ...)
{
	const char *arguments[ARGUMENTS_MOST + 1] = { "landline" };
	size_t count = 1;
	va_list list;
	va_start(list, plan);
	do {
		ck_assert_uint_lt(count, ARGUMENTS_MOST);
		arguments[count] = va_arg(list, const char *);
	} while (arguments[count++] != NULL);
	va_end(list);
	process_start_with(process, &plan, arguments);
}

static void
close_end(int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
	*descriptor = -1;
}

void
process_clear(struct process *process)
{
	if (process->pid > 0) {
		kill(process->pid, SIGKILL);
		waitpid(process->pid, NULL, 0);
	}
	struct process **link = &all;
	while (*link != NULL && *link != process)
		link = &(*link)->next;
	if (*link != NULL)
		*link = process->next;
	close_end(&process->in);
	close_end(&process->out);
	close_end(&process->err);
	free(process->input.bytes);
	free(process->output.bytes);
	free(process->errors.bytes);
	memset(process, 0, sizeof *process);
}

void
process_listen(struct process *process, struct process_plan plan)
{
	process_start(process, plan, "--plain", "--auto-answer", "--name",
	    "bob", "--listen", "127.0.0.1:0", NULL);
	process_expect_error(process, "\n");
}

const char *
process_number(const struct process *process)
{
	static char number[128];
	static const char before[] = "waiting on ";
	const char *at = strstr(process->errors.bytes, before);
	ck_assert_ptr_nonnull(at);
	at += sizeof before - 1;
	snprintf(number, sizeof number, "%.*s", (int)strcspn(at, "\n"), at);
	return number;
}

void
process_dial(struct process *process, struct process_plan plan,
    const char *number, const char *name)
{
	process_start(process, plan, "--plain", "--name", name, number, NULL);
}

/* ---- serving ---- */

static void
append(struct process_text *text, const void *bytes, size_t size)
{
	if (text->size + size + 1 > text->room) {
		text->room = 2 * (text->size + size + 1);
		text->bytes = realloc(text->bytes, text->room);
		ck_assert_ptr_nonnull(text->bytes);
	}
	if (size > 0)
		memcpy(text->bytes + text->size, bytes, size);
	text->size += size;
	text->bytes[text->size] = '\0';
}

static void
read_end(int *descriptor, struct process_text *text)
{
	char bytes[65536];
	ssize_t got = read(*descriptor, bytes, sizeof bytes);
	if (got > 0)
		append(text, bytes, (size_t)got);
	else if (got == 0 || (errno != EAGAIN && errno != EINTR))
		close_end(descriptor); /* EIO: nobody has the pty any more */
}

static void
write_end(struct process *process)
{
	struct process_text *text = &process->input;
	size_t size = text->size - process->input_at;
	ssize_t wrote = size == 0 ?
	    0 :
	    write(process->in, text->bytes + process->input_at, size);
	if (wrote > 0)
		process->input_at += (size_t)wrote;
	else if (wrote < 0 && errno != EAGAIN && errno != EINTR)
		close_end(&process->in);
	if (process->input_at == text->size && process->input_ends)
		close_end(&process->in);
}

enum { WATCHES_EACH = 3, WATCHES_MOST = 64 };

/* Negative descriptors are not looked at. */
static size_t
watch(struct pollfd *watches)
{
	size_t count = 0;
	for (struct process *process = all; process != NULL;
	     process = process->next) {
		bool writes = process->input_at < process->input.size ||
		    process->input_ends;
		struct pollfd *at = watches + count;
		ck_assert_uint_lt(count + WATCHES_EACH, WATCHES_MOST);
		at[0] =
		    (struct pollfd){ writes ? process->in : -1, POLLOUT, 0 };
		at[1] = (struct pollfd){ process->is_unread ? -1 : process->out,
			POLLIN, 0 };
		at[2] = (struct pollfd){ process->err, POLLIN, 0 };
		count += WATCHES_EACH;
	}
	return count;
}

/*
 * Waits until any process, or the test's own descriptor, has something. False
 * when nothing has in time.
 */
static bool
serve(int descriptor, short events, int64_t until)
{
	struct pollfd watches[WATCHES_MOST];
	size_t count = watch(watches);
	watches[count] = (struct pollfd){ descriptor, events, 0 };
	int64_t left = until - clock_now();
	int ready = poll(watches, count + 1, left > 0 ? (int)left : 0);
	if (ready <= 0)
		return ready < 0 && errno == EINTR;
	const struct pollfd *at = watches;
	for (struct process *process = all; process != NULL;
	     process = process->next, at += WATCHES_EACH) {
		if (at[0].revents != 0)
			write_end(process);
		if (at[1].revents != 0)
			read_end(&process->out, &process->output);
		if (at[2].revents != 0)
			read_end(&process->err, &process->errors);
	}
	return true;
}

void
process_serve(void)
{
	while (serve(-1, 0, 0))
		continue;
}

void
process_serve_until(int64_t until)
{
	while (clock_now() < until)
		serve(-1, 0, until);
}

/* What all of them said, for whoever reads of the failure. */
static void
tell_all(void)
{
	for (const struct process *process = all; process != NULL;
	     process = process->next)
		fprintf(stderr, "---- errors:\n%.3000s---- output:\n%.2000s\n",
		    process->errors.size > 0 ? process->errors.bytes : "",
		    process->output.size > 0 ? process->output.bytes : "");
}

static void
give_up(const char *what, const char *text)
{
	tell_all();
	ck_abort_msg("%s did not come: %s", what, text);
}

static bool
has(const struct process_text *text, const char *words, size_t count)
{
	const char *at = text->size > 0 ? text->bytes : NULL;
	for (; count > 0 && at != NULL; count--) {
		at = strstr(at, words);
		at = at == NULL ? NULL : at + strlen(words);
	}
	return at != NULL;
}

/* From a stream that is open at `descriptor`, -1 when nothing more will come. */
static void
expect(const struct process_text *text, const int *descriptor,
    const char *words, size_t count)
{
	int64_t until = clock_now() + limit_ms;
	while (!has(text, words, count))
		if (*descriptor < 0 || !serve(-1, 0, until))
			give_up("text", words);
}

void
process_expect_output(struct process *process, const char *text)
{
	expect(&process->output, &process->out, text, 1);
}

void
process_expect_error(struct process *process, const char *text)
{
	process_expect_errors(process, text, 1);
}

void
process_expect_errors(struct process *process, const char *text, size_t count)
{
	expect(&process->errors, &process->err, text, count);
}

void
process_expect_input_gone(struct process *process)
{
	int64_t until = clock_now() + limit_ms;
	while (process->input_at < process->input.size ||
	    (process->input_ends && process->in >= 0))
		if (!serve(-1, 0, until))
			give_up("room", "for the input");
}

int
process_await_end(struct process *process)
{
	int64_t until = clock_now() + limit_ms;
	int status;
	/* Who has no standard error any more has ended, or is just about to. */
	while (process->err >= 0 || (process->out >= 0 && !process->is_unread))
		if (!serve(-1, 0, until))
			give_up("the end", "of a process");
	waitpid(process->pid, &status, 0);
	process->pid = 0;
	append(&process->output, "", 0);
	append(&process->errors, "", 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void
process_expect_end(struct process *process, int expected)
{
	int status = process_await_end(process);
	if (status != expected)
		tell_all();
	ck_assert_int_eq(status, expected);
}

void
process_expect_event(int descriptor, short events)
{
	int64_t until = clock_now() + limit_ms;
	struct pollfd mine = { descriptor, events, 0 };
	while (poll(&mine, 1, 0) <= 0)
		if (!serve(descriptor, events, until))
			give_up("an event", "of the test's own socket");
}

/* ---- doing ---- */

void
process_say_bytes(struct process *process, const void *bytes, size_t size)
{
	append(&process->input, bytes, size);
}

void
process_say(struct process *process, const char *text)
{
	process_say_bytes(process, text, strlen(text));
}

void
process_end_input(struct process *process)
{
	process->input_ends = true;
}

void
process_signal(const struct process *process, int signal)
{
	ck_assert_int_eq(kill(process->pid, signal), 0);
}
