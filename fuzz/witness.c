/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "witness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

enum { LONG_EVERY = 16 };

bool
witness_has_room(const struct witness *witness)
{
	return witness->count + 2 <= WITNESS_ENDS &&
	    witness->texts < WITNESS_TEXTS;
}

/* Its place among the ends, or that of the next one. */
static size_t
place_of(const struct witness *witness, int phone, uint64_t serial)
{
	size_t at = 0;
	while (at < witness->count &&
	    (witness->ends[at].phone != phone ||
		witness->ends[at].serial != serial))
		at++;
	return at;
}

static const struct witness_end *
other_end(const struct witness *witness, const struct witness_end *end)
{
	for (size_t at = 0; at < witness->count; at++)
		if (witness->ends[at].phone != end->phone &&
		    witness->ends[at].call_id == end->call_id)
			return &witness->ends[at];
	return NULL;
}

size_t
witness_text(const struct witness *witness, int phone,
    const struct party *party, char text[WITNESS_TEXT_SIZE])
{
	size_t at = place_of(witness, phone, party->serial);
	unsigned said = at < witness->count ? witness->ends[at].said : 0;
	size_t size = said % LONG_EVERY == LONG_EVERY - 1 ?
	    WITNESS_TEXT_SIZE - 1 :
	    said % LONG_EVERY + 5;
	memset(text, 'x', size);
	int digits = snprintf(text, WITNESS_TEXT_SIZE, "%u", said);
	text[digits] = ' ';
	return size;
}

/* ---- one end of a call ---- */

static void
count(struct witness_end *end, const struct transcript_entry *entry)
{
	unsigned number;
	if (entry->kind != TRANSCRIPT_TEXT || entry->speaker == SPEAKER_PHONE)
		return;
	number = (unsigned)strtoul(entry->text, NULL, 10);
	if (entry->speaker == SPEAKER_THEM) {
		fuzz_require(number == end->heard++,
		    "a message is lost, doubled or out of order");
		return;
	}
	fuzz_require(number == end->said, "it shows what was not said");
	if (entry->delivery == DELIVERY_DONE)
		fuzz_require(end->ticked++ == end->said,
		    "a tick behind one that is missing");
	end->said++;
}

static struct witness_end
look_at(int phone, const struct party *party)
{
	const struct transcript *transcript = &party->transcript;
	struct witness_end end = {
		.phone = phone,
		.serial = party->serial,
		.call_id = party->call_id,
		.version = transcript->version,
	};
	fuzz_require(transcript->first == 0, "a transcript is full");
	for (uint64_t n = 0; n < transcript->end; n++)
		count(&end, transcript_at(transcript, n));
	return end;
}

static void
check_growth(const struct witness_end *before, const struct witness_end *now)
{
	fuzz_require(now->said >= before->said && now->heard >= before->heard &&
		now->ticked >= before->ticked &&
		now->call_id == before->call_id,
	    "a transcript forgets");
}

static void
check_new(const struct witness *witness, const struct witness_end *end)
{
	for (size_t at = 0; at < witness->count; at++)
		fuzz_require(witness->ends[at].phone != end->phone ||
			witness->ends[at].call_id != end->call_id,
		    "one call is in two places");
}

static void
note(struct witness *witness, int phone, const struct party *party)
{
	size_t at = place_of(witness, phone, party->serial);
	bool is_known = at < witness->count;
	if (is_known && witness->ends[at].version == party->transcript.version)
		return;
	struct witness_end end = look_at(phone, party);
	if (!is_known && end.said + end.heard == 0)
		return;
	fuzz_require(at < WITNESS_ENDS, "there are too many calls");
	if (is_known)
		check_growth(&witness->ends[at], &end);
	else
		check_new(witness, &end);
	witness->texts += end.said - witness->ends[at].said;
	witness->ends[at] = end;
	witness->count += is_known ? 0 : 1;
}

/* ---- both ---- */

static void
check(const struct witness *witness, const struct witness_end *end)
{
	const struct witness_end *other = other_end(witness, end);
	if (witness->is_served[1 - end->phone]) {
		fuzz_require(end->heard <= end->said,
		    "it heard what was not said");
		return;
	}
	fuzz_require(end->heard <= (other != NULL ? other->said : 0),
	    "it heard what was not said");
	fuzz_require(end->ticked <= (other != NULL ? other->heard : 0),
	    "a tick at what has not arrived");
}

void
witness_look(struct witness *witness, int phone,
    const struct switchboard *board)
{
	if (witness->is_served[phone])
		return;
	for (int slot = 0; slot < board->slot_count; slot++)
		if (board->parties[slot] != NULL)
			note(witness, phone, board->parties[slot]);
	for (size_t at = 0; at < witness->count; at++)
		check(witness, &witness->ends[at]);
}

void
witness_check_end(const struct party *party)
{
	const struct transcript *transcript = &party->transcript;
	for (uint64_t n = transcript->first; n < transcript->end; n++)
		fuzz_require(transcript_at(transcript, n)->delivery !=
			DELIVERY_WAITING,
		    "an end, and a message that still waits");
}

bool
witness_all_arrived(const struct witness *witness, int phone,
    const struct party *party)
{
	size_t at = place_of(witness, phone, party->serial);
	if (at == witness->count)
		return true;
	const struct witness_end *end = &witness->ends[at];
	const struct witness_end *other =
	    witness->is_served[1 - phone] ? end : other_end(witness, end);
	return end->ticked == end->said &&
	    (end->said == 0 || (other != NULL && other->heard == end->said));
}
