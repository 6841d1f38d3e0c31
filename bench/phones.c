/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "phones.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sample.h"

enum {
	LIMIT_S = 60,
	SILENCE_MS = 200, /* longer than a draft is held back */
	ARGUMENTS_MOST = 16,
	TCP_LISTENS = 0x0a, /* in /proc/net/tcp */
};

const char *phones_program = "./landline";

unsigned
phones_port(void)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t size = sizeof(address);
	int holder = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(holder, (struct sockaddr *)&address, size) != 0 ||
	    getsockname(holder, (struct sockaddr *)&address, &size) != 0)
		die("no port: %s", strerror(errno));
	close(holder);
	return ntohs(address.sin_port);
}

/* To connect, to see whether it can be, would be a call. */
static bool
is_listening(unsigned port)
{
	FILE *file = fopen("/proc/net/tcp", "r");
	char line[256];
	bool found = false;
	if (file == NULL)
		die("cannot read /proc/net/tcp: %s", strerror(errno));
	while (!found && fgets(line, sizeof(line), file) != NULL) {
		unsigned local, state;
		found = sscanf(line, "%*d: %*x:%x %*x:%*x %x", &local,
			    &state) == 2 &&
		    local == port && state == TCP_LISTENS;
	}
	fclose(file);
	return found;
}

void
phones_await_listening(unsigned port)
{
	double limit = sample_now() + LIMIT_S;
	while (!is_listening(port)) {
		if (sample_now() > limit)
			die("nobody listens at port %u", port);
		child_serve(1);
		usleep(1000);
	}
}

static void
start(struct child *child, struct plan plan, const char *framing,
    const char *const *last)
{
	const char *argv[ARGUMENTS_MOST] = { phones_program };
	size_t count = 1;
	if (!plan.has_terminal)
		argv[count++] = "--plain";
	if (framing != NULL) {
		argv[count++] = "--framing";
		argv[count++] = framing;
	}
	while (*last != NULL)
		argv[count++] = *last++;
	plan.argv = argv;
	child_start(child, &plan);
}

void
phones_listen(struct child *child, struct plan plan, unsigned port,
    const char *framing)
{
	char number[32];
	snprintf(number, sizeof(number), "127.0.0.1:%u", port);
	start(child, plan, framing,
	    (const char *const[]){ "--name", "bob", "--auto-answer", "--listen",
		number, NULL });
	phones_await_listening(port);
}

void
phones_dial(struct child *child, struct plan plan, unsigned port,
    const char *framing)
{
	char number[32];
	snprintf(number, sizeof(number), "127.0.0.1:%u", port);
	start(child, plan, framing,
	    (const char *const[]){ "--name", "alice", "--listen", "127.0.0.1:0",
		number, NULL });
}

void
phones_call_start(struct phones_call *call)
{
	const struct plan plan = { .has_terminal = true };
	unsigned port = phones_port();
	phones_listen(&call->bob, plan, port, NULL);
	child_await(&call->bob, "WAITING");
	phones_dial(&call->alice, plan, port, NULL);
	child_await(&call->alice, "TALKING");
	child_await(&call->bob, "TALKING");
	child_await_silence(&call->bob, SILENCE_MS);
	child_await_silence(&call->alice, SILENCE_MS);
}

void
phones_call_end(struct phones_call *call)
{
	child_end(&call->alice);
	child_end(&call->bob);
}

int
phones_lines(size_t count, size_t size, const char *last)
{
	int file = memfd_create("lines", MFD_CLOEXEC);
	FILE *lines = file < 0 ? NULL : fdopen(dup(file), "w");
	if (lines == NULL)
		die("no room for lines: %s", strerror(errno));
	for (size_t line = 0; line < count; line++) {
		fprintf(lines, "%010zu", line);
		for (size_t i = 10; i < size; i++)
			fputc('a' + (int)((line + i) % 26), lines);
		fputc('\n', lines);
	}
	if (last != NULL)
		fprintf(lines, "%s\n", last);
	if (fclose(lines) != 0)
		die("no room for lines: %s", strerror(errno));
	lseek(file, 0, SEEK_SET);
	return file;
}
