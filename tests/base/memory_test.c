/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "suite.h"

START_TEST(new_memory_is_zeroed)
{
	unsigned char *memory = memory_new(100, 10);
	for (size_t i = 0; i < 1000; i++) {
		if (memory[i] != 0)
			ck_abort_msg("byte %zu", i);
	}
	free(memory);
}
END_TEST

START_TEST(nothing_is_no_null_either)
{
	void *memory = memory_new(0, 10);
	ck_assert_ptr_nonnull(memory);
	memory = memory_grow(memory, 0, 0);
	ck_assert_ptr_nonnull(memory);
	free(memory);
	memory = memory_grow(NULL, 0, 5);
	ck_assert_ptr_nonnull(memory);
	free(memory);
}
END_TEST

START_TEST(grown_memory_keeps_what_it_held)
{
	char *memory = memory_copy("hello", 5);
	ck_assert_str_eq(memory, "hello");
	memory = memory_grow(memory, 1000, 1000);
	ck_assert_str_eq(memory, "hello");
	free(memory);
}
END_TEST

START_TEST(a_copy_ends_in_a_nul)
{
	char *copy = memory_copy("abcdef", 3);
	ck_assert_str_eq(copy, "abc");
	free(copy);
	copy = memory_copy(NULL, 0);
	ck_assert_str_eq(copy, "");
	free(copy);
}
END_TEST

/* Behind the compiler's back: it knows that no object can be so large. */
static volatile size_t half = SIZE_MAX / 2;
static volatile size_t too_much = SIZE_MAX / 8;

static void
ask_too_much(int way)
{
	switch (way) {
	case 0:
		memory_new(half, 3);
		break;
	case 1:
		memory_grow(NULL, 3, half);
		break;
	case 2:
		memory_copy("x", 2 * half + 1);
		break;
	case 3:
		memory_new(1, too_much);
		break;
	case 4:
		memory_grow(NULL, too_much, 1);
		break;
	default:
		memory_copy("x", too_much);
		break;
	}
}

/* Fills `words` with what a child that runs ask_too_much() says, and how it
 * ends. */
static int
run_child(int way, char *words, size_t room)
{
	int pipe_ends[2];
	ck_assert_int_eq(pipe(pipe_ends), 0);
	pid_t child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		dup2(pipe_ends[1], STDERR_FILENO);
		ask_too_much(way);
		_exit(0);
	}
	close(pipe_ends[1]);
	size_t size = 0;
	ssize_t more;
	while ((more = read(pipe_ends[0], words + size, room - 1 - size)) > 0)
		size += (size_t)more;
	words[size] = '\0';
	close(pipe_ends[0]);
	int status;
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	return status;
}

START_TEST(no_memory_ends_the_program_with_a_sentence)
{
	char words[4096];
	int status = run_child(_i, words, sizeof(words));
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), EX_OSERR);
	ck_assert_ptr_nonnull(strstr(words,
	    "landline: no memory left (malloc: Cannot allocate memory)"));
	ck_assert_int_eq(words[strlen(words) - 1], '\n');
}
END_TEST

/* The sanitizers end a program by themselves that asks for half of all. */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

TCase *
memory_tcase(void)
{
	TCase *tcase = tcase_create("memory");
	tcase_add_test(tcase, new_memory_is_zeroed);
	tcase_add_test(tcase, nothing_is_no_null_either);
	tcase_add_test(tcase, grown_memory_keeps_what_it_held);
	tcase_add_test(tcase, a_copy_ends_in_a_nul);
	tcase_add_loop_test(tcase, no_memory_ends_the_program_with_a_sentence,
	    0, 6);
	return tcase;
}
