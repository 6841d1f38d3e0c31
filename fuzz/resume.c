/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Two phones whose lines get lost, and two users who call, talk and hang up
 * meanwhile: what is said arrives once and in order, and in the end both agree
 * about which calls there are.
 */
#include "config.h"

#include <string.h>

#include "base/clock.h"
#include "fuzz.h"
#include "trunk_check.h"
#include "wire.h"

enum { LONG_MS = 250000, LOOK_MS = 25000 };

static void
open_phones(struct wire *wire, struct fuzz_input *input)
{
	static const char *const names[] = { "fred", "pat" };
	static const int lines[] = { 1, 1, 2, 5 };
	struct party_rules rules[WIRE_PHONES];
	unsigned manners = fuzz_byte(input), count = fuzz_byte(input);
	memset(rules, 0, sizeof rules);
	for (int phone = 0; phone < WIRE_PHONES; phone++) {
		/* Either of the two may be the higher one. */
		rules[phone].phone_id = (manners & 1) != 0 ?
		    20 - (uint64_t)phone :
		    10 + (uint64_t)phone;
		rules[phone].port = NUMBER_PORT;
		strcpy(rules[phone].name, names[phone]);
		rules[phone].live = (manners & 2) != 0;
		rules[phone].glue = (manners & 4) != 0 ? 3 : 0;
	}
	if ((manners & 24) == 24)
		rules[1].service = service_find("echo");
	wire_open(wire, rules);
	for (int phone = 0; phone < WIRE_PHONES; phone++) {
		struct switchboard *board = &wire->phones[phone];
		board->auto_answer = (manners >> (5 + phone) & 1) != 0;
		if (board->rules.service == NULL)
			switchboard_have_lines(board,
			    lines[count >> (2 * phone) & 3]);
	}
}

/* ---- what the wire does ---- */

/* One of the lines that there are; false when there is none. */
static bool
pick(const struct wire *wire, struct fuzz_input *input, size_t *at)
{
	size_t count = 0;
	for (size_t n = 0; n < wire->line_count; n++)
		count += wire->lines[n].is_used;
	if (count == 0)
		return false;
	size_t left = fuzz_upto(input, count - 1);
	for (*at = 0; !wire->lines[*at].is_used || left-- > 0;)
		++*at;
	return true;
}

static void
lose(struct wire *wire, struct fuzz_input *input)
{
	unsigned how = fuzz_byte(input);
	size_t at;
	if (!pick(wire, input, &at))
		return;
	struct wire_end *ends = wire->lines[at].ends;
	switch (how % 8U) {
	case 0: /* packets vanish, both ways or one way */
		ends[0].is_silent = ends[1].is_silent = true;
		break;
	case 1:
	case 2:
		ends[how % 8U - 1].is_silent = true;
		break;
	case 3: /* one end is told, and the other has to find out */
	case 4:
		ends[how % 2].is_silent = true;
		ends[1 - how % 2].reset_arrives = true;
		break;
	case 5: /* everything arrives, and then the reset */
		wire_cut(wire, at, SIZE_MAX, SIZE_MAX);
		break;
	case 6: /* somebody on the way ends the stream */
		ends[how / 8 % 2].end_arrives = true;
		ends[how / 8 % 2].is_cut = true;
		break;
	default:
		wire_cut(wire, at, fuzz_byte(input), fuzz_byte(input));
		break;
	}
}

static void
move(struct wire *wire, struct fuzz_input *input)
{
	unsigned how = fuzz_byte(input);
	size_t at;
	if (!pick(wire, input, &at))
		return;
	if (how == 0)
		wire_fail(wire, at, true);
	else if (how == 1)
		wire_fail(wire, at, false);
	else if (how < 32)
		wire_connect(wire, at);
	else if (how < 64)
		wire_accept(wire, at);
	else
		wire_deliver(wire, at, (int)(how % 2),
		    how >= 224 ? SIZE_MAX : how / 2 - 31);
}

/* ---- what the users do ---- */

static void
dial(struct wire *wire, int phone)
{
	uint8_t address[4] = { 192, 0, 2, (uint8_t)(2 - phone) };
	struct number number = number_ipv4(address, NUMBER_PORT);
	struct fault fault = { 0 };
	if (switchboard_dial(&wire->phones[phone], &number, wire->now,
		&fault) == SWITCHBOARD_NOBODY)
		fuzz_require_fault(&fault);
}

static void
say(struct wire *wire, int phone, unsigned count)
{
	struct switchboard *board = &wire->phones[phone];
	while (count-- > 0 && witness_has_room(&wire->witness)) {
		char text[WITNESS_TEXT_SIZE];
		struct fault fault;
		const struct party *party = switchboard_current(board);
		if (party == NULL)
			return;
		size_t size = witness_text(&wire->witness, phone, party, text);
		if (!switchboard_say(board, text, size, wire->now, &fault))
			return;
		witness_look(&wire->witness, phone, board);
	}
}

static bool
use_line(struct wire *wire, int phone, struct fuzz_input *input,
    struct fault *fault)
{
	struct switchboard *board = &wire->phones[phone];
	unsigned deed = fuzz_byte(input);
	int line = (int)(deed / 8 % 4);
	switch (deed % 4) {
	case 0:
		return switchboard_answer_line(board, line, wire->now, fault);
	case 1:
		return switchboard_decline(board, line, wire->now, fault);
	case 2:
		return switchboard_hang_up_line(board, line, wire->now, fault);
	default:
		return switchboard_change(board, line, wire->now, fault);
	}
}

static void
use(struct wire *wire, int phone, struct fuzz_input *input)
{
	struct switchboard *board = &wire->phones[phone];
	struct party *party = switchboard_current(board);
	struct fault fault = { 0 };
	bool done = true;
	switch (fuzz_byte(input) % 8U) {
	case 0:
	case 1:
		done = switchboard_hang_up(board, wire->now, &fault);
		break;
	case 2:
		done = switchboard_hold(board, wire->now, &fault);
		break;
	case 3:
		switchboard_break_off(board, wire->now);
		break;
	case 4:
		if (party != NULL)
			party_set_deaf(party, !party->is_deaf, wire->now);
		break;
	case 5:
		if (party != NULL && call_is_talking(&party->call))
			party_finish_talking(party, wire->now);
		break;
	case 6:
		if (party != NULL)
			party_draft(party, "hm", 2, wire->now);
		break;
	default:
		done = use_line(wire, phone, input, &fault);
		break;
	}
	if (!done)
		fuzz_require_fault(&fault);
}

/* ---- what happens ---- */

static void
step(struct wire *wire, struct fuzz_input *input)
{
	unsigned what = fuzz_byte(input);
	int phone = (int)(what >> 7);
	struct fault fault;
	if (wire->phones[phone].rules.service != NULL)
		phone = 0;
	switch (what % 16U) {
	case 0:
		dial(wire, phone);
		break;
	case 1:
		switchboard_answer(&wire->phones[phone], wire->now, &fault);
		break;
	case 2:
	case 3:
		say(wire, phone, what % 128 / 16 * 3 + 1);
		break;
	case 4:
		use(wire, phone, input);
		break;
	case 5:
	case 6:
		lose(wire, input);
		break;
	case 7:
		wire->is_deaf = !wire->is_deaf;
		break;
	case 8:
		wire_settle(wire);
		break;
	case 9:
	case 10:
		wire_pass(wire, (int64_t)fuzz_byte(input) * fuzz_byte(input),
		    what % 16U == 9);
		break;
	default:
		move(wire, input);
		break;
	}
	wire_serve(wire);
	for (phone = 0; phone < WIRE_PHONES; phone++)
		trunk_check_board(&wire->phones[phone]);
}

/* ---- the end ---- */

/* The call of the other phone that it is, and that goes on; or NULL. */
static const struct party *
counterpart(const struct wire *wire, int phone, const struct party *party)
{
	const struct switchboard *board = &wire->phones[1 - phone];
	for (int slot = 0; slot < board->slot_count; slot++)
		if (board->parties[slot] != NULL &&
		    board->parties[slot]->call_id == party->call_id &&
		    call_is_talking(&board->parties[slot]->call))
			return board->parties[slot];
	return NULL;
}

/* What is not as both phones must have it, of a call; NULL: nothing. */
static const char *
complaint(const struct wire *wire, int phone, const struct party *party)
{
	if (!call_is_talking(&party->call))
		return "it rings or parts, and nothing comes of it";
	if (call_is_in_trouble(&party->call))
		return "a line is lost, and nobody dials";
	if (counterpart(wire, phone, party) == NULL)
		return "a call that the other phone knows nothing of";
	if (!witness_all_arrived(&wire->witness, phone, party))
		return "what was said has not arrived";
	return NULL;
}

static const char *
first_complaint(const struct wire *wire)
{
	const char *words = NULL;
	for (int phone = 0; phone < WIRE_PHONES; phone++) {
		const struct switchboard *board = &wire->phones[phone];
		for (int slot = 0; slot < board->slot_count; slot++)
			if (board->parties[slot] != NULL && words == NULL)
				words = complaint(wire, phone,
				    board->parties[slot]);
	}
	return words;
}

/* Where nothing has been lost for long, both know the same. */
static void
heal(struct wire *wire)
{
	const char *words = "";
	wire->is_deaf = false;
	for (int phone = 0; phone < WIRE_PHONES; phone++) {
		struct switchboard *board = &wire->phones[phone];
		board->rules.glue = 0;
		for (int slot = 0; slot < board->slot_count; slot++)
			if (board->parties[slot] != NULL)
				party_set_deaf(board->parties[slot], false,
				    wire->now);
	}
	for (int left = LONG_MS; left > 0 && words != NULL; left -= LOOK_MS) {
		wire_pass(wire, LOOK_MS, true);
		words = first_complaint(wire);
	}
	fuzz_require(words == NULL, words);
}

static void
leave(struct wire *wire)
{
	for (int phone = 0; phone < WIRE_PHONES; phone++)
		switchboard_hang_up_all(&wire->phones[phone], wire->now);
	wire_pass(wire, LONG_MS, true);
	for (int phone = 0; phone < WIRE_PHONES; phone++) {
		struct switchboard *board = &wire->phones[phone];
		for (int slot = 0; slot < board->slot_count; slot++)
			fuzz_require(board->parties[slot] == NULL,
			    "a call that never ends");
		fuzz_require(switchboard_deadline(board) == CLOCK_NEVER,
		    "something is due, and there is nothing");
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct fuzz_input input = { bytes, size };
	static struct wire wire;
	open_phones(&wire, &input);
	while (input.size > 0)
		step(&wire, &input);
	heal(&wire);
	leave(&wire);
	wire_close(&wire);
	return 0;
}
