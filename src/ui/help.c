/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/help.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "text/cells.h"
#include "ui/keys.h"
#include "ui/paint.h"
#include "ui/waiting.h"

enum {
	PATIENCE_MS = 60 * 1000, /* without a caller */
	INDENT = 3,
	KEYS_COL = 21, /* of what a key does */
	TWO_COLUMNS_FROM = 120,
	LABEL_SIZE = 128,
	WRAP_MOST = 8, /* rows of one item */
};

static bool
is_lonely(const struct scene *scene)
{
	return scene->listens_on && !scene->is_going_on &&
	    scene->now - scene->waiting_since >= PATIENCE_MS;
}

int64_t
help_deadline(const struct scene *scene)
{
	if (!scene->listens_on || scene->is_going_on || is_lonely(scene))
		return CLOCK_NEVER;
	return clock_after(scene->waiting_since, PATIENCE_MS);
}

static int
paint_item(const struct brush *brush, int row, const char *words)
{
	paint_string(brush, row, 1, STYLE_NOTE, "·");
	return row +
	    paint_wrapped(brush, row, INDENT, WRAP_MOST, STYLE_PLAIN, words);
}

static int
paint_obstacles(const struct brush *brush, const struct scene *scene, int row)
{
	char firewall[LABEL_SIZE];
	if (!is_lonely(scene))
		return row;
	paint_string(brush, ++row, 1, STYLE_HEADING,
	    "nobody has called yet; what usually keeps people out");
	row++;
	if (scene->listens_on->kind == NUMBER_UNIX)
		return paint_item(brush, row,
		    "who calls a UNIX socket must be able to write to it, which "
		    "other users are not before a chmod 666");
	snprintf(firewall, sizeof firewall,
	    "a firewall, here or on the way: it has to let %s port %u in",
	    scene->is_udp ? "UDP" : "TCP", scene->listens_on->port);
	row = paint_item(brush, row,
	    "guest Wi-Fi: many keep their guests apart from each other (client "
	    "isolation); take another network, or a cable");
	row = paint_item(brush, row, firewall);
	return paint_item(brush, row,
	    "another network: a number such as 192.168.1.20 or 10.0.0.7 can "
	    "only be called from inside of its own");
}

/* Rows of the table that do the same are one: their labels side by side. */
static size_t
next_key(char label[LABEL_SIZE], size_t at)
{
	snprintf(label, LABEL_SIZE, "%s", key_rows[at].label);
	while (++at < key_row_count && *key_rows[at].does == '\0') {
		size_t used = strlen(label);
		snprintf(label + used, LABEL_SIZE - used, " %s",
		    key_rows[at].label);
	}
	return at;
}

static int
count_keys(void)
{
	char label[LABEL_SIZE];
	int count = 0;
	for (size_t at = 0; at < key_row_count; at = next_key(label, at))
		count++;
	return count;
}

/* A label and what it does, which may take several rows. */
static int
paint_entry(const struct brush *brush, int row, int col, const char *label,
    const char *does)
{
	paint_cut(brush, row, INDENT, col - INDENT - 1, STYLE_KEY, label);
	return row +
	    paint_wrapped(brush, row, col, WRAP_MOST, STYLE_PLAIN, does);
}

static int
paint_keys_below(const struct brush *brush, int row)
{
	char label[LABEL_SIZE];
	for (size_t at = 0; at < key_row_count;) {
		const char *does = key_rows[at].does;
		at = next_key(label, at);
		row = paint_entry(brush, row, KEYS_COL, label, does);
	}
	return row;
}

static int
paint_keys_beside(const struct brush *brush, int row)
{
	char label[LABEL_SIZE];
	int half = (count_keys() + 1) / 2, index = 0;
	struct brush side = *brush;
	side.in.cols = brush->in.cols / 2;
	for (size_t at = 0; at < key_row_count; index++) {
		const char *does = key_rows[at].does;
		at = next_key(label, at);
		if (index == half)
			side.in.col += side.in.cols;
		paint_cut(&side, row + index % half, INDENT,
		    KEYS_COL - INDENT - 1, STYLE_KEY, label);
		paint_cut(&side, row + index % half, KEYS_COL,
		    side.in.cols - KEYS_COL - 1, STYLE_PLAIN, does);
	}
	return row + half;
}

static int
paint_keys(const struct brush *brush, int row)
{
	paint_string(brush, ++row, 1, STYLE_HEADING, "keys");
	row = brush->in.cols >= TWO_COLUMNS_FROM ?
	    paint_keys_beside(brush, row + 1) :
	    paint_keys_below(brush, row + 1);
	return row +
	    paint_wrapped(brush, row, INDENT, WRAP_MOST, STYLE_NOTE,
		"Esc, then a digit, Enter or a letter, however slowly, is the same "
		"as F1…F9, Alt-Enter or Alt and that letter.");
}

static int
paint_commands(const struct brush *brush, const struct scene *scene, int row)
{
	const struct scene_command *commands = scene->commands;
	int col = KEYS_COL;
	if (scene->command_count == 0)
		return row;
	paint_string(brush, ++row, 1, STYLE_HEADING, "commands");
	row++;
	for (size_t i = 0; i < scene->command_count; i++) {
		const char *label = commands[i].label;
		int end = INDENT + cells_cols(label, strlen(label)) + 2;
		if (end > col && end <= brush->in.cols / 2)
			col = end;
	}
	for (size_t i = 0; i < scene->command_count; i++)
		row = paint_entry(brush, row, col, commands[i].label,
		    commands[i].does);
	return row;
}

static const struct {
	const char *mark, *means;
} marks[] = {
	{ "…", "on its way" },
	{ "✓", "it stands in their transcript" },
	{ "✗", "not known to have arrived: the line is gone" },
	{ "?", "over UDP: no answer in 2 s, it may not have arrived" },
};

static int
paint_marks(const struct brush *brush, int row)
{
	paint_string(brush, ++row, 1, STYLE_HEADING, "behind what you said");
	row++;
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		row = paint_entry(brush, row, KEYS_COL, marks[i].mark,
		    marks[i].means);
	return row;
}

/* What is bright there, and what became of a call that is missed. */
static int
paint_ladder_words(const struct brush *brush, int row)
{
	paint_string(brush, ++row, 1, STYLE_HEADING, "in the ladder");
	return paint_wrapped(brush, row + 1, INDENT, WRAP_MOST, STYLE_PLAIN,
		   "The steps of a call are bright, from \"get a phone\" to "
		   "\"hang up\". Where not every row has room the dim ones are "
		   "left out, then the oldest; … stands before the next one.") +
	    row + 1;
}

/* All of it, from `row` on, be that above the rectangle. Returns the end. */
static int
paint_all(const struct brush *brush, const struct scene *scene, int row)
{
	row += waiting_paint_numbers(brush, scene, row,
	    waiting_number_rows(scene));
	row = paint_obstacles(brush, scene, row);
	row = paint_keys(brush, row);
	row = paint_commands(brush, scene, row);
	row = paint_marks(brush, row);
	return paint_ladder_words(brush, row);
}

void
help_paint(struct canvas *canvas, const struct scene *scene,
    const struct rectangle *in, size_t top)
{
	struct brush brush = { canvas, *in };
	paint_all(&brush, scene, -(int)top);
}

size_t
help_last_top(const struct scene *scene, const struct rectangle *in)
{
	struct canvas nothing;
	canvas_init(&nothing);
	struct brush brush = { &nothing, *in };
	int rows = paint_all(&brush, scene, 0);
	return rows > in->rows ? (size_t)(rows - in->rows) : 0;
}
