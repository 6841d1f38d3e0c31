/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * fuzz - what all fuzz targets share: an input that is eaten up from the
 * front, and requirements that end the program when they do not hold.
 *
 * A target is fuzz/NAME.c with LLVMFuzzerTestOneInput(). libFuzzer drives it
 * in "make fuzz", and fuzz/replay in "make check".
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "text/clean.h"

/* What libFuzzer calls; both return 0. */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

struct fuzz_input {
	const uint8_t *bytes; /* what is left */
	size_t size;
};

/* The next byte, or big-endian word; 0 for what is not there any more. */
uint8_t fuzz_byte(struct fuzz_input *input);
uint32_t fuzz_u32(struct fuzz_input *input);

/* One of 0 … most, from one byte or two. */
size_t fuzz_upto(struct fuzz_input *input, size_t most);

/* The next bytes, at most so many; how many there are to `size`. */
const uint8_t *fuzz_bytes(struct fuzz_input *input, size_t most, size_t *size);

/* The same, as many as the next byte says; a copy with a NUL, to be freed. */
char *fuzz_string(struct fuzz_input *input);

/* Ends the program, saying what was wrong, unless it holds. */
void fuzz_require(bool holds, const char *what);

/* Clean text is strict UTF-8, steers nothing, and stays as it is. */
void fuzz_require_clean(const char *text, size_t size, enum clean_rule rule);

/* A sentence: clean, of one line, not empty, with a status. */
void fuzz_require_fault(const struct fault *fault);

#endif
