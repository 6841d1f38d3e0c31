/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "trunk.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"

enum { THEIR_PHONES = 3 }; /* below ours, the same, and above */

/* In a copy that ends where it ends; what is too much is not said. */
static void
say(struct trunk *trunk, int slot, const uint8_t *bytes, size_t size)
{
	while (size > 0 && !trunk->lines[slot].has_ended) {
		size_t part = switchboard_appetite(&trunk->board, slot);
		if (part > size)
			part = size;
		if (part == 0)
			return;
		uint8_t *piece = malloc(part);
		fuzz_require(piece != NULL, "no memory");
		memcpy(piece, bytes, part);
		switchboard_receive(&trunk->board, slot, piece, part,
		    trunk->now);
		free(piece);
		bytes += part;
		size -= part;
	}
}

static size_t
put_card(const struct trunk_line *line, uint8_t *to, struct fuzz_input *input)
{
	struct frame_card card = { .call_id = line->call_id, .port = 5000 };
	unsigned which = fuzz_byte(input);
	size_t size;
	card.phone_id = TRUNK_PHONE_ID - 1 + which % THEIR_PHONES;
	if (which >= 250) /* another call's */
		card.call_id++;
	const uint8_t *name = fuzz_bytes(input, which / 4U, &size);
	card.name_size = (uint8_t)size;
	memcpy(card.name, name, size);
	return frame_card_encode(to, &card);
}

static size_t
put_hangup(uint8_t *to, struct fuzz_input *input)
{
	static const uint16_t causes[] = { CAUSE_NORMAL, CAUSE_BUSY,
		CAUSE_NO_ANSWER, CAUSE_DECLINED, CAUSE_LINE_LOST,
		CAUSE_NO_SUCH_CALL, CAUSE_INCOMPATIBLE, CAUSE_PROTOCOL_ERROR,
		CAUSE_GLARE, 0 };
	enum { COUNT = sizeof causes / sizeof *causes };
	size_t size, which = fuzz_byte(input);
	const uint8_t *words = fuzz_bytes(input, which / COUNT, &size);
	return frame_hangup_encode(to, causes[which % COUNT],
	    (const char *)words, size);
}

/* Of the message on that line, or of another; up to three phones. */
static size_t
put_pass(const struct trunk_line *line, uint8_t *to, struct fuzz_input *input)
{
	static struct pass pass;
	unsigned which = fuzz_byte(input);
	size_t size;
	pass = (struct pass){ .id = line->call_id + which / 200,
		.kind = which % 2,
		.hop_count = (uint8_t)(which / 2 % 4) };
	const uint8_t *bytes = fuzz_bytes(input, which % 16, &size);
	memcpy(pass.text, bytes, size);
	pass.text_size = (uint16_t)size;
	for (int i = 0; i < pass.hop_count; i++) {
		struct pass_hop *hop = &pass.hops[i];
		bytes = fuzz_bytes(input, which % 8, &size);
		memcpy(hop->name, bytes, size);
		memcpy(hop->number, bytes, size);
		hop->name_size = hop->number_size = (uint8_t)size;
	}
	return pass_encode(to, &pass);
}

/* Of the call on that line, or of one that had id 0; sometimes another's. */
static size_t
put_resume(struct trunk *trunk, const struct trunk_line *line, uint8_t *to,
    struct fuzz_input *input)
{
	unsigned which = fuzz_byte(input);
	struct frame_resume resume = {
		.call_id = line->call_id + (which >= 250),
		.attempt = which % 4U == 0 ? which : ++trunk->attempts + 100,
	};
	frame_resume_encode(to, &resume);
	return FRAME_RESUME_SIZE;
}

/* A payload that its type can have. */
static size_t
put_payload(struct trunk *trunk, const struct trunk_line *line, uint8_t type,
    uint8_t *to, struct fuzz_input *input)
{
	const struct frame_kind *kind = frame_kind(type);
	if (type == FRAME_RING || type == FRAME_RINGING)
		return put_card(line, to, input);
	if (type == FRAME_HANGUP)
		return put_hangup(to, input);
	if (type == FRAME_PASS)
		return put_pass(line, to, input);
	if (type == FRAME_RESUME)
		return put_resume(trunk, line, to, input);
	if (type == FRAME_RESUMED) {
		bytes_put_u64(to, line->call_id);
		return FRAME_RESUMED_SIZE;
	}
	size_t size = fuzz_byte(input);
	const uint8_t *bytes = fuzz_bytes(input, size, &size);
	memset(to, 0, 8);
	memcpy(to, bytes, size);
	if (kind != NULL && size < kind->least)
		size = kind->least;
	if (kind != NULL && size > kind->most)
		size = kind->most;
	return size;
}

/* RESUME may be of a call in which there was more than on this line. */
static void
note_said(struct trunk_line *line, uint8_t type, uint32_t sequence)
{
	if (type == FRAME_RESUME)
		sequence = UINT32_MAX;
	if (sequence > line->said_most)
		line->said_most = sequence;
}

/* A frame with the numbers that are due. */
static void
say_frame(struct trunk *trunk, int slot, uint8_t type, struct fuzz_input *input)
{
	struct trunk_line *line = &trunk->lines[slot];
	uint8_t wire[FRAME_HEADER_SIZE + 512];
	struct frame_header header = {
		.type = type,
		.flags = frame_kind(type) == NULL ? FRAME_SKIP : 0,
		.acknowledgement = line->heard,
	};
	header.length = (uint32_t)put_payload(trunk, line, type,
	    wire + FRAME_HEADER_SIZE, input);
	bool is_goodbye = type == FRAME_HANGUP &&
	    bytes_take_u16(wire + FRAME_HEADER_SIZE) == CAUSE_NORMAL;
	if (type == FRAME_TEXT || type == FRAME_PASS || is_goodbye ||
	    (type & 0x81) == 0x81)
		header.sequence = ++line->said;
	note_said(line, header.type, header.sequence);
	frame_encode(wire, &header);
	say(trunk, slot, wire, FRAME_HEADER_SIZE + header.length);
}

void
trunk_say(struct trunk *trunk, int slot, struct fuzz_input *input)
{
	uint8_t wire[FRAMING_EXTRA + UINT8_MAX];
	const struct framing *framing = trunk->board.rules.framing;
	struct fault fault;
	size_t size = fuzz_byte(input);
	if (framing->has_calls) {
		uint8_t type = (uint8_t)size % 14U;
		say_frame(trunk, slot, type == 13 ? FRAME_PASS : type, input);
		return;
	}
	const uint8_t *bytes = fuzz_bytes(input, size, &size);
	if (!framing_can_carry(framing, bytes, size, &fault))
		return;
	say(trunk, slot, wire, framing_write(framing, wire, bytes, size));
}

/* A frame with a header of the input's own. */
void
trunk_say_oddly(struct trunk *trunk, int slot, struct fuzz_input *input)
{
	struct trunk_line *line = &trunk->lines[slot];
	uint8_t wire[FRAME_HEADER_SIZE + UINT8_MAX];
	size_t size;
	struct frame_header header = {
		.type = fuzz_byte(input),
		.flags = fuzz_byte(input),
		.sequence = line->said + fuzz_byte(input),
		.acknowledgement = line->heard + fuzz_byte(input) - 1,
	};
	note_said(line, header.type, header.sequence);
	if (header.sequence == line->said + 1)
		line->said++;
	size_t most = fuzz_byte(input);
	const uint8_t *bytes = fuzz_bytes(input, most, &size);
	memcpy(wire + FRAME_HEADER_SIZE, bytes, size);
	header.length = (uint32_t)most;
	frame_encode(wire, &header);
	say(trunk, slot, wire, FRAME_HEADER_SIZE + size);
}

void
trunk_say_bytes(struct trunk *trunk, int slot, struct fuzz_input *input)
{
	size_t size = fuzz_byte(input);
	const uint8_t *bytes = fuzz_bytes(input, size, &size);
	/* Who knows what that is. */
	note_said(&trunk->lines[slot], 0, UINT32_MAX);
	say(trunk, slot, bytes, size);
}
