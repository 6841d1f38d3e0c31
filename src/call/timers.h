/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * timers - how long a phone waits for what, in milliseconds.
 *
 * LANDLINE_TIMERS=1/N divides them all and N/1 multiplies them, dead=1/N only
 * dead_ms, and so on, with commas: for tests of whole programs, those that wait
 * for one, and those that must not meet any.
 */
#ifndef LANDLINE_CALL_TIMERS_H
#define LANDLINE_CALL_TIMERS_H

#include <stdbool.h>
#include <stdint.h>

struct timers {
	int64_t first_frame_ms; /* from the connect to the first frame */
	int64_t dial_ms;	/* looking up and connecting */
	int64_t ring_ms;	/* the bell here */
	int64_t ring_there_ms;	/* a little longer: the callee's words first */
	int64_t ping_ms;	/* nothing sent for so long: PING */
	int64_t dead_ms;	/* not a byte heard for so long: dead */
	int64_t drain_ms; /* reading to the end of stream; a signal's goodbye */
	int64_t gone_ms;  /* a goodbye when the terminal is gone */
	int64_t bell_ms;  /* between two strokes of the bell */
	int64_t rest_ms;  /* letting nobody in, when there is no room */
	int64_t stagger_ms;   /* between two addresses of one name */
	int64_t again_ms;     /* over datagrams: RING, until it is answered */
	int64_t patience_ms;  /* and how long a message waits for its ACK */
	int64_t draft_ms;     /* between two drafts */
	int64_t quiet_ms;     /* they have said all, when they said anything */
	int64_t drip_ms;      /* between two pieces, on purpose */
	int64_t drip_most_ms; /* and so long for a frame, however long it is */
	int64_t trouble_ms;   /* a call waits for a line again */
	int64_t redial_ms;    /* between two attempts to get one, +-20 % */
	int64_t lost_ring_ms; /* who rang is waited for, without a bell */
	int64_t remember_ms;  /* a call that has ended still answers */
	int64_t glue_ms;      /* messages wait for one another, on purpose */
	int64_t pass_ms;      /* a message's report, from its starter on */
	int64_t pass_step_ms; /* and less at each phone, so that the last one
				 gives up first */
};

extern const struct timers timers_standard;

/* "1/20,dead=3/1": each standard timer divided by 20, and that one multiplied by
 * 3; false when the text is nothing of the kind. */
bool timers_scale(struct timers *timers, const char *text);

#endif
