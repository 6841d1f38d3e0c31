/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "app/plain_front.h"
#include "ui/lines_text.h"
#include "wire/inspect.h"

static void
show_entry(struct plain_front *front, const struct party *party,
    const struct transcript_entry *entry)
{
	char spare[NUMBER_PRINT_SIZE];
	if (entry->speaker == SPEAKER_PHONE || entry->kind != TRANSCRIPT_TEXT) {
		/* On a terminal it stands behind what came before. */
		plain_flush(&front->plain);
		plain_tell(&front->plain, entry->text);
	} else if (entry->speaker == SPEAKER_THEM) {
		plain_put_message(&front->plain, party_who(party, spare),
		    entry->text, entry->size);
	}
}

void
plain_front_show_news(struct plain_front *front, const struct transcript *news)
{
	if (front->shown_news < news->first)
		front->shown_news = news->first;
	while (front->shown_news < news->end)
		plain_tell(&front->plain,
		    transcript_at(news, front->shown_news++)->text);
}

void
plain_front_show_wire(struct plain_front *front, const struct tape *tape,
    uint32_t *shown)
{
	char line[INSPECT_LINE_SIZE];
	uint32_t oldest = tape_oldest(tape);
	if (*shown + 1 < oldest) {
		snprintf(line, sizeof line, "(%u frames not shown)",
		    (unsigned)(oldest - *shown - 1));
		plain_tell(&front->plain, line);
		*shown = oldest - 1;
	}
	while (*shown < tape_newest(tape)) {
		inspect_line(line, tape_find(tape, ++*shown));
		plain_tell(&front->plain, line);
	}
}

void
plain_front_show_ladder(struct plain_front *front, const struct ladder *ladder)
{
	char line[LADDER_LINE_SIZE];
	uint64_t oldest = ladder_oldest(ladder);
	if (front->shown_calls + 1 < oldest) {
		snprintf(line, sizeof line, "(%llu calls not shown)",
		    (unsigned long long)(oldest - front->shown_calls - 1));
		plain_tell(&front->plain, line);
		front->shown_calls = oldest - 1;
	}
	while (front->shown_calls < ladder_newest(ladder)) {
		ladder_print_line(line, ladder,
		    ladder_find(ladder, ++front->shown_calls));
		plain_tell(&front->plain, line);
	}
}

/* What --demo prints without a terminal: who said what, and its header. */
static void
show_with_header(struct plain_front *front, const struct party *party,
    const struct transcript_entry *entry)
{
	char strip[INSPECT_ROW_SIZE];
	const struct tape_entry *frame =
	    tape_find(&party->tape, entry->tape_id);
	if (entry->speaker == SPEAKER_PHONE) {
		plain_put(&front->plain, "  ", 2);
		plain_put(&front->plain, entry->text, entry->size);
		plain_put(&front->plain, "\n", 1);
		return;
	}
	const char *who =
	    entry->speaker == SPEAKER_ME ? "you" : party->their_name;
	plain_put(&front->plain, who, strlen(who));
	plain_put(&front->plain, ": ", 2);
	plain_put(&front->plain, entry->text, entry->size);
	plain_put(&front->plain, "\n", 1);
	if (frame == NULL)
		return;
	inspect_strip(strip, frame);
	plain_put(&front->plain, "    ", 4);
	plain_put(&front->plain, strip, strlen(strip));
	if (entry->delivery == DELIVERY_DONE)
		plain_put(&front->plain, "   \xe2\x9c\x93", 6);
	plain_put(&front->plain, "\n", 1);
}

void
plain_front_report(struct plain_front *front, const struct party *party)
{
	const struct transcript *transcript = &party->transcript;
	for (uint64_t at = transcript->first; at < transcript->end; at++)
		show_with_header(front, party, transcript_at(transcript, at));
}

/* What a screen marks with a question mark. */
static void
tell_unanswered(struct plain_front *front, const struct party *party)
{
	char words[96];
	if (party->datagrams == NULL ||
	    party->datagrams->unanswered == front->shown_unanswered)
		return;
	front->shown_unanswered = party->datagrams->unanswered;
	snprintf(words, sizeof words,
	    "message %lu: no answer in time, it may not have arrived",
	    (unsigned long)front->shown_unanswered);
	if (call_is_talking(&party->call))
		plain_tell(&front->plain, words);
}

void
plain_front_show(struct plain_front *front, const struct party *party)
{
	const struct transcript *transcript = &party->transcript;
	if (front->shown < transcript->first)
		front->shown = transcript->first;
	while (front->shown < transcript->end)
		show_entry(front, party,
		    transcript_at(transcript, front->shown++));
	tell_unanswered(front, party);
}

/* A call that is not the one before is shown from its beginning. */
void
plain_front_turn_to(struct plain_front *front, const struct party *party)
{
	if (front->serial == party->serial)
		return;
	front->serial = party->serial;
	front->shown = 0;
	front->shown_tape = 0;
	front->shown_unanswered = 0;
}

void
plain_front_show_lines(struct plain_front *front,
    const struct scene_line *lines, size_t count)
{
	char row[LINES_TEXT_ROW_SIZE];
	for (size_t i = 0; i < count; i++)
		plain_tell(&front->plain, lines_text_row(row, &lines[i]));
	if (count == 0)
		plain_tell(&front->plain, "there is no line");
}

void
plain_front_tell_failure(struct plain_front *front, const char *stream,
    const char *call, int error)
{
	char words[160];
	snprintf(words, sizeof words, "standard %s failed (%s: %s)", stream,
	    call, strerror(error));
	plain_tell(&front->plain, words);
}
