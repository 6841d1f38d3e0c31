/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/behind.h"

#include <stdio.h>
#include <string.h>

#include "call/party.h"
#include "text/cells.h"
#include "ui/lines_text.h"
#include "ui/paint.h"

enum {
	NAME_LEAST = 8, /* columns of a name that is cut */
	NAMES_MOST = 3, /* that are listed */
	LISTED_NAME_COLS = 16,
	MARGIN_COLS = 2,
};

/* A call of the user's own that is not in front. */
static bool
is_behind(const struct scene_line *line)
{
	return line->party != NULL && !line->is_front && !line->is_over &&
	    switchboard_is_line(line->party);
}

static bool
is_waiting(const struct scene_line *line)
{
	return is_behind(line) && line->party->call.state == CALL_RINGS_HERE;
}

static size_t
count(const struct scene *scene, bool (*is_such)(const struct scene_line *line))
{
	size_t found = 0;
	for (size_t i = 0; i < scene->line_count; i++)
		found += is_such(&scene->lines[i]);
	return found;
}

const struct party *
behind_waiting(const struct scene *scene)
{
	const struct party *first = NULL;
	for (size_t i = 0; i < scene->line_count; i++) {
		const struct party *party = scene->lines[i].party;
		if (is_waiting(&scene->lines[i]) &&
		    (first == NULL || switchboard_waits_before(party, first)))
			first = party;
	}
	return first;
}

static bool
is_in_trouble(const struct scene_line *line)
{
	return is_behind(line) && call_is_in_trouble(&line->party->call);
}

static bool
is_unread(const struct scene_line *line)
{
	return line->party != NULL && line->party->unread > 0 &&
	    (line->is_over || is_behind(line));
}

bool
behind_has_row(const struct scene *scene)
{
	if (behind_waiting(scene) != NULL)
		return true;
	return !scene->is_going_on &&
	    (count(scene, is_behind) > 0 || count(scene, is_unread) > 0);
}

/* ---- who waits ---- */

enum { KEYS_SIZE = 80 };

/* What can be done about it, in more words or in fewer. */
static void
say_keys(char to[KEYS_SIZE], const struct scene *scene, int line, int brevity)
{
	bool front_rings =
	    scene->is_going_on && scene->party->call.state == CALL_RINGS_HERE;
	bool front_talks =
	    scene->is_going_on && call_is_talking(&scene->party->call);
	/* The one in front has those keys. */
	if (front_rings)
		snprintf(to, KEYS_SIZE, "/answer %d · /decline %d", line, line);
	else if (brevity == 0 && front_talks)
		snprintf(to, KEYS_SIZE,
		    "F5 answers, line %d is held · /decline %d",
		    scene->party->line, line);
	else
		snprintf(to, KEYS_SIZE, "F5%s · /decline %d",
		    brevity < 3 ? " answers" : "", line);
}

static int
cols_of(const char *text)
{
	return cells_cols(text, strlen(text));
}

static int
least(int one, int other)
{
	return one < other ? one : other;
}

/* "carol is calling from 192.168.1.9 · F5 answers"; false when it is too long. */
static bool
say_who_waits(char to[BEHIND_WORDS_SIZE], const struct scene *scene, int cols,
    int brevity)
{
	static const char *const froms[] = { " is calling from ",
		" is calling from ", " from ", " from ", "" };
	const struct party *party = behind_waiting(scene);
	/* The bell has stopped, and they may be back in a moment. */
	const char *from = brevity < 2 && call_is_in_trouble(&party->call) ?
	    " has lost the line from " :
	    froms[brevity];
	const char *who = *party->their_name ? party->their_name : "somebody";
	char keys[KEYS_SIZE], address[NUMBER_PRINT_SIZE] = "",
			      name[PARTY_NAME_SIZE + 4], more[32] = "";
	size_t others = count(scene, is_waiting) - 1;
	say_keys(keys, scene, party->line, brevity);
	if (*from != '\0')
		number_print_address(address, sizeof address, &party->number);
	if (*from != '\0' && others > 0)
		snprintf(more, sizeof more, " and %zu more", others);
	int room = cols - cols_of(from) - cols_of(address) - cols_of(more) -
	    cols_of(" · ") - cols_of(keys);
	paint_shorten(name, sizeof name, who, room);
	snprintf(to, BEHIND_WORDS_SIZE, "%s%s%s%s · %s", name, from, address,
	    more, keys);
	return room >= least(cols_of(who), NAME_LEAST);
}

/*
 * The name that they claim is cut, the address that the kernel knows is not:
 * it is left out where there is no room for it.
 */
static void
say_waiting(char to[BEHIND_WORDS_SIZE], const struct scene *scene, int cols)
{
	enum { BREVITIES = 5 };
	for (int brevity = 0; brevity < BREVITIES; brevity++)
		if (say_who_waits(to, scene, cols, brevity))
			return;
}

/* ---- nobody in front ---- */

/* "2 carol, 3 bob and 4 more" */
static void
list(char *to, size_t room, const struct scene *scene)
{
	size_t at = 0, listed = 0, all = count(scene, is_behind);
	for (size_t i = 0; i < scene->line_count && listed < NAMES_MOST; i++) {
		const struct scene_line *line = &scene->lines[i];
		char who[PARTY_NAME_SIZE + 4], spare[NUMBER_PRINT_SIZE];
		if (!is_behind(line))
			continue;
		paint_shorten(who, sizeof who, party_who(line->party, spare),
		    LISTED_NAME_COLS);
		at += (size_t)snprintf(to + at, room - at, "%s%d %s",
		    listed > 0 ? ", " : "", line->party->line, who);
		listed++;
	}
	if (all > listed)
		snprintf(to + at, room - at, " and %zu more", all - listed);
}

static const struct scene_line *
first(const struct scene *scene, bool (*is_such)(const struct scene_line *line))
{
	for (size_t i = 0; i < scene->line_count; i++)
		if (is_such(&scene->lines[i]))
			return &scene->lines[i];
	return NULL;
}

static bool
is_left(const struct scene_line *line)
{
	return line->is_over && is_unread(line);
}

static void
say_nobody_in_front(char to[BEHIND_WORDS_SIZE], const struct scene *scene)
{
	char names[BEHIND_WORDS_SIZE - 64], spare[NUMBER_PRINT_SIZE];
	const struct scene_line *left = first(scene, is_left);
	const struct scene_line *only = first(scene, is_behind);
	if (left != NULL) {
		snprintf(to, BEHIND_WORDS_SIZE,
		    "Tab shows what %s said before the end · F9 shows the lines",
		    party_who(left->party, spare));
	} else if (count(scene, is_behind) == 1) {
		snprintf(to, BEHIND_WORDS_SIZE,
		    "line %d, %s: %s · Tab goes there · F9 shows the lines",
		    only->party->line, party_who(only->party, spare),
		    lines_text_state(only));
	} else {
		list(names, sizeof names, scene);
		snprintf(to, BEHIND_WORDS_SIZE,
		    "Tab goes to the next of %s · F9 shows the lines", names);
	}
}

void
behind_paint(struct canvas *canvas, const struct scene *scene,
    const struct rectangle *in)
{
	char words[BEHIND_WORDS_SIZE];
	struct brush brush = { canvas, *in };
	int cols = in->cols - MARGIN_COLS;
	if (in->rows < 1 || !behind_has_row(scene))
		return;
	bool is_alert = behind_waiting(scene) != NULL;
	if (is_alert)
		say_waiting(words, scene, cols);
	else
		say_nobody_in_front(words, scene);
	paint_cut(&brush, 0, 1, cols, is_alert ? STYLE_ALERT : STYLE_NOTE,
	    words);
}

/* ---- the status row ---- */

static size_t
sum_unread(const struct scene *scene)
{
	size_t sum = 0;
	for (size_t i = 0; i < scene->line_count; i++)
		if (is_unread(&scene->lines[i]))
			sum += scene->lines[i].party->unread;
	return sum;
}

char *
behind_status(char to[BEHIND_WORDS_SIZE], const struct scene *scene)
{
	char who[PARTY_NAME_SIZE + 4], spare[NUMBER_PRINT_SIZE];
	size_t lines = count(scene, is_behind) - count(scene, is_waiting);
	const struct scene_line *unread = first(scene, is_unread);
	const struct scene_line *other = first(scene, is_behind);
	*to = '\0';
	if (count(scene, is_in_trouble) > 1) {
		snprintf(to, BEHIND_WORDS_SIZE, "%zu lines in trouble",
		    count(scene, is_in_trouble));
	} else if (first(scene, is_in_trouble) != NULL) {
		snprintf(to, BEHIND_WORDS_SIZE, "line %d in trouble",
		    first(scene, is_in_trouble)->party->line);
	} else if (count(scene, is_unread) > 1) {
		snprintf(to, BEHIND_WORDS_SIZE, "%zu new on %zu lines",
		    sum_unread(scene), count(scene, is_unread));
	} else if (unread != NULL && unread->is_over) {
		paint_shorten(who, sizeof who, party_who(unread->party, spare),
		    LISTED_NAME_COLS);
		snprintf(to, BEHIND_WORDS_SIZE, "%s: %zu new", who,
		    unread->party->unread);
	} else if (unread != NULL) {
		snprintf(to, BEHIND_WORDS_SIZE, "line %d: %zu new",
		    unread->party->line, unread->party->unread);
	} else if (lines > 1) {
		snprintf(to, BEHIND_WORDS_SIZE, "%zu more lines", lines);
	} else if (lines == 1 && other != NULL && !is_waiting(other)) {
		snprintf(to, BEHIND_WORDS_SIZE, "line %d %s",
		    other->party->line, lines_text_state(other));
	}
	return to;
}
