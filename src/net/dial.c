/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "net/dial.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "call/timers.h"
#include "net/socket.h"

static void
find_without_lookup(struct dial *dial)
{
	static const uint8_t loopback6[16] = { [15] = 1 };
	static const uint8_t loopback4[4] = { 127, 0, 0, 1 };
	uint16_t port = dial->number.port;
	if (dial->number.kind == NUMBER_HERE) {
		dial->found[0] = number_ipv6(loopback6, "", port);
		dial->found[1] = number_ipv4(loopback4, port);
		dial->found_count = 2;
		return;
	}
	dial->found[0] = dial->number;
	dial->found_count = 1;
}

bool
dial_open(struct dial *dial, struct ladder *ladder, const struct number *number,
    int64_t now, struct fault *fault)
{
	memset(dial, 0, sizeof(*dial));
	dial->ladder = ladder;
	dial->number = *number;
	dial->descriptor = -1;
	dial->next_at = now;
	dial->lookup_watch = LOOP_NOTHING;
	dial->stagger_ms = timers_standard.stagger_ms;
	if (number->kind != NUMBER_HOST) {
		find_without_lookup(dial);
		return true;
	}
	dial->looking_up = lookup_open(&dial->lookup, number, fault);
	return dial->looking_up;
}

bool
dial_pin(struct dial *dial, struct ladder *ladder, const struct number *number,
    int64_t now, struct fault *fault)
{
	bool begun = dial_open(dial, ladder, number, now, fault);
	dial->pins = true;
	return begun;
}

void
dial_watch(struct dial *dial, struct loop *loop)
{
	dial->lookup_watch = LOOP_NOTHING;
	if (dial->looking_up)
		dial->lookup_watch =
		    loop_watch(loop, dial->lookup.descriptor, true, false);
	for (size_t at = 0; at < dial->open_count; at++)
		dial->attempts[at].watch = loop_watch(loop,
		    dial->attempts[at].descriptor, false, true);
}

int64_t
dial_deadline(const struct dial *dial)
{
	if (dial->looking_up || dial->next == dial->found_count)
		return CLOCK_NEVER;
	return dial->next_at;
}

/* How much a failure says about the other side, and not about this one. */
static int
weight_of(int error)
{
	switch (error) {
	case 0:
		return -1;
	case EAFNOSUPPORT:
	case EADDRNOTAVAIL:
	case ENETUNREACH:
		return 0; /* as IPv6 fails where there is none */
	case ECONNREFUSED:
		return 2; /* there is a machine, and it answers */
	default:
		return 1;
	}
}

static void
note_failure(struct dial *dial, size_t which, int error, int64_t now)
{
	if (weight_of(error) >= weight_of(dial->error)) {
		dial->error = error;
		dial->was_pinned = false;
		dial->failed = dial->found[which];
	}
	dial->next_at = now; /* RFC 8305 section 5: no need to wait */
}

static void
drop_attempt(struct dial *dial, size_t at)
{
	dial->attempts[at] = dial->attempts[--dial->open_count];
}

static enum dial_verdict
succeed(struct dial *dial, int descriptor, size_t which)
{
	dial->descriptor = descriptor;
	dial->reached = dial->found[which];
	/* Whether anybody is there shows only when they are spoken to. */
	if (!dial->pins)
		dial_close(dial);
	return DIAL_THERE;
}

/* The attempts that poll() has something to say about. */
static enum dial_verdict
look_at_attempts(struct dial *dial, const struct loop *loop, int64_t now)
{
	for (size_t at = dial->open_count; at-- > 0;) {
		struct dial_attempt attempt = dial->attempts[at];
		if (!loop_is_writable(loop, attempt.watch))
			continue;
		int error = 0;
		drop_attempt(dial, at);
		if (socket_connected(dial->ladder, attempt.descriptor,
			&error) == SOCKET_OK)
			return succeed(dial, attempt.descriptor, attempt.which);
		socket_close(dial->ladder, attempt.descriptor);
		note_failure(dial, attempt.which, error, now);
	}
	return DIAL_GOES_ON;
}

static int
begin_attempt(const struct dial *dial, size_t which,
    enum socket_verdict *verdict, int *error)
{
	const struct number *to = &dial->found[which];
	*verdict = SOCKET_OK;
	return dial->pins ? socket_pin(dial->ladder, to, error) :
			    socket_connect(dial->ladder, to, verdict, error);
}

static enum dial_verdict
start_attempts(struct dial *dial, int64_t now)
{
	while (dial->next < dial->found_count && now >= dial->next_at) {
		size_t which = dial->next++;
		enum socket_verdict verdict;
		int error = 0;
		int descriptor = begin_attempt(dial, which, &verdict, &error);
		if (descriptor < 0) {
			note_failure(dial, which, error, now);
			continue;
		}
		if (verdict == SOCKET_OK)
			return succeed(dial, descriptor, which);
		dial->attempts[dial->open_count++] = (struct dial_attempt){
			.descriptor = descriptor,
			.which = which,
			.watch = LOOP_NOTHING,
		};
		dial->next_at = clock_after(now, dial->stagger_ms);
	}
	return DIAL_GOES_ON;
}

static const char *
advice(const struct dial *dial)
{
	bool is_path = dial->failed.kind == NUMBER_UNIX;
	switch (dial->error) {
	case ECONNREFUSED:
		if (dial->pins)
			return "is landline --udp running there?";
		return is_path ? "is landline still running there?" :
				 "is landline running there?";
	case EHOSTUNREACH:
	case ENETUNREACH:
	case EHOSTDOWN:
	case ETIMEDOUT:
		return "is it on the same network, and switched on?";
	case EAFNOSUPPORT:
		return "this machine has no IPv6; use an IPv4 address";
	case EADDRNOTAVAIL:
		return "this machine has no address of that kind; try another "
		       "of theirs";
	case EINVAL:
		return "a link-local address needs its interface, as in "
		       "fe80::1%eth0";
	case ENODEV:
		return "there is no such interface here; \"ip link\" lists "
		       "those there are";
	case ENOENT:
	case ENOTDIR:
		return "nobody made that path; is landline running there?";
	case ENOTSOCK:
	case EPROTOTYPE:
		return "what is there takes no calls";
	case EACCES:
	case EPERM:
		return is_path ? "let its owner allow it with chmod 666, or "
				 "wait on a port, as in :5000" :
				 "a firewall on this machine forbids it, or "
				 "that is a broadcast address";
	case EAGAIN:
		return "too many callers are waiting there; try again";
	case EMFILE:
	case ENFILE:
		return "too much is open on this machine; hang up a line";
	default:
		return "check the number and try again";
	}
}

static const char *
failed_call(const struct dial *dial)
{
	if (dial->was_pinned)
		return "recvfrom";
	switch (dial->error) {
	case ENODEV:
		return "if_nametoindex";
	case EAFNOSUPPORT:
	case EMFILE:
	case ENFILE:
		return "socket";
	default:
		return "connect";
	}
}

/* Who may not call does not know whether somebody is there. */
static const char *
what_happened(int error)
{
	return error == EACCES || error == EPERM ? "may not be called by you" :
						   "is not in service";
}

static enum dial_verdict
refuse(const struct dial *dial, struct fault *fault)
{
	char dialled[NUMBER_PRINT_SIZE];
	char address[NUMBER_PRINT_SIZE];
	bool was_found = dial->number.kind == NUMBER_HOST;
	number_print_whole(dialled, sizeof(dialled), &dial->number);
	number_print_address(address, sizeof(address), &dial->failed);
	fault_set(fault, EX_UNAVAILABLE, "%s%s%s %s (%s: %s); %s", dialled,
	    was_found ? ", which is " : "", was_found ? address : "",
	    what_happened(dial->error), failed_call(dial),
	    strerror(dial->error), advice(dial));
	return DIAL_REFUSED;
}

bool
dial_has_next(const struct dial *dial)
{
	return dial->next < dial->found_count;
}

bool
dial_next(struct dial *dial, int error, int64_t now, struct fault *fault)
{
	for (size_t at = 0; at < dial->found_count; at++)
		if (number_equal(&dial->found[at], &dial->reached))
			note_failure(dial, at, error, now);
	dial->was_pinned = number_equal(&dial->failed, &dial->reached);
	if (dial_has_next(dial))
		return true;
	refuse(dial, fault);
	return false;
}

/* DIAL_GOES_ON also when the numbers have been found. */
static enum dial_verdict
look_at_lookup(struct dial *dial, const struct loop *loop, int64_t now,
    struct fault *fault)
{
	if (!loop_is_readable(loop, dial->lookup_watch))
		return DIAL_GOES_ON;
	switch (lookup_read(&dial->lookup, dial->found, &dial->found_count,
	    fault)) {
	case LOOKUP_NEEDS_MORE:
		break;
	case LOOKUP_DONE:
		dial->looking_up = false;
		dial->next_at = now;
		break;
	case LOOKUP_FAILED:
		dial->looking_up = false;
		return DIAL_NO_SUCH_NAME;
	}
	return DIAL_GOES_ON;
}

enum dial_verdict
dial_turn(struct dial *dial, const struct loop *loop, int64_t now,
    struct fault *fault)
{
	enum dial_verdict verdict = DIAL_GOES_ON;
	if (dial->looking_up)
		verdict = look_at_lookup(dial, loop, now, fault);
	if (verdict != DIAL_GOES_ON || dial->looking_up)
		return verdict;
	verdict = look_at_attempts(dial, loop, now);
	if (verdict == DIAL_GOES_ON)
		verdict = start_attempts(dial, now);
	if (verdict != DIAL_GOES_ON)
		return verdict;
	if (dial->open_count == 0 && dial->next == dial->found_count)
		return refuse(dial, fault);
	return DIAL_GOES_ON;
}

void
dial_close(struct dial *dial)
{
	if (dial->looking_up)
		lookup_close(&dial->lookup);
	dial->looking_up = false;
	for (size_t at = 0; at < dial->open_count; at++)
		socket_close(dial->ladder, dial->attempts[at].descriptor);
	dial->open_count = 0;
	dial->next = dial->found_count;
}
