/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * socket_call - each of the system's calls on sockets, made in one place and
 * nowhere else: what a lecture draws is what stands here.
 *
 * Results and errno are the system's own; what they mean is net/socket's.
 * Each call is written into the ladder, unless that is NULL.
 */
#ifndef LANDLINE_NET_SOCKET_CALL_H
#define LANDLINE_NET_SOCKET_CALL_H

#include <stddef.h>
#include <sys/types.h>

#include "net/ladder.h"
#include "net/sockaddr.h"

/* Non-blocking and close-on-exec, as is what accept() returns. */
int socket_call_socket(struct ladder *ladder, int family, int type);
int socket_call_accept(struct ladder *ladder, int listener,
    struct sockaddr_any *from);

/* Options that are an int; linger is none. */
int socket_call_setsockopt(struct ladder *ladder, int descriptor, int level,
    int name, int value);
int socket_call_getsockopt(struct ladder *ladder, int descriptor, int level,
    int name, int *value);
int socket_call_linger(struct ladder *ladder, int descriptor, int seconds);

int socket_call_bind(struct ladder *ladder, int descriptor,
    const struct sockaddr_any *to);
int socket_call_listen(struct ladder *ladder, int descriptor, int backlog);
int socket_call_connect(struct ladder *ladder, int descriptor,
    const struct sockaddr_any *to);
int socket_call_getsockname(struct ladder *ladder, int descriptor,
    struct sockaddr_any *mine);
int socket_call_getpeername(struct ladder *ladder, int descriptor,
    struct sockaddr_any *theirs);

/* Repeated while interrupted; no SIGPIPE comes of send(). */
ssize_t socket_call_recv(struct ladder *ladder, int descriptor, void *to,
    size_t room);
ssize_t socket_call_send(struct ladder *ladder, int descriptor,
    const void *from, size_t size);

/* As above; more than `room` is the size of a datagram that was cut. */
ssize_t socket_call_recvfrom(struct ladder *ladder, int descriptor, void *to,
    size_t room, struct sockaddr_any *from);
ssize_t socket_call_sendto(struct ladder *ladder, int descriptor,
    const void *from, size_t size, const struct sockaddr_any *to);

/*
 * The same for a socket that has every address of the machine: `at` is the one
 * that the datagram came to, of size 0 if that was not told (IP_PKTINFO or
 * IPV6_RECVPKTINFO is to be set), and `as` the one that it is to leave from.
 */
ssize_t socket_call_recvmsg(struct ladder *ladder, int descriptor, void *to,
    size_t room, struct sockaddr_any *from, struct sockaddr_any *at);
ssize_t socket_call_sendmsg(struct ladder *ladder, int descriptor,
    const void *from, size_t size, const struct sockaddr_any *to,
    const struct sockaddr_any *as);

void socket_call_shutdown(struct ladder *ladder, int descriptor, int how);
void socket_call_close(struct ladder *ladder, int descriptor);

#endif
