/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * draft - the line editor: what is being typed and not yet sent, its cursor,
 * words, kill and yank, and the history of what was sent before.
 *
 * Pure: it is told keys' deeds and knows no terminal. The text in it is
 * always clean (text/clean, CLEAN_BODY), so that what is sent is what was
 * seen. The cursor always stands between two grapheme clusters.
 */
#ifndef LANDLINE_TEXT_DRAFT_H
#define LANDLINE_TEXT_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "text/history.h"

enum {
	DRAFT_LIMIT = 16 * 1024 * 1024,	   /* bytes; more is refused */
	DRAFT_HISTORY = HISTORY_MOST,	   /* drafts remembered */
	DRAFT_HISTORY_SIZE = HISTORY_SIZE, /* bytes of them together */
};

/* What readline calls these is in brackets. */
enum draft_deed {
	DRAFT_TO_LINE_START,   /* beginning-of-line */
	DRAFT_TO_LINE_END,     /* end-of-line */
	DRAFT_BACK,	       /* backward-char, by grapheme cluster */
	DRAFT_ON,	       /* forward-char */
	DRAFT_WORD_BACK,       /* backward-word */
	DRAFT_WORD_ON,	       /* forward-word */
	DRAFT_RUB_OUT,	       /* backward-delete-char */
	DRAFT_DELETE,	       /* delete-char */
	DRAFT_KILL_BLANK_WORD, /* unix-word-rubout: back to white space */
	DRAFT_KILL_WORD_BACK,  /* backward-kill-word */
	DRAFT_KILL_WORD_ON,    /* kill-word */
	DRAFT_KILL_TO_START,   /* unix-line-discard */
	DRAFT_KILL_TO_END,     /* kill-line */
	DRAFT_KILL_ALL,	       /* what ^C does: DRAFT_YANK brings it back */
	DRAFT_YANK,	       /* yank */
	DRAFT_UP,    /* a line up in a draft of several, else older history */
	DRAFT_DOWN,  /* likewise down and newer */
	DRAFT_OLDER, /* previous-history */
	DRAFT_NEWER, /* next-history; the unsent draft is the newest */
};

struct draft; /* opaque */

struct draft *draft_new(void);
void draft_free(struct draft *draft);

/* Does it; false when there was nothing to do (so that a caller may beep). */
bool draft_do(struct draft *draft, enum draft_deed deed);

/*
 * Puts `size` bytes, typed or pasted and not yet clean, at the cursor. CR and
 * CR LF become LF. False, and nothing put, when the draft would be too long.
 * A keystroke allocates only when the store has to grow.
 */
bool draft_put(struct draft *draft, const char *text, size_t size);

/* The text (with a NUL behind) and the cursor's byte offset; until a change. */
const char *draft_text(const struct draft *draft);
size_t draft_size(const struct draft *draft);
size_t draft_cursor(const struct draft *draft);

/* Counts up at every change of text or cursor, so that painters may skip. */
unsigned long draft_version(const struct draft *draft);

/* Sent: the text goes into the history (no twice running) and is emptied. */
void draft_sent(struct draft *draft);

/*
 * Replaces all, cursor at the end (Tab completion). Cleans as draft_put().
 * False, and all as it was, when the draft would be too long.
 */
bool draft_set(struct draft *draft, const char *text, size_t size);

/*
 * Has another draft instead, clean and with its cursor between two clusters,
 * as it was put aside. What waits below the history goes into it.
 */
void draft_restore(struct draft *draft, const char *text, size_t size,
    size_t cursor);

/*
 * Keeps clean text that was never sent: true if it is the newest of the history
 * now, false if it is too long for that and what DRAFT_YANK brings back.
 */
bool draft_keep(struct draft *draft, const char *text, size_t size);

#endif
