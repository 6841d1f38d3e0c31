/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * puppet - the other phone, when the test holds its strings: it says exactly
 * what it is told to, right or wrong, to alice.
 */
#ifndef TESTS_CALL_PUPPET_H
#define TESTS_CALL_PUPPET_H

#include "cable.h"

struct puppet {
	struct cable *cable;
	size_t line;
	uint64_t call_id;
	uint32_t said;		    /* sequence of its last reliable frame */
	uint32_t heard;		    /* what it acknowledges */
	struct frame_header header; /* of the frame heard last */
	uint8_t payload[FRAME_PAYLOAD_MOST];
};

enum {
	PUPPET_PHONE_ID = 0x77,
	PUPPET_PORT = 5000,
};

/* Brings alice's call with the puppet to that side and state; all is heard. */
void puppet_reach(struct puppet *puppet, struct cable *cable,
    enum call_side side, enum call_state state);

/* Sends one frame, with its acknowledgement, and lets everything settle. */
void puppet_say(struct puppet *puppet, uint8_t type, uint32_t sequence,
    const void *payload, size_t size);

/* As above, but the header is all the test's. */
void puppet_say_header(struct puppet *puppet, const struct frame_header *header,
    const void *payload);

/* A TEXT with the next sequence. */
void puppet_say_text(struct puppet *puppet, const char *text);

/* RING or RINGING for its call. */
void puppet_say_card(struct puppet *puppet, uint8_t type, const char *name);

/* HANGUP, with a sequence or 0. */
void puppet_say_hangup(struct puppet *puppet, uint32_t sequence, uint16_t cause,
    const char *words);

/* The next frame that alice has sent; false when there is none. */
bool puppet_hear(struct puppet *puppet);

/* The next frame is of that type; PING and PONG are passed over. */
void puppet_expect(struct puppet *puppet, uint8_t type);

/* The next frame is a refusal for that cause, and no other follows. */
void puppet_expect_refusal(struct puppet *puppet, uint16_t cause);

/* There is no other frame. */
void puppet_expect_nothing(struct puppet *puppet);

/* Alice's party, or NULL when the line is closed at her end. */
struct party *puppet_party(const struct puppet *puppet);

/* Alice has shut down for sending; closed; reset. */
bool puppet_is_finished(const struct puppet *puppet);
bool puppet_is_closed(const struct puppet *puppet);
bool puppet_is_reset(const struct puppet *puppet);

#endif
