/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * suite - the faults that no other test program causes; "make faults" runs
 * them, and those that others do, in the order of the catalogue.
 */
#ifndef TESTS_FAULTS_SUITE_H
#define TESTS_FAULTS_SUITE_H

#include <check.h>

enum { FAULTS_TIMEOUT_S = 300 }; /* for tcase_set_timeout() */

TCase *line_fault_tcase(void);
TCase *machine_fault_tcase(void);
TCase *peer_fault_tcase(void);
TCase *trouble_fault_tcase(void); /* with HAVE_VTERM only */

#endif
