/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sysexits.h>
#include <unistd.h>

#include <check.h>

#include "net/socket.h"

#include "fixture.h"
#include "suite.h"

static struct fault
not_listening(const struct number *on)
{
	struct number got;
	struct fault fault = { 0 };
	ck_assert_int_lt(socket_listen(NULL, on, &got, &fault), 0);
	ck_assert_int_eq(fault.status, EX_OSERR);
	return fault;
}

/* Connects, and waits until it is there. */
static int
connected(const struct number *to)
{
	enum socket_verdict verdict;
	int error = 0;
	int descriptor = socket_connect(NULL, to, &verdict, &error);
	ck_assert_msg(descriptor >= 0, "%s", strerror(error));
	if (verdict == SOCKET_WOULD_BLOCK) {
		fixture_wait(descriptor, POLLOUT);
		verdict = socket_connected(NULL, descriptor, &error);
	}
	ck_assert_int_eq(verdict, SOCKET_OK);
	return descriptor;
}

/* How a connect ends that does not succeed. */
static int
refusal(const struct number *to)
{
	enum socket_verdict verdict;
	int error = 0;
	int descriptor = socket_connect(NULL, to, &verdict, &error);
	if (descriptor < 0)
		return error;
	ck_assert_int_eq(verdict, SOCKET_WOULD_BLOCK);
	fixture_wait(descriptor, POLLOUT);
	ck_assert_int_eq(socket_connected(NULL, descriptor, &error),
	    SOCKET_BROKEN);
	socket_close(NULL, descriptor);
	return error;
}

START_TEST(a_listener_on_port_0_says_which_port_it_got)
{
	struct number got;
	int listener = fixture_listen("127.0.0.1:0", &got);
	ck_assert_int_eq(got.kind, NUMBER_IPV4);
	ck_assert_uint_ne(got.port, 0);
	socket_close(NULL, connected(&got));
	socket_close(NULL, listener);

	listener = fixture_listen(":0", &got);
	ck_assert_int_eq(got.kind, NUMBER_HERE);
	ck_assert_uint_ne(got.port, 0);
	socket_close(NULL, listener);
}
END_TEST

START_TEST(an_ipv4_caller_on_every_address_is_shown_as_ipv4)
{
	struct number got, from;
	int listener = fixture_listen(":0", &got);
	struct number to = fixture_number("127.0.0.1");
	to.port = got.port;
	int caller = connected(&to);
	int callee = fixture_accept(listener, &from);
	ck_assert(number_same_host(&from, &to));

	struct number mine, theirs;
	socket_numbers(NULL, callee, &mine, &theirs);
	ck_assert(number_equal(&mine, &to));
	ck_assert(number_equal(&theirs, &from));
	socket_close(NULL, caller);
	socket_close(NULL, callee);
	socket_close(NULL, listener);
}
END_TEST

START_TEST(an_ipv6_caller_on_every_address_is_shown_as_ipv6)
{
	if (!fixture_has_ipv6())
		return;
	struct number got, from;
	int listener = fixture_listen(":0", &got);
	struct number to = fixture_number("::1");
	to.port = got.port;
	int caller = connected(&to);
	int callee = fixture_accept(listener, &from);
	ck_assert(number_same_host(&from, &to));
	socket_close(NULL, caller);
	socket_close(NULL, callee);
	socket_close(NULL, listener);
}
END_TEST

START_TEST(where_ipv6_is_switched_off_ipv4_is_listened_on)
{
	if (!fixture_own_network())
		return;
	int file = open("/proc/sys/net/ipv6/conf/all/disable_ipv6", O_WRONLY);
	if (file < 0 || write(file, "1", 1) != 1) {
		fixture_skip("IPv6 cannot be switched off here");
		return;
	}
	struct number got, from;
	int listener = fixture_listen(":0", &got);
	struct number to = fixture_number("127.0.0.1");
	to.port = got.port;
	int caller = connected(&to);
	int callee = fixture_accept(listener, &from);
	ck_assert(number_same_host(&from, &to));
	socket_close(NULL, caller);
	socket_close(NULL, callee);
	socket_close(NULL, listener);
}
END_TEST

START_TEST(a_unix_caller_has_no_number)
{
	char *folder = fixture_folder();
	char text[64];
	snprintf(text, sizeof(text), "unix:%s/phone", folder);
	struct number got, from, mine, theirs;
	int listener = fixture_listen(text, &got);
	int caller = connected(&got);
	int callee = fixture_accept(listener, &from);
	ck_assert_int_eq(from.kind, NUMBER_NOBODY);
	socket_numbers(NULL, caller, &mine, &theirs);
	ck_assert_int_eq(mine.kind, NUMBER_NOBODY);
	ck_assert(number_equal(&theirs, &got));
	socket_tune(NULL, caller, &mine);
	socket_close(NULL, caller);
	socket_close(NULL, callee);
	socket_close(NULL, listener);
	unlink(got.name);
	fixture_remove_folder(folder);
}
END_TEST

START_TEST(a_port_in_use_is_a_sentence)
{
	struct number got;
	int listener = fixture_listen("127.0.0.1:0", &got);
	struct fault fault = not_listening(&got);
	char words[100];
	snprintf(words, sizeof(words),
	    "cannot listen on 127.0.0.1:%u (bind: Address already in use); "
	    "another program has that port",
	    (unsigned)got.port);
	ck_assert_ptr_eq(strstr(fault.words, words), fault.words);
	socket_close(NULL, listener);
}
END_TEST

START_TEST(what_cannot_be_listened_on_is_a_sentence)
{
	struct number on = fixture_number("192.0.2.77:0");
	struct fault fault = not_listening(&on);
	ck_assert_ptr_nonnull(strstr(fault.words, "does not have that addr"));
	on = fixture_number("[fe80::1%nosuch]:0");
	fault = not_listening(&on);
	ck_assert_ptr_nonnull(strstr(fault.words, "no such interface"));
	on = fixture_number("unix:/nosuch-folder/phone");
	fault = not_listening(&on);
	ck_assert_ptr_nonnull(strstr(fault.words, "folder does not exist"));
}
END_TEST

START_TEST(a_number_that_nobody_has_is_refused)
{
	struct number to = fixture_free_number();
	ck_assert_int_eq(refusal(&to), ECONNREFUSED);
	to = fixture_number("unix:/nosuch-folder/phone");
	ck_assert_int_eq(refusal(&to), ENOENT);
	to = fixture_number("fe80::1%nosuch");
	ck_assert_int_eq(refusal(&to), ENODEV);
}
END_TEST

START_TEST(a_socket_connected_to_itself_counts_as_refused)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t size = sizeof(address);
	struct sockaddr *any = (struct sockaddr *)&address;
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	int descriptor = socket(AF_INET, SOCK_STREAM, 0);
	ck_assert_int_eq(bind(descriptor, any, size), 0);
	ck_assert_int_eq(getsockname(descriptor, any, &size), 0);
	ck_assert_int_eq(connect(descriptor, any, size), 0);
	int error = 0;
	ck_assert_int_eq(socket_connected(NULL, descriptor, &error),
	    SOCKET_BROKEN);
	ck_assert_int_eq(error, ECONNREFUSED);
	socket_close(NULL, descriptor);
}
END_TEST

START_TEST(nobody_calling_and_nothing_said_would_block)
{
	struct number got, from;
	int listener = fixture_listen("127.0.0.1:0", &got);
	int descriptor = -1;
	ck_assert_int_eq(socket_accept(NULL, listener, &descriptor, &from),
	    SOCKET_WOULD_BLOCK);
	int caller = connected(&got);
	int callee = fixture_accept(listener, &from);
	char piece[8];
	size_t size;
	int error;
	ck_assert_int_eq(socket_receive(NULL, callee, piece, sizeof(piece),
			     &size, &error),
	    SOCKET_WOULD_BLOCK);
	socket_close(NULL, caller);
	socket_close(NULL, callee);
	socket_close(NULL, listener);
}
END_TEST

START_TEST(a_caller_who_hung_up_before_accept_does_no_harm)
{
	struct number got, from;
	int listener = fixture_listen("127.0.0.1:0", &got);
	socket_reset(NULL, connected(&got));
	int caller = connected(&got);
	/* Measured: Linux hands out the dead one all the same. */
	int first = fixture_accept(listener, &from);
	int descriptor = -1;
	enum socket_verdict verdict =
	    socket_accept(NULL, listener, &descriptor, &from);
	ck_assert(verdict == SOCKET_OK || verdict == SOCKET_WOULD_BLOCK);
	socket_close(NULL, descriptor);
	socket_close(NULL, first);
	socket_close(NULL, caller);
	socket_close(NULL, listener);
}
END_TEST

START_TEST(a_finish_is_an_end_and_a_reset_is_none)
{
	int ends[2];
	char piece[8];
	size_t size = 9;
	int error = 0;
	fixture_tcp_pair(ends);
	ck_assert_int_eq(socket_send(NULL, ends[0], "ab", 2, &size, &error),
	    SOCKET_OK);
	ck_assert_uint_eq(size, 2);
	socket_finish(NULL, ends[0]);
	fixture_wait(ends[1], POLLIN);
	ck_assert_int_eq(socket_receive(NULL, ends[1], piece, 8, &size, &error),
	    SOCKET_OK);
	ck_assert_uint_eq(size, 2);
	fixture_wait(ends[1], POLLIN);
	ck_assert_int_eq(socket_receive(NULL, ends[1], piece, 8, &size, &error),
	    SOCKET_CLOSED);
	ck_assert_uint_eq(size, 0);
	/* The other direction is still open. */
	socket_reset(NULL, ends[1]);
	fixture_wait(ends[0], POLLIN);
	ck_assert_int_eq(socket_receive(NULL, ends[0], piece, 8, &size, &error),
	    SOCKET_BROKEN);
	ck_assert_int_eq(error, ECONNRESET);
	socket_close(NULL, ends[0]);
}
END_TEST

START_TEST(every_descriptor_is_nonblocking_and_close_on_exec)
{
	struct number got, from;
	int descriptors[3];
	descriptors[0] = fixture_listen("127.0.0.1:0", &got);
	descriptors[1] = connected(&got);
	descriptors[2] = fixture_accept(descriptors[0], &from);
	for (size_t at = 0; at < 3; at++) {
		int flags = fcntl(descriptors[at], F_GETFL);
		ck_assert_int_ne(flags & O_NONBLOCK, 0);
		flags = fcntl(descriptors[at], F_GETFD);
		ck_assert_int_ne(flags & FD_CLOEXEC, 0);
		socket_close(NULL, descriptors[at]);
	}
}
END_TEST

START_TEST(a_failure_leaves_no_descriptor_open)
{
	size_t before = fixture_open_count();
	struct number got;
	int listener = fixture_listen("127.0.0.1:0", &got);
	not_listening(&got);
	socket_close(NULL, listener);
	refusal(&got);
	socket_close(NULL, -1);
	ck_assert_uint_eq(fixture_open_count(), before);
}
END_TEST

START_TEST(the_route_to_oneself_is_loopback)
{
	struct number to = fixture_number("127.0.0.1:9");
	struct number mine;
	size_t before = fixture_open_count();
	ck_assert(socket_route(&to, &mine));
	ck_assert(number_same_host(&to, &mine));
	ck_assert_uint_eq(mine.port, 0);
	ck_assert_uint_eq(fixture_open_count(), before);
}
END_TEST

TCase *
socket_tcase(void)
{
	TCase *tcase = tcase_create("socket");

	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, a_listener_on_port_0_says_which_port_it_got);
	tcase_add_test(tcase, an_ipv4_caller_on_every_address_is_shown_as_ipv4);
	tcase_add_test(tcase, an_ipv6_caller_on_every_address_is_shown_as_ipv6);
	tcase_add_test(tcase, where_ipv6_is_switched_off_ipv4_is_listened_on);
	tcase_add_test(tcase, a_unix_caller_has_no_number);
	tcase_add_test(tcase, a_port_in_use_is_a_sentence);
	tcase_add_test(tcase, what_cannot_be_listened_on_is_a_sentence);
	tcase_add_test(tcase, a_number_that_nobody_has_is_refused);
	tcase_add_test(tcase, a_socket_connected_to_itself_counts_as_refused);
	tcase_add_test(tcase, nobody_calling_and_nothing_said_would_block);
	tcase_add_test(tcase, a_caller_who_hung_up_before_accept_does_no_harm);
	tcase_add_test(tcase, a_finish_is_an_end_and_a_reset_is_none);
	tcase_add_test(tcase,
	    every_descriptor_is_nonblocking_and_close_on_exec);
	tcase_add_test(tcase, a_failure_leaves_no_descriptor_open);
	tcase_add_test(tcase, the_route_to_oneself_is_loopback);
	return tcase;
}
