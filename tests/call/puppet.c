/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "puppet.h"

#include <string.h>

#include "../runner.h"

static int
end_of(const struct puppet *puppet)
{
	return puppet->cable->lines[puppet->line].ends[0].phone == CABLE_TEST ?
	    0 :
	    1;
}

static const struct cable_end *
my_end(const struct puppet *puppet)
{
	return &puppet->cable->lines[puppet->line].ends[end_of(puppet)];
}

static const struct cable_end *
alices_end(const struct puppet *puppet)
{
	return &puppet->cable->lines[puppet->line].ends[1 - end_of(puppet)];
}

void
puppet_say_header(struct puppet *puppet, const struct frame_header *header,
    const void *payload)
{
	cable_send_frame(puppet->cable, puppet->line, header, payload);
	cable_settle(puppet->cable);
}

void
puppet_say(struct puppet *puppet, uint8_t type, uint32_t sequence,
    const void *payload, size_t size)
{
	struct frame_header header = {
		.type = type,
		.length = (uint32_t)size,
		.sequence = sequence,
		.acknowledgement = puppet->heard,
	};
	if (sequence > puppet->said)
		puppet->said = sequence;
	puppet_say_header(puppet, &header, payload);
}

void
puppet_say_text(struct puppet *puppet, const char *text)
{
	puppet_say(puppet, FRAME_TEXT, puppet->said + 1, text, strlen(text));
}

void
puppet_say_card(struct puppet *puppet, uint8_t type, const char *name)
{
	struct frame_card card = {
		.phone_id = PUPPET_PHONE_ID,
		.call_id = puppet->call_id,
		.port = PUPPET_PORT,
		.name_size = (uint8_t)strlen(name),
	};
	uint8_t payload[FRAME_CARD_SIZE + FRAME_NAME_MOST];
	memcpy(card.name, name, card.name_size);
	puppet_say(puppet, type, 0, payload, frame_card_encode(payload, &card));
}

void
puppet_say_hangup(struct puppet *puppet, uint32_t sequence, uint16_t cause,
    const char *words)
{
	uint8_t payload[2 + FRAME_WORDS_MOST];
	puppet_say(puppet, FRAME_HANGUP, sequence, payload,
	    frame_hangup_encode(payload, cause, words, strlen(words)));
}

bool
puppet_hear(struct puppet *puppet)
{
	if (!cable_hear(puppet->cable, puppet->line, &puppet->header,
		puppet->payload))
		return false;
	if (puppet->header.sequence > puppet->heard)
		puppet->heard = puppet->header.sequence;
	return true;
}

void
puppet_expect(struct puppet *puppet, uint8_t type)
{
	do
		ck_assert_msg(puppet_hear(puppet), "nothing, and not 0x%02x",
		    type);
	while (puppet->header.type != type &&
	    (puppet->header.type == FRAME_PING ||
		puppet->header.type == FRAME_PONG));
	ck_assert_uint_eq(puppet->header.type, type);
}

void
puppet_expect_nothing(struct puppet *puppet)
{
	ck_assert_msg(!puppet_hear(puppet), "0x%02x: %.*s", puppet->header.type,
	    (int)puppet->header.length, puppet->payload + 2);
}

void
puppet_expect_refusal(struct puppet *puppet, uint16_t cause)
{
	const char *words;
	size_t size;
	puppet_expect(puppet, FRAME_HANGUP);
	ck_assert_uint_eq(puppet->header.sequence, 0);
	ck_assert_uint_eq(frame_hangup_decode(puppet->payload,
			      puppet->header.length, &words, &size),
	    cause);
	ck_assert_uint_le(size, FRAME_WORDS_MOST);
	puppet_expect_nothing(puppet);
}

/* ---- where a call can be ---- */

static void
reach_bell(struct puppet *puppet)
{
	static const uint8_t address[4] = { 192, 0, 2, 77 };
	struct number from = number_ipv4(address, 50000);
	puppet->line = cable_knock(puppet->cable, ALICE, &from);
	puppet->call_id = 4711;
}

static void
reach_as_callee(struct puppet *puppet, enum call_state state)
{
	if (state == CALL_HELD_BACK) {
		size_t own = cable_dial(puppet->cable, ALICE, BOB);
		puppet->cable->lines[own].is_dead = true;
	}
	reach_bell(puppet);
	if (state == CALL_EXPECTING)
		return;
	puppet_say_card(puppet, FRAME_RING, "pat");
	puppet_expect(puppet, FRAME_RINGING);
	if (state == CALL_RINGS_HERE || state == CALL_HELD_BACK)
		return;
	cable_answer(puppet->cable, ALICE);
	puppet_expect(puppet, FRAME_ANSWER);
}

static void
reach_as_caller(struct puppet *puppet, enum call_state state)
{
	puppet->line = cable_dial(puppet->cable, ALICE, CABLE_TEST);
	if (state == CALL_DIALLING)
		return;
	cable_settle(puppet->cable);
	puppet_expect(puppet, FRAME_RING);
	puppet->call_id = bytes_take_u64(puppet->payload + 8);
	if (state == CALL_ANNOUNCED)
		return;
	puppet_say_card(puppet, FRAME_RINGING, "pat");
	if (state == CALL_RINGS_THERE)
		return;
	puppet_say(puppet, FRAME_ANSWER, 0, NULL, 0);
}

static void
reach_goodbye(struct puppet *puppet, enum call_state state)
{
	if (state == CALL_LEAVING) {
		cable_hang_up(puppet->cable, ALICE);
		puppet_expect(puppet, FRAME_HANGUP);
		return;
	}
	puppet_say_hangup(puppet, ++puppet->said, CAUSE_NORMAL, "");
	puppet_expect(puppet, FRAME_HANGUP);
	if (state == CALL_DONE || state == CALL_DRAINING)
		puppet_say(puppet, FRAME_ACK, 0, NULL, 0);
}

void
puppet_reach(struct puppet *puppet, struct cable *cable, enum call_side side,
    enum call_state state)
{
	*puppet = (struct puppet){ .cable = cable };
	if (side == CALL_CALLEE)
		reach_as_callee(puppet, state);
	else
		reach_as_caller(puppet, state);
	if (state > CALL_TALKING)
		reach_goodbye(puppet, state);
	ck_assert_ptr_nonnull(puppet_party(puppet));
	ck_assert_int_eq(puppet_party(puppet)->call.state, state);
	ck_assert_int_eq(puppet_party(puppet)->call.side, side);
	puppet_expect_nothing(puppet);
}

struct party *
puppet_party(const struct puppet *puppet)
{
	return cable_party(puppet->cable, puppet->line, 1 - end_of(puppet));
}

bool
puppet_is_finished(const struct puppet *puppet)
{
	return alices_end(puppet)->has_finished;
}

bool
puppet_is_closed(const struct puppet *puppet)
{
	return alices_end(puppet)->has_closed;
}

bool
puppet_is_reset(const struct puppet *puppet)
{
	return my_end(puppet)->reset_arrives;
}
