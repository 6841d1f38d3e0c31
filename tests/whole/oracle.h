/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * oracle - whether bytes that went to a terminal are all the program's own:
 * sequences of the shapes that curses and the program make, and characters
 * that steer nothing.
 */
#ifndef TESTS_WHOLE_ORACLE_H
#define TESTS_WHOLE_ORACLE_H

#include <stddef.h>

/* Where the first byte is that should not have come; `size` when all is well. */
size_t oracle_first_foreign(const char *bytes, size_t size);

#endif
