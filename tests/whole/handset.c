/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "handset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "../runner.h"
#include "base/clock.h"

enum {
	ENVIRONMENT_SIZE = 64,
	QUIET_MS = 40, /* longer than any frame waits */
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
		plan->option, NULL };
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

char *
handset_picture(const struct terminal *terminal)
{
	char *screen = terminal_screen(terminal);
	char *status = strstr(screen, "─ TALKING");
	if (status != NULL)
		memset(status, ' ', strcspn(status, "\n"));
	return screen;
}

static bool
is_picture(struct terminal *terminal, const void *expected)
{
	char *picture = handset_picture(terminal);
	bool is_same = strcmp(picture, expected) == 0;
	size_t size;
	const char *written = terminal_written(terminal, &size);
	free(picture);
	return is_same && memmem(written, size, "\033[2J", 4) != NULL;
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
	int64_t since;
};

static bool
is_quiet(struct terminal *terminal, const void *last)
{
	struct quiet *quiet = *(struct quiet *const *)last;
	size_t size;
	terminal_written(terminal, &size);
	if (size != quiet->size)
		quiet->since = clock_now();
	quiet->size = size;
	return clock_now() >= quiet->since + QUIET_MS;
}

void
handset_expect_quiet(struct terminal *terminal)
{
	struct quiet quiet = { 0, clock_now() };
	struct quiet *last = &quiet;
	ck_assert_msg(terminal_await(terminal, is_quiet, &last),
	    "it draws and draws");
}

void
handset_expect_true(struct terminal *terminal)
{
	handset_expect_quiet(terminal);
	char *before = handset_picture(terminal);
	terminal_mark(terminal);
	terminal_type(terminal, HANDSET_REPAINT);
	if (!terminal_await(terminal, is_picture, before)) {
		char *after = handset_picture(terminal);
		fprintf(stderr, "%s--- and repainted\n%s---\n", before, after);
		ck_abort_msg("a fresh repaint is another screen");
	}
	free(before);
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
