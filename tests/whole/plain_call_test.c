/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* What is said without a screen arrives, whole and once. */
#include "config.h"

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <check.h>

#include "peer.h"
#include "process.h"
#include "suite.h"

static const struct process_plan pipes;
static const struct process_plan silent = { .in = PROCESS_NULL };

static void
expect_text(const struct process_text *text, const void *bytes, size_t size)
{
	ck_assert_uint_eq(text->size, size);
	ck_assert(size == 0 || memcmp(text->bytes, bytes, size) == 0);
}

static void
expect_output(const struct process *process, const char *text)
{
	expect_text(&process->output, text, strlen(text));
}

START_TEST(what_was_said_has_arrived_when_it_ends)
{
	struct process bob, amy;
	process_listen(&bob, silent);
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_say(&amy, "hi\n");
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	expect_output(&bob, "hi\n");
	expect_output(&amy, "");
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

enum { MANY = 100000 };

/* Tabs, UTF-8, empty lines, and a last line that does not end. */
static char *
many_lines(const char *of, size_t *size)
{
	char *lines = NULL;
	FILE *file = open_memstream(&lines, size);
	for (int i = 0; i < MANY; i++)
		fprintf(file, "%s\t%d \xe2\x82\xac gr\xc3\xbc\xc3\x9f\x65%s\n",
		    of, i, i % 10 == 0 ? "\n" : "");
	fprintf(file, "the last of %s", of);
	fclose(file);
	return lines;
}

START_TEST(files_cross_unchanged_and_in_order)
{
	struct process bob, amy;
	size_t bob_size, amy_size;
	char *of_bob = many_lines("bob", &bob_size);
	char *of_amy = many_lines("amy", &amy_size);
	process_listen(&bob, pipes);
	process_say_bytes(&bob, of_bob, bob_size);
	process_end_input(&bob);
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_say_bytes(&amy, of_amy, amy_size);
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	/* A message is a line, and so has a newline. */
	of_bob[bob_size] = '\n';
	of_amy[amy_size] = '\n';
	expect_text(&amy.output, of_bob, bob_size + 1);
	expect_text(&bob.output, of_amy, amy_size + 1);
	process_clear(&amy);
	process_clear(&bob);
	free(of_bob);
	free(of_amy);
}
END_TEST

static FILE *
file_of(const char *text)
{
	FILE *file = tmpfile();
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fflush(file);
	rewind(file);
	return file;
}

START_TEST(a_file_can_be_standard_input)
{
	struct process bob, amy;
	FILE *file = file_of("one\ntwo\n");
	process_listen(&bob, silent);
	process_dial(&amy, (struct process_plan){ .in = dup(fileno(file)) },
	    process_number(&bob), "amy");
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	expect_output(&bob, "one\ntwo\n");
	fclose(file);
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

START_TEST(a_folder_cannot_and_says_so)
{
	struct process bob, amy;
	process_listen(&bob, silent);
	process_dial(&amy,
	    (struct process_plan){ .in = open("/", O_RDONLY | O_CLOEXEC) },
	    process_number(&bob), "amy");
	process_expect_end(&amy, 74);
	process_expect_error(&amy,
	    "standard input failed (read: Is a directory)");
	process_expect_end(&bob, 0);
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

/* Two bytes a character, and one byte before, so that cuts are odd. */
START_TEST(a_long_line_is_cut_between_characters)
{
	enum { PAIRS = 100000, SIZE = 1 + 2 * PAIRS };
	struct process bob, amy;
	char *line = malloc(SIZE + 1), *heard = malloc(SIZE + 1);
	size_t size = 0, cuts = 0;
	line[0] = 'x';
	for (int i = 0; i < PAIRS; i++)
		memcpy(line + 1 + 2 * i, "\xc3\xa4", 2);
	process_listen(&bob, silent);
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_say_bytes(&amy, line, SIZE);
	process_say(&amy, "\nshort\n");
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	for (size_t i = 0; i < bob.output.size && size < SIZE; i++)
		if (bob.output.bytes[i] == '\n')
			cuts++;
		else
			heard[size++] = bob.output.bytes[i];
	ck_assert_uint_eq(cuts, 3);
	ck_assert_mem_eq(heard, line, SIZE);
	ck_assert_str_eq(bob.output.bytes + SIZE + cuts, "\nshort\n");
	process_expect_error(&amy, "a line was longer than 65536 bytes");
	process_clear(&amy);
	process_clear(&bob);
	free(line);
	free(heard);
}
END_TEST

START_TEST(control_bytes_are_shown_as_pictures)
{
	static const char said[] = "nul\0 esc\033[2J bel\a del\x7f bad\xff\n";
	struct process bob, amy;
	process_listen(&bob, silent);
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_say_bytes(&amy, said, sizeof said - 1);
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	expect_output(&bob,
	    "nul\xe2\x90\x80 esc\xe2\x90\x9b[2J bel\xe2\x90\x87"
	    " del\xe2\x90\xa1 bad\xef\xbf\xbd\n");
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

START_TEST(a_newline_inside_a_message_forges_no_line)
{
	struct process bob;
	struct frame_header header;
	process_listen(&bob, silent);
	int line = peer_call(process_number(&bob));
	peer_say(line, FRAME_TEXT, 1, 0, "one\nmary: two", 13);
	peer_say_hangup(line, CAUSE_NORMAL, 2, 0);
	peer_expect(line, FRAME_HANGUP, &header);
	peer_say(line, FRAME_ACK, 0, header.sequence, "", 0);
	peer_expect_end(line);
	process_expect_end(&bob, 0);
	expect_output(&bob, "one\n\tmary: two\n");
	process_clear(&bob);
}
END_TEST

START_TEST(a_terminal_is_told_who_speaks)
{
	struct process bob, amy;
	process_listen(&bob,
	    (struct process_plan){ .in = PROCESS_NULL,
		.out = PROCESS_TERMINAL });
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_say(&amy, "hi\n");
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	expect_output(&bob, "amy: hi\r\n");
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

START_TEST(a_terminal_is_read_for_commands)
{
	struct process bob, amy;
	process_start(&bob, (struct process_plan){ .in = PROCESS_TERMINAL },
	    "--plain", "--listen", "127.0.0.1:0", NULL);
	process_expect_error(&bob, "\n");
	process_say(&bob, "too early\n");
	process_expect_error(&bob, "not sent: nobody is on the line");
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_expect_error(&bob, "amy is calling from 127.0.0.1");
	process_say(&bob, "/answer\n\n  \n//etc\n");
	process_expect_output(&amy, "\n");
	process_say(&amy, "/hangup\n");
	process_expect_output(&bob, "\n");
	process_say(&bob, "/hangup\n");
	process_expect_end(&bob, 0);
	process_expect_end(&amy, 0);
	expect_output(&amy, "/etc\n");
	expect_output(&bob, "/hangup\n");
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

START_TEST(at_a_terminal_the_wire_is_told_from_when_it_is_asked_for)
{
	struct process bob, amy;
	process_start(&bob, (struct process_plan){ .in = PROCESS_TERMINAL },
	    "--plain", "--auto-answer", "--listen", "127.0.0.1:0", NULL);
	process_expect_error(&bob, "\n");
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_say(&amy, "before\n");
	process_expect_output(&bob, "before\n");
	process_say(&bob, "/wire\n");
	process_expect_error(&bob, "from now on each frame is told");
	process_say(&amy, "behind\n");
	process_expect_error(&bob, "in TEXT 6 seq 2 ack 0 | ");
	ck_assert_ptr_null(strstr(bob.errors.bytes, "RING"));
	ck_assert_ptr_null(strstr(bob.errors.bytes, "TEXT 6 seq 1"));
	process_say(&bob, "/wire\n/ladder\n");
	process_expect_error(&bob, "frames are told no more");
	process_expect_error(&bob, "from now on each socket call is told");
	process_say(&bob, "/ladder\n/hangup\n");
	process_expect_error(&bob, "socket calls are told no more");
	process_expect_end(&bob, 0);
	process_expect_end(&amy, 0);
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

static size_t
count(const char *text, const char *word)
{
	size_t found = 0;
	while ((text = strstr(text, word)) != NULL)
		found++, text++;
	return found;
}

/* Of what there is no screen for, nothing is told. */
START_TEST(help_without_a_screen_tells_what_can_be_done)
{
	struct process bob;
	process_start(&bob, (struct process_plan){ .in = PROCESS_TERMINAL },
	    "--plain", "--listen", "127.0.0.1:0", NULL);
	process_expect_error(&bob, "\n");
	process_say(&bob, "/help\n/live on\n/layout\n");
	process_expect_error(&bob, "/quit: hang up and leave\n");
	process_expect_error(&bob, "plain mode sends a line when it is whole");
	process_expect_error(&bob, "plain mode has no screen");
	ck_assert_uint_eq(count(bob.errors.bytes, "\n/dial NUMBER: "), 1);
	ck_assert_uint_eq(count(bob.errors.bytes, "/live"), 0);
	ck_assert_uint_eq(count(bob.errors.bytes, "/layout"), 0);
	process_clear(&bob);
}
END_TEST

static void
forget_name(void)
{
	unsetenv("LOGNAME");
	unsetenv("USER");
}

START_TEST(who_is_not_named_has_the_name_of_the_user)
{
	struct process bob, amy;
	char words[160];
	const struct passwd *user = getpwuid(getuid());
	const char *login = getlogin();
	if (login == NULL)
		login = user != NULL ? user->pw_name : "somebody";
	snprintf(words, sizeof words, "%s is calling from", login);
	process_listen(&bob, silent);
	process_start(&amy, (struct process_plan){ .prepare = forget_name },
	    process_number(&bob), NULL);
	process_expect_error(&bob, words);
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

/* ^D on an empty line is the end of a terminal's input. */
START_TEST(a_terminals_end_hangs_up)
{
	struct process bob, amy;
	process_listen(&bob, silent);
	process_dial(&amy, (struct process_plan){ .in = PROCESS_TERMINAL },
	    process_number(&bob), "amy");
	process_expect_error(&amy, "bob picked up");
	process_say(&amy, "hi\n\004");
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	expect_output(&bob, "hi\n");
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

/* A bob whose output nobody reads, and an amy who says too much for it. */
static char *
say_too_much(struct process *bob, struct process *amy, size_t *size)
{
	char *lines = NULL;
	FILE *file = open_memstream(&lines, size);
	for (int i = 0; i < 2500; i++)
		fprintf(file, "%d%*s\n", i, 5000, "");
	fclose(file);
	struct process_plan plan = { .in = PROCESS_NULL,
		.timers = "dead=1/5,ping=1/20" };
	process_start(bob, plan, "--plain", "--auto-answer", "--wire",
	    "--listen", "127.0.0.1:0", NULL);
	bob->is_unread = true;
	process_expect_error(bob, "\n");
	plan.in = PROCESS_PIPE;
	process_dial(amy, plan, process_number(bob), "amy");
	process_say_bytes(amy, lines, *size);
	process_end_input(amy);
	/* A dead line is one of 3 s here, and a PING is due each 250 ms. */
	process_expect_errors(bob, "\nout PING ", 14);
	return lines;
}

START_TEST(a_slow_reader_loses_nothing)
{
	struct process bob, amy;
	size_t size;
	char *lines = say_too_much(&bob, &amy, &size);
	ck_assert_uint_lt(amy.input_at, size);
	bob.is_unread = false;
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	expect_text(&bob.output, lines, size);
	process_clear(&amy);
	process_clear(&bob);
	free(lines);
}
END_TEST

START_TEST(a_signal_ends_it_though_nobody_reads)
{
	struct process bob, amy;
	size_t size;
	char *lines = say_too_much(&bob, &amy, &size);
	process_signal(&bob, SIGTERM);
	process_expect_end(&bob, 128 + SIGTERM);
	process_expect_end(&amy, 74);
	process_clear(&amy);
	process_clear(&bob);
	free(lines);
}
END_TEST

START_TEST(an_output_that_fails_ends_the_call)
{
	struct process bob, amy;
	process_listen(&bob,
	    (struct process_plan){ .in = PROCESS_NULL,
		.out = open("/dev/full", O_WRONLY | O_CLOEXEC) });
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_say(&amy, "hi\n");
	process_expect_end(&bob, 74);
	process_expect_error(&bob,
	    "standard output failed (write: No space left on device)");
	process_expect_end(&amy, 74);
	process_expect_error(&amy, "bob broke off the call");
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

START_TEST(a_reader_that_goes_away_ends_the_call)
{
	struct process bob, amy;
	process_listen(&bob, silent);
	close(bob.out);
	bob.out = -1;
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_say(&amy, "hi\n");
	process_expect_end(&bob, 74);
	process_expect_error(&bob,
	    "standard output failed (write: Broken pipe)");
	process_expect_end(&amy, 74);
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

START_TEST(who_only_listens_waits_for_the_callers_end)
{
	struct process bob, amy;
	process_listen(&bob, silent);
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_say(&amy, "one\n");
	process_expect_output(&bob, "one\n");
	process_say(&amy, "two\n");
	process_expect_output(&bob, "two\n");
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

START_TEST(two_who_have_nothing_to_say_end)
{
	static const int kinds[] = { PROCESS_NULL, PROCESS_CLOSED };
	struct process bob, amy;
	process_listen(&bob, (struct process_plan){ .in = kinds[_i] });
	process_dial(&amy, (struct process_plan){ .in = kinds[_i] },
	    process_number(&bob), "amy");
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

START_TEST(what_was_not_sent_is_told)
{
	struct process bob;
	struct frame_header header;
	process_listen(&bob, pipes);
	/* Too much to be under way at once, and nothing of it arrives. */
	for (int i = 0; i < 2000; i++)
		process_say(&bob, "line\n");
	process_end_input(&bob);
	process_expect_input_gone(&bob);
	int line = peer_call(process_number(&bob));
	peer_say_hangup(line, CAUSE_NORMAL, 1, 0);
	peer_expect(line, FRAME_HANGUP, &header);
	peer_say(line, FRAME_ACK, 0, header.sequence, "", 0);
	peer_expect_end(line);
	process_expect_end(&bob, 74);
	process_expect_error(&bob, "standard input was not all sent");
	process_clear(&bob);
}
END_TEST

START_TEST(what_was_never_read_is_told_too)
{
	struct process bob;
	struct frame_header header;
	process_listen(&bob, pipes);
	int line = peer_call(process_number(&bob));
	peer_say_hangup(line, CAUSE_NORMAL, 1, 0);
	peer_expect(line, FRAME_HANGUP, &header);
	/* Both have said goodbye, and nobody reads that any more. */
	process_say(&bob, "too late\n");
	process_end_input(&bob);
	process_expect_input_gone(&bob);
	peer_say(line, FRAME_ACK, 0, header.sequence, "", 0);
	peer_expect_end(line);
	process_expect_end(&bob, 74);
	process_expect_error(&bob, "standard input was not all sent");
	process_clear(&bob);
}
END_TEST

START_TEST(a_message_without_an_acknowledgement_is_told)
{
	struct process bob;
	struct frame_header header;
	process_listen(&bob, pipes);
	process_say(&bob, "did it arrive?\n");
	int line = peer_call(process_number(&bob));
	peer_expect(line, FRAME_TEXT, &header);
	close(line);
	process_expect_error(&bob, "line trouble (it was closed); waiting for");
	/* Who calls anew knows nothing of it. */
	line = peer_ring(process_number(&bob));
	process_expect_end(&bob, 74);
	process_expect_error(&bob, "1 message is not known to have arrived");
	process_clear(&bob);
	close(line);
}
END_TEST

START_TEST(a_callee_that_is_killed_is_noticed)
{
	struct process bob, amy;
	process_listen(&bob, silent);
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_say(&amy, "hi\n");
	process_expect_output(&bob, "hi\n");
	process_signal(&bob, SIGKILL);
	process_expect_end(&amy, 74);
	process_expect_error(&amy, "the line to bob was lost");
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

START_TEST(the_demo_without_a_terminal_holds_a_call)
{
	struct process demo;
	process_start(&demo, silent, "--demo", NULL);
	process_expect_end(&demo, 0);
	expect_text(&demo.errors, "", 0);
	process_expect_output(&demo,
	    "\nyou: hello there\n    TEXT \xc2\xb7 11"
	    " bytes \xc2\xb7 seq 1 \xc2\xb7 ack 2   "
	    "\xe2\x9c\x93\n");
	process_expect_output(&demo, "  the call with the partner has ended\n");
	process_expect_output(&demo, "/wire shows the bytes");
	ck_assert_uint_eq(count(demo.output.bytes, "F3"), 0);
	process_clear(&demo);
}
END_TEST

TCase *
plain_call_tcase(void)
{
	TCase *tcase = tcase_create("plain-call");
	tcase_set_timeout(tcase, PROCESS_TIMEOUT_S);
	tcase_add_test(tcase, what_was_said_has_arrived_when_it_ends);
	tcase_add_test(tcase, files_cross_unchanged_and_in_order);
	tcase_add_test(tcase, a_file_can_be_standard_input);
	tcase_add_test(tcase, a_folder_cannot_and_says_so);
	tcase_add_test(tcase, a_long_line_is_cut_between_characters);
	tcase_add_test(tcase, control_bytes_are_shown_as_pictures);
	tcase_add_test(tcase, a_newline_inside_a_message_forges_no_line);
	tcase_add_test(tcase, a_terminal_is_told_who_speaks);
	tcase_add_test(tcase, a_terminal_is_read_for_commands);
	tcase_add_test(tcase,
	    at_a_terminal_the_wire_is_told_from_when_it_is_asked_for);
	tcase_add_test(tcase, help_without_a_screen_tells_what_can_be_done);
	tcase_add_test(tcase, who_is_not_named_has_the_name_of_the_user);
	tcase_add_test(tcase, a_terminals_end_hangs_up);
	tcase_add_test(tcase, a_slow_reader_loses_nothing);
	tcase_add_test(tcase, a_signal_ends_it_though_nobody_reads);
	tcase_add_test(tcase, an_output_that_fails_ends_the_call);
	tcase_add_test(tcase, a_reader_that_goes_away_ends_the_call);
	tcase_add_test(tcase, who_only_listens_waits_for_the_callers_end);
	tcase_add_loop_test(tcase, two_who_have_nothing_to_say_end, 0, 2);
	tcase_add_test(tcase, what_was_not_sent_is_told);
	tcase_add_test(tcase, what_was_never_read_is_told_too);
	tcase_add_test(tcase, a_message_without_an_acknowledgement_is_told);
	tcase_add_test(tcase, a_callee_that_is_killed_is_noticed);
	tcase_add_loop_test(tcase, the_demo_without_a_terminal_holds_a_call, 0,
	    10);
	return tcase;
}
