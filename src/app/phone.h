/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * phone - joins everything: the loop, the lines, the switchboard and one
 * front end. phone_turn() is the program: watch, wait, carry, show.
 *
 * It decides nothing about calls (call/switchboard) and paints nothing
 * (ui/view).
 */
#ifndef LANDLINE_APP_PHONE_H
#define LANDLINE_APP_PHONE_H

#include <stdbool.h>
#include <stddef.h>

#include "app/options.h"
#include "base/fault.h"

struct phone; /* app/phone_state.h; only app/ looks inside */

/*
 * A phone as the options ask for: listening if it can, dialling if it should.
 * NULL and the fault otherwise.
 */
struct phone *phone_new(const struct options *options, struct fault *fault);
void phone_free(struct phone *phone);

/* One turn. False when the program is to end. */
bool phone_turn(struct phone *phone);

/* With which status, once phone_turn() said false. */
int phone_status(const struct phone *phone);

/*
 * The user's deeds, as keys and slash commands do them. Each says false and
 * the fault when it cannot be done; the arguments are typed text.
 */
bool phone_dial(struct phone *phone, const char *number, struct fault *fault);
bool phone_redial(struct phone *phone, struct fault *fault);
/* `line` is "2", or NULL: in front, or who has waited longest. */
bool phone_answer(struct phone *phone, const char *line, struct fault *fault);
bool phone_hang_up(struct phone *phone, const char *line, struct fault *fault);
bool phone_decline(struct phone *phone, const char *line, struct fault *fault);
/* To that line, or to the next. */
bool phone_change(struct phone *phone, const char *line, struct fault *fault);
/* "1 3" or "off". */
bool phone_patch(struct phone *phone, const char *lines, struct fault *fault);
bool phone_everyone(struct phone *phone, const char *text, struct fault *fault);
bool phone_hold(struct phone *phone, struct fault *fault);
/* "on", "off", or NULL: the other way round. */
bool phone_set_live(struct phone *phone, const char *on, struct fault *fault);
/* A line that misbehaves on purpose: "3", "off" or "on", as the table says. */
bool phone_set_drip(struct phone *phone, const char *bytes,
    struct fault *fault);
bool phone_set_glue(struct phone *phone, const char *messages,
    struct fault *fault);
bool phone_set_nagle(struct phone *phone, const char *on, struct fault *fault);
/*
 * "on NUMBER", "on" (as the last of a chain) and "off"; any other text is passed
 * on.
 */
bool phone_pass(struct phone *phone, const char *argument, struct fault *fault);
bool phone_say(struct phone *phone, const char *text, size_t size,
    struct fault *fault);
void phone_quit(struct phone *phone);

/* What to look at; false and the fault where there is no screen. */
bool phone_show_help(struct phone *phone, struct fault *fault);
bool phone_show_headers(struct phone *phone, struct fault *fault);
bool phone_show_wire(struct phone *phone, struct fault *fault);
bool phone_show_ladder(struct phone *phone, struct fault *fault);
bool phone_show_lines(struct phone *phone, struct fault *fault);
bool phone_show_layout(struct phone *phone, struct fault *fault);
bool phone_show_times(struct phone *phone, struct fault *fault);
bool phone_repaint(struct phone *phone, struct fault *fault);
/* The own numbers and the missed calls, as news. */
bool phone_tell_numbers(struct phone *phone, struct fault *fault);
bool phone_tell_missed(struct phone *phone, struct fault *fault);

#endif
