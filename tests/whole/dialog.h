/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * dialog - what a landline and another program say to one another, in the
 * order of a table, and how they end.
 */
#ifndef TESTS_WHOLE_DIALOG_H
#define TESTS_WHOLE_DIALOG_H

#include "process.h"

/* By themselves; or who stays serves, or waits, until it is stopped. */
enum dialog_end { BOTH_END, LANDLINE_STAYS, PEER_STAYS, BOTH_STAY };

/*
 * "> " is what is typed at the landline, "< " what it then shows; "} " and
 * "{ " are the same of the peer. NULL is the end.
 */
void dialog_hold(struct process *landline, struct process *peer,
    const char *const *turns);

/* Ends the input of both, and waits; a peer that stays is left alone. */
void dialog_end(struct process *landline, struct process *peer,
    enum dialog_end end);

#endif
