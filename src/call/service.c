/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/service.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include <utf8proc.h>

#include "text/clean.h"

static size_t
echo(uint8_t *to, const uint8_t *payload, size_t size, int64_t wall_ms)
{
	(void)wall_ms;
	memcpy(to, payload, size);
	return size;
}

static void
raise_ascii(uint8_t *to, const uint8_t *payload, size_t size)
{
	for (size_t at = 0; at < size; at++)
		to[at] = payload[at] >= 'a' && payload[at] <= 'z' ?
		    (uint8_t)(payload[at] - 'a' + 'A') :
		    payload[at];
}

/*
 * Text is raised character by character, as long as each keeps its size, so
 * that the answer is as long as the question; bytes that are no UTF-8 as ASCII.
 */
static size_t
upper(uint8_t *to, const uint8_t *payload, size_t size, int64_t wall_ms)
{
	(void)wall_ms;
	raise_ascii(to, payload, size);
	if (!clean_is_utf8((const char *)payload, size))
		return size;
	for (size_t at = 0; at < size;) {
		utf8proc_int32_t point;
		uint8_t raised[4];
		utf8proc_ssize_t had = utf8proc_iterate(payload + at,
		    (utf8proc_ssize_t)(size - at), &point);
		if (had <= 0)
			return size;
		if (utf8proc_encode_char(utf8proc_toupper(point), raised) ==
		    had)
			memcpy(to + at, raised, (size_t)had);
		at += (size_t)had;
	}
	return size;
}

static size_t
tell_time(uint8_t *to, const uint8_t *payload, size_t size, int64_t wall_ms)
{
	static const char *const days[] = { "Sunday", "Monday", "Tuesday",
		"Wednesday", "Thursday", "Friday", "Saturday" };
	static const char *const months[] = { "January", "February", "March",
		"April", "May", "June", "July", "August", "September",
		"October", "November", "December" };
	(void)payload;
	(void)size;
	time_t seconds = (time_t)(wall_ms / 1000);
	struct tm now;
	if (gmtime_r(&seconds, &now) == NULL)
		return 0;
	/* In English whatever the locale is: programs read it. */
	int wrote = snprintf((char *)to, 80, "%s, %s %d, %d %02d:%02d:%02d-UTC",
	    days[now.tm_wday], months[now.tm_mon], now.tm_mday,
	    now.tm_year + 1900, now.tm_hour, now.tm_min, now.tm_sec);
	return (size_t)wrote;
}

const struct service services[] = {
	{ "echo", "says what it hears", false, echo },
	{ "upper", "says it in capitals", false, upper },
	{ "time", "says the time, at once and at each message", true,
	    tell_time },
};
const size_t service_count = sizeof(services) / sizeof(services[0]);

const struct service *
service_find(const char *name)
{
	for (size_t i = 0; i < service_count; i++)
		if (strcmp(services[i].name, name) == 0)
			return &services[i];
	return NULL;
}
