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
#include "ui/behind.h"
#include "ui/paint.h"
#include "ui/saying.h"

enum {
	NAME_LEAST = 8,	 /* columns of a name that is cut */
	PATH_LEAST = 12, /* of the path that is listened on */
	HOLDER_COLS = 16,
};

static void
say_where(struct saying *saying, const struct party *party)
{
	char number[NUMBER_PRINT_SIZE];
	bool is_reached = party->reached.port != 0;
	saying_add(saying, NULL,
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
	saying_add(saying, state, text);
}

static void
say_live(struct saying *saying, const struct scene *scene)
{
	if (scene->is_live && scene->party->they_are_live)
		saying_add(saying, NULL, "LIVE");
	else if (scene->is_live)
		saying_add(saying, "LIVE", "LIVE here");
	else if (scene->party->they_are_live)
		saying_add(saying, "LIVE", "LIVE there");
}

/* What the line does wrong on purpose. */
static void
say_misbehaviour(struct saying *saying, const struct scene *scene)
{
	char text[32];
	if (scene->drip > 0) {
		snprintf(text, sizeof text, "DRIP %zu", scene->drip);
		saying_add(saying, "DRIP", text);
	}
	if (scene->glue > 0) {
		snprintf(text, sizeof text, "GLUE %zu", scene->glue);
		saying_add(saying, "GLUE", text);
	}
	if (scene->nagle)
		saying_add(saying, NULL, "NAGLE");
}

static void
say_hold(struct saying *saying, const struct party *party)
{
	char text[SAYING_PART_SIZE], who[PARTY_NAME_SIZE],
	    spare[NUMBER_PRINT_SIZE];
	if (party->i_hold && party->they_hold)
		saying_add(saying, NULL, "you both hold");
	else if (party->i_hold)
		saying_add(saying, NULL, "you hold");
	if (party->i_hold || !party->they_hold)
		return;
	paint_shorten(who, sizeof who, party_who(party, spare), HOLDER_COLS);
	snprintf(text, sizeof text, "%s holds", who);
	saying_add(saying, "they hold", text);
}

static void
say_round_trip(struct saying *saying, int64_t ms)
{
	char text[32];
	snprintf(text, sizeof text, "%lld ms", (long long)ms);
	struct saying_part *part = saying_add(saying, NULL, text);
	if (part)
		part->is_extra = true;
}

static void
say_talking(struct saying *saying, const struct scene *scene)
{
	const struct party *party = scene->party;
	bool on_hold = party->i_hold || party->they_hold;
	char others[BEHIND_WORDS_SIZE];
	say_clock(saying, on_hold ? "ON HOLD" : "TALKING",
	    scene->now - party->call.answered_at);
	say_hold(saying, party);
	saying_add(saying, NULL, behind_status(others, scene));
	say_live(saying, scene);
	say_misbehaviour(saying, scene);
	if (party->call.is_bare)
		saying_add(saying, NULL, party->rules->framing->name);
	if (scene->is_udp)
		saying_add(saying, NULL, "UDP");
	if (party->i_hold || !party->they_hold)
		saying_add_cuttable(saying, party->their_name, NAME_LEAST);
	say_where(saying, party);
	if (party->round_trip_ms >= 0)
		say_round_trip(saying, party->round_trip_ms);
	saying_keys(saying, party->i_hold ? "F7 come back" : "F1 help",
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
	saying_add(saying, NULL, state);
	saying_add(saying, NULL, how);
	saying_add_cuttable(saying, party->their_name, NAME_LEAST);
	saying_add(saying, NULL,
	    number_print(number, sizeof number, &party->number));
	saying_keys(saying, "F1 help", "F6 stop");
}

static void
say_leaving(struct saying *saying, const struct party *party)
{
	char text[64];
	size_t waiting = party_waiting(party);
	saying_add(saying, NULL, "HANGING UP");
	if (party->call.state == CALL_LEAVING)
		saying_add(saying, NULL, "waiting for their goodbye");
	if (waiting > 0) {
		snprintf(text, sizeof text, "%zu message%s under way", waiting,
		    waiting == 1 ? "" : "s");
		saying_add(saying, NULL, text);
	}
	saying_add_cuttable(saying, party->their_name, NAME_LEAST);
	say_where(saying, party);
	saying_keys(saying, "F1 help", "F6 at once");
}

/* A call in a foreign framing, which one side has finished. */
static void
say_closing(struct saying *saying, const struct party *party)
{
	saying_add(saying, NULL, "ENDING");
	saying_add(saying, NULL,
	    party->call.state == CALL_CLOSING ? "they may go on" :
						"they have finished");
	saying_add(saying, NULL, party->rules->framing->name);
	say_where(saying, party);
	saying_keys(saying, "F1 help", "F6 at once");
}

/* "line trouble · 7 s · redialling · gives up in 113 s" */
static void
say_trouble(struct saying *saying, const struct scene *scene)
{
	char text[64], others[BEHIND_WORDS_SIZE];
	const struct party *party = scene->party;
	const struct call *call = &party->call;
	bool is_ringing = call->state == CALL_RINGS_HERE;
	size_t waiting = party_waiting(party);
	long long lasts = (scene->now - call->troubled_at) / 1000;
	long long left = (call->trouble_until - scene->now + 999) / 1000;
	snprintf(text, sizeof text, "line trouble · %lld s", lasts);
	saying_add(saying, "line trouble", text);
	saying_add(saying, NULL,
	    call->side == CALL_CALLER ? "redialling" : "they redial");
	snprintf(text, sizeof text, "gives up in %lld s", left);
	saying_add(saying, NULL, text);
	snprintf(text, sizeof text, "%zu message%s wait%s", waiting,
	    waiting == 1 ? "" : "s", waiting == 1 ? "s" : "");
	saying_add(saying, NULL, waiting > 0 ? text : "");
	saying_add(saying, NULL, behind_status(others, scene));
	saying_add_cuttable(saying, party->their_name, NAME_LEAST);
	say_where(saying, party);
	saying_keys(saying, is_ringing ? "F5 answer" : "F1 help",
	    is_ringing ? "F6 decline" : "F6 give up");
}

static void
say_going_on(struct saying *saying, const struct scene *scene)
{
	const struct party *party = scene->party;
	if (call_is_in_trouble(&party->call)) {
		say_trouble(saying, scene);
		return;
	}
	switch (party->call.state) {
	case CALL_DIALLING:
		say_dialling(saying, party, "DIALLING", "");
		break;
	case CALL_ANNOUNCED:
		say_dialling(saying, party, "CALLING",
		    scene->is_udp ? "no answer yet" : "connected");
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
	case CALL_HANDING: /* is never in front */
	case CALL_PASSING:
		say_leaving(saying, party);
		break;
	}
}

/* What callers will find, where that is not a landline and its user. */
static void
say_manners(struct saying *saying, const struct scene *scene)
{
	char text[SAYING_PART_SIZE];
	if (scene->service != NULL) {
		snprintf(text, sizeof text, "%s answers", scene->service);
		saying_add(saying, NULL, text);
	}
	if (scene->framing != NULL)
		saying_add(saying, NULL, scene->framing);
	if (scene->is_udp)
		saying_add(saying, NULL, "UDP");
}

static void
say_waiting(struct saying *saying, const struct scene *scene)
{
	char text[SAYING_PART_SIZE] = "nobody can call you";
	const struct number *on = scene->listens_on;
	bool has_port = on && on->kind != NUMBER_UNIX;
	if (has_port && (on->kind == NUMBER_HERE || scene->number_count > 0))
		snprintf(text, sizeof text, "port %u", on->port);
	else if (on)
		number_print_whole(text, sizeof text, on);
	saying_add(saying, NULL, on ? "WAITING" : "NOT WAITING");
	saying_add_cuttable(saying, text, on && !has_port ? PATH_LEAST : 0);
	say_manners(saying, scene);
	say_misbehaviour(saying, scene);
	const struct party *before = scene->party;
	if (before && before->call.answered_at != 0)
		say_clock(saying, "call ended",
		    before->call.ended_at - before->call.answered_at);
	if (before && before->call.answered_at != 0)
		saying_add_cuttable(saying, before->their_name, NAME_LEAST);
	bool has_others = behind_has_row(scene);
	saying_keys(saying, has_others ? "Tab next line" : "F1 help",
	    "/dial NUMBER");
	saying->third = has_others ? "F1 help" : "^C leaves";
}

static int
cols_of(const char *string)
{
	return cells_cols(string, strlen(string));
}

/*
 * "alice is calling from 192.168.1.7": the address that the kernel knows stays
 * as long as it can, the name that they claim is cut.
 */
static void
fit_ringing(struct saying *saying, const struct party *party, int cols)
{
	static const char *const hows[] = { " is calling from ", " from " };
	char address[NUMBER_PRINT_SIZE], name[SAYING_PART_SIZE],
	    text[SAYING_PART_SIZE * 2];
	const char *who = *party->their_name ? party->their_name : "somebody";
	number_print_address(address, sizeof address, &party->number);
	saying->below = "";
	snprintf(text, sizeof text, "%s%s%s", who, hows[0], address);
	int wanted = cols_of(text) + SAYING_FRAME_COLS;
	if (wanted + saying_right_cols(saying) > cols)
		memcpy(saying->keys, saying->brief_keys, sizeof saying->keys);
	int room = cols - SAYING_FRAME_COLS - saying_right_cols(saying) -
	    cols_of(address);
	size_t how = room < cols_of(hows[0]) + NAME_LEAST ? 1 : 0;
	paint_shorten(name, sizeof name, who, room - cols_of(hows[how]));
	snprintf(text, sizeof text, "%s%s%s", name, *name ? hows[how] : "",
	    address);
	if (room < 0) /* then it only stands above, beside the name */
		snprintf(text, sizeof text, "%s calls", who);
	saying_add(saying, NULL, text);
}

void
status_paint(const struct view *view, struct canvas *canvas,
    const struct scene *scene, const struct rectangle *in, const char *below)
{
	struct saying saying;
	saying_begin(&saying, below);
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
		saying_cut(&saying, in->cols);
	struct brush brush = { canvas, *in };
	saying_paint(&brush, &saying);
}

/* When what is counted from then on is a second more. */
static int64_t
next_second(int64_t now, int64_t since)
{
	int64_t lasts = now - since;
	return clock_after(now, 1000 - (lasts > 0 ? lasts % 1000 : 0));
}

int64_t
status_deadline(const struct scene *scene)
{
	if (!scene->party || !scene->is_going_on)
		return CLOCK_NEVER;
	const struct call *call = &scene->party->call;
	if (call_is_in_trouble(call))
		return next_second(scene->now, call->troubled_at);
	if (call_is_talking(call))
		return next_second(scene->now, call->answered_at);
	return CLOCK_NEVER;
}
