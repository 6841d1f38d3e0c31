/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * key - what a key is, whatever bytes a terminal sends for it.
 */
#ifndef LANDLINE_UI_KEY_H
#define LANDLINE_UI_KEY_H

#include <stddef.h>
#include <stdint.h>

enum key_name {
	KEY_NONE,
	KEY_TEXT, /* typed text: key->text, key->size bytes, UTF-8 as it came */
	KEY_PASTE, /* a part of a paste, whole characters: key->text likewise */
	KEY_CONTROL,  /* key->point is the letter, '@'…'_', or '?' for DEL */
	KEY_ALT,      /* key->point is what followed Esc */
	KEY_FUNCTION, /* key->point is 1…12 */
	KEY_ENTER,
	KEY_ALT_ENTER,
	KEY_TAB,
	KEY_BACKSPACE,
	KEY_ALT_BACKSPACE,
	KEY_UP,
	KEY_DOWN,
	KEY_LEFT,
	KEY_RIGHT,
	KEY_WORD_LEFT, /* Ctrl or Alt with the arrow */
	KEY_WORD_RIGHT,
	KEY_HOME,
	KEY_END,
	KEY_PAGE_UP,
	KEY_PAGE_DOWN,
	KEY_INSERT,
	KEY_DELETE,
};

struct key {
	enum key_name name;
	uint32_t point;
	const char *text; /* until the next call */
	size_t size;
};

#endif
