/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "app/screen_front.h"

static void
mix(uint64_t *sum, uint64_t number)
{
	/* FNV-1a, a number at a time: what is equal is equal, and that is all. */
	*sum = (*sum ^ number) * UINT64_C(0x100000001b3);
}

/* What the screen shows of a call whether or not the pane is open. */
static void
mix_state(uint64_t *sum, const struct party *party)
{
	mix(sum, party->serial);
	mix(sum, (uint64_t)party->call.state);
	mix(sum, call_is_in_trouble(&party->call));
	mix(sum, party->unread);
	mix(sum, party->i_hold);
	mix(sum, party->they_hold);
	mix(sum, party->patch);
}

static void
mix_traffic(uint64_t *sum, const struct party *party)
{
	mix(sum, party->in.frames);
	mix(sum, party->in.bytes);
	mix(sum, party->out.frames);
	mix(sum, party->out.bytes);
}

bool
screen_lines_changed(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	const struct switchboard *board = &phone->board;
	uint64_t sum = (uint64_t)board->unread_count;
	for (int slot = 0; slot < board->slot_count; slot++) {
		const struct party *party = board->parties[slot];
		bool is_shown = front->view.shows_lines ||
		    (slot != board->front && switchboard_is_line(party));
		if (party == NULL || !is_shown)
			continue;
		mix_state(&sum, party);
		if (front->view.shows_lines)
			mix_traffic(&sum, party);
	}
	bool has_changed = sum != front->seen_lines;
	front->seen_lines = sum;
	return has_changed;
}
