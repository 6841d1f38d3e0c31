/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "base/clock.h"

#include <limits.h>
#include <time.h>

#include "suite.h"

START_TEST(the_clock_is_never_set_back)
{
	int64_t last = clock_now();
	ck_assert(last >= 0);
	for (int i = 0; i < 1000; i++) {
		int64_t now = clock_now();
		if (now < last)
			ck_abort_msg("set back");
		last = now;
	}
}
END_TEST

START_TEST(the_offset_leads_to_the_time_of_day)
{
	int64_t before = (int64_t)time(NULL) * 1000;
	int64_t wall = clock_now() + clock_wall_offset();
	ck_assert(wall >= before - 2000);
	ck_assert(wall <= before + 60000);
}
END_TEST

START_TEST(the_offset_changes_when_the_clock_is_set)
{
	ck_assert(clock_same_wall(5000, 5000) == 5000);
	ck_assert(clock_same_wall(5000, 5001) == 5000);
	ck_assert(clock_same_wall(5000, 4001) == 5000);
	ck_assert(clock_same_wall(5000, 6000) == 6000);
	ck_assert(clock_same_wall(5000, -3600000) == -3600000);
}
END_TEST

START_TEST(never_is_later_than_every_moment)
{
	ck_assert(clock_earlier(5, 7) == 5);
	ck_assert(clock_earlier(7, 5) == 5);
	ck_assert(clock_earlier(CLOCK_NEVER, 5) == 5);
	ck_assert(clock_earlier(CLOCK_NEVER, CLOCK_NEVER) == CLOCK_NEVER);
}
END_TEST

START_TEST(after_stops_at_never)
{
	ck_assert(clock_after(1000, 500) == 1500);
	ck_assert(clock_after(1000, 0) == 1000);
	ck_assert(clock_after(CLOCK_NEVER, 5) == CLOCK_NEVER);
	ck_assert(clock_after(CLOCK_NEVER, -5) == CLOCK_NEVER);
	ck_assert(clock_after(CLOCK_NEVER - 3, 5) == CLOCK_NEVER);
	ck_assert(clock_after(5, CLOCK_NEVER) == CLOCK_NEVER);
}
END_TEST

START_TEST(poll_waits_until_the_deadline_and_no_longer)
{
	ck_assert_int_eq(clock_poll_timeout(1000, 1500), 500);
	ck_assert_int_eq(clock_poll_timeout(1000, 1000), 0);
	ck_assert_int_eq(clock_poll_timeout(1000, 999), 0);
	ck_assert_int_eq(clock_poll_timeout(1000, CLOCK_NEVER), -1);
	ck_assert_int_eq(clock_poll_timeout(0, INT_MAX), INT_MAX);
	ck_assert_int_eq(clock_poll_timeout(0, CLOCK_NEVER - 1), INT_MAX);
	ck_assert_int_eq(clock_poll_timeout(5, INT64_MIN), 0);
}
END_TEST

TCase *
clock_tcase(void)
{
	TCase *tcase = tcase_create("clock");
	tcase_add_test(tcase, the_clock_is_never_set_back);
	tcase_add_test(tcase, the_offset_leads_to_the_time_of_day);
	tcase_add_test(tcase, the_offset_changes_when_the_clock_is_set);
	tcase_add_test(tcase, never_is_later_than_every_moment);
	tcase_add_test(tcase, after_stops_at_never);
	tcase_add_test(tcase, poll_waits_until_the_deadline_and_no_longer);
	return tcase;
}
