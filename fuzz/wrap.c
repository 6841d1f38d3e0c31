/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* Clean text in rows and clusters: all of it, once, and in its columns. */
#include "config.h"

#include "text/wrap.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "text/cells.h"
#include "text/steps.h"

enum { COLS_MOST = 300 };

static int
count_clusters(const char *text, size_t size)
{
	int cols = 0;
	for (size_t at = 0; at < size;) {
		struct cells_cluster next = cells_next(text + at, size - at);
		fuzz_require(next.size > 0 && next.size <= size - at,
		    "a cluster of no size");
		fuzz_require(next.cols >= 0, "a cluster of less than nothing");
		fuzz_require(cells_before(text, at + next.size) == at,
		    "a cluster looks otherwise from behind");
		fuzz_require(cells_boundary(text, size, at + next.size - 1) ==
			at,
		    "a boundary inside a cluster");
		cols += next.cols;
		at += next.size;
	}
	return cols;
}

static void
walk(const char *text, size_t size)
{
	for (size_t at = size, to; at > 0; at = to) {
		to = steps_word_back(text, at);
		fuzz_require(to < at && cells_boundary(text, size, to) == to,
		    "a word back");
	}
	for (size_t at = 0, by; at < size; at += by) {
		by = steps_word_on(text + at, size - at);
		fuzz_require(by > 0 && by <= size - at &&
			cells_boundary(text, size, at + by) == at + by,
		    "a word on");
	}
	fuzz_require(steps_blank_word_back(text, size) < size || size == 0,
	    "a blank word back");
	fuzz_require(steps_line_start(text, size) <= size, "a line's start");
	fuzz_require(steps_line_end(text, size) <= size, "a line's end");
}

static void
check_row(const char *text, size_t size, const struct wrap_row *row,
    size_t before, int cols)
{
	fuzz_require(row->start == before, "rows with a gap between them");
	fuzz_require(row->start + row->size <= row->next && row->next <= size,
	    "a row outside the text");
	fuzz_require(row->cols <= cols ||
		cells_next(text + row->start, row->size).size == row->size,
	    "a row is too wide");
	fuzz_require(memchr(text + row->start, '\n', row->size) == NULL,
	    "a row with a newline in it");
	for (size_t at = row->start + row->size; at < row->next; at++)
		fuzz_require(text[at] == '\n' || text[at] == ' ' ||
			text[at] == '\t',
		    "something is left out");
}

static void
wrap(const char *text, size_t size, int cols)
{
	struct wrap rows;
	struct wrap_row row;
	size_t count = 0, at = 0;
	wrap_init(&rows, text, size, cols);
	for (; wrap_next(&rows, &row); at = row.next, count++)
		check_row(text, size, &row, at, cols);
	fuzz_require(at == size, "rows without the end");
	fuzz_require(count >= 1, "no row at all");
	fuzz_require(wrap_count(text, size, cols, count + 1) == count,
	    "another count");
	fuzz_require(wrap_count(text, size, cols, 1) == 1, "at most one");
	size_t fit = cells_fit(text, size, cols);
	fuzz_require(fit <= size && cells_cols(text, fit) <= cols,
	    "what fits does not");
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct fuzz_input input = { bytes, size };
	int cols = 1 + (int)fuzz_upto(&input, COLS_MOST - 1);
	size_t room = clean_bound(input.size);
	char *text = malloc(room);
	fuzz_require(text != NULL, "no memory");
	size = clean_text(text, room, (const char *)input.bytes, input.size,
	    CLEAN_BODY);
	fuzz_require(count_clusters(text, size) == cells_cols(text, size),
	    "the sum of clusters is another");
	walk(text, size);
	wrap(text, size, cols);
	free(text);
	return 0;
}
