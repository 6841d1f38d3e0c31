/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include <check.h>

#include "base/clock.h"
#include "net/dial.h"
#include "net/socket.h"

#include "fixture.h"
#include "suite.h"

enum { LIMIT_MS = 60000 };

static struct dial
opened(const struct number *number)
{
	struct dial dial;
	struct fault fault = { 0 };
	ck_assert_msg(dial_open(&dial, NULL, number, clock_now(), &fault), "%s",
	    fault.words);
	return dial;
}

/* Turn by turn until there is a verdict. */
static enum dial_verdict
finished(struct dial *dial, struct fault *fault)
{
	struct loop loop;
	enum dial_verdict verdict = DIAL_GOES_ON;
	int64_t limit = clock_now() + LIMIT_MS;
	ck_assert(loop_open(&loop));
	while (verdict == DIAL_GOES_ON) {
		ck_assert_int_lt(clock_now(), limit);
		loop_begin(&loop);
		dial_watch(dial, &loop);
		loop_wait(&loop, clock_now(),
		    clock_earlier(limit, dial_deadline(dial)));
		verdict = dial_turn(dial, &loop, clock_now(), fault);
	}
	loop_close(&loop);
	return verdict;
}

/* The sentence of a dial that must fail. */
static struct fault
refused(const struct number *number)
{
	size_t before = fixture_open_count();
	struct fault fault = { 0 };
	struct dial dial = opened(number);
	ck_assert_int_eq(finished(&dial, &fault), DIAL_REFUSED);
	ck_assert_int_eq(fault.status, EX_UNAVAILABLE);
	dial_close(&dial);
	ck_assert_uint_eq(fixture_open_count(), before);
	return fault;
}

static void
says(const struct fault *fault, const char *words)
{
	ck_assert_msg(strstr(fault->words, words) != NULL, "%s", fault->words);
}

START_TEST(who_answers_is_reached)
{
	size_t before = fixture_open_count();
	struct number got;
	struct fault fault = { 0 };
	int listener = fixture_listen("127.0.0.1:0", &got);
	struct dial dial = opened(&got);
	ck_assert_int_eq(finished(&dial, &fault), DIAL_THERE);
	ck_assert(number_equal(&dial.reached, &got));
	dial_close(&dial);
	ck_assert_uint_eq(fixture_open_count(), before + 2);
	ck_assert_int_eq(send(dial.descriptor, "x", 1, 0), 1);
	close(dial.descriptor);
	close(listener);
}
END_TEST

START_TEST(nobody_there_is_the_whole_sentence)
{
	struct number number = fixture_free_number();
	struct fault fault = refused(&number);
	char words[128];
	snprintf(words, sizeof(words),
	    "127.0.0.1:%u is not in service (connect: Connection refused); "
	    "is landline running there?",
	    (unsigned)number.port);
	ck_assert_str_eq(fault.words, words);
}
END_TEST

START_TEST(this_machine_is_tried_over_ipv6_and_ipv4)
{
	struct number got;
	struct fault fault = { 0 };
	int listener = fixture_listen("127.0.0.1:0", &got);
	struct number here = number_here(got.port);
	struct dial dial = opened(&here);
	ck_assert_int_eq(finished(&dial, &fault), DIAL_THERE);
	ck_assert(number_equal(&dial.reached, &got));
	close(dial.descriptor);
	close(listener);

	if (!fixture_has_ipv6())
		return;
	listener = fixture_listen("[::1]:0", &got);
	here.port = got.port;
	dial = opened(&here);
	ck_assert_int_eq(finished(&dial, &fault), DIAL_THERE);
	ck_assert(number_equal(&dial.reached, &got));
	close(dial.descriptor);
	close(listener);
}
END_TEST

START_TEST(a_unix_path_without_anybody_is_a_sentence)
{
	char *folder = fixture_folder();
	char text[64];
	snprintf(text, sizeof(text), "unix:%s/phone", folder);
	struct number number = fixture_number(text);
	struct fault fault = refused(&number);
	says(&fault, "(connect: No such file or directory); nobody made that");

	struct number got;
	int listener = fixture_listen(text, &got);
	close(listener);
	fault = refused(&number);
	says(&fault, "Connection refused); is landline still running there?");
	unlink(number.name);
	fixture_remove_folder(folder);
}
END_TEST

START_TEST(a_link_local_number_needs_its_interface)
{
	if (!fixture_has_ipv6())
		return;
	struct number number = fixture_number("fe80::1");
	struct fault fault = refused(&number);
	says(&fault, "[fe80::1]:8255 is not in service");
	says(&fault, "needs its interface, as in fe80::1%eth0");
	number = fixture_number("fe80::1%nosuch");
	fault = refused(&number);
	says(&fault, "(if_nametoindex: No such device)");
}
END_TEST

START_TEST(an_unreachable_network_is_a_sentence)
{
	if (!fixture_own_network())
		return;
	struct number number = fixture_number("192.0.2.1");
	struct fault fault = refused(&number);
	says(&fault, "192.0.2.1:8255 is not in service");
	says(&fault, "Network is unreachable); is it on the same network");
}
END_TEST

/* Puts `texts` in place of what the number led to. */
static void
lead_to(struct dial *dial, const char *const *texts, size_t count)
{
	for (size_t at = 0; at < count; at++) {
		dial->found[at] = fixture_number(texts[at]);
		if (dial->found[at].port == NUMBER_PORT)
			dial->found[at].port = dial->number.port;
	}
	dial->found_count = count;
}

START_TEST(a_refusal_is_followed_by_the_next_address_at_once)
{
	static const char *const texts[] = { "127.0.0.2", "127.0.0.3",
		"127.0.0.1" };
	struct number got;
	struct fault fault = { 0 };
	int listener = fixture_listen("127.0.0.1:0", &got);
	struct dial dial = opened(&got);
	lead_to(&dial, texts, 3);
	/* A clock that stands still never reaches the stagger. */
	struct loop loop;
	ck_assert(loop_open(&loop));
	int64_t now = dial_deadline(&dial);
	enum dial_verdict verdict = DIAL_GOES_ON;
	while (verdict == DIAL_GOES_ON) {
		loop_begin(&loop);
		dial_watch(&dial, &loop);
		loop_wait(&loop, now, dial_deadline(&dial));
		verdict = dial_turn(&dial, &loop, now, &fault);
	}
	ck_assert_int_eq(verdict, DIAL_THERE);
	ck_assert(number_equal(&dial.reached, &got));
	loop_close(&loop);
	close(dial.descriptor);
	close(listener);
}
END_TEST

/*
 * Makes a listener of `text` whose queue is full, so that a further connect
 * is neither answered nor refused. Fills `descriptors` with what is open.
 */
static struct number
black_hole(const char *text, int descriptors[4])
{
	struct number got;
	descriptors[0] = fixture_listen(text, &got);
	ck_assert_int_eq(listen(descriptors[0], 0), 0);
	for (int at = 1; at < 4; at++) {
		enum socket_verdict verdict;
		int error;
		descriptors[at] = socket_connect(NULL, &got, &verdict, &error);
		ck_assert_int_ge(descriptors[at], 0);
		struct pollfd watch = { descriptors[at], POLLOUT, 0 };
		poll(&watch, 1, at == 1 ? LIMIT_MS : 100);
	}
	return got;
}

START_TEST(the_next_address_is_tried_after_250_ms_and_the_first_wins)
{
	static const char *const texts[] = { "127.0.0.2", "127.0.0.1" };
	struct number got;
	int hole[4];
	struct fault fault = { 0 };
	struct number dead = black_hole("127.0.0.2:0", hole);
	struct number on = fixture_number("127.0.0.1");
	on.port = dead.port;
	int listener = socket_listen(NULL, &on, &got, &fault);
	if (listener < 0) {
		fixture_skip("the same port is not free on 127.0.0.1");
		return;
	}
	size_t before = fixture_open_count();
	struct dial dial = opened(&got);
	lead_to(&dial, texts, 2);
	ck_assert_int_eq(dial.stagger_ms, 250);
	dial.stagger_ms = 40;

	struct loop loop;
	ck_assert(loop_open(&loop));
	int64_t now = dial_deadline(&dial);
	ck_assert_int_eq(dial_turn(&dial, &loop, now, &fault), DIAL_GOES_ON);
	ck_assert_uint_eq(dial.open_count, 1);
	ck_assert_int_eq(dial_deadline(&dial), now + 40);
	now += 40 - 1;
	dial_watch(&dial, &loop);
	loop_wait(&loop, now, now);
	if (dial_turn(&dial, &loop, now, &fault) == DIAL_GOES_ON) {
		ck_assert_uint_eq(dial.open_count, 1);
		now++;
		loop_begin(&loop);
		dial_watch(&dial, &loop);
		loop_wait(&loop, now, now);
		dial_turn(&dial, &loop, now, &fault);
		ck_assert_uint_eq(dial.open_count, 2);
		loop_close(&loop);
		ck_assert_int_eq(finished(&dial, &fault), DIAL_THERE);
		ck_assert(number_equal(&dial.reached, &got));
	} else {
		fixture_skip("a full queue answers here");
		loop_close(&loop);
	}
	ck_assert_uint_eq(dial.open_count, 0);
	ck_assert_uint_eq(fixture_open_count(), before + 1);
}
END_TEST

START_TEST(the_failure_that_says_most_is_told)
{
	if (!fixture_own_network())
		return;
	static const char *const texts[] = { "127.0.0.1", "192.0.2.1" };
	struct number number = fixture_free_number();
	struct fault fault = { 0 };
	struct dial dial = opened(&number);
	lead_to(&dial, texts, 2);
	ck_assert_int_eq(finished(&dial, &fault), DIAL_REFUSED);
	says(&fault, "Connection refused");
}
END_TEST

START_TEST(giving_up_leaves_nothing_open)
{
	int hole[4];
	struct number dead = black_hole("127.0.0.2:0", hole);
	size_t before = fixture_open_count();
	struct dial dial = opened(&dead);
	struct loop loop;
	struct fault fault = { 0 };
	ck_assert(loop_open(&loop));
	dial_turn(&dial, &loop, dial_deadline(&dial), &fault);
	loop_close(&loop);
	dial_close(&dial);
	dial_close(&dial);
	ck_assert_uint_eq(fixture_open_count(), before);
	ck_assert_int_eq(dial_deadline(&dial), CLOCK_NEVER);

	struct number name = fixture_number("localhost");
	dial = opened(&name);
	dial_close(&dial);
	ck_assert_uint_eq(fixture_open_count(), before);
}
END_TEST

enum { SOMEBODY = 65534 };

/* Not in a user namespace that knows root alone. */
static bool
may_be_somebody(void)
{
	return geteuid() != 0 || (seteuid(SOMEBODY) == 0 && seteuid(0) == 0);
}

/* Root may write to everything; the test is somebody else then. */
static struct fault
refused_as_somebody(const struct number *number)
{
	bool is_root = geteuid() == 0;
	if (is_root)
		ck_assert_int_eq(seteuid(SOMEBODY), 0);
	struct fault fault = refused(number);
	if (is_root)
		ck_assert_int_eq(seteuid(0), 0);
	return fault;
}

START_TEST(a_path_that_one_may_not_write_to_says_who_can_help)
{
	char *folder = fixture_folder();
	char path[128], text[160], words[400];
	snprintf(path, sizeof(path), "%s/bob", folder);
	snprintf(text, sizeof(text), "unix:%s", path);
	struct number got;
	int listener = fixture_listen(text, &got);
	ck_assert_int_eq(chmod(folder, 0755), 0);
	ck_assert_int_eq(chmod(path, 0), 0);
	if (!may_be_somebody()) {
		fixture_skip("root cannot be anybody else here");
		unlink(path);
		fixture_remove_folder(folder);
		return;
	}
	struct fault fault = refused_as_somebody(&got);
	snprintf(words, sizeof(words),
	    "%s may not be called by you (connect: Permission denied); "
	    "let its owner allow it with chmod 666, or wait on a port, as in "
	    ":5000",
	    text);
	ck_assert_str_eq(fault.words, words);
	close(listener);
	unlink(path);
	fixture_remove_folder(folder);
}
END_TEST

START_TEST(a_name_is_looked_up_and_every_address_tried)
{
	if (!fixture_own_hosts("127.0.0.2 bob\n127.0.0.1 bob\n"))
		return;
	struct number got;
	struct fault fault = { 0 };
	int listener = fixture_listen("127.0.0.1:0", &got);
	struct number bob = fixture_number("bob");
	bob.port = got.port;
	struct dial dial = opened(&bob);
	ck_assert_int_eq(finished(&dial, &fault), DIAL_THERE);
	ck_assert(number_equal(&dial.reached, &got));
	close(dial.descriptor);
	close(listener);

	fault = refused(&bob);
	says(&fault, "bob:");
	says(&fault, ", which is 127.0.0.");
	says(&fault, " is not in service (connect: Connection refused)");
}
END_TEST

START_TEST(a_name_that_nobody_has_is_told_as_such)
{
	if (!fixture_own_hosts("127.0.0.1 alice\n"))
		return;
	size_t before = fixture_open_count();
	struct number bob = fixture_number("bob");
	struct fault fault = { 0 };
	struct dial dial = opened(&bob);
	ck_assert_int_eq(finished(&dial, &fault), DIAL_NO_SUCH_NAME);
	ck_assert_int_eq(fault.status, EX_NOHOST);
	says(&fault, "there is no number called \"bob\"");
	dial_close(&dial);
	ck_assert_uint_eq(fixture_open_count(), before);
}
END_TEST

TCase *
dial_tcase(void)
{
	TCase *tcase = tcase_create("dial");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, who_answers_is_reached);
	tcase_add_test(tcase, nobody_there_is_the_whole_sentence);
	tcase_add_test(tcase, this_machine_is_tried_over_ipv6_and_ipv4);
	tcase_add_test(tcase, a_unix_path_without_anybody_is_a_sentence);
	tcase_add_test(tcase, a_link_local_number_needs_its_interface);
	tcase_add_test(tcase, an_unreachable_network_is_a_sentence);
	tcase_add_test(tcase,
	    a_refusal_is_followed_by_the_next_address_at_once);
	tcase_add_test(tcase,
	    the_next_address_is_tried_after_250_ms_and_the_first_wins);
	tcase_add_test(tcase, the_failure_that_says_most_is_told);
	tcase_add_test(tcase, giving_up_leaves_nothing_open);
	tcase_add_test(tcase,
	    a_path_that_one_may_not_write_to_says_who_can_help);
	tcase_add_test(tcase, a_name_is_looked_up_and_every_address_tried);
	tcase_add_test(tcase, a_name_that_nobody_has_is_told_as_such);
	return tcase;
}
