/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/waiting.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "call/party.h"
#include "net/interfaces.h"
#include "text/cells.h"
#include "text/wrap.h"
#include "ui/told.h"

enum {
	INDENT = 3,
	REMARK_COL = 25, /* or behind the longest number */
	LABEL_COLS = 10, /* " missed   " */
	LABEL_COLS_NARROW = 8,
	NAME_COLS = 16,
	NAME_COLS_NARROW = 7,
	NARROW = 60, /* columns, below which these hold */
	ADDRESS_COLS = 16,
	ADDRESS_FROM = 70, /* narrower screens show only how to call back */
	REMARK_SIZE = 128,
};

/* The numbers. ----------------------------------------------------------- */

int
waiting_number_rows(const struct scene *scene)
{
	int numbers = (int)scene->number_count;
	return 1 + (numbers > 0 ? numbers : 1);
}

static int
remark_col(const struct scene *scene, size_t count)
{
	char text[NUMBER_PRINT_SIZE];
	int col = REMARK_COL;
	for (size_t i = 0; i < count; i++) {
		number_print(text, sizeof text, &scene->numbers[i].number);
		int end = INDENT + cells_cols(text, strlen(text)) + 2;
		if (end > col)
			col = end;
	}
	return col;
}

static void
paint_number(const struct brush *brush, int row, int col,
    const struct interface *interface)
{
	char text[NUMBER_PRINT_SIZE], remark[REMARK_SIZE];
	const char *words = interface_remark(interface->use);
	number_print(text, sizeof text, &interface->number);
	snprintf(remark, sizeof remark, "%s%s%s", interface->name,
	    *interface->name && *words ? ", " : "", words);
	int right = brush->in.cols - 1;
	paint_cut(brush, row, INDENT, right - INDENT, STYLE_PLAIN, text);
	paint_cut(brush, row, col, right - col, STYLE_NOTE, remark);
}

/* Without an address of one's own: what was listened on, or nothing. */
static void
paint_no_numbers(const struct brush *brush, const struct scene *scene, int row)
{
	char text[NUMBER_PRINT_SIZE] =
	    "you can still call others: /dial NUMBER";
	if (scene->listens_on)
		number_print_whole(text, sizeof text, scene->listens_on);
	paint_cut(brush, row, INDENT, brush->in.cols - 1 - INDENT,
	    scene->listens_on ? STYLE_PLAIN : STYLE_NOTE, text);
}

static int
paint_heading(const struct brush *brush, const struct scene *scene, int row)
{
	bool is_reachable = scene->listens_on;
	int end = paint_string(brush, row, 1, STYLE_HEADING,
	    is_reachable ? "your number" : "nobody can call you now");
	if (is_reachable)
		paint_right(brush, row, end + 2, STYLE_NOTE,
		    "tell this to whoever wants to call you");
	return row + 1;
}

int
waiting_paint_numbers(const struct brush *brush, const struct scene *scene,
    int row, int most)
{
	int first = row, end = row + most;
	if (most < 1)
		return 0;
	row = paint_heading(brush, scene, row);
	if (!scene->listens_on || scene->number_count == 0) {
		if (row < end)
			paint_no_numbers(brush, scene, row++);
		return row - first;
	}
	/* The best stand first, so that the last may be left out. */
	size_t count = scene->number_count, room = (size_t)(end - row);
	bool is_cut = count > room;
	if (is_cut)
		count = room > 1 ? room - 1 : room;
	int col = remark_col(scene, count);
	for (size_t i = 0; i < count; i++)
		paint_number(brush, row++, col, &scene->numbers[i]);
	if (is_cut && row < end) {
		char words[64];
		snprintf(words, sizeof words, "and %zu more: F1",
		    scene->number_count - count);
		paint_string(brush, row++, INDENT, STYLE_NOTE, words);
	}
	return row - first;
}

/* Who has called. ---------------------------------------------------------- */

static void
paint_label(const struct brush *brush, int row, const char *label)
{
	paint_cut(brush, row, 1, LABEL_COLS - 2, STYLE_HEADING, label);
}

static int
label_cols(const struct brush *brush)
{
	return brush->in.cols < NARROW ? LABEL_COLS_NARROW : LABEL_COLS;
}

static void
paint_missed(const struct brush *brush, const struct scene *scene, int row,
    const struct missed_call *call)
{
	char time[PAINT_TIME_SIZE], number[NUMBER_PRINT_SIZE];
	char dial[NUMBER_PRINT_SIZE + 8];
	int right = brush->in.cols - 1, col = label_cols(brush);
	paint_string(brush, row, col, STYLE_TIME,
	    paint_time(time, scene, call->at_ms));
	col += PAINT_TIME_COLS + 1;
	int name_cols = brush->in.cols < NARROW ? NAME_COLS_NARROW : NAME_COLS;
	paint_cut(brush, row, col, name_cols, STYLE_THEIRS,
	    *call->name ? call->name : "no name");
	col += name_cols + 1;
	number_print_address(number, sizeof number, &call->number);
	if (!call->can_call_back || brush->in.cols >= ADDRESS_FROM) {
		paint_cut(brush, row, col, right - col, STYLE_NOTE, number);
		int cols = cells_cols(number, strlen(number));
		col += (cols > ADDRESS_COLS ? cols : ADDRESS_COLS) + 2;
	}
	if (!call->can_call_back)
		return;
	number_print(number, sizeof number, &call->number);
	snprintf(dial, sizeof dial, "/dial %s", number);
	paint_cut(brush, row, col, right - col, STYLE_KEY, dial);
}

static int
paint_missed_calls(const struct brush *brush, const struct scene *scene,
    int row, int most)
{
	if (most > 0)
		paint_label(brush, row, "missed");
	for (int i = 0; i < most; i++)
		paint_missed(brush, scene, row + i, &scene->missed[i]);
	return row + most;
}

/* What is new. --------------------------------------------------------------- */

enum { NEWS_MOST = 5 };

/* How the last dial ended, when no talk came of it that could be read. */
static bool
last_words(char *to, size_t room, const struct scene *scene)
{
	const struct party *party = scene->party;
	if (!party || party->call.side != CALL_CALLER ||
	    party->call.answered_at != 0)
		return false;
	return *party_words(party, to, room) != '\0';
}

static int
words_cols(const struct brush *brush)
{
	int cols = brush->in.cols - label_cols(brush) - PAINT_TIME_COLS - 2;
	return cols < 1 ? 1 : cols;
}

static int
paint_words(const struct brush *brush, const struct scene *scene, int row,
    int most, int64_t at_ms, const char *words)
{
	char time[PAINT_TIME_SIZE];
	int col = label_cols(brush);
	if (most < 1)
		return row;
	paint_string(brush, row, col, STYLE_TIME,
	    paint_time(time, scene, at_ms));
	return row +
	    paint_wrapped(brush, row, col + PAINT_TIME_COLS + 1, most,
		STYLE_NOTE, words);
}

static int
wrapped_rows(const struct brush *brush, const char *words, size_t size)
{
	return (int)wrap_count(words, size, words_cols(brush), NEWS_MOST);
}

/* A missed call is told in the moment in which it is listed: once is enough. */
static bool
is_listed(const struct scene *scene, const struct transcript_entry *entry)
{
	for (size_t i = 0; i < scene->missed_count; i++)
		if (scene->missed[i].at_ms == entry->at_ms)
			return true;
	return false;
}

/* The newest news, the newest first; returns how many. */
static size_t
find_news(const struct transcript_entry *found[NEWS_MOST],
    const struct scene *scene)
{
	size_t count = 0;
	const struct transcript *news = scene->news;
	if (!news)
		return 0;
	for (uint64_t n = news->end; n > news->first && count < NEWS_MOST;
	     n--) {
		const struct transcript_entry *entry =
		    transcript_at(news, n - 1);
		if (!is_listed(scene, entry))
			found[count++] = entry;
	}
	return count;
}

static int
news_rows(const struct brush *brush, const struct scene *scene)
{
	const struct transcript_entry *news[NEWS_MOST];
	int rows = 0;
	for (size_t i = find_news(news, scene); i-- > 0;)
		rows += wrapped_rows(brush, news[i]->text, news[i]->size);
	return rows;
}

/* As many of the newest as fit in `most` rows, the oldest of them first. */
static void
paint_news(const struct brush *brush, const struct scene *scene, int row,
    int most)
{
	const struct transcript_entry *news[NEWS_MOST];
	size_t count = find_news(news, scene), shown = 0;
	int end = row + most, room = most;
	for (; shown < count; shown++) {
		room -=
		    wrapped_rows(brush, news[shown]->text, news[shown]->size);
		if (room < 0 && shown > 0)
			break;
	}
	paint_label(brush, row, "news");
	while (shown-- > 0 && row < end)
		row = paint_words(brush, scene, row, end - row,
		    news[shown]->at_ms, news[shown]->text);
}

/* The whole screen. ------------------------------------------------------------ */

/* How many rows each part gets. */
struct shares {
	int numbers, missed, last, news, told;
	int gap; /* blank rows between two parts */
};

static int
rows_of(const struct shares *shares)
{
	int parts = (shares->missed > 0) + (shares->last > 0) +
	    (shares->news > 0) + (shares->told > 0);
	return shares->numbers + shares->missed + shares->last + shares->news +
	    shares->told + shares->gap * parts;
}

/* Takes rows from a part, but leaves it `least`, until all fit in `rows`. */
static void
shrink(const struct shares *shares, int *part, int least, int rows)
{
	while (*part > least && rows_of(shares) > rows)
		--*part;
}

static void
share_out(struct shares *shares, int rows)
{
	shrink(shares, &shares->missed, 5, rows);
	shrink(shares, &shares->told, 14, rows); /* ten phones and a headline */
	shrink(shares, &shares->gap, 0, rows);
	shrink(shares, &shares->missed, 3, rows);
	shrink(shares, &shares->news, 2, rows);
	shrink(shares, &shares->numbers, 4, rows);
	shrink(shares, &shares->told, 4, rows);
	shrink(shares, &shares->missed, 1, rows);
	shrink(shares, &shares->last, 1, rows);
	shrink(shares, &shares->news, 0, rows);
	shrink(shares, &shares->told, 0, rows);
	shrink(shares, &shares->numbers, 2, rows);
	shrink(shares, &shares->missed, 0, rows);
}

void
waiting_paint(struct canvas *canvas, const struct scene *scene,
    const struct rectangle *in)
{
	struct brush brush = { canvas, *in };
	char words[PARTY_WORDS_SIZE];
	bool has_last = last_words(words, sizeof words, scene);
	struct shares shares = { .numbers = waiting_number_rows(scene),
		.missed = (int)scene->missed_count,
		.gap = 1 };
	shares.news = news_rows(&brush, scene);
	shares.told = told_rows(&brush, scene, label_cols(&brush));
	if (has_last)
		shares.last = wrapped_rows(&brush, words, strlen(words));
	share_out(&shares, in->rows);

	int row = waiting_paint_numbers(&brush, scene, 0, shares.numbers);
	if (shares.last > 0) {
		row += shares.gap;
		paint_label(&brush, row, "tried");
		row = paint_words(&brush, scene, row, shares.last,
		    scene->party->call.ended_at, words);
	}
	if (shares.missed > 0)
		row = paint_missed_calls(&brush, scene, row + shares.gap,
		    shares.missed);
	if (shares.told > 0) {
		row += shares.gap;
		paint_label(&brush, row, "passed");
		row = told_paint(&brush, scene, row, label_cols(&brush),
		    shares.told);
	}
	if (shares.news > 0)
		paint_news(&brush, scene, row + shares.gap, shares.news);
}
