/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/party.h"

static void
say_answer(struct party *party, const uint8_t *answer, size_t size, int64_t now)
{
	struct fault fault;
	if (party_is_foreign(party) &&
	    !framing_can_carry(party->rules->framing, answer, size, &fault)) {
		char spare[NUMBER_PRINT_SIZE];
		party_note(party, now, "%s was not answered: %s",
		    party_who(party, spare), fault.words);
		return;
	}
	if (party_can_say(party, size)) {
		outbox_put(&party->outbox, FRAME_TEXT, answer, size);
		return;
	}
	if (party->datagrams != NULL)
		return; /* more than leaves gets lost, as anywhere on the way */
	/* Their messages are acknowledged behind the answers: see party_give. */
	party_violated(party, OUTCOME_PROTOCOL, now,
	    "more messages than may be under way");
}

void
party_serve(struct party *party, const uint8_t *payload, size_t size,
    int64_t now)
{
	uint8_t answer[SERVICE_ANSWER_MOST];
	if (!call_is_talking(&party->call))
		return;
	size_t answer_size = party->service->answer(answer, payload, size,
	    now + party->rules->wall_offset);
	say_answer(party, answer, answer_size, now);
}

void
party_serve_first(struct party *party, int64_t now)
{
	/* A sender of datagrams begins by asking, and has one answer to it. */
	bool is_asked = party->datagrams != NULL && party_is_foreign(party);
	if (party->service->speaks_first && !is_asked)
		party_serve(party, (const uint8_t *)"", 0, now);
}
