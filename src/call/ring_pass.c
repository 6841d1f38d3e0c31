/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/switchboard.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "text/clean.h"

/* ---- lines ---- */

static bool
is_pass(const struct party *party)
{
	return party != NULL && party->call.is_pass;
}

/* NULL when that line is closed, or there is none. */
static struct party *
party_of(const struct switchboard *board, const struct relay_line *line)
{
	struct party *party =
	    line->serial != 0 ? board->parties[line->slot] : NULL;
	return party != NULL && party->serial == line->serial ? party : NULL;
}

static struct relay_line
line_of(const struct switchboard *board, int slot)
{
	return (struct relay_line){ slot, board->parties[slot]->serial };
}

/* Those that drain count, too: each has a slot. */
int
ring_pass_lines(const struct switchboard *board, bool only_onward)
{
	int count = 0;
	for (int slot = 0; slot < board->slot_count; slot++) {
		const struct party *party = board->parties[slot];
		if (is_pass(party) &&
		    (!only_onward || party->call.side == CALL_CALLER))
			count++;
	}
	return count;
}

bool
ring_pass_has_room(const struct switchboard *board)
{
	return !relay_is_full(&board->relay) &&
	    ring_pass_lines(board, false) < RELAY_LINES &&
	    switchboard_free_slot(board) != SWITCHBOARD_NOBODY;
}

/* ---- back ---- */

/* The trail goes back, with words for where it broke, or "" where it ended. */
static void
report_back(struct party *back, const struct pass *trail, const char *words)
{
	struct pass *report = memory_new(1, sizeof *report);
	*report = *trail;
	report->kind = PASS_REPORT;
	report->text_size =
	    (uint16_t)clean_cut(words, strlen(words), PASS_TEXT_MOST);
	memcpy(report->text, words, report->text_size);
	report->text[report->text_size] = '\0';
	party_report(back, report);
	free(report);
}

/* A message of mine has its report, or something that stands for one. */
static void
end_mine(struct switchboard *board, struct relay_pass *pass,
    const struct pass *report, int64_t now)
{
	struct relay *relay = &board->relay;
	if (pass->home_at == 0)
		relay_tell_trail(relay, pass, report, report->text, now);
	else if (report->text_size > 0)
		relay_tell(relay, now,
		    "the report of \"%s\" broke off on its way back: %s",
		    pass->trail->text, report->text);
}

/* What is known of the message goes to whom it came from. */
static void
end_pass(struct switchboard *board, struct relay_pass *pass,
    const struct pass *report, int64_t now)
{
	struct party *back = party_of(board, &pass->back);
	if (relay_is_mine(pass))
		end_mine(board, pass, report, now);
	else if (back != NULL && back->call.state == CALL_PASSING)
		report_back(back, report, report->text);
	else
		relay_tell(&board->relay, now,
		    "%s is gone: the report of their message goes no further"
		    " back",
		    relay_who(pass->trail));
	relay_drop(pass);
}

/* It broke behind this phone: the trail so far, and why. */
static void
break_pass(struct switchboard *board, struct relay_pass *pass,
    const char *words, int64_t now)
{
	struct pass *report = memory_new(1, sizeof *report);
	*report = *pass->trail;
	report->text_size =
	    (uint16_t)clean_cut(words, strlen(words), PASS_TEXT_MOST);
	memcpy(report->text, words, report->text_size);
	report->text[report->text_size] = '\0';
	if (!relay_is_mine(pass))
		relay_tell(&board->relay, now,
		    "the message of %s goes no further: %s",
		    relay_who(pass->trail), words);
	end_pass(board, pass, report, now);
	free(report);
}

/* ---- why it broke ---- */

/* What the end of its line means for a message. */
static const char *
meaning_of(enum call_outcome outcome)
{
	switch ((int)outcome) {
	case OUTCOME_DIAL_TIMEOUT:
		return "does not answer (connect: no reply in time)";
	case OUTCOME_SILENT:
		return "took the call and says nothing";
	case OUTCOME_HUNG_UP_ON:
		return "closed the line without a word";
	case OUTCOME_THEY_DECLINED:
		return "passes nothing on: it is off there";
	case OUTCOME_BUSY:
		return "is busy";
	case OUTCOME_LOST:
		return "took the message, and its line was lost";
	case OUTCOME_DEAD:
		return "took the message, and its line went dead";
	case OUTCOME_REFUSED:
		return "took the message, and hung up without a report";
	default:
		return NULL;
	}
}

static void
say_why(char to[PARTY_WORDS_SIZE], const struct party *party)
{
	char number[NUMBER_PRINT_SIZE];
	const char *meaning = meaning_of(party->call.outcome);
	if (meaning == NULL)
		party_words(party, to, PARTY_WORDS_SIZE);
	else
		snprintf(to, PARTY_WORDS_SIZE, "%s %s",
		    number_print_whole(number, sizeof number, &party->number),
		    meaning);
}

/* ---- onward ---- */

/* A phone further down gives up before this one does, and says so. */
static int64_t
due_of(const struct switchboard *board, const struct pass *trail, int64_t now)
{
	const struct timers *timers = &board->timers;
	int before = trail->hop_count > 0 ? trail->hop_count - 1 : 0;
	return clock_after(now,
	    timers->pass_ms - before * timers->pass_step_ms);
}

struct relay_pass *
ring_pass_onward(struct switchboard *board, const struct pass *trail,
    int64_t now)
{
	int slot = switchboard_free_slot(board);
	struct party *party =
	    party_new_pass(&board->rules, &board->relay.next, trail, now);
	party->line = slot + 1;
	party->serial = ++board->serials;
	party->line_id = ++board->line_ids;
	board->parties[slot] = party;
	struct relay_pass *pass = relay_add(&board->relay, trail, now);
	pass->onward = line_of(board, slot);
	pass->due = due_of(board, trail, now);
	return pass;
}

bool
ring_pass_add_hop(struct switchboard *board, struct pass *trail, int64_t now)
{
	return relay_add_hop(trail, board->rules.name, board->relay.number,
	    (uint64_t)(now + board->rules.wall_offset));
}

/* It has been here: of mine the ring is closed now. */
static void
meet_again(struct switchboard *board, const struct pass *trail, int64_t now)
{
	struct relay *relay = &board->relay;
	for (size_t i = 0; i < RELAY_MOST; i++) {
		struct relay_pass *pass = &relay->passes[i];
		if (!relay_is_mine(pass) || pass->trail->id != trail->id ||
		    pass->home_at != 0)
			continue;
		pass->home_at = now;
		relay_tell_trail(relay, pass, trail, "", now);
		return;
	}
	relay_tell(relay, now,
	    "the message of %s came here a second time: that is a loop",
	    relay_who(trail));
}

/* A message that this phone takes: onward, or back when here is the end. */
static void
take_on(struct switchboard *board, int slot, int64_t now)
{
	struct relay *relay = &board->relay;
	struct party *party = board->parties[slot];
	struct pass *trail = party->pass;
	char number[NUMBER_PRINT_SIZE];
	bool has_room = ring_pass_add_hop(board, trail, now);
	if (relay_has_seen(relay, trail->id)) {
		report_back(party, trail, "");
		meet_again(board, trail, now);
		return;
	}
	relay_see(relay, trail->id);
	relay_tell_message(relay, trail, now);
	if (!has_room) {
		report_back(party, trail,
		    "64 phones, and a message goes through no more");
	} else if (!relay->has_next) {
		report_back(party, trail, "");
		relay_tell(relay, now, "it ends here, with phone %d",
		    trail->hop_count);
	} else {
		ring_pass_onward(board, trail, now)->back =
		    line_of(board, slot);
		relay_tell(relay, now, "passed on to %s; phone %d of its trail",
		    number_print_whole(number, sizeof number, &relay->next),
		    trail->hop_count);
	}
}

/* Where it ends here, its report needs no room but the line. */
static bool
goes_onward(const struct switchboard *board, const struct pass *trail)
{
	return board->relay.has_next && trail->hop_count < PASS_HOPS_MOST &&
	    !relay_has_seen(&board->relay, trail->id);
}

void
ring_pass_came(struct switchboard *board, int slot, int64_t now)
{
	struct party *party = board->parties[slot];
	char address[NUMBER_PRINT_SIZE];
	if (!board->relay.is_on) {
		switchboard_note(board, now,
		    "a message to be passed on came %s %s, and was declined;"
		    " /pass on NUMBER takes part",
		    number_from(&party->number),
		    number_print_address(address, sizeof address,
			&party->number));
		party_happen(party, CALL_TURN_AWAY, OUTCOME_DECLINED, now);
	} else if (ring_pass_lines(board, false) > RELAY_LINES ||
	    (goes_onward(board, party->pass) && !ring_pass_has_room(board))) {
		party_happen(party, CALL_TURN_AWAY, OUTCOME_TURNED_AWAY, now);
	} else {
		party_happen(party, CALL_PICK_UP, OUTCOME_NONE, now);
		take_on(board, slot, now);
	}
}

/* ---- what follows ---- */

/* No report has come, and none is waited for any longer. */
static void
give_up(struct switchboard *board, struct relay_pass *pass,
    struct party *onward, int64_t now)
{
	char number[NUMBER_PRINT_SIZE], words[PARTY_WORDS_SIZE];
	snprintf(words, sizeof words,
	    "%s took the message, and no report came in %lld s",
	    number_print_whole(number, sizeof number, &onward->number),
	    (long long)(now - pass->started_at) / 1000);
	party_happen(onward, CALL_HANG_UP, OUTCOME_NONE, now);
	break_pass(board, pass, words, now);
}

static void
settle_pass(struct switchboard *board, struct relay_pass *pass, int64_t now)
{
	struct party *onward = party_of(board, &pass->onward);
	char words[PARTY_WORDS_SIZE];
	assert(onward != NULL); /* it settles before its slot is free */
	if (onward->pass != NULL) {
		relay_merge(onward->pass, pass->trail);
		end_pass(board, pass, onward->pass, now);
	} else if (!call_is_going_on(&onward->call)) {
		say_why(words, onward);
		break_pass(board, pass, words, now);
	} else if (pass->due <= now) {
		give_up(board, pass, onward, now);
	}
}

void
ring_pass_settle(struct switchboard *board, int64_t now)
{
	for (size_t i = 0; i < RELAY_MOST; i++)
		if (board->relay.passes[i].trail != NULL)
			settle_pass(board, &board->relay.passes[i], now);
}

int64_t
ring_pass_deadline(const struct switchboard *board)
{
	int64_t due = CLOCK_NEVER;
	for (size_t i = 0; i < RELAY_MOST; i++)
		if (board->relay.passes[i].trail != NULL)
			due = clock_earlier(due, board->relay.passes[i].due);
	return due;
}
