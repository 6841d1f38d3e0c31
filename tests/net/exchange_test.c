/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include <check.h>

#include "net/exchange.h"

#include "fixture.h"
#include "suite.h"

static struct exchange
opened(const struct number *on)
{
	struct exchange exchange;
	struct fault fault = { 0 };
	ck_assert_msg(exchange_open(&exchange, NULL, on, &fault), "%s",
	    fault.words);
	return exchange;
}

static int
calling(const struct exchange *exchange)
{
	enum socket_verdict verdict;
	int error = 0;
	int caller = socket_connect(NULL, &exchange->number, &verdict, &error);
	ck_assert_msg(caller >= 0, "%s", strerror(error));
	fixture_wait(caller, POLLOUT);
	return caller;
}

START_TEST(a_caller_is_let_in_and_then_there_is_none)
{
	struct number on = fixture_number("127.0.0.1:0");
	struct exchange exchange = opened(&on);
	struct number from;
	int callee = -1;
	ck_assert_int_eq(exchange_accept(&exchange, &callee, &from, "", 0),
	    SOCKET_WOULD_BLOCK);
	int caller = calling(&exchange);
	fixture_wait(exchange.descriptor, POLLIN);
	ck_assert_int_eq(exchange_accept(&exchange, &callee, &from, "", 0),
	    SOCKET_OK);
	ck_assert(number_is_loopback(&from));
	ck_assert_int_eq(exchange_accept(&exchange, &callee, &from, "", 0),
	    SOCKET_WOULD_BLOCK);
	close(caller);
	close(callee);
	exchange_close(&exchange);
}
END_TEST

/* Opens descriptors until there are no more; returns the last. */
static int
fill_the_table(void)
{
	int last = -1;
	for (;;) {
		int descriptor = open("/dev/null", O_RDONLY);
		if (descriptor < 0)
			break;
		last = descriptor;
	}
	ck_assert_int_eq(errno, EMFILE);
	return last;
}

/* What the caller hears until the end. */
static void
hears(int caller, const char *words)
{
	char heard[64] = "";
	size_t size = 0;
	for (;;) {
		fixture_wait(caller, POLLIN);
		ssize_t got =
		    recv(caller, heard + size, sizeof(heard) - 1 - size, 0);
		ck_assert_msg(got >= 0, "%s", strerror(errno));
		if (got == 0)
			break;
		size += (size_t)got;
	}
	heard[size] = '\0';
	ck_assert_str_eq(heard, words);
}

/*
 * valgrind keeps the limit itself: it lets accept() succeed, closes the new
 * descriptor, which resets the caller, and says EMFILE.
 */
static bool
runs_in_valgrind(void)
{
	const char *preload = getenv("LD_PRELOAD");
	return preload != NULL && strstr(preload, "vgpreload") != NULL;
}

START_TEST(a_full_table_sheds_callers_who_hear_why)
{
	if (runs_in_valgrind()) {
		fixture_skip("valgrind has a table of its own");
		return;
	}
	struct number on = fixture_number("127.0.0.1:0");
	struct exchange exchange = opened(&on);
	struct number from;
	int callers[3];
	for (size_t at = 0; at < 3; at++) {
		callers[at] = calling(&exchange);
		/* What nobody reads must not turn the end into a reset. */
		ck_assert_int_eq(send(callers[at], "hello", 5, 0), 5);
	}
	struct rlimit few;
	getrlimit(RLIMIT_NOFILE, &few);
	few.rlim_cur = 64;
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &few), 0);
	int last = fill_the_table();

	int callee = -1;
	for (size_t at = 0; at < 2; at++) {
		fixture_wait(exchange.descriptor, POLLIN);
		ck_assert_int_eq(exchange_accept(&exchange, &callee, &from,
				     "busy", 4),
		    SOCKET_TABLE_FULL);
		ck_assert_int_ge(exchange.spare, 0);
		hears(callers[at], "busy");
	}
	close(last);
	ck_assert_int_eq(exchange_accept(&exchange, &callee, &from, "busy", 4),
	    SOCKET_OK);
	exchange_close(&exchange);
}
END_TEST

static void
let_descriptors(rlim_t count)
{
	struct rlimit few;
	getrlimit(RLIMIT_NOFILE, &few);
	few.rlim_cur = count;
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &few), 0);
}

START_TEST(without_a_spare_nobody_is_listened_to)
{
	struct number on = fixture_number("127.0.0.1:0");
	struct exchange exchange;
	struct fault fault = { 0 };
	size_t before = fixture_open_count();
	if (runs_in_valgrind()) {
		fixture_skip("valgrind has a table of its own");
		return;
	}
	let_descriptors(64);
	/* The listener still gets one, and nothing else does. */
	close(fill_the_table());
	ck_assert(!exchange_open(&exchange, NULL, &on, &fault));
	ck_assert_int_eq(fault.status, EX_OSERR);
	ck_assert_ptr_nonnull(strstr(fault.words, "cannot listen on 127.0"));
	ck_assert_ptr_nonnull(strstr(fault.words, "open: Too many open files"));
	ck_assert_int_eq(exchange.descriptor, -1);
	ck_assert_uint_gt(fixture_open_count(), before);
}
END_TEST

START_TEST(a_full_table_without_a_spare_is_no_room)
{
	struct number on = fixture_number("127.0.0.1:0");
	struct exchange exchange = opened(&on);
	struct number from;
	int callee = -1;
	if (runs_in_valgrind()) {
		fixture_skip("valgrind has a table of its own");
		return;
	}
	calling(&exchange);
	fixture_wait(exchange.descriptor, POLLIN);
	let_descriptors(64);
	close(exchange.spare);
	exchange.spare = -1;
	fill_the_table();
	ck_assert_int_eq(exchange_accept(&exchange, &callee, &from, "busy", 4),
	    SOCKET_NO_ROOM);
	exchange_close(&exchange);
}
END_TEST

static size_t
count_calls(const struct ladder *ladder, enum ladder_call call)
{
	size_t count = 0;
	for (uint64_t id = 1; id <= ladder_newest(ladder); id++)
		count += ladder_find(ladder, id)->call == call;
	return count;
}

START_TEST(who_never_stops_sending_is_not_heard_out)
{
	char much[4096] = "";
	int ends[2];
	struct ladder ladder;
	fixture_tcp_pair(ends);
	ladder_init(&ladder);
	ladder.folds = false;
	while (send(ends[0], much, sizeof(much), 0) > 0)
		continue;
	exchange_shed(&ladder, ends[1], "busy", 4);
	ck_assert_uint_le(count_calls(&ladder, LADDER_RECV), 8);
	ck_assert_uint_eq(count_calls(&ladder, LADDER_SEND), 1);
	ck_assert_uint_eq(count_calls(&ladder, LADDER_CLOSE), 1);
	ladder_clear(&ladder);
	close(ends[0]);
}
END_TEST

/* "unix:", a new folder, and a name in it. */
static struct number
path_in(const char *folder)
{
	char text[64];
	snprintf(text, sizeof(text), "unix:%s/phone", folder);
	return fixture_number(text);
}

static bool
is_there(const struct number *number)
{
	struct stat found;
	return lstat(number->name, &found) == 0;
}

START_TEST(a_path_is_made_and_removed_at_the_end)
{
	char *folder = fixture_folder();
	struct number on = path_in(folder);
	struct exchange exchange = opened(&on);
	ck_assert(is_there(&on));
	exchange_close(&exchange);
	ck_assert(!is_there(&on));
	exchange_close(&exchange);
	fixture_remove_folder(folder);
}
END_TEST

START_TEST(a_path_that_nobody_answers_on_any_more_is_taken_over)
{
	char *folder = fixture_folder();
	struct number on = path_in(folder);
	struct exchange killed = opened(&on);
	close(killed.descriptor);
	close(killed.spare);
	ck_assert(is_there(&on));
	struct exchange exchange = opened(&on);
	close(calling(&exchange));
	exchange_close(&exchange);
	fixture_remove_folder(folder);
}
END_TEST

static void
cannot_open(const struct number *on)
{
	struct exchange exchange;
	struct fault fault = { 0 };
	size_t before = fixture_open_count();
	ck_assert(!exchange_open(&exchange, NULL, on, &fault));
	ck_assert_int_eq(fault.status, EX_OSERR);
	ck_assert_ptr_nonnull(strstr(fault.words, "cannot listen on unix:/"));
	ck_assert_ptr_nonnull(strstr(fault.words, "at that path"));
	ck_assert_uint_eq(fixture_open_count(), before);
	exchange_close(&exchange);
}

START_TEST(a_path_that_somebody_answers_on_is_left_alone)
{
	char *folder = fixture_folder();
	struct number on = path_in(folder);
	struct exchange exchange = opened(&on);
	cannot_open(&on);
	close(calling(&exchange));
	exchange_close(&exchange);
	fixture_remove_folder(folder);
}
END_TEST

START_TEST(a_file_that_is_no_socket_is_left_alone)
{
	char *folder = fixture_folder();
	struct number on = path_in(folder);
	close(open(on.name, O_WRONLY | O_CREAT, 0600));
	cannot_open(&on);
	ck_assert(is_there(&on));
	unlink(on.name);

	/* Nor is what a link leads to. */
	ck_assert_int_eq(symlink("nowhere", on.name), 0);
	cannot_open(&on);
	ck_assert(is_there(&on));
	unlink(on.name);
	fixture_remove_folder(folder);
}
END_TEST

START_TEST(a_path_that_is_somebody_elses_by_now_is_left_alone)
{
	char *folder = fixture_folder();
	struct number on = path_in(folder);
	struct exchange first = opened(&on);
	char moved[64];
	snprintf(moved, sizeof(moved), "%s/moved", folder);
	ck_assert_int_eq(rename(on.name, moved), 0);
	struct exchange second = opened(&on);
	exchange_close(&first);
	ck_assert(is_there(&on));
	close(calling(&second));
	exchange_close(&second);
	unlink(moved);
	fixture_remove_folder(folder);
}
END_TEST

START_TEST(nothing_stays_open)
{
	size_t before = fixture_open_count();
	struct number on = fixture_number(":0");
	struct exchange exchange = opened(&on);
	ck_assert_uint_eq(fixture_open_count(), before + 2);
	exchange_close(&exchange);
	ck_assert_uint_eq(fixture_open_count(), before);
}
END_TEST

TCase *
exchange_tcase(void)
{
	TCase *tcase = tcase_create("exchange");

	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, a_caller_is_let_in_and_then_there_is_none);
	tcase_add_test(tcase, a_full_table_sheds_callers_who_hear_why);
	tcase_add_test(tcase, without_a_spare_nobody_is_listened_to);
	tcase_add_test(tcase, a_full_table_without_a_spare_is_no_room);
	tcase_add_test(tcase, who_never_stops_sending_is_not_heard_out);
	tcase_add_test(tcase, a_path_is_made_and_removed_at_the_end);
	tcase_add_test(tcase,
	    a_path_that_nobody_answers_on_any_more_is_taken_over);
	tcase_add_test(tcase, a_path_that_somebody_answers_on_is_left_alone);
	tcase_add_test(tcase, a_file_that_is_no_socket_is_left_alone);
	tcase_add_test(tcase,
	    a_path_that_is_somebody_elses_by_now_is_left_alone);
	tcase_add_test(tcase, nothing_stays_open);
	return tcase;
}
