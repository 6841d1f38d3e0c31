/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * screen_front - the front end with a screen: what it keeps. Keys are taken
 * in app/screen_keys, the scene is shown in app/screen_front.
 */
#ifndef LANDLINE_APP_SCREEN_FRONT_H
#define LANDLINE_APP_SCREEN_FRONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/outgoing.h"
#include "app/phone_state.h"
#include "text/draft.h"
#include "ui/canvas.h"
#include "ui/scene.h"
#include "ui/screen.h"

enum { SCREEN_FRONT_COMMANDS = 64 };

struct screen_front {
	struct screen *screen;
	struct canvas canvas;
	struct view view;
	struct draft *draft;
	struct outgoing outgoing; /* what Enter took and the line not yet */
	uint64_t outgoing_serial; /* of the call that it is meant for */
	size_t watch, outlet;
	bool is_gone; /* the terminal */

	char notice[FAULT_WORDS_SIZE * 2]; /* for the user, until a key */
	bool notice_is_alert;
	uint64_t news_seen;
	uint64_t told_seen; /* and of messages that are passed on */

	bool is_stale; /* something to be seen has changed */
	int64_t painted_at;
	uint64_t painted_serial; /* of the call that the user has seen */
	int64_t tick_at;	 /* it looks different then by itself */
	struct scene_command commands[SCREEN_FRONT_COMMANDS]; /* for help */
	unsigned long draft_version; /* that was told to the other side */
	uint64_t seen_serial;	     /* of the call when last painted */
	unsigned long seen_version, seen_transcript;
	uint32_t seen_tape;
	uint64_t seen_ladder;
	uint64_t rung_serial; /* the call that the bell has rung for */
	int bells_left;
	int64_t bell_at;
};

/* Reads what was typed and does it. False when the terminal is gone. */
bool screen_keys_take(struct phone *phone);

/* What there is to be seen now. */
void screen_front_scene(const struct phone *phone, struct scene *scene);

/* What front->look() does here. */
bool screen_look(struct phone *phone, int what, struct fault *fault);

/* Says of what Enter took as much as there is room for. */
void screen_front_say(struct phone *phone);

/* One sentence above the draft, until the next key. */
void screen_front_notice(struct screen_front *front, bool is_alert,
    const char *words);

#endif
