/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "glass.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>
#include <vterm.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "text/utf8.h"

/* libvterm 0.1 writes to address 0 when a wide character comes to a terminal
 * of one column, where one may still be on its way after a resize. */
enum { COLS_LEAST = 2 };

enum {
	SIZE_MOST = 2000,
	TITLE_SIZE = 512,
	DUMP_MOST = 16 * 1024 * 1024,
	UNSEEN_MOST = 1024 * 1024
};

struct glass {
	VTerm *vterm;
	VTermScreen *screen;
	struct bytes unseen; /* the front part of a character */
	bool shows_cursor;
	bool is_alternate;
	unsigned bell_count;
	unsigned clear_count;
	size_t clear_begun; /* so much of the sequence has come */
	char *before_clear;
	char title[TITLE_SIZE];
};

static int
set_property(VTermProp property, VTermValue *value, void *user)
{
	struct glass *glass = user;
	if (property == VTERM_PROP_CURSORVISIBLE)
		glass->shows_cursor = value->boolean;
	else if (property == VTERM_PROP_ALTSCREEN)
		glass->is_alternate = value->boolean;
	else if (property == VTERM_PROP_TITLE) {
		size_t size = strnlen(value->string, TITLE_SIZE - 1);
		memcpy(glass->title, value->string, size);
		glass->title[size] = '\0';
	}
	return 1;
}

static int
ring_bell(void *user)
{
	struct glass *glass = user;
	glass->bell_count++;
	return 1;
}

static const VTermScreenCallbacks callbacks = {
	.settermprop = set_property,
	.bell = ring_bell,
};

static int
bounded(int value, int least)
{
	return value < least ? least : value > SIZE_MOST ? SIZE_MOST : value;
}

struct glass *
glass_new(int rows, int cols)
{
	struct glass *glass = memory_new(1, sizeof(*glass));
	glass->vterm = vterm_new(bounded(rows, 1), bounded(cols, COLS_LEAST));
	glass->screen = vterm_obtain_screen(glass->vterm);
	vterm_set_utf8(glass->vterm, 1);
	vterm_screen_set_callbacks(glass->screen, &callbacks, glass);
	vterm_screen_enable_altscreen(glass->screen, 1);
	vterm_screen_reset(glass->screen, 1);
	glass->shows_cursor = true;
	bytes_init(&glass->unseen, UNSEEN_MOST);
	return glass;
}

void
glass_free(struct glass *glass)
{
	if (glass == NULL)
		return;
	vterm_free(glass->vterm);
	bytes_clear(&glass->unseen);
	free(glass->before_clear);
	free(glass);
}

void
glass_resize(struct glass *glass, int rows, int cols)
{
	vterm_set_size(glass->vterm, bounded(rows, 1),
	    bounded(cols, COLS_LEAST));
}

/* How much stands before a title or its like that has not come to its end. */
static size_t
size_before_string(const char *bytes, size_t size)
{
	/* The escape at the end may be half of what ends it. */
	size_t at = size > 0 && bytes[size - 1] == '\033' ? size - 1 : size;
	const char *last = at > 0 ? memrchr(bytes, '\033', at) : NULL;
	if (last == NULL || last + 1 == bytes + size || last[1] != ']' ||
	    memchr(last, '\a', (size_t)(bytes + size - last)) != NULL)
		return size;
	return (size_t)(last - bytes);
}

/*
 * libvterm 0.1 loses a title that two writes cut, and a character unless it
 * comes alone.
 */
static void
feed(struct glass *glass, const char *bytes, size_t size)
{
	ck_assert(bytes_append(&glass->unseen, bytes, size));
	const char *head = (const char *)bytes_head(&glass->unseen);
	size_t whole = glass->unseen.size;
	whole -= utf8_cut_size(head, whole);
	whole = size_before_string(head, whole);
	vterm_input_write(glass->vterm, head, whole);
	bytes_consume(&glass->unseen, whole);
	vterm_screen_flush_damage(glass->screen);
}

/* Whether the byte is the last one of a sequence that clears everything. */
static bool
completes_clear(struct glass *glass, char byte)
{
	static const char clear[] = "\033[2J";
	if (byte != clear[glass->clear_begun])
		glass->clear_begun = 0;
	if (byte == clear[glass->clear_begun])
		glass->clear_begun++;
	if (clear[glass->clear_begun] != '\0')
		return false;
	glass->clear_begun = 0;
	return true;
}

void
glass_feed(struct glass *glass, const char *bytes, size_t size)
{
	const char *end = bytes + size;
	for (const char *at = bytes; at < end; at++) {
		if (!completes_clear(glass, *at))
			continue;
		feed(glass, bytes, (size_t)(at - bytes));
		bytes = at;
		free(glass->before_clear);
		glass->before_clear = glass_dump(glass);
		glass->clear_count++;
	}
	feed(glass, bytes, (size_t)(end - bytes));
}

size_t
glass_answer(struct glass *glass, char *to, size_t room)
{
	return vterm_output_read(glass->vterm, to, room);
}

static size_t
put_point(char *to, uint32_t point)
{
	if (point < 0x80) {
		to[0] = (char)point;
		return 1;
	}
	size_t size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
	for (size_t i = size - 1; i > 0; i--) {
		to[i] = (char)(0x80 | (point & 0x3f));
		point >>= 6;
	}
	static const unsigned leads[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	to[0] = (char)(leads[size] | point);
	return size;
}

struct glass_cell
glass_at(const struct glass *glass, int row, int col)
{
	VTermScreenCell cell;
	struct glass_cell seen = { .colour = -1 };
	size_t size = 0;
	vterm_screen_get_cell(glass->screen,
	    (VTermPos){ .row = row, .col = col }, &cell);
	seen.cols = cell.width > 1 ? cell.width : 1;
	seen.is_bold = cell.attrs.bold;
	seen.is_reverse = cell.attrs.reverse;
	seen.is_underlined = cell.attrs.underline != 0;
	if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg))
		seen.colour = cell.fg.indexed.idx;
	/* libvterm's mark for what a wide character covers. */
	if (cell.chars[0] == (uint32_t)-1)
		return seen;
	for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0;
	     i++)
		size += put_point(seen.text + size, cell.chars[i]);
	if (size == 0)
		seen.text[size++] = ' ';
	seen.text[size] = '\0';
	return seen;
}

static void
dump_row(const struct glass *glass, int row, int cols, struct bytes *dump)
{
	size_t blank_count = 0;
	struct glass_cell cell;
	for (int col = 0; col < cols; col += cell.cols) {
		cell = glass_at(glass, row, col);
		if (strcmp(cell.text, " ") == 0) {
			blank_count++;
			continue;
		}
		for (; blank_count > 0; blank_count--)
			bytes_append(dump, " ", 1);
		bytes_append(dump, cell.text, strlen(cell.text));
	}
	bytes_append(dump, "\n", 1);
}

char *
glass_dump(const struct glass *glass)
{
	struct bytes dump;
	int rows, cols;
	bytes_init(&dump, DUMP_MOST);
	vterm_get_size(glass->vterm, &rows, &cols);
	for (int row = 0; row < rows; row++)
		dump_row(glass, row, cols, &dump);
	char *text = memory_copy(bytes_head(&dump), dump.size);
	bytes_clear(&dump);
	return text;
}

void
glass_cursor(const struct glass *glass, int *row, int *col)
{
	VTermPos at;
	vterm_state_get_cursorpos(vterm_obtain_state(glass->vterm), &at);
	*row = at.row;
	*col = at.col;
}

bool
glass_shows_cursor(const struct glass *glass)
{
	return glass->shows_cursor;
}

bool
glass_is_alternate(const struct glass *glass)
{
	return glass->is_alternate;
}

const char *
glass_title(const struct glass *glass)
{
	return glass->title;
}

unsigned
glass_bells(const struct glass *glass)
{
	return glass->bell_count;
}

unsigned
glass_clears(const struct glass *glass)
{
	return glass->clear_count;
}

const char *
glass_before_clear(const struct glass *glass)
{
	return glass->before_clear;
}
