/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "net/interfaces.h"

#include "fixture.h"
#include "suite.h"

struct example {
	const char *name;
	const char *text;
	enum interface_use use;
};

static const struct example examples[] = {
	{ "wlan0", "192.168.1.20", INTERFACE_PRIVATE },
	{ "eth0", "10.1.2.3", INTERFACE_PRIVATE },
	{ "eth0", "172.16.0.1", INTERFACE_PRIVATE },
	{ "eth0", "172.31.255.1", INTERFACE_PRIVATE },
	{ "eth0", "172.32.0.1", INTERFACE_IPV4 },
	{ "eth0", "203.0.113.5", INTERFACE_IPV4 },
	{ "tun0", "10.8.0.2", INTERFACE_PRIVATE },
	{ "br0", "192.168.1.2", INTERFACE_PRIVATE },
	{ "eth0", "2001:db8::5", INTERFACE_IPV6 },
	{ "eth0", "fd00::5", INTERFACE_IPV6 },
	{ "eth0", "169.254.3.4", INTERFACE_LINK_LOCAL },
	{ "eth0", "fe80::1%eth0", INTERFACE_LINK_LOCAL },
	{ "docker0", "172.17.0.1", INTERFACE_CONTAINER },
	{ "br-0123456789ab", "172.18.0.1", INTERFACE_CONTAINER },
	{ "virbr0", "192.168.122.1", INTERFACE_CONTAINER },
	{ "veth12ab", "fe80::2%veth12ab", INTERFACE_CONTAINER },
	{ "lo", "127.0.0.1", INTERFACE_LOOPBACK },
	{ "lo", "::1", INTERFACE_LOOPBACK },
	{ "", "unix:/run/phone", INTERFACE_LOOPBACK },
};

START_TEST(an_address_is_judged_by_what_it_is_good_for)
{
	struct number number = fixture_number(examples[_i].text);
	ck_assert_int_eq(interface_use_of(examples[_i].name, &number),
	    examples[_i].use);
}
END_TEST

START_TEST(my_numbers_are_ranked_different_and_dialable)
{
	struct number here = number_here(5000);
	struct interface list[INTERFACES_MOST];
	size_t before = fixture_open_count();
	size_t count = interfaces_list(list, &here);
	ck_assert_uint_eq(fixture_open_count(), before);
	ck_assert_uint_le(count, INTERFACES_MOST);
	for (size_t at = 0; at < count; at++) {
		ck_assert_uint_eq(list[at].number.port, 5000);
		ck_assert(number_can_be_dialled(&list[at].number));
		ck_assert(list[at].name[0] != '\0');
		if (at > 0)
			ck_assert_int_le(list[at - 1].use, list[at].use);
		for (size_t other = 0; other < at; other++)
			ck_assert(!number_equal(&list[other].number,
			    &list[at].number));
	}
}
END_TEST

START_TEST(who_listens_on_one_address_has_that_number_only)
{
	struct number on = fixture_number("127.0.0.1:5000");
	struct interface list[INTERFACES_MOST];
	ck_assert_uint_eq(interfaces_list(list, &on), 1);
	ck_assert(number_equal(&list[0].number, &on));
	ck_assert_int_eq(list[0].use, INTERFACE_LOOPBACK);
	ck_assert_str_eq(interface_remark(list[0].use), "this machine only");

	on = fixture_number("unix:/run/phone");
	ck_assert_uint_eq(interfaces_list(list, &on), 1);
	ck_assert(number_equal(&list[0].number, &on));
	/* An address that will be there some day. */
	on = fixture_number("192.0.2.77");
	ck_assert_uint_eq(interfaces_list(list, &on), 1);
	ck_assert(number_equal(&list[0].number, &on));
}
END_TEST

START_TEST(a_machine_that_is_alone_still_has_127_0_0_1)
{
	if (!fixture_own_network())
		return;
	struct number here = number_here(NUMBER_PORT);
	struct number loopback = fixture_number("127.0.0.1");
	struct interface list[INTERFACES_MOST];
	size_t count = interfaces_list(list, &here);
	ck_assert_uint_ge(count, 1);
	ck_assert(number_equal(&list[0].number, &loopback));
	ck_assert_int_eq(list[0].use, INTERFACE_LOOPBACK);
	ck_assert_str_eq(list[0].name, "lo");
}
END_TEST

static bool
make_interfaces(void)
{
	return fixture_own_network() &&
	    system("exec 2>/dev/null\n"
		   "ip link add docker0 type veth peer name vethp0 &&\n"
		   "ip link set vethp0 up &&\n"
		   "ip link add wlan0 type veth peer name vethp1 &&\n"
		   "ip link set vethp1 up &&\n"
		   "ip link add eth0 type veth peer name vethp2 &&\n"
		   "ip link set vethp2 up &&\n"
		   "ip addr add 172.17.0.1/16 dev docker0 &&\n"
		   "ip addr add 10.0.0.5/8 dev wlan0 &&\n"
		   "ip addr add 203.0.113.9/24 dev eth0 &&\n"
		   "ip link set docker0 up && ip link set wlan0 up &&\n"
		   "ip link set eth0 up &&\n"
		   "ip route add default via 203.0.113.1 dev eth0") == 0;
}

START_TEST(the_default_route_comes_first_and_containers_late)
{
	if (!make_interfaces()) {
		fixture_skip("no interfaces can be made here");
		return;
	}
	struct number here = number_here(NUMBER_PORT);
	struct interface list[INTERFACES_MOST];
	size_t count = interfaces_list(list, &here);
	ck_assert_uint_ge(count, 4);
	ck_assert_str_eq(list[0].name, "eth0");
	ck_assert_int_eq(list[0].use, INTERFACE_DEFAULT_ROUTE);
	ck_assert_str_eq(list[1].name, "wlan0");
	ck_assert_int_eq(list[1].use, INTERFACE_PRIVATE);
	ck_assert_str_eq(list[count - 1].name, "lo");
	for (size_t at = 2; at < count; at++) {
		const struct interface *each = &list[at];
		if (each->use != INTERFACE_LINK_LOCAL)
			continue;
		ck_assert_str_eq(each->number.scope, each->name);
	}

	/* Who takes IPv4 callers only has no other numbers. */
	struct number every = fixture_number("0.0.0.0");
	count = interfaces_list(list, &every);
	ck_assert_uint_eq(count, 4);
	for (size_t at = 0; at < count; at++)
		ck_assert_int_eq(list[at].number.kind, NUMBER_IPV4);
	ck_assert_str_eq(list[2].name, "docker0");
}
END_TEST

START_TEST(of_too_many_numbers_the_best_are_kept)
{
	if (!fixture_own_network() ||
	    system("exec 2>/dev/null\n"
		   "for i in $(seq 40); do\n"
		   "ip addr add 127.1.1.$i/8 dev lo || exit 1; done\n"
		   "ip addr add 10.0.0.5/8 dev lo") != 0) {
		fixture_skip("no addresses can be added here");
		return;
	}
	struct number here = number_here(NUMBER_PORT);
	struct number best = fixture_number("10.0.0.5");
	struct interface list[INTERFACES_MOST];
	ck_assert_uint_eq(interfaces_list(list, &here), INTERFACES_MOST);
	ck_assert(number_equal(&list[0].number, &best));
}
END_TEST

TCase *
interfaces_tcase(void)
{
	enum { EXAMPLE_COUNT = sizeof(examples) / sizeof(examples[0]) };
	TCase *tcase = tcase_create("interfaces");

	tcase_set_timeout(tcase, 30);
	tcase_add_loop_test(tcase, an_address_is_judged_by_what_it_is_good_for,
	    0, EXAMPLE_COUNT);
	tcase_add_test(tcase, my_numbers_are_ranked_different_and_dialable);
	tcase_add_test(tcase, who_listens_on_one_address_has_that_number_only);
	tcase_add_test(tcase, a_machine_that_is_alone_still_has_127_0_0_1);
	tcase_add_test(tcase,
	    the_default_route_comes_first_and_containers_late);
	tcase_add_test(tcase, of_too_many_numbers_the_best_are_kept);
	return tcase;
}
