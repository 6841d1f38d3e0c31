/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "app/commands.h"
#include "app/phone.h"
#include "app/screen_front.h"
#include "ui/keys.h"
#include "ui/view.h"

/* What could not be done is said, and the draft stays. */
static void
tell(struct screen_front *front, bool done, const struct fault *fault)
{
	if (!done)
		screen_front_notice(front, true, fault->words);
}

static void
put(struct screen_front *front, const char *text, size_t size)
{
	if (!draft_put(front->draft, text, size))
		screen_front_notice(front, true,
		    "the draft is full: 16 MiB is the most it holds");
}

/*
 * Enter on a line that begins with one slash. Refused or not, it makes room
 * for the next one; Up brings it back.
 */
static void
run_command(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	struct fault fault;
	bool done = commands_run(phone, draft_text(front->draft), &fault);
	tell(front, done, &fault);
	draft_sent(front->draft);
}

/* Words for nobody must not be in the way of the /dial that they need. */
static void
put_aside(struct screen_front *front)
{
	draft_sent(front->draft);
	screen_front_notice(front, true,
	    "nobody is on the line: Up brings back what you typed;"
	    " /dial NUMBER calls somebody");
}

static void
tell_split(struct phone *phone)
{
	char words[96];
	snprintf(words, sizeof words,
	    "longer than %zu bytes: it goes as several messages",
	    party_message_most(&phone->board.rules));
	screen_front_notice(phone->screen, false, words);
}

static void
send_text(struct phone *phone, const char *text, size_t size)
{
	struct screen_front *front = phone->screen;
	const struct party *party = switchboard_current(&phone->board);
	if (party == NULL) {
		put_aside(front);
		return;
	}
	if (!call_is_talking(&party->call)) {
		screen_front_notice(front, true,
		    "nobody is talking with you yet; what you typed stays"
		    " here");
		return;
	}
	if (party->serial != front->painted_serial) {
		screen_front_notice(front, true,
		    "somebody else is on the line now; what you typed stays"
		    " here");
		return;
	}
	struct desk_paper *paper = desk_make(&front->desk, party->serial);
	if (!outgoing_is_empty(&paper->outgoing)) {
		screen_front_notice(front, true,
		    "what you sent before is still under way; this stays"
		    " here");
		return;
	}
	outgoing_set(&paper->outgoing, text, size);
	draft_sent(front->draft);
	view_follow(&front->view);
	if (size > party_message_most(&phone->board.rules))
		tell_split(phone);
	/* More messages may have been typed since the last turn. */
	screen_desk_say(phone);
}

static void
press_enter(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	const char *text = draft_text(front->draft);
	size_t size = draft_size(front->draft);
	if (size == 0)
		front->view.shows_help = false;
	else if (commands_is_nothing(text, size))
		draft_set(front->draft, "", 0);
	else if (commands_is_command(text, size))
		run_command(phone);
	else if (size > 1 && text[0] == '/' && text[1] == '/')
		send_text(phone, text + 1, size - 1);
	else
		send_text(phone, text, size);
}

/* Where there can be another line, Tab goes there; a draft has other tabs. */
static bool
is_for_lines(const struct phone *phone)
{
	const struct switchboard *board = &phone->board;
	return draft_size(phone->screen->draft) == 0 && board->line_count > 1 &&
	    board->rules.service == NULL;
}

/* The fault names those that it could be. */
static bool
is_one_command(const char *text, struct fault *fault)
{
	const char *argument;
	size_t size;
	return commands_find(text, &argument, &size, fault) != NULL;
}

static void
complete(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	struct fault fault;
	char longer[256];
	const char *text = draft_text(front->draft);
	if (is_for_lines(phone))
		tell(front, phone_change(phone, NULL, &fault), &fault);
	else if (commands_complete(longer, sizeof longer, text))
		draft_set(front->draft, longer, strlen(longer));
	else if (!commands_is_command(text, draft_size(front->draft)))
		put(front, "\t", 1);
	else if (strpbrk(text, " \t") == NULL)
		tell(front, is_one_command(text, &fault), &fault);
}

static void
tell_others(struct screen_front *front)
{
	screen_front_notice(front, true,
	    "others are on the line still: Tab goes there, /quit hangs up on"
	    " all of them and leaves");
}

/* ^C: clears a draft, else hangs up, else leaves. */
static void
interrupt(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	struct fault ignored;
	if (draft_do(front->draft, DRAFT_KILL_ALL))
		return;
	if (phone_hang_up(phone, NULL, &ignored))
		return;
	/* Who is held must not be hung up on by a key that was meant for another. */
	if (switchboard_lines_taken(&phone->board) > 0)
		tell_others(front);
	else
		phone_quit(phone);
}

static void
delete_or_leave(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	if (draft_size(front->draft) > 0)
		draft_do(front->draft, DRAFT_DELETE);
	else if (switchboard_current(&phone->board) != NULL)
		screen_front_notice(front, false, "F6 hangs up");
	else if (switchboard_lines_taken(&phone->board) > 0)
		tell_others(front);
	else
		phone_quit(phone);
}

/* To another part of what is looked at. */
static void
move(struct phone *phone, enum deed deed)
{
	struct screen_front *front = phone->screen;
	struct scene scene;
	screen_front_scene(phone, &scene);
	if (deed == DEED_WIRE_FREEZE)
		view_freeze_wire(&front->view, &scene);
	else if (deed == DEED_WIRE_OLDER || deed == DEED_WIRE_NEWER)
		view_step_wire(&front->view, &scene,
		    deed == DEED_WIRE_OLDER ? -1 : 1);
	else
		view_scroll(&front->view, &scene, screen_rows(front->screen),
		    screen_cols(front->screen),
		    deed == DEED_PAGE_BACK ? -1 : 1);
}

/* What shows something, and has nothing to refuse. */
static bool (*const looks[DEED_EDIT])(struct phone *phone,
    struct fault *fault) = {
	[DEED_HELP] = phone_show_help,
	[DEED_HEADERS] = phone_show_headers,
	[DEED_WIRE] = phone_show_wire,
	[DEED_LADDER] = phone_show_ladder,
	[DEED_LINES] = phone_show_lines,
	[DEED_LAYOUT] = phone_show_layout,
	[DEED_REPAINT] = phone_repaint,
};

/* The deeds that are neither editing nor text. */
static void
do_deed(struct phone *phone, enum deed deed)
{
	struct screen_front *front = phone->screen;
	struct fault fault;
	switch (deed) {
	case DEED_NOTHING:
	case DEED_EDIT:
		break;
	case DEED_SEND:
		press_enter(phone);
		break;
	case DEED_NEWLINE:
		put(front, "\n", 1);
		break;
	case DEED_COMPLETE:
		complete(phone);
		break;
	case DEED_HELP:
	case DEED_HEADERS:
	case DEED_WIRE:
	case DEED_LADDER:
	case DEED_LINES:
	case DEED_LAYOUT:
	case DEED_REPAINT:
		looks[deed](phone, &fault);
		break;
	case DEED_WIRE_OLDER:
	case DEED_WIRE_NEWER:
	case DEED_WIRE_FREEZE:
	case DEED_PAGE_BACK:
	case DEED_PAGE_ON:
		move(phone, deed);
		break;
	case DEED_NEXT_LINE:
		tell(front, phone_change(phone, NULL, &fault), &fault);
		break;
	case DEED_ANSWER:
		tell(front, phone_answer(phone, NULL, &fault), &fault);
		break;
	case DEED_HANG_UP:
		tell(front, phone_hang_up(phone, NULL, &fault), &fault);
		break;
	case DEED_HOLD:
		tell(front, phone_hold(phone, &fault), &fault);
		break;
	case DEED_INTERRUPT:
		interrupt(phone);
		break;
	case DEED_DELETE_OR_LEAVE:
		delete_or_leave(phone);
		break;
	case DEED_SUSPEND:
		phone->front->look(phone, LOOK_SUSPEND, &fault);
		break;
	}
}

static uint64_t
serial_in_front(const struct phone *phone)
{
	const struct party *party = switchboard_current(&phone->board);
	return party != NULL ? party->serial : 0;
}

static void
take_key(struct phone *phone, const struct key *key)
{
	struct screen_front *front = phone->screen;
	uint64_t before = serial_in_front(phone);
	int deed = keys_deed(key);
	front->is_stale = true;
	*front->notice = '\0';
	if (key->name == KEY_TEXT || key->name == KEY_PASTE)
		put(front, key->text, key->size);
	else if (deed >= DEED_EDIT)
		draft_do(front->draft, (enum draft_deed)(deed - DEED_EDIT));
	else
		do_deed(phone, (enum deed)deed);
	/* Who changed lines knows where the next word goes. */
	if (serial_in_front(phone) != before)
		front->painted_serial = serial_in_front(phone);
	screen_desk_turn(phone);
}

bool
screen_keys_take(struct phone *phone)
{
	struct screen_front *front = phone->screen;
	struct key key;
	if (!screen_read(front->screen))
		return false;
	while (screen_key(front->screen, &key))
		take_key(phone, &key);
	if (draft_version(front->draft) != front->draft_version)
		screen_desk_tell(phone);
	front->draft_version = draft_version(front->draft);
	return true;
}
