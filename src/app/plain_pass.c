/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "app/phone.h"
#include "app/phone_state.h"
#include "app/plain_front.h"
#include "text/clean.h"

/* Starts one; false when it is to be tried again, as too many are under way. */
static bool
start_message(struct phone *phone, const char *line, size_t size)
{
	struct plain_front *front = phone->plain;
	struct fault fault;
	char words[FAULT_WORDS_SIZE + 16];
	/* A blank line says nothing. */
	if (size == 0 ||
	    switchboard_pass(&phone->board, line, size, phone->now, &fault))
		return true;
	if (fault.status == EX_TEMPFAIL)
		return false;
	snprintf(words, sizeof words, "not sent: %s", fault.words);
	plain_tell(&front->plain, words);
	front->was_refused = true;
	return true;
}

static bool
is_under_way(const struct relay *relay)
{
	for (size_t i = 0; i < RELAY_MOST; i++)
		if (relay->passes[i].trail != NULL)
			return true;
	return false;
}

static int
status(const struct phone *phone)
{
	const struct plain_front *front = phone->plain;
	if (front->was_refused || front->plain.input_error != 0)
		return EX_IOERR;
	return phone->board.relay.has_failed ? EX_UNAVAILABLE : EX_OK;
}

void
plain_front_pass(struct phone *phone)
{
	struct plain_front *front = phone->plain;
	const char *line;
	size_t size;
	front->waits_for_room = false;
	while (!phone->is_leaving && plain_peek(&front->plain, &line, &size)) {
		front->waits_for_room = !start_message(phone, line, size);
		if (front->waits_for_room)
			break;
		plain_took(&front->plain);
	}
	/* Who had something to say waits for its trails; who had not, stays. */
	if (!phone->is_leaving && plain_is_at_end(&front->plain) &&
	    (front->plain.had_input || front->plain.input_error != 0) &&
	    !is_under_way(&phone->board.relay))
		phone_leave(phone, status(phone), phone->timers.drain_ms);
}

static void
show_told(struct plain_front *front, const struct transcript_entry *entry)
{
	char spare[RELAY_LINE_SIZE], name[PARTY_NAME_SIZE];
	if (!front->only_passes || entry->speaker != SPEAKER_THEM) {
		plain_tell(&front->plain, relay_line_of(entry, spare));
		return;
	}
	size_t name_size = strcspn(entry->text, "\n");
	snprintf(name, sizeof name, "%.*s", (int)name_size, entry->text);
	plain_put_message(&front->plain, name, entry->text + name_size + 1,
	    entry->size - name_size - 1);
}

void
plain_front_show_told(struct plain_front *front, const struct transcript *told)
{
	if (front->shown_told < told->first)
		front->shown_told = told->first;
	while (front->shown_told < told->end)
		show_told(front, transcript_at(told, front->shown_told++));
}
