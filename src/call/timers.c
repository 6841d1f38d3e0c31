/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/timers.h"

#include <stdlib.h>
#include <string.h>

const struct timers timers_standard = {
	.first_frame_ms = 5000,
	.dial_ms = 10000,
	.ring_ms = 60000,
	.ring_there_ms = 65000,
	.ping_ms = 5000,
	.dead_ms = 15000,
	.drain_ms = 1000,
	.gone_ms = 500,
	.bell_ms = 1000,
	.rest_ms = 1000,
	.stagger_ms = 250,
	.draft_ms = 100,
	.quiet_ms = 400,
	.drip_ms = 200,
	.drip_most_ms = 4000,
	.glue_ms = 10000,
};

static void
divide(int64_t *ms, long by)
{
	*ms = *ms > by ? *ms / by : 1;
}

bool
timers_divide(struct timers *timers, const char *text)
{
	if (strncmp(text, "1/", 2) != 0 || text[2] < '0' || text[2] > '9')
		return false;
	char *end;
	long by = strtol(text + 2, &end, 10);
	if (*end != '\0' || by < 1 || by > 1000)
		return false;
	divide(&timers->first_frame_ms, by);
	divide(&timers->dial_ms, by);
	divide(&timers->ring_ms, by);
	divide(&timers->ring_there_ms, by);
	divide(&timers->ping_ms, by);
	divide(&timers->dead_ms, by);
	divide(&timers->drain_ms, by);
	divide(&timers->gone_ms, by);
	divide(&timers->bell_ms, by);
	divide(&timers->rest_ms, by);
	divide(&timers->stagger_ms, by);
	divide(&timers->draft_ms, by);
	divide(&timers->quiet_ms, by);
	divide(&timers->drip_ms, by);
	divide(&timers->drip_most_ms, by);
	divide(&timers->glue_ms, by);
	return true;
}
