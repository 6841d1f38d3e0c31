/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * filter - a network of the test's own, whose packets can be made to vanish.
 */
#ifndef TESTS_FAULTS_FILTER_H
#define TESTS_FAULTS_FILTER_H

#include <stdbool.h>

/* Moves this process there, if it can be had; says why not. */
bool filter_is_there(void);

/* From now on packets that match vanish, in nft's words; "": none do. */
void filter_drop(const char *rule);

/* A command of a shell, with the folders where an administrator's are. */
bool filter_does(const char *command);

#endif
