/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sysexits.h>

#include "app/phone.h"
#include "app/phone_state.h"
#include "base/clock.h"
#include "text/clean.h"

/* Who knows a call's id can go on with it: none follows from the one before. */
static bool
dial(struct phone *phone, const struct number *number, struct fault *fault)
{
	uint64_t call_id;
	if (getrandom(&call_id, sizeof call_id, 0) == sizeof call_id)
		phone->board.next_call_id = call_id;
	return switchboard_dial(&phone->board, number, phone->now, fault) !=
	    SWITCHBOARD_NOBODY;
}

bool
phone_dial(struct phone *phone, const char *text, struct fault *fault)
{
	struct number number;
	if (!number_parse(&number, text, NUMBER_TO_DIAL, fault))
		return false;
	if (phone->options->udp && number.kind == NUMBER_UNIX)
		return fault_set(fault, EX_USAGE,
		    "this phone talks over UDP, and unix: is a path; give an"
		    " address");
	return dial(phone, &number, fault);
}

bool
phone_redial(struct phone *phone, struct fault *fault)
{
	if (!phone->board.has_redial)
		return fault_set(fault, EX_USAGE,
		    "nobody has been dialled yet; /dial NUMBER does");
	struct number number = phone->board.redial;
	return dial(phone, &number, fault);
}

bool
phone_hold(struct phone *phone, struct fault *fault)
{
	return switchboard_hold(&phone->board, phone->now, fault);
}

/* "on", "off", or NULL for the other way round. */
static bool
take_switch(bool *is_on, const char *on)
{
	if (on != NULL && strcmp(on, "on") != 0 && strcmp(on, "off") != 0)
		return false;
	*is_on = on != NULL ? strcmp(on, "on") == 0 : !*is_on;
	return true;
}

bool
phone_set_live(struct phone *phone, const char *on, struct fault *fault)
{
	bool live = phone->is_live;
	if (phone->options->plain)
		return fault_set(fault, EX_USAGE,
		    "plain mode sends a line when it is whole");
	if (!take_switch(&live, on))
		return fault_set(fault, EX_USAGE, "/live takes on or off");
	phone->is_live = live;
	phone->board.rules.live = live;
	return true;
}

/* ---- a line that misbehaves on purpose ---- */

static bool
has_stream(const struct phone *phone, const char *command, struct fault *fault)
{
	return !phone->options->udp ||
	    fault_set(fault, EX_USAGE,
		"/%s is for a stream: over UDP each message is a datagram",
		command);
}

/* A number from `least` to `most`, or "off" or "0" for 0. */
static bool
take_count(size_t *count, const char *text, long least, long most)
{
	char *end;
	if (strcmp(text, "off") == 0)
		text = "0";
	long number = strtol(text, &end, 10);
	if (strspn(text, "0123456789") == 0 || *end != '\0' ||
	    (number != 0 && number < least) || number > most)
		return false;
	*count = (size_t)number;
	return true;
}

bool
phone_set_drip(struct phone *phone, const char *bytes, struct fault *fault)
{
	size_t size;
	if (!take_count(&size, bytes, 1, FRAME_PAYLOAD_MOST))
		return fault_set(fault, EX_USAGE,
		    "/drip takes how many bytes leave at once, 1 to %d, or off",
		    FRAME_PAYLOAD_MOST);
	if (!has_stream(phone, "drip", fault))
		return false;
	lines_drip(&phone->lines, size);
	if (size == 0)
		switchboard_note(&phone->board, phone->now,
		    "the line drips no more");
	else
		switchboard_note(&phone->board, phone->now,
		    "the line drips: a send() takes %zu byte%s; /drip off"
		    " ends it",
		    size, size == 1 ? "" : "s");
	return true;
}

bool
phone_set_glue(struct phone *phone, const char *messages, struct fault *fault)
{
	enum { LEAST = 2, MOST = 100 };
	size_t count;
	if (messages == NULL)
		count = phone->board.rules.glue > 0 ? 0 : LEAST;
	else if (!take_count(&count, messages, LEAST, MOST))
		return fault_set(fault, EX_USAGE,
		    "/glue takes how many messages leave together, %d to %d,"
		    " or off",
		    LEAST, MOST);
	if (!has_stream(phone, "glue", fault))
		return false;
	phone->board.rules.glue = count;
	if (count == 0)
		switchboard_note(&phone->board, phone->now,
		    "every message leaves by itself again");
	else
		switchboard_note(&phone->board, phone->now,
		    "%zu messages leave in one send(), the first waits %lld s"
		    " at most; /glue again ends it",
		    count, (long long)phone->timers.glue_ms / 1000);
	return true;
}

bool
phone_set_nagle(struct phone *phone, const char *on, struct fault *fault)
{
	bool nagle = phone->lines.nagle;
	if (!take_switch(&nagle, on))
		return fault_set(fault, EX_USAGE, "/nagle takes on or off");
	if (!has_stream(phone, "nagle", fault))
		return false;
	lines_set_nagle(&phone->lines, nagle);
	switchboard_note(&phone->board, phone->now, "%s",
	    nagle ? "TCP_NODELAY is off: the system gathers what is small;"
		    " /nagle off ends it" :
		    "TCP_NODELAY is on again: what is small leaves at once");
	return true;
}

bool
phone_say(struct phone *phone, const char *text, size_t size,
    struct fault *fault)
{
	return switchboard_say(&phone->board, text, size, phone->now, fault);
}

void
phone_quit(struct phone *phone)
{
	/* Nobody can ask a service twice whether it really wants to go, and
	 * nobody waits for the line of a call that has ended. */
	bool has_call = switchboard_current(&phone->board) != NULL;
	phone_leave(phone, EX_OK,
	    phone->options->service != NULL || !has_call ?
		phone->timers.drain_ms :
		CLOCK_NEVER);
}

bool
phone_show_help(struct phone *phone, struct fault *fault)
{
	return phone->front->look(phone, LOOK_HELP, fault);
}

bool
phone_show_headers(struct phone *phone, struct fault *fault)
{
	return phone->front->look(phone, LOOK_HEADERS, fault);
}

bool
phone_show_wire(struct phone *phone, struct fault *fault)
{
	return phone->front->look(phone, LOOK_WIRE, fault);
}

bool
phone_show_ladder(struct phone *phone, struct fault *fault)
{
	return phone->front->look(phone, LOOK_LADDER, fault);
}

bool
phone_show_lines(struct phone *phone, struct fault *fault)
{
	return phone->front->look(phone, LOOK_LINES, fault);
}

bool
phone_show_layout(struct phone *phone, struct fault *fault)
{
	return phone->front->look(phone, LOOK_LAYOUT, fault);
}

bool
phone_show_times(struct phone *phone, struct fault *fault)
{
	return phone->front->look(phone, LOOK_TIMES, fault);
}

bool
phone_repaint(struct phone *phone, struct fault *fault)
{
	return phone->front->look(phone, LOOK_REPAINT, fault);
}

bool
phone_tell_numbers(struct phone *phone, struct fault *fault)
{
	phone_refresh_numbers(phone);
	if (phone->number_count == 0)
		return fault_set(fault, EX_UNAVAILABLE,
		    "you cannot be called: this phone does not listen");
	for (size_t i = 0; i < phone->number_count; i++) {
		const struct interface *interface = &phone->numbers[i];
		char print[NUMBER_PRINT_SIZE];
		switchboard_note(&phone->board, phone->now,
		    "your number: %s  %s  %s",
		    number_print(print, sizeof print, &interface->number),
		    interface->name, interface_remark(interface->use));
	}
	return true;
}

bool
phone_tell_missed(struct phone *phone, struct fault *fault)
{
	if (phone->board.missed_count == 0)
		return fault_set(fault, EX_USAGE, "nobody has called in vain");
	for (size_t i = phone->board.missed_count; i-- > 0;) {
		const struct missed_call *missed = &phone->board.missed[i];
		char print[NUMBER_PRINT_SIZE];
		if (missed->can_call_back)
			number_print(print, sizeof print, &missed->number);
		else
			number_print_address(print, sizeof print,
			    &missed->number);
		switchboard_note(&phone->board, phone->now, "missed: %s%s%s %s",
		    missed->name, *missed->name != '\0' ? " · " : "",
		    missed->can_call_back ? "/dial" :
					    number_from(&missed->number),
		    print);
	}
	return true;
}
