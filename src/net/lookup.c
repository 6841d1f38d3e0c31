/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "net/lookup.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/bytes.h"
#include "net/sockaddr.h"

/*
 * The answer on the pipe: getaddrinfo()'s result and errno, 4 bytes each,
 * then for each number its kind, its address and its scope.
 */
enum {
	ANSWER_HEAD = 8,
	ANSWER_EACH = 1 + 16 + NUMBER_SCOPE_SIZE,
	ANSWER_MOST = ANSWER_HEAD + LOOKUP_MOST * ANSWER_EACH,
	CHILD_SECONDS = 60,   /* it ends even if nobody ends it */
	CHILD_DESCRIPTOR = 3, /* the only one it keeps, but for 0 to 2 */
	DESCRIPTORS_MOST = 4096,
};

static_assert(ANSWER_MOST <= sizeof(((struct lookup *)0)->answer),
    "every answer fits");
/* pipe(7): up to here a write() is never cut in two. */
static_assert(ANSWER_MOST <= PIPE_BUF, "an answer is written in one");

/* ---- the child ---- */

/* What it inherited must not act in it: no rites, no self-pipe. */
static void
forget_signals(void)
{
	sigset_t none;
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	alarm(CHILD_SECONDS);
}

/*
 * Keeps `writer` alone, as CHILD_DESCRIPTOR. A line that the parent closes
 * must not stay open here, nor the standard output that somebody reads to its
 * end.
 */
static void
forget_descriptors(int writer)
{
	int kept = fcntl(writer, F_DUPFD, CHILD_DESCRIPTOR + 1);
	if (kept < 0 || dup2(kept, CHILD_DESCRIPTOR) < 0)
		_exit(EX_OSERR);
#ifdef HAVE_CLOSE_RANGE
	close_range(CHILD_DESCRIPTOR + 1, ~0U, 0);
#else
	/* Ours are few and low; the limit may be a thousand million. */
	long limit = sysconf(_SC_OPEN_MAX);
	if (limit < 0 || limit > DESCRIPTORS_MOST)
		limit = DESCRIPTORS_MOST;
	for (int each = CHILD_DESCRIPTOR + 1; each < limit; each++)
		close(each);
#endif
	for (int each = 0; each < CHILD_DESCRIPTOR; each++)
		close(each);
	for (int each = 0; each < CHILD_DESCRIPTOR; each++)
		open("/dev/null", O_RDWR);
}

static size_t
put_number(uint8_t *to, const struct addrinfo *info)
{
	struct sockaddr_any address = { .size = info->ai_addrlen };
	if (info->ai_addrlen > sizeof(address.storage))
		return 0;
	memcpy(&address.storage, info->ai_addr, info->ai_addrlen);
	struct number number = sockaddr_to_number(&address);
	number.port = NUMBER_PORT;
	if (!number_can_be_dialled(&number))
		return 0;
	to[0] = (uint8_t)number.kind;
	memcpy(to + 1, number.address, 16);
	memcpy(to + 17, number.scope, NUMBER_SCOPE_SIZE);
	return ANSWER_EACH;
}

/* The next one of `family`, or of any other; NULL when there is none. */
static const struct addrinfo *
next_of(const struct addrinfo *info, int family, bool same)
{
	while (info != NULL && (info->ai_family == family) != same)
		info = info->ai_next;
	return info;
}

/* RFC 8305 section 4: the families take turns, the first one begins. */
static size_t
put_interleaved(uint8_t *to, const struct addrinfo *list)
{
	size_t size = 0;
	int family = list->ai_family;
	const struct addrinfo *next[2] = { list, next_of(list, family, false) };
	for (bool other = false; next[0] != NULL || next[1] != NULL;
	     other = !other) {
		const struct addrinfo *info = next[other];
		if (info == NULL)
			continue;
		if (size + ANSWER_EACH <= LOOKUP_MOST * ANSWER_EACH)
			size += put_number(to + size, info);
		next[other] = next_of(info->ai_next, family, !other);
	}
	return size;
}

static _Noreturn void
be_the_child(const char *name, int writer)
{
	forget_signals();
	forget_descriptors(writer);
	uint8_t answer[ANSWER_MOST];
	size_t size = ANSWER_HEAD;
	struct addrinfo *list = NULL;
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	int result = getaddrinfo(name, NULL, &hints, &list);
	bytes_put_u32(answer, (uint32_t)result);
	bytes_put_u32(answer + 4, (uint32_t)errno);
	if (result == 0 && list != NULL)
		size += put_interleaved(answer + size, list);
	ssize_t written = write(CHILD_DESCRIPTOR, answer, size);
	/* Not exit(): the terminal and stdio are the parent's. */
	_exit(written == (ssize_t)size ? EX_OK : EX_OSERR);
}

/* ---- the parent ---- */

static bool
cannot_start(const struct lookup *lookup, const char *call, struct fault *fault)
{
	return fault_set(fault, EX_OSERR,
	    "cannot look up \"%s\" (%s: %s); dial the address instead",
	    lookup->name, call, strerror(errno));
}

bool
lookup_open(struct lookup *lookup, const struct number *host,
    struct fault *fault)
{
	assert(host->kind == NUMBER_HOST);
	*lookup = (struct lookup){ .descriptor = -1, .port = host->port };
	memcpy(lookup->name, host->name, sizeof(lookup->name));
	int ends[2];
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return cannot_start(lookup, "pipe", fault);
	pid_t child = fork();
	if (child == 0)
		be_the_child(lookup->name, ends[1]);
	if (child < 0) {
		cannot_start(lookup, "fork", fault);
		close(ends[0]);
		close(ends[1]);
		return false;
	}
	close(ends[1]);
	lookup->descriptor = ends[0];
	lookup->child = child;
	return true;
}

static enum lookup_verdict
cannot_find(const struct lookup *lookup, int result, int error,
    struct fault *fault)
{
	const char *reason =
	    result == EAI_SYSTEM ? strerror(error) : gai_strerror(result);
	bool known_missing = result == EAI_NONAME;
#ifdef EAI_NODATA
	known_missing = known_missing || result == EAI_NODATA;
#endif
	if (known_missing)
		fault_set(fault, EX_NOHOST,
		    "there is no number called \"%s\" (getaddrinfo: %s); "
		    "check the spelling or use the address",
		    lookup->name, reason);
	else if (result == EAI_AGAIN)
		fault_set(fault, EX_NOHOST,
		    "\"%s\" cannot be looked up now (getaddrinfo: %s); "
		    "try again later or use the address",
		    lookup->name, reason);
	else
		fault_set(fault, EX_NOHOST,
		    "\"%s\" cannot be looked up (getaddrinfo: %s); "
		    "use the address",
		    lookup->name, reason);
	return LOOKUP_FAILED;
}

static void
take_numbers(const struct lookup *lookup, struct number *found, size_t count)
{
	const unsigned char *from = lookup->answer + ANSWER_HEAD;
	for (size_t which = 0; which < count; which++) {
		char scope[NUMBER_SCOPE_SIZE];
		memcpy(scope, from + 17, sizeof(scope));
		scope[sizeof(scope) - 1] = '\0';
		found[which] = from[0] == NUMBER_IPV4 ?
		    number_ipv4(from + 1, lookup->port) :
		    number_ipv6(from + 1, scope, lookup->port);
		from += ANSWER_EACH;
	}
}

/* The child has closed its end. */
static enum lookup_verdict
read_answer(const struct lookup *lookup, struct number *found, size_t *count,
    struct fault *fault)
{
	size_t size = lookup->had;
	if (size < ANSWER_HEAD || (size - ANSWER_HEAD) % ANSWER_EACH != 0) {
		fault_set(fault, EX_NOHOST,
		    "\"%s\" cannot be looked up (the look-up died without "
		    "an answer); try again or use the address",
		    lookup->name);
		return LOOKUP_FAILED;
	}
	int result = (int)bytes_take_u32(lookup->answer);
	int error = (int)bytes_take_u32(lookup->answer + 4);
	if (result != 0)
		return cannot_find(lookup, result, error, fault);
	*count = (size - ANSWER_HEAD) / ANSWER_EACH;
	if (*count == 0) {
		fault_set(fault, EX_NOHOST,
		    "\"%s\" has no address that can be dialled; check the "
		    "spelling or use the address",
		    lookup->name);
		return LOOKUP_FAILED;
	}
	take_numbers(lookup, found, *count);
	return LOOKUP_DONE;
}

enum lookup_verdict
lookup_read(struct lookup *lookup, struct number *found, size_t *count,
    struct fault *fault)
{
	*count = 0;
	for (;;) {
		ssize_t size =
		    read(lookup->descriptor, lookup->answer + lookup->had,
			sizeof(lookup->answer) - lookup->had);
		if (size < 0 && errno == EINTR)
			continue;
		if (size < 0 && errno == EAGAIN)
			return LOOKUP_NEEDS_MORE;
		if (size <= 0)
			break;
		lookup->had += (size_t)size;
	}
	lookup_close(lookup);
	return read_answer(lookup, found, count, fault);
}

void
lookup_close(struct lookup *lookup)
{
	if (lookup->descriptor >= 0)
		close(lookup->descriptor);
	lookup->descriptor = -1;
	if (lookup->child == 0)
		return;
	kill((pid_t)lookup->child, SIGKILL);
	/* A child that hangs in the system dies late: lookup_reap(). */
	waitpid((pid_t)lookup->child, NULL, WNOHANG);
	lookup->child = 0;
}

void
lookup_reap(void)
{
	while (waitpid(-1, NULL, WNOHANG) > 0)
		continue;
}
