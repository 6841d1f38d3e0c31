/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * history - the drafts sent before, and the one that is not sent yet.
 *
 * Pure. As in a shell: what is changed while one looks back stays changed
 * until something is sent, and then the old is again what it was.
 */
#ifndef LANDLINE_TEXT_HISTORY_H
#define LANDLINE_TEXT_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

enum {
	HISTORY_MOST = 200,	    /* texts remembered */
	HISTORY_SIZE = 1024 * 1024, /* bytes of them together */
};

struct history_slot {
	char *text; /* as it was sent; NULL for the unsent one */
	size_t size;
	char *edit; /* as it was left; NULL where nothing was changed */
	size_t edit_size;
};

struct history {
	struct history_slot slots[HISTORY_MOST + 1]; /* oldest first */
	size_t count; /* of those sent; behind them is the unsent one */
	size_t at;    /* which one is shown */
	size_t size;  /* bytes of all that were sent */
};

/* All zero is an empty history; this makes it that again. */
void history_clear(struct history *history);

/*
 * Sent: `text` is the newest now, unless it is empty, what was sent last, or
 * larger than HISTORY_SIZE. All changes are forgotten.
 */
void history_add(struct history *history, const char *text, size_t size);

/* Looks back no longer; the unsent one that waited below is the newest sent. */
void history_leave(struct history *history);

/*
 * Leaves `text` where it is and shows the next older (or newer) one; false
 * when there is none.
 */
bool history_older(struct history *history, const char *text, size_t size);
bool history_newer(struct history *history, const char *text, size_t size);

/* What is shown; lives until a change. Its bytes to `size`. */
const char *history_shown(const struct history *history, size_t *size);

#endif
