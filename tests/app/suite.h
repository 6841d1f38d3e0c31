/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * suite - the test cases of the app floor, for the table in suite.c.
 */
#ifndef TESTS_APP_SUITE_H
#define TESTS_APP_SUITE_H

#include <check.h>

TCase *options_tcase(void);
TCase *commands_tcase(void);
TCase *desk_tcase(void);
TCase *documents_tcase(void);
TCase *lines_tcase(void);
TCase *wire_page_tcase(void);

#endif
