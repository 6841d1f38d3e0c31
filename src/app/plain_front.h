/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * plain_front - what the front end without a screen consists of; seen by its
 * own files only.
 */
#ifndef LANDLINE_APP_PLAIN_FRONT_H
#define LANDLINE_APP_PLAIN_FRONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "call/switchboard.h"
#include "net/ladder.h"
#include "ui/plain.h"
#include "ui/scene.h"

struct phone;

struct plain_front {
	struct plain plain;
	bool pipes_in;	  /* input is bytes and not lines */
	bool was_refused; /* something that the framing cannot carry */
	bool shows_wire;
	bool shows_ladder;

	/* A line of input, clean, and how much of it has been said. */
	char *line;
	size_t line_size, line_said;
	uint64_t line_serial; /* of the call that it is said in */
	bool has_line;
	size_t cut_told;
	bool input_told; /* that it failed */
	bool output_told;

	/* How far the call in front has been shown, and which call that is. */
	uint64_t serial;
	uint64_t shown;	       /* entries of its transcript */
	uint32_t shown_tape;   /* id on its tape */
	uint32_t shown_served; /* id on the tape of a service's calls */
	uint64_t shown_calls;  /* id on the ladder */
	uint64_t shown_news;
	uint64_t shown_told; /* of messages that are passed on */
	bool only_passes;    /* input and output are such messages: see below */
	bool waits_for_room; /* and the next line for its turn */
	uint32_t shown_unanswered; /* the last message that was told as such */
};

/* --demo where nobody sits at a terminal takes the user's part itself. */
bool plain_front_is_unattended_demo(const struct phone *phone);

/* In the call in front something can be said. */
bool plain_front_is_talking(const struct phone *phone);

/* --framing raw between people or pipes, and not for a service. */
bool plain_front_is_raw(const struct phone *phone);

/* Reads standard input, and does what its lines say. */
void plain_front_take(struct phone *phone);

/*
 * With --pass-on, and nobody who could talk: a line of input is a message to be
 * passed on, and one that passes by is a line of output.
 */
void plain_front_pass(struct phone *phone);
void plain_front_show_told(struct plain_front *front,
    const struct transcript *told);

/* "standard output failed (write: No space left on device)" */
void plain_front_tell_failure(struct plain_front *front, const char *stream,
    const char *call, int error);

/* The phone's own news since last shown. */
void plain_front_show_news(struct plain_front *front,
    const struct transcript *news);

/* The call in front: one that is not the one before is shown from its start. */
void plain_front_turn_to(struct plain_front *front, const struct party *party);

/* What of it there is since last shown. */
void plain_front_show(struct plain_front *front, const struct party *party);

/* The frames on a tape behind the id `shown`, each on a line. */
void plain_front_show_wire(struct plain_front *front, const struct tape *tape,
    uint32_t *shown);

/* The socket calls since last shown, each on a line. */
void plain_front_show_ladder(struct plain_front *front,
    const struct ladder *ladder);

/* All lines there are, a row each. */
void plain_front_show_lines(struct plain_front *front,
    const struct scene_line *lines, size_t count);

/*
 * --framing raw without a terminal: bytes go through as they are. In, until
 * no more is to be under way; out, until standard output has enough.
 */
void plain_front_pipe_in(struct plain_front *front, struct party *party,
    int64_t now);
void plain_front_pipe_out(struct plain_front *front, struct party *party,
    int64_t now);

/* All of a call that has ended, each message with its header, to be read. */
void plain_front_report(struct plain_front *front, const struct party *party);

#endif
