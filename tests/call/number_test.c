/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include <check.h>

#include "call/number.h"
#include "text/clean.h"

TCase *number_tcase(void);

static struct number
parsed(const char *text, enum number_use use)
{
	struct number number;
	struct fault fault = { 0 };
	ck_assert_msg(number_parse(&number, text, use, &fault), "%s: %s", text,
	    fault.words);
	return number;
}

/* What the fault says when an exact-size copy of `text` is parsed. */
static struct fault
refused(const char *text, enum number_use use)
{
	struct number number;
	struct fault fault = { 0 };
	char *copy = strdup(text);
	ck_assert_msg(!number_parse(&number, copy, use, &fault), "%s", text);
	free(copy);
	ck_assert_int_eq(fault.status, EX_USAGE);
	return fault;
}

/* A print and what it is when it is parsed and printed again. */
struct good {
	const char *text;
	enum number_kind kind;
	unsigned port;
	const char *whole;
};

static const struct good good[] = {
	{ "192.168.1.20", NUMBER_IPV4, 8255, "192.168.1.20:8255" },
	{ "192.168.1.20:5000", NUMBER_IPV4, 5000, "192.168.1.20:5000" },
	{ "0.1.2.3:1", NUMBER_IPV4, 1, "0.1.2.3:1" },
	{ "[fe80::1%eth0]:5000", NUMBER_IPV6, 5000, "[fe80::1%eth0]:5000" },
	{ "[fe80::1%eth0]", NUMBER_IPV6, 8255, "[fe80::1%eth0]:8255" },
	{ "fe80::1%eth0", NUMBER_IPV6, 8255, "[fe80::1%eth0]:8255" },
	{ "fe80::1%2", NUMBER_IPV6, 8255, "[fe80::1%2]:8255" },
	{ "::1", NUMBER_IPV6, 8255, "[::1]:8255" },
	{ "::1:5", NUMBER_IPV6, 8255, "[::1:5]:8255" },
	{ "[::1]:65535", NUMBER_IPV6, 65535, "[::1]:65535" },
	{ "[::ffff:1.2.3.4]:5", NUMBER_IPV4, 5, "1.2.3.4:5" },
	{ "::ffff:102:304", NUMBER_IPV4, 8255, "1.2.3.4:8255" },
	{ "64:ff9b::1.2.3.4", NUMBER_IPV6, 8255, "[64:ff9b::102:304]:8255" },
	{ ":5000", NUMBER_HERE, 5000, ":5000" },
	{ ":8255", NUMBER_HERE, 8255, ":8255" },
	{ "bob-laptop", NUMBER_HOST, 8255, "bob-laptop:8255" },
	{ "bob_2.example.org.:80", NUMBER_HOST, 80, "bob_2.example.org.:80" },
	{ "1.2.3.4.example", NUMBER_HOST, 8255, "1.2.3.4.example:8255" },
	{ "unix", NUMBER_HOST, 8255, "unix:8255" },
	{ "unix:/run/phone", NUMBER_UNIX, 0, "unix:/run/phone" },
	{ "unix:5000", NUMBER_UNIX, 0, "unix:5000" },
	{ "unix:/home/jos\xc3\xa9/a b", NUMBER_UNIX, 0,
	    "unix:/home/jos\xc3\xa9/a b" },
};

START_TEST(a_number_is_read_as_it_is_meant)
{
	const struct good *row = &good[_i];
	struct number number = parsed(row->text, NUMBER_TO_DIAL);
	ck_assert_int_eq(number.kind, row->kind);
	ck_assert_uint_eq(number.port, row->port);
	char whole[NUMBER_PRINT_SIZE];
	ck_assert_str_eq(number_print_whole(whole, sizeof(whole), &number),
	    row->whole);
}
END_TEST

/* What is refused, and some of the words that say why. */
struct bad {
	const char *text;
	const char *words;
};

static const struct bad bad[] = {
	{ "", "is empty" },
	{ "8255", "for port 8255 of this machine write :8255" },
	{ "007", "write a port as in :5000" },
	{ "0", "write a port as in :5000" },
	{ "65536", "digits alone" },
	{ "5000:22", "digits alone" },
	{ "0x7f000001", "digits alone" },
	{ "1.2.3.4:", "port after the colon is missing" },
	{ ":", "port after the colon is missing" },
	{ "[::1]:", "port after the colon is missing" },
	{ ":0", "port 0" },
	{ "1.2.3.4:0", "port 0" },
	{ "[::1]:0", "port 0" },
	{ ":65536", "1 to 65535" },
	{ ":99999999999999999999", "1 to 65535" },
	{ ":-1", "1 to 65535" },
	{ ":+1", "1 to 65535" },
	{ ":007", "1 to 65535" },
	{ ":7000x", "1 to 65535" },
	{ ": 7000", "a space" },
	{ " 1.2.3.4", "a space" },
	{ "0x7f.1", "four numbers" },
	{ "127.1", "four numbers" },
	{ "1.2.3:5", "four numbers" },
	{ "1.2.3.4.5", "four numbers" },
	{ "1.2.3.4.", "four numbers" },
	{ "1..2.3", "four numbers" },
	{ ".", "four numbers" },
	{ "010.0.0.1", "leading zero" },
	{ "1.2.3.00", "leading zero" },
	{ "999.1.1.1", "0 to 255" },
	{ "1.2.3.256", "0 to 255" },
	{ "[::1", "closing ]" },
	{ "[::1]x", "after the ]" },
	{ "[::1]]:5", "after the ]" },
	{ "[]", "eight groups" },
	{ "[1.2.3.4]:5", "eight groups" },
	{ ":::", "groups of one to four" },
	{ "1::2::3", "only once" },
	{ "1:2:3:4:5:6:7", "eight groups" },
	{ "1:2:3:4:5:6:7:8:9", "eight groups" },
	{ "1:2:3:4::5:6:7:8", "eight groups" },
	{ "1:2:3:4:5:6:7:1.2.3.4", "eight groups" },
	{ "1:2:3:4:5:6:7:", "groups of one to four" },
	{ ":1:2:3:4:5:6:7", "groups of one to four" },
	{ "12345::", "groups of one to four" },
	{ "g::1", "groups of one to four" },
	{ "::1.2.3", "four numbers" },
	{ "::1.2.3.4:5", "groups of one to four" },
	{ "fe80::1%", "interface after the %" },
	{ "[fe80::1%]:5", "interface after the %" },
	{ "fe80::1%sixteen-letters-", "at most 15" },
	{ "fe80::1%a/b", "at most 15" },
	{ "2001:db8::1%eth0", "only a link-local" },
	{ "1.2.3.4%eth0", "letters, digits" },
	{ "0.0.0.0", "every address" },
	{ "[::]:5000", "every address" },
	{ "::ffff:0.0.0.0", "every address" },
	{ "255.255.255.255", "broadcast" },
	{ "224.0.0.251", "multicast" },
	{ "239.255.255.255:1", "multicast" },
	{ "ff02::1", "multicast" },
	{ "-x", "hyphen" },
	{ "--", "hyphen" },
	{ "bob laptop", "a space" },
	{ "bob/laptop", "letters, digits" },
	{ "bob..laptop", "both sides of a dot" },
	{ ".bob", "both sides of a dot" },
	{ "bob\nlaptop", "control character" },
	{ "1.2.3.4\n", "control character" },
	{ "\033[2J", "control character" },
	{ "\177", "control character" },
	{ "\xef\xbc\x91.2.3.4", "plain ASCII" },
	{ "b\xc3\xbc"
	  "cher",
	    "plain ASCII" },
	{ "\x9b"
	  "2J",
	    "plain ASCII" },
	{ "unix:", "path is missing" },
	{ "unix:a\nb", "cannot be shown" },
	{ "unix:\033]0;x\007", "cannot be shown" },
	{ "unix:\xe2\x80\xae"
	  "abc",
	    "cannot be shown" },
	{ "unix:\xff", "cannot be shown" },
};

/* Whether the sentence is one that may go to a terminal as it is. */
static bool
is_clean(const char *words)
{
	char clean[FAULT_WORDS_SIZE * CLEAN_GROWTH + 1];
	clean_text(clean, sizeof(clean), words, strlen(words), CLEAN_LINE);
	return strcmp(clean, words) == 0;
}

START_TEST(nonsense_gets_a_sentence_that_says_why)
{
	const struct bad *row = &bad[_i];
	struct fault fault = refused(row->text, NUMBER_TO_DIAL);
	ck_assert_msg(strstr(fault.words, row->words) != NULL, "%s: %s",
	    row->text, fault.words);
	ck_assert_int_eq(fault.words[0], '"');
	ck_assert(is_clean(fault.words));
}
END_TEST

START_TEST(the_sentence_quotes_what_was_typed)
{
	struct fault fault = refused("010.0.0.1", NUMBER_TO_DIAL);
	ck_assert_ptr_nonnull(strstr(fault.words, "\"010.0.0.1\" is no "));
	fault = refused("\033[2J", NUMBER_TO_DIAL);
	ck_assert_ptr_nonnull(strstr(fault.words, "\"\xe2\x90\x9b[2J\" is "));
	fault = refused("0.0.0.0", NUMBER_TO_DIAL);
	ck_assert_ptr_nonnull(strstr(fault.words, "\"0.0.0.0\" is nobody"));
}
END_TEST

START_TEST(a_long_text_is_quoted_in_part)
{
	char text[4097];
	memset(text, '7', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	struct fault fault = refused(text, NUMBER_TO_DIAL);
	ck_assert_uint_lt(strlen(fault.words), 200);
	ck_assert_ptr_nonnull(strstr(fault.words, "777\xe2\x80\xa6\" is no "));
	ck_assert_ptr_nonnull(strstr(fault.words, "digits alone"));

	/* Bytes that no column shows would fill the sentence, too. */
	for (size_t at = 0; at + 2 < sizeof(text); at += 2)
		memcpy(text + at, "\xcc\x81", 2);
	fault = refused(text, NUMBER_TO_DIAL);
	ck_assert_ptr_nonnull(strstr(fault.words, "plain ASCII"));
	ck_assert(is_clean(fault.words));
}
END_TEST

START_TEST(names_have_the_lengths_of_the_domain_name_system)
{
	char text[300];
	memset(text, 'a', sizeof(text));
	for (size_t at = 63; at < sizeof(text); at += 64)
		text[at] = '.';
	text[253] = '\0';
	parsed(text, NUMBER_TO_DIAL);
	text[253] = 'a';
	text[254] = '\0';
	struct fault fault = refused(text, NUMBER_TO_DIAL);
	ck_assert_ptr_nonnull(strstr(fault.words, "at most 253"));
	text[63] = 'a';
	text[70] = '\0';
	fault = refused(text, NUMBER_TO_DIAL);
	ck_assert_ptr_nonnull(strstr(fault.words, "63 between"));
}
END_TEST

START_TEST(a_unix_path_has_at_most_107_bytes)
{
	char text[5 + NUMBER_PATH_MOST + 2] = "unix:";
	memset(text + 5, 'p', NUMBER_PATH_MOST);
	struct number number = parsed(text, NUMBER_TO_DIAL);
	ck_assert_uint_eq(strlen(number.name), NUMBER_PATH_MOST);
	text[5 + NUMBER_PATH_MOST] = 'p';
	struct fault fault = refused(text, NUMBER_TO_DIAL);
	ck_assert_ptr_nonnull(strstr(fault.words, "107"));
}
END_TEST

START_TEST(a_listener_may_have_port_0_and_every_address)
{
	ck_assert_uint_eq(parsed(":0", NUMBER_TO_LISTEN).port, 0);
	ck_assert_uint_eq(parsed("[::1]:0", NUMBER_TO_LISTEN).port, 0);
	ck_assert_int_eq(parsed("0.0.0.0", NUMBER_TO_LISTEN).kind, NUMBER_IPV4);
	ck_assert_int_eq(parsed("::", NUMBER_TO_LISTEN).kind, NUMBER_IPV6);
	refused("255.255.255.255", NUMBER_TO_LISTEN);
	refused("224.0.0.1", NUMBER_TO_LISTEN);
	refused(":65536", NUMBER_TO_LISTEN);
}
END_TEST

START_TEST(a_refusal_leaves_the_number_alone)
{
	struct number number = parsed(":5000", NUMBER_TO_DIAL);
	struct fault fault;
	ck_assert(!number_parse(&number, "1.2.3.4:x", NUMBER_TO_DIAL, &fault));
	ck_assert_int_eq(number.kind, NUMBER_HERE);
	ck_assert_uint_eq(number.port, 5000);
}
END_TEST

/* RFC 5952: an address, and how it is printed. */
static const char *const prints[][2] = {
	{ "2001:DB8:0:0:0:0:0:1", "2001:db8::1" },
	{ "2001:0db8::0001", "2001:db8::1" },
	{ "2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1" },
	{ "2001:0:0:1:0:0:0:1", "2001:0:0:1::1" },
	{ "2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1" },
	{ "1:0:0:0:0:0:0:0", "1::" },
	{ "0:0:0:0:0:0:0:1", "::1" },
	{ "0:2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8" },
	{ "::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8" },
	{ "1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0" },
	{ "fe80:0:0:0:0:0:0:1%eth0", "fe80::1%eth0" },
};

START_TEST(an_ipv6_address_is_printed_as_rfc_5952_wants)
{
	struct number number = parsed(prints[_i][0], NUMBER_TO_DIAL);
	char text[NUMBER_PRINT_SIZE];
	number_print_address(text, sizeof(text), &number);
	ck_assert_str_eq(text, prints[_i][1]);
}
END_TEST

START_TEST(the_port_is_printed_only_where_it_is_not_8255)
{
	char text[NUMBER_PRINT_SIZE];
	struct number number = parsed("1.2.3.4", NUMBER_TO_DIAL);
	ck_assert_str_eq(number_print(text, sizeof(text), &number), "1.2.3.4");
	number.port = 80;
	ck_assert_str_eq(number_print(text, sizeof(text), &number),
	    "1.2.3.4:80");
	number = parsed("::1", NUMBER_TO_DIAL);
	ck_assert_str_eq(number_print(text, sizeof(text), &number), "[::1]");
	number = number_here(NUMBER_PORT);
	ck_assert_str_eq(number_print(text, sizeof(text), &number), ":8255");
}
END_TEST

START_TEST(who_has_no_number_is_shown_by_words)
{
	char text[NUMBER_PRINT_SIZE];
	struct number nobody = number_nobody();
	number_print_whole(text, sizeof(text), &nobody);
	ck_assert_str_eq(text, "unix");
	struct number here = number_here(5000);
	number_print_address(text, sizeof(text), &here);
	ck_assert_str_eq(text, "this machine");
}
END_TEST

static unsigned
at_random(unsigned *seed, unsigned limit)
{
	/* rand_r(3) is the same everywhere that counts, and repeatable. */
	return (unsigned)rand_r(seed) % limit;
}

static void
random_address(unsigned *seed, uint8_t *address, size_t size)
{
	/* Half of all bytes are 0, so that :: has something to do. */
	for (size_t at = 0; at < size; at++)
		address[at] =
		    at_random(seed, 2) == 0 ? 0 : (uint8_t)at_random(seed, 256);
	address[0] &= 0x7f; /* no multicast */
}

static void
random_name(unsigned *seed, char *name, size_t most, const char *from)
{
	size_t size = 1 + at_random(seed, (unsigned)most);
	for (size_t at = 0; at < size; at++)
		name[at] = from[at_random(seed, (unsigned)strlen(from))];
	name[size] = '\0';
}

static struct number
random_number(unsigned *seed)
{
	uint8_t address[16];
	uint16_t port = (uint16_t)at_random(seed, 65536);
	struct number number = number_here(port);
	switch (at_random(seed, 5)) {
	case 0:
		random_address(seed, address, 4);
		return number_ipv4(address, port);
	case 1:
		random_address(seed, address, 16);
		return number_ipv6(address, "", port);
	case 2:
		random_address(seed, address, 16);
		memcpy(address, "\xfe\x80", 2);
		random_name(seed, number.scope, 15, "abcxyz019.-_@");
		return number_ipv6(address, number.scope, port);
	case 3:
		number.kind = NUMBER_HOST;
		random_name(seed, number.name, 63, "abcXYZ_-089");
		number.name[0] = 'h';
		return number;
	case 4:
		number.kind = NUMBER_UNIX;
		number.port = 0;
		random_name(seed, number.name, NUMBER_PATH_MOST,
		    "/ab.:[]%- @~\"");
		return number;
	}
	return number;
}

START_TEST(what_is_printed_parses_to_the_same_number)
{
	unsigned first_seed = (unsigned)time(NULL);
	unsigned seed = first_seed;
	for (int round = 0; round < 20000; round++) {
		struct number number = random_number(&seed);
		char text[NUMBER_PRINT_SIZE];
		number_print(text, sizeof(text), &number);
		struct number again = parsed(text, NUMBER_TO_LISTEN);
		ck_assert_msg(number_equal(&number, &again), "seed %u: %s",
		    first_seed, text);
		number_print_whole(text, sizeof(text), &number);
		again = parsed(text, NUMBER_TO_LISTEN);
		ck_assert_msg(number_equal(&number, &again), "seed %u: %s",
		    first_seed, text);
	}
}
END_TEST

START_TEST(any_bytes_are_read_or_refused_with_clean_words)
{
	unsigned first_seed = (unsigned)time(NULL);
	unsigned seed = first_seed;
	for (int round = 0; round < 20000; round++) {
		char text[80];
		random_name(&seed, text, 60,
		    "0123456789.::::[]%abcdefxunix:/-_ \n\033\xc2\x9b\xff\xe2");
		struct number number;
		struct fault fault = { 0 };
		char *copy = strdup(text);
		bool good_one =
		    number_parse(&number, copy, NUMBER_TO_DIAL, &fault);
		free(copy);
		ck_assert_msg(good_one || is_clean(fault.words), "seed %u: %s",
		    first_seed, text);
	}
}
END_TEST

START_TEST(the_same_host_may_call_from_another_port)
{
	struct number one = parsed("1.2.3.4:5", NUMBER_TO_DIAL);
	struct number other = parsed("1.2.3.4:6", NUMBER_TO_DIAL);
	ck_assert(number_same_host(&one, &other));
	ck_assert(!number_equal(&one, &other));
	struct number nobody = number_nobody();
	ck_assert(!number_same_host(&nobody, &nobody));
	one = parsed("fe80::1%eth0", NUMBER_TO_DIAL);
	other = parsed("fe80::1%eth1", NUMBER_TO_DIAL);
	ck_assert(!number_same_host(&one, &other));
	one = parsed("Bob", NUMBER_TO_DIAL);
	other = parsed("bob", NUMBER_TO_DIAL);
	ck_assert(number_same_host(&one, &other));
}
END_TEST

START_TEST(loopback_is_127_and_colon_colon_1)
{
	struct number number = parsed("127.1.2.3", NUMBER_TO_DIAL);
	ck_assert(number_is_loopback(&number));
	number = parsed("[::1]:5", NUMBER_TO_DIAL);
	ck_assert(number_is_loopback(&number));
	number = parsed("128.0.0.1", NUMBER_TO_DIAL);
	ck_assert(!number_is_loopback(&number));
	number = parsed("::2", NUMBER_TO_DIAL);
	ck_assert(!number_is_loopback(&number));
}
END_TEST

START_TEST(nobody_dials_what_only_a_listener_may_have)
{
	struct number number = parsed("0.0.0.0", NUMBER_TO_LISTEN);
	ck_assert(!number_can_be_dialled(&number));
	number = parsed("1.2.3.4:0", NUMBER_TO_LISTEN);
	ck_assert(!number_can_be_dialled(&number));
	number = parsed("1.2.3.4", NUMBER_TO_LISTEN);
	ck_assert(number_can_be_dialled(&number));
	number = parsed("unix:x", NUMBER_TO_LISTEN);
	ck_assert(number_can_be_dialled(&number));
	number = number_nobody();
	ck_assert(!number_can_be_dialled(&number));
}
END_TEST

/* What can be shown depends on the locale. */
static void
speak_utf8(void)
{
	ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
}

TCase *
number_tcase(void)
{
	enum {
		GOOD_COUNT = sizeof(good) / sizeof(good[0]),
		BAD_COUNT = sizeof(bad) / sizeof(bad[0]),
		PRINT_COUNT = sizeof(prints) / sizeof(prints[0]),
	};
	TCase *tcase = tcase_create("number");

	tcase_add_checked_fixture(tcase, speak_utf8, NULL);
	tcase_add_loop_test(tcase, a_number_is_read_as_it_is_meant, 0,
	    GOOD_COUNT);
	tcase_add_loop_test(tcase, nonsense_gets_a_sentence_that_says_why, 0,
	    BAD_COUNT);
	tcase_add_test(tcase, the_sentence_quotes_what_was_typed);
	tcase_add_test(tcase, a_long_text_is_quoted_in_part);
	tcase_add_test(tcase, names_have_the_lengths_of_the_domain_name_system);
	tcase_add_test(tcase, a_unix_path_has_at_most_107_bytes);
	tcase_add_test(tcase, a_listener_may_have_port_0_and_every_address);
	tcase_add_test(tcase, a_refusal_leaves_the_number_alone);
	tcase_add_loop_test(tcase, an_ipv6_address_is_printed_as_rfc_5952_wants,
	    0, PRINT_COUNT);
	tcase_add_test(tcase, the_port_is_printed_only_where_it_is_not_8255);
	tcase_add_test(tcase, who_has_no_number_is_shown_by_words);
	tcase_add_test(tcase, what_is_printed_parses_to_the_same_number);
	tcase_add_test(tcase, any_bytes_are_read_or_refused_with_clean_words);
	tcase_add_test(tcase, the_same_host_may_call_from_another_port);
	tcase_add_test(tcase, loopback_is_127_and_colon_colon_1);
	tcase_add_test(tcase, nobody_dials_what_only_a_listener_may_have);
	return tcase;
}
