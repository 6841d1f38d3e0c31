/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sysexits.h>
#include <unistd.h>

#include <check.h>

#include "base/clock.h"
#include "net/datagram.h"
#include "net/dial.h"
#include "net/loop.h"
#include "net/sockaddr.h"
#include "net/socket.h"

#include "fixture.h"
#include "suite.h"

enum { LIMIT_MS = 60000 };

static struct datagram
opened(const char *text)
{
	struct number on = fixture_number(text);
	struct datagram datagram;
	struct fault fault = { 0 };
	ck_assert_msg(datagram_open(&datagram, NULL, &on, &fault), "%s",
	    fault.words);
	return datagram;
}

/* As a caller comes to one: by way of dial. */
static struct datagram
dialled(const struct number *to)
{
	struct dial dial;
	struct loop loop;
	struct fault fault = { 0 };
	struct datagram datagram;
	enum dial_verdict verdict = DIAL_GOES_ON;
	int64_t limit = clock_now() + LIMIT_MS;
	ck_assert(loop_open(&loop));
	ck_assert(dial_pin(&dial, NULL, to, clock_now(), &fault));
	while (verdict == DIAL_GOES_ON) {
		ck_assert_int_lt(clock_now(), limit);
		loop_begin(&loop);
		dial_watch(&dial, &loop);
		loop_wait(&loop, clock_now(),
		    clock_earlier(limit, dial_deadline(&dial)));
		verdict = dial_turn(&dial, &loop, clock_now(), &fault);
	}
	ck_assert_msg(verdict == DIAL_THERE, "%s", fault.words);
	datagram_adopt(&datagram, NULL, dial.descriptor);
	loop_close(&loop);
	return datagram;
}

/* The same port at another address of this machine. */
static struct number
at_address(const char *text, const struct datagram *datagram)
{
	struct number number = fixture_number(text);
	number.port = datagram->mine.port;
	return number;
}

static void
say(struct datagram *from, const struct number *to, const char *text)
{
	enum datagram_verdict verdict =
	    datagram_send(from, to, NULL, text, strlen(text));
	ck_assert_msg(verdict == DATAGRAM_OK, "%s", strerror(from->error));
}

/* Who said it; fails unless it is `text`. */
static struct number
heard(struct datagram *datagram, const char *text)
{
	char piece[64];
	size_t size;
	struct number from;
	fixture_wait(datagram->descriptor, POLLIN);
	ck_assert_int_eq(datagram_receive(datagram, piece, sizeof(piece), &size,
			     &from),
	    DATAGRAM_OK);
	ck_assert_uint_eq(size, strlen(text));
	ck_assert_int_eq(memcmp(piece, text, size), 0);
	return from;
}

static enum datagram_verdict
verdict_now(struct datagram *datagram)
{
	char piece[64];
	size_t size;
	struct number from;
	return datagram_receive(datagram, piece, sizeof(piece), &size, &from);
}

START_TEST(everybody_is_heard_and_answered_by_number)
{
	struct datagram waiting = opened("127.0.0.1:0");
	ck_assert_uint_ne(waiting.mine.port, 0);
	struct datagram bob = dialled(&waiting.mine);
	struct datagram alice = dialled(&waiting.mine);
	say(&bob, NULL, "I am Bob");
	struct number from_bob = heard(&waiting, "I am Bob");
	say(&alice, NULL, "I am Alice");
	struct number from_alice = heard(&waiting, "I am Alice");
	ck_assert(number_equal(&from_bob, &bob.mine));
	ck_assert(number_equal(&from_alice, &alice.mine));
	say(&waiting, &from_alice, "hello Alice");
	say(&waiting, &from_bob, "hello Bob");
	struct number from = heard(&bob, "hello Bob");
	ck_assert(number_equal(&from, &waiting.mine));
	heard(&alice, "hello Alice");
	ck_assert_int_eq(verdict_now(&bob), DATAGRAM_WOULD_BLOCK);
	datagram_close(&bob);
	datagram_close(&alice);
	datagram_close(&waiting);
	datagram_close(&waiting);
}
END_TEST

/* Dials a socket that waits on every address, at one of them. */
static void
call_every_address(const char *address)
{
	struct datagram waiting = opened(":0");
	struct number to = at_address(address, &waiting);
	struct datagram caller = dialled(&to);
	say(&caller, NULL, "ring");
	struct number from = heard(&waiting, "ring");
	ck_assert(number_same_host(&from, &to));
	say(&waiting, &from, "ringing");
	heard(&caller, "ringing");
	datagram_close(&caller);
	datagram_close(&waiting);
}

/*
 * Whoever dials one of several addresses is pinned to it, and does not hear
 * what another one answers.
 */
static void
call_second_address(const char *waits_on)
{
	struct datagram waiting = opened(waits_on), pinned;
	struct number to = at_address("127.0.0.2", &waiting);
	struct datagram caller = dialled(&to);
	struct fault fault = { 0 };
	say(&caller, NULL, "ring");
	struct number from = heard(&waiting, "ring");
	struct number called = waiting.called;
	ck_assert(number_same_host(&called, &to));
	ck_assert_int_eq(datagram_send(&waiting, &from, &called, "ringing", 7),
	    DATAGRAM_OK);
	heard(&caller, "ringing");
	ck_assert_msg(datagram_pin(&pinned, &waiting, &from, &called, &fault),
	    "%s", fault.words);
	say(&pinned, NULL, "hello");
	heard(&caller, "hello");
	say(&caller, NULL, "hello you");
	heard(&pinned, "hello you");
	datagram_close(&pinned);
	datagram_close(&caller);
	datagram_close(&waiting);
}

START_TEST(the_address_that_was_called_is_the_one_that_answers)
{
	call_second_address("0.0.0.0:0");
	if (fixture_has_ipv6())
		call_second_address(":0");
}
END_TEST

START_TEST(one_socket_hears_ipv4_and_ipv6)
{
	call_every_address("127.0.0.1");
	if (fixture_has_ipv6())
		call_every_address("::1");
}
END_TEST

START_TEST(where_ipv6_is_switched_off_ipv4_is_heard)
{
	if (!fixture_own_network())
		return;
	int file = open("/proc/sys/net/ipv6/conf/all/disable_ipv6", O_WRONLY);
	if (file < 0 || write(file, "1", 1) != 1) {
		fixture_skip("IPv6 cannot be switched off here");
		return;
	}
	call_every_address("127.0.0.1");
	struct datagram waiting = opened(":0");
	struct number to = fixture_number("[::1]:5000");
	ck_assert_int_ne(datagram_send(&waiting, &to, NULL, "x", 1),
	    DATAGRAM_OK);
	ck_assert_int_eq(verdict_now(&waiting), DATAGRAM_WOULD_BLOCK);
	datagram_close(&waiting);
}
END_TEST

START_TEST(a_pinned_socket_stands_beside_the_one_that_waits)
{
	static const char *const addresses[] = { "127.0.0.1", "::1" };
	size_t count = fixture_has_ipv6() ? 2 : 1;
	for (size_t at = 0; at < count; at++) {
		struct datagram waiting = opened(":0"), pinned;
		struct number to = at_address(addresses[at], &waiting);
		struct datagram peer = dialled(&to);
		struct datagram other = dialled(&to);
		struct fault fault = { 0 };
		ck_assert_msg(datagram_pin(&pinned, &waiting, &peer.mine, NULL,
				  &fault),
		    "%s", fault.words);
		ck_assert_uint_eq(pinned.mine.port, waiting.mine.port);
		ck_assert(number_equal(&pinned.theirs, &peer.mine));
		say(&peer, NULL, "in the call");
		say(&other, NULL, "ring");
		heard(&pinned, "in the call");
		struct number from = heard(&waiting, "ring");
		ck_assert(number_equal(&from, &other.mine));
		ck_assert_int_eq(verdict_now(&pinned), DATAGRAM_WOULD_BLOCK);
		ck_assert_int_eq(verdict_now(&waiting), DATAGRAM_WOULD_BLOCK);
		say(&pinned, NULL, "yes?");
		heard(&peer, "yes?");
		say(&waiting, &from, "busy");
		heard(&other, "busy");

		/* After the call they are a stranger like all others. */
		datagram_close(&pinned);
		say(&peer, NULL, "again");
		heard(&waiting, "again");
		datagram_close(&peer);
		datagram_close(&other);
		datagram_close(&waiting);
	}
}
END_TEST

/* Whether another program may have that number, too. */
static bool
can_be_taken(const struct datagram *datagram)
{
	int yes = 1;
	struct sockaddr_any address;
	int thief = socket(AF_INET, SOCK_DGRAM, 0);
	ck_assert(sockaddr_from_number(&address, &datagram->mine));
	ck_assert_int_eq(setsockopt(thief, SOL_SOCKET, SO_REUSEADDR, &yes,
			     sizeof(yes)),
	    0);
	bool taken =
	    bind(thief, (struct sockaddr *)&address.storage, address.size) == 0;
	close(thief);
	return taken;
}

START_TEST(nobody_else_gets_the_number)
{
	struct datagram waiting = opened("127.0.0.1:0"), pinned;
	struct number to = fixture_number("127.0.0.1:9");
	struct fault fault = { 0 };
	ck_assert(!can_be_taken(&waiting));
	ck_assert(datagram_pin(&pinned, &waiting, &to, NULL, &fault));
	ck_assert(!can_be_taken(&waiting));
	ck_assert(!can_be_taken(&pinned));

	struct datagram second;
	ck_assert(!datagram_open(&second, NULL, &waiting.mine, &fault));
	ck_assert_int_eq(fault.status, EX_OSERR);
	ck_assert_ptr_nonnull(strstr(fault.words, "(bind: Address already"));
	datagram_close(&pinned);
	datagram_close(&waiting);
}
END_TEST

START_TEST(what_cannot_be_pinned_is_a_sentence)
{
	size_t before = fixture_open_count();
	struct datagram waiting = opened("127.0.0.1:0"), pinned;
	struct number to = fixture_number("[fe80::1%nosuch]:5000");
	struct fault fault = { 0 };
	ck_assert(!datagram_pin(&pinned, &waiting, &to, NULL, &fault));
	ck_assert_ptr_nonnull(strstr(fault.words, "fe80::1%nosuch"));
	to = fixture_number("[2001:db8::1]:5000"); /* on an IPv4 socket */
	ck_assert(!datagram_pin(&pinned, &waiting, &to, NULL, &fault));
	ck_assert_ptr_nonnull(strstr(fault.words, "(connect: "));
	datagram_close(&waiting);
	ck_assert_uint_eq(fixture_open_count(), before);
}
END_TEST

START_TEST(what_others_sent_before_it_was_pinned_is_dropped)
{
	struct datagram waiting = opened("127.0.0.1:0");
	struct datagram stranger = dialled(&waiting.mine);
	struct datagram peer = dialled(&waiting.mine);
	struct sockaddr_any address;
	say(&stranger, NULL, "me first");
	say(&peer, NULL, "ring");
	fixture_wait(waiting.descriptor, POLLIN);
	ck_assert(sockaddr_from_number(&address, &peer.mine));
	ck_assert_int_eq(connect(waiting.descriptor,
			     (struct sockaddr *)&address.storage, address.size),
	    0);
	struct datagram pinned;
	datagram_adopt(&pinned, NULL, waiting.descriptor);
	heard(&pinned, "ring");
	ck_assert_uint_eq(pinned.stray_count, 1);
	/* And from now on the system does not even let them in. */
	datagram_send(&stranger, NULL, NULL, "me again", 8);
	ck_assert_int_eq(verdict_now(&pinned), DATAGRAM_WOULD_BLOCK);
	ck_assert_uint_eq(pinned.stray_count, 1);
	datagram_close(&stranger);
	datagram_close(&peer);
	datagram_close(&pinned);
}
END_TEST

/* ::1, where nobody is, and then 127.0.0.1. */
START_TEST(a_refusal_leads_to_the_next_address_and_then_to_a_sentence)
{
	struct dial dial;
	struct loop loop;
	struct fault fault = { 0 };
	if (!fixture_has_ipv6())
		return;
	struct datagram waiting = opened("127.0.0.1:0");
	struct number here = fixture_number(":5000");
	here.port = waiting.mine.port;
	ck_assert(loop_open(&loop));
	ck_assert(dial_pin(&dial, NULL, &here, 0, &fault));
	ck_assert_int_eq(dial_turn(&dial, &loop, 0, &fault), DIAL_THERE);
	ck_assert(!number_same_host(&dial.reached, &waiting.mine));
	close(dial.descriptor);
	ck_assert(dial_has_next(&dial));
	ck_assert(dial_next(&dial, ECONNREFUSED, 0, &fault));
	ck_assert_int_eq(dial_turn(&dial, &loop, 0, &fault), DIAL_THERE);
	ck_assert(number_equal(&dial.reached, &waiting.mine));
	close(dial.descriptor);
	ck_assert(!dial_has_next(&dial));
	ck_assert(!dial_next(&dial, ECONNREFUSED, 0, &fault));
	ck_assert_int_eq(fault.status, EX_UNAVAILABLE);
	ck_assert_ptr_nonnull(strstr(fault.words,
	    " is not in service (recvfrom: Connection refused); is landline"
	    " --udp running there?"));
	dial_close(&dial);
	loop_close(&loop);
	datagram_close(&waiting);
}
END_TEST

START_TEST(a_number_that_nobody_has_is_refused_and_no_more)
{
	struct datagram other = opened("127.0.0.1:0");
	struct number number = other.mine;
	struct datagram caller = dialled(&number);
	datagram_close(&other);
	say(&caller, NULL, "ring");
	fixture_wait(caller.descriptor, POLLIN);
	ck_assert_int_eq(verdict_now(&caller), DATAGRAM_REFUSED);
	ck_assert_int_eq(caller.error, ECONNREFUSED);
	ck_assert_int_eq(verdict_now(&caller), DATAGRAM_WOULD_BLOCK);

	/* A refusal that is not read is told by the next one. */
	say(&caller, NULL, "ring");
	fixture_wait(caller.descriptor, POLLIN);
	ck_assert_int_eq(datagram_send(&caller, NULL, NULL, "ring", 4),
	    DATAGRAM_REFUSED);
	ck_assert_int_eq(caller.error, ECONNREFUSED);

	struct fault fault = { 0 };
	ck_assert(datagram_open(&other, NULL, &number, &fault));
	say(&caller, NULL, "now?");
	heard(&other, "now?");
	datagram_close(&caller);
	datagram_close(&other);
}
END_TEST

START_TEST(who_waits_hears_of_no_refusal)
{
	struct datagram waiting = opened("127.0.0.1:0");
	struct number nobody = fixture_free_number();
	struct datagram caller = dialled(&waiting.mine);
	say(&waiting, &nobody, "anybody?");
	ck_assert_int_eq(verdict_now(&waiting), DATAGRAM_WOULD_BLOCK);
	say(&caller, NULL, "ring");
	heard(&waiting, "ring");
	datagram_close(&caller);
	datagram_close(&waiting);
}
END_TEST

START_TEST(where_there_is_no_way_it_is_said_and_no_more)
{
	if (!fixture_own_network())
		return;
	struct datagram waiting = opened("0.0.0.0:0");
	struct number far = fixture_number("192.0.2.1:5000");
	ck_assert_int_eq(datagram_send(&waiting, &far, NULL, "x", 1),
	    DATAGRAM_REFUSED);
	ck_assert_int_eq(waiting.error, ENETUNREACH);
	/* A sender may claim any port, and is not to break the answerer. */
	struct number nobody = fixture_number("127.0.0.1:0");
	ck_assert_int_eq(datagram_send(&waiting, &nobody, NULL, "x", 1),
	    DATAGRAM_REFUSED);

	struct dial dial;
	struct loop loop;
	struct fault fault = { 0 };
	ck_assert(loop_open(&loop));
	ck_assert(dial_pin(&dial, NULL, &far, 0, &fault));
	ck_assert_int_eq(dial_turn(&dial, &loop, 0, &fault), DIAL_REFUSED);
	ck_assert_ptr_nonnull(strstr(fault.words, "Network is unreachable"));
	loop_close(&loop);
	datagram_close(&waiting);
}
END_TEST

START_TEST(empty_datagrams_are_ignored)
{
	struct datagram waiting = opened("127.0.0.1:0");
	struct datagram caller = dialled(&waiting.mine);
	for (int round = 0; round < 3; round++)
		ck_assert_int_eq(send(caller.descriptor, "", 0, 0), 0);
	while (waiting.empty_count < 3) {
		fixture_wait(waiting.descriptor, POLLIN);
		ck_assert_int_eq(verdict_now(&waiting), DATAGRAM_WOULD_BLOCK);
	}
	/* However many there are, one turn comes to an end. */
	for (int round = 0; round < 100; round++)
		ck_assert_int_eq(send(caller.descriptor, "", 0, 0), 0);
	say(&caller, NULL, "ring");
	ck_assert_int_eq(verdict_now(&waiting), DATAGRAM_WOULD_BLOCK);
	heard(&waiting, "ring");
	ck_assert_uint_eq(waiting.empty_count, 103);
	datagram_close(&caller);
	datagram_close(&waiting);
}
END_TEST

START_TEST(one_that_is_longer_than_the_room_is_said_to_be)
{
	struct datagram waiting = opened("127.0.0.1:0");
	struct datagram caller = dialled(&waiting.mine);
	struct number from;
	char piece[8] = "12345678";
	size_t size;
	say(&caller, NULL, "far too long");
	say(&caller, NULL, "ok");
	fixture_wait(waiting.descriptor, POLLIN);
	ck_assert_int_eq(datagram_receive(&waiting, piece, 4, &size, &from),
	    DATAGRAM_CUT);
	ck_assert_uint_eq(size, strlen("far too long"));
	ck_assert_int_eq(memcmp(piece, "far 5678", 8), 0);
	ck_assert(number_equal(&from, &caller.mine));
	heard(&waiting, "ok");
	datagram_close(&caller);
	datagram_close(&waiting);
}
END_TEST

START_TEST(the_longest_datagram_arrives_whole_and_no_longer_one_goes)
{
	struct datagram waiting = opened("127.0.0.1:0");
	struct datagram caller = dialled(&waiting.mine);
	char *sent = malloc(DATAGRAM_MOST + 1);
	char *piece = malloc(DATAGRAM_MOST);
	struct number from;
	size_t size;
	for (size_t at = 0; at <= DATAGRAM_MOST; at++)
		sent[at] = (char)(at * 7);
	ck_assert_int_eq(datagram_send(&caller, NULL, NULL, sent,
			     DATAGRAM_MOST + 1),
	    DATAGRAM_TOO_LONG);
	ck_assert_int_eq(datagram_send(&caller, NULL, NULL, sent,
			     DATAGRAM_MOST),
	    DATAGRAM_OK);
	fixture_wait(waiting.descriptor, POLLIN);
	ck_assert_int_eq(datagram_receive(&waiting, piece, DATAGRAM_MOST, &size,
			     &from),
	    DATAGRAM_OK);
	ck_assert_uint_eq(size, DATAGRAM_MOST);
	ck_assert_int_eq(memcmp(piece, sent, size), 0);
	free(sent);
	free(piece);
	datagram_close(&caller);
	datagram_close(&waiting);
}
END_TEST

/* What the ladder has of one that is heard and answered, step by step. */
static void
expect_steps(const char *waits_on, const char *const *steps, size_t step_count)
{
	struct ladder ladder;
	struct datagram waiting;
	struct number on = fixture_number(waits_on);
	struct fault fault = { 0 };
	char text[LADDER_CALL_SIZE];
	ladder_init(&ladder);
	ck_assert(datagram_open(&waiting, &ladder, &on, &fault));
	struct number to = at_address("127.0.0.1", &waiting);
	struct datagram caller = dialled(&to);
	say(&caller, NULL, "ring");
	struct number from = heard(&waiting, "ring");
	ck_assert_int_eq(datagram_send(&waiting, &from, &waiting.called,
			     "ringing", 7),
	    DATAGRAM_OK);
	datagram_close(&waiting);
	ck_assert_uint_eq(ladder_newest(&ladder), step_count);
	for (uint64_t id = 1; id <= step_count; id++) {
		ladder_print_call(text, ladder_find(&ladder, id));
		ck_assert_msg(strncmp(text, steps[id - 1],
				  strlen(steps[id - 1])) == 0,
		    "%s", text);
	}
	datagram_close(&caller);
	ladder_clear(&ladder);
}

START_TEST(the_ladder_has_the_steps_of_datagrams)
{
	static const char *const of_one_address[] = {
		"socket(IPv4, datagram) = ", "bind(127.0.0.1:0) = 0",
		"getsockname() = 0: 127.0.0.1:",
		"recvfrom() = 4 from 127.0.0.1:", "sendto(127.0.0.1:",
		"close() = 0"
	};
	static const char *const of_all[] = { "socket(IPv4, datagram) = ",
		"bind(0.0.0.0:0) = 0",
		"getsockname() = 0: 0.0.0.0:", "setsockopt(IP_PKTINFO, 1) = 0",
		"recvmsg() = 4 from 127.0.0.1:", "sendmsg(127.0.0.1:",
		"close() = 0" };
	expect_steps("127.0.0.1:0", of_one_address, 6);
	expect_steps("0.0.0.0:0", of_all, 7);
}
END_TEST

TCase *
datagram_tcase(void)
{
	TCase *tcase = tcase_create("datagram");

	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, everybody_is_heard_and_answered_by_number);
	tcase_add_test(tcase,
	    the_address_that_was_called_is_the_one_that_answers);
	tcase_add_test(tcase, one_socket_hears_ipv4_and_ipv6);
	tcase_add_test(tcase, where_ipv6_is_switched_off_ipv4_is_heard);
	tcase_add_test(tcase, a_pinned_socket_stands_beside_the_one_that_waits);
	tcase_add_test(tcase, nobody_else_gets_the_number);
	tcase_add_test(tcase, what_cannot_be_pinned_is_a_sentence);
	tcase_add_test(tcase, what_others_sent_before_it_was_pinned_is_dropped);
	tcase_add_test(tcase, a_number_that_nobody_has_is_refused_and_no_more);
	tcase_add_test(tcase,
	    a_refusal_leads_to_the_next_address_and_then_to_a_sentence);
	tcase_add_test(tcase, who_waits_hears_of_no_refusal);
	tcase_add_test(tcase, where_there_is_no_way_it_is_said_and_no_more);
	tcase_add_test(tcase, empty_datagrams_are_ignored);
	tcase_add_test(tcase, one_that_is_longer_than_the_room_is_said_to_be);
	tcase_add_test(tcase,
	    the_longest_datagram_arrives_whole_and_no_longer_one_goes);
	tcase_add_test(tcase, the_ladder_has_the_steps_of_datagrams);
	return tcase;
}
