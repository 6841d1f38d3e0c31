/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * sequences - what terminals send for their keys: the escape sequences that
 * everybody shares, and terminfo's names for those that they don't.
 *
 * Pure tables. Where a sequence ends is ui/keyboard's business.
 */
#ifndef LANDLINE_UI_SEQUENCES_H
#define LANDLINE_UI_SEQUENCES_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/key.h"

/* What stands between Esc and the rest (ECMA-48 section 5.4, and the VT220
 * and Linux consoles' manuals, console_codes(4)). */
enum sequence_opening {
	SEQUENCE_CSI,	/* Esc [ */
	SEQUENCE_SS3,	/* Esc O */
	SEQUENCE_LINUX, /* Esc [ [ */
};

/* A terminal's name for a key, to be asked for with tigetstr(). */
struct capability {
	const char *name;
	enum key_name key;
	uint32_t point;
};

extern const struct capability capabilities[];
extern const size_t capability_count;

/*
 * The key of a whole sequence: `parameters` is what stands between the opening
 * and the final byte. `alt`: an Esc of its own stood before it. False when
 * it is nobody's.
 */
bool sequence_find(struct key *key, enum sequence_opening opening,
    const char *parameters, size_t size, char final, bool alt);

/*
 * What an application keypad sends (SS3 j … y) for the character that is
 * printed on it; 0 when that is none. Asked last, because terminals without a
 * row of function keys have them there.
 */
const char *sequence_keypad(enum sequence_opening opening, size_t size,
    char final);

#endif
