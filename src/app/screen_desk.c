/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "app/commands.h"
#include "app/screen_front.h"
#include "base/memory.h"

/* Words for a call that is no more must not go to another one. */
static void
keep(struct phone *phone, const char *text, size_t size)
{
	if (size == 0)
		return;
	switchboard_note(&phone->board, phone->now,
	    "what you had typed for a call that has ended is kept: %s brings it"
	    " back",
	    draft_keep(phone->screen->draft, text, size) ? "Up" : "^Y");
}

/* ---- what Enter took goes as room comes ---- */

/*
 * The call ended first: what was not said goes back where it was typed, as
 * soon as there is room for both.
 */
static void
take_back(struct phone *phone, struct desk_paper *paper)
{
	struct screen_front *front = phone->screen;
	size_t size, draft = draft_size(front->draft);
	const char *rest = outgoing_rest(&paper->outgoing, &size);
	bool is_others = paper->serial != front->draft_serial &&
	    (draft > 0 || phone->board.line_count > 1);
	if (is_others && front->draft_serial != 0) {
		keep(phone, rest, size);
		outgoing_clear(&paper->outgoing);
		return;
	}
	if (size + draft > DRAFT_LIMIT) {
		screen_front_notice(front, true,
		    "the call ended before all of it was sent; the rest comes"
		    " back when ^C clears the draft");
		return;
	}
	char *all = memory_new(size + draft + 1, 1);
	memcpy(all, rest, size);
	memcpy(all + size, draft_text(front->draft), draft);
	draft_set(front->draft, all, size + draft);
	free(all);
	outgoing_clear(&paper->outgoing);
	screen_front_notice(front, true,
	    "the call ended before all of it was sent; the rest is back in"
	    " the draft");
}

/* Says why a part of it was not taken; it waits, or goes back to the draft. */
static void
say_why_not(struct phone *phone, struct desk_paper *paper,
    const struct fault *fault)
{
	struct screen_front *front = phone->screen;
	if (fault->status == EX_IOERR) {
		take_back(phone, paper);
		screen_front_notice(front, true, fault->words);
	} else if (paper->serial == front->draft_serial) {
		screen_front_notice(front, false,
		    "they are slow: the rest of your message waits");
	}
}

static void
say(struct phone *phone, struct desk_paper *paper)
{
	struct screen_front *front = phone->screen;
	const struct party *party =
	    switchboard_find(&phone->board, paper->serial);
	struct fault fault;
	while (!outgoing_is_empty(&paper->outgoing)) {
		size_t size;
		const char *text = outgoing_next(&paper->outgoing,
		    party_message_most(&phone->board.rules), &size);
		/* What was meant for one caller is not for the next. */
		if (party == NULL || !call_is_talking(&party->call)) {
			take_back(phone, paper);
			return;
		}
		if (!switchboard_say_to(&phone->board, paper->serial, text,
			size, phone->now, &fault)) {
			say_why_not(phone, paper, &fault);
			return;
		}
		outgoing_said(&paper->outgoing, size);
		front->is_stale = true;
	}
}

void
screen_desk_say(struct phone *phone)
{
	struct desk *desk = &phone->screen->desk;
	for (size_t i = 0; i < desk->count; i++)
		say(phone, &desk->papers[i]);
	desk_tidy(desk);
}

/* Sending makes room there, and no acknowledgement comes to wake. */
bool
screen_desk_can_say(const struct phone *phone)
{
	const struct desk *desk = &phone->screen->desk;
	for (size_t i = 0; i < desk->count; i++) {
		const struct desk_paper *paper = &desk->papers[i];
		const struct party *party =
		    switchboard_find(&phone->board, paper->serial);
		if (!outgoing_is_empty(&paper->outgoing) && party != NULL &&
		    party_is_foreign(party) &&
		    party_can_say(party, FRAMING_PAYLOAD_MOST))
			return true;
	}
	return false;
}

/* ---- a draft for each call ---- */

void
screen_desk_tell(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	struct party *party = switchboard_current(&phone->board);
	const char *text = draft_text(front->draft);
	size_t size = draft_size(front->draft);
	if (party == NULL)
		return;
	if (commands_is_command(text, size))
		size = 0;
	party_draft(party, text, size, phone->now);
}

/* Off the screen: its call goes on, and gets it back. */
static void
put_aside(struct phone *phone, struct party *left)
{
	struct screen_front *front = phone->screen;
	struct draft *draft = front->draft;
	if (draft_size(draft) > 0)
		desk_put_draft(&front->desk, left->serial, draft_text(draft),
		    draft_size(draft), draft_cursor(draft));
	draft_restore(draft, "", 0, 0);
	party_draft(left, "", 0, phone->now);
}

/* A draft for a call that has ended; with one line it stays where it is. */
static void
clear_away(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	const char *text = draft_text(front->draft);
	size_t size = draft_size(front->draft);
	if (phone->board.line_count == 1 || front->draft_serial == 0 ||
	    commands_is_command(text, size))
		return;
	keep(phone, text, size);
	draft_restore(front->draft, "", 0, 0);
}

static void
take_up(struct phone *phone, uint64_t serial)
{
	struct screen_front *front = phone->screen;
	struct desk_paper *paper = desk_find(&front->desk, serial);
	if (paper == NULL || paper->draft == NULL)
		return;
	keep(phone, draft_text(front->draft), draft_size(front->draft));
	draft_restore(front->draft, paper->draft, paper->draft_size,
	    paper->draft_cursor);
	desk_forget_draft(paper);
}

/* Calls that have ended on the desk get nothing any more. */
static void
clear_desk(struct phone *phone)
{
	struct desk *desk = &phone->screen->desk;
	for (size_t i = 0; i < desk->count; i++) {
		struct desk_paper *paper = &desk->papers[i];
		if (paper->draft == NULL ||
		    switchboard_find(&phone->board, paper->serial) != NULL)
			continue;
		keep(phone, paper->draft, paper->draft_size);
		desk_forget_draft(paper);
	}
}

void
screen_desk_turn(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	struct party *party = switchboard_current(&phone->board);
	struct party *left =
	    switchboard_find(&phone->board, front->draft_serial);
	uint64_t serial = party != NULL ? party->serial : 0;
	clear_desk(phone);
	if (serial == front->draft_serial)
		return;
	if (left != NULL)
		put_aside(phone, left);
	else if (serial != 0)
		clear_away(phone);
	else if (draft_size(front->draft) > 0)
		return; /* typed for the talk that is still to be read */
	front->draft_serial = serial;
	if (serial == 0)
		return;
	take_up(phone, serial);
	screen_desk_tell(phone);
}
