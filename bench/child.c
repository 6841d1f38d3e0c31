/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sample.h"

enum {
	LIMIT_S = 60, /* of every wait */
	CHILDREN_MOST = 8,
	READ_SIZE = 16 * 1024,
	KEPT_SIZE = 4 * 1024, /* no text that is looked for is longer */
};

static struct child *children;

void
die(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	fflush(stdout);
	fputs("bench: ", stderr);
	vfprintf(stderr, format, arguments);
	fputs("\n", stderr);
	va_end(arguments);
	exit(EXIT_FAILURE);
}

/* ---- in the child ---- */

static void
put_stream(int stream, int as)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	dup2(stream >= 0 ? stream : null, as);
}

static void
enter_terminal(const char *path)
{
	setsid();
	int terminal = open(path, O_RDWR | O_CLOEXEC);
	if (terminal < 0 || ioctl(terminal, TIOCSCTTY, 0) < 0)
		_exit(127);
	for (int stream = 0; stream <= STDERR_FILENO; stream++)
		dup2(terminal, stream);
}

/* What the driver has open would keep the ends of others from coming. */
static void
keep_only(int socket)
{
	if (socket > 0)
		dup2(socket, CHILD_SOCKET);
	for (int other = CHILD_SOCKET + (socket > 0); other < 64; other++)
		close(other);
}

static void
set_environment(void)
{
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("NO_COLOR");
	unsetenv("LINES");
	unsetenv("COLUMNS");
	unsetenv("LANDLINE_TIMERS");
	unsetenv("LANDLINE_TRACE");
}

static _Noreturn void
become(const struct plan *plan, const char *path, int out)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (path != NULL) {
		enter_terminal(path);
	} else {
		put_stream(plan->in, STDIN_FILENO);
		put_stream(out, STDOUT_FILENO);
		put_stream(CHILD_NULL, STDERR_FILENO);
	}
	keep_only(plan->socket);
	set_environment();
	if (plan->argv != NULL) {
		execvp(plan->argv[0], (char *const *)plan->argv);
		_exit(127);
	}
	plan->run(plan->argument);
	_exit(EXIT_SUCCESS);
}

/* ---- starting and ending ---- */

static int
open_terminal(char path[64])
{
	const struct winsize window = { .ws_row = 24, .ws_col = 80 };
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0 ||
	    ptsname_r(master, path, 64) != 0 ||
	    ioctl(master, TIOCSWINSZ, &window) < 0)
		die("no terminal: %s", strerror(errno));
	return master;
}

void
child_start(struct child *child, const struct plan *plan)
{
	char path[64];
	int pipes[2] = { -1, plan->out };
	memset(child, 0, sizeof(*child));
	child->stream = -1;
	if (plan->has_terminal) {
		child->stream = open_terminal(path);
	} else if (plan->out == CHILD_READ) {
		if (pipe2(pipes, O_CLOEXEC) != 0)
			die("no pipe: %s", strerror(errno));
		child->stream = pipes[0];
		fcntl(pipes[0], F_SETFL, O_NONBLOCK);
	}
	fflush(stdout);
	child->pid = fork();
	if (child->pid < 0)
		die("no process: %s", strerror(errno));
	if (child->pid == 0)
		become(plan, plan->has_terminal ? path : NULL, pipes[1]);
	if (pipes[0] >= 0)
		close(pipes[1]);
	child->next = children;
	children = child;
}

static void
forget(struct child *child)
{
	struct child **link = &children;
	while (*link != NULL && *link != child)
		link = &(*link)->next;
	if (*link != NULL)
		*link = child->next;
	if (child->stream >= 0)
		close(child->stream);
	child->stream = -1;
	child->pid = 0;
}

void
child_end(struct child *child)
{
	if (child->pid == 0)
		return;
	kill(child->pid, SIGKILL);
	waitpid(child->pid, NULL, 0);
	forget(child);
}

void
child_await_end(struct child *child)
{
	int status;
	while (child->stream >= 0 && !child->is_over)
		child_serve(1000);
	if (waitpid(child->pid, &status, 0) != child->pid)
		die("no end: %s", strerror(errno));
	forget(child);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		die("a program ended with wait status %#x", (unsigned)status);
}

/* ---- reading ---- */

uint32_t
child_digest(uint32_t digest, const char *bytes, size_t size, size_t *letters)
{
	for (size_t i = 0; i < size; i++) {
		if (bytes[i] == '\n' || bytes[i] == '\t')
			continue;
		digest = (digest ^ (uint8_t)bytes[i]) * 16777619;
		++*letters;
	}
	return digest;
}

static void
read_child(struct child *child)
{
	if (child->seen_size + READ_SIZE > CHILD_SEEN_SIZE) {
		memmove(child->seen, child->seen + child->seen_size - KEPT_SIZE,
		    KEPT_SIZE);
		child->seen_size = KEPT_SIZE;
	}
	char *to = child->seen + child->seen_size;
	ssize_t got = read(child->stream, to, READ_SIZE);
	child->is_over =
	    got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
	if (got <= 0)
		return;
	child->at = sample_now();
	child->size += (size_t)got;
	child->seen_size += (size_t)got;
	if (child->is_digested)
		child->digest = child_digest(child->digest, to, (size_t)got,
		    &child->letters);
}

void
child_serve(int ms)
{
	struct pollfd watches[CHILDREN_MOST];
	struct child *watched[CHILDREN_MOST];
	nfds_t count = 0;
	for (struct child *child = children; child != NULL;
	     child = child->next) {
		if (child->stream < 0 || child->is_over ||
		    count == CHILDREN_MOST)
			continue;
		watched[count] = child;
		watches[count++] = (struct pollfd){ child->stream, POLLIN, 0 };
	}
	if (poll(watches, count, ms) <= 0)
		return;
	for (nfds_t i = 0; i < count; i++)
		if (watches[i].revents != 0)
			read_child(watched[i]);
}

/* ---- typing and waiting ---- */

void
child_type(struct child *child, const char *bytes, size_t size)
{
	double limit = sample_now() + LIMIT_S;
	while (size > 0) {
		ssize_t wrote = write(child->stream, bytes, size);
		if (wrote > 0) {
			bytes += wrote;
			size -= (size_t)wrote;
		} else if (sample_now() > limit) {
			die("a program takes no keys");
		} else {
			child_serve(1);
		}
	}
}

bool
child_wrote(struct child *child, const char *text)
{
	size_t size = strlen(text);
	const char *found = memmem(child->seen, child->seen_size, text, size);
	if (found == NULL)
		return false;
	size_t gone = (size_t)(found - child->seen) + size;
	child->seen_size -= gone;
	memmove(child->seen, child->seen + gone, child->seen_size);
	return true;
}

static void
give_up(const struct child *child, const char *what)
{
	size_t size = child->seen_size < 800 ? child->seen_size : 800;
	fprintf(stderr, "bench: it wrote %zu bytes, the last were:\n%.*s\n",
	    child->size, (int)size, child->seen + child->seen_size - size);
	die("what was waited for did not come: %s", what);
}

double
child_await(struct child *child, const char *text)
{
	double limit = sample_now() + LIMIT_S;
	while (!child_wrote(child, text)) {
		if (child->is_over || sample_now() > limit)
			give_up(child, text);
		child_serve(100);
	}
	return child->at;
}

void
child_await_letters(struct child *child, size_t letters)
{
	double limit = sample_now() + LIMIT_S;
	while (child->letters < letters) {
		if (child->is_over || sample_now() > limit)
			give_up(child, "a long text");
		child_serve(100);
	}
}

void
child_await_silence(struct child *child, int ms)
{
	double begun = sample_now();
	while (sample_now() < begun + LIMIT_S) {
		size_t before = child->size;
		double until = sample_now() + ms / 1e3;
		while (sample_now() < until)
			child_serve(ms);
		if (child->size == before)
			break;
	}
	child->seen_size = 0;
}

double
child_memory(const struct child *child, const char *line)
{
	char path[64], text[128];
	double kib = 0;
	snprintf(path, sizeof(path), "/proc/%d/status", (int)child->pid);
	FILE *file = fopen(path, "r");
	if (file == NULL)
		die("cannot read %s: %s", path, strerror(errno));
	while (fgets(text, sizeof(text), file) != NULL)
		if (strncmp(text, line, strlen(line)) == 0)
			kib = strtod(text + strlen(line), NULL);
	fclose(file);
	return kib * 1024;
}
