/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "material.h"

#include <stdlib.h>
#include <string.h>

/* xorshift64* (Vigna, 2016). */
uint64_t
material_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * UINT64_C(2685821657736338717);
}

size_t
material_upto(uint64_t *state, size_t most)
{
	return (size_t)((material_random(state) >> 16) % (most + 1));
}

void
material_fill(uint64_t *state, uint8_t *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		bytes[i] = (uint8_t)(material_random(state) >> 32);
}

uint8_t *
material_copy(const uint8_t *bytes, size_t size)
{
	uint8_t *copy = malloc(size);
	if (copy == NULL && size > 0)
		abort();
	if (size > 0)
		memcpy(copy, bytes, size);
	return copy;
}
