/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * shimmed - landlines on a bad day of the system; see shim.c.
 */
#ifndef TESTS_FAULTS_SHIMMED_H
#define TESTS_FAULTS_SHIMMED_H

#include <stdbool.h>

#include "../whole/process.h"

/* Whether there can be bad days; says why not. */
bool shimmed_is_there(void);

/*
 * What a child does before it is landline, see struct process_plan: the day is
 * the one that was said last. For programs on a terminal, the two variables of
 * their environment.
 */
void shimmed_day(const char *day);
void shimmed_prepare(void);
const char *shimmed_preload(void);
const char *shimmed_kind(void);

#endif
