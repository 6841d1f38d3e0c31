/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "app/phone.h"

#include <errno.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sysexits.h>
#include <unistd.h>

#include "app/demo.h"
#include "app/phone_state.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/trace.h"
#include "net/lookup.h"
#include "text/clean.h"

/* ---- one turn ---- */

/* A call that has ended well has, unless its output is still to be written. */
static void
leave_for_signal(struct phone *phone)
{
	if (phone->is_leaving && !phone->front->is_idle(phone))
		phone->status = 128 + phone->signal;
	phone_leave(phone, 128 + phone->signal, phone->timers.drain_ms);
}

/* They only come where there is a screen. */
static void
heed_terminal(struct phone *phone, unsigned signals)
{
	if ((signals & LOOP_SIGNAL_TSTP) != 0)
		phone->front->look(phone, LOOK_SUSPEND, &phone->fault);
	else if ((signals & LOOP_SIGNAL_CONT) != 0)
		phone->front->look(phone, LOOK_RETAKE, &phone->fault);
	else if ((signals & LOOP_SIGNAL_WINCH) != 0)
		phone->front->look(phone, LOOK_REPAINT, &phone->fault);
}

static unsigned
note_signals(struct phone *phone)
{
	unsigned signals = loop_take_signals(&phone->loop);
	if ((signals & LOOP_SIGNAL_INT) != 0)
		phone->signal = SIGINT;
	if ((signals & LOOP_SIGNAL_TERM) != 0)
		phone->signal = SIGTERM;
	/* A closed terminal is told by itself, the system and the shell. */
	if (phone->signal == SIGHUP)
		signals &= ~(unsigned)LOOP_SIGNAL_HUP;
	if ((signals & LOOP_SIGNAL_HUP) != 0)
		phone->signal = SIGHUP;
	if (signals != 0)
		trace("signals %#x", signals);
	return signals;
}

static void
heed_signals(struct phone *phone)
{
	unsigned signals = note_signals(phone);
	if ((signals & (LOOP_SIGNAL_INT | LOOP_SIGNAL_TERM | LOOP_SIGNAL_HUP)))
		leave_for_signal(phone);
	if ((signals & LOOP_SIGNAL_CHLD) != 0)
		lookup_reap();
	heed_terminal(phone, signals);
}

static void
watch(struct phone *phone)
{
	loop_begin(&phone->loop);
	lines_watch(&phone->lines, &phone->loop, phone->front->is_deaf(phone));
	if (phone->demo != NULL)
		demo_watch(phone->demo, &phone->loop);
	phone->front->watch(phone);
}

static int64_t
deadline(const struct phone *phone)
{
	int64_t due = clock_earlier(lines_deadline(&phone->lines),
	    phone->front->deadline(phone));
	if (phone->is_leaving)
		due = clock_earlier(due, phone->leave_by);
	if (phone->demo != NULL)
		due =
		    clock_earlier(due, demo_deadline(phone->demo, phone->now));
	return due;
}

static void
carry(struct phone *phone)
{
	heed_signals(phone);
	/* What a service says the time is, even when the clock was set. */
	if (phone->options->service != NULL)
		phone->board.rules.wall_offset = clock_wall_offset();
	phone_know_itself(phone);
	lines_carry_in(&phone->lines, &phone->loop, phone->now);
	if (phone->demo != NULL)
		demo_turn(phone->demo, &phone->loop, phone->now);
	phone->front->take(phone);
	switchboard_tick(&phone->board, phone->now);
	if (phone->is_leaving && phone->leave_by <= phone->now)
		switchboard_break_off(&phone->board, phone->now);
	lines_carry_out(&phone->lines, phone->now);
	if (phone->is_leaving && switchboard_lines_taken(&phone->board) == 0)
		lines_stop_listening(&phone->lines);
}

static bool
is_over(const struct phone *phone)
{
	if (!phone->is_leaving)
		return false;
	return phone->leave_by <= phone->now ||
	    (!lines_are_busy(&phone->lines) && phone->front->is_idle(phone));
}

bool
phone_turn(struct phone *phone)
{
	watch(phone);
	loop_wait(&phone->loop, phone->now, deadline(phone));
	phone->now = clock_now();
	phone->ladder.now = phone->now;
	loop_note(&phone->loop, &phone->ladder);
	trace("turn %lu", phone->loop.wake_ups);
	carry(phone);
	phone->front->show(phone);
	phone_trace_calls(phone);
	return !is_over(phone);
}

int
phone_status(const struct phone *phone)
{
	return phone->status;
}

static void
begin_leaving(struct phone *phone, int status, int64_t ms)
{
	phone->is_leaving = true;
	phone->status = status;
	phone->leave_by = clock_after(phone->now, ms);
	phone->board.is_closed = true;
	switchboard_stop_passing(&phone->board, phone->now);
}

void
phone_give_up(struct phone *phone, int status)
{
	begin_leaving(phone, status, phone->timers.drain_ms);
	switchboard_break_off(&phone->board, phone->now);
	lines_carry_out(&phone->lines, phone->now);
}

void
phone_leave(struct phone *phone, int status, int64_t ms)
{
	if (phone->is_leaving) {
		/* Asked again: nobody wants to wait. */
		switchboard_break_off(&phone->board, phone->now);
		phone->leave_by = phone->now;
		return;
	}
	begin_leaving(phone, status, ms);
	switchboard_hang_up_all(&phone->board, phone->now);
}

/* ---- from the options to a phone ---- */

void
phone_refresh_numbers(struct phone *phone)
{
	phone->numbers_at = phone->now;
	phone->number_count = 0;
	const struct number *on = lines_number(&phone->lines);
	if (on != NULL)
		phone->number_count = interfaces_list(phone->numbers, on);
}

static const char *
login_name(void)
{
	const char *name = getenv("LOGNAME");
	if (name == NULL || *name == '\0')
		name = getenv("USER");
	if (name == NULL || *name == '\0')
		name = getlogin();
	if (name != NULL)
		return name;
	const struct passwd *user = getpwuid(getuid());
	return user != NULL && *user->pw_name != '\0' ? user->pw_name :
							"somebody";
}

static void
set_name(struct party_rules *rules, const struct options *options)
{
	const char *name = options->name != NULL ? options->name : login_name();
	clean_text(rules->name, sizeof rules->name, name, strlen(name),
	    CLEAN_NAME);
}

static bool
set_up_switchboard(struct phone *phone, struct fault *fault)
{
	struct party_rules rules = { 0 };
	uint64_t seed;
	if (getrandom(&rules.phone_id, sizeof rules.phone_id, 0) < 0 ||
	    getrandom(&seed, sizeof seed, 0) < 0)
		return fault_set(fault, EX_OSERR,
		    "the system has no random numbers (getrandom: %s)",
		    strerror(errno));
	set_name(&rules, phone->options);
	rules.framing = phone->options->framing;
	rules.service = phone->options->service;
	rules.datagrams = phone->options->udp;
	rules.wall_offset = phone->wall_offset;
	switchboard_init(&phone->board, &rules, &phone->timers, seed);
	if (phone->options->lines > 0)
		switchboard_have_lines(&phone->board, phone->options->lines);
	phone->traced =
	    memory_new((size_t)phone->board.slot_count, sizeof *phone->traced);
	phone->board.auto_answer = phone->options->auto_answer;
	return true;
}

static bool
set_up_timers(struct phone *phone, struct fault *fault)
{
	const char *scale = getenv("LANDLINE_TIMERS");
	phone->timers = timers_standard;
	if (scale != NULL && !timers_scale(&phone->timers, scale))
		return fault_set(fault, EX_USAGE,
		    "LANDLINE_TIMERS is to be 1/N or N/1 with N from 1"
		    " to 1000, or NAME=1/N …");
	return true;
}

/* A name of this machine to its addresses; the user waits for it. */
static bool
look_up(struct phone *phone, const struct number *name, struct number *found,
    size_t *count, struct fault *fault)
{
	struct lookup lookup;
	enum lookup_verdict verdict = LOOKUP_NEEDS_MORE;
	if (!lookup_open(&lookup, name, fault))
		return false;
	while (verdict == LOOKUP_NEEDS_MORE) {
		loop_begin(&phone->loop);
		loop_watch(&phone->loop, lookup.descriptor, true, false);
		loop_wait(&phone->loop, clock_now(), CLOCK_NEVER);
		note_signals(phone);
		if (phone->signal != 0) {
			lookup_close(&lookup);
			return fault_set(fault, 128 + phone->signal,
			    "stopped while \"%s\" was looked up", name->name);
		}
		verdict = lookup_read(&lookup, found, count, fault);
	}
	return verdict == LOOKUP_DONE;
}

/* On the first address of the name that can be had. */
static bool
listen_on(struct phone *phone, const struct number *number, struct fault *fault)
{
	struct number found[LOOKUP_MOST] = { *number };
	size_t count = 1;
	if (number->kind == NUMBER_HOST &&
	    !look_up(phone, number, found, &count, fault))
		return false;
	for (size_t i = 0; i < count; i++)
		if (lines_listen(&phone->lines, &found[i], fault))
			return true;
	return false;
}

/* Listening is a must where it was asked for, and else only a wish. */
static bool
start_listening(struct phone *phone, struct fault *fault)
{
	const struct options *options = phone->options;
	struct number everywhere = number_here(NUMBER_PORT);
	if (listen_on(phone,
		options->has_listen ? &options->listen : &everywhere, fault))
		return true;
	if (options->has_listen || !options->has_number)
		return false;
	/* Without a screen it is one call, and whoever else calls hears busy. */
	if (options->plain)
		return true;
	switchboard_note(&phone->board, phone->now,
	    "you can dial but not be called: port %d is not free"
	    " (--listen :0 takes another)",
	    NUMBER_PORT);
	return true;
}

static enum demo_user
demo_user(const struct options *options)
{
	if (!options->plain)
		return DEMO_AT_SCREEN;
	return isatty(STDIN_FILENO) ? DEMO_AT_LINES : DEMO_NOBODY;
}

static bool
start(struct phone *phone, struct fault *fault)
{
	const struct options *options = phone->options;
	if (!set_up_timers(phone, fault) || !set_up_switchboard(phone, fault))
		return false;
	lines_init(&phone->lines, &phone->board, &phone->ladder);
	if (options->udp)
		lines_use_datagrams(&phone->lines);
	if (!loop_open(&phone->loop))
		return fault_set(fault, EX_OSERR, "cannot start (pipe: %s)",
		    strerror(errno));
	if (options->demo) {
		enum demo_user user = demo_user(options);
		phone->board.auto_answer |= user == DEMO_NOBODY;
		phone->demo = demo_new(&phone->lines, user, fault);
		if (phone->demo == NULL)
			return false;
	} else if (!start_listening(phone, fault)) {
		return false;
	}
	phone_refresh_numbers(phone);
	phone->waiting_since = phone->now;
	if (!phone->front->open(phone, fault) ||
	    !phone_start_passing(phone, fault))
		return false;
	return !options->has_number ||
	    switchboard_dial(&phone->board, &options->number, phone->now,
		fault) != SWITCHBOARD_NOBODY;
}

struct phone *
phone_new(const struct options *options, struct fault *fault)
{
	struct phone *phone = memory_new(1, sizeof *phone);
	phone->options = options;
	phone->front = options->plain ? &front_plain : &front_screen;
	phone->now = clock_now();
	ladder_init(&phone->ladder);
	phone->ladder.now = phone->now;
	phone->wall_offset = clock_wall_offset();
	if (start(phone, fault))
		return phone;
	phone_free(phone);
	return NULL;
}

void
phone_free(struct phone *phone)
{
	if (phone == NULL)
		return;
	/* The lines first: a ladder that is shown has the last calls, too. */
	if (phone->lines.board != NULL)
		lines_clear(&phone->lines);
	phone->front->close(phone);
	demo_free(phone->demo);
	if (phone->lines.board != NULL)
		switchboard_clear(&phone->board);
	ladder_clear(&phone->ladder);
	loop_close(&phone->loop);
	free(phone->traced);
	free(phone);
}
