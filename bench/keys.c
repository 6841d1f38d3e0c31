/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "rows.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bare.h"
#include "phones.h"
#include "table.h"

enum {
	/* A draft goes ten times a second at most: who waits longer measures
	 * the way of a key, and not that. */
	KEY_EVERY_MS = 120,
	KEYS_A_DRAFT = 24, /* and then it is cleared: it never wraps */
	TEXT_SIZE = 12,
	SILENCE_MS = 30,
	DRAFT_MS = 200, /* after that nothing of a draft is on its way */
};

/* Letters that no terminal's own sequence ends with. */
static const char letters[] = "QWYU";

/* Typed here and shown there; all that is drawn meanwhile is read. */
static double
time_key(struct child *from, struct child *to, const char *keys,
    const char *shown)
{
	double begun = sample_now();
	child_type(from, keys, strlen(keys));
	return child_await(to, shown) - begun;
}

static void
type_keys(struct child *from, struct child *to, size_t count, const char *clear,
    struct sample *sample)
{
	for (size_t key = 0; key < count; key++) {
		const char text[] = { letters[key % 4], '\0' };
		sample_add(sample, time_key(from, to, text, text));
		double next = sample_now() + KEY_EVERY_MS / 1e3;
		while (sample_now() < next)
			child_serve(KEY_EVERY_MS);
		if (key % KEYS_A_DRAFT == KEYS_A_DRAFT - 1) {
			child_type(from, clear, strlen(clear));
			child_await_silence(to, DRAFT_MS);
		}
	}
}

/* No two that follow one another have a letter in the same place. */
static void
make_text(char text[TEXT_SIZE + 1], size_t number)
{
	for (size_t i = 0; i < TEXT_SIZE; i++)
		text[i] = (char)('a' + (number * 7 + i * 3) % 26);
	text[TEXT_SIZE] = '\0';
}

static void
type_lines(struct phones_call *call, size_t count, struct sample *sample)
{
	char text[TEXT_SIZE + 1];
	for (size_t line = 0; line < count; line++) {
		make_text(text, line);
		child_type(&call->alice, text, TEXT_SIZE);
		child_await_silence(&call->bob, SILENCE_MS);
		sample_add(sample,
		    time_key(&call->alice, &call->bob, "\r", text));
		child_await_silence(&call->bob, SILENCE_MS);
	}
}

static void
measure_relay(size_t count, struct sample *sample)
{
	const struct plan plan = { .has_terminal = true };
	struct bare_relay relay;
	bare_relay_start(&relay, &plan, &plan);
	/* Once through, and the terminals are as the loops want them. */
	child_type(&relay.from, "begin\r", 6);
	child_await(&relay.to, "begin");
	child_await_silence(&relay.to, SILENCE_MS);
	type_keys(&relay.from, &relay.to, count, "", sample);
	bare_relay_end(&relay);
}

static void
print_rows(const char *figure, const struct sample *keys,
    const struct sample *bare)
{
	char name[64];
	snprintf(name, sizeof(name), "%s, p50", figure);
	table_row_beside(name, UNIT_SECONDS, sample_percentile(keys, 50),
	    "bare relay, p50", sample_percentile(bare, 50));
	snprintf(name, sizeof(name), "%s, p99", figure);
	table_row_beside(name, UNIT_SECONDS, sample_percentile(keys, 99),
	    "bare relay, p99", sample_percentile(bare, 99));
}

void
rows_keys(const struct effort *effort)
{
	struct sample keys = { 0 }, lines = { 0 }, bare = { 0 };
	struct phones_call call;
	static const char live[] = "/live on\r";
	phones_call_start(&call);
	type_lines(&call, effort->key_count, &lines);
	child_type(&call.alice, live, sizeof(live) - 1);
	child_await(&call.alice, "LIVE");
	child_await_silence(&call.bob, DRAFT_MS);
	type_keys(&call.alice, &call.bob, effort->key_count, "\025", &keys);
	phones_call_end(&call);
	measure_relay(effort->key_count, &bare);
	print_rows("key to the other screen", &keys, &bare);
	print_rows("Enter to the other screen", &lines, &bare);
}

/* ---- how much is drawn ---- */

/* What a line of 40 costs at the least: those, the time, and the cursor moved
 * there and back. */
enum { LINE_SIZE = 40, LINE_LEAST = 60 };

static double
drawn_by(struct child *from, struct child *by, const char *keys)
{
	child_await_silence(by, DRAFT_MS);
	size_t before = by->size;
	child_type(from, keys, strlen(keys));
	child_await_silence(by, SILENCE_MS);
	return (double)(by->size - before);
}

static void
measure_lines(struct phones_call *call, size_t count, struct sample *sample)
{
	char line[LINE_SIZE + 1];
	for (size_t number = 0; number < count; number++) {
		for (size_t i = 0; i < LINE_SIZE; i++)
			line[i] = (char)('a' + (number * 7 + i * 3) % 26);
		line[LINE_SIZE] = '\0';
		child_type(&call->alice, line, LINE_SIZE);
		sample_add(sample, drawn_by(&call->alice, &call->bob, "\r"));
	}
}

void
rows_drawn(const struct effort *effort)
{
	struct sample keys = { 0 }, first = { 0 }, full = { 0 };
	struct phones_call call;
	phones_call_start(&call);
	for (size_t key = 0; key < effort->draw_count; key++) {
		const char text[] = { letters[key % 4], '\0' };
		sample_add(&keys, drawn_by(&call.alice, &call.alice, text));
	}
	child_type(&call.alice, "\025", 1);
	measure_lines(&call, 5, &first);
	/* From here on each one scrolls what stands there. */
	for (int i = 0; i < 24; i++) {
		child_type(&call.alice, "x\r", 2);
		child_await_silence(&call.alice, SILENCE_MS);
	}
	measure_lines(&call, effort->draw_count, &full);
	phones_call_end(&call);
	table_row("bytes drawn for a key", UNIT_COUNT, sample_median(&keys));
	table_row_beside("bytes drawn for a line of 40 that comes", UNIT_COUNT,
	    sample_median(&first), "at the least", sample_exact(LINE_LEAST));
	table_row_beside("  on a full screen", UNIT_COUNT, sample_median(&full),
	    "at the least", sample_exact(LINE_LEAST));
}

/* ---- the first screen ---- */

static double
time_start(const struct plan *plan, const char *last)
{
	struct child child;
	double begun = sample_now();
	child_start(&child, plan);
	double shown = child_await(&child, last);
	child_await_silence(&child, SILENCE_MS);
	child_end(&child);
	return shown - begun;
}

void
rows_start(const struct effort *effort)
{
	struct sample first = { 0 }, bare = { 0 };
	const struct plan landline = {
		.argv = (const char *const[]){ phones_program, "--listen",
		    "127.0.0.1:0", NULL },
		.has_terminal = true,
	};
	const struct plan curses = {
		.argv = (const char *const[]){ "/proc/self/exe",
		    "--bare-curses", NULL },
		.has_terminal = true,
	};
	for (size_t run = 0; run < 4 * effort->runs; run++) {
		sample_add(&first, time_start(&landline, "F1 help"));
		sample_add(&bare, time_start(&curses, BARE_CURSES_END));
	}
	table_row_beside("start to the first whole screen", UNIT_SECONDS,
	    sample_median(&first), "bare curses", sample_median(&bare));
}
