/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "app/phone.h"
#include "app/phone_state.h"

enum { DIGITS_MOST = 4 };

/* A line's number at the front of a text; NULL, or what stands behind it. */
static const char *
read_line(int *line, const char *text)
{
	size_t digits = strspn(text, "0123456789");
	if (digits == 0 || digits > DIGITS_MOST)
		return NULL;
	*line = atoi(text);
	return text + digits;
}

/* One line, and nothing else; `name` is the command's. */
static bool
take_line(int *line, const char *text, const char *name, struct fault *fault)
{
	const char *rest = read_line(line, text);
	return (rest != NULL && *rest == '\0' && *line > 0) ||
	    fault_set(fault, EX_USAGE,
		"/%s takes the number of a line, as in /%s 2; /lines shows"
		" them",
		name, name);
}

bool
phone_answer(struct phone *phone, const char *text, struct fault *fault)
{
	struct switchboard *board = &phone->board;
	int line;
	if (text == NULL)
		return switchboard_answer(board, phone->now, fault);
	return take_line(&line, text, "answer", fault) &&
	    switchboard_answer_line(board, line, phone->now, fault);
}

bool
phone_hang_up(struct phone *phone, const char *text, struct fault *fault)
{
	struct switchboard *board = &phone->board;
	int line;
	if (text == NULL)
		return switchboard_hang_up(board, phone->now, fault);
	return take_line(&line, text, "hangup", fault) &&
	    switchboard_hang_up_line(board, line, phone->now, fault);
}

bool
phone_decline(struct phone *phone, const char *text, struct fault *fault)
{
	int line = 0;
	return (text == NULL || take_line(&line, text, "decline", fault)) &&
	    switchboard_decline(&phone->board, line, phone->now, fault);
}

bool
phone_change(struct phone *phone, const char *text, struct fault *fault)
{
	int line = 0;
	return (text == NULL || take_line(&line, text, "line", fault)) &&
	    switchboard_change(&phone->board, line, phone->now, fault);
}

bool
phone_patch(struct phone *phone, const char *text, struct fault *fault)
{
	struct switchboard *board = &phone->board;
	int one, other;
	if (strcmp(text, "off") == 0)
		return switchboard_unpatch(board, phone->now, fault);
	const char *rest = read_line(&one, text);
	if (rest != NULL)
		rest = read_line(&other, rest + strspn(rest, " \t"));
	if (rest == NULL || *rest != '\0')
		return fault_set(fault, EX_USAGE,
		    "/patch takes the numbers of two lines, as in /patch 1 2,"
		    " or off");
	return switchboard_patch(board, one, other, phone->now, fault);
}

bool
phone_everyone(struct phone *phone, const char *text, struct fault *fault)
{
	return switchboard_everyone(&phone->board, text, strlen(text),
	    phone->now, fault);
}

/* ---- what there is to be seen of them ---- */

size_t
phone_lines_most(const struct phone *phone)
{
	const struct switchboard *board = &phone->board;
	return (size_t)board->slot_count + (size_t)board->line_count + 1;
}

static struct scene_line
line_at(const struct phone *phone, int slot)
{
	const struct switchboard *board = &phone->board;
	struct scene_line line = {
		.party = board->parties[slot],
		.is_front = slot == board->front,
	};
	const struct party *partner =
	    switchboard_find(board, line.party->patch);
	if (line.party->patch != 0 && partner != NULL)
		line.partner = partner->line;
	lines_socket(&phone->lines, slot, &line.descriptor, &line.mine);
	return line;
}

size_t
phone_list_lines(const struct phone *phone, struct scene_line *to)
{
	const struct switchboard *board = &phone->board;
	const struct lines *lines = &phone->lines;
	size_t count = 0;
	if (lines->is_listening)
		to[count++] = (struct scene_line){
			.descriptor = lines_exchange(lines),
			.mine = lines_number(lines),
		};
	for (int slot = 0; slot < board->slot_count; slot++)
		if (board->parties[slot] != NULL)
			to[count++] = line_at(phone, slot);
	for (int i = 0; i < board->unread_count; i++)
		to[count++] = (struct scene_line){
			.party = board->unread[i],
			.descriptor = -1,
			.is_over = true,
		};
	return count;
}
