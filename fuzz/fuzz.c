/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fuzz.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_require(setlocale(LC_ALL, "C.UTF-8") != NULL, "no C.UTF-8");
	return 0;
}

uint8_t
fuzz_byte(struct fuzz_input *input)
{
	if (input->size == 0)
		return 0;
	input->size--;
	return *input->bytes++;
}

uint32_t
fuzz_u32(struct fuzz_input *input)
{
	uint32_t word = 0;
	for (int i = 0; i < 4; i++)
		word = word << 8 | fuzz_byte(input);
	return word;
}

size_t
fuzz_upto(struct fuzz_input *input, size_t most)
{
	size_t number = fuzz_byte(input);
	if (most > UINT8_MAX)
		number = number << 8 | fuzz_byte(input);
	return number % (most + 1);
}

const uint8_t *
fuzz_bytes(struct fuzz_input *input, size_t most, size_t *size)
{
	const uint8_t *bytes = input->bytes;
	*size = most < input->size ? most : input->size;
	input->bytes += *size;
	input->size -= *size;
	return bytes;
}

char *
fuzz_string(struct fuzz_input *input)
{
	size_t size = fuzz_byte(input);
	const uint8_t *bytes = fuzz_bytes(input, size, &size);
	char *copy = malloc(size + 1);
	fuzz_require(copy != NULL, "no memory");
	if (size > 0)
		memcpy(copy, bytes, size);
	copy[size] = '\0';
	return copy;
}

void
fuzz_require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "fuzz: %s\n", what);
	abort();
}

/* Written without text/clean: what a terminal must never see. */
static bool
is_steering(const char *text, size_t at, size_t size, enum clean_rule rule)
{
	unsigned char byte = (unsigned char)text[at];
	unsigned char next = at + 1 < size ? (unsigned char)text[at + 1] : '\0';
	if (byte < 0x20)
		return rule != CLEAN_BODY || (byte != '\n' && byte != '\t');
	return byte == 0x7f || (byte == 0xc2 && next < 0xa0);
}

void
fuzz_require_clean(const char *text, size_t size, enum clean_rule rule)
{
	for (size_t at = 0; at < size; at++)
		fuzz_require(!is_steering(text, at, size, rule),
		    "a control character in clean text");
	fuzz_require(clean_is_utf8(text, size), "clean text is no UTF-8");
	size_t room = clean_bound(size);
	char *again = malloc(room);
	fuzz_require(again != NULL, "no memory");
	size_t again_size = clean_text(again, room, text, size, rule);
	fuzz_require(again_size == size && memcmp(again, text, size) == 0,
	    "clean text changes when it is cleaned");
	free(again);
}

void
fuzz_require_fault(const struct fault *fault)
{
	size_t size = strnlen(fault->words, sizeof fault->words);
	fuzz_require(size > 0 && size < sizeof fault->words,
	    "a fault without words");
	fuzz_require(fault->status > 0 && fault->status < 128,
	    "a fault without a status");
	fuzz_require_clean(fault->words, size, CLEAN_LINE);
}
