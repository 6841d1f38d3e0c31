/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/party.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "text/clean.h"

/* Cleans foreign text of any length; the caller frees it. */
static char *
clean_copy(const uint8_t *text, size_t size, size_t *clean_size)
{
	size_t room = clean_bound(size);
	char *clean = memory_new(room, 1);
	*clean_size =
	    clean_text(clean, room, (const char *)text, size, CLEAN_BODY);
	return clean;
}

void
party_hear_card(struct party *party, const struct frame_card *card)
{
	party->their_phone_id = card->phone_id;
	party->their_port = card->port;
	clean_text(party->their_name, sizeof party->their_name, card->name,
	    card->name_size, CLEAN_NAME);
}

static enum party_news
hear_ring(struct party *party, const struct framing_frame *frame)
{
	struct frame_card card;
	frame_card_decode(&card, frame->payload, frame->payload_size);
	party->call_id = card.call_id;
	party_hear_card(party, &card);
	return PARTY_HEARD_RING;
}

static enum party_news
hear_ringing(struct party *party, const struct framing_frame *frame,
    int64_t now)
{
	struct frame_card card;
	frame_card_decode(&card, frame->payload, frame->payload_size);
	if (card.call_id != party->call_id) {
		party_violated(party, OUTCOME_PROTOCOL, now,
		    "RINGING for a call that was not made");
		return PARTY_WENT_ON;
	}
	party_hear_card(party, &card);
	party_happen(party, CALL_RINGING_CAME, OUTCOME_NONE, now);
	return PARTY_HEARD_RINGING;
}

static enum party_news
hear_hangup(struct party *party, const struct framing_frame *frame,
    uint32_t sequence, int64_t now)
{
	const char *words;
	size_t size;
	party->their_cause = frame_hangup_decode(frame->payload,
	    frame->payload_size, &words, &size);
	clean_text(party->words, sizeof party->words, words, size, CLEAN_LINE);
	if (sequence != 0)
		party_happen(party, CALL_GOODBYE_CAME, OUTCOME_NONE, now);
	else if (party->their_cause == CAUSE_GLARE)
		return PARTY_HEARD_GLARE;
	else
		party_happen(party, CALL_REFUSAL_CAME,
		    outcome_of_cause(party->their_cause), now);
	return PARTY_WENT_ON;
}

void
party_hear_text(struct party *party, const uint8_t *payload,
    size_t payload_size, uint32_t tape_id, uint32_t sequence, int64_t now)
{
	struct transcript_entry entry = {
		.at_ms = now,
		.sequence = sequence,
		.tape_id = tape_id,
		.speaker = SPEAKER_THEM,
		.kind = TRANSCRIPT_TEXT,
	};
	size_t size;
	char *text = clean_copy(payload, payload_size, &size);
	transcript_add(&party->transcript, &entry, text, size);
	party->unread++;
	free(text);
}

static void
hear_text(struct party *party, const struct frame_header *header,
    const struct framing_frame *frame, uint32_t tape_id, int64_t now)
{
	if (party->service != NULL)
		party_serve(party, frame->payload, frame->payload_size, now);
	else
		party_hear_text(party, frame->payload, frame->payload_size,
		    tape_id, header->sequence, now);
}

static void
hear_draft(struct party *party, const struct framing_frame *frame)
{
	static const char typing[] = "\xe2\x80\xa6"; /* "…" */
	party->their_draft_size =
	    clean_text(party->their_draft, sizeof party->their_draft,
		(const char *)frame->payload, frame->payload_size, CLEAN_BODY);
	party->they_type = party->their_draft_size > 0;
	if (party->they_type)
		party->they_are_live = strcmp(party->their_draft, typing) != 0;
}

static void
hear_ping(struct party *party, const struct framing_frame *frame)
{
	/* Each is answered in order; of too many only the latest. */
	if (party->pong_count == PARTY_PONGS)
		party->pong_count = 0;
	memcpy(party->pongs[party->pong_count++], frame->payload,
	    FRAME_PING_SIZE);
	party->owes |= OWES_PONG;
}

static void
hear_pong(struct party *party, const struct framing_frame *frame, int64_t now)
{
	uint64_t then = bytes_take_u64(frame->payload);
	int64_t before = party->round_trip_ms;
	if (then <= (uint64_t)now && (uint64_t)now - then < 60000)
		party->round_trip_ms = (int64_t)((uint64_t)now - then);
	if (party->round_trip_ms != before)
		party->version++;
	party_finish_heard_pong(party, now);
}

static void
hear_hold(struct party *party, const struct framing_frame *frame, int64_t now)
{
	if (*frame->payload > 1) {
		party_violated(party, OUTCOME_PROTOCOL, now,
		    "HOLD says neither 0 nor 1");
		return;
	}
	bool hold = *frame->payload == 1;
	char spare[NUMBER_PRINT_SIZE];
	if (hold != party->they_hold)
		party_note(party, now,
		    hold ? "%s put you on hold" : "%s is back",
		    party_who(party, spare));
	party->they_hold = hold;
}

/* One frame that may come now and is in order. */
enum party_news
party_hear_frame(struct party *party, const struct frame_header *header,
    const struct framing_frame *frame, uint32_t tape_id, int64_t now)
{
	switch (header->type) {
	case FRAME_RING:
		return hear_ring(party, frame);
	case FRAME_RINGING:
		return hear_ringing(party, frame, now);
	case FRAME_ANSWER:
		party_happen(party, CALL_ANSWER_CAME, OUTCOME_NONE, now);
		break;
	case FRAME_HANGUP:
		return hear_hangup(party, frame, header->sequence, now);
	case FRAME_TEXT:
		hear_text(party, header, frame, tape_id, now);
		break;
	case FRAME_DRAFT:
		hear_draft(party, frame);
		break;
	case FRAME_PING:
		hear_ping(party, frame);
		break;
	case FRAME_PONG:
		hear_pong(party, frame, now);
		break;
	case FRAME_HOLD:
		hear_hold(party, frame, now);
		break;
	case FRAME_RESUME:
		return party_hear_resume(party, frame);
	case FRAME_RESUMED:
		return party_hear_resumed(party, frame, now);
	case FRAME_PASS:
		return party_hear_pass(party, frame, now);
	case FRAME_ACK:
		break;
	}
	return PARTY_WENT_ON;
}

/* A frame of a type that is not known here, but may be skipped. */
void
party_skip_frame(struct party *party, const struct frame_header *header,
    uint32_t tape_id, int64_t now)
{
	struct transcript_entry entry = {
		.at_ms = now,
		.sequence = header->sequence,
		.tape_id = tape_id,
		.speaker = SPEAKER_THEM,
		.kind = TRANSCRIPT_SKIPPED,
	};
	char text[96];
	int size = snprintf(text, sizeof text,
	    "(a frame of type 0x%02x, %u bytes, that this landline does not"
	    " know)",
	    header->type, (unsigned)header->length);
	if (header->sequence != 0)
		transcript_add(&party->transcript, &entry, text, (size_t)size);
}
