/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "../runner.h"
#include "cable.h"
#include "suite.h"

enum { FRAMINGS = 28 }; /* without landline's own */

struct stage {
	struct cable cable;
	const struct framing *framing;
	size_t line;
	int end; /* the test's */
};

static const uint8_t address[4] = { 192, 0, 2, 77 };

static void
set_stage(struct stage *stage, const char *framing, const char *service)
{
	cable_init(&stage->cable, CABLE_RANDOM, 7);
	stage->framing = framing_find(framing);
	cable_speak(&stage->cable, ALICE, framing, service);
}

/* The test calls alice. */
static void
be_caller(struct stage *stage)
{
	struct number from = number_ipv4(address, 50000);
	stage->line = cable_knock(&stage->cable, ALICE, &from);
	stage->end = 0;
}

static void
be_callee(struct stage *stage)
{
	stage->line = cable_dial(&stage->cable, ALICE, CABLE_TEST);
	cable_settle(&stage->cable);
	stage->end = 1;
}

static void
send(struct stage *stage, const void *bytes, size_t size)
{
	cable_send(&stage->cable, stage->line, bytes, size);
	cable_settle(&stage->cable);
}

static void
send_message(struct stage *stage, const char *text)
{
	uint8_t wire[256];
	send(stage, wire,
	    framing_write(stage->framing, wire, (const uint8_t *)text,
		strlen(text)));
}

static struct bytes *
arriving(struct stage *stage)
{
	return &stage->cable.lines[stage->line].ends[stage->end].arriving;
}

/* That alice has sent that message, and nothing besides. */
static void
expect_message(struct stage *stage, const char *text)
{
	uint8_t wire[256];
	size_t size = framing_write(stage->framing, wire, (const uint8_t *)text,
	    strlen(text));
	struct bytes *came = arriving(stage);
	ck_assert_uint_eq(came->size, size);
	ck_assert_mem_eq(bytes_head(came), wire, size);
	bytes_consume(came, size);
}

static void
finish(struct stage *stage)
{
	cable_finish(&stage->cable, stage->line);
	cable_settle(&stage->cable);
}

static struct party *
shown(struct stage *stage)
{
	return cable_shown(&stage->cable, ALICE);
}

static bool
has_said(struct stage *stage, const char *words)
{
	return cable_has_said(&shown(stage)->transcript, words);
}

static const char *
name_of(int index)
{
	return framing_at((size_t)index + 1)->name;
}

START_TEST(every_framing_is_counted)
{
	ck_assert_ptr_nonnull(framing_at(FRAMINGS));
	ck_assert_ptr_null(framing_at(FRAMINGS + 1));
}
END_TEST

START_TEST(whoever_connects_is_on_the_line)
{
	struct stage stage;
	set_stage(&stage, name_of(_i), NULL);
	stage.cable.cut = CABLE_WHOLE;
	be_caller(&stage);
	ck_assert_int_eq(shown(&stage)->call.state, CALL_OPEN);
	send_message(&stage, "hi");
	ck_assert(has_said(&stage, "them: hi"));
	cable_say(&stage.cable, ALICE, "yo");
	cable_settle(&stage.cable);
	expect_message(&stage, "yo");
	/* No tick, as nobody says that it has arrived. */
	ck_assert(!has_said(&stage, "me ok: yo"));
	finish(&stage);
	ck_assert_int_eq(shown(&stage)->call.outcome, OUTCOME_ENDED);
	cable_clear(&stage.cable);
}
END_TEST

START_TEST(whoever_is_dialled_is_on_the_line_and_may_go_on_after_the_end)
{
	struct stage stage;
	set_stage(&stage, name_of(_i), NULL);
	stage.cable.cut = CABLE_WHOLE;
	be_callee(&stage);
	cable_say(&stage.cable, ALICE, "yo");
	cable_hang_up(&stage.cable, ALICE);
	cable_settle(&stage.cable);
	expect_message(&stage, "yo");
	ck_assert(stage.cable.lines[stage.line].ends[1].end_arrives);
	ck_assert_int_eq(shown(&stage)->call.state, CALL_CLOSING);
	send_message(&stage, "hi");
	ck_assert(has_said(&stage, "them: hi"));
	finish(&stage);
	ck_assert_int_eq(shown(&stage)->call.outcome, OUTCOME_ENDED);
	cable_clear(&stage.cable);
}
END_TEST

/* What students get wrong, and what they are told; "" ends the stream. */
static const struct {
	const char *framing;
	const char *bytes;
	size_t size;
	bool ends;
	const char *words;
} mistakes[] = {
	{ "u32", "\5\0\0\0hello", 9, false,
	    "length 83886080 (05 00 00 00) is 5 in little-endian" },
	{ "u32", "\0\0\0\11hello", 9, true, "counts" },
	{ "u32", "\0\0\0\6hello\0", 10, false, "counts the closing NUL" },
	{ "u32", "\0\0\0\14hello w", 11, true,
	    "closed 7 bytes into a body of 12" },
	{ "u32", "GET / HTTP/1.0\r\n", 16, false, "makes no sense as u32" },
};

START_TEST(mistakes_are_told_in_words)
{
	struct stage stage;
	set_stage(&stage, mistakes[_i].framing, NULL);
	be_caller(&stage);
	send(&stage, mistakes[_i].bytes, mistakes[_i].size);
	if (mistakes[_i].ends)
		finish(&stage);
	char *told = cable_transcript(&shown(&stage)->transcript);
	ck_assert_msg(strstr(told, mistakes[_i].words) != NULL, "%s", told);
	free(told);
	ck_assert_uint_eq(arriving(&stage)->size, 0);
	cable_clear(&stage.cable);
}
END_TEST

START_TEST(nonsense_ends_the_call_without_a_word)
{
	struct stage stage;
	char words[PARTY_WORDS_SIZE];
	set_stage(&stage, "u32", NULL);
	be_caller(&stage);
	cable_say(&stage.cable, ALICE, "never sent");
	send(&stage, "\5\0\0\0hello", 9);
	ck_assert_int_eq(shown(&stage)->call.outcome, OUTCOME_NONSENSE);
	party_words(shown(&stage), words, sizeof words);
	ck_assert_ptr_nonnull(
	    strstr(words, "what 192.0.2.77 sent makes no sense as u32: "));
	ck_assert(stage.cable.lines[stage.line].ends[1].has_closed);
	cable_clear(&stage.cable);
}
END_TEST

START_TEST(a_frame_that_does_not_come_is_waited_for_in_words)
{
	struct stage stage;
	set_stage(&stage, "u16", NULL);
	be_caller(&stage);
	send(&stage, "\5\0hello", 7);
	ck_assert(!has_said(&stage, "htons"));
	cable_pass(&stage.cable, 6000);
	ck_assert(has_said(&stage, "htons() missing?"));
	cable_pass(&stage.cable, 3600000);
	ck_assert_int_eq(shown(&stage)->call.state, CALL_OPEN);
	cable_clear(&stage.cable);
}
END_TEST

START_TEST(who_never_closes_is_waited_for_fifteen_seconds)
{
	struct stage stage;
	set_stage(&stage, "line", NULL);
	be_caller(&stage);
	cable_hang_up(&stage.cable, ALICE);
	cable_pass(&stage.cable, 14000);
	send(&stage, "still here\n", 11);
	cable_pass(&stage.cable, 14999);
	ck_assert_int_eq(shown(&stage)->call.state, CALL_CLOSING);
	cable_pass(&stage.cable, 2);
	ck_assert_int_eq(shown(&stage)->call.outcome, OUTCOME_ENDED);
	cable_clear(&stage.cable);
}
END_TEST

START_TEST(a_second_caller_is_closed_and_missed)
{
	struct stage stage;
	set_stage(&stage, "line", NULL);
	be_caller(&stage);
	struct number from = number_ipv4(address, 50001);
	size_t second = cable_knock(&stage.cable, ALICE, &from);
	cable_settle(&stage.cable);
	const struct cable_end *end = &stage.cable.lines[second].ends[0];
	ck_assert(end->end_arrives && end->arriving.size == 0);
	ck_assert_uint_eq(stage.cable.phones[ALICE].missed_count, 1);
	ck_assert_str_eq(stage.cable.phones[ALICE].missed[0].name, "");
	send_message(&stage, "hi");
	ck_assert(has_said(&stage, "them: hi"));
	cable_clear(&stage.cable);
}
END_TEST

START_TEST(what_cannot_be_said_is_refused_in_words)
{
	struct stage stage;
	struct fault fault;
	char text[256];
	memset(text, 'x', sizeof text);
	set_stage(&stage, "u8", NULL);
	be_caller(&stage);
	struct switchboard *board = &stage.cable.phones[ALICE];
	ck_assert(!switchboard_say(board, text, 256, stage.cable.now, &fault));
	ck_assert_str_ne(fault.words, "");
	ck_assert(switchboard_say(board, text, 255, stage.cable.now, &fault));
	ck_assert(!switchboard_hold(board, stage.cable.now, &fault));
	ck_assert_ptr_nonnull(strstr(fault.words, "u8"));
	party_draft(shown(&stage), "x", 1, stage.cable.now);
	cable_settle(&stage.cable);
	ck_assert_uint_eq(arriving(&stage)->size, 256);
	cable_clear(&stage.cable);
}
END_TEST

/* ---- services ---- */

START_TEST(a_service_answers_in_every_framing)
{
	struct stage stage;
	set_stage(&stage, name_of(_i), "upper");
	be_caller(&stage);
	stage.cable.cut = CABLE_WHOLE;
	send_message(&stage, "hello");
	expect_message(&stage, "HELLO");
	finish(&stage);
	ck_assert_ptr_null(switchboard_shown(&stage.cable.phones[ALICE]));
	ck_assert(cable_has_said(&stage.cable.phones[ALICE].news,
	    "upper answers 192.0.2.77 on line 1"));
	ck_assert(cable_has_said(&stage.cable.phones[ALICE].news, "has ended"));
	cable_clear(&stage.cable);
}
END_TEST

START_TEST(a_service_answers_landlines_and_counts_them)
{
	struct cable cable;
	struct fault fault;
	cable_init(&cable, CABLE_RANDOM, 3);
	cable_speak(&cable, ALICE, "landline", "time");
	cable_dial(&cable, BOB, ALICE);
	cable_settle(&cable);
	/* Without waiting: more than may be under way is not said. */
	unsigned said = 0;
	while (switchboard_say(&cable.phones[BOB], "?", 1, cable.now, &fault))
		said++;
	ck_assert_uint_eq(said, OUTBOX_MOST - 1);
	cable_settle(&cable);
	cable_hang_up(&cable, BOB);
	cable_settle(&cable);
	const struct party *bob = cable_shown(&cable, BOB);
	ck_assert_int_eq(bob->call.outcome, OUTCOME_ENDED);
	/* One at the start, and a goodbye. */
	ck_assert_uint_eq(bob->heard, said + 2);
	cable_clear(&cable);
}
END_TEST

START_TEST(the_wire_of_a_service_has_the_frames_of_all_its_calls)
{
	struct stage stage;
	set_stage(&stage, "line", "echo");
	struct switchboard *board = &stage.cable.phones[ALICE];
	const struct tape *wire = switchboard_wire(board);
	ck_assert_uint_eq(tape_newest(wire), 0);
	be_caller(&stage);
	send(&stage, "one\n", 4);
	size_t first = stage.line;
	be_caller(&stage);
	send(&stage, "two\n", 4);
	stage.line = first;
	send(&stage, "three\n", 6);
	static const char *const came[] = { "one", "one", "two", "two", "three",
		"three" };
	static const int lines[] = { 1, 1, 2, 2, 1, 1 };
	ck_assert_uint_eq(tape_newest(wire), 6);
	for (uint32_t id = 1; id <= 6; id++) {
		const struct tape_entry *entry = tape_find(wire, id);
		ck_assert_int_eq(entry->line, lines[id - 1]);
		ck_assert_int_eq(entry->direction,
		    id % 2 == 1 ? TAPE_IN : TAPE_OUT);
		ck_assert_mem_eq(entry->bytes, came[id - 1],
		    strlen(came[id - 1]));
	}
	/* They stay to be looked at when who called has gone. */
	finish(&stage);
	ck_assert_ptr_eq(switchboard_wire(board), wire);
	ck_assert_uint_eq(tape_newest(wire), 6);
	cable_clear(&stage.cable);
}
END_TEST

START_TEST(a_call_of_ones_own_has_the_wire_before_those_of_a_service)
{
	struct stage stage;
	struct cable *cable = &stage.cable;
	set_stage(&stage, "line", "echo");
	struct switchboard *board = &cable->phones[ALICE];
	be_caller(&stage);
	be_callee(&stage);
	ck_assert_ptr_eq(switchboard_wire(board),
	    &switchboard_current(board)->tape);
	ck_assert_ptr_null(switchboard_wire(&cable->phones[BOB]));
	cable_hang_up(cable, ALICE);
	finish(&stage);
	ck_assert_ptr_eq(switchboard_wire(board), &board->served);
	cable_clear(cable);
}
END_TEST

START_TEST(a_service_takes_so_many_and_no_more)
{
	struct stage stage;
	struct number from = number_ipv4(address, 50000);
	set_stage(&stage, "line", "echo");
	struct switchboard *board = &stage.cable.phones[ALICE];
	for (int i = 0; i < SWITCHBOARD_SERVED; i++)
		ck_assert_int_ne(switchboard_accept(board, &from, 0),
		    SWITCHBOARD_NOBODY);
	int slot = switchboard_accept(board, &from, 0);
	ck_assert_int_eq(board->parties[slot]->call.outcome,
	    OUTCOME_TURNED_AWAY);
	ck_assert_int_eq(switchboard_wish(board, slot), SWITCHBOARD_CLOSE);
	cable_clear(&stage.cable);
}
END_TEST

START_TEST(who_does_not_read_answers_is_not_read_either)
{
	struct stage stage;
	static const char lines[4096] = { 0 };
	set_stage(&stage, "nul", "time");
	be_caller(&stage);
	stage.cable.cut = CABLE_WHOLE;
	stage.cable.lines[stage.line].ends[0].window = 1;
	send(&stage, lines, sizeof lines);
	struct party *party = cable_party(&stage.cable, stage.line, 1);
	ck_assert_uint_eq(party_appetite(party), 0);
	ck_assert_uint_le(party->outbox.count, OUTBOX_MOST);
	cable_pass(&stage.cable, 60000);
	ck_assert_int_eq(party->call.state, CALL_OPEN);
	/* Now they do read, and get an answer to each. */
	stage.cable.lines[stage.line].ends[0].window = 0;
	cable_settle(&stage.cable);
	size_t answers = 0;
	for (size_t at = 0; at < arriving(&stage)->size; at++)
		answers += bytes_head(arriving(&stage))[at] == '\0';
	ck_assert_uint_eq(answers, sizeof lines + 1);
	cable_clear(&stage.cable);
}
END_TEST

TCase *
foreign_tcase(void)
{
	TCase *tcase = tcase_create("foreign");
	tcase_add_test(tcase, every_framing_is_counted);
	tcase_add_loop_test(tcase, whoever_connects_is_on_the_line, 0,
	    FRAMINGS);
	tcase_add_loop_test(tcase,
	    whoever_is_dialled_is_on_the_line_and_may_go_on_after_the_end, 0,
	    FRAMINGS);
	tcase_add_loop_test(tcase, mistakes_are_told_in_words, 0,
	    sizeof mistakes / sizeof *mistakes);
	tcase_add_test(tcase, nonsense_ends_the_call_without_a_word);
	tcase_add_test(tcase,
	    a_frame_that_does_not_come_is_waited_for_in_words);
	tcase_add_test(tcase, who_never_closes_is_waited_for_fifteen_seconds);
	tcase_add_test(tcase, a_second_caller_is_closed_and_missed);
	tcase_add_test(tcase, what_cannot_be_said_is_refused_in_words);
	tcase_add_loop_test(tcase, a_service_answers_in_every_framing, 0,
	    FRAMINGS);
	tcase_add_test(tcase, a_service_answers_landlines_and_counts_them);
	tcase_add_test(tcase,
	    the_wire_of_a_service_has_the_frames_of_all_its_calls);
	tcase_add_test(tcase,
	    a_call_of_ones_own_has_the_wire_before_those_of_a_service);
	tcase_add_test(tcase, a_service_takes_so_many_and_no_more);
	tcase_add_test(tcase, who_does_not_read_answers_is_not_read_either);
	return tcase;
}
