/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "app/lines.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/clock.h"
#include "suite.h"

struct house {
	struct loop loop;
	struct switchboard board;
	struct lines lines;
};

static void
open_house(struct house *house)
{
	struct party_rules rules = { .phone_id = 1, .name = "bob" };
	struct fault fault;
	struct number on;
	ck_assert(number_parse(&on, "127.0.0.1:0", NUMBER_TO_LISTEN, &fault));
	ck_assert(loop_open(&house->loop));
	switchboard_init(&house->board, &rules, &timers_standard, 7);
	lines_init(&house->lines, &house->board, NULL);
	ck_assert_msg(lines_listen(&house->lines, &on, &fault), "%s",
	    fault.words);
}

static void
close_house(struct house *house)
{
	lines_clear(&house->lines);
	switchboard_clear(&house->board);
	loop_close(&house->loop);
}

static int
call(const struct house *house)
{
	enum socket_verdict verdict;
	int error = 0;
	int caller = socket_connect(NULL, &house->lines.exchange.number,
	    &verdict, &error);
	ck_assert_int_ge(caller, 0);
	return caller;
}

/* One turn at the moment `now`; false when nobody's call would wake it. */
static bool
turn(struct house *house, int64_t now, bool deaf)
{
	loop_begin(&house->loop);
	lines_watch(&house->lines, &house->loop, deaf);
	bool lets_in = house->lines.exchange_watch != LOOP_NOTHING;
	loop_wait(&house->loop, 0, lets_in ? CLOCK_NEVER : 0);
	lines_carry_in(&house->lines, &house->loop, now);
	return lets_in;
}

static void
fill_the_table(void)
{
	struct rlimit few;
	getrlimit(RLIMIT_NOFILE, &few);
	few.rlim_cur = 64;
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &few), 0);
	while (open("/dev/null", O_RDONLY) >= 0)
		continue;
}

START_TEST(where_there_is_no_room_it_rests)
{
	struct house house;
	open_house(&house);
	call(&house);
	close(house.lines.exchange.spare);
	house.lines.exchange.spare = -1;
	fill_the_table();
	ck_assert(turn(&house, 1000, false));
	ck_assert_int_eq(lines_deadline(&house.lines), 2000);
	ck_assert(!turn(&house, 1999, false));
	ck_assert(!turn(&house, 2000, false));
	ck_assert(turn(&house, 2000, false));
	close_house(&house);
}
END_TEST

START_TEST(a_deaf_line_that_broke_wakes_nobody)
{
	struct house house;
	open_house(&house);
	int caller = call(&house);
	ck_assert(turn(&house, 1000, false));
	struct lines_slot *slot = &house.lines.slots[0];
	ck_assert_ptr_nonnull(slot->line);
	/* Who has not rung yet is listened to all the same. */
	house.board.parties[0]->call.state = CALL_TALKING;
	line_filled(slot->line, 1);
	loop_begin(&house.loop);
	lines_watch(&house.lines, &house.loop, true);
	ck_assert_uint_ne(slot->watch, LOOP_NOTHING);

	slot->cannot_send = true;
	loop_begin(&house.loop);
	lines_watch(&house.lines, &house.loop, true);
	ck_assert_uint_eq(slot->watch, LOOP_NOTHING);
	/* What had come is read once somebody listens again. */
	loop_begin(&house.loop);
	lines_watch(&house.lines, &house.loop, false);
	ck_assert_uint_ne(slot->watch, LOOP_NOTHING);
	close(caller);
	close_house(&house);
}
END_TEST

/* Until all that was done to that socket has arrived. */
static void
await(int descriptor)
{
	struct pollfd watch = { descriptor, POLLIN, 0 };
	ck_assert_int_eq(poll(&watch, 1, -1), 1);
}

START_TEST(who_has_hung_up_makes_room_for_who_calls)
{
	struct house house;
	int callers[3];
	open_house(&house);
	for (int i = 0; i < 2; i++) {
		callers[i] = call(&house);
		ck_assert(turn(&house, 1000, false));
		ck_assert_ptr_nonnull(house.lines.slots[i].line);
	}
	/* All of it is there in one turn. */
	for (int i = 0; i < 2; i++) {
		close(callers[i]);
		await(house.lines.slots[i].line->descriptor);
	}
	callers[2] = call(&house);
	await(house.lines.exchange.descriptor);
	ck_assert(turn(&house, 1000, false));
	struct line *line = house.lines.slots[0].line;
	ck_assert_ptr_nonnull(line);
	ck_assert_ptr_null(house.lines.slots[1].line);
	ck_assert(!house.lines.slots[0].has_ended);
	close(callers[2]);
	close_house(&house);
}
END_TEST

TCase *
lines_tcase(void)
{
	TCase *tcase = tcase_create("lines");
	tcase_add_test(tcase, where_there_is_no_room_it_rests);
	tcase_add_test(tcase, a_deaf_line_that_broke_wakes_nobody);
	tcase_add_test(tcase, who_has_hung_up_makes_room_for_who_calls);
	return tcase;
}
