/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* The part of trunk.h that does what a user does. */
#include "config.h"

#include "trunk.h"

#include <string.h>

static const char *const texts[] = { "hello", "", "a\nb\tc", "\346\226\207",
	"//x" };

static void
say_text(struct trunk *trunk, struct fuzz_input *input)
{
	const char *text =
	    texts[fuzz_byte(input) % (sizeof texts / sizeof *texts)];
	struct fault fault = { 0 };
	if (!switchboard_say(&trunk->board, text, strlen(text), trunk->now,
		&fault))
		fuzz_require_fault(&fault);
}

static void
pass_bytes(struct trunk *trunk, struct fuzz_input *input)
{
	struct party *party = switchboard_current(&trunk->board);
	size_t size = fuzz_byte(input);
	struct fault fault;
	const uint8_t *bytes = fuzz_bytes(input, size, &size);
	if (party == NULL || !party_is_foreign(party))
		return;
	if (framing_can_carry(party->rules->framing, bytes, size, &fault))
		party_pass(party, bytes, size, trunk->now);
	party_streamed(party, party->stream.size, trunk->now);
}

/* What is done to lines that are named, whether or not they are there. */
static bool
do_with_lines(struct trunk *trunk, struct fuzz_input *input,
    struct fault *fault)
{
	struct switchboard *board = &trunk->board;
	unsigned deed = fuzz_byte(input) % 7U;
	int line = (int)(fuzz_byte(input) % 8U), other;
	switch (deed) {
	case 0:
		return switchboard_answer_line(board, line, trunk->now, fault);
	case 1:
		return switchboard_decline(board, line, trunk->now, fault);
	case 2:
		return switchboard_hang_up_line(board, line, trunk->now, fault);
	case 3:
		return switchboard_unpatch(board, trunk->now, fault);
	case 4:
		return switchboard_everyone(board, texts[2], strlen(texts[2]),
		    trunk->now, fault);
	case 5:
		other = (int)(fuzz_byte(input) % 8U);
		return switchboard_patch(board, line, other, trunk->now, fault);
	default:
		return switchboard_change(board, line, trunk->now, fault);
	}
}

/* Messages that are passed on: taken, ended here, declined, started. */
static bool
do_with_messages(struct trunk *trunk, struct fuzz_input *input,
    struct fault *fault)
{
	struct number next = number_here(7777);
	unsigned deed = fuzz_byte(input) % 8U;
	if (deed < 3)
		return switchboard_pass_on(&trunk->board,
		    deed == 0 ? NULL : &next, fault);
	if (deed == 3) {
		switchboard_pass_off(&trunk->board);
		return true;
	}
	return switchboard_pass(&trunk->board, texts[deed % 3U],
	    strlen(texts[deed % 3U]), trunk->now, fault);
}

void
trunk_do(struct trunk *trunk, struct fuzz_input *input)
{
	struct switchboard *board = &trunk->board;
	struct party *party = switchboard_current(board);
	struct fault fault = { 0 };
	bool done = true;
	switch (fuzz_byte(input) % 16U) {
	case 0:
	case 1:
		done = switchboard_answer(board, trunk->now, &fault);
		break;
	case 2:
		done = switchboard_hang_up(board, trunk->now, &fault);
		break;
	case 3:
		done = switchboard_hold(board, trunk->now, &fault);
		break;
	case 4:
		switchboard_break_off(board, trunk->now);
		break;
	case 5:
		switchboard_hang_up_all(board, trunk->now);
		break;
	case 6:
		board->is_closed = !board->is_closed;
		break;
	case 7:
		if (party != NULL)
			party_set_deaf(party, !party->is_deaf, trunk->now);
		break;
	case 8:
		if (party != NULL)
			party_draft(party, texts[3], strlen(texts[3]),
			    trunk->now);
		break;
	case 9:
		if (party != NULL && call_is_talking(&party->call))
			party_finish_talking(party, trunk->now);
		break;
	case 10:
		pass_bytes(trunk, input);
		break;
	case 12:
	case 13:
	case 14:
		done = do_with_lines(trunk, input, &fault);
		break;
	case 15:
		done = do_with_messages(trunk, input, &fault);
		break;
	default:
		say_text(trunk, input);
		break;
	}
	if (!done)
		fuzz_require_fault(&fault);
}
