/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "net/line.h"

#include <assert.h>

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
	*room = sizeof(line->out);
	return line->out;
}

void
line_filled(struct line *line, size_t size)
{
	assert(!line->finished && !line_has_output(line));
	assert(size <= sizeof(line->out));
	line->out_head = 0;
	line->out_size = size;
}

bool
line_has_output(const struct line *line)
{
	return line->out_head < line->out_size;
}

enum line_verdict
line_send(struct line *line, size_t *sent)
{
	*sent = 0;
	if (!line_has_output(line))
		return LINE_OK;
	enum line_verdict verdict = line_verdict(socket_send(line->ladder,
	    line->descriptor, line->out + line->out_head,
	    line->out_size - line->out_head, sent, &line->error));
	line->out_head += *sent;
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

void
line_close(struct line *line)
{
	socket_close(line->ladder, line->descriptor);
	line->descriptor = -1;
}

void
line_reset(struct line *line)
{
	socket_reset(line->ladder, line->descriptor);
	line->descriptor = -1;
}
