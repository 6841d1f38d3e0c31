/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* The half of plain_front.h that takes the lines of standard input. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "app/commands.h"
#include "app/phone.h"
#include "app/phone_state.h"
#include "app/plain_front.h"
#include "text/clean.h"

enum { COMMAND_MOST = 512 };

/* The framing has no way to carry it: it is not kept. */
static void
drop_line(struct plain_front *front, const struct fault *fault)
{
	char words[FAULT_WORDS_SIZE + 16];
	snprintf(words, sizeof words, "not sent: %s", fault->words);
	plain_tell(&front->plain, words);
	front->was_refused = true;
	front->has_line = false;
}

/* Says what is left of the line; false when no more fits under way. */
static bool
say_line(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	struct fault fault;
	/* What was meant for one caller is not for the next. */
	if (switchboard_current(&phone->board)->serial != front->line_serial)
		return false;
	do {
		const char *text = front->line + front->line_said;
		size_t size =
		    clean_cut(text, front->line_size - front->line_said,
			party_message_most(&phone->board.rules));
		if (!phone_say(phone, text, size, &fault)) {
			if (fault.status != EX_IOERR)
				return false;
			drop_line(front, &fault);
			return true;
		}
		front->line_said += size;
	} while (front->line_said < front->line_size);
	front->has_line = false;
	return true;
}

/*
 * A line typed at a terminal; blank ones and commands are not said, but where
 * lines are what is spoken: a blank one ends what HTTP asks.
 */
static bool
is_for_phone(struct phone *phone, const char *line, size_t size)
{
	struct plain_front *front = phone->plain;
	struct fault fault;
	if (!front->plain.in_is_terminal)
		return false;
	if (commands_is_nothing(line, size))
		return phone->board.rules.framing->has_calls ||
		    plain_front_is_raw(phone) || !plain_front_is_talking(phone);
	if (commands_is_command(line, size)) {
		if (!commands_run(phone, line, &fault))
			plain_tell(&front->plain, fault.words);
		return true;
	}
	if (plain_front_is_talking(phone))
		return false;
	plain_tell(&front->plain, "not sent: nobody is on the line");
	return true;
}

/* A command at a terminal does not wait behind what the line does not take. */
static void
run_commands_first(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	char raw[COMMAND_MOST], line[4 * COMMAND_MOST];
	size_t size;
	struct fault fault;
	while (front->has_line && front->plain.in_is_terminal &&
	    plain_take_command(&front->plain, raw, sizeof raw, &size)) {
		clean_text(line, sizeof line, raw, size, CLEAN_BODY);
		if (!commands_run(phone, line, &fault))
			plain_tell(&front->plain, fault.words);
	}
}

/* A datagram carries less than a line may have. */
static void
tell_split(struct phone *phone)
{
	char words[96];
	size_t most = party_message_most(&phone->board.rules);
	if (phone->plain->line_size <= most)
		return;
	snprintf(words, sizeof words,
	    "a line was longer than %zu bytes and goes as several messages",
	    most);
	plain_tell(&phone->plain->plain, words);
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
	front->line_serial = switchboard_current(&phone->board)->serial;
	front->has_line = true;
	tell_split(phone);
	return true;
}

static void
tell_cuts(struct plain_front *front)
{
	if (front->plain.cut_count == front->cut_told)
		return;
	front->cut_told = front->plain.cut_count;
	plain_tell(&front->plain,
	    "a line was longer than 65536 bytes and goes as several"
	    " messages");
}

static void
tell_bad_input(struct plain_front *front)
{
	if (front->plain.input_error == 0 || front->input_told)
		return;
	front->input_told = true;
	plain_front_tell_failure(front, "input", "read",
	    front->plain.input_error);
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
	if (phone->is_leaving)
		return;
	if (!plain_front_is_talking(phone)) {
		/* Nobody could ever pick up. */
		if (plain->in_is_terminal && !phone->board.had_call)
			phone_quit(phone);
		return;
	}
	if (call_is_in_trouble(&party->call))
		return; /* hanging up now would be giving up */
	if (plain->in_is_terminal)
		phone_hang_up(phone, NULL, &ignored);
	else if (plain->had_input || party->call.side == CALL_CALLER)
		party_finish_talking(party, phone->now);
	else
		party_finish_listening(party, phone->now);
}

void
plain_front_take(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	if (plain_front_is_unattended_demo(phone))
		return;
	plain_read(&front->plain, &phone->loop);
	if (front->only_passes) {
		plain_front_pass(phone);
		return;
	}
	run_commands_first(phone);
	if (front->pipes_in && plain_front_is_talking(phone))
		plain_front_pipe_in(front, switchboard_current(&phone->board),
		    phone->now);
	while (!front->pipes_in) {
		if (front->has_line &&
		    (!plain_front_is_talking(phone) || !say_line(phone)))
			break;
		if (!front->plain.in_is_terminal &&
		    !plain_front_is_talking(phone))
			break;
		if (!take_line(phone))
			break;
	}
	tell_cuts(front);
	tell_bad_input(front);
	if (plain_is_at_end(&front->plain) && !front->has_line)
		finish_talking(phone);
}
