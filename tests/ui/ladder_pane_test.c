/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * The ladder below the conversation, and the wire beside it, compared with
 * pictures as tests/ui/pictures_test.c does.
 */
#include "config.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <check.h>

#include "stage.h"
#include "suite.h"
#include "ui/ladder_pane.h"
#include "ui/layout.h"

static struct stage stage;

static void
set_up(void)
{
	stage_open(&stage);
}

static void
tear_down(void)
{
	stage_close(&stage);
}

/* A socket call, and how long it was waited for. */
struct step {
	struct ladder_entry made;
	const char *address;
	int after_ms;
};

static void
take(const struct step *steps, size_t count)
{
	for (size_t at = 0; at < count; at++) {
		stage.ladder.now += steps[at].after_ms;
		stage_ladder(&stage, &steps[at].made, steps[at].address);
	}
}

/* What a phone does that waits, is called, talks, and redials in vain. */
static void
take_the_steps(void)
{
	static const struct step steps[] = {
		{ { .call = LADDER_SOCKET,
		      .descriptor = 5,
		      .result = 5,
		      .arguments = { AF_INET6, SOCK_STREAM } },
		    NULL, 0 },
		{ { .call = LADDER_SETSOCKOPT,
		      .descriptor = 5,
		      .arguments = { SOL_SOCKET, SO_REUSEADDR, 1 } },
		    NULL, 0 },
		{ { .call = LADDER_SETSOCKOPT,
		      .descriptor = 5,
		      .arguments = { IPPROTO_IPV6, IPV6_V6ONLY, 0 } },
		    NULL, 0 },
		{ { .call = LADDER_BIND, .descriptor = 5 }, "[::]:8255", 0 },
		{ { .call = LADDER_LISTEN,
		      .descriptor = 5,
		      .arguments = { 64 } },
		    NULL, 0 },
		{ { .call = LADDER_GETSOCKNAME, .descriptor = 5 }, "[::]:8255",
		    0 },
		{ { .call = LADDER_POLL,
		      .descriptor = 5,
		      .result = 1,
		      .arguments = { POLLIN } },
		    NULL, 8312 },
		{ { .call = LADDER_ACCEPT, .descriptor = 5, .result = 7 },
		    "192.168.1.7:52144", 0 },
		{ { .call = LADDER_GETSOCKNAME, .descriptor = 7 },
		    "192.168.1.20:8255", 0 },
		{ { .call = LADDER_GETPEERNAME, .descriptor = 7 },
		    "192.168.1.7:52144", 0 },
		{ { .call = LADDER_SETSOCKOPT,
		      .descriptor = 7,
		      .arguments = { IPPROTO_TCP, TCP_NODELAY, 1 } },
		    NULL, 0 },
		{ { .call = LADDER_ACCEPT,
		      .descriptor = 5,
		      .result = -1,
		      .error = EAGAIN },
		    NULL, 0 },
		{ { .call = LADDER_RECV, .descriptor = 7, .result = 41 }, NULL,
		    2 },
		{ { .call = LADDER_SEND, .descriptor = 7, .result = 43 }, NULL,
		    0 },
		{ { .call = LADDER_RECV, .descriptor = 7, .result = 27 }, NULL,
		    640 },
		{ { .call = LADDER_POLL,
		      .descriptor = LADDER_INPUT,
		      .result = 1,
		      .arguments = { POLLIN } },
		    NULL, 310 },
		{ { .call = LADDER_SEND, .descriptor = 7, .result = 27 }, NULL,
		    0 },
		{ { .call = LADDER_RECV, .descriptor = 7, .result = 0 }, NULL,
		    65000 },
		{ { .call = LADDER_SHUTDOWN,
		      .descriptor = 7,
		      .arguments = { SHUT_WR } },
		    NULL, 0 },
		{ { .call = LADDER_CLOSE, .descriptor = 7 }, NULL, 0 },
		{ { .call = LADDER_CONNECT,
		      .descriptor = 7,
		      .result = -1,
		      .error = ECONNREFUSED },
		    "192.168.1.7:8255", 3000 },
	};
	take(steps, sizeof steps / sizeof steps[0]);
}

/* And one that dials, in a call from its beginning to its end. */
static void
take_the_steps_of_a_client(void)
{
	static const struct step steps[] = {
		{ { .call = LADDER_POLL,
		      .descriptor = LADDER_INPUT,
		      .result = 1,
		      .arguments = { POLLIN } },
		    NULL, 4000 },
		{ { .call = LADDER_SOCKET,
		      .descriptor = 9,
		      .result = 9,
		      .arguments = { AF_INET, SOCK_STREAM } },
		    NULL, 0 },
		{ { .call = LADDER_CONNECT,
		      .descriptor = 9,
		      .result = -1,
		      .error = EINPROGRESS },
		    "192.168.1.20:8255", 0 },
		{ { .call = LADDER_POLL,
		      .descriptor = 9,
		      .result = 1,
		      .arguments = { POLLOUT } },
		    NULL, 2 },
		{ { .call = LADDER_GETSOCKOPT,
		      .descriptor = 9,
		      .arguments = { SOL_SOCKET, SO_ERROR } },
		    NULL, 0 },
		{ { .call = LADDER_GETSOCKNAME, .descriptor = 9 },
		    "192.168.1.7:52144", 0 },
		{ { .call = LADDER_GETPEERNAME, .descriptor = 9 },
		    "192.168.1.20:8255", 0 },
		{ { .call = LADDER_SETSOCKOPT,
		      .descriptor = 9,
		      .arguments = { IPPROTO_TCP, TCP_NODELAY, 1 } },
		    NULL, 0 },
		{ { .call = LADDER_SEND, .descriptor = 9, .result = 43 }, NULL,
		    0 },
		{ { .call = LADDER_POLL,
		      .descriptor = 9,
		      .result = 1,
		      .arguments = { POLLIN } },
		    NULL, 3 },
		{ { .call = LADDER_RECV, .descriptor = 9, .result = 41 }, NULL,
		    0 },
		{ { .call = LADDER_RECV, .descriptor = 9, .result = 0 }, NULL,
		    9000 },
		{ { .call = LADDER_CLOSE, .descriptor = 9 }, NULL, 0 },
	};
	take(steps, sizeof steps / sizeof steps[0]);
}

START_TEST(the_ladder_names_each_step)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage_chat(&stage);
	take_the_steps();
	stage.view.shows_ladder = true;
	stage_expect(&stage, "ladder", 80, 24);
	stage_expect(&stage, "ladder", 120, 40);
	stage_expect(&stage, "ladder", 40, 16);
}
END_TEST

START_TEST(wire_and_ladder_share_the_lower_half)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage_chat(&stage);
	take_the_steps();
	stage.view.shows_wire = true;
	stage.view.shows_ladder = true;
	stage_expect(&stage, "panes", 80, 24);
	stage_expect(&stage, "panes", 120, 40);
	stage_expect(&stage, "panes", 80, 10);
}
END_TEST

static bool
shows(const char *words)
{
	for (int row = 0; row < stage.canvas.rows; row++)
		if (strstr(stage_row(&stage, row), words) != NULL)
			return true;
	return false;
}

static void
expect_all(const char *const *words)
{
	for (; *words != NULL; words++)
		ck_assert_msg(shows(*words), "no \"%s\"", *words);
}

/* What a lecturer points at while a call is over, 120 columns by 40 rows. */
START_TEST(each_of_the_eight_steps_can_be_pointed_at)
{
	static const char *const of_a_server[] = {
		"socket(IPv6, stream) = 5   get a phone",
		"bind([::]:8255) = 0        get a number",
		"listen(64) = 0             plug it in",
		"accept() = 7 from 192.168.1.7:52144  pick up",
		"recv() ×2 = 68             hear 68 bytes",
		"send() ×2 = 70             say 70 bytes",
		"recv() = 0                 they have hung up",
		"close() = 0                hang up",
		NULL,
	};
	static const char *const of_a_client[] = {
		"socket(IPv4, stream) = 9   get a phone",
		"connect(192.168.1.20:8255) = EINPROGRESS  dial",
		"getsockopt(SO_ERROR) = 0   they picked up",
		"send() = 43                say 43 bytes",
		"recv() = 41                hear 41 bytes",
		"recv() = 0                 they have hung up",
		"close() = 0                hang up",
		NULL,
	};
	stage.view.shows_wire = true;
	stage.view.shows_ladder = true;
	stage_call(&stage, CALL_CALLEE, CALL_OVER);
	stage_chat(&stage);
	take_the_steps();
	stage_expect(&stage, "panes-server", 120, 40);
	expect_all(of_a_server);
	/* Its first call has given way to the second, but not the first steps. */
	take_the_steps_of_a_client();
	stage_expect(&stage, "panes-client", 120, 40);
	expect_all(of_a_client);
	expect_all((const char *const[]){ of_a_server[0], of_a_server[1],
	    of_a_server[2], of_a_server[3], NULL });
}
END_TEST

/* What is no step comes often, and is not what is looked for. */
START_TEST(steps_stay_when_what_is_none_has_to_give_way)
{
	static const struct ladder_entry small = { .call = LADDER_SETSOCKOPT,
		.descriptor = 7,
		.arguments = { IPPROTO_TCP, TCP_NODELAY, 1 } };
	take_the_steps();
	for (int i = 0; i < LADDER_LENGTH / 2; i++)
		stage_ladder(&stage, &small, NULL);
	stage.view.shows_ladder = true;
	view_paint(&stage.view, &stage.canvas, &stage.scene, 40, 120);
	expect_all((const char *const[]){ "bind([::]:8255) = 0", "listen(64)",
	    "accept() = 7", "close() = 0", "setsockopt(TCP_NODELAY, 1) = 0",
	    NULL });
	ck_assert(!shows("SO_REUSEADDR"));
}
END_TEST

/* What a lecturer shows again and again; the room is that of both panes. */
START_TEST(how_the_phone_was_plugged_in_stays_after_many_calls)
{
	stage.view.shows_wire = true;
	stage.view.shows_ladder = true;
	stage_call(&stage, CALL_CALLEE, CALL_OVER);
	take_the_steps();
	for (int i = 0; i < 9; i++)
		take_the_steps_of_a_client();
	view_paint(&stage.view, &stage.canvas, &stage.scene, 40, 120);
	expect_all((const char *const[]){ "socket(IPv6, stream) = 5",
	    "bind([::]:8255) = 0", "listen(64) = 0",
	    "connect(192.168.1.20:8255) = EINPROGRESS", "close() = 0", NULL });
}
END_TEST

/* Who waits no more has no number to be pointed at. */
START_TEST(a_phone_that_was_put_away_gives_way_like_any_other)
{
	static const struct ladder_entry put_away = { .call = LADDER_CLOSE,
		.descriptor = 5 };
	stage.view.shows_ladder = true;
	take_the_steps();
	stage_ladder(&stage, &put_away, NULL);
	for (int i = 0; i < 9; i++)
		take_the_steps_of_a_client();
	view_paint(&stage.view, &stage.canvas, &stage.scene, 40, 120);
	ck_assert(!shows("bind([::]:8255)"));
	ck_assert(!shows("listen(64)"));
}
END_TEST

START_TEST(calls_left_out_before_the_first_row_are_marked_there)
{
	stage.view.shows_ladder = true;
	for (int i = 0; i < 9; i++)
		take_the_steps_of_a_client();
	struct rectangle in = { .rows = 8, .cols = 120 };
	canvas_blank(&stage.canvas, 8, 120);
	ladder_pane_paint(&stage.canvas, &stage.scene, &in);
	ck_assert_ptr_nonnull(strstr(stage_row(&stage, 1), "…"));
}
END_TEST

/* Rows of the pane that say something, and the number in its title. */
static void
count_rows(int rows, int *shown, unsigned *left_out)
{
	struct rectangle in = { .rows = rows, .cols = 120 };
	canvas_blank(&stage.canvas, rows, 120);
	ladder_pane_paint(&stage.canvas, &stage.scene, &in);
	*left_out = 0;
	static const char title[] = "the ladder · ";
	const char *number = strstr(stage_row(&stage, 0), title);
	if (number != NULL)
		*left_out = (unsigned)atoi(number + strlen(title));
	*shown = 0;
	for (int row = 1; row < rows; row++)
		*shown += strchr(stage_row(&stage, row), '=') != NULL ? 1 : 0;
}

START_TEST(every_call_is_shown_or_counted_as_left_out)
{
	take_the_steps();
	take_the_steps_of_a_client();
	int all = (int)ladder_newest(&stage.ladder);
	for (int rows = 1; rows < all + 4; rows++) {
		int shown;
		unsigned left_out;
		count_rows(rows, &shown, &left_out);
		ck_assert_int_eq(shown, rows - 1 < all ? rows - 1 : all);
		ck_assert_int_eq(shown + (int)left_out, all);
		/* The newest is the last, however little room there is. */
		if (rows > 1)
			ck_assert_ptr_nonnull(
			    strstr(stage_row(&stage, shown), "close() = 0"));
	}
}
END_TEST

START_TEST(a_ladder_without_a_step_says_so)
{
	stage.view.shows_ladder = true;
	stage_expect(&stage, "ladder-empty", 80, 24);
}
END_TEST

TCase *
ladder_pane_tcase(void)
{
	TCase *tcase = tcase_create("ladder-pane");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, the_ladder_names_each_step);
	tcase_add_test(tcase, wire_and_ladder_share_the_lower_half);
	tcase_add_test(tcase, each_of_the_eight_steps_can_be_pointed_at);
	tcase_add_test(tcase, steps_stay_when_what_is_none_has_to_give_way);
	tcase_add_test(tcase,
	    how_the_phone_was_plugged_in_stays_after_many_calls);
	tcase_add_test(tcase,
	    a_phone_that_was_put_away_gives_way_like_any_other);
	tcase_add_test(tcase,
	    calls_left_out_before_the_first_row_are_marked_there);
	tcase_add_test(tcase, every_call_is_shown_or_counted_as_left_out);
	tcase_add_test(tcase, a_ladder_without_a_step_says_so);
	return tcase;
}
