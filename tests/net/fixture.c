/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fixture.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <check.h>

#include "../runner.h"
#include "net/socket.h"

enum { LIMIT_MS = 60000 };

struct number
fixture_number(const char *text)
{
	struct number number;
	struct fault fault = { 0 };
	bool good = number_parse(&number, text, NUMBER_TO_LISTEN, &fault);
	ck_assert_msg(good, "%s", fault.words);
	return number;
}

int
fixture_listen(const char *text, struct number *got)
{
	struct number on = fixture_number(text);
	struct fault fault = { 0 };
	int listener = socket_listen(NULL, &on, got, &fault);
	ck_assert_msg(listener >= 0, "%s", fault.words);
	return listener;
}

struct number
fixture_free_number(void)
{
	struct number on = fixture_number("127.0.0.1:0");
	struct number got;
	struct fault fault = { 0 };
	int listener = socket_listen(NULL, &on, &got, &fault);
	ck_assert_msg(listener >= 0, "%s", fault.words);
	close(listener);
	return got;
}

void
fixture_wait(int descriptor, short events)
{
	struct pollfd watch = { .fd = descriptor, .events = events };
	int ready;
	do {
		ready = poll(&watch, 1, LIMIT_MS);
	} while (ready < 0 && errno == EINTR);
	ck_assert_int_eq(ready, 1);
}

int
fixture_accept(int listener, struct number *from)
{
	int descriptor = -1;
	fixture_wait(listener, POLLIN);
	enum socket_verdict verdict =
	    socket_accept(NULL, listener, &descriptor, from);
	ck_assert_int_eq(verdict, SOCKET_OK);
	return descriptor;
}

void
fixture_tcp_pair(int ends[2])
{
	struct number on = fixture_number("127.0.0.1:0");
	struct number got, from;
	struct fault fault = { 0 };
	enum socket_verdict verdict;
	int error = 0;
	int listener = socket_listen(NULL, &on, &got, &fault);
	ck_assert_msg(listener >= 0, "%s", fault.words);
	ends[0] = socket_connect(NULL, &got, &verdict, &error);
	ck_assert_int_ge(ends[0], 0);
	ends[1] = fixture_accept(listener, &from);
	fixture_wait(ends[0], POLLOUT);
	ck_assert_int_eq(socket_connected(NULL, ends[0], &error), SOCKET_OK);
	close(listener);
}

void
fixture_unix_pair(int ends[2])
{
	int result = socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends);
	ck_assert_int_eq(result, 0);
}

size_t
fixture_open_count(void)
{
	size_t count = 0;
	for (int descriptor = 0; descriptor < 1024; descriptor++)
		count += fcntl(descriptor, F_GETFD) >= 0;
	return count;
}

bool
fixture_has_ipv6(void)
{
	struct number on = fixture_number("[::1]:0");
	struct number got;
	struct fault fault;
	int listener = socket_listen(NULL, &on, &got, &fault);
	if (listener < 0) {
		fixture_skip("there is no IPv6 on this machine");
		return false;
	}
	close(listener);
	return true;
}

char *
fixture_folder(void)
{
	char *folder = strdup("/tmp/landline-XXXXXX");
	ck_assert_ptr_nonnull(folder);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	return folder;
}

void
fixture_remove_folder(char *folder)
{
	ck_assert_int_eq(rmdir(folder), 0);
	free(folder);
}

static bool
write_file(const char *path, const char *text)
{
	int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (descriptor < 0)
		return false;
	ssize_t written = write(descriptor, text, strlen(text));
	close(descriptor);
	return written == (ssize_t)strlen(text);
}

/* user_namespaces(7): whoever made it is root in it. */
static bool
unshare_with_user(int what)
{
	char map[32];
	snprintf(map, sizeof(map), "0 %u 1", (unsigned)geteuid());
	if (unshare(CLONE_NEWUSER | what) != 0)
		return false;
	write_file("/proc/self/setgroups", "deny");
	return write_file("/proc/self/uid_map", map);
}

static bool
raise_loopback(void)
{
	struct ifreq request = { 0 };
	memcpy(request.ifr_name, "lo", sizeof("lo"));
	request.ifr_flags = IFF_UP | IFF_RUNNING;
	int descriptor = socket(AF_INET, SOCK_DGRAM, 0);
	bool up = ioctl(descriptor, SIOCSIFFLAGS, &request) == 0;
	close(descriptor);
	return up;
}

bool
fixture_own_network(void)
{
	if (unshare_with_user(CLONE_NEWNET | CLONE_NEWNS) && raise_loopback())
		return true;
	fixture_skip("no network namespace can be made here");
	return false;
}

/* Without a text nobody will ever write there. */
static bool
cover(const char *path, const char *text)
{
	char *folder = fixture_folder();
	char file[64];
	snprintf(file, sizeof(file), "%s/file", folder);
	bool made =
	    text == NULL ? mkfifo(file, 0600) == 0 : write_file(file, text);
	bool done = made && mount(file, path, "", MS_BIND, "") == 0;
	unlink(file);
	fixture_remove_folder(folder);
	return done;
}

bool
fixture_own_hosts(const char *hosts)
{
	if (!fixture_own_network())
		return false;
	/* Else the mounts would show outside as well. */
	if (mount("", "/", "", MS_REC | MS_PRIVATE, "") == 0 &&
	    cover("/etc/hosts", hosts) &&
	    cover("/etc/nsswitch.conf", "hosts: files\n"))
		return true;
	fixture_skip("/etc/hosts cannot be covered here");
	return false;
}

void
fixture_skip(const char *reason)
{
	runner_skip("%s", reason);
}
