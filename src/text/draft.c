/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "text/draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "text/cells.h"
#include "text/history.h"
#include "text/sheet.h"
#include "text/steps.h"

enum { NO_GOAL = -1 };

struct draft {
	/* Behind a pointer: to be read in one run, the text moves its gap. */
	struct sheet *sheet;
	unsigned long version;

	char *kill; /* the last one; NULL before the first */
	size_t kill_size;
	bool kills_on; /* the deed before was a kill, too */
	int goal_cols; /* the column that a run of up and down keeps to */

	struct history history;
};

struct draft *
draft_new(void)
{
	struct draft *draft = memory_new(1, sizeof(*draft));
	draft->sheet = memory_new(1, sizeof(*draft->sheet));
	draft->goal_cols = NO_GOAL;
	return draft;
}

void
draft_free(struct draft *draft)
{
	if (draft == NULL)
		return;
	sheet_clear(draft->sheet);
	free(draft->sheet);
	free(draft->kill);
	history_clear(&draft->history);
	free(draft);
}

const char *
draft_text(const struct draft *draft)
{
	return gap_text(&draft->sheet->gap);
}

size_t
draft_size(const struct draft *draft)
{
	return gap_size(&draft->sheet->gap);
}

size_t
draft_cursor(const struct draft *draft)
{
	return draft->sheet->cursor;
}

unsigned long
draft_version(const struct draft *draft)
{
	return draft->version;
}

bool
draft_put(struct draft *draft, const char *text, size_t size)
{
	draft->kills_on = false;
	draft->goal_cols = NO_GOAL;
	if (!sheet_put(draft->sheet, text, size, DRAFT_LIMIT))
		return false;
	draft->version++;
	return true;
}

bool
draft_set(struct draft *draft, const char *text, size_t size)
{
	/* A new sheet, for the text may be the old one's. */
	struct sheet *sheet = memory_new(1, sizeof(*sheet));
	bool fits = sheet_put(sheet, text, size, DRAFT_LIMIT);
	struct sheet *other = fits ? draft->sheet : sheet;
	if (fits)
		draft->sheet = sheet;
	sheet_clear(other);
	free(other);
	draft->kills_on = false;
	draft->goal_cols = NO_GOAL;
	draft->version++;
	return fits;
}

void
draft_sent(struct draft *draft)
{
	history_add(&draft->history, draft_text(draft), draft_size(draft));
	sheet_replace(draft->sheet, NULL, 0);
	draft->kills_on = false;
	draft->goal_cols = NO_GOAL;
	draft->version++;
}

void
draft_restore(struct draft *draft, const char *text, size_t size, size_t cursor)
{
	history_leave(&draft->history);
	sheet_replace(draft->sheet, text, size);
	sheet_move(draft->sheet, cursor);
	draft->kills_on = false;
	draft->goal_cols = NO_GOAL;
	draft->version++;
}

bool
draft_keep(struct draft *draft, const char *text, size_t size)
{
	history_leave(&draft->history);
	if (size <= HISTORY_SIZE) {
		history_add(&draft->history, text, size);
		return true;
	}
	free(draft->kill);
	draft->kill = memory_copy(text, size);
	draft->kill_size = size;
	draft->kills_on = false;
	return false;
}

/* Kills in a row make one text, in the order in which it stood. */
static void
keep_killed(struct draft *draft, struct sheet_side killed, bool in_front)
{
	size_t kept = draft->kills_on ? draft->kill_size : 0;
	draft->kill = memory_grow(draft->kill, kept + killed.size, 1);
	if (in_front)
		memmove(draft->kill + killed.size, draft->kill, kept);
	memcpy(draft->kill + (in_front ? 0 : kept), killed.text, killed.size);
	draft->kill_size = kept + killed.size;
	draft->kills_on = true;
}

static bool
kill_until(struct draft *draft, size_t at)
{
	size_t cursor = draft_cursor(draft);
	struct sheet_side side;
	if (at < cursor) {
		side = sheet_before(draft->sheet);
		side.text += at;
		side.size -= at;
	} else {
		side = sheet_behind(draft->sheet);
		side.size = at - cursor;
	}
	if (side.size == 0)
		return false;
	keep_killed(draft, side, at < cursor);
	sheet_take_out(draft->sheet, at);
	return true;
}

static bool
kill_all(struct draft *draft)
{
	/* In this order, and both are one kill. */
	bool before = kill_until(draft, 0);
	bool behind = kill_until(draft, draft_size(draft));
	return before || behind;
}

static bool
yank(struct draft *draft)
{
	return draft->kill_size > 0 &&
	    draft_put(draft, draft->kill, draft->kill_size);
}

static void
show_history(struct draft *draft)
{
	size_t size;
	const char *text = history_shown(&draft->history, &size);
	sheet_replace(draft->sheet, text, size);
}

static bool
older(struct draft *draft)
{
	if (!history_older(&draft->history, draft_text(draft),
		draft_size(draft)))
		return false;
	show_history(draft);
	return true;
}

static bool
newer(struct draft *draft)
{
	if (!history_newer(&draft->history, draft_text(draft),
		draft_size(draft)))
		return false;
	show_history(draft);
	return true;
}

/* The column of the cursor in its line, or of where such moves began. */
static int
goal_cols(struct draft *draft, struct sheet_side before)
{
	size_t start = steps_line_start(before.text, before.size);
	if (draft->goal_cols == NO_GOAL)
		draft->goal_cols =
		    cells_cols(before.text + start, before.size - start);
	return draft->goal_cols;
}

static bool
up(struct draft *draft)
{
	struct sheet_side before = sheet_before(draft->sheet);
	size_t end = steps_line_start(before.text, before.size);
	if (end == 0)
		return older(draft);
	end--; /* the newline */
	size_t start = steps_line_start(before.text, end);
	sheet_move(draft->sheet,
	    start +
		cells_fit(before.text + start, end - start,
		    goal_cols(draft, before)));
	return true;
}

static bool
down(struct draft *draft)
{
	struct sheet_side before = sheet_before(draft->sheet);
	struct sheet_side behind = sheet_behind(draft->sheet);
	size_t start = steps_line_end(behind.text, behind.size);
	if (start == behind.size)
		return newer(draft);
	start++; /* the newline */
	const char *line = behind.text + start;
	size_t size = steps_line_end(line, behind.size - start);
	sheet_move(draft->sheet,
	    before.size + start +
		cells_fit(line, size, goal_cols(draft, before)));
	return true;
}

static size_t
cluster_on(const char *text, size_t size)
{
	return cells_next(text, size).size;
}

/* Where there is nothing before it in the line, the newline goes. */
static size_t
kill_start(const char *text, size_t size)
{
	size_t start = steps_line_start(text, size);
	return start == size && start > 0 ? start - 1 : start;
}

static size_t
kill_end(const char *text, size_t size)
{
	size_t end = steps_line_end(text, size);
	return end == 0 && size > 0 ? 1 : end;
}

/* Either the cursor goes `back` or `on`, or what it passes, or it is `run`. */
static const struct deed {
	size_t (*back)(const char *text, size_t size);
	size_t (*on)(const char *text, size_t size);
	enum { GO, RUB_OUT, KILL } how;
	bool (*run)(struct draft *draft);
} deeds[] = {
	[DRAFT_TO_LINE_START] = { .back = steps_line_start },
	[DRAFT_TO_LINE_END] = { .on = steps_line_end },
	[DRAFT_BACK] = { .back = cells_before },
	[DRAFT_ON] = { .on = cluster_on },
	[DRAFT_WORD_BACK] = { .back = steps_word_back },
	[DRAFT_WORD_ON] = { .on = steps_word_on },
	[DRAFT_RUB_OUT] = { .back = cells_before, .how = RUB_OUT },
	[DRAFT_DELETE] = { .on = cluster_on, .how = RUB_OUT },
	[DRAFT_KILL_BLANK_WORD] = { .back = steps_blank_word_back,
	    .how = KILL },
	[DRAFT_KILL_WORD_BACK] = { .back = steps_word_back, .how = KILL },
	[DRAFT_KILL_WORD_ON] = { .on = steps_word_on, .how = KILL },
	[DRAFT_KILL_TO_START] = { .back = kill_start, .how = KILL },
	[DRAFT_KILL_TO_END] = { .on = kill_end, .how = KILL },
	[DRAFT_KILL_ALL] = { .how = KILL, .run = kill_all },
	[DRAFT_YANK] = { .run = yank },
	[DRAFT_UP] = { .run = up },
	[DRAFT_DOWN] = { .run = down },
	[DRAFT_OLDER] = { .run = older },
	[DRAFT_NEWER] = { .run = newer },
};

static bool
do_step(struct draft *draft, const struct deed *deed)
{
	size_t cursor = draft_cursor(draft), at;
	if (deed->back != NULL) {
		struct sheet_side before = sheet_before(draft->sheet);
		at = deed->back(before.text, before.size);
	} else {
		struct sheet_side behind = sheet_behind(draft->sheet);
		at = cursor + deed->on(behind.text, behind.size);
	}
	if (at == cursor)
		return false;
	if (deed->how == KILL)
		return kill_until(draft, at);
	if (deed->how == RUB_OUT)
		sheet_take_out(draft->sheet, at);
	else
		sheet_move(draft->sheet, at);
	return true;
}

bool
draft_do(struct draft *draft, enum draft_deed which)
{
	const struct deed *deed = &deeds[which];
	sheet_rest(draft->sheet);
	if (deed->how != KILL)
		draft->kills_on = false;
	if (which != DRAFT_UP && which != DRAFT_DOWN)
		draft->goal_cols = NO_GOAL;
	bool done = deed->run != NULL ? deed->run(draft) : do_step(draft, deed);
	if (done)
		draft->version++;
	return done;
}
