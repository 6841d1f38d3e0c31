/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "net/socket_call.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int
socket_call_socket(int family, int type)
{
	return socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

static void
make_room(struct sockaddr_any *address)
{
	memset(address, 0, sizeof(*address));
	address->size = sizeof(address->storage);
}

int
socket_call_accept(int listener, struct sockaddr_any *from)
{
	make_room(from);
	return accept4(listener, (struct sockaddr *)&from->storage, &from->size,
	    SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int
socket_call_setsockopt(int descriptor, int level, int name, int value)
{
	return setsockopt(descriptor, level, name, &value, sizeof(value));
}

int
socket_call_getsockopt(int descriptor, int level, int name, int *value)
{
	socklen_t size = sizeof(*value);
	return getsockopt(descriptor, level, name, value, &size);
}

int
socket_call_linger(int descriptor, int seconds)
{
	struct linger linger = { .l_onoff = 1, .l_linger = seconds };
	return setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger,
	    sizeof(linger));
}

int
socket_call_bind(int descriptor, const struct sockaddr_any *to)
{
	return bind(descriptor, (const struct sockaddr *)&to->storage,
	    to->size);
}

int
socket_call_listen(int descriptor, int backlog)
{
	return listen(descriptor, backlog);
}

int
socket_call_connect(int descriptor, const struct sockaddr_any *to)
{
	return connect(descriptor, (const struct sockaddr *)&to->storage,
	    to->size);
}

int
socket_call_getsockname(int descriptor, struct sockaddr_any *mine)
{
	make_room(mine);
	return getsockname(descriptor, (struct sockaddr *)&mine->storage,
	    &mine->size);
}

int
socket_call_getpeername(int descriptor, struct sockaddr_any *theirs)
{
	make_room(theirs);
	return getpeername(descriptor, (struct sockaddr *)&theirs->storage,
	    &theirs->size);
}

ssize_t
socket_call_recv(int descriptor, void *to, size_t room)
{
	ssize_t size;
	do {
		size = recv(descriptor, to, room, 0);
	} while (size < 0 && errno == EINTR);
	return size;
}

ssize_t
socket_call_send(int descriptor, const void *from, size_t size)
{
	ssize_t sent;
	do {
		sent = send(descriptor, from, size, MSG_NOSIGNAL);
	} while (sent < 0 && errno == EINTR);
	return sent;
}

void
socket_call_shutdown(int descriptor, int how)
{
	shutdown(descriptor, how);
}

void
socket_call_close(int descriptor)
{
	/* Not again after EINTR: on Linux it is closed all the same. */
	close(descriptor);
}
