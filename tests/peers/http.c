/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * HTTP in the fewest lines that deserve the name (RFC 1945): one request, its
 * header up to an empty line; one answer, its body up to the end.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "peers.h"

/* Byte for byte, as nobody says how long the header will be. */
static bool
read_header_line(int line, char words[LINE_SIZE])
{
	size_t size = 0;
	while (size + 1 < LINE_SIZE && plug_hear(line, words + size, 1))
		if (words[size++] == '\n')
			break;
	words[size] = '\0';
	words[strcspn(words, "\r\n")] = '\0';
	return *words != '\0';
}

void
http_server(const struct plug *plug, const char *how)
{
	static const char answer[] = "HTTP/1.0 200 OK\r\n"
				     "Content-Type: text/plain\r\n"
				     "Content-Length: 10\r\n"
				     "\r\n"
				     "It rings.\n";
	char words[LINE_SIZE];
	int phone = plug_wait(plug);
	int line = plug_pick_up(plug, phone);
	(void)how;
	while (read_header_line(line, words))
		printf("%s\n", words);
	plug_say(line, answer, sizeof answer - 1);
	close(line);
}

void
http_client(const struct plug *plug, const char *how)
{
	static const char request[] = "GET /hello HTTP/1.0\r\n"
				      "Host: localhost\r\n"
				      "\r\n";
	char words[LINE_SIZE];
	int line = plug_dial(plug);
	ssize_t got;
	(void)how;
	plug_say(line, request, sizeof request - 1);
	while (read_header_line(line, words))
		printf("%s\n", words);
	while ((got = recv(line, words, sizeof words, 0)) > 0)
		fwrite(words, 1, (size_t)got, stdout);
	close(line);
}
