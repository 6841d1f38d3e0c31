/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * runner - what the main() of every test program does: it runs a table of
 * Check's test cases and says whether all went well.
 *
 * It knows no floor, and tests no more than that no test was left out.
 */
#ifndef TESTS_RUNNER_H
#define TESTS_RUNNER_H

#include <stddef.h>

#include <check.h>

/* Makes one test case; Check frees it. */
typedef TCase *runner_case(void);

/*
 * Runs the `count` test cases of `cases` as the suite `name`, and returns the
 * exit status for main(). A test that was registered and did not run is a
 * failure, whatever the environment (CK_RUN_CASE …) asked for; so is a test
 * case without tests. Two lists of names, with blanks between them, are heeded:
 * RUNNER_WITHOUT leaves tests out and says so, as valgrind's hours are not for
 * sweeps; RUNNER_ONLY runs just those, each of which has to exist. RUNNER_PART
 * "2/3" runs the second of three parts of what is left.
 */
int runner_run(const char *name, runner_case *const *cases, size_t count);

/*
 * What a test has measured, or why it has nothing to do here: a line on
 * standard output and in the file that RUNNER_FIGURES names, for whoever asked.
 */
void runner_figure(const char *format, ...)
    __attribute__((format(printf, 1, 2)));
void runner_skip(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Where a file of the source tree (a picture, a vector) or of the build tree
 * (the program itself) is: an absolute path, to be freed by the caller.
 */
char *runner_source_path(const char *name);
char *runner_build_path(const char *name);

#endif
