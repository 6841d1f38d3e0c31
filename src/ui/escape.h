/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * escape - where an escape sequence that a terminal sends ends, known or not:
 * CSI, SS3, control strings, mouse reports, and the pair of Esc and a key.
 *
 * Pure, and resumable at any byte. What a sequence means is
 * ui/sequences' business, and what is done about it ui/keyboard's.
 */
#ifndef LANDLINE_UI_ESCAPE_H
#define LANDLINE_UI_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/sequences.h"

enum { ESCAPE_MOST = 32 }; /* bytes kept; no key's sequence is longer */

enum escape_state {
	ESCAPE_AFTER_ESC,
	ESCAPE_AFTER_ESC_ESC,
	ESCAPE_IN_CSI,
	ESCAPE_IN_SS3,
	ESCAPE_IN_LINUX,
	ESCAPE_IN_MOUSE,
	ESCAPE_IN_STRING,
	ESCAPE_STRING_ESC,
};

enum escape_verdict {
	ESCAPE_GOES_ON,
	ESCAPE_PAIR,	  /* Esc and this one byte of ASCII */
	ESCAPE_SEQUENCE,  /* this byte is the final one of CSI or SS3 */
	ESCAPE_SWALLOWED, /* over with this byte, and nobody's */
	ESCAPE_NOT_ITS,	  /* over before this byte, which is typed text */
	ESCAPE_CHARACTER, /* likewise: a character beyond ASCII behind Esc */
};

struct escape {
	enum escape_state state;
	bool alt; /* an Esc of its own stood before the sequence */
	enum sequence_opening opening; /* once it is a sequence */
	char bytes[ESCAPE_MOST];       /* from its Esc on */
	size_t size;		       /* may count on beyond what is kept */
	size_t swallowed;	       /* of a string or a mouse report */
};

/* An Esc has come. */
void escape_begin(struct escape *escape);

/* The next byte; GOES_ON or what it has come to. */
enum escape_verdict escape_take(struct escape *escape, unsigned char byte);

/* The sequence was CSI M: three bytes of a mouse report follow. */
void escape_await_mouse(struct escape *escape);

#endif
