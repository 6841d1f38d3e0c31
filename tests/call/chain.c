/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "chain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../runner.h"

struct number
chain_number(int last)
{
	uint8_t address[4] = { 192, 0, 2, (uint8_t)last };
	return number_ipv4(address, NUMBER_PORT);
}

void
chain_pass_on(struct cable *cable, int phone, const struct number *next)
{
	struct fault fault;
	ck_assert(switchboard_pass_on(&cable->phones[phone], next, &fault));
}

void
chain_lead(struct cable *cable, int from, int to)
{
	chain_pass_on(cable, from, &cable->numbers[to]);
}

/* Each phone leads to the one after it, and the last one to nobody. */
void
chain_make(struct cable *cable, int count)
{
	cable_init_many(cable, count, CABLE_WHOLE, 1);
	for (int phone = 0; phone + 1 < count; phone++)
		chain_lead(cable, phone, phone + 1);
	chain_pass_on(cable, count - 1, NULL);
}

void
chain_make_ring(struct cable *cable, int count)
{
	chain_make(cable, count);
	chain_lead(cable, count - 1, ALICE);
}

void
chain_start(struct cable *cable, int phone, const char *text)
{
	struct fault fault;
	ck_assert(switchboard_pass(&cable->phones[phone], text, strlen(text),
	    cable->now, &fault));
}

char *
chain_told(struct cable *cable, int phone)
{
	return cable_transcript(&cable->phones[phone].relay.told);
}

void
chain_assert_told(struct cable *cable, int phone, const char *words)
{
	char *text = chain_told(cable, phone);
	ck_assert_msg(strstr(text, words) != NULL, "%s\nis not in\n%s", words,
	    text);
	free(text);
}

/* Alice has the trail of `count` hops, each phone in its place. */
void
chain_assert_trail(struct cable *cable, int count)
{
	for (int i = 0; i < count; i++) {
		char number[NUMBER_PRINT_SIZE], words[128];
		int phone = i % cable->phone_count;
		snprintf(words, sizeof(words), "-- %3d  %s ", i + 1,
		    cable->phones[phone].rules.name);
		chain_assert_told(cable, ALICE, words);
		snprintf(words, sizeof(words), "  %s  ",
		    number_print_whole(number, sizeof(number),
			&cable->numbers[phone]));
		chain_assert_told(cable, ALICE, words);
	}
	char more[32];
	snprintf(more, sizeof(more), "-- %3d  ", count + 2);
	char *text = chain_told(cable, ALICE);
	ck_assert_msg(strstr(text, more) == NULL, "%s", text);
	free(text);
}

/* Nothing is under way, and no line is left. */
void
chain_assert_quiet(struct cable *cable)
{
	cable_pass(cable, 2000);
	for (int phone = 0; phone < cable->phone_count; phone++) {
		struct switchboard *board = &cable->phones[phone];
		for (int slot = 0; slot < board->slot_count; slot++)
			ck_assert_msg(board->parties[slot] == NULL,
			    "phone %d, slot %d, state %d", phone, slot,
			    board->parties[slot]->call.state);
		for (int i = 0; i < RELAY_MOST; i++)
			ck_assert_ptr_null(board->relay.passes[i].trail);
	}
}

/* The line from one phone to the next, in a chain that is stopped there. */
size_t
chain_stop_at_line(struct cable *cable, size_t line)
{
	while (cable->line_count <= line) {
		cable_serve(cable);
		for (size_t i = 0; i < cable->line_count; i++) {
			cable_connect(cable, i);
			cable_accept(cable, i);
			cable_deliver(cable, i, 1);
		}
	}
	return line;
}

/* Alice to bob to carol, and carol to the test: all three hold their lines. */
void
chain_hold(struct cable *cable, struct puppet *puppet)
{
	struct number silent = chain_number(CHAIN_NOWHERE);
	chain_make(cable, 3);
	chain_pass_on(cable, CAROL, &silent);
	chain_start(cable, ALICE, "hello");
	*puppet = (struct puppet){ .cable = cable };
	puppet->line = chain_stop_at_line(cable, 2);
	cable_settle(cable);
	puppet_expect(puppet, FRAME_PASS);
	ck_assert_uint_eq(puppet->header.sequence, 1);
	/* Its acknowledgement. */
	puppet_say(puppet, FRAME_ACK, 0, "", 0);
}
