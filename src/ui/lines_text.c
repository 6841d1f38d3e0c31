/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/lines_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "call/party.h"

static const struct {
	const char *title;
	bool is_right;
} columns[LINES_TEXT_COUNT] = {
	[LINES_TEXT_NUMBER] = { "line", true },
	[LINES_TEXT_DESCRIPTOR] = { "fd", true },
	[LINES_TEXT_STATE] = { "state", false },
	[LINES_TEXT_WHO] = { "who", false },
	[LINES_TEXT_MINE] = { "my address", false },
	[LINES_TEXT_THEIRS] = { "their address", false },
	[LINES_TEXT_FRAMES] = { "frames", true },
	[LINES_TEXT_BYTES] = { "bytes", true },
	[LINES_TEXT_UNREAD] = { "new", true },
};

const char *
lines_text_title(enum lines_text column)
{
	return columns[column].title;
}

bool
lines_text_is_right(enum lines_text column)
{
	return columns[column].is_right;
}

/* ---- the state ---- */

static const char *
talking_state(const struct party *party)
{
	if (party->service != NULL)
		return party->service->name;
	if (party->patch != 0)
		return "joined";
	if (party->i_hold && party->they_hold)
		return "both hold";
	if (party->i_hold)
		return "held";
	return party->they_hold ? "they hold" : "talking";
}

const char *
lines_text_state(const struct scene_line *line)
{
	if (line->party == NULL)
		return "listens";
	if (line->is_over)
		return "ended";
	if (call_is_in_trouble(&line->party->call))
		return "line trouble";
	switch (line->party->call.state) {
	case CALL_EXPECTING:
		return "no ring yet";
	case CALL_DIALLING:
		return "dialling";
	case CALL_ANNOUNCED:
	case CALL_RINGS_THERE:
	case CALL_HELD_BACK:
		return "calling";
	case CALL_RINGS_HERE:
		return "rings";
	case CALL_TALKING:
	case CALL_OPEN:
		return talking_state(line->party);
	case CALL_LEAVING:
	case CALL_PARTING:
	case CALL_CLOSING:
	case CALL_EMPTYING:
		return "hanging up";
	case CALL_HANDING:
	case CALL_PASSING:
		return "passes on";
	case CALL_DONE:
	case CALL_DRAINING:
	case CALL_OVER:
		break;
	}
	return "closing";
}

/* ---- the columns ---- */

/* Short, as it stands in a column: 9999, 12k, 34M. */
static int
print_count(char *to, size_t room, uint64_t count)
{
	if (count < 10000)
		return snprintf(to, room, "%" PRIu64, count);
	if (count < 10000000)
		return snprintf(to, room, "%" PRIu64 "k", count / 1000);
	return snprintf(to, room, "%" PRIu64 "M", count / 1000000);
}

static void
print_both(char to[LINES_TEXT_SIZE], uint64_t in, uint64_t out)
{
	int size = print_count(to, LINES_TEXT_SIZE, in);
	to[size++] = '/';
	print_count(to + size, LINES_TEXT_SIZE - (size_t)size, out);
}

/* Where a dial was answered, or is to be; where a caller is. */
static const struct number *
their_number(const struct party *party)
{
	return party->call.side == CALL_CALLER && party->reached.port != 0 ?
	    &party->reached :
	    &party->number;
}

static void
print_of_party(char to[LINES_TEXT_SIZE], enum lines_text column,
    const struct scene_line *line)
{
	const struct party *party = line->party;
	switch (column) {
	case LINES_TEXT_NUMBER:
		if (!line->is_over)
			snprintf(to, LINES_TEXT_SIZE, "%s%d",
			    line->is_front ? "> " : "", party->line);
		break;
	case LINES_TEXT_WHO:
		snprintf(to, LINES_TEXT_SIZE, "%s", party->their_name);
		break;
	case LINES_TEXT_THEIRS:
		number_print_whole(to, LINES_TEXT_SIZE, their_number(party));
		break;
	case LINES_TEXT_FRAMES:
		print_both(to, party->in.frames, party->out.frames);
		break;
	case LINES_TEXT_BYTES:
		print_both(to, party->in.bytes, party->out.bytes);
		break;
	case LINES_TEXT_UNREAD:
		if (party->unread > 0 && party->service == NULL)
			print_count(to, LINES_TEXT_SIZE, party->unread);
		break;
	case LINES_TEXT_DESCRIPTOR:
	case LINES_TEXT_STATE:
	case LINES_TEXT_MINE:
		break;
	}
}

char *
lines_text(char to[LINES_TEXT_SIZE], enum lines_text column,
    const struct scene_line *line)
{
	*to = '\0';
	if (column == LINES_TEXT_DESCRIPTOR && line->descriptor >= 0)
		snprintf(to, LINES_TEXT_SIZE, "%d", line->descriptor);
	else if (column == LINES_TEXT_STATE && line->partner > 0)
		snprintf(to, LINES_TEXT_SIZE, "hears %d", line->partner);
	else if (column == LINES_TEXT_STATE)
		snprintf(to, LINES_TEXT_SIZE, "%s", lines_text_state(line));
	else if (column == LINES_TEXT_MINE && line->mine != NULL)
		number_print_whole(to, LINES_TEXT_SIZE, line->mine);
	else if (line->party != NULL)
		print_of_party(to, column, line);
	else if (column == LINES_TEXT_THEIRS)
		snprintf(to, LINES_TEXT_SIZE, "anybody");
	return to;
}

/* ---- plain mode ---- */

static size_t
add(char to[LINES_TEXT_ROW_SIZE], size_t at, const char *before,
    const char *text, const char *behind)
{
	if (*text == '\0')
		return at;
	int size = snprintf(to + at, LINES_TEXT_ROW_SIZE - at, "%s%s%s", before,
	    text, behind);
	at += size > 0 ? (size_t)size : 0;
	return at < LINES_TEXT_ROW_SIZE ? at : LINES_TEXT_ROW_SIZE - 1;
}

char *
lines_text_row(char to[LINES_TEXT_ROW_SIZE], const struct scene_line *line)
{
	static const struct {
		enum lines_text column;
		const char *before, *behind;
	} parts[] = {
		{ LINES_TEXT_STATE, "", "" },
		{ LINES_TEXT_DESCRIPTOR, ", fd ", "" },
		{ LINES_TEXT_MINE, ", ", "" },
		{ LINES_TEXT_THEIRS, " with ", "" },
		{ LINES_TEXT_WHO, ", ", "" },
		{ LINES_TEXT_FRAMES, ", frames in/out ", "" },
		{ LINES_TEXT_BYTES, ", bytes in/out ", "" },
		{ LINES_TEXT_UNREAD, ", ", " new" },
	};
	char text[LINES_TEXT_SIZE] = "";
	size_t at = 0;
	*to = '\0';
	if (line->party != NULL && !line->is_over) {
		snprintf(text, sizeof text, "%d", line->party->line);
		at = add(to, at, "line ", text, ": ");
	}
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		at = add(to, at, parts[i].before,
		    lines_text(text, parts[i].column, line), parts[i].behind);
	return to;
}
