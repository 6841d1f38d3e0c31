/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/party.h"

#include "wire/diagnosis.h"
#include "wire/stranger.h"

/* Our own RING again: whoever answers there repeats what it hears. */
bool
party_hears_echo(const struct party *party, const struct frame_header *header,
    const struct framing_frame *frame)
{
	struct frame_card card;
	return party->call.state == CALL_ANNOUNCED &&
	    header->type == FRAME_RING &&
	    frame_card_decode(&card, frame->payload, frame->payload_size) &&
	    card.phone_id == party->rules->phone_id &&
	    card.call_id == party->call_id;
}

/* Whether that type may come now at all. */
static bool
is_allowed(struct party *party, const struct frame_header *header,
    const struct framing_frame *frame, int64_t now)
{
	char spare[8];
	const char *name = frame_type_name(header->type, spare);
	if (party_hears_echo(party, header, frame))
		party_violated(party, OUTCOME_ECHO, now, "%s", "");
	else if (frame_kind(header->type) != NULL &&
	    !call_may_hear(&party->call, header->type))
		party_violated(party, OUTCOME_PROTOCOL, now,
		    "%s may not be sent now", name);
	else if (frame_kind(header->type) == NULL &&
	    ((header->flags & FRAME_SKIP) == 0 ||
		party->call.state == CALL_EXPECTING ||
		party->call.state == CALL_ANNOUNCED ||
		party->call.trouble == CALL_RESUMING))
		party_violated(party, OUTCOME_PROTOCOL, now,
		    "frame of unknown type %s", name);
	else
		return true;
	return false;
}

/* Whether a sequence, or its absence, is right for the type. */
static bool
is_numbered_right(struct party *party, const struct frame_header *header,
    int64_t now)
{
	char spare[8];
	const char *name = frame_type_name(header->type, spare);
	const struct frame_kind *kind = frame_kind(header->type);
	/* On the line of a pass nothing else is reliable, HANGUP neither. */
	bool may_be_reliable = header->type == FRAME_PASS ||
	    (call_may_hear(&party->call, FRAME_TEXT) &&
		(kind == NULL || kind->is_reliable ||
		    kind->type == FRAME_HANGUP));
	bool must_be =
	    kind != NULL && kind->is_reliable && kind->type != FRAME_HANGUP;
	if (header->sequence != 0 && !may_be_reliable)
		party_violated(party, OUTCOME_PROTOCOL, now,
		    "%s with a sequence", name);
	else if (header->sequence == 0 && must_be)
		party_violated(party, OUTCOME_PROTOCOL, now,
		    "%s without a sequence", name);
	else if (header->sequence > party->heard &&
	    header->sequence - party->heard > 1)
		party_violated(party, OUTCOME_PROTOCOL, now,
		    "sequence %u where %u was due", (unsigned)header->sequence,
		    (unsigned)party->heard + 1);
	else
		return true;
	return false;
}

bool
party_heard_acknowledgement(struct party *party, uint32_t acknowledgement,
    int64_t now)
{
	if (!outbox_acknowledge(&party->outbox, acknowledgement)) {
		party_violated(party, OUTCOME_PROTOCOL, now,
		    "acknowledgement %u, but only %u was sent",
		    (unsigned)acknowledgement, (unsigned)party->outbox.had);
		return false;
	}
	transcript_delivered(&party->transcript, acknowledgement);
	if (party->call.is_pass)
		party_pass_acknowledged(party, now);
	return true;
}

void
party_check_all_arrived(struct party *party, int64_t now)
{
	if (party->call.state == CALL_PARTING &&
	    outbox_is_empty(&party->outbox))
		party_happen(party, CALL_ALL_ARRIVED, OUTCOME_NONE, now);
}

/* That of RESUME is for a call that is yet to be found. */
static bool
heard_acknowledgement(struct party *party, const struct frame_header *header,
    int64_t now)
{
	if (header->type == FRAME_RESUME) {
		party->resume.acknowledged = header->acknowledgement;
		return true;
	}
	return party_heard_acknowledgement(party, header->acknowledgement, now);
}

/* Counts a reliable frame; false for one that came before. */
static bool
is_new(struct party *party, const struct frame_header *header, int64_t now)
{
	if (header->sequence == 0)
		return true;
	party->owes |= OWES_ACK;
	if (header->sequence <= party->heard)
		return false;
	party->heard = header->sequence;
	/* After my goodbye has arrived they cannot go on for ever. */
	if (header->type != FRAME_HANGUP && call_has_left(&party->call) &&
	    outbox_is_empty(&party->outbox) &&
	    ++party->after_goodbye > PARTY_AFTER_GOODBYE) {
		party_violated(party, OUTCOME_PROTOCOL, now,
		    "no goodbye in %d messages", PARTY_AFTER_GOODBYE);
		return false;
	}
	return true;
}

static enum party_news
take(struct party *party, const struct framing_frame *frame, int64_t now)
{
	struct frame_header header;
	frame_decode(&header, frame->header, frame->header_size);
	uint32_t tape_id = party_tape(party, TAPE_IN, frame, now);
	/* A PING is nothing to be seen; a PONG only if it took longer or less. */
	if (header.type != FRAME_PING && header.type != FRAME_PONG)
		party->version++;
	if (!is_allowed(party, &header, frame, now) ||
	    !heard_acknowledgement(party, &header, now) ||
	    !is_numbered_right(party, &header, now) ||
	    !is_new(party, &header, now))
		return PARTY_WENT_ON;
	/* ANSWER comes again directly behind RESUMED, or not at all. */
	party->call.may_repeat = false;
	enum party_news news = PARTY_WENT_ON;
	if (frame_kind(header.type) == NULL)
		party_skip_frame(party, &header, tape_id, now);
	else
		news = party_hear_frame(party, &header, frame, tape_id, now);
	party_check_all_arrived(party, now);
	return news;
}

static enum call_outcome
who_is_not_ours(const struct party *party)
{
	if (party->heard_a_frame)
		return OUTCOME_PROTOCOL;
	return party->call.side == CALL_CALLER ? OUTCOME_STRANGER :
						 OUTCOME_STRANGE_CALLER;
}

/* Bytes that are no frame, before anything of the announced is kept. */
void
party_hear_nonsense(struct party *party, enum framing_verdict verdict,
    int64_t now)
{
	size_t size;
	char words[DIAGNOSIS_SIZE];
	const uint8_t *front = decoder_front(&party->decoder, &size);
	switch (verdict) {
	case FRAMING_NOT_OURS:
		party->stranger = stranger_name(front, size);
		party_violated(party, who_is_not_ours(party), now,
		    "0x%02x where a header begins", *front);
		break;
	case FRAMING_OTHER_VERSION:
		party_violated(party, OUTCOME_OTHER_VERSION, now,
		    "version %u, and this is version %d", front[1],
		    FRAME_VERSION);
		break;
	case FRAMING_SEALED:
		party_violated(party, OUTCOME_OTHER_VERSION, now,
		    "sealed payloads are not known here");
		break;
	case FRAMING_TOO_LONG:
	case FRAMING_BAD_LENGTH:
		diagnosis_payload(words, front);
		party_violated(party, OUTCOME_PROTOCOL, now, "%s", words);
		break;
	case FRAMING_FRAME:
	case FRAMING_NEEDS_MORE:
		break;
	}
}

/* The first frame of a line is what makes it that of a pass. */
static bool
is_of_pass(const struct party *party, const struct framing_frame *frame)
{
	struct frame_header header;
	return party->call.is_pass ||
	    (!party_is_foreign(party) &&
		frame_decode(&header, frame->header, frame->header_size) ==
		    FRAME_OK &&
		header.type == FRAME_PASS);
}

uint32_t
party_tape(struct party *party, enum tape_direction direction,
    const struct framing_frame *frame, int64_t now)
{
	const struct party_rules *rules = party->rules;
	if (direction == TAPE_IN)
		party->in.frames++;
	else
		party->out.frames++;
	if (party->service == NULL && !is_of_pass(party, frame))
		return tape_note(&party->tape, direction, rules->framing, frame,
		    now);
	/* Dozens of lines that nobody is on do not each need a thousand. */
	if (rules->served == NULL)
		return 0;
	return tape_share(rules->served, party->line, direction, rules->framing,
	    frame, now);
}

void
party_offer(struct party *party, const uint8_t *piece, size_t size, int64_t now)
{
	party->heard_at = now;
	party->moved_at = now;
	party->in.bytes += size;
	if (party->datagrams != NULL)
		party_datagram_offer(party, piece, size);
	else if (call_is_alive(&party->call))
		decoder_offer(&party->decoder, piece, size);
}

enum party_news
party_read(struct party *party, int64_t now)
{
	if (party->datagrams != NULL && !party_is_foreign(party))
		return party_datagram_read(party, now);
	/* Who has refused or was refused reads on only to discard. */
	if (!call_is_alive(&party->call))
		return PARTY_NOTHING;
	if (party_is_foreign(party))
		return party_foreign_read(party, now);
	struct framing_frame frame;
	enum framing_verdict verdict = decoder_next(&party->decoder, &frame);
	if (verdict == FRAMING_NEEDS_MORE)
		return PARTY_NOTHING;
	if (verdict != FRAMING_FRAME) {
		party_hear_nonsense(party, verdict, now);
		return PARTY_NOTHING;
	}
	party->heard_a_frame = true;
	return take(party, &frame, now);
}
