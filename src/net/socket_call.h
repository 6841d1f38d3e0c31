/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * socket_call - each of the system's calls on sockets, made in one place and
 * nowhere else: what a lecture draws is what stands here.
 *
 * Results and errno are the system's own; what they mean is net/socket's.
 */
#ifndef LANDLINE_NET_SOCKET_CALL_H
#define LANDLINE_NET_SOCKET_CALL_H

#include <stddef.h>
#include <sys/types.h>

#include "net/sockaddr.h"

/* Non-blocking and close-on-exec, as is what accept() returns. */
int socket_call_socket(int family, int type);
int socket_call_accept(int listener, struct sockaddr_any *from);

/* Options that are an int; linger is none. */
int socket_call_setsockopt(int descriptor, int level, int name, int value);
int socket_call_getsockopt(int descriptor, int level, int name, int *value);
int socket_call_linger(int descriptor, int seconds);

int socket_call_bind(int descriptor, const struct sockaddr_any *to);
int socket_call_listen(int descriptor, int backlog);
int socket_call_connect(int descriptor, const struct sockaddr_any *to);
int socket_call_getsockname(int descriptor, struct sockaddr_any *mine);
int socket_call_getpeername(int descriptor, struct sockaddr_any *theirs);

/* Repeated while interrupted; no SIGPIPE comes of send(). */
ssize_t socket_call_recv(int descriptor, void *to, size_t room);
ssize_t socket_call_send(int descriptor, const void *from, size_t size);

void socket_call_shutdown(int descriptor, int how);
void socket_call_close(int descriptor);

#endif
