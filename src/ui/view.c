/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/view.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "text/wrap.h"
#include "ui/behind.h"
#include "ui/help.h"
#include "ui/ladder_pane.h"
#include "ui/layout.h"
#include "ui/lines_pane.h"
#include "ui/paint.h"
#include "ui/prompt.h"
#include "ui/status.h"
#include "ui/talk.h"
#include "ui/waiting.h"
#include "ui/wire_pane.h"

enum {
	BELOW_SIZE = 64,
	/* On a screen that is too small for all else. */
	PROMPT_FROM_ROWS = 2,
	PROMPT_FROM_COLS = 8,
	RINGING_NAME_COLS = 12,
};

void
view_init(struct view *view)
{
	*view = (struct view){
		.headers = VIEW_HEADERS_LINE,
		.shows_times = true,
		.follows = true,
	};
}

void
view_follow(struct view *view)
{
	view->follows = true;
	view->anchor_entry = 0;
	view->anchor_row = 0;
}

/* A call that was answered stays to be read until the next one begins. */
static bool
shows_talk(const struct scene *scene)
{
	return scene->party &&
	    (scene->is_going_on || scene->party->call.answered_at != 0);
}

static int
notice_rows(const struct scene *scene, int cols)
{
	if (*scene->notice == '\0')
		return 0;
	return (int)wrap_count(scene->notice, strlen(scene->notice),
	    cols > 3 ? cols - 2 : 1, LAYOUT_NOTICE_MOST);
}

static int
lines_wanted(const struct view *view, const struct scene *scene)
{
	return view->shows_lines && !view->shows_help ? lines_pane_rows(scene) :
							0;
}

static struct layout
layout_of(const struct view *view, const struct scene *scene, int rows,
    int cols)
{
	struct layout layout;
	struct layout_wish wish = {
		.lower = (view->shows_wire || view->shows_ladder) &&
		    !view->shows_help,
		.lines_rows = lines_wanted(view, scene),
		.is_quiet = !shows_talk(scene),
		.behind = behind_has_row(scene),
		.notice_rows = notice_rows(scene, cols),
		.draft_rows = prompt_rows(scene, cols, layout_draft_most(rows)),
	};
	layout_screen(&layout, rows, cols, &wish);
	return layout;
}

/* Scrolling belongs to a call: the next one is shown from its end again. */
static void
look_at_call(struct view *view, const struct scene *scene)
{
	uint64_t call = scene->party ? scene->party->serial : 0;
	if (call == view->shown_call)
		return;
	view->shown_call = call;
	view->seen_end = 0;
	view->wire_frame = 0;
	view_follow(view);
}

/* The address is known, the name is only claimed. */
static void
say_who_rings(char *words, size_t room, const struct party *party,
    bool is_behind)
{
	char name[PARTY_NAME_SIZE + 4], address[NUMBER_PRINT_SIZE];
	char decline[32] = "F6";
	number_print_address(address, sizeof address, &party->number);
	paint_shorten(name, sizeof name,
	    *party->their_name ? party->their_name : "somebody",
	    RINGING_NAME_COLS);
	if (is_behind)
		snprintf(decline, sizeof decline, "/decline %d", party->line);
	snprintf(words, room,
	    "%s is calling from %s: F5 answers, %s declines. Too small a window:"
	    " 40x10 is the least.",
	    name, address, decline);
}

static void
paint_too_small(struct canvas *canvas, const struct scene *scene,
    const struct rectangle *in)
{
	struct brush brush = { canvas, *in };
	struct rectangle draft = *in;
	char words[PARTY_NAME_SIZE + NUMBER_PRINT_SIZE + 160];
	bool in_call = scene->party && scene->is_going_on;
	bool rings = in_call && scene->party->call.state == CALL_RINGS_HERE &&
	    !call_is_in_trouble(&scene->party->call);
	const struct party *waiting = behind_waiting(scene);
	snprintf(words, sizeof words,
	    "Too small a window: 40x10 is the least. %s goes on.",
	    in_call ? "The call" : "landline");
	if (rings || waiting)
		say_who_rings(words, sizeof words,
		    rings ? scene->party : waiting, !rings);
	/* What is typed is not typed blindly. */
	if (in->rows >= PROMPT_FROM_ROWS && in->cols >= PROMPT_FROM_COLS) {
		draft.row += --brush.in.rows;
		draft.rows = 1;
		prompt_paint(canvas, scene, &draft, 1);
	}
	paint_wrapped(&brush, 0, in->cols >= 3 ? 1 : 0, brush.in.rows,
	    rings ? STYLE_ALERT : STYLE_NOTE, words);
}

static void
paint_upper(struct view *view, struct canvas *canvas, const struct scene *scene,
    const struct rectangle *in)
{
	if (view->shows_help) {
		size_t last = help_last_top(scene, in);
		if (view->help_top > last)
			view->help_top = last;
		help_paint(canvas, scene, in, view->help_top);
	} else if (shows_talk(scene)) {
		talk_paint(view, canvas, scene, in);
	} else {
		waiting_paint(canvas, scene, in);
	}
}

static void
paint_lower(const struct view *view, struct canvas *canvas,
    const struct scene *scene, const struct rectangle *in)
{
	struct layout_lower lower;
	layout_lower(&lower, in, view->shows_wire, view->shows_ladder,
	    lines_wanted(view, scene));
	if (lower.lines.rows > 0)
		lines_pane_paint(view, canvas, scene, &lower.lines);
	if (lower.wire.rows > 0)
		wire_pane_paint(view, canvas, scene, &lower.wire);
	if (lower.ladder.rows > 0)
		ladder_pane_paint(canvas, scene, &lower.ladder);
	struct brush divider = { canvas, lower.divider };
	for (int row = 0; row < lower.divider.rows; row++)
		paint_string(&divider, row, 0, STYLE_RULE,
		    row == 0 ? "┬" : "│");
}

/* What the status row says of the rows below those that are shown. */
static void
say_below(char below[BELOW_SIZE], const struct view *view,
    const struct scene *scene, const struct rectangle *in)
{
	*below = '\0';
	if (view->shows_help) {
		if (view->help_top < help_last_top(scene, in))
			snprintf(below, BELOW_SIZE, "PgDn goes on");
		return;
	}
	if (!shows_talk(scene) || view->follows)
		return;
	unsigned long long unseen = talk_unseen(view, scene);
	snprintf(below, BELOW_SIZE, "more below");
	if (unseen > 0)
		snprintf(below, BELOW_SIZE, "%llu new below", unseen);
}

void
view_paint(struct view *view, struct canvas *canvas, const struct scene *scene,
    int rows, int cols)
{
	char below[BELOW_SIZE];
	canvas_blank(canvas, rows, cols);
	look_at_call(view, scene);
	struct layout layout =
	    layout_of(view, scene, canvas->rows, canvas->cols);
	if (layout.is_too_small) {
		paint_too_small(canvas, scene, &layout.all);
		return;
	}
	paint_upper(view, canvas, scene, &layout.upper);
	if (layout.lower.rows > 0)
		paint_lower(view, canvas, scene, &layout.lower);
	struct brush notice = { canvas, layout.notice };
	paint_wrapped(&notice, 0, 1, notice.in.rows,
	    scene->notice_is_alert ? STYLE_ALERT : STYLE_NOTE, scene->notice);
	behind_paint(canvas, scene, &layout.behind);
	say_below(below, view, scene, &layout.upper);
	status_paint(view, canvas, scene, &layout.status, below);
	prompt_paint(canvas, scene, &layout.draft,
	    layout_draft_most(canvas->rows));
}

static void
scroll_help(struct view *view, const struct scene *scene,
    const struct rectangle *in, int pages)
{
	size_t page = in->rows > 2 ? (size_t)in->rows - 1 : 1;
	size_t last = help_last_top(scene, in);
	for (; pages < 0; pages++)
		view->help_top -= view->help_top < page ? view->help_top : page;
	for (; pages > 0 && view->help_top < last; pages--)
		view->help_top += page;
	if (view->help_top > last)
		view->help_top = last;
}

void
view_scroll(struct view *view, const struct scene *scene, int rows, int cols,
    int pages)
{
	struct layout layout = layout_of(view, scene, rows, cols);
	look_at_call(view, scene);
	if (layout.is_too_small)
		return;
	if (view->shows_help)
		scroll_help(view, scene, &layout.upper, pages);
	else if (shows_talk(scene))
		talk_scroll(view, scene, &layout.upper, pages);
}

void
view_step_wire(struct view *view, const struct scene *scene, int by)
{
	look_at_call(view, scene);
	if (view->shows_wire)
		wire_pane_step(view, scene, by);
}

void
view_freeze_wire(struct view *view, const struct scene *scene)
{
	look_at_call(view, scene);
	if (view->shows_wire)
		wire_pane_freeze(view, scene);
}

void
view_turn_lines(struct view *view, const struct scene *scene, int rows,
    int cols)
{
	struct layout layout = layout_of(view, scene, rows, cols);
	struct layout_lower lower;
	size_t room;
	if (!view->shows_lines) {
		view->shows_lines = true;
		view->lines_top = 0;
		return;
	}
	layout_lower(&lower, &layout.lower, view->shows_wire,
	    view->shows_ladder, lines_wanted(view, scene));
	room = lines_pane_room(scene, &lower.lines);
	view->lines_top += room;
	view->shows_lines = room > 0 && view->lines_top < scene->line_count;
}

bool
view_turn_layout(struct view *view, int cols)
{
	if (cols < LAYOUT_COLUMNS_FROM)
		return false;
	view->layout = view->layout == VIEW_LAYOUT_CLASSIC ?
	    VIEW_LAYOUT_COLUMNS :
	    VIEW_LAYOUT_CLASSIC;
	return true;
}

int64_t
view_deadline(const struct scene *scene)
{
	return clock_earlier(status_deadline(scene), help_deadline(scene));
}
