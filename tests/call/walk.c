/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "walk.h"

#include <stdio.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"
#include "base/clock.h"
#include "cable.h"

enum {
	STEPS_A_LINE = 4, /* connect, accept, deliver to either end */
	TRIES = 12,	  /* to find one that is possible */
	BURST = 40,
	TURNS_MOST = 200000,
	GLARE_MS = 50,
	TEXT_SIZE = 24,
};

struct walk {
	const struct walk_plan *plan;
	struct cable cable;
	uint64_t random;
	unsigned said[2], heard[2];
	uint64_t seen[2]; /* entries of their transcripts */
	unsigned drops;
};

static unsigned
chance(struct walk *walk, unsigned below)
{
	return (unsigned)material_upto(&walk->random, below - 1);
}

/* ---- what moves ---- */

static bool
step(struct walk *walk, size_t line, unsigned which)
{
	struct cable *cable = &walk->cable;
	switch (which) {
	case 0:
		return cable_connect(cable, line);
	case 1:
		return cable_accept(cable, line);
	default:
		return cable_deliver(cable, line, (int)which - 2);
	}
}

/* Something that can happen next, whatever it is. */
static bool
move(struct walk *walk)
{
	size_t lines = walk->cable.line_count;
	for (int i = 0; i < TRIES; i++)
		if (step(walk, chance(walk, (unsigned)lines),
			chance(walk, STEPS_A_LINE)))
			return true;
	size_t first = chance(walk, (unsigned)lines);
	for (size_t i = 0; i < lines * STEPS_A_LINE; i++)
		if (step(walk, (first + i / STEPS_A_LINE) % lines,
			(unsigned)i % STEPS_A_LINE))
			return true;
	return false;
}

/* Nothing moves: the next clock strikes. */
static void
let_time_go_by(struct walk *walk)
{
	int64_t due = CLOCK_NEVER;
	for (int phone = 0; phone < CABLE_PHONES; phone++)
		due = clock_earlier(due,
		    switchboard_deadline(&walk->cable.phones[phone]));
	if (due == CLOCK_NEVER)
		return;
	if (due > walk->cable.now)
		walk->cable.now = due;
	for (int phone = 0; phone < CABLE_PHONES; phone++)
		switchboard_tick(&walk->cable.phones[phone], walk->cable.now);
	cable_serve(&walk->cable);
}

/* ---- what the wire does ---- */

/* Any line that both know of, old or new. */
static size_t
pick_line(struct walk *walk)
{
	for (int i = 0; i < TRIES; i++) {
		size_t at = chance(walk, (unsigned)walk->cable.line_count);
		const struct cable_end *ends = walk->cable.lines[at].ends;
		if (ends[0].is_there && !ends[0].has_closed &&
		    (!ends[1].has_closed || chance(walk, 4) == 0))
			return at;
	}
	return CABLE_LINES;
}

static void
drop(struct walk *walk)
{
	size_t at = pick_line(walk);
	if (at == CABLE_LINES)
		return;
	struct cable_line *line = &walk->cable.lines[at];
	walk->drops++;
	switch (chance(walk, 6)) {
	case 0: /* packets vanish, both ways or one way */
		line->is_silent[0] = line->is_silent[1] = true;
		break;
	case 1:
		line->is_silent[chance(walk, 2)] = true;
		break;
	case 2: /* one end is told, and the other has to find out */
		line->is_silent[0] = true;
		line->ends[1].reset_arrives = true;
		break;
	case 3: /* everything arrives, and then the reset */
		cable_cut(&walk->cable, at, SIZE_MAX, SIZE_MAX);
		break;
	default:
		cable_cut(&walk->cable, at, chance(walk, 200),
		    chance(walk, 200));
		break;
	}
}

/* ---- what the users do ---- */

static struct party *
talking(struct walk *walk, int phone)
{
	struct party *party = switchboard_current(&walk->cable.phones[phone]);
	return party != NULL && call_is_talking(&party->call) ? party : NULL;
}

static void
say(struct walk *walk, int phone)
{
	struct party *party = talking(walk, phone);
	for (unsigned left = chance(walk, BURST); left > 0; left--) {
		char text[TEXT_SIZE];
		if (party == NULL || walk->said[phone] == walk->plan->messages)
			return;
		int size = snprintf(text, sizeof(text), "%u of %s",
		    walk->said[phone], phone == ALICE ? "alice" : "bob");
		if (!party_say(party, text, (size_t)size, walk->cable.now))
			return;
		walk->said[phone]++;
	}
	cable_serve(&walk->cable);
}

static void
answer(struct walk *walk)
{
	const struct party *party =
	    switchboard_current(&walk->cable.phones[BOB]);
	if (party != NULL && party->call.state == CALL_RINGS_HERE)
		cable_answer(&walk->cable, BOB);
}

/* Once, and in the order in which it was said. */
static void
hear(struct walk *walk, int phone)
{
	const struct party *party =
	    switchboard_shown(&walk->cable.phones[phone]);
	bool is_echo = walk->plan->bob_is_a_service;
	if (party == NULL)
		return;
	const struct transcript *transcript = &party->transcript;
	ck_assert_uint_le(transcript->first, walk->seen[phone]);
	for (; walk->seen[phone] < transcript->end; walk->seen[phone]++) {
		const struct transcript_entry *entry =
		    transcript_at(transcript, walk->seen[phone]);
		char text[TEXT_SIZE];
		if (entry->speaker != SPEAKER_THEM)
			continue;
		snprintf(text, sizeof(text), "%u of %s", walk->heard[phone],
		    phone == BOB || is_echo ? "alice" : "bob");
		ck_assert_msg(strcmp(entry->text, text) == 0,
		    "seed %llu: \"%s\" came where \"%s\" was due",
		    (unsigned long long)walk->plan->seed, entry->text, text);
		walk->heard[phone]++;
	}
}

/* ---- a call ---- */

static bool
has_begun(const struct walk *walk)
{
	const struct party *party =
	    switchboard_shown(&walk->cable.phones[ALICE]);
	return party != NULL && party->call.has_rung;
}

static bool
is_over(const struct walk *walk)
{
	for (int phone = ALICE; phone <= BOB; phone++)
		for (int slot = 0; slot < walk->cable.phones[phone].slot_count;
		     slot++)
			if (walk->cable.phones[phone].parties[slot] != NULL)
				return false;
	return true;
}

/* A phone with nobody at it says as much as it hears. */
static bool
all_is_said(const struct walk *walk)
{
	if (walk->plan->bob_is_a_service)
		return walk->heard[ALICE] == walk->plan->messages;
	return walk->said[ALICE] == walk->plan->messages &&
	    walk->said[BOB] == walk->plan->messages;
}

static void
hang_up(struct walk *walk)
{
	int phone = walk->plan->bob_is_a_service ? ALICE : (int)chance(walk, 2);
	struct party *party = talking(walk, phone);
	/* In trouble that would be giving up. */
	if (party != NULL && !call_is_in_trouble(&party->call))
		cable_hang_up(&walk->cable, phone);
}

static void
turn(struct walk *walk)
{
	answer(walk);
	for (int phone = ALICE; phone <= BOB; phone++)
		if (phone == ALICE || !walk->plan->bob_is_a_service)
			say(walk, phone);
	bool moved = false;
	for (unsigned left = 1 + chance(walk, 2 * BURST); left > 0; left--) {
		moved = move(walk);
		if (!moved)
			break;
	}
	for (int phone = ALICE; phone <= BOB; phone++)
		hear(walk, phone);
	if (has_begun(walk) && walk->drops < walk->plan->drops &&
	    chance(walk, 2) == 0)
		drop(walk);
	if (all_is_said(walk) && chance(walk, 4) == 0)
		hang_up(walk);
	if (!moved)
		let_time_go_by(walk);
}

static void
check_end(const struct walk *walk, int phone)
{
	const struct switchboard *board = &walk->cable.phones[phone];
	const struct party *party = switchboard_shown(board);
	bool is_service = phone == BOB && walk->plan->bob_is_a_service;
	unsigned long long seed = walk->plan->seed;
	if (is_service)
		return;
	ck_assert_msg(party != NULL, "seed %llu: no call", seed);
	ck_assert_msg(party->call.outcome == OUTCOME_ENDED,
	    "seed %llu: %s's call ended with %d (%s)", seed, board->rules.name,
	    (int)party->call.outcome, party->words);
	ck_assert_uint_eq(party_waiting(party), 0);
	ck_assert_uint_eq(walk->heard[phone], walk->plan->messages);
	const struct transcript *transcript = &party->transcript;
	for (uint64_t n = transcript->first; n < transcript->end; n++) {
		const struct transcript_entry *entry =
		    transcript_at(transcript, n);
		ck_assert_msg(entry->speaker != SPEAKER_ME ||
			entry->delivery == DELIVERY_DONE,
		    "seed %llu: \"%s\" has no tick", seed, entry->text);
	}
}

static unsigned long
count_resumes(const struct walk *walk)
{
	const struct party *party =
	    switchboard_shown(&walk->cable.phones[ALICE]);
	unsigned long count = 0;
	for (uint64_t n = party->transcript.first; n < party->transcript.end;
	     n++)
		if (strncmp(transcript_at(&party->transcript, n)->text,
			"the line is back", 16) == 0)
			count++;
	return count;
}

void
walk_call(const struct walk_plan *plan, struct walk_figures *figures)
{
	static struct walk walk;
	unsigned turns = 0;
	walk = (struct walk){ .plan = plan, .random = plan->seed };
	/* A transcript keeps what it is held against. */
	ck_assert_uint_le(plan->messages * 2 + plan->drops * 2 + 20,
	    TRANSCRIPT_MOST);
	cable_init(&walk.cable, CABLE_RANDOM, plan->seed);
	walk.cable.recycles = true;
	if (plan->bob_is_a_service)
		cable_speak(&walk.cable, BOB, "landline", "echo");
	cable_dial(&walk.cable, ALICE, BOB);
	while (!is_over(&walk)) {
		turn(&walk);
		ck_assert_msg(++turns < TURNS_MOST, "seed %llu: it never ends",
		    (unsigned long long)plan->seed);
	}
	for (int phone = ALICE; phone <= BOB; phone++) {
		hear(&walk, phone);
		check_end(&walk, phone);
		figures->messages += walk.heard[phone];
	}
	figures->drops += walk.drops;
	figures->resumes += count_resumes(&walk);
	cable_clear(&walk.cable);
}

/* ---- both dial ---- */

/* Some of what can happen does, and then time goes by. */
static void
pass(struct walk *walk, int64_t ms)
{
	for (int64_t end = walk->cable.now + ms; walk->cable.now < end;
	     walk->cable.now++)
		for (unsigned left = chance(walk, 3); left > 0; left--)
			move(walk);
}

void
walk_glare(uint64_t seed)
{
	static struct walk walk;
	static const struct walk_plan plan;
	walk = (struct walk){ .plan = &plan, .random = seed };
	cable_init(&walk.cable, CABLE_RANDOM, seed);
	int first = (int)chance(&walk, 2);
	if (chance(&walk, 2) == 0)
		walk.cable.phones[ALICE].rules.phone_id = UINT64_MAX;
	cable_dial(&walk.cable, first, 1 - first);
	pass(&walk, chance(&walk, GLARE_MS + 1));
	/* The bell may ring already: then it is picked up, not dialled. */
	if (switchboard_current(&walk.cable.phones[1 - first]) == NULL)
		cable_dial(&walk.cable, 1 - first, first);
	pass(&walk, GLARE_MS);
	cable_settle(&walk.cable);
	for (int phone = ALICE; phone <= BOB; phone++) {
		const struct party *party =
		    switchboard_current(&walk.cable.phones[phone]);
		if (party != NULL && party->call.state == CALL_RINGS_HERE)
			cable_answer(&walk.cable, phone);
	}
	cable_pass(&walk.cable, 2000);
	for (int phone = ALICE; phone <= BOB; phone++) {
		const struct switchboard *board = &walk.cable.phones[phone];
		int calls = 0;
		for (int slot = 0; slot < board->slot_count; slot++)
			calls += board->parties[slot] != NULL;
		ck_assert_msg(calls == 1 && talking(&walk, phone) != NULL,
		    "seed %llu: phone %d has %d calls",
		    (unsigned long long)seed, phone, calls);
		ck_assert_uint_eq(board->missed_count, 0);
	}
	cable_clear(&walk.cable);
}
