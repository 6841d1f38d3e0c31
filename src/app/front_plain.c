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
#include "base/clock.h"
#include "base/memory.h"
#include "text/clean.h"
#include "ui/plain.h"
#include "wire/inspect.h"

struct plain_front {
	struct plain plain;
	bool shows_wire;

	/* A line of input, clean, and how much of it has been said. */
	char *line;
	size_t line_size, line_said;
	bool has_line;
	size_t cut_told;

	/* How far the call in front has been shown, and which call that is. */
	uint64_t serial;
	uint64_t shown;	     /* entries of its transcript */
	uint32_t shown_tape; /* id on its tape */
	uint64_t shown_news;
};

/* --demo where nobody sits at a terminal takes the user's part itself. */
static bool
is_unattended_demo(const struct phone *phone)
{
	return phone->options->demo && !phone->plain->plain.in_is_terminal;
}

static bool
open_plain(struct phone *phone, struct fault *fault)
{
	struct plain_front *front = memory_new(1, sizeof *front);
	phone->plain = front;
	plain_init(&front->plain);
	front->line = memory_new(clean_bound(PLAIN_LINE_MOST), 1);
	front->shows_wire = phone->options->wire;
	if (!front->plain.in_is_terminal && !phone->options->has_number &&
	    !phone->options->auto_answer && !phone->options->demo)
		return fault_set(fault, EX_USAGE,
		    "nobody could pick up: without a terminal, give a NUMBER"
		    " to dial or --auto-answer");
	if (phone->lines.is_listening && !phone->options->has_number &&
	    !is_unattended_demo(phone)) {
		char print[NUMBER_PRINT_SIZE], words[NUMBER_PRINT_SIZE + 16];
		snprintf(words, sizeof words, "waiting on %s",
		    number_print_whole(print, sizeof print,
			&phone->lines.exchange.number));
		plain_tell(words);
	}
	return true;
}

static void
close_plain(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	if (front == NULL)
		return;
	plain_clear(&front->plain);
	free(front->line);
	free(front);
	phone->plain = NULL;
}

static bool
is_talking(const struct phone *phone)
{
	const struct party *party = switchboard_current(&phone->board);
	return party != NULL && call_is_talking(&party->call);
}

/* Input that is no command is read only while it can be said. */
static void
watch_plain(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	bool wants_input = front->plain.in_is_terminal ||
	    (is_talking(phone) && !front->has_line &&
		!is_unattended_demo(phone));
	plain_watch(&front->plain, &phone->loop, wants_input);
}

static bool
is_deaf(const struct phone *phone)
{
	return plain_is_full(&phone->plain->plain);
}

/* ---- input ---- */

/* Says what is left of the line; false when no more fits under way. */
static bool
say_line(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	struct fault fault;
	do {
		const char *text = front->line + front->line_said;
		size_t size = clean_cut(text,
		    front->line_size - front->line_said, FRAME_PAYLOAD_MOST);
		if (!phone_say(phone, text, size, &fault))
			return false;
		front->line_said += size;
	} while (front->line_said < front->line_size);
	front->has_line = false;
	return true;
}

/* A line typed at a terminal; blank ones and commands are not said. */
static bool
is_for_phone(struct phone *phone, const char *line, size_t size)
{
	struct plain_front *front = phone->plain;
	struct fault fault;
	if (!front->plain.in_is_terminal)
		return false;
	if (size == 0)
		return true;
	if (commands_is_command(line, size)) {
		if (!commands_run(phone, line, &fault))
			plain_tell(fault.words);
		return true;
	}
	if (is_talking(phone))
		return false;
	plain_tell("not sent: nobody is on the line");
	return true;
}

/* Takes the next line from the input; false when there is none. */
static bool
take_line(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	const char *raw;
	size_t raw_size;
	if (!plain_peek(&front->plain, &raw, &raw_size))
		return false;
	char *line = front->line;
	size_t size = clean_text(line, clean_bound(PLAIN_LINE_MOST), raw,
	    raw_size, CLEAN_BODY);
	plain_took(&front->plain);
	if (is_for_phone(phone, line, size))
		return true;
	/* Two slashes at a terminal are one that is meant. */
	size_t skip = front->plain.in_is_terminal && size > 1 &&
	    line[0] == '/' && line[1] == '/';
	front->line_size = size;
	front->line_said = skip;
	front->has_line = true;
	return true;
}

static void
tell_cuts(struct plain_front *front)
{
	if (front->plain.cut_count == front->cut_told)
		return;
	front->cut_told = front->plain.cut_count;
	plain_tell("a line was longer than 65536 bytes and goes as several"
		   " messages");
}

/*
 * The end of input means: I have finished talking. Who was called and had
 * nothing to say at all listens to the caller's end; who pressed ^D means it.
 */
static void
finish_talking(struct phone *phone)
{
	const struct plain *plain = &phone->plain->plain;
	struct party *party = switchboard_current(&phone->board);
	struct fault ignored;
	if (!is_talking(phone) || phone->is_leaving)
		return;
	if (plain->in_is_terminal)
		phone_hang_up(phone, &ignored);
	else if (plain->had_input || party->call.side == CALL_CALLER)
		party_finish_talking(party, phone->now);
}

static void
take_input(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	if (is_unattended_demo(phone))
		return;
	plain_read(&front->plain, &phone->loop);
	for (;;) {
		if (front->has_line && (!is_talking(phone) || !say_line(phone)))
			break;
		if (!front->plain.in_is_terminal && !is_talking(phone))
			break;
		if (!take_line(phone))
			break;
	}
	tell_cuts(front);
	if (plain_is_at_end(&front->plain) && !front->has_line)
		finish_talking(phone);
}

/* ---- output ---- */

static void
show_entry(struct plain_front *front, const struct party *party,
    const struct transcript_entry *entry)
{
	char spare[NUMBER_PRINT_SIZE];
	if (entry->speaker == SPEAKER_PHONE ||
	    entry->kind == TRANSCRIPT_SKIPPED)
		plain_tell(entry->text);
	else if (entry->speaker == SPEAKER_THEM)
		plain_put_message(&front->plain, party_who(party, spare),
		    entry->text, entry->size);
}

static void
show_news(struct plain_front *front, const struct transcript *news)
{
	if (front->shown_news < news->first)
		front->shown_news = news->first;
	while (front->shown_news < news->end)
		plain_tell(transcript_at(news, front->shown_news++)->text);
}

static void
show_wire(struct plain_front *front, const struct tape *tape)
{
	char line[INSPECT_LINE_SIZE];
	uint32_t oldest = tape_oldest(tape);
	if (front->shown_tape + 1 < oldest) {
		snprintf(line, sizeof line, "(%u frames not shown)",
		    (unsigned)(oldest - front->shown_tape - 1));
		plain_tell(line);
		front->shown_tape = oldest - 1;
	}
	while (front->shown_tape < tape_newest(tape)) {
		inspect_line(line, tape_find(tape, ++front->shown_tape));
		plain_tell(line);
	}
}

/* What --demo prints without a terminal: who said what, and its header. */
static void
show_with_header(struct plain_front *front, const struct party *party,
    const struct transcript_entry *entry)
{
	char strip[INSPECT_ROW_SIZE];
	const struct tape_entry *frame =
	    tape_find(&party->tape, entry->tape_id);
	if (entry->speaker == SPEAKER_PHONE) {
		plain_put(&front->plain, "  ", 2);
		plain_put(&front->plain, entry->text, entry->size);
		plain_put(&front->plain, "\n", 1);
		return;
	}
	const char *who =
	    entry->speaker == SPEAKER_ME ? "you" : party->their_name;
	plain_put(&front->plain, who, strlen(who));
	plain_put(&front->plain, ": ", 2);
	plain_put(&front->plain, entry->text, entry->size);
	plain_put(&front->plain, "\n", 1);
	if (frame == NULL)
		return;
	inspect_strip(strip, frame);
	plain_put(&front->plain, "    ", 4);
	plain_put(&front->plain, strip, strlen(strip));
	if (entry->delivery == DELIVERY_DONE)
		plain_put(&front->plain, "   \xe2\x9c\x93", 6);
	plain_put(&front->plain, "\n", 1);
}

/* The whole of it at the end, when it is known what has arrived. */
static void
show_demo(struct phone *phone, const struct party *party)
{
	const struct transcript *transcript = &party->transcript;
	if (switchboard_current(&phone->board) != NULL)
		return;
	for (uint64_t at = transcript->first; at < transcript->end; at++)
		show_with_header(phone->plain, party,
		    transcript_at(transcript, at));
}

static void
show_call(struct plain_front *front, const struct party *party)
{
	const struct transcript *transcript = &party->transcript;
	if (front->shown < transcript->first)
		front->shown = transcript->first;
	while (front->shown < transcript->end)
		show_entry(front, party,
		    transcript_at(transcript, front->shown++));
}

/*
 * The one call of plain mode has come to its end: what was dialled, or what
 * was picked up. After a missed or declined call a listener waits on.
 */
static bool
is_the_end(const struct phone *phone, const struct party *party)
{
	return switchboard_current(&phone->board) == NULL &&
	    (party->call.was_answered ||
		(party->call.side == CALL_CALLER &&
		    phone->options->has_number));
}

static void
leave(struct phone *phone, const struct party *party)
{
	struct plain_front *front = phone->plain;
	int status = outcome_status(party->call.outcome);
	const char *raw;
	size_t size;
	if (front->has_line || plain_peek(&front->plain, &raw, &size)) {
		plain_tell("what had been read of standard input was not all"
			   " sent");
		if (status == EX_OK)
			status = EX_IOERR;
	}
	phone_leave(phone, status, CLOCK_NEVER);
}

/* Nobody hears any more what they say. */
static void
give_up_output(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	char words[128];
	if (phone->is_leaving && phone->status == EX_IOERR)
		return;
	snprintf(words, sizeof words, "standard output failed (write: %s)",
	    strerror(front->plain.output_error));
	plain_tell(words);
	phone_leave(phone, EX_IOERR, 0);
	phone->status = EX_IOERR;
	switchboard_break_off(&phone->board, phone->now);
}

/* A call that is not the one before is shown from its beginning. */
static void
turn_to(struct plain_front *front, const struct party *party)
{
	if (front->serial == party->serial)
		return;
	front->serial = party->serial;
	front->shown = 0;
	front->shown_tape = 0;
}

static void
show_plain(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	struct party *party = switchboard_shown(&phone->board);
	bool is_demo = is_unattended_demo(phone);
	show_news(front, &phone->board.news);
	if (party != NULL) {
		turn_to(front, party);
		if (front->shows_wire)
			show_wire(front, &party->tape);
		if (!is_demo)
			show_call(front, party);
		else if (!phone->is_leaving)
			show_demo(phone, party);
		if (!phone->is_leaving && is_the_end(phone, party))
			leave(phone, party);
	}
	plain_flush(&front->plain);
	if (front->plain.output_failed)
		give_up_output(phone);
	if (party != NULL)
		party_set_deaf(party, is_deaf(phone), phone->now);
}

static int64_t
plain_deadline(const struct phone *phone)
{
	(void)phone;
	return CLOCK_NEVER;
}

static bool
is_idle(const struct phone *phone)
{
	return !plain_has_output(&phone->plain->plain);
}

static void
tell_commands(void)
{
	char line[160];
	for (size_t i = 0; i < command_row_count; i++) {
		const struct command_row *row = &command_rows[i];
		snprintf(line, sizeof line, "/%s%s%s: %s", row->name,
		    row->argument != NULL ? " " : "",
		    row->argument != NULL ? row->argument : "", row->does);
		plain_tell(line);
	}
}

static bool
look(struct phone *phone, int what, struct fault *fault)
{
	if (what == LOOK_WIRE) {
		phone->plain->shows_wire = !phone->plain->shows_wire;
		return true;
	}
	if (what == LOOK_HELP) {
		tell_commands();
		return true;
	}
	return fault_set(fault, EX_USAGE,
	    "plain mode has no screen to show that on");
}

const struct front front_plain = {
	.open = open_plain,
	.watch = watch_plain,
	.take = take_input,
	.show = show_plain,
	.deadline = plain_deadline,
	.close = close_plain,
	.is_deaf = is_deaf,
	.is_idle = is_idle,
	.look = look,
};
