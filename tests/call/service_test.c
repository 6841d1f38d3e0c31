/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/service.h"

#include <stdlib.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"
#include "suite.h"

/* Asks a service from an exact copy, and compares the answer. */
static void
expect(const char *name, const char *question, size_t size, const char *answer,
    int64_t wall_ms)
{
	uint8_t *to = malloc(SERVICE_ANSWER_MOST);
	uint8_t *payload = material_copy((const uint8_t *)question, size);
	size_t had = service_find(name)->answer(to, payload, size, wall_ms);
	ck_assert_uint_eq(had, strlen(answer));
	ck_assert_int_eq(memcmp(to, answer, had), 0);
	free(payload);
	free(to);
}

START_TEST(echo_says_what_it_hears)
{
	expect("echo", "hello", 5, "hello", 0);
	expect("echo", "", 0, "", 0);
}
END_TEST

START_TEST(upper_raises_letters_and_keeps_the_size)
{
	expect("upper", "hello, w0rld", 12, "HELLO, W0RLD", 0);
	expect("upper", "gr\xc3\xbc\xc3\x9f", 6, "GR\xc3\x9c\xc3\x9f", 0);
}
END_TEST

START_TEST(upper_takes_bytes_that_are_no_text)
{
	expect("upper", "a\xff\xc3", 3, "A\xff\xc3", 0);
}
END_TEST

START_TEST(time_is_told_as_rfc_867_suggests)
{
	expect("time", "", 0, "Friday, November 20, 2026 22:38:05-UTC",
	    INT64_C(1795214285000));
	expect("time", "what?", 5, "Thursday, January 1, 1970 00:00:00-UTC", 0);
}
END_TEST

START_TEST(a_service_is_found_by_its_whole_name)
{
	ck_assert_ptr_nonnull(service_find("echo"));
	ck_assert_ptr_null(service_find("ech"));
	ck_assert_ptr_null(service_find(""));
}
END_TEST

TCase *
service_tcase(void)
{
	TCase *tcase = tcase_create("service");
	tcase_add_test(tcase, echo_says_what_it_hears);
	tcase_add_test(tcase, upper_raises_letters_and_keeps_the_size);
	tcase_add_test(tcase, upper_takes_bytes_that_are_no_text);
	tcase_add_test(tcase, time_is_told_as_rfc_867_suggests);
	tcase_add_test(tcase, a_service_is_found_by_its_whole_name);
	return tcase;
}
