/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ether.h"

#include <stdlib.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"
#include "base/clock.h"

enum {
	TEST_PHONE = -1,
	NOBODYS = -2,
};

static void
init_phone(struct ether *ether, int phone, const struct framing *framing,
    const struct service *service)
{
	static const char *const names[ETHER_PHONES] = { "alice", "bob" };
	struct party_rules rules = {
		.phone_id =
		    UINT64_C(0x1111111111111111) * ((uint64_t)phone + 1),
		.port = NUMBER_PORT,
		.framing = framing,
		.service = service,
		.datagrams = true,
	};
	strcpy(rules.name, names[phone]);
	switchboard_init(&ether->phones[phone], &rules, &timers_standard,
	    ((uint64_t)phone + 1) * 1000);
	uint8_t address[4] = { 192, 0, 2, (uint8_t)(phone + 1) };
	ether->numbers[phone] = number_ipv4(address, NUMBER_PORT);
}

void
ether_init(struct ether *ether, uint64_t seed)
{
	static const uint8_t test[4] = { 192, 0, 2, 99 };
	memset(ether, 0, sizeof(*ether));
	ether->random = seed;
	ether->now = 1000000;
	ether->next_port = 50000;
	ether->delay_most = 1;
	ether->test = number_ipv4(test, 7777);
	for (int phone = 0; phone < ETHER_PHONES; phone++)
		init_phone(ether, phone, NULL, NULL);
}

void
ether_speak(struct ether *ether, int phone, const char *framing,
    const char *service)
{
	switchboard_clear(&ether->phones[phone]);
	init_phone(ether, phone, framing_find(framing),
	    service == NULL ? NULL : service_find(service));
}

void
ether_clear(struct ether *ether)
{
	for (size_t at = 0; at < ETHER_PACKETS; at++)
		free(ether->packets[at].bytes);
	for (int phone = 0; phone < ETHER_PHONES; phone++)
		switchboard_clear(&ether->phones[phone]);
}

/* ---- on the way ---- */

static int
phone_of(const struct ether *ether, const struct number *to)
{
	if (number_equal(to, &ether->test))
		return TEST_PHONE;
	for (int phone = 0; phone < ETHER_PHONES; phone++)
		if (number_same_host(to, &ether->numbers[phone]))
			return phone;
	return NOBODYS;
}

static void
put(struct ether *ether, const struct number *from, const struct number *to,
    const uint8_t *bytes, size_t size, int64_t due)
{
	size_t at = 0;
	while (at < ETHER_PACKETS && ether->packets[at].bytes != NULL)
		at++;
	ck_assert_uint_lt(at, ETHER_PACKETS);
	ether->packets[at] = (struct ether_packet){
		.from = *from,
		.to = *to,
		.due = due,
		.turn = ++ether->turn,
		.bytes = material_copy(bytes, size),
		.size = size,
	};
}

static bool
gets_lost(struct ether *ether, const uint8_t *bytes, size_t size)
{
	if (ether->lose_count > 0 && size >= FRAME_HEADER_SIZE &&
	    bytes[2] == ether->lose_type) {
		ether->lose_count--;
		return true;
	}
	return material_upto(&ether->random, 99) < ether->lost;
}

/* What a phone sends. */
static void
transmit(struct ether *ether, const struct ether_socket *socket,
    const uint8_t *bytes, size_t size)
{
	size_t copies =
	    material_upto(&ether->random, 99) < ether->twice ? 2 : 1;
	int phone = phone_of(ether, &socket->mine);
	if (gets_lost(ether, bytes, size) ||
	    (phone >= 0 && ether->is_off[phone]))
		return;
	while (copies-- > 0) {
		size_t delay = 1 +
		    material_upto(&ether->random,
			(size_t)ether->delay_most - 1);
		put(ether, &socket->mine, &socket->theirs, bytes, size,
		    ether->now + (int64_t)delay);
	}
}

void
ether_send(struct ether *ether, const struct number *from,
    const struct number *to, const void *bytes, size_t size)
{
	put(ether, from, to, bytes, size, ether->now);
	ether_pass(ether, 0);
}

void
ether_send_frame(struct ether *ether, const struct number *from,
    const struct number *to, const struct frame_header *header,
    const void *payload)
{
	uint8_t *bytes = malloc(FRAME_HEADER_SIZE + header->length);
	frame_encode(bytes, header);
	if (header->length > 0)
		memcpy(bytes + FRAME_HEADER_SIZE, payload, header->length);
	ether_send(ether, from, to, bytes, FRAME_HEADER_SIZE + header->length);
	free(bytes);
}

/* ---- arriving ---- */

/* The slot that a packet is for; NOBODY: the phone that waits has to know. */
static int
slot_of(const struct ether *ether, int phone, const struct ether_packet *packet)
{
	for (int slot = 0; slot < ether->phones[phone].slot_count; slot++) {
		const struct ether_socket *socket =
		    &ether->sockets[phone][slot];
		if (socket->is_open &&
		    number_equal(&socket->mine, &packet->to) &&
		    number_equal(&socket->theirs, &packet->from))
			return slot;
	}
	return SWITCHBOARD_NOBODY;
}

static void
meet(struct ether *ether, int phone, const struct ether_packet *packet)
{
	struct switchboard *board = &ether->phones[phone];
	struct switchboard_answer answer;
	struct ether_socket socket = {
		.is_open = true,
		.mine = packet->to,
		.theirs = packet->from,
	};
	int slot = switchboard_meet(board, &packet->from, packet->bytes,
	    packet->size, &answer, ether->now);
	if (slot != SWITCHBOARD_NOBODY) {
		ck_assert_uint_eq(answer.size, 0);
		ether->sockets[phone][slot] = socket;
		switchboard_receive(board, slot, packet->bytes, packet->size,
		    ether->now);
	} else if (answer.size > 0) {
		ck_assert_uint_le(answer.size, packet->size);
		transmit(ether, &socket, answer.frame, answer.size);
	}
}

static void
refuse(struct ether *ether, const struct ether_packet *packet)
{
	int phone = phone_of(ether, &packet->from);
	struct fault fault;
	if (phone < 0)
		return;
	struct ether_packet back = { .from = packet->to, .to = packet->from };
	int slot = slot_of(ether, phone, &back);
	if (slot == SWITCHBOARD_NOBODY)
		return;
	fault_set(&fault, 69, "192.0.2.2:8255 is not in service (made up)");
	switchboard_refused(&ether->phones[phone], slot, "Connection refused",
	    &fault, ether->now);
}

static void
deliver(struct ether *ether, const struct ether_packet *packet)
{
	int phone = phone_of(ether, &packet->to);
	if (phone < 0)
		return;
	struct switchboard *board = &ether->phones[phone];
	int slot = slot_of(ether, phone, packet);
	if (ether->is_off[phone])
		refuse(ether, packet);
	else if (slot == SWITCHBOARD_NOBODY &&
	    number_equal(&packet->to, &ether->numbers[phone]))
		meet(ether, phone, packet);
	else if (slot == SWITCHBOARD_NOBODY)
		refuse(ether, packet);
	else if (switchboard_appetite(board, slot) > 0)
		switchboard_receive(board, slot, packet->bytes, packet->size,
		    ether->now);
}

/* ---- the phones ---- */

static void
open_dialled(struct ether *ether, int phone, int slot,
    const struct number *wanted)
{
	struct number to = *wanted;
	struct ether_socket *socket = &ether->sockets[phone][slot];
	*socket = (struct ether_socket){
		.is_open = true,
		.is_dialled = true,
		.mine = ether->numbers[phone],
		.theirs = to,
	};
	socket->mine.port = ether->next_port++;
	switchboard_connected(&ether->phones[phone], slot, &to, ether->now);
}

static void
give(struct ether *ether, int phone, int slot)
{
	static uint8_t buffer[FRAMING_STORE_SIZE];
	struct switchboard *board = &ether->phones[phone];
	size_t size;
	while ((size = switchboard_give(board, slot, buffer, sizeof(buffer),
		    ether->now)) > 0) {
		ck_assert_uint_le(size, PARTY_DATAGRAM_MOST);
		transmit(ether, &ether->sockets[phone][slot], buffer, size);
		switchboard_sent(board, slot, size, ether->now);
	}
}

static void
serve_slot(struct ether *ether, int phone, int slot)
{
	struct switchboard *board = &ether->phones[phone];
	struct ether_socket *socket = &ether->sockets[phone][slot];
	const struct number *wanted = switchboard_wants_line(board, slot);
	if (wanted != NULL && !socket->is_open)
		open_dialled(ether, phone, slot, wanted);
	if (board->parties[slot] == NULL)
		return;
	if (socket->is_open)
		give(ether, phone, slot);
	enum switchboard_wish wish = switchboard_wish(board, slot);
	ck_assert_int_ne(wish, SWITCHBOARD_FINISH);
	if (wish == SWITCHBOARD_KEEP)
		return;
	*socket = (struct ether_socket){ 0 };
	switchboard_closed(board, slot, ether->now);
}

static void
serve(struct ether *ether)
{
	for (int phone = 0; phone < ETHER_PHONES; phone++)
		for (int slot = 0; slot < ether->phones[phone].slot_count;
		     slot++)
			serve_slot(ether, phone, slot);
}

static void
strike(struct ether *ether)
{
	for (int phone = 0; phone < ETHER_PHONES; phone++)
		switchboard_tick(&ether->phones[phone], ether->now);
	serve(ether);
}

/* ---- time ---- */

static struct ether_packet *
next_packet(struct ether *ether)
{
	struct ether_packet *next = NULL;
	for (size_t at = 0; at < ETHER_PACKETS; at++) {
		struct ether_packet *packet = &ether->packets[at];
		if (packet->bytes == NULL ||
		    number_equal(&packet->to, &ether->test))
			continue;
		if (next == NULL || packet->due < next->due ||
		    (packet->due == next->due && packet->turn < next->turn))
			next = packet;
	}
	return next;
}

static int64_t
next_deadline(const struct ether *ether)
{
	int64_t due = CLOCK_NEVER;
	for (int phone = 0; phone < ETHER_PHONES; phone++)
		due = clock_earlier(due,
		    switchboard_deadline(&ether->phones[phone]));
	return due;
}

/* One thing that is due until `end`; false when there is none. */
static bool
step(struct ether *ether, int64_t end)
{
	struct ether_packet *next = next_packet(ether);
	int64_t deadline = next_deadline(ether);
	if (next != NULL && next->due <= end && next->due <= deadline) {
		struct ether_packet packet = *next;
		next->bytes = NULL;
		if (packet.due > ether->now)
			ether->now = packet.due;
		deliver(ether, &packet);
		free(packet.bytes);
		serve(ether);
		return true;
	}
	if (deadline > end)
		return false;
	if (deadline > ether->now)
		ether->now = deadline;
	strike(ether);
	return true;
}

void
ether_pass(struct ether *ether, int64_t ms)
{
	int64_t end = ether->now + ms;
	size_t steps = 0;
	serve(ether);
	while (step(ether, end))
		ck_assert_uint_lt(steps++, 1000000);
	ether->now = end;
}

/* ---- the users ---- */

int
ether_dial(struct ether *ether, int from, const struct number *to)
{
	struct fault fault;
	int slot =
	    switchboard_dial(&ether->phones[from], to, ether->now, &fault);
	ck_assert_int_ne(slot, SWITCHBOARD_NOBODY);
	return slot;
}

struct party *
ether_shown(struct ether *ether, int phone)
{
	struct party *party = switchboard_shown(&ether->phones[phone]);
	ck_assert_ptr_nonnull(party);
	return party;
}

void
ether_answer(struct ether *ether, int phone)
{
	struct fault fault;
	ck_assert(
	    switchboard_answer(&ether->phones[phone], ether->now, &fault));
	serve(ether);
}

void
ether_hang_up(struct ether *ether, int phone)
{
	struct fault fault;
	ck_assert(
	    switchboard_hang_up(&ether->phones[phone], ether->now, &fault));
	serve(ether);
}

void
ether_say(struct ether *ether, int phone, const char *text)
{
	struct fault fault;
	ck_assert(switchboard_say(&ether->phones[phone], text, strlen(text),
	    ether->now, &fault));
	serve(ether);
}

void
ether_call(struct ether *ether)
{
	ether_dial(ether, ALICE, &ether->numbers[BOB]);
	ether_pass(ether, 20);
	ether_answer(ether, BOB);
	ether_pass(ether, 20);
	ck_assert(call_is_talking(&ether_shown(ether, ALICE)->call));
	ck_assert(call_is_talking(&ether_shown(ether, BOB)->call));
}

bool
ether_hear(struct ether *ether, uint8_t *bytes, size_t *size,
    struct number *from)
{
	struct ether_packet *next = NULL;
	for (size_t at = 0; at < ETHER_PACKETS; at++) {
		struct ether_packet *packet = &ether->packets[at];
		if (packet->bytes != NULL &&
		    number_equal(&packet->to, &ether->test) &&
		    packet->due <= ether->now &&
		    (next == NULL || packet->turn < next->turn))
			next = packet;
	}
	if (next == NULL)
		return false;
	memcpy(bytes, next->bytes, next->size);
	*size = next->size;
	if (from != NULL)
		*from = next->from;
	free(next->bytes);
	next->bytes = NULL;
	return true;
}
