/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "app/screen_front.h"

#include <assert.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "app/commands.h"
#include "app/phone.h"
#include "base/clock.h"
#include "base/memory.h"
#include "text/clean.h"
#include "ui/view.h"

enum {
	PAINT_TWICE_MS = 20,	 /* in a flood; a key is shown at once */
	NUMBERS_EVERY_MS = 1000, /* while waiting, if it is painted at all */
};

static void
list_commands(struct screen_front *front)
{
	assert(command_row_count <= SCREEN_FRONT_COMMANDS);
	for (size_t i = 0; i < command_row_count; i++) {
		commands_label(front->commands[i].label, &command_rows[i]);
		front->commands[i].does = command_rows[i].does;
	}
}

static bool
open_screen(struct phone *phone, struct fault *fault)
{
	struct screen_front *front = memory_new(1, sizeof *front);
	phone->screen = front;
	canvas_init(&front->canvas);
	view_init(&front->view);
	list_commands(front);
	front->view.shows_wire = phone->options->wire;
	front->view.shows_ladder = phone->options->ladder;
	/* Where nobody talks they are what there is to be seen. */
	front->view.shows_lines = phone->options->service != NULL;
	front->lines =
	    memory_new(phone_lines_most(phone), sizeof *front->lines);
	front->draft = draft_new();
	front->is_stale = true;
	/* Before curses starts: SIGTSTP would be its own, and be ignored, and
	 * so lost, whenever it draws. */
	loop_catch_terminal(&phone->loop);
	front->screen = screen_new(fault);
	return front->screen != NULL;
}

static void
close_screen(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	if (front == NULL)
		return;
	if (front->screen != NULL)
		screen_free(front->screen);
	canvas_clear(&front->canvas);
	draft_free(front->draft);
	desk_clear(&front->desk);
	free(front->lines);
	free(front);
	phone->screen = NULL;
}

void
screen_front_notice(struct screen_front *front, bool is_alert,
    const char *words)
{
	/* What is said every turn is painted once. */
	if (strcmp(front->notice, words) == 0)
		return;
	snprintf(front->notice, sizeof front->notice, "%s", words);
	front->notice_is_alert = is_alert;
	front->is_stale = true;
}

static void
watch_screen(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	front->watch = LOOP_NOTHING;
	front->outlet = LOOP_NOTHING;
	/* A terminal that is gone would be ready for ever. */
	if (front->is_gone)
		return;
	front->watch = loop_watch(&phone->loop,
	    screen_descriptor(front->screen), true, false);
	front->outlet = loop_watch(&phone->loop, screen_output(front->screen),
	    false, !screen_is_shown(front->screen));
}

static bool
never_deaf(const struct phone *phone)
{
	(void)phone;
	return false;
}

static bool
is_all_shown(const struct phone *phone)
{
	return phone->screen->is_gone || screen_is_shown(phone->screen->screen);
}

static void
take_input(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	/* The call in front may be another one since the last key. */
	screen_desk_turn(phone);
	if (loop_is_readable(&phone->loop, front->watch))
		front->is_gone = !screen_keys_take(phone);
	if (front->is_gone && phone->signal == 0) {
		/* What a hang-up signal would do. */
		phone->signal = SIGHUP;
		phone_leave(phone, 128 + SIGHUP, phone->timers.gone_ms);
	}
	screen_desk_turn(phone);
	screen_desk_say(phone);
}

/* ---- showing ---- */

/* Those of a service, too. */
static int
lines_in_use(const struct switchboard *board)
{
	return board->rules.service != NULL ? switchboard_served(board) :
					      switchboard_lines_taken(board);
}

void
screen_front_scene(const struct phone *phone, struct scene *scene)
{
	const struct screen_front *front = phone->screen;
	const struct switchboard *board = &phone->board;
	*scene = (struct scene){
		.now = phone->now,
		.wall_offset = phone->wall_offset,
		.party = switchboard_shown(board),
		.is_going_on = switchboard_current(board) != NULL,
		.wire = switchboard_wire(board),
		.lines = front->lines,
		.line_count = phone_list_lines(phone, front->lines),
		.lines_taken = lines_in_use(board),
		.lines_most = board->line_count,
		.missed = board->missed,
		.missed_count = board->missed_count,
		.news = &board->news,
		.told = &board->relay.told,
		.numbers = phone->numbers,
		.number_count = phone->number_count,
		.ladder = &phone->ladder,
		.listens_on = lines_number(&phone->lines),
		.is_udp = phone->options->udp,
		.framing = board->rules.framing->has_calls ?
		    NULL :
		    board->rules.framing->name,
		.service = board->rules.service != NULL ?
		    board->rules.service->name :
		    NULL,
		.waiting_since = phone->waiting_since,
		.my_name = board->rules.name,
		.is_live = phone->is_live,
		.drip = phone->lines.drip_size,
		.glue = board->rules.glue,
		.nagle = phone->lines.nagle,
		.draft = draft_text(front->draft),
		.draft_size = draft_size(front->draft),
		.draft_cursor = draft_cursor(front->draft),
		.draft_is_command =
		    commands_is_command(draft_text(front->draft),
			draft_size(front->draft)),
		.notice = front->notice,
		.notice_is_alert = front->notice_is_alert,
		.commands = front->commands,
		.command_count = command_row_count,
	};
}

/* A call that was missed can be made now. */
static void
offer_to_dial(struct screen_front *front, const struct number *number)
{
	char print[NUMBER_PRINT_SIZE];
	size_t said = strlen(front->notice);
	number_print(print, sizeof print, number);
	snprintf(front->notice + said, sizeof front->notice - said,
	    "; /dial %s calls back", print);
}

/* What the phone has to tell since last time. */
static void
take_news(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	const struct transcript *news = &phone->board.news;
	if (front->news_seen == news->end)
		return;
	front->news_seen = news->end;
	const struct transcript_entry *newest =
	    transcript_at(news, news->end - 1);
	screen_front_notice(front, false, newest->text);
	const struct missed_call *missed = phone->board.missed;
	if (phone->board.missed_count > 0 && missed->at_ms == newest->at_ms &&
	    missed->can_call_back)
		offer_to_dial(front, &missed->number);
}

/* Before a call it has a place of its own; else the conversation has it. */
static void
take_told(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	const struct transcript *told = &phone->board.relay.told;
	struct party *party = switchboard_shown(&phone->board);
	if (front->told_seen == told->end)
		return;
	if (front->told_seen < told->first)
		front->told_seen = told->first;
	while (front->told_seen < told->end) {
		char spare[RELAY_LINE_SIZE];
		const char *line =
		    relay_line_of(transcript_at(told, front->told_seen++),
			spare);
		if (party != NULL)
			party_note(party, phone->now, "%s", line);
	}
	front->is_stale = true;
}

/* Whether anything that is shown of the call has changed. */
static bool
has_changed(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	const struct party *party = switchboard_shown(&phone->board);
	uint64_t serial = party != NULL ? party->serial : 0;
	unsigned long version = party != NULL ? party->version : 0;
	unsigned long transcript =
	    party != NULL ? party->transcript.version : 0;
	const struct tape *wire = switchboard_wire(&phone->board);
	uint32_t tape =
	    wire != NULL && front->view.shows_wire ? tape_newest(wire) : 0;
	uint64_t ladder = front->view.shows_ladder ? phone->ladder.version : 0;
	bool changed = serial != front->seen_serial ||
	    version != front->seen_version ||
	    transcript != front->seen_transcript || tape != front->seen_tape ||
	    ladder != front->seen_ladder || screen_lines_changed(phone);
	front->seen_serial = serial;
	front->seen_version = version;
	front->seen_transcript = transcript;
	front->seen_tape = tape;
	front->seen_ladder = ladder;
	return changed;
}

/* The window says who is there, for it may be behind others. */
static void
set_title(struct phone *phone)
{
	const struct switchboard *board = &phone->board;
	const struct party *party = switchboard_current(board);
	int waiting = switchboard_waiting(board);
	char spare[NUMBER_PRINT_SIZE];
	char title[PARTY_NAME_SIZE + NUMBER_PRINT_SIZE] = "";
	if (waiting != SWITCHBOARD_NOBODY)
		party = board->parties[waiting];
	if (party != NULL && call_is_in_trouble(&party->call))
		snprintf(title, sizeof title, "line trouble · %s",
		    party_who(party, spare));
	else if (party != NULL && party->call.state == CALL_RINGS_HERE)
		snprintf(title, sizeof title, "%s is calling",
		    party_who(party, spare));
	else if (party != NULL)
		snprintf(title, sizeof title, "landline · %s",
		    party_who(party, spare));
	screen_title(phone->screen->screen, title);
}

static void
paint(struct phone *phone, const struct scene *scene)
{
	struct screen_front *front = phone->screen;
	set_title(phone);
	front->painted_serial = scene->party != NULL ? scene->party->serial : 0;
	view_paint(&front->view, &front->canvas, scene,
	    screen_rows(front->screen), screen_cols(front->screen));
	screen_show(front->screen, &front->canvas);
	front->painted_before = front->painted_at;
	front->painted_at = phone->now;
	front->is_stale = false;
}

/* An interface may have come up since; it costs little to look. */
static void
renew_numbers(struct phone *phone)
{
	if (switchboard_current(&phone->board) == NULL &&
	    phone->now >= phone->numbers_at + NUMBERS_EVERY_MS)
		phone_refresh_numbers(phone);
}

static void
show_screen(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	struct scene scene;
	take_news(phone);
	take_told(phone);
	screen_bell_ring(phone);
	if (has_changed(phone))
		front->is_stale = true;
	/* What the terminal does not take yet has to wait, and nobody else. */
	if (loop_is_writable(&phone->loop, front->outlet))
		screen_go_on(front->screen);
	if (front->is_gone || !screen_is_shown(front->screen))
		return;
	/* The status row's clock moves on by itself. */
	if (front->tick_at <= phone->now)
		front->is_stale = true;
	if (front->is_stale)
		renew_numbers(phone);
	screen_front_scene(phone, &scene);
	front->tick_at = view_deadline(&scene);
	if (front->is_stale &&
	    (phone->now >= front->painted_before + PAINT_TWICE_MS ||
		loop_is_readable(&phone->loop, front->watch)))
		paint(phone, &scene);
}

static int64_t
screen_deadline(const struct phone *phone)
{
	const struct screen_front *front = phone->screen;
	int64_t due = front->tick_at;
	if (front->is_gone || !screen_is_shown(front->screen))
		return CLOCK_NEVER;
	if (front->is_stale)
		due =
		    clock_earlier(due, front->painted_before + PAINT_TWICE_MS);
	if (screen_desk_can_say(phone))
		due = phone->now;
	if (front->bells_left > 0)
		due = clock_earlier(due, front->bell_at);
	return due;
}

const struct front front_screen = {
	.open = open_screen,
	.watch = watch_screen,
	.take = take_input,
	.show = show_screen,
	.deadline = screen_deadline,
	.close = close_screen,
	.is_deaf = never_deaf,
	.is_idle = is_all_shown,
	.look = screen_look,
};
