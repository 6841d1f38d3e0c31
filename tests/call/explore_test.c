/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "explore.h"

#include "../runner.h"
#include "suite.h"

enum { ORDERS_LEAST = 100 };

/* What takes longer is tried by soak. */
static const struct explore_plan plans[] = {
	{ EXPLORE_BELL, 1, 0 },
	{ EXPLORE_TALK, 1, 0 },
	{ EXPLORE_GOODBYE, 1, 0 },
	{ EXPLORE_THEIRS, 1, 0 },
};

START_TEST(in_every_order_a_call_goes_on_and_loses_nothing)
{
	struct explore_figures figures = { 0 };
	explore_all(&plans[_i], &figures);
	ck_assert_uint_ge(figures.orders, ORDERS_LEAST);
	ck_assert_uint_ge(figures.resumes, figures.orders);
}
END_TEST

TCase *
explore_tcase(void)
{
	TCase *tcase = tcase_create("explore");
	tcase_set_timeout(tcase, 240);
	tcase_add_loop_test(tcase,
	    in_every_order_a_call_goes_on_and_loses_nothing, 0,
	    sizeof plans / sizeof *plans);
	return tcase;
}
