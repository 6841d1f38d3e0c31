/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* The half of ladder.h that says what was noted. */
#include "config.h"

#include <ctype.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "call/number.h"
#include "net/ladder.h"
#include "net/ladder_words.h"
#include "text/cells.h"
#include "text/quote.h"

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
	[LADDER_SENDMSG] = "sendmsg",
	[LADDER_RECVMSG] = "recvmsg",
	[LADDER_SHUTDOWN] = "shutdown",
	[LADDER_CLOSE] = "close",
	[LADDER_POLL] = "poll",
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
	const char *name = ladder_error_name(error);
	if (name != NULL)
		put(print, "%s", name);
	else
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

static void
put_option(struct print *print, const struct ladder_entry *entry)
{
	const struct ladder_option *option = ladder_option(entry);
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
	case LADDER_SENDMSG:
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
	case LADDER_RECVMSG:
	case LADDER_CLOSE:
	case LADDER_POLL:
		break;
	}
}

/* What stands before what the call told besides its result; NULL: nothing. */
static const char *
answer_word(const struct ladder_entry *entry)
{
	if (entry->error != 0 || entry->address.size == 0)
		return NULL;
	if (entry->call == LADDER_ACCEPT || entry->call == LADDER_RECVFROM ||
	    entry->call == LADDER_RECVMSG)
		return " from ";
	if (entry->call == LADDER_GETSOCKNAME ||
	    entry->call == LADDER_GETPEERNAME)
		return ": ";
	return NULL;
}

static int
cols_of(const char *text)
{
	return cells_cols(text, strlen(text));
}

/* The ":8255" or "]:8255" at its end, or "". */
static const char *
port_of(const char *text)
{
	const char *port = strrchr(text, ':');
	const char *end = text + strlen(text);
	if (port == NULL || port + 1 == end)
		return end;
	for (const char *at = port + 1; *at != '\0'; at++)
		if (!isdigit((unsigned char)*at))
			return end;
	return port > text && port[-1] == ']' ? port - 1 : port;
}

/* In so many columns; of an address the port is kept, if there is room. */
static void
put_cut(struct print *print, const char *text, int cols)
{
	const char *tail = port_of(text);
	if (cols_of(text) <= cols) {
		put(print, "%s", text);
		return;
	}
	if (cols_of(tail) + 2 > cols)
		tail = "";
	size_t fits = cells_fit(text, strlen(text), cols - cols_of(tail) - 1);
	put(print, "%.*s…%s", (int)fits, text, tail);
}

/* What gives way where there is little room: arguments, or an answer. */
static void
print_loose(char to[LADDER_CALL_SIZE], const struct ladder_entry *entry)
{
	struct print print = print_to(to, LADDER_CALL_SIZE);
	put_arguments(&print, entry);
	if (print.size == 0 && answer_word(entry) != NULL)
		put_address(&print, &entry->address);
}

static void
print_call(char to[LADDER_CALL_SIZE], const struct ladder_entry *entry,
    const char *loose, int loose_cols)
{
	struct print print = print_to(to, LADDER_CALL_SIZE);
	const char *answers = answer_word(entry);
	put(&print, "%s(", names[entry->call]);
	if (answers == NULL)
		put_cut(&print, loose, loose_cols);
	put(&print, ")");
	if (entry->count > 1)
		put(&print, " ×%lu", (unsigned long)entry->count);
	put(&print, " = ");
	if (entry->error != 0)
		put_error(&print, entry->error);
	else
		put(&print, "%lld", (long long)entry->result);
	if (answers == NULL)
		return;
	put(&print, "%s", answers);
	put_cut(&print, loose, loose_cols);
}

void
ladder_print_call(char to[LADDER_CALL_SIZE], const struct ladder_entry *entry)
{
	char loose[LADDER_CALL_SIZE];
	print_loose(loose, entry);
	print_call(to, entry, loose, INT_MAX);
}

void
ladder_print_brief(char to[LADDER_CALL_SIZE], const struct ladder_entry *entry,
    int cols)
{
	char loose[LADDER_CALL_SIZE];
	print_loose(loose, entry);
	print_call(to, entry, loose, INT_MAX);
	int over = cols_of(to) - cols, left = cols_of(loose) - over;
	if (over > 0 && *loose != '\0')
		print_call(to, entry, loose, left > 1 ? left : 1);
}

/* ---- the words ---- */

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
	bool is_end = entry->call == LADDER_RECV && entry->error == 0 &&
	    entry->result == 0;
	put(&print, "%s", ladder_words(entry));
	if (entry->call == LADDER_POLL)
		put_waker(&print, entry);
	if (ladder_moves_bytes(entry->call) && entry->error == 0 && !is_end)
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
