/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* lecture SYSTEM server|client NUMBER [HOW] [udp] */
#include "peers.h"

#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct system {
	const char *name;
	peers_program *server, *client;
} systems[] = {
	{ "steps", steps_server, steps_client },
	{ "echo", echo_server, echo_client },
	{ "upper", upper_server, upper_client },
	{ "framed", framed_server, framed_client },
	{ "wrong", wrong_server, wrong_client },
	{ "chat", chat_server, chat_client },
	{ "message", message_server, message_client },
	{ "many", many_server, many_client },
	{ "demux", demux_server, demux_client },
	{ "daytime", daytime_server, daytime_client },
	{ "http", http_server, http_client },
	{ "pass", pass_server, pass_client },
	{ "flood", NULL, flood_client },
};

bool
next_line(char line[LINE_SIZE])
{
	if (fgets(line, LINE_SIZE, stdin) == NULL)
		return false;
	line[strcspn(line, "\n")] = '\0';
	return true;
}

void
shout(char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		text[i] = (char)toupper((unsigned char)text[i]);
}

int
main(int argc, char *argv[])
{
	struct plug plug;
	if (argc < 4)
		return 64;
	bool is_datagram = strcmp(argv[argc - 1], "udp") == 0;
	const char *how = argc > 4 + (is_datagram ? 1 : 0) ? argv[4] : NULL;
	plug_find(&plug, argv[3], is_datagram);
	setvbuf(stdout, NULL, _IOLBF, 0);
	/* Who waits with poll() must see what a buffer would hide. */
	setvbuf(stdin, NULL, _IONBF, 0);
	signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < sizeof systems / sizeof *systems; i++) {
		if (strcmp(systems[i].name, argv[1]) != 0)
			continue;
		if (strcmp(argv[2], "server") == 0)
			systems[i].server(&plug, how);
		else
			systems[i].client(&plug, how);
		return 0;
	}
	return 64;
}
