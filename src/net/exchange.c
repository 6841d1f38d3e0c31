/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "net/exchange.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

enum {
	SHED_READS = 4, /* of what a caller said who is not served */
	SHED_PIECE = 4096,
};

/*
 * Removes what an earlier landline left behind when it was killed: a socket,
 * one's own, at which nobody answers. Else false.
 */
static bool
remove_stale(struct ladder *ladder, const struct number *number)
{
	struct stat found, again;
	const char *path = number->name;
	if (lstat(path, &found) != 0 || !S_ISSOCK(found.st_mode) ||
	    found.st_uid != geteuid())
		return false;
	enum socket_verdict verdict;
	int error = 0;
	int descriptor = socket_connect(ladder, number, &verdict, &error);
	socket_close(ladder, descriptor);
	if (descriptor >= 0 || error != ECONNREFUSED)
		return false;
	/* Another landline may have taken it over in the meantime. */
	return lstat(path, &again) == 0 && again.st_dev == found.st_dev &&
	    again.st_ino == found.st_ino && unlink(path) == 0;
}

static int
listen_on(struct ladder *ladder, const struct number *on, struct number *got,
    struct fault *fault)
{
	int descriptor = socket_listen(ladder, on, got, fault);
	if (descriptor < 0 && errno == EADDRINUSE && on->kind == NUMBER_UNIX &&
	    remove_stale(ladder, on))
		descriptor = socket_listen(ladder, on, got, fault);
	return descriptor;
}

static void
remember_path(struct exchange *exchange)
{
	struct stat made;
	if (exchange->number.kind != NUMBER_UNIX ||
	    lstat(exchange->number.name, &made) != 0)
		return;
	exchange->made_path = true;
	exchange->path_device = (uint64_t)made.st_dev;
	exchange->path_inode = (uint64_t)made.st_ino;
}

static int
open_spare(void)
{
	return open("/dev/null", O_RDONLY | O_CLOEXEC);
}

/* Without one, a full table would leave callers waiting in silence. */
static bool
cannot_spare(struct exchange *exchange, struct fault *fault)
{
	char print[NUMBER_PRINT_SIZE];
	int error = errno;
	number_print_whole(print, sizeof(print), &exchange->number);
	exchange_close(exchange);
	errno = error;
	return fault_set(fault, EX_OSERR,
	    "cannot listen on %s (open: %s); too much is open on this machine",
	    print, strerror(error));
}

bool
exchange_open(struct exchange *exchange, struct ladder *ladder,
    const struct number *on, struct fault *fault)
{
	*exchange = (struct exchange){ .ladder = ladder,
		.descriptor = -1,
		.spare = -1 };
	int descriptor = listen_on(ladder, on, &exchange->number, fault);
	if (descriptor < 0)
		return false;
	exchange->descriptor = descriptor;
	remember_path(exchange);
	exchange->spare = open_spare();
	return exchange->spare >= 0 || cannot_spare(exchange, fault);
}

void
exchange_shed(struct ladder *ladder, int descriptor, const void *farewell,
    size_t size)
{
	char unread[SHED_PIECE];
	size_t count;
	int error;
	/* Unread bytes would make close() a reset, which can overtake; but who
	 * never stops sending is not waited for. */
	for (int i = 0; i < SHED_READS; i++)
		if (socket_receive(ladder, descriptor, unread, sizeof(unread),
			&count, &error) != SOCKET_OK)
			break;
	if (size > 0)
		socket_send(ladder, descriptor, farewell, size, &count, &error);
	socket_finish(ladder, descriptor);
	socket_close(ladder, descriptor);
}

static enum socket_verdict
accept_on_spare(struct exchange *exchange, const void *farewell, size_t size)
{
	int descriptor;
	struct number from;
	close(exchange->spare);
	enum socket_verdict verdict = socket_accept(exchange->ladder,
	    exchange->descriptor, &descriptor, &from);
	if (verdict == SOCKET_OK) {
		exchange_shed(exchange->ladder, descriptor, farewell, size);
		verdict = SOCKET_TABLE_FULL;
	} else if (verdict == SOCKET_TABLE_FULL) {
		verdict = SOCKET_NO_ROOM;
	}
	exchange->spare = open_spare();
	return verdict;
}

enum socket_verdict
exchange_accept(struct exchange *exchange, int *descriptor, struct number *from,
    const void *farewell, size_t farewell_size)
{
	if (exchange->spare < 0)
		exchange->spare = open_spare();
	enum socket_verdict verdict = socket_accept(exchange->ladder,
	    exchange->descriptor, descriptor, from);
	if (verdict != SOCKET_TABLE_FULL)
		return verdict;
	if (exchange->spare < 0)
		return SOCKET_NO_ROOM;
	return accept_on_spare(exchange, farewell, farewell_size);
}

static void
remove_path(const struct exchange *exchange)
{
	struct stat there;
	const char *path = exchange->number.name;
	if (lstat(path, &there) == 0 &&
	    (uint64_t)there.st_dev == exchange->path_device &&
	    (uint64_t)there.st_ino == exchange->path_inode)
		unlink(path);
}

void
exchange_close(struct exchange *exchange)
{
	/* The path first: while it is there, it can still be dialled. */
	if (exchange->made_path)
		remove_path(exchange);
	socket_close(exchange->ladder, exchange->descriptor);
	if (exchange->spare >= 0)
		close(exchange->spare);
	*exchange = (struct exchange){ .descriptor = -1, .spare = -1 };
}
