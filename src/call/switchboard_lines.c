/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/switchboard.h"

#include <string.h>
#include <sysexits.h>

bool
switchboard_is_line(const struct party *party)
{
	return party != NULL && party->service == NULL &&
	    !party->call.is_pass && call_is_going_on(&party->call) &&
	    !party->is_left_behind && party->call.state != CALL_EXPECTING &&
	    party->call.state != CALL_HELD_BACK;
}

int
switchboard_lines_taken(const struct switchboard *board)
{
	int taken = 0;
	for (int slot = 0; slot < board->slot_count; slot++)
		taken += switchboard_is_line(board->parties[slot]);
	return taken;
}

bool
switchboard_has_line(const struct switchboard *board)
{
	int most = board->rules.service != NULL ? 1 : board->line_count;
	return switchboard_lines_taken(board) < most;
}

/* The slot of that call, or NOBODY. */
static int
slot_of(const struct switchboard *board, uint64_t serial)
{
	for (int slot = 0; slot < board->slot_count; slot++)
		if (board->parties[slot] != NULL &&
		    board->parties[slot]->serial == serial)
			return slot;
	return SWITCHBOARD_NOBODY;
}

struct party *
switchboard_find(const struct switchboard *board, uint64_t serial)
{
	int slot = slot_of(board, serial);
	struct party *party =
	    slot != SWITCHBOARD_NOBODY ? board->parties[slot] : NULL;
	return party != NULL && call_is_going_on(&party->call) ? party : NULL;
}

static bool
rings(const struct party *party)
{
	return party != NULL && party->service == NULL &&
	    party->call.state == CALL_RINGS_HERE;
}

bool
switchboard_waits_before(const struct party *one, const struct party *other)
{
	bool is_lost = call_is_in_trouble(&one->call);
	if (is_lost != call_is_in_trouble(&other->call))
		return !is_lost;
	return one->serial < other->serial;
}

int
switchboard_waiting(const struct switchboard *board)
{
	int waiting = SWITCHBOARD_NOBODY;
	for (int slot = 0; slot < board->slot_count; slot++) {
		const struct party *party = board->parties[slot];
		if (slot == board->front || !rings(party))
			continue;
		if (waiting == SWITCHBOARD_NOBODY ||
		    switchboard_waits_before(party, board->parties[waiting]))
			waiting = slot;
	}
	return waiting;
}

void
switchboard_bring(struct switchboard *board, int slot, int64_t now)
{
	struct party *left = switchboard_current(board);
	if (slot == board->front)
		return;
	if (left != NULL) {
		left->is_behind = call_is_talking(&left->call);
		if (left->patch == 0)
			party_hold(left, true, now);
	}
	board->front = slot;
	if (slot == SWITCHBOARD_NOBODY)
		return;
	board->parties[slot]->is_behind = false;
	party_hold(board->parties[slot], false, now);
}

/* The slot of a line that the user has named. */
static bool
find_line(const struct switchboard *board, int line, int *slot,
    struct fault *fault)
{
	*slot = line - 1;
	if (*slot >= 0 && *slot < board->slot_count &&
	    switchboard_is_line(board->parties[*slot]))
		return true;
	return fault_set(fault, EX_USAGE,
	    "there is no call on line %d; /lines shows them", line);
}

bool
switchboard_answer_line(struct switchboard *board, int line, int64_t now,
    struct fault *fault)
{
	int slot;
	if (!find_line(board, line, &slot, fault))
		return false;
	struct party *party = board->parties[slot];
	if (!rings(party))
		return fault_set(fault, EX_USAGE,
		    "line %d does not ring; /line %d goes there", line, line);
	if (call_is_in_trouble(&party->call) && !resume_has_line(board)) {
		char spare[NUMBER_PRINT_SIZE];
		const char *who = party_who(party, spare);
		return fault_set(fault, EX_USAGE,
		    "%s has no line just now; hang up first, or wait until %s"
		    " is back",
		    who, who);
	}
	switchboard_bring(board, slot, now);
	party_happen(party, CALL_PICK_UP, OUTCOME_NONE, now);
	ring_settle(board, now);
	return true;
}

bool
switchboard_decline(struct switchboard *board, int line, int64_t now,
    struct fault *fault)
{
	const struct party *front = switchboard_current(board);
	int slot = rings(front) ? board->front : switchboard_waiting(board);
	if (line != 0 && !find_line(board, line, &slot, fault))
		return false;
	if (slot == SWITCHBOARD_NOBODY)
		return fault_set(fault, EX_USAGE, "nobody is calling%s",
		    front != NULL ? "; /hangup ends this call" : "");
	if (!rings(board->parties[slot]))
		return fault_set(fault, EX_USAGE,
		    "line %d does not ring; /hangup %d ends its call", line,
		    line);
	party_happen(board->parties[slot], CALL_HANG_UP, OUTCOME_NONE, now);
	ring_settle(board, now);
	return true;
}

bool
switchboard_hang_up_line(struct switchboard *board, int line, int64_t now,
    struct fault *fault)
{
	int slot;
	if (!find_line(board, line, &slot, fault))
		return false;
	if (slot == board->front)
		return switchboard_hang_up(board, now, fault);
	party_happen(board->parties[slot], CALL_HANG_UP, OUTCOME_NONE, now);
	ring_settle(board, now);
	return true;
}

/* ---- changing ---- */

static void
forget_unread(struct switchboard *board, int at)
{
	board->unread_count--;
	memmove(board->unread + at, board->unread + at + 1,
	    (size_t)(board->unread_count - at) * sizeof *board->unread);
}

/* What ended first of that which is not read yet is shown, and nobody else. */
static void
read_ended(struct switchboard *board, int64_t now)
{
	struct party *party = board->unread[0];
	forget_unread(board, 0);
	/* A call that has ended a moment ago is not to come back over it. */
	if (board->front != SWITCHBOARD_NOBODY)
		board->parties[board->front]->ended_behind = true;
	switchboard_bring(board, SWITCHBOARD_NOBODY, now);
	party_free(board->last);
	board->last = party;
}

/* The next line behind the front, round and round; ringing is not changing. */
static int
next_line(const struct switchboard *board)
{
	int from = board->front == SWITCHBOARD_NOBODY ? -1 : board->front;
	for (int step = 1; step <= board->slot_count; step++) {
		int slot = (from + step) % board->slot_count;
		if (slot != board->front &&
		    switchboard_is_line(board->parties[slot]) &&
		    !rings(board->parties[slot]))
			return slot;
	}
	return SWITCHBOARD_NOBODY;
}

bool
switchboard_change(struct switchboard *board, int line, int64_t now,
    struct fault *fault)
{
	int slot = next_line(board);
	if (line != 0 && !find_line(board, line, &slot, fault))
		return false;
	if (line == 0 && board->unread_count > 0) {
		read_ended(board, now);
		ring_settle(board, now);
		return true;
	}
	if (slot == SWITCHBOARD_NOBODY)
		return fault_set(fault, EX_USAGE,
		    "there is no other line to change to");
	if (slot != board->front && rings(board->parties[slot]))
		return fault_set(fault, EX_USAGE,
		    "line %d rings; /answer %d picks up", line, line);
	switchboard_bring(board, slot, now);
	ring_settle(board, now);
	return true;
}

/* ---- what has ended ---- */

/* A call that somebody talked in or dialled is kept to be read. */
static bool
is_worth_reading(const struct switchboard *board, const struct party *party)
{
	if (party->call.outcome == OUTCOME_YIELDED || party->service != NULL ||
	    party->call.is_pass)
		return false;
	if (!party->call.was_answered && party->call.side == CALL_CALLEE)
		return false;
	if (party->ended_behind && board->last != NULL)
		return false;
	return board->last == NULL ||
	    board->last->call.ended_at <= party->call.ended_at;
}

/* Where there are too many, those that ended first have waited long enough. */
static void
keep_unread(struct switchboard *board, struct party *party, int64_t now)
{
	if (board->unread_count == board->line_count) {
		char spare[NUMBER_PRINT_SIZE];
		const struct party *first = board->unread[0];
		switchboard_note(board, now,
		    "%zu message%s from %s went unread", first->unread,
		    first->unread == 1 ? "" : "s", party_who(first, spare));
		party_free(board->unread[0]);
		forget_unread(board, 0);
	}
	board->unread[board->unread_count++] = party;
}

void
switchboard_keep(struct switchboard *board, struct party *party, int64_t now)
{
	bool is_unread = party->unread > 0 && party->service == NULL;
	if (party->ended_behind && is_unread && board->line_count > 1) {
		keep_unread(board, party, now);
	} else if (is_worth_reading(board, party)) {
		party_free(board->last);
		board->last = party;
	} else {
		party_free(party);
	}
}

/* ---- what follows ---- */

/* Who talks behind the front is held, and knows it. */
static void
hold_behind(struct switchboard *board, int slot, int64_t now)
{
	struct party *party = board->parties[slot];
	char spare[NUMBER_PRINT_SIZE];
	if (slot == board->front || !switchboard_is_line(party) ||
	    !call_is_talking(&party->call) || party->patch != 0 ||
	    call_is_in_trouble(&party->call))
		return;
	if (!party->is_behind)
		switchboard_note(board, now,
		    party_is_foreign(party) ?
			"line %d: %s is there; /line %d goes there" :
			"line %d: %s is on hold; /line %d goes there",
		    slot + 1, party_who(party, spare), slot + 1);
	party->is_behind = true;
	party_hold(party, true, now);
}

/* What happens to a line behind the front is read nowhere else. */
static void
tell_trouble(struct switchboard *board, int slot, int64_t now)
{
	struct party *party = board->parties[slot];
	char spare[NUMBER_PRINT_SIZE];
	if (!switchboard_is_line(party))
		return;
	bool is_lost = call_is_in_trouble(&party->call);
	if (slot != board->front && is_lost && !party->told_trouble)
		switchboard_note(board, now, "line %d: the line to %s is lost",
		    slot + 1, party_who(party, spare));
	else if (slot != board->front && !is_lost && party->told_trouble)
		switchboard_note(board, now, "line %d: the line to %s is back",
		    slot + 1, party_who(party, spare));
	party->told_trouble = is_lost;
}

void
switchboard_settle_lines(struct switchboard *board, int64_t now)
{
	for (int slot = 0; slot < board->slot_count; slot++)
		if (board->parties[slot] != NULL)
			hold_behind(board, slot, now);
	for (int slot = 0; slot < board->slot_count; slot++)
		if (board->parties[slot] != NULL)
			tell_trouble(board, slot, now);
	struct party *shown = switchboard_shown(board);
	if (shown != NULL)
		shown->unread = 0;
}
