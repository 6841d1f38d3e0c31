/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* What a hostile peer says, and the bytes that reach the terminal for it. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "suite.h"

#include "handset.h"
#include "oracle.h"
#include "peer.h"
#include "pupil.h"

#include "../material.h"

/* ---- what to say ---- */

static const char *const evils[] = {
	"\033]0;evil\007",
	"\033]8;;http://example.org\033\\link\033]8;;\033\\",
	"\033]52;c;ZXZpbA==\007",
	"\033[2J\033[H\033[6n",
	"\033P1$r0m\033\\\033_apc\033\\\033^pm\033\\",
	"\2332J\2336n \302\2332J \302\235evil\302\234",
	"\005\016\017\001\002\003\004\006",
	"safe\rEVIL",
	"\b\b\b\b\b\b\b\b\b\b\bgone\177\177",
	"a\tb\vc\fd",
	"\342\201\246left open",
	"\342\200\256evil \342\200\253\342\200\217\342\200\216\330\234",
	"\327\251\327\234\327\225\327\235 \330\263\331\204\330\247\331\205",
	"\342\200\213\342\200\213\342\200\213\342\201\240\357\273\277",
	"─ TALKING 00:03:12 · alice · 192.168.1.20 ─── F1 help · F6 hang up ─",
	"── 20:15 alice hung up ──",
	"you\n──────────────\n > rm -rf /",
	"%s%n%s%n%d%99999d",
	"\355\240\275\355\270\200 \300\257 \340\200\257 \364\220\200\200 \377",
	"👨‍👩‍👧‍👦 🇩🇪 🏴 ❤️ 👋🏽 é",
	"\363\240\200\201\363\240\201\201\363\240\201\277",
	"\343\205\244\341\205\237\341\205\240\357\276\240",
	"\357\277\276\357\277\277\357\267\220",
	"\342\200\250\342\200\251\302\255\341\240\216",
	"\314\201alone",
	"\357\270\217\342\200\215\342\200\214",
	"\315\270\360\257\277\277",
	"\357\277\271a\357\277\272b\357\277\273\360\235\205\263",
	"\360\220\215\210\340\244\250\340\244\277\340\270\201\340\270\263",
	"文字文字文字文字文字文字文字文字文字文字文字文字文字文字",
	"x文字文字文字文字文字文字文字文字文字文字文字文字文字文字",
	"",
};

enum {
	EVIL_COUNT = sizeof evils / sizeof *evils,
	MADE_COUNT = 10,
	EVIL_MOST = 16 * 1024,
};

struct evil {
	char bytes[EVIL_MOST];
	size_t size;
};

static void
add(struct evil *evil, const char *bytes, size_t size)
{
	ck_assert_uint_le(evil->size + size, sizeof evil->bytes);
	memcpy(evil->bytes + evil->size, bytes, size);
	evil->size += size;
}

static void
add_often(struct evil *evil, const char *text, size_t count)
{
	for (; count > 0; count--)
		add(evil, text, strlen(text));
}

static void
make_evil(struct evil *evil, int which)
{
	uint64_t chance = (uint64_t)which + 1;
	evil->size = 0;
	if (which < EVIL_COUNT) {
		add(evil, evils[which], strlen(evils[which]));
		return;
	}
	switch (which - EVIL_COUNT) {
	case 0: /* every control character, NUL first */
		for (char byte = 0; byte < 0x20; byte++)
			add(evil, &byte, 1);
		break;
	case 1:
		add(evil, "e", 1);
		add_often(evil, "\314\201", 4000);
		break;
	case 2:
		add_often(evil, "\n", 2000);
		break;
	case 3:
		add_often(evil, "文", 1500);
		break;
	case 4:
		add_often(evil, "👨‍👩‍👧‍👦", 300);
		break;
	default:
		while (evil->size < 600) {
			char byte = (char)material_upto(&chance, 255);
			add(evil, &byte, 1);
		}
		break;
	}
}

static size_t
at_most(size_t size, size_t most)
{
	return size < most ? size : most;
}

static void
say_card(int line, uint8_t type, uint64_t call, const struct evil *name)
{
	uint8_t payload[FRAME_CARD_SIZE + FRAME_NAME_MOST];
	struct frame_card card = { .phone_id = 0x1234, .call_id = call };
	card.name_size = (uint8_t)at_most(name->size, FRAME_NAME_MOST);
	memcpy(card.name, name->bytes, card.name_size);
	peer_say(line, type, 0, 0, payload, frame_card_encode(payload, &card));
}

static void
say_refusal(int line, uint16_t cause, const struct evil *words)
{
	uint8_t payload[2 + FRAME_WORDS_MOST];
	size_t size = frame_hangup_encode(payload, cause, words->bytes,
	    at_most(words->size, FRAME_WORDS_MOST));
	peer_say(line, FRAME_HANGUP, 0, 0, payload, size);
}

/* ---- what came of it ---- */

static void
expect_clean(const struct terminal *terminal, int which)
{
	size_t size;
	const char *bytes = terminal_written(terminal, &size);
	size_t at = oracle_first_foreign(bytes, size);
	if (at == size)
		return;
	for (size_t i = at < 20 ? 0 : at - 20; i < at + 20 && i < size; i++)
		fprintf(stderr, " %02x", (unsigned char)bytes[i]);
	ck_abort_msg("evil %d: byte %zu of %zu (see above) steers", which, at,
	    size);
}

static bool
has_drawn(struct terminal *terminal, const void *before)
{
	size_t size;
	terminal_written(terminal, &size);
	return size > *(const size_t *)before;
}

/* No row of two columns lost what parts them. */
static bool
has_divider(struct terminal *terminal, const void *nothing)
{
	const struct glass *glass = terminal_glass(terminal);
	(void)nothing;
	if (strcmp(glass_at(glass, 0, 40).text, "│") != 0)
		return true; /* one above the other */
	for (int row = 2; row < 20; row++) {
		bool is_note = strcmp(glass_at(glass, row, 0).text, "─") == 0;
		if (!is_note && strcmp(glass_at(glass, row, 40).text, "│") != 0)
			return false;
	}
	return true;
}

/* And whatever is drawn for it. */
static void
say_draft(struct terminal *terminal, int line, const struct evil *evil)
{
	size_t before;
	terminal_written(terminal, &before);
	peer_say(line, FRAME_DRAFT, 0, 0, evil->bytes,
	    at_most(evil->size, FRAME_DRAFT_MOST));
	ck_assert(terminal_await(terminal, has_drawn, &before));
}

static void
call_with(struct terminal *terminal, const char *number, int which)
{
	static struct evil evil;
	struct frame_header header;
	make_evil(&evil, which);
	int line = peer_dial(number);
	say_card(line, FRAME_RING, (uint64_t)which + 1, &evil);
	peer_expect(line, FRAME_ANSWER, &header);
	terminal_expect(terminal, "TALKING");
	if (evil.size > 0)
		say_draft(terminal, line, &evil);
	peer_say(line, FRAME_DRAFT, 0, 0, "", 0);
	peer_say(line, FRAME_TEXT, 1, 0, evil.bytes, evil.size);
	terminal_expect(terminal, "TEXT ·");
	peer_expect(line, FRAME_ACK, &header);
	ck_assert_msg(terminal_await(terminal, has_divider, NULL),
	    "evil %d: a row has no divider", which);
	say_refusal(line, CAUSE_LINE_LOST, &evil);
	peer_expect_end(line);
	terminal_expect(terminal, "WAITING");
	expect_clean(terminal, which);
}

static const struct handset_plan plans[] = {
	{ .name = "alice", .option = "--auto-answer", .timers = HANDSET_CALM },
	{ .name = "alice",
	    .option = "--auto-answer",
	    .timers = HANDSET_CALM,
	    .rows = 20,
	    .cols = 60 },
	{ .name = "alice",
	    .option = "--auto-answer",
	    .timers = HANDSET_CALM,
	    .rows = 12,
	    .cols = 41 },
};

enum { PLAN_COUNT = sizeof plans / sizeof *plans };

START_TEST(nothing_that_is_said_steers_a_terminal)
{
	char number[HANDSET_NUMBER_SIZE];
	struct terminal *alice = handset_start(&plans[_i]);
	handset_number(alice, number);
	/* The bytes themselves, as well. */
	if (_i == 2)
		terminal_type(alice, HANDSET_F3);
	for (int which = 0; which < EVIL_COUNT + MADE_COUNT; which++) {
		call_with(alice, number, which);
		/* All of them are looked at in one of the sizes. */
		if (which % PLAN_COUNT == _i)
			handset_expect_true(alice, NULL);
	}
	handset_leave(alice);
}
END_TEST

START_TEST(no_missed_caller_steers_a_terminal)
{
	struct handset_plan plan = { .name = "alice" };
	static struct evil evil;
	struct frame_header header;
	char number[HANDSET_NUMBER_SIZE];
	struct terminal *alice = handset_start(&plan);
	handset_number(alice, number);
	for (int which = 0; which < EVIL_COUNT + MADE_COUNT; which++) {
		make_evil(&evil, which);
		int line = peer_dial(number);
		say_card(line, FRAME_RING, (uint64_t)which + 1, &evil);
		peer_expect(line, FRAME_RINGING, &header);
		terminal_expect(alice, "F5");
		say_refusal(line, CAUSE_NORMAL, &evil);
		peer_expect_end(line);
		terminal_expect(alice, "WAITING");
		expect_clean(alice, which);
	}
	terminal_type(alice, "/missed\r");
	terminal_expect(alice, "news");
	terminal_type(alice, HANDSET_REPAINT); /* which ends the notice */
	handset_expect_true(alice, NULL);
	expect_clean(alice, -1);
	handset_leave(alice);
}
END_TEST

START_TEST(nobody_who_is_dialled_steers_a_terminal)
{
	struct handset_plan plan = { .name = "alice" };
	static struct evil evil;
	struct frame_header header;
	struct frame_card card;
	char number[PEER_NUMBER_SIZE];
	struct terminal *alice = handset_start(&plan);
	int listener = peer_listen(number);
	for (int which = 0; which < EVIL_COUNT + MADE_COUNT; which++) {
		make_evil(&evil, which);
		handset_dial(alice, number);
		int line = peer_accept(listener);
		const uint8_t *ring = peer_expect(line, FRAME_RING, &header);
		ck_assert(frame_card_decode(&card, ring, header.length));
		say_card(line, FRAME_RINGING, card.call_id, &evil);
		terminal_expect(alice, "it rings there");
		say_refusal(line, CAUSE_DECLINED, &evil);
		peer_expect_end(line);
		terminal_expect(alice, "declined the call");
		expect_clean(alice, which);
	}
	handset_leave(alice);
	close(listener);
}
END_TEST

START_TEST(controls_are_shown_and_formats_are_not_read)
{
	char number[HANDSET_NUMBER_SIZE];
	struct frame_header header;
	struct terminal *alice = handset_start(&plans[0]);
	handset_number(alice, number);
	int line = peer_call(number);
	peer_say(line, FRAME_TEXT, 1, 0, "\033[2J%s%n", 8);
	peer_expect(line, FRAME_ACK, &header);
	terminal_expect(alice, "␛[2J%s%n");
	static const char fake[] = "── 20:15 mary hung up ──";
	peer_say(line, FRAME_TEXT, 2, 0, fake, sizeof fake - 1);
	terminal_expect(alice, "│ ");
	terminal_expect(alice, fake);
	char *screen = terminal_screen(alice);
	ck_assert_ptr_null(strstr(screen, "\n── 20:15"));
	free(screen);
	expect_clean(alice, 0);
	close(line);
	handset_leave(alice);
}
END_TEST

/* Sixteen times the most that a message can be. */
START_TEST(a_mebibyte_of_text_is_survived)
{
	static char text[FRAME_PAYLOAD_MOST];
	char number[HANDSET_NUMBER_SIZE];
	struct frame_header header = { 0 };
	uint64_t chance = 5;
	struct terminal *alice = handset_start(&plans[0]);
	handset_number(alice, number);
	int line = peer_call(number);
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)material_upto(&chance, 255);
	for (uint32_t i = 1; i <= 16; i++)
		peer_say(line, FRAME_TEXT, i, 0, text, sizeof text);
	while (header.acknowledgement < 16)
		peer_expect(line, FRAME_ACK, &header);
	terminal_type(alice, "still here\r");
	terminal_expect(alice, "still here");
	const uint8_t *said = peer_expect(line, FRAME_TEXT, &header);
	ck_assert_mem_eq(said, "still here", header.length);
	terminal_type(alice, HANDSET_PAGE_UP HANDSET_PAGE_UP);
	terminal_expect(alice, "more below");
	handset_expect_true(alice, NULL);
	expect_clean(alice, 0);
	close(line);
	handset_leave(alice);
}
END_TEST

/* The oracle itself: it knows evil when it sees it. */
START_TEST(the_oracle_knows_evil)
{
	for (int which = 0; which < EVIL_COUNT; which++) {
		static const char good[] = "\033[1;5H\033(B\033[m文\r\n ✓│é";
		size_t size = strlen(evils[which]);
		bool is_text = which == 0 || which == 9 ||
		    (which >= 12 && which <= 17) || which == 19 ||
		    which == 24 || which == 25 || which >= 28;
		ck_assert_uint_eq(oracle_first_foreign(good, sizeof good - 1),
		    sizeof good - 1);
		/* What curses might write is not known from where it came. */
		if (is_text || which == 7 || which == 8)
			continue;
		ck_assert_msg(oracle_first_foreign(evils[which], size) < size,
		    "evil %d passes", which);
	}
}
END_TEST

TCase *
screen_text_tcase(void)
{
	TCase *tcase = tcase_create("screen text");
	tcase_add_checked_fixture(tcase, pupil_set_up, NULL);
	tcase_set_timeout(tcase, TERMINAL_TIMEOUT_S);
	tcase_add_loop_test(tcase, nothing_that_is_said_steers_a_terminal, 0,
	    PLAN_COUNT);
	tcase_add_test(tcase, no_missed_caller_steers_a_terminal);
	tcase_add_test(tcase, nobody_who_is_dialled_steers_a_terminal);
	tcase_add_test(tcase, controls_are_shown_and_formats_are_not_read);
	tcase_add_test(tcase, a_mebibyte_of_text_is_survived);
	tcase_add_test(tcase, the_oracle_knows_evil);
	return tcase;
}
