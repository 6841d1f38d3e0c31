/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * ladder - the last thousand socket calls that a phone made, in their order,
 * and the words of the telephone for each.
 *
 * To note a call is cheap: nothing is allocated but the ring, once, and
 * nothing is formatted before somebody looks. It makes no calls itself.
 */
#ifndef LANDLINE_NET_LADDER_H
#define LANDLINE_NET_LADDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "net/sockaddr.h"

enum {
	LADDER_LENGTH = 1000,
	LADDER_DESCRIPTORS = 1024, /* higher ones belong to no line */
	LADDER_CALL_SIZE = 512,	   /* bytes of the prints with their NUL */
	LADDER_WORDS_SIZE = 96,
	LADDER_GAP_SIZE = 16,
	LADDER_LINE_SIZE = 768,
};

enum ladder_call {
	LADDER_SOCKET,
	LADDER_SETSOCKOPT,
	LADDER_GETSOCKOPT,
	LADDER_BIND,
	LADDER_LISTEN,
	LADDER_ACCEPT,
	LADDER_CONNECT,
	LADDER_GETSOCKNAME,
	LADDER_GETPEERNAME,
	LADDER_SEND,
	LADDER_RECV,
	LADDER_SENDTO,
	LADDER_RECVFROM,
	LADDER_SENDMSG,
	LADDER_RECVMSG,
	LADDER_SHUTDOWN,
	LADDER_CLOSE,
	LADDER_POLL, /* that woke the program */
};

enum {
	LADDER_SIGNAL = -1, /* a descriptor of LADDER_POLL: none, a signal */
	LADDER_INPUT = 0,   /* what the user types */
};

struct ladder_entry {
	uint64_t id;   /* 1, 2, 3 …; 0 is no entry */
	int64_t at_ms; /* of the first of its calls */
	uint32_t count;
	enum ladder_call call;
	int descriptor; /* poll: the first that woke */
	int line;	/* whose descriptor it is; 0: of none */
	int64_t result; /* bytes sent or received: of all its calls */
	int error;	/* errno, or the error that getsockopt() told; or 0 */
	/* socket: family, type. *sockopt: level, name, value. listen:
	 * backlog. shutdown: how. poll: revents. */
	int arguments[3];
	struct sockaddr_any address; /* size 0: it had none */
};

/* What belongs to a descriptor that was opened and not yet closed. */
struct ladder_descriptor {
	bool is_open;
	int line;
};

struct ladder {
	int64_t now;		   /* the owner's clock, told each turn */
	bool folds;		   /* repeated talk is one entry */
	uint64_t newest;	   /* id; 0: empty */
	uint64_t version;	   /* another one after each note */
	struct ladder_entry *ring; /* made at the first entry */
	struct ladder_descriptor descriptors[LADDER_DESCRIPTORS];
};

void ladder_init(struct ladder *ladder);
void ladder_clear(struct ladder *ladder);

/*
 * Notes a call; NULL notes nothing. Of `made` the ladder fills in id, time,
 * count and line itself. While it folds, what repeats on a descriptor (send,
 * receive, a wake-up, what would block, a number asked for) is counted in the entry there is, as
 * long as there was nothing but such talk since. errno stays what it was.
 */
void ladder_note(struct ladder *ladder, const struct ladder_entry *made);

/* From now on, until it is closed, the descriptor belongs to line `line`. */
void ladder_belongs(struct ladder *ladder, int descriptor, int line);

/* It sends or receives: its result is a number of bytes. */
bool ladder_moves_bytes(enum ladder_call call);

/* Whether a wake-up by it is to be noted: it was opened on this ladder. */
bool ladder_knows(const struct ladder *ladder, int descriptor);

/* The entry, or NULL when it has left the ring or never was. */
const struct ladder_entry *ladder_find(const struct ladder *ladder,
    uint64_t id);

/* The oldest id still there and the newest; 0 and 0 when empty. */
uint64_t ladder_oldest(const struct ladder *ladder);
uint64_t ladder_newest(const struct ladder *ladder);

/*
 * Whether it is one of the steps that a lecture points at, from "get a phone"
 * to "hang up", or a failure of one: not what sets a phone up or only waits.
 */
bool ladder_is_step(const struct ladder_entry *entry);

/*
 * The rest is for who looks; all of it is clean text of one line.
 *
 * "accept() = 7 from 192.168.1.7:52144", "connect([::1]:8255) = ECONNREFUSED",
 * "recv() ×5 = 135".
 */
void ladder_print_call(char to[LADDER_CALL_SIZE],
    const struct ladder_entry *entry);

/*
 * The same in `cols` columns, as far as what it was told, or told, can be cut
 * for that: "connect([fe80::5054…]:8255) = EINPROGRESS".
 */
void ladder_print_brief(char to[LADDER_CALL_SIZE],
    const struct ladder_entry *entry, int cols);

/* What a telephone calls it: "pick up", "nobody has that number". */
void ladder_print_words(char to[LADDER_WORDS_SIZE],
    const struct ladder_entry *entry);

/* The time since the entry before: "12 ms", "3.4 s", "5 min"; "" if none. */
void ladder_print_gap(char to[LADDER_GAP_SIZE], const struct ladder *ladder,
    const struct ladder_entry *entry);

/*
 * A line of --ladder: "accept() = 7 from [::1]:52144  pick up | fd 5 |
 * +12 ms", with " | line 1" behind for a descriptor of a line.
 */
void ladder_print_line(char to[LADDER_LINE_SIZE], const struct ladder *ladder,
    const struct ladder_entry *entry);

#endif
