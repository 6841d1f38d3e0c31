/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * outgoing - a long draft on its way: what Enter took, cut into messages that
 * go as room comes, so that nothing typed is lost when the line is slow.
 *
 * Pure.
 */
#ifndef LANDLINE_APP_OUTGOING_H
#define LANDLINE_APP_OUTGOING_H

#include <stdbool.h>
#include <stddef.h>

struct outgoing {
	char *text; /* clean; NULL when nothing is under way */
	size_t size;
	size_t at; /* what has been said of it */
};

void outgoing_clear(struct outgoing *outgoing);

/* Takes a copy of a clean text; only while nothing is under way. */
void outgoing_set(struct outgoing *outgoing, const char *text, size_t size);
bool outgoing_is_empty(const struct outgoing *outgoing);

/* The next message, of `most` bytes; outgoing_said() goes behind it. */
const char *outgoing_next(const struct outgoing *outgoing, size_t most,
    size_t *size);
void outgoing_said(struct outgoing *outgoing, size_t size);

/* What has not been said. */
const char *outgoing_rest(const struct outgoing *outgoing, size_t *size);

#endif
