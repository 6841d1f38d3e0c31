/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "ui/plain.h"

enum { REST_MS = 500 }; /* for what is still to be told at the end */

/* So much in one write() that lines stay whole among other programs'. */
static size_t
whole_lines(const char *text, size_t size)
{
	if (size <= PIPE_BUF)
		return size;
	const char *newline = memrchr(text, '\n', PIPE_BUF);
	return newline != NULL ? (size_t)(newline - text) + 1 : PIPE_BUF;
}

static void
write_errors(struct plain *plain)
{
	const char *text = (const char *)bytes_head(&plain->errors);
	ssize_t wrote =
	    write(STDERR_FILENO, text, whole_lines(text, plain->errors.size));
	if (wrote >= 0) {
		bytes_consume(&plain->errors, (size_t)wrote);
	} else if (errno != EINTR && errno != EAGAIN) {
		plain->errors_failed = true;
		bytes_clear(&plain->errors);
	}
}

static void
tell_untold(struct plain *plain)
{
	char line[64];
	if (plain->untold == 0 || plain->errors.size > 0)
		return;
	int size = snprintf(line, sizeof line, "(%zu lines not shown)\n",
	    plain->untold);
	bytes_append(&plain->errors, line, (size_t)size);
	plain->untold = 0;
}

void
plain_flush_errors(struct plain *plain)
{
	while (plain->errors.size > 0 && loop_can_write(STDERR_FILENO)) {
		size_t before = plain->errors.size;
		write_errors(plain);
		if (plain->errors.size == before)
			return; /* not ours alone, and made non-blocking */
		tell_untold(plain);
	}
}

void
plain_tell(struct plain *plain, const char *sentence)
{
	size_t size = strlen(sentence);
	if (plain->errors_failed)
		return;
	if (plain->untold > 0 || bytes_free(&plain->errors) <= size) {
		plain->untold++;
	} else {
		bytes_append(&plain->errors, sentence, size);
		bytes_append(&plain->errors, "\n", 1);
	}
	plain_flush_errors(plain);
}

void
plain_tell_rest(struct plain *plain)
{
	int64_t until = clock_now() + REST_MS;
	int64_t left;
	while (plain->errors.size > 0 && (left = until - clock_now()) > 0 &&
	    loop_can_write_soon(STDERR_FILENO, (int)left))
		plain_flush_errors(plain);
}
