/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* What a lecturer has on the projector: 120 columns, 40 rows. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "handset.h"
#include "peer.h"
#include "process.h"
#include "suite.h"

enum { ROWS = 40, COLS = 120 };

static const struct process_plan lecture = {
	.program = "tests/peers/lecture",
};

static struct terminal *
start(const char *name, const char *option)
{
	struct handset_plan plan = {
		.name = name,
		.option = option,
		.rows = ROWS,
		.cols = COLS,
	};
	return handset_start(&plan);
}

static void
expect_all(struct terminal *terminal, const char *const *texts)
{
	for (; *texts != NULL; texts++)
		terminal_expect(terminal, *texts);
}

/* ---- the eight steps ---- */

START_TEST(the_eight_steps_of_a_call_are_on_the_projector)
{
	static const char *const of_the_server[] = { "get a phone",
		"get a number", "plug it in", "pick up", "  hear ", "  say ",
		"they have hung up", "close() = 0", "hang up", NULL };
	static const char *const of_the_client[] = { "get a phone",
		"EINPROGRESS  dial", "they picked up", "  say ", "  hear ",
		"they have hung up", "close() = 0", "hang up", NULL };
	struct handset_pair pair;
	pair.alice = start("alice", "--ladder");
	pair.bob = start("bob", "--ladder");
	handset_number(pair.alice, pair.alices);
	handset_number(pair.bob, pair.bobs);
	terminal_type(pair.alice, HANDSET_F3);
	terminal_type(pair.bob, HANDSET_F3);
	handset_start_call(&pair);
	handset_say(pair.alice, pair.bob, "can you hear me?");
	handset_say(pair.bob, pair.alice, "yes, every byte");
	terminal_type(pair.alice, HANDSET_F6);
	terminal_expect(pair.alice, "call ended");
	expect_all(pair.alice, of_the_client);
	expect_all(pair.bob, of_the_server);
	handset_end_pair(&pair);
}
END_TEST

/* ---- the four mistakes ---- */

static const struct mistake {
	const char *name;     /* for tests/peers/wrong.c */
	const char *words[3]; /* that are not parted by the end of a row */
} mistakes[] = {
	{ "htonl", { "length 83886080 (05 00 00 00)", "htonl()" } },
	{ "header", { "length 9 (00 00 00 09)", "counts its own header?" } },
	{ "nul", { "length 6 (00 00 00 06) counts the closing NUL (00)" } },
	{ "recv", { "a header, length 5 (00 00 00 05)", "one recv()" } },
};

enum { MISTAKES = sizeof mistakes / sizeof *mistakes };

/* Two messages that leave together: one recv() has both. */
static void
say_two(struct terminal *terminal)
{
	terminal_type(terminal, "/glue\r");
	terminal_expect(terminal, "GLUE");
	terminal_type(terminal, "hello\rworld\r");
}

START_TEST(a_student_who_calls_is_told_on_the_screen)
{
	const struct mistake *mistake = &mistakes[_i];
	struct terminal *phone = start("phone", "--framing=u32");
	char number[HANDSET_NUMBER_SIZE];
	struct process student;
	handset_number(phone, number);
	terminal_type(phone, HANDSET_F3);
	process_start(&student, lecture, "wrong", "client", number,
	    mistake->name, NULL);
	/* The others say at once what they have to say. */
	if (strcmp(mistake->name, "recv") == 0) {
		terminal_expect(phone, "is connected (u32)");
		say_two(phone);
	}
	expect_all(phone, mistake->words);
	process_clear(&student);
	handset_leave(phone);
}
END_TEST

START_TEST(a_student_who_is_called_is_told_on_the_screen)
{
	const struct mistake *mistake = &mistakes[_i];
	struct terminal *phone = start("phone", "--framing=u32");
	struct process student;
	process_start(&student, lecture, "wrong", "server", "127.0.0.1:0",
	    mistake->name, NULL);
	process_expect_error(&student, "\n");
	handset_dial(phone, process_number(&student));
	if (strcmp(mistake->name, "recv") == 0) {
		terminal_expect(phone, "connected with");
		say_two(phone);
	}
	expect_all(phone, mistake->words);
	process_clear(&student);
	handset_leave(phone);
}
END_TEST

/* ---- a foreign call ---- */

START_TEST(a_foreign_frame_is_shown_field_by_field)
{
	struct terminal *phone = start("phone", "--framing=u16le+self");
	struct process student;
	process_start(&student, lecture, "framed", "server", "127.0.0.1:0",
	    "u16le+self", NULL);
	process_expect_error(&student, "\n");
	terminal_type(phone, HANDSET_F3);
	handset_dial(phone, process_number(&student));
	terminal_expect(phone, "connected with");
	terminal_type(phone, "hello\r");
	expect_all(phone,
	    (const char *const[]){ "HELLO", "u16le+self · 5 bytes",
		"in  u16le+self · 7 bytes in 1 recv(): 7", " 07 00 length 7",
		"|HELLO|", NULL });
	terminal_type(phone, HANDSET_F6);
	terminal_expect(phone, "call ended");
	process_clear(&student);
	handset_leave(phone);
}
END_TEST

START_TEST(the_frames_of_a_service_are_on_the_projector)
{
	struct handset_plan plan = {
		.name = "phone",
		.option = "--service=upper",
		.rows = ROWS,
		.cols = COLS,
	};
	struct terminal *phone = handset_start(&plan);
	char number[HANDSET_NUMBER_SIZE];
	struct process student;
	handset_number(phone, number);
	terminal_type(phone, HANDSET_F3);
	process_start(&student, lecture, "message", "client", number, NULL);
	process_say(&student, "hello\n");
	process_expect_output(&student, "HELLO\n");
	expect_all(phone,
	    (const char *const[]){ "upper answers peter on line 1",
		"line 1 in  TEXT · 21 bytes in ", "line 1 out TEXT · 21 bytes",
		NULL });
	process_end_input(&student);
	process_expect_end(&student, 0);
	process_clear(&student);
	handset_leave(phone);
}
END_TEST

/* ---- several lines ---- */

/* Where the lines pane has them: "127.0.0.1:52144". */
static void
expect_port(struct terminal *terminal, const struct process *student)
{
	static const char before[] = "my port is ";
	char address[32];
	const char *at = strstr(student->errors.bytes, before);
	ck_assert_ptr_nonnull(at);
	snprintf(address, sizeof address, "127.0.0.1:%d",
	    atoi(at + strlen(before)));
	terminal_expect(terminal, address);
}

START_TEST(three_students_are_told_apart_by_their_ports)
{
	enum { STUDENTS = 3 };
	struct terminal *phone = start("phone", "--lines=3");
	struct process students[STUDENTS];
	char number[HANDSET_NUMBER_SIZE], words[32];
	handset_number(phone, number);
	terminal_type(phone, "/lines\r");
	for (int i = 0; i < STUDENTS; i++) {
		process_start(&students[i], lecture, "message", "client",
		    number, NULL);
		process_expect_error(&students[i], "it rings");
		terminal_expect(phone, "peter is calling");
		terminal_type(phone, HANDSET_F5);
		snprintf(words, sizeof words, "student %d\n", i);
		process_say(&students[i], words);
		process_expect_input_gone(&students[i]);
		words[strlen(words) - 1] = '\0';
		terminal_expect(phone, words);
	}
	for (int i = 0; i < STUDENTS; i++)
		expect_port(phone, &students[i]);
	/* Each hears what is said on its own line. */
	for (int i = 0; i < STUDENTS; i++) {
		snprintf(words, sizeof words, "/line %d\r", i + 1);
		terminal_type(phone, words);
		snprintf(words, sizeof words, "student %d", i);
		terminal_expect(phone, words);
		snprintf(words, sizeof words, "you are %d\r", i);
		terminal_type(phone, words);
		snprintf(words, sizeof words, "you are %d\n", i);
		process_expect_output(&students[i], words);
		ck_assert_str_eq(students[i].output.bytes, words);
	}
	/* A killed one might come back, and would be waited for. */
	for (int i = 0; i < STUDENTS; i++) {
		process_end_input(&students[i]);
		process_expect_end(&students[i], 0);
		process_clear(&students[i]);
	}
	handset_leave(phone);
}
END_TEST

/* The phone serves a class, and who sits at it is in a call of their own. */
START_TEST(a_call_in_front_goes_on_while_a_class_is_served)
{
	struct terminal *phone = start("phone", "--service=echo");
	char number[HANDSET_NUMBER_SIZE];
	struct process friend, class;
	handset_number(phone, number);
	process_listen(&friend, (struct process_plan){ 0 });
	handset_dial(phone, process_number(&friend));
	terminal_expect(phone, "TALKING");
	process_start(&class, lecture, "flood", "client", number, NULL);
	for (int i = 0; i < 10; i++) {
		char said[32], answer[32];
		snprintf(said, sizeof said, "question %d\r", i);
		snprintf(answer, sizeof answer, "answer %d\n", i);
		terminal_type(phone, said);
		snprintf(said, sizeof said, "question %d\n", i);
		process_expect_output(&friend, said);
		process_say(&friend, answer);
		process_serve();
		answer[strlen(answer) - 1] = '\0';
		terminal_expect(phone, answer);
	}
	process_expect_end(&class, 0);
	ck_assert_str_eq(class.output.bytes, "64000 answers, all right\n");
	process_clear(&class);
	process_end_input(&friend);
	process_expect_end(&friend, 0);
	process_clear(&friend);
	handset_leave(phone);
}
END_TEST

TCase *
screen_lecture_tcase(void)
{
	TCase *tcase = tcase_create("screen-lecture");
	tcase_set_timeout(tcase, TERMINAL_TIMEOUT_S);
	tcase_add_test(tcase, the_eight_steps_of_a_call_are_on_the_projector);
	tcase_add_loop_test(tcase, a_student_who_calls_is_told_on_the_screen, 0,
	    MISTAKES);
	tcase_add_loop_test(tcase,
	    a_student_who_is_called_is_told_on_the_screen, 0, MISTAKES);
	tcase_add_test(tcase, three_students_are_told_apart_by_their_ports);
	tcase_add_test(tcase, a_foreign_frame_is_shown_field_by_field);
	tcase_add_test(tcase, the_frames_of_a_service_are_on_the_projector);
	tcase_add_test(tcase, a_call_in_front_goes_on_while_a_class_is_served);
	return tcase;
}
