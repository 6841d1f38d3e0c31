/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * table - the table that is printed: a figure a row, and no verdicts.
 */
#ifndef BENCH_TABLE_H
#define BENCH_TABLE_H

#include "sample.h"

enum unit {
	UNIT_SECONDS,
	UNIT_BYTES,
	UNIT_COUNT,
	UNIT_A_SECOND,	     /* how many */
	UNIT_BYTES_A_SECOND, /* how many of them */
};

/* What it was measured on, and the head of the table. */
void table_begin(const char *program);

void table_row(const char *figure, enum unit unit, struct spread value);

/* … beside a limit from the same run, and value / limit. */
void table_row_beside(const char *figure, enum unit unit, struct spread value,
    const char *limit_name, struct spread limit);

/* What could not be measured, and why. */
void table_row_missing(const char *figure, const char *why);

#endif
