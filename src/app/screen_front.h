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

#include "app/desk.h"
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
	uint64_t draft_serial; /* of the call that the draft is for; 0: none */
	struct desk desk;
	struct scene_line *lines; /* room for phone_lines_most() */
	size_t watch, outlet;
	bool is_gone; /* the terminal */

	char notice[FAULT_WORDS_SIZE * 2]; /* for the user, until a key */
	bool notice_is_alert;
	uint64_t news_seen;
	uint64_t told_seen; /* and of messages that are passed on */

	bool is_stale; /* something to be seen has changed */
	/* The last two times: what comes right after the clock's turn need not
	 * wait, and a flood paints no oftener than every 10 ms all the same. */
	int64_t painted_at, painted_before;
	uint64_t painted_serial; /* of the call that the user has seen */
	int64_t tick_at;	 /* it looks different then by itself */
	struct scene_command commands[SCREEN_FRONT_COMMANDS]; /* for help */
	unsigned long draft_version; /* that was told to the other side */
	uint64_t seen_serial;	     /* of the call when last painted */
	unsigned long seen_version, seen_transcript;
	uint32_t seen_tape;
	uint64_t seen_ladder;
	uint64_t seen_lines;	 /* what they were then, as a sum */
	uint64_t rung_serial;	 /* the call that the bell has rung for */
	size_t waiting;		 /* callers behind the front, */
	uint64_t waiting_serial; /* the newest that it has rung for */
	int bells_left;
	int64_t bell_at;
};

/* Reads what was typed and does it. False when the terminal is gone. */
bool screen_keys_take(struct phone *phone);

/* What there is to be seen now. */
void screen_front_scene(const struct phone *phone, struct scene *scene);

/* The bell: twice for a call in front, once for one that waits behind it. */
void screen_bell_ring(struct phone *phone);

/* Whether what is shown of the lines is no longer what it was. */
bool screen_lines_changed(struct phone *phone);

/* What front->look() does here. */
bool screen_look(struct phone *phone, int what, struct fault *fault);

/* The draft of the call in front on the screen, the others' on the desk. */
void screen_desk_turn(struct phone *phone);

/* Says of what Enter took as much as there is room for, on every line. */
void screen_desk_say(struct phone *phone);

/* Whether more of it could be said at once, without anything to wake for. */
bool screen_desk_can_say(const struct phone *phone);

/* What is typed shows at the other side: live, as "…", or not at all. */
void screen_desk_tell(struct phone *phone);

/* One sentence above the draft, until the next key. */
void screen_front_notice(struct screen_front *front, bool is_alert,
    const char *words);

#endif
