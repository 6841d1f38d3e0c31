/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/party.h"

#include "base/clock.h"

enum {
	PROBE_EVERY_MS = 5,
	QUIET_ROUNDS = 2, /* what follows a PONG comes before the next one */
};

/*
 * Whoever has talked may have more to say, and its input may be slow. To one
 * who has only listened, two round trips are enough.
 */
static int64_t
next_probe(const struct party *party, int64_t now)
{
	return clock_after(now,
	    party->heard > 0 ? party->rules->timers->quiet_ms : PROBE_EVERY_MS);
}

void
party_finish_talking(struct party *party, int64_t now)
{
	if (party->is_finishing || !call_is_talking(&party->call))
		return;
	if (party->datagrams != NULL) {
		if (party->datagrams->finish_at == CLOCK_NEVER)
			party->datagrams->finish_at = now;
		return;
	}
	/* They say all that they have to say, whoever has finished first. */
	if (party_is_foreign(party)) {
		party_happen(party, CALL_HANG_UP, OUTCOME_NONE, now);
		return;
	}
	party->is_finishing = true;
	party->probe_at = now;
	party->probe_heard = party->heard;
}

int64_t
party_finish_deadline(const struct party *party)
{
	return party->is_finishing && call_is_talking(&party->call) &&
		!call_is_in_trouble(&party->call) ?
	    party->probe_at :
	    CLOCK_NEVER;
}

/* Asks with a PING: whatever they had queued before it stands before the PONG. */
void
party_finish_tick(struct party *party, int64_t now)
{
	if (party_finish_deadline(party) > now)
		return;
	party->probe_at = CLOCK_NEVER;
	party->owes |= OWES_PING;
}

void
party_finish_heard_pong(struct party *party, int64_t now)
{
	if (!party->is_finishing || party->probe_at != CLOCK_NEVER)
		return;
	party->quiet_rounds =
	    party->heard == party->probe_heard ? party->quiet_rounds + 1 : 0;
	party->probe_heard = party->heard;
	party->probe_at = next_probe(party, now);
	if (party->quiet_rounds < QUIET_ROUNDS ||
	    !outbox_is_empty(&party->outbox))
		return;
	party_happen(party, CALL_HANG_UP, OUTCOME_NONE, now);
}
