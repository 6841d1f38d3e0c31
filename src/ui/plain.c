/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/plain.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

/*
 * A pipe can be opened once more: it then does not block here, and still does
 * for whoever else has it. Where that fails, it is standard output itself.
 */
static int
open_output(void)
{
	struct stat status;
	int again = -1;
	if (fstat(STDOUT_FILENO, &status) == 0 && S_ISFIFO(status.st_mode))
		again =
		    open("/proc/self/fd/1", O_WRONLY | O_NONBLOCK | O_CLOEXEC);
	return again >= 0 ? again : STDOUT_FILENO;
}

void
plain_init(struct plain *plain)
{
	*plain = (struct plain){
		.in_is_terminal = isatty(STDIN_FILENO),
		.out_is_terminal = isatty(STDOUT_FILENO),
		.input = memory_new(PLAIN_INPUT_SIZE, 1),
		.out = open_output(),
	};
	bytes_init(&plain->output, PLAIN_OUTPUT_MOST);
	bytes_init(&plain->errors, PLAIN_ERRORS_MOST);
}

void
plain_clear(struct plain *plain)
{
	plain_tell_rest(plain);
	free(plain->input);
	plain->input = NULL;
	bytes_clear(&plain->output);
	bytes_clear(&plain->errors);
	if (plain->out != STDOUT_FILENO)
		close(plain->out);
	plain->out = STDOUT_FILENO;
}

void
plain_watch(struct plain *plain, struct loop *loop, bool wants_input)
{
	bool has_room =
	    plain->input_head + plain->input_size < PLAIN_INPUT_SIZE;
	plain->in_watch = LOOP_NOTHING;
	plain->out_watch = LOOP_NOTHING;
	if (wants_input && has_room && !plain->in_ended)
		plain->in_watch = loop_watch(loop, STDIN_FILENO, true, false);
	if (plain_has_output(plain))
		plain->out_watch = loop_watch(loop, plain->out, false, true);
	/* It only wakes: plain_flush() asks again. */
	loop_watch(loop, STDERR_FILENO, false, plain->errors.size > 0);
}

static void
read_input(struct plain *plain)
{
	size_t end = plain->input_head + plain->input_size;
	ssize_t got =
	    read(STDIN_FILENO, plain->input + end, PLAIN_INPUT_SIZE - end);
	plain->had_input = plain->had_input || got > 0;
	if (got > 0)
		plain->input_size += (size_t)got;
	else if (got == 0 || (errno != EINTR && errno != EAGAIN))
		plain->in_ended = true;
	if (got < 0 && plain->in_ended)
		plain->input_error = errno;
}

void
plain_read(struct plain *plain, const struct loop *loop)
{
	if (loop_is_readable(loop, plain->in_watch))
		read_input(plain);
}

bool
plain_has_more(struct plain *plain)
{
	if (plain->input_size == 0 && !plain->in_ended &&
	    loop_can_read(STDIN_FILENO))
		read_input(plain);
	return plain->input_size > 0;
}

/* Where a line that is too long is cut: never inside a character. */
static size_t
cut_size(const char *line)
{
	size_t size = PLAIN_LINE_MOST;
	while (size > PLAIN_LINE_MOST - 4 && (line[size] & 0xc0) == 0x80)
		size--;
	return size;
}

/* Makes room behind what is left of an unfinished line. */
static void
move_down(struct plain *plain)
{
	if (plain->input_head <= PLAIN_LINE_MOST / 2)
		return;
	memmove(plain->input, plain->input + plain->input_head,
	    plain->input_size);
	plain->input_head = 0;
}

bool
plain_peek(struct plain *plain, const char **line, size_t *size)
{
	const char *head = plain->input + plain->input_head;
	const char *newline = memchr(head + plain->input_seen, '\n',
	    plain->input_size - plain->input_seen);
	*line = head;
	if (newline != NULL) {
		*size = (size_t)(newline - head);
		plain->input_seen = *size;
		if (*size > PLAIN_LINE_MOST)
			*size = cut_size(head);
		return true;
	}
	plain->input_seen = plain->input_size;
	if (plain->input_size > PLAIN_LINE_MOST) {
		*size = cut_size(head);
		return true;
	}
	if (plain->in_ended && plain->input_size > 0) {
		*size = plain->input_size;
		return true;
	}
	move_down(plain);
	*line = NULL;
	return false;
}

void
plain_took(struct plain *plain)
{
	const char *line;
	size_t size;
	if (!plain_peek(plain, &line, &size))
		return;
	if (size < plain->input_size && line[size] == '\n')
		size++;
	else if (size < plain->input_size)
		plain->cut_count++;
	plain->input_head += size;
	plain->input_size -= size;
	plain->input_seen -=
	    plain->input_seen < size ? plain->input_seen : size;
	if (plain->input_size == 0)
		plain->input_head = 0;
}

/* Where a whole line begins that is a command; NULL when there is none. */
static char *
find_command(const struct plain *plain, size_t *size)
{
	char *line = plain->input + plain->input_head;
	const char *end = line + plain->input_size;
	char *newline;
	while ((newline = memchr(line, '\n', (size_t)(end - line))) != NULL) {
		*size = (size_t)(newline - line);
		if (*size > 1 && line[0] == '/' && line[1] != '/')
			return line;
		line = newline + 1;
	}
	return NULL;
}

bool
plain_take_command(struct plain *plain, char *to, size_t room, size_t *size)
{
	char *line = find_command(plain, size);
	if (line == NULL || *size > room)
		return false;
	memcpy(to, line, *size);
	char *behind = line + *size + 1;
	const char *end = plain->input + plain->input_head + plain->input_size;
	memmove(line, behind, (size_t)(end - behind));
	plain->input_size -= *size + 1;
	plain->input_seen = 0;
	return true;
}

const char *
plain_bytes(const struct plain *plain, size_t *size)
{
	*size = plain->input_size;
	return plain->input + plain->input_head;
}

void
plain_took_bytes(struct plain *plain, size_t size)
{
	plain->input_head += size;
	plain->input_size -= size;
	plain->input_seen = 0;
	if (plain->input_size == 0)
		plain->input_head = 0;
	else
		move_down(plain);
}

bool
plain_is_at_end(const struct plain *plain)
{
	return plain->in_ended && plain->input_size == 0;
}

void
plain_put(struct plain *plain, const char *text, size_t size)
{
	if (plain->output_failed)
		return;
	if (!bytes_append(&plain->output, text, size)) {
		plain->output_failed = true;
		plain->output_error = ENOBUFS;
	}
}

void
plain_pass(struct plain *plain, const char *bytes, size_t size)
{
	ssize_t wrote = 0;
	if (plain->out != STDOUT_FILENO && plain->output.size == 0 &&
	    !plain->output_failed)
		wrote = write(plain->out, bytes, size);
	/* Why it took nothing is found out when the rest is written. */
	size_t taken = wrote > 0 ? (size_t)wrote : 0;
	plain_put(plain, bytes + taken, size - taken);
}

void
plain_put_message(struct plain *plain, const char *name, const char *text,
    size_t size)
{
	if (plain->out_is_terminal) {
		plain_put(plain, name, strlen(name));
		plain_put(plain, ": ", 2);
	}
	const char *newline;
	while ((newline = memchr(text, '\n', size)) != NULL) {
		size_t line = (size_t)(newline - text) + 1;
		plain_put(plain, text, line);
		plain_put(plain, "\t", 1);
		text += line;
		size -= line;
	}
	plain_put(plain, text, size);
	plain_put(plain, "\n", 1);
}

bool
plain_has_output(const struct plain *plain)
{
	return plain->output.size > 0 && !plain->output_failed;
}

bool
plain_is_full(const struct plain *plain)
{
	return plain->output.size > PLAIN_OUTPUT_ENOUGH;
}

/*
 * How much one write() can be given without blocking: standard output is shared
 * with whoever started us, and is not made non-blocking. What poll() calls
 * writable takes PIPE_BUF bytes, and a file takes any.
 */
static size_t
chunk(const struct plain *plain)
{
	struct stat status;
	size_t size = plain->output.size;
	if (size <= PIPE_BUF || plain->out != STDOUT_FILENO)
		return size;
	if (fstat(STDOUT_FILENO, &status) == 0 && S_ISREG(status.st_mode))
		return size;
	return PIPE_BUF;
}

/* Who does not block finds out by writing. */
static bool
can_write(const struct plain *plain)
{
	return plain->out != STDOUT_FILENO || loop_can_write(STDOUT_FILENO);
}

void
plain_flush(struct plain *plain)
{
	plain_flush_errors(plain);
	while (plain_has_output(plain) && can_write(plain)) {
		ssize_t wrote =
		    write(plain->out, bytes_head(&plain->output), chunk(plain));
		if (wrote >= 0) {
			bytes_consume(&plain->output, (size_t)wrote);
		} else if (errno == EAGAIN) {
			return; /* full */
		} else if (errno != EINTR) {
			plain->output_failed = true;
			plain->output_error = errno;
		}
	}
}
