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
#include <sysexits.h>

#include "net/sockaddr.h"
#include "net/socket_call.h"

enum {
	NOTSENT_LOWAT = 16 * 1024, /* the kernel is not to hoard */
	ACCEPT_TRIES = 64,	   /* callers gone again, in one turn */
};

/* ---- listening ---- */

static const char *
listen_advice(const struct number *on, int error)
{
	bool is_path = on->kind == NUMBER_UNIX;
	switch (error) {
	case EADDRINUSE:
		return is_path ? "something else is at that path" :
				 "another program has that port; with :0 the "
				 "system picks a free one";
	case EADDRNOTAVAIL:
		return "this machine does not have that address; with :8255 "
		       "it is every address that it has";
	case EACCES:
		return is_path ? "you may not make files in that folder" :
				 "ports below 1024 are the system's; choose "
				 "a higher one";
	case EINVAL:
		return "a link-local address needs its interface, as in "
		       "fe80::1%eth0";
	case ENODEV:
		return "there is no such interface; \"ip link\" lists those "
		       "there are";
	case ENOENT:
	case ENOTDIR:
		return "that folder does not exist";
	case EAFNOSUPPORT:
		return "IPv6 is switched off here; use an IPv4 address";
	default:
		return "choose another number with --listen";
	}
}

/* Closes it and says which call failed; errno stays. Returns -1. */
static int
cannot_listen(struct fault *fault, const struct number *on, const char *call,
    int descriptor)
{
	int error = errno;
	char text[NUMBER_PRINT_SIZE];
	number_print_whole(text, sizeof(text), on);
	fault_set(fault, EX_OSERR, "cannot listen on %s (%s: %s); %s", text,
	    call, strerror(error), listen_advice(on, error));
	socket_close(descriptor);
	errno = error;
	return -1;
}

static void
prepare_listener(int descriptor, int family)
{
	if (family == AF_UNIX)
		return;
	/* Else the port is blocked for a minute after each call. */
	socket_call_setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
	if (family == AF_INET6)
		socket_call_setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY,
		    0);
}

/* What was asked for, with the port or the scope that the system filled in. */
static struct number
number_had(int descriptor, const struct number *on)
{
	struct number had = *on;
	struct sockaddr_any mine;
	if (on->kind != NUMBER_UNIX &&
	    socket_call_getsockname(descriptor, &mine) == 0)
		had.port = sockaddr_to_number(&mine).port;
	return had;
}

static int
listen_at(const struct number *on, const struct number *asked,
    struct fault *fault)
{
	struct sockaddr_any address;
	if (!sockaddr_from_number(&address, on))
		return cannot_listen(fault, asked, "if_nametoindex", -1);
	int family = address.storage.ss_family;
	int descriptor = socket_call_socket(family, SOCK_STREAM);
	if (descriptor < 0)
		return cannot_listen(fault, asked, "socket", -1);
	prepare_listener(descriptor, family);
	if (socket_call_bind(descriptor, &address) != 0)
		return cannot_listen(fault, asked, "bind", descriptor);
	if (socket_call_listen(descriptor, SOCKET_BACKLOG) != 0)
		return cannot_listen(fault, asked, "listen", descriptor);
	return descriptor;
}

int
socket_listen(const struct number *on, struct number *got, struct fault *fault)
{
	static const uint8_t every_ipv4[4];
	int descriptor = listen_at(on, on, fault);
	if (descriptor < 0 && on->kind == NUMBER_HERE &&
	    (errno == EAFNOSUPPORT || errno == EADDRNOTAVAIL)) {
		/* A system whose IPv6 is switched off still has telephones. */
		struct number ipv4 = number_ipv4(every_ipv4, on->port);
		descriptor = listen_at(&ipv4, on, fault);
	}
	if (descriptor >= 0)
		*got = number_had(descriptor, on);
	return descriptor;
}

enum socket_verdict
socket_accept(int listener, int *descriptor, struct number *from)
{
	struct sockaddr_any address;
	for (int tries = 0; tries < ACCEPT_TRIES; tries++) {
		int caller = socket_call_accept(listener, &address);
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
		case ENOBUFS:
		case ENOMEM:
			return SOCKET_TABLE_FULL;
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

/* Measured: dialling a port from that port connects a socket to itself. */
static bool
is_connected_to_itself(int descriptor)
{
	struct number mine, theirs;
	socket_numbers(descriptor, &mine, &theirs);
	return mine.kind != NUMBER_UNIX && mine.kind != NUMBER_NOBODY &&
	    number_equal(&mine, &theirs);
}

static int
give_up_connecting(int descriptor, int reason, int *error)
{
	socket_close(descriptor);
	*error = reason;
	return -1;
}

int
socket_connect(const struct number *to, enum socket_verdict *verdict,
    int *error)
{
	struct sockaddr_any address;
	if (!sockaddr_from_number(&address, to))
		return give_up_connecting(-1, errno, error);
	int descriptor =
	    socket_call_socket(address.storage.ss_family, SOCK_STREAM);
	if (descriptor < 0)
		return give_up_connecting(-1, errno, error);
	if (socket_call_connect(descriptor, &address) == 0) {
		*verdict = SOCKET_OK;
		if (is_connected_to_itself(descriptor))
			return give_up_connecting(descriptor, ECONNREFUSED,
			    error);
		return descriptor;
	}
	/* connect(2): interrupted, it goes on by itself. */
	if (errno != EINPROGRESS && errno != EINTR)
		return give_up_connecting(descriptor, errno, error);
	*verdict = SOCKET_WOULD_BLOCK;
	return descriptor;
}

enum socket_verdict
socket_connected(int descriptor, int *error)
{
	struct sockaddr_any theirs;
	if (socket_call_getsockopt(descriptor, SOL_SOCKET, SO_ERROR, error) !=
	    0)
		*error = errno;
	else if (*error == 0 &&
	    socket_call_getpeername(descriptor, &theirs) != 0)
		*error = errno;
	else if (*error == 0 && is_connected_to_itself(descriptor))
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
	    socket_call_socket(address.storage.ss_family, SOCK_DGRAM);
	if (descriptor < 0)
		return false;
	bool found = socket_call_connect(descriptor, &address) == 0 &&
	    socket_call_getsockname(descriptor, &address) == 0;
	socket_call_close(descriptor);
	if (found) {
		*mine = sockaddr_to_number(&address);
		mine->port = 0;
	}
	return found;
}

/* ---- a connected line ---- */

void
socket_numbers(int descriptor, struct number *mine, struct number *theirs)
{
	struct sockaddr_any address;
	*mine = number_nobody();
	*theirs = number_nobody();
	if (socket_call_getsockname(descriptor, &address) == 0)
		*mine = sockaddr_to_number(&address);
	if (socket_call_getpeername(descriptor, &address) == 0)
		*theirs = sockaddr_to_number(&address);
}

void
socket_tune(int descriptor)
{
	struct sockaddr_any mine;
	if (socket_call_getsockname(descriptor, &mine) != 0 ||
	    mine.storage.ss_family == AF_UNIX)
		return;
	/* What is typed goes now; a batch is put together before send(). */
	socket_call_setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
#ifdef TCP_NOTSENT_LOWAT
	socket_call_setsockopt(descriptor, IPPROTO_TCP, TCP_NOTSENT_LOWAT,
	    NOTSENT_LOWAT);
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
socket_receive(int descriptor, void *to, size_t room, size_t *got, int *error)
{
	assert(room > 0); /* else the answer would look like an end */
	ssize_t size = socket_call_recv(descriptor, to, room);
	*got = size > 0 ? (size_t)size : 0;
	if (size > 0)
		return SOCKET_OK;
	if (size == 0)
		return SOCKET_CLOSED;
	*error = errno;
	return verdict_of(errno);
}

enum socket_verdict
socket_send(int descriptor, const void *from, size_t size, size_t *sent,
    int *error)
{
	ssize_t taken = socket_call_send(descriptor, from, size);
	*sent = taken > 0 ? (size_t)taken : 0;
	if (taken >= 0)
		return SOCKET_OK;
	*error = errno;
	return verdict_of(errno);
}

void
socket_finish(int descriptor)
{
	socket_call_shutdown(descriptor, SHUT_WR);
}

void
socket_close(int descriptor)
{
	if (descriptor >= 0)
		socket_call_close(descriptor);
}

void
socket_reset(int descriptor)
{
	socket_call_linger(descriptor, 0);
	socket_close(descriptor);
}
