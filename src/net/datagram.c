/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "net/datagram.h"

#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sysexits.h>

#include "net/sockaddr.h"
#include "net/socket.h"
#include "net/socket_call.h"

/* Empty ones and strays in one turn: they must not keep all others waiting. */
enum { IGNORED_A_TURN = 64 };

static int
family_of(struct ladder *ladder, int descriptor)
{
	struct sockaddr_any mine;
	if (socket_call_getsockname(ladder, descriptor, &mine) != 0)
		return AF_UNSPEC;
	return mine.storage.ss_family;
}

static bool
is_everywhere(const struct number *number)
{
	static const uint8_t nothing[16];
	if (number->kind == NUMBER_HERE)
		return true;
	return memcmp(number->address, nothing,
		   number->kind == NUMBER_IPV4 ? 4 : 16) == 0;
}

/* Who answers from another address than was called is not understood. */
static void
ask_for_place(struct datagram *datagram)
{
	bool is_ipv6 = datagram->family == AF_INET6;
	datagram->is_everywhere = true;
	socket_call_setsockopt(datagram->ladder, datagram->descriptor,
	    is_ipv6 ? IPPROTO_IPV6 : IPPROTO_IP,
	    is_ipv6 ? IPV6_RECVPKTINFO : IP_PKTINFO, 1);
}

bool
datagram_open(struct datagram *datagram, struct ladder *ladder,
    const struct number *on, struct fault *fault)
{
	assert(on->kind != NUMBER_UNIX); /* who reads the options says no */
	*datagram = (struct datagram){ .descriptor = -1, .ladder = ladder };
	int descriptor = socket_hear(ladder, on, &datagram->mine, fault);
	if (descriptor < 0)
		return false;
	datagram->descriptor = descriptor;
	datagram->family = family_of(NULL, descriptor);
	if (is_everywhere(&datagram->mine))
		ask_for_place(datagram);
	return true;
}

void
datagram_adopt(struct datagram *datagram, struct ladder *ladder, int descriptor)
{
	*datagram = (struct datagram){
		.descriptor = descriptor,
		.ladder = ladder,
		.family = family_of(NULL, descriptor),
		.is_pinned = true,
	};
	socket_numbers(ladder, descriptor, &datagram->mine, &datagram->theirs);
}

/* ---- a second socket with the same number ---- */

static bool
cannot_pin(struct datagram *datagram, const struct number *to, const char *call,
    struct fault *fault)
{
	int error = errno;
	char text[NUMBER_PRINT_SIZE];
	number_print_whole(text, sizeof(text), to);
	datagram_close(datagram);
	return fault_set(fault, EX_OSERR,
	    "cannot have a line of its own for %s (%s: %s)", text, call,
	    strerror(error));
}

/*
 * Two sockets get one number only while both say SO_REUSEADDR, and as soon as
 * they have it, nobody else is to get it the same way.
 */
static int
bind_beside(const struct datagram *datagram, const struct datagram *waiting,
    const struct sockaddr_any *mine)
{
	struct ladder *ladder = datagram->ladder;
	int both[] = { datagram->descriptor, waiting->descriptor };
	for (size_t at = 0; at < 2; at++)
		socket_call_setsockopt(ladder, both[at], SOL_SOCKET,
		    SO_REUSEADDR, 1);
	int result = socket_call_bind(ladder, datagram->descriptor, mine);
	int error = errno;
	for (size_t at = 0; at < 2; at++)
		socket_call_setsockopt(ladder, both[at], SOL_SOCKET,
		    SO_REUSEADDR, 0);
	errno = error;
	return result;
}

/* The address that was called, with the port that is had. */
static bool
own_number(struct sockaddr_any *mine, const struct datagram *waiting,
    const struct number *as)
{
	if (as == NULL || as->kind == NUMBER_NOBODY)
		return socket_call_getsockname(waiting->ladder,
			   waiting->descriptor, mine) == 0;
	struct number number = *as;
	number.port = waiting->mine.port;
	if (!sockaddr_from_number(mine, &number))
		return false;
	if (waiting->family == AF_INET6)
		sockaddr_map_ipv4(mine);
	return true;
}

bool
datagram_pin(struct datagram *datagram, const struct datagram *waiting,
    const struct number *to, const struct number *as, struct fault *fault)
{
	struct ladder *ladder = waiting->ladder;
	struct sockaddr_any mine, theirs;
	*datagram = (struct datagram){ .descriptor = -1, .ladder = ladder };
	if (!sockaddr_from_number(&theirs, to))
		return cannot_pin(datagram, to, "if_nametoindex", fault);
	if (!own_number(&mine, waiting, as))
		return cannot_pin(datagram, to, "getsockname", fault);
	int descriptor =
	    socket_call_socket(ladder, mine.storage.ss_family, SOCK_DGRAM);
	if (descriptor < 0)
		return cannot_pin(datagram, to, "socket", fault);
	datagram->descriptor = descriptor;
	if (mine.storage.ss_family == AF_INET6) {
		sockaddr_map_ipv4(&theirs);
		socket_call_setsockopt(ladder, descriptor, IPPROTO_IPV6,
		    IPV6_V6ONLY, 0);
	}
	if (bind_beside(datagram, waiting, &mine) != 0)
		return cannot_pin(datagram, to, "bind", fault);
	if (socket_call_connect(ladder, descriptor, &theirs) != 0)
		return cannot_pin(datagram, to, "connect", fault);
	datagram_adopt(datagram, ladder, descriptor);
	return true;
}

/* ---- talking ---- */

static enum datagram_verdict
verdict_of(struct datagram *datagram, int error)
{
	datagram->error = error;
	switch (error) {
	case EAGAIN:
		return DATAGRAM_WOULD_BLOCK;
	case EMSGSIZE:
		return DATAGRAM_TOO_LONG;
	case EBADF:
	case EFAULT:
	case ENOTSOCK:
		return DATAGRAM_BROKEN;
	default:
		/* Unreachable, forbidden, no buffer, a sender who claims port
		 * 0 (EINVAL): one is lost, no more. */
		return DATAGRAM_REFUSED;
	}
}

/* Measured: what had come before connect() is still handed out after it. */
static bool
is_stray(const struct datagram *datagram, const struct number *from)
{
	return datagram->is_pinned && !number_equal(from, &datagram->theirs);
}

static ssize_t
receive(struct datagram *datagram, void *piece, size_t room,
    struct sockaddr_any *from)
{
	struct sockaddr_any at;
	ssize_t got;
	if (!datagram->is_everywhere) {
		datagram->called = datagram->mine;
		return socket_call_recvfrom(datagram->ladder,
		    datagram->descriptor, piece, room, from);
	}
	got = socket_call_recvmsg(datagram->ladder, datagram->descriptor, piece,
	    room, from, &at);
	datagram->called =
	    at.size > 0 ? sockaddr_to_number(&at) : number_nobody();
	return got;
}

enum datagram_verdict
datagram_receive(struct datagram *datagram, void *piece, size_t room,
    size_t *size, struct number *from)
{
	struct sockaddr_any address;
	*size = 0;
	for (int ignored = 0; ignored < IGNORED_A_TURN; ignored++) {
		ssize_t got = receive(datagram, piece, room, &address);
		if (got < 0)
			return verdict_of(datagram, errno);
		*from = sockaddr_to_number(&address);
		if (is_stray(datagram, from)) {
			datagram->stray_count++;
			continue;
		}
		if (got > 0) {
			*size = (size_t)got;
			return *size > room ? DATAGRAM_CUT : DATAGRAM_OK;
		}
		datagram->empty_count++;
	}
	return DATAGRAM_WOULD_BLOCK; /* poll() will say that there is more */
}

static ssize_t
send_to(struct datagram *datagram, const struct sockaddr_any *to,
    const struct number *as, const void *piece, size_t size)
{
	struct sockaddr_any mine;
	if (!datagram->is_everywhere || as == NULL ||
	    as->kind == NUMBER_NOBODY || !sockaddr_from_number(&mine, as))
		return socket_call_sendto(datagram->ladder,
		    datagram->descriptor, piece, size, to);
	if (datagram->family == AF_INET6)
		sockaddr_map_ipv4(&mine);
	return socket_call_sendmsg(datagram->ladder, datagram->descriptor,
	    piece, size, to, &mine);
}

enum datagram_verdict
datagram_send(struct datagram *datagram, const struct number *to,
    const struct number *as, const void *piece, size_t size)
{
	struct sockaddr_any address;
	ssize_t sent;
	assert(size > 0); /* an empty one says nothing, and is ignored */
	if (datagram->is_pinned) {
		sent = socket_call_send(datagram->ladder, datagram->descriptor,
		    piece, size);
	} else {
		if (!sockaddr_from_number(&address, to))
			return verdict_of(datagram, errno);
		if (datagram->family == AF_INET6)
			sockaddr_map_ipv4(&address);
		sent = send_to(datagram, &address, as, piece, size);
	}
	return sent < 0 ? verdict_of(datagram, errno) : DATAGRAM_OK;
}

void
datagram_close(struct datagram *datagram)
{
	socket_close(datagram->ladder, datagram->descriptor);
	datagram->descriptor = -1;
}
