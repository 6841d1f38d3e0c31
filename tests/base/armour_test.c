/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "base/armour.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../runner.h"
#include "suite.h"

/* In the test's own process, which Check has made for it. */
START_TEST(there_are_no_new_privileges)
{
	armour_put_on();
	ck_assert_int_eq(prctl(PR_GET_NO_NEW_PRIVS, 0L, 0L, 0L, 0L), 1);
}
END_TEST

START_TEST(a_death_leaves_no_core_and_keeps_its_signal)
{
	/* Where it lies if one were left: nobody else's folder. */
	char folder[] = "/tmp/landline-armour-XXXXXX";
	ck_assert_ptr_nonnull(mkdtemp(folder));
	pid_t child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		struct rlimit limit;
		getrlimit(RLIMIT_CORE, &limit);
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_CORE, &limit);
		armour_put_on();
		if (chdir(folder) == 0)
			abort();
		_exit(1);
	}
	int status;
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(WTERMSIG(status), SIGABRT);
	ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

START_TEST(the_limit_can_be_raised_again)
{
	struct rlimit before, after;
	ck_assert_int_eq(getrlimit(RLIMIT_CORE, &before), 0);
	armour_put_on();
	ck_assert_int_eq(getrlimit(RLIMIT_CORE, &after), 0);
	ck_assert_uint_eq(after.rlim_cur, 0);
	ck_assert_uint_eq(after.rlim_max, before.rlim_max);
}
END_TEST

/* The filter holds where cores go to a program; "00000000" in /proc. */
START_TEST(no_memory_goes_into_a_core)
{
	char filter[9] = "";
	armour_put_on();
	FILE *file = fopen("/proc/self/coredump_filter", "r");
	if (file == NULL)
		return; /* a kernel without cores */
	ck_assert_uint_eq(fread(filter, 1, 8, file), 8);
	fclose(file);
	ck_assert_str_eq(filter, "00000000");
}
END_TEST

TCase *
armour_tcase(void)
{
	TCase *tcase = tcase_create("armour");
	tcase_add_test(tcase, there_are_no_new_privileges);
	tcase_add_test(tcase, a_death_leaves_no_core_and_keeps_its_signal);
	tcase_add_test(tcase, the_limit_can_be_raised_again);
	tcase_add_test(tcase, no_memory_goes_into_a_core);
	return tcase;
}
