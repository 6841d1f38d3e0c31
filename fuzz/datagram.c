/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Datagrams of several senders at a phone: frames with any header, bytes of any
 * kind, in any order, while time goes by and a user does something.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "call/switchboard.h"
#include "fuzz.h"

enum {
	SENDERS = 5,
	OUR_PHONE = 0x5555,
	START_MS = 1000000,
	ROUNDS_MOST = 100000,
};

struct post {
	struct switchboard board;
	struct number of[SWITCHBOARD_SLOTS_MOST]; /* by slot: whose it is */
	int64_t now;
};

static struct number
sender(unsigned which)
{
	uint8_t address[4] = { 192, 0, 2, (uint8_t)(which % SENDERS) };
	return number_ipv4(address, 5000);
}

static void
open_post(struct post *post, struct fuzz_input *input)
{
	struct party_rules rules = {
		.phone_id = OUR_PHONE,
		.port = NUMBER_PORT,
		.name = "fred",
		.datagrams = true,
	};
	unsigned which = fuzz_byte(input), manners = fuzz_byte(input);
	rules.framing = framing_at(which < 128 ? 0 : which - 128U);
	if (manners & 1)
		rules.service = &services[which % service_count];
	rules.keeps_stream = (manners & 2) != 0 && rules.framing != NULL &&
	    !rules.framing->has_calls;
	*post = (struct post){ .now = START_MS };
	switchboard_init(&post->board, &rules, &timers_standard, 7);
	post->board.auto_answer = (manners & 4) != 0;
}

/* ---- what it says ---- */

static void
check_given(const struct post *post, const uint8_t *bytes, size_t size)
{
	struct frame_header header;
	fuzz_require(size <= PARTY_DATAGRAM_MOST, "too long for a datagram");
	if (!post->board.rules.framing->has_calls)
		return;
	fuzz_require(frame_decode(&header, bytes, size) == FRAME_OK &&
		size == FRAME_HEADER_SIZE + (size_t)header.length,
	    "a datagram is one frame");
	fuzz_require(header.type != FRAME_TEXT ||
		header.length <= PARTY_DATAGRAM_TEXT_MOST ||
		post->board.rules.service != NULL,
	    "a text is too long");
}

static void
serve_slot(struct post *post, int slot)
{
	static uint8_t bytes[FRAMING_STORE_SIZE];
	struct switchboard *board = &post->board;
	size_t size;
	const struct number *wanted = switchboard_wants_line(board, slot);
	if (wanted != NULL) {
		post->of[slot] = *wanted;
		switchboard_connected(board, slot, &post->of[slot], post->now);
	}
	if (board->parties[slot] == NULL)
		return;
	while ((size = switchboard_give(board, slot, bytes, sizeof bytes,
		    post->now)) > 0) {
		check_given(post, bytes, size);
		switchboard_sent(board, slot, size, post->now);
	}
	enum switchboard_wish wish = switchboard_wish(board, slot);
	fuzz_require(wish != SWITCHBOARD_FINISH, "there is no stream");
	if (wish != SWITCHBOARD_KEEP)
		switchboard_closed(board, slot, post->now);
}

static void
serve(struct post *post)
{
	for (int slot = 0; slot < post->board.slot_count; slot++)
		serve_slot(post, slot);
}

/* ---- what it hears ---- */

static void
arrive(struct post *post, const struct number *from, const uint8_t *bytes,
    size_t size)
{
	struct switchboard *board = &post->board;
	struct switchboard_answer answer;
	int slot = board->slot_count - 1;
	while (slot >= 0 &&
	    (board->parties[slot] == NULL ||
		!number_equal(&post->of[slot], from)))
		slot--;
	if (slot < 0) {
		slot = switchboard_meet(board, from, bytes, size, &answer,
		    post->now);
		fuzz_require(answer.size <= size, "more than what came");
		if (slot == SWITCHBOARD_NOBODY)
			return;
		post->of[slot] = *from;
	}
	if (switchboard_appetite(board, slot) > 0)
		switchboard_receive(board, slot, bytes, size, post->now);
}

/* A frame whose length is right, with a header and a payload of the input's. */
static void
say_frame(struct post *post, struct fuzz_input *input)
{
	uint8_t bytes[FRAME_HEADER_SIZE + 256] = { FRAME_MAGIC, FRAME_VERSION };
	struct number from = sender(fuzz_byte(input));
	size_t size;
	bytes[2] = fuzz_byte(input) % 20;
	bytes[3] = fuzz_byte(input) == 255 ? FRAME_SKIP : 0;
	bytes[11] = fuzz_byte(input) % 8;
	bytes[15] = fuzz_byte(input) % 8;
	const uint8_t *payload = fuzz_bytes(input, fuzz_byte(input), &size);
	if (bytes[2] == FRAME_ACK || bytes[2] == FRAME_ANSWER)
		size = 0;
	memcpy(bytes + FRAME_HEADER_SIZE, payload, size);
	/* A card of the call that there is, with few phones and calls. */
	if (bytes[2] <= FRAME_RINGING && size < FRAME_CARD_SIZE) {
		size = FRAME_CARD_SIZE;
		bytes[FRAME_HEADER_SIZE + 6] = 0x55;
		bytes[FRAME_HEADER_SIZE + 7] = fuzz_byte(input) % 3 + 0x54;
		bytes[FRAME_HEADER_SIZE + 15] = fuzz_byte(input) % 8 + 6;
	}
	bytes[7] = (uint8_t)size;
	uint8_t *copy = malloc(FRAME_HEADER_SIZE + size);
	fuzz_require(copy != NULL, "no memory");
	memcpy(copy, bytes, FRAME_HEADER_SIZE + size);
	arrive(post, &from, copy, FRAME_HEADER_SIZE + size);
	free(copy);
}

static void
say_bytes(struct post *post, struct fuzz_input *input)
{
	struct number from = sender(fuzz_byte(input));
	size_t size;
	const uint8_t *bytes =
	    fuzz_bytes(input, (size_t)fuzz_byte(input) + 1, &size);
	if (size > 0)
		arrive(post, &from, bytes, size);
}

/* ---- what happens ---- */

static void
pass(struct post *post, int64_t ms)
{
	int64_t end = post->now + ms;
	struct switchboard *board = &post->board;
	for (int round = 0; switchboard_deadline(board) <= end; round++) {
		fuzz_require(round < ROUNDS_MOST, "time does not go by");
		if (switchboard_deadline(board) > post->now)
			post->now = switchboard_deadline(board);
		switchboard_tick(board, post->now);
		serve(post);
	}
	post->now = end;
}

static void
refuse(struct post *post, struct fuzz_input *input)
{
	int slot = (int)fuzz_upto(input, (size_t)post->board.slot_count - 1);
	struct fault fault;
	fault_set(&fault, 69, "nobody is there");
	if (post->board.parties[slot] != NULL)
		switchboard_refused(&post->board, slot, "Connection refused",
		    &fault, post->now);
}

static void
use(struct post *post, struct fuzz_input *input)
{
	struct fault fault;
	struct number number = sender(fuzz_byte(input));
	struct party *party = switchboard_current(&post->board);
	switch (fuzz_byte(input) % 8) {
	case 0:
		switchboard_dial(&post->board, &number, post->now, &fault);
		break;
	case 1:
		switchboard_answer(&post->board, post->now, &fault);
		break;
	case 2:
		switchboard_hang_up(&post->board, post->now, &fault);
		break;
	case 3:
		switchboard_break_off(&post->board, post->now);
		break;
	case 4:
		if (party != NULL)
			party_finish_talking(party, post->now);
		break;
	case 5:
		refuse(post, input);
		break;
	default:
		switchboard_say(&post->board, "hello", 5, post->now, &fault);
		break;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct fuzz_input input = { bytes, size };
	static struct post post;
	open_post(&post, &input);
	while (input.size > 0) {
		unsigned what = fuzz_byte(&input);
		if (what < 150)
			say_frame(&post, &input);
		else if (what < 190)
			say_bytes(&post, &input);
		else if (what < 230)
			use(&post, &input);
		else
			pass(&post, (int64_t)fuzz_byte(&input) * 40);
		serve(&post);
	}
	switchboard_break_off(&post.board, post.now);
	pass(&post, 300000);
	switchboard_clear(&post.board);
	return 0;
}
