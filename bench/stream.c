/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "rows.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bare.h"
#include "phones.h"
#include "table.h"
#include "wire/frame.h"

enum {
	LINE_SIZE = 50,
	PIECE_SIZE = 64 * 1024, /* as a pipe holds, and as the loop sends */
};

/* ---- messages ---- */

/* From the first who dials to the end of what the other writes. */
static double
send_lines(size_t count)
{
	struct child alice, bob;
	unsigned port = phones_port();
	int lines = phones_lines(count, LINE_SIZE, NULL);
	phones_listen(&bob,
	    (struct plan){ .in = CHILD_NULL, .out = CHILD_READ }, port, NULL);
	double begun = sample_now();
	phones_dial(&alice, (struct plan){ .in = lines, .out = CHILD_NULL },
	    port, NULL);
	close(lines);
	while (!bob.is_over)
		child_serve(1000);
	double seconds = bob.at - begun;
	if (bob.size != count * (LINE_SIZE + 1))
		die("of %zu lines %zu bytes arrived", count, bob.size);
	child_await_end(&alice);
	child_await_end(&bob);
	return seconds;
}

void
rows_lines(const struct effort *effort)
{
	struct sample lines = { 0 }, bare = { 0 };
	double count = (double)effort->line_count;
	for (size_t run = 0; run < effort->runs; run++) {
		sample_add(&lines, count / send_lines(effort->line_count));
		sample_add(&bare,
		    count /
			bare_stream(FRAME_HEADER_SIZE + LINE_SIZE,
			    effort->line_count));
	}
	table_row_beside("lines of 50 bytes, acknowledged", UNIT_A_SECOND,
	    sample_median(&lines), "one send() each", sample_median(&bare));
}

/* ---- bytes ---- */

static char piece[PIECE_SIZE];

static void
write_bulk(const void *argument)
{
	size_t size = *(const size_t *)argument;
	while (size > 0) {
		size_t part = size < PIECE_SIZE ? size : PIECE_SIZE;
		ssize_t wrote = write(STDOUT_FILENO, piece, part);
		if (wrote <= 0)
			_exit(EXIT_FAILURE);
		size -= (size_t)wrote;
	}
}

/* Reads to the end, and ends well if that was all of it. */
static void
read_bulk(const void *argument)
{
	size_t size = 0;
	ssize_t got;
	while ((got = read(STDIN_FILENO, piece, PIECE_SIZE)) > 0)
		size += (size_t)got;
	if (size != *(const size_t *)argument)
		_exit(EXIT_FAILURE);
}

/* Who copies bytes from a pipe to a port, and from a port to a pipe. */
struct copiers {
	void (*listen)(struct child *child, struct plan plan, unsigned port);
	void (*dial)(struct child *child, struct plan plan, unsigned port);
};

static void
listen_raw(struct child *child, struct plan plan, unsigned port)
{
	phones_listen(child, plan, port, "raw");
}

static void
dial_raw(struct child *child, struct plan plan, unsigned port)
{
	phones_dial(child, plan, port, "raw");
}

static const char *nc;

static void
listen_nc(struct child *child, struct plan plan, unsigned port)
{
	char digits[16];
	snprintf(digits, sizeof(digits), "%u", port);
	plan.argv =
	    (const char *const[]){ nc, "-l", "127.0.0.1", digits, NULL };
	child_start(child, &plan);
	phones_await_listening(port);
}

static void
dial_nc(struct child *child, struct plan plan, unsigned port)
{
	char digits[16];
	snprintf(digits, sizeof(digits), "%u", port);
	plan.argv =
	    (const char *const[]){ nc, "-N", "127.0.0.1", digits, NULL };
	child_start(child, &plan);
}

static const struct copiers landlines = { listen_raw, dial_raw };
static const struct copiers ncs = { listen_nc, dial_nc };

static void
make_pipe(int ends[2])
{
	if (pipe2(ends, O_CLOEXEC) != 0)
		die("no pipe");
}

/* Bytes a second, from a pipe to a pipe. NULL: two loops, and no program. */
static double
copy_bulk(const struct copiers *copiers, size_t size)
{
	struct child writer, reader, from, to;
	struct bare_relay relay;
	int in[2], out[2];
	unsigned port = phones_port();
	make_pipe(out);
	child_start(&reader,
	    &(struct plan){ .run = read_bulk,
		.argument = &size,
		.in = out[0],
		.out = CHILD_NULL });
	close(out[0]);
	make_pipe(in);
	const struct plan sends = { .in = in[0], .out = CHILD_NULL };
	const struct plan hears = { .in = CHILD_NULL, .out = out[1] };
	if (copiers != NULL)
		copiers->listen(&to, hears, port);
	double begun = sample_now();
	if (copiers != NULL)
		copiers->dial(&from, sends, port);
	else
		bare_relay_start(&relay, &sends, &hears);
	close(in[0]);
	close(out[1]);
	child_start(&writer,
	    &(struct plan){ .run = write_bulk,
		.argument = &size,
		.in = CHILD_NULL,
		.out = in[1] });
	close(in[1]);
	child_await_end(&writer);
	child_await_end(&reader);
	double seconds = sample_now() - begun;
	child_await_end(copiers != NULL ? &from : &relay.from);
	child_await_end(copiers != NULL ? &to : &relay.to);
	return (double)size / seconds;
}

/* The first command there is that is OpenBSD's. */
static const char *
find_nc(void)
{
	static const char *const names[] = { "nc.openbsd", "nc" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char command[64];
		snprintf(command, sizeof(command),
		    "%s -h 2>&1 | grep -q OpenBSD", names[i]);
		if (system(command) == 0)
			return names[i];
	}
	return NULL;
}

void
rows_bulk(const struct effort *effort)
{
	struct sample raw = { 0 }, bare = { 0 }, loop = { 0 }, others = { 0 };
	size_t size = effort->bulk_size, count = size / PIECE_SIZE;
	nc = find_nc();
	for (size_t run = 0; run < effort->runs; run++) {
		sample_add(&raw, copy_bulk(&landlines, size));
		if (nc != NULL)
			sample_add(&others, copy_bulk(&ncs, size));
		sample_add(&loop, copy_bulk(NULL, size));
		sample_add(&bare,
		    (double)size / bare_stream(PIECE_SIZE, count));
	}
	static const char figure[] = "bytes, --framing raw, pipe to pipe";
	table_row_beside(figure, UNIT_BYTES_A_SECOND, sample_median(&raw),
	    "send() and recv()", sample_median(&bare));
	table_row_beside("", UNIT_BYTES_A_SECOND, sample_median(&raw),
	    "bare loops, pipe to pipe", sample_median(&loop));
	if (nc != NULL)
		table_row_beside("", UNIT_BYTES_A_SECOND, sample_median(&raw),
		    "OpenBSD nc", sample_median(&others));
	else
		table_row_missing("", "OpenBSD nc is missing");
}
