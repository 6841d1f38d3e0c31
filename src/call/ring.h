/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * ring - half of call/switchboard: who rings, who waits, who hears busy, what
 * happens when both dial at once (glare), and which calls were missed.
 *
 * Only call/switchboard includes it.
 */
#ifndef LANDLINE_CALL_RING_H
#define LANDLINE_CALL_RING_H

#include "call/switchboard.h"

/* What party_read() said of that slot: PARTY_HEARD_RING … PARTY_HEARD_GLARE. */
void ring_came(struct switchboard *board, int slot, int64_t now);
void ringing_came(struct switchboard *board, int slot, int64_t now);
void glare_came(struct switchboard *board, int slot, int64_t now);

/* Whatever has just happened: what follows from it follows here. */
void ring_settle(struct switchboard *board, int64_t now);

/* This phone dialled it, and it is going on. */
bool ring_is_my_call(const struct party *party);

#endif
