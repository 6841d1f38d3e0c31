/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Datagrams of several senders at a phone: frames with any header, bytes of any
 * kind, in any order, while time goes by, some of what it says gets lost on its
 * own machine, and a user does something.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "trunk.h"
#include "trunk_check.h"

enum {
	SENDERS = 5,
	ROUNDS_MOST = 100000,
	BEHIND_MOST = 3,
	OTHERS_CALL = 5, /* ids from there on are of calls that were not made */
};

/* The far end of the call in a slot. */
struct sender {
	bool is_open;
	bool is_dialled; /* heard on a socket of its own */
	struct number number;
	uint64_t call_id;     /* of its last card */
	uint32_t said, heard; /* numbers of the last messages, */
	uint32_t said_most;   /* and one that may have been said */
};

struct post {
	struct trunk trunk; /* of which it uses the switchboard and the clock */
	struct sender senders[TRUNK_LINES]; /* by slot */
	bool is_cut;			    /* what is said does not leave */
};

static struct number
number_of(unsigned which)
{
	uint8_t address[4] = { 192, 0, 2, (uint8_t)(which % SENDERS) };
	return number_ipv4(address, 5000);
}

static struct sender *
open_sender(struct post *post, int slot, const struct number *number)
{
	struct sender *sender = &post->senders[slot];
	*sender = (struct sender){ .is_open = true, .number = *number };
	return sender;
}

/* ---- what it says ---- */

static void
check_payload(struct sender *sender, const struct frame_header *header,
    const uint8_t *payload)
{
	struct frame_card card;
	const char *words;
	size_t size;
	if (header->type == FRAME_RING || header->type == FRAME_RINGING) {
		fuzz_require(frame_card_decode(&card, payload, header->length),
		    "it said a card that is none");
		fuzz_require_clean(card.name, card.name_size, CLEAN_NAME);
		sender->call_id = card.call_id;
	} else if (header->type == FRAME_HANGUP) {
		frame_hangup_decode(payload, header->length, &words, &size);
		fuzz_require_clean(words, size, CLEAN_LINE);
	}
}

/* Each message once, with the next number; what is lost stays lost. */
static void
check_numbers(struct sender *sender, const struct frame_header *header)
{
	fuzz_require(header->acknowledgement <= sender->said_most,
	    "it acknowledged what was never said");
	fuzz_require((header->type == FRAME_TEXT) == (header->sequence != 0),
	    "messages have numbers, and nothing else has");
	if (header->sequence == 0)
		return;
	fuzz_require(header->sequence == sender->heard + 1,
	    "it said a wrong sequence");
	sender->heard = header->sequence;
}

static void
check_given(const struct post *post, struct sender *sender,
    const uint8_t *bytes, size_t size)
{
	struct frame_header header;
	const struct party_rules *rules = &post->trunk.board.rules;
	fuzz_require(size <= PARTY_DATAGRAM_MOST, "too long for a datagram");
	if (!rules->framing->has_calls)
		return;
	fuzz_require(frame_decode(&header, bytes, size) == FRAME_OK &&
		size == FRAME_HEADER_SIZE + (size_t)header.length,
	    "a datagram is one frame");
	fuzz_require(frame_kind(header.type) != NULL && header.flags == 0,
	    "it said what nobody knows");
	fuzz_require(header.type != FRAME_TEXT ||
		header.length <= PARTY_DATAGRAM_TEXT_MOST ||
		rules->service != NULL,
	    "a text is too long");
	check_numbers(sender, &header);
	check_payload(sender, &header, bytes + FRAME_HEADER_SIZE);
}

static void
give(struct post *post, int slot)
{
	static uint8_t bytes[FRAMING_STORE_SIZE];
	struct switchboard *board = &post->trunk.board;
	size_t size;
	while ((size = switchboard_give(board, slot, bytes, sizeof bytes,
		    post->trunk.now)) > 0) {
		check_given(post, &post->senders[slot], bytes, size);
		if (post->is_cut)
			switchboard_lost(board, slot, size);
		else
			switchboard_sent(board, slot, size, post->trunk.now);
	}
}

static void
serve_slot(struct post *post, int slot)
{
	struct switchboard *board = &post->trunk.board;
	const struct number *wanted = switchboard_wants_line(board, slot);
	if (wanted != NULL) {
		struct sender *sender = open_sender(post, slot, wanted);
		sender->is_dialled = true;
		switchboard_connected(board, slot, &sender->number,
		    post->trunk.now);
	}
	if (board->parties[slot] == NULL)
		return;
	give(post, slot);
	enum switchboard_wish wish = switchboard_wish(board, slot);
	fuzz_require(wish != SWITCHBOARD_FINISH, "there is no stream");
	if (wish == SWITCHBOARD_KEEP)
		return;
	trunk_check_party(board->parties[slot]);
	switchboard_closed(board, slot, post->trunk.now);
}

static void
serve(struct post *post)
{
	struct switchboard *board = &post->trunk.board;
	for (int slot = 0; slot < board->slot_count; slot++) {
		serve_slot(post, slot);
		post->senders[slot].is_open &= board->parties[slot] != NULL;
	}
	trunk_check_board(board);
}

/* ---- what it hears ---- */

/* On the socket that all share, or the one of a call that was dialled. */
static int
slot_of(const struct post *post, const struct number *from, bool is_dialled)
{
	for (int slot = 0; slot < post->trunk.board.slot_count; slot++) {
		const struct sender *sender = &post->senders[slot];
		if (sender->is_open && sender->is_dialled == is_dialled &&
		    number_equal(&sender->number, from))
			return slot;
	}
	return SWITCHBOARD_NOBODY;
}

static void
check_answer(const struct switchboard_answer *answer, const uint8_t *bytes,
    size_t size)
{
	struct frame_header header;
	if (answer->size == 0)
		return;
	fuzz_require(answer->size <= size, "more is answered than came");
	fuzz_require(frame_decode(&header, bytes, size) != FRAME_OK ||
		header.type != FRAME_HANGUP,
	    "a HANGUP is answered");
}

static int
meet(struct post *post, const struct number *from, const uint8_t *bytes,
    size_t size)
{
	struct switchboard *board = &post->trunk.board;
	struct switchboard_answer answer;
	int met = switchboard_meet(board, from, bytes, size, &answer,
	    post->trunk.now);
	check_answer(&answer, bytes, size);
	for (int slot = 0; slot < board->slot_count; slot++)
		post->senders[slot].is_open &= board->parties[slot] != NULL;
	if (met == SWITCHBOARD_NOBODY)
		return met;
	/* The same call by another way goes on with its numbers. */
	if (post->senders[met].is_open)
		post->senders[met].number = *from;
	else
		open_sender(post, met, from);
	return met;
}

/* In a copy that ends where it ends. `said` is the number it may have. */
static void
arrive(struct post *post, unsigned which, const uint8_t *bytes, size_t size,
    uint32_t said)
{
	struct switchboard *board = &post->trunk.board;
	struct number from = number_of(which);
	int slot = slot_of(post, &from, which >= 128);
	uint8_t *copy = malloc(size);
	fuzz_require(copy != NULL, "no memory");
	memcpy(copy, bytes, size);
	if (slot == SWITCHBOARD_NOBODY)
		slot = meet(post, &from, copy, size);
	if (slot != SWITCHBOARD_NOBODY &&
	    switchboard_appetite(board, slot) > 0) {
		if (said > post->senders[slot].said_most)
			post->senders[slot].said_most = said;
		switchboard_receive(board, slot, copy, size, post->trunk.now);
	}
	free(copy);
}

static size_t
put_payload(struct post *post, unsigned which, uint8_t type, uint8_t *to,
    struct fuzz_input *input)
{
	const struct frame_kind *kind = frame_kind(type);
	struct number from = number_of(which);
	int slot = slot_of(post, &from, which >= 128);
	size_t most = fuzz_byte(input), size;
	if (type == FRAME_RING || type == FRAME_RINGING) {
		struct frame_card card = {
			.phone_id = TRUNK_PHONE_ID - 1 + most % 3,
			.call_id = slot != SWITCHBOARD_NOBODY && most < 128 ?
			    post->senders[slot].call_id :
			    OTHERS_CALL + most % 8,
		};
		return frame_card_encode(to, &card);
	}
	const uint8_t *bytes = fuzz_bytes(input, most, &size);
	memset(to, 0, UINT8_MAX);
	memcpy(to, bytes, size);
	if (kind != NULL && size < kind->least)
		return kind->least;
	return kind != NULL && size > kind->most ? kind->most : size;
}

/* A frame whose length is right, with a header and a payload of the input's. */
static void
say_frame(struct post *post, struct fuzz_input *input)
{
	uint8_t bytes[FRAME_HEADER_SIZE + UINT8_MAX];
	unsigned which = fuzz_byte(input), flags;
	struct frame_header header = { .type = fuzz_byte(input) % 20U };
	unsigned number = fuzz_byte(input);
	flags = fuzz_byte(input);
	header.flags = flags >= 240 ? FRAME_SKIP : 0;
	header.acknowledgement = flags % 8U;
	/* Far ahead, too, where what came before is forgotten. */
	header.sequence = number < 200 ? number % 8U : (number - 200) * 40;
	if (number < 250 && header.type != FRAME_TEXT)
		header.sequence = 0;
	header.length = (uint32_t)put_payload(post, which, header.type,
	    bytes + FRAME_HEADER_SIZE, input);
	frame_encode(bytes, &header);
	arrive(post, which, bytes, FRAME_HEADER_SIZE + header.length,
	    header.sequence);
}

static void
say_bytes(struct post *post, struct fuzz_input *input)
{
	unsigned which = fuzz_byte(input);
	size_t size;
	const uint8_t *bytes =
	    fuzz_bytes(input, (size_t)fuzz_byte(input) + 1, &size);
	if (size > 0)
		arrive(post, which, bytes, size, UINT32_MAX); /* who knows */
}

/* ---- what happens ---- */

static void
pass(struct post *post, int64_t ms)
{
	struct trunk *trunk = &post->trunk;
	int64_t end = trunk->now + ms, due;
	int behind = 0;
	for (int rounds = 0; (due = switchboard_deadline(&trunk->board)) <= end;
	     rounds++) {
		fuzz_require(rounds < ROUNDS_MOST, "time does not go by");
		if (due > trunk->now)
			trunk->now = due;
		switchboard_tick(&trunk->board, trunk->now);
		serve(post);
		/* The last farewell's turn is followed by one that closes. */
		behind = switchboard_deadline(&trunk->board) > trunk->now ?
		    0 :
		    behind + 1;
		fuzz_require(behind < BEHIND_MOST, "a deadline stays behind");
	}
	trunk->now = end;
}

static void
refuse(struct post *post, struct fuzz_input *input)
{
	struct switchboard *board = &post->trunk.board;
	int slot = (int)fuzz_upto(input, (size_t)board->slot_count - 1);
	struct fault fault;
	fault_set(&fault, 69, "nobody is there");
	if (post->senders[slot].is_open)
		switchboard_refused(board, slot, "Connection refused", &fault,
		    post->trunk.now);
}

static void
dial(struct post *post, unsigned which)
{
	struct number number = number_of(which);
	struct fault fault = { 0 };
	if (switchboard_dial(&post->trunk.board, &number, post->trunk.now,
		&fault) == SWITCHBOARD_NOBODY)
		fuzz_require_fault(&fault);
}

static void
step(struct post *post, struct fuzz_input *input)
{
	unsigned what = fuzz_byte(input) % 32U;
	if (what < 16)
		say_frame(post, input);
	else if (what < 20)
		say_bytes(post, input);
	else if (what < 27)
		trunk_do(&post->trunk, input);
	else if (what == 27)
		dial(post, fuzz_byte(input));
	else if (what == 28)
		refuse(post, input);
	else if (what == 29)
		post->is_cut = !post->is_cut;
	else
		pass(post, (int64_t)fuzz_byte(input) * fuzz_byte(input));
	serve(post);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	enum { LONG_MS = 600000 };
	struct fuzz_input input = { bytes, size };
	static struct post post;
	memset(&post, 0, sizeof post);
	trunk_open(&post.trunk, &input, 0);
	while (input.size > 0)
		step(&post, &input);
	switchboard_break_off(&post.trunk.board, post.trunk.now);
	serve(&post);
	pass(&post, LONG_MS);
	trunk_check_told(&post.trunk.board);
	switchboard_clear(&post.trunk.board);
	return 0;
}
