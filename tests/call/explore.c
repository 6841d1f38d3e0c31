/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "explore.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../runner.h"
#include "base/clock.h"
#include "cable.h"

enum {
	CHOICES_MOST = 64, /* at one moment */
	DEPTH_MOST = 400,  /* moments in one order */
	WAYS = 6,	   /* in which a line is dropped */
	TORN_SIZE = 5,	   /* what is left of a frame */
	TALKERS = 2,	   /* alice and bob */
};

enum step_kind { CONNECT, ACCEPT, DELIVER, DROP, STRIKE, PICK_UP };

struct step {
	enum step_kind kind;
	size_t line;
	int which; /* the end that it is delivered to, or the way of the drop */
};

/* A moment: what could happen, which of it did, and what need not. */
struct moment {
	struct step steps[CHOICES_MOST];
	size_t count, taken;
	struct step asleep[CHOICES_MOST];
	size_t asleep_count;
};

struct explore {
	const struct explore_plan *plan;
	struct explore_figures *figures;
	struct cable cable;
	struct moment moments[DEPTH_MOST];
	size_t depth; /* moments that stand fast, from the order before */
	size_t at;    /* of them have come */
	int drops, clocks;
};

/* ---- what could happen ---- */

static bool
can_be_delivered(const struct cable *cable, size_t at, int which)
{
	const struct cable_line *line = &cable->lines[at];
	const struct cable_end *end = &line->ends[which];
	if (line->is_silent[which])
		return false;
	if (end->arriving.size == 0 && !end->end_arrives && !end->reset_arrives)
		return false;
	if (end->has_closed)
		return true;
	return end->is_there &&
	    (end->arriving.size == 0 ||
		switchboard_appetite(&cable->phones[end->phone], end->slot) >
		    0);
}

static bool
can_be_connected(const struct cable_line *line)
{
	return !line->ends[0].is_there && !line->ends[0].has_closed;
}

static bool
can_be_accepted(const struct cable_line *line)
{
	return !line->ends[1].is_there && !line->ends[1].has_closed &&
	    (line->ends[0].is_there || !line->ends[0].has_closed);
}

static bool
can_be_dropped(const struct cable_line *line)
{
	return line->ends[0].is_there && line->ends[1].is_there &&
	    !line->ends[0].has_closed && !line->ends[1].has_closed &&
	    !line->ends[0].reset_arrives && !line->ends[1].reset_arrives &&
	    !line->is_silent[0] && !line->is_silent[1];
}

static int64_t
next_deadline(const struct cable *cable)
{
	return clock_earlier(switchboard_deadline(&cable->phones[ALICE]),
	    switchboard_deadline(&cable->phones[BOB]));
}

static void
add(struct moment *moment, enum step_kind kind, size_t line, int which)
{
	ck_assert_uint_lt(moment->count, CHOICES_MOST);
	moment->steps[moment->count++] = (struct step){ kind, line, which };
}

static bool
rings_at_bob(const struct explore *explore)
{
	const struct party *party =
	    switchboard_current(&explore->cable.phones[BOB]);
	return party != NULL && party->call.state == CALL_RINGS_HERE;
}

static void
list_line(const struct explore *explore, struct moment *moment, size_t at)
{
	const struct cable_line *line = &explore->cable.lines[at];
	if (can_be_connected(line))
		add(moment, CONNECT, at, 0);
	if (can_be_accepted(line))
		add(moment, ACCEPT, at, 0);
	for (int which = 0; which < 2; which++)
		if (can_be_delivered(&explore->cable, at, which))
			add(moment, DELIVER, at, which);
}

/* Time goes by when nothing moves, and so often besides. */
static void
list(const struct explore *explore, struct moment *moment)
{
	const struct cable *cable = &explore->cable;
	*moment = (struct moment){ 0 };
	for (size_t at = 0; at < cable->line_count; at++)
		list_line(explore, moment, at);
	if (rings_at_bob(explore))
		add(moment, PICK_UP, 0, 0);
	bool may_strike = explore->clocks < explore->plan->clocks &&
	    next_deadline(cable) != CLOCK_NEVER;
	if (moment->count == 0 || may_strike)
		add(moment, STRIKE, 0, 0);
	if (explore->drops == explore->plan->drops)
		return;
	for (size_t at = 0; at < cable->line_count; at++)
		for (int way = 0;
		     way < WAYS && can_be_dropped(&cable->lines[at]); way++)
			add(moment, DROP, at, way);
}

/* ---- and happens ---- */

static void
strike(struct explore *explore, bool could_move)
{
	struct cable *cable = &explore->cable;
	int64_t due = next_deadline(cable);
	ck_assert_int_ne(due, CLOCK_NEVER);
	explore->clocks += could_move;
	if (due > cable->now)
		cable->now = due;
	for (int phone = 0; phone < TALKERS; phone++)
		switchboard_tick(&cable->phones[phone], cable->now);
	cable_serve(cable);
}

static void
drop(struct explore *explore, size_t at, int way)
{
	struct cable_line *line = &explore->cable.lines[at];
	explore->drops++;
	if (way < 2) { /* nothing gets to that end any more */
		line->is_silent[way] = true;
	} else if (way == 2) { /* the packets vanish, both ways */
		line->is_silent[0] = line->is_silent[1] = true;
	} else if (way == 3) { /* one is told, and the other finds out */
		line->is_silent[0] = true;
		line->ends[1].reset_arrives = true;
	} else { /* both are, and a frame is lost, or torn */
		size_t left = way == 4 ? 0 : TORN_SIZE;
		cable_cut(&explore->cable, at, left, left);
	}
}

static void
take(struct explore *explore, const struct step *step, bool could_move)
{
	struct cable *cable = &explore->cable;
	explore->figures->steps++;
	switch (step->kind) {
	case CONNECT:
		ck_assert(cable_connect(cable, step->line));
		break;
	case ACCEPT:
		ck_assert(cable_accept(cable, step->line));
		break;
	case DELIVER:
		ck_assert(cable_deliver(cable, step->line, step->which));
		break;
	case DROP:
		drop(explore, step->line, step->which);
		break;
	case STRIKE:
		strike(explore, could_move);
		break;
	case PICK_UP:
		cable_answer(cable, BOB);
		break;
	}
}

/* ---- every order once ---- */

static bool
is_same(const struct step *one, const struct step *other)
{
	return one->kind == other->kind && one->line == other->line &&
	    one->which == other->which;
}

/* Whom it happens to; CABLE_TEST: to more than one. */
static int
phone_of(const struct explore *explore, const struct step *step)
{
	const struct cable_line *line = &explore->cable.lines[step->line];
	switch (step->kind) {
	case CONNECT:
		return line->ends[0].phone;
	case ACCEPT:
		return line->ends[1].phone;
	case DELIVER:
		return line->ends[step->which].phone;
	case PICK_UP:
		return BOB;
	case DROP:
	case STRIKE:
		break;
	}
	return CABLE_TEST;
}

static bool
is_asleep(const struct moment *moment, const struct step *step)
{
	for (size_t i = 0; i < moment->asleep_count; i++)
		if (is_same(&moment->asleep[i], step))
			return true;
	return false;
}

/*
 * What has been tried before it at this moment, and happens to somebody else,
 * comes to the same behind it: it sleeps until something wakes it.
 */
static void
put_to_sleep(const struct explore *explore, const struct moment *before,
    struct moment *moment)
{
	int phone = phone_of(explore, &before->steps[before->taken]);
	if (phone == CABLE_TEST)
		return;
	for (size_t i = 0; i < before->asleep_count + before->taken; i++) {
		const struct step *step = i < before->asleep_count ?
		    &before->asleep[i] :
		    &before->steps[i - before->asleep_count];
		int other = phone_of(explore, step);
		if (other != CABLE_TEST && other != phone &&
		    !is_asleep(moment, step))
			moment->asleep[moment->asleep_count++] = *step;
	}
}

/* The first that is awake, from there on; false: there is none. */
static bool
wake(struct moment *moment, size_t from)
{
	for (moment->taken = from; moment->taken < moment->count;
	     moment->taken++)
		if (!is_asleep(moment, &moment->steps[moment->taken]))
			return true;
	return false;
}

/* False when what follows has been tried in another order. */
static bool
go_on(struct explore *explore)
{
	struct moment *moment = &explore->moments[explore->at];
	ck_assert_uint_lt(explore->at, DEPTH_MOST);
	if (explore->at == explore->depth) {
		list(explore, moment);
		if (explore->at > 0)
			put_to_sleep(explore, moment - 1, moment);
		explore->depth++;
		if (!wake(moment, 0))
			return false;
	}
	take(explore, &moment->steps[moment->taken],
	    moment->steps[0].kind != STRIKE);
	explore->at++;
	return true;
}

/* The next order; false: that was the last. */
static bool
turn_back(struct explore *explore)
{
	while (explore->depth > 0) {
		struct moment *moment = &explore->moments[explore->depth - 1];
		if (wake(moment, moment->taken + 1))
			return true;
		explore->depth--;
	}
	return false;
}

/* ---- a call ---- */

static void
begin(struct explore *explore)
{
	struct cable *cable = &explore->cable;
	enum explore_from from = explore->plan->from;
	explore->at = 0;
	explore->drops = explore->clocks = 0;
	cable_init(cable, CABLE_FRAMES, 1);
	if (from == EXPLORE_BELL) {
		cable_dial(cable, ALICE, BOB);
		cable_settle(cable);
		return;
	}
	cable_call(cable, ALICE, BOB);
	cable_say(cable, ALICE, "from alice");
	cable_say(cable, BOB, "from bob");
	if (from != EXPLORE_TALK)
		cable_hang_up(cable, from == EXPLORE_GOODBYE ? ALICE : BOB);
}

static bool
is_idle(const struct switchboard *board)
{
	for (int slot = 0; slot < board->slot_count; slot++)
		if (board->parties[slot] != NULL)
			return false;
	return true;
}

static bool
nothing_moves(const struct explore *explore)
{
	struct moment moment;
	list(explore, &moment);
	return moment.count == 0 || moment.steps[0].kind == STRIKE;
}

/* There is nothing left of which anything could still become. */
static bool
is_at_rest(const struct explore *explore)
{
	if (!nothing_moves(explore))
		return false;
	for (int phone = 0; phone < TALKERS; phone++) {
		const struct switchboard *board = &explore->cable.phones[phone];
		const struct party *party = switchboard_current(board);
		bool talks = party != NULL && call_is_talking(&party->call) &&
		    !call_is_in_trouble(&party->call) &&
		    party_waiting(party) == 0;
		if (explore->plan->from >= EXPLORE_GOODBYE ? !is_idle(board) :
							     !talks)
			return false;
	}
	return true;
}

static void
print_order(const struct explore *explore)
{
	static const char *const kinds[] = { "connect", "accept", "deliver",
		"drop", "strike", "pick up" };
	for (size_t i = 0; i < explore->at; i++) {
		const struct moment *moment = &explore->moments[i];
		const struct step *step = &moment->steps[moment->taken];
		fprintf(stderr, "%s %zu/%d, ", kinds[step->kind], step->line,
		    step->which);
	}
	fputc('\n', stderr);
}

static void
check(const struct explore *explore, int phone)
{
	const struct party *party =
	    switchboard_shown(&explore->cable.phones[phone]);
	bool is_over = explore->plan->from >= EXPLORE_GOODBYE;
	unsigned heard = 0, arrived = 0,
		 expected = explore->plan->from == EXPLORE_BELL ? 0 : 1;
	ck_assert_ptr_nonnull(party);
	const struct transcript *transcript = &party->transcript;
	for (uint64_t n = transcript->first; n < transcript->end; n++) {
		const struct transcript_entry *entry =
		    transcript_at(transcript, n);
		heard += entry->speaker == SPEAKER_THEM;
		arrived += entry->speaker == SPEAKER_ME &&
		    entry->delivery == DELIVERY_DONE;
		explore->figures->resumes +=
		    strncmp(entry->text, "the line is back", 16) == 0;
	}
	bool is_well = heard == expected && arrived == expected &&
	    party->call.outcome == (is_over ? OUTCOME_ENDED : OUTCOME_NONE);
	if (!is_well)
		print_order(explore);
	ck_assert_msg(is_well, "%s: heard %u, %u arrived, outcome %d (%s)",
	    phone == ALICE ? "alice" : "bob", heard, arrived,
	    (int)party->call.outcome, party->words);
}

void
explore_all(const struct explore_plan *plan, struct explore_figures *figures)
{
	static struct explore explore;
	explore.plan = plan;
	explore.figures = figures;
	explore.depth = 0;
	do {
		bool is_new = true;
		begin(&explore);
		while (is_new && !is_at_rest(&explore))
			is_new = go_on(&explore);
		for (int phone = 0; is_new && phone < TALKERS; phone++)
			check(&explore, phone);
		figures->orders += is_new;
		cable_clear(&explore.cable);
	} while (turn_back(&explore));
}
