/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "text/sheet.h"

#include <assert.h>
#include <string.h>

#include "text/cells.h"
#include "text/clean.h"
#include "text/utf8.h"

enum {
	PIECE_SIZE = 4096, /* bytes cleaned at once */
	/* The most that one clean cluster has: characters of 4 bytes each. */
	CLUSTER_SIZE = 4 * (CLEAN_POINTS + 1),
	JOINER_SIZE = 3,
};

static const char joiner[] = "\xe2\x80\x8d"; /* U+200D */
static const char replacement[] = "\xef\xbf\xbd";

void
sheet_clear(struct sheet *sheet)
{
	gap_clear(&sheet->gap);
	*sheet = (struct sheet){ 0 };
}

void
sheet_rest(struct sheet *sheet)
{
	sheet->ended_in_cr = false;
	sheet->owes_joiner = false;
}

struct sheet_side
sheet_before(struct sheet *sheet)
{
	gap_move(&sheet->gap, sheet->cursor);
	return (struct sheet_side){ sheet->gap.store, sheet->gap.start };
}

struct sheet_side
sheet_behind(struct sheet *sheet)
{
	struct gap *gap = &sheet->gap;
	gap_move(gap, sheet->cursor);
	/* No arithmetic on the NULL of an empty one. */
	return (struct sheet_side){ gap->store == NULL ? NULL :
							 gap->store + gap->end,
		gap->room - gap->end };
}

void
sheet_move(struct sheet *sheet, size_t at)
{
	assert(at <= gap_size(&sheet->gap));
	sheet->cursor = at;
}

/*
 * What stands on both sides of the cursor has just met, and perhaps becomes
 * one cluster (two halves of a flag, say), or is more than one cluster may
 * have. Clean text on both sides is clean together but for these two
 * clusters, because text/clean decides cluster by cluster.
 */
static void
mend(struct sheet *sheet)
{
	struct gap *gap = &sheet->gap;
	struct sheet_side behind = sheet_behind(sheet);
	if (gap->start == 0 || behind.size == 0)
		return;
	size_t start = cells_before(gap->store, gap->start);
	size_t before = gap->start - start;
	size_t after = cells_next(behind.text, behind.size).size;
	char both[2 * CLUSTER_SIZE];
	char clean[CLEAN_GROWTH * sizeof(both) + 1];
	assert(before + after <= sizeof(both));
	memcpy(both, gap->store + start, before);
	memcpy(both + before, behind.text, after);
	size_t size =
	    clean_text(clean, sizeof(clean), both, before + after, CLEAN_BODY);

	gap->start = start;
	gap->end += after;
	size_t front = 0;
	while (front < before)
		front += cells_next(clean + front, size - front).size;
	gap_put(gap, clean, front);
	gap_put_behind(gap, clean + front, size - front);
	sheet->cursor = gap->start;
}

/*
 * Puts a piece at the cursor, cleaned together with the cluster before it:
 * what is typed now may belong to what was typed before.
 */
static void
put_piece(struct sheet *sheet, const char *text, size_t size)
{
	struct gap *gap = &sheet->gap;
	gap_move(gap, sheet->cursor);
	gap_reserve(gap, 1);
	size_t start = cells_before(gap->store, gap->start);
	char foul[CLUSTER_SIZE + JOINER_SIZE + PIECE_SIZE];
	size_t foul_size = gap->start - start;
	assert(foul_size <= CLUSTER_SIZE && size <= PIECE_SIZE);
	memcpy(foul, gap->store + start, foul_size);
	if (sheet->owes_joiner) {
		memcpy(foul + foul_size, joiner, JOINER_SIZE);
		foul_size += JOINER_SIZE;
	}
	memcpy(foul + foul_size, text, size);
	foul_size += size;

	gap_reserve(gap, clean_bound(foul_size));
	char *to = gap->store + start;
	size_t put =
	    clean_text(to, gap->end - start, foul, foul_size, CLEAN_BODY);
	sheet->owes_joiner = foul_size >= JOINER_SIZE && put >= JOINER_SIZE &&
	    memcmp(foul + foul_size - JOINER_SIZE, joiner, JOINER_SIZE) == 0 &&
	    memcmp(to + put - JOINER_SIZE, replacement, JOINER_SIZE) == 0;
	if (sheet->owes_joiner)
		put -= JOINER_SIZE;
	gap->start = start + put;
	sheet->cursor = gap->start;
}

/*
 * Takes up to PIECE_SIZE bytes from `text` on, with LF for CR and CR LF, and
 * no character cut. How many were taken is added to `at`.
 */
static size_t
take_piece(struct sheet *sheet, char *piece, const char *text, size_t size,
    size_t *at)
{
	size_t taken = 0;
	while (*at < size && taken < PIECE_SIZE) {
		char byte = text[(*at)++];
		bool follows_cr = sheet->ended_in_cr;
		sheet->ended_in_cr = byte == '\r';
		if (byte == '\n' && follows_cr)
			continue;
		piece[taken++] = byte == '\r' ? '\n' : byte;
	}
	size_t cut = *at < size ? utf8_cut_size(piece, taken) : 0;
	*at -= cut;
	return taken - cut;
}

bool
sheet_put(struct sheet *sheet, const char *text, size_t size, size_t limit)
{
	size_t start = sheet->cursor;
	char piece[PIECE_SIZE];
	for (size_t at = 0; at < size;) {
		size_t taken = take_piece(sheet, piece, text, size, &at);
		put_piece(sheet, piece, taken);
		if (gap_size(&sheet->gap) > limit) {
			gap_move(&sheet->gap, sheet->cursor);
			sheet->gap.start = start;
			sheet->cursor = start;
			sheet_rest(sheet);
			return false;
		}
	}
	mend(sheet);
	return true;
}

void
sheet_take_out(struct sheet *sheet, size_t at)
{
	struct gap *gap = &sheet->gap;
	gap_move(gap, sheet->cursor);
	if (at < sheet->cursor)
		gap->start = at;
	else
		gap->end += at - sheet->cursor;
	sheet->cursor = gap->start;
	mend(sheet);
}

void
sheet_replace(struct sheet *sheet, const char *text, size_t size)
{
	sheet->gap.start = 0;
	sheet->gap.end = sheet->gap.room;
	gap_put(&sheet->gap, text, size);
	sheet->cursor = size;
	sheet_rest(sheet);
}
