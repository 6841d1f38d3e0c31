/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include <check.h>

#include "stage.h"
#include "suite.h"

static struct stage stage;

static void
set_up(void)
{
	stage_open(&stage);
}

static void
tear_down(void)
{
	stage_close(&stage);
}

/* What is cut first, and what last. */
START_TEST(the_status_row_is_cut_from_the_right)
{
	static const struct {
		int cols;
		const char *wanted;
	} rows[] = {
		{ 73,
		    "─ TALKING 00:00:00 · alice · 192.168.1.20 · 2 ms"
		    " ─ F1 help · F6 hang up ─" },
		{ 72,
		    "─ TALKING 00:00:00 · alice · 192.168.1.20"
		    " ─────── F1 help · F6 hang up ─" },
		{ 66,
		    "─ TALKING 00:00:00 · alice · 192.168.1.20"
		    " ─ F1 help · F6 hang up ─" },
		{ 65,
		    "─ TALKING 00:00:00 · alice"
		    " ─────────────── F1 help · F6 hang up ─" },
		{ 51,
		    "─ TALKING 00:00:00 · alice"
		    " ─ F1 help · F6 hang up ─" },
		{ 40,
		    "─ TALKING"
		    " ─────── F1 help · F6 hang up ─" },
	};
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		view_paint(&stage.view, &stage.canvas, &stage.scene, 12,
		    rows[i].cols);
		ck_assert_str_eq(stage_row(&stage, 10), rows[i].wanted);
	}
}
END_TEST

static const char *
row_at(int row, int rows, int cols)
{
	view_paint(&stage.view, &stage.canvas, &stage.scene, rows, cols);
	return stage_row(&stage, row);
}

START_TEST(a_long_name_never_pushes_out_the_address)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	strcpy(stage.party.their_name, "a name of thirty-two columns, ok");
	ck_assert_str_eq(row_at(22, 24, 80),
	    "─ TALKING 00:00:00 · a name of thirty-t… · 192.168.1.20"
	    " ─ F1 help · F6 hang up ─");
	ck_assert_ptr_nonnull(strstr(row_at(0, 24, 80),
	    "│ a name of t… · from 192.168.1.20:8255"));
	ck_assert_ptr_nonnull(
	    strstr(row_at(4, 10, 40), "a name of … · from 192.168.1.20:8255"));
	stage.party.call.state = CALL_RINGS_HERE;
	ck_assert_str_eq(row_at(22, 24, 80),
	    "─ a name of thirty-two … is calling from 192.168.1.20"
	    " ─ F5 answer · F6 decline ─");
	ck_assert_str_eq(row_at(22, 24, 60),
	    "─ a name of th… from 192.168.1.20 ─ F5 answer · F6 decline ─");
	ck_assert_ptr_nonnull(strstr(row_at(22, 24, 43), "─ 192.168.1.20 ─"));
}
END_TEST

START_TEST(a_phone_that_listens_on_a_path_says_the_path)
{
	struct fault fault;
	ck_assert(number_parse(&stage.listens_on,
	    "unix:/tmp/a/path/that/is/long/enough/to/be/cut", NUMBER_TO_LISTEN,
	    &fault));
	ck_assert_ptr_nonnull(strstr(row_at(22, 24, 120),
	    "─ WAITING · unix:/tmp/a/path/that/is/long/enough/to/be/cut ─"));
	ck_assert_str_eq(row_at(22, 24, 60),
	    "─ WAITING · unix:/tmp/a/path/tha… ─ F1 help · /dial NUMBER ─");
}
END_TEST

TCase *
status_tcase(void)
{
	TCase *tcase = tcase_create("status");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, the_status_row_is_cut_from_the_right);
	tcase_add_test(tcase, a_long_name_never_pushes_out_the_address);
	tcase_add_test(tcase, a_phone_that_listens_on_a_path_says_the_path);
	return tcase;
}
