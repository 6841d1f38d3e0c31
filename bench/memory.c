/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "rows.h"

#include <malloc.h>
#include <stdio.h>
#include <unistd.h>

#include "bare.h"
#include "call/transcript.h"
#include "phones.h"
#include "table.h"

enum { TEXT_SIZE = 40 };

/* A program on a terminal, once its screen stands still. */
static double
resident(const char *const *argv)
{
	struct child child;
	child_start(&child,
	    &(struct plan){ .argv = argv, .has_terminal = true });
	child_await_silence(&child, 200);
	double size = child_memory(&child, "VmRSS:");
	child_end(&child);
	return size;
}

/* A screen that was told so many lines. */
static double
resident_after(size_t count)
{
	struct child alice, bob;
	unsigned port = phones_port();
	int lines = phones_lines(count, TEXT_SIZE, NULL);
	phones_listen(&bob, (struct plan){ .has_terminal = true }, port, NULL);
	phones_dial(&alice, (struct plan){ .in = lines, .out = CHILD_NULL },
	    port, NULL);
	close(lines);
	child_await_end(&alice);
	child_await_silence(&bob, 200);
	double size = child_memory(&bob, "VmRSS:");
	child_end(&bob);
	return size;
}

/* What the C library has handed out, its own share included. */
static size_t
handed_out(void)
{
	struct mallinfo2 info = mallinfo2();
	return info.uordblks + info.hblkhd;
}

static double
transcript_size(size_t count)
{
	static const char text[TEXT_SIZE];
	const struct transcript_entry entry = { .sequence = 1 };
	struct transcript transcript;
	transcript_init(&transcript);
	size_t before = handed_out();
	for (size_t i = 0; i < count; i++)
		transcript_add(&transcript, &entry, text, TEXT_SIZE);
	size_t after = handed_out();
	transcript_clear(&transcript);
	return (double)(after - before) / (double)count;
}

void
rows_memory(const struct effort *effort)
{
	char figure[64];
	struct spread curses = sample_exact(resident(
	    (const char *const[]){ "/proc/self/exe", "--bare-curses", NULL }));
	struct spread empty = sample_exact(resident((const char *const[]){
	    phones_program, "--listen", "127.0.0.1:0", NULL }));
	table_row_beside("resident memory, waiting", UNIT_BYTES, empty,
	    "bare curses", curses);
	const size_t counts[] = { effort->few, effort->many };
	for (size_t i = 0; i < 2; i++) {
		snprintf(figure, sizeof(figure), "  after %zu lines of 40",
		    counts[i]);
		table_row_beside(figure, UNIT_BYTES,
		    sample_exact(resident_after(counts[i])), "waiting", empty);
	}
	table_row_beside("a line of 40 in the transcript", UNIT_BYTES,
	    sample_exact(transcript_size(effort->few)), "its bytes",
	    sample_exact(TEXT_SIZE));
}
