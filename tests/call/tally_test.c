/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/tally.h"

#include <stdlib.h>

#include "../material.h"
#include "../runner.h"
#include "base/clock.h"
#include "suite.h"

enum { PATIENCE_MS = 2000 };

static struct tally *
made(void)
{
	struct tally *tally = malloc(sizeof(*tally));
	tally_init(tally);
	return tally;
}

START_TEST(each_number_is_next_ahead_late_or_again)
{
	static const struct {
		uint32_t sequence;
		enum tally_arrival arrival;
	} steps[] = {
		{ 1, TALLY_NEXT },
		{ 2, TALLY_NEXT },
		{ 2, TALLY_AGAIN },
		{ 1, TALLY_AGAIN },
		{ 5, TALLY_AHEAD },
		{ 4, TALLY_LATE },
		{ 4, TALLY_AGAIN },
		{ 6, TALLY_NEXT },
		{ 3, TALLY_LATE },
		{ 3, TALLY_AGAIN },
		{ 5000, TALLY_AHEAD },
		{ 4999, TALLY_LATE },
		{ 5000 - 1023, TALLY_LATE },
		{ 5000 - 1024, TALLY_OLD },
		{ 5000 - 1023, TALLY_AGAIN },
		{ 6, TALLY_OLD },
		{ UINT32_MAX, TALLY_AHEAD },
		{ UINT32_MAX, TALLY_AGAIN },
		{ UINT32_MAX - 1, TALLY_LATE },
	};
	struct tally *tally = made();
	for (size_t at = 0; at < sizeof(steps) / sizeof(steps[0]); at++)
		ck_assert_msg(tally_hear(tally, steps[at].sequence) ==
			steps[at].arrival,
		    "step %zu", at);
	free(tally);
}
END_TEST

/* Against one that remembers every number there is. */
START_TEST(a_window_says_what_a_whole_memory_says)
{
	enum { NUMBERS = 4000, STEPS = 20000 };
	uint64_t seed = 0x7a11e;
	for (int round = 0; round < 5; round++) {
		struct tally *tally = made();
		char *seen = calloc(NUMBERS + 1, 1);
		uint32_t highest = 0;
		for (int step = 0; step < STEPS; step++) {
			uint32_t back = (uint32_t)material_upto(&seed, 1500);
			uint32_t number =
			    highest + (uint32_t)material_upto(&seed, 3);
			if (back < 1000)
				number = number > back ? number - back : 1;
			if (number == 0 || number > NUMBERS)
				continue;
			enum tally_arrival arrival = tally_hear(tally, number);
			if (number > highest)
				ck_assert_int_eq(arrival,
				    number == highest + 1 ? TALLY_NEXT :
							    TALLY_AHEAD);
			else
				ck_assert_int_eq(arrival,
				    seen[number] ? TALLY_AGAIN : TALLY_LATE);
			seen[number] = 1;
			highest = number > highest ? number : highest;
		}
		free(seen);
		free(tally);
	}
}
END_TEST

START_TEST(each_that_came_is_named_once_and_the_last_again)
{
	struct tally *tally = made();
	ck_assert(!tally_owes(tally));
	ck_assert_uint_eq(tally_name(tally), 0);
	tally_hear(tally, 1);
	tally_hear(tally, 3);
	tally_hear(tally, 2);
	tally_hear(tally, 2);
	static const uint32_t named[] = { 1, 3, 2, 2 };
	for (size_t at = 0; at < 4; at++) {
		ck_assert(tally_owes(tally));
		ck_assert_uint_eq(tally_name(tally), named[at]);
	}
	ck_assert(!tally_owes(tally));
	ck_assert_uint_eq(tally_name(tally), 2);
	/* Of too many the latest are named. */
	for (uint32_t sequence = 4; sequence < 4 + TALLY_ACKS + 10; sequence++)
		tally_hear(tally, sequence);
	ck_assert_uint_eq(tally_name(tally), 4 + 10);
	free(tally);
}
END_TEST

START_TEST(only_what_is_named_has_arrived)
{
	struct tally *tally = made();
	uint64_t entry = 0;
	for (uint32_t sequence = 1; sequence <= 3; sequence++)
		tally_say(tally, sequence, sequence * 10);
	ck_assert(!tally_answered(tally, 1, &entry)); /* it has not left */
	for (uint32_t sequence = 1; sequence <= 3; sequence++)
		tally_leave(tally, sequence, 100);
	ck_assert_uint_eq(tally->waiting, 3);
	ck_assert(tally_answered(tally, 3, &entry));
	ck_assert_uint_eq(entry, 30);
	ck_assert(!tally_answered(tally, 3, &entry)); /* no news */
	ck_assert(!tally_answered(tally, 0, &entry));
	ck_assert(!tally_answered(tally, 4, &entry));
	ck_assert_uint_eq(tally->waiting, 2);
	free(tally);
}
END_TEST

START_TEST(what_is_not_named_in_time_has_no_answer_until_it_has)
{
	struct tally *tally = made();
	struct tally_sent sent;
	uint64_t entry;
	ck_assert_int_eq(tally_deadline(tally, PATIENCE_MS), CLOCK_NEVER);
	tally_say(tally, 1, 10);
	ck_assert_int_eq(tally_deadline(tally, PATIENCE_MS), CLOCK_NEVER);
	tally_leave(tally, 1, 100);
	tally_say(tally, 2, 20);
	tally_leave(tally, 2, 200);
	ck_assert_int_eq(tally_deadline(tally, PATIENCE_MS), 2100);
	ck_assert(!tally_expired(tally, PATIENCE_MS, 2099, &sent));
	ck_assert(tally_expired(tally, PATIENCE_MS, 2100, &sent));
	ck_assert_uint_eq(sent.entry, 10);
	ck_assert(!tally_expired(tally, PATIENCE_MS, 2100, &sent));
	ck_assert_uint_eq(tally->unanswered, 1);
	ck_assert_int_eq(tally_deadline(tally, PATIENCE_MS), 2200);
	ck_assert(tally_answered(tally, 1, &entry)); /* late, but there */
	ck_assert_uint_eq(entry, 10);
	ck_assert_uint_eq(tally->unanswered, 0);
	ck_assert(tally_expired(tally, 0, CLOCK_NEVER, &sent));
	ck_assert_uint_eq(sent.entry, 20);
	ck_assert_uint_eq(tally->waiting, 0);
	free(tally);
}
END_TEST

START_TEST(of_many_without_an_answer_the_count_stays_right)
{
	struct tally *tally = made();
	enum { MANY = 3 * TALLY_SENT };
	struct tally_sent sent;
	uint64_t entry;
	for (uint32_t sequence = 1; sequence <= MANY; sequence++) {
		tally_say(tally, sequence, sequence);
		tally_leave(tally, sequence, sequence);
	}
	ck_assert_uint_eq(tally->waiting, TALLY_SENT);
	ck_assert_uint_eq(tally->unanswered, MANY - TALLY_SENT);
	ck_assert(!tally_answered(tally, MANY - TALLY_SENT, &entry));
	ck_assert(tally_answered(tally, MANY - TALLY_SENT + 1, &entry));
	for (uint32_t left = TALLY_SENT - 1; left > 0; left--)
		ck_assert(tally_expired(tally, 0, MANY, &sent));
	ck_assert(!tally_expired(tally, 0, MANY, &sent));
	ck_assert_uint_eq(tally->unanswered, MANY - 1);
	free(tally);
}
END_TEST

TCase *
tally_tcase(void)
{
	TCase *tcase = tcase_create("tally");

	tcase_add_test(tcase, each_number_is_next_ahead_late_or_again);
	tcase_add_test(tcase, a_window_says_what_a_whole_memory_says);
	tcase_add_test(tcase, each_that_came_is_named_once_and_the_last_again);
	tcase_add_test(tcase, only_what_is_named_has_arrived);
	tcase_add_test(tcase,
	    what_is_not_named_in_time_has_no_answer_until_it_has);
	tcase_add_test(tcase, of_many_without_an_answer_the_count_stays_right);
	return tcase;
}
