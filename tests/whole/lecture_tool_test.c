/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Landline at one end, and at the other what stands on a lecturer's desk:
 * Python, nc, socat, curl, bash. A tool that this machine has not is skipped.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <check.h>

#include "../net/fixture.h"
#include "../runner.h"
#include "base/clock.h"
#include "dialog.h"
#include "process.h"
#include "suite.h"

enum { WORDS_MOST = 8, ARGUMENTS_MOST = 16, WORD_SIZE = 512 };

enum role { CLIENT, SERVER };

struct tool {
	const char *name;
	enum role role; /* landline's */
	const char *options[WORDS_MOST];
	/*
	 * PEERS, NUMBER and PORT are put in: the folder of the scripts, where
	 * the server waits, and a port that is free, of 127.0.0.1.
	 */
	const char *arguments[WORDS_MOST];
	const char *ready; /* what it says on standard error when it waits */
	const char *dialog[WORDS_MOST];
	enum dialog_end end;
};

static const struct tool tools[] = {
	{ "python3", SERVER, { "--framing=raw" },
	    { "-B", "PEERS/chat.py", "client", "NUMBER" }, NULL,
	    { "} how are you?\n", "< how are you?", "> fine", "{ fine\n",
		"} bye\n", "< bye" },
	    BOTH_END },
	{ "python3", CLIENT, { "--framing=raw" },
	    { "-B", "PEERS/chat.py", "server", "127.0.0.1:0" }, "waiting on",
	    { "> how are you?", "{ how are you?\n", "} fine\n", "< fine",
		"> bye", "{ bye\n" },
	    BOTH_END },
	{ "python3", SERVER, { "--framing=raw", "--service=upper" },
	    { "-B", "PEERS/upper.py", "client", "NUMBER" }, NULL,
	    { "} hello\n", "{ HELLO\n" }, LANDLINE_STAYS },
	{ "python3", CLIENT, { "--framing=raw" },
	    { "-B", "PEERS/upper.py", "server", "127.0.0.1:0" }, "waiting on",
	    { "> hello\n", "< HELLO\n" }, PEER_STAYS },
	{ "python3", SERVER, { "--udp", "--framing=raw", "--service=upper" },
	    { "-B", "PEERS/upper.py", "client", "NUMBER", "udp" }, NULL,
	    { "} hello\n", "{ HELLO\n" }, LANDLINE_STAYS },
	{ "python3", CLIENT, { "--udp", "--framing=raw" },
	    { "-B", "PEERS/upper.py", "server", "127.0.0.1:0", "udp" },
	    "waiting on", { "> hello\n", "< HELLO\n" }, PEER_STAYS },
	{ "python3", SERVER, { "--framing=u32", "--service=upper" },
	    { "-B", "PEERS/framed.py", "client", "NUMBER", "!I" }, NULL,
	    { "} hello\n", "{ HELLO\n", "} again\n", "{ AGAIN\n" },
	    LANDLINE_STAYS },
	{ "python3", CLIENT, { "--framing=u16le" },
	    { "-B", "PEERS/framed.py", "server", "127.0.0.1:0", "<H" },
	    "waiting on", { "> hello\nagain\n", "< HELLO\nAGAIN\n" },
	    BOTH_END },
	{ "python3", CLIENT, { "--framing=raw" },
	    { "-B", "PEERS/web.py", "server", "127.0.0.1:0" }, "waiting on",
	    { "> GET / HTTP/1.0\r\n\r\n", "< 200 OK\r\n", "< It rings.\n" },
	    BOTH_END },
	{ "curl", SERVER, { "--framing=raw" },
	    { "-s", "--noproxy", "*", "http://127.0.0.1:PORT/hello" }, NULL,
	    { "< GET /hello HTTP/1.1\r\n",
		"> HTTP/1.0 200 OK\r\nContent-Length: 10\r\n\r\nIt rings.\n",
		"{ It rings.\n" },
	    BOTH_END },
	{ "nc", SERVER, { "--framing=line", "--service=upper" },
	    { "127.0.0.1", "PORT" }, NULL, { "} hello\n", "{ HELLO\n" },
	    BOTH_STAY },
	{ "nc", CLIENT, { "--framing=line" },
	    { "-v", "-l", "-p", "PORT", "-s", "127.0.0.1" }, "istening on",
	    { "> hello\n", "{ hello\n", "} and you\n", "< and you\n" },
	    PEER_STAYS },
	{ "socat", SERVER, { "--framing=line", "--service=echo" },
	    { "-", "TCP:127.0.0.1:PORT" }, NULL, { "} hello\n", "{ hello\n" },
	    LANDLINE_STAYS },
	{ "socat", CLIENT, { "--framing=line" },
	    { "-d", "-d", "TCP-LISTEN:PORT,bind=127.0.0.1", "EXEC:cat" },
	    "listening on", { "> hello\n", "< hello\n" }, PEER_STAYS },
	{ "bash", SERVER, { "--framing=u32", "--service=upper" },
	    { "-c",
		"exec 3<>/dev/tcp/127.0.0.1/PORT;"
		" printf '\\0\\0' >&3; printf '\\0\\5hel' >&3;"
		" printf 'lo\\0\\0\\0\\5world' >&3;"
		" head -c 18 <&3 | tr '\\0\\5' '.5'" },
	    NULL, { "{ ...5HELLO...5WORLD" }, LANDLINE_STAYS },
};

enum { TOOLS = sizeof tools / sizeof *tools };

/* ---- what is not on every machine ---- */

/* Where it is, or NULL. */
static char *
find_tool(const char *name)
{
	const char *folders = getenv("PATH");
	while (folders != NULL && *folders != '\0') {
		size_t size = strcspn(folders, ":");
		char *path;
		if (asprintf(&path, "%.*s/%s", (int)size, folders, name) < 0)
			abort();
		if (access(path, X_OK) == 0)
			return path;
		free(path);
		folders += size + (folders[size] == ':' ? 1 : 0);
	}
	return NULL;
}

/* Whether it runs at all: a python3 may be the wrapper of one that is gone. */
static bool
works(const struct tool *tool, const char *path)
{
	static const char *const arguments[] = { "python3", "-c",
		"import socket", NULL };
	struct process_plan plan = { .in = PROCESS_NULL, .program = path };
	struct process probe;
	if (strcmp(tool->name, "python3") != 0)
		return true;
	process_start_with(&probe, &plan, arguments);
	int status = process_await_end(&probe);
	process_clear(&probe);
	return status == 0;
}

/* ---- the two ends ---- */

static void
put_in(char word[WORD_SIZE], const char *name, const char *value)
{
	char *at = strstr(word, name);
	if (at == NULL)
		return;
	char rest[WORD_SIZE];
	strcpy(rest, at + strlen(name));
	snprintf(at, WORD_SIZE - (size_t)(at - word), "%s%s", value, rest);
}

static void
start_tool(struct process *peer, const struct tool *tool, const char *path,
    const char *number)
{
	static char words[WORDS_MOST][WORD_SIZE];
	const char *arguments[ARGUMENTS_MOST] = { tool->name };
	struct process_plan plan = { .program = path };
	char *folder = runner_source_path("tests/peers");
	for (int i = 0; tool->arguments[i] != NULL; i++) {
		strcpy(words[i], tool->arguments[i]);
		put_in(words[i], "PEERS", folder);
		put_in(words[i], "NUMBER", number);
		put_in(words[i], "PORT", strrchr(number, ':') + 1);
		arguments[i + 1] = words[i];
	}
	free(folder);
	process_start_with(peer, &plan, arguments);
}

static void
start_landline(struct process *landline, const struct tool *tool,
    const char *number)
{
	static const struct process_plan pipes, silent = { .in = PROCESS_NULL };
	const char *arguments[ARGUMENTS_MOST] = { "landline", "--plain" };
	int count = 2;
	for (int i = 0; tool->options[i] != NULL; i++)
		arguments[count++] = tool->options[i];
	if (tool->role == SERVER)
		arguments[count++] = "--listen";
	arguments[count] = number;
	process_start_with(landline,
	    tool->end == LANDLINE_STAYS ? &silent : &pipes, arguments);
}

/* False when it ends instead: not every nc listens when it is told so. */
static bool
gets_ready(struct process *peer, const struct tool *tool)
{
	while (peer->err >= 0 &&
	    (peer->errors.size == 0 ||
		strstr(peer->errors.bytes, tool->ready) == NULL))
		process_serve_until(clock_now() + 10);
	if (peer->errors.size == 0 ||
	    strstr(peer->errors.bytes, tool->ready) == NULL)
		return false;
	process_expect_error(peer, "\n");
	return true;
}

static bool
start_both(struct process *landline, struct process *peer,
    const struct tool *tool, const char *path)
{
	if (tool->role == SERVER) {
		start_landline(landline, tool, "127.0.0.1:0");
		process_expect_error(landline, "\n");
		start_tool(peer, tool, path, process_number(landline));
		return true;
	}
	char number[NUMBER_PRINT_SIZE];
	struct number free_number = fixture_free_number();
	number_print(number, sizeof number, &free_number);
	start_tool(peer, tool, path, number);
	if (!gets_ready(peer, tool)) {
		process_clear(peer);
		return false;
	}
	bool tells = strcmp(tool->ready, "waiting on") == 0;
	start_landline(landline, tool, tells ? process_number(peer) : number);
	return true;
}

START_TEST(a_tool_of_others_is_understood)
{
	const struct tool *tool = &tools[_i];
	struct process landline, peer;
	char reason[64];
	char *path = find_tool(tool->name);
	snprintf(reason, sizeof reason, "this machine has no such %s",
	    tool->name);
	if (path == NULL || !works(tool, path) ||
	    !start_both(&landline, &peer, tool, path)) {
		fixture_skip(reason);
		free(path);
		return;
	}
	dialog_hold(&landline, &peer, tool->dialog);
	dialog_end(&landline, &peer, tool->end);
	process_clear(&landline);
	process_clear(&peer);
	free(path);
}
END_TEST

TCase *
lecture_tool_tcase(void)
{
	TCase *tcase = tcase_create("lecture-tool");
	tcase_set_timeout(tcase, PROCESS_TIMEOUT_S);
	tcase_add_loop_test(tcase, a_tool_of_others_is_understood, 0, TOOLS);
	return tcase;
}
