/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "net/socket_call.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- noting ---- */

static void
note(struct ladder *ladder, struct ladder_entry *made, ssize_t result)
{
	made->result = result;
	made->error = result < 0 ? errno : made->error;
	ladder_note(ladder, made);
}

static struct ladder_entry
call_on(enum ladder_call call, int descriptor)
{
	return (struct ladder_entry){ .call = call, .descriptor = descriptor };
}

static int
noted(struct ladder *ladder, enum ladder_call call, int descriptor, int result)
{
	struct ladder_entry made = call_on(call, descriptor);
	note(ladder, &made, result);
	return result;
}

static int
noted_address(struct ladder *ladder, struct ladder_entry made,
    const struct sockaddr_any *address, int result)
{
	made.address = *address;
	note(ladder, &made, result);
	return result;
}

static int
noted_argument(struct ladder *ladder, struct ladder_entry made, int argument,
    int result)
{
	made.arguments[0] = argument;
	note(ladder, &made, result);
	return result;
}

static int
noted_option(struct ladder *ladder, struct ladder_entry made, const int *option,
    int result)
{
	memcpy(made.arguments, option, sizeof(made.arguments));
	note(ladder, &made, result);
	return result;
}

/* ---- calling ---- */

int
socket_call_socket(struct ladder *ladder, int family, int type)
{
	struct ladder_entry made = call_on(LADDER_SOCKET, -1);
	int descriptor = socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	made.descriptor = descriptor;
	made.arguments[1] = type;
	return noted_argument(ladder, made, family, descriptor);
}

static void
make_room(struct sockaddr_any *address)
{
	memset(address, 0, sizeof(*address));
	address->size = sizeof(address->storage);
}

int
socket_call_accept(struct ladder *ladder, int listener,
    struct sockaddr_any *from)
{
	make_room(from);
	int descriptor = accept4(listener, (struct sockaddr *)&from->storage,
	    &from->size, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (descriptor < 0)
		return noted(ladder, LADDER_ACCEPT, listener, descriptor);
	return noted_address(ladder, call_on(LADDER_ACCEPT, listener), from,
	    descriptor);
}

int
socket_call_setsockopt(struct ladder *ladder, int descriptor, int level,
    int name, int value)
{
	int option[] = { level, name, value };
	return noted_option(ladder, call_on(LADDER_SETSOCKOPT, descriptor),
	    option, setsockopt(descriptor, level, name, &value, sizeof(value)));
}

int
socket_call_getsockopt(struct ladder *ladder, int descriptor, int level,
    int name, int *value)
{
	struct ladder_entry made = call_on(LADDER_GETSOCKOPT, descriptor);
	socklen_t size = sizeof(*value);
	int result = getsockopt(descriptor, level, name, value, &size);
	int option[] = { level, name, *value };
	/* What it tells of a connect is the answer, and not that it told. */
	if (result == 0 && level == SOL_SOCKET && name == SO_ERROR)
		made.error = *value;
	return noted_option(ladder, made, option, result);
}

int
socket_call_linger(struct ladder *ladder, int descriptor, int seconds)
{
	struct linger linger = { .l_onoff = 1, .l_linger = seconds };
	int option[] = { SOL_SOCKET, SO_LINGER, seconds };
	return noted_option(ladder, call_on(LADDER_SETSOCKOPT, descriptor),
	    option,
	    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger,
		sizeof(linger)));
}

int
socket_call_bind(struct ladder *ladder, int descriptor,
    const struct sockaddr_any *to)
{
	return noted_address(ladder, call_on(LADDER_BIND, descriptor), to,
	    bind(descriptor, (const struct sockaddr *)&to->storage, to->size));
}

int
socket_call_listen(struct ladder *ladder, int descriptor, int backlog)
{
	return noted_argument(ladder, call_on(LADDER_LISTEN, descriptor),
	    backlog, listen(descriptor, backlog));
}

int
socket_call_connect(struct ladder *ladder, int descriptor,
    const struct sockaddr_any *to)
{
	return noted_address(ladder, call_on(LADDER_CONNECT, descriptor), to,
	    connect(descriptor, (const struct sockaddr *)&to->storage,
		to->size));
}

int
socket_call_getsockname(struct ladder *ladder, int descriptor,
    struct sockaddr_any *mine)
{
	make_room(mine);
	int result = getsockname(descriptor, (struct sockaddr *)&mine->storage,
	    &mine->size);
	return noted_address(ladder, call_on(LADDER_GETSOCKNAME, descriptor),
	    mine, result);
}

int
socket_call_getpeername(struct ladder *ladder, int descriptor,
    struct sockaddr_any *theirs)
{
	make_room(theirs);
	int result = getpeername(descriptor,
	    (struct sockaddr *)&theirs->storage, &theirs->size);
	return noted_address(ladder, call_on(LADDER_GETPEERNAME, descriptor),
	    theirs, result);
}

ssize_t
socket_call_recv(struct ladder *ladder, int descriptor, void *to, size_t room)
{
	struct ladder_entry made = call_on(LADDER_RECV, descriptor);
	ssize_t size;
	do {
		size = recv(descriptor, to, room, 0);
	} while (size < 0 && errno == EINTR);
	note(ladder, &made, size);
	return size;
}

ssize_t
socket_call_send(struct ladder *ladder, int descriptor, const void *from,
    size_t size)
{
	struct ladder_entry made = call_on(LADDER_SEND, descriptor);
	ssize_t sent;
	do {
		sent = send(descriptor, from, size, MSG_NOSIGNAL);
	} while (sent < 0 && errno == EINTR);
	note(ladder, &made, sent);
	return sent;
}

ssize_t
socket_call_recvfrom(struct ladder *ladder, int descriptor, void *to,
    size_t room, struct sockaddr_any *from)
{
	struct ladder_entry made = call_on(LADDER_RECVFROM, descriptor);
	ssize_t size;
	do {
		make_room(from);
		size = recvfrom(descriptor, to, room, MSG_TRUNC,
		    (struct sockaddr *)&from->storage, &from->size);
	} while (size < 0 && errno == EINTR);
	if (size >= 0)
		made.address = *from;
	note(ladder, &made, size);
	return size;
}

ssize_t
socket_call_sendto(struct ladder *ladder, int descriptor, const void *from,
    size_t size, const struct sockaddr_any *to)
{
	struct ladder_entry made = call_on(LADDER_SENDTO, descriptor);
	ssize_t sent;
	do {
		sent = sendto(descriptor, from, size, MSG_NOSIGNAL,
		    (const struct sockaddr *)&to->storage, to->size);
	} while (sent < 0 && errno == EINTR);
	made.address = *to;
	note(ladder, &made, sent);
	return sent;
}

void
socket_call_shutdown(struct ladder *ladder, int descriptor, int how)
{
	noted_argument(ladder, call_on(LADDER_SHUTDOWN, descriptor), how,
	    shutdown(descriptor, how));
}

void
socket_call_close(struct ladder *ladder, int descriptor)
{
	/* Not again after EINTR: on Linux it is closed all the same. */
	noted(ladder, LADDER_CLOSE, descriptor, close(descriptor));
}
