/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/keys.h"

#include "text/draft.h"

/* In the order in which help tells them. */
const struct key_row key_rows[] = {
	{ "Enter", KEY_ENTER, 0, DEED_SEND, "send" },
	{ "^J", KEY_CONTROL, 'J', DEED_NEWLINE, "newline in the draft" },
	{ "Alt-Enter", KEY_ALT_ENTER, 0, DEED_NEWLINE, "" },
	{ "Tab", KEY_TAB, 0, DEED_COMPLETE,
	    "complete a command, or the next line" },

	{ "F1", KEY_FUNCTION, 1, DEED_HELP, "help" },
	{ "F2", KEY_FUNCTION, 2, DEED_HEADERS,
	    "headers: none, one line, every field" },
	{ "F3", KEY_FUNCTION, 3, DEED_WIRE, "wire pane" },
	{ "F4", KEY_FUNCTION, 4, DEED_LADDER, "ladder pane" },
	{ "F5", KEY_FUNCTION, 5, DEED_ANSWER, "answer" },
	{ "F6", KEY_FUNCTION, 6, DEED_HANG_UP,
	    "hang up, decline, stop dialling" },
	{ "F7", KEY_FUNCTION, 7, DEED_HOLD, "hold" },
	{ "F8", KEY_FUNCTION, 8, DEED_LAYOUT, "layout" },
	{ "F9", KEY_FUNCTION, 9, DEED_LINES, "lines pane" },

	{ "PgUp", KEY_PAGE_UP, 0, DEED_PAGE_BACK, "scroll" },
	{ "PgDn", KEY_PAGE_DOWN, 0, DEED_PAGE_ON, "" },
	{ "Alt-p", KEY_ALT, 'p', DEED_WIRE_OLDER,
	    "wire: an older frame, a newer one" },
	{ "Alt-n", KEY_ALT, 'n', DEED_WIRE_NEWER, "" },
	{ "Alt-w", KEY_ALT, 'w', DEED_WIRE_FREEZE, "wire: freeze, go on" },
	{ "Alt-l", KEY_ALT, 'l', DEED_NEXT_LINE, "the next line" },
	{ "^L", KEY_CONTROL, 'L', DEED_REPAINT, "repaint" },
	{ "^C", KEY_CONTROL, 'C', DEED_INTERRUPT,
	    "clear draft, else hang up, else leave" },
	{ "^D", KEY_CONTROL, 'D', DEED_DELETE_OR_LEAVE,
	    "delete; without draft and call, leave" },
	{ "^Z", KEY_CONTROL, 'Z', DEED_SUSPEND, "suspend, the call goes on" },

	{ "^A", KEY_CONTROL, 'A', DEED_EDIT + DRAFT_TO_LINE_START,
	    "to the start of the line" },
	{ "Home", KEY_HOME, 0, DEED_EDIT + DRAFT_TO_LINE_START, "" },
	{ "^E", KEY_CONTROL, 'E', DEED_EDIT + DRAFT_TO_LINE_END,
	    "to the end of the line" },
	{ "End", KEY_END, 0, DEED_EDIT + DRAFT_TO_LINE_END, "" },
	{ "^B", KEY_CONTROL, 'B', DEED_EDIT + DRAFT_BACK,
	    "back by a character" },
	{ "Left", KEY_LEFT, 0, DEED_EDIT + DRAFT_BACK, "" },
	{ "^F", KEY_CONTROL, 'F', DEED_EDIT + DRAFT_ON, "on by a character" },
	{ "Right", KEY_RIGHT, 0, DEED_EDIT + DRAFT_ON, "" },
	{ "Alt-b", KEY_ALT, 'b', DEED_EDIT + DRAFT_WORD_BACK,
	    "back by a word" },
	{ "Ctrl-Left", KEY_WORD_LEFT, 0, DEED_EDIT + DRAFT_WORD_BACK, "" },
	{ "Alt-f", KEY_ALT, 'f', DEED_EDIT + DRAFT_WORD_ON, "on by a word" },
	{ "Ctrl-Right", KEY_WORD_RIGHT, 0, DEED_EDIT + DRAFT_WORD_ON, "" },

	{ "^H", KEY_BACKSPACE, 0, DEED_EDIT + DRAFT_RUB_OUT,
	    "delete the character before" },
	{ "Backspace", KEY_BACKSPACE, 0, DEED_EDIT + DRAFT_RUB_OUT, "" },
	{ "Delete", KEY_DELETE, 0, DEED_EDIT + DRAFT_DELETE,
	    "delete the character behind" },
	{ "^W", KEY_CONTROL, 'W', DEED_EDIT + DRAFT_KILL_BLANK_WORD,
	    "cut back to a space" },
	{ "Alt-Backspace", KEY_ALT_BACKSPACE, 0,
	    DEED_EDIT + DRAFT_KILL_WORD_BACK, "cut the word before" },
	{ "Alt-d", KEY_ALT, 'd', DEED_EDIT + DRAFT_KILL_WORD_ON,
	    "cut the word behind" },
	{ "^U", KEY_CONTROL, 'U', DEED_EDIT + DRAFT_KILL_TO_START,
	    "cut to the start of the line" },
	{ "^K", KEY_CONTROL, 'K', DEED_EDIT + DRAFT_KILL_TO_END,
	    "cut to the end of the line" },
	{ "^Y", KEY_CONTROL, 'Y', DEED_EDIT + DRAFT_YANK,
	    "put back what was cut" },

	{ "Up", KEY_UP, 0, DEED_EDIT + DRAFT_UP,
	    "a line up or down, else history" },
	{ "Down", KEY_DOWN, 0, DEED_EDIT + DRAFT_DOWN, "" },
	{ "^P", KEY_CONTROL, 'P', DEED_EDIT + DRAFT_OLDER,
	    "history: older, newer" },
	{ "^N", KEY_CONTROL, 'N', DEED_EDIT + DRAFT_NEWER, "" },
};

const size_t key_row_count = sizeof(key_rows) / sizeof(key_rows[0]);

/* Caps Lock takes no key away: Alt-B is Alt-b, as in readline. */
static uint32_t
small_letter(const struct key *key)
{
	if (key->name == KEY_ALT && key->point >= 'A' && key->point <= 'Z')
		return key->point - 'A' + 'a';
	return key->point;
}

int
keys_deed(const struct key *key)
{
	if (key->name == KEY_TEXT || key->name == KEY_PASTE)
		return DEED_NOTHING;
	uint32_t point = small_letter(key);
	for (size_t i = 0; i < key_row_count; i++) {
		if (key_rows[i].name == key->name && key_rows[i].point == point)
			return key_rows[i].deed;
	}
	return DEED_NOTHING;
}
