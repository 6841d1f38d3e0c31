/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * suite - the test cases of the base floor, for the table in suite.c.
 */
#ifndef TESTS_BASE_SUITE_H
#define TESTS_BASE_SUITE_H

#include <check.h>

TCase *armour_tcase(void);
TCase *bytes_tcase(void);
TCase *clock_tcase(void);
TCase *fault_tcase(void);
TCase *memory_tcase(void);
TCase *rites_tcase(void);
TCase *trace_tcase(void);

#endif
