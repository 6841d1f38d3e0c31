/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "handset.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "../runner.h"
#include "base/clock.h"

enum {
	ENVIRONMENT_SIZE = 128,
	QUIET_MS = 40, /* longer than anything drawn waits */
};

struct terminal *
handset_start(const struct handset_plan *plan)
{
	char *path = runner_build_path("landline");
	char timers[ENVIRONMENT_SIZE] = "LANDLINE_TIMERS";
	if (plan->timers != NULL)
		snprintf(timers, sizeof timers, "LANDLINE_TIMERS=%s",
		    plan->timers);
	const char *const environment[] = { timers, plan->environment, NULL };
	const char *const argv[] = { path, "--name", plan->name, "--listen",
		plan->listen != NULL ? plan->listen : "127.0.0.1:0",
		plan->option, plan->option != NULL ? plan->another : NULL,
		NULL };
	struct program program = { .argv = argv, .environment = environment };
	program.rows = plan->rows;
	program.cols = plan->cols;
	program.is_job = plan->is_job;
	struct terminal *terminal = terminal_start(&program);
	terminal_expect(terminal, "WAITING");
	free(path);
	return terminal;
}

void
handset_number(struct terminal *terminal, char number[HANDSET_NUMBER_SIZE])
{
	terminal_expect(terminal, "your number");
	char *screen = terminal_screen(terminal);
	const char *row = strchr(screen, '\n');
	ck_assert_ptr_nonnull(row);
	row += 1 + strspn(row + 1, " ");
	snprintf(number, HANDSET_NUMBER_SIZE, "%.*s", (int)strcspn(row, " \n"),
	    row);
	free(screen);
}

void
handset_start_pair(struct handset_pair *pair, const char *listen,
    const char *timers)
{
	struct handset_plan plan = { .name = "alice", .timers = timers };
	plan.listen = listen;
	pair->alice = handset_start(&plan);
	plan.name = "bob";
	pair->bob = handset_start(&plan);
	handset_number(pair->alice, pair->alices);
	handset_number(pair->bob, pair->bobs);
}

void
handset_dial(struct terminal *terminal, const char *number)
{
	char command[HANDSET_NUMBER_SIZE + 16];
	snprintf(command, sizeof command, "/dial %s\r", number);
	terminal_type(terminal, command);
}

void
handset_start_call(struct handset_pair *pair)
{
	handset_dial(pair->alice, pair->bobs);
	terminal_expect(pair->alice, "it rings there");
	terminal_expect(pair->bob, "alice is calling from");
	terminal_type(pair->bob, HANDSET_F5);
	terminal_expect(pair->alice, "TALKING");
	terminal_expect(pair->bob, "TALKING");
}

void
handset_end_pair(struct handset_pair *pair)
{
	handset_leave(pair->alice);
	handset_leave(pair->bob);
}

void
handset_say(struct terminal *from, struct terminal *to, const char *text)
{
	terminal_type(from, text);
	terminal_type(from, "\r");
	terminal_expect(to, text);
}

void
handset_leave(struct terminal *terminal)
{
	terminal_type(terminal, "\005\025/quit\r");
	ck_assert_int_eq(terminal_expect_end(terminal), 0);
	terminal_expect_restored(terminal);
	terminal_free(terminal);
}

static bool
has_arrived(struct terminal *terminal, const void *sequence)
{
	char words[32];
	snprintf(words, sizeof words, "seq %u · ", *(const unsigned *)sequence);
	char *screen = terminal_screen(terminal);
	bool is_marked = false;
	/* Their messages have numbers, too, but no marks. */
	for (char *at = screen; (at = strstr(at, words)) != NULL;) {
		char *end = at + strcspn(at, "\n");
		is_marked |= memmem(at, (size_t)(end - at), "✓", 3) != NULL;
		at = end;
	}
	free(screen);
	return is_marked;
}

void
handset_expect_arrived(struct terminal *terminal, unsigned sequence)
{
	if (!terminal_await(terminal, has_arrived, &sequence))
		terminal_expect(terminal, "✓ of the message");
}

struct quiet {
	size_t size;
	long sleep_count;
	int64_t since;
};

static bool
is_quiet(struct terminal *terminal, const void *last)
{
	struct quiet *quiet = *(struct quiet *const *)last;
	struct started_sleep sleep = terminal_sleep(terminal);
	size_t size;
	terminal_written(terminal, &size);
	if (size != quiet->size || sleep.count != quiet->sleep_count ||
	    !sleep.is_asleep)
		quiet->since = clock_now();
	quiet->size = size;
	quiet->sleep_count = sleep.count;
	return clock_now() >= quiet->since + QUIET_MS;
}

void
handset_expect_quiet(struct terminal *terminal)
{
	struct quiet quiet = { .since = clock_now() };
	struct quiet *last = &quiet;
	ck_assert_msg(terminal_await(terminal, is_quiet, &last),
	    "it draws and draws");
}

/* The status row's clock goes on all the time. */
static char *
without_clock(char *screen)
{
	char *status = strstr(screen, "─ TALKING");
	if (status != NULL)
		memset(status, ' ', strcspn(status, "\n"));
	return screen;
}

static bool
was_cleared(struct terminal *terminal, const void *before)
{
	return glass_clears(terminal_glass(terminal)) !=
	    *(const unsigned *)before;
}

/* What it shows is what it showed when it began to paint afresh. */
static bool
is_as_before(struct terminal *terminal, const void *before)
{
	char *was = without_clock(strdup(before));
	char *is = without_clock(terminal_screen(terminal));
	bool is_same = strcmp(is, was) == 0;
	free(was);
	free(is);
	return is_same;
}

static void
expect_same_after_repaint(struct terminal *terminal)
{
	const struct glass *glass = terminal_glass(terminal);
	unsigned clears = glass_clears(glass);
	terminal_type(terminal, HANDSET_REPAINT);
	ck_assert_msg(terminal_await(terminal, was_cleared, &clears),
	    "it does not repaint");
	char *before = strdup(glass_before_clear(glass));
	if (!terminal_await(terminal, is_as_before, before)) {
		char *after = terminal_screen(terminal);
		fprintf(stderr, "%s--- and repainted\n%s---\n", before, after);
		free(after);
		ck_abort_msg("a fresh repaint is another screen");
	}
	free(before);
}

/* Whoever comes back takes his terminal again, and paints it anew. */
static void
let_go_on(struct terminal *terminal)
{
	unsigned clears = glass_clears(terminal_glass(terminal));
	terminal_continue(terminal);
	ck_assert_msg(terminal_await(terminal, was_cleared, &clears),
	    "it does not go on");
}

void
handset_expect_true(struct terminal *terminal, struct terminal *other)
{
	/* What is said meanwhile would show in one of the two pictures. */
	if (other != NULL) {
		terminal_signal(other, SIGSTOP);
		terminal_expect_stop(other);
	}
	handset_expect_quiet(terminal);
	expect_same_after_repaint(terminal);
	if (other != NULL)
		let_go_on(other);
}

unsigned
handset_count(const struct terminal *terminal, const char *text)
{
	char *screen = terminal_screen(terminal);
	unsigned count = 0;
	for (const char *at = screen; (at = strstr(at, text)) != NULL;
	     at += strlen(text))
		count++;
	free(screen);
	return count;
}
