/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "net/sockaddr.h"

#include <assert.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/un.h>

static_assert(NUMBER_SCOPE_SIZE >= IF_NAMESIZE, "an interface's name fits");
static_assert(sizeof(((struct sockaddr_un *)0)->sun_path) > NUMBER_PATH_MOST,
    "a path and its NUL fit");

/* fe80::1%eth0, or %2 by index. 0: there is no such interface. */
static uint32_t
scope_index(const char *scope)
{
	unsigned index = if_nametoindex(scope);
	if (index != 0)
		return index;
	char name[IF_NAMESIZE];
	for (const char *digit = scope; *digit != '\0'; digit++) {
		if (*digit < '0' || *digit > '9' || index > UINT32_MAX / 10)
			return 0;
		index = index * 10 + (unsigned)(*digit - '0');
	}
	return if_indextoname(index, name) == NULL ? 0 : index;
}

static void
from_ipv4(struct sockaddr_any *to, const struct number *number)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	address.sin_port = htons(number->port);
	memcpy(&address.sin_addr, number->address, 4);
	memcpy(&to->storage, &address, sizeof(address));
	to->size = sizeof(address);
}

static bool
from_ipv6(struct sockaddr_any *to, const struct number *number)
{
	struct sockaddr_in6 address = { .sin6_family = AF_INET6 };
	address.sin6_port = htons(number->port);
	memcpy(&address.sin6_addr, number->address, 16);
	if (number->scope[0] != '\0') {
		address.sin6_scope_id = scope_index(number->scope);
		if (address.sin6_scope_id == 0) {
			errno = ENODEV;
			return false;
		}
	}
	memcpy(&to->storage, &address, sizeof(address));
	to->size = sizeof(address);
	return true;
}

static void
from_path(struct sockaddr_any *to, const struct number *number)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	size_t length = strnlen(number->name, NUMBER_PATH_MOST);
	memcpy(address.sun_path, number->name, length);
	memcpy(&to->storage, &address, sizeof(address));
	to->size =
	    (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + 1);
}

bool
sockaddr_from_number(struct sockaddr_any *to, const struct number *number)
{
	memset(to, 0, sizeof(*to));
	switch (number->kind) {
	case NUMBER_HERE: /* its address is all zeros: in6addr_any */
	case NUMBER_IPV6:
		return from_ipv6(to, number);
	case NUMBER_IPV4:
		from_ipv4(to, number);
		return true;
	case NUMBER_UNIX:
		from_path(to, number);
		return true;
	case NUMBER_HOST:
	case NUMBER_NOBODY:
		break;
	}
	assert(false); /* a name is looked up first; nobody has no address */
	errno = EAFNOSUPPORT;
	return false;
}

void
sockaddr_map_ipv4(struct sockaddr_any *address)
{
	static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };
	struct sockaddr_in from;
	struct sockaddr_in6 to = { .sin6_family = AF_INET6 };
	if (address->storage.ss_family != AF_INET)
		return;
	memcpy(&from, &address->storage, sizeof(from));
	to.sin6_port = from.sin_port;
	memcpy(to.sin6_addr.s6_addr, mapped, sizeof(mapped));
	memcpy(to.sin6_addr.s6_addr + sizeof(mapped), &from.sin_addr, 4);
	memset(&address->storage, 0, sizeof(address->storage));
	memcpy(&address->storage, &to, sizeof(to));
	address->size = sizeof(to);
}

static struct number
to_ipv4(const struct sockaddr_any *from)
{
	struct sockaddr_in address;
	memcpy(&address, &from->storage, sizeof(address));
	uint8_t bytes[4];
	memcpy(bytes, &address.sin_addr, sizeof(bytes));
	return number_ipv4(bytes, ntohs(address.sin_port));
}

static struct number
to_ipv6(const struct sockaddr_any *from)
{
	struct sockaddr_in6 address;
	memcpy(&address, &from->storage, sizeof(address));
	char scope[IF_NAMESIZE] = "";
	/* Only link-local addresses need it, and only there it is typed. */
	if (IN6_IS_ADDR_LINKLOCAL(&address.sin6_addr) &&
	    address.sin6_scope_id != 0 &&
	    if_indextoname(address.sin6_scope_id, scope) == NULL)
		snprintf(scope, sizeof(scope), "%u",
		    (unsigned)address.sin6_scope_id);
	uint8_t bytes[16];
	memcpy(bytes, &address.sin6_addr, sizeof(bytes));
	return number_ipv6(bytes, scope, ntohs(address.sin6_port));
}

static struct number
to_path(const struct sockaddr_any *from)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	memcpy(&address, &from->storage, sizeof(address));
	struct number number = { .kind = NUMBER_UNIX };
	size_t head = offsetof(struct sockaddr_un, sun_path);
	size_t length = from->size > head ? from->size - head : 0;
	if (length > NUMBER_PATH_MOST)
		length = NUMBER_PATH_MOST;
	memcpy(number.name, address.sun_path, length);
	/* unix(7): unnamed, or abstract, which begins with a NUL. */
	return number.name[0] == '\0' ? number_nobody() : number;
}

struct number
sockaddr_to_number(const struct sockaddr_any *from)
{
	switch (from->storage.ss_family) {
	case AF_INET:
		return to_ipv4(from);
	case AF_INET6:
		return to_ipv6(from);
	case AF_UNIX:
		return to_path(from);
	default:
		return number_nobody();
	}
}
