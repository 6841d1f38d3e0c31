/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "dialog.h"

#include <signal.h>

void
dialog_hold(struct process *landline, struct process *peer,
    const char *const *turns)
{
	for (; *turns != NULL; turns++) {
		struct process *who =
		    **turns == '>' || **turns == '<' ? landline : peer;
		if (**turns == '>' || **turns == '}')
			process_say(who, *turns + 2);
		else
			process_expect_output(who, *turns + 2);
	}
}

void
dialog_end(struct process *landline, struct process *peer, enum dialog_end end)
{
	bool landline_stays = end == LANDLINE_STAYS || end == BOTH_STAY;
	if (!landline_stays)
		process_end_input(landline);
	process_end_input(peer);
	if (end == BOTH_END || end == LANDLINE_STAYS)
		process_expect_end(peer, 0);
	if (landline_stays)
		process_signal(landline, SIGTERM);
	process_expect_end(landline, landline_stays ? 128 + SIGTERM : 0);
}
