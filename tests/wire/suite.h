/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * suite - the test cases of the wire floor, for the table in suite.c.
 */
#ifndef TESTS_WIRE_SUITE_H
#define TESTS_WIRE_SUITE_H

#include <check.h>

TCase *diagnosis_tcase(void);
TCase *foreign_stream_tcase(void);
TCase *foreign_tcase(void);
TCase *frame_tcase(void);
TCase *framing_tcase(void);
TCase *inspect_tcase(void);
TCase *pass_tcase(void);
TCase *spell_tcase(void);
TCase *stranger_tcase(void);
TCase *tape_tcase(void);

#endif
