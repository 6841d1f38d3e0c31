/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "relay.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <check.h>

#include "../whole/peer.h"
#include "base/clock.h"

enum {
	LINKS_MOST = 16,
	HELD_MOST = 256 * 1024,
	PIECES_A_TURN = 64,
	WAITS_FOR_MORE_MS = 20, /* before too small a piece goes after all */
};

struct relay_shared {
	struct relay_manner manner;
	atomic_ulong version; /* of the manner */
	atomic_ulong resets, moved;
};

/* One direction. */
struct flow {
	int from, to;
	uint8_t held[HELD_MOST];
	size_t size;
	int64_t came_at, next_at;
	bool has_ended; /* from; told to `to` when all is out */
};

struct link {
	bool is_open;
	struct flow flows[2];
};

struct state {
	struct relay_shared *shared;
	struct relay_manner manner;
	unsigned long version;
	int listener;
	const char *target;
	struct link links[LINKS_MOST];
};

static void
close_link(struct link *link, bool with_reset)
{
	struct linger now = { 1, 0 };
	for (int end = 0; end < 2; end++) {
		if (with_reset)
			setsockopt(link->flows[end].from, SOL_SOCKET, SO_LINGER,
			    &now, sizeof(now));
		close(link->flows[end].from);
	}
	link->is_open = false;
}

static void
open_link(struct state *state)
{
	int near = accept(state->listener, NULL, NULL);
	struct link *link = state->links;
	while (link < state->links + LINKS_MOST && link->is_open)
		link++;
	if (near < 0 || link == state->links + LINKS_MOST) {
		close(near);
		return;
	}
	int far = peer_try(state->target);
	fcntl(near, F_SETFL, O_NONBLOCK);
	fcntl(far, F_SETFL, O_NONBLOCK);
	for (int end = 0; end < 2; end++) {
		struct flow *flow = &link->flows[end];
		flow->from = end == 0 ? near : far;
		flow->to = end == 0 ? far : near;
		flow->size = 0;
		flow->next_at = 0;
		flow->has_ended = false;
	}
	link->is_open = true;
}

/* False when the link is no more. */
static bool
take_in(struct link *link, struct flow *flow, int64_t now)
{
	ssize_t got = recv(flow->from, flow->held + flow->size,
	    HELD_MOST - flow->size, 0);
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	if (got < 0) {
		close_link(link, true);
		return false;
	}
	flow->has_ended = got == 0;
	flow->size += (size_t)got;
	flow->came_at = now;
	return true;
}

/* How much may go now. */
static size_t
portion(const struct state *state, const struct flow *flow, int64_t now)
{
	const struct relay_manner *manner = &state->manner;
	size_t size = flow->size;
	if (now < flow->next_at ||
	    (size < manner->join_size && !flow->has_ended &&
		now < flow->came_at + WAITS_FOR_MORE_MS))
		return 0;
	if (manner->piece_size > 0 && size > manner->piece_size)
		size = manner->piece_size;
	if (manner->bytes_per_s > 0 && size > manner->bytes_per_s / 20)
		size = manner->bytes_per_s / 20 + 1;
	if (manner->reset_after > 0 && size > manner->reset_after)
		size = manner->reset_after;
	return size;
}

/* False when the link is no more. */
static bool
hand_on(struct state *state, struct link *link, struct flow *flow, int64_t now)
{
	struct relay_manner *manner = &state->manner;
	size_t size = portion(state, flow, now);
	ssize_t sent =
	    size == 0 ? 0 : send(flow->to, flow->held, size, MSG_NOSIGNAL);
	if (sent < 0 && errno != EAGAIN && errno != EINTR) {
		close_link(link, true);
		return false;
	}
	if (sent > 0) {
		flow->size -= (size_t)sent;
		memmove(flow->held, flow->held + sent, flow->size);
		state->shared->moved += (unsigned long)sent;
		if (manner->bytes_per_s > 0)
			flow->next_at =
			    now + sent * 1000 / (ssize_t)manner->bytes_per_s;
	}
	if (sent > 0 && manner->reset_after > 0) {
		manner->reset_after -= (size_t)sent;
		if (manner->reset_after == 0) {
			close_link(link, true);
			state->shared->resets++;
			return false;
		}
	}
	if (flow->has_ended && flow->size == 0)
		shutdown(flow->to, SHUT_WR);
	return true;
}

static void
serve_link(struct state *state, struct link *link, const struct pollfd *watch,
    int64_t now)
{
	for (int end = 0; end < 2; end++) {
		struct flow *flow = &link->flows[end];
		if ((watch[end].revents & ~POLLOUT) != 0 && !flow->has_ended &&
		    flow->size < HELD_MOST && !take_in(link, flow, now))
			return;
	}
	for (int at = 0; at < 2 * PIECES_A_TURN; at++) {
		struct flow *flow = &link->flows[at % 2];
		if ((flow->size > 0 || flow->has_ended) &&
		    !hand_on(state, link, flow, now))
			return;
	}
	if (link->flows[0].has_ended && link->flows[1].has_ended &&
	    link->flows[0].size + link->flows[1].size == 0)
		close_link(link, false);
}

static void
take_manner(struct state *state)
{
	unsigned long version = state->shared->version;
	if (version == state->version)
		return;
	state->version = version;
	state->manner = state->shared->manner;
}

/* What waits for time, and for room, is looked at again soon. */
static int
patience(const struct state *state)
{
	for (const struct link *link = state->links;
	     link < state->links + LINKS_MOST; link++)
		if (link->is_open &&
		    link->flows[0].size + link->flows[1].size > 0)
			return 1;
	return 10;
}

static void
turn(struct state *state)
{
	struct pollfd watches[1 + 2 * LINKS_MOST];
	watches[0] = (struct pollfd){ state->listener, POLLIN, 0 };
	for (int at = 0; at < LINKS_MOST; at++)
		for (int end = 0; end < 2; end++) {
			const struct link *link = &state->links[at];
			const struct flow *flow = &link->flows[end];
			bool reads = link->is_open && !flow->has_ended &&
			    flow->size < HELD_MOST;
			watches[1 + 2 * at + end] =
			    (struct pollfd){ reads ? flow->from : -1, POLLIN,
				    0 };
		}
	poll(watches, 1 + 2 * LINKS_MOST, patience(state));
	int64_t now = clock_now();
	take_manner(state);
	for (int at = 0; at < LINKS_MOST; at++)
		if (state->links[at].is_open)
			serve_link(state, &state->links[at],
			    watches + 1 + 2 * at, now);
	if (watches[0].revents != 0)
		open_link(state);
}

static void
be_relay(struct relay_shared *shared, int listener, const char *to)
{
	static struct state state;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGPIPE, SIG_IGN);
	state.shared = shared;
	state.listener = listener;
	state.target = to;
	for (;;)
		turn(&state);
}

void
relay_start(struct relay *relay, const char *to,
    const struct relay_manner *manner)
{
	int listener = peer_listen(relay->number);
	relay->shared = mmap(NULL, sizeof *relay->shared,
	    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne(relay->shared, MAP_FAILED);
	relay_change(relay, manner);
	relay->pid = fork();
	ck_assert_int_ge(relay->pid, 0);
	if (relay->pid == 0)
		be_relay(relay->shared, listener, to);
	close(listener);
}

void
relay_change(struct relay *relay, const struct relay_manner *manner)
{
	relay->shared->manner = *manner;
	relay->shared->version++;
}

unsigned long
relay_resets(const struct relay *relay)
{
	return relay->shared->resets;
}

unsigned long
relay_moved(const struct relay *relay)
{
	return relay->shared->moved;
}

void
relay_stop(struct relay *relay)
{
	kill(relay->pid, SIGKILL);
	waitpid(relay->pid, NULL, 0);
	munmap(relay->shared, sizeof *relay->shared);
}
