/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "net/socket.h"

#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include "net/sockaddr.h"
#include "net/socket_call.h"

enum {
	NOTSENT_LOWAT = 16 * 1024, /* the kernel is not to hoard */
	ACCEPT_TRIES = 64,	   /* callers gone again, in one turn */
};

/* ---- being called ---- */

enum socket_verdict
socket_accept(struct ladder *ladder, int listener, int *descriptor,
    struct number *from)
{
	struct sockaddr_any address;
	for (int tries = 0; tries < ACCEPT_TRIES; tries++) {
		int caller = socket_call_accept(ladder, listener, &address);
		if (caller >= 0) {
			*descriptor = caller;
			*from = sockaddr_to_number(&address);
			if (from->kind == NUMBER_UNIX)
				*from = number_nobody();
			return SOCKET_OK;
		}
		switch (errno) {
		case EAGAIN:
			return SOCKET_WOULD_BLOCK;
		case EMFILE:
		case ENFILE:
			return SOCKET_TABLE_FULL;
		case ENOBUFS:
		case ENOMEM:
			return SOCKET_NO_ROOM;
		case EBADF:
		case EINVAL:
		case ENOTSOCK:
			return SOCKET_BROKEN;
		default:
			/* accept(2): what befell this caller's connection
			 * (ECONNABORTED, EPROTO, EPERM, ENETDOWN ...) is
			 * told here, and says nothing about the next. */
			break;
		}
	}
	return SOCKET_WOULD_BLOCK;
}

/* ---- connecting ---- */

/* A UNIX socket has none; what it is called may be empty, too. */
static bool
has_address(const struct number *number)
{
	return number->kind == NUMBER_IPV4 || number->kind == NUMBER_IPV6;
}

/* Measured: dialling a port from that port connects a socket to itself. */
static bool
is_itself(const struct number *mine, const struct number *theirs)
{
	return has_address(mine) && number_equal(mine, theirs);
}

static int
give_up_connecting(struct ladder *ladder, int descriptor, int reason,
    int *error)
{
	socket_close(ladder, descriptor);
	*error = reason;
	return -1;
}

static int
connect_to(struct ladder *ladder, int type, const struct number *to,
    enum socket_verdict *verdict, int *error)
{
	struct sockaddr_any address;
	if (!sockaddr_from_number(&address, to))
		return give_up_connecting(ladder, -1, errno, error);
	int descriptor =
	    socket_call_socket(ladder, address.storage.ss_family, type);
	if (descriptor < 0)
		return give_up_connecting(ladder, -1, errno, error);
	*verdict = SOCKET_OK;
	if (socket_call_connect(ladder, descriptor, &address) == 0)
		return descriptor;
	/* connect(2): interrupted, it goes on by itself. */
	if (errno != EINPROGRESS && errno != EINTR)
		return give_up_connecting(ladder, descriptor, errno, error);
	*verdict = SOCKET_WOULD_BLOCK;
	return descriptor;
}

int
socket_connect(struct ladder *ladder, const struct number *to,
    enum socket_verdict *verdict, int *error)
{
	struct number mine, theirs;
	int descriptor = connect_to(ladder, SOCK_STREAM, to, verdict, error);
	if (descriptor >= 0 && *verdict == SOCKET_OK &&
	    socket_numbers(ladder, descriptor, &mine, &theirs) &&
	    is_itself(&mine, &theirs))
		return give_up_connecting(ladder, descriptor, ECONNREFUSED,
		    error);
	return descriptor;
}

int
socket_pin(struct ladder *ladder, const struct number *to, int *error)
{
	enum socket_verdict at_once;
	return connect_to(ladder, SOCK_DGRAM, to, &at_once, error);
}

enum socket_verdict
socket_connected(struct ladder *ladder, int descriptor, int *error)
{
	struct number mine, theirs;
	if (socket_call_getsockopt(ladder, descriptor, SOL_SOCKET, SO_ERROR,
		error) != 0)
		*error = errno;
	if (*error != 0)
		return SOCKET_BROKEN;
	if (!socket_numbers(ladder, descriptor, &mine, &theirs))
		*error = errno;
	else if (is_itself(&mine, &theirs))
		*error = ECONNREFUSED;
	return *error == 0 ? SOCKET_OK : SOCKET_BROKEN;
}

bool
socket_route(const struct number *to, struct number *mine)
{
	struct sockaddr_any address;
	if (!sockaddr_from_number(&address, to))
		return false;
	int descriptor =
	    socket_call_socket(NULL, address.storage.ss_family, SOCK_DGRAM);
	if (descriptor < 0)
		return false;
	bool found = socket_call_connect(NULL, descriptor, &address) == 0 &&
	    socket_call_getsockname(NULL, descriptor, &address) == 0;
	socket_call_close(NULL, descriptor);
	if (found) {
		*mine = sockaddr_to_number(&address);
		mine->port = 0;
	}
	return found;
}

/* ---- a connected line ---- */

bool
socket_numbers(struct ladder *ladder, int descriptor, struct number *mine,
    struct number *theirs)
{
	struct sockaddr_any address;
	*mine = number_nobody();
	*theirs = number_nobody();
	if (socket_call_getsockname(ladder, descriptor, &address) != 0)
		return false;
	*mine = sockaddr_to_number(&address);
	if (socket_call_getpeername(ladder, descriptor, &address) != 0)
		return false;
	*theirs = sockaddr_to_number(&address);
	return true;
}

void
socket_set_nagle(struct ladder *ladder, int descriptor,
    const struct number *mine, bool nagle)
{
	if (has_address(mine))
		socket_call_setsockopt(ladder, descriptor, IPPROTO_TCP,
		    TCP_NODELAY, !nagle);
}

void
socket_tune(struct ladder *ladder, int descriptor, const struct number *mine)
{
	if (!has_address(mine))
		return;
	/* What is typed goes now; a batch is put together before send(). */
	socket_set_nagle(ladder, descriptor, mine, false);
#ifdef TCP_NOTSENT_LOWAT
	socket_call_setsockopt(ladder, descriptor, IPPROTO_TCP,
	    TCP_NOTSENT_LOWAT, NOTSENT_LOWAT);
#endif
}

static enum socket_verdict
verdict_of(int error)
{
	if (error == EAGAIN || error == EWOULDBLOCK)
		return SOCKET_WOULD_BLOCK;
	return SOCKET_BROKEN;
}

enum socket_verdict
socket_receive(struct ladder *ladder, int descriptor, void *to, size_t room,
    size_t *got, int *error)
{
	assert(room > 0); /* else the answer would look like an end */
	ssize_t size = socket_call_recv(ladder, descriptor, to, room);
	*got = size > 0 ? (size_t)size : 0;
	if (size > 0)
		return SOCKET_OK;
	if (size == 0)
		return SOCKET_CLOSED;
	*error = errno;
	return verdict_of(errno);
}

enum socket_verdict
socket_send(struct ladder *ladder, int descriptor, const void *from,
    size_t size, size_t *sent, int *error)
{
	ssize_t taken = socket_call_send(ladder, descriptor, from, size);
	*sent = taken > 0 ? (size_t)taken : 0;
	if (taken >= 0)
		return SOCKET_OK;
	*error = errno;
	return verdict_of(errno);
}

void
socket_finish(struct ladder *ladder, int descriptor)
{
	socket_call_shutdown(ladder, descriptor, SHUT_WR);
}

void
socket_close(struct ladder *ladder, int descriptor)
{
	if (descriptor >= 0)
		socket_call_close(ladder, descriptor);
}

void
socket_reset(struct ladder *ladder, int descriptor)
{
	socket_call_linger(ladder, descriptor, 0);
	socket_close(ladder, descriptor);
}
