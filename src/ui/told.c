/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/told.h"

#include <string.h>

#include "call/relay.h"
#include "text/wrap.h"

enum { ENTRIES_MOST = 20 }; /* a trail of ten phones, and what led to it */

static int
width(const struct brush *brush, int col)
{
	int cols = brush->in.cols - col - 1;
	return cols > 0 ? cols : 1;
}

static int
rows_of(const struct brush *brush, const struct transcript_entry *entry,
    int col)
{
	char spare[RELAY_LINE_SIZE];
	const char *line = relay_line_of(entry, spare);
	return (
	    int)wrap_count(line, strlen(line), width(brush, col), ENTRIES_MOST);
}

int
told_rows(const struct brush *brush, const struct scene *scene, int col)
{
	const struct transcript *told = scene->told;
	int rows = 0, entries = 0;
	if (told == NULL)
		return 0;
	for (uint64_t n = told->end; n > told->first && entries < ENTRIES_MOST;
	     n--, entries++)
		rows += rows_of(brush, transcript_at(told, n - 1), col);
	return rows;
}

/* The oldest of the newest that fit. */
static uint64_t
first_shown(const struct brush *brush, const struct transcript *told, int col,
    int most)
{
	uint64_t n = told->end;
	for (int rows = 0; n > told->first && told->end - n < ENTRIES_MOST;
	     n--) {
		rows += rows_of(brush, transcript_at(told, n - 1), col);
		if (rows > most)
			break;
	}
	return n;
}

int
told_paint(const struct brush *brush, const struct scene *scene, int row,
    int col, int most)
{
	const struct transcript *told = scene->told;
	int end = row + most;
	uint64_t n = first_shown(brush, told, col, most);
	for (; n < told->end && row < end; n++) {
		char spare[RELAY_LINE_SIZE];
		row += paint_wrapped(brush, row, col, end - row, STYLE_NOTE,
		    relay_line_of(transcript_at(told, n), spare));
	}
	return row;
}
