/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/saying.h"

#include <string.h>

#include "text/cells.h"

static int
cols_of(const char *string)
{
	return cells_cols(string, strlen(string));
}

/* Not the parts: most of them are never used, and they are large. */
void
saying_begin(struct saying *saying, const char *below)
{
	saying->left_count = 0;
	saying->below = below;
	saying->below_is_key = false;
	memset(saying->keys, 0, sizeof saying->keys);
	memset(saying->brief_keys, 0, sizeof saying->brief_keys);
	saying->third = "";
	saying->is_alert = false;
}

/* It is measured once, and not at each try of what fits. */
static void
put_text(struct saying_part *part, const char *text)
{
	size_t size = strnlen(text, sizeof part->text - 1);
	memcpy(part->text, text, size);
	part->text[size] = '\0';
	part->cols = cells_cols(part->text, size);
}

struct saying_part *
saying_add(struct saying *saying, const char *brief, const char *text)
{
	if (*text == '\0' || saying->left_count == SAYING_PARTS_MOST)
		return NULL;
	struct saying_part *part = &saying->left[saying->left_count++];
	put_text(part, text);
	part->brief = brief;
	part->least = 0;
	part->is_extra = false;
	return part;
}

/* What may lose its end for the sake of what follows it. */
void
saying_add_cuttable(struct saying *saying, const char *text, int least)
{
	struct saying_part *part = saying_add(saying, NULL, text);
	if (part)
		part->least = least;
}

/* The keys as they are called where there is room, and where there is not. */
void
saying_keys(struct saying *saying, const char *first, const char *second)
{
	saying->keys[0] = saying->brief_keys[0] = first;
	saying->keys[1] = saying->brief_keys[1] = second;
}

enum { SEPARATOR_COLS = 3 }; /* " · " */

static int
left_cols(const struct saying *saying)
{
	int cols = 0;
	for (size_t i = 0; i < saying->left_count; i++)
		cols += saying->left[i].cols + (i > 0 ? SEPARATOR_COLS : 0);
	return cols;
}

int
saying_right_cols(const struct saying *saying)
{
	int cols = cols_of(saying->keys[0]) + SEPARATOR_COLS +
	    cols_of(saying->keys[1]);
	if (*saying->below)
		cols += cols_of(saying->below) + SEPARATOR_COLS;
	if (*saying->third)
		cols += cols_of(saying->third) + SEPARATOR_COLS;
	return cols;
}

/* How many columns too many there are; 0 or less when all fits. */
static int
excess_of(const struct saying *saying, int cols)
{
	return left_cols(saying) + saying_right_cols(saying) +
	    SAYING_FRAME_COLS - cols;
}

static bool
fits(const struct saying *saying, int cols)
{
	return excess_of(saying, cols) <= 0;
}

/* What can be taken from a part. */
static int
slack_of(const struct saying_part *part)
{
	return part->least > 0 && part->cols > part->least ?
	    part->cols - part->least :
	    0;
}

/* Cuts what may be cut, if that makes all of it fit. */
static bool
squeeze(struct saying *saying, int cols)
{
	int excess = excess_of(saying, cols), slack = 0;
	if (saying->left[saying->left_count - 1].is_extra)
		return false;
	for (size_t i = 0; i < saying->left_count; i++)
		slack += slack_of(&saying->left[i]);
	if (slack < excess)
		return false;
	for (size_t i = 0; i < saying->left_count && excess > 0; i++) {
		struct saying_part *part = &saying->left[i];
		char cut[SAYING_PART_SIZE];
		int taken = slack_of(part) < excess ? slack_of(part) : excess;
		if (taken == 0)
			continue;
		excess -= taken;
		put_text(part,
		    paint_shorten(cut, sizeof cut, part->text,
			part->cols - taken));
	}
	return true;
}

static void
shorten(struct saying_part *part)
{
	if (part->brief)
		put_text(part, part->brief);
}

/*
 * Leaves out what matters least until the rest fits: from the right, the
 * first part and the keys last.
 */
void
saying_cut(struct saying *saying, int cols)
{
	if (!fits(saying, cols))
		saying->third = "";
	while (saying->left_count > 1 && !fits(saying, cols) &&
	    !squeeze(saying, cols) && saying->left_count > 2)
		saying->left_count--;
	if (!fits(saying, cols) && saying->left_count > 1)
		shorten(&saying->left[1]);
	if (!fits(saying, cols) && saying->left_count > 1)
		saying->left_count--;
	if (!fits(saying, cols))
		shorten(&saying->left[0]);
	if (!fits(saying, cols))
		memcpy(saying->keys, saying->brief_keys, sizeof saying->keys);
	if (fits(saying, cols))
		return;
	if (saying->below_is_key && *saying->below)
		saying->keys[1] = saying->below;
	saying->below = "";
}

void
saying_paint(const struct brush *brush, const struct saying *saying)
{
	enum canvas_style style = saying->is_alert ? STYLE_ALERT : STYLE_STATUS;
	int cols = brush->in.cols;
	int right = cols - 2 - saying_right_cols(saying);
	canvas_fill(brush->canvas, &brush->in, 0, 0,
	    saying->is_alert ? STYLE_ALERT : STYLE_RULE, "─");
	int end = paint_string(brush, 0, 1, style, " ");
	for (size_t i = 0; i < saying->left_count; i++) {
		if (i > 0)
			end = paint_string(brush, 0, end, style, " · ");
		end = paint_cut(brush, 0, end, right - 3 - end, style,
		    saying->left[i].text);
	}
	paint_string(brush, 0, end, style, " ");
	end = paint_string(brush, 0, right - 1, style, " ");
	if (*saying->below) {
		end = paint_string(brush, 0, end, style, saying->below);
		end = paint_string(brush, 0, end, style, " · ");
	}
	end = paint_string(brush, 0, end, style, saying->keys[0]);
	end = paint_string(brush, 0, end, style, " · ");
	end = paint_string(brush, 0, end, style, saying->keys[1]);
	if (*saying->third) {
		end = paint_string(brush, 0, end, style, " · ");
		end = paint_string(brush, 0, end, style, saying->third);
	}
	paint_string(brush, 0, end, style, " ");
}
