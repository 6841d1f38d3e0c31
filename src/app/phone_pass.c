/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>
#include <sysexits.h>

#include "app/phone.h"
#include "app/phone_state.h"
#include "base/clock.h"

enum { NUMBERS_EVERY_MS = 1000 };

void
phone_know_itself(struct phone *phone)
{
	struct relay *relay = &phone->board.relay;
	if (!relay->is_on)
		return;
	/* The clock may be set, and a network come up, at any time. */
	phone->board.rules.wall_offset = clock_wall_offset();
	if (phone->now >= phone->numbers_at + NUMBERS_EVERY_MS)
		phone_refresh_numbers(phone);
	relay->number[0] = '\0';
	char print[NUMBER_PRINT_SIZE];
	if (phone->number_count > 0 &&
	    strlen(number_print_whole(print, sizeof print,
		&phone->numbers[0].number)) < sizeof relay->number)
		strcpy(relay->number, print);
}

static bool
turn_on(struct phone *phone, const struct number *next, struct fault *fault)
{
	char print[NUMBER_PRINT_SIZE];
	if (!switchboard_pass_on(&phone->board, next, fault))
		return false;
	phone_know_itself(phone);
	if (!phone->lines.is_listening)
		switchboard_note(&phone->board, phone->now,
		    "you can start messages, but none can come: this phone"
		    " does not listen");
	else if (next == NULL)
		switchboard_note(&phone->board, phone->now,
		    "messages that are passed on end here; /pass off ends it");
	else
		switchboard_note(&phone->board, phone->now,
		    "messages are passed on to %s; /pass TEXT starts one,"
		    " /pass off ends it",
		    number_print_whole(print, sizeof print, next));
	return true;
}

bool
phone_start_passing(struct phone *phone, struct fault *fault)
{
	const struct options *options = phone->options;
	return !options->has_pass_on ||
	    turn_on(phone, options->passes_further ? &options->next : NULL,
		fault);
}

static bool
turn_off(struct phone *phone, struct fault *fault)
{
	if (!phone->board.relay.is_on)
		return fault_set(fault, EX_USAGE,
		    "nothing is passed on here; /pass on NUMBER begins it");
	switchboard_pass_off(&phone->board);
	switchboard_note(&phone->board, phone->now,
	    "nothing is passed on any more; what is under way still is");
	return true;
}

/* "on" and at most one word behind it: a longer text only begins so. */
static bool
is_on(const char *text, const char **number)
{
	if (strncmp(text, "on", 2) != 0)
		return false;
	const char *word = text + 2 + strspn(text + 2, " \t");
	if (*word != '\0' && word == text + 2)
		return false;
	*number = word;
	return strpbrk(word, " \t") == NULL;
}

bool
phone_pass(struct phone *phone, const char *argument, struct fault *fault)
{
	const char *text;
	struct number next;
	if (strcmp(argument, "off") == 0)
		return turn_off(phone, fault);
	if (!is_on(argument, &text))
		return switchboard_pass(&phone->board, argument,
		    strlen(argument), phone->now, fault);
	if (*text == '\0' || strcmp(text, "-") == 0)
		return turn_on(phone, NULL, fault);
	return number_parse(&next, text, NUMBER_TO_DIAL, fault) &&
	    turn_on(phone, &next, fault);
}
