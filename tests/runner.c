/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

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
static int asked_count;	 /* of RUNNER_ONLY, those that there are */
static int shared_count; /* by RUNNER_PART */

/* Takes the next of the names with blanks between them; its size, or 0. */
static size_t
next_name(const char **list)
{
	*list += strspn(*list, " ");
	return strcspn(*list, " ");
}

static bool
is_on_list(const char *variable, const char *name)
{
	const char *list = getenv(variable);
	size_t size;
	for (; list != NULL && (size = next_name(&list)) > 0; list += size)
		if (size == strlen(name) && strncmp(list, name, size) == 0)
			return true;
	return false;
}

/* RUNNER_PART "2/3": every third test, from the second on. */
static bool
is_in_another_part(void)
{
	const char *wanted = getenv("RUNNER_PART");
	int part, parts;
	if (wanted == NULL)
		return false;
	if (sscanf(wanted, "%d/%d", &part, &parts) != 2 || part < 1 ||
	    part > parts) {
		fprintf(stderr, "RUNNER_PART: not a part: %s\n", wanted);
		exit(EXIT_FAILURE);
	}
	return shared_count++ % parts != part - 1;
}

static bool
is_left_out(const char *name)
{
	if (getenv("RUNNER_ONLY") != NULL && !is_on_list("RUNNER_ONLY", name))
		return true;
	asked_count++;
	if (is_on_list("RUNNER_WITHOUT", name)) {
		printf("Without %s\n", name);
		return true;
	}
	return is_in_another_part();
}

/* Whoever asks for a test that is no more must not take silence for success. */
static bool
is_all_there(void)
{
	const char *list = getenv("RUNNER_ONLY");
	size_t size;
	int count = 0;
	for (; list != NULL && (size = next_name(&list)) > 0; list += size)
		count++;
	if (count > 0 && asked_count < count) {
		fprintf(stderr, "RUNNER_ONLY: %d of %d tests exist\n",
		    asked_count, count);
		return false;
	}
	return true;
}

void
__wrap__tcase_add_test(TCase *tcase, const TTest *test, int signal,
    int exit_status, int start, int end)
{
	offered_count += end - start;
	if (is_left_out(test->name))
		return;
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

/*
 * Whoever runs the tests may ignore signals (nohup, a shell's &) or block them,
 * speak another language, and have told landline something. A program that
 * dies on purpose leaves no core behind.
 */
static void
start_afresh(void)
{
	sigset_t none;
	for (int number = 1; number < NSIG; number++) {
		struct sigaction action;
		/* A sanitizer has handlers of its own. */
		if (sigaction(number, NULL, &action) == 0 &&
		    action.sa_handler == SIG_IGN)
			signal(number, SIG_DFL);
	}
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	umask(S_IWGRP | S_IWOTH);
	setenv("LC_ALL", "C.UTF-8", 1);
	/* For tests that hang; a machine with other work is slow. */
	setenv("CK_DEFAULT_TIMEOUT", "30", 0);
	setenv("CK_TIMEOUT_MULTIPLIER", "5", 0);
	unsetenv("LANDLINE_TIMERS");
}

int
runner_run(const char *name, runner_case *const *cases, size_t count)
{
	start_afresh();
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
	return is_full && is_all_there() && failed_count == 0 ? EXIT_SUCCESS :
								EXIT_FAILURE;
}

/* Appended with one write, as tests are processes of their own. */
__attribute__((format(printf, 2, 0))) static void
tell(const char *kind, const char *format, va_list arguments)
{
	char words[512], line[600];
	const char *path = getenv("RUNNER_FIGURES");
	vsnprintf(words, sizeof(words), format, arguments);
	snprintf(line, sizeof(line), "%s: %s\n", kind, words);
	fputs(line, stdout);
	FILE *file = path != NULL ? fopen(path, "a") : NULL;
	if (file == NULL)
		return;
	fputs(line, file);
	fclose(file);
}

void
runner_figure(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	tell("figure", format, arguments);
	va_end(arguments);
}

void
runner_skip(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	tell("skipped", format, arguments);
	va_end(arguments);
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
