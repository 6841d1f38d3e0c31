/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "modes.h"

#include <stdio.h>
#include <string.h>

bool
modes_is_on(const char *written, size_t size, int mode, bool was_on)
{
	char opening[24];
	bool is_on = was_on, is_saved = was_on;
	size_t opening_size =
	    (size_t)snprintf(opening, sizeof(opening), "\033[?%d", mode);
	const char *end = written + size, *at = written;
	while (at < end &&
	    (at = memmem(at, (size_t)(end - at), opening, opening_size)) !=
		NULL) {
		at += opening_size;
		if (at == end)
			break;
		if (*at == 'h' || *at == 'l')
			is_on = *at == 'h';
		else if (*at == 's')
			is_saved = is_on;
		else if (*at == 'r')
			is_on = is_saved;
	}
	return is_on;
}
