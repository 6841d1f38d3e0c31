/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/foreign.h"

#include <string.h>
#include <sysexits.h>

/* LF, and CR LF, end a line in both framings of lines; NUL stands alone. */
static bool
takes_cr(const struct framing *framing)
{
	return framing->shape->trailer[framing->shape->trailer_size - 1] ==
	    '\n';
}

/* So many bytes came, and no delimiter. */
static enum framing_verdict
cut_later(const struct framing *framing, struct framing_cut *cut,
    const uint8_t *bytes, size_t size)
{
	cut->seen = size;
	cut->needs = FRAMING_STORE_SIZE;
	/* A CR at the end may be half of the delimiter. */
	if (takes_cr(framing) && size == FRAMING_PAYLOAD_MOST + 1 &&
	    bytes[size - 1] == '\r')
		size--;
	return size > FRAMING_PAYLOAD_MOST ? FRAMING_TOO_LONG :
					     FRAMING_NEEDS_MORE;
}

static enum framing_verdict
cut_delimiter(const struct framing *framing, struct framing_cut *cut,
    const uint8_t *bytes, size_t size)
{
	enum { MOST = FRAMING_PAYLOAD_MOST + FRAMING_TRAILER_MOST };
	const struct framing_shape *shape = framing->shape;
	size_t end = size < MOST ? size : MOST;
	const uint8_t *found = memchr(bytes + cut->seen,
	    shape->trailer[shape->trailer_size - 1], end - cut->seen);
	if (found == NULL)
		return cut_later(framing, cut, bytes, end);
	cut->payload_size = (size_t)(found - bytes);
	cut->trailer_size = 1;
	if (takes_cr(framing) && cut->payload_size > 0 && found[-1] == '\r') {
		cut->payload_size--;
		cut->trailer_size++;
	}
	return cut->payload_size > FRAMING_PAYLOAD_MOST ? FRAMING_TOO_LONG :
							  FRAMING_FRAME;
}

static bool
line_can_carry(const struct framing *framing, const uint8_t *payload,
    size_t size, struct fault *fault)
{
	if (size == 0)
		return true;
	const uint8_t *found = memchr(payload, '\n', size);
	if (found != NULL)
		return fault_set(fault, EX_IOERR,
		    "byte %zu is a newline (0a), which ends a message in %s",
		    (size_t)(found - payload) + 1, framing->name);
	if (framing->shape->trailer_size == 1 && payload[size - 1] == '\r')
		return fault_set(fault, EX_IOERR,
		    "the CR (0d) at its end would be taken for part of a line's"
		    " end in %s",
		    framing->name);
	return true;
}

static bool
nul_can_carry(const struct framing *framing, const uint8_t *payload,
    size_t size, struct fault *fault)
{
	const uint8_t *found = size > 0 ? memchr(payload, '\0', size) : NULL;
	if (found == NULL)
		return true;
	return fault_set(fault, EX_IOERR,
	    "byte %zu is a NUL (00), which ends a message in %s",
	    (size_t)(found - payload) + 1, framing->name);
}

/* A piece is never longer than a message; were it, there would be two. */
static enum framing_verdict
cut_raw(const struct framing *framing, struct framing_cut *cut,
    const uint8_t *bytes, size_t size)
{
	(void)framing;
	(void)bytes;
	cut->needs = 1;
	cut->payload_size =
	    size < FRAMING_PAYLOAD_MOST ? size : FRAMING_PAYLOAD_MOST;
	return size == 0 ? FRAMING_NEEDS_MORE : FRAMING_FRAME;
}

static bool
raw_can_carry(const struct framing *framing, const uint8_t *payload,
    size_t size, struct fault *fault)
{
	(void)payload;
	if (size > 0)
		return true;
	return fault_set(fault, EX_IOERR,
	    "an empty message has no bytes that %s could send", framing->name);
}

static const struct framing_shape line_shape = {
	.kind = FRAMING_DELIMITER,
	.trailer_size = 1,
	.trailer = { '\n' },
	.ending = "LF",
	.cut = cut_delimiter,
	.can_carry = line_can_carry,
};

static const struct framing_shape crlf_shape = {
	.kind = FRAMING_DELIMITER,
	.trailer_size = 2,
	.trailer = { '\r', '\n' },
	.ending = "CR LF",
	.cut = cut_delimiter,
	.can_carry = line_can_carry,
};

static const struct framing_shape nul_shape = {
	.kind = FRAMING_DELIMITER,
	.trailer_size = 1,
	.trailer = { '\0' },
	.ending = "NUL",
	.cut = cut_delimiter,
	.can_carry = nul_can_carry,
};

static const struct framing_shape raw_shape = {
	.kind = FRAMING_RAW,
	.cut = cut_raw,
	.can_carry = raw_can_carry,
};

const struct framing foreign_others[] = {
	{ "ascii1", false, &foreign_digits_shape, 1, false, false },
	{ "ascii2", false, &foreign_digits_shape, 2, false, false },
	{ "ascii3", false, &foreign_digits_shape, 3, false, false },
	{ "ascii4", false, &foreign_digits_shape, 4, false, false },
	{ "ascii5", false, &foreign_digits_shape, 5, false, false },
	{ "ascii6", false, &foreign_digits_shape, 6, false, false },
	{ "ascii7", false, &foreign_digits_shape, 7, false, false },
	{ "ascii8", false, &foreign_digits_shape, 8, false, false },
	{ "ascii9", false, &foreign_digits_shape, 9, false, false },
	{ "ascii10", false, &foreign_digits_shape, 10, false, false },
	{ "line", false, &line_shape, 0, false, false },
	{ "crlf", false, &crlf_shape, 0, false, false },
	{ "nul", false, &nul_shape, 0, false, false },
	{ "raw", false, &raw_shape, 0, false, false },
};

const size_t foreign_other_count =
    sizeof(foreign_others) / sizeof(foreign_others[0]);
