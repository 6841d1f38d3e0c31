/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* The half of number.h that reads numbers and says what is wrong with them. */
#include "config.h"

#include "call/number.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "call/address.h"
#include "text/clean.h"
#include "text/quote.h"

enum {
	NAME_MOST = 253, /* RFC 1035 section 2.3.4, as text */
	LABEL_MOST = 63,
	PORT_DIGITS = 5,
};

/* Every function below that returns a const char * returns NULL when all is
 * well, and else what is wrong in words that follow "... is no number: ". */

static const char empty[] =
    "it is empty; write an address such as 192.168.1.20";
static const char no_path[] =
    "the path is missing; write unix: and the path of a socket";
static const char long_path[] =
    "the path of a UNIX socket has at most 107 bytes; choose a shorter one";
static const char odd_path[] =
    "the path has characters that cannot be shown; choose another one";
static const char space[] = "there is a space in it; leave that out";
static const char control[] =
    "there is a control character in it; leave that out";
static const char not_ascii[] =
    "there is a character in it that is not plain ASCII; use the digits and "
    "letters of a US keyboard, and for a name its xn-- form";
static const char hyphen[] =
    "it begins with a hyphen, as options do; landline --help lists those";
static const char no_bracket[] =
    "the closing ] is missing; write [::1] or [::1]:5000";
static const char after_bracket[] =
    "after the ] there may only be a colon and a port, as in [::1]:5000";
static const char no_port[] =
    "the port after the colon is missing; write one, as in :5000, or leave "
    "the colon out";
static const char bad_port[] =
    "a port is a number from 1 to 65535, without signs or leading zeros";
static const char port_zero[] =
    "port 0 cannot be dialled; it lets the system pick one when listening";
static const char only_digits[] =
    "digits alone could be a port or an address; write a port as in :5000, "
    "and an address as in 192.168.1.20";
static const char bad_name[] =
    "a name has letters, digits, dots, hyphens and underscores";
static const char long_name[] =
    "a name has at most 253 characters, and 63 between two dots";
static const char dots[] =
    "a name has letters or digits on both sides of a dot";
static const char no_scope[] =
    "the interface after the % is missing; write one, as in fe80::1%eth0";
static const char bad_scope[] =
    "an interface's name has at most 15 plain characters, as in fe80::1%eth0";
static const char needless_scope[] =
    "only a link-local address (fe80:...) is told apart by an interface; "
    "leave the % and what follows out";
static const char unspecified[] =
    "it stands for every address of a machine and can only be listened on; "
    "dial one of them, or 127.0.0.1 for this machine";
static const char broadcast[] =
    "it is a broadcast address; a call has one other party, so use the "
    "address of one machine";
static const char multicast[] =
    "it is a multicast address; a call has one other party, so use the "
    "address of one machine";

static bool
is_digit(char character)
{
	return character >= '0' && character <= '9';
}

static bool
is_letter(char character)
{
	return (character >= 'a' && character <= 'z') ||
	    (character >= 'A' && character <= 'Z');
}

static const char *
read_path(struct number *number, const char *path)
{
	size_t size = strnlen(path, NUMBER_PATH_MOST + 1);
	if (size == 0)
		return no_path;
	if (size > NUMBER_PATH_MOST)
		return long_path;
	/* Whoever prints a number need not ask whether it is safe to show. */
	char safe[NUMBER_PATH_MOST * CLEAN_GROWTH + 1];
	clean_text(safe, sizeof(safe), path, size, CLEAN_LINE);
	if (strcmp(safe, path) != 0)
		return odd_path;
	number->kind = NUMBER_UNIX;
	number->port = 0;
	memcpy(number->name, path, size + 1);
	return NULL;
}

static const char *
refuse_characters(const char *text)
{
	for (; *text != '\0'; text++) {
		unsigned char byte = (unsigned char)*text;
		if (byte == ' ')
			return space;
		if (byte < ' ' || byte == 0x7f)
			return control;
		if (byte > 0x7f)
			return not_ascii;
	}
	return NULL;
}

static const char *
read_port(uint16_t *port, const char *text, enum number_use use)
{
	size_t size = strnlen(text, PORT_DIGITS + 1);
	if (size == 0)
		return no_port;
	if (size > PORT_DIGITS || (size > 1 && text[0] == '0'))
		return bad_port;
	unsigned value = 0;
	for (size_t at = 0; at < size; at++) {
		if (!is_digit(text[at]))
			return bad_port;
		value = value * 10 + (unsigned)(text[at] - '0');
	}
	if (value > UINT16_MAX)
		return bad_port;
	if (value == 0 && use == NUMBER_TO_DIAL)
		return port_zero;
	*port = (uint16_t)value;
	return NULL;
}

static const char *
read_scope(char to[NUMBER_SCOPE_SIZE], const char *text, size_t size)
{
	if (size == 0)
		return no_scope;
	if (size >= NUMBER_SCOPE_SIZE)
		return bad_scope;
	for (size_t at = 0; at < size; at++) {
		if (strchr("%/:[]", text[at]) != NULL)
			return bad_scope;
	}
	memcpy(to, text, size);
	to[size] = '\0';
	return NULL;
}

static bool
is_link_local(const uint8_t address[16])
{
	return address[0] == 0xfe && (address[1] & 0xc0) == 0x80;
}

/* An address and, behind a %, its scope (RFC 4007 section 11). */
static const char *
read_ipv6(struct number *number, const char *text, size_t size)
{
	const char *percent = memchr(text, '%', size);
	size_t length = percent == NULL ? size : (size_t)(percent - text);
	uint8_t address[16];
	const char *wrong = address_read_ipv6(address, text, length);
	if (wrong != NULL)
		return wrong;
	char scope[NUMBER_SCOPE_SIZE] = "";
	if (percent != NULL)
		wrong = read_scope(scope, percent + 1, size - length - 1);
	if (wrong != NULL)
		return wrong;
	if (percent != NULL && !is_link_local(address))
		return needless_scope;
	*number = number_ipv6(address, scope, number->port);
	return NULL;
}

static const char *
read_bracketed(struct number *number, const char *text, enum number_use use)
{
	const char *end = strchr(text, ']');
	if (end == NULL)
		return no_bracket;
	if (end[1] != '\0' && end[1] != ':')
		return after_bracket;
	const char *wrong = NULL;
	if (end[1] == ':')
		wrong = read_port(&number->port, end + 2, use);
	if (wrong != NULL)
		return wrong;
	return read_ipv6(number, text + 1, (size_t)(end - text) - 1);
}

/* Whether an old program would take these characters for a number. */
static bool
is_numeric_label(const char *text, size_t size)
{
	bool hex = size >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x';
	for (size_t at = hex ? 2 : 0; at < size; at++) {
		char lower = (char)(text[at] | 0x20);
		bool hex_letter = hex && lower >= 'a' && lower <= 'f';
		if (!is_digit(text[at]) && !hex_letter)
			return false;
	}
	return true;
}

/*
 * inet_aton(3) reads 127.1, 0x7f.1 and 010.0.0.1 as addresses, and so would
 * getaddrinfo(3) if they got that far: nothing numeric is a name here.
 */
static bool
is_numeric(const char *text, size_t size)
{
	for (;;) {
		const char *dot = memchr(text, '.', size);
		size_t length = dot == NULL ? size : (size_t)(dot - text);
		if (!is_numeric_label(text, length))
			return false;
		if (dot == NULL)
			return true;
		text += length + 1;
		size -= length + 1;
	}
}

static const char *
read_name(struct number *number, const char *text, size_t size)
{
	size_t label = 0;
	for (size_t at = 0; at < size; at++) {
		char character = text[at];
		if (character == '.' && label == 0)
			return dots;
		if (character == '.') {
			label = 0;
			continue;
		}
		if (!is_letter(character) && !is_digit(character) &&
		    character != '-' && character != '_')
			return bad_name;
		if (++label > LABEL_MOST)
			return long_name;
	}
	if (size > NAME_MOST)
		return long_name;
	number->kind = NUMBER_HOST;
	memcpy(number->name, text, size);
	number->name[size] = '\0';
	return NULL;
}

/* What stands before the port, when it is no IPv6 address. */
static const char *
read_host(struct number *number, const char *text, size_t size)
{
	if (size == 0) {
		number->kind = NUMBER_HERE;
		return NULL;
	}
	if (memchr(text, '.', size) == NULL && is_numeric_label(text, size))
		return only_digits;
	if (!is_numeric(text, size))
		return read_name(number, text, size);
	number->kind = NUMBER_IPV4;
	return address_read_ipv4(number->address, text, size);
}

static const char *
read_number(struct number *number, const char *text, enum number_use use)
{
	if (*text == '\0')
		return empty;
	if (strncmp(text, "unix:", 5) == 0)
		return read_path(number, text + 5);
	const char *wrong = refuse_characters(text);
	if (wrong != NULL)
		return wrong;
	if (*text == '-')
		return hyphen;
	if (*text == '[')
		return read_bracketed(number, text, use);
	const char *colon = strchr(text, ':');
	if (colon == NULL)
		return read_host(number, text, strlen(text));
	if (strchr(colon + 1, ':') != NULL)
		return read_ipv6(number, text, strlen(text));
	wrong = read_host(number, text, (size_t)(colon - text));
	if (wrong != NULL)
		return wrong;
	return read_port(&number->port, colon + 1, use);
}

static const char *
refuse_use(const struct number *number, enum number_use use)
{
	static const uint8_t zeros[16];
	static const uint8_t ones[4] = { 255, 255, 255, 255 };
	bool ipv4 = number->kind == NUMBER_IPV4;
	const uint8_t *address = number->address;
	if (!ipv4 && number->kind != NUMBER_IPV6)
		return NULL;
	if (ipv4 && memcmp(address, ones, sizeof(ones)) == 0)
		return broadcast;
	if (ipv4 ? address[0] >> 4 == 0xe : address[0] == 0xff)
		return multicast;
	if (use == NUMBER_TO_DIAL && memcmp(address, zeros, sizeof(zeros)) == 0)
		return unspecified;
	return NULL;
}

static bool
refuse_text(const char *text, enum number_use use, const char *what,
    const char *wrong, struct fault *fault)
{
	char quoted[QUOTE_SIZE];
	uint16_t port;
	quote_text(quoted, text, strlen(text));
	if (wrong == only_digits && read_port(&port, text, use) == NULL)
		return fault_set(fault, EX_USAGE,
		    "\"%s\" is %s: digits alone could be a port or an address;"
		    " for port %s of this machine write :%s",
		    quoted, what, text, text);
	return fault_set(fault, EX_USAGE, "\"%s\" is %s: %s", quoted, what,
	    wrong);
}

bool
number_parse(struct number *number, const char *text, enum number_use use,
    struct fault *fault)
{
	struct number read = { .port = NUMBER_PORT };
	const char *wrong = read_number(&read, text, use);
	const char *what = "no number";
	if (wrong == NULL) {
		wrong = refuse_use(&read, use);
		what = "nobody's number";
	}
	if (wrong != NULL)
		return refuse_text(text, use, what, wrong, fault);
	*number = read;
	return true;
}

bool
number_can_be_dialled(const struct number *number)
{
	return number->kind != NUMBER_NOBODY &&
	    refuse_use(number, NUMBER_TO_DIAL) == NULL &&
	    (number->port != 0 || number->kind == NUMBER_UNIX);
}
