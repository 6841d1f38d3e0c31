/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* The part of lines.h that dials, for the first time or for another line. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>

#include "app/lines.h"
#include "base/memory.h"

void
lines_stop_dialling(struct lines *lines, int slot)
{
	struct lines_slot *at = &lines->slots[slot];
	if (at->dial == NULL)
		return;
	dial_close(at->dial);
	free(at->dial);
	at->dial = NULL;
}

static void
start_dialling(struct lines *lines, int slot, const struct number *number,
    int64_t now)
{
	struct lines_slot *at = &lines->slots[slot];
	struct fault why;
	at->dial = memory_new(1, sizeof *at->dial);
	at->line_id = switchboard_line(lines->board, slot);
	bool begun = lines->is_udp ?
	    dial_pin(at->dial, lines->ladder, number, now, &why) :
	    dial_open(at->dial, lines->ladder, number, now, &why);
	if (!begun) {
		lines_stop_dialling(lines, slot);
		switchboard_unreachable(lines->board, slot, false, &why, now);
		return;
	}
	at->dial->stagger_ms = lines->board->timers.stagger_ms;
}

/* Not that the way there is barred, or long. */
static bool
nobody_is_there(const struct dial *dial)
{
	return dial->error == ECONNREFUSED || dial->error == ENOENT;
}

static void
go_on_dialling(struct lines *lines, int slot, const struct loop *loop,
    int64_t now)
{
	struct dial *dial = lines->slots[slot].dial;
	struct fault why;
	switch (dial_turn(dial, loop, now, &why)) {
	case DIAL_GOES_ON:
		return;
	case DIAL_THERE: {
		if (lines->is_udp) {
			lines_datagram_dialled(lines, slot, now);
			return;
		}
		struct number reached = dial->reached;
		int descriptor = dial->descriptor;
		lines_stop_dialling(lines, slot);
		lines_open_line(lines, slot, descriptor);
		switchboard_connected(lines->board, slot, &reached, now);
		break;
	}
	case DIAL_REFUSED:
	case DIAL_NO_SUCH_NAME: {
		bool refused = nobody_is_there(dial);
		lines_stop_dialling(lines, slot);
		switchboard_unreachable(lines->board, slot, refused, &why, now);
		break;
	}
	}
}

void
lines_dial(struct lines *lines, int slot, const struct loop *loop, int64_t now)
{
	const struct number *wanted =
	    switchboard_wants_line(lines->board, slot);
	if (wanted == NULL)
		lines_stop_dialling(lines, slot);
	else if (lines->slots[slot].dial == NULL)
		start_dialling(lines, slot, wanted, now);
	if (lines->slots[slot].dial != NULL)
		go_on_dialling(lines, slot, loop, now);
}
