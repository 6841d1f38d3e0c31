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
	PARTS_MOST = 9,
	PART_SIZE = PARTY_NAME_SIZE + NUMBER_PRINT_SIZE + 64,
	FRAME_COLS = 7,	 /* "─ " and " ─", and " ─ " between */
	NAME_LEAST = 8,	 /* columns of a name that is cut */
	PATH_LEAST = 12, /* of the path that is listened on */
	HOLDER_COLS = 16,
};

/* A piece of the row; `brief` stands for it where room is short. */
struct part {
	char text[PART_SIZE];
	char brief[PART_SIZE]; /* "": none */
	int least;	       /* columns to which it may be cut; 0: none */
	bool is_extra;	       /* nothing is cut for its sake */
};

/* What is to be said: on the left the most important first. */
struct saying {
	struct part left[PARTS_MOST];
	size_t left_count;
	const char *below; /* in front of the keys; "" when nothing is below */
	bool below_is_key; /* it takes a key's place, if it must */
	const char *keys[2], *brief_keys[2];
	const char *third; /* a key where there is room for it, or "" */
	bool is_alert;
};

static struct part *
say(struct saying *saying, const char *brief, const char *text)
{
	if (*text == '\0' || saying->left_count == PARTS_MOST)
		return NULL;
	struct part *part = &saying->left[saying->left_count++];
	snprintf(part->text, sizeof part->text, "%s", text);
	snprintf(part->brief, sizeof part->brief, "%s", brief ? brief : "");
	return part;
}

/* What may lose its end for the sake of what follows it. */
static void
say_cuttable(struct saying *saying, const char *text, int least)
{
	struct part *part = say(saying, NULL, text);
	if (part)
		part->least = least;
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

/* What the line does wrong on purpose. */
static void
say_misbehaviour(struct saying *saying, const struct scene *scene)
{
	char text[32];
	snprintf(text, sizeof text, "DRIP %zu", scene->drip);
	if (scene->drip > 0)
		say(saying, "DRIP", text);
	snprintf(text, sizeof text, "GLUE %zu", scene->glue);
	if (scene->glue > 0)
		say(saying, "GLUE", text);
	if (scene->nagle)
		say(saying, NULL, "NAGLE");
}

static void
say_hold(struct saying *saying, const struct party *party)
{
	char text[PART_SIZE], who[PARTY_NAME_SIZE], spare[NUMBER_PRINT_SIZE];
	if (party->i_hold && party->they_hold)
		say(saying, NULL, "you both hold");
	else if (party->i_hold)
		say(saying, NULL, "you hold");
	if (party->i_hold || !party->they_hold)
		return;
	paint_shorten(who, sizeof who, party_who(party, spare), HOLDER_COLS);
	snprintf(text, sizeof text, "%s holds", who);
	say(saying, "they hold", text);
}

static void
say_round_trip(struct saying *saying, int64_t ms)
{
	char text[32];
	snprintf(text, sizeof text, "%lld ms", (long long)ms);
	struct part *part = say(saying, NULL, text);
	if (part)
		part->is_extra = true;
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
	say_misbehaviour(saying, scene);
	if (party->call.is_bare)
		say(saying, NULL, party->rules->framing->name);
	if (party->i_hold || !party->they_hold)
		say_cuttable(saying, party->their_name, NAME_LEAST);
	say_where(saying, party);
	if (party->round_trip_ms >= 0)
		say_round_trip(saying, party->round_trip_ms);
	say_keys(saying, party->i_hold ? "F7 come back" : "F1 help",
	    "F6 hang up");
}

/* Who it is is said when it is known how much room there is. */
static void
say_ringing(struct saying *saying)
{
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
	say_cuttable(saying, party->their_name, NAME_LEAST);
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
	say_cuttable(saying, party->their_name, NAME_LEAST);
	say_where(saying, party);
	say_keys(saying, "F1 help", "F6 at once");
}

/* A call in a foreign framing, which one side has finished. */
static void
say_closing(struct saying *saying, const struct party *party)
{
	say(saying, NULL, "ENDING");
	say(saying, NULL,
	    party->call.state == CALL_CLOSING ? "they may go on" :
						"they have finished");
	say(saying, NULL, party->rules->framing->name);
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
		say_ringing(saying);
		break;
	case CALL_TALKING:
	case CALL_OPEN:
		say_talking(saying, scene);
		break;
	case CALL_CLOSING:
	case CALL_EMPTYING:
		say_closing(saying, party);
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
	bool has_port = on && on->kind != NUMBER_UNIX;
	if (has_port && (on->kind == NUMBER_HERE || scene->number_count > 0))
		snprintf(text, sizeof text, "port %u", on->port);
	else if (on)
		number_print_whole(text, sizeof text, on);
	say(saying, NULL, on ? "WAITING" : "NOT WAITING");
	say_cuttable(saying, text, on && !has_port ? PATH_LEAST : 0);
	say_misbehaviour(saying, scene);
	const struct party *before = scene->party;
	if (before && before->call.answered_at != 0)
		say_clock(saying, "call ended",
		    before->call.ended_at - before->call.answered_at);
	if (before && before->call.answered_at != 0)
		say_cuttable(saying, before->their_name, NAME_LEAST);
	say_keys(saying, "F1 help", "/dial NUMBER");
	saying->third = "^C leaves";
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
	if (*saying->third)
		cols += cols_of(saying->third) + SEPARATOR_COLS;
	return cols;
}

/* How many columns too many there are; 0 or less when all fits. */
static int
excess_of(const struct saying *saying, int cols)
{
	return left_cols(saying) + right_cols(saying) + FRAME_COLS - cols;
}

static bool
fits(const struct saying *saying, int cols)
{
	return excess_of(saying, cols) <= 0;
}

/* What can be taken from a part. */
static int
slack_of(const struct part *part)
{
	int cols = cols_of(part->text);
	return part->least > 0 && cols > part->least ? cols - part->least : 0;
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
		struct part *part = &saying->left[i];
		char cut[PART_SIZE];
		int taken = slack_of(part) < excess ? slack_of(part) : excess;
		if (taken == 0)
			continue;
		excess -= taken;
		paint_shorten(cut, sizeof cut, part->text,
		    cols_of(part->text) - taken);
		memcpy(part->text, cut, sizeof cut);
	}
	return true;
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

/*
 * "alice is calling from 192.168.1.7": the address that the kernel knows stays
 * as long as it can, the name that they claim is cut.
 */
static void
fit_ringing(struct saying *saying, const struct party *party, int cols)
{
	static const char *const hows[] = { " is calling from ", " from " };
	char address[NUMBER_PRINT_SIZE], name[PART_SIZE], text[PART_SIZE * 2];
	const char *who = *party->their_name ? party->their_name : "somebody";
	number_print_address(address, sizeof address, &party->number);
	saying->below = "";
	snprintf(text, sizeof text, "%s%s%s", who, hows[0], address);
	int wanted = cols_of(text) + FRAME_COLS;
	if (wanted + right_cols(saying) > cols)
		memcpy(saying->keys, saying->brief_keys, sizeof saying->keys);
	int room = cols - FRAME_COLS - right_cols(saying) - cols_of(address);
	size_t how = room < cols_of(hows[0]) + NAME_LEAST ? 1 : 0;
	paint_shorten(name, sizeof name, who, room - cols_of(hows[how]));
	snprintf(text, sizeof text, "%s%s%s", name, *name ? hows[how] : "",
	    address);
	if (room < 0) /* then it only stands above, beside the name */
		snprintf(text, sizeof text, "%s calls", who);
	say(saying, NULL, text);
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
	if (*saying->third) {
		end = paint_string(brush, 0, end, style, " · ");
		end = paint_string(brush, 0, end, style, saying->third);
	}
	paint_string(brush, 0, end, style, " ");
}

void
status_paint(const struct view *view, struct canvas *canvas,
    const struct scene *scene, const struct rectangle *in, const char *below)
{
	struct saying saying = { .below = below, .third = "" };
	if (scene->party && scene->is_going_on)
		say_going_on(&saying, scene);
	else
		say_waiting(&saying, scene);
	if (view->shows_help && !saying.is_alert) {
		saying.keys[0] = saying.brief_keys[0] = "F1 back";
		saying.below_is_key = true;
	}
	if (saying.is_alert)
		fit_ringing(&saying, scene->party, in->cols);
	else
		cut_to(&saying, in->cols);
	struct brush brush = { canvas, *in };
	paint_saying(&brush, &saying);
}

int64_t
status_deadline(const struct scene *scene)
{
	if (!scene->party || !scene->is_going_on ||
	    !call_is_talking(&scene->party->call))
		return CLOCK_NEVER;
	int64_t talked = scene->now - scene->party->call.answered_at;
	return clock_after(scene->now, 1000 - (talked > 0 ? talked % 1000 : 0));
}
