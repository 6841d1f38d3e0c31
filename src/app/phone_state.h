/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * phone_state - what a phone consists of: one tree, seen by app/ only.
 */
#ifndef LANDLINE_APP_PHONE_STATE_H
#define LANDLINE_APP_PHONE_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/lines.h"
#include "app/options.h"
#include "call/switchboard.h"
#include "net/interfaces.h"
#include "net/ladder.h"
#include "net/loop.h"
#include "ui/scene.h"

struct demo;
struct phone;
struct screen_front;
struct plain_front;

/* A front end: a const table of functions, one table with a screen, one without. */
struct front {
	bool (*open)(struct phone *phone, struct fault *fault);
	void (*watch)(struct phone *phone);
	void (*take)(struct phone *phone); /* what the user did */
	void (*show)(struct phone *phone); /* what has become of it */
	int64_t (*deadline)(const struct phone *phone);
	void (*close)(struct phone *phone);
	bool (*is_deaf)(const struct phone *phone); /* read no line now */
	bool (*is_idle)(const struct phone *phone); /* nothing left to show */
	bool (*look)(struct phone *phone, int what, struct fault *fault);
};

/* What front->look() is asked for. */
enum look {
	LOOK_HELP,
	LOOK_HEADERS,
	LOOK_WIRE,
	LOOK_LADDER,
	LOOK_LINES,
	LOOK_LAYOUT,
	LOOK_TIMES,
	LOOK_REPAINT,
	LOOK_SUSPEND, /* nowhere, until SIGCONT */
	LOOK_RETAKE,  /* somebody else had the terminal */
};

struct phone {
	const struct options *options;
	struct timers timers;
	struct loop loop;
	struct ladder ladder;
	struct switchboard board;
	struct lines lines;
	struct demo *demo; /* the partner of --demo, or NULL */
	const struct front *front;
	struct screen_front *screen; /* of the front that is in use */
	struct plain_front *plain;

	int64_t now;
	int64_t wall_offset;
	bool is_live;	    /* /live on */
	bool is_leaving;    /* the program ends when the call is over */
	int64_t leave_by;   /* and breaks it off then */
	int signal;	    /* that asked for the end; 0: none */
	int status;	    /* exit status, once it is known */
	struct fault fault; /* to be told when the screen is gone */

	struct interface numbers[INTERFACES_MOST]; /* one's own */
	size_t number_count;
	int64_t numbers_at; /* when they were asked for */
	int64_t waiting_since;

	/* What the trace has said of each slot; NULL: that there is no call. */
	const char **traced;
};

extern const struct front front_screen;
extern const struct front front_plain;

/*
 * Leaves after a goodbye, for which there is `ms` time at most; asked a second
 * time, at once.
 */
void phone_leave(struct phone *phone, int status, int64_t ms);

/* Leaves without one. */
void phone_give_up(struct phone *phone, int status);

/* What has become of each call since last time, for LANDLINE_TRACE. */
void phone_trace_calls(struct phone *phone);

/* What --pass-on asks for; and what a hop of a trail says of this phone. */
bool phone_start_passing(struct phone *phone, struct fault *fault);
void phone_know_itself(struct phone *phone);

/*
 * Every line there is, and the socket that listens: what stands in the lines
 * pane. `to` has room for phone_lines_most(); returns how many there are.
 */
size_t phone_lines_most(const struct phone *phone);
size_t phone_list_lines(const struct phone *phone, struct scene_line *to);

/* Asks anew which numbers this machine has. */
void phone_refresh_numbers(struct phone *phone);

#endif
