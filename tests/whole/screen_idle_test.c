/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* How little is done when there is little to do. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#include "base/clock.h"
#include "handset.h"
#include "pupil.h"

/* How often it has waited for something: a wake-up each. */
static long
wake_ups(const struct terminal *terminal)
{
	return terminal_sleep(terminal).count;
}

static size_t
written(const struct terminal *terminal)
{
	size_t size;
	terminal_written(terminal, &size);
	return size;
}

enum {
	TICK_BYTES = 24,  /* of a clock that goes on by a second */
	PING_BYTES = 200, /* the round trip becomes known */
	/* For PING, PONG and their showing. */
	PING_WAKE_UPS = 8,
};

START_TEST(an_idle_phone_hardly_wakes_up)
{
	struct handset_pair pair;
	struct handset_plan plan = { .name = "carol" };
	struct terminal *carol = handset_start(&plan);
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	terminal_expect(pair.alice, "TALKING 00:00:01");
	handset_expect_quiet(pair.alice);
	handset_expect_quiet(carol);
	terminal_mark(pair.alice);
	terminal_mark(carol);
	int64_t begun = clock_now();
	long alices = wake_ups(pair.alice), carols = wake_ups(carol);
	terminal_expect(pair.alice, "TALKING 00:00:04");
	alices = wake_ups(pair.alice) - alices;
	/* Three, unless the test itself was kept waiting. */
	long seconds = (long)(clock_now() - begun + 999) / 1000;
	ck_assert_uint_le(written(pair.alice),
	    (size_t)seconds * TICK_BYTES + PING_BYTES);
	ck_assert_int_le(alices, seconds + PING_WAKE_UPS);
	/* Who waits for a call waits for nothing else. */
	ck_assert_uint_eq(written(carol), 0);
	ck_assert_int_eq(wake_ups(carol) - carols, 0);
	handset_leave(carol);
	handset_end_pair(&pair);
}
END_TEST

static bool
has_written(struct terminal *terminal, const void *nothing)
{
	(void)nothing;
	return written(terminal) > 0;
}

/* How many bytes are written for a key; typed when all else is drawn. */
static size_t
bytes_for(struct terminal *terminal, const char *key)
{
	handset_expect_quiet(terminal);
	terminal_mark(terminal);
	terminal_type(terminal, key);
	ck_assert(terminal_await(terminal, has_written, NULL));
	return written(terminal);
}

static char *
status_row(const struct terminal *terminal)
{
	char *screen = terminal_screen(terminal);
	char *status = strstr(screen, "─ TALKING");
	ck_assert_ptr_nonnull(status);
	char *row = strndup(status, strcspn(status, "\n"));
	free(screen);
	return row;
}

START_TEST(a_typed_character_is_a_byte)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	for (int i = 0; i < 10; i++)
		ck_assert_uint_eq(bytes_for(pair.alice, "x"), 1);
	terminal_type(pair.alice, HANDSET_INTERRUPT);
	handset_start_call(&pair);
	for (int i = 0; i < 10;) {
		char *before = status_row(pair.alice);
		size_t size = bytes_for(pair.alice, "x");
		char *after = status_row(pair.alice);
		/* Now and then the clock goes on just then. */
		if (strcmp(before, after) == 0) {
			ck_assert_uint_eq(size, 1);
			i++;
		}
		free(before);
		free(after);
	}
	handset_end_pair(&pair);
}
END_TEST

TCase *
screen_idle_tcase(void)
{
	TCase *tcase = tcase_create("screen idle");
	tcase_add_checked_fixture(tcase, pupil_set_up, NULL);
	tcase_set_timeout(tcase, TERMINAL_TIMEOUT_S);
	tcase_add_test(tcase, an_idle_phone_hardly_wakes_up);
	tcase_add_test(tcase, a_typed_character_is_a_byte);
	return tcase;
}
