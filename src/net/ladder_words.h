/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * ladder_words - the telephone's word for each socket call and each way it
 * can go, the names of errors, and those of options: const tables.
 */
#ifndef LANDLINE_NET_LADDER_WORDS_H
#define LANDLINE_NET_LADDER_WORDS_H

#include "net/ladder.h"

struct ladder_option {
	int level, name;
	const char *label; /* "TCP_NODELAY" */
	const char *words;
	const char *words_off; /* with 0, where that is something else */
};

/* The option that a call of setsockopt or getsockopt named, or NULL. */
const struct ladder_option *ladder_option(const struct ladder_entry *entry);

/* "pick up"; who it is that woke, and how many bytes, is not in the table. */
const char *ladder_words(const struct ladder_entry *entry);

/* "ECONNREFUSED", or NULL. */
const char *ladder_error_name(int error);

#endif
