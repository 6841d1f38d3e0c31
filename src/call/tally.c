/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/tally.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"

void
tally_init(struct tally *tally)
{
	memset(tally, 0, sizeof *tally);
	tally->oldest = 1;
}

/* ---- theirs ---- */

static uint64_t *
word_of(struct tally *tally, uint32_t sequence)
{
	return &tally->seen[sequence % TALLY_SEEN / 64];
}

static uint64_t
bit_of(uint32_t sequence)
{
	return UINT64_C(1) << (sequence % 64);
}

static void
note(struct tally *tally, uint32_t sequence)
{
	*word_of(tally, sequence) |= bit_of(sequence);
}

/* Everything between the highest and the new one has not been seen. */
static void
move_on(struct tally *tally, uint32_t sequence)
{
	if (sequence - tally->highest >= TALLY_SEEN)
		memset(tally->seen, 0, sizeof tally->seen);
	else
		for (uint32_t at = tally->highest + 1; at < sequence; at++)
			*word_of(tally, at) &= ~bit_of(at);
	tally->highest = sequence;
}

static void
owe(struct tally *tally, uint32_t sequence)
{
	/* Who floods need not hear of each: the first are forgotten. */
	if (tally->ack_count == TALLY_ACKS) {
		tally->ack_first = (tally->ack_first + 1) % TALLY_ACKS;
		tally->ack_count--;
	}
	tally->acks[(tally->ack_first + tally->ack_count++) % TALLY_ACKS] =
	    sequence;
}

enum tally_arrival
tally_hear(struct tally *tally, uint32_t sequence)
{
	assert(sequence != 0);
	owe(tally, sequence);
	if (sequence > tally->highest) {
		bool is_next = sequence - tally->highest == 1;
		move_on(tally, sequence);
		note(tally, sequence);
		return is_next ? TALLY_NEXT : TALLY_AHEAD;
	}
	if (tally->highest - sequence >= TALLY_SEEN)
		return TALLY_OLD;
	if ((*word_of(tally, sequence) & bit_of(sequence)) != 0)
		return TALLY_AGAIN;
	note(tally, sequence);
	return TALLY_LATE;
}

bool
tally_owes(const struct tally *tally)
{
	return tally->ack_count > 0;
}

uint32_t
tally_name(struct tally *tally)
{
	if (tally->ack_count > 0) {
		tally->named = tally->acks[tally->ack_first];
		tally->ack_first = (tally->ack_first + 1) % TALLY_ACKS;
		tally->ack_count--;
	}
	return tally->named;
}

/* ---- mine ---- */

static struct tally_sent *
slot_of(struct tally *tally, uint32_t sequence)
{
	return &tally->sent[sequence % TALLY_SENT];
}

static bool
is_waiting(const struct tally_sent *sent)
{
	return sent->has_left && !sent->is_answered && !sent->is_late;
}

static void
give_up(struct tally *tally, struct tally_sent *sent)
{
	sent->is_late = true;
	tally->waiting--;
	tally->unanswered++;
}

void
tally_say(struct tally *tally, uint32_t sequence, uint64_t entry)
{
	struct tally_sent *sent = slot_of(tally, sequence);
	if (is_waiting(sent))
		give_up(tally, sent); /* its place is needed */
	*sent = (struct tally_sent){ .sequence = sequence, .entry = entry };
	tally->newest = sequence;
	if (sequence - tally->oldest >= TALLY_SENT)
		tally->oldest = sequence - TALLY_SENT + 1;
}

void
tally_leave(struct tally *tally, uint32_t sequence, int64_t now)
{
	struct tally_sent *sent = slot_of(tally, sequence);
	if (sent->sequence != sequence || sent->has_left)
		return;
	sent->has_left = true;
	sent->at_ms = now;
	tally->waiting++;
}

bool
tally_answered(struct tally *tally, uint32_t sequence, uint64_t *entry)
{
	struct tally_sent *sent = slot_of(tally, sequence);
	if (sequence == 0 || sent->sequence != sequence || !sent->has_left ||
	    sent->is_answered)
		return false;
	if (sent->is_late)
		tally->unanswered--;
	else
		tally->waiting--;
	sent->is_answered = true;
	*entry = sent->entry;
	return true;
}

/* The oldest that waits; NULL when none does. They leave in order. */
static const struct tally_sent *
oldest_waiting(const struct tally *tally)
{
	if (tally->waiting == 0)
		return NULL;
	for (uint32_t at = tally->oldest; at != 0 && at <= tally->newest; at++)
		if (is_waiting(&tally->sent[at % TALLY_SENT]))
			return &tally->sent[at % TALLY_SENT];
	return NULL;
}

int64_t
tally_deadline(const struct tally *tally, int64_t patience_ms)
{
	const struct tally_sent *sent = oldest_waiting(tally);
	return sent == NULL ? CLOCK_NEVER :
			      clock_after(sent->at_ms, patience_ms);
}

bool
tally_expired(struct tally *tally, int64_t patience_ms, int64_t now,
    struct tally_sent *gone)
{
	const struct tally_sent *sent = oldest_waiting(tally);
	if (sent == NULL || clock_after(sent->at_ms, patience_ms) > now)
		return false;
	tally->oldest = sent->sequence;
	give_up(tally, slot_of(tally, tally->oldest));
	*gone = *sent;
	return true;
}
