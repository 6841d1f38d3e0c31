/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/relay.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "text/clean.h"

void
relay_init(struct relay *relay)
{
	*relay = (struct relay){ 0 };
	transcript_init(&relay->told);
}

void
relay_clear(struct relay *relay)
{
	for (size_t i = 0; i < RELAY_MOST; i++)
		relay_drop(&relay->passes[i]);
	transcript_clear(&relay->told);
}

bool
relay_has_seen(const struct relay *relay, uint64_t id)
{
	for (size_t i = 0; i < RELAY_SEEN && i < relay->seen_count; i++)
		if (relay->seen[i] == id)
			return true;
	return false;
}

void
relay_see(struct relay *relay, uint64_t id)
{
	relay->seen[relay->seen_count++ % RELAY_SEEN] = id;
}

struct relay_pass *
relay_add(struct relay *relay, const struct pass *trail, int64_t now)
{
	for (size_t i = 0; i < RELAY_MOST; i++) {
		struct relay_pass *pass = &relay->passes[i];
		if (pass->trail != NULL)
			continue;
		*pass = (struct relay_pass){ .started_at = now };
		pass->trail = memory_new(1, sizeof *pass->trail);
		*pass->trail = *trail;
		return pass;
	}
	return NULL;
}

void
relay_drop(struct relay_pass *pass)
{
	free(pass->trail);
	pass->trail = NULL;
}

bool
relay_is_full(const struct relay *relay)
{
	for (size_t i = 0; i < RELAY_MOST; i++)
		if (relay->passes[i].trail == NULL)
			return false;
	return true;
}

bool
relay_is_mine(const struct relay_pass *pass)
{
	return pass->trail != NULL && pass->back.serial == 0;
}

/* As much of it as fits, in whole characters. */
static uint8_t
put(char *to, size_t most, const char *text)
{
	size_t size = clean_cut(text, strlen(text), most);
	memcpy(to, text, size);
	to[size] = '\0';
	return (uint8_t)size;
}

bool
relay_add_hop(struct pass *trail, const char *name, const char *number,
    uint64_t at_ms)
{
	if (trail->hop_count == PASS_HOPS_MOST)
		return false;
	struct pass_hop *hop = &trail->hops[trail->hop_count++];
	hop->at_ms = at_ms;
	hop->name_size = put(hop->name, PASS_NAME_MOST, name);
	hop->number_size = put(hop->number, PASS_NUMBER_MOST, number);
	return true;
}

const char *
relay_who(const struct pass *trail)
{
	const struct pass_hop *first = &trail->hops[0];
	if (trail->hop_count > 0 && first->name_size > 0)
		return first->name;
	return trail->hop_count > 0 && first->number_size > 0 ? first->number :
								"somebody";
}

void
relay_merge(struct pass *report, const struct pass *trail)
{
	memcpy(report->hops, trail->hops,
	    trail->hop_count * sizeof *trail->hops);
}

static void
add(struct relay *relay, int64_t now, enum transcript_speaker speaker,
    const char *text)
{
	struct transcript_entry entry = {
		.at_ms = now,
		.speaker = (uint8_t)speaker,
		.kind =
		    speaker == SPEAKER_THEM ? TRANSCRIPT_TEXT : TRANSCRIPT_NOTE,
	};
	transcript_add(&relay->told, &entry, text, strlen(text));
}

void
relay_tell(struct relay *relay, int64_t now, const char *format, ...)
{
	char text[RELAY_LINE_SIZE];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	add(relay, now, SPEAKER_PHONE, text);
}

void
relay_tell_message(struct relay *relay, const struct pass *trail, int64_t now)
{
	char text[RELAY_LINE_SIZE];
	snprintf(text, sizeof text, "%s\n%s", relay_who(trail), trail->text);
	add(relay, now, SPEAKER_THEM, text);
}

const char *
relay_line_of(const struct transcript_entry *entry, char spare[RELAY_LINE_SIZE])
{
	if (entry->speaker != SPEAKER_THEM)
		return entry->text;
	int name_size = (int)strcspn(entry->text, "\n");
	snprintf(spare, RELAY_LINE_SIZE, "%.*s passes on: %s", name_size,
	    entry->text, entry->text + name_size + 1);
	return spare;
}
