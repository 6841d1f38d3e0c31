/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* The half of socket.h that gets a number to be called at. */
#include "config.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sysexits.h>

#include "net/sockaddr.h"
#include "net/socket.h"
#include "net/socket_call.h"

/* What does not change while one address and then another is tried. */
struct wish {
	struct ladder *ladder;
	int type;		    /* SOCK_STREAM or SOCK_DGRAM */
	const struct number *asked; /* for the sentence */
	struct fault *fault;
};

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
cannot_listen(const struct wish *wish, const char *call, int descriptor)
{
	int error = errno;
	char text[NUMBER_PRINT_SIZE];
	number_print_whole(text, sizeof(text), wish->asked);
	fault_set(wish->fault, EX_OSERR, "cannot listen on %s (%s: %s); %s",
	    text, call, strerror(error), listen_advice(wish->asked, error));
	socket_close(wish->ladder, descriptor);
	errno = error;
	return -1;
}

static void
prepare(const struct wish *wish, int descriptor, int family)
{
	/* Else the port is blocked for a minute after each call. With
	 * datagrams anybody who asks for it, too, could take the port. */
	if (family != AF_UNIX && wish->type == SOCK_STREAM)
		socket_call_setsockopt(wish->ladder, descriptor, SOL_SOCKET,
		    SO_REUSEADDR, 1);
	if (family == AF_INET6)
		socket_call_setsockopt(wish->ladder, descriptor, IPPROTO_IPV6,
		    IPV6_V6ONLY, 0);
}

/* What was asked for, with the port or the scope that the system filled in. */
static struct number
number_had(const struct wish *wish, int descriptor)
{
	struct number had = *wish->asked;
	struct sockaddr_any mine;
	if (had.kind != NUMBER_UNIX &&
	    socket_call_getsockname(wish->ladder, descriptor, &mine) == 0)
		had.port = sockaddr_to_number(&mine).port;
	return had;
}

static int
listen_at(const struct wish *wish, const struct number *on)
{
	struct sockaddr_any address;
	if (!sockaddr_from_number(&address, on))
		return cannot_listen(wish, "if_nametoindex", -1);
	int family = address.storage.ss_family;
	int descriptor = socket_call_socket(wish->ladder, family, wish->type);
	if (descriptor < 0)
		return cannot_listen(wish, "socket", -1);
	prepare(wish, descriptor, family);
	if (socket_call_bind(wish->ladder, descriptor, &address) != 0)
		return cannot_listen(wish, "bind", descriptor);
	if (wish->type == SOCK_STREAM &&
	    socket_call_listen(wish->ladder, descriptor, SOCKET_BACKLOG) != 0)
		return cannot_listen(wish, "listen", descriptor);
	return descriptor;
}

static int
get_number(const struct wish *wish, struct number *got)
{
	static const uint8_t every_ipv4[4];
	int descriptor = listen_at(wish, wish->asked);
	if (descriptor < 0 && wish->asked->kind == NUMBER_HERE &&
	    (errno == EAFNOSUPPORT || errno == EADDRNOTAVAIL)) {
		/* A system whose IPv6 is switched off still has telephones. */
		struct number ipv4 = number_ipv4(every_ipv4, wish->asked->port);
		descriptor = listen_at(wish, &ipv4);
	}
	if (descriptor >= 0)
		*got = number_had(wish, descriptor);
	return descriptor;
}

int
socket_listen(struct ladder *ladder, const struct number *on,
    struct number *got, struct fault *fault)
{
	struct wish wish = { ladder, SOCK_STREAM, on, fault };
	return get_number(&wish, got);
}

int
socket_hear(struct ladder *ladder, const struct number *on, struct number *got,
    struct fault *fault)
{
	struct wish wish = { ladder, SOCK_DGRAM, on, fault };
	return get_number(&wish, got);
}
