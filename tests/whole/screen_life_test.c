/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "suite.h"

#include "pupil.h"

START_TEST(the_bell_rings)
{
	struct terminal *terminal = pupil_start(24, 80);
	pupil_tell(terminal, "b");
	ck_assert_uint_eq(glass_bells(terminal_glass(terminal)), 1);
	/* F7, which the pupil knows too. */
	terminal_mark(terminal);
	terminal_type(terminal, "\033[18~");
	terminal_expect_bytes(terminal, PUPIL_DONE);
	ck_assert_uint_eq(glass_bells(terminal_glass(terminal)), 2);
	pupil_end(terminal);
}
END_TEST

START_TEST(the_title_is_put_back)
{
	struct terminal *terminal = pupil_start(24, 80);
	pupil_tell(terminal, "T");
	terminal_expect_bytes(terminal, "\033[22;0t");
	ck_assert_uint_eq(pupil_writes(terminal, "T"), 0);
	pupil_tell(terminal, "U");
	terminal_expect_bytes(terminal, "\033[23;0t");
	pupil_tell(terminal, "T");
	terminal_mark(terminal);
	terminal_type(terminal, "q");
	terminal_expect_bytes(terminal, "\033[23;0t");
	ck_assert_int_eq(terminal_expect_end(terminal), 0);
	terminal_free(terminal);
}
END_TEST

START_TEST(keys_come_as_they_are)
{
	struct terminal *terminal = pupil_start(24, 80);
	ck_assert(terminal_mode(terminal, 2004, false));
	ck_assert(!terminal_mode(terminal, 1007, true));
	ck_assert(terminal_mode(terminal, 1, false));
	/* Neither ^C, ^Z, ^\ nor ^S does anything by itself. */
	terminal_type(terminal, "\003\032\034\023");
	pupil_tell(terminal, "b");
	pupil_end(terminal);
}
END_TEST

START_TEST(dying_gives_the_terminal_back)
{
	static const int deadly[] = { SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL,
		SIGQUIT };
	for (size_t i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++) {
		struct terminal *terminal = pupil_start(24, 80);
		pupil_tell(terminal, "nT");
		ck_assert(glass_is_alternate(terminal_glass(terminal)));
		terminal_signal(terminal, deadly[i]);
		ck_assert_int_eq(terminal_expect_end(terminal),
		    128 + deadly[i]);
		terminal_expect_restored(terminal);
		terminal_expect_bytes(terminal, "\033[23;0t");
		terminal_free(terminal);
	}
}
END_TEST

START_TEST(a_crash_in_the_program_gives_it_back_too)
{
	struct terminal *terminal = pupil_start(24, 80);
	pupil_tell(terminal, "n");
	terminal_type(terminal, "a");
	ck_assert_int_eq(terminal_expect_end(terminal), 128 + SIGABRT);
	terminal_expect_restored(terminal);
	terminal_free(terminal);
}
END_TEST

START_TEST(a_job_is_suspended_and_goes_on)
{
	struct program program = { .run = pupil_run, .is_job = true };
	struct terminal *terminal = terminal_start(&program);
	terminal_expect_bytes(terminal, PUPIL_DONE);
	pupil_tell(terminal, "nT");
	char *before = terminal_screen(terminal);
	for (int i = 0; i < 3; i++) {
		terminal_mark(terminal);
		terminal_type(terminal, "z");
		terminal_expect_stop(terminal);
		terminal_expect_restored(terminal);
		terminal_continue(terminal);
		terminal_expect_bytes(terminal, PUPIL_DONE);
		terminal_expect_screen(terminal, before);
		ck_assert(glass_is_alternate(terminal_glass(terminal)));
		ck_assert(terminal_mode(terminal, 2004, false));
	}
	free(before);
	pupil_end(terminal);
}
END_TEST

/* Without a shell nobody could say fg. */
START_TEST(without_a_shell_it_does_not_stop)
{
	struct terminal *terminal = pupil_start(24, 80);
	pupil_tell(terminal, "nz");
	pupil_tell(terminal, "n");
	pupil_end(terminal);
}
END_TEST

START_TEST(the_terminal_is_taken_again)
{
	struct program program = { .run = pupil_run, .is_job = true };
	struct terminal *terminal = terminal_start(&program);
	terminal_expect_bytes(terminal, PUPIL_DONE);
	pupil_tell(terminal, "n");
	char *before = terminal_screen(terminal);
	terminal_signal(terminal, SIGSTOP);
	terminal_expect_stop(terminal);
	terminal_continue(terminal);
	pupil_tell(terminal, "k");
	terminal_expect_screen(terminal, before);
	free(before);
	pupil_end(terminal);
}
END_TEST

START_TEST(a_closed_terminal_is_the_end)
{
	struct program program = { .run = pupil_run, .is_job = true };
	struct terminal *terminal = terminal_start(&program);
	terminal_expect_bytes(terminal, PUPIL_DONE);
	terminal_hang_up(terminal);
	/* The shell passes SIGHUP on, which the pupil does not catch. */
	int status = terminal_expect_end(terminal);
	ck_assert(status == 128 + SIGHUP || status == 0);
	terminal_free(terminal);
}
END_TEST

static const struct {
	const char *term;
	const char *words;
} hopeless[] = {
	{ "TERM", "TERM does not say what the terminal is" },
	{ "TERM=", "TERM does not say what the terminal is" },
	{ "TERM=dumb", "no screen on a terminal of the type \"dumb\"" },
	{ "TERM=nosuch", "no screen on a terminal of the type \"nosuch\"" },
	{ "TERM=unknown", "no screen on a terminal of the type \"unknown\"" },
	{ "TERM=../../etc", "no screen on a terminal of the type" },
};

START_TEST(no_screen_is_a_sentence)
{
	const char *const environment[] = { hopeless[_i].term, NULL };
	struct program program = { .run = pupil_run,
		.environment = environment };
	struct terminal *terminal = terminal_start(&program);
	terminal_expect(terminal, hopeless[_i].words);
	ck_assert_int_eq(terminal_expect_end(terminal), EX_OSERR);
	terminal_expect_restored(terminal);
	terminal_free(terminal);
}
END_TEST

TCase *
screen_life_tcase(void)
{
	TCase *tcase = tcase_create("screen life");
	tcase_add_checked_fixture(tcase, pupil_set_up, NULL);
	tcase_set_timeout(tcase, TERMINAL_TIMEOUT_S);
	tcase_add_test(tcase, the_bell_rings);
	tcase_add_test(tcase, the_title_is_put_back);
	tcase_add_test(tcase, keys_come_as_they_are);
	tcase_add_test(tcase, dying_gives_the_terminal_back);
	tcase_add_test(tcase, a_crash_in_the_program_gives_it_back_too);
	tcase_add_test(tcase, a_job_is_suspended_and_goes_on);
	tcase_add_test(tcase, without_a_shell_it_does_not_stop);
	tcase_add_test(tcase, the_terminal_is_taken_again);
	tcase_add_test(tcase, a_closed_terminal_is_the_end);
	tcase_add_loop_test(tcase, no_screen_is_a_sentence, 0,
	    (int)(sizeof(hopeless) / sizeof(hopeless[0])));
	return tcase;
}
