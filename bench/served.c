/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "rows.h"

#include <stdio.h>
#include <string.h>

#include "phones.h"
#include "table.h"

enum { KEY_EVERY_MS = 25, KEYS_A_DRAFT = 24, SILENCE_MS = 30 };

/* Letters that stand in no word of the screen. */
static const char keys[] = "QWYU";

/* A whole class, and what it says when it has what it called for. */
struct class
{
	const char *options[4]; /* of the phone that they call */
	const char *how;
	const char *done;
};

static const struct class served = {
	.options = { "--service", "echo" },
	.done = "64000 answers, all right",
};

static const struct class talking = {
	.options = { "--lines", "31", "--auto-answer" },
	.how = "talk",
	.done = "30000 messages, all acknowledged",
};

/* A phone that a class calls, and whose user is in a call meanwhile. */
struct office {
	struct child phone, friend;
	char number[32];
};

static void
open_office(struct office *office, const struct class *class)
{
	char dial[64];
	unsigned port = phones_port(), friends = phones_port();
	snprintf(office->number, sizeof(office->number), "127.0.0.1:%u", port);
	const struct plan plan = {
		.argv = (const char *const[]){ phones_program, "--listen",
		    office->number, class->options[0], class->options[1],
		    class->options[2], NULL },
		.has_terminal = true,
	};
	phones_listen(&office->friend,
	    (struct plan){ .in = CHILD_NULL, .out = CHILD_NULL }, friends,
	    NULL);
	phones_await_listening(friends);
	child_start(&office->phone, &plan);
	child_await(&office->phone, "WAITING");
	snprintf(dial, sizeof(dial), "/dial 127.0.0.1:%u\r", friends);
	child_type(&office->phone, dial, strlen(dial));
	child_await(&office->phone, "TALKING");
	child_await_silence(&office->phone, SILENCE_MS);
}

/* Types a key now and then, until the class has all its answers. */
static void
type_meanwhile(struct office *office, struct child *class,
    struct sample *sample)
{
	double typed = sample_now();
	size_t key = 0;
	bool is_typed = false;
	while (!class->is_over) {
		const char text[] = { keys[key % 4], '\0' };
		if (is_typed && child_wrote(&office->phone, text)) {
			if (sample->count < SAMPLE_MOST)
				sample_add(sample, office->phone.at - typed);
			is_typed = false;
			if (++key % KEYS_A_DRAFT == 0)
				child_type(&office->phone, "\025", 1);
		} else if (!is_typed &&
		    sample_now() > typed + KEY_EVERY_MS / 1e3) {
			typed = sample_now();
			child_type(&office->phone, text, 1);
			is_typed = true;
		}
		child_serve(KEY_EVERY_MS);
	}
}

static double
serve_class(struct office *office, const struct class *class,
    struct sample *sample)
{
	struct child child;
	const struct plan plan = {
		.argv = (const char *const[]){ "tests/peers/lecture", "flood",
		    "client", office->number, class->how, NULL },
		.in = CHILD_NULL,
		.out = CHILD_READ,
	};
	double begun = sample_now();
	child_start(&child, &plan);
	type_meanwhile(office, &child, sample);
	double seconds = sample_now() - begun;
	if (!child_wrote(&child, class->done))
		die("not every message of the class had its answer");
	child_await_end(&child);
	return seconds;
}

static void
measure(const struct class *class, const char *figure, size_t runs)
{
	struct sample seconds = { 0 }, meanwhile = { 0 };
	struct office office;
	open_office(&office, class);
	for (size_t run = 0; run < runs; run++)
		sample_add(&seconds, serve_class(&office, class, &meanwhile));
	child_end(&office.phone);
	child_end(&office.friend);
	table_row(figure, UNIT_SECONDS, sample_median(&seconds));
	table_row("  key to the screen of a call meanwhile, p50", UNIT_SECONDS,
	    sample_percentile(&meanwhile, 50));
	table_row("  key to the screen of a call meanwhile, p99", UNIT_SECONDS,
	    sample_percentile(&meanwhile, 99));
}

void
rows_served(const struct effort *effort)
{
	measure(&served, "64 callers of an echo, 1000 messages each",
	    4 * effort->runs);
	measure(&talking, "30 callers on 30 lines, 1000 messages each",
	    4 * effort->runs);
}
