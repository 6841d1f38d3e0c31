/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/keyboard.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "text/cells.h"
#include "text/utf8.h"
#include "ui/escape.h"
#include "ui/learned.h"
#include "ui/sequences.h"

enum {
	ESC = 0x1b,
	DEL = 0x7f,
	INTERRUPT = 0x03,
	HELD_MOST = 8,
};

enum state {
	GROUND,
	IN_ESCAPE,
	ALT_TEXT, /* the bytes of one character behind Esc */
	IN_PASTE,
};

struct keyboard {
	enum state state;
	struct escape escape;

	/* The front part of a character or of a paste's end, from earlier
	 * reads. */
	char held[HELD_MOST];
	size_t held_size;

	const char *in; /* the caller's */
	size_t in_size;

	struct learned learned;
};

/*
 * What ends a paste: its bracket or, for a paste whose bracket got lost on
 * the way, ^C three times running. Neither begins with a byte that comes
 * later in the other, so a held front part is that of one only.
 */
static const char bracket[] = "\033[201~";
static const char impatience[] = "\003\003\003";

struct keyboard *
keyboard_new(void)
{
	return memory_new(1, sizeof(struct keyboard));
}

void
keyboard_free(struct keyboard *keyboard)
{
	if (keyboard == NULL)
		return;
	learned_clear(&keyboard->learned);
	free(keyboard);
}

void
keyboard_reset(struct keyboard *keyboard)
{
	keyboard->state = GROUND;
	keyboard->held_size = 0;
	keyboard->in_size = 0;
}

void
keyboard_offer(struct keyboard *keyboard, const char *bytes, size_t size)
{
	keyboard->in = bytes;
	keyboard->in_size = size;
}

static unsigned char
peek(const struct keyboard *keyboard)
{
	return (unsigned char)*keyboard->in;
}

static void
consume(struct keyboard *keyboard, size_t size)
{
	keyboard->in += size;
	keyboard->in_size -= size;
}

static bool
is_control(char byte)
{
	return (unsigned char)byte < 0x20 || byte == DEL;
}

/* Returns true, as all that complete a key do. */
static bool
give(struct key *key, enum key_name name, uint32_t point)
{
	*key = (struct key){ .name = name, .point = point };
	return true;
}

static bool
give_text(struct key *key, enum key_name name, const char *text, size_t size)
{
	*key = (struct key){ .name = name, .text = text, .size = size };
	return true;
}

/* ---- characters ---- */

static void
hold(struct keyboard *keyboard, size_t size)
{
	memcpy(keyboard->held, keyboard->in, size);
	keyboard->held_size = size;
	consume(keyboard, size);
}

static bool
give_held(struct keyboard *keyboard, struct key *key, enum key_name name)
{
	size_t size = keyboard->held_size;
	keyboard->held_size = 0;
	return give_text(key, name, keyboard->held, size);
}

/* Puts a held character together; true when it is whole or cannot become so. */
static bool
join_held(struct keyboard *keyboard)
{
	size_t whole = utf8_size(keyboard->held[0]);
	while (keyboard->held_size < whole && keyboard->in_size > 0) {
		if (!utf8_continues(*keyboard->in))
			return true;
		keyboard->held[keyboard->held_size++] = *keyboard->in;
		consume(keyboard, 1);
	}
	return keyboard->held_size == whole;
}

/* Gives the next `run` bytes but for a character that the read has cut. */
static bool
give_run(struct keyboard *keyboard, struct key *key, enum key_name name,
    size_t run)
{
	size_t cut = 0;
	if (run == keyboard->in_size)
		cut = utf8_cut_size(keyboard->in, run);
	if (cut == run) {
		hold(keyboard, cut);
		return false;
	}
	const char *text = keyboard->in;
	consume(keyboard, run - cut);
	return give_text(key, name, text, run - cut);
}

/* ---- what is typed ---- */

static bool
give_control(struct key *key, char byte)
{
	switch (byte) {
	case '\r':
		return give(key, KEY_ENTER, 0);
	case '\t':
		return give(key, KEY_TAB, 0);
	case '\b':
	case DEL:
		return give(key, KEY_BACKSPACE, 0);
	default:
		return give(key, KEY_CONTROL, (unsigned char)byte | 0x40U);
	}
}

static bool
on_ground(struct keyboard *keyboard, struct key *key)
{
	if (keyboard->held_size > 0) {
		if (!join_held(keyboard))
			return false;
		return give_held(keyboard, key, KEY_TEXT);
	}
	size_t run = 0;
	while (run < keyboard->in_size && !is_control(keyboard->in[run]))
		run++;
	if (run > 0)
		return give_run(keyboard, key, KEY_TEXT, run);

	char byte = *keyboard->in;
	consume(keyboard, 1);
	if (byte != ESC)
		return give_control(key, byte);
	keyboard->state = IN_ESCAPE;
	escape_begin(&keyboard->escape);
	return false;
}

/* ---- escape sequences ---- */

/* A character of ASCII with Alt, or behind Esc, which is the same. */
static bool
give_alt(struct key *key, char character)
{
	if (character >= '1' && character <= '9')
		return give(key, KEY_FUNCTION, (uint32_t)(character - '0'));
	return give(key, KEY_ALT, (unsigned char)character);
}

/* ^C and its like count even behind an Esc that was hit by mistake. */
static bool
give_pair(const struct keyboard *keyboard, struct key *key)
{
	char second = keyboard->escape.bytes[1];
	if (second == '\r' || second == '\n')
		return give(key, KEY_ALT_ENTER, 0);
	if (second == '\b' || second == DEL)
		return give(key, KEY_ALT_BACKSPACE, 0);
	if (is_control(second))
		return give_control(key, second);
	return learned_find(&keyboard->learned, key, &keyboard->escape) ||
	    give_alt(key, second);
}

static bool
give_keypad(const struct keyboard *keyboard, struct key *key,
    const char *printed)
{
	if (keyboard->escape.alt)
		return give_alt(key, *printed);
	return give_text(key, KEY_TEXT, printed, 1);
}

/* A whole sequence: everybody's meaning first, then this terminal's own. */
static bool
give_sequence(struct keyboard *keyboard, struct key *key)
{
	struct escape *escape = &keyboard->escape;
	if (escape->size > ESCAPE_MOST)
		return false;
	size_t front = escape->opening == SEQUENCE_LINUX ? 3 : 2;
	const char *parameters = escape->bytes + front;
	size_t size = escape->size - front - 1;
	char final = parameters[size];

	*key = (struct key){ 0 };
	if (sequence_find(key, escape->opening, parameters, size, final,
		escape->alt) ||
	    learned_find(&keyboard->learned, key, escape))
		return true;
	const char *printed = sequence_keypad(escape->opening, size, final);
	if (printed != NULL)
		return give_keypad(keyboard, key, printed);

	if (escape->opening == SEQUENCE_CSI && size == 0 && final == 'M') {
		keyboard->state = IN_ESCAPE;
		escape_await_mouse(escape);
	} else if (escape->opening == SEQUENCE_CSI && size == 3 &&
	    memcmp(parameters, "200~", 4) == 0) {
		keyboard->state = IN_PASTE;
	}
	return false;
}

static bool
in_escape(struct keyboard *keyboard, struct key *key)
{
	enum escape_verdict verdict =
	    escape_take(&keyboard->escape, peek(keyboard));
	if (verdict == ESCAPE_GOES_ON) {
		consume(keyboard, 1);
		return false;
	}
	keyboard->state = GROUND;
	if (verdict == ESCAPE_CHARACTER && utf8_size(*keyboard->in) > 1) {
		keyboard->state = ALT_TEXT;
		hold(keyboard, 1);
	}
	if (verdict == ESCAPE_CHARACTER || verdict == ESCAPE_NOT_ITS)
		return false;
	consume(keyboard, 1);
	if (verdict == ESCAPE_PAIR)
		return give_pair(keyboard, key);
	return verdict == ESCAPE_SEQUENCE && give_sequence(keyboard, key);
}

static bool
in_alt_text(struct keyboard *keyboard, struct key *key)
{
	if (!join_held(keyboard))
		return false;
	uint32_t point;
	cells_decode(keyboard->held, keyboard->held_size, &point);
	keyboard->held_size = 0;
	keyboard->state = GROUND;
	return give(key, KEY_ALT, point);
}

/* ---- pastes ---- */

static bool
is_front_of(const char *end, const char *text, size_t size)
{
	size_t whole = strlen(end);
	return memcmp(end, text, size < whole ? size : whole) == 0;
}

/* Whether what begins at `text` is, or may become, the end of a paste. */
static bool
may_end_paste(const char *text, size_t size)
{
	if (*text == ESC)
		return is_front_of(bracket, text, size);
	if (*text == INTERRUPT)
		return is_front_of(impatience, text, size);
	return false;
}

/* Goes on with a paste's end of which a front part is held. */
static bool
match_paste_end(struct keyboard *keyboard, struct key *key)
{
	bool is_bracket = keyboard->held[0] == ESC;
	const char *end = is_bracket ? bracket : impatience;
	if (*keyboard->in != end[keyboard->held_size])
		return give_held(keyboard, key, KEY_PASTE);
	keyboard->held[keyboard->held_size++] = *keyboard->in;
	consume(keyboard, 1);
	if (end[keyboard->held_size] != '\0')
		return false;
	keyboard->held_size = 0;
	keyboard->state = GROUND;
	return !is_bracket && give_control(key, INTERRUPT);
}

static bool
in_paste(struct keyboard *keyboard, struct key *key)
{
	if (keyboard->held_size > 0 && is_control(keyboard->held[0]))
		return match_paste_end(keyboard, key);
	if (keyboard->held_size > 0) {
		if (!join_held(keyboard))
			return false;
		return give_held(keyboard, key, KEY_PASTE);
	}
	size_t run = 0;
	while (run < keyboard->in_size &&
	    !may_end_paste(keyboard->in + run, keyboard->in_size - run))
		run++;
	if (run > 0)
		return give_run(keyboard, key, KEY_PASTE, run);
	hold(keyboard, 1);
	return false;
}

/* ---- all of it ---- */

/* Goes on by a byte or to another state; true when that completed a key. */
static bool
step(struct keyboard *keyboard, struct key *key)
{
	switch (keyboard->state) {
	case GROUND:
		return on_ground(keyboard, key);
	case IN_ESCAPE:
		return in_escape(keyboard, key);
	case ALT_TEXT:
		return in_alt_text(keyboard, key);
	case IN_PASTE:
		return in_paste(keyboard, key);
	}
	return false;
}

bool
keyboard_next(struct keyboard *keyboard, struct key *key)
{
	while (keyboard->in_size > 0) {
		if (step(keyboard, key))
			return true;
	}
	return false;
}

void
keyboard_learn(struct keyboard *keyboard, const char *sequence,
    enum key_name name, uint32_t point)
{
	learned_add(&keyboard->learned, sequence, name, point);
}
