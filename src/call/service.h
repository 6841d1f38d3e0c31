/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * service - what answers a call where nobody sits: echo (RFC 862), upper, and
 * the time in words (as RFC 867 suggests).
 *
 * Pure: it is given a payload as it came, and the time.
 */
#ifndef LANDLINE_CALL_SERVICE_H
#define LANDLINE_CALL_SERVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SERVICE_ANSWER_MOST = 65536 };

struct service {
	const char *name;
	const char *does;  /* a few words */
	bool speaks_first; /* answers an empty payload when a call begins */
	/*
	 * Writes the answer to `size` bytes of payload (at most
	 * SERVICE_ANSWER_MOST) to `to`, which has room for SERVICE_ANSWER_MOST bytes, and
	 * returns its size. `wall_ms`: since 1970, UTC.
	 */
	size_t (*answer)(uint8_t *to, const uint8_t *payload, size_t size,
	    int64_t wall_ms);
};

extern const struct service services[];
extern const size_t service_count;

/* The service of that name, or NULL. */
const struct service *service_find(const char *name);

#endif
