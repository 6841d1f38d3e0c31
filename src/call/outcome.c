/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/outcome.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "wire/frame.h"

struct row {
	int status;
	bool is_missed;
	uint16_t cause; /* told to the other side */
	/* {who} name or else number, {caller} both, {number}, {words},
	 * {stranger}, {framing}, {reason}, {cause}; a part in [] is left out when what it
	 * names is empty. */
	const char *words;
};

static const struct row rows[OUTCOME_COUNT] = {
	[OUTCOME_NONE] = { EX_OK, false, 0, "the call goes on" },
	[OUTCOME_ENDED] = { EX_OK, false, 0, "the call with {who} has ended" },
	[OUTCOME_STOPPED] = { EX_UNAVAILABLE, false, CAUSE_NORMAL,
	    "you stopped dialling {number}" },
	[OUTCOME_DECLINED] = { EX_UNAVAILABLE, false, CAUSE_DECLINED,
	    "you declined the call from {caller}" },
	[OUTCOME_MISSED] = { EX_UNAVAILABLE, true, CAUSE_NO_ANSWER,
	    "missed call from {caller}: nobody picked up" },
	[OUTCOME_CALLER_LEFT] = { EX_UNAVAILABLE, true, 0,
	    "missed call from {caller}: they hung up before you picked up" },
	[OUTCOME_CALLER_LOST] = { EX_UNAVAILABLE, true, CAUSE_NO_ANSWER,
	    "missed call from {caller}: their line was lost before you picked"
	    " up" },
	[OUTCOME_TURNED_AWAY] = { EX_TEMPFAIL, true, CAUSE_BUSY,
	    "missed call from {caller}: this phone was busy" },
	[OUTCOME_YIELDED] = { EX_OK, false, CAUSE_GLARE,
	    "you both dialled at once: {who} is on the other line" },
	[OUTCOME_CLOSED] = { EX_PROTOCOL, false, 0,
	    "somebody at {number} connected and left without ringing" },
	[OUTCOME_NOT_IN_SERVICE] = { EX_UNAVAILABLE, false, 0, "{words}" },
	[OUTCOME_NO_SUCH_NAME] = { EX_NOHOST, false, 0, "{words}" },
	[OUTCOME_DIAL_TIMEOUT] = { EX_UNAVAILABLE, false, 0,
	    "{number} does not answer (connect: no reply in time);"
	    " is the number right, and that machine on?" },
	[OUTCOME_BUSY] = { EX_TEMPFAIL, false, 0,
	    "{who} is busy; try again later" },
	[OUTCOME_THEY_DECLINED] = { EX_UNAVAILABLE, false, 0,
	    "{who} declined the call[: {words}]" },
	[OUTCOME_NO_ANSWER] = { EX_UNAVAILABLE, false, CAUSE_NO_ANSWER,
	    "{who} does not answer: it rang there, and nobody picked up;"
	    " try again later" },
	[OUTCOME_GLARE] = { EX_TEMPFAIL, false, 0,
	    "you both dialled at once; try again" },
	[OUTCOME_OWN_NUMBER] = { EX_UNAVAILABLE, false, CAUSE_NORMAL,
	    "{number} is your own number: you dialled yourself" },
	[OUTCOME_STRANGER] = { EX_PROTOCOL, false, 0,
	    "{number} does not speak landline[: that number answers with"
	    " {stranger}]; is its port the right one?" },
	[OUTCOME_STRANGE_CALLER] = { EX_PROTOCOL, false, 0,
	    "{number} connected, but does not speak landline[ ({stranger})]" },
	[OUTCOME_ECHO] = { EX_PROTOCOL, false, 0,
	    "{number} does not speak landline: that number repeats what it"
	    " hears; is its port the right one?" },
	[OUTCOME_SILENT] = { EX_PROTOCOL, false, CAUSE_NORMAL,
	    "something answers at {number}, but said nothing for 5 s: that is"
	    " no landline, or one that is asleep; check the port, or try again"
	    " later" },
	[OUTCOME_HUNG_UP_ON] = { EX_PROTOCOL, false, 0,
	    "something answers at {number}, but it closed the line without a"
	    " word[ ({reason})]; check the port, or try again" },
	[OUTCOME_OTHER_VERSION] = { EX_PROTOCOL, false, CAUSE_INCOMPATIBLE,
	    "{who} speaks a landline that does not fit this one[: {words}];"
	    " both ends need the same version" },
	[OUTCOME_PROTOCOL] = { EX_PROTOCOL, false, CAUSE_PROTOCOL_ERROR,
	    "{who} broke the protocol[: {words}]" },
	[OUTCOME_MY_PROTOCOL] = { EX_PROTOCOL, false, 0,
	    "{who} says that this phone broke the protocol[: {words}]" },
	[OUTCOME_REFUSED] = { EX_UNAVAILABLE, false, 0,
	    "{who} refused the call (cause {cause})[: {words}]" },
	[OUTCOME_LOST] = { EX_IOERR, false, 0,
	    "the line to {who} was lost[ ({reason})][; {advice}]" },
	[OUTCOME_DEAD] = { EX_IOERR, false, 0,
	    "the line to {who} is dead: nothing came for 15 s[; {advice}]" },
	[OUTCOME_UNREACHED] = { EX_IOERR, false, CAUSE_LINE_LOST,
	    "the line to {who} was lost[ ({reason})], and {number} could not"
	    " be reached again; if that is not their number any more, dial the"
	    " new number" },
	[OUTCOME_NOT_BACK] = { EX_IOERR, false, CAUSE_NO_SUCH_CALL,
	    "the line to {who} was lost[ ({reason})], and they did not come"
	    " back; call each other again" },
	[OUTCOME_GONE] = { EX_IOERR, false, 0,
	    "the line to {who} was lost, and nobody answers at {number} any"
	    " more; dial again when landline is running there" },
	[OUTCOME_FORGOTTEN] = { EX_IOERR, false, 0,
	    "{who} does not know this call any more; dial again" },
	[OUTCOME_CALLED_ANEW] = { EX_IOERR, false, CAUSE_NO_SUCH_CALL,
	    "{who} does not know this call any more, and calls again" },
	[OUTCOME_GAVE_UP] = { EX_IOERR, false, CAUSE_LINE_LOST,
	    "you gave up the call with {who} while its line was in trouble" },
	[OUTCOME_NO_SUCH_CALL] = { EX_PROTOCOL, false, CAUSE_NO_SUCH_CALL,
	    "{number} wanted to go on with a call that is not known here" },
	[OUTCOME_BROKE_OFF] = { EX_IOERR, false, CAUSE_LINE_LOST,
	    "you broke off the call with {who}" },
	[OUTCOME_THEY_BROKE_OFF] = { EX_IOERR, false, 0,
	    "{who} broke off the call without waiting for what was under way"
	    "[: {words}]; call again to go on" },
	[OUTCOME_NO_REPLY] = { EX_UNAVAILABLE, false, CAUSE_NORMAL,
	    "{number} does not answer: RING went there over UDP again and"
	    " again, and nothing came back; is the number right, and does"
	    " landline --udp run there?" },
	[OUTCOME_NONSENSE] = { EX_PROTOCOL, false, 0,
	    "what {who} sent makes no sense as {framing}: {words}" },
};

int
outcome_status(enum call_outcome outcome)
{
	return rows[outcome].status;
}

bool
outcome_is_missed(enum call_outcome outcome)
{
	return rows[outcome].is_missed;
}

uint16_t
outcome_cause(enum call_outcome outcome)
{
	return rows[outcome].cause;
}

enum call_outcome
outcome_of_cause(uint16_t cause)
{
	static const struct {
		uint16_t cause;
		enum call_outcome outcome;
	} meanings[] = {
		{ CAUSE_BUSY, OUTCOME_BUSY },
		{ CAUSE_NO_ANSWER, OUTCOME_NO_ANSWER },
		{ CAUSE_DECLINED, OUTCOME_THEY_DECLINED },
		{ CAUSE_LINE_LOST, OUTCOME_THEY_BROKE_OFF },
		{ CAUSE_NO_SUCH_CALL, OUTCOME_FORGOTTEN },
		{ CAUSE_INCOMPATIBLE, OUTCOME_OTHER_VERSION },
		{ CAUSE_PROTOCOL_ERROR, OUTCOME_MY_PROTOCOL },
		{ CAUSE_GLARE, OUTCOME_GLARE },
	};
	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (meanings[i].cause == cause)
			return meanings[i].outcome;
	return OUTCOME_REFUSED;
}

enum { SPARE_SIZE = 512 }; /* a name and a number */

static const char *
caller(const struct outcome_facts *facts, char spare[SPARE_SIZE])
{
	if (*facts->name == '\0')
		return facts->number;
	/* What they claim and what the kernel knows, told apart. */
	bool is_path = strncmp(facts->number, "unix", 4) == 0;
	snprintf(spare, SPARE_SIZE, "%s (%s%s)", facts->name,
	    is_path ? "over " : "", facts->number);
	return spare;
}

static const char *
fact(const struct outcome_facts *facts, const char *name, size_t size,
    char spare[SPARE_SIZE])
{
	if (size == 3 && memcmp(name, "who", size) == 0)
		return *facts->name != '\0' ? facts->name : facts->number;
	if (size == 6 && memcmp(name, "caller", size) == 0)
		return caller(facts, spare);
	if (size == 6 && memcmp(name, "number", size) == 0)
		return facts->number;
	if (size == 5 && memcmp(name, "words", size) == 0)
		return facts->words;
	if (size == 6 && memcmp(name, "reason", size) == 0)
		return facts->reason;
	if (size == 6 && memcmp(name, "advice", size) == 0)
		return facts->advice;
	if (size == 7 && memcmp(name, "framing", size) == 0)
		return facts->framing;
	if (size == 8 && memcmp(name, "stranger", size) == 0)
		return facts->stranger != NULL ? facts->stranger : "";
	assert(size == 5 && memcmp(name, "cause", size) == 0);
	snprintf(spare, SPARE_SIZE, "%u", (unsigned)facts->cause);
	return spare;
}

/* Whether every fact that the template names up to the ']' is there. */
static bool
has_facts(const char *template, const struct outcome_facts *facts)
{
	char spare[SPARE_SIZE];
	for (; *template != ']'; template ++) {
		if (*template != '{')
			continue;
		size_t size = strcspn(template + 1, "}");
		if (*fact(facts, template + 1, size, spare) == '\0')
			return false;
		template += size;
	}
	return true;
}

/* Appends what fits, with a NUL. */
static size_t
append(char *to, size_t room, size_t at, const char *text, size_t size)
{
	if (size > room - 1 - at)
		size = room - 1 - at;
	memcpy(to + at, text, size);
	to[at + size] = '\0';
	return at + size;
}

char *
outcome_words(char *to, size_t room, enum call_outcome outcome,
    const struct outcome_facts *facts)
{
	size_t at = append(to, room, 0, "", 0);
	for (const char *from = rows[outcome].words; *from != '\0'; from++) {
		if (*from == '[') {
			if (!has_facts(from, facts))
				from += strcspn(from, "]");
		} else if (*from == '{') {
			char spare[SPARE_SIZE];
			size_t size = strcspn(from + 1, "}");
			const char *text = fact(facts, from + 1, size, spare);
			at = append(to, room, at, text, strlen(text));
			from += size + 1;
		} else if (*from != ']') {
			at = append(to, room, at, from, 1);
		}
	}
	return to;
}
