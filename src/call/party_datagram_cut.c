/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * The part of party.h that cuts the one frame out of a datagram, or says why
 * there is none.
 */
#include "config.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/memory.h"
#include "call/party.h"
#include "wire/diagnosis.h"

enum { TOLD_EACH = 8, TOLD_EVERY = 100 }; /* of the datagrams ignored */

void
party_datagram_open(struct party *party)
{
	party->datagrams = memory_new(1, sizeof *party->datagrams);
	tally_init(&party->datagrams->tally);
	party->datagrams->finish_at = CLOCK_NEVER;
	party->call.is_datagram = true;
	party->call.resumes = false;
	party->tape.datagrams = true;
}

void
party_datagram_offer(struct party *party, const uint8_t *piece, size_t size)
{
	struct party_datagrams *datagrams = party->datagrams;
	decoder_forget(&party->decoder);
	decoder_offer(&party->decoder, piece, size);
	datagrams->piece = piece;
	datagrams->piece_size = size;
	datagrams->heard_any = true;
	datagrams->has_told_refusal = false;
}

static void
tape_nonsense(struct party *party, int64_t now)
{
	const struct party_datagrams *datagrams = party->datagrams;
	size_t header_size = party->rules->framing->header_size;
	if (header_size > datagrams->piece_size)
		header_size = datagrams->piece_size;
	struct framing_frame frame = {
		.header = datagrams->piece,
		.header_size = header_size,
		.payload = datagrams->piece + header_size,
		.payload_size = datagrams->piece_size - header_size,
		.is_nonsense = true,
	};
	framing_pieces_add(&frame.pieces, datagrams->piece_size);
	party_tape(party, TAPE_IN, &frame, now);
}

static void
diagnose(char words[DIAGNOSIS_SIZE], const struct party *party,
    enum framing_verdict verdict)
{
	const struct decoder *decoder = &party->decoder;
	size_t size = party->datagrams->piece_size, rest = decoder->piece_size;
	bool is_foreign = party_is_foreign(party);
	if (verdict == FRAMING_FRAME)
		diagnosis_surplus(words, party->rules->framing,
		    party->datagrams->piece + size - rest, rest);
	else if (is_foreign && verdict == FRAMING_NEEDS_MORE)
		diagnosis_cut(words, decoder);
	else if (is_foreign)
		diagnosis_refused(words, decoder);
	else if (verdict == FRAMING_NEEDS_MORE)
		snprintf(words, DIAGNOSIS_SIZE,
		    "of its frame only %zu byte%s came", size,
		    size == 1 ? "" : "s");
	else
		snprintf(words, DIAGNOSIS_SIZE,
		    "%zu byte%s not begin as a frame of this version", size,
		    size == 1 ? " does" : "s do");
}

/* Said of each at first, and then of many together. */
static void
ignore(struct party *party, enum framing_verdict verdict, int64_t now)
{
	char words[DIAGNOSIS_SIZE], spare[NUMBER_PRINT_SIZE];
	unsigned long count = ++party->datagrams->ignored;
	const char *who = party_who(party, spare);
	tape_nonsense(party, now);
	party->version++;
	if (count % TOLD_EVERY == 0)
		party_note(party, now,
		    "%lu datagrams of %s made no sense so far", count, who);
	if (count > TOLD_EACH)
		return;
	diagnose(words, party, verdict);
	party_note(party, now, "a datagram of %s was ignored: %s", who, words);
}

/* Whoever was dialled, and answers with something else, is no landline. */
static bool
is_stranger(const struct party *party, enum framing_verdict verdict)
{
	return party->call.state == CALL_ANNOUNCED && !party->heard_a_frame &&
	    verdict != FRAMING_FRAME && verdict != FRAMING_NEEDS_MORE;
}

bool
party_datagram_cut(struct party *party, struct framing_frame *frame,
    int64_t now)
{
	struct party_datagrams *datagrams = party->datagrams;
	if (datagrams->piece == NULL)
		return false;
	enum framing_verdict verdict = decoder_next(&party->decoder, frame);
	bool is_whole =
	    verdict == FRAMING_FRAME && party->decoder.piece_size == 0;
	if (!is_whole && is_stranger(party, verdict)) {
		tape_nonsense(party, now);
		party_hear_nonsense(party, verdict, now);
	} else if (!is_whole) {
		ignore(party, verdict, now);
	}
	datagrams->piece = NULL;
	return is_whole;
}
