/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * rows - what is measured: a function a group of rows of the table.
 */
#ifndef BENCH_ROWS_H
#define BENCH_ROWS_H

#include <stddef.h>

/* How much of it: all, or just enough to see that it can be measured. */
struct effort {
	size_t runs;
	size_t header_trips;
	size_t line_count;  /* of 50 bytes, in a stream */
	size_t bulk_size;   /* bytes, pipe to pipe */
	size_t key_count;   /* to the other screen */
	size_t draw_count;  /* keys and lines whose bytes are counted */
	size_t flood_count; /* lines into a screen */
	size_t paste_size;  /* bytes */
	size_t few, many;   /* messages in memory */
	int idle_s;
};

void rows_header(const struct effort *effort);
void rows_lines(const struct effort *effort);
void rows_bulk(const struct effort *effort);
void rows_keys(const struct effort *effort);
void rows_drawn(const struct effort *effort);
void rows_start(const struct effort *effort);
void rows_memory(const struct effort *effort);
void rows_idle(const struct effort *effort);
void rows_paste(const struct effort *effort);
void rows_flood(const struct effort *effort);
void rows_served(const struct effort *effort);

/* Does nothing but code, or copy, a message so often: for callgrind. */
void rows_header_trips(size_t count);
void rows_header_copies(size_t count);

#endif
