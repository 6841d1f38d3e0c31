/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/outlet.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
	/* One frame, of whatever size: there is no other before it is gone. */
	WAITING_MOST = 256 * 1024 * 1024,
	FIRST_FREE = 3,
	READ_SIZE = 16 * 1024,
};

bool
outlet_open(struct outlet *outlet, int terminal)
{
	*outlet = (struct outlet){ .terminal = terminal, .caught = -1 };
	bytes_init(&outlet->waiting, WAITING_MOST);
	int same = fcntl(terminal, F_DUPFD_CLOEXEC, FIRST_FREE);
	outlet->drawing = same < 0 ? NULL : fdopen(same, "w");
	if (outlet->drawing != NULL)
		outlet->caught = memfd_create("landline", MFD_CLOEXEC);
	if (outlet->caught >= 0)
		return true;
	int error = errno;
	outlet_close(outlet);
	errno = error;
	return false;
}

void
outlet_close(struct outlet *outlet)
{
	if (outlet->drawing != NULL)
		fclose(outlet->drawing);
	if (outlet->caught >= 0)
		close(outlet->caught);
	bytes_clear(&outlet->waiting);
	outlet->drawing = NULL;
	outlet->caught = -1;
}

/* Another file under the number that curses knows. */
static void
turn(const struct outlet *outlet, int to)
{
	while (dup3(to, fileno(outlet->drawing), O_CLOEXEC) < 0 &&
	    (errno == EINTR || errno == EBUSY))
		continue;
}

void
outlet_catch(struct outlet *outlet)
{
	turn(outlet, outlet->caught);
}

static void
take_caught(struct outlet *outlet)
{
	ssize_t size;
	off_t at = 0;
	do {
		uint8_t *to = bytes_reserve(&outlet->waiting, READ_SIZE);
		size =
		    to == NULL ? 0 : pread(outlet->caught, to, READ_SIZE, at);
		if (size > 0)
			bytes_grew(&outlet->waiting, (size_t)size);
		at += size;
	} while (size > 0);
	if (lseek(outlet->caught, 0, SEEK_SET) == 0 && at > 0 &&
	    ftruncate(outlet->caught, 0) < 0)
		outlet_forget(outlet); /* it would come twice */
}

void
outlet_pass_on(struct outlet *outlet)
{
	turn(outlet, outlet->terminal);
	take_caught(outlet);
	outlet_push(outlet);
}

void
outlet_add(struct outlet *outlet, const char *bytes, size_t size)
{
	bytes_append(&outlet->waiting, bytes, size);
	outlet_push(outlet);
}

/*
 * The terminal is the shell's, too, and curses would try again and again on
 * one that says EAGAIN: it does not block for just this one write.
 */
static ssize_t
write_some(const struct outlet *outlet)
{
	int flags = fcntl(outlet->terminal, F_GETFL);
	if (flags >= 0)
		fcntl(outlet->terminal, F_SETFL, flags | O_NONBLOCK);
	ssize_t size = write(outlet->terminal, bytes_head(&outlet->waiting),
	    outlet->waiting.size);
	int error = errno;
	if (flags >= 0)
		fcntl(outlet->terminal, F_SETFL, flags);
	errno = error;
	return size;
}

void
outlet_push(struct outlet *outlet)
{
	while (outlet->waiting.size > 0) {
		ssize_t size = write_some(outlet);
		if (size > 0)
			bytes_consume(&outlet->waiting, (size_t)size);
		else if (size < 0 && errno == EAGAIN)
			return;
		else if (size == 0 || errno != EINTR)
			outlet_forget(outlet); /* the terminal is gone */
	}
}

bool
outlet_is_empty(const struct outlet *outlet)
{
	return outlet->waiting.size == 0;
}

void
outlet_forget(struct outlet *outlet)
{
	bytes_consume(&outlet->waiting, outlet->waiting.size);
}
