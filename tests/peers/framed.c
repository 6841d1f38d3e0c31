/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * Messages with a fixed-length header that names how many bytes follow, as
 * integers in either byte order or as an encoded string; and those that end
 * with a character of their own. The server answers in capital letters.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "peers.h"

enum { MESSAGE_SIZE = 4096 };

struct form {
	size_t digits; /* of a length in characters */
	size_t width;  /* of a length in binary */
	bool is_little, counts_itself;
	const char *end; /* … or how a message ends; else NULL */
	size_t end_size;
	bool is_raw;
};

static struct form
read_form(const char *name)
{
	struct form form = { 0 };
	if (strncmp(name, "ascii", 5) == 0) {
		form.digits = strtoul(name + 5, NULL, 10);
	} else if (*name == 'u') {
		form.width = strtoul(name + 1, NULL, 10) / 8;
		form.is_little = strstr(name, "le") != NULL;
		form.counts_itself = strstr(name, "+self") != NULL;
	} else if (strcmp(name, "raw") == 0) {
		form.is_raw = true;
	} else {
		form.end = strcmp(name, "crlf") == 0 ? "\r\n" :
		    strcmp(name, "line") == 0	     ? "\n" :
						       "";
		form.end_size = *form.end == '\0' ? 1 : strlen(form.end);
	}
	return form;
}

static void
write_length(const struct form *form, unsigned char *header, size_t length)
{
	if (form->counts_itself)
		length += form->width;
	for (size_t i = 0; i < form->width; i++) {
		size_t at = form->is_little ? i : form->width - 1 - i;
		header[at] = (unsigned char)(length >> (8 * i));
	}
}

static size_t
read_length(const struct form *form, const unsigned char *header)
{
	size_t length = 0;
	for (size_t i = 0; i < form->width; i++) {
		size_t at = form->is_little ? form->width - 1 - i : i;
		length = length << 8 | header[at];
	}
	return form->counts_itself ? length - form->width : length;
}

/* In one send(), as the second of two would wait for an answer (RFC 896). */
static void
say(const struct form *form, int line, const char *text, size_t size)
{
	char wire[32 + MESSAGE_SIZE];
	size_t front = form->width;
	if (form->digits > 0)
		front = (size_t)sprintf(wire, "%-*zu", (int)form->digits, size);
	write_length(form, (unsigned char *)wire, size);
	memcpy(wire + front, text, size);
	if (form->end != NULL)
		memcpy(wire + front + size, form->end, form->end_size);
	plug_say(line, wire, front + size + form->end_size);
}

/* A stream, or one datagram after the other. */
struct source {
	int line;
	bool is_datagram;
	char bytes[MESSAGE_SIZE + 32];
	size_t at, size;
};

static bool
read_next(struct source *source, void *to, size_t size)
{
	if (!source->is_datagram)
		return plug_hear(source->line, to, size);
	if (source->at == source->size) {
		ssize_t got =
		    recv(source->line, source->bytes, sizeof source->bytes, 0);
		if (got < 0)
			plug_fail("recv");
		source->at = 0;
		source->size = (size_t)got;
	}
	if (size > source->size - source->at)
		return false;
	memcpy(to, source->bytes + source->at, size);
	source->at += size;
	return true;
}

/* Up to the delimiter, byte by byte. */
static bool
hear_up_to_end(const struct form *form, struct source *source, char *text,
    size_t *size)
{
	for (*size = 0; *size < MESSAGE_SIZE;) {
		if (!read_next(source, text + *size, 1))
			return false;
		++*size;
		if (*size >= form->end_size &&
		    memcmp(text + *size - form->end_size, form->end,
			form->end_size) == 0)
			break;
	}
	*size -= form->end_size;
	return true;
}

/* Read the header first; then read the bytes that it names. */
static bool
hear(const struct form *form, struct source *source, char text[MESSAGE_SIZE],
    size_t *size)
{
	unsigned char header[8];
	char digits[32] = "";
	if (form->is_raw) {
		ssize_t got = recv(source->line, text, MESSAGE_SIZE, 0);
		*size = got > 0 ? (size_t)got : 0;
		return got > 0;
	}
	if (form->end != NULL)
		return hear_up_to_end(form, source, text, size);
	if (form->width > 0 && !read_next(source, header, form->width))
		return false;
	if (form->digits > 0 && !read_next(source, digits, form->digits))
		return false;
	*size = form->width > 0 ? read_length(form, header) :
				  strtoul(digits, NULL, 10);
	return *size <= MESSAGE_SIZE && read_next(source, text, *size);
}

void
framed_server(const struct plug *plug, const char *how)
{
	struct form form = read_form(how);
	char text[MESSAGE_SIZE];
	size_t size;
	struct source source = { .is_datagram = plug->is_datagram };
	source.line = plug_pick_up(plug, plug_wait(plug));
	while (hear(&form, &source, text, &size)) {
		shout(text, size);
		say(&form, source.line, text, size);
	}
	close(source.line);
}

void
framed_client(const struct plug *plug, const char *how)
{
	struct form form = read_form(how);
	char words[LINE_SIZE], text[MESSAGE_SIZE];
	size_t size;
	struct source source = { .is_datagram = plug->is_datagram };
	source.line = plug_dial(plug);
	while (next_line(words)) {
		say(&form, source.line, words, strlen(words));
		if (!hear(&form, &source, text, &size))
			break;
		printf("%.*s\n", (int)size, text);
	}
	close(source.line);
}
