/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * party - one end of one call: pieces, deeds and time go in; frames,
 * transcript entries and a deadline come out.
 *
 * Pure (sans-IO): no descriptor, no clock. It joins the decoder, the call's
 * state machine, the outbox, the transcript and the tape.
 */
#ifndef LANDLINE_CALL_PARTY_H
#define LANDLINE_CALL_PARTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "call/call.h"
#include "call/number.h"
#include "call/outbox.h"
#include "call/service.h"
#include "call/tally.h"
#include "call/transcript.h"
#include "wire/frame.h"
#include "wire/framing.h"
#include "wire/pass.h"
#include "wire/tape.h"

enum {
	PARTY_NAME_SIZE = 128,	      /* 32 columns of clean UTF-8 with a NUL */
	PARTY_PONGS = 32,	      /* PINGs that wait for their PONG */
	PARTY_AFTER_GOODBYE = 1024,   /* reliable frames they may still send */
	PARTY_BATCH_SIZE = 16 * 1024, /* small frames that leave together */
	PARTY_WORDS_SIZE = 1024,
	PARTY_PIECE_MOST = 64 * 1024,	 /* bytes it is offered at once */
	PARTY_STREAM_MOST = 256 * 1024,	 /* heard, and not taken yet */
	PARTY_DATAGRAM_MOST = 65507,	 /* bytes, in whatever framing */
	PARTY_DATAGRAM_TEXT_MOST = 1200, /* sent: no network cuts it up */
	PARTY_FAREWELLS = 3, /* times that a HANGUP is sent as a datagram */
};

/* What a party must know of its phone; outlives it. */
struct party_rules {
	const struct timers *timers;
	uint64_t phone_id;
	uint16_t port; /* where this phone answers; 0: nowhere */
	char name[FRAME_NAME_MOST + 1]; /* ours, clean */
	bool live;			/* the draft is sent as it is typed */
	size_t glue; /* messages that wait for one another; 0: none does */
	const struct framing *framing; /* never NULL */
	const struct service *service; /* answers every call, or NULL */
	struct tape *served; /* of all calls that it answers, and of the lines
				over which messages are passed on; or NULL */
	int64_t wall_offset; /* base/clock, for service and passes */
	/* What is heard goes to party->stream as it came: no messages are made
	 * of it. Foreign framings only. */
	bool keeps_stream;
	bool datagrams; /* a piece is a frame; what is lost stays lost */
};

/* Frames that are due, in the order in which they are given. */
enum party_debt {
	OWES_RING = 1 << 0,
	OWES_RINGING = 1 << 1,
	OWES_ANSWER = 1 << 2,
	OWES_REFUSAL = 1 << 3, /* and nothing after it */
	OWES_PONG = 1 << 4,
	OWES_ACK = 1 << 5, /* unless another frame carries the news */
	OWES_HOLD = 1 << 6,
	/* the outbox stands here */
	OWES_PING = 1 << 7,
	OWES_DRAFT = 1 << 8,
	/* and these before all others, on a line that a call resumes on */
	OWES_RESUME = 1 << 9,
	OWES_RESUMED = 1 << 10,
};

/* What a call remembers of its lines, to go on when one is lost. */
struct party_resume {
	uint32_t attempt; /* the last that was made, or the highest heard of */
	uint32_t acknowledged; /* callee: what RESUME says that they have */
	bool is_redialling;    /* the attempt wants a line, or has one */
	int64_t redial_at;     /* the next one, which gives this one up */
	uint64_t arrived;      /* messages, both ways, when the line was back */
	unsigned refusals;     /* running */
	bool was_unnoticed;    /* callee: they were back before it was missed */
	bool has_held;	       /* they have been told so: it is told again */
	bool has_drafted;
};

/* What a call over datagrams needs besides. */
struct party_datagrams {
	struct tally tally;
	const uint8_t *piece; /* the one that is looked at, or NULL */
	size_t piece_size;
	bool heard_any;	       /* datagrams, whatever they were */
	bool has_told_refusal; /* of what was sent since one was heard */
	unsigned long ignored; /* datagrams that made no sense */
	int64_t ring_at;       /* RING goes again then */
	int64_t farewell_at;   /* and HANGUP, which went so often: */
	unsigned farewells;
	int64_t left_at;     /* when a message of mine left last */
	int64_t finish_at;   /* I have finished; CLOCK_NEVER: I have not */
	bool listens_out;    /* and go when they have, too */
	uint32_t unanswered; /* the last message without an answer; 0: none */
};

/* What has gone over the line in one direction. */
struct party_traffic {
	uint64_t frames, bytes;
};

struct party {
	const struct party_rules *rules;
	const struct service *service; /* answers instead of a user, or NULL */
	struct call call;
	struct decoder decoder;
	struct outbox outbox;
	struct transcript transcript;
	struct tape tape;

	uint64_t serial;  /* tells it from every other call of this phone */
	uint64_t line_id; /* and its line from every other; 0: none, now */
	int line;	  /* its number among those of this phone, from 1 */
	struct number
	    number; /* dialled, or the caller's as the kernel knows it */
	struct number reached; /* the address that answered a dial */
	uint64_t call_id;
	uint64_t their_phone_id; /* 0 until their card came */
	uint16_t their_port;	 /* where they can be called back; 0: nowhere */
	char their_name[PARTY_NAME_SIZE]; /* as they claim it, clean */
	char words
	    [PARTY_WORDS_SIZE]; /* of their HANGUP, or what they did wrong; clean */
	uint16_t their_cause;
	const char *stranger; /* what answers instead of a landline, or NULL */
	struct fault fault;   /* OUTCOME_NOT_IN_SERVICE … : why */
	char reason[64];      /* the system's, for a lost line */
	bool is_settled;      /* the switchboard has seen its end */

	bool heard_a_frame;	/* they speak landline */
	uint32_t heard;		/* last sequence received in order */
	uint32_t after_goodbye; /* reliable frames since my HANGUP arrived */
	int64_t heard_at;	/* when the last byte came */
	int64_t sent_at;	/* when the last byte went */
	bool is_deaf;		/* nobody reads: silence does not count */
	size_t unsent;		/* given to the line, and no send() took it */
	uint64_t told;		/* notes that the switchboard has passed on */
	bool has_yielded; /* both dialled: their line has the call, not this */
	bool is_left_behind; /* and it still goes on there */
	uint64_t yielded_to; /* serial of the call that has it */

	struct party_traffic in, out;
	size_t unread;	     /* messages of theirs since it was last shown */
	bool is_behind;	     /* the user knows that it goes on behind another */
	bool told_trouble;   /* and that its line is lost */
	bool ended_behind;   /* another call was in front when it ended */
	uint64_t patch;	     /* serial of the call that hears this one too */
	uint64_t patch_next; /* entry that it hears next, */
	size_t patch_at;     /* from that byte on */

	/* What is to be given to the line besides the outbox. */
	unsigned owes;	     /* a set of enum party_debt */
	uint16_t owed_cause; /* of the refusal */
	char owed_words[FRAME_WORDS_MOST + 1];
	uint8_t pongs[PARTY_PONGS][FRAME_PING_SIZE];
	size_t pong_count;
	char my_draft[FRAME_DRAFT_MOST]; /* what a DRAFT would say */
	size_t my_draft_size;
	int64_t draft_after; /* not before this moment; 0: at once */
	int64_t glue_until;  /* messages wait for more of them; 0: none does */

	bool i_hold, they_hold;
	bool they_type;	    /* their draft is not empty */
	bool they_are_live; /* and they send it as they type */
	char their_draft[FRAME_DRAFT_MOST * 3 + 1]; /* clean */
	size_t their_draft_size;
	/* party_finish_talking(): a goodbye that waits until they are quiet. */
	bool is_finishing;
	int64_t probe_at;     /* when to ask them next; CLOCK_NEVER: asked */
	uint32_t probe_heard; /* party->heard when they answered last */
	unsigned quiet_rounds;
	int64_t round_trip_ms; /* -1: not known */
	struct party_resume resume;
	struct party_datagrams *datagrams; /* NULL over a stream */
	/* A foreign framing. */
	int64_t moved_at;    /* when a byte or the call moved last */
	bool has_told_wait;  /* for what it waits, of this frame */
	struct bytes stream; /* rules->keeps_stream */
	/* A line of a message that is passed on. */
	struct pass *pass;     /* what they handed over, or reported; clean */
	uint8_t handed_hops;   /* so many were handed over to them */
	unsigned long version; /* counts up when something to be seen changed */
};

/* A call that is to be dialled: `number` as the user gave it. */
struct party *party_new_caller(const struct party_rules *rules,
    const struct number *number, uint64_t call_id, int64_t now);

/* A message that is to be handed on to `number`. */
struct party *party_new_pass(const struct party_rules *rules,
    const struct number *number, const struct pass *pass, int64_t now);

/* Somebody has connected. */
struct party *party_new_callee(const struct party_rules *rules,
    const struct number *from, int64_t now);

void party_free(struct party *party);

/* What became of one cut frame; the switchboard decides about a RING. */
enum party_news {
	PARTY_NOTHING,		  /* the piece is read */
	PARTY_WENT_ON,		  /* a frame was taken; ask again */
	PARTY_HEARD_RING,	  /* is it to ring, to wait, or to hear busy? */
	PARTY_HEARD_RINGING,	  /* who was dialled is known now: glare? */
	PARTY_HEARD_GLARE,	  /* HANGUP 200: who may say so? */
	PARTY_HEARD_EARLY_ANSWER, /* ANSWER, and RINGING got lost */
	PARTY_HEARD_PASS,	  /* party->pass: is it to be passed on? */
	PARTY_HEARD_RESUME,	  /* which call is it? */
	PARTY_HEARD_RESUMED,	  /* the line is back: is it still in front? */
};

/*
 * How many bytes party_offer() may be given now, so that all that comes of
 * them has room; 0: read nothing.
 */
size_t party_appetite(const struct party *party);

/* Offers one piece; party_read() takes a frame of it a time. */
void party_offer(struct party *party, const uint8_t *piece, size_t size,
    int64_t now);
enum party_news party_read(struct party *party, int64_t now);

/* End of stream, or an error of the line (`reason` from strerror, or ""). */
void party_line_ended(struct party *party, bool broken, const char *reason,
    int64_t now);

/*
 * Over datagrams: one did not get there, as `reason` says. `fault` is what is
 * said of a number that nobody has.
 */
void party_refused(struct party *party, const char *reason,
    const struct fault *fault, int64_t now);

/* Over datagrams: messages of mine that were not answered in time. */
uint64_t party_unanswered(const struct party *party);

/* The longest message that may be said; a longer one is to be cut first. */
size_t party_message_most(const struct party_rules *rules);

/* Any event of the call; what it wants said is queued, notes are written. */
void party_happen(struct party *party, enum call_event event,
    enum call_outcome with, int64_t now);

/*
 * Writes whole frames that are due to `to`: as many small ones as fit in
 * PARTY_BATCH_SIZE, or one of any size. Returns the bytes; 0: nothing is due.
 * `room` is at least FRAMING_STORE_SIZE.
 */
size_t party_give(struct party *party, uint8_t *to, size_t room, int64_t now);

/* One send() took `size` bytes of what was given. */
void party_sent(struct party *party, size_t size, int64_t now);

/* The line is to be shut down for sending once its buffer is empty. */
bool party_is_finished(const struct party *party);

/* The earliest moment at which party_tick() has something to do. */
int64_t party_deadline(const struct party *party);
void party_tick(struct party *party, int64_t now);

/* Nobody takes what is heard (a blocked standard output), or somebody does again. */
void party_set_deaf(struct party *party, bool deaf, int64_t now);

/*
 * Says one message, clean and at most FRAME_PAYLOAD_MOST bytes. False, and
 * nothing said, when it is no time to talk or too much is under way.
 */
bool party_say(struct party *party, const char *text, size_t size, int64_t now);
bool party_can_say(const struct party *party, size_t size);

/*
 * Says bytes as they are, at most FRAMING_PAYLOAD_MOST, as a message that the
 * transcript does not get. Not in landline's own framing.
 */
bool party_pass(struct party *party, const void *bytes, size_t size,
    int64_t now);

/*
 * I have finished talking: says goodbye as soon as everything of mine has
 * arrived and they have said nothing for two whole round trips, because a
 * goodbye cuts short what they still have to say.
 */
void party_finish_talking(struct party *party, int64_t now);

/*
 * I have had nothing to say at all: over datagrams, where nobody says in a
 * foreign framing that they have finished, it ends when they are silent.
 */
void party_finish_listening(struct party *party, int64_t now);

/* Whether another line is wanted now, to resume on. */
bool party_wants_line(const struct party *party);

/* It was not to be had; `refused`: nobody is there who would take it. */
void party_redial_failed(struct party *party, bool refused, int64_t now);

/*
 * The caller is back: `fresh` has heard RESUME, on a line which is this call's
 * from now on. What was left of the old one is forgotten first.
 */
void party_resume_on(struct party *party, struct party *fresh, int64_t now);

/* The moment of the next step towards that, the step, and what a PONG means for it. */
int64_t party_finish_deadline(const struct party *party);
void party_finish_tick(struct party *party, int64_t now);
void party_finish_heard_pong(struct party *party, int64_t now);

/* Between call/party and call/party_resume, the part for lines that are lost. */
void party_trouble_changed(struct party *party, enum call_trouble before,
    int64_t now);
int64_t party_resume_deadline(const struct party *party);
void party_resume_tick(struct party *party, int64_t now);
enum party_news party_hear_resume(struct party *party,
    const struct framing_frame *frame);
enum party_news party_hear_resumed(struct party *party,
    const struct framing_frame *frame, int64_t now);

/* Between it and call/party_read. */
bool party_heard_acknowledgement(struct party *party, uint32_t acknowledgement,
    int64_t now);
void party_check_all_arrived(struct party *party, int64_t now);

/*
 * Between call/party_hear, the part that does what a frame says, and
 * call/party_read and call/party_datagram, which see whether it may.
 */
void party_hear_card(struct party *party, const struct frame_card *card);
/* A frame that may come now and is in order, and one that may be skipped. */
enum party_news party_hear_frame(struct party *party,
    const struct frame_header *header, const struct framing_frame *frame,
    uint32_t tape_id, int64_t now);
void party_skip_frame(struct party *party, const struct frame_header *header,
    uint32_t tape_id, int64_t now);

/* Between call/party and call/party_foreign, the part for other framings. */
bool party_is_foreign(const struct party *party);
enum party_news party_foreign_read(struct party *party, int64_t now);
size_t party_foreign_give(struct party *party, uint8_t *to, size_t room,
    int64_t now);
void party_foreign_ended(struct party *party, int64_t now);
void party_foreign_emptied(struct party *party, int64_t now);
int64_t party_foreign_deadline(const struct party *party);
void party_foreign_tick(struct party *party, int64_t now);

/*
 * And call/party_datagram and party_datagram_time, the parts for calls over
 * datagrams.
 */
void party_datagram_open(struct party *party);
void party_datagram_offer(struct party *party, const uint8_t *piece,
    size_t size);
/* The one frame of the datagram offered; if it is none, that is said. */
bool party_datagram_cut(struct party *party, struct framing_frame *frame,
    int64_t now);
enum party_news party_datagram_read(struct party *party, int64_t now);
/* Our own RING again: whoever answers there repeats what it hears. */
bool party_hears_echo(const struct party *party,
    const struct frame_header *header, const struct framing_frame *frame);
/* Bytes that are no frame, and that end the call. */
void party_hear_nonsense(struct party *party, enum framing_verdict verdict,
    int64_t now);
void party_datagram_gave(struct party *party, uint8_t type, uint32_t sequence,
    int64_t now);
int64_t party_datagram_deadline(const struct party *party);
void party_datagram_tick(struct party *party, int64_t now);
/* What has no answer yet has none. Returns how many that are of all. */
size_t party_datagram_give_up(struct party *party);

/* And call/party_serve, the part that answers for a service. */
void party_serve(struct party *party, const uint8_t *payload, size_t size,
    int64_t now);
void party_serve_first(struct party *party, int64_t now);

/* Between call/party and call/party_pass, the part that hands messages on. */
enum party_news party_hear_pass(struct party *party,
    const struct framing_frame *frame, int64_t now);
void party_pass_acknowledged(struct party *party, int64_t now);

/* What has become of the message goes back by the line that it came by. */
void party_report(struct party *party, const struct pass *report);

/* A message of theirs, cleaned, for the transcript. */
void party_hear_text(struct party *party, const uint8_t *payload, size_t size,
    uint32_t tape_id, uint32_t sequence, int64_t now);

/* Notes a frame on the party's tape, or on that which rules->served is. */
uint32_t party_tape(struct party *party, enum tape_direction direction,
    const struct framing_frame *frame, int64_t now);

/* `size` bytes of party->stream have been taken. */
void party_streamed(struct party *party, size_t size, int64_t now);

/* The draft is this now; sent as it is, as "…", or not at all. */
void party_draft(struct party *party, const char *text, size_t size,
    int64_t now);

/* Whether the line's clocks run: PING is due when silent, and silence kills. */
bool party_is_pinging(const struct party *party);

/* They broke the protocol, or are no landline: in a few words, how. */
void party_violated(struct party *party, enum call_outcome as, int64_t now,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Holds or comes back; tells them. */
void party_hold(struct party *party, bool hold, int64_t now);

/* A line of the phone's own in the transcript. */
void party_note(struct party *party, int64_t now, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* What the transcript says of a line that was lost, and of one that is back. */
void party_note_trouble(struct party *party, int64_t now);
void party_note_resumed(struct party *party, int64_t now);

/* What the transcript says of the state that began, and of the end. */
void party_note_state(struct party *party, enum call_state before, int64_t now);
void party_note_outcome(struct party *party, int64_t now);

/* How the call ended, in a sentence. Returns `to`. */
char *party_words(const struct party *party, char *to, size_t room);

/* Who they are for sentences: the name, or else the number. Lives as long as `spare`. */
const char *party_who(const struct party *party, char spare[NUMBER_PRINT_SIZE]);

/* The number under which they can be called (back); false when there is none. */
bool party_call_back(const struct party *party, struct number *number);

/* Messages of mine that are not acknowledged. */
size_t party_waiting(const struct party *party);

#endif
