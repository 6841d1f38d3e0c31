/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * suite - the test cases of the call floor, for the table in suite.c.
 */
#ifndef TESTS_CALL_SUITE_H
#define TESTS_CALL_SUITE_H

#include <check.h>

TCase *call_tcase(void);
TCase *ether_tcase(void);
TCase *explore_tcase(void);
TCase *foreign_tcase(void);
TCase *glare_tcase(void);
TCase *glue_tcase(void);
TCase *hostile_tcase(void);
TCase *lines_tcase(void);
TCase *number_tcase(void);
TCase *outbox_tcase(void);
TCase *outcome_tcase(void);
TCase *party_tcase(void);
TCase *patch_tcase(void);
TCase *relay_hostile_tcase(void);
TCase *relay_tcase(void);
TCase *resume_tcase(void);
TCase *resume_lines_tcase(void);
TCase *service_tcase(void);
TCase *switchboard_tcase(void);
TCase *tally_tcase(void);
TCase *transcript_tcase(void);
TCase *verdict_tcase(void);
TCase *walk_tcase(void);

#endif
