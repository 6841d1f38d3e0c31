/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "walk.h"

#include "../runner.h"
#include "suite.h"

enum { CALLS = 150, SERVED = 50, LONG_CALLS = 3, GLARES = 500 };

START_TEST(whatever_the_wire_does_every_message_arrives_once)
{
	struct walk_figures figures = { 0 };
	for (unsigned seed = 1; seed <= CALLS; seed++)
		walk_call(&(struct walk_plan){ .seed = seed,
			      .messages = seed % 50,
			      .drops = seed % 20 },
		    &figures);
	for (unsigned seed = 1; seed <= LONG_CALLS; seed++)
		walk_call(&(struct walk_plan){ .seed = seed,
			      .messages = 3000,
			      .drops = 100 },
		    &figures);
	ck_assert_uint_gt(figures.drops, CALLS);
	ck_assert_uint_gt(figures.resumes, CALLS);
}
END_TEST

START_TEST(whatever_the_wire_does_a_service_answers_once)
{
	struct walk_figures figures = { 0 };
	for (unsigned seed = 1; seed <= SERVED; seed++)
		walk_call(&(struct walk_plan){ .seed = seed,
			      .messages = seed * 3,
			      .drops = 20,
			      .bob_is_a_service = true },
		    &figures);
	ck_assert_uint_gt(figures.resumes, SERVED);
}
END_TEST

START_TEST(whoever_dials_when_there_is_one_call)
{
	for (uint64_t seed = 1; seed <= GLARES; seed++)
		walk_glare(seed);
}
END_TEST

TCase *
walk_tcase(void)
{
	TCase *tcase = tcase_create("walk");
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase,
	    whatever_the_wire_does_every_message_arrives_once);
	tcase_add_test(tcase, whatever_the_wire_does_a_service_answers_once);
	tcase_add_test(tcase, whoever_dials_when_there_is_one_call);
	return tcase;
}
