/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * suite - the test cases of net, one a module.
 */
#ifndef TESTS_NET_SUITE_H
#define TESTS_NET_SUITE_H

#include <check.h>

TCase *datagram_tcase(void);
TCase *dial_tcase(void);
TCase *exchange_tcase(void);
TCase *interfaces_tcase(void);
TCase *ladder_tcase(void);
TCase *line_tcase(void);
TCase *lookup_tcase(void);
TCase *loop_tcase(void);
TCase *socket_tcase(void);

#endif
