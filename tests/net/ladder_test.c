/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <check.h>

#include "base/clock.h"
#include "net/dial.h"
#include "net/exchange.h"
#include "net/ladder.h"
#include "net/line.h"
#include "net/loop.h"
#include "net/socket.h"

#include "fixture.h"
#include "suite.h"

enum { LIMIT_MS = 60000 };

static struct ladder ladder;

static void
set_up(void)
{
	ladder_init(&ladder);
}

static void
tear_down(void)
{
	ladder_clear(&ladder);
}

/* ---- made-up calls ---- */

static void
note(enum ladder_call call, int descriptor, int64_t result, int error)
{
	struct ladder_entry made = {
		.call = call,
		.descriptor = descriptor,
		.result = result,
		.error = error,
	};
	ladder_note(&ladder, &made);
}

static const char *
call_at(uint64_t id)
{
	static char text[LADDER_CALL_SIZE];
	const struct ladder_entry *entry = ladder_find(&ladder, id);
	ck_assert_ptr_nonnull(entry);
	ladder_print_call(text, entry);
	return text;
}

static const char *
words_at(uint64_t id)
{
	static char text[LADDER_WORDS_SIZE];
	const struct ladder_entry *entry = ladder_find(&ladder, id);
	ck_assert_ptr_nonnull(entry);
	ladder_print_words(text, entry);
	return text;
}

static const char *
gap_at(uint64_t id)
{
	static char text[LADDER_GAP_SIZE];
	ladder_print_gap(text, &ladder, ladder_find(&ladder, id));
	return text;
}

static const char *
line_at(uint64_t id)
{
	static char text[LADDER_LINE_SIZE];
	ladder_print_line(text, &ladder, ladder_find(&ladder, id));
	return text;
}

START_TEST(nobody_has_to_keep_a_ladder)
{
	struct ladder_entry made = { .call = LADDER_CLOSE };
	ladder_note(NULL, &made);
	ladder_belongs(NULL, 5, 1);
	ck_assert_ptr_null(ladder.ring);
	ck_assert_uint_eq(ladder_oldest(&ladder), 0);
	ck_assert_uint_eq(ladder_newest(&ladder), 0);
	ck_assert_ptr_null(ladder_find(&ladder, 0));
	ck_assert_ptr_null(ladder_find(&ladder, 1));
}
END_TEST

START_TEST(errno_is_what_it_was)
{
	errno = ENOTDIR;
	note(LADDER_CLOSE, 5, 0, 0);
	ck_assert_int_eq(errno, ENOTDIR);
}
END_TEST

START_TEST(sends_and_receives_fold_with_what_they_moved)
{
	note(LADDER_ACCEPT, 5, 7, 0);
	for (int round = 0; round < 5; round++) {
		note(LADDER_POLL, 7, 1, 0);
		note(LADDER_RECV, 7, 27, 0);
		note(LADDER_SEND, 7, 16, 0);
	}
	ck_assert_uint_eq(ladder_newest(&ladder), 4);
	ck_assert_str_eq(call_at(2), "poll() ×5 = 1");
	ck_assert_str_eq(call_at(3), "recv() ×5 = 135");
	ck_assert_str_eq(words_at(3), "hear 135 bytes");
	ck_assert_str_eq(call_at(4), "send() ×5 = 80");
	ck_assert_str_eq(words_at(4), "say 80 bytes");
}
END_TEST

START_TEST(what_would_block_folds_by_itself)
{
	for (int round = 0; round < 3; round++) {
		note(LADDER_RECV, 7, 1, 0);
		note(LADDER_RECV, 7, -1, EAGAIN);
		note(LADDER_ACCEPT, 5, -1, EAGAIN);
	}
	ck_assert_uint_eq(ladder_newest(&ladder), 3);
	ck_assert_str_eq(call_at(1), "recv() ×3 = 3");
	ck_assert_str_eq(call_at(2), "recv() ×3 = EAGAIN");
	ck_assert_str_eq(words_at(2), "nothing to hear yet");
	ck_assert_str_eq(call_at(3), "accept() ×3 = EAGAIN");
	ck_assert_str_eq(words_at(3), "nobody else is calling");
}
END_TEST

/* Who dials asks before it says that somebody picked up, and a line again. */
START_TEST(numbers_that_are_asked_for_twice_fold)
{
	for (int asked = 0; asked < 2; asked++) {
		note(LADDER_GETSOCKNAME, 10, 0, 0);
		note(LADDER_GETPEERNAME, 10, 0, 0);
	}
	note(LADDER_GETSOCKNAME, 11, 0, 0);
	ck_assert_uint_eq(ladder_newest(&ladder), 3);
	ck_assert_str_eq(call_at(1), "getsockname() ×2 = 0");
	ck_assert_str_eq(call_at(2), "getpeername() ×2 = 0");
	ck_assert_str_eq(call_at(3), "getsockname() = 0");
}
END_TEST

START_TEST(each_descriptor_has_an_entry_of_its_own)
{
	note(LADDER_SEND, 7, 1, 0);
	note(LADDER_SEND, 8, 10, 0);
	note(LADDER_SEND, 7, 2, 0);
	note(LADDER_SEND, 8, 20, 0);
	ck_assert_uint_eq(ladder_newest(&ladder), 2);
	ck_assert_int_eq(ladder_find(&ladder, 1)->result, 3);
	ck_assert_int_eq(ladder_find(&ladder, 2)->result, 30);
}
END_TEST

START_TEST(a_step_is_never_folded_and_nothing_folds_across_it)
{
	note(LADDER_SEND, 7, 1, 0);
	note(LADDER_SHUTDOWN, 7, 0, 0);
	note(LADDER_SEND, 7, 1, 0);
	note(LADDER_CLOSE, 7, 0, 0);
	note(LADDER_CLOSE, 7, -1, EBADF);
	note(LADDER_RECV, 7, 0, 0);
	note(LADDER_RECV, 7, 0, 0);
	ck_assert_uint_eq(ladder_newest(&ladder), 7);
	ck_assert_str_eq(words_at(6), "they have hung up");
}
END_TEST

START_TEST(who_wants_every_call_gets_every_call)
{
	ladder.folds = false;
	note(LADDER_SEND, 7, 1, 0);
	note(LADDER_SEND, 7, 1, 0);
	ck_assert_uint_eq(ladder_newest(&ladder), 2);
}
END_TEST

static void
talk_to(const char *number, enum ladder_call call, int size)
{
	struct number to = fixture_number(number);
	struct ladder_entry made = { .call = call };
	made.descriptor = 5;
	made.result = size;
	ck_assert(sockaddr_from_number(&made.address, &to));
	ladder_note(&ladder, &made);
}

START_TEST(datagrams_fold_for_each_other_side)
{
	for (int round = 0; round < 2; round++) {
		talk_to("10.0.0.1:5000", LADDER_RECVFROM, 3);
		talk_to("10.0.0.2:5000", LADDER_RECVFROM, 4);
		talk_to("10.0.0.1:5000", LADDER_SENDTO, 5);
	}
	ck_assert_uint_eq(ladder_newest(&ladder), 3);
	ck_assert_str_eq(call_at(1), "recvfrom() ×2 = 6 from 10.0.0.1:5000");
	ck_assert_str_eq(call_at(2), "recvfrom() ×2 = 8 from 10.0.0.2:5000");
	ck_assert_str_eq(call_at(3), "sendto(10.0.0.1:5000) ×2 = 10");
	ck_assert_str_eq(words_at(3), "say 10 bytes");
}
END_TEST

START_TEST(the_last_thousand_stay)
{
	for (int at = 1; at <= 2500; at++)
		note(LADDER_CLOSE, at, 0, 0);
	ck_assert_uint_eq(ladder_newest(&ladder), 2500);
	ck_assert_uint_eq(ladder_oldest(&ladder), 1501);
	ck_assert_ptr_null(ladder_find(&ladder, 1500));
	ck_assert_ptr_null(ladder_find(&ladder, 2501));
	for (uint64_t id = 1501; id <= 2500; id++)
		ck_assert_uint_eq((uint64_t)ladder_find(&ladder, id)
				      ->descriptor,
		    id);
}
END_TEST

START_TEST(the_time_since_the_one_before_is_told)
{
	static const int64_t moments[] = { 5, 17, 3417, 363417, 9999999 };
	static const char *const gaps[] = { "", "12 ms", "3.4 s", "6 min",
		"2 h" };
	for (size_t at = 0; at < 5; at++) {
		ladder.now = moments[at];
		note(LADDER_CLOSE, 5, 0, 0);
		ck_assert_str_eq(gap_at(at + 1), gaps[at]);
	}
}
END_TEST

START_TEST(a_descriptor_belongs_to_its_line_until_it_is_closed)
{
	note(LADDER_ACCEPT, 5, 7, 0);
	ck_assert(ladder_knows(&ladder, 7));
	ladder_belongs(&ladder, 7, 2);
	note(LADDER_RECV, 7, 27, 0);
	note(LADDER_CLOSE, 7, 0, 0);
	ck_assert(!ladder_knows(&ladder, 7));
	note(LADDER_SOCKET, 7, 7, 0);
	note(LADDER_CLOSE, 7, 0, 0);
	ck_assert_str_eq(line_at(1), "accept() = 7  pick up | fd 5 | +0 ms");
	ck_assert_str_eq(line_at(2),
	    "recv() = 27  hear 27 bytes | fd 7 | +0 ms | line 2");
	ck_assert_str_eq(line_at(3),
	    "close() = 0  hang up | fd 7 | +0 ms | line 2");
	ck_assert_str_eq(line_at(5), "close() = 0  hang up | fd 7 | +0 ms");
}
END_TEST

START_TEST(no_descriptor_is_beyond_the_ladder)
{
	static const int descriptors[] = { -1, LADDER_DESCRIPTORS - 1,
		LADDER_DESCRIPTORS, 1 << 30 };
	for (size_t at = 0; at < 4; at++) {
		note(LADDER_SOCKET, descriptors[at], descriptors[at], 0);
		ladder_belongs(&ladder, descriptors[at], 3);
		ck_assert_int_eq(ladder_knows(&ladder, descriptors[at]),
		    at == 1);
		note(LADDER_CLOSE, descriptors[at], 0, 0);
		ck_assert(!ladder_knows(&ladder, descriptors[at]));
	}
}
END_TEST

START_TEST(every_call_has_a_name_and_words_whatever_it_says)
{
	char text[LADDER_CALL_SIZE], words[LADDER_WORDS_SIZE];
	for (int call = LADDER_SOCKET; call <= LADDER_POLL; call++) {
		for (int error = 0; error < 140; error++) {
			struct ladder_entry entry = {
				.call = (enum ladder_call)call,
				.error = error,
				.count = 1,
				.arguments = { 99, 99, 99 },
			};
			ladder_print_call(text, &entry);
			ladder_print_words(words, &entry);
			ck_assert_ptr_nonnull(strstr(text, ") = "));
			ck_assert_str_ne(words, "");
			if (error == 0)
				ck_assert_ptr_null(strstr(words, "not work"));
		}
	}
}
END_TEST

START_TEST(a_path_that_would_steer_the_terminal_is_shown_safe)
{
	struct ladder_entry entry = { .call = LADDER_ACCEPT, .count = 1 };
	struct number number = { .kind = NUMBER_UNIX };
	char text[LADDER_CALL_SIZE];
	strcpy(number.name, "/tmp/\033[2J\nbob");
	ck_assert(sockaddr_from_number(&entry.address, &number));
	entry.result = 7;
	ladder_print_call(text, &entry);
	ck_assert_str_eq(text, "accept() = 7 from unix:/tmp/␛[2J␊bob");
}
END_TEST

static void
expect_brief(const struct ladder_entry *entry, int cols, const char *words)
{
	char text[LADDER_CALL_SIZE];
	ladder_print_brief(text, entry, cols);
	ck_assert_str_eq(text, words);
}

START_TEST(what_is_too_wide_is_cut_where_least_is_lost)
{
	struct ladder_entry entry = { .call = LADDER_SETSOCKOPT,
		.descriptor = 5,
		.arguments = { IPPROTO_TCP, TCP_NODELAY, 1 } };
	struct number number = { 0 };
	struct fault fault;
	expect_brief(&entry, 30, "setsockopt(TCP_NODELAY, 1) = 0");
	expect_brief(&entry, 29, "setsockopt(TCP_NODELAY,…) = 0");
	expect_brief(&entry, 24, "setsockopt(TCP_NOD…) = 0");
	expect_brief(&entry, 5, "setsockopt(…) = 0");
	ck_assert(number_parse(&number, "[2001:db8::5054:ff:fe12:3456]:8255",
	    NUMBER_TO_DIAL, &fault));
	ck_assert(sockaddr_from_number(&entry.address, &number));
	entry.call = LADDER_CONNECT;
	entry.error = EINPROGRESS;
	expect_brief(&entry, 40, "connect([2001:db8:…]:8255) = EINPROGRESS");
	entry.call = LADDER_ACCEPT;
	entry.error = 0;
	entry.result = 10;
	expect_brief(&entry, 30, "accept() = 10 from [200…]:8255");
}
END_TEST

START_TEST(the_longest_of_everything_fits)
{
	struct ladder_entry entry = { .call = LADDER_RECVFROM };
	struct number number = { .kind = NUMBER_UNIX };
	char line[LADDER_LINE_SIZE];
	memset(number.name, '\001', NUMBER_PATH_MOST);
	ck_assert(sockaddr_from_number(&entry.address, &number));
	entry.id = 1;
	entry.result = INT64_MAX;
	entry.count = UINT32_MAX;
	entry.descriptor = INT32_MAX;
	entry.line = INT32_MAX;
	ladder_print_line(line, &ladder, &entry);
	ck_assert_ptr_nonnull(strstr(line, " | line 2147483647"));
}
END_TEST

/* ---- real ones ---- */

/* How one thing after another stands on the ladder, from `id` on. */
static uint64_t
find_call(uint64_t id, const char *begin, const char *words)
{
	for (; id <= ladder_newest(&ladder); id++) {
		if (strncmp(call_at(id), begin, strlen(begin)) == 0) {
			ck_assert_str_eq(words_at(id), words);
			return id + 1;
		}
	}
	ck_abort_msg("no %s on the ladder", begin);
	return 0;
}

/* Dials, and is let in; returns what the exchange accepted. */
static int
connect_both(struct dial *dial, struct exchange *exchange)
{
	struct loop loop;
	struct fault fault;
	struct number from;
	int callee = -1;
	int64_t limit = clock_now() + LIMIT_MS;
	enum dial_verdict verdict = DIAL_GOES_ON;
	ck_assert(loop_open(&loop));
	while (verdict != DIAL_THERE || callee < 0) {
		ck_assert_int_lt(clock_now(), limit);
		loop_begin(&loop);
		loop_watch(&loop, exchange->descriptor, callee < 0, false);
		if (verdict == DIAL_GOES_ON)
			dial_watch(dial, &loop);
		loop_wait(&loop, clock_now(), clock_now() + 1);
		loop_note(&loop, &ladder);
		if (verdict == DIAL_GOES_ON)
			verdict = dial_turn(dial, &loop, clock_now(), &fault);
		if (callee < 0)
			exchange_accept(exchange, &callee, &from, "", 0);
	}
	loop_close(&loop);
	return callee;
}

static void
say(struct line *line, const char *text)
{
	size_t room, sent;
	memcpy(line_fill(line, &room), text, strlen(text));
	line_filled(line, strlen(text));
	ck_assert_int_eq(line_send(line, 0, &sent), LINE_OK);
}

static void
hear(struct line *line, enum line_verdict verdict)
{
	char piece[64];
	size_t size;
	fixture_wait(line->descriptor, POLLIN);
	ck_assert_int_eq(line_receive(line, piece, sizeof(piece), &size),
	    verdict);
}

/* A call over TCP, one side of which writes into the ladder. */
static void
hold_a_call(struct ladder *callees, struct ladder *callers)
{
	struct number on = fixture_number("127.0.0.1:0");
	struct fault fault = { 0 };
	struct exchange exchange;
	struct dial dial;
	struct line *callee = malloc(sizeof(*callee));
	struct line *caller = malloc(sizeof(*caller));
	ck_assert(exchange_open(&exchange, callees, &on, &fault));
	ck_assert(
	    dial_open(&dial, callers, &exchange.number, clock_now(), &fault));
	int accepted = connect_both(&dial, &exchange);
	line_open(callee, callees, accepted);
	line_open(caller, callers, dial.descriptor);
	say(caller, "hello there");
	hear(callee, LINE_OK);
	say(callee, "hi!");
	hear(caller, LINE_OK);
	line_finish(caller);
	hear(callee, LINE_CLOSED);
	line_finish(callee);
	hear(caller, LINE_CLOSED);
	line_close(callee);
	line_close(caller);
	exchange_close(&exchange);
	free(callee);
	free(caller);
}

START_TEST(a_server_takes_the_eight_steps_of_the_telephone)
{
	hold_a_call(&ladder, NULL);
	uint64_t at = find_call(1, "socket(IPv4, stream) = ", "get a phone");
	at = find_call(at, "setsockopt(SO_REUSEADDR, 1) = 0", "use it again");
	at = find_call(at, "bind(127.0.0.1:0) = 0", "get a number");
	at = find_call(at, "listen(64) = 0", "plug it in");
	at = find_call(at, "getsockname() = 0: 127.0.0.1:", "my number");
	at = find_call(at, "accept() = ", "pick up");
	at = find_call(at, "recv() = 11", "hear 11 bytes");
	at = find_call(at, "send() = 3", "say 3 bytes");
	at = find_call(at, "recv() = 0", "they have hung up");
	at = find_call(at, "shutdown(write) = 0", "say no more");
	at = find_call(at, "close() = 0", "hang up");
}
END_TEST

START_TEST(a_client_takes_its_steps_of_the_telephone)
{
	hold_a_call(NULL, &ladder);
	uint64_t at = find_call(1, "socket(IPv4, stream) = ", "get a phone");
	at = find_call(at, "connect(127.0.0.1:", "dial");
	ck_assert_str_eq(strrchr(call_at(at - 1), ' '), " EINPROGRESS");
	at = find_call(at, "getsockopt(SO_ERROR) = 0", "they picked up");
	at = find_call(at, "send() = 11", "say 11 bytes");
	at = find_call(at, "recv() = 3", "hear 3 bytes");
	at = find_call(at, "shutdown(write) = 0", "say no more");
	at = find_call(at, "recv() = 0", "they have hung up");
	at = find_call(at, "close() = 0", "hang up");
}
END_TEST

/* Those of a lecture, and what goes wrong with them; "not now" is no step. */
START_TEST(what_only_sets_up_or_waits_is_no_step)
{
	static const struct {
		struct ladder_entry entry;
		bool is_step;
	} calls[] = {
		{ { .call = LADDER_SOCKET }, true },
		{ { .call = LADDER_BIND, .error = EADDRINUSE }, true },
		{ { .call = LADDER_LISTEN }, true },
		{ { .call = LADDER_ACCEPT }, true },
		{ { .call = LADDER_ACCEPT, .error = EAGAIN }, false },
		{ { .call = LADDER_CONNECT, .error = EINPROGRESS }, true },
		{ { .call = LADDER_GETSOCKOPT }, true },
		{ { .call = LADDER_SEND }, true },
		{ { .call = LADDER_SEND, .error = EAGAIN }, false },
		{ { .call = LADDER_RECV }, true },
		{ { .call = LADDER_RECV, .error = ECONNRESET }, true },
		{ { .call = LADDER_RECVFROM }, true },
		{ { .call = LADDER_SENDTO }, true },
		{ { .call = LADDER_RECVMSG }, true },
		{ { .call = LADDER_SENDMSG }, true },
		{ { .call = LADDER_CLOSE }, true },
		{ { .call = LADDER_SETSOCKOPT }, false },
		{ { .call = LADDER_GETSOCKNAME }, false },
		{ { .call = LADDER_GETPEERNAME }, false },
		{ { .call = LADDER_SHUTDOWN }, false },
		{ { .call = LADDER_POLL }, false },
	};
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		ck_assert_msg(ladder_is_step(&calls[i].entry) ==
			calls[i].is_step,
		    "call %zu", i);
}
END_TEST

START_TEST(a_number_that_nobody_has_is_told_so)
{
	struct number to = fixture_free_number();
	enum socket_verdict verdict;
	int error = 0;
	int descriptor = socket_connect(&ladder, &to, &verdict, &error);
	if (descriptor >= 0) {
		fixture_wait(descriptor, POLLOUT);
		socket_connected(&ladder, descriptor, &error);
		socket_close(&ladder, descriptor);
	}
	ck_assert_int_eq(error, ECONNREFUSED);
	ck_assert_str_eq(words_at(ladder_newest(&ladder) - 1),
	    "nobody has that number");
	ck_assert_str_eq(strrchr(call_at(ladder_newest(&ladder) - 1), ' '),
	    " ECONNREFUSED");
}
END_TEST

START_TEST(what_woke_the_program_is_noted_if_the_ladder_knows_it)
{
	struct loop loop;
	int ends[2], strangers[2];
	fixture_tcp_pair(ends);
	fixture_tcp_pair(strangers);
	ladder_belongs(&ladder, ends[0], 1);
	ck_assert(loop_open(&loop));
	ck_assert_int_eq(send(ends[1], "x", 1, 0), 1);
	fixture_wait(ends[0], POLLIN);
	loop_watch(&loop, strangers[0], false, true);
	loop_wait(&loop, 0, CLOCK_NEVER);
	loop_note(&loop, &ladder);
	ck_assert_uint_eq(ladder_newest(&ladder), 0);
	loop_watch(&loop, ends[0], true, false);
	loop_wait(&loop, 0, CLOCK_NEVER);
	loop_note(&loop, &ladder);
	char words[40];
	snprintf(words, sizeof(words), "woken by %d, readable", ends[0]);
	ck_assert_str_eq(call_at(1), "poll() = 1");
	ck_assert_str_eq(words_at(1), words);
	loop_close(&loop);
	for (int end = 0; end < 2; end++) {
		close(ends[end]);
		close(strangers[end]);
	}
}
END_TEST

TCase *
ladder_tcase(void)
{
	TCase *tcase = tcase_create("ladder");

	tcase_set_timeout(tcase, 30);
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, nobody_has_to_keep_a_ladder);
	tcase_add_test(tcase, errno_is_what_it_was);
	tcase_add_test(tcase, sends_and_receives_fold_with_what_they_moved);
	tcase_add_test(tcase, what_would_block_folds_by_itself);
	tcase_add_test(tcase, numbers_that_are_asked_for_twice_fold);
	tcase_add_test(tcase, each_descriptor_has_an_entry_of_its_own);
	tcase_add_test(tcase,
	    a_step_is_never_folded_and_nothing_folds_across_it);
	tcase_add_test(tcase, who_wants_every_call_gets_every_call);
	tcase_add_test(tcase, datagrams_fold_for_each_other_side);
	tcase_add_test(tcase, the_last_thousand_stay);
	tcase_add_test(tcase, the_time_since_the_one_before_is_told);
	tcase_add_test(tcase,
	    a_descriptor_belongs_to_its_line_until_it_is_closed);
	tcase_add_test(tcase, no_descriptor_is_beyond_the_ladder);
	tcase_add_test(tcase, every_call_has_a_name_and_words_whatever_it_says);
	tcase_add_test(tcase,
	    a_path_that_would_steer_the_terminal_is_shown_safe);
	tcase_add_test(tcase, what_is_too_wide_is_cut_where_least_is_lost);
	tcase_add_test(tcase, the_longest_of_everything_fits);
	tcase_add_test(tcase, a_server_takes_the_eight_steps_of_the_telephone);
	tcase_add_test(tcase, a_client_takes_its_steps_of_the_telephone);
	tcase_add_test(tcase, what_only_sets_up_or_waits_is_no_step);
	tcase_add_test(tcase, a_number_that_nobody_has_is_told_so);
	tcase_add_test(tcase,
	    what_woke_the_program_is_noted_if_the_ladder_knows_it);
	return tcase;
}
