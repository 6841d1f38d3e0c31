/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * memory - allocation that cannot return NULL.
 *
 * When there is none left, the rites are performed (the terminal comes
 * back), one sentence goes to standard error, and the program ends with 71.
 */
#ifndef LANDLINE_BASE_MEMORY_H
#define LANDLINE_BASE_MEMORY_H

#include <stddef.h>

/* `count` zeroed things of `size` bytes. The caller frees it with free(). */
void *memory_new(size_t count, size_t size);

/* Like realloc(); `count` times `size` must not overflow, or it ends. */
void *memory_grow(void *old, size_t count, size_t size);

/* A copy of `size` bytes, with a NUL behind them. */
void *memory_copy(const void *from, size_t size);

#endif
