/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "app/screen_front.h"
#include "base/clock.h"

enum { BELLS = 2 };

/* The bell rings twice for a call. */
static void
ring(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	const struct party *party = switchboard_current(&phone->board);
	if (party == NULL || party->call.state != CALL_RINGS_HERE ||
	    call_is_in_trouble(&party->call)) {
		front->bells_left = 0;
		return;
	}
	if (front->rung_serial != party->serial) {
		front->rung_serial = party->serial;
		front->bells_left = BELLS;
		front->bell_at = phone->now;
	}
	if (front->bells_left == 0 || phone->now < front->bell_at)
		return;
	front->bells_left--;
	front->bell_at = clock_after(phone->now, phone->timers.bell_ms);
	screen_bell(front->screen);
}

/* Once for everybody who begins to wait behind the call in front. */
static void
ring_once(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	const struct switchboard *board = &phone->board;
	uint64_t newest = 0;
	size_t waiting = 0;
	for (int slot = 0; slot < board->slot_count; slot++) {
		const struct party *party = board->parties[slot];
		if (slot == board->front || !switchboard_is_line(party) ||
		    party->call.state != CALL_RINGS_HERE ||
		    call_is_in_trouble(&party->call))
			continue;
		waiting++;
		if (party->serial > newest)
			newest = party->serial;
	}
	if (waiting > front->waiting || newest > front->waiting_serial)
		screen_bell(front->screen);
	front->waiting = waiting;
	if (newest > front->waiting_serial)
		front->waiting_serial = newest;
}

void
screen_bell_ring(struct phone *phone)
{
	ring(phone);
	ring_once(phone);
}
