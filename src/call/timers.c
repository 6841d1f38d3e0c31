/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/timers.h"

#include <stdlib.h>

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

/* Two numbers from 1 to 1000 with a slash between them, one of which is 1. */
static bool
read_scale(const char *text, long scale[2])
{
	for (int i = 0; i < 2; i++) {
		char *end;
		if (*text < '0' || *text > '9')
			return false;
		scale[i] = strtol(text, &end, 10);
		if (*end != (i == 0 ? '/' : '\0') || scale[i] < 1 ||
		    scale[i] > 1000)
			return false;
		text = end + 1;
	}
	return scale[0] == 1 || scale[1] == 1;
}

static void
stretch(int64_t *ms, const long scale[2])
{
	*ms = *ms * scale[0] / scale[1];
	if (*ms < 1)
		*ms = 1;
}

bool
timers_scale(struct timers *timers, const char *text)
{
	long scale[2];
	if (!read_scale(text, scale))
		return false;
	stretch(&timers->first_frame_ms, scale);
	stretch(&timers->dial_ms, scale);
	stretch(&timers->ring_ms, scale);
	stretch(&timers->ring_there_ms, scale);
	stretch(&timers->ping_ms, scale);
	stretch(&timers->dead_ms, scale);
	stretch(&timers->drain_ms, scale);
	stretch(&timers->gone_ms, scale);
	stretch(&timers->bell_ms, scale);
	stretch(&timers->rest_ms, scale);
	stretch(&timers->stagger_ms, scale);
	stretch(&timers->draft_ms, scale);
	stretch(&timers->quiet_ms, scale);
	stretch(&timers->drip_ms, scale);
	stretch(&timers->drip_most_ms, scale);
	stretch(&timers->glue_ms, scale);
	return true;
}
