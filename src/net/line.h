/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * line - a connected stream: one piece per recv() handed up, a small send
 * buffer that is filled when it is empty, and the orderly end.
 *
 * It knows nothing of frames: who filled the buffer knows what is in it. It
 * can drip, for show: then a send() takes no more than a piece, and a pause
 * follows.
 */
#ifndef LANDLINE_NET_LINE_H
#define LANDLINE_NET_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "call/number.h"
#include "net/ladder.h"

enum {
	LINE_BATCH_SIZE = 16 * 1024, /* small frames leave together */
	LINE_SEND_SIZE = 16 + 65536, /* or one frame of any size */
	LINE_PIECE_SIZE = 64 * 1024, /* one recv() at most */
};

enum line_verdict {
	LINE_OK,
	LINE_WOULD_BLOCK, /* not now; when sending it may be a pause */
	LINE_CLOSED,	  /* end of stream: done, or died */
	LINE_BROKEN,	  /* reset, timed out, no route: line->error says */
};

struct line_drip {
	size_t piece_size; /* 0: it does not, all leaves that can */
	int64_t pause_ms;  /* behind each piece */
	int64_t most_ms; /* for all that was filled at once; else they shrink */
};

struct line {
	int descriptor;
	struct ladder *ladder;
	int error; /* errno of LINE_BROKEN */
	struct number mine;
	struct number theirs;
	bool finished;	 /* nothing more is sent */
	size_t out_head; /* sent already */
	size_t out_size; /* queued in all */
	struct line_drip drip;
	int64_t next_at; /* the pause ends then; 0: there is none */
	int64_t owed_us; /* of pauses shorter than a millisecond */
	uint8_t *out;	 /* LINE_SEND_SIZE, made when first filled */
};

/*
 * Takes over the descriptor of a connected socket, and tunes it. The ladder,
 * if it is not NULL, outlives the line.
 */
void line_open(struct line *line, struct ladder *ladder, int descriptor);

/* One recv() into `piece`; `size` is 1…room with LINE_OK. */
enum line_verdict line_receive(struct line *line, void *piece, size_t room,
    size_t *size);

/* Where the next bytes to send go, when nothing is waiting; else NULL. */
uint8_t *line_fill(struct line *line, size_t *room);

/* `size` bytes were written there. */
void line_filled(struct line *line, size_t size);

bool line_has_output(const struct line *line);

/*
 * One send() of what is queued. `sent` bytes went; LINE_OK also when some
 * remain. After LINE_BROKEN what had come may still be received.
 */
enum line_verdict line_send(struct line *line, int64_t now, size_t *sent);

/*
 * How it sends from now on, what is queued included: without a drip that
 * leaves at once.
 */
void line_drip(struct line *line, const struct line_drip *drip);

/* What is queued waits for a pause to end, and not for poll(). */
bool line_is_pausing(const struct line *line);

/* When that is; CLOCK_NEVER: there is none. */
int64_t line_deadline(const struct line *line);

/* TCP_NODELAY off (`nagle`) or on again. */
void line_set_nagle(struct line *line, bool nagle);

/* shutdown(SHUT_WR), once, after the last byte has left. */
void line_finish(struct line *line);

/* close(), in order or with a reset; the line is shut for good. */
void line_close(struct line *line);
void line_reset(struct line *line);

#endif
