/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/party.h"

#include "base/bytes.h"
#include "base/clock.h"

enum {
	REFUSALS = 3, /* running, and they are gone */
	SPREAD_PER_CENT = 20,
};

/* ---- redialling ---- */

/* 80 to 120 % of the time: callers who lost one exchange do not come at once. */
static int64_t
spread(const struct party *party, int64_t ms)
{
	/* As in splitmix64, so that it looks like chance. */
	uint64_t x = party->call_id +
	    party->resume.attempt * UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	int64_t per_cent = 100 - SPREAD_PER_CENT +
	    (int64_t)((x >> 33) % (2 * SPREAD_PER_CENT + 1));
	return ms * per_cent / 100;
}

static void
start_attempt(struct party *party, int64_t now)
{
	party->line_id = 0;
	party->resume.attempt++;
	party->resume.is_redialling = true;
	party->resume.redial_at =
	    clock_after(now, spread(party, party->rules->timers->redial_ms));
}

bool
party_wants_line(const struct party *party)
{
	return party->call.state == CALL_DIALLING ||
	    (party->call.trouble == CALL_CUT_OFF &&
		party->resume.is_redialling);
}

void
party_redial_failed(struct party *party, bool refused, int64_t now)
{
	party->line_id = 0;
	party->resume.is_redialling = false;
	party->resume.refusals = refused ? party->resume.refusals + 1 : 0;
	if (party->resume.refusals >= REFUSALS)
		party_happen(party, CALL_TURN_AWAY, OUTCOME_GONE, now);
}

int64_t
party_resume_deadline(const struct party *party)
{
	return party->call.side == CALL_CALLER &&
		call_is_in_trouble(&party->call) ?
	    party->resume.redial_at :
	    CLOCK_NEVER;
}

void
party_resume_tick(struct party *party, int64_t now)
{
	if (party_resume_deadline(party) > now)
		return;
	if (party->resume.is_redialling) {
		/* Neither there nor refused: it takes too long. */
		party->resume.refusals = 0;
		party_happen(party, CALL_LINE_BROKE, OUTCOME_NONE, now);
	}
	start_attempt(party, now);
}

/* ---- a line that is lost ---- */

/* What was said on it, or was to be, belongs to no other line. */
static void
forget_line(struct party *party)
{
	party->line_id = 0;
	decoder_clear(&party->decoder);
	decoder_init(&party->decoder, party->rules->framing);
	tape_cut(&party->tape);
	party->unsent = 0;
	party->owes = 0;
	party->pong_count = 0;
	party->heard_a_frame = false;
	party->they_type = false;
}

static uint64_t
arrived(const struct party *party)
{
	return (uint64_t)party->outbox.acknowledged + party->heard;
}

/*
 * The first attempt is made at once, but not if the line that the last one got
 * has brought nothing: somebody who drops every line would be redialled without
 * a pause.
 */
static void
be_cut_off(struct party *party, int64_t now)
{
	forget_line(party);
	party->resume.refusals = 0;
	party_note_trouble(party, now);
	if (party->call.side != CALL_CALLER)
		return;
	if (party->resume.redial_at <= now ||
	    arrived(party) != party->resume.arrived)
		start_attempt(party, now);
}

/* ---- and one that is there again ---- */

/* What they may have missed of my state; a second time it says nothing new. */
static void
repeat_state(struct party *party)
{
	if (party->call.side == CALL_CALLEE && party->call.was_answered)
		party->owes |= OWES_ANSWER;
	if (!call_is_talking(&party->call))
		return;
	if (party->resume.has_held)
		party->owes |= OWES_HOLD;
	if (party->resume.has_drafted)
		party->owes |= OWES_DRAFT;
}

static void
go_on(struct party *party, int64_t now)
{
	party->resume.is_redialling = false;
	party->resume.arrived = arrived(party);
	party->heard_at = party->sent_at = party->moved_at = now;
	outbox_rewind(&party->outbox);
	transcript_rewind(&party->transcript);
	repeat_state(party);
	/* A PONG that was due will not come. */
	party->probe_at = now;
	party->quiet_rounds = 0;
	party_note_resumed(party, now);
}

void
party_trouble_changed(struct party *party, enum call_trouble before,
    int64_t now)
{
	/* It may have ended instead. */
	if (!call_is_going_on(&party->call) && party->call.state != CALL_DONE)
		return;
	switch (party->call.trouble) {
	case CALL_NO_TROUBLE:
		go_on(party, now);
		break;
	case CALL_CUT_OFF:
		if (before == CALL_NO_TROUBLE) {
			be_cut_off(party, now);
		} else {
			forget_line(party);
			/* The next attempt has its time. */
			party->resume.is_redialling = false;
		}
		break;
	case CALL_RESUMING:
		break;
	}
}

enum party_news
party_hear_resume(struct party *party, const struct framing_frame *frame)
{
	struct frame_resume resume;
	frame_resume_decode(&resume, frame->payload);
	party->call_id = resume.call_id;
	party->resume.attempt = resume.attempt;
	return PARTY_HEARD_RESUME;
}

enum party_news
party_hear_resumed(struct party *party, const struct framing_frame *frame,
    int64_t now)
{
	if (bytes_take_u64(frame->payload) != party->call_id) {
		party_violated(party, OUTCOME_PROTOCOL, now,
		    "RESUMED for another call");
		return PARTY_WENT_ON;
	}
	party_happen(party, CALL_RESUMED_CAME, OUTCOME_NONE, now);
	return PARTY_HEARD_RESUMED;
}

/* RESUME came to a party that nobody will look at. */
static void
note_frame(struct party *party, const struct party *fresh, int64_t now)
{
	const struct tape_entry *entry =
	    tape_find(&fresh->tape, tape_newest(&fresh->tape));
	if (entry == NULL)
		return; /* a service's calls have a tape together */
	struct framing_frame frame = {
		.header = entry->bytes,
		.header_size = entry->header_size,
		.payload = entry->bytes + entry->header_size,
		.payload_size = entry->payload_size,
		.pieces = entry->pieces,
	};
	party_tape(party, TAPE_IN, &frame, now);
}

void
party_resume_on(struct party *party, struct party *fresh, int64_t now)
{
	party->resume.was_unnoticed = !call_is_in_trouble(&party->call);
	/* The old line is nobody's before it is known what came last. */
	if (party->resume.was_unnoticed)
		party_happen(party, CALL_LINE_BROKE, OUTCOME_NONE, now);
	struct decoder empty = party->decoder;
	party->decoder = fresh->decoder;
	fresh->decoder = empty;
	note_frame(party, fresh, now);
	party->line_id = fresh->line_id;
	fresh->line_id = 0;
	party->number = fresh->number;
	party->reached = fresh->reached;
	party->heard_a_frame = true;
	party->resume.attempt = fresh->resume.attempt;
	party_happen(party, CALL_RESUME_CAME, OUTCOME_NONE, now);
	party->resume.was_unnoticed = false;
	if (party_heard_acknowledgement(party, fresh->resume.acknowledged, now))
		party_check_all_arrived(party, now);
}
