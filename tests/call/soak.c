/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * soak [MESSAGES [GLARES [SEED]]]: what walk_test and explore_test do, for long;
 * "make check-long" runs it. It says what was lost, doubled or out of order: the
 * first of these ends it, with the seed from which it follows, or the order.
 */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include <check.h>

#include "explore.h"
#include "suite.h"
#include "walk.h"

enum { GLARES = 10000, MESSAGES_A_CALL = 900, DROPS_A_CALL = 40 };

static unsigned long messages = 1000000, glares = GLARES;
static unsigned seed = 1;

/* Of all lengths, a third of them answered by a service. */
START_TEST(no_message_is_lost_doubled_or_out_of_order)
{
	struct walk_figures figures = { 0 };
	unsigned calls = 0;
	for (; figures.messages < messages; calls++)
		walk_call(&(struct walk_plan){ .seed = seed + calls,
			      .messages = calls * 7 % MESSAGES_A_CALL,
			      .drops = DROPS_A_CALL,
			      .bob_is_a_service = calls % 3 == 2 },
		    &figures);
	printf("%lu messages in %u calls over %lu forced drops, %lu times"
	       " resumed: 0 lost, 0 doubled, 0 out of order\n",
	    figures.messages, calls, figures.drops, figures.resumes);
}
END_TEST

START_TEST(every_glare_ends_in_one_call)
{
	for (unsigned long i = 0; i < glares; i++)
		walk_glare(seed + i);
	printf("%lu of %lu glares ended in exactly one call\n", glares, glares);
}
END_TEST

/* Two lines are lost, whenever that may be. */
START_TEST(in_every_order_a_call_goes_on_and_loses_nothing)
{
	static const struct explore_plan plans[] = {
		{ EXPLORE_BELL, 2, 0 },
		{ EXPLORE_TALK, 2, 0 },
	};
	struct explore_figures figures = { 0 };
	explore_all(&plans[_i], &figures);
	printf("%lu orders of a call whose line is lost twice, %lu steps, %lu"
	       " times resumed: 0 lost, 0 doubled, 0 out of order\n",
	    figures.orders, figures.steps, figures.resumes);
}
END_TEST

int
main(int count, char **arguments)
{
	if (count > 1)
		messages = strtoul(arguments[1], NULL, 10);
	if (count > 2)
		glares = strtoul(arguments[2], NULL, 10);
	if (count > 3)
		seed = (unsigned)strtoul(arguments[3], NULL, 10);
	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		return EXIT_FAILURE;
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("seed %u\n", seed);
	Suite *suite = suite_create("soak");
	TCase *tcase = tcase_create("soak");
	tcase_set_timeout(tcase, 0);
	tcase_add_test(tcase, no_message_is_lost_doubled_or_out_of_order);
	tcase_add_test(tcase, every_glare_ends_in_one_call);
	tcase_add_loop_test(tcase,
	    in_every_order_a_call_goes_on_and_loses_nothing, 0, 2);
	suite_add_tcase(suite, tcase);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
