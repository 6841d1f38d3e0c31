/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "base/trace.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "suite.h"

static char path[] = "/tmp/landline-trace-XXXXXX";

static void
make_path(void)
{
	int descriptor = mkstemp(path);
	ck_assert_int_ge(descriptor, 0);
	close(descriptor);
	unlink(path);
}

static void
remove_path(void)
{
	unlink(path);
}

START_TEST(nothing_is_written_unless_asked)
{
	unsetenv("LANDLINE_TRACE");
	trace_open();
	trace("nobody hears %d", 1);
	trace_close();
	setenv("LANDLINE_TRACE", "", 1);
	trace_open();
	trace("nobody hears %d", 1);
	trace_close();
	ck_assert_int_ne(access(path, F_OK), 0);
}
END_TEST

START_TEST(each_line_has_its_time_in_front)
{
	setenv("LANDLINE_TRACE", path, 1);
	trace_open();
	trace("one %s", "bell");
	trace_close();
	trace("too late");
	trace_open();
	trace("two");
	trace_close();

	struct stat status;
	ck_assert_int_eq(stat(path, &status), 0);
	ck_assert_int_eq(status.st_mode & 07777, 0600);
	FILE *file = fopen(path, "r");
	ck_assert_ptr_nonnull(file);
	long seconds;
	int ms, end = 0;
	ck_assert_int_eq(fscanf(file, "%ld.%3d one bell%n", &seconds, &ms,
			     &end),
	    2);
	ck_assert_int_gt(end, 0);
	end = 0;
	ck_assert_int_eq(fscanf(file, "%ld.%3d two%n", &seconds, &ms, &end), 2);
	ck_assert_int_gt(end, 0);
	ck_assert_int_eq(fgetc(file), '\n');
	ck_assert_int_eq(fgetc(file), EOF);
	fclose(file);
}
END_TEST

START_TEST(errno_outlives_a_trace)
{
	setenv("LANDLINE_TRACE", "/dev/full", 1);
	trace_open();
	errno = ECONNREFUSED;
	trace("this cannot be written");
	ck_assert_int_eq(errno, ECONNREFUSED);
	trace_close();
}
END_TEST

TCase *
trace_tcase(void)
{
	TCase *tcase = tcase_create("trace");
	tcase_add_checked_fixture(tcase, make_path, remove_path);
	tcase_add_test(tcase, nothing_is_written_unless_asked);
	tcase_add_test(tcase, each_line_has_its_time_in_front);
	tcase_add_test(tcase, errno_outlives_a_trace);
	return tcase;
}
