/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/outcome.h"

#include <stdlib.h>
#include <string.h>

#include "../runner.h"
#include "suite.h"
#include "wire/frame.h"

static const struct outcome_facts full = {
	.name = "bob",
	.number = "192.0.2.2:8255",
	.words = "some words",
	.cause = 42,
	.stranger = "HTTP",
	.framing = "u32",
	.reason = "Connection reset by peer",
	.advice = "dial again when it is back",
};

static const struct outcome_facts bare = {
	.name = "",
	.number = "192.0.2.2:8255",
	.words = "",
	.cause = 42,
	.stranger = NULL,
	.framing = "u32",
	.reason = "",
	.advice = "",
};

/* Status, missed, cause told; with all facts, and with as few as can be. */
static const struct {
	enum call_outcome outcome;
	int status;
	bool is_missed;
	uint16_t cause;
	const char *words;
	const char *bare_words;
} table[] = {
	{ OUTCOME_NONE, 0, false, 0, "the call goes on", "the call goes on" },
	{ OUTCOME_ENDED, 0, false, 0, "the call with bob has ended",
	    "the call with 192.0.2.2:8255 has ended" },
	{ OUTCOME_STOPPED, 69, false, 16, "you stopped dialling 192.0.2.2:8255",
	    "you stopped dialling 192.0.2.2:8255" },
	{ OUTCOME_DECLINED, 69, false, 21,
	    "you declined the call from bob (192.0.2.2:8255)",
	    "you declined the call from 192.0.2.2:8255" },
	{ OUTCOME_MISSED, 69, true, 19,
	    "missed call from bob (192.0.2.2:8255): nobody picked up",
	    "missed call from 192.0.2.2:8255: nobody picked up" },
	{ OUTCOME_CALLER_LEFT, 69, true, 0,
	    "missed call from bob (192.0.2.2:8255): they hung up before you"
	    " picked up",
	    "missed call from 192.0.2.2:8255: they hung up before you picked"
	    " up" },
	{ OUTCOME_CALLER_LOST, 69, true, 19,
	    "missed call from bob (192.0.2.2:8255): their line was lost before"
	    " you picked up",
	    "missed call from 192.0.2.2:8255: their line was lost before you"
	    " picked up" },
	{ OUTCOME_TURNED_AWAY, 75, true, 17,
	    "missed call from bob (192.0.2.2:8255): this phone was busy",
	    "missed call from 192.0.2.2:8255: this phone was busy" },
	{ OUTCOME_YIELDED, 0, false, 200,
	    "you both dialled at once: bob is on the other line",
	    "you both dialled at once: 192.0.2.2:8255 is on the other line" },
	{ OUTCOME_CLOSED, 76, false, 0,
	    "somebody at 192.0.2.2:8255 connected and left without ringing",
	    "somebody at 192.0.2.2:8255 connected and left without ringing" },
	{ OUTCOME_NOT_IN_SERVICE, 69, false, 0, "some words", "" },
	{ OUTCOME_NO_SUCH_NAME, 68, false, 0, "some words", "" },
	{ OUTCOME_DIAL_TIMEOUT, 69, false, 0,
	    "192.0.2.2:8255 does not answer (connect: no reply in time); is"
	    " the number right, and that machine on?",
	    "192.0.2.2:8255 does not answer (connect: no reply in time); is"
	    " the number right, and that machine on?" },
	{ OUTCOME_BUSY, 75, false, 0, "bob is busy; try again later",
	    "192.0.2.2:8255 is busy; try again later" },
	{ OUTCOME_THEY_DECLINED, 69, false, 0,
	    "bob declined the call: some words",
	    "192.0.2.2:8255 declined the call" },
	{ OUTCOME_NO_ANSWER, 69, false, 19,
	    "bob does not answer: it rang there, and nobody picked up; try"
	    " again later",
	    "192.0.2.2:8255 does not answer: it rang there, and nobody picked"
	    " up; try again later" },
	{ OUTCOME_GLARE, 75, false, 0, "you both dialled at once; try again",
	    "you both dialled at once; try again" },
	{ OUTCOME_OWN_NUMBER, 69, false, 16,
	    "192.0.2.2:8255 is your own number: you dialled yourself",
	    "192.0.2.2:8255 is your own number: you dialled yourself" },
	{ OUTCOME_STRANGER, 76, false, 0,
	    "192.0.2.2:8255 does not speak landline: that number answers with"
	    " HTTP; is its port the right one?",
	    "192.0.2.2:8255 does not speak landline; is its port the right"
	    " one?" },
	{ OUTCOME_STRANGE_CALLER, 76, false, 0,
	    "192.0.2.2:8255 connected, but does not speak landline (HTTP)",
	    "192.0.2.2:8255 connected, but does not speak landline" },
	{ OUTCOME_ECHO, 76, false, 0,
	    "192.0.2.2:8255 does not speak landline: that number repeats what"
	    " it hears; is its port the right one?",
	    "192.0.2.2:8255 does not speak landline: that number repeats what"
	    " it hears; is its port the right one?" },
	{ OUTCOME_SILENT, 76, false, 16,
	    "something answers at 192.0.2.2:8255, but said nothing for 5 s:"
	    " that is no landline, or one that is asleep; check the port, or"
	    " try again later",
	    "something answers at 192.0.2.2:8255, but said nothing for 5 s:"
	    " that is no landline, or one that is asleep; check the port, or"
	    " try again later" },
	{ OUTCOME_HUNG_UP_ON, 76, false, 0,
	    "something answers at 192.0.2.2:8255, but it closed the line"
	    " without a word (Connection reset by peer); check the port, or"
	    " try again",
	    "something answers at 192.0.2.2:8255, but it closed the line"
	    " without a word; check the port, or try again" },
	{ OUTCOME_OTHER_VERSION, 76, false, 88,
	    "bob speaks a landline that does not fit this one: some words; both"
	    " ends need the same version",
	    "192.0.2.2:8255 speaks a landline that does not fit this one; both"
	    " ends need the same version" },
	{ OUTCOME_PROTOCOL, 76, false, 111,
	    "bob broke the protocol: some words",
	    "192.0.2.2:8255 broke the protocol" },
	{ OUTCOME_MY_PROTOCOL, 76, false, 0,
	    "bob says that this phone broke the protocol: some words",
	    "192.0.2.2:8255 says that this phone broke the protocol" },
	{ OUTCOME_REFUSED, 69, false, 0,
	    "bob refused the call (cause 42): some words",
	    "192.0.2.2:8255 refused the call (cause 42)" },
	{ OUTCOME_LOST, 74, false, 0,
	    "the line to bob was lost (Connection reset by peer); dial again"
	    " when it is back",
	    "the line to 192.0.2.2:8255 was lost" },
	{ OUTCOME_DEAD, 74, false, 0,
	    "the line to bob is dead: nothing came for 15 s; dial again when it"
	    " is back",
	    "the line to 192.0.2.2:8255 is dead: nothing came for 15 s" },
	{ OUTCOME_UNREACHED, 74, false, 27,
	    "the line to bob was lost (Connection reset by peer), and"
	    " 192.0.2.2:8255 could not be reached again; if that is not their"
	    " number any more, dial the new number",
	    "the line to 192.0.2.2:8255 was lost, and 192.0.2.2:8255 could not"
	    " be reached again; if that is not their number any more, dial the"
	    " new number" },
	{ OUTCOME_NOT_BACK, 74, false, 86,
	    "the line to bob was lost (Connection reset by peer), and they did"
	    " not come back; call each other again",
	    "the line to 192.0.2.2:8255 was lost, and they did not come back;"
	    " call each other again" },
	{ OUTCOME_GONE, 74, false, 0,
	    "the line to bob was lost, and nobody answers at 192.0.2.2:8255 any"
	    " more; dial again when landline is running there",
	    "the line to 192.0.2.2:8255 was lost, and nobody answers at"
	    " 192.0.2.2:8255 any more; dial again when landline is running"
	    " there" },
	{ OUTCOME_FORGOTTEN, 74, false, 0,
	    "bob does not know this call any more; dial again",
	    "192.0.2.2:8255 does not know this call any more; dial again" },
	{ OUTCOME_CALLED_ANEW, 74, false, 86,
	    "bob does not know this call any more, and calls again",
	    "192.0.2.2:8255 does not know this call any more, and calls"
	    " again" },
	{ OUTCOME_GAVE_UP, 74, false, 27,
	    "you gave up the call with bob while its line was in trouble",
	    "you gave up the call with 192.0.2.2:8255 while its line was in"
	    " trouble" },
	{ OUTCOME_NO_SUCH_CALL, 76, false, 86,
	    "192.0.2.2:8255 wanted to go on with a call that is not known here",
	    "192.0.2.2:8255 wanted to go on with a call that is not known"
	    " here" },
	{ OUTCOME_BROKE_OFF, 74, false, 27, "you broke off the call with bob",
	    "you broke off the call with 192.0.2.2:8255" },
	{ OUTCOME_THEY_BROKE_OFF, 74, false, 0,
	    "bob broke off the call without waiting for what was under way:"
	    " some words; call again to go on",
	    "192.0.2.2:8255 broke off the call without waiting for what was"
	    " under way; call again to go on" },
	{ OUTCOME_NO_REPLY, 69, false, 16,
	    "192.0.2.2:8255 does not answer: RING went there over UDP again"
	    " and again, and nothing came back; is the number right, and does"
	    " landline --udp run there?",
	    "192.0.2.2:8255 does not answer: RING went there over UDP again"
	    " and again, and nothing came back; is the number right, and does"
	    " landline --udp run there?" },
	{ OUTCOME_NONSENSE, 76, false, 0,
	    "what bob sent makes no sense as u32: some words",
	    "what 192.0.2.2:8255 sent makes no sense as u32: " },
};

START_TEST(each_outcome_has_its_status_its_cause_and_its_sentence)
{
	char words[512];
	ck_assert_uint_eq(sizeof(table) / sizeof(table[0]), OUTCOME_COUNT);
	ck_assert_int_eq((int)table[_i].outcome, _i);
	ck_assert_int_eq(outcome_status(table[_i].outcome), table[_i].status);
	ck_assert_int_eq(outcome_is_missed(table[_i].outcome),
	    table[_i].is_missed);
	ck_assert_uint_eq(outcome_cause(table[_i].outcome), table[_i].cause);
	ck_assert_str_eq(outcome_words(words, sizeof(words), table[_i].outcome,
			     &full),
	    table[_i].words);
	ck_assert_str_eq(outcome_words(words, sizeof(words), table[_i].outcome,
			     &bare),
	    table[_i].bare_words);
}
END_TEST

START_TEST(a_sentence_is_cut_to_its_room)
{
	for (size_t room = 1; room < 80; room++) {
		char *words = malloc(room);
		ck_assert_ptr_nonnull(words);
		outcome_words(words, room, OUTCOME_MISSED, &full);
		ck_assert_uint_le(strlen(words), room - 1);
		ck_assert_mem_eq(words, table[OUTCOME_MISSED].words,
		    strlen(words));
		free(words);
	}
}
END_TEST

START_TEST(a_cause_means_the_same_at_both_ends)
{
	static const struct {
		uint16_t cause;
		enum call_outcome outcome;
	} meanings[] = {
		{ CAUSE_NORMAL, OUTCOME_REFUSED },
		{ CAUSE_BUSY, OUTCOME_BUSY },
		{ CAUSE_NO_ANSWER, OUTCOME_NO_ANSWER },
		{ CAUSE_DECLINED, OUTCOME_THEY_DECLINED },
		{ CAUSE_LINE_LOST, OUTCOME_THEY_BROKE_OFF },
		{ CAUSE_NO_SUCH_CALL, OUTCOME_FORGOTTEN },
		{ CAUSE_INCOMPATIBLE, OUTCOME_OTHER_VERSION },
		{ CAUSE_PROTOCOL_ERROR, OUTCOME_MY_PROTOCOL },
		{ CAUSE_GLARE, OUTCOME_GLARE },
		{ 0, OUTCOME_REFUSED },
		{ 65535, OUTCOME_REFUSED },
	};
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
		ck_assert_int_eq(outcome_of_cause(meanings[i].cause),
		    meanings[i].outcome);
}
END_TEST

START_TEST(a_unix_caller_came_over_a_path)
{
	char words[512];
	struct outcome_facts facts = full;
	facts.number = "unix:/tmp/bob";
	outcome_words(words, sizeof(words), OUTCOME_MISSED, &facts);
	ck_assert_str_eq(words,
	    "missed call from bob (over unix:/tmp/bob): nobody picked up");
}
END_TEST

TCase *
outcome_tcase(void)
{
	TCase *tcase = tcase_create("outcome");
	tcase_add_loop_test(tcase,
	    each_outcome_has_its_status_its_cause_and_its_sentence, 0,
	    OUTCOME_COUNT);
	tcase_add_test(tcase, a_unix_caller_came_over_a_path);
	tcase_add_test(tcase, a_sentence_is_cut_to_its_room);
	tcase_add_test(tcase, a_cause_means_the_same_at_both_ends);
	return tcase;
}
