/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Every code point there is, said by a peer in every place where it can say
 * something, and the bytes that reach a terminal for it: none that steers,
 * and each one that should.
 */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "suite.h"

#include "handset.h"
#include "oracle.h"
#include "peer.h"
#include "pupil.h"
#include "started.h"
#include "sweeper.h"
#include "text/cells.h"

/* All that a program has written to its terminal. */
struct writing {
	char *bytes;
	size_t size, room;
};

static void
read_some(struct writing *writing, int master)
{
	enum { PIECE = 1 << 20 };
	if (writing->room - writing->size < PIECE) {
		writing->room = writing->room * 2 + PIECE;
		writing->bytes = realloc(writing->bytes, writing->room);
		ck_assert_ptr_nonnull(writing->bytes);
	}
	ssize_t size = read(master, writing->bytes + writing->size, PIECE);
	if (size > 0)
		writing->size += (size_t)size;
}

/* Until the program has ended, which must be well. */
static void
read_all(struct writing *writing, const struct program *program)
{
	struct started started;
	int status = -1;
	started_open(&started, program);
	for (bool is_over = false; !is_over;) {
		struct pollfd wait = { .fd = started.master, .events = POLLIN };
		is_over = started_status(&started, &status);
		/* The master says nothing of an end that nobody waits for. */
		while (poll(&wait, 1, is_over ? 0 : 100) > 0 &&
		    (wait.revents & POLLIN) != 0)
			read_some(writing, started.master);
	}
	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	started_close(&started);
}

/* Which code points there are in a text, sequences and all. */
static void
mark(uint8_t *marks, const char *text, size_t size)
{
	uint32_t point;
	for (size_t at = 0; at < size;) {
		at += cells_decode(text + at, size - at, &point);
		marks[point] = 1;
	}
}

/* What is left of all that is said: that should come to the terminal. */
static void
mark_wanted(uint8_t *marks, const struct sweeper *sweeper)
{
	static char batch[SWEEPER_BATCH_SIZE];
	static char clean[SWEEPER_BATCH_SIZE * CLEAN_GROWTH + 1];
	uint32_t point = 0;
	size_t size;
	while ((size = sweeper_batch(sweeper, batch, &point)) > 0) {
		size = clean_text(clean, sizeof clean, batch, size,
		    sweeper_rule(sweeper->kind));
		mark(marks, clean, size);
	}
	/* They are what rows end and begin with. */
	marks['\n'] = marks['\t'] = 0;
}

static void
expect_harmless(const char *bytes, size_t size)
{
	size_t at = oracle_first_foreign(bytes, size);
	if (at == size)
		return;
	for (size_t i = at < 20 ? 0 : at - 20; i < at + 20 && i < size; i++)
		fprintf(stderr, " %02x", (unsigned char)bytes[i]);
	ck_abort_msg("byte %zu of %zu (see above) steers", at, size);
}

/* So that silence is not taken for safety. */
static void
expect_complete(const uint8_t *wanted, const uint8_t *seen,
    enum sweeper_kind kind)
{
	size_t count = 0;
	for (uint32_t point = 0; point < SWEEPER_POINTS; point++) {
		if (wanted[point] && !seen[point])
			ck_abort_msg("U+%04X did not come, kind %d", point,
			    kind);
		count += wanted[point];
	}
	ck_assert_uint_gt(count, 0);
}

static void
sweep(const struct sweeper *sweeper)
{
	static uint8_t wanted[SWEEPER_POINTS], seen[SWEEPER_POINTS];
	struct writing writing = { 0 };
	struct program program = { .run = sweeper_run, .argument = sweeper };
	sweeper_size(sweeper->kind, &program.rows, &program.cols);
	read_all(&writing, &program);
	expect_harmless(writing.bytes, writing.size);
	mark(seen, writing.bytes, writing.size);
	mark_wanted(wanted, sweeper);
	expect_complete(wanted, seen, sweeper->kind);
	free(writing.bytes);
}

START_TEST(no_code_point_steers_a_terminal)
{
	struct sweeper sweeper = { .kind = (enum sweeper_kind)_i, .step = 1 };
	sweep(&sweeper);
}
END_TEST

/* ---- a landline, told by a peer ---- */

/*
 * A real one takes a call, or a look at its screen, for each batch: some of
 * the code points in "make check", and all of them in "make sweep", which
 * takes most of an hour.
 */
static const uint32_t steps[SWEEPER_KINDS] = {
	[SWEEPER_NAME] = 1009,
	[SWEEPER_TEXT] = 31,
	[SWEEPER_DRAFT] = 127,
	[SWEEPER_WORDS] = 307,
};

static const char *const options[SWEEPER_KINDS] = {
	[SWEEPER_TEXT] = "--auto-answer",
	[SWEEPER_DRAFT] = "--auto-answer",
	[SWEEPER_WORDS] = "--service=echo",
};

struct caller {
	struct terminal *landline;
	char number[HANDSET_NUMBER_SIZE];
	int line; /* of the one call of texts and drafts */
	uint32_t said;
};

static void
ring_and_leave(struct caller *caller, const char *name, size_t name_size,
    const char *words, size_t words_size)
{
	uint8_t payload[FRAME_CARD_SIZE + FRAME_NAME_MOST + FRAME_WORDS_MOST];
	struct frame_header header;
	struct frame_card card = { .phone_id = 1, .call_id = ++caller->said };
	int line = peer_dial(caller->number);
	card.name_size = (uint8_t)name_size;
	memcpy(card.name, name, name_size);
	peer_say(line, FRAME_RING, 0, 0, payload,
	    frame_card_encode(payload, &card));
	peer_expect(line, FRAME_RINGING, &header);
	peer_say(line, FRAME_HANGUP, 0, 0, payload,
	    frame_hangup_encode(payload, CAUSE_LINE_LOST, words, words_size));
	peer_expect_end(line);
}

static void
tell(struct caller *caller, enum sweeper_kind kind, const char *batch,
    size_t size)
{
	struct frame_header header;
	switch (kind) {
	case SWEEPER_NAME:
		ring_and_leave(caller, batch, size, "", 0);
		break;
	case SWEEPER_WORDS:
		ring_and_leave(caller, "pat", 3, batch, size);
		break;
	case SWEEPER_TEXT:
		peer_say(caller->line, FRAME_TEXT, ++caller->said, 0, batch,
		    size);
		peer_expect(caller->line, FRAME_ACK, &header);
		break;
	case SWEEPER_DRAFT:
		peer_say(caller->line, FRAME_DRAFT, 0, 0, batch, size);
		break;
	}
}

static void
look(struct caller *caller, uint8_t *seen)
{
	size_t size;
	handset_expect_quiet(caller->landline);
	const char *bytes = terminal_written(caller->landline, &size);
	expect_harmless(bytes, size);
	mark(seen, bytes, size);
	terminal_mark(caller->landline);
}

static void
start_caller(struct caller *caller, enum sweeper_kind kind)
{
	struct handset_plan plan = { .name = "fred", .option = options[kind] };
	sweeper_size(kind, &plan.rows, &plan.cols);
	*caller = (struct caller){ .landline = handset_start(&plan) };
	handset_number(caller->landline, caller->number);
	if (kind != SWEEPER_TEXT && kind != SWEEPER_DRAFT)
		return;
	caller->line = peer_call(caller->number);
	terminal_type(caller->landline, HANDSET_F8);
}

START_TEST(no_code_point_steers_a_landline)
{
	static uint8_t wanted[SWEEPER_POINTS], seen[SWEEPER_POINTS];
	static char batch[SWEEPER_BATCH_SIZE];
	struct sweeper sweeper = { .kind = (enum sweeper_kind)_i };
	struct caller caller;
	uint32_t point = 0;
	size_t size;
	sweeper.step = getenv("SWEEP_ALL") != NULL ? 1 : steps[_i];
	start_caller(&caller, sweeper.kind);
	for (unsigned n = 1;
	     (size = sweeper_batch(&sweeper, batch, &point)) > 0; n++) {
		tell(&caller, sweeper.kind, batch, size);
		/* Its own numbers want room on the screen, too. */
		if (n % (sweeper_painted_every(sweeper.kind) / 4 + 1) == 0)
			look(&caller, seen);
	}
	look(&caller, seen);
	mark_wanted(wanted, &sweeper);
	expect_complete(wanted, seen, sweeper.kind);
	terminal_free(caller.landline);
}
END_TEST

TCase *
screen_sweep_tcase(void)
{
	TCase *tcase = tcase_create("screen sweep");
	tcase_add_checked_fixture(tcase, pupil_set_up, NULL);
	tcase_set_timeout(tcase, 300);
	tcase_add_loop_test(tcase, no_code_point_steers_a_terminal, 0,
	    SWEEPER_KINDS);
	tcase_add_loop_test(tcase, no_code_point_steers_a_landline, 0,
	    SWEEPER_KINDS);
	return tcase;
}
