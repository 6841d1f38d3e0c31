/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * suite - the test cases of the text floor, for the table in suite.c.
 */
#ifndef TESTS_TEXT_SUITE_H
#define TESTS_TEXT_SUITE_H

#include <check.h>

TCase *cells_tcase(void);
TCase *clean_tcase(void);
TCase *clean_sweep_tcase(void);
TCase *quote_tcase(void);
TCase *utf8_tcase(void);
TCase *draft_tcase(void);
TCase *wrap_tcase(void);

#endif
