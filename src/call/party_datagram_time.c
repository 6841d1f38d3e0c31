/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * The part of party.h that knows when to say something again over datagrams,
 * when to stop waiting for an answer, and how a call ends there.
 */
#include "config.h"

#include <stdio.h>

#include "base/clock.h"
#include "call/party.h"

/* ---- what is said again ---- */

void
party_datagram_gave(struct party *party, uint8_t type, uint32_t sequence,
    int64_t now)
{
	struct party_datagrams *datagrams = party->datagrams;
	const struct timers *timers = party->rules->timers;
	if (datagrams == NULL)
		return;
	if (type == FRAME_RING)
		datagrams->ring_at = clock_after(now, timers->again_ms);
	if (type == FRAME_HANGUP) {
		datagrams->farewells++;
		datagrams->farewell_at =
		    clock_after(now, timers->drain_ms / PARTY_FAREWELLS);
	}
	if (type != FRAME_TEXT)
		return;
	datagrams->left_at = now;
	outbox_acknowledge(&party->outbox, sequence);
	tally_leave(&datagrams->tally, sequence, now);
}

static bool
is_ringing_there(const struct party *party)
{
	return party->call.state == CALL_ANNOUNCED ||
	    party->call.state == CALL_RINGS_THERE;
}

static int64_t
ring_due(const struct party *party)
{
	if (!is_ringing_there(party) || (party->owes & OWES_RING) != 0)
		return CLOCK_NEVER;
	return party->datagrams->ring_at;
}

/* Whether HANGUP is still to go, once or several times. */
static bool
is_leaving(const struct party *party)
{
	return party->call.state == CALL_DRAINING && party->owed_cause != 0 &&
	    party->datagrams->farewells < PARTY_FAREWELLS;
}

static int64_t
farewell_due(const struct party *party)
{
	if (party->call.state != CALL_DRAINING)
		return CLOCK_NEVER;
	if (!is_leaving(party))
		return 0; /* there is nothing to wait for */
	if ((party->owes & OWES_REFUSAL) != 0)
		return CLOCK_NEVER;
	return party->datagrams->farewell_at;
}

static void
say_farewell(struct party *party, int64_t now)
{
	if (is_leaving(party))
		party->owes |= OWES_REFUSAL;
	else
		party_happen(party, CALL_TIMED_OUT, OUTCOME_NONE, now);
}

/* ---- what is not waited for any longer ---- */

static int64_t
answer_due(const struct party *party)
{
	if (!call_is_talking(&party->call))
		return CLOCK_NEVER;
	return tally_deadline(&party->datagrams->tally,
	    party->rules->timers->patience_ms);
}

static void
expire(struct party *party, int64_t patience_ms, int64_t now)
{
	struct tally_sent sent;
	while (
	    tally_expired(&party->datagrams->tally, patience_ms, now, &sent)) {
		transcript_mark(&party->transcript, sent.entry,
		    DELIVERY_UNANSWERED);
		party->datagrams->unanswered = sent.sequence;
		party->version++;
	}
}

size_t
party_datagram_give_up(struct party *party)
{
	if (party->datagrams == NULL)
		return 0;
	expire(party, 0, CLOCK_NEVER);
	return (size_t)party->datagrams->tally.unanswered;
}

uint64_t
party_unanswered(const struct party *party)
{
	return party->datagrams == NULL ? 0 :
					  party->datagrams->tally.unanswered;
}

/* ---- the end ---- */

/* Over UDP nobody says "that was all": it is what comes in a while. */
static int64_t
finish_due(const struct party *party)
{
	const struct party_datagrams *datagrams = party->datagrams;
	const struct timers *timers = party->rules->timers;
	if (!call_is_talking(&party->call) || party->is_deaf ||
	    datagrams->finish_at == CLOCK_NEVER)
		return CLOCK_NEVER;
	if (datagrams->listens_out)
		return clock_after(party->heard_at, timers->dead_ms);
	if (!outbox_is_empty(&party->outbox))
		return CLOCK_NEVER;
	int64_t last = datagrams->left_at > datagrams->finish_at ?
	    datagrams->left_at :
	    datagrams->finish_at;
	return clock_after(last, timers->patience_ms);
}

void
party_finish_listening(struct party *party, int64_t now)
{
	struct party_datagrams *datagrams = party->datagrams;
	if (datagrams == NULL || !party_is_foreign(party) ||
	    datagrams->finish_at != CLOCK_NEVER)
		return;
	datagrams->finish_at = now;
	datagrams->listens_out = true;
}

int64_t
party_datagram_deadline(const struct party *party)
{
	if (party->datagrams == NULL)
		return CLOCK_NEVER;
	int64_t due = clock_earlier(ring_due(party), farewell_due(party));
	due = clock_earlier(due, answer_due(party));
	return clock_earlier(due, finish_due(party));
}

void
party_datagram_tick(struct party *party, int64_t now)
{
	if (party->datagrams == NULL)
		return;
	if (ring_due(party) <= now)
		party->owes |= OWES_RING;
	if (answer_due(party) <= now)
		expire(party, party->rules->timers->patience_ms, now);
	if (finish_due(party) <= now)
		party_happen(party, CALL_HANG_UP, OUTCOME_NONE, now);
	if (farewell_due(party) <= now)
		say_farewell(party, now);
}

/* ---- what did not get there ---- */

void
party_refused(struct party *party, const char *reason,
    const struct fault *fault, int64_t now)
{
	struct party_datagrams *datagrams = party->datagrams;
	char spare[NUMBER_PRINT_SIZE];
	if (party->call.side == CALL_CALLER && !datagrams->heard_any &&
	    (party->call.state == CALL_ANNOUNCED ||
		party->call.state == CALL_OPEN)) {
		party->fault = *fault;
		party_happen(party, CALL_UNREACHABLE, OUTCOME_NOT_IN_SERVICE,
		    now);
		return;
	}
	if (!call_is_talking(&party->call)) {
		snprintf(party->reason, sizeof party->reason, "%s", reason);
		party_happen(party, CALL_LINE_BROKE, OUTCOME_NONE, now);
		return;
	}
	/* Anybody on the way can say so: it is told, and they may be back. */
	if (datagrams->has_told_refusal)
		return;
	datagrams->has_told_refusal = true;
	party_note(party, now,
	    "a datagram to %s did not get there (%s); what was said may be"
	    " lost",
	    party_who(party, spare), reason);
}

size_t
party_message_most(const struct party_rules *rules)
{
	if (!rules->datagrams)
		return FRAME_PAYLOAD_MOST;
	return rules->framing->has_calls ? PARTY_DATAGRAM_TEXT_MOST :
					   PARTY_DATAGRAM_MOST - FRAMING_EXTRA;
}
