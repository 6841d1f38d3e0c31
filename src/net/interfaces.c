/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "net/interfaces.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "net/sockaddr.h"
#include "net/socket.h"

/* The own address that packets to the world carry; NUMBER_NOBODY: none. */
static struct number
route_to_the_world(void)
{
	/* RFC 5737 and RFC 3849: documentation, where nobody lives. */
	static const uint8_t world4[4] = { 192, 0, 2, 1 };
	static const uint8_t world6[16] = { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 };
	struct number mine;
	struct number ipv4 = number_ipv4(world4, NUMBER_PORT);
	struct number ipv6 = number_ipv6(world6, "", NUMBER_PORT);
	if (socket_route(&ipv4, &mine) || socket_route(&ipv6, &mine))
		return mine;
	return number_nobody();
}

static bool
is_container(const char *name)
{
	static const char *const begins[] = {
		"br-",
		"cni",
		"docker",
		"flannel",
		"lxc",
		"lxd",
		"podman",
		"veth",
		"virbr",
		"vnet",
	};
	for (size_t at = 0; at < sizeof(begins) / sizeof(begins[0]); at++) {
		if (strncmp(name, begins[at], strlen(begins[at])) == 0)
			return true;
	}
	return false;
}

/* RFC 1918 section 3. */
static bool
is_private(const uint8_t *ipv4)
{
	return ipv4[0] == 10 || (ipv4[0] == 172 && (ipv4[1] & 0xf0) == 16) ||
	    (ipv4[0] == 192 && ipv4[1] == 168);
}

/* RFC 3927 and RFC 4291 section 2.5.6. */
static bool
is_link_local(const struct number *number)
{
	const uint8_t *address = number->address;
	if (number->kind == NUMBER_IPV4)
		return address[0] == 169 && address[1] == 254;
	return address[0] == 0xfe && (address[1] & 0xc0) == 0x80;
}

enum interface_use
interface_use_of(const char *name, const struct number *number)
{
	if (number_is_loopback(number) || number->kind == NUMBER_UNIX)
		return INTERFACE_LOOPBACK;
	if (is_container(name))
		return INTERFACE_CONTAINER;
	if (is_link_local(number))
		return INTERFACE_LINK_LOCAL;
	if (number->kind == NUMBER_IPV6)
		return INTERFACE_IPV6;
	return is_private(number->address) ? INTERFACE_PRIVATE : INTERFACE_IPV4;
}

const char *
interface_remark(enum interface_use use)
{
	switch (use) {
	case INTERFACE_DEFAULT_ROUTE:
	case INTERFACE_PRIVATE:
	case INTERFACE_IPV4:
	case INTERFACE_IPV6:
		break;
	case INTERFACE_LINK_LOCAL:
		return "this cable or Wi-Fi only";
	case INTERFACE_CONTAINER:
		return "containers and virtual machines only";
	case INTERFACE_LOOPBACK:
		return "this machine only";
	}
	return "";
}

/* Before which other of the same use it is shown: IPv4 is easier to say. */
static bool
is_before(const struct interface *one, const struct interface *other)
{
	if (one->use != other->use)
		return one->use < other->use;
	return one->number.kind == NUMBER_IPV4 &&
	    other->number.kind != NUMBER_IPV4;
}

/* Puts `added` where it belongs, behind its equals; the worst falls out. */
static size_t
insert(struct interface *list, size_t count, const struct interface *added)
{
	for (size_t at = 0; at < count; at++) {
		if (number_equal(&list[at].number, &added->number))
			return count;
	}
	size_t place = count;
	while (place > 0 && is_before(added, &list[place - 1]))
		place--;
	if (place == INTERFACES_MOST)
		return count;
	if (count == INTERFACES_MOST)
		count--;
	memmove(&list[place + 1], &list[place],
	    (count - place) * sizeof(list[0]));
	list[place] = *added;
	return count + 1;
}

/* Whether who listens on `on` is reached at `number`. */
static bool
is_answered(const struct number *on, const struct number *number)
{
	static const uint8_t every[16];
	if (on->kind == NUMBER_HERE)
		return true;
	if (memcmp(on->address, every, sizeof(every)) != 0)
		return number_same_host(on, number);
	/* [::] takes IPv4 callers as well; 0.0.0.0 takes no others. */
	return on->kind == NUMBER_IPV6 || on->kind == number->kind;
}

static bool
read_interface(struct interface *to, const struct ifaddrs *from, uint16_t port)
{
	if (from->ifa_addr == NULL || (from->ifa_flags & IFF_UP) == 0)
		return false;
	struct sockaddr_any address = { 0 };
	switch (from->ifa_addr->sa_family) {
	case AF_INET:
		address.size = sizeof(struct sockaddr_in);
		break;
	case AF_INET6:
		address.size = sizeof(struct sockaddr_in6);
		break;
	default:
		return false;
	}
	memcpy(&address.storage, from->ifa_addr, address.size);
	to->number = sockaddr_to_number(&address);
	to->number.port = port;
	snprintf(to->name, sizeof(to->name), "%s", from->ifa_name);
	to->use = interface_use_of(to->name, &to->number);
	return true;
}

size_t
interfaces_list(struct interface *list, const struct number *on)
{
	struct number world = route_to_the_world();
	struct ifaddrs *all = NULL;
	struct interface each;
	size_t count = 0;
	bool has_address = on->kind != NUMBER_UNIX && on->kind != NUMBER_HOST;
	if (has_address && getifaddrs(&all) != 0)
		all = NULL;
	for (struct ifaddrs *at = all; at != NULL; at = at->ifa_next) {
		if (!read_interface(&each, at, on->port) ||
		    !is_answered(on, &each.number))
			continue;
		if (number_same_host(&each.number, &world) &&
		    each.use != INTERFACE_LOOPBACK)
			each.use = INTERFACE_DEFAULT_ROUTE;
		count = insert(list, count, &each);
	}
	freeifaddrs(all);
	if (count > 0 || on->kind == NUMBER_HERE)
		return count;
	/* An address that no interface admits to having, or a path. */
	list[0] = (struct interface){ .number = *on };
	list[0].use = interface_use_of("", on);
	return 1;
}
