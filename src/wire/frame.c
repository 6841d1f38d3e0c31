/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/frame.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/bytes.h"

/* Where the header's fields stand; DESIGN section 4 draws them. */
enum {
	AT_MAGIC = 0,
	AT_VERSION = 1,
	AT_TYPE = 2,
	AT_FLAGS = 3,
	AT_LENGTH = 4,
	AT_SEQUENCE = 8,
	AT_ACKNOWLEDGEMENT = 12,
};

/* Where a card's fields stand, and a HANGUP's. */
enum {
	AT_PHONE_ID = 0,
	AT_CALL_ID = 8,
	AT_FEATURES = 16,
	AT_PORT = 20,
	AT_NAME = FRAME_CARD_SIZE,
	AT_CAUSE = 0,
	AT_WORDS = 2,
	AT_RESUMED_CALL = 0,
	AT_ATTEMPT = 8,
};

const struct frame_field frame_fields[FRAME_FIELD_COUNT] = {
	{ "magic", AT_MAGIC, 1, FRAME_AS_CHARACTER, "opens every frame" },
	{ "version", AT_VERSION, 1, FRAME_AS_NUMBER, "of this layout" },
	{ "type", AT_TYPE, 1, FRAME_AS_TYPE, "what it says" },
	{ "flags", AT_FLAGS, 1, FRAME_AS_FLAGS, "1 sealed, 2 skip" },
	{ "length", AT_LENGTH, 4, FRAME_AS_NUMBER, "bytes that follow" },
	{ "sequence", AT_SEQUENCE, 4, FRAME_AS_NUMBER, "0: need not arrive" },
	{ "acknowledgement", AT_ACKNOWLEDGEMENT, 4, FRAME_AS_NUMBER,
	    "last one received" },
};

static const struct frame_field card_fields[] = {
	{ "phone id", AT_PHONE_ID, 8, FRAME_AS_ID, "random each run" },
	{ "call id", AT_CALL_ID, 8, FRAME_AS_ID, "the caller's choice" },
	{ "features", AT_FEATURES, 4, FRAME_AS_NUMBER, "none yet" },
	{ "port", AT_PORT, 2, FRAME_AS_NUMBER, "answers; 0: none does" },
	{ "name", AT_NAME, 0, FRAME_AS_TEXT, "as they say" },
};

static const struct frame_field hangup_fields[] = {
	{ "cause", AT_CAUSE, 2, FRAME_AS_CAUSE, "ITU-T Q.850" },
	{ "words", AT_WORDS, 0, FRAME_AS_TEXT, "for people" },
};

static const struct frame_field ping_fields[] = {
	{ "token", 0, FRAME_PING_SIZE, FRAME_AS_ID, "comes back unchanged" },
};

static const struct frame_field hold_fields[] = {
	{ "hold", 0, 1, FRAME_AS_NUMBER, "1 hold, 0 back" },
};

static const struct frame_field resume_fields[] = {
	{ "call id", AT_RESUMED_CALL, 8, FRAME_AS_ID, "as in RING" },
	{ "attempt", AT_ATTEMPT, 4, FRAME_AS_NUMBER,
	    "1, 2, 3 ... of this call" },
};

static const struct frame_field resumed_fields[] = {
	{ "call id", AT_RESUMED_CALL, 8, FRAME_AS_ID, "as in RESUME" },
};

/* What stands behind these has no place of its own: see pass_fields(). */
static const struct frame_field pass_front[] = {
	{ "pass id", 0, 8, FRAME_AS_ID, "the starter's choice" },
	{ "kind", 8, 1, FRAME_AS_NUMBER, "0 onward, 1 report" },
	{ "hops", 9, 1, FRAME_AS_NUMBER, "phones so far" },
	{ "text length", 10, 2, FRAME_AS_NUMBER, "bytes that follow" },
};

enum { CARD_MOST = FRAME_CARD_SIZE + FRAME_NAME_MOST };

const struct frame_kind frame_kinds[] = {
	{ FRAME_RING, false, FRAME_CARD_SIZE, CARD_MOST, "RING",
	    "somebody calls" },
	{ FRAME_RINGING, false, FRAME_CARD_SIZE, CARD_MOST, "RINGING",
	    "it rings here" },
	{ FRAME_ANSWER, false, 0, 0, "ANSWER", "picked up" },
	{ FRAME_HANGUP, true, AT_WORDS, AT_WORDS + FRAME_WORDS_MOST, "HANGUP",
	    "the end, and why" },
	{ FRAME_TEXT, true, 0, FRAME_PAYLOAD_MOST, "TEXT", "a message" },
	{ FRAME_DRAFT, false, 0, FRAME_DRAFT_MOST, "DRAFT", "being typed" },
	{ FRAME_ACK, false, 0, 0, "ACK", "received so far" },
	{ FRAME_PING, false, FRAME_PING_SIZE, FRAME_PING_SIZE, "PING",
	    "still there?" },
	{ FRAME_PONG, false, FRAME_PING_SIZE, FRAME_PING_SIZE, "PONG",
	    "still here" },
	{ FRAME_HOLD, false, 1, 1, "HOLD", "wait, or back" },
	{ FRAME_RESUME, false, FRAME_RESUME_SIZE, FRAME_RESUME_SIZE, "RESUME",
	    "go on from here" },
	{ FRAME_RESUMED, false, FRAME_RESUMED_SIZE, FRAME_RESUMED_SIZE,
	    "RESUMED", "so it does" },
	{ FRAME_PASS, true, FRAME_PASS_LEAST, FRAME_PASS_MOST, "PASS",
	    "phone to phone" },
};

const size_t frame_kind_count = sizeof(frame_kinds) / sizeof(frame_kinds[0]);

static const struct {
	uint8_t type;
	uint8_t count;
	const struct frame_field *fields;
} insides[] = {
	{ FRAME_RING, 5, card_fields },
	{ FRAME_RINGING, 5, card_fields },
	{ FRAME_HANGUP, 2, hangup_fields },
	{ FRAME_PING, 1, ping_fields },
	{ FRAME_PONG, 1, ping_fields },
	{ FRAME_HOLD, 1, hold_fields },
	{ FRAME_RESUME, 2, resume_fields },
	{ FRAME_RESUMED, 1, resumed_fields },
	{ FRAME_PASS, 4, pass_front },
};

static const struct {
	uint16_t cause;
	const char *name;
} causes[] = {
	{ CAUSE_NORMAL, "normal" },
	{ CAUSE_BUSY, "busy" },
	{ CAUSE_NO_ANSWER, "no answer" },
	{ CAUSE_DECLINED, "declined" },
	{ CAUSE_LINE_LOST, "line lost" },
	{ CAUSE_NO_SUCH_CALL, "no such call" },
	{ CAUSE_INCOMPATIBLE, "incompatible" },
	{ CAUSE_PROTOCOL_ERROR, "protocol error" },
	{ CAUSE_GLARE, "glare" },
};

const struct frame_field *
frame_payload_fields(uint8_t type, size_t *count)
{
	for (size_t i = 0; i < sizeof(insides) / sizeof(insides[0]); i++) {
		if (insides[i].type != type)
			continue;
		*count = insides[i].count;
		return insides[i].fields;
	}
	*count = 0;
	return NULL;
}

const struct frame_kind *
frame_kind(uint8_t type)
{
	for (size_t i = 0; i < frame_kind_count; i++)
		if (frame_kinds[i].type == type)
			return &frame_kinds[i];
	return NULL;
}

const char *
frame_type_name(uint8_t type, char spare[8])
{
	const struct frame_kind *kind = frame_kind(type);
	if (kind != NULL)
		return kind->name;
	snprintf(spare, 8, "0x%02x", type);
	return spare;
}

const char *
frame_cause_name(uint16_t cause)
{
	for (size_t i = 0; i < sizeof(causes) / sizeof(causes[0]); i++)
		if (causes[i].cause == cause)
			return causes[i].name;
	return NULL;
}

/* FRAME_OK, also for a type that is not known: SKIP decides about it above. */
static enum frame_verdict
judge_length(uint8_t type, uint32_t length)
{
	if (length > FRAME_PAYLOAD_MOST)
		return FRAME_TOO_LONG;
	const struct frame_kind *kind = frame_kind(type);
	if (kind != NULL && (length < kind->least || length > kind->most))
		return FRAME_BAD_LENGTH;
	return FRAME_OK;
}

/* Looks at each field as soon as it is there, and at none before. */
static enum frame_verdict
judge(const uint8_t *wire, size_t size)
{
	/* A stranger shows in the first wrong byte; don't wait for sixteen. */
	if (size > AT_MAGIC && wire[AT_MAGIC] != FRAME_MAGIC)
		return FRAME_NOT_OURS;
	if (size <= AT_TYPE)
		return FRAME_NEEDS_MORE;
	/* Whoever hangs up must be understood, whatever they speak. */
	bool is_hangup = wire[AT_TYPE] == FRAME_HANGUP;
	if (wire[AT_VERSION] != FRAME_VERSION && !is_hangup)
		return FRAME_OTHER_VERSION;
	if (size <= AT_FLAGS)
		return FRAME_NEEDS_MORE;
	if ((wire[AT_FLAGS] & FRAME_SEALED) != 0 && !is_hangup)
		return FRAME_SEALED_INSIDE;
	if (size < AT_LENGTH + 4)
		return FRAME_NEEDS_MORE;
	enum frame_verdict verdict =
	    judge_length(wire[AT_TYPE], bytes_take_u32(wire + AT_LENGTH));
	if (verdict != FRAME_OK)
		return verdict;
	return size < FRAME_HEADER_SIZE ? FRAME_NEEDS_MORE : FRAME_OK;
}

enum frame_verdict
frame_decode(struct frame_header *header, const uint8_t *wire, size_t size)
{
	enum frame_verdict verdict = judge(wire, size);
	if (verdict != FRAME_OK)
		return verdict;
	*header = (struct frame_header){
		.version = wire[AT_VERSION],
		.type = wire[AT_TYPE],
		.flags = wire[AT_FLAGS],
		.length = bytes_take_u32(wire + AT_LENGTH),
		.sequence = bytes_take_u32(wire + AT_SEQUENCE),
		.acknowledgement = bytes_take_u32(wire + AT_ACKNOWLEDGEMENT),
	};
	return FRAME_OK;
}

void
frame_encode(uint8_t *wire, const struct frame_header *header)
{
	wire[AT_MAGIC] = FRAME_MAGIC;
	wire[AT_VERSION] = FRAME_VERSION;
	wire[AT_TYPE] = header->type;
	wire[AT_FLAGS] = header->flags;
	bytes_put_u32(wire + AT_LENGTH, header->length);
	bytes_put_u32(wire + AT_SEQUENCE, header->sequence);
	bytes_put_u32(wire + AT_ACKNOWLEDGEMENT, header->acknowledgement);
}

bool
frame_card_decode(struct frame_card *card, const uint8_t *payload, size_t size)
{
	if (size < FRAME_CARD_SIZE || size > CARD_MOST)
		return false;
	*card = (struct frame_card){
		.phone_id = bytes_take_u64(payload + AT_PHONE_ID),
		.call_id = bytes_take_u64(payload + AT_CALL_ID),
		.features = bytes_take_u32(payload + AT_FEATURES),
		.port = bytes_take_u16(payload + AT_PORT),
		.name_size = (uint8_t)(size - FRAME_CARD_SIZE),
	};
	memcpy(card->name, payload + AT_NAME, card->name_size);
	return true;
}

size_t
frame_card_encode(uint8_t *payload, const struct frame_card *card)
{
	assert(card->name_size <= FRAME_NAME_MOST);
	bytes_put_u64(payload + AT_PHONE_ID, card->phone_id);
	bytes_put_u64(payload + AT_CALL_ID, card->call_id);
	bytes_put_u32(payload + AT_FEATURES, card->features);
	bytes_put_u16(payload + AT_PORT, card->port);
	memcpy(payload + AT_NAME, card->name, card->name_size);
	return FRAME_CARD_SIZE + (size_t)card->name_size;
}

size_t
frame_hangup_encode(uint8_t *payload, uint16_t cause, const char *words,
    size_t words_size)
{
	assert(words_size <= FRAME_WORDS_MOST);
	bytes_put_u16(payload + AT_CAUSE, cause);
	if (words_size > 0)
		memcpy(payload + AT_WORDS, words, words_size);
	return AT_WORDS + words_size;
}

uint16_t
frame_hangup_decode(const uint8_t *payload, size_t size, const char **words,
    size_t *words_size)
{
	assert(size >= AT_WORDS);
	*words = (const char *)payload + AT_WORDS;
	*words_size = size - AT_WORDS;
	return bytes_take_u16(payload + AT_CAUSE);
}

void
frame_resume_decode(struct frame_resume *resume,
    const uint8_t payload[FRAME_RESUME_SIZE])
{
	*resume = (struct frame_resume){
		.call_id = bytes_take_u64(payload + AT_RESUMED_CALL),
		.attempt = bytes_take_u32(payload + AT_ATTEMPT),
	};
}

void
frame_resume_encode(uint8_t payload[FRAME_RESUME_SIZE],
    const struct frame_resume *resume)
{
	bytes_put_u64(payload + AT_RESUMED_CALL, resume->call_id);
	bytes_put_u32(payload + AT_ATTEMPT, resume->attempt);
}
