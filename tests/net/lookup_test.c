/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include <check.h>

#include "net/lookup.h"

#include "fixture.h"
#include "suite.h"

static struct lookup
opened(const char *name)
{
	struct number host = fixture_number(name);
	struct lookup lookup;
	struct fault fault = { 0 };
	ck_assert_msg(lookup_open(&lookup, &host, &fault), "%s", fault.words);
	return lookup;
}

/* Reads until it is over. */
static enum lookup_verdict
finished(struct lookup *lookup, struct number *found, size_t *count,
    struct fault *fault)
{
	for (;;) {
		fixture_wait(lookup->descriptor, POLLIN);
		enum lookup_verdict verdict =
		    lookup_read(lookup, found, count, fault);
		if (verdict != LOOKUP_NEEDS_MORE)
			return verdict;
	}
}

/* Sooner or later, and without a wait for it. */
static void
has_no_child(void)
{
	siginfo_t ignored;
	while (waitid(P_ALL, 0, &ignored, WEXITED | WNOWAIT) == 0)
		lookup_reap();
	ck_assert_int_eq(errno, ECHILD);
}

START_TEST(a_name_is_found_with_the_port_that_was_dialled)
{
	if (!fixture_own_hosts("10.1.2.3 bob\n"))
		return;
	size_t before = fixture_open_count();
	struct lookup lookup = opened("bob:5000");
	struct number found[LOOKUP_MOST];
	struct fault fault = { 0 };
	size_t count;
	ck_assert_int_eq(finished(&lookup, found, &count, &fault), LOOKUP_DONE);
	ck_assert_uint_eq(count, 1);
	struct number bob = fixture_number("10.1.2.3:5000");
	ck_assert(number_equal(&found[0], &bob));
	has_no_child();
	ck_assert_uint_eq(fixture_open_count(), before);
}
END_TEST

START_TEST(ipv6_and_ipv4_take_turns)
{
	if (!fixture_own_hosts("10.0.0.1 bob\n10.0.0.2 bob\n10.0.0.3 bob\n"
			       "2001:db8::1 bob\n2001:db8::2 bob\n"))
		return;
	struct lookup lookup = opened("bob");
	struct number found[LOOKUP_MOST];
	struct fault fault = { 0 };
	size_t count;
	ck_assert_int_eq(finished(&lookup, found, &count, &fault), LOOKUP_DONE);
	ck_assert_uint_eq(count, 5);
	for (size_t at = 0; at + 1 < 4; at++)
		ck_assert_int_ne(found[at].kind, found[at + 1].kind);
	ck_assert_int_eq(found[4].kind, NUMBER_IPV4);
}
END_TEST

START_TEST(an_address_that_cannot_be_dialled_is_no_answer)
{
	if (!fixture_own_hosts("0.0.0.0 blocked\n0.0.0.0 bob\n10.0.0.1 bob\n"))
		return;
	struct lookup lookup = opened("bob");
	struct number found[LOOKUP_MOST];
	struct fault fault = { 0 };
	size_t count;
	ck_assert_int_eq(finished(&lookup, found, &count, &fault), LOOKUP_DONE);
	ck_assert_uint_eq(count, 1);
	lookup = opened("blocked");
	ck_assert_int_eq(finished(&lookup, found, &count, &fault),
	    LOOKUP_FAILED);
	ck_assert_int_eq(fault.status, EX_NOHOST);
	ck_assert_ptr_nonnull(strstr(fault.words, "that can be dialled"));
}
END_TEST

START_TEST(only_so_many_addresses_are_kept)
{
	char hosts[64 * 20] = "";
	for (char last = 0; last < 40; last++) {
		char line[] = "10.0.0.100 bob\n";
		line[8] = (char)('0' + last / 10);
		line[9] = (char)('0' + last % 10);
		strcat(hosts, line);
	}
	if (!fixture_own_hosts(hosts))
		return;
	struct lookup lookup = opened("bob");
	struct number found[LOOKUP_MOST];
	struct fault fault = { 0 };
	size_t count;
	ck_assert_int_eq(finished(&lookup, found, &count, &fault), LOOKUP_DONE);
	ck_assert_uint_eq(count, LOOKUP_MOST);
}
END_TEST

START_TEST(a_name_that_nobody_has_is_a_sentence)
{
	if (!fixture_own_hosts("10.0.0.1 alice\n"))
		return;
	struct lookup lookup = opened("bob-laptop");
	struct number found[LOOKUP_MOST];
	struct fault fault = { 0 };
	size_t count;
	ck_assert_int_eq(finished(&lookup, found, &count, &fault),
	    LOOKUP_FAILED);
	ck_assert_int_eq(fault.status, EX_NOHOST);
	ck_assert_str_eq(fault.words,
	    "there is no number called \"bob-laptop\" (getaddrinfo: Name or "
	    "service not known); check the spelling or use the address");
	has_no_child();
}
END_TEST

/* A look-up whose child wrote these bytes, and ended. */
static struct lookup
answered(const unsigned char *answer, size_t size)
{
	struct lookup lookup = { .descriptor = -1, .port = 5000 };
	int ends[2];
	ck_assert_int_eq(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
	ck_assert_int_eq(write(ends[1], answer, size), (ssize_t)size);
	close(ends[1]);
	lookup.descriptor = ends[0];
	memcpy(lookup.name, "bob", sizeof("bob"));
	return lookup;
}

START_TEST(a_name_that_cannot_be_asked_for_now_says_so)
{
	/* EAI_AGAIN is -3 in glibc's netdb.h, and -3 on musl. */
	static const unsigned char again[8] = { 0xff, 0xff, 0xff, 0xfd };
	struct lookup lookup = answered(again, sizeof(again));
	struct number found[LOOKUP_MOST];
	struct fault fault = { 0 };
	size_t count;
	ck_assert_int_eq(lookup_read(&lookup, found, &count, &fault),
	    LOOKUP_FAILED);
	ck_assert_int_eq(fault.status, EX_NOHOST);
	ck_assert_ptr_nonnull(strstr(fault.words, "cannot be looked up now"));
	ck_assert_ptr_nonnull(strstr(fault.words, "try again later"));
}
END_TEST

START_TEST(a_child_that_died_in_mid_answer_is_a_sentence)
{
	enum { EACH = 1 + 16 + NUMBER_SCOPE_SIZE, WHOLE = 8 + 2 * EACH };
	unsigned char answer[WHOLE];
	memset(answer, 'x', sizeof(answer));
	memset(answer, 0, 8);
	answer[8] = NUMBER_IPV4;
	answer[8 + EACH] = NUMBER_IPV6;
	for (size_t size = 0; size <= WHOLE; size++) {
		struct lookup lookup = answered(answer, size);
		struct number found[LOOKUP_MOST];
		struct fault fault = { 0 };
		size_t count;
		enum lookup_verdict verdict =
		    lookup_read(&lookup, found, &count, &fault);
		ck_assert_int_eq(lookup.descriptor, -1);
		if (size == 8 + EACH || size == WHOLE) {
			ck_assert_int_eq(verdict, LOOKUP_DONE);
			continue;
		}
		ck_assert_int_eq(verdict, LOOKUP_FAILED);
		ck_assert_int_eq(fault.status, EX_NOHOST);
		ck_assert_ptr_nonnull(strstr(fault.words, "\"bob\""));
	}
}
END_TEST

START_TEST(closing_ends_the_child_and_leaves_nothing)
{
	size_t before = fixture_open_count();
	for (int round = 0; round < 20; round++) {
		struct lookup lookup = opened("localhost");
		lookup_close(&lookup);
		lookup_close(&lookup);
		has_no_child();
	}
	ck_assert_uint_eq(fixture_open_count(), before);
}
END_TEST

START_TEST(the_child_keeps_no_line_open)
{
	/* A hosts file that nobody writes to: the child hangs on it. */
	if (!fixture_own_hosts(NULL))
		return;
	int ends[2];
	fixture_unix_pair(ends);
	struct lookup lookup = opened("bob");
	close(ends[0]);
	fixture_wait(ends[1], POLLHUP);
	ck_assert_int_eq(waitpid((pid_t)lookup.child, NULL, WNOHANG), 0);
	lookup_close(&lookup);
	has_no_child();
	close(ends[1]);
}
END_TEST

START_TEST(a_process_that_ignores_its_children_can_look_up)
{
	signal(SIGCHLD, SIG_IGN);
	if (!fixture_own_hosts("10.1.2.3 bob\n"))
		return;
	struct lookup lookup = opened("bob");
	struct number found[LOOKUP_MOST];
	struct fault fault = { 0 };
	size_t count;
	ck_assert_int_eq(finished(&lookup, found, &count, &fault), LOOKUP_DONE);
}
END_TEST

TCase *
lookup_tcase(void)
{
	TCase *tcase = tcase_create("lookup");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, a_name_is_found_with_the_port_that_was_dialled);
	tcase_add_test(tcase, ipv6_and_ipv4_take_turns);
	tcase_add_test(tcase, an_address_that_cannot_be_dialled_is_no_answer);
	tcase_add_test(tcase, only_so_many_addresses_are_kept);
	tcase_add_test(tcase, a_name_that_nobody_has_is_a_sentence);
	tcase_add_test(tcase, a_name_that_cannot_be_asked_for_now_says_so);
	tcase_add_test(tcase, a_child_that_died_in_mid_answer_is_a_sentence);
	tcase_add_test(tcase, closing_ends_the_child_and_leaves_nothing);
	tcase_add_test(tcase, the_child_keeps_no_line_open);
	tcase_add_test(tcase, a_process_that_ignores_its_children_can_look_up);
	return tcase;
}
