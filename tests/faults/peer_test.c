/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* What the other side can do to a call: FAULTS, Peer. */
#include "config.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <check.h>

#include "../material.h"
#include "../runner.h"
#include "../whole/handset.h"
#include "../whole/peer.h"
#include "../whole/process.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "suite.h"

static const struct process_plan pipes;

/* What a program has in memory, in KiB; of proc(5), "VmRSS" or "VmHWM". */
static long
memory_kib(pid_t pid, const char *which)
{
	char path[64], line[128];
	long kib = -1;
	size_t size = strlen(which);
	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	FILE *file = fopen(path, "re");
	ck_assert_ptr_nonnull(file);
	while (fgets(line, sizeof(line), file) != NULL)
		if (strncmp(line, which, size) == 0 && line[size] == ':')
			kib = atol(line + size + 1);
	fclose(file);
	ck_assert_int_gt(kib, 0);
	return kib;
}

/* ---- strangers ---- */

/* From an address of its own in 127.0.0.0/8. */
static int
dial_from(int host, const char *number)
{
	struct sockaddr_in mine = { .sin_family = AF_INET };
	struct sockaddr_in theirs = mine;
	mine.sin_addr.s_addr = htonl(0x7f000100U + (unsigned)host);
	theirs.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	theirs.sin_port = htons((uint16_t)atoi(strchr(number, ':') + 1));
	int line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert_int_eq(bind(line, (void *)&mine, sizeof(mine)), 0);
	ck_assert_int_eq(connect(line, (void *)&theirs, sizeof(theirs)), 0);
	return line;
}

struct stranger {
	int line;
	int64_t closed_at; /* 0: it is still let in */
};

/* Who has been closed reads an end. */
static bool
look_at(struct stranger *stranger)
{
	char bytes[256];
	struct pollfd watch = { stranger->line, POLLIN, 0 };
	if (stranger->closed_at != 0 || poll(&watch, 1, 0) <= 0)
		return stranger->closed_at != 0;
	if (recv(stranger->line, bytes, sizeof(bytes), MSG_DONTWAIT) <= 0)
		stranger->closed_at = clock_now();
	return stranger->closed_at != 0;
}

START_TEST(strangers_are_closed_in_time)
{
	enum { STRANGERS = 64, EACH_MS = 250, DUE_MS = 5000 };
	struct process bob, amy;
	struct stranger strangers[STRANGERS] = { { 0 } };
	int said = 0, left = STRANGERS;
	process_listen(&bob, (struct process_plan){ .in = PROCESS_NULL });
	process_dial(&amy, pipes, process_number(&bob), "amy");
	process_expect_error(&amy, "bob picked up");
	int64_t began = clock_now(), last = 0;
	for (int i = 0; i < STRANGERS; i++)
		strangers[i].line = dial_from(i, process_number(&bob));
	while (left > 0 && clock_now() < began + 3 * DUE_MS) {
		process_serve_until(clock_now() + EACH_MS);
		process_say(&amy, "on and on\n");
		said++;
		left = 0;
		for (int i = 0; i < STRANGERS; i++) {
			/* Every other one sends a byte now and then. */
			if (!look_at(&strangers[i])) {
				left++;
				if (i % 2 == 0 && said % 4 == 0)
					(void)!send(strangers[i].line, "L", 1,
					    MSG_NOSIGNAL);
			} else if (strangers[i].closed_at > last) {
				last = strangers[i].closed_at;
			}
		}
	}
	runner_figure("the last of %d was closed %lld ms after it connected",
	    STRANGERS, (long long)(last - began));
	ck_assert_int_eq(left, 0);
	ck_assert_int_le(last - began, DUE_MS + 1000);
	process_end_input(&amy);
	process_expect_end(&amy, 0);
	process_expect_end(&bob, 0);
	ck_assert_uint_eq(bob.output.size, (size_t)said * 10);
	for (int i = 0; i < STRANGERS; i++)
		close(strangers[i].line);
	process_clear(&amy);
	process_clear(&bob);
}
END_TEST

/* ---- who never reads ---- */

START_TEST(who_never_reads_fills_no_memory)
{
	enum { LINES = 200000, GROWS_KIB = 2048 };
	struct process bob;
	char number[PEER_NUMBER_SIZE];
	int listener = peer_listen(number);
	process_start(&bob, pipes, "-pn", "bob", number, NULL);
	int line = peer_accept(listener);
	struct frame_header header;
	const uint8_t *card = peer_expect(line, FRAME_RING, &header);
	peer_say_card(line, FRAME_RINGING, 7, bytes_take_u64(card + 8));
	peer_say(line, FRAME_ANSWER, 0, 0, NULL, 0);
	process_expect_error(&bob, "picked up");
	long before = memory_kib(bob.pid, "VmRSS");
	for (int i = 0; i < LINES; i++)
		process_say(&bob, "words for somebody who does not read\n");
	/* Whatever it can take, it has taken by then. */
	size_t taken;
	do {
		taken = bob.input_at;
		process_serve_until(clock_now() + 300);
	} while (bob.input_at != taken);
	long grown = memory_kib(bob.pid, "VmHWM") - before;
	runner_figure("%zu of %zu bytes were taken, memory grew by %ld KiB",
	    bob.input_at, bob.input.size, grown);
	ck_assert_uint_lt(bob.input_at, bob.input.size);
	ck_assert_int_le(grown, GROWS_KIB);
	close(line);
	close(listener);
	process_clear(&bob);
}
END_TEST

#ifdef HAVE_VTERM
/* ---- both dial ---- */

static bool
is_moment_over(struct terminal *terminal, const void *moment)
{
	(void)terminal;
	return clock_now() >= *(const int64_t *)moment;
}

START_TEST(both_dial_and_there_is_one_call)
{
	enum { TIMES = 50, APART_MS = 50 };
	uint64_t random = 4711;
	struct handset_plan plan = { .name = "alice",
		.option = "--auto-answer" };
	struct handset_pair pair;
	char to_bob[256], to_alice[256], word[32];
	pair.alice = handset_start(&plan);
	plan.name = "bob";
	pair.bob = handset_start(&plan);
	handset_number(pair.alice, pair.alices);
	handset_number(pair.bob, pair.bobs);
	snprintf(to_bob, sizeof(to_bob), "/dial %s\r", pair.bobs);
	snprintf(to_alice, sizeof(to_alice), "/dial %s\r", pair.alices);
	for (int i = 0; i < TIMES; i++) {
		int64_t apart = (int64_t)material_upto(&random, APART_MS);
		bool bob_first = i % 2 == 1;
		terminal_type(bob_first ? pair.bob : pair.alice,
		    bob_first ? to_alice : to_bob);
		int64_t moment = clock_now() + apart;
		ck_assert(terminal_await(pair.alice, is_moment_over, &moment));
		terminal_type(bob_first ? pair.alice : pair.bob,
		    bob_first ? to_bob : to_alice);
		terminal_expect(pair.alice, "TALKING");
		terminal_expect(pair.bob, "TALKING");
		snprintf(word, sizeof(word), "round %d", i);
		handset_say(pair.alice, pair.bob, word);
		ck_assert(!terminal_shows(pair.alice, "busy"));
		ck_assert(!terminal_shows(pair.bob, "busy"));
		terminal_type(pair.alice, "\005\025" HANDSET_F6);
		terminal_expect(pair.alice, "WAITING");
		terminal_expect(pair.bob, "WAITING");
		terminal_type(pair.bob, "\005\025");
	}
	runner_figure("%d times, 0 to %d ms apart: %d calls", TIMES, APART_MS,
	    TIMES);
	handset_end_pair(&pair);
}
END_TEST

/* ---- floods ---- */

static size_t
add_frame(uint8_t *to, uint8_t type, uint32_t sequence, const void *payload,
    size_t size)
{
	struct frame_header header = { .type = type,
		.length = (uint32_t)size,
		.sequence = sequence };
	frame_encode(to, &header);
	memcpy(to + FRAME_HEADER_SIZE, payload, size);
	return FRAME_HEADER_SIZE + size;
}

enum { FLOOD_FRAMES = 4, FLOOD_ROUNDS = 512 };

/* TEXT, DRAFT, PING, TEXT … as fast as they are taken; runs until killed. */
static void
flood(int line)
{
	static uint8_t frames[FLOOD_ROUNDS * FLOOD_FRAMES * 64];
	uint8_t nothing[65536];
	uint32_t sequence = 0;
	size_t size, at;
	for (;;) {
		size = at = 0;
		for (int round = 0; round < FLOOD_ROUNDS; round++) {
			size += add_frame(frames + size, FRAME_TEXT, ++sequence,
			    "a flood of words", 16);
			size += add_frame(frames + size, FRAME_DRAFT, 0,
			    "and of drafts", 13);
			size += add_frame(frames + size, FRAME_PING, 0,
			    "12345678", 8);
			size += add_frame(frames + size, FRAME_TEXT, ++sequence,
			    "more", 4);
		}
		while (at < size) {
			struct pollfd watch = { line, POLLIN | POLLOUT, 0 };
			poll(&watch, 1, -1);
			(void)!recv(line, nothing, sizeof(nothing),
			    MSG_DONTWAIT);
			ssize_t sent = send(line, frames + at, size - at,
			    MSG_NOSIGNAL | MSG_DONTWAIT);
			at += sent > 0 ? (size_t)sent : 0;
		}
	}
}

START_TEST(keys_answer_in_a_flood)
{
	enum { KEYS = 200, MOST_MS = 50, MOST_KIB = 16 * 1024 };
	struct handset_plan plan = { .name = "bob", .option = "--auto-answer" };
	struct terminal *bob = handset_start(&plan);
	char number[HANDSET_NUMBER_SIZE], key[2] = "";
	int64_t slowest = 0;
	handset_number(bob, number);
	int line = peer_call(number);
	terminal_expect(bob, "TALKING");
	pid_t flooding = fork();
	if (flooding == 0)
		flood(line);
	terminal_expect(bob, "a flood of words");
	for (int i = 0; i < KEYS; i++) {
		key[0] = (char)('A' + i % 26);
		terminal_mark(bob);
		int64_t began = clock_now();
		terminal_type(bob, key);
		terminal_expect_bytes(bob, key);
		if (clock_now() - began > slowest)
			slowest = clock_now() - began;
	}
	long most = memory_kib(terminal_pid(bob), "VmHWM");
	kill(flooding, SIGKILL);
	runner_figure("slowest of %d keys %lld ms, memory %ld KiB at most",
	    KEYS, (long long)slowest, most);
	ck_assert_int_le(slowest, MOST_MS);
	ck_assert_int_le(most, MOST_KIB);
	close(line);
	/* Whoever leaves before it is noticed waits to say goodbye. */
	terminal_expect(bob, "line trouble");
	handset_leave(bob);
}
END_TEST
#endif

TCase *
peer_fault_tcase(void)
{
	TCase *tcase = tcase_create("peer");
	tcase_set_timeout(tcase, FAULTS_TIMEOUT_S);
	tcase_add_test(tcase, strangers_are_closed_in_time);
	tcase_add_test(tcase, who_never_reads_fills_no_memory);
#ifdef HAVE_VTERM
	tcase_add_test(tcase, both_dial_and_there_is_one_call);
	tcase_add_test(tcase, keys_answer_in_a_flood);
#endif
	return tcase;
}
