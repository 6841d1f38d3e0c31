/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* The half of ladder.h that says what was noted. */
#include "config.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "call/number.h"
#include "net/ladder.h"
#include "text/quote.h"

enum {
	ANY_CALL = -1,
	ANY_ERROR = -1,
};

static const char *const names[] = {
	[LADDER_SOCKET] = "socket",
	[LADDER_SETSOCKOPT] = "setsockopt",
	[LADDER_GETSOCKOPT] = "getsockopt",
	[LADDER_BIND] = "bind",
	[LADDER_LISTEN] = "listen",
	[LADDER_ACCEPT] = "accept",
	[LADDER_CONNECT] = "connect",
	[LADDER_GETSOCKNAME] = "getsockname",
	[LADDER_GETPEERNAME] = "getpeername",
	[LADDER_SEND] = "send",
	[LADDER_RECV] = "recv",
	[LADDER_SENDTO] = "sendto",
	[LADDER_RECVFROM] = "recvfrom",
	[LADDER_SHUTDOWN] = "shutdown",
	[LADDER_CLOSE] = "close",
	[LADDER_POLL] = "poll",
};

/* What a telephone calls it: the first row that fits. */
static const struct phone_words {
	int call;  /* enum ladder_call, or ANY_CALL */
	int error; /* errno, 0 for success, or ANY_ERROR */
	const char *words;
} phone_words[] = {
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
	{ LADDER_GETSOCKNAME, 0, "what is my number?" },
	{ LADDER_GETPEERNAME, 0, "who is there?" },
	{ LADDER_SEND, 0, "say" },
	{ LADDER_SENDTO, 0, "say" },
	{ LADDER_SEND, EAGAIN, "they are slow: wait" },
	{ LADDER_SENDTO, EAGAIN, "the line is full: wait" },
	{ LADDER_RECV, 0, "hear" },
	{ LADDER_RECVFROM, 0, "hear" },
	{ LADDER_RECV, EAGAIN, "nothing to hear yet" },
	{ LADDER_RECVFROM, EAGAIN, "nothing to hear yet" },
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

static const struct option_words {
	int level, name;
	const char *label;
	const char *words;
} option_words[] = {
	{ SOL_SOCKET, SO_REUSEADDR, "SO_REUSEADDR", "use the number again" },
	{ SOL_SOCKET, SO_LINGER, "SO_LINGER", "hang up in mid-word" },
	{ SOL_SOCKET, SO_ERROR, "SO_ERROR", "they picked up" },
	{ IPPROTO_IPV6, IPV6_V6ONLY, "IPV6_V6ONLY", "hear IPv4 callers too" },
	{ IPPROTO_TCP, TCP_NODELAY, "TCP_NODELAY", "say it at once" },
#ifdef TCP_NOTSENT_LOWAT
	{ IPPROTO_TCP, TCP_NOTSENT_LOWAT, "TCP_NOTSENT_LOWAT",
	    "let no words pile up" },
#endif
};

/* Those that calls on sockets are known to say. */
static const struct error_name {
	int error;
	const char *name;
} error_names[] = {
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

/* Text that grows at its end, as long as there is room. */
struct print {
	char *to;
	size_t room;
	size_t size;
};

static void put(struct print *print, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void
put(struct print *print, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int size = vsnprintf(print->to + print->size, print->room - print->size,
	    format, arguments);
	va_end(arguments);
	print->size += size > 0 ? (size_t)size : 0;
	if (print->size >= print->room)
		print->size = print->room - 1;
}

static struct print
print_to(char *to, size_t room)
{
	*to = '\0';
	return (struct print){ to, room, 0 };
}

/* ---- the call ---- */

static void
put_error(struct print *print, int error)
{
	size_t count = sizeof(error_names) / sizeof(error_names[0]);
	for (size_t at = 0; at < count; at++) {
		if (error_names[at].error == error) {
			put(print, "%s", error_names[at].name);
			return;
		}
	}
	put(print, "errno %d", error);
}

/* The path of a UNIX socket may hold anything. */
static void
put_address(struct print *print, const struct sockaddr_any *address)
{
	char text[NUMBER_PRINT_SIZE];
	char safe[QUOTE_SIZE];
	struct number number = sockaddr_to_number(address);
	number_print_whole(text, sizeof(text), &number);
	put(print, "%s", quote_text(safe, text, strlen(text)));
}

static const struct option_words *
find_option(const struct ladder_entry *entry)
{
	size_t count = sizeof(option_words) / sizeof(option_words[0]);
	for (size_t at = 0; at < count; at++) {
		if (option_words[at].level == entry->arguments[0] &&
		    option_words[at].name == entry->arguments[1])
			return &option_words[at];
	}
	return NULL;
}

static void
put_option(struct print *print, const struct ladder_entry *entry)
{
	const struct option_words *option = find_option(entry);
	if (option != NULL)
		put(print, "%s", option->label);
	else
		put(print, "option %d", entry->arguments[1]);
	if (entry->call == LADDER_SETSOCKOPT)
		put(print, ", %d", entry->arguments[2]);
}

static const char *
family_name(int family)
{
	switch (family) {
	case AF_INET:
		return "IPv4";
	case AF_INET6:
		return "IPv6";
	case AF_UNIX:
		return "UNIX";
	default:
		return "?";
	}
}

static void
put_arguments(struct print *print, const struct ladder_entry *entry)
{
	switch (entry->call) {
	case LADDER_SOCKET:
		put(print, "%s, %s", family_name(entry->arguments[0]),
		    entry->arguments[1] == SOCK_DGRAM ? "datagram" : "stream");
		break;
	case LADDER_SETSOCKOPT:
	case LADDER_GETSOCKOPT:
		put_option(print, entry);
		break;
	case LADDER_BIND:
	case LADDER_CONNECT:
	case LADDER_SENDTO:
		if (entry->address.size > 0)
			put_address(print, &entry->address);
		break;
	case LADDER_LISTEN:
		put(print, "%d", entry->arguments[0]);
		break;
	case LADDER_SHUTDOWN:
		put(print, "%s",
		    entry->arguments[0] == SHUT_WR ? "write" : "both");
		break;
	case LADDER_ACCEPT:
	case LADDER_GETSOCKNAME:
	case LADDER_GETPEERNAME:
	case LADDER_SEND:
	case LADDER_RECV:
	case LADDER_RECVFROM:
	case LADDER_CLOSE:
	case LADDER_POLL:
		break;
	}
}

/* What the call told besides its result. */
static void
put_answer(struct print *print, const struct ladder_entry *entry)
{
	if (entry->error != 0 || entry->address.size == 0)
		return;
	if (entry->call == LADDER_ACCEPT || entry->call == LADDER_RECVFROM)
		put(print, " from ");
	else if (entry->call == LADDER_GETSOCKNAME ||
	    entry->call == LADDER_GETPEERNAME)
		put(print, ": ");
	else
		return;
	put_address(print, &entry->address);
}

void
ladder_print_call(char to[LADDER_CALL_SIZE], const struct ladder_entry *entry)
{
	struct print print = print_to(to, LADDER_CALL_SIZE);
	put(&print, "%s(", names[entry->call]);
	put_arguments(&print, entry);
	put(&print, ")");
	if (entry->count > 1)
		put(&print, " ×%lu", (unsigned long)entry->count);
	put(&print, " = ");
	if (entry->error != 0)
		put_error(&print, entry->error);
	else
		put(&print, "%lld", (long long)entry->result);
	put_answer(&print, entry);
}

/* ---- the words ---- */

static const char *
find_words(const struct ladder_entry *entry)
{
	const struct phone_words *row = phone_words;
	while ((row->call != ANY_CALL && row->call != (int)entry->call) ||
	    (row->error != ANY_ERROR && row->error != entry->error))
		row++;
	return row->words;
}

static void
put_waker(struct print *print, const struct ladder_entry *entry)
{
	if (entry->descriptor == LADDER_SIGNAL)
		put(print, " a signal");
	else if (entry->descriptor == LADDER_INPUT)
		put(print, " your input");
	else
		put(print, " %d, %s", entry->descriptor,
		    (entry->arguments[0] & POLLIN) != 0	     ? "readable" :
			(entry->arguments[0] & POLLOUT) != 0 ? "writable" :
							       "gone");
}

void
ladder_print_words(char to[LADDER_WORDS_SIZE], const struct ladder_entry *entry)
{
	struct print print = print_to(to, LADDER_WORDS_SIZE);
	const struct option_words *option = NULL;
	if ((entry->call == LADDER_SETSOCKOPT ||
		entry->call == LADDER_GETSOCKOPT) &&
	    entry->error == 0)
		option = find_option(entry);
	bool is_end = entry->call == LADDER_RECV && entry->error == 0 &&
	    entry->result == 0;
	const char *words = option != NULL ? option->words :
	    is_end			   ? "they have hung up" :
					     find_words(entry);
	put(&print, "%s", words);
	if (entry->call == LADDER_POLL)
		put_waker(&print, entry);
	bool talks = entry->call == LADDER_SEND || entry->call == LADDER_RECV ||
	    entry->call == LADDER_SENDTO || entry->call == LADDER_RECVFROM;
	if (talks && entry->error == 0 && !is_end)
		put(&print, " %lld byte%s", (long long)entry->result,
		    entry->result == 1 ? "" : "s");
}

/* ---- the rest ---- */

void
ladder_print_gap(char to[LADDER_GAP_SIZE], const struct ladder *ladder,
    const struct ladder_entry *entry)
{
	struct print print = print_to(to, LADDER_GAP_SIZE);
	const struct ladder_entry *before = ladder_find(ladder, entry->id - 1);
	if (before == NULL)
		return;
	long long ms = (long long)(entry->at_ms - before->at_ms);
	if (ms < 1000)
		put(&print, "%lld ms", ms);
	else if (ms < 60 * 1000)
		put(&print, "%lld.%lld s", ms / 1000, ms / 100 % 10);
	else if (ms < 60 * 60 * 1000)
		put(&print, "%lld min", ms / 60000);
	else
		put(&print, "%lld h", ms / 3600000);
}

void
ladder_print_line(char to[LADDER_LINE_SIZE], const struct ladder *ladder,
    const struct ladder_entry *entry)
{
	char call[LADDER_CALL_SIZE];
	char words[LADDER_WORDS_SIZE];
	char gap[LADDER_GAP_SIZE];
	struct print print = print_to(to, LADDER_LINE_SIZE);
	ladder_print_call(call, entry);
	ladder_print_words(words, entry);
	ladder_print_gap(gap, ladder, entry);
	put(&print, "%s  %s", call, words);
	if (entry->call != LADDER_POLL && entry->descriptor >= 0)
		put(&print, " | fd %d", entry->descriptor);
	put(&print, " | +%s", *gap != '\0' ? gap : "0 ms");
	if (entry->line > 0)
		put(&print, " | line %d", entry->line);
}
