/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "terminal.h"

#include <check.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "modes.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "base/memory.h"

enum {
	TERMINALS_MOST = 8,
	/* How often it is asked whether a program has ended, which poll()
	 * does not tell. */
	LOOK_MS = 10,
	RAW_MOST = 256 * 1024 * 1024,
};

struct terminal {
	struct started program;
	struct glass *glass;
	struct bytes raw;
	size_t mark;
	bool is_paused;
	bool has_ended;
	bool is_stopped;
	int status;
};

static struct terminal *all[TERMINALS_MOST];
static int patience_ms = TERMINAL_LIMIT_MS;

void
terminal_patience(int limit_ms)
{
	patience_ms = limit_ms;
}

static struct terminal **
slot_of(const struct terminal *terminal)
{
	for (size_t i = 0; i < TERMINALS_MOST; i++) {
		if (all[i] == terminal)
			return &all[i];
	}
	ck_abort_msg("more than %d terminals", TERMINALS_MOST);
	return NULL;
}

struct terminal *
terminal_start(const struct program *program)
{
	struct terminal *terminal = memory_new(1, sizeof(*terminal));
	*slot_of(NULL) = terminal;
	bytes_init(&terminal->raw, RAW_MOST);
	terminal->glass = glass_new(program->rows > 0 ? program->rows : 24,
	    program->cols > 0 ? program->cols : 80);
	started_open(&terminal->program, program);
	return terminal;
}

void
terminal_free(struct terminal *terminal)
{
	if (terminal == NULL)
		return;
	*slot_of(terminal) = NULL;
	started_close(&terminal->program);
	glass_free(terminal->glass);
	bytes_clear(&terminal->raw);
	free(terminal);
}

/* ---- reading ---- */

static void
answer(struct terminal *terminal)
{
	char bytes[256];
	size_t size = glass_answer(terminal->glass, bytes, sizeof(bytes));
	if (size > 0 && write(terminal->program.master, bytes, size) < 0)
		return; /* nobody listens any more */
}

/* True when something came. */
static bool
read_one(struct terminal *terminal)
{
	char bytes[16 * 1024];
	if (terminal->program.master < 0 || terminal->is_paused)
		return false;
	ssize_t size = read(terminal->program.master, bytes, sizeof(bytes));
	if (size <= 0)
		return false;
	ck_assert(bytes_append(&terminal->raw, bytes, (size_t)size));
	glass_feed(terminal->glass, bytes, (size_t)size);
	answer(terminal);
	return true;
}

static void
look_after(struct terminal *terminal)
{
	int status;
	while (!terminal->has_ended &&
	    started_status(&terminal->program, &status)) {
		terminal->is_stopped = WIFSTOPPED(status);
		terminal->has_ended = !terminal->is_stopped;
		terminal->status = status;
	}
}

/* Reads all terminals; waits for at most so long when nothing is there. */
static void
read_all(int wait_ms)
{
	struct pollfd watches[TERMINALS_MOST];
	nfds_t count = 0;
	bool came = false;
	for (size_t i = 0; i < TERMINALS_MOST; i++) {
		if (all[i] == NULL)
			continue;
		/* Asked first: what it wrote before it ended is there now. */
		look_after(all[i]);
		while (read_one(all[i]))
			came = true;
		if (!all[i]->has_ended && !all[i]->is_paused)
			watches[count++] = (struct pollfd){
				.fd = all[i]->program.master,
				.events = POLLIN,
			};
	}
	if (!came)
		poll(watches, count, wait_ms);
}

/* ---- waiting ---- */

bool
terminal_await(struct terminal *terminal, terminal_predicate *predicate,
    const void *argument)
{
	int64_t limit = clock_now() + patience_ms;
	for (;;) {
		read_all(LOOK_MS);
		if (predicate(terminal, argument))
			return true;
		if (clock_now() >= limit)
			return false;
	}
}

static void
show_all(const char *what, const char *text)
{
	fprintf(stderr, "%s:\n%s\n", what, text);
	for (size_t i = 0; i < TERMINALS_MOST; i++) {
		if (all[i] == NULL)
			continue;
		char *screen = terminal_screen(all[i]);
		fprintf(stderr, "--- terminal %zu%s\n%s---\n", i,
		    all[i]->has_ended ? " (ended)" : "", screen);
		free(screen);
	}
}

static void
expect(struct terminal *terminal, terminal_predicate *predicate,
    const char *text, const char *what)
{
	if (terminal_await(terminal, predicate, text))
		return;
	show_all(what, text);
	/* Check's messages have an end: whole screens went there already. */
	ck_abort_msg("%s: %.200s", what, text);
}

static bool
shows(struct terminal *terminal, const void *text)
{
	return terminal_shows(terminal, text);
}

static bool
shows_not(struct terminal *terminal, const void *text)
{
	return !terminal_shows(terminal, text);
}

static bool
is_screen(struct terminal *terminal, const void *expected)
{
	char *screen = terminal_screen(terminal);
	bool is_same = strcmp(screen, expected) == 0;
	free(screen);
	return is_same;
}

static bool
has_bytes(struct terminal *terminal, const void *bytes)
{
	size_t size;
	const char *written = terminal_written(terminal, &size);
	return size > 0 && memmem(written, size, bytes, strlen(bytes)) != NULL;
}

static bool
has_ended(struct terminal *terminal, const void *nothing)
{
	(void)nothing;
	return terminal->has_ended;
}

bool
terminal_has_ended(const struct terminal *terminal)
{
	return terminal->has_ended;
}

static bool
has_stopped(struct terminal *terminal, const void *nothing)
{
	(void)nothing;
	return terminal->is_stopped;
}

void
terminal_expect(struct terminal *terminal, const char *text)
{
	expect(terminal, shows, text, "did not show");
}

void
terminal_expect_gone(struct terminal *terminal, const char *text)
{
	expect(terminal, shows_not, text, "still shows");
}

void
terminal_expect_screen(struct terminal *terminal, const char *screen)
{
	expect(terminal, is_screen, screen, "the screen is not");
}

void
terminal_expect_bytes(struct terminal *terminal, const char *bytes)
{
	expect(terminal, has_bytes, bytes, "did not write");
}

int
terminal_expect_end(struct terminal *terminal)
{
	expect(terminal, has_ended, "", "did not end");
	read_all(0);
	if (WIFSIGNALED(terminal->status))
		return 128 + WTERMSIG(terminal->status);
	return WEXITSTATUS(terminal->status);
}

void
terminal_expect_stop(struct terminal *terminal)
{
	expect(terminal, has_stopped, "", "did not stop");
	read_all(0);
}

void
terminal_continue(struct terminal *terminal)
{
	terminal->is_stopped = false;
	ck_assert_int_eq(kill(-terminal->program.pid, SIGCONT), 0);
}

/* ---- doing ---- */

static bool
is_writable(const struct terminal *terminal)
{
	struct pollfd watch = { .fd = terminal->program.master,
		.events = POLLOUT };
	return poll(&watch, 1, 0) > 0 && (watch.revents & POLLOUT) != 0;
}

void
terminal_type_bytes(struct terminal *terminal, const char *bytes, size_t size)
{
	int64_t limit = clock_now() + patience_ms;
	while (size > 0) {
		ck_assert_msg(clock_now() < limit, "nobody takes the keys");
		ssize_t count = -1;
		if (is_writable(terminal))
			count = write(terminal->program.master, bytes, size);
		if (count > 0) {
			bytes += count;
			size -= (size_t)count;
		}
		read_all(count > 0 ? 0 : LOOK_MS);
	}
}

void
terminal_type(struct terminal *terminal, const char *keys)
{
	terminal_type_bytes(terminal, keys, strlen(keys));
}

void
terminal_resize(struct terminal *terminal, int rows, int cols)
{
	struct winsize window = { .ws_row = (unsigned short)rows,
		.ws_col = (unsigned short)cols };
	if (rows > 0 && cols > 0)
		glass_resize(terminal->glass, rows, cols);
	ck_assert_int_eq(ioctl(terminal->program.master, TIOCSWINSZ, &window),
	    0);
}

void
terminal_signal(struct terminal *terminal, int signal)
{
	ck_assert_int_eq(kill(terminal->program.pid, signal), 0);
}

void
terminal_hang_up(struct terminal *terminal)
{
	close(terminal->program.master);
	terminal->program.master = -1;
}

void
terminal_stop_reading(struct terminal *terminal)
{
	terminal->is_paused = true;
}

void
terminal_go_on_reading(struct terminal *terminal)
{
	terminal->is_paused = false;
}

/* ---- looking ---- */

char *
terminal_screen(const struct terminal *terminal)
{
	return glass_dump(terminal->glass);
}

bool
terminal_shows(const struct terminal *terminal, const char *text)
{
	char *screen = terminal_screen(terminal);
	bool is_there = strstr(screen, text) != NULL;
	free(screen);
	return is_there;
}

pid_t
terminal_pid(const struct terminal *terminal)
{
	return terminal->program.pid;
}

struct started_sleep
terminal_sleep(const struct terminal *terminal)
{
	return started_sleep(&terminal->program);
}

const struct glass *
terminal_glass(const struct terminal *terminal)
{
	return terminal->glass;
}

const char *
terminal_written(const struct terminal *terminal, size_t *size)
{
	*size = terminal->raw.size - terminal->mark;
	if (*size == 0)
		return "";
	return (const char *)bytes_head(&terminal->raw) + terminal->mark;
}

void
terminal_mark(struct terminal *terminal)
{
	read_all(0);
	terminal->mark = terminal->raw.size;
}

bool
terminal_mode(const struct terminal *terminal, int mode, bool saved)
{
	return modes_is_on((const char *)bytes_head(&terminal->raw),
	    terminal->raw.size, mode, saved);
}

void
terminal_expect_restored(struct terminal *terminal)
{
	const struct termios *before = &terminal->program.before;
	struct termios now;
	read_all(0);
	ck_assert_int_eq(tcgetattr(terminal->program.master, &now), 0);
	ck_assert_uint_eq(now.c_iflag, before->c_iflag);
	ck_assert_uint_eq(now.c_oflag, before->c_oflag);
	ck_assert_uint_eq(now.c_cflag, before->c_cflag);
	ck_assert_uint_eq(now.c_lflag, before->c_lflag);
	ck_assert_mem_eq(now.c_cc, before->c_cc, sizeof(now.c_cc));
	ck_assert(!glass_is_alternate(terminal->glass));
	ck_assert(glass_shows_cursor(terminal->glass));
	ck_assert(!terminal_mode(terminal, 2004, false));
	ck_assert(!terminal_mode(terminal, 1, false));
	ck_assert(!terminal_mode(terminal, 1007, false));
	ck_assert(terminal_mode(terminal, 1007, true));
}
