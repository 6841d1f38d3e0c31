/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * peers - the systems that lectures show, each as its lecture writes it: a
 * server and a client, which read what to say from standard input and write
 * what they hear to standard output, a line each.
 */
#ifndef TESTS_PEERS_PEERS_H
#define TESTS_PEERS_PEERS_H

#include "plug.h"

/* `how` is the third word: a framing, a mistake, or NULL. */
typedef void peers_program(const struct plug *plug, const char *how);

peers_program steps_server, steps_client;
peers_program echo_server, echo_client;
peers_program upper_server, upper_client;
peers_program framed_server, framed_client;
peers_program wrong_server, wrong_client;
peers_program chat_server, chat_client;
peers_program message_server, message_client;
peers_program many_server, many_client;
peers_program demux_server, demux_client;
peers_program daytime_server, daytime_client;
peers_program http_server, http_client;
peers_program pass_server, pass_client;
peers_program flood_client; /* of what repeats, or of many lines */

enum { LINE_SIZE = 1024 };

/* The next line of standard input without its newline; false at its end. */
bool next_line(char line[LINE_SIZE]);

/* Capital letters. */
void shout(char *text, size_t size);

#endif
