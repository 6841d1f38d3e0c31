/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/timers.h"

#include <stddef.h>
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
	.again_ms = 1000,
	.patience_ms = 2000,
	.draft_ms = 100,
	.quiet_ms = 400,
	.drip_ms = 200,
	.drip_most_ms = 4000,
	.trouble_ms = 120000,
	.redial_ms = 2000,
	.lost_ring_ms = 15000,
	.remember_ms = 120000,
	.glue_ms = 10000,
	.pass_ms = 60000,
	.pass_step_ms = 500,
};

static const struct {
	const char *name;
	size_t at;
} rows[] = {
	{ "first_frame", offsetof(struct timers, first_frame_ms) },
	{ "dial", offsetof(struct timers, dial_ms) },
	{ "ring", offsetof(struct timers, ring_ms) },
	{ "ring_there", offsetof(struct timers, ring_there_ms) },
	{ "ping", offsetof(struct timers, ping_ms) },
	{ "dead", offsetof(struct timers, dead_ms) },
	{ "drain", offsetof(struct timers, drain_ms) },
	{ "gone", offsetof(struct timers, gone_ms) },
	{ "bell", offsetof(struct timers, bell_ms) },
	{ "rest", offsetof(struct timers, rest_ms) },
	{ "stagger", offsetof(struct timers, stagger_ms) },
	{ "again", offsetof(struct timers, again_ms) },
	{ "patience", offsetof(struct timers, patience_ms) },
	{ "draft", offsetof(struct timers, draft_ms) },
	{ "quiet", offsetof(struct timers, quiet_ms) },
	{ "drip", offsetof(struct timers, drip_ms) },
	{ "drip_most", offsetof(struct timers, drip_most_ms) },
	{ "trouble", offsetof(struct timers, trouble_ms) },
	{ "redial", offsetof(struct timers, redial_ms) },
	{ "lost_ring", offsetof(struct timers, lost_ring_ms) },
	{ "remember", offsetof(struct timers, remember_ms) },
	{ "glue", offsetof(struct timers, glue_ms) },
	{ "pass", offsetof(struct timers, pass_ms) },
	{ "pass_step", offsetof(struct timers, pass_step_ms) },
};

enum { ROW_COUNT = sizeof(rows) / sizeof(rows[0]) };

/* How many bytes the name of a timer takes, with its =; 0 without a name. */
static size_t
name_size(const char *text)
{
	size_t size = strspn(text, "abcdefghijklmnopqrstuvwxyz_");
	return size > 0 && text[size] == '=' ? size + 1 : 0;
}

/*
 * Two numbers from 1 to 1000 with a slash between them, one of which is 1.
 * Leads `text` behind them.
 */
static bool
take_scale(const char **text, long scale[2])
{
	for (int i = 0; i < 2; i++) {
		char *end;
		if (**text < '0' || **text > '9')
			return false;
		scale[i] = strtol(*text, &end, 10);
		if (scale[i] < 1 || scale[i] > 1000)
			return false;
		if (i == 0 && *end++ != '/')
			return false;
		*text = end;
	}
	return scale[0] == 1 || scale[1] == 1;
}

static int64_t *
timer(struct timers *timers, size_t row)
{
	return (void *)((char *)timers + rows[row].at);
}

static bool
is_meant(size_t row, const char *name, size_t size)
{
	return size == 0 ||
	    (strlen(rows[row].name) == size - 1 &&
		strncmp(rows[row].name, name, size - 1) == 0);
}

/* Those of the name, with its =, or all without one; false for no timer. */
static bool
set(struct timers *timers, const char *name, size_t size, const long scale[2])
{
	struct timers standard = timers_standard;
	bool is_known = false;
	for (size_t row = 0; row < ROW_COUNT; row++) {
		if (!is_meant(row, name, size))
			continue;
		int64_t ms = *timer(&standard, row) * scale[0] / scale[1];
		*timer(timers, row) = ms > 0 ? ms : 1;
		is_known = true;
	}
	return is_known;
}

bool
timers_scale(struct timers *timers, const char *text)
{
	struct timers scaled = timers_standard;
	for (;;) {
		const char *name = text;
		size_t size = name_size(name);
		long scale[2];
		text += size;
		if (!take_scale(&text, scale) ||
		    !set(&scaled, name, size, scale))
			return false;
		if (*text == '\0')
			break;
		if (*text++ != ',')
			return false;
	}
	*timers = scaled;
	return true;
}
