/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* Keys and pastes into the line editor. */
#include "config.h"

#include "text/draft.h"

#include <stdlib.h>
#include <string.h>

#include "app/outgoing.h"
#include "fuzz.h"
#include "text/cells.h"

enum { PUT = DRAFT_NEWER + 1, PASTE, SET, SEND, DEEDS };

/* Yanked twice, killed whole, and again: that is soon as much as may be. */
enum { SIZE_MOST = 64 * 1024 };

static void
check(const struct draft *draft)
{
	const char *text = draft_text(draft);
	size_t size = draft_size(draft), cursor = draft_cursor(draft);
	if (text == NULL)
		text = "";
	fuzz_require(strlen(text) == size, "a NUL inside, or none behind");
	fuzz_require_clean(text, size, CLEAN_BODY);
	fuzz_require(cursor <= size &&
		cells_boundary(text, size, cursor) == cursor,
	    "the cursor stands inside a cluster");
}

/* All of a draft leaves, in messages that are not too long. */
static void
send(struct draft *draft)
{
	struct outgoing outgoing = { 0 };
	/* Over UDP a message is shorter. */
	size_t most = draft_size(draft) % 2 == 0 ? 65536 : 1200;
	size_t sent = 0, size;
	if (draft_size(draft) > 0)
		outgoing_set(&outgoing, draft_text(draft), draft_size(draft));
	while (!outgoing_is_empty(&outgoing)) {
		const char *message = outgoing_next(&outgoing, most, &size);
		fuzz_require(size > 0 && size <= most, "a message's size");
		fuzz_require(clean_is_utf8(message, size), "cut inside");
		sent += size;
		outgoing_said(&outgoing, size);
	}
	fuzz_require(sent == draft_size(draft), "not all of it leaves");
	outgoing_clear(&outgoing);
	draft_sent(draft);
	fuzz_require(draft_size(draft) == 0, "sent and still there");
}

static void
put(struct draft *draft, struct fuzz_input *input, bool all)
{
	size_t most = all ? input->size : fuzz_byte(input) % 8U, size;
	const uint8_t *bytes = fuzz_bytes(input, most, &size);
	draft_put(draft, (const char *)bytes, size);
}

static void
set(struct draft *draft, struct fuzz_input *input)
{
	char *text = fuzz_string(input);
	draft_set(draft, text, strlen(text));
	fuzz_require(draft_cursor(draft) == draft_size(draft),
	    "the cursor is not at the end");
	free(text);
}

static void
do_deed(struct draft *draft, enum draft_deed deed)
{
	unsigned long version = draft_version(draft);
	size_t size = draft_size(draft), cursor = draft_cursor(draft);
	if (draft_do(draft, deed))
		return;
	fuzz_require(version == draft_version(draft) &&
		size == draft_size(draft) && cursor == draft_cursor(draft),
	    "nothing was done, and something is different");
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct fuzz_input input = { bytes, size };
	struct draft *draft = draft_new();
	while (input.size > 0 && draft_size(draft) < SIZE_MOST) {
		unsigned deed = fuzz_byte(&input) % DEEDS;
		if (deed == PUT || deed == PASTE)
			put(draft, &input, deed == PASTE && input.size < 64);
		else if (deed == SET)
			set(draft, &input);
		else if (deed == SEND)
			send(draft);
		else
			do_deed(draft, (enum draft_deed)deed);
		check(draft);
	}
	draft_free(draft);
	return 0;
}
