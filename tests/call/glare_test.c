/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Both dial at once: every order in which connects, accepts, frames, ends of
 * stream and the users' keys can come is tried, and none may lose the call.
 */
#include "config.h"

#include "call/switchboard.h"

#include <stdlib.h>
#include <string.h>

#include "../runner.h"
#include "cable.h"
#include "puppet.h"
#include "suite.h"

enum {
	LINES = 3,
	STEPS_A_LINE = 3, /* connect and accept, deliver to either end */
	DIALS = LINES * STEPS_A_LINE, /* then one dial for each phone */
	KEYS = DIALS + CABLE_PHONES,  /* then one F6 for each phone */
	ACTIONS = KEYS + CABLE_PHONES,
	PATH_MOST = 80,
	SEEN_ROOM = 1 << 16,
};

/* What the users may do in this play. */
struct plot {
	bool dials_at_once; /* alice and bob have dialled before it begins */
	int carol_dials;    /* ALICE, BOB, or nobody: CAROL */
	bool presses_f6[CABLE_PHONES];
	bool auto_answers[CABLE_PHONES];
	bool alice_is_higher;
	int lines; /* of each phone; 0: one */
};

struct play {
	const struct plot *plot;
	struct cable cable;
	bool has_dialled[CABLE_PHONES];
	bool has_pressed[CABLE_PHONES];
	/* A dial was stopped before it was known whom it reached. */
	bool was_early[CABLE_PHONES];
	bool was_answered;
};

struct search {
	const struct plot *plot;
	uint64_t *seen;
	size_t seen_count;
	size_t end_count;
	uint8_t path[PATH_MOST];
};

static int
callee_of(const struct plot *plot, int phone)
{
	static const int other[] = { BOB, ALICE };
	return phone == CAROL ? plot->carol_dials : other[phone];
}

static void
dial(struct play *play, int phone)
{
	play->has_dialled[phone] = true;
	cable_dial(&play->cable, phone, callee_of(play->plot, phone));
}

static void
play_start(struct play *play, const struct plot *plot)
{
	*play = (struct play){ .plot = plot };
	struct cable *cable = &play->cable;
	cable_init(cable, CABLE_FRAMES, 1);
	for (int phone = 0; phone < CABLE_PHONES; phone++) {
		if (plot->lines > 0)
			switchboard_have_lines(&cable->phones[phone],
			    plot->lines);
		cable->phones[phone].auto_answer = plot->auto_answers[phone];
	}
	if (plot->alice_is_higher)
		cable->phones[ALICE].rules.phone_id = UINT64_MAX;
	if (plot->dials_at_once) {
		dial(play, ALICE);
		dial(play, BOB);
	}
}

/* ---- what can happen next ---- */

static bool
can_step(const struct cable *cable, size_t line, int step)
{
	if (line >= cable->line_count)
		return false;
	const struct cable_end *ends = cable->lines[line].ends;
	if (step == 0)
		return !ends[0].is_there && !ends[0].has_closed;
	const struct cable_end *end = &ends[step - 1];
	return (end->arriving.size > 0 || end->end_arrives ||
		   end->reset_arrives) &&
	    (end->is_there || end->has_closed);
}

static bool
may_dial(const struct play *play, int phone)
{
	return !play->has_dialled[phone] &&
	    (phone != CAROL || play->plot->carol_dials != CAROL) &&
	    switchboard_current(&play->cable.phones[phone]) == NULL;
}

static bool
may_press(const struct play *play, int phone)
{
	return play->plot->presses_f6[phone] && !play->has_pressed[phone] &&
	    switchboard_current(&play->cable.phones[phone]) != NULL;
}

static bool
is_possible(const struct play *play, int action)
{
	if (action >= KEYS)
		return may_press(play, action - KEYS);
	if (action >= DIALS)
		return may_dial(play, action - DIALS);
	return can_step(&play->cable, (size_t)action / STEPS_A_LINE,
	    action % STEPS_A_LINE);
}

static void
press_f6(struct play *play, int phone)
{
	const struct party *party =
	    switchboard_current(&play->cable.phones[phone]);
	play->has_pressed[phone] = true;
	play->was_early[phone] = party->call.state == CALL_DIALLING ||
	    party->call.state == CALL_ANNOUNCED;
	cable_hang_up(&play->cable, phone);
}

static bool
anybody_pressed(const struct play *play)
{
	return play->has_pressed[ALICE] || play->has_pressed[BOB];
}

/*
 * Nobody hears busy, breaks the protocol or loses a line. A RING that was
 * stopped may still find its phone talking; and who stops a dial for which
 * the other one was ended leaves that one without either.
 */
static void
check_party(struct play *play, int phone, const struct party *party)
{
	bool is_carols = phone == CAROL ||
	    party->their_phone_id == play->cable.phones[CAROL].rules.phone_id;
	switch ((int)party->call.outcome) {
	case OUTCOME_BUSY:
		ck_assert(is_carols);
		break;
	case OUTCOME_TURNED_AWAY:
		ck_assert(is_carols || anybody_pressed(play));
		break;
	case OUTCOME_GLARE:
		ck_assert(anybody_pressed(play));
		break;
	case OUTCOME_PROTOCOL:
	case OUTCOME_MY_PROTOCOL:
	case OUTCOME_LOST:
	case OUTCOME_REFUSED:
	case OUTCOME_OWN_NUMBER:
		ck_abort_msg("phone %d: %d", phone, party->call.outcome);
	default:
		break;
	}
	play->was_answered |= party->call.was_answered;
}

static void
act(struct play *play, int action)
{
	struct cable *cable = &play->cable;
	size_t line = (size_t)action / STEPS_A_LINE;
	if (action >= KEYS)
		press_f6(play, action - KEYS);
	else if (action >= DIALS)
		dial(play, action - DIALS);
	else if (action % STEPS_A_LINE > 0)
		cable_deliver(cable, line, action % STEPS_A_LINE - 1);
	else if (cable_connect(cable, line))
		/* Nobody can tell when it was accepted, before bytes come. */
		cable_accept(cable, line);
	for (int phone = 0; phone < CABLE_PHONES; phone++) {
		struct switchboard *board = &cable->phones[phone];
		for (int slot = 0; slot < board->slot_count; slot++)
			if (board->parties[slot] != NULL)
				check_party(play, phone, board->parties[slot]);
		if (board->last != NULL)
			check_party(play, phone, board->last);
	}
}

/* ---- the same situation twice ---- */

static void
mix(uint64_t *hash, const void *bytes, size_t size)
{
	const uint8_t *at = bytes;
	for (size_t i = 0; i < size; i++)
		*hash = (*hash ^ at[i]) * UINT64_C(0x100000001b3);
}

static void
mix_number(uint64_t *hash, uint64_t number)
{
	mix(hash, &number, sizeof(number));
}

static void
mix_party(uint64_t *hash, const struct switchboard *board, int slot)
{
	const struct party *party =
	    slot == SWITCHBOARD_NOBODY ? NULL : board->parties[slot];
	mix_number(hash, party != NULL);
	if (party == NULL)
		return;
	mix_number(hash, (uint64_t)party->call.state);
	mix_number(hash, (uint64_t)party->call.outcome);
	mix_number(hash, party->owes);
	mix_number(hash, party->heard);
	mix_number(hash, party->their_phone_id);
	mix_number(hash, party->has_yielded);
	mix_number(hash, party->outbox.count);
	mix_number(hash, board->front == slot);
}

static void
mix_end(uint64_t *hash, const struct cable *cable, const struct cable_end *end)
{
	mix_number(hash, (uint64_t)end->phone);
	mix_party(hash, &cable->phones[end->phone], end->slot);
	mix_number(hash,
	    (uint64_t)end->is_there | (uint64_t)end->has_finished << 1 |
		(uint64_t)end->has_closed << 2 |
		(uint64_t)end->end_arrives << 3 |
		(uint64_t)end->reset_arrives << 4);
	mix_number(hash, end->arriving.size);
	if (end->arriving.size > 0)
		mix(hash, bytes_head(&end->arriving), end->arriving.size);
}

static uint64_t
fingerprint(const struct play *play)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (size_t line = 0; line < play->cable.line_count; line++)
		for (int end = 0; end < 2; end++)
			mix_end(&hash, &play->cable,
			    &play->cable.lines[line].ends[end]);
	mix(&hash, play->has_dialled, sizeof(play->has_dialled));
	mix(&hash, play->has_pressed, sizeof(play->has_pressed));
	mix(&hash, play->was_early, sizeof(play->was_early));
	mix_number(&hash, play->was_answered);
	return hash != 0 ? hash : 1;
}

static bool
was_seen(struct search *search, uint64_t hash)
{
	size_t at = (size_t)hash % SEEN_ROOM;
	while (search->seen[at] != 0 && search->seen[at] != hash)
		at = (at + 1) % SEEN_ROOM;
	if (search->seen[at] == hash)
		return true;
	search->seen[at] = hash;
	ck_assert_uint_lt(++search->seen_count, SEEN_ROOM / 2);
	return false;
}

/* ---- how it must end ---- */

/* The one call that is going on at that phone, or NULL; no other line is left. */
static const struct party *
only_call(const struct play *play, int phone, size_t *line)
{
	const struct party *only = NULL;
	const struct switchboard *board = &play->cable.phones[phone];
	for (size_t n = 0; n < play->cable.line_count; n++)
		for (int which = 0; which < 2; which++) {
			const struct cable_end *end =
			    &play->cable.lines[n].ends[which];
			if (end->phone != phone ||
			    end->slot == SWITCHBOARD_NOBODY)
				continue;
			ck_assert_ptr_null(only);
			only = board->parties[end->slot];
			ck_assert_int_eq(end->slot, board->front);
			ck_assert(call_is_going_on(&only->call));
			*line = n;
		}
	return only;
}

static bool
fits(const struct party *one, const struct party *other)
{
	if (call_is_talking(&one->call))
		return call_is_talking(&other->call);
	return (one->call.state == CALL_RINGS_THERE &&
		   other->call.state == CALL_RINGS_HERE) ||
	    (one->call.state == CALL_RINGS_HERE &&
		other->call.state == CALL_RINGS_THERE);
}

static void
check_end(const struct play *play)
{
	size_t alices_line = 0, bobs_line = 0, carols_line = 0;
	const struct party *alice = only_call(play, ALICE, &alices_line);
	const struct party *bob = only_call(play, BOB, &bobs_line);
	ck_assert_ptr_null(only_call(play, CAROL, &carols_line));
	ck_assert_int_eq(alice != NULL, bob != NULL);
	if (alice != NULL) {
		ck_assert_uint_eq(alices_line, bobs_line);
		ck_assert(fits(alice, bob));
	}
	if (!anybody_pressed(play))
		ck_assert_ptr_nonnull(alice);
	if (!anybody_pressed(play) && play->plot->dials_at_once) {
		ck_assert(call_is_talking(&alice->call));
		/* The call that the higher phone id has dialled. */
		ck_assert_int_eq(alice->call.side == CALL_CALLER,
		    play->plot->alice_is_higher);
	}
	/* Who stops dialling in time hears the other one's bell. */
	if (play->was_early[ALICE] != play->was_early[BOB] &&
	    play->has_pressed[ALICE] != play->has_pressed[BOB] &&
	    play->plot->dials_at_once)
		ck_assert_ptr_nonnull(alice);
	if (play->plot->dials_at_once && !anybody_pressed(play)) {
		bool is_called[] = { play->plot->carol_dials == ALICE,
			play->plot->carol_dials == BOB };
		for (int phone = ALICE; phone <= BOB; phone++)
			ck_assert_uint_eq(play->cable.phones[phone]
					      .missed_count,
			    is_called[phone]);
	}
}

/* Whether no step is left; a key may be pressed at any time, or never. */
static bool
list_possible(const struct play *play, bool possible[ACTIONS])
{
	bool is_quiet = true;
	for (int action = 0; action < ACTIONS; action++) {
		possible[action] = is_possible(play, action);
		if (possible[action] && action < KEYS)
			is_quiet = false;
	}
	return is_quiet;
}

static void
replay(struct play *play, const struct search *search, size_t depth)
{
	play_start(play, search->plot);
	for (size_t i = 0; i < depth; i++)
		act(play, search->path[i]);
}

/* Tries all that can follow; `play` stands there already, and is used up. */
static void
explore(struct search *search, struct play *play, size_t depth)
{
	bool possible[ACTIONS];
	ck_assert_uint_lt(depth, PATH_MOST);
	if (list_possible(play, possible)) {
		check_end(play);
		search->end_count++;
	}
	bool is_first = true, is_new = !was_seen(search, fingerprint(play));
	for (int action = 0; is_new && action < ACTIONS; action++) {
		if (!possible[action])
			continue;
		search->path[depth] = (uint8_t)action;
		if (!is_first)
			replay(play, search, depth);
		is_first = false;
		act(play, action);
		explore(search, play, depth + 1);
	}
	if (is_first)
		cable_clear(&play->cable);
}

static void
try_every_order(const struct plot *plot)
{
	struct search search = { .plot = plot };
	search.seen = calloc(SEEN_ROOM, sizeof(*search.seen));
	ck_assert_ptr_nonnull(search.seen);
	struct play play;
	play_start(&play, plot);
	explore(&search, &play, 0);
	free(search.seen);
	ck_assert_uint_gt(search.end_count, 0);
}

/* Alice has the lower phone id, so that each of the two plays both parts. */
START_TEST(one_call_survives_both_dialling_whatever_comes_first)
{
	struct plot plot = {
		.dials_at_once = true,
		.carol_dials = CAROL,
		.auto_answers = { (_i & 1) != 0, (_i & 2) != 0 },
		.presses_f6 = { (_i & 4) != 0, (_i & 8) != 0 },
		.lines = (_i & 16) != 0 ? 3 : 0,
	};
	try_every_order(&plot);
}
END_TEST

START_TEST(who_dials_later_may_hear_the_bell_instead)
{
	struct plot plot = {
		.carol_dials = CAROL,
		.alice_is_higher = (_i & 1) != 0,
		.auto_answers = { (_i & 2) != 0, (_i & 4) != 0 },
		.lines = (_i & 8) != 0 ? 3 : 0,
	};
	try_every_order(&plot);
}
END_TEST

START_TEST(a_third_caller_hears_busy_while_both_dial)
{
	struct plot plot = {
		.dials_at_once = true,
		.carol_dials = (_i & 1) != 0 ? ALICE : BOB,
		.alice_is_higher = (_i & 2) != 0,
	};
	try_every_order(&plot);
}
END_TEST

/* ---- what is said on which line, step by step ---- */

/* Alice has dialled the puppet, and holds its RING on another line. */
struct scene {
	struct cable cable;
	struct puppet dialled; /* alice's own dial */
	struct puppet held;    /* theirs */
};

static void
set_scene(struct scene *scene, bool alice_is_higher)
{
	cable_init(&scene->cable, CABLE_WHOLE, 1);
	struct number from = number_here(50000);
	scene->cable.phones[ALICE].rules.phone_id =
	    alice_is_higher ? PUPPET_PHONE_ID + 1 : PUPPET_PHONE_ID - 1;
	puppet_reach(&scene->dialled, &scene->cable, CALL_CALLER,
	    CALL_ANNOUNCED);
	scene->held = (struct puppet){ .cable = &scene->cable };
	scene->held.line = cable_knock(&scene->cable, ALICE, &from);
	puppet_say_card(&scene->held, FRAME_RING, "pat");
	/* At once, and without a bell. */
	puppet_expect(&scene->held, FRAME_RINGING);
	puppet_expect_nothing(&scene->held);
	ck_assert_int_eq(puppet_party(&scene->held)->call.state,
	    CALL_HELD_BACK);
	ck_assert_ptr_eq(switchboard_current(&scene->cable.phones[ALICE]),
	    puppet_party(&scene->dialled));
}

START_TEST(the_higher_phone_id_ends_the_other_line_with_200)
{
	struct scene scene;
	set_scene(&scene, true);
	puppet_say_card(&scene.dialled, FRAME_RINGING, "pat");
	puppet_expect_refusal(&scene.held, CAUSE_GLARE);
	puppet_expect_nothing(&scene.dialled);
	ck_assert_int_eq(puppet_party(&scene.dialled)->call.state,
	    CALL_RINGS_THERE);
	puppet_say(&scene.dialled, FRAME_ANSWER, 0, NULL, 0);
	ck_assert(call_is_talking(&cable_shown(&scene.cable, ALICE)->call));
	ck_assert_uint_eq(scene.cable.phones[ALICE].missed_count, 0);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(the_lower_phone_id_answers_as_soon_as_it_knows)
{
	struct scene scene;
	set_scene(&scene, false);
	puppet_say_card(&scene.dialled, FRAME_RINGING, "pat");
	puppet_expect(&scene.held, FRAME_ANSWER);
	puppet_expect_nothing(&scene.dialled);
	ck_assert_ptr_eq(switchboard_current(&scene.cable.phones[ALICE]),
	    puppet_party(&scene.held));
	puppet_say_hangup(&scene.dialled, 0, CAUSE_GLARE, "");
	puppet_expect_nothing(&scene.dialled);
	ck_assert_int_eq(puppet_party(&scene.dialled)->call.outcome,
	    OUTCOME_YIELDED);
	cable_finish(&scene.cable, scene.dialled.line);
	ck_assert(call_is_talking(&cable_shown(&scene.cable, ALICE)->call));
	ck_assert(cable_has_said(&cable_shown(&scene.cable, ALICE)->transcript,
	    "you both dialled at once; you are connected with pat"));
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(a_late_200_takes_the_talk_from_nobodys_screen)
{
	struct scene scene;
	set_scene(&scene, false);
	puppet_say_card(&scene.dialled, FRAME_RINGING, "pat");
	puppet_expect(&scene.held, FRAME_ANSWER);
	puppet_say_hangup(&scene.held, 1, CAUSE_NORMAL, "");
	puppet_expect(&scene.held, FRAME_HANGUP);
	puppet_say(&scene.held, FRAME_ACK, 0, NULL, 0);
	cable_finish(&scene.cable, scene.held.line);
	puppet_say_hangup(&scene.dialled, 0, CAUSE_GLARE, "");
	cable_finish(&scene.cable, scene.dialled.line);
	ck_assert_int_eq(cable_shown(&scene.cable, ALICE)->call.outcome,
	    OUTCOME_ENDED);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(hanging_up_ends_the_dial_that_was_left_behind_too)
{
	struct scene scene;
	set_scene(&scene, false);
	puppet_say_card(&scene.dialled, FRAME_RINGING, "pat");
	puppet_expect(&scene.held, FRAME_ANSWER);
	cable_hang_up(&scene.cable, ALICE);
	puppet_expect(&scene.held, FRAME_HANGUP);
	ck_assert_uint_eq(scene.held.header.sequence, 1);
	puppet_expect_refusal(&scene.dialled, CAUSE_NORMAL);
	cable_clear(&scene.cable);
}
END_TEST

START_TEST(a_dial_left_behind_is_the_call_again_when_they_stop_theirs)
{
	struct scene scene;
	set_scene(&scene, false);
	puppet_say_card(&scene.dialled, FRAME_RINGING, "pat");
	puppet_expect(&scene.held, FRAME_ANSWER);
	puppet_say_hangup(&scene.held, 0, CAUSE_NORMAL, "");
	ck_assert_ptr_eq(switchboard_current(&scene.cable.phones[ALICE]),
	    puppet_party(&scene.dialled));
	puppet_say(&scene.dialled, FRAME_ANSWER, 0, NULL, 0);
	ck_assert(call_is_talking(&cable_shown(&scene.cable, ALICE)->call));
	cable_clear(&scene.cable);
}
END_TEST

/* They pick up what they were to end: so it is that one that they see. */
START_TEST(a_dial_left_behind_that_is_picked_up_is_the_call)
{
	struct scene scene;
	set_scene(&scene, false);
	puppet_say_card(&scene.dialled, FRAME_RINGING, "pat");
	puppet_expect(&scene.held, FRAME_ANSWER);
	puppet_say(&scene.dialled, FRAME_ANSWER, 0, NULL, 0);
	puppet_expect(&scene.held, FRAME_HANGUP);
	ck_assert_uint_eq(scene.held.header.sequence, 1);
	ck_assert_ptr_eq(switchboard_current(&scene.cable.phones[ALICE]),
	    puppet_party(&scene.dialled));
	ck_assert_int_eq(switchboard_lines_taken(&scene.cable.phones[ALICE]),
	    1);
	puppet_say_hangup(&scene.held, 1, CAUSE_NORMAL, "");
	cable_finish(&scene.cable, scene.held.line);
	ck_assert(call_is_talking(&cable_shown(&scene.cable, ALICE)->call));
	cable_clear(&scene.cable);
}
END_TEST

TCase *
glare_tcase(void)
{
	TCase *tcase = tcase_create("glare");
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase,
	    one_call_survives_both_dialling_whatever_comes_first, 0, 32);
	tcase_add_loop_test(tcase, who_dials_later_may_hear_the_bell_instead, 0,
	    16);
	tcase_add_loop_test(tcase, a_third_caller_hears_busy_while_both_dial, 0,
	    4);
	tcase_add_test(tcase, the_higher_phone_id_ends_the_other_line_with_200);
	tcase_add_test(tcase, the_lower_phone_id_answers_as_soon_as_it_knows);
	tcase_add_test(tcase, a_late_200_takes_the_talk_from_nobodys_screen);
	tcase_add_test(tcase,
	    hanging_up_ends_the_dial_that_was_left_behind_too);
	tcase_add_test(tcase,
	    a_dial_left_behind_is_the_call_again_when_they_stop_theirs);
	tcase_add_test(tcase, a_dial_left_behind_that_is_picked_up_is_the_call);
	return tcase;
}
