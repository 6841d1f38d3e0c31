/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * scene - what there is to be seen, and what the user chose to look at.
 *
 * Two plain structs: the phone fills the scene before each painting, and the
 * view is changed by ui/view's functions.
 */
#ifndef LANDLINE_UI_SCENE_H
#define LANDLINE_UI_SCENE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "call/party.h"
#include "call/switchboard.h"
#include "net/interfaces.h"
#include "net/ladder.h"

enum view_headers {
	VIEW_HEADERS_NONE,
	VIEW_HEADERS_LINE,   /* one line under each message */
	VIEW_HEADERS_FIELDS, /* a row for every field */
};

enum view_layout {
	/* Time-aligned, mine left, theirs right, from 80 columns on. */
	VIEW_LAYOUT_COLUMNS,
	VIEW_LAYOUT_CLASSIC, /* mine above, theirs below */
};

/* What the user chose to look at. */
struct view {
	enum view_headers headers;
	enum view_layout layout;
	bool shows_wire;
	bool shows_ladder;
	bool shows_lines;
	size_t lines_top; /* first line that the pane shows */
	bool shows_help;
	uint32_t wire_frame; /* on the tape, looked at; 0: the newest */
	bool shows_times;
	size_t help_top; /* first row of help that is shown */

	/* Scrollback: the row at the bottom of the pane, kept by what it is
	 * and not by where, so that new text never moves what is read. */
	bool follows; /* the end is shown */
	uint64_t anchor_entry;
	int anchor_row;	     /* of that entry's rows */
	uint64_t seen_end;   /* entries before this one have been shown */
	uint64_t shown_call; /* the call that the anchor belongs to */
};

/* A slash command, as help prints it. */
struct scene_command {
	char label[48]; /* "/dial NUMBER" */
	const char *does;
};

/* A row of the lines pane. */
struct scene_line {
	const struct party *party; /* NULL: the socket that listens */
	int descriptor;		   /* -1: none (yet) */
	const struct number *mine; /* NULL: not known (yet) */
	bool is_front;
	bool is_over; /* a talk that is still to be read */
	int partner;  /* the line that hears this one, too; 0: none */
};

struct scene {
	int64_t now;
	int64_t wall_offset; /* base/clock; now + this is since 1970 */

	const struct party
	    *party;	  /* the call in front or the one before; may be NULL */
	bool is_going_on; /* it is not over yet */
	const struct tape *wire; /* what crosses there; NULL: nothing */
	/* All lines, and who listens; the calls behind the front among them. */
	const struct scene_line *lines;
	size_t line_count;
	int lines_taken, lines_most; /* calls; and so many there may be */

	const struct missed_call *missed;
	size_t missed_count;
	const struct transcript
	    *news; /* what the phone itself has to tell; may be NULL */
	const struct transcript
	    *told; /* of messages that are passed on; may be NULL */

	const struct interface *numbers; /* one's own, ranked */
	size_t number_count;
	const struct ladder *ladder;	 /* of socket calls; may be NULL */
	const struct number *listens_on; /* NULL: it cannot be called */
	bool is_udp;			 /* and everything is datagrams */
	const char *framing; /* a foreign one that is spoken; may be NULL */
	const char *service; /* "echo", which answers; NULL: the user does */
	int64_t waiting_since;

	const char *my_name;
	bool is_live;	   /* /live on */
	size_t drip, glue; /* /drip and /glue, or 0 */
	bool nagle;	   /* /nagle on */
	const char *draft; /* clean */
	size_t draft_size;
	size_t draft_cursor;
	bool draft_is_command; /* and no word of it goes to the other side */
	const char *notice;    /* one clean sentence for the user, or "" */
	bool notice_is_alert;

	const struct scene_command *commands; /* for help */
	size_t command_count;
};

#endif
