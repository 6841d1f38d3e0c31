/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * keys - key to deed, one const table, which help, manual and the tests
 * print and compare too.
 *
 * Pure.
 */
#ifndef LANDLINE_UI_KEYS_H
#define LANDLINE_UI_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "ui/keyboard.h"

enum deed {
	DEED_NOTHING,
	DEED_SEND,
	DEED_NEWLINE,
	DEED_COMPLETE,
	DEED_HELP,
	DEED_HEADERS,
	DEED_WIRE,
	DEED_LADDER,
	DEED_LINES,
	DEED_NEXT_LINE,
	DEED_WIRE_OLDER,
	DEED_WIRE_NEWER,
	DEED_WIRE_FREEZE,
	DEED_ANSWER,
	DEED_HANG_UP,
	DEED_HOLD,
	DEED_LAYOUT,
	DEED_PAGE_BACK,
	DEED_PAGE_ON,
	DEED_REPAINT,
	DEED_INTERRUPT,	      /* ^C */
	DEED_DELETE_OR_LEAVE, /* ^D */
	DEED_SUSPEND,
	DEED_EDIT, /* from here on: DEED_EDIT + enum draft_deed */
};

struct key_row {
	const char *label; /* "F5", "^A", "Alt-b", "PgUp" */
	enum key_name name;
	uint32_t point; /* with KEY_CONTROL and KEY_ALT: the letter */
	int deed;	/* enum deed */
	const char
	    *does; /* "answer"; "" for a second key of the same row above */
};

extern const struct key_row key_rows[];
extern const size_t key_row_count;

/* The deed of a key, DEED_NOTHING when it has none. */
int keys_deed(const struct key *key);

#endif
