/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "net/line.h"

#include <assert.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/memory.h"
#include "net/socket.h"

void
line_open(struct line *line, struct ladder *ladder, int descriptor)
{
	line->descriptor = descriptor;
	line->ladder = ladder;
	line->error = 0;
	line->finished = false;
	line->out_head = 0;
	line->out_size = 0;
	line->drip = (struct line_drip){ 0 };
	line->next_at = 0;
	line->owed_us = 0;
	line->out = NULL;
	socket_numbers(ladder, descriptor, &line->mine, &line->theirs);
	socket_tune(ladder, descriptor, &line->mine);
}

static enum line_verdict
line_verdict(enum socket_verdict verdict)
{
	switch (verdict) {
	case SOCKET_OK:
		return LINE_OK;
	case SOCKET_WOULD_BLOCK:
		return LINE_WOULD_BLOCK;
	case SOCKET_CLOSED:
		return LINE_CLOSED;
	case SOCKET_BROKEN:
	case SOCKET_TABLE_FULL: /* accept() only */
	case SOCKET_NO_ROOM:
		break;
	}
	return LINE_BROKEN;
}

enum line_verdict
line_receive(struct line *line, void *piece, size_t room, size_t *size)
{
	return line_verdict(socket_receive(line->ladder, line->descriptor,
	    piece, room, size, &line->error));
}

uint8_t *
line_fill(struct line *line, size_t *room)
{
	*room = 0;
	if (line->finished || line_has_output(line))
		return NULL;
	if (line->out == NULL)
		line->out = memory_new(LINE_SEND_SIZE, 1);
	*room = LINE_SEND_SIZE;
	return line->out;
}

void
line_filled(struct line *line, size_t size)
{
	assert(!line->finished && !line_has_output(line));
	assert(size <= LINE_SEND_SIZE);
	line->out_head = 0;
	line->out_size = size;
}

bool
line_has_output(const struct line *line)
{
	return line->out_head < line->out_size;
}

/* ---- dripping ---- */

void
line_drip(struct line *line, const struct line_drip *drip)
{
	line->drip = *drip;
	if (drip->piece_size > 0)
		return;
	line->next_at = 0;
	line->owed_us = 0;
}

bool
line_is_pausing(const struct line *line)
{
	return line_has_output(line) && line->next_at != 0;
}

int64_t
line_deadline(const struct line *line)
{
	return line_is_pausing(line) ? line->next_at : CLOCK_NEVER;
}

/* Long frames in small pieces would take hours: the pauses shrink. */
static int64_t
pause_us(const struct line *line)
{
	const struct line_drip *drip = &line->drip;
	size_t pieces =
	    (line->out_size + drip->piece_size - 1) / drip->piece_size;
	int64_t most = drip->most_ms * 1000 / (int64_t)pieces;
	int64_t wanted = drip->pause_ms * 1000;
	return wanted < most ? wanted : most;
}

/* The clock counts milliseconds: pauses shorter than one add up. */
static void
begin_pause(struct line *line, int64_t now)
{
	line->owed_us += pause_us(line);
	if (line->owed_us < 1000)
		return;
	line->next_at = clock_after(now, line->owed_us / 1000);
	line->owed_us %= 1000;
}

/* How much one send() is to take. */
static size_t
piece_size(const struct line *line)
{
	size_t waiting = line->out_size - line->out_head;
	size_t most = line->drip.piece_size;
	return most > 0 && most < waiting ? most : waiting;
}

/* ---- sending ---- */

enum line_verdict
line_send(struct line *line, int64_t now, size_t *sent)
{
	*sent = 0;
	if (!line_has_output(line))
		return LINE_OK;
	if (now < line->next_at)
		return LINE_WOULD_BLOCK;
	line->next_at = 0;
	enum line_verdict verdict = line_verdict(socket_send(line->ladder,
	    line->descriptor, line->out + line->out_head, piece_size(line),
	    sent, &line->error));
	line->out_head += *sent;
	if (line->drip.piece_size > 0 && *sent > 0)
		begin_pause(line, now);
	if (line->finished && !line_has_output(line))
		socket_finish(line->ladder, line->descriptor);
	return verdict;
}

void
line_finish(struct line *line)
{
	if (line->finished)
		return;
	line->finished = true;
	/* Else line_send() does it behind the last byte. */
	if (!line_has_output(line))
		socket_finish(line->ladder, line->descriptor);
}

static void
forget_buffer(struct line *line)
{
	free(line->out);
	line->out = NULL;
	line->out_head = 0;
	line->out_size = 0;
}

void
line_set_nagle(struct line *line, bool nagle)
{
	socket_set_nagle(line->ladder, line->descriptor, &line->mine, nagle);
}

void
line_close(struct line *line)
{
	socket_close(line->ladder, line->descriptor);
	forget_buffer(line);
	line->descriptor = -1;
}

void
line_reset(struct line *line)
{
	socket_reset(line->ladder, line->descriptor);
	forget_buffer(line);
	line->descriptor = -1;
}
