/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * shim - a bad day of the system, to be loaded in front of the C library
 * (LD_PRELOAD). FAULTS_SHIM says what kind of day it is:
 *
 *   interrupt  every third call that moves bytes, or waits, fails with EINTR
 *   again      every third call on a stream that may not block says EAGAIN
 *   short      no call moves more than 7 bytes
 *   wall       the wall clock jumps by a day, forth and back, at every look
 *   memory=N   the N-th allocation of the program's own fails, and all after it
 *   any=N      the same, and those of its libraries count, too
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/auxv.h>
#include <time.h>
#include <unistd.h>

enum {
	EVERY = 3,
	MOST = 7,
	A_DAY = 24 * 60 * 60,
};

/* The C library's own; every name of it is defined again below. */
static void *
real(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

static bool
is_day(const char *kind)
{
	const char *day = getenv("FAULTS_SHIM");
	return day != NULL && strncmp(day, kind, strlen(kind)) == 0;
}

/*
 * One call of three, and not each third: who asks again in a round of three
 * calls would be refused for ever. The same ones each time, all the same.
 */
static bool
is_its_turn(unsigned *chance)
{
	*chance = *chance * 1103515245U + 12345U;
	return (*chance >> 16) % EVERY == 0;
}

static bool
is_interrupted(void)
{
	static unsigned chance;
	if (!is_day("interrupt") || !is_its_turn(&chance))
		return false;
	errno = EINTR;
	return true;
}

static bool
is_put_off(int descriptor)
{
	static unsigned chance;
	if (!is_day("again") || !is_its_turn(&chance) ||
	    (fcntl(descriptor, F_GETFL) & O_NONBLOCK) == 0)
		return false;
	errno = EAGAIN;
	return true;
}

static bool
is_refused(int descriptor)
{
	return is_interrupted() || is_put_off(descriptor);
}

static size_t
cut(size_t size)
{
	return is_day("short") && size > MOST ? MOST : size;
}

ssize_t
read(int descriptor, void *to, size_t size)
{
	ssize_t (*next)(int, void *, size_t) = real("read");
	return is_refused(descriptor) ? -1 : next(descriptor, to, cut(size));
}

ssize_t
write(int descriptor, const void *from, size_t size)
{
	ssize_t (*next)(int, const void *, size_t) = real("write");
	return is_refused(descriptor) ? -1 : next(descriptor, from, cut(size));
}

ssize_t
recv(int descriptor, void *to, size_t size, int flags)
{
	ssize_t (*next)(int, void *, size_t, int) = real("recv");
	return is_refused(descriptor) ? -1 :
					next(descriptor, to, cut(size), flags);
}

ssize_t
send(int descriptor, const void *from, size_t size, int flags)
{
	ssize_t (*next)(int, const void *, size_t, int) = real("send");
	return is_refused(descriptor) ?
	    -1 :
	    next(descriptor, from, cut(size), flags);
}

int
accept4(int listener, struct sockaddr *from, socklen_t *size, int flags)
{
	int (*next)(int, struct sockaddr *, socklen_t *, int) = real("accept4");
	return is_refused(listener) ? -1 : next(listener, from, size, flags);
}

int
poll(struct pollfd *watches, nfds_t count, int timeout)
{
	int (*next)(struct pollfd *, nfds_t, int) = real("poll");
	return is_interrupted() ? -1 : next(watches, count, timeout);
}

int
clock_gettime(clockid_t clock, struct timespec *now)
{
	static unsigned looks;
	int (*next)(clockid_t, struct timespec *) = real("clock_gettime");
	int result = next(clock, now);
	if (clock == CLOCK_REALTIME && is_day("wall") && ++looks % 2 == 0)
		now->tv_sec += A_DAY;
	return result;
}

/* ---- memory: dlsym() allocates, so these ask for the library's names ---- */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

/* Not a library's. */
static bool
is_own(const void *caller)
{
	static const void *program;
	Dl_info info;
	if (program == NULL &&
	    dladdr((const void *)getauxval(AT_ENTRY), &info) != 0)
		program = info.dli_fbase;
	return dladdr(caller, &info) != 0 && info.dli_fbase == program;
}

static bool
is_out_of_memory(const void *caller)
{
	static long left = -1;
	static bool looked;
	if (!looked) {
		looked = true;
		if (is_day("memory=") || is_day("any="))
			left = atol(strchr(getenv("FAULTS_SHIM"), '=') + 1);
	}
	if (left < 0 || (is_day("memory=") && !is_own(caller)))
		return false;
	if (left > 1) {
		left--;
		return false;
	}
	errno = ENOMEM;
	return true;
}

void *
malloc(size_t size)
{
	return is_out_of_memory(__builtin_return_address(0)) ?
	    NULL :
	    __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return is_out_of_memory(__builtin_return_address(0)) ?
	    NULL :
	    __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
	return is_out_of_memory(__builtin_return_address(0)) ?
	    NULL :
	    __libc_realloc(old, size);
}
