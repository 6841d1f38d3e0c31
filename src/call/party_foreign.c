/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/party.h"

#include "base/clock.h"
#include "wire/diagnosis.h"
#include "wire/hint.h"

bool
party_is_foreign(const struct party *party)
{
	return !party->rules->framing->has_calls;
}

/* ---- in ---- */

/* Who types at a terminal ends each piece with a newline. */
static size_t
without_newline(const struct party *party, const struct framing_frame *frame)
{
	size_t size = frame->payload_size;
	if (party->rules->framing->shape->kind != FRAMING_RAW)
		return size;
	if (size > 1 && frame->payload[size - 1] == '\n')
		size--;
	if (size > 1 && size < frame->payload_size &&
	    frame->payload[size - 1] == '\r')
		size--;
	return size;
}

static void
hear_message(struct party *party, const struct framing_frame *frame,
    uint32_t tape_id, int64_t now)
{
	if (party->service != NULL)
		party_serve(party, frame->payload, frame->payload_size, now);
	else if (party->rules->keeps_stream)
		bytes_append(&party->stream, frame->payload,
		    frame->payload_size);
	else
		party_hear_text(party, frame->payload,
		    without_newline(party, frame), tape_id, 0, now);
}

static void
hear_frame(struct party *party, const struct framing_frame *frame, int64_t now)
{
	char words[HINT_SIZE], spare[NUMBER_PRINT_SIZE];
	uint32_t tape_id = party_tape(party, TAPE_IN, frame, now);
	party->has_told_wait = false;
	party->version++;
	/* Who has hung up a service is still read, but not answered. */
	if (party->service == NULL || call_is_talking(&party->call))
		hear_message(party, frame, tape_id, now);
	while (hint_about(words, &party->decoder, frame))
		party_note(party, now, "%s: %s", party_who(party, spare),
		    words);
}

/* What there is of a frame that never became one. */
static void
tape_rest(struct party *party, int64_t now)
{
	struct framing_frame frame;
	if (decoder_rest(&party->decoder, &frame))
		party_tape(party, TAPE_IN, &frame, now);
}

enum party_news
party_foreign_read(struct party *party, int64_t now)
{
	struct framing_frame frame;
	char words[DIAGNOSIS_SIZE];
	if (party->datagrams != NULL) {
		if (!party_datagram_cut(party, &frame, now))
			return PARTY_NOTHING;
		hear_frame(party, &frame, now);
		return PARTY_WENT_ON;
	}
	enum framing_verdict verdict = decoder_next(&party->decoder, &frame);
	if (verdict == FRAMING_NEEDS_MORE)
		return PARTY_NOTHING;
	if (verdict == FRAMING_FRAME) {
		hear_frame(party, &frame, now);
		return PARTY_WENT_ON;
	}
	diagnosis_refused(words, &party->decoder);
	tape_rest(party, now);
	party_violated(party, OUTCOME_NONSENSE, now, "%s", words);
	return PARTY_NOTHING;
}

/* They have finished, and all that was queued here has left. */
void
party_foreign_emptied(struct party *party, int64_t now)
{
	if (party->unsent == 0 && outbox_is_empty(&party->outbox))
		party_happen(party, CALL_ALL_ARRIVED, OUTCOME_NONE, now);
}

void
party_foreign_ended(struct party *party, int64_t now)
{
	char words[DIAGNOSIS_SIZE], spare[NUMBER_PRINT_SIZE];
	if (diagnosis_ended(words, &party->decoder)) {
		tape_rest(party, now);
		party_note(party, now, "%s %s", party_who(party, spare), words);
	}
	party_happen(party, CALL_STREAM_ENDED, OUTCOME_NONE, now);
	if (party->call.state == CALL_EMPTYING)
		party_foreign_emptied(party, now);
}

/* The header of the smallest frame; a delimiter is one byte, too. */
static size_t
smallest_frame(const struct framing *framing)
{
	return framing->header_size > 1 ? framing->header_size : 1;
}

static size_t
at_most(size_t size)
{
	return size < PARTY_PIECE_MOST ? size : PARTY_PIECE_MOST;
}

/* So many frames, however small they are; in raw a piece is one. */
static size_t
bytes_of(const struct party *party, size_t frames)
{
	if (party->rules->framing->shape->kind == FRAMING_RAW)
		return PARTY_PIECE_MOST;
	return at_most(frames * smallest_frame(party->rules->framing));
}

/* A datagram is taken whole, and is one message. */
static size_t
datagram_appetite(const struct party *party)
{
	const struct outbox *outbox = &party->outbox;
	bool has_room = true;
	if (party->rules->keeps_stream)
		has_room = bytes_free(&party->stream) >= PARTY_DATAGRAM_MOST;
	else if (party->service != NULL)
		has_room = outbox->count < OUTBOX_MOST / 2 &&
		    outbox->payloads.size <= OUTBOX_SIZE / 2;
	return has_room ? PARTY_PIECE_MOST : 0;
}

size_t
party_appetite(const struct party *party)
{
	const struct outbox *outbox = &party->outbox;
	if (party->datagrams != NULL)
		return datagram_appetite(party);
	/* In landline's own framing their messages wait for our answers. */
	if (!party_is_foreign(party))
		return PARTY_PIECE_MOST;
	if (party->rules->keeps_stream)
		return at_most(bytes_free(&party->stream));
	/* The transcript must not lose the first before they are shown. */
	if (party->service == NULL || !call_is_talking(&party->call))
		return bytes_of(party, TRANSCRIPT_MOST / 2);
	/* What is held and a piece are answered with as many bytes at most. */
	if (outbox->count > OUTBOX_MOST / 2 ||
	    outbox->payloads.size > OUTBOX_SIZE / 2)
		return 0;
	/* The goodbye's place is not theirs, nor is that of the first answer. */
	return bytes_of(party, OUTBOX_MOST - 2 - outbox->count);
}

void
party_streamed(struct party *party, size_t size, int64_t now)
{
	bytes_consume(&party->stream, size);
	party->moved_at = now;
}

/* ---- out ---- */

static uint32_t
tape_out(struct party *party, const uint8_t *wire, size_t size,
    size_t payload_size, int64_t now)
{
	const struct framing *framing = party->rules->framing;
	size_t header_size = framing->header_size;
	struct framing_frame frame = {
		.header = wire,
		.header_size = header_size,
		.payload = wire + header_size,
		.payload_size = payload_size,
		.trailer_size = size - header_size - payload_size,
	};
	return party_tape(party, TAPE_OUT, &frame, now);
}

/* What has been given to the line is not sent again: there is no resume. */
size_t
party_foreign_give(struct party *party, uint8_t *to, size_t room, int64_t now)
{
	struct outbox_frame frame;
	size_t given = 0;
	while (outbox_peek(&party->outbox, &frame)) {
		size_t most = given + frame.size + FRAMING_EXTRA;
		if (most > room || (given > 0 && most > PARTY_BATCH_SIZE))
			break;
		if (given > 0 && party->datagrams != NULL)
			break; /* one datagram is one message */
		size_t size = framing_write(party->rules->framing, to + given,
		    frame.payload, frame.size);
		transcript_taped(&party->transcript, frame.sequence,
		    tape_out(party, to + given, size, frame.size, now));
		outbox_give(&party->outbox);
		outbox_acknowledge(&party->outbox, frame.sequence);
		party_datagram_gave(party, FRAME_TEXT, frame.sequence, now);
		given += size;
	}
	return given;
}

bool
party_pass(struct party *party, const void *bytes, size_t size, int64_t now)
{
	(void)now;
	return party_can_say(party, size) &&
	    outbox_put(&party->outbox, FRAME_TEXT, bytes, size) != 0;
}

/* ---- time ---- */

/* A frame that does not come to its end: what is it waiting for? */
static int64_t
wait_due(const struct party *party)
{
	if (!call_is_talking(&party->call) || party->has_told_wait ||
	    decoder_held(&party->decoder) == 0)
		return CLOCK_NEVER;
	return clock_after(party->heard_at,
	    party->rules->timers->first_frame_ms);
}

/* Once one side has finished, somebody must move. */
static int64_t
end_due(const struct party *party)
{
	if ((party->call.state != CALL_CLOSING &&
		party->call.state != CALL_EMPTYING) ||
	    party->is_deaf || party_appetite(party) == 0)
		return CLOCK_NEVER;
	return clock_after(party->moved_at, party->rules->timers->dead_ms);
}

int64_t
party_foreign_deadline(const struct party *party)
{
	if (!party_is_foreign(party))
		return CLOCK_NEVER;
	return clock_earlier(wait_due(party), end_due(party));
}

void
party_foreign_tick(struct party *party, int64_t now)
{
	char words[DIAGNOSIS_SIZE], spare[NUMBER_PRINT_SIZE];
	if (!party_is_foreign(party))
		return;
	if (wait_due(party) <= now) {
		party->has_told_wait = true;
		if (diagnosis_waits(words, &party->decoder))
			party_note(party, now, "%s: %s",
			    party_who(party, spare), words);
	}
	if (end_due(party) > now)
		return;
	bool all_left = party->unsent == 0 && outbox_is_empty(&party->outbox);
	party_happen(party, all_left ? CALL_TIMED_OUT : CALL_WENT_DEAD,
	    OUTCOME_NONE, now);
}
