/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "app/commands.h"
#include "app/phone.h"
#include "app/phone_state.h"
#include "app/plain_front.h"
#include "base/clock.h"
#include "base/memory.h"
#include "text/clean.h"

/* --demo where nobody sits at a terminal takes the user's part itself. */
bool
plain_front_is_unattended_demo(const struct phone *phone)
{
	return phone->options->demo && !phone->plain->plain.in_is_terminal;
}

static bool
can_pick_up(const struct phone *phone)
{
	const struct options *options = phone->options;
	return phone->plain->plain.in_is_terminal || options->auto_answer ||
	    options->demo || options->service != NULL ||
	    !phone->board.rules.framing->has_calls;
}

/* Nobody could talk: input and output are for messages that are passed on. */
static bool
only_passes(const struct phone *phone)
{
	return phone->options->has_pass_on && !phone->options->has_number &&
	    !can_pick_up(phone);
}

/* For who waits, and for who asked for a number to be called back on. */
static void
tell_number(struct phone *phone)
{
	const struct options *options = phone->options;
	const struct number *on = lines_number(&phone->lines);
	char print[NUMBER_PRINT_SIZE], words[NUMBER_PRINT_SIZE + 16];
	if ((options->has_number && !options->has_listen) ||
	    plain_front_is_unattended_demo(phone))
		return;
	if (on == NULL)
		return;
	snprintf(words, sizeof words, "waiting on %s",
	    number_print_whole(print, sizeof print, on));
	plain_tell(&phone->plain->plain, words);
}

bool
plain_front_is_raw(const struct phone *phone)
{
	return phone->board.rules.framing->shape != NULL &&
	    phone->board.rules.framing->shape->kind == FRAMING_RAW &&
	    phone->options->service == NULL;
}

static bool
open_plain(struct phone *phone, struct fault *fault)
{
	const struct options *options = phone->options;
	struct plain_front *front = memory_new(1, sizeof *front);
	phone->plain = front;
	plain_init(&front->plain);
	front->line = memory_new(clean_bound(PLAIN_LINE_MOST), 1);
	front->shows_wire = options->wire;
	front->shows_ladder = options->ladder;
	/* A line that has been written cannot count any further. */
	phone->ladder.folds = false;
	if (plain_front_is_raw(phone)) {
		front->pipes_in = !front->plain.in_is_terminal;
		phone->board.rules.keeps_stream = !front->plain.out_is_terminal;
	}
	phone->board.is_closed = !can_pick_up(phone);
	phone->board.is_for_one_call = options->service == NULL;
	front->only_passes = only_passes(phone);
	if (options->lines > 1 && options->service == NULL)
		return fault_set(fault, EX_USAGE,
		    "--lines needs the screen, or a --service: without a"
		    " screen it is one call");
	if (phone->board.is_closed && !options->has_number &&
	    !front->only_passes)
		return fault_set(fault, EX_USAGE,
		    "nobody could pick up: without a terminal, give a NUMBER"
		    " to dial, --auto-answer, --service or --pass-on");
	tell_number(phone);
	return true;
}

static void
close_plain(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	if (front == NULL)
		return;
	if (front->shows_ladder)
		plain_front_show_ladder(front, &phone->ladder);
	plain_clear(&front->plain);
	free(front->line);
	free(front);
	phone->plain = NULL;
}

bool
plain_front_is_talking(const struct phone *phone)
{
	const struct party *party = switchboard_current(&phone->board);
	return party != NULL && call_is_talking(&party->call);
}

/* Input that is no command is read only while it can be said. */
static void
watch_plain(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	bool wants_input = front->plain.in_is_terminal || front->only_passes ||
	    (plain_front_is_talking(phone) && !front->has_line &&
		!plain_front_is_unattended_demo(phone));
	plain_watch(&front->plain, &phone->loop, wants_input);
}

static bool
is_deaf(const struct phone *phone)
{
	return plain_is_full(&phone->plain->plain);
}

/* ---- output ---- */

/*
 * The one call of plain mode has come to its end: what was dialled, or what
 * was picked up. After a missed or declined call a listener waits on.
 */
static bool
is_the_end(const struct phone *phone, const struct party *party)
{
	return switchboard_current(&phone->board) == NULL &&
	    phone->options->service == NULL &&
	    (party->call.was_answered ||
		(party->call.side == CALL_CALLER &&
		    phone->options->has_number));
}

/* What was to be said and was not; 0 when all was. */
static int
unsaid_status(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	if (plain_front_is_unattended_demo(phone))
		return EX_OK;
	if (front->plain.input_error != 0)
		return EX_IOERR;
	if (front->was_refused && !front->plain.in_is_terminal)
		return EX_IOERR;
	/* What is typed after the end is meant for nobody. */
	if (!front->has_line &&
	    (front->plain.in_is_terminal || !plain_has_more(&front->plain)))
		return EX_OK;
	plain_tell(&front->plain,
	    front->plain.in_is_terminal ?
		"not all that you typed was sent: the call ended first" :
		"standard input was not all sent: the call ended first");
	return EX_IOERR;
}

static void
leave(struct phone *phone, const struct party *party)
{
	int status = outcome_status(party->call.outcome);
	int unsaid = party->call.was_answered ? unsaid_status(phone) : EX_OK;
	if (status == EX_OK)
		status = unsaid;
	/* Over UDP it has ended well, and yet not all is known to be there. */
	if (status == EX_OK && party_unanswered(party) > 0)
		status = EX_IOERR;
	phone_leave(phone, status, CLOCK_NEVER);
}

/* Nobody hears any more what they say. */
static void
give_up_output(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	if (front->output_told)
		return;
	front->output_told = true;
	plain_front_tell_failure(front, "output", "write",
	    front->plain.output_error);
	phone_give_up(phone, EX_IOERR);
}

static void
show_party(struct phone *phone, struct party *party)
{
	struct plain_front *front = phone->plain;
	plain_front_turn_to(front, party);
	if (front->shows_wire)
		plain_front_show_wire(front, &party->tape, &front->shown_tape);
	if (!plain_front_is_unattended_demo(phone))
		plain_front_show(front, party);
	plain_front_pipe_out(front, party, phone->now);
	if (phone->is_leaving || !is_the_end(phone, party))
		return;
	/* Now it is known what has arrived. */
	if (plain_front_is_unattended_demo(phone))
		plain_front_report(front, party);
	leave(phone, party);
}

static void
show_plain(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	struct party *party = switchboard_shown(&phone->board);
	if (front->shows_ladder)
		plain_front_show_ladder(front, &phone->ladder);
	plain_front_show_news(front, &phone->board.news);
	if (front->shows_wire)
		plain_front_show_wire(front, &phone->board.served,
		    &front->shown_served);
	plain_front_show_told(front, &phone->board.relay.told);
	if (party != NULL)
		show_party(phone, party);
	plain_flush(&front->plain);
	if (front->plain.output_failed)
		give_up_output(phone);
	if (party != NULL)
		party_set_deaf(party, is_deaf(phone), phone->now);
}

/*
 * Sending makes room in a foreign framing, where no acknowledgement comes to
 * wake; and so does writing.
 */
static bool
can_go_on(const struct phone *phone)
{
	const struct plain_front *front = phone->plain;
	const struct party *party = switchboard_shown(&phone->board);
	if (party == NULL || !party_is_foreign(party))
		return false;
	if (party->stream.size > 0 && !plain_is_full(&front->plain))
		return true;
	bool has_more =
	    front->has_line || (front->pipes_in && front->plain.input_size > 0);
	return has_more && party_can_say(party, FRAMING_PAYLOAD_MOST);
}

static int64_t
plain_deadline(const struct phone *phone)
{
	/* What is told before anything has happened is not to wait for it. */
	bool has_news = phone->plain->shown_news < phone->board.news.end;
	/* A line that is closed makes room, and wakes nobody. */
	bool can_pass = phone->plain->waits_for_room &&
	    switchboard_has_room_to_pass(&phone->board);
	return has_news || can_pass || can_go_on(phone) ? phone->now :
							  CLOCK_NEVER;
}

static bool
is_idle(const struct phone *phone)
{
	const struct party *party = switchboard_shown(&phone->board);
	return !plain_has_output(&phone->plain->plain) &&
	    (party == NULL || party->stream.size == 0 ||
		phone->plain->plain.output_failed);
}

static void
tell_commands(struct plain_front *front)
{
	char label[COMMANDS_LABEL_SIZE], line[160];
	for (size_t i = 0; i < command_row_count; i++) {
		const struct command_row *row = &command_rows[i];
		if (row->wants_screen)
			continue;
		snprintf(line, sizeof line, "%s: %s",
		    commands_label(label, row), row->does);
		plain_tell(&front->plain, line);
	}
}

static void
tell_lines(struct phone *phone)
{
	struct scene_line *lines =
	    memory_new(phone_lines_most(phone), sizeof *lines);
	plain_front_show_lines(phone->plain, lines,
	    phone_list_lines(phone, lines));
	free(lines);
}

/* What was before is not told any more: nobody wants a thousand lines now. */
static void
switch_wire(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	const struct party *party = switchboard_shown(&phone->board);
	front->shows_wire = !front->shows_wire;
	if (party != NULL) {
		plain_front_turn_to(front, party);
		front->shown_tape = tape_newest(&party->tape);
	}
	front->shown_served = tape_newest(&phone->board.served);
	plain_tell(&front->plain,
	    front->shows_wire ?
		"from now on each frame is told; /wire ends it" :
		"frames are told no more");
}

static void
switch_ladder(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	front->shows_ladder = !front->shows_ladder;
	front->shown_calls = ladder_newest(&phone->ladder);
	plain_tell(&front->plain,
	    front->shows_ladder ?
		"from now on each socket call is told; /ladder ends it" :
		"socket calls are told no more");
}

static bool
look(struct phone *phone, int what, struct fault *fault)
{
	if (what == LOOK_WIRE) {
		switch_wire(phone);
		return true;
	}
	if (what == LOOK_LADDER) {
		switch_ladder(phone);
		return true;
	}
	if (what == LOOK_LINES) {
		tell_lines(phone);
		return true;
	}
	if (what == LOOK_HELP) {
		tell_commands(phone->plain);
		return true;
	}
	return fault_set(fault, EX_USAGE,
	    "plain mode has no screen to show that on");
}

const struct front front_plain = {
	.open = open_plain,
	.watch = watch_plain,
	.take = plain_front_take,
	.show = show_plain,
	.deadline = plain_deadline,
	.close = close_plain,
	.is_deaf = is_deaf,
	.is_idle = is_idle,
	.look = look,
};
