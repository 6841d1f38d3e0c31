/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "suite.h"

#include "app/desk.h"

static struct desk desk;

static void
put(uint64_t serial, const char *text)
{
	desk_put_draft(&desk, serial, text, strlen(text), strlen(text) / 2);
}

START_TEST(each_call_has_a_draft_of_its_own)
{
	ck_assert_ptr_null(desk_find(&desk, 7));
	put(7, "for carol");
	put(9, "for bob");
	put(7, "for carol again");
	const struct desk_paper *carols = desk_find(&desk, 7);
	ck_assert_str_eq(carols->draft, "for carol again");
	ck_assert_uint_eq(carols->draft_size, strlen("for carol again"));
	ck_assert_uint_eq(carols->draft_cursor, 7);
	ck_assert_str_eq(desk_find(&desk, 9)->draft, "for bob");
	ck_assert_uint_eq(desk.count, 2);
	desk_clear(&desk);
	ck_assert_uint_eq(desk.count, 0);
}
END_TEST

START_TEST(papers_that_say_nothing_are_taken_away)
{
	put(1, "a draft");
	put(2, "another");
	outgoing_set(&desk_make(&desk, 3)->outgoing, "a message", 9);
	desk_make(&desk, 4);
	desk_forget_draft(desk_find(&desk, 1));
	desk_tidy(&desk);
	ck_assert_uint_eq(desk.count, 2);
	ck_assert_ptr_null(desk_find(&desk, 1));
	ck_assert_str_eq(desk_find(&desk, 2)->draft, "another");
	outgoing_said(&desk_find(&desk, 3)->outgoing, 9);
	desk_tidy(&desk);
	ck_assert_uint_eq(desk.count, 1);
	desk_clear(&desk);
}
END_TEST

TCase *
desk_tcase(void)
{
	TCase *tcase = tcase_create("desk");
	tcase_add_test(tcase, each_call_has_a_draft_of_its_own);
	tcase_add_test(tcase, papers_that_say_nothing_are_taken_away);
	return tcase;
}
