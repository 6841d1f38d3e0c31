/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "bare.h"

#include <arpa/inet.h>
#include <curses.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include "sample.h"

enum { BUFFER_SIZE = 64 * 1024 };

static char buffer[BUFFER_SIZE];

void
bare_connect(int ends[2])
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t size = sizeof(address);
	int on = 1;
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ends[0] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(listener, (struct sockaddr *)&address, size) != 0 ||
	    listen(listener, 1) != 0 ||
	    getsockname(listener, (struct sockaddr *)&address, &size) != 0 ||
	    connect(ends[0], (struct sockaddr *)&address, size) != 0)
		die("no connection over loopback: %s", strerror(errno));
	ends[1] = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	close(listener);
	setsockopt(ends[0], IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

struct stream {
	size_t size, count;
};

static void
send_pieces(const void *argument)
{
	const struct stream *stream = argument;
	for (size_t i = 0; i < stream->count; i++)
		for (size_t at = 0; at < stream->size;) {
			ssize_t sent = send(CHILD_SOCKET, buffer + at,
			    stream->size - at, MSG_NOSIGNAL);
			if (sent <= 0)
				_exit(1);
			at += (size_t)sent;
		}
}

double
bare_stream(size_t size, size_t count)
{
	struct stream stream = { .size = size, .count = count };
	int ends[2];
	bare_connect(ends);
	const struct plan plan = {
		.run = send_pieces,
		.argument = &stream,
		.in = CHILD_NULL,
		.out = CHILD_NULL,
		.socket = ends[0],
	};
	struct child sender;
	double begun = sample_now();
	child_start(&sender, &plan);
	close(ends[0]);
	while (recv(ends[1], buffer, BUFFER_SIZE, 0) > 0)
		;
	double seconds = sample_now() - begun;
	close(ends[1]);
	child_await_end(&sender);
	return seconds;
}

/* ---- relays ---- */

/* As it comes, and without an echo; nothing if it is no terminal. */
static void
make_raw(int terminal)
{
	struct termios modes;
	if (tcgetattr(terminal, &modes) != 0)
		return;
	cfmakeraw(&modes);
	tcsetattr(terminal, TCSANOW, &modes);
}

static void
copy(int from, int to)
{
	ssize_t got;
	while ((got = read(from, buffer, BUFFER_SIZE)) > 0)
		for (ssize_t at = 0; at < got;) {
			ssize_t wrote =
			    write(to, buffer + at, (size_t)(got - at));
			if (wrote <= 0)
				return;
			at += wrote;
		}
}

static void
relay_from(const void *argument)
{
	(void)argument;
	make_raw(STDIN_FILENO);
	copy(STDIN_FILENO, CHILD_SOCKET);
}

static void
relay_to(const void *argument)
{
	(void)argument;
	make_raw(STDOUT_FILENO);
	copy(CHILD_SOCKET, STDOUT_FILENO);
}

void
bare_relay_start(struct bare_relay *relay, const struct plan *from,
    const struct plan *to)
{
	int ends[2];
	struct plan sender = *from, receiver = *to;
	bare_connect(ends);
	sender.run = relay_from;
	sender.socket = ends[0];
	receiver.run = relay_to;
	receiver.socket = ends[1];
	child_start(&relay->from, &sender);
	close(ends[0]);
	child_start(&relay->to, &receiver);
	close(ends[1]);
}

void
bare_relay_end(struct bare_relay *relay)
{
	child_end(&relay->from);
	child_end(&relay->to);
}

/* ---- curses ---- */

void
bare_curses(void)
{
	initscr();
	for (int row = 0; row < LINES - 1; row++)
		for (int col = 0; col < COLS; col++)
			mvaddch(row, col, (chtype)('a' + (row + col) % 26));
	mvaddstr(LINES - 1, 0, BARE_CURSES_END);
	refresh();
	for (;;)
		pause();
}
