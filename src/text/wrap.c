/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "text/wrap.h"

#include <assert.h>

#include "text/cells.h"

static bool
is_blank(const char *text, struct cells_cluster cluster)
{
	return cluster.size == 1 && (*text == ' ' || *text == '\t');
}

void
wrap_init(struct wrap *wrap, const char *text, size_t size, int cols)
{
	assert(cols >= 1);
	*wrap = (struct wrap){ .text = text,
		.size = size,
		.cols = cols,
		.owes_row = size == 0 };
}

/* Columns of a cluster that stands at column `col` of its row. */
static int
cols_at(const char *text, struct cells_cluster cluster, int col)
{
	return *text == '\t' ? WRAP_TAB_COLS - col % WRAP_TAB_COLS :
			       cluster.cols;
}

/* The blanks at a break, and a newline behind them, open no row. */
static size_t
past_blanks(const struct wrap *wrap, size_t at)
{
	while (at < wrap->size) {
		struct cells_cluster next =
		    cells_next(wrap->text + at, wrap->size - at);
		if (!is_blank(wrap->text + at, next))
			break;
		at += next.size;
	}
	return at;
}

/* The row ends before `next`; a newline there is the row's own. */
static bool
end_row(struct wrap *wrap, struct wrap_row *row, size_t next)
{
	if (next < wrap->size && wrap->text[next] == '\n') {
		next++;
		wrap->owes_row = next == wrap->size;
	}
	row->next = next;
	wrap->at = next;
	return true;
}

/*
 * The cluster at byte `at` does not fit any more. `words` is the row up to
 * its last blanks, with `next` behind them; 0 there if it has no such place.
 */
static bool
break_row(struct wrap *wrap, struct wrap_row *row, const struct wrap_row *words,
    size_t at)
{
	struct cells_cluster cluster =
	    cells_next(wrap->text + at, wrap->size - at);
	if (is_blank(wrap->text + at, cluster)) {
		if (words->next == at)
			*row = *words;
		return end_row(wrap, row, past_blanks(wrap, at));
	}
	if (words->next > 0) {
		*row = *words;
		return end_row(wrap, row, words->next);
	}
	if (at == row->start) {
		/* It will never fit; alone in a row it does the least harm. */
		row->size = cluster.size;
		row->cols = wrap->cols;
		at = past_blanks(wrap, at + cluster.size);
	}
	return end_row(wrap, row, at);
}

/*
 * Plain characters open the row, more of them than it has columns: nothing is
 * measured, and its last blanks are looked for from its end.
 */
static bool
break_plain(struct wrap *wrap, struct wrap_row *row)
{
	const char *text = wrap->text + wrap->at;
	size_t cols = (size_t)wrap->cols, next = cols;
	struct wrap_row words = *row;
	while (next > 0 && text[next - 1] != ' ')
		next--;
	words.size = next;
	while (words.size > 0 && text[words.size - 1] == ' ')
		words.size--;
	words.cols = (int)words.size;
	/* Blanks that open a row are an indent, and no place to break. */
	words.next = words.size > 0 ? wrap->at + next : 0;
	row->size = cols;
	row->cols = wrap->cols;
	return break_row(wrap, row, &words, wrap->at + cols);
}

bool
wrap_next(struct wrap *wrap, struct wrap_row *row)
{
	*row = (struct wrap_row){ .start = wrap->at, .next = wrap->at };
	if (wrap->at >= wrap->size) {
		bool owed = wrap->owes_row;
		wrap->owes_row = false;
		return owed;
	}
	size_t left = wrap->size - wrap->at;
	size_t plain =
	    cells_plain(wrap->text + wrap->at, left, (size_t)wrap->cols + 1);
	if (plain == left && left <= (size_t)wrap->cols) {
		row->size = left;
		row->cols = (int)left;
		return end_row(wrap, row, wrap->size);
	}
	if (plain > (size_t)wrap->cols)
		return break_plain(wrap, row);
	/* Blanks that open a row are an indent, and no place to break. */
	bool has_word = false;
	struct wrap_row words = { 0 };
	for (size_t at = wrap->at; at < wrap->size;) {
		const char *here = wrap->text + at;
		struct cells_cluster cluster =
		    cells_next(here, wrap->size - at);
		int cols = cols_at(here, cluster, row->cols);
		if (*here == '\n')
			break;
		if (row->cols + cols > wrap->cols)
			return break_row(wrap, row, &words, at);
		if (!is_blank(here, cluster)) {
			has_word = true;
		} else if (has_word) {
			if (words.next != at)
				words = *row;
			words.next = at + cluster.size;
		}
		row->size += cluster.size;
		row->cols += cols;
		at += cluster.size;
	}
	return end_row(wrap, row, row->start + row->size);
}

size_t
wrap_count(const char *text, size_t size, int cols, size_t most)
{
	struct wrap wrap;
	struct wrap_row row;
	size_t count = 0;
	wrap_init(&wrap, text, size, cols);
	while (count < most && wrap_next(&wrap, &row))
		count++;
	return count;
}
