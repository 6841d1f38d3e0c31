/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * desk - what lies on the desk for each call: the draft that was put aside
 * when the user went to another line, and what Enter took and the line not
 * yet.
 *
 * Pure. It knows calls by their serial, and nothing else of them.
 */
#ifndef LANDLINE_APP_DESK_H
#define LANDLINE_APP_DESK_H

#include <stddef.h>
#include <stdint.h>

#include "app/outgoing.h"

struct desk_paper {
	uint64_t serial; /* of the call */
	char *draft;	 /* clean; NULL: none was put aside */
	size_t draft_size, draft_cursor;
	struct outgoing outgoing;
};

struct desk {
	struct desk_paper *papers; /* in no order */
	size_t count;
};

/* All zero is an empty desk; this makes it that again. */
void desk_clear(struct desk *desk);

/* What lies there for that call, or NULL; until the next desk_make(). */
struct desk_paper *desk_find(struct desk *desk, uint64_t serial);

/* The same; there is one for it from now on. */
struct desk_paper *desk_make(struct desk *desk, uint64_t serial);

/* Puts a copy of a draft aside, in place of any other for that call. */
void desk_put_draft(struct desk *desk, uint64_t serial, const char *text,
    size_t size, size_t cursor);
void desk_forget_draft(struct desk_paper *paper);

/* Takes away the papers that say nothing. */
void desk_tidy(struct desk *desk);

#endif
