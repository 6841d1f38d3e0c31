/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/switchboard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/memory.h"
#include "text/clean.h"

enum {
	BACKLOG_MOST = 64, /* entries that wait before no more are read */
	PHONES_MOST = 4,   /* that a message has come through */
};

/* ---- on every line ---- */

/* Whether it was said; else the fault says on which line not, and why. */
static bool
say_on(struct party *party, const char *text, size_t size, int64_t now,
    struct fault *fault)
{
	struct fault why;
	char spare[NUMBER_PRINT_SIZE];
	const struct framing *framing = party->rules->framing;
	const char *who = party_who(party, spare);
	if (party_is_foreign(party) &&
	    !framing_can_carry(framing, (const uint8_t *)text, size, &why))
		return fault_set(fault, EX_IOERR,
		    "not said on line %d to %s: %s", party->line, who,
		    why.words);
	if (!party_say(party, text, size, now))
		return fault_set(fault, EX_TEMPFAIL,
		    "not said on line %d: %s is slow, and %zu messages are"
		    " under way",
		    party->line, who, party_waiting(party));
	return true;
}

bool
switchboard_everyone(struct switchboard *board, const char *text, size_t size,
    int64_t now, struct fault *fault)
{
	int talking = 0;
	bool is_said = true;
	if (size > party_message_most(&board->rules))
		return fault_set(fault, EX_USAGE,
		    "that is longer than %zu bytes: /everyone says one message",
		    party_message_most(&board->rules));
	for (int slot = 0; slot < board->slot_count; slot++) {
		struct party *party = board->parties[slot];
		if (!switchboard_is_line(party) ||
		    !call_is_talking(&party->call))
			continue;
		talking++;
		if (!say_on(party, text, size, now, fault))
			is_said = false;
	}
	if (talking == 0)
		return fault_set(fault, EX_USAGE,
		    "nobody is on any line; /dial NUMBER calls somebody");
	return is_said;
}

/* ---- two lines that hear each other ---- */

static struct party *
partner_of(const struct switchboard *board, const struct party *party)
{
	return party->patch != 0 ? switchboard_find(board, party->patch) : NULL;
}

static bool
can_patch(const struct switchboard *board, int line, struct fault *fault)
{
	const struct party *party = NULL;
	if (line >= 1 && line <= board->slot_count)
		party = board->parties[line - 1];
	if (!switchboard_is_line(party) || !call_is_talking(&party->call))
		return fault_set(fault, EX_USAGE,
		    "nobody talks on line %d; /lines shows who does", line);
	const struct party *partner = partner_of(board, party);
	if (partner != NULL)
		return fault_set(fault, EX_USAGE,
		    "line %d hears line %d already; /patch off ends that", line,
		    partner->line);
	return true;
}

/* From now on, and nothing of what was said before. */
static void
join(struct party *party, const struct party *other, int64_t now)
{
	char spare[NUMBER_PRINT_SIZE];
	party->patch = other->serial;
	party->patch_next = party->transcript.end;
	party->patch_at = 0;
	party_hold(party, false, now);
	party_note(party, now, "line %d, %s, hears what is said here",
	    other->line, party_who(other, spare));
}

bool
switchboard_patch(struct switchboard *board, int one, int other, int64_t now,
    struct fault *fault)
{
	if (one == other)
		return fault_set(fault, EX_USAGE,
		    "line %d hears itself; /patch takes two lines", one);
	if (!can_patch(board, one, fault) || !can_patch(board, other, fault))
		return false;
	join(board->parties[one - 1], board->parties[other - 1], now);
	join(board->parties[other - 1], board->parties[one - 1], now);
	switchboard_note(board, now,
	    "line %d and line %d hear each other through you; /patch off ends"
	    " it",
	    one, other);
	ring_settle(board, now);
	return true;
}

/* Messages that have not been passed on. */
static size_t
count_waiting(const struct party *from)
{
	const struct transcript *heard = &from->transcript;
	size_t count = 0;
	for (uint64_t at = from->patch_next; at < heard->end; at++) {
		const struct transcript_entry *entry = transcript_at(heard, at);
		count += entry != NULL && entry->speaker == SPEAKER_THEM &&
		    entry->kind == TRANSCRIPT_TEXT;
	}
	return count;
}

/* What waited to be passed on has nobody to hear it any more. */
static void
part(struct party *party, int64_t now)
{
	size_t waiting = count_waiting(party);
	if (party->patch == 0)
		return;
	party->patch = 0;
	party_set_deaf(party, false, now);
	party_note(party, now, "this line is by itself again");
	if (waiting > 0)
		party_note(party, now,
		    "%zu message%s of it did not get through to the other",
		    waiting, waiting == 1 ? "" : "s");
}

bool
switchboard_unpatch(struct switchboard *board, int64_t now, struct fault *fault)
{
	bool had_one = false;
	for (int slot = 0; slot < board->slot_count; slot++) {
		struct party *party = board->parties[slot];
		if (party == NULL || party->patch == 0)
			continue;
		had_one = true;
		part(party, now);
	}
	ring_settle(board, now);
	return had_one ||
	    fault_set(fault, EX_USAGE,
		"no two lines are joined; /patch N M joins two");
}

/* ---- passing on ---- */

/* How many names stand in front of it, each put there by a phone. */
static int
count_names(const char *text)
{
	int count = 0;
	for (;;) {
		size_t name = strcspn(text, ":\n");
		if (name == 0 || name >= PARTY_NAME_SIZE ||
		    strncmp(text + name, ": ", 2) != 0)
			return count;
		count++;
		text += name + 2;
	}
}

/* Says as much of what is left of an entry as a message holds; false: not now. */
static bool
say_part(struct party *to, struct party *from,
    const struct transcript_entry *entry, int64_t now)
{
	size_t at = from->patch_at;
	char spare[NUMBER_PRINT_SIZE],
	    name[PARTY_NAME_SIZE + NUMBER_PRINT_SIZE];
	size_t name_size =
	    (size_t)snprintf(name, sizeof name, "%s: ", party_who(from, spare));
	size_t size = clean_cut(entry->text + at, entry->size - at,
	    party_message_most(to->rules) - name_size);
	char *text = memory_new(name_size + size, 1);
	memcpy(text, name, name_size);
	memcpy(text + name_size, entry->text + at, size);
	struct fault why;
	bool is_said = say_on(to, text, name_size + size, now, &why);
	/* What the framing cannot carry will not do so later either. */
	if (!is_said && why.status == EX_IOERR) {
		party_note(to, now, "%s", why.words);
		is_said = true;
	}
	free(text);
	from->patch_at += is_said ? size : 0;
	return is_said;
}

/* True when all of that entry has been passed on, or is not to be. */
static bool
pass_entry(struct party *to, struct party *from,
    const struct transcript_entry *entry, int64_t now)
{
	if (entry == NULL || entry->speaker != SPEAKER_THEM ||
	    entry->kind != TRANSCRIPT_TEXT)
		return true;
	if (count_names(entry->text) >= PHONES_MOST) {
		party_note(to, now,
		    "a message was not passed on: it has come through %d"
		    " phones",
		    PHONES_MOST);
		return true;
	}
	do {
		if (!say_part(to, from, entry, now))
			return false;
	} while (from->patch_at < entry->size);
	from->patch_at = 0;
	return true;
}

/* What was heard on one line is said on the other as soon as it can be. */
static void
pass_on(struct party *to, struct party *from, int64_t now)
{
	const struct transcript *heard = &from->transcript;
	if (from->patch_next < heard->first)
		from->patch_next = heard->first;
	while (from->patch_next < heard->end &&
	    pass_entry(to, from, transcript_at(heard, from->patch_next), now))
		from->patch_next++;
	/* Who talks faster than the other listens has to wait. */
	party_set_deaf(from, heard->end - from->patch_next > BACKLOG_MOST, now);
}

void
switchboard_settle_patches(struct switchboard *board, int64_t now)
{
	for (int slot = 0; slot < board->slot_count; slot++) {
		struct party *from = board->parties[slot];
		if (from == NULL || from->patch == 0)
			continue;
		struct party *to = partner_of(board, from);
		if (to != NULL && call_is_talking(&to->call))
			pass_on(to, from, now);
		if (to != NULL && call_is_talking(&to->call) &&
		    call_is_talking(&from->call))
			continue;
		if (to != NULL)
			part(to, now);
		part(from, now);
	}
}
