/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/outlet.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
	/* One frame, of whatever size: there is no other before it is gone. */
	WAITING_MOST = 256 * 1024 * 1024,
	FIRST_FREE = 3,
};

/* The same terminal, which does not block here and still does for others. */
static int
open_again(int terminal)
{
	char path[32];
	snprintf(path, sizeof(path), "/proc/self/fd/%d", terminal);
	return open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

bool
outlet_open(struct outlet *outlet, int terminal)
{
	*outlet = (struct outlet){
		.terminal = terminal,
		.again = open_again(terminal),
		.caught = -1,
	};
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
	if (outlet->again >= 0)
		close(outlet->again);
	bytes_clear(&outlet->waiting);
	outlet->drawing = NULL;
	outlet->caught = -1;
	outlet->again = -1;
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

/* Where curses has come to in the file is what it has written. */
static void
take_caught(struct outlet *outlet)
{
	off_t end = lseek(outlet->caught, 0, SEEK_CUR);
	size_t size = end > 0 ? (size_t)end : 0;
	uint8_t *to = size > 0 ? bytes_reserve(&outlet->waiting, size) : NULL;
	if (to != NULL && pread(outlet->caught, to, size, 0) == end)
		bytes_grew(&outlet->waiting, size);
	if (size > 0)
		lseek(outlet->caught, 0, SEEK_SET);
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
 * one that says EAGAIN: where it cannot be opened once more, as somebody else's
 * after su(1), it does not block for just this one write.
 */
static ssize_t
write_some(const struct outlet *outlet)
{
	if (outlet->again >= 0)
		return write(outlet->again, bytes_head(&outlet->waiting),
		    outlet->waiting.size);
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
