/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * plain - standard input as lines, standard output as messages, standard
 * error as sentences: the front end without a screen.
 *
 * It neither waits nor blocks on what it writes to; who drives it watches the
 * descriptors. It knows no calls.
 */
#ifndef LANDLINE_UI_PLAIN_H
#define LANDLINE_UI_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/bytes.h"
#include "net/loop.h"

enum {
	PLAIN_LINE_MOST = 65536, /* bytes; a longer line is cut */
	PLAIN_INPUT_SIZE = 2 * PLAIN_LINE_MOST,
	PLAIN_OUTPUT_ENOUGH = 64 * 1024, /* queued: read no more of the line */
	PLAIN_OUTPUT_MOST = 8 * 1024 * 1024,
	PLAIN_ERRORS_MOST = 256 * 1024, /* more sentences are only counted */
};

struct plain {
	bool in_is_terminal, out_is_terminal;
	int out; /* standard output, or a pipe's own that does not block */
	bool in_ended;
	bool had_input;	 /* a byte has been read */
	int input_error; /* errno of a read that failed, which ended it */
	char *input;	 /* PLAIN_INPUT_SIZE */
	size_t input_head, input_size;
	size_t input_seen; /* bytes behind the head known to hold no newline */
	size_t cut_count;  /* lines that were too long for one message */
	struct bytes output;
	bool output_failed;
	int output_error; /* errno of that */
	struct bytes
	    errors;	    /* sentences that standard error is still to take */
	bool errors_failed; /* nobody hears them */
	size_t untold;	    /* lines for which there was no room */
	size_t in_watch, out_watch;
};

void plain_init(struct plain *plain);

/* What has still to be told is, if standard error takes it soon. */
void plain_clear(struct plain *plain);

/* Says what it waits for; input only when `wants_input`. */
void plain_watch(struct plain *plain, struct loop *loop, bool wants_input);

/* After the wait: one read() of input when there is some. */
void plain_read(struct plain *plain, const struct loop *loop);

/*
 * The next line without its newline (the last one need not have any), raw.
 * False when there is none yet. plain_took() drops it.
 */
bool plain_peek(struct plain *plain, const char **line, size_t *size);
void plain_took(struct plain *plain);

/*
 * Takes the first whole line that begins with one slash out of the input, past
 * all that stands before it: without its newline, raw. False when there is
 * none, or none of at most `room` bytes.
 */
bool plain_take_command(struct plain *plain, char *to, size_t room,
    size_t *size);

/* What has been read, as it is, and a part of it taken. */
const char *plain_bytes(const struct plain *plain, size_t *size);
void plain_took_bytes(struct plain *plain, size_t size);

/* Nothing is left and nothing will come. */
bool plain_is_at_end(const struct plain *plain);

/* Something is left, or there to be read: reads it if need be. */
bool plain_has_more(struct plain *plain);

/*
 * A message that came: the text, a newline inside as newline and TAB; with
 * "NAME: " in front on a terminal.
 */
void plain_put_message(struct plain *plain, const char *name, const char *text,
    size_t size);

/* Bytes for standard output as they are. */
void plain_put(struct plain *plain, const char *text, size_t size);

/* The same, of which a pipe gets at once what it takes, without a copy. */
void plain_pass(struct plain *plain, const char *bytes, size_t size);

/* Writes what standard output and standard error take now. */
void plain_flush(struct plain *plain);
bool plain_has_output(const struct plain *plain);

/* So much is queued that nothing more should be read from the line. */
bool plain_is_full(const struct plain *plain);

/*
 * One sentence to standard error, with a newline: at once, or when it takes
 * it. Where too much waits already, it is told later how many lines are missing.
 */
void plain_tell(struct plain *plain, const char *sentence);

/* Between ui/plain and ui/plain_tell, its other half. */
void plain_flush_errors(struct plain *plain);
void plain_tell_rest(struct plain *plain);

#endif
