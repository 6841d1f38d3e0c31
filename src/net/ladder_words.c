/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "net/ladder_words.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>

enum {
	ANY_CALL = -1,
	ANY_ERROR = -1,
};

struct phone_words {
	int call;  /* enum ladder_call, or ANY_CALL */
	int error; /* errno, 0 for success, or ANY_ERROR */
	const char *words;
};

/* The first row that fits is meant. */
static const struct phone_words phone_words[] = {
	{ LADDER_SOCKET, 0, "get a phone" },
	{ LADDER_SOCKET, EAFNOSUPPORT, "no phone of that kind here" },
	{ LADDER_SOCKET, ANY_ERROR, "no phone is left" },
	{ LADDER_BIND, 0, "get a number" },
	{ LADDER_BIND, EADDRINUSE, "that number is taken" },
	{ LADDER_BIND, EADDRNOTAVAIL, "that number is not ours" },
	{ LADDER_BIND, ANY_ERROR, "no such number for us" },
	{ LADDER_LISTEN, 0, "plug it in" },
	{ LADDER_LISTEN, EADDRINUSE, "that number is taken" },
	{ LADDER_ACCEPT, 0, "pick up" },
	{ LADDER_ACCEPT, EAGAIN, "nobody else is calling" },
	{ LADDER_ACCEPT, ECONNABORTED, "they hung up first" },
	{ LADDER_CONNECT, 0, "dial" },
	{ LADDER_CONNECT, EINPROGRESS, "dial" },
	{ LADDER_CONNECT, EAGAIN, "too many are calling there" },
	{ LADDER_GETSOCKNAME, 0, "my number" },
	{ LADDER_GETPEERNAME, 0, "who is it?" },
	{ LADDER_SEND, 0, "say" },
	{ LADDER_SENDTO, 0, "say" },
	{ LADDER_SENDMSG, 0, "say" },
	{ LADDER_SEND, EAGAIN, "they are slow: wait" },
	{ LADDER_SENDTO, EAGAIN, "the line is full: wait" },
	{ LADDER_SENDMSG, EAGAIN, "the line is full: wait" },
	{ LADDER_RECV, 0, "hear" },
	{ LADDER_RECVFROM, 0, "hear" },
	{ LADDER_RECVMSG, 0, "hear" },
	{ LADDER_RECV, EAGAIN, "nothing to hear yet" },
	{ LADDER_RECVFROM, EAGAIN, "nothing to hear yet" },
	{ LADDER_RECVMSG, EAGAIN, "nothing to hear yet" },
	{ LADDER_SETSOCKOPT, 0, "set the phone up" },
	{ LADDER_GETSOCKOPT, 0, "ask the phone" },
	{ LADDER_SHUTDOWN, 0, "say no more" },
	{ LADDER_CLOSE, 0, "hang up" },
	{ LADDER_POLL, ANY_ERROR, "woken by" },
	{ ANY_CALL, ECONNREFUSED, "nobody has that number" },
	{ ANY_CALL, ENOENT, "nobody has that number" },
	{ ANY_CALL, ECONNRESET, "the line was cut" },
	{ ANY_CALL, EPIPE, "nobody is there any more" },
	{ ANY_CALL, ENOTCONN, "nobody is there any more" },
	{ ANY_CALL, ETIMEDOUT, "nobody answers" },
	{ ANY_CALL, EHOSTUNREACH, "no way there" },
	{ ANY_CALL, ENETUNREACH, "no way there" },
	{ ANY_CALL, EMFILE, "no phone is left" },
	{ ANY_CALL, ENFILE, "no phone is left" },
	{ ANY_CALL, EMSGSIZE, "too long for a datagram" },
	{ ANY_CALL, ANY_ERROR, "that did not work" },
};

static const struct ladder_option options[] = {
	{ SOL_SOCKET, SO_REUSEADDR, "SO_REUSEADDR", "use it again",
	    "nobody else may" },
	{ SOL_SOCKET, SO_LINGER, "SO_LINGER", "cut the line", NULL },
	{ SOL_SOCKET, SO_ERROR, "SO_ERROR", "they picked up", NULL },
	{ IPPROTO_IPV6, IPV6_V6ONLY, "IPV6_V6ONLY", "IPv6 callers only",
	    "IPv4 callers too" },
	{ IPPROTO_IPV6, IPV6_RECVPKTINFO, "IPV6_RECVPKTINFO",
	    "tell which of our numbers they call", NULL },
	{ IPPROTO_IP, IP_PKTINFO, "IP_PKTINFO",
	    "tell which of our numbers they call", NULL },
	{ IPPROTO_TCP, TCP_NODELAY, "TCP_NODELAY", "say it at once",
	    "wait for more to say" },
#ifdef TCP_NOTSENT_LOWAT
	{ IPPROTO_TCP, TCP_NOTSENT_LOWAT, "TCP_NOTSENT_LOWAT", "hoard no words",
	    NULL },
#endif
};

struct error_name {
	int error;
	const char *name;
};

/* Those that calls on sockets are known to say. */
static const struct error_name error_names[] = {
	{ EACCES, "EACCES" },
	{ EADDRINUSE, "EADDRINUSE" },
	{ EADDRNOTAVAIL, "EADDRNOTAVAIL" },
	{ EAFNOSUPPORT, "EAFNOSUPPORT" },
	{ EAGAIN, "EAGAIN" },
	{ EALREADY, "EALREADY" },
	{ EBADF, "EBADF" },
	{ ECONNABORTED, "ECONNABORTED" },
	{ ECONNREFUSED, "ECONNREFUSED" },
	{ ECONNRESET, "ECONNRESET" },
	{ EDESTADDRREQ, "EDESTADDRREQ" },
	{ EHOSTDOWN, "EHOSTDOWN" },
	{ EHOSTUNREACH, "EHOSTUNREACH" },
	{ EINPROGRESS, "EINPROGRESS" },
	{ EINTR, "EINTR" },
	{ EINVAL, "EINVAL" },
	{ EIO, "EIO" },
	{ EISCONN, "EISCONN" },
	{ ELOOP, "ELOOP" },
	{ EMFILE, "EMFILE" },
	{ EMSGSIZE, "EMSGSIZE" },
	{ ENAMETOOLONG, "ENAMETOOLONG" },
	{ ENETDOWN, "ENETDOWN" },
	{ ENETUNREACH, "ENETUNREACH" },
	{ ENFILE, "ENFILE" },
	{ ENOBUFS, "ENOBUFS" },
	{ ENODEV, "ENODEV" },
	{ ENOENT, "ENOENT" },
	{ ENOMEM, "ENOMEM" },
	{ ENOPROTOOPT, "ENOPROTOOPT" },
	{ ENOTCONN, "ENOTCONN" },
	{ ENOTDIR, "ENOTDIR" },
	{ ENOTSOCK, "ENOTSOCK" },
	{ EOPNOTSUPP, "EOPNOTSUPP" },
	{ EPERM, "EPERM" },
	{ EPIPE, "EPIPE" },
	{ EPROTO, "EPROTO" },
	{ EPROTONOSUPPORT, "EPROTONOSUPPORT" },
	{ EPROTOTYPE, "EPROTOTYPE" },
	{ EROFS, "EROFS" },
	{ ETIMEDOUT, "ETIMEDOUT" },
};

const char *
ladder_error_name(int error)
{
	size_t count = sizeof(error_names) / sizeof(error_names[0]);
	for (size_t at = 0; at < count; at++) {
		if (error_names[at].error == error)
			return error_names[at].name;
	}
	return NULL;
}

bool
ladder_is_step(const struct ladder_entry *entry)
{
	switch (entry->call) {
	case LADDER_SOCKET:
	case LADDER_BIND:
	case LADDER_LISTEN:
	case LADDER_ACCEPT:
	case LADDER_CONNECT:
	case LADDER_SEND:
	case LADDER_RECV:
	case LADDER_SENDTO:
	case LADDER_RECVFROM:
	case LADDER_SENDMSG:
	case LADDER_RECVMSG:
	case LADDER_CLOSE:
	case LADDER_GETSOCKOPT: /* how connect() went */
		return entry->error != EAGAIN;
	case LADDER_SETSOCKOPT:
	case LADDER_GETSOCKNAME:
	case LADDER_GETPEERNAME:
	case LADDER_SHUTDOWN:
	case LADDER_POLL:
		break;
	}
	return false;
}

const struct ladder_option *
ladder_option(const struct ladder_entry *entry)
{
	size_t count = sizeof(options) / sizeof(options[0]);
	if (entry->call != LADDER_SETSOCKOPT &&
	    entry->call != LADDER_GETSOCKOPT)
		return NULL;
	for (size_t at = 0; at < count; at++) {
		if (options[at].level == entry->arguments[0] &&
		    options[at].name == entry->arguments[1])
			return &options[at];
	}
	return NULL;
}

static const char *
option_words(const struct ladder_entry *entry,
    const struct ladder_option *option)
{
	bool is_off =
	    entry->call == LADDER_SETSOCKOPT && entry->arguments[2] == 0;
	return is_off && option->words_off != NULL ? option->words_off :
						     option->words;
}

const char *
ladder_words(const struct ladder_entry *entry)
{
	const struct phone_words *row = phone_words;
	const struct ladder_option *option = ladder_option(entry);
	if (entry->error == 0 && option != NULL)
		return option_words(entry, option);
	if (entry->call == LADDER_RECV && entry->error == 0 &&
	    entry->result == 0)
		return "they have hung up";
	while ((row->call != ANY_CALL && row->call != (int)entry->call) ||
	    (row->error != ANY_ERROR && row->error != entry->error))
		row++;
	return row->words;
}
