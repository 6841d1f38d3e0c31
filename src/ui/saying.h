/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * saying - the parts of the status row, cut to what the row has room for.
 *
 * Pure. What there is to be said is ui/status's.
 */
#ifndef LANDLINE_UI_SAYING_H
#define LANDLINE_UI_SAYING_H

#include <stdbool.h>
#include <stddef.h>

#include "call/party.h"
#include "ui/paint.h"

enum {
	SAYING_PARTS_MOST = 11,
	SAYING_PART_SIZE = PARTY_NAME_SIZE + NUMBER_PRINT_SIZE + 64,
	SAYING_FRAME_COLS = 7, /* "─ " and " ─", and " ─ " between */
};

/* A piece of the row; `brief` stands for it where room is short. */
struct saying_part {
	char text[SAYING_PART_SIZE];
	int cols;	   /* of the text */
	const char *brief; /* lives as long; NULL: none */
	int least;	   /* columns to which it may be cut; 0: none */
	bool is_extra;	   /* nothing is cut for its sake */
};

/* What is to be said: on the left the most important first. */
struct saying {
	struct saying_part left[SAYING_PARTS_MOST];
	size_t left_count;
	const char *below; /* in front of the keys; "" when nothing is below */
	bool below_is_key; /* it takes a key's place, if it must */
	const char *keys[2], *brief_keys[2];
	const char *third; /* a key where there is room for it, or "" */
	bool is_alert;
};

/* Nothing is said yet but what is below. */
void saying_begin(struct saying *saying, const char *below);

/* Adds a part on the left; NULL when there is nothing to say or no room.
 * `brief` is kept as it is: it has to outlive the saying. */
struct saying_part *saying_add(struct saying *saying, const char *brief,
    const char *text);

/* One that may lose its end for the sake of what follows it. */
void saying_add_cuttable(struct saying *saying, const char *text, int least);

/* The two keys, which are called the same where room is short. */
void saying_keys(struct saying *saying, const char *first, const char *second);

/* The columns of the keys and of what stands in front of them. */
int saying_right_cols(const struct saying *saying);

/*
 * Leaves out what matters least until the rest fits: from the right, the
 * first part and the keys last.
 */
void saying_cut(struct saying *saying, int cols);

/* Paints it on the first row of the brush's rectangle. */
void saying_paint(const struct brush *brush, const struct saying *saying);

#endif
