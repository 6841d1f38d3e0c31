/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "cable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"
#include "base/clock.h"

enum {
	ARRIVING_MOST = 4 << 20,
	PIECE_MOST = 60,
	STEPS_MOST = 4000000,
};

static void
init_phone(struct cable *cable, int phone, const struct framing *framing,
    const struct service *service)
{
	static const char *const names[CABLE_PHONES_MOST] = { "alice", "bob",
		"carol", "dora", "emil", "frida", "gustav", "hanna", "ida",
		"jan", "karl", "lotte" };
	struct party_rules rules = {
		.phone_id =
		    UINT64_C(0x1111111111111111) * ((uint64_t)phone + 1),
		.port = NUMBER_PORT,
		.framing = framing,
		.service = service,
	};
	snprintf(rules.name, sizeof(rules.name), "%s", names[phone]);
	switchboard_init(&cable->phones[phone], &rules, &timers_standard,
	    ((uint64_t)phone + 1) * 1000);
	uint8_t address[4] = { 192, 0, 2, (uint8_t)(phone + 1) };
	cable->numbers[phone] = number_ipv4(address, NUMBER_PORT);
	number_print_whole(cable->phones[phone].relay.number,
	    sizeof cable->phones[phone].relay.number, &cable->numbers[phone]);
}

void
cable_init(struct cable *cable, enum cable_cut cut, uint64_t seed)
{
	cable_init_many(cable, CABLE_PHONES, cut, seed);
}

void
cable_init_many(struct cable *cable, int phones, enum cable_cut cut,
    uint64_t seed)
{
	*cable = (struct cable){
		.phone_count = phones,
		.cut = cut,
		.random = seed,
		.now = 1000000,
	};
	for (int phone = 0; phone < cable->phone_count; phone++)
		init_phone(cable, phone, NULL, NULL);
}

void
cable_speak(struct cable *cable, int phone, const char *framing,
    const char *service)
{
	switchboard_clear(&cable->phones[phone]);
	init_phone(cable, phone, framing_find(framing),
	    service == NULL ? NULL : service_find(service));
}

void
cable_clear(struct cable *cable)
{
	for (size_t line = 0; line < cable->line_count; line++)
		for (int end = 0; end < 2; end++)
			bytes_clear(&cable->lines[line].ends[end].arriving);
	for (int phone = 0; phone < cable->phone_count; phone++)
		switchboard_clear(&cable->phones[phone]);
}

static bool
is_spent(const struct cable_line *line)
{
	return line->ends[0].has_closed &&
	    (line->ends[1].has_closed || !line->ends[0].is_there);
}

/* A place for one more. */
static size_t
free_line(struct cable *cable)
{
	for (size_t n = 0; cable->recycles && n < cable->line_count; n++) {
		if (!is_spent(&cable->lines[n]))
			continue;
		for (int end = 0; end < 2; end++)
			bytes_clear(&cable->lines[n].ends[end].arriving);
		return n;
	}
	ck_assert_uint_lt(cable->line_count, CABLE_LINES);
	return cable->line_count++;
}

static size_t
add_line(struct cable *cable, int from, int to)
{
	size_t at = free_line(cable);
	struct cable_line *line = &cable->lines[at];
	*line = (struct cable_line){ 0 };
	for (int end = 0; end < 2; end++) {
		line->ends[end].phone = end == 0 ? from : to;
		line->ends[end].slot = SWITCHBOARD_NOBODY;
		bytes_init(&line->ends[end].arriving, ARRIVING_MOST);
	}
	return at;
}

/* Who has that number: a phone, or the test. */
static int
phone_of(const struct cable *cable, const struct number *number)
{
	for (int phone = 0; phone < cable->phone_count; phone++)
		if (number_same_host(&cable->numbers[phone], number))
			return phone;
	return CABLE_TEST;
}

/* The line of that slot; CABLE_LINES: it has none. */
static size_t
line_of(const struct cable *cable, int phone, int slot)
{
	for (size_t line = 0; line < cable->line_count; line++)
		for (int end = 0; end < 2; end++)
			if (cable->lines[line].ends[end].phone == phone &&
			    cable->lines[line].ends[end].slot == slot)
				return line;
	return CABLE_LINES;
}

/* Whoever wants a line gets one that is yet to be connected. */
static void
dial_for(struct cable *cable, int phone, int slot)
{
	const struct number *wanted =
	    switchboard_wants_line(&cable->phones[phone], slot);
	if (wanted == NULL || line_of(cable, phone, slot) != CABLE_LINES)
		return;
	size_t line = add_line(cable, phone, phone_of(cable, wanted));
	cable->lines[line].ends[0].slot = slot;
	cable->lines[line].is_refused = wanted->port == CABLE_DEAD_PORT;
	cable->lines[line].ends[0].line_id =
	    switchboard_line(&cable->phones[phone], slot);
}

/* It goes to whose it is now, or is nobody's and reset. */
static void
place_line(struct cable *cable, struct cable_end *end, struct cable_end *other)
{
	if (end->phone == CABLE_TEST || end->slot == SWITCHBOARD_NOBODY)
		return;
	const struct switchboard *board = &cable->phones[end->phone];
	if (switchboard_line(board, end->slot) == end->line_id)
		return;
	for (int slot = 0; slot < board->slot_count; slot++)
		if (switchboard_line(board, slot) == end->line_id) {
			end->slot = slot;
			return;
		}
	if (end->is_there)
		other->reset_arrives = true;
	end->slot = SWITCHBOARD_NOBODY;
	end->has_finished = end->has_closed = true;
}

size_t
cable_dial(struct cable *cable, int from, int to)
{
	struct number number = number_here(7777);
	if (to != CABLE_TEST)
		number = cable->numbers[to];
	struct fault fault;
	int slot =
	    switchboard_dial(&cable->phones[from], &number, cable->now, &fault);
	ck_assert_int_ne(slot, SWITCHBOARD_NOBODY);
	dial_for(cable, from, slot);
	return line_of(cable, from, slot);
}

size_t
cable_knock(struct cable *cable, int at, const struct number *from)
{
	size_t line = add_line(cable, CABLE_TEST, at);
	struct cable_end *end = &cable->lines[line].ends[1];
	cable->lines[line].ends[0].is_there = true;
	end->slot = switchboard_accept(&cable->phones[at], from, cable->now);
	end->is_there = end->slot != SWITCHBOARD_NOBODY;
	end->has_closed = !end->is_there;
	if (end->is_there)
		end->line_id = switchboard_line(&cable->phones[at], end->slot);
	return line;
}

void
cable_refuse(struct cable *cable, size_t line)
{
	struct cable_end *end = &cable->lines[line].ends[0];
	struct fault fault;
	fault_set(&fault, 69,
	    "192.0.2.9:8255 is not in service"
	    " (connect: Connection refused); is landline running there?");
	switchboard_unreachable(&cable->phones[end->phone], end->slot, true,
	    &fault, cable->now);
	cable_serve(cable);
}

bool
cable_connect(struct cable *cable, size_t line)
{
	struct cable_end *end = &cable->lines[line].ends[0];
	if (cable->lines[line].is_dead || cable->is_deaf || end->is_there ||
	    end->has_closed)
		return false;
	if (cable->lines[line].is_refused) {
		if (end->slot == SWITCHBOARD_NOBODY)
			return false;
		cable_refuse(cable, line);
		return true;
	}
	end->is_there = true;
	int to = cable->lines[line].ends[1].phone;
	struct number reached =
	    to == CABLE_TEST ? number_here(7777) : cable->numbers[to];
	switchboard_connected(&cable->phones[end->phone], end->slot, &reached,
	    cable->now);
	cable_serve(cable);
	return true;
}

bool
cable_accept(struct cable *cable, size_t line)
{
	struct cable_line *at = &cable->lines[line];
	struct cable_end *end = &at->ends[1];
	/* Who closes before the connect is through has never been there. */
	if (at->is_dead || end->is_there || end->has_closed ||
	    (at->ends[0].has_closed && !at->ends[0].is_there))
		return false;
	end->is_there = true;
	if (end->phone == CABLE_TEST)
		return true;
	struct number from = cable->numbers[at->ends[0].phone];
	from.port = 50000;
	end->slot =
	    switchboard_accept(&cable->phones[end->phone], &from, cable->now);
	if (end->slot == SWITCHBOARD_NOBODY) {
		uint8_t frame[64];
		size_t size =
		    switchboard_farewell(&cable->phones[end->phone], frame);
		bytes_append(&at->ends[0].arriving, frame, size);
		at->ends[0].end_arrives = true;
		end->has_closed = true;
	} else {
		end->line_id =
		    switchboard_line(&cable->phones[end->phone], end->slot);
	}
	cable_serve(cable);
	return true;
}

/* How many bytes the next piece has. */
static size_t
piece_size(struct cable *cable, const struct bytes *arriving)
{
	size_t size = arriving->size;
	switch (cable->cut) {
	case CABLE_WHOLE:
		break;
	case CABLE_BYTES:
		size = 1;
		break;
	case CABLE_RANDOM:
		size = 1 + material_upto(&cable->random, PIECE_MOST);
		break;
	case CABLE_FRAMES:
		if (size >= FRAME_HEADER_SIZE)
			size = FRAME_HEADER_SIZE +
			    bytes_take_u32(bytes_head(arriving) + 4);
		break;
	}
	return size < arriving->size ? size : arriving->size;
}

static void
deliver_piece(struct cable *cable, struct cable_end *end)
{
	size_t size = piece_size(cable, &end->arriving);
	size_t most =
	    switchboard_appetite(&cable->phones[end->phone], end->slot);
	if (size > most)
		size = most;
	uint8_t *piece = material_copy(bytes_head(&end->arriving), size);
	bytes_consume(&end->arriving, size);
	switchboard_receive(&cable->phones[end->phone], end->slot, piece, size,
	    cable->now);
	free(piece);
}

static bool
has_something(const struct cable_end *end)
{
	return end->arriving.size > 0 || end->end_arrives || end->reset_arrives;
}

/* To a socket that is closed: the sender's is reset. */
static void
deliver_to_nobody(struct cable_end *end, struct cable_end *other)
{
	if (end->arriving.size > 0 && !other->has_closed)
		other->reset_arrives = true;
	bytes_consume(&end->arriving, end->arriving.size);
	end->end_arrives = false;
	end->reset_arrives = false;
}

bool
cable_deliver(struct cable *cable, size_t line, int which)
{
	struct cable_line *at = &cable->lines[line];
	struct cable_end *end = &at->ends[which];
	if (at->is_dead || at->is_silent[which] || end->phone == CABLE_TEST ||
	    !has_something(end) || (!end->is_there && !end->has_closed))
		return false;
	struct switchboard *board = &cable->phones[end->phone];
	if (end->has_closed) {
		deliver_to_nobody(end, &at->ends[1 - which]);
	} else if (end->arriving.size > 0 &&
	    switchboard_appetite(board, end->slot) == 0) {
		return false;
	} else if (end->arriving.size > 0) {
		deliver_piece(cable, end);
	} else if (end->reset_arrives) {
		end->reset_arrives = end->end_arrives = false;
		switchboard_line_ended(board, end->slot, true,
		    "Connection reset by peer", cable->now);
	} else {
		end->end_arrives = false;
		switchboard_line_ended(board, end->slot, false, "", cable->now);
	}
	cable_serve(cable);
	return true;
}

/* As the line does: one send buffer a time, whole or in parts. */
static void
give(struct cable *cable, struct cable_end *end, struct cable_end *other)
{
	static uint8_t buffer[FRAMING_STORE_SIZE];
	struct switchboard *board = &cable->phones[end->phone];
	while (!end->has_finished &&
	    (other->window == 0 || other->arriving.size < other->window)) {
		size_t size = switchboard_give(board, end->slot, buffer,
		    sizeof(buffer), cable->now);
		if (size == 0)
			return;
		ck_assert(other->is_cut ||
		    bytes_append(&other->arriving, buffer, size));
		switchboard_sent(board, end->slot, size / 2, cable->now);
		switchboard_sent(board, end->slot, size - size / 2, cable->now);
	}
}

static void
close_end(struct cable *cable, struct cable_end *end, struct cable_end *other,
    bool with_reset)
{
	int slot = end->slot;
	if (with_reset)
		other->reset_arrives = true;
	else if (!end->has_finished)
		other->end_arrives = true;
	end->has_finished = end->has_closed = true;
	end->slot = SWITCHBOARD_NOBODY;
	switchboard_closed(&cable->phones[end->phone], slot, cable->now);
}

static void
serve_end(struct cable *cable, struct cable_line *line, int which)
{
	struct cable_end *end = &line->ends[which];
	struct cable_end *other = &line->ends[1 - which];
	if (end->phone == CABLE_TEST || end->slot == SWITCHBOARD_NOBODY)
		return;
	if (end->is_there)
		give(cable, end, other);
	switch (switchboard_wish(&cable->phones[end->phone], end->slot)) {
	case SWITCHBOARD_KEEP:
		break;
	case SWITCHBOARD_FINISH:
		if (!end->has_finished)
			other->end_arrives = true;
		end->has_finished = true;
		break;
	case SWITCHBOARD_CLOSE:
		close_end(cable, end, other, false);
		break;
	case SWITCHBOARD_RESET:
		close_end(cable, end, other, true);
		break;
	}
}

/* A call that has come to its end while it had no line. */
static void
serve_lineless(struct cable *cable, int phone, int slot)
{
	struct switchboard *board = &cable->phones[phone];
	if (board->parties[slot] == NULL ||
	    line_of(cable, phone, slot) != CABLE_LINES)
		return;
	enum switchboard_wish wish = switchboard_wish(board, slot);
	if (wish == SWITCHBOARD_CLOSE || wish == SWITCHBOARD_RESET)
		switchboard_closed(board, slot, cable->now);
}

void
cable_serve(struct cable *cable)
{
	for (size_t line = 0; line < cable->line_count; line++)
		for (int end = 0; end < 2; end++)
			place_line(cable, &cable->lines[line].ends[end],
			    &cable->lines[line].ends[1 - end]);
	for (int phone = 0; phone < cable->phone_count; phone++)
		for (int slot = 0; slot < cable->phones[phone].slot_count;
		     slot++)
			dial_for(cable, phone, slot);
	for (size_t line = 0; line < cable->line_count; line++)
		for (int end = 0; end < 2; end++)
			serve_end(cable, &cable->lines[line], end);
	for (int phone = 0; phone < CABLE_PHONES; phone++)
		for (int slot = 0; slot < cable->phones[phone].slot_count;
		     slot++)
			serve_lineless(cable, phone, slot);
}

void
cable_settle(struct cable *cable)
{
	size_t steps = 0;
	cable_serve(cable);
	for (bool moved = true; moved;) {
		moved = false;
		for (size_t line = 0; line < cable->line_count; line++) {
			moved |= cable_connect(cable, line);
			moved |= cable_accept(cable, line);
			moved |= cable_deliver(cable, line, 0);
			moved |= cable_deliver(cable, line, 1);
		}
		ck_assert_uint_lt(steps++, STEPS_MOST);
	}
}

static int64_t
next_deadline(const struct cable *cable)
{
	int64_t due = CLOCK_NEVER;
	for (int phone = 0; phone < cable->phone_count; phone++)
		due = clock_earlier(due,
		    switchboard_deadline(&cable->phones[phone]));
	return due;
}

static void
strike(struct cable *cable)
{
	for (int phone = 0; phone < cable->phone_count; phone++)
		switchboard_tick(&cable->phones[phone], cable->now);
	cable_settle(cable);
	/* A deadline that stays behind would keep a processor busy. */
	ck_assert_int_gt(next_deadline(cable), cable->now);
}

void
cable_pass(struct cable *cable, int64_t ms)
{
	int64_t end = cable->now + ms;
	cable_settle(cable);
	while (next_deadline(cable) <= end) {
		cable->now = next_deadline(cable) > cable->now ?
		    next_deadline(cable) :
		    cable->now;
		strike(cable);
	}
	cable->now = end;
}

void
cable_break(struct cable *cable, size_t line)
{
	for (int end = 0; end < 2; end++)
		cable->lines[line].ends[end].reset_arrives = true;
	cable_settle(cable);
}

void
cable_cut(struct cable *cable, size_t line, size_t left_0, size_t left_1)
{
	size_t left[] = { left_0, left_1 };
	for (int which = 0; which < 2; which++) {
		struct cable_end *end = &cable->lines[line].ends[which];
		if (end->arriving.size > left[which])
			end->arriving.size = left[which];
		end->reset_arrives = end->is_cut = true;
	}
}

size_t
cable_line(const struct cable *cable, int phone)
{
	int front = cable->phones[phone].front;
	return front == SWITCHBOARD_NOBODY ? CABLE_LINES :
					     line_of(cable, phone, front);
}

void
cable_send(struct cable *cable, size_t line, const void *bytes, size_t size)
{
	int mine = cable->lines[line].ends[0].phone == CABLE_TEST ? 0 : 1;
	struct cable_end *other = &cable->lines[line].ends[1 - mine];
	ck_assert(bytes_append(&other->arriving, bytes, size));
}

void
cable_send_frame(struct cable *cable, size_t line,
    const struct frame_header *header, const void *payload)
{
	uint8_t wire[FRAME_HEADER_SIZE];
	frame_encode(wire, header);
	cable_send(cable, line, wire, sizeof(wire));
	if (header->length > 0)
		cable_send(cable, line, payload, header->length);
}

void
cable_finish(struct cable *cable, size_t line)
{
	int mine = cable->lines[line].ends[0].phone == CABLE_TEST ? 0 : 1;
	cable->lines[line].ends[1 - mine].end_arrives = true;
	cable_settle(cable);
}

bool
cable_hear(struct cable *cable, size_t line, struct frame_header *header,
    uint8_t *payload)
{
	int mine = cable->lines[line].ends[0].phone == CABLE_TEST ? 0 : 1;
	struct bytes *arriving = &cable->lines[line].ends[mine].arriving;
	if (arriving->size == 0)
		return false;
	ck_assert_int_eq(frame_decode(header, bytes_head(arriving),
			     arriving->size),
	    FRAME_OK);
	bytes_consume(arriving, FRAME_HEADER_SIZE);
	ck_assert_uint_ge(arriving->size, header->length);
	if (payload != NULL && header->length > 0)
		memcpy(payload, bytes_head(arriving), header->length);
	bytes_consume(arriving, header->length);
	return true;
}

struct party *
cable_party(struct cable *cable, size_t line, int which)
{
	const struct cable_end *end = &cable->lines[line].ends[which];
	if (end->phone == CABLE_TEST || end->slot == SWITCHBOARD_NOBODY)
		return NULL;
	return cable->phones[end->phone].parties[end->slot];
}

/* ---- what was said ---- */

static const char *
mark(const struct transcript_entry *entry)
{
	static const char *const marks[] = {
		[DELIVERY_NONE] = "me",
		[DELIVERY_WAITING] = "me ?",
		[DELIVERY_DONE] = "me ok",
		[DELIVERY_UNKNOWN] = "me lost",
		[DELIVERY_UNANSWERED] = "me unanswered",
	};
	if (entry->speaker == SPEAKER_PHONE)
		return "--";
	return entry->speaker == SPEAKER_THEM ? "them" : marks[entry->delivery];
}

char *
cable_transcript(const struct transcript *transcript)
{
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	ck_assert_ptr_nonnull(to);
	for (uint64_t n = transcript->first; n < transcript->end; n++) {
		const struct transcript_entry *entry =
		    transcript_at(transcript, n);
		fprintf(to, "%s%s %s\n", mark(entry),
		    entry->speaker == SPEAKER_PHONE ? "" : ":", entry->text);
	}
	fclose(to);
	return text;
}

bool
cable_has_said(const struct transcript *transcript, const char *words)
{
	char *text = cable_transcript(transcript);
	bool has = strstr(text, words) != NULL;
	free(text);
	return has;
}

/* ---- the users ---- */

struct party *
cable_shown(struct cable *cable, int phone)
{
	struct party *party = switchboard_shown(&cable->phones[phone]);
	ck_assert_ptr_nonnull(party);
	return party;
}

size_t
cable_call(struct cable *cable, int from, int to)
{
	size_t line = cable_dial(cable, from, to);
	cable_settle(cable);
	cable_answer(cable, to);
	cable_settle(cable);
	ck_assert(call_is_talking(&cable_shown(cable, from)->call));
	ck_assert(call_is_talking(&cable_shown(cable, to)->call));
	return line;
}

void
cable_answer(struct cable *cable, int phone)
{
	struct fault fault;
	ck_assert(
	    switchboard_answer(&cable->phones[phone], cable->now, &fault));
	cable_serve(cable);
}

void
cable_hang_up(struct cable *cable, int phone)
{
	struct fault fault;
	ck_assert(
	    switchboard_hang_up(&cable->phones[phone], cable->now, &fault));
	cable_serve(cable);
}

void
cable_say(struct cable *cable, int phone, const char *text)
{
	struct fault fault;
	ck_assert(switchboard_say(&cable->phones[phone], text, strlen(text),
	    cable->now, &fault));
	cable_serve(cable);
}
