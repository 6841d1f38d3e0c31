/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "text/quote.h"

#include <stdbool.h>
#include <stdio.h>

#include "text/cells.h"
#include "text/clean.h"

enum {
	LOOKED_AT = 512, /* nobody reads 4 KiB of digits */
	ELLIPSIS_SIZE = 3,
	SHOWN_MOST = QUOTE_SIZE - ELLIPSIS_SIZE - 1,
};

char *
quote_text(char to[QUOTE_SIZE], const char *text, size_t size)
{
	char safe[LOOKED_AT * CLEAN_GROWTH + 1];
	size_t looked_at = size < LOOKED_AT ? size : LOOKED_AT;
	size_t safe_size =
	    clean_text(safe, sizeof(safe), text, looked_at, CLEAN_LINE);
	size_t shown = cells_fit(safe, safe_size, QUOTE_COLS);
	if (shown > SHOWN_MOST)
		shown = clean_cut(safe, safe_size, SHOWN_MOST);
	bool whole = shown == safe_size && looked_at == size;
	snprintf(to, QUOTE_SIZE, "%.*s%s", (int)shown, safe, whole ? "" : "…");
	return to;
}
