/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/address.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
	GROUPS = 8, /* of two bytes each */
	NO_GAP = 17,
};

static const char not_four[] =
    "an IPv4 address is four numbers with dots between, as in 192.168.1.20";
static const char too_large[] =
    "each of the four numbers of an IPv4 address is 0 to 255";
static const char leading_zero[] =
    "a leading zero makes some programs read octal; write 10 and not 010";
static const char bad_group[] =
    "an IPv6 address is groups of one to four hexadecimal digits with colons "
    "between; a port needs brackets, as in [::1]:5000";
static const char not_eight[] =
    "an IPv6 address has eight groups, or fewer and one :: for the rest";
static const char two_gaps[] = "an IPv6 address has :: only once";

/* How many of the first `size` characters stand before `stop`. */
static size_t
up_to(const char *text, size_t size, char stop)
{
	const char *found = memchr(text, stop, size);
	return found == NULL ? size : (size_t)(found - text);
}

static const char *
read_decimal(uint8_t *to, const char *text, size_t size)
{
	if (size == 0)
		return not_four;
	unsigned value = 0;
	for (size_t at = 0; at < size; at++) {
		if (text[at] < '0' || text[at] > '9')
			return not_four;
		if (value <= 255)
			value = value * 10 + (unsigned)(text[at] - '0');
	}
	if (size > 1 && text[0] == '0')
		return leading_zero;
	if (value > 255)
		return too_large;
	*to = (uint8_t)value;
	return NULL;
}

const char *
address_read_ipv4(uint8_t to[4], const char *text, size_t size)
{
	uint8_t bytes[4];
	for (int part = 0; part < 4; part++) {
		size_t length = up_to(text, size, '.');
		const char *wrong = read_decimal(&bytes[part], text, length);
		if (wrong != NULL)
			return wrong;
		bool last = length == size;
		if (last != (part == 3))
			return not_four;
		text += last ? length : length + 1;
		size -= last ? length : length + 1;
	}
	memcpy(to, bytes, sizeof(bytes));
	return NULL;
}

/* -1 for what is no hexadecimal digit. isxdigit() would ask the locale. */
static int
hex_value(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	if (digit >= 'A' && digit <= 'F')
		return digit - 'A' + 10;
	return -1;
}

static const char *
read_group(uint8_t to[2], const char *text, size_t size)
{
	if (size < 1 || size > 4)
		return bad_group;
	unsigned value = 0;
	for (size_t at = 0; at < size; at++) {
		int digit = hex_value(text[at]);
		if (digit < 0)
			return bad_group;
		value = value << 4 | (unsigned)digit;
	}
	to[0] = (uint8_t)(value >> 8);
	to[1] = (uint8_t)(value & 0xff);
	return NULL;
}

/* What has been read of an IPv6 address. */
struct progress {
	uint8_t bytes[16];
	size_t filled;
	size_t gap; /* where :: stands in `bytes`, or NO_GAP */
};

/* One group, or the dotted quad that may stand last. */
static const char *
read_piece(struct progress *read, const char *text, size_t size, bool last)
{
	bool dotted = last && memchr(text, '.', size) != NULL;
	size_t needs = dotted ? 4 : 2;
	if (read->filled + needs > sizeof(read->bytes))
		return not_eight;
	uint8_t *to = read->bytes + read->filled;
	read->filled += needs;
	return dotted ? address_read_ipv4(to, text, size) :
			read_group(to, text, size);
}

static const char *
read_pieces(struct progress *read, const char *text, size_t size)
{
	size_t at = 0;
	if (size >= 2 && text[0] == ':' && text[1] == ':') {
		read->gap = 0;
		at = 2;
	}
	while (at < size) {
		size_t length = up_to(text + at, size - at, ':');
		bool last = at + length == size;
		const char *wrong = read_piece(read, text + at, length, last);
		if (wrong != NULL || last)
			return wrong;
		at += length + 1;
		if (at == size)
			return bad_group;
		if (text[at] != ':')
			continue;
		if (read->gap != NO_GAP)
			return two_gaps;
		read->gap = read->filled;
		at++;
	}
	return NULL;
}

const char *
address_read_ipv6(uint8_t to[16], const char *text, size_t size)
{
	struct progress read = { .gap = NO_GAP };
	const char *wrong = read_pieces(&read, text, size);
	if (wrong != NULL)
		return wrong;
	/* RFC 4291: :: stands for one group at least. */
	if (read.gap == NO_GAP ? read.filled != 16 : read.filled > 14)
		return not_eight;
	size_t gap = read.gap == NO_GAP ? 16 : read.gap;
	size_t behind = read.filled - gap;
	memset(to, 0, 16);
	memcpy(to, read.bytes, gap);
	memcpy(to + 16 - behind, read.bytes + gap, behind);
	return NULL;
}

char *
address_print_ipv4(char *to, const uint8_t address[4])
{
	snprintf(to, ADDRESS_PRINT_SIZE, "%u.%u.%u.%u", (unsigned)address[0],
	    (unsigned)address[1], (unsigned)address[2], (unsigned)address[3]);
	return to;
}

static unsigned
group(const uint8_t address[16], int which)
{
	return (unsigned)address[2 * which] << 8 | address[2 * which + 1];
}

/* How many groups of zero stand from `first` on. */
static int
zeros_at(const uint8_t address[16], int first)
{
	int end = first;
	while (end < GROUPS && group(address, end) == 0)
		end++;
	return end - first;
}

/*
 * RFC 5952 section 4.2: :: replaces the longest run of zeros, the first of
 * equally long ones, and never a single group. Returns where it begins, or
 * GROUPS; `count` says how many it replaces.
 */
static int
longest_zeros(const uint8_t address[16], int *count)
{
	int best = GROUPS;
	*count = 1;
	for (int first = 0; first < GROUPS; first++) {
		int zeros = zeros_at(address, first);
		if (zeros > *count) {
			best = first;
			*count = zeros;
		}
	}
	return best;
}

char *
address_print_ipv6(char *to, const uint8_t address[16])
{
	int gap_count;
	int gap = longest_zeros(address, &gap_count);
	size_t at = 0;
	for (int which = 0; which < GROUPS; which++) {
		if (which == gap) {
			at += (size_t)snprintf(to + at, ADDRESS_PRINT_SIZE - at,
			    "::");
			which += gap_count - 1;
			continue;
		}
		bool first = which == 0 || which == gap + gap_count;
		at += (size_t)snprintf(to + at, ADDRESS_PRINT_SIZE - at,
		    first ? "%x" : ":%x", group(address, which));
	}
	return to;
}
