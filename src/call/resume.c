/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/switchboard.h"

#include "base/clock.h"

/* ---- calls that have ended ---- */

void
resume_remember(struct switchboard *board, const struct party *party,
    int64_t now)
{
	const struct call *call = &party->call;
	/* Only a callee is resumed, and only once it has said RINGING. */
	if (call->side != CALL_CALLEE || !call->resumes || !call->has_rung)
		return;
	size_t at = board->remembered_count++ % SWITCHBOARD_REMEMBERED;
	board->remembered[at] = (struct remembered_call){
		.call_id = party->call_id,
		.heard = party->heard,
		.attempt = party->resume.attempt,
		.outcome = call->outcome,
		.until = clock_after(now, board->timers.remember_ms),
	};
}

static struct remembered_call *
find_ended(struct switchboard *board, uint64_t call_id, int64_t now)
{
	for (size_t i = 0; i < SWITCHBOARD_REMEMBERED; i++)
		if (board->remembered[i].call_id == call_id &&
		    board->remembered[i].until > now)
			return &board->remembered[i];
	return NULL;
}

/* The line on which that call's end is still being read. */
static void
reset_drain(struct switchboard *board, const struct party *fresh, int64_t now)
{
	for (int slot = 0; slot < board->slot_count; slot++) {
		struct party *party = board->parties[slot];
		if (party != NULL && party != fresh &&
		    party->call_id == fresh->call_id &&
		    party->call.state == CALL_DRAINING)
			party_happen(party, CALL_BREAK_OFF, OUTCOME_NONE, now);
	}
}

static enum call_outcome
told_of_ended(enum call_outcome outcome)
{
	if (outcome == OUTCOME_ENDED || outcome_cause(outcome) != 0)
		return outcome;
	return OUTCOME_NO_SUCH_CALL;
}

/*
 * They may not know yet that it has ended, or not know that everything of
 * theirs has arrived: the acknowledgement says so.
 */
static void
answer_for_ended(struct switchboard *board, struct remembered_call *ended,
    struct party *fresh, int64_t now)
{
	fresh->is_settled = true; /* the user has read it already */
	if (fresh->resume.attempt <= ended->attempt) {
		call_abandon(&fresh->call, OUTCOME_CLOSED, now);
		return;
	}
	reset_drain(board, fresh, now);
	ended->attempt = fresh->resume.attempt;
	fresh->heard = ended->heard;
	if (ended->outcome == OUTCOME_ENDED)
		fresh->owes |= OWES_RESUMED;
	party_happen(fresh, CALL_TURN_AWAY, told_of_ended(ended->outcome), now);
}

/* ---- calls that go on ---- */

static int
slot_of_call(const struct switchboard *board, const struct party *fresh)
{
	for (int slot = 0; slot < board->slot_count; slot++) {
		const struct party *party = board->parties[slot];
		if (party != NULL && party != fresh &&
		    party->call_id == fresh->call_id &&
		    party->call.side == CALL_CALLEE && party->call.resumes &&
		    party->call.has_rung && call_is_going_on(&party->call))
			return slot;
	}
	return SWITCHBOARD_NOBODY;
}

/* The line moves to the slot of the call; what it had is nobody's any more. */
static void
move_line(struct switchboard *board, int from, int to, int64_t now)
{
	struct party *fresh = board->parties[from];
	fresh->is_settled = true;
	party_resume_on(board->parties[to], fresh, now);
	call_abandon(&fresh->call, OUTCOME_CLOSED, now);
	resume_take_front(board, to, now);
}

int
resume_came(struct switchboard *board, int slot, int64_t now)
{
	struct party *fresh = board->parties[slot];
	int call = slot_of_call(board, fresh);
	struct remembered_call *ended = find_ended(board, fresh->call_id, now);
	if (call == SWITCHBOARD_NOBODY && ended != NULL) {
		answer_for_ended(board, ended, fresh, now);
	} else if (call == SWITCHBOARD_NOBODY) {
		party_happen(fresh, CALL_TURN_AWAY, OUTCOME_NO_SUCH_CALL, now);
	} else if (fresh->resume.attempt <=
	    board->parties[call]->resume.attempt) {
		/* A line that was given up may well be heard of last. */
		call_abandon(&fresh->call, OUTCOME_CLOSED, now);
	} else {
		move_line(board, slot, call, now);
		return call;
	}
	return slot;
}

/* ---- the user's lines ---- */

bool
resume_waits_for_line(const struct party *party)
{
	return switchboard_is_line(party) && !party->is_behind &&
	    call_is_in_trouble(&party->call);
}

static int
line_most(const struct switchboard *board)
{
	return board->rules.service != NULL ? 1 : board->line_count;
}

/* Calls that have their line. */
static int
lines_in_use(const struct switchboard *board)
{
	int in_use = 0;
	for (int slot = 0; slot < board->slot_count; slot++) {
		const struct party *party = board->parties[slot];
		in_use += switchboard_is_line(party) &&
		    !call_is_in_trouble(&party->call);
	}
	return in_use;
}

bool
resume_has_line(const struct switchboard *board)
{
	return lines_in_use(board) < line_most(board);
}

/* Who rang last, and was not picked up yet. */
static struct party *
last_to_ring(const struct switchboard *board)
{
	struct party *last = NULL;
	for (int slot = 0; slot < board->slot_count; slot++) {
		struct party *party = board->parties[slot];
		if (switchboard_is_line(party) &&
		    party->call.state == CALL_RINGS_HERE &&
		    !call_is_in_trouble(&party->call) &&
		    (last == NULL || party->serial > last->serial))
			last = party;
	}
	return last;
}

void
resume_take_front(struct switchboard *board, int slot, int64_t now)
{
	struct party *party = board->parties[slot];
	struct party *last;
	if (!switchboard_is_line(party))
		return;
	/* Whoever rang meanwhile has rung in vain where there is no room. */
	while (lines_in_use(board) > line_most(board) &&
	    (last = last_to_ring(board)) != NULL)
		party_happen(last, CALL_TURN_AWAY, OUTCOME_TURNED_AWAY, now);
	const struct party *current = switchboard_current(board);
	bool only_rings =
	    current != NULL && current->call.state == CALL_RINGS_HERE;
	if (call_is_going_on(&party->call) && !party->is_behind &&
	    (current == NULL || only_rings ||
		call_is_in_trouble(&current->call)))
		board->front = slot;
}

/* Whom the user has in front is given up last. */
static bool
gives_way_before(const struct switchboard *board, const struct party *one,
    const struct party *other)
{
	const struct party *front = switchboard_current(board);
	if ((one == front) != (other == front))
		return other == front;
	return one->call.troubled_at < other->call.troubled_at;
}

enum kind {
	KIND_SERVED,
	KIND_BELL, /* it has stopped: nobody is there to be picked up */
	KIND_USERS,
};

static enum kind
kind_of(const struct party *party)
{
	if (party->service != NULL)
		return KIND_SERVED;
	return party->call.state == CALL_RINGS_HERE ? KIND_BELL : KIND_USERS;
}

/* The call of that kind that waits longest for its line; `count` of them do. */
static struct party *
longest_in_trouble(const struct switchboard *board, enum kind kind, int *count)
{
	struct party *longest = NULL;
	*count = 0;
	for (int slot = 0; slot < board->slot_count; slot++) {
		struct party *party = board->parties[slot];
		if (party == NULL || kind_of(party) != kind ||
		    !call_is_going_on(&party->call) ||
		    !call_is_in_trouble(&party->call))
			continue;
		++*count;
		if (longest == NULL || gives_way_before(board, party, longest))
			longest = party;
	}
	return longest;
}

bool
resume_make_room(struct switchboard *board, int64_t now)
{
	int count;
	struct party *longest = longest_in_trouble(board, KIND_SERVED, &count);
	if (longest == NULL)
		return false;
	party_happen(longest, CALL_TURN_AWAY, OUTCOME_NOT_BACK, now);
	return true;
}

/* Whoever only rings has not taken a line from anybody yet. */
static int
lines_that_count(const struct switchboard *board)
{
	int count = 0;
	for (int slot = 0; slot < board->slot_count; slot++) {
		const struct party *party = board->parties[slot];
		count += switchboard_is_line(party) &&
		    party->call.state != CALL_RINGS_HERE;
	}
	return count;
}

static void
give_up_the_longest(struct switchboard *board, int64_t now)
{
	struct party *longest;
	int count;
	while (lines_that_count(board) > line_most(board) &&
	    (longest = longest_in_trouble(board, KIND_USERS, &count)) != NULL)
		party_happen(longest, CALL_HANG_UP, OUTCOME_NONE, now);
}

/* Who rings and drops the line, over and over, is not to fill every slot. */
static void
give_up_bells(struct switchboard *board, int64_t now)
{
	for (;;) {
		int count;
		struct party *longest =
		    longest_in_trouble(board, KIND_BELL, &count);
		if (count <= line_most(board))
			return;
		party_happen(longest, CALL_TURN_AWAY, OUTCOME_CALLER_LOST, now);
	}
}

void
resume_forget(struct switchboard *board, uint64_t phone_id, int64_t now)
{
	for (int slot = 0; slot < board->slot_count; slot++) {
		struct party *party = board->parties[slot];
		if (party != NULL && party->their_phone_id == phone_id &&
		    call_is_in_trouble(&party->call))
			party_happen(party, CALL_TURN_AWAY, OUTCOME_CALLED_ANEW,
			    now);
	}
}

void
resume_settle(struct switchboard *board, int64_t now)
{
	give_up_the_longest(board, now);
	give_up_bells(board, now);
	for (int slot = 0; slot < board->slot_count; slot++) {
		struct party *party = board->parties[slot];
		if (party != NULL && party->line_id == 0 &&
		    party_wants_line(party))
			party->line_id = ++board->line_ids;
	}
}
