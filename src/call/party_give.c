/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/party.h"

#include <string.h>

#include "base/bytes.h"
#include "base/clock.h"

struct giving {
	struct party *party;
	uint8_t *to;
	size_t size;
	size_t room;
	int64_t now;
};

/* Small frames leave together; a large one leaves alone. */
static bool
has_room(const struct giving *giving, size_t payload_size)
{
	size_t size = giving->size + FRAME_HEADER_SIZE + payload_size;
	/* A datagram is one frame. */
	if (giving->size > 0 && giving->party->datagrams != NULL)
		return false;
	return giving->size == 0 ? size <= giving->room :
				   size <= PARTY_BATCH_SIZE;
}

/*
 * A service's answer stands for the message: what was heard is acknowledged
 * once the answer has left. So who may have 1,024 messages under way has no
 * more answers to expect, and there is room for all of them.
 */
static uint32_t
acknowledgement(struct party *party, uint32_t sequence)
{
	if (party->datagrams != NULL)
		return tally_name(&party->datagrams->tally);
	size_t ungiven = party->outbox.count - party->outbox.given;
	if (sequence != 0) /* this one is given now */
		ungiven--;
	if (party->service == NULL)
		return party->heard;
	return ungiven < party->heard ? party->heard - (uint32_t)ungiven : 0;
}

/* Writes one frame, which carries the acknowledgement too. */
static uint32_t
put(struct giving *giving, uint8_t type, uint32_t sequence, const void *payload,
    size_t size)
{
	struct party *party = giving->party;
	uint8_t *at = giving->to + giving->size;
	struct frame_header header = {
		.type = type,
		.length = (uint32_t)size,
		.sequence = sequence,
		.acknowledgement = acknowledgement(party, sequence),
	};
	frame_encode(at, &header);
	if (size > 0)
		memcpy(at + FRAME_HEADER_SIZE, payload, size);
	giving->size += FRAME_HEADER_SIZE + size;
	party->owes &= ~(unsigned)OWES_ACK;
	/* A datagram names one message. */
	if (party->datagrams != NULL && tally_owes(&party->datagrams->tally))
		party->owes |= OWES_ACK;
	struct framing_frame frame = {
		.header = at,
		.header_size = FRAME_HEADER_SIZE,
		.payload = at + FRAME_HEADER_SIZE,
		.payload_size = size,
	};
	return party_tape(party, TAPE_OUT, &frame, giving->now);
}

static void
give_card(struct giving *giving, uint8_t type)
{
	const struct party *party = giving->party;
	struct frame_card card = {
		.phone_id = party->rules->phone_id,
		.call_id = party->call_id,
		.port = party->rules->port,
		.name_size = (uint8_t)strlen(party->rules->name),
	};
	memcpy(card.name, party->rules->name, card.name_size);
	uint8_t payload[FRAME_CARD_SIZE + FRAME_NAME_MOST];
	put(giving, type, 0, payload, frame_card_encode(payload, &card));
}

static void
give_resume(struct giving *giving)
{
	const struct party *party = giving->party;
	struct frame_resume resume = {
		.call_id = party->call_id,
		.attempt = party->resume.attempt,
	};
	uint8_t payload[FRAME_RESUME_SIZE];
	frame_resume_encode(payload, &resume);
	put(giving, FRAME_RESUME, 0, payload, sizeof payload);
}

static void
give_resumed(struct giving *giving)
{
	uint8_t payload[FRAME_RESUMED_SIZE];
	bytes_put_u64(payload, giving->party->call_id);
	put(giving, FRAME_RESUMED, 0, payload, sizeof payload);
}

static void
give_refusal(struct giving *giving)
{
	const struct party *party = giving->party;
	uint8_t payload[2 + FRAME_WORDS_MOST];
	size_t size = frame_hangup_encode(payload, party->owed_cause,
	    party->owed_words, strlen(party->owed_words));
	put(giving, FRAME_HANGUP, 0, payload, size);
}

static void
give_pongs(struct giving *giving)
{
	struct party *party = giving->party;
	size_t given = 0;
	while (given < party->pong_count && has_room(giving, FRAME_PING_SIZE))
		put(giving, FRAME_PONG, 0, party->pongs[given++],
		    FRAME_PING_SIZE);
	party->pong_count -= given;
	memmove(party->pongs, party->pongs + given,
	    party->pong_count * FRAME_PING_SIZE);
	if (party->pong_count > 0)
		party->owes |= OWES_PONG;
}

/* Messages that wait for one another wait for nothing else. */
static bool
is_glueing(const struct party *party, int64_t now)
{
	return party->rules->glue > 0 && now < party->glue_until &&
	    !party->is_finishing && call_is_talking(&party->call);
}

static void
give_outbox(struct giving *giving)
{
	struct party *party = giving->party;
	struct outbox_frame frame;
	while (outbox_peek(&party->outbox, &frame) &&
	    has_room(giving, frame.size)) {
		uint32_t tape_id = put(giving, frame.type, frame.sequence,
		    frame.payload, frame.size);
		outbox_give(&party->outbox);
		if (frame.type == FRAME_TEXT)
			transcript_taped(&party->transcript, frame.sequence,
			    tape_id);
		party_datagram_gave(party, frame.type, frame.sequence,
		    giving->now);
	}
}

static void
give_ping(struct giving *giving)
{
	uint8_t payload[FRAME_PING_SIZE];
	bytes_put_u64(payload, (uint64_t)giving->now);
	put(giving, FRAME_PING, 0, payload, sizeof payload);
}

static void
give_hold(struct giving *giving)
{
	uint8_t payload = giving->party->i_hold ? 1 : 0;
	put(giving, FRAME_HOLD, 0, &payload, 1);
}

static void
give_draft(struct giving *giving)
{
	struct party *party = giving->party;
	put(giving, FRAME_DRAFT, 0, party->my_draft, party->my_draft_size);
	party->draft_after =
	    clock_after(giving->now, party->rules->timers->draft_ms);
}

/* Until RESUMED is heard, nothing but RESUME is said on a new line. */
static unsigned
payable(const struct party *party)
{
	switch (party->call.trouble) {
	case CALL_NO_TROUBLE:
		break;
	case CALL_CUT_OFF:
		return 0;
	case CALL_RESUMING:
		return OWES_RESUME | OWES_REFUSAL;
	}
	return ~0U;
}

/* Whether that debt is due and fits; it is then paid. */
static bool
is_due(struct giving *giving, enum party_debt debt, size_t payload_size)
{
	struct party *party = giving->party;
	if ((party->owes & payable(party) & debt) == 0 ||
	    !has_room(giving, payload_size))
		return false;
	party->owes &= ~(unsigned)debt;
	return true;
}

/* Over datagrams a goodbye has no place in the outbox, and comes behind it. */
static bool
is_going_with_words(const struct party *party)
{
	return party->datagrams != NULL && party->call.state == CALL_DRAINING &&
	    party->call.outcome == OUTCOME_ENDED;
}

/* Frames of landline's own. */
static size_t
give_own(struct party *party, uint8_t *to, size_t room, int64_t now)
{
	struct giving giving = { party, to, 0, room, now };
	enum { CARD = FRAME_CARD_SIZE + FRAME_NAME_MOST };

	if (is_due(&giving, OWES_RING, CARD)) {
		give_card(&giving, FRAME_RING);
		party_datagram_gave(party, FRAME_RING, 0, now);
	}
	if (is_due(&giving, OWES_RESUME, FRAME_RESUME_SIZE))
		give_resume(&giving);
	if (is_due(&giving, OWES_RESUMED, FRAME_RESUMED_SIZE))
		give_resumed(&giving);
	if (is_due(&giving, OWES_RINGING, CARD))
		give_card(&giving, FRAME_RINGING);
	if (is_due(&giving, OWES_ANSWER, 0))
		put(&giving, FRAME_ANSWER, 0, NULL, 0);
	if (is_going_with_words(party))
		give_outbox(&giving);
	if (is_due(&giving, OWES_REFUSAL, 2 + FRAME_WORDS_MOST)) {
		give_refusal(&giving);
		party_datagram_gave(party, FRAME_HANGUP, 0, now);
		party->owes = 0;
	}
	if (is_due(&giving, OWES_PONG, FRAME_PING_SIZE))
		give_pongs(&giving);
	if (is_due(&giving, OWES_HOLD, 1))
		give_hold(&giving);
	if (call_is_alive(&party->call) && !call_is_in_trouble(&party->call) &&
	    !is_glueing(party, now))
		give_outbox(&giving);
	if (is_due(&giving, OWES_PING, FRAME_PING_SIZE))
		give_ping(&giving);
	if (now >= party->draft_after &&
	    is_due(&giving, OWES_DRAFT, party->my_draft_size))
		give_draft(&giving);
	/* Last, because any other frame has carried the news. */
	if (is_due(&giving, OWES_ACK, 0))
		put(&giving, FRAME_ACK, 0, NULL, 0);
	return giving.size;
}

size_t
party_give(struct party *party, uint8_t *to, size_t room, int64_t now)
{
	size_t size = party_is_foreign(party) ?
	    party_foreign_give(party, to, room, now) :
	    give_own(party, to, room, now);
	if (size > 0)
		party->sent_at = now;
	party->unsent += size;
	return size;
}

void
party_sent(struct party *party, size_t size, int64_t now)
{
	tape_sent(&party->tape, size);
	party->out.bytes += size;
	party->sent_at = now;
	party->moved_at = now;
	party->unsent -= size;
	if (party->call.state == CALL_EMPTYING)
		party_foreign_emptied(party, now);
}
