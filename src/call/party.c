/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/party.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "text/clean.h"

static struct party *
party_new(const struct party_rules *rules, enum call_side side,
    const struct number *number, int64_t now)
{
	struct party *party = memory_new(1, sizeof *party);
	party->rules = rules;
	if (side == CALL_CALLEE)
		party->service = rules->service;
	call_init(&party->call, side, !rules->framing->has_calls, rules->timers,
	    now);
	decoder_init(&party->decoder, rules->framing);
	bytes_init(&party->stream, PARTY_STREAM_MOST);
	outbox_init(&party->outbox);
	transcript_init(&party->transcript);
	tape_init(&party->tape);
	if (rules->datagrams)
		party_datagram_open(party);
	party->number = *number;
	party->reached = *number;
	party->heard_at = now;
	party->sent_at = now;
	party->moved_at = now;
	party->round_trip_ms = -1;
	return party;
}

struct party *
party_new_caller(const struct party_rules *rules, const struct number *number,
    uint64_t call_id, int64_t now)
{
	struct party *party = party_new(rules, CALL_CALLER, number, now);
	char print[NUMBER_PRINT_SIZE];
	party->call_id = call_id;
	party_note(party, now, "dialling %s",
	    number_print_whole(print, sizeof print, number));
	return party;
}

struct party *
party_new_callee(const struct party_rules *rules, const struct number *from,
    int64_t now)
{
	return party_new(rules, CALL_CALLEE, from, now);
}

void
party_free(struct party *party)
{
	if (party == NULL)
		return;
	decoder_clear(&party->decoder);
	outbox_clear(&party->outbox);
	transcript_clear(&party->transcript);
	tape_clear(&party->tape);
	bytes_clear(&party->stream);
	free(party->datagrams);
	free(party->pass);
	free(party);
}

static void
owe_refusal(struct party *party, uint16_t cause, const char *words)
{
	party->owes |= OWES_REFUSAL;
	party->owed_cause = cause;
	size_t size = clean_cut(words, strlen(words), FRAME_WORDS_MOST);
	memcpy(party->owed_words, words, size);
	party->owed_words[size] = '\0';
}

static void
owe_goodbye(struct party *party, uint16_t cause)
{
	uint8_t payload[2];
	size_t size = frame_hangup_encode(payload, cause, "", 0);
	/* party_can_say() has kept a place for it. */
	uint32_t sequence =
	    outbox_put(&party->outbox, FRAME_HANGUP, payload, size);
	assert(sequence != 0);
	(void)sequence;
}

/* `words` of our own go with a refusal. */
static void
do_say(struct party *party, struct call_action action, const char *words)
{
	switch (action.say) {
	case CALL_SAY_NOTHING:
		break;
	case CALL_SAY_RING:
		party->owes |= OWES_RING;
		break;
	case CALL_SAY_RINGING:
		party->owes |= OWES_RINGING;
		break;
	case CALL_SAY_ANSWER:
		party->owes |= OWES_ANSWER;
		break;
	case CALL_SAY_REFUSAL:
		owe_refusal(party, action.cause, words);
		break;
	case CALL_SAY_GOODBYE:
		owe_goodbye(party, action.cause);
		break;
	case CALL_SAY_RESUME:
		party->owes |= OWES_RESUME;
		break;
	case CALL_SAY_RESUMED:
		party->owes |= OWES_RESUMED;
		break;
	}
}

/* Whoever is refused stops at once; a refusal of ours is the last word. */
static void
forget_debts(struct party *party, enum call_event event)
{
	if (call_is_alive(&party->call))
		return;
	if (event == CALL_REFUSAL_CAME)
		party->owes = 0;
	else if (party->call.outcome != OUTCOME_ENDED)
		party->owes &= OWES_RINGING | OWES_REFUSAL;
}

void
party_happen(struct party *party, enum call_event event, enum call_outcome with,
    int64_t now)
{
	enum call_state before = party->call.state;
	enum call_trouble trouble = party->call.trouble;
	bool was_going_on = call_is_going_on(&party->call);
	struct call_action action = call_happen(&party->call, event, with, now);
	forget_debts(party, event);
	do_say(party, action, event == CALL_VIOLATED ? party->words : "");
	/* One attempt after the other to get a line is nothing to be seen. */
	if (party->call.state != before || trouble == CALL_NO_TROUBLE ||
	    !call_is_in_trouble(&party->call))
		party->version++;
	if (party->call.trouble != trouble)
		party_trouble_changed(party, trouble, now);
	if (party->call.state == before)
		return;
	if (before == CALL_TALKING)
		party->owes &= ~(unsigned)(OWES_DRAFT | OWES_HOLD);
	party->moved_at = now;
	party->they_type = party->they_type && call_is_talking(&party->call);
	party_note_state(party, before, now);
	if (was_going_on && !call_is_going_on(&party->call))
		party_note_outcome(party, now);
	if (party->service != NULL && call_is_talking(&party->call))
		party_serve_first(party, now);
}

void
party_violated(struct party *party, enum call_outcome as, int64_t now,
    const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(party->words, sizeof party->words, format, arguments);
	va_end(arguments);
	party_happen(party, CALL_VIOLATED, as, now);
}

void
party_line_ended(struct party *party, bool broken, const char *reason,
    int64_t now)
{
	bool was_resuming = party->call.trouble == CALL_RESUMING;
	if (!was_resuming)
		snprintf(party->reason, sizeof party->reason, "%s", reason);
	tape_cut(&party->tape);
	if (party_is_foreign(party) && !broken)
		party_foreign_ended(party, now);
	else
		party_happen(party,
		    broken ? CALL_LINE_BROKE : CALL_STREAM_ENDED, OUTCOME_NONE,
		    now);
	/* An end of stream says that they died, or that somebody else is there. */
	if (was_resuming)
		party_redial_failed(party, !broken, now);
}

size_t
party_waiting(const struct party *party)
{
	return party->outbox.count;
}

bool
party_is_finished(const struct party *party)
{
	if (party->datagrams != NULL)
		return false; /* there is no stream to be shut down */
	if (party->call.state == CALL_CLOSING)
		return outbox_is_empty(&party->outbox);
	return party->call.state == CALL_DRAINING &&
	    (party->owes &
		(OWES_REFUSAL | OWES_ACK | OWES_RESUMED | OWES_ANSWER)) == 0;
}

bool
party_is_pinging(const struct party *party)
{
	return call_is_alive(&party->call) && !party_is_foreign(party) &&
	    !call_is_in_trouble(&party->call) &&
	    party->call.state != CALL_ANNOUNCED &&
	    party->call.state != CALL_HANDING &&
	    party->call.state != CALL_EXPECTING;
}

static int64_t
ping_due(const struct party *party)
{
	if (!party_is_pinging(party) || (party->owes & OWES_PING) != 0)
		return CLOCK_NEVER;
	return clock_after(party->sent_at, party->rules->timers->ping_ms);
}

static int64_t
dead_due(const struct party *party)
{
	if (!party_is_pinging(party) || party->is_deaf)
		return CLOCK_NEVER;
	return clock_after(party->heard_at, party->rules->timers->dead_ms);
}

int64_t
party_deadline(const struct party *party)
{
	int64_t due = clock_earlier(party->call.deadline,
	    clock_earlier(ping_due(party), dead_due(party)));
	due = clock_earlier(due, party_finish_deadline(party));
	due = clock_earlier(due, party_foreign_deadline(party));
	due = clock_earlier(due, party_datagram_deadline(party));
	due = clock_earlier(due, party_resume_deadline(party));
	if ((party->owes & OWES_DRAFT) != 0 && party->draft_after != 0)
		due = clock_earlier(due, party->draft_after);
	if (party->glue_until != 0)
		due = clock_earlier(due, party->glue_until);
	return due;
}

void
party_tick(struct party *party, int64_t now)
{
	if (dead_due(party) <= now) {
		snprintf(party->reason, sizeof party->reason,
		    "nothing came for %lld s",
		    (long long)party->rules->timers->dead_ms / 1000);
		party_happen(party, CALL_WENT_DEAD, OUTCOME_NONE, now);
	}
	/* Who is awake anyway need not wake up for it a moment later. */
	if (ping_due(party) - party->rules->timers->ping_ms / 5 <= now)
		party->owes |= OWES_PING;
	party_finish_tick(party, now);
	party_foreign_tick(party, now);
	party_datagram_tick(party, now);
	party_resume_tick(party, now);
	/* A draft that waited may leave; a moment that is past wakes nobody. */
	if (party->draft_after <= now)
		party->draft_after = 0;
	if (party->glue_until <= now)
		party->glue_until = 0;
	if (party->call.deadline <= now)
		party_happen(party, CALL_TIMED_OUT, OUTCOME_NONE, now);
}

void
party_set_deaf(struct party *party, bool deaf, int64_t now)
{
	if (party->is_deaf && !deaf)
		party->heard_at = party->moved_at = now;
	party->is_deaf = deaf;
}

bool
party_can_say(const struct party *party, size_t size)
{
	/* The goodbye must always find room behind what is said. */
	size_t most = party->service == NULL ? OUTBOX_MOST : OUTBOX_SLOTS;
	/* A flood of datagrams would get lost where they wait to be read. */
	if (party->datagrams != NULL && party->service == NULL &&
	    party->datagrams->tally.waiting + party->outbox.count >=
		TALLY_UNDER_WAY)
		return false;
	return call_is_talking(&party->call) &&
	    party->outbox.count + 1 < most &&
	    outbox_has_room(&party->outbox, size + 2);
}

/* The first waits for the others, and the last lets all of them go. */
static void
glue(struct party *party, int64_t now)
{
	size_t waiting =
	    outbox_last(&party->outbox) - outbox_given(&party->outbox);
	if (waiting == 1)
		party->glue_until =
		    clock_after(now, party->rules->timers->glue_ms);
	if (waiting >= party->rules->glue)
		party->glue_until = 0;
}

bool
party_say(struct party *party, const char *text, size_t size, int64_t now)
{
	if (size > party_message_most(party->rules) ||
	    !party_can_say(party, size))
		return false;
	struct transcript_entry entry = {
		.at_ms = now,
		.speaker = SPEAKER_ME,
		.kind = TRANSCRIPT_TEXT,
		.delivery =
		    party_is_foreign(party) ? DELIVERY_NONE : DELIVERY_WAITING,
	};
	entry.sequence = outbox_put(&party->outbox, FRAME_TEXT, text, size);
	glue(party, now);
	uint64_t number =
	    transcript_add(&party->transcript, &entry, text, size);
	if (party->datagrams != NULL && !party_is_foreign(party))
		tally_say(&party->datagrams->tally, entry.sequence, number);
	party->version++;
	/* The sequence must not wrap: the last one is the goodbye's. */
	if (entry.sequence >= UINT32_MAX - 2) {
		party_note(party, now, "no numbers are left for messages");
		party_happen(party, CALL_HANG_UP, OUTCOME_NONE, now);
	}
	return true;
}

/* The last FRAME_DRAFT_MOST bytes of it, and no cut character. */
static const char *
tail(const char *text, size_t *size)
{
	if (*size <= FRAME_DRAFT_MOST)
		return text;
	text += *size - FRAME_DRAFT_MOST;
	*size = FRAME_DRAFT_MOST;
	while (*size > 0 && (*text & 0xc0) == 0x80)
		text++, (*size)--;
	return text;
}

void
party_draft(struct party *party, const char *text, size_t size, int64_t now)
{
	static const char typing[] = "\xe2\x80\xa6"; /* "…" */
	(void)now;
	if (!call_is_talking(&party->call) || party_is_foreign(party))
		return;
	if (size > 0 && !party->rules->live) {
		text = typing;
		size = sizeof typing - 1;
	}
	text = tail(text, &size);
	if (size == party->my_draft_size &&
	    (size == 0 || memcmp(text, party->my_draft, size) == 0))
		return;
	if (size > 0)
		memcpy(party->my_draft, text, size);
	party->my_draft_size = size;
	party->resume.has_drafted = true;
	party->owes |= OWES_DRAFT;
}

void
party_hold(struct party *party, bool hold, int64_t now)
{
	if (!call_is_talking(&party->call) || party_is_foreign(party) ||
	    hold == party->i_hold)
		return;
	char spare[NUMBER_PRINT_SIZE];
	party->i_hold = hold;
	party->resume.has_held = true;
	party->owes |= OWES_HOLD;
	party_note(party, now,
	    hold ? "you put %s on hold" : "you are back with %s",
	    party_who(party, spare));
}
