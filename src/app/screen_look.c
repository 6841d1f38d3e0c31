/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "app/phone.h"
#include "app/screen_front.h"
#include "base/clock.h"
#include "ui/view.h"

static void
repaint(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	screen_resize(front->screen);
	screen_forget(front->screen);
	phone->wall_offset =
	    clock_same_wall(phone->wall_offset, clock_wall_offset());
	phone_refresh_numbers(phone);
}

static void
cycle_layout(struct screen_front *front)
{
	if (!view_turn_layout(&front->view, screen_cols(front->screen)))
		screen_front_notice(front, false,
		    "two columns need a window of 80 columns");
}

static void
turn_lines(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	struct scene scene;
	screen_front_scene(phone, &scene);
	view_turn_lines(&front->view, &scene, screen_rows(front->screen),
	    screen_cols(front->screen));
}

bool
screen_look(struct phone *phone, int what, struct fault *fault)
{
	struct screen_front *front = phone->screen;
	struct view *view = &front->view;
	(void)fault;
	switch ((enum look)what) {
	case LOOK_HELP:
		view->shows_help = !view->shows_help;
		view->help_top = 0;
		phone_refresh_numbers(phone);
		break;
	case LOOK_HEADERS:
		view->headers = view->headers == VIEW_HEADERS_FIELDS ?
		    VIEW_HEADERS_NONE :
		    view->headers + 1;
		break;
	case LOOK_WIRE:
		view->shows_wire = !view->shows_wire;
		break;
	case LOOK_LADDER:
		view->shows_ladder = !view->shows_ladder;
		break;
	case LOOK_LINES:
		turn_lines(phone);
		break;
	case LOOK_LAYOUT:
		cycle_layout(front);
		break;
	case LOOK_TIMES:
		view->shows_times = !view->shows_times;
		break;
	case LOOK_REPAINT:
		repaint(phone);
		break;
	case LOOK_SUSPEND:
		screen_suspend(front->screen);
		loop_forget_signal(&phone->loop, LOOP_SIGNAL_CONT);
		repaint(phone);
		break;
	case LOOK_RETAKE:
		screen_retake(front->screen);
		repaint(phone);
		break;
	}
	front->is_stale = true;
	return true;
}
