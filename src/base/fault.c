/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "base/fault.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Where `size` bytes of UTF-8 can end without their last, cut character. */
static size_t
whole_characters(const char *words, size_t size)
{
	size_t at = size;
	while (at > 0 && ((unsigned char)words[at] & 0xc0) == 0x80)
		at--;
	return at;
}

bool
fault_set(struct fault *fault, int status, const char *format, ...)
{
	/* Room for one byte beyond the cut, which says if it cuts well; and
	 * the arguments may be fault->words themselves. */
	char words[FAULT_WORDS_SIZE + 1];
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(words, sizeof(words), format, arguments);
	va_end(arguments);

	size_t size = length < 0 ? 0 : (size_t)length;
	if (size > FAULT_WORDS_SIZE - 1)
		size = whole_characters(words, FAULT_WORDS_SIZE - 1);
	fault->status = status;
	memcpy(fault->words, words, size);
	fault->words[size] = '\0';
	return false;
}
