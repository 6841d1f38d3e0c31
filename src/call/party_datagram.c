/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * The part of party.h that hears datagrams: each is exactly one frame, and it
 * may come twice, late or never. So a frame out of place is nobody's fault;
 * what no network can have done is a violation as over a stream.
 */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "call/party.h"

/* ---- messages ---- */

static void
remark(struct party *party, uint32_t tape_id, int64_t now, const char *words)
{
	struct transcript_entry entry = {
		.at_ms = now,
		.tape_id = tape_id,
		.speaker = SPEAKER_THEM,
		.kind = TRANSCRIPT_REMARK,
	};
	/* Of a call that a service answers, nobody reads the messages. */
	if (party->service == NULL)
		transcript_add(&party->transcript, &entry, words,
		    strlen(words));
}

static void
remark_gap(struct party *party, uint32_t from, uint32_t to, int64_t now)
{
	char words[96];
	if (from == to)
		snprintf(words, sizeof words,
		    "(message %" PRIu32 " has not come)", from);
	else
		snprintf(words, sizeof words,
		    "(messages %" PRIu32 " to %" PRIu32 " have not come)", from,
		    to);
	remark(party, 0, now, words);
}

static void
remark_arrival(struct party *party, uint32_t sequence,
    enum tally_arrival arrival, uint32_t tape_id, int64_t now)
{
	static const char *const hows[] = {
		[TALLY_LATE] = "comes late",
		[TALLY_AGAIN] = "came again",
		[TALLY_OLD] = "comes very late, or again",
	};
	char words[96];
	snprintf(words, sizeof words, "(message %" PRIu32 " %s)", sequence,
	    hows[arrival]);
	/* Only what is not shown itself has its header shown here. */
	remark(party, arrival == TALLY_AGAIN ? tape_id : 0, now, words);
}

static void
hear_text(struct party *party, const struct frame_header *header,
    const struct framing_frame *frame, uint32_t tape_id, int64_t now)
{
	struct tally *tally = &party->datagrams->tally;
	uint32_t before = tally->highest;
	enum tally_arrival arrival = tally_hear(tally, header->sequence);
	party->heard = tally->highest;
	party->owes |= OWES_ACK;
	party->they_type = false; /* the DRAFT that says so may be lost */
	if (arrival == TALLY_AHEAD)
		remark_gap(party, before + 1, header->sequence - 1, now);
	else if (arrival != TALLY_NEXT)
		remark_arrival(party, header->sequence, arrival, tape_id, now);
	if (arrival != TALLY_AGAIN)
		party_hear_frame(party, header, frame, tape_id, now);
}

/* ---- calls ---- */

/* The state, once more: what said it before may be lost. */
static void
say_state_again(struct party *party)
{
	if (party->call.state == CALL_RINGS_HERE ||
	    party->call.state == CALL_HELD_BACK)
		party->owes |= OWES_RINGING;
	/* Who they talk with, too: no frame but RINGING tells that. */
	if (party->call.state == CALL_TALKING)
		party->owes |= OWES_RINGING | OWES_ANSWER;
}

static enum party_news
hear_ring(struct party *party, const struct frame_header *header,
    const struct framing_frame *frame, uint32_t tape_id, int64_t now)
{
	struct frame_card card;
	if (party->call.side == CALL_CALLER)
		return PARTY_WENT_ON;
	if (party->call.state == CALL_EXPECTING)
		return party_hear_frame(party, header, frame, tape_id, now);
	frame_card_decode(&card, frame->payload, frame->payload_size);
	if (card.call_id == party->call_id) {
		say_state_again(party);
		return PARTY_WENT_ON;
	}
	/* The next RING of that one finds this line free. */
	snprintf(party->reason, sizeof party->reason, "they dial anew");
	party_happen(party, CALL_LINE_BROKE, OUTCOME_NONE, now);
	return PARTY_WENT_ON;
}

static enum party_news
hear_ringing(struct party *party, const struct frame_header *header,
    const struct framing_frame *frame, uint32_t tape_id, int64_t now)
{
	struct frame_card card;
	frame_card_decode(&card, frame->payload, frame->payload_size);
	if (party->call.side == CALL_CALLEE || card.call_id != party->call_id)
		return PARTY_WENT_ON;
	if (party->call.state == CALL_ANNOUNCED)
		return party_hear_frame(party, header, frame, tape_id, now);
	if (party->their_phone_id == 0)
		party_hear_card(party, &card);
	return PARTY_WENT_ON;
}

static enum party_news
hear_answer(struct party *party, int64_t now)
{
	/* Both may have dialled: it is not known yet who this is. */
	if (party->call.state == CALL_ANNOUNCED)
		return PARTY_HEARD_EARLY_ANSWER;
	if (party->call.state == CALL_RINGS_THERE)
		party_happen(party, CALL_ANSWER_CAME, OUTCOME_NONE, now);
	return PARTY_WENT_ON;
}

static enum party_news
hear_hangup(struct party *party, const struct frame_header *header,
    const struct framing_frame *frame, uint32_t tape_id, int64_t now)
{
	const char *words;
	size_t size;
	uint16_t cause = frame_hangup_decode(frame->payload,
	    frame->payload_size, &words, &size);
	bool is_goodbye =
	    call_is_talking(&party->call) && cause == CAUSE_NORMAL;
	struct frame_header as = *header;
	/* They have been told that the other of two calls goes on. */
	if (party->has_yielded) {
		party_happen(party, CALL_REFUSAL_CAME, OUTCOME_YIELDED, now);
		return PARTY_WENT_ON;
	}
	if (cause == CAUSE_NO_SUCH_CALL && size == 0) {
		party->their_cause = cause;
		snprintf(party->words, sizeof party->words,
		    "they know nothing of it any more");
		party_happen(party, CALL_REFUSAL_CAME, outcome_of_cause(cause),
		    now);
		return PARTY_WENT_ON;
	}
	/* A goodbye that nobody acknowledges has no sequence, but is one. */
	as.sequence = is_goodbye ? 1 : 0;
	return party_hear_frame(party, &as, frame, tape_id, now);
}

/* ---- what may come when ---- */

/* ANSWER got lost, or comes later: who talks has picked up. */
static bool
can_talk(struct party *party, int64_t now)
{
	if (party->call.state == CALL_RINGS_THERE)
		party_happen(party, CALL_ANSWER_CAME, OUTCOME_NONE, now);
	return call_is_talking(&party->call);
}

static enum party_news
hear(struct party *party, const struct frame_header *header,
    const struct framing_frame *frame, uint32_t tape_id, int64_t now)
{
	switch (header->type) {
	case FRAME_RING:
		return hear_ring(party, header, frame, tape_id, now);
	case FRAME_RINGING:
		return hear_ringing(party, header, frame, tape_id, now);
	case FRAME_ANSWER:
		return hear_answer(party, now);
	case FRAME_HANGUP:
		return hear_hangup(party, header, frame, tape_id, now);
	case FRAME_TEXT:
		if (can_talk(party, now))
			hear_text(party, header, frame, tape_id, now);
		break;
	case FRAME_DRAFT:
	case FRAME_HOLD:
		if (can_talk(party, now))
			party_hear_frame(party, header, frame, tape_id, now);
		break;
	case FRAME_PING:
	case FRAME_PONG:
		if (party_is_pinging(party))
			party_hear_frame(party, header, frame, tape_id, now);
		break;
	}
	return PARTY_WENT_ON;
}

static bool
hear_acknowledgement(struct party *party, const struct frame_header *header,
    int64_t now)
{
	uint64_t entry;
	uint32_t named = header->acknowledgement;
	if (named > outbox_given(&party->outbox)) {
		party_violated(party, OUTCOME_PROTOCOL, now,
		    "acknowledgement %" PRIu32 ", but only %" PRIu32
		    " was sent",
		    named, outbox_given(&party->outbox));
		return false;
	}
	if (tally_answered(&party->datagrams->tally, named, &entry))
		transcript_mark(&party->transcript, entry, DELIVERY_DONE);
	return true;
}

/* What cannot be, whatever got lost, came late or twice. */
static bool
is_sound(struct party *party, const struct frame_header *header,
    const struct framing_frame *frame, int64_t now)
{
	char spare[8];
	const char *name = frame_type_name(header->type, spare);
	const struct frame_kind *kind = frame_kind(header->type);
	bool has_sequence = header->sequence != 0;
	if (party_hears_echo(party, header, frame))
		party_violated(party, OUTCOME_ECHO, now, "%s", "");
	else if (kind == NULL && (header->flags & FRAME_SKIP) == 0)
		party_violated(party, OUTCOME_PROTOCOL, now,
		    "frame of unknown type %s", name);
	else if (header->type == FRAME_PASS)
		party_violated(party, OUTCOME_PROTOCOL, now,
		    "%s over datagrams, which lose it", name);
	else if (header->type == FRAME_TEXT && !has_sequence)
		party_violated(party, OUTCOME_PROTOCOL, now,
		    "%s without a sequence", name);
	else if (kind != NULL && !kind->is_reliable && has_sequence)
		party_violated(party, OUTCOME_PROTOCOL, now,
		    "%s with a sequence", name);
	else
		return hear_acknowledgement(party, header, now);
	return false;
}

enum party_news
party_datagram_read(struct party *party, int64_t now)
{
	struct framing_frame frame;
	struct frame_header header;
	if (!party_datagram_cut(party, &frame, now))
		return PARTY_NOTHING;
	frame_decode(&header, frame.header, frame.header_size);
	uint32_t tape_id = party_tape(party, TAPE_IN, &frame, now);
	/* To who has hung up, an acknowledgement may still come. */
	if (!call_is_alive(&party->call)) {
		if (header.type != FRAME_HANGUP && party->call.was_answered)
			hear_acknowledgement(party, &header, now);
		return PARTY_WENT_ON;
	}
	party->heard_a_frame = true;
	if (header.type != FRAME_PING && header.type != FRAME_PONG)
		party->version++;
	if (!is_sound(party, &header, &frame, now))
		return PARTY_WENT_ON;
	if (frame_kind(header.type) != NULL)
		return hear(party, &header, &frame, tape_id, now);
	if (call_is_talking(&party->call))
		party_skip_frame(party, &header, tape_id, now);
	return PARTY_WENT_ON;
}
