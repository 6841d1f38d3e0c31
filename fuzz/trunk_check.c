/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "trunk_check.h"

#include <string.h>

#include "base/bytes.h"

/* ---- what is said ---- */

static void
check_card(struct trunk_line *line, const struct framing_frame *frame)
{
	struct frame_card card;
	fuzz_require(frame_card_decode(&card, frame->payload,
			 frame->payload_size),
	    "it said a card that is none");
	fuzz_require_clean(card.name, card.name_size, CLEAN_NAME);
	line->call_id = card.call_id;
}

static void
check_hangup(struct trunk_line *line, const struct frame_header *header,
    const struct framing_frame *frame)
{
	const char *words;
	size_t size;
	frame_hangup_decode(frame->payload, frame->payload_size, &words, &size);
	fuzz_require_clean(words, size, CLEAN_LINE);
	line->was_refused = header->sequence == 0;
}

static void
check_pass(struct trunk_line *line, const struct framing_frame *frame)
{
	static struct pass pass;
	fuzz_require(pass_decode(&pass, frame->payload, frame->payload_size),
	    "it said a PASS that is none");
	line->call_id = pass.id;
	fuzz_require_clean(pass.text, pass.text_size, CLEAN_LINE);
	for (int i = 0; i < pass.hop_count; i++) {
		fuzz_require_clean(pass.hops[i].name, pass.hops[i].name_size,
		    CLEAN_NAME);
		fuzz_require_clean(pass.hops[i].number,
		    pass.hops[i].number_size, CLEAN_LINE);
	}
}

static void
check_numbers(struct trunk_line *line, const struct frame_header *header)
{
	bool must_be = header->type == FRAME_TEXT || header->type == FRAME_PASS;
	bool is_reliable = must_be || header->type == FRAME_HANGUP;
	fuzz_require(!line->was_refused, "it said something behind a refusal");
	if (header->type == FRAME_RESUME || header->type == FRAME_RESUMED) {
		line->is_resumed = true;
		line->said = line->said_most = header->acknowledgement;
	}
	fuzz_require(header->acknowledgement <= line->said_most ||
		(line->is_resumed && line->has_service),
	    "it acknowledged what was never said");
	if (header->sequence == 0) {
		fuzz_require(!must_be,
		    "it said TEXT or PASS without a sequence");
		return;
	}
	fuzz_require(is_reliable, "it said a sequence on an unreliable type");
	if (line->is_resumed && line->heard == 0)
		line->heard = header->sequence - 1;
	fuzz_require(header->sequence == line->heard + 1,
	    "it said a wrong sequence");
	line->heard = header->sequence;
}

static void
check_frame(struct trunk_line *line, const struct framing_frame *frame)
{
	struct frame_header header;
	fuzz_require(frame_decode(&header, frame->header, frame->header_size) ==
		FRAME_OK,
	    "it said a header that is none");
	fuzz_require(frame_kind(header.type) != NULL && header.flags == 0,
	    "it said what nobody knows");
	check_numbers(line, &header);
	if (header.type == FRAME_RING || header.type == FRAME_RINGING)
		check_card(line, frame);
	else if (header.type == FRAME_PASS)
		check_pass(line, frame);
	else if (header.type == FRAME_HANGUP)
		check_hangup(line, &header, frame);
	else if (header.type == FRAME_RESUME || header.type == FRAME_RESUMED)
		line->call_id = bytes_take_u64(frame->payload);
}

void
trunk_check_said(struct trunk_line *line, const uint8_t *bytes, size_t size)
{
	struct framing_frame frame;
	enum framing_verdict verdict;
	decoder_offer(&line->decoder, bytes, size);
	while (
	    (verdict = decoder_next(&line->decoder, &frame)) == FRAMING_FRAME)
		if (line->decoder.framing->has_calls)
			check_frame(line, &frame);
	fuzz_require(verdict == FRAMING_NEEDS_MORE, "it said nonsense");
	fuzz_require(decoder_held(&line->decoder) == 0, "it said half a frame");
}

/* ---- what is kept ---- */

static void
check_transcript(const struct transcript *transcript)
{
	fuzz_require(transcript->end - transcript->first <= TRANSCRIPT_MOST,
	    "a transcript is too long");
	for (uint64_t n = transcript->first; n < transcript->end; n++) {
		const struct transcript_entry *entry =
		    transcript_at(transcript, n);
		fuzz_require(entry != NULL &&
			strlen(entry->text) == entry->size,
		    "an entry with a NUL in it");
		fuzz_require_clean(entry->text, entry->size, CLEAN_BODY);
	}
}

static void
check_line(const char *text)
{
	fuzz_require_clean(text, strlen(text), CLEAN_LINE);
}

void
trunk_check_party(const struct party *party)
{
	char words[PARTY_WORDS_SIZE], who[NUMBER_PRINT_SIZE];
	if (party == NULL)
		return;
	check_transcript(&party->transcript);
	fuzz_require_clean(party->their_name, strlen(party->their_name),
	    CLEAN_NAME);
	fuzz_require(strlen(party->their_draft) == party->their_draft_size,
	    "a draft with a NUL in it");
	fuzz_require_clean(party->their_draft, party->their_draft_size,
	    CLEAN_BODY);
	check_line(party->words);
	check_line(party_who(party, who));
	if (!call_is_going_on(&party->call))
		check_line(party_words(party, words, sizeof words));
}

static void
check_bounds(const struct party *party)
{
	fuzz_require(party->outbox.count <= OUTBOX_SLOTS &&
		party->outbox.payloads.size <=
		    OUTBOX_SIZE + FRAMING_PAYLOAD_MOST,
	    "an outbox is too full");
	fuzz_require(party->pong_count <= PARTY_PONGS, "too many PONGs");
	fuzz_require(party->stream.size <= PARTY_STREAM_MOST,
	    "a stream is too full");
	fuzz_require(decoder_held(&party->decoder) <= FRAMING_STORE_SIZE,
	    "more is held than a frame has");
}

/* Whoever talks is in front, is held, or is heard by another line. */
static void
check_line_of(const struct switchboard *board, int slot)
{
	const struct party *party = board->parties[slot];
	bool talks = call_is_talking(&party->call) && party->service == NULL;
	bool is_elsewhere = board->line_count > 1 &&
	    (party->i_hold || party->patch != 0 || party_is_foreign(party));
	fuzz_require(!talks || slot == board->front || is_elsewhere,
	    "somebody talks whom nobody sees");
	if (party->patch == 0)
		return;
	const struct party *other = switchboard_find(board, party->patch);
	fuzz_require(other != NULL && other->patch == party->serial,
	    "a line hears one that does not hear it");
}

/*
 * A call that waits for its line leaves it to whoever rings; of those two one
 * is left when the bell is answered.
 */
static void
check_lines(const struct switchboard *board)
{
	int with_line = 0, but_bells = 0;
	for (int slot = 0; slot < board->slot_count; slot++) {
		const struct party *party = board->parties[slot];
		if (!switchboard_is_line(party))
			continue;
		with_line += !call_is_in_trouble(&party->call);
		but_bells += party->call.state != CALL_RINGS_HERE;
	}
	fuzz_require(board->rules.service != NULL ||
		(with_line <= board->line_count &&
		    but_bells <= board->line_count),
	    "there are more calls than lines");
}

void
trunk_check_board(const struct switchboard *board)
{
	int rings = 0;
	for (int slot = 0; slot < board->slot_count; slot++) {
		const struct party *party = board->parties[slot];
		if (party == NULL)
			continue;
		check_bounds(party);
		/* A call that waits for its line is in nobody's way. */
		if (call_is_in_trouble(&party->call))
			continue;
		rings += party->call.state == CALL_RINGS_HERE;
		check_line_of(board, slot);
	}
	fuzz_require(rings <= board->line_count, "too many bells ring");
	check_lines(board);
	fuzz_require(switchboard_waiting(board) == SWITCHBOARD_NOBODY ||
		switchboard_current(board) != NULL,
	    "somebody waits for nobody");
	fuzz_require(board->missed_count <= SWITCHBOARD_MISSED,
	    "too many missed calls");
	for (size_t i = 0; i < board->missed_count; i++)
		fuzz_require_clean(board->missed[i].name,
		    strlen(board->missed[i].name), CLEAN_NAME);
}

void
trunk_check_told(const struct switchboard *board)
{
	check_transcript(&board->news);
	check_transcript(&board->relay.told);
}
