/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "suite.h"

#include "../net/fixture.h"
#include "base/memory.h"
#include "handset.h"
#include "peer.h"

static bool
has_title(struct terminal *terminal, const void *title)
{
	return strcmp(glass_title(terminal_glass(terminal)), title) == 0;
}

START_TEST(the_window_says_who_is_there)
{
	struct handset_pair pair;
	handset_start_pair(&pair, NULL, NULL);
	handset_dial(pair.alice, pair.bobs);
	ck_assert(terminal_await(pair.bob, has_title, "alice is calling"));
	terminal_type(pair.bob, HANDSET_F5);
	ck_assert(terminal_await(pair.bob, has_title, "landline · alice"));
	ck_assert(terminal_await(pair.alice, has_title, "landline · bob"));
	handset_end_pair(&pair);
}
END_TEST

/* More than may be under way, in one paste. */
static void
paste_too_much(struct terminal *terminal)
{
	enum { SIZE = 300 * 1024 };
	char *text = memory_new(SIZE + 1, 1);
	memset(text, 's', SIZE);
	terminal_type(terminal, HANDSET_PASTE);
	terminal_type(terminal, text);
	terminal_type(terminal, HANDSET_PASTED);
	terminal_type(terminal, "\r");
	free(text);
}

START_TEST(what_is_under_way_goes_to_no_other)
{
	struct handset_plan plan = { .name = "bob", .option = "-a" };
	struct terminal *bob = handset_start(&plan);
	char number[HANDSET_NUMBER_SIZE];
	struct frame_header header;
	handset_number(bob, number);
	int alice = peer_call(number);
	terminal_expect(bob, "TALKING");
	paste_too_much(bob);
	terminal_expect(bob, "the rest of your message waits");
	int mallory = peer_dial(number);
	/* Both in one turn. */
	setsockopt(alice, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	terminal_signal(bob, SIGSTOP);
	terminal_expect_stop(bob);
	peer_say_hangup(alice, CAUSE_NORMAL, 0, 0);
	peer_say_card(mallory, FRAME_RING, 5, 7);
	terminal_continue(bob);
	peer_expect(mallory, FRAME_ANSWER, &header);
	terminal_expect(bob, "the rest is back in");
	close(alice);
	close(mallory);
	terminal_type(bob, HANDSET_INTERRUPT);
	handset_leave(bob);
}
END_TEST

static unsigned
count_turns(const char *path)
{
	FILE *file = fopen(path, "r");
	char line[128];
	unsigned count = 0;
	ck_assert_ptr_nonnull(file);
	while (fgets(line, sizeof line, file) != NULL)
		count += strstr(line, " turn ") != NULL;
	fclose(file);
	return count;
}

START_TEST(a_terminal_that_is_gone_wakes_nobody)
{
	char *folder = fixture_folder();
	char traced[160], number[HANDSET_NUMBER_SIZE];
	snprintf(traced, sizeof traced, "LANDLINE_TRACE=%s/trace", folder);
	struct handset_plan plan = {
		.name = "bob",
		.option = "-a",
		.environment = traced,
	};
	struct terminal *bob = handset_start(&plan);
	const char *path = strchr(traced, '=') + 1;
	handset_number(bob, number);
	int alice = peer_call(number);
	terminal_expect(bob, "TALKING");
	unsigned before = count_turns(path);
	/* She does not answer the goodbye, which takes a second then. */
	terminal_hang_up(bob);
	ck_assert_int_eq(terminal_expect_end(bob), 128 + SIGHUP);
	ck_assert_uint_lt(count_turns(path) - before, 100);
	close(alice);
	terminal_free(bob);
	unlink(path);
	fixture_remove_folder(folder);
}
END_TEST

TCase *
screen_stuck_tcase(void)
{
	TCase *tcase = tcase_create("screen_stuck");
	tcase_set_timeout(tcase, TERMINAL_TIMEOUT_S);
	tcase_add_test(tcase, the_window_says_who_is_there);
	tcase_add_test(tcase, what_is_under_way_goes_to_no_other);
	tcase_add_test(tcase, a_terminal_that_is_gone_wakes_nobody);
	return tcase;
}
