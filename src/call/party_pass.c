/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/party.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "text/clean.h"

/* The first sequence is free, and the outbox empty: it always has room. */
static void
queue(struct party *party, const struct pass *pass)
{
	uint8_t *payload = memory_new(PASS_MOST, 1);
	size_t size = pass_encode(payload, pass);
	uint32_t sequence =
	    outbox_put(&party->outbox, FRAME_PASS, payload, size);
	assert(sequence == 1);
	(void)sequence;
	free(payload);
}

struct party *
party_new_pass(const struct party_rules *rules, const struct number *number,
    const struct pass *pass, int64_t now)
{
	struct party *party = party_new_caller(rules, number, pass->id, now);
	party->call.is_pass = true;
	party->handed_hops = pass->hop_count;
	queue(party, pass);
	return party;
}

void
party_report(struct party *party, const struct pass *report)
{
	queue(party, report);
}

/* What is foreign is made safe here, once, and passed on as it is then. */
static void
clean_pass(struct pass *pass)
{
	struct pass raw = *pass;
	pass->text_size = (uint16_t)clean_text(pass->text, sizeof pass->text,
	    raw.text, raw.text_size, CLEAN_LINE);
	for (int i = 0; i < pass->hop_count; i++) {
		struct pass_hop *hop = &pass->hops[i];
		const struct pass_hop *from = &raw.hops[i];
		hop->name_size = (uint8_t)clean_text(hop->name,
		    sizeof hop->name, from->name, from->name_size, CLEAN_NAME);
		hop->number_size =
		    (uint8_t)clean_text(hop->number, sizeof hop->number,
			from->number, from->number_size, CLEAN_LINE);
	}
}

/* What is wrong with it here; NULL: nothing. */
static const char *
wrong_with(const struct party *party, const struct pass *pass)
{
	if (party->call.side == CALL_CALLEE)
		return pass->kind == PASS_ONWARD ?
		    NULL :
		    "PASS reports what was not passed on here";
	if (pass->kind != PASS_REPORT)
		return "PASS comes back and is no report";
	if (party->call.state != CALL_PASSING)
		return "a report of what was not acknowledged";
	if (party->pass != NULL)
		return "a second report";
	if (pass->id != party->call_id)
		return "a report of another message";
	if (pass->hop_count < party->handed_hops)
		return "a report of fewer phones than it was handed";
	return NULL;
}

enum party_news
party_hear_pass(struct party *party, const struct framing_frame *frame,
    int64_t now)
{
	struct pass *pass = memory_new(1, sizeof *pass);
	const char *wrong = "PASS of lengths that do not fit";
	if (pass_decode(pass, frame->payload, frame->payload_size))
		wrong = wrong_with(party, pass);
	if (wrong != NULL) {
		free(pass);
		party_violated(party, OUTCOME_PROTOCOL, now, "%s", wrong);
		return PARTY_WENT_ON;
	}
	clean_pass(pass);
	party->pass = pass;
	if (party->call.side == CALL_CALLER) {
		party_happen(party, CALL_GOODBYE_CAME, OUTCOME_NONE, now);
		return PARTY_WENT_ON;
	}
	party->call_id = pass->id;
	party->call.is_pass = true;
	party->service = NULL; /* it is no call, so none answers it */
	return PARTY_HEARD_PASS;
}

void
party_pass_acknowledged(struct party *party, int64_t now)
{
	if (!outbox_is_empty(&party->outbox))
		return;
	if (party->call.state == CALL_HANDING)
		party_happen(party, CALL_ANSWER_CAME, OUTCOME_NONE, now);
	else if (party->call.state == CALL_PASSING &&
	    party->call.side == CALL_CALLEE && outbox_last(&party->outbox) > 0)
		party_happen(party, CALL_ALL_ARRIVED, OUTCOME_NONE, now);
}
