/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "base/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

/* The log can be asked for from everywhere, so it belongs to nobody. */
static FILE *log_file;

void
trace_open(void)
{
	const char *path = getenv("LANDLINE_TRACE");
	if (path == NULL || *path == '\0' || log_file != NULL)
		return;
	/* Messages may stand in it: nobody else's business. */
	int descriptor =
	    open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	if (descriptor >= 0)
		log_file = fdopen(descriptor, "a");
	if (log_file != NULL) {
		/* By lines: the last one before a crash matters most. */
		setvbuf(log_file, NULL, _IOLBF, BUFSIZ);
		return;
	}
	fprintf(stderr,
	    "landline: cannot write to the file in LANDLINE_TRACE (open: %s)\n",
	    strerror(errno));
	if (descriptor >= 0)
		close(descriptor);
}

void
trace_close(void)
{
	if (log_file == NULL)
		return;
	fclose(log_file);
	log_file = NULL;
}

void
trace(const char *format, ...)
{
	if (log_file == NULL)
		return;
	/* A trace between a failed call and its errno changes nothing. */
	int saved_errno = errno;
	int64_t now = clock_now();
	fprintf(log_file, "%" PRId64 ".%03d ", now / 1000, (int)(now % 1000));
	va_list arguments;
	va_start(arguments, format);
	vfprintf(log_file, format, arguments);
	va_end(arguments);
	putc('\n', log_file);
	errno = saved_errno;
}
