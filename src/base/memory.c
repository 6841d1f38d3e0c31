/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/rites.h"

static const char sentence[] =
    "landline: no memory left (malloc: Cannot allocate memory); "
    "close other programs and call again\n";

/* _exit(): what atexit() and stdio would do may want memory, too. */
static _Noreturn void
end_without_memory(void)
{
	rites_perform();
	ssize_t ignored = write(STDERR_FILENO, sentence, sizeof(sentence) - 1);
	(void)ignored;
	_exit(EX_OSERR);
}

static size_t
multiply(size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		end_without_memory();
	return count * size;
}

/* For 0 bytes malloc() and realloc() may give NULL; ours never do. */
static size_t
at_least_one(size_t size)
{
	return size == 0 ? 1 : size;
}

void *
memory_new(size_t count, size_t size)
{
	void *memory = calloc(1, at_least_one(multiply(count, size)));
	if (memory == NULL)
		end_without_memory();
	return memory;
}

void *
memory_grow(void *old, size_t count, size_t size)
{
	void *memory = realloc(old, at_least_one(multiply(count, size)));
	if (memory == NULL)
		end_without_memory();
	return memory;
}

void *
memory_copy(const void *from, size_t size)
{
	if (size == SIZE_MAX)
		end_without_memory();
	char *copy = malloc(size + 1);
	if (copy == NULL)
		end_without_memory();
	if (size > 0)
		memcpy(copy, from, size);
	copy[size] = '\0';
	return copy;
}
