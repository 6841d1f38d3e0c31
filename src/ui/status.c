/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/status.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "call/party.h"
#include "text/cells.h"
#include "ui/paint.h"

enum {
	PARTS_MOST = 6,
	PART_SIZE = PARTY_NAME_SIZE + NUMBER_PRINT_SIZE + 64,
	FRAME_COLS = 7, /* "─ " and " ─", and " ─ " between */
};

/* A piece of the row; `brief` stands for it where room is short. */
struct part {
	char text[PART_SIZE];
	char brief[PART_SIZE]; /* "": none */
};

/* What is to be said: on the left the most important first. */
struct saying {
	struct part left[PARTS_MOST];
	size_t left_count;
	const char *below; /* in front of the keys; "" when nothing is below */
	const char *keys[2], *brief_keys[2];
	bool is_alert;
};

static void
say(struct saying *saying, const char *brief, const char *text)
{
	if (*text == '\0' || saying->left_count == PARTS_MOST)
		return;
	struct part *part = &saying->left[saying->left_count++];
	snprintf(part->text, sizeof part->text, "%s", text);
	snprintf(part->brief, sizeof part->brief, "%s", brief ? brief : "");
}

/* The keys as they are called where there is room, and where there is not. */
static void
say_keys(struct saying *saying, const char *first, const char *second)
{
	saying->keys[0] = saying->brief_keys[0] = first;
	saying->keys[1] = saying->brief_keys[1] = second;
}

static void
say_where(struct saying *saying, const struct party *party)
{
	char number[NUMBER_PRINT_SIZE];
	bool is_reached = party->reached.port != 0;
	say(saying, NULL,
	    number_print_address(number, sizeof number,
		is_reached ? &party->reached : &party->number));
}

/* "TALKING 00:03:12" */
static void
say_clock(struct saying *saying, const char *state, int64_t ms)
{
	char text[64];
	long long seconds = ms > 0 ? (long long)ms / 1000 : 0;
	snprintf(text, sizeof text, "%s %02lld:%02lld:%02lld", state,
	    seconds / 3600, seconds / 60 % 60, seconds % 60);
	say(saying, state, text);
}

static void
say_live(struct saying *saying, const struct scene *scene)
{
	if (scene->is_live && scene->party->they_are_live)
		say(saying, NULL, "LIVE");
	else if (scene->is_live)
		say(saying, "LIVE", "LIVE here");
	else if (scene->party->they_are_live)
		say(saying, "LIVE", "LIVE there");
}

static void
say_hold(struct saying *saying, const struct party *party)
{
	char text[PART_SIZE], spare[NUMBER_PRINT_SIZE];
	if (party->i_hold && party->they_hold)
		say(saying, NULL, "you both hold");
	else if (party->i_hold)
		say(saying, NULL, "you hold");
	if (party->i_hold || !party->they_hold)
		return;
	snprintf(text, sizeof text, "%s holds", party_who(party, spare));
	say(saying, "they hold", text);
}

static void
say_talking(struct saying *saying, const struct scene *scene)
{
	const struct party *party = scene->party;
	bool on_hold = party->i_hold || party->they_hold;
	say_clock(saying, on_hold ? "ON HOLD" : "TALKING",
	    scene->now - party->call.answered_at);
	say_hold(saying, party);
	say_live(saying, scene);
	if (party->i_hold || !party->they_hold)
		say(saying, NULL, party->their_name);
	say_where(saying, party);
	if (party->round_trip_ms >= 0) {
		char text[32];
		snprintf(text, sizeof text, "%lld ms",
		    (long long)party->round_trip_ms);
		say(saying, NULL, text);
	}
	say_keys(saying, party->i_hold ? "F7 come back" : "F1 help",
	    "F6 hang up");
}

static void
say_ringing(struct saying *saying, const struct party *party)
{
	char brief[PART_SIZE], text[PART_SIZE * 2], address[NUMBER_PRINT_SIZE];
	const char *who = party->their_name;
	snprintf(brief, sizeof brief, "%s is calling", *who ? who : "somebody");
	number_print_address(address, sizeof address, &party->number);
	snprintf(text, sizeof text, "%s from %s", brief, address);
	say(saying, brief, text);
	saying->keys[0] = "F5 or /answer";
	saying->keys[1] = "F6 or /decline";
	saying->brief_keys[0] = "F5 answer";
	saying->brief_keys[1] = "F6 decline";
	saying->is_alert = true;
}

static void
say_dialling(struct saying *saying, const struct party *party,
    const char *state, const char *how)
{
	char number[NUMBER_PRINT_SIZE];
	say(saying, NULL, state);
	say(saying, NULL, how);
	say(saying, NULL, party->their_name);
	say(saying, NULL, number_print(number, sizeof number, &party->number));
	say_keys(saying, "F1 help", "F6 stop");
}

static void
say_leaving(struct saying *saying, const struct party *party)
{
	char text[64];
	size_t waiting = party_waiting(party);
	say(saying, NULL, "HANGING UP");
	if (party->call.state == CALL_LEAVING)
		say(saying, NULL, "waiting for their goodbye");
	if (waiting > 0) {
		snprintf(text, sizeof text, "%zu message%s under way", waiting,
		    waiting == 1 ? "" : "s");
		say(saying, NULL, text);
	}
	say(saying, NULL, party->their_name);
	say_where(saying, party);
	say_keys(saying, "F1 help", "F6 at once");
}

static void
say_going_on(struct saying *saying, const struct scene *scene)
{
	const struct party *party = scene->party;
	switch (party->call.state) {
	case CALL_DIALLING:
		say_dialling(saying, party, "DIALLING", "");
		break;
	case CALL_ANNOUNCED:
		say_dialling(saying, party, "CALLING", "connected");
		break;
	case CALL_RINGS_THERE:
		say_dialling(saying, party, "CALLING", "it rings there");
		break;
	case CALL_HELD_BACK:
		say_dialling(saying, party, "CALLING", "they are calling too");
		break;
	case CALL_EXPECTING:
		say_dialling(saying, party, "CONNECTED", "not rung yet");
		break;
	case CALL_RINGS_HERE:
		say_ringing(saying, party);
		break;
	case CALL_TALKING:
		say_talking(saying, scene);
		break;
	case CALL_LEAVING:
	case CALL_PARTING:
	case CALL_DONE:
	case CALL_DRAINING:
	case CALL_OVER:
		say_leaving(saying, party);
		break;
	}
}

static void
say_waiting(struct saying *saying, const struct scene *scene)
{
	char text[PART_SIZE] = "nobody can call you";
	const struct number *on = scene->listens_on;
	if (on && (on->kind == NUMBER_HERE || scene->number_count > 0))
		snprintf(text, sizeof text, "port %u", on->port);
	else if (on)
		number_print_whole(text, sizeof text, on);
	say(saying, NULL, on ? "WAITING" : "NOT WAITING");
	say(saying, NULL, text);
	const struct party *before = scene->party;
	if (before && before->call.answered_at != 0)
		say_clock(saying, "call ended",
		    before->call.ended_at - before->call.answered_at);
	if (before && before->call.answered_at != 0)
		say(saying, NULL, before->their_name);
	say_keys(saying, "F1 help", "/dial NUMBER");
}

static int
cols_of(const char *string)
{
	return cells_cols(string, strlen(string));
}

enum { SEPARATOR_COLS = 3 }; /* " · " */

static int
left_cols(const struct saying *saying)
{
	int cols = 0;
	for (size_t i = 0; i < saying->left_count; i++)
		cols += cols_of(saying->left[i].text) +
		    (i > 0 ? SEPARATOR_COLS : 0);
	return cols;
}

static int
right_cols(const struct saying *saying)
{
	int cols = cols_of(saying->keys[0]) + SEPARATOR_COLS +
	    cols_of(saying->keys[1]);
	if (*saying->below)
		cols += cols_of(saying->below) + SEPARATOR_COLS;
	return cols;
}

static bool
fits(const struct saying *saying, int cols)
{
	return left_cols(saying) + right_cols(saying) + FRAME_COLS <= cols;
}

static void
shorten(struct part *part)
{
	if (*part->brief)
		snprintf(part->text, sizeof part->text, "%s", part->brief);
}

/*
 * Leaves out what matters least until the rest fits: from the right, the
 * first part and the keys last.
 */
static void
cut_to(struct saying *saying, int cols)
{
	while (saying->left_count > 2 && !fits(saying, cols))
		saying->left_count--;
	if (!fits(saying, cols) && saying->left_count > 1)
		shorten(&saying->left[1]);
	if (!fits(saying, cols) && saying->left_count > 1)
		saying->left_count--;
	if (!fits(saying, cols))
		shorten(&saying->left[0]);
	if (!fits(saying, cols))
		memcpy(saying->keys, saying->brief_keys, sizeof saying->keys);
	if (!fits(saying, cols))
		saying->below = "";
}

static void
paint_saying(const struct brush *brush, const struct saying *saying)
{
	enum canvas_style style = saying->is_alert ? STYLE_ALERT : STYLE_STATUS;
	int cols = brush->in.cols;
	int right = cols - 2 - right_cols(saying);
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
	paint_string(brush, 0, end, style, " ");
}

void
status_paint(const struct view *view, struct canvas *canvas,
    const struct scene *scene, const struct rectangle *in, const char *below)
{
	struct saying saying = { .below = below };
	if (scene->party && scene->is_going_on)
		say_going_on(&saying, scene);
	else
		say_waiting(&saying, scene);
	if (view->shows_help && !saying.is_alert)
		saying.keys[0] = saying.brief_keys[0] = "F1 back";
	cut_to(&saying, in->cols);
	struct brush brush = { canvas, *in };
	paint_saying(&brush, &saying);
}

int64_t
status_deadline(const struct scene *scene)
{
	if (!scene->party || !scene->is_going_on ||
	    scene->party->call.state != CALL_TALKING)
		return CLOCK_NEVER;
	int64_t talked = scene->now - scene->party->call.answered_at;
	return clock_after(scene->now, 1000 - (talked > 0 ? talked % 1000 : 0));
}
