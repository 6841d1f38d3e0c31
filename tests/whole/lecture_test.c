/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Every system of the lectures, with landline at either end of it: the other
 * end is a program of tests/peers, which shares nothing with landline.
 */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <check.h>

#include "../net/fixture.h"
#include "dialog.h"
#include "process.h"
#include "suite.h"

enum {
	DIALOG_MOST = 10,
	TELLS_MOST = 12,
	OPTIONS_MOST = 6,
	ARGUMENTS_MOST = 12,
	NUMBER_SIZE = 128,
};

/* Which end landline is. */
enum role { CLIENT, SERVER };

enum transport {
	TCP = 1 << 0,
	TCP6 = 1 << 1,
	UNIX = 1 << 2,
	STREAMS = TCP | TCP6 | UNIX,
	UDP = 1 << 3,
	UDP6 = 1 << 4,
	DATAGRAMS = UDP | UDP6,
};

struct lesson {
	const char *row; /* of DESIGN's table */
	const char *system, *how;
	enum role role;
	unsigned over; /* transports */
	const char *options[OPTIONS_MOST];
	const char *dialog[DIALOG_MOST]; /* see dialog.h */
	const char *tells[TELLS_MOST];	 /* landline, on standard error */
	enum dialog_end end;
};

#define EIGHT_STEPS_OF_A_SERVER                                         \
	"  get a phone", "  get a number", "  plug it in", "  pick up", \
	    "  hear ", "  say ", "  they have hung up", "  hang up"
#define EIGHT_STEPS_OF_A_CLIENT                                             \
	"  get a phone", "  dial", "  they picked up", "  say ", "  hear ", \
	    "  they have hung up", "  hang up"
/* Nobody listens, is dialled or picks up; and nobody hears it end. */
#define STEPS_OF_A_UDP_SERVER                                         \
	"  get a phone", "  get a number", "recvfrom() = ", "  say ", \
	    "  hang up"
#define STEPS_OF_A_UDP_CLIENT "  get a phone", "  say ", "  hear ", "  hang up"
/* There is nothing to wait for at a UNIX socket. */
#define STEPS_OF_A_CLIENT \
	"  get a phone", "  dial", "  say ", "  hear ", "  hang up"

static const struct lesson lessons[] = {
	{ "the eight telephone steps", "message", NULL, SERVER, STREAMS,
	    { "--auto-answer", "--ladder" },
	    { "} hello, server\n", "< hello, server\n", "> hello, client\n",
		"{ hello, client\n" },
	    { EIGHT_STEPS_OF_A_SERVER }, BOTH_END },
	{ "the eight telephone steps", "message", NULL, CLIENT, TCP | TCP6,
	    { "--ladder" },
	    { "> hello, server\n", "{ hello, server\n", "} hello, client\n",
		"< hello, client\n" },
	    { EIGHT_STEPS_OF_A_CLIENT }, BOTH_END },
	{ "the eight telephone steps", "steps", NULL, SERVER, STREAMS,
	    { "--framing=line", "--ladder" },
	    { "< good morning\n", "> good evening\n", "{ heard good evening" },
	    { EIGHT_STEPS_OF_A_SERVER }, BOTH_END },
	{ "the eight telephone steps", "steps", NULL, CLIENT, STREAMS,
	    { "--framing=line", "--ladder" },
	    { "> good morning\n", "{ heard good morning", "< good evening\n" },
	    { STEPS_OF_A_CLIENT, "  they have hung up" }, BOTH_END },

	{ "the steps over UDP", "message", NULL, SERVER, DATAGRAMS,
	    { "--auto-answer", "--ladder" },
	    { "} hello, server\n", "< hello, server\n", "> hello, client\n",
		"{ hello, client\n" },
	    { STEPS_OF_A_UDP_SERVER }, BOTH_END },
	{ "the steps over UDP", "message", NULL, CLIENT, DATAGRAMS,
	    { "--ladder" },
	    { "> hello, server\n", "{ hello, server\n", "} hello, client\n",
		"< hello, client\n" },
	    { STEPS_OF_A_UDP_CLIENT }, BOTH_END },
	{ "the steps over UDP", "steps", NULL, SERVER, UDP,
	    { "--framing=line", "--ladder" },
	    { "< good morning\n", "> good evening\n", "{ heard good evening" },
	    { STEPS_OF_A_UDP_SERVER }, BOTH_END },
	{ "the steps over UDP", "steps", NULL, CLIENT, UDP,
	    { "--framing=line", "--ladder" },
	    { "> good morning\n", "{ heard good morning", "< good evening\n" },
	    { STEPS_OF_A_UDP_CLIENT }, BOTH_END },

	{ "byte order", "framed", "u32", SERVER, STREAMS,
	    { "--framing=u32", "--service=upper" },
	    { "} hello\n", "{ HELLO\n" }, { NULL }, LANDLINE_STAYS },
	{ "byte order", "framed", "u32le", CLIENT, STREAMS,
	    { "--framing=u32le" }, { "> hello\n", "< HELLO\n" }, { NULL },
	    BOTH_END },
	{ "an encoded string", "framed", "ascii4", SERVER, STREAMS,
	    { "--framing=ascii4", "--service=upper" },
	    { "} hello\n", "{ HELLO\n" }, { NULL }, LANDLINE_STAYS },
	{ "an encoded string", "framed", "ascii10", CLIENT, STREAMS,
	    { "--framing=ascii10" }, { "> hello\n", "< HELLO\n" }, { NULL },
	    BOTH_END },

	{ "header, then the bytes it names", "message", NULL, SERVER, STREAMS,
	    { "--auto-answer", "--wire" },
	    { "} one\n", "} three\n", "< one\nthree\n" },
	    { "in TEXT 3 seq 1 ack 0 | 4c 01 05 00 00 00 00 03"
	      " 00 00 00 01 00 00 00 00 | 6f 6e 65 | recv ",
		"in TEXT 5 seq 2 ack 0 | 4c 01 05 00 00 00 00 05"
		" 00 00 00 02 00 00 00 00 | 74 68 72 65 65 | recv " },
	    BOTH_END },
	{ "header, then the bytes it names", "framed", "u16", SERVER, STREAMS,
	    { "--framing=u16", "--service=echo", "--wire" },
	    { "} one\n", "{ one\n", "} three\n", "{ three\n" },
	    { "line 1 in u16 3 | 00 03 | 6f 6e 65 | recv ",
		"line 1 out u16 5 | 00 05 | 74 68 72 65 65" },
	    LANDLINE_STAYS },
	{ "header, then the bytes it names", "framed", "u16+self", CLIENT,
	    STREAMS, { "--framing=u16+self", "--wire" },
	    { "> one\nthree\n", "< ONE\nTHREE\n" },
	    { "out u16+self 3 | 00 05 | 6f 6e 65",
		"in u16+self 5 | 00 07 | 54 48 52 45 45 | recv " },
	    BOTH_END },

	{ "echo", "echo", NULL, SERVER, STREAMS,
	    { "--framing=raw", "--service=echo" },
	    { "} hello\n", "{ hello\n", "} again\n", "{ again\n" }, { NULL },
	    LANDLINE_STAYS },
	{ "echo", "echo", NULL, CLIENT, STREAMS, { "--framing=raw" },
	    { "> hello\n", "< hello\n", "> again\n", "< again\n" }, { NULL },
	    PEER_STAYS },

	{ "upper", "upper", NULL, SERVER, STREAMS,
	    { "--framing=raw", "--service=upper" },
	    { "} hello\n", "{ HELLO\n" }, { NULL }, LANDLINE_STAYS },
	{ "upper", "upper", NULL, CLIENT, STREAMS, { "--framing=line" },
	    { "> hello\n", "< HELLO\n" }, { NULL }, PEER_STAYS },

	{ "upper over UDP", "upper", NULL, SERVER, DATAGRAMS,
	    { "--framing=raw", "--service=upper" },
	    { "} hello\n", "{ HELLO\n", "} again\n", "{ AGAIN\n" },
	    { "upper answers " }, LANDLINE_STAYS },
	{ "upper over UDP", "upper", NULL, CLIENT, DATAGRAMS,
	    { "--framing=raw" }, { "> hello", "< HELLO", "> again", "< AGAIN" },
	    { NULL }, PEER_STAYS },
	{ "echo over UDP", "echo", NULL, SERVER, UDP,
	    { "--framing=raw", "--service=echo" }, { "} hello\n", "{ hello\n" },
	    { NULL }, LANDLINE_STAYS },
	{ "echo over UDP", "echo", NULL, CLIENT, UDP, { "--framing=u16" },
	    { "> hello\n", "< hello\n" }, { NULL }, PEER_STAYS },
	{ "connectionless demultiplexing", "demux", NULL, SERVER, DATAGRAMS,
	    { "--framing=raw", "--service=upper" },
	    { "{ line 4: right\n", "{ line 0: right\n", "{ line 4: right\n",
		"{ line 0: right\n" },
	    { "on line 5\n" }, LANDLINE_STAYS },
	{ "connectionless demultiplexing", "demux", NULL, CLIENT, UDP,
	    { "--framing=raw" },
	    { "> one", "< 1 of port ", "> two", "< 2 of port " }, { NULL },
	    PEER_STAYS },

	{ "a message program in C", "message", NULL, SERVER, STREAMS | UDP,
	    { "--auto-answer" },
	    { "} who is there?\n", "< who is there?\n", "> it is me\n",
		"{ it is me\n", "> and you?\n", "{ and you?\n" },
	    { "the call with peter has ended" }, BOTH_END },
	{ "a message program in C", "message", NULL, SERVER, STREAMS | UDP,
	    { "--service=upper" }, { "} hello\n", "{ HELLO\n" }, { NULL },
	    LANDLINE_STAYS },
	{ "a message program in C", "message", NULL, CLIENT, STREAMS | UDP,
	    { NULL },
	    { "> who is there?\n", "{ who is there?\n", "} it is me\n",
		"< it is me\n" },
	    { "peter picked up" }, BOTH_END },

	{ "a message through every student", "pass", NULL, SERVER, STREAMS,
	    { "--pass-on=-" },
	    { "} hello\n", "< hello\n", "{ 2 phones\n1 peter\n2 somebody\n" },
	    { NULL }, LANDLINE_STAYS },
	{ "a message through every student", "pass", NULL, CLIENT, STREAMS,
	    { "--listen=127.0.0.1:0", "--pass-on" },
	    { "> hello\n", "{ hello\n" },
	    { "\"hello\" went to the end of the chain, through 2 phones",
		"\n  1  somebody ", "\n  2  peter ", " my desk " },
	    BOTH_END },

	{ "question and answer in turns", "chat", NULL, SERVER, STREAMS,
	    { "--framing=raw" },
	    { "} how are you?\n", "< how are you?", "> fine", "{ fine\n",
		"} bye\n", "< bye" },
	    { NULL }, BOTH_END },
	{ "question and answer in turns", "chat", NULL, CLIENT, STREAMS,
	    { "--framing=raw" },
	    { "> how are you?", "{ how are you?\n", "} fine\n", "< fine",
		"> bye", "{ bye\n" },
	    { NULL }, BOTH_END },

	{ "many connection sockets", "many", NULL, SERVER, STREAMS,
	    { "--framing=raw", "--service=upper" },
	    { "{ line 9: right\n", "{ line 5: right\n", "{ line 0: right\n" },
	    { "upper answers ", "on line 10\n" }, LANDLINE_STAYS },
	{ "many connection sockets", "many", NULL, CLIENT, STREAMS,
	    { "--framing=line" },
	    { "{ socket ", "{ : port ", "> hello\n", "< said hello\n" },
	    { NULL }, PEER_STAYS },

	{ "daytime", "daytime", NULL, SERVER, STREAMS,
	    { "--framing=crlf", "--service=time" }, { "{ -UTC\r\n" }, { NULL },
	    LANDLINE_STAYS },
	{ "daytime", "daytime", NULL, CLIENT, STREAMS, { "--framing=raw" },
	    { "< -GMT\r\n" }, { NULL }, BOTH_END },
	{ "daytime over UDP", "daytime", NULL, SERVER, UDP,
	    { "--framing=raw", "--service=time" }, { "{ -UTC" }, { NULL },
	    LANDLINE_STAYS },
	{ "daytime over UDP", "daytime", NULL, CLIENT, UDP, { "--framing=raw" },
	    { "> ?", "< -GMT\r\n" }, { NULL }, PEER_STAYS },
	{ "daytime", "daytime", NULL, CLIENT, STREAMS, { "--framing=crlf" },
	    { "< -GMT\n" }, { NULL }, BOTH_END },
	{ "http", "http", NULL, SERVER, STREAMS, { "--framing=raw" },
	    { "< GET /hello HTTP/1.0\r\nHost: localhost\r\n\r\n",
		"> HTTP/1.0 200 OK\r\n\r\nIt rings.\n", "{ HTTP/1.0 200 OK\n" },
	    { NULL }, BOTH_END },
	{ "http", "http", NULL, CLIENT, STREAMS, { "--framing=raw" },
	    { "> GET /hello HTTP/1.0\r\n\r\n", "{ GET /hello HTTP/1.0\n",
		"< 200 OK\r\n", "< \r\n\r\nIt rings.\n" },
	    { NULL }, BOTH_END },
	{ "http", "http", NULL, CLIENT, STREAMS, { "--framing=line" },
	    { "> GET /hello HTTP/1.0\n\n", "{ GET /hello HTTP/1.0\n",
		"< Content-Length: 10\n\nIt rings.\n" },
	    { NULL }, BOTH_END },
};

enum { LESSONS = sizeof lessons / sizeof *lessons };

static const enum transport transports[] = { TCP, TCP6, UNIX, UDP, UDP6 };
enum { TRANSPORTS = sizeof transports / sizeof *transports };

/* The lesson and transport with that index, of those that there are. */
static bool
find(int index, const struct lesson **lesson, enum transport *over)
{
	for (*lesson = lessons; *lesson < lessons + LESSONS; ++*lesson)
		for (int at = 0; at < TRANSPORTS; at++) {
			*over = transports[at];
			if (((*lesson)->over & *over) != 0 && index-- == 0)
				return true;
		}
	return false;
}

static int
count_all(void)
{
	const struct lesson *lesson;
	enum transport over;
	int count = 0;
	while (find(count, &lesson, &over))
		count++;
	return count;
}

/* ---- the two ends ---- */

static char path[NUMBER_SIZE];

/* Where the server is to wait. */
static const char *
number_to_wait_on(enum transport over)
{
	if (over == TCP || over == UDP)
		return "127.0.0.1:0";
	if (over == TCP6 || over == UDP6)
		return "[::1]:0";
	snprintf(path, sizeof path, "unix:/tmp/landline-lecture-%ld",
	    (long)getpid());
	return path;
}

static void
start_landline(struct process *landline, const struct lesson *lesson,
    enum transport over, const char *number)
{
	/* At the end of input it waits for answers, and not here for long. */
	struct process_plan plan = { .timers = "patience=1/10,drain=1/5" };
	if (lesson->end == LANDLINE_STAYS)
		plan.in = PROCESS_NULL;
	if ((over & DATAGRAMS) == 0)
		plan.timers = NULL;
	const char *arguments[ARGUMENTS_MOST] = { "landline", "--plain" };
	int count = 2;
	for (int i = 0; lesson->options[i] != NULL; i++)
		arguments[count++] = lesson->options[i];
	if (lesson->role == SERVER)
		arguments[count++] = "--listen";
	arguments[count++] = number;
	if ((over & DATAGRAMS) != 0)
		arguments[count] = "--udp";
	process_start_with(landline, &plan, arguments);
}

static void
start_peer(struct process *peer, const struct lesson *lesson,
    enum transport over, const char *number)
{
	static const struct process_plan plan = {
		.program = "tests/peers/lecture",
	};
	const char *arguments[ARGUMENTS_MOST] = { "lecture", lesson->system,
		lesson->role == SERVER ? "client" : "server", number,
		lesson->how };
	if ((over & DATAGRAMS) != 0)
		arguments[lesson->how == NULL ? 4 : 5] = "udp";
	process_start_with(peer, &plan, arguments);
}

/* The server first, and the client to the number that it tells. */
static void
start_both(struct process *landline, struct process *peer,
    const struct lesson *lesson, enum transport over)
{
	const char *number = number_to_wait_on(over);
	if (lesson->role == SERVER) {
		start_landline(landline, lesson, over, number);
		process_expect_error(landline, "\n");
		start_peer(peer, lesson, over, process_number(landline));
	} else {
		start_peer(peer, lesson, over, number);
		process_expect_error(peer, "\n");
		start_landline(landline, lesson, over, process_number(peer));
	}
}

START_TEST(a_lesson_can_be_given)
{
	const struct lesson *lesson;
	enum transport over;
	struct process landline, peer;
	find(_i, &lesson, &over);
	if ((over & (TCP6 | UDP6)) != 0 && !fixture_has_ipv6()) {
		fixture_skip("this machine has no IPv6");
		return;
	}
	start_both(&landline, &peer, lesson, over);
	dialog_hold(&landline, &peer, lesson->dialog);
	dialog_end(&landline, &peer, lesson->end);
	for (int i = 0; lesson->tells[i] != NULL; i++)
		process_expect_error(&landline, lesson->tells[i]);
	process_clear(&landline);
	process_clear(&peer);
	if (over == UNIX)
		unlink(path + strlen("unix:"));
}
END_TEST

/* From a landline to a landline, through a program that is none. */
START_TEST(a_student_in_the_middle_hands_a_message_on)
{
	static const struct process_plan pipes, silent = { .in = PROCESS_NULL };
	static const struct process_plan lecture = {
		.program = "tests/peers/lecture",
	};
	struct process first, middle, last;
	process_start(&last, silent, "-p", "-n", "last", "--pass-on=-", "-l",
	    "127.0.0.1:0", NULL);
	process_expect_error(&last, "\n");
	process_start(&middle, lecture, "pass", "server", "127.0.0.1:0",
	    process_number(&last), NULL);
	process_expect_error(&middle, "\n");
	process_start(&first, pipes, "-p", "-n", "first", "-l", "127.0.0.1:0",
	    "--pass-on", process_number(&middle), NULL);
	process_say(&first, "hello\n");
	process_end_input(&first);
	process_expect_end(&first, 0);
	process_expect_error(&first, "through 3 phones");
	process_expect_error(&first, "\n  2  peter ");
	process_expect_error(&first, "\n  3  last ");
	process_expect_output(&middle, "hello\n");
	process_expect_output(&last, "hello\n");
	process_clear(&first);
	process_clear(&middle);
	process_clear(&last);
}
END_TEST

TCase *
lecture_tcase(void)
{
	TCase *tcase = tcase_create("lecture");
	tcase_set_timeout(tcase, PROCESS_TIMEOUT_S);
	tcase_add_loop_test(tcase, a_lesson_can_be_given, 0, count_all());
	tcase_add_test(tcase, a_student_in_the_middle_hands_a_message_on);
	return tcase;
}
