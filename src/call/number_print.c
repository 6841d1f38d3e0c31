/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* The half of number.h that needs no parser: making, printing, comparing. */
#include "config.h"

#include "call/number.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "call/address.h"

enum when_port { PORT_ALWAYS, PORT_IF_OTHER };

struct number
number_ipv4(const uint8_t address[4], uint16_t port)
{
	struct number number = { .kind = NUMBER_IPV4, .port = port };
	memcpy(number.address, address, 4);
	return number;
}

struct number
number_ipv6(const uint8_t address[16], const char *scope, uint16_t port)
{
	static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };
	if (memcmp(address, mapped, sizeof(mapped)) == 0)
		return number_ipv4(address + 12, port);
	struct number number = { .kind = NUMBER_IPV6, .port = port };
	memcpy(number.address, address, 16);
	snprintf(number.scope, sizeof(number.scope), "%s", scope);
	return number;
}

struct number
number_here(uint16_t port)
{
	return (struct number){ .kind = NUMBER_HERE, .port = port };
}

struct number
number_nobody(void)
{
	return (struct number){ .kind = NUMBER_NOBODY };
}

char *
number_print_address(char *to, size_t room, const struct number *number)
{
	char text[ADDRESS_PRINT_SIZE];
	switch (number->kind) {
	case NUMBER_HERE:
		snprintf(to, room, "this machine");
		break;
	case NUMBER_HOST:
		snprintf(to, room, "%s", number->name);
		break;
	case NUMBER_IPV4:
		address_print_ipv4(text, number->address);
		snprintf(to, room, "%s", text);
		break;
	case NUMBER_IPV6:
		address_print_ipv6(text, number->address);
		snprintf(to, room, "%s%s%s", text,
		    number->scope[0] == '\0' ? "" : "%", number->scope);
		break;
	case NUMBER_UNIX:
		snprintf(to, room, "unix:%s", number->name);
		break;
	case NUMBER_NOBODY:
		snprintf(to, room, "unix%s%s", *number->name ? ":" : "",
		    number->name);
		break;
	}
	return to;
}

static char *
print(char *to, size_t room, const struct number *number, enum when_port when)
{
	char address[NUMBER_PRINT_SIZE];
	char port[8] = "";

	number_print_address(address, sizeof(address), number);
	if (when == PORT_ALWAYS || number->port != NUMBER_PORT)
		snprintf(port, sizeof(port), ":%u", (unsigned)number->port);
	switch (number->kind) {
	case NUMBER_HERE: /* an address of no characters needs its port */
		snprintf(to, room, ":%u", (unsigned)number->port);
		break;
	case NUMBER_HOST:
	case NUMBER_IPV4:
		snprintf(to, room, "%s%s", address, port);
		break;
	case NUMBER_IPV6:
		snprintf(to, room, "[%s]%s", address, port);
		break;
	case NUMBER_UNIX:
	case NUMBER_NOBODY:
		snprintf(to, room, "%s", address);
		break;
	}
	return to;
}

char *
number_print(char *to, size_t room, const struct number *number)
{
	return print(to, room, number, PORT_IF_OTHER);
}

char *
number_print_whole(char *to, size_t room, const struct number *number)
{
	return print(to, room, number, PORT_ALWAYS);
}

const char *
number_from(const struct number *number)
{
	return number->kind == NUMBER_NOBODY ? "over" : "from";
}

/* Whether both are the same place, were there no callers without a number. */
static bool
is_same_place(const struct number *one, const struct number *other)
{
	if (one->kind != other->kind)
		return false;
	switch (one->kind) {
	case NUMBER_HERE:
	case NUMBER_NOBODY:
		return true;
	case NUMBER_HOST: /* RFC 4343: the case does not matter */
		return strcasecmp(one->name, other->name) == 0;
	case NUMBER_IPV4:
		return memcmp(one->address, other->address, 4) == 0;
	case NUMBER_IPV6:
		return memcmp(one->address, other->address, 16) == 0 &&
		    strcmp(one->scope, other->scope) == 0;
	case NUMBER_UNIX:
		return strcmp(one->name, other->name) == 0;
	}
	return false;
}

bool
number_equal(const struct number *one, const struct number *other)
{
	return is_same_place(one, other) && one->port == other->port;
}

bool
number_same_host(const struct number *one, const struct number *other)
{
	return one->kind != NUMBER_NOBODY && is_same_place(one, other);
}

bool
number_is_loopback(const struct number *number)
{
	static const uint8_t loopback6[16] = { [15] = 1 };
	if (number->kind == NUMBER_IPV4)
		return number->address[0] == 127;
	return number->kind == NUMBER_IPV6 &&
	    memcmp(number->address, loopback6, sizeof(loopback6)) == 0;
}
