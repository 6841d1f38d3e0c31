/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* Bytes from a terminal: the same keys however they are cut. */
#include "config.h"

#include "ui/keyboard.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "fuzz.h"
#include "ui/keys.h"

enum { NOTES_MOST = 1 << 20 };

/* Keys, so that two ways can be compared: text that runs on is one. */
struct account {
	struct bytes notes;
	enum key_name last;
};

static void
note(struct account *account, const struct key *key)
{
	uint8_t kind[5] = { (uint8_t)key->name };
	bool is_text = key->name == KEY_TEXT || key->name == KEY_PASTE;
	fuzz_require(key->name != KEY_NONE && key->name <= KEY_DELETE,
	    "a key without a name");
	fuzz_require(is_text == (key->size > 0), "a key with a wrong text");
	fuzz_require(keys_deed(key) == DEED_NOTHING || !is_text,
	    "text does something");
	bytes_put_u32(kind + 1, key->point);
	if (!is_text || account->last != key->name)
		fuzz_require(bytes_append(&account->notes, kind, sizeof kind),
		    "too many keys");
	if (is_text)
		fuzz_require(bytes_append(&account->notes, key->text,
				 key->size),
		    "too much text");
	account->last = key->name;
}

static void
press(struct account *account, struct keyboard *keyboard, const uint8_t *bytes,
    size_t size)
{
	char *copy = malloc(size);
	struct key key;
	fuzz_require(copy != NULL, "no memory");
	memcpy(copy, bytes, size);
	keyboard_offer(keyboard, copy, size);
	while (keyboard_next(keyboard, &key))
		note(account, &key);
	free(copy);
}

/* Whatever terminfo says, too. */
static void
learn(struct keyboard *keyboard, struct fuzz_input *input)
{
	char *sequence = fuzz_string(input);
	keyboard_learn(keyboard, sequence, KEY_FUNCTION,
	    1 + fuzz_byte(input) % 12U);
	free(sequence);
}

static void
type(struct account *account, struct fuzz_input input, size_t most)
{
	struct keyboard *keyboard = keyboard_new();
	*account = (struct account){ .last = KEY_NONE };
	bytes_init(&account->notes, NOTES_MOST);
	if (fuzz_byte(&input) % 2 == 1)
		learn(keyboard, &input);
	while (input.size > 0) {
		size_t size;
		const uint8_t *bytes = fuzz_bytes(&input, most, &size);
		press(account, keyboard, bytes, size);
	}
	/* What was begun is forgotten: an ordinary key is one again. */
	keyboard_reset(keyboard);
	press(account, keyboard, (const uint8_t *)"x", 1);
	fuzz_require(account->last == KEY_TEXT, "reset and yet not");
	keyboard_free(keyboard);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct fuzz_input input = { bytes, size };
	struct account whole, cut;
	size_t most = 1 + fuzz_byte(&input) % 16U;
	type(&whole, input, SIZE_MAX);
	type(&cut, input, most);
	fuzz_require(whole.notes.size == cut.notes.size &&
		memcmp(bytes_head(&whole.notes), bytes_head(&cut.notes),
		    whole.notes.size) == 0,
	    "other keys when it is cut");
	bytes_clear(&whole.notes);
	bytes_clear(&cut.notes);
	return 0;
}
