/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * stage - a scene to be painted: a party whose call was made up, what the two
 * said, one's own numbers, and the pictures that it is compared with.
 */
#ifndef TESTS_UI_STAGE_H
#define TESTS_UI_STAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "call/party.h"
#include "ui/canvas.h"
#include "ui/scene.h"
#include "ui/view.h"

enum { STAGE_NUMBERS = 12, STAGE_MISSED = 8 };

struct stage {
	struct party party;
	struct scene scene;
	struct view view;
	struct canvas canvas;
	struct transcript news;
	struct number listens_on;
	struct ladder ladder;
	struct interface numbers[STAGE_NUMBERS];
	struct missed_call missed[STAGE_MISSED];
	char *draft;
	uint32_t said[2]; /* sequences: mine, theirs */
};

/* It is 20:15:00 in UTC, and nobody has called; scene.party is NULL. */
void stage_open(struct stage *stage);
void stage_close(struct stage *stage);

/* A call with alice, in that state, answered at 20:15:00 if it ever was. */
void stage_call(struct stage *stage, enum call_side side,
    enum call_state state);

/* A message on transcript and tape, and a second goes by. */
void stage_say(struct stage *stage, enum transcript_speaker speaker,
    const char *text);

/* The same with `size` bytes; mine is delivered unless told otherwise. */
void stage_say_bytes(struct stage *stage, enum transcript_speaker speaker,
    const char *text, size_t size, enum transcript_delivery delivery);

/* A frame on the tape alone; a draft comes in one piece with the one before. */
void stage_frame(struct stage *stage, enum transcript_speaker speaker,
    uint8_t type, const char *payload);

/* A line of the phone's. */
void stage_note(struct stage *stage, const char *text);

/* What is said of how their datagrams came. */
void stage_remark(struct stage *stage, const char *text);

/* What most pictures of a call show. */
void stage_chat(struct stage *stage);

/* Adds one of one's own numbers, and a missed call. */
void stage_number(struct stage *stage, const char *number, const char *name,
    enum interface_use use);
void stage_missed(struct stage *stage, const char *name, const char *number);

/* A socket call, with that address unless it is NULL. */
void stage_ladder(struct stage *stage, const struct ladder_entry *made,
    const char *address);

void stage_draft(struct stage *stage, const char *text);

/*
 * Paints and compares with tests/ui/pictures/NAME-COLSxROWS.txt. With
 * UPDATE_PICTURES set in the environment the file is written instead.
 */
void stage_expect(struct stage *stage, const char *name, int cols, int rows);

/* One row of what was painted last; lives until the next call. */
const char *stage_row(const struct stage *stage, int row);

/* What was painted is well formed. */
void stage_check(const struct stage *stage);

#endif
