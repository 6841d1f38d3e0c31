/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/party.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
party_note(struct party *party, int64_t now, const char *format, ...)
{
	char text[PARTY_WORDS_SIZE * 2];
	va_list arguments;
	va_start(arguments, format);
	int size = vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	if (size < 0)
		return;
	struct transcript_entry entry = {
		.at_ms = now,
		.speaker = SPEAKER_PHONE,
		.kind = TRANSCRIPT_NOTE,
	};
	transcript_add(&party->transcript, &entry, text, strlen(text));
	party->version++;
}

/* A caller's port is the system's choice and tells nobody anything. */
static const char *
print_number(const struct party *party, char to[NUMBER_PRINT_SIZE])
{
	if (party->call.side == CALL_CALLEE)
		return number_print_address(to, NUMBER_PRINT_SIZE,
		    &party->number);
	return number_print_whole(to, NUMBER_PRINT_SIZE, &party->number);
}

const char *
party_who(const struct party *party, char spare[NUMBER_PRINT_SIZE])
{
	if (*party->their_name != '\0')
		return party->their_name;
	return print_number(party, spare);
}

bool
party_call_back(const struct party *party, struct number *number)
{
	*number = party->number;
	if (party->call.side == CALL_CALLER)
		return true;
	number->port = party->their_port;
	return number->port != 0 && number->kind != NUMBER_NOBODY;
}

char *
party_words(const struct party *party, char *to, size_t room)
{
	char number[NUMBER_PRINT_SIZE];
	struct outcome_facts facts = {
		.name = party->their_name,
		.number = print_number(party, number),
		.words = *party->fault.words != '\0' ? party->fault.words :
						       party->words,
		.cause = party->their_cause,
		.stranger = party->stranger,
		.framing = party->rules->framing->name,
		.reason = party->reason,
		/* Who was called cannot know where they are, and a service
		 * dials nobody. */
		.advice = party->call.side == CALL_CALLER ?
		    "dial again when it is back" :
		    "",
	};
	return outcome_words(to, room, party->call.outcome, &facts);
}

/* What a claimed name is shown with: the address that the kernel knows. */
static void
note_bell(struct party *party, int64_t now)
{
	char address[NUMBER_PRINT_SIZE];
	number_print_address(address, sizeof address, &party->number);
	party_note(party, now, "%s is calling %s %s",
	    *party->their_name != '\0' ? party->their_name : "somebody",
	    number_from(&party->number), address);
}

static void
note_answer(struct party *party, enum call_state before, int64_t now)
{
	char spare[NUMBER_PRINT_SIZE];
	const char *who = party_who(party, spare);
	if (party->call.side == CALL_CALLER)
		party_note(party, now, "%s picked up", who);
	else if (before == CALL_HELD_BACK)
		party_note(party, now,
		    "you both dialled at once; you are connected with %s", who);
	else
		party_note(party, now, "you picked up; %s is there", who);
}

/* Who hung up first did; the other's goodbye is an answer. */
static void
note_goodbye(struct party *party, enum call_state before, int64_t now)
{
	char spare[NUMBER_PRINT_SIZE];
	const char *who = party_who(party, spare);
	bool has_words = *party->words != '\0';
	if (before != CALL_LEAVING)
		party_note(party, now, "%s hung up%s%s", who,
		    has_words ? ": " : "", party->words);
	else if (has_words)
		party_note(party, now, "%s said goodbye: %s", who,
		    party->words);
}

/* There is no connection that would tell it. */
static void
note_open_datagrams(struct party *party, int64_t now)
{
	char spare[NUMBER_PRINT_SIZE];
	party_note(party, now,
	    party->call.side == CALL_CALLER ?
		"talking to %s (%s over UDP: whether they hear it shows when"
		" they answer)" :
		"%s has sent a datagram (%s over UDP)",
	    party_who(party, spare), party->rules->framing->name);
}

/* A call in a foreign framing, which begins with the connection. */
static void
note_open(struct party *party, int64_t now)
{
	char spare[NUMBER_PRINT_SIZE];
	if (party->datagrams != NULL) {
		note_open_datagrams(party, now);
		return;
	}
	party_note(party, now,
	    party->call.side == CALL_CALLER ? "connected with %s (%s)" :
					      "%s is connected (%s)",
	    party_who(party, spare), party->rules->framing->name);
}

/* Over datagrams nobody waits for the other's goodbye. */
static void
note_end(struct party *party, enum call_state before, int64_t now)
{
	if (party->datagrams == NULL || party->call.outcome != OUTCOME_ENDED ||
	    (before != CALL_TALKING && before != CALL_OPEN))
		return;
	if (party->call.was_hung_up)
		party_note(party, now, "you hung up");
	else
		note_goodbye(party, before, now);
}

/* Of a call that a service answers, only who came and how it ended. */
static void
note_served(struct party *party, int64_t now)
{
	char spare[NUMBER_PRINT_SIZE];
	if (call_is_talking(&party->call))
		party_note(party, now, "%s answers %s on line %d",
		    party->service->name, party_who(party, spare), party->line);
}

/* Of a call that is done the end is told already. */
static bool
is_of_interest(const struct party *party)
{
	return call_is_going_on(&party->call) && !party->has_yielded;
}

void
party_note_trouble(struct party *party, int64_t now)
{
	char spare[NUMBER_PRINT_SIZE];
	const struct call *call = &party->call;
	long long seconds = (call->trouble_until - now) / 1000;
	const char *reason =
	    *party->reason != '\0' ? party->reason : "it was closed";
	if (!is_of_interest(party) || party->resume.was_unnoticed)
		return;
	if (call->side == CALL_CALLER)
		party_note(party, now,
		    "line trouble (%s); redialling for up to %lld s", reason,
		    seconds);
	else
		party_note(party, now,
		    "line trouble (%s); waiting for %s, %lld s at most", reason,
		    party_who(party, spare), seconds);
}

static bool
has_just_noted(const struct party *party, const char *text)
{
	const struct transcript *transcript = &party->transcript;
	if (transcript->end == transcript->first)
		return false;
	const struct transcript_entry *newest =
	    transcript_at(transcript, transcript->end - 1);
	return newest->speaker == SPEAKER_PHONE &&
	    strcmp(newest->text, text) == 0;
}

/*
 * Once, however many attempts were made: to who was asleep they all come
 * together.
 */
static void
note_unnoticed(struct party *party, int64_t now)
{
	char spare[NUMBER_PRINT_SIZE];
	char text[PARTY_WORDS_SIZE * 2];
	snprintf(text, sizeof text,
	    "the line is back: %s had lost it, and dialled again",
	    party_who(party, spare));
	if (!has_just_noted(party, text))
		party_note(party, now, "%s", text);
}

/* "0.2 s" where that matters, "7 s" where it does not. */
void
party_note_resumed(struct party *party, int64_t now)
{
	long long ms = now - party->call.troubled_at;
	if (!is_of_interest(party))
		return;
	if (party->resume.was_unnoticed)
		note_unnoticed(party, now);
	else if (ms < 1000)
		party_note(party, now, "the line is back after 0.%lld s",
		    ms / 100);
	else
		party_note(party, now, "the line is back after %lld s",
		    ms / 1000);
}

/* What is written into the transcript when a state begins. */
void
party_note_state(struct party *party, enum call_state before, int64_t now)
{
	char spare[NUMBER_PRINT_SIZE];
	if (party->service != NULL) {
		note_served(party, now);
		return;
	}
	switch (party->call.state) {
	case CALL_ANNOUNCED:
		party_note(party, now, "%s",
		    party->datagrams != NULL ?
			"RING is on its way; over UDP no line is connected" :
			"connected; waiting for the bell");
		break;
	case CALL_RINGS_THERE:
		party_note(party, now, "it rings there: %s",
		    party_who(party, spare));
		break;
	case CALL_RINGS_HERE:
		note_bell(party, now);
		break;
	case CALL_TALKING:
		note_answer(party, before, now);
		break;
	case CALL_LEAVING:
		party_note(party, now, "you hung up");
		break;
	case CALL_PARTING:
		note_goodbye(party, before, now);
		break;
	case CALL_OPEN:
		note_open(party, now);
		break;
	case CALL_CLOSING:
		party_note(party, now, "you have finished; %s may go on",
		    party_who(party, spare));
		break;
	case CALL_EMPTYING:
		party_note(party, now, "%s has finished",
		    party_who(party, spare));
		break;
	case CALL_DIALLING:
	case CALL_EXPECTING:
	case CALL_HELD_BACK:
	case CALL_DONE:
		break;
	case CALL_DRAINING:
	case CALL_OVER:
		note_end(party, before, now);
		break;
	case CALL_HANDING:
	case CALL_PASSING:
		break;
	}
}

/* The sentence of how it ended, and how many messages may not have arrived. */
void
party_note_outcome(struct party *party, int64_t now)
{
	char words[PARTY_WORDS_SIZE];
	/* The outbox knows of those too that have left the transcript. */
	size_t lost = outbox_count(&party->outbox, FRAME_TEXT);
	lost += party_datagram_give_up(party);
	transcript_give_up(&party->transcript);
	party_note(party, now, "%s", party_words(party, words, sizeof words));
	if (lost > 0)
		party_note(party, now,
		    "%zu message%s not known to have arrived", lost,
		    lost == 1 ? " is" : "s are");
}
