/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* What a user types for a number: read, printed, and read again. */
#include "config.h"

#include "call/number.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static void
require_printable(const char *text)
{
	size_t size = strlen(text);
	fuzz_require(size > 0 && size < NUMBER_PRINT_SIZE, "a print's size");
	fuzz_require_clean(text, size, CLEAN_LINE);
}

static void
read_again(const struct number *number, const char *print, enum number_use use)
{
	struct number again;
	struct fault fault;
	require_printable(print);
	fuzz_require(number_parse(&again, print, use, &fault),
	    "what was printed cannot be read");
	fuzz_require(number_equal(number, &again) &&
		number_same_host(number, &again) ==
		    (number->kind != NUMBER_UNIX ||
			number_same_host(number, number)) &&
		strcmp(number->name, again.name) == 0 &&
		strcmp(number->scope, again.scope) == 0,
	    "what was printed is another number");
}

static void
parse(const char *text, enum number_use use)
{
	char print[NUMBER_PRINT_SIZE];
	struct number number;
	struct fault fault = { 0 };
	if (!number_parse(&number, text, use, &fault)) {
		fuzz_require_fault(&fault);
		return;
	}
	if (use == NUMBER_TO_DIAL)
		fuzz_require(number_can_be_dialled(&number),
		    "cannot be dialled after all");
	read_again(&number, number_print(print, sizeof print, &number), use);
	number_print_whole(print, sizeof print, &number);
	/* A host of that name, with a port, reads like a path. */
	if (number.kind == NUMBER_HOST && strcmp(number.name, "unix") == 0)
		require_printable(print);
	else
		read_again(&number, print, use);
	require_printable(number_print_address(print, sizeof print, &number));
	char small[12];
	fuzz_require(strlen(number_print(small, sizeof small, &number)) <
		sizeof small,
	    "more than the room");
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	char *text = malloc(size + 1);
	fuzz_require(text != NULL, "no memory");
	if (size > 0)
		memcpy(text, bytes, size);
	text[size] = '\0';
	parse(text, NUMBER_TO_DIAL);
	parse(text, NUMBER_TO_LISTEN);
	free(text);
	return 0;
}
