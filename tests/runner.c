/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runner.h"

/*
 * Check counts the tests that it ran, but tells nobody how many it was given.
 * The linker (--wrap) leads tcase_add_test() and its relatives through here.
 */
void __real__tcase_add_test(TCase *tcase, const TTest *test, int signal,
    int exit_status, int start, int end);
void __wrap__tcase_add_test(TCase *tcase, const TTest *test, int signal,
    int exit_status, int start, int end);

static int offered_count;
static int registered_count;

/* RUNNER_WITHOUT: names with blanks between them. */
static bool
is_left_out(const char *name)
{
	const char *list = getenv("RUNNER_WITHOUT");
	size_t size = strlen(name);
	while (list != NULL && *list != '\0') {
		list += strspn(list, " ");
		size_t word_size = strcspn(list, " ");
		if (word_size == size && strncmp(list, name, size) == 0)
			return true;
		list += word_size;
	}
	return false;
}

void
__wrap__tcase_add_test(TCase *tcase, const TTest *test, int signal,
    int exit_status, int start, int end)
{
	offered_count += end - start;
	if (is_left_out(test->name)) {
		printf("Without %s\n", test->name);
		return;
	}
	registered_count += end - start;
	__real__tcase_add_test(tcase, test, signal, exit_status, start, end);
}

/* Fills `suite`; false if somebody forgot to give a test case its tests. */
static bool
add_cases(Suite *suite, runner_case *const *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int before = offered_count;
		suite_add_tcase(suite, cases[i]());
		if (offered_count == before) {
			fprintf(stderr, "test case %zu has no tests\n", i + 1);
			return false;
		}
	}
	return true;
}

int
runner_run(const char *name, runner_case *const *cases, size_t count)
{
	Suite *suite = suite_create(name);
	bool is_full = add_cases(suite, cases, count);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	int failed_count = srunner_ntests_failed(runner);
	int run_count = srunner_ntests_run(runner);
	srunner_free(runner);

	if (run_count != registered_count) {
		fprintf(stderr, "%s: %d of %d tests ran\n", name, run_count,
		    registered_count);
		return EXIT_FAILURE;
	}
	return is_full && failed_count == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static char *
join(const char *folder, const char *name)
{
	char *path;
	if (asprintf(&path, "%s/%s", folder, name) < 0)
		abort();
	return path;
}

char *
runner_source_path(const char *name)
{
	return join(RUNNER_SOURCE_FOLDER, name);
}

char *
runner_build_path(const char *name)
{
	return join(RUNNER_BUILD_FOLDER, name);
}
