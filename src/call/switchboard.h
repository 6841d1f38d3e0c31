/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * switchboard - all calls of one phone: who is in front, who hears busy, what
 * happens when both dial at once, and the calls that were missed.
 *
 * Pure (sans-IO). Lines are known by their slot, a small number that the
 * phone uses for its own table of lines too. Two switchboards can hold whole
 * calls in memory.
 */
#ifndef LANDLINE_CALL_SWITCHBOARD_H
#define LANDLINE_CALL_SWITCHBOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "call/party.h"
#include "call/relay.h"

enum {
	SWITCHBOARD_UNRUNG =
	    8, /* callers that have not rung yet, drains included */
	SWITCHBOARD_UNRUNG_EACH =
	    2,			/* of those from one address; UNIX excepted */
	SWITCHBOARD_ENDING = 3, /* calls on their way out, as caller */
	SWITCHBOARD_LINES_MOST = 64,
	SWITCHBOARD_SERVED = 64, /* lines where a service answers */
	SWITCHBOARD_SLOTS_MOST = SWITCHBOARD_UNRUNG + SWITCHBOARD_ENDING +
	    4 * SWITCHBOARD_LINES_MOST + RELAY_LINES + 2 * RELAY_MOST,
	SWITCHBOARD_MISSED = 20,
	SWITCHBOARD_ENDED = 64, /* calls over datagrams that are remembered */
	SWITCHBOARD_REMEMBERED = 256, /* and calls over streams */
	SWITCHBOARD_NOBODY = -1,
};

struct missed_call {
	int64_t at_ms;
	char name[PARTY_NAME_SIZE]; /* clean; "" when they did not say */
	struct number number;	    /* to call back, or where they came from */
	bool can_call_back;
	enum call_outcome outcome;
};

/* A call that ended: its RING may still come, over datagrams. */
struct ended_call {
	struct number number;
	uint64_t phone_id, call_id;
	uint16_t cause; /* that RING is answered with */
	int64_t until;
};

/* A call that this phone was called in, and that still answers RESUME. */
struct remembered_call {
	uint64_t call_id;
	uint32_t heard;	  /* last sequence received */
	uint32_t attempt; /* the highest heard of */
	enum call_outcome outcome;
	int64_t until;
};

struct switchboard {
	struct party_rules rules;
	struct timers timers;
	bool auto_answer;
	bool is_closed; /* no bell rings here (any more): callers hear busy */
	bool is_for_one_call; /* it closes when one has been answered, */
	bool had_call;	      /* which one has */
	uint64_t next_call_id;
	uint64_t next_pass_id;	/* many phones see these, and no call's */
	uint64_t serials;	/* parties made so far */
	uint64_t line_ids;	/* and lines */
	struct party **parties; /* by slot; NULL: free */
	int slot_count;
	int line_count; /* calls that there may be at once */
	int front; /* the slot of the call that the user is in, or NOBODY */
	struct party *last; /* the call before, still to be read; may be NULL */
	/* Ended behind another call with something to be read, oldest first. */
	struct party **unread;
	int unread_count; /* at most line_count */
	struct number redial;
	bool has_redial;
	struct missed_call missed[SWITCHBOARD_MISSED]; /* newest first */
	size_t missed_count;
	struct ended_call ended[SWITCHBOARD_ENDED];		   /* a ring */
	size_t ended_count;					   /* so far */
	struct remembered_call remembered[SWITCHBOARD_REMEMBERED]; /* a ring */
	size_t remembered_count;				   /* so far */
	unsigned long stray_count; /* datagrams that belonged to no call */
	struct transcript news;	   /* what the phone itself has to tell */
	struct tape served; /* the frames of all calls of a service, and of the
			       lines over which messages are passed on */
	struct relay relay;
};

/*
 * `seed` is random: call ids are made from it. `rules` and `timers` are copied;
 * without a framing it is landline's own.
 */
void switchboard_init(struct switchboard *board,
    const struct party_rules *rules, const struct timers *timers,
    uint64_t seed);
void switchboard_clear(struct switchboard *board);

/*
 * So many calls at once, 1…SWITCHBOARD_LINES_MOST; before the first of them.
 * Without it, one, or SWITCHBOARD_SERVED where a service answers.
 */
void switchboard_have_lines(struct switchboard *board, int count);

/* The line side. ------------------------------------------------------- */

/* Somebody has connected. Returns the slot, or NOBODY: too many, shed them. */
int switchboard_accept(struct switchboard *board, const struct number *from,
    int64_t now);

/* What somebody is told whom no slot belongs to; size 0: nothing. */
struct switchboard_answer {
	size_t size;
	uint8_t frame[64];
};

/*
 * A datagram from a number that no slot belongs to. Returns the slot that it
 * is to be given to, which is new or has had another number so far; or NOBODY,
 * and the answer to it.
 */
int switchboard_meet(struct switchboard *board, const struct number *from,
    const uint8_t *piece, size_t size, struct switchboard_answer *answer,
    int64_t now);

/* A datagram of `size` bytes that was given was not sent, and never will be. */
void switchboard_lost(struct switchboard *board, int slot, size_t size);

/* One of that slot's datagrams did not get there; see party_refused(). */
void switchboard_refused(struct switchboard *board, int slot,
    const char *reason, const struct fault *fault, int64_t now);

/*
 * What a shed caller is told: a HANGUP 17, or in a foreign framing nothing.
 * Returns its size.
 */
size_t switchboard_farewell(const struct switchboard *board, uint8_t frame[64]);

/*
 * The user dials, and is in front with that call. Returns its slot, which then
 * wants a line, or NOBODY and the fault when all lines are taken.
 */
int switchboard_dial(struct switchboard *board, const struct number *number,
    int64_t now, struct fault *fault);

/*
 * The number that a line is to be connected to for that slot; NULL: it wants
 * none, or none any more.
 */
const struct number *switchboard_wants_line(const struct switchboard *board,
    int slot);

/*
 * Tells the line that this slot has, or wants, from every other: one that was
 * opened, or is being dialled, for another is to be reset at once, without a
 * word to the switchboard. 0: it is to have none.
 */
uint64_t switchboard_line(const struct switchboard *board, int slot);

void switchboard_connected(struct switchboard *board, int slot,
    const struct number *reached, int64_t now);
/* `refused`: it is known that nobody takes calls there. */
void switchboard_unreachable(struct switchboard *board, int slot, bool refused,
    const struct fault *fault, int64_t now);

/* How many bytes that slot takes now; 0: its line is not to be read. */
size_t switchboard_appetite(const struct switchboard *board, int slot);
void switchboard_receive(struct switchboard *board, int slot,
    const uint8_t *piece, size_t size, int64_t now);
void switchboard_line_ended(struct switchboard *board, int slot, bool broken,
    const char *reason, int64_t now);
size_t switchboard_give(struct switchboard *board, int slot, uint8_t *to,
    size_t room, int64_t now);
void switchboard_sent(struct switchboard *board, int slot, size_t size,
    int64_t now);

/*
 * What is to become of a slot's line when its send buffer is empty. Ask
 * switchboard_give() first: a last word may be due though the stream has ended.
 */
enum switchboard_wish {
	SWITCHBOARD_KEEP,
	SWITCHBOARD_FINISH, /* shut down for sending, go on reading */
	SWITCHBOARD_CLOSE,
	SWITCHBOARD_RESET,
};
enum switchboard_wish switchboard_wish(const struct switchboard *board,
    int slot);

/* The line of that slot is closed: the slot is free. */
void switchboard_closed(struct switchboard *board, int slot, int64_t now);

int64_t switchboard_deadline(const struct switchboard *board);
void switchboard_tick(struct switchboard *board, int64_t now);

/* The user's side. ------------------------------------------------------ */

/* The call in front, or the one before, or NULL: whom the screen shows. */
struct party *switchboard_shown(const struct switchboard *board);

/* The call in front while it is going on, else NULL. */
struct party *switchboard_current(const struct switchboard *board);

/*
 * What crosses there, or while there is no call, in those of a service or where
 * messages are passed on; NULL: there is no tape.
 */
const struct tape *switchboard_wire(const struct switchboard *board);

/* Each says false and why (EX_USAGE) when there is nothing to do it to. */
/* The call in front if it rings, else whoever has waited longest. */
bool switchboard_answer(struct switchboard *board, int64_t now,
    struct fault *fault);
/*
 * The call in front: declines, stops dialling, says goodbye; a second time:
 * breaks off.
 */
bool switchboard_hang_up(struct switchboard *board, int64_t now,
    struct fault *fault);
/* All calls, at once. False when there was none. */
bool switchboard_break_off(struct switchboard *board, int64_t now);
/* Says goodbye to all of them. */
void switchboard_hang_up_all(struct switchboard *board, int64_t now);
bool switchboard_hold(struct switchboard *board, int64_t now,
    struct fault *fault);

/* One message of the user's to the call in front; see party_say(). */
bool switchboard_say(struct switchboard *board, const char *text, size_t size,
    int64_t now, struct fault *fault);

/*
 * Passes on what comes: to `next`, or to nobody (NULL), as the last of a chain.
 * False and the fault in a foreign framing. Off, it takes nothing any more; what
 * is under way goes on.
 */
bool switchboard_pass_on(struct switchboard *board, const struct number *next,
    struct fault *fault);
void switchboard_pass_off(struct switchboard *board);

/* One of the user's own, clean or not; its trail is told in relay->told. */
bool switchboard_pass(struct switchboard *board, const char *text, size_t size,
    int64_t now, struct fault *fault);

/* There is room for another one; switchboard_pass() says EX_TEMPFAIL if not. */
bool switchboard_has_room_to_pass(const struct switchboard *board);

/* This phone leaves: all lines of messages under way are hung up. */
void switchboard_stop_passing(struct switchboard *board, int64_t now);
/* The same to any call, by its serial. */
bool switchboard_say_to(struct switchboard *board, uint64_t serial,
    const char *text, size_t size, int64_t now, struct fault *fault);

/* The call with that serial while it is going on, else NULL. */
struct party *switchboard_find(const struct switchboard *board,
    uint64_t serial);

/* Several lines. -------------------------------------------------------- */

/*
 * Lines are numbered from 1: a line is its slot and 1. The one in front is the
 * user's; the others ring, are held, or are dialled. Whoever leaves a line
 * holds it, and whoever comes back to it ends the hold.
 */

/* A call of the user's that is going on, and takes a line. */
bool switchboard_is_line(const struct party *party);

/* How many there are, and whether there is room for one more. */
int switchboard_lines_taken(const struct switchboard *board);
bool switchboard_has_line(const struct switchboard *board);

/* How many calls a service has answered and goes on with. */
int switchboard_served(const struct switchboard *board);

/* The slot of the caller who has rung longest behind the front, or NOBODY. */
int switchboard_waiting(const struct switchboard *board);
/* Who rang first; but whoever has a line before whose line is lost. */
bool switchboard_waits_before(const struct party *one,
    const struct party *other);

/* Picks up on that line; the call in front is held. */
bool switchboard_answer_line(struct switchboard *board, int line, int64_t now,
    struct fault *fault);

/* Turns away the caller on that line; 0: in front, or who waited longest. */
bool switchboard_decline(struct switchboard *board, int line, int64_t now,
    struct fault *fault);

/* As switchboard_hang_up(), on that line. */
bool switchboard_hang_up_line(struct switchboard *board, int line, int64_t now,
    struct fault *fault);

/*
 * To that line, or with 0 to the next: first what has ended with something
 * unread, then round the lines that do not ring.
 */
bool switchboard_change(struct switchboard *board, int line, int64_t now,
    struct fault *fault);

/* Brings a slot, or NOBODY, to the front. */
void switchboard_bring(struct switchboard *board, int slot, int64_t now);

/* Says it on every line that talks; false when not all could be told. */
bool switchboard_everyone(struct switchboard *board, const char *text,
    size_t size, int64_t now, struct fault *fault);

/*
 * Joins two lines: what is heard on one is said on the other, with the name of
 * who said it. A line has one partner at most, and what has come through
 * several phones already is not passed on: nothing goes round for ever.
 */
bool switchboard_patch(struct switchboard *board, int one, int other,
    int64_t now, struct fault *fault);
/* Ends all of that; false when there was none. */
bool switchboard_unpatch(struct switchboard *board, int64_t now,
    struct fault *fault);

/* A line of the phone's own news. */
void switchboard_note(struct switchboard *board, int64_t now,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Between call/switchboard and its other parts. -------------------------- */

/* Keeps an ended call as long as it is to be read, or frees it. */
void switchboard_keep(struct switchboard *board, struct party *party,
    int64_t now);

/* What follows for the lines behind the front. */
void switchboard_settle_lines(struct switchboard *board, int64_t now);
void switchboard_settle_patches(struct switchboard *board, int64_t now);

/* What party_read() said of that slot: PARTY_HEARD_RING … PARTY_HEARD_GLARE. */
void ring_came(struct switchboard *board, int slot, int64_t now);
/* Somebody has connected in a foreign framing, where that is the call. */
void ring_by_itself(struct switchboard *board, int slot, int64_t now);
/* Both dialled, and the call that is held is the one that survives. */
void ring_take_held(struct switchboard *board, int held, int dialled,
    int64_t now);
void ringing_came(struct switchboard *board, int64_t now);
void glare_came(struct switchboard *board, int slot, int64_t now);

/* The same over datagrams, of which some get lost. */
void ring_early_answer(struct switchboard *board, int slot, int64_t now);
void ring_early_glare(struct switchboard *board, int slot, int64_t now);
void switchboard_remember(struct switchboard *board, const struct party *party,
    int64_t now);

/* And with call/ring_pass: a message to be passed on came, its report did. */
void ring_pass_came(struct switchboard *board, int slot, int64_t now);
void ring_pass_settle(struct switchboard *board, int64_t now);
int64_t ring_pass_deadline(const struct switchboard *board);

/* How many lines carry a message; only those by which it goes on, or all. */
int ring_pass_lines(const struct switchboard *board, bool only_onward);
/* A slot without a party, or NOBODY. */
int switchboard_free_slot(const struct switchboard *board);
/* There is room for one more message, and for the line that takes it on. */
bool ring_pass_has_room(const struct switchboard *board);
/* Adds this phone to the trail; false when there is no room in it. */
bool ring_pass_add_hop(struct switchboard *board, struct pass *trail,
    int64_t now);
/* Hands it on to the next phone. There is room, and a next. */
struct relay_pass *ring_pass_onward(struct switchboard *board,
    const struct pass *trail, int64_t now);

/* Whatever has just happened: what follows from it follows here. */
void ring_settle(struct switchboard *board, int64_t now);

/* This phone dialled it, and it is going on. */
bool ring_is_my_call(const struct party *party);

/* Between them and call/resume, the part for calls that lose their line. -- */

/*
 * That slot has heard RESUME. Returns the slot of the call whose line it is
 * from now on, which is that slot when there is no such call.
 */
int resume_came(struct switchboard *board, int slot, int64_t now);

/* A call that has ended still answers it. */
void resume_remember(struct switchboard *board, const struct party *party,
    int64_t now);

/* The line of that call is back: it may be in front again, or be too late. */
void resume_take_front(struct switchboard *board, int slot, int64_t now);

/* The user has not put that call aside; it has lost its line. */
bool resume_waits_for_line(const struct party *party);

/* As switchboard_has_line(), but for who has none just now. */
bool resume_has_line(const struct switchboard *board);

/* That phone rings, so it knows of no call that is to be resumed. */
void resume_forget(struct switchboard *board, uint64_t phone_id, int64_t now);

/* A service has too many calls: the one that waits longest makes room. */
bool resume_make_room(struct switchboard *board, int64_t now);

/*
 * Who wants another line has it told from the one before; who waits for one
 * gives up where another call was picked up instead.
 */
void resume_settle(struct switchboard *board, int64_t now);

#endif
