/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>
#include <sysexits.h>

#include "wire/foreign.h"

const struct framing foreign_lengths[] = {
	{ "u8", false, &foreign_length_shape, 1, false, false },
	{ "u16", false, &foreign_length_shape, 2, false, false },
	{ "u32", false, &foreign_length_shape, 4, false, false },
	{ "u64", false, &foreign_length_shape, 8, false, false },
	{ "u16le", false, &foreign_length_shape, 2, true, false },
	{ "u32le", false, &foreign_length_shape, 4, true, false },
	{ "u64le", false, &foreign_length_shape, 8, true, false },
	{ "u8+self", false, &foreign_length_shape, 1, false, true },
	{ "u16+self", false, &foreign_length_shape, 2, false, true },
	{ "u32+self", false, &foreign_length_shape, 4, false, true },
	{ "u64+self", false, &foreign_length_shape, 8, false, true },
	{ "u16le+self", false, &foreign_length_shape, 2, true, true },
	{ "u32le+self", false, &foreign_length_shape, 4, true, true },
	{ "u64le+self", false, &foreign_length_shape, 8, true, true },
};

const size_t foreign_length_count =
    sizeof(foreign_lengths) / sizeof(foreign_lengths[0]);

const struct framing *
foreign_other_order(const struct framing *framing)
{
	for (size_t i = 0; i < foreign_length_count; i++) {
		const struct framing *other = &foreign_lengths[i];
		if (other->header_size == framing->header_size &&
		    other->counts_itself == framing->counts_itself &&
		    other->is_little != framing->is_little)
			return other;
	}
	return NULL;
}

uint64_t
foreign_length(const struct framing *framing, const uint8_t *header)
{
	uint64_t length = 0;
	for (size_t i = 0; i < framing->header_size; i++) {
		size_t at =
		    framing->is_little ? framing->header_size - 1 - i : i;
		length = length << 8 | header[at];
	}
	return length;
}

/* A header that announces `size` bytes of payload has come. */
static enum framing_verdict
cut_announced(const struct framing *framing, struct framing_cut *cut,
    uint64_t announced, size_t size)
{
	if (announced > FRAMING_PAYLOAD_MOST)
		return FRAMING_TOO_LONG;
	cut->header_size = framing->header_size;
	cut->payload_size = (size_t)announced;
	cut->needs = cut->header_size + cut->payload_size;
	return size < cut->needs ? FRAMING_NEEDS_MORE : FRAMING_FRAME;
}

static enum framing_verdict
cut_length(const struct framing *framing, struct framing_cut *cut,
    const uint8_t *bytes, size_t size)
{
	cut->needs = framing->header_size;
	if (size < framing->header_size)
		return FRAMING_NEEDS_MORE;
	uint64_t length = foreign_length(framing, bytes);
	uint64_t itself = framing->counts_itself ? framing->header_size : 0;
	if (length < itself)
		return FRAMING_BAD_LENGTH;
	return cut_announced(framing, cut, length - itself, size);
}

static void
open_length(const struct framing *framing, uint8_t *to, size_t payload_size)
{
	uint64_t length =
	    payload_size + (framing->counts_itself ? framing->header_size : 0);
	for (size_t i = 0; i < framing->header_size; i++) {
		size_t place =
		    framing->is_little ? i : framing->header_size - 1U - i;
		to[i] = (uint8_t)(length >> (8 * place));
	}
}

static bool
is_at_most(size_t size, uint64_t most, const struct framing *framing,
    struct fault *fault)
{
	if (size <= most)
		return true;
	return fault_set(fault, EX_IOERR,
	    "%zu bytes are too many for %s: at most %" PRIu64, size,
	    framing->name, most);
}

static bool
length_can_carry(const struct framing *framing, const uint8_t *payload,
    size_t size, struct fault *fault)
{
	(void)payload;
	if (framing->header_size > 2)
		return true;
	uint64_t most = framing->header_size == 1 ? UINT8_MAX : UINT16_MAX;
	if (framing->counts_itself)
		most -= framing->header_size;
	return is_at_most(size, most, framing, fault);
}

const struct framing_shape foreign_length_shape = {
	.kind = FRAMING_LENGTH,
	.cut = cut_length,
	.open = open_length,
	.can_carry = length_can_carry,
};

static bool
is_digit(uint8_t byte)
{
	return byte >= '0' && byte <= '9';
}

/* What is no run of digits between spaces: `at` and `end` are where it is. */
static enum foreign_digits
judge_others(const uint8_t *header, size_t at, size_t size)
{
	if (at == size)
		return FOREIGN_DIGITS_NONE;
	if (header[at] == '-' && at + 1 < size && is_digit(header[at + 1]))
		return FOREIGN_DIGITS_NEGATIVE;
	size_t end = at;
	while (end < size && is_digit(header[end]))
		end++;
	if (end == at)
		return FOREIGN_DIGITS_OTHER;
	while (end < size && header[end] == '\0')
		end++;
	return end == size ? FOREIGN_DIGITS_NULS : FOREIGN_DIGITS_OTHER;
}

enum foreign_digits
foreign_digits(const uint8_t *header, size_t size, uint64_t *length)
{
	size_t begin = 0;
	while (begin < size && header[begin] == ' ')
		begin++;
	uint64_t number = 0;
	size_t at = begin;
	for (; at < size && is_digit(header[at]); at++)
		number = number * 10 + (uint64_t)(header[at] - '0');
	size_t end = at;
	while (end < size && header[end] == ' ')
		end++;
	if (at == begin || end < size)
		return judge_others(header, begin, size);
	*length = number;
	return FOREIGN_DIGITS_OK;
}

static enum framing_verdict
cut_digits(const struct framing *framing, struct framing_cut *cut,
    const uint8_t *bytes, size_t size)
{
	uint64_t length;
	cut->needs = framing->header_size;
	if (size < framing->header_size)
		return FRAMING_NEEDS_MORE;
	if (foreign_digits(bytes, framing->header_size, &length) !=
	    FOREIGN_DIGITS_OK)
		return FRAMING_BAD_LENGTH;
	return cut_announced(framing, cut, length, size);
}

/* Left-aligned, and spaces behind. */
static void
open_digits(const struct framing *framing, uint8_t *to, size_t payload_size)
{
	uint8_t digits[20];
	size_t count = 0;
	do {
		digits[count++] = (uint8_t)('0' + payload_size % 10);
		payload_size /= 10;
	} while (payload_size > 0);
	assert(count <= framing->header_size);
	memset(to, ' ', framing->header_size);
	while (count > 0)
		*to++ = digits[--count];
}

static bool
digits_can_carry(const struct framing *framing, const uint8_t *payload,
    size_t size, struct fault *fault)
{
	(void)payload;
	uint64_t most = 9;
	for (size_t i = 1; i < framing->header_size; i++)
		most = most * 10 + 9;
	return is_at_most(size, most, framing, fault);
}

const struct framing_shape foreign_digits_shape = {
	.kind = FRAMING_DIGITS,
	.cut = cut_digits,
	.open = open_digits,
	.can_carry = digits_can_carry,
};
