/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/sequences.h"

#include <string.h>

enum {
	NUMBERS_MOST = 2,     /* the third and later say nothing to us */
	NUMBER_LIMIT = 10000, /* larger ones are nobody's */
};

/* The bits of a modifier parameter less one (xterm's ctlseqs, "PC-Style
 * Function Keys"). */
enum { SHIFT = 1, ALT = 2, CTRL = 4 };

/* Those that end in a tilde: the VT220's, and what grew around them. */
static const struct {
	int number;
	enum key_name name;
	uint32_t point;
} tildes[] = {
	{ 1, KEY_HOME, 0 }, /* Find on a VT220; Linux, screen, tmux */
	{ 2, KEY_INSERT, 0 },
	{ 3, KEY_DELETE, 0 },
	{ 4, KEY_END, 0 }, /* Select on a VT220 */
	{ 5, KEY_PAGE_UP, 0 },
	{ 6, KEY_PAGE_DOWN, 0 },
	{ 7, KEY_HOME, 0 }, /* rxvt */
	{ 8, KEY_END, 0 },
	{ 11, KEY_FUNCTION, 1 },
	{ 12, KEY_FUNCTION, 2 },
	{ 13, KEY_FUNCTION, 3 },
	{ 14, KEY_FUNCTION, 4 },
	{ 15, KEY_FUNCTION, 5 },
	{ 17, KEY_FUNCTION, 6 },
	{ 18, KEY_FUNCTION, 7 },
	{ 19, KEY_FUNCTION, 8 },
	{ 20, KEY_FUNCTION, 9 },
	{ 21, KEY_FUNCTION, 10 },
	{ 23, KEY_FUNCTION, 11 },
	{ 24, KEY_FUNCTION, 12 },
};

/* Those that end in a letter of their own. */
static const struct {
	enum sequence_opening opening;
	char final;
	int modifiers; /* said by the letter itself */
	enum key_name name;
	uint32_t point;
} letters[] = {
	{ SEQUENCE_CSI, 'A', 0, KEY_UP, 0 },
	{ SEQUENCE_CSI, 'B', 0, KEY_DOWN, 0 },
	{ SEQUENCE_CSI, 'C', 0, KEY_RIGHT, 0 },
	{ SEQUENCE_CSI, 'D', 0, KEY_LEFT, 0 },
	{ SEQUENCE_CSI, 'F', 0, KEY_END, 0 },
	{ SEQUENCE_CSI, 'H', 0, KEY_HOME, 0 },
	{ SEQUENCE_SS3, 'A', 0, KEY_UP, 0 },
	{ SEQUENCE_SS3, 'B', 0, KEY_DOWN, 0 },
	{ SEQUENCE_SS3, 'C', 0, KEY_RIGHT, 0 },
	{ SEQUENCE_SS3, 'D', 0, KEY_LEFT, 0 },
	{ SEQUENCE_SS3, 'F', 0, KEY_END, 0 },
	{ SEQUENCE_SS3, 'H', 0, KEY_HOME, 0 },
	{ SEQUENCE_SS3, 'P', 0, KEY_FUNCTION, 1 },
	{ SEQUENCE_SS3, 'Q', 0, KEY_FUNCTION, 2 },
	{ SEQUENCE_SS3, 'R', 0, KEY_FUNCTION, 3 },
	{ SEQUENCE_SS3, 'S', 0, KEY_FUNCTION, 4 },
	{ SEQUENCE_SS3, 'M', 0, KEY_ENTER, 0 }, /* the keypad's */
	{ SEQUENCE_SS3, 'I', 0, KEY_TAB, 0 },
	/* rxvt says Shift and Ctrl with small letters. */
	{ SEQUENCE_CSI, 'a', SHIFT, KEY_UP, 0 },
	{ SEQUENCE_CSI, 'b', SHIFT, KEY_DOWN, 0 },
	{ SEQUENCE_CSI, 'c', SHIFT, KEY_RIGHT, 0 },
	{ SEQUENCE_CSI, 'd', SHIFT, KEY_LEFT, 0 },
	{ SEQUENCE_SS3, 'a', CTRL, KEY_UP, 0 },
	{ SEQUENCE_SS3, 'b', CTRL, KEY_DOWN, 0 },
	{ SEQUENCE_SS3, 'c', CTRL, KEY_RIGHT, 0 },
	{ SEQUENCE_SS3, 'd', CTRL, KEY_LEFT, 0 },
	{ SEQUENCE_LINUX, 'A', 0, KEY_FUNCTION, 1 },
	{ SEQUENCE_LINUX, 'B', 0, KEY_FUNCTION, 2 },
	{ SEQUENCE_LINUX, 'C', 0, KEY_FUNCTION, 3 },
	{ SEQUENCE_LINUX, 'D', 0, KEY_FUNCTION, 4 },
	{ SEQUENCE_LINUX, 'E', 0, KEY_FUNCTION, 5 },
};

const struct capability capabilities[] = {
	{ "kf1", KEY_FUNCTION, 1 },
	{ "kf2", KEY_FUNCTION, 2 },
	{ "kf3", KEY_FUNCTION, 3 },
	{ "kf4", KEY_FUNCTION, 4 },
	{ "kf5", KEY_FUNCTION, 5 },
	{ "kf6", KEY_FUNCTION, 6 },
	{ "kf7", KEY_FUNCTION, 7 },
	{ "kf8", KEY_FUNCTION, 8 },
	{ "kf9", KEY_FUNCTION, 9 },
	{ "kf10", KEY_FUNCTION, 10 },
	{ "kf11", KEY_FUNCTION, 11 },
	{ "kf12", KEY_FUNCTION, 12 },
	{ "kcuu1", KEY_UP, 0 },
	{ "kcud1", KEY_DOWN, 0 },
	{ "kcub1", KEY_LEFT, 0 },
	{ "kcuf1", KEY_RIGHT, 0 },
	{ "kLFT3", KEY_WORD_LEFT, 0 },
	{ "kRIT3", KEY_WORD_RIGHT, 0 },
	{ "kLFT5", KEY_WORD_LEFT, 0 },
	{ "kRIT5", KEY_WORD_RIGHT, 0 },
	{ "khome", KEY_HOME, 0 },
	{ "kend", KEY_END, 0 },
	{ "kpp", KEY_PAGE_UP, 0 },
	{ "knp", KEY_PAGE_DOWN, 0 },
	{ "kich1", KEY_INSERT, 0 },
	{ "kdch1", KEY_DELETE, 0 },
	{ "kbs", KEY_BACKSPACE, 0 },
	{ "kent", KEY_ENTER, 0 },
};

const size_t capability_count = sizeof(capabilities) / sizeof(capabilities[0]);

struct numbers {
	int of[NUMBERS_MOST]; /* 0 when left out, which means the same */
	size_t count;
};

/* "1;5": false for a private sequence (CSI ? …), which no key sends. */
static bool
read_numbers(struct numbers *numbers, const char *from, size_t size)
{
	*numbers = (struct numbers){ .count = size > 0 };
	bool skips = false; /* behind a colon stands what we don't ask for */
	for (size_t i = 0; i < size; i++) {
		char byte = from[i];
		if (byte == ';') {
			numbers->count++;
			skips = false;
			continue;
		}
		if (byte == ':')
			skips = true;
		else if (byte < '0' || byte > '9')
			return false;
		if (skips || numbers->count > NUMBERS_MOST)
			continue;
		int *number = &numbers->of[numbers->count - 1];
		if (*number < NUMBER_LIMIT)
			*number = *number * 10 + byte - '0';
	}
	return true;
}

/* Only the arrows that walk sideways mean something else with Ctrl or Alt. */
static enum key_name
modified(enum key_name name, int modifiers)
{
	if (name == KEY_LEFT && (modifiers & (ALT | CTRL)) != 0)
		return KEY_WORD_LEFT;
	if (name == KEY_RIGHT && (modifiers & (ALT | CTRL)) != 0)
		return KEY_WORD_RIGHT;
	if (name == KEY_ENTER && (modifiers & ALT) != 0)
		return KEY_ALT_ENTER;
	return name;
}

static bool
find_tilde(struct key *key, int number, int modifiers)
{
	for (size_t i = 0; i < sizeof(tildes) / sizeof(tildes[0]); i++) {
		if (tildes[i].number != number)
			continue;
		key->name = modified(tildes[i].name, modifiers);
		key->point = tildes[i].point;
		return true;
	}
	return false;
}

static bool
find_letter(struct key *key, enum sequence_opening opening, char final,
    int modifiers)
{
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
		if (letters[i].opening != opening || letters[i].final != final)
			continue;
		modifiers |= letters[i].modifiers;
		key->name = modified(letters[i].name, modifiers);
		key->point = letters[i].point;
		return true;
	}
	return false;
}

static int
modifiers_of(int parameter)
{
	return parameter > 1 ? parameter - 1 : 0;
}

bool
sequence_find(struct key *key, enum sequence_opening opening,
    const char *parameters, size_t size, char final, bool alt)
{
	struct numbers numbers;
	if (!read_numbers(&numbers, parameters, size))
		return false;
	/* "CSI 5 D" and "SS3 5 P" of older terminals leave out the first. */
	bool is_lone = numbers.count == 1;
	int last = modifiers_of(numbers.of[is_lone ? 0 : 1]);
	int beside = alt ? ALT : 0;

	if (opening == SEQUENCE_CSI && size > 0) {
		if (final == '~')
			return find_tilde(key, numbers.of[0],
			    beside | modifiers_of(numbers.of[1]));
		if (final == '^' || final == '$' || final == '@') /* rxvt */
			return find_tilde(key, numbers.of[0],
			    beside | (final == '$' ? SHIFT : CTRL));
		/* A lone CSI P is Delete to some: only with a modifier. */
		if (final >= 'P' && final <= 'S')
			opening = SEQUENCE_SS3;
	}
	return find_letter(key, opening, final, beside | last);
}

const char *
sequence_keypad(enum sequence_opening opening, size_t size, char final)
{
	static const char sent[] = " Xjklmnopqrstuvwxy";
	static const char printed[] = " =*+,-./0123456789";
	if (opening != SEQUENCE_SS3 || size > 0)
		return NULL;
	const char *at = memchr(sent, final, sizeof(sent) - 1);
	return at == NULL ? NULL : printed + (at - sent);
}
