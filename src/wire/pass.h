/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * pass - the payload of PASS: a message that goes from phone to phone, and the
 * trail of those that it has come through.
 *
 * Pure: bytes in, struct out, and back again. Whom it goes to is call/relay's.
 */
#ifndef LANDLINE_WIRE_PASS_H
#define LANDLINE_WIRE_PASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wire/frame.h"

enum {
	PASS_HOPS_MOST = 64,
	PASS_TEXT_MOST = 1024,
	PASS_NAME_MOST = FRAME_NAME_MOST,
	PASS_NUMBER_MOST = 64,
	PASS_HOP_MOST = 8 + 1 + PASS_NAME_MOST + 1 + PASS_NUMBER_MOST,
	PASS_MOST =
	    FRAME_PASS_LEAST + PASS_TEXT_MOST + PASS_HOPS_MOST * PASS_HOP_MOST,
};

enum pass_kind {
	PASS_ONWARD = 0,
	PASS_REPORT = 1, /* on its way back; the text says where it broke */
};

/* A phone that it came through. */
struct pass_hop {
	uint64_t at_ms; /* since 1970, by that phone's clock */
	uint8_t name_size;
	uint8_t number_size;
	char name[PASS_NAME_MOST + 1]; /* with a NUL behind */
	char number[PASS_NUMBER_MOST + 1];
};

struct pass {
	uint64_t id; /* the starter's choice, the same on the whole way */
	uint8_t kind;
	uint8_t hop_count;
	uint16_t text_size;
	char text[PASS_TEXT_MOST + 1]; /* with a NUL behind */
	struct pass_hop hops[PASS_HOPS_MOST];
};

/*
 * `size` bytes of payload; false, and `pass` undefined, when they are not
 * exactly one. Texts are raw as they came: text/clean first.
 */
bool pass_decode(struct pass *pass, const uint8_t *payload, size_t size);

/* Returns the size; `payload` has room for PASS_MOST bytes. */
size_t pass_encode(uint8_t *payload, const struct pass *pass);

/*
 * The fields of a payload as they stand in it: those that frame_payload_fields()
 * has, then the text and as many hops as fit into `most`. Returns how many.
 */
size_t pass_fields(struct frame_field *fields, size_t most,
    const uint8_t *payload, size_t size);

#endif
