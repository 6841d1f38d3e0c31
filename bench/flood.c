/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bare.h"
#include "phones.h"
#include "table.h"

enum {
	LINE_SIZE = 40,
	KEY_EVERY_MS = 25,
	DIGEST = 0x1234567, /* of nothing */
};

/* Letters that stand in no line and that no terminal's sequence ends with. */
static const char keys[] = "QWYU";
static const char last[] = "ZVXGFEIJKLMNOPRST";

/* ---- a flood ---- */

struct flood {
	struct sample seconds, bare, keys;
	struct sample peak;
};

/* Types a key now and then, until the last line is there. */
static double
await_last(struct child *bob, struct sample *sample)
{
	size_t key = 0;
	double typed = sample_now(), limit = typed + 120;
	bool is_typed = false;
	while (!child_wrote(bob, last)) {
		char text[] = { keys[key % 4], '\0' };
		if (is_typed && child_wrote(bob, text)) {
			if (sample->count < SAMPLE_MOST)
				sample_add(sample, bob->at - typed);
			is_typed = false;
			key++;
		} else if (!is_typed && key < SAMPLE_MOST &&
		    sample_now() > typed + KEY_EVERY_MS / 1e3) {
			text[0] = keys[key % 4];
			typed = sample_now();
			child_type(bob, text, 1);
			is_typed = true;
		}
		if (bob->is_over || sample_now() > limit)
			die("the last line of a flood did not come");
		child_serve(KEY_EVERY_MS);
	}
	return bob->at;
}

static void
flood_screen(size_t count, struct flood *flood)
{
	struct child alice, bob;
	unsigned port = phones_port();
	int lines = phones_lines(count, LINE_SIZE, last);
	phones_listen(&bob, (struct plan){ .has_terminal = true }, port, NULL);
	child_await(&bob, "WAITING");
	double begun = sample_now();
	phones_dial(&alice, (struct plan){ .in = lines, .out = CHILD_NULL },
	    port, NULL);
	close(lines);
	sample_add(&flood->seconds, await_last(&bob, &flood->keys) - begun);
	sample_add(&flood->peak, child_memory(&bob, "VmHWM:"));
	child_await_end(&alice);
	child_end(&bob);
}

static void
flood_terminal(size_t count, struct flood *flood)
{
	struct bare_relay relay;
	int lines = phones_lines(count, LINE_SIZE, last);
	double begun = sample_now();
	bare_relay_start(&relay,
	    &(struct plan){ .in = lines, .out = CHILD_NULL },
	    &(struct plan){ .has_terminal = true });
	close(lines);
	sample_add(&flood->bare, child_await(&relay.to, last) - begun);
	bare_relay_end(&relay);
}

void
rows_flood(const struct effort *effort)
{
	static struct flood flood;
	char figure[64];
	for (size_t run = 0; run < effort->runs; run++) {
		flood_screen(effort->flood_count, &flood);
		flood_terminal(effort->flood_count, &flood);
	}
	snprintf(figure, sizeof(figure), "%zu lines of 40 into a screen",
	    effort->flood_count);
	table_row_beside(figure, UNIT_SECONDS, sample_median(&flood.seconds),
	    "bare, to a terminal", sample_median(&flood.bare));
	table_row("  key to its own screen meanwhile, p50", UNIT_SECONDS,
	    sample_percentile(&flood.keys, 50));
	table_row("  key to its own screen meanwhile, p99", UNIT_SECONDS,
	    sample_percentile(&flood.keys, 99));
	table_row("  peak memory", UNIT_BYTES, sample_median(&flood.peak));
}

/* ---- a paste ---- */

static char *
make_paste(size_t size)
{
	static const char open[] = "\033[200~", shut[] = "\033[201~\r";
	char *text = malloc(size + sizeof(open) + sizeof(shut));
	char *at = stpcpy(text, open);
	for (size_t i = 0; i < size; i++)
		*at++ = i % 80 == 79 ? '\r' : (char)('!' + i * 31 % 94);
	strcpy(at, shut);
	return text;
}

static double
paste(struct child *from, struct child *to, const char *text, size_t letters)
{
	double begun = sample_now();
	child_type(from, text, strlen(text));
	child_await_letters(to, letters);
	return to->at - begun;
}

static const struct plan on_terminal = { .has_terminal = true };
static const struct plan to_pipe = { .in = CHILD_NULL, .out = CHILD_READ };

static double
paste_into_screen(const char *text, size_t size)
{
	struct child alice, bob;
	size_t letters = 0;
	unsigned port = phones_port();
	phones_listen(&bob, to_pipe, port, NULL);
	phones_dial(&alice, on_terminal, port, NULL);
	child_await(&alice, "TALKING");
	child_await_silence(&alice, 200);
	bob.is_digested = true;
	bob.digest = DIGEST;
	char *whole = strdup(text + 6); /* behind what opens a paste */
	for (size_t i = 0; i < size; i++)
		if (whole[i] == '\r')
			whole[i] = '\n';
	uint32_t digest = child_digest(DIGEST, whole, size, &letters);
	double seconds = paste(&alice, &bob, text, letters);
	if (bob.digest != digest)
		die("what was pasted is not what arrived");
	free(whole);
	child_end(&alice);
	child_end(&bob);
	return seconds;
}

static double
paste_into_relay(const char *text)
{
	struct bare_relay relay;
	bare_relay_start(&relay, &on_terminal, &to_pipe);
	child_type(&relay.from, "begin\r", 6);
	child_await(&relay.to, "begin");
	relay.to.is_digested = true;
	double seconds = paste(&relay.from, &relay.to, text, strlen(text));
	bare_relay_end(&relay);
	return seconds;
}

void
rows_paste(const struct effort *effort)
{
	struct sample pastes = { 0 }, bare = { 0 };
	char figure[64];
	char *text = make_paste(effort->paste_size);
	for (size_t run = 0; run < effort->runs; run++) {
		sample_add(&pastes,
		    paste_into_screen(text, effort->paste_size));
		sample_add(&bare, paste_into_relay(text));
	}
	free(text);
	snprintf(figure, sizeof(figure), "%zu bytes pasted, to the other side",
	    effort->paste_size);
	table_row_beside(figure, UNIT_SECONDS, sample_median(&pastes),
	    "bare relay", sample_median(&bare));
}
