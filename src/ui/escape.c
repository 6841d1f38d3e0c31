/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/escape.h"

enum {
	ESC = 0x1b,
	DEL = 0x7f,
	BELL = 0x07,

	/* A string that a slip of the fingers began must not swallow for
	 * ever; answers of terminals, which nobody asked for, are shorter. */
	STRING_MOST = 1024,
	MOUSE_SIZE = 3,
};

static void
keep(struct escape *escape, unsigned char byte)
{
	if (escape->size < ESCAPE_MOST)
		escape->bytes[escape->size] = (char)byte;
	escape->size++;
}

void
escape_begin(struct escape *escape)
{
	*escape = (struct escape){ .state = ESCAPE_AFTER_ESC };
	keep(escape, ESC);
}

void
escape_await_mouse(struct escape *escape)
{
	escape->state = ESCAPE_IN_MOUSE;
	escape->swallowed = 0;
}

static bool
is_control(unsigned char byte)
{
	return byte < 0x20 || byte == DEL;
}

/* Neither a control character nor one beyond ASCII is part of a sequence:
 * somebody goes on typing, and ^C counts everywhere. */
static bool
is_part(unsigned char byte)
{
	return !is_control(byte) && byte < 0x80;
}

/* What opens a control string that goes on to ST (ECMA-48 section 5.6):
 * OSC, DCS, SOS, PM, APC. */
static bool
opens_string(unsigned char byte)
{
	return byte == ']' || byte == 'P' || byte == 'X' || byte == '^' ||
	    byte == '_';
}

/* Whether what stands behind Esc opens a sequence. */
static bool
opens_sequence(struct escape *escape, unsigned char byte)
{
	if (byte == '[')
		escape->state = ESCAPE_IN_CSI;
	else if (byte == 'O')
		escape->state = ESCAPE_IN_SS3;
	else
		return false;
	keep(escape, byte);
	return true;
}

static enum escape_verdict
after_esc(struct escape *escape, unsigned char byte)
{
	if (byte == ESC) {
		escape->state = ESCAPE_AFTER_ESC_ESC;
		return ESCAPE_GOES_ON;
	}
	if (byte >= 0x80)
		return ESCAPE_CHARACTER;
	if (opens_sequence(escape, byte))
		return ESCAPE_GOES_ON;
	keep(escape, byte);
	if (!opens_string(byte))
		return ESCAPE_PAIR;
	escape->state = ESCAPE_IN_STRING;
	return ESCAPE_GOES_ON;
}

/* Esc twice is Esc taken back, but for the terminals that say Alt and an
 * arrow like this. */
static enum escape_verdict
after_esc_esc(struct escape *escape, unsigned char byte)
{
	escape->alt = true;
	return opens_sequence(escape, byte) ? ESCAPE_GOES_ON : ESCAPE_NOT_ITS;
}

/* "CSI 6 $" is Shift-PgDn to rxvt, though no $ can end a sequence; a report
 * of a mode, which has it in the middle, has more than a number before it. */
static bool
is_rxvt_final(const struct escape *escape, unsigned char byte)
{
	size_t size = escape->size - 1;
	if (byte != '$' || size < 3 || size >= ESCAPE_MOST)
		return false;
	for (size_t i = 2; i < size; i++) {
		if (escape->bytes[i] < '0' || escape->bytes[i] > '9')
			return false;
	}
	return true;
}

static enum escape_verdict
in_csi(struct escape *escape, unsigned char byte)
{
	if (!is_part(byte))
		return ESCAPE_NOT_ITS;
	keep(escape, byte);
	if (byte == '[' && escape->size == 3) {
		escape->state = ESCAPE_IN_LINUX;
		return ESCAPE_GOES_ON;
	}
	if (byte < 0x40 && !is_rxvt_final(escape, byte))
		return ESCAPE_GOES_ON;
	escape->opening = SEQUENCE_CSI;
	return ESCAPE_SEQUENCE;
}

/* Konsole and old GNOME put a modifier into it: "SS3 5 P". */
static enum escape_verdict
in_ss3(struct escape *escape, unsigned char byte)
{
	if (!is_part(byte))
		return ESCAPE_NOT_ITS;
	keep(escape, byte);
	if ((byte >= '0' && byte <= '9') || byte == ';')
		return ESCAPE_GOES_ON;
	escape->opening = SEQUENCE_SS3;
	return ESCAPE_SEQUENCE;
}

static enum escape_verdict
in_linux(struct escape *escape, unsigned char byte)
{
	if (!is_part(byte))
		return ESCAPE_NOT_ITS;
	keep(escape, byte);
	escape->opening = SEQUENCE_LINUX;
	return ESCAPE_SEQUENCE;
}

/* Coordinates begin at 0x21; xterm says NUL for those that do not fit. */
static enum escape_verdict
in_mouse(struct escape *escape, unsigned char byte)
{
	if (byte != 0 && byte < 0x20)
		return ESCAPE_NOT_ITS;
	escape->swallowed++;
	return escape->swallowed < MOUSE_SIZE ? ESCAPE_GOES_ON :
						ESCAPE_SWALLOWED;
}

/* Terminals put no control characters into a string: one is a key, and the
 * string was none. */
static enum escape_verdict
in_string(struct escape *escape, unsigned char byte)
{
	if (byte == ESC) {
		escape->state = ESCAPE_STRING_ESC;
		return ESCAPE_GOES_ON;
	}
	if (byte == BELL)
		return ESCAPE_SWALLOWED;
	if (is_control(byte))
		return ESCAPE_NOT_ITS;
	escape->swallowed++;
	return escape->swallowed < STRING_MOST ? ESCAPE_GOES_ON :
						 ESCAPE_SWALLOWED;
}

/* Esc \ is ST; any other Esc begins something of its own. */
static enum escape_verdict
in_string_esc(struct escape *escape, unsigned char byte)
{
	if (byte == '\\')
		return ESCAPE_SWALLOWED;
	escape_begin(escape);
	return after_esc(escape, byte);
}

enum escape_verdict
escape_take(struct escape *escape, unsigned char byte)
{
	switch (escape->state) {
	case ESCAPE_AFTER_ESC:
		return after_esc(escape, byte);
	case ESCAPE_AFTER_ESC_ESC:
		if (byte == ESC) {
			escape_begin(escape);
			return ESCAPE_GOES_ON;
		}
		return after_esc_esc(escape, byte);
	case ESCAPE_IN_CSI:
		return in_csi(escape, byte);
	case ESCAPE_IN_SS3:
		return in_ss3(escape, byte);
	case ESCAPE_IN_LINUX:
		return in_linux(escape, byte);
	case ESCAPE_IN_MOUSE:
		return in_mouse(escape, byte);
	case ESCAPE_IN_STRING:
		return in_string(escape, byte);
	case ESCAPE_STRING_ESC:
		return in_string_esc(escape, byte);
	}
	return ESCAPE_SWALLOWED;
}
