/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * outcome - how a call can end: what is said of it, and with which status a
 * program in plain mode exits.
 *
 * Pure; one const table.
 */
#ifndef LANDLINE_CALL_OUTCOME_H
#define LANDLINE_CALL_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum call_outcome {
	OUTCOME_NONE,	     /* it has not ended */
	OUTCOME_ENDED,	     /* both said goodbye, everything arrived */
	OUTCOME_STOPPED,     /* I stopped dialling */
	OUTCOME_DECLINED,    /* I declined */
	OUTCOME_MISSED,	     /* it rang here, and nobody picked up */
	OUTCOME_CALLER_LEFT, /* it rang here, and the caller hung up */
	OUTCOME_CALLER_LOST, /* it rang here, and the line was lost */
	OUTCOME_TURNED_AWAY, /* it did not ring here: this phone was busy */
	OUTCOME_YIELDED,     /* both dialled: the other line has the call */
	OUTCOME_CLOSED,	     /* somebody connected and left without ringing */
	OUTCOME_NOT_IN_SERVICE, /* the fault says why */
	OUTCOME_NO_SUCH_NAME,	/* likewise */
	OUTCOME_DIAL_TIMEOUT,	/* nobody answered the connect */
	OUTCOME_BUSY,
	OUTCOME_THEY_DECLINED,
	OUTCOME_NO_ANSWER,
	OUTCOME_GLARE,		/* HANGUP 200 without their RING held */
	OUTCOME_OWN_NUMBER,	/* you dialled yourself */
	OUTCOME_STRANGER,	/* what answers is no landline */
	OUTCOME_STRANGE_CALLER, /* who connected is no landline */
	OUTCOME_ECHO,		/* it repeats what it hears */
	OUTCOME_SILENT,		/* connected, and not one byte */
	OUTCOME_HUNG_UP_ON,	/* connected, and closed without a word */
	OUTCOME_OTHER_VERSION, /* a landline of another version or with needs */
	OUTCOME_PROTOCOL,      /* they broke the protocol */
	OUTCOME_MY_PROTOCOL,   /* they say that I broke it */
	OUTCOME_REFUSED,       /* HANGUP for a cause that is none of these */
	OUTCOME_LOST,	       /* the line was lost, where none is resumed */
	OUTCOME_DEAD,	       /* not a byte for too long */
	OUTCOME_UNREACHED, /* the line was lost: they were not reached again */
	OUTCOME_NOT_BACK,  /* they did not come back */
	OUTCOME_GONE,	   /* their number is not in service any more */
	OUTCOME_FORGOTTEN, /* they do not know the call any more */
	OUTCOME_CALLED_ANEW,  /* neither do they, and they call again */
	OUTCOME_GAVE_UP,      /* I did not wait for the line to come back */
	OUTCOME_NO_SUCH_CALL, /* somebody resumed one that is not known here */
	OUTCOME_BROKE_OFF,    /* I broke off without waiting */
	OUTCOME_THEY_BROKE_OFF, /* they did */
	OUTCOME_NO_REPLY,	/* datagrams went there, and none came back */
	OUTCOME_NONSENSE, /* what came makes no sense in a foreign framing */
};

enum { OUTCOME_COUNT = OUTCOME_NONSENSE + 1 };

/* The exit status of plain mode (sysexits.h). */
int outcome_status(enum call_outcome outcome);

/* Whether it belongs into the list of missed calls. */
bool outcome_is_missed(enum call_outcome outcome);

/*
 * The cause that the other side is told when this one ends a call so; 0: it
 * is not told anything.
 */
uint16_t outcome_cause(enum call_outcome outcome);

/* What a refusal with that cause means to the side that hears it. */
enum call_outcome outcome_of_cause(uint16_t cause);

/* What a sentence is made from; all of it clean. */
struct outcome_facts {
	const char *name;   /* who they say they are; "" when not known */
	const char *number; /* "192.168.1.20:8255" */
	const char *words;  /* their own words of refusal, or the fault's; "" */
	uint16_t cause;
	const char *stranger; /* "HTTP", or NULL */
	const char *framing;  /* "u32" */
	const char *reason;   /* the system's reason for a lost line, or "" */
	const char *advice;   /* what to do about that, or "" */
};

/* One sentence of how it ended. Returns `to`. */
char *outcome_words(char *to, size_t room, enum call_outcome outcome,
    const struct outcome_facts *facts);

#endif
