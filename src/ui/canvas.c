/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/canvas.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "text/cells.h"

static const struct canvas_cell blank_cell = { STYLE_PLAIN, 1, " " };

void
canvas_init(struct canvas *canvas)
{
	*canvas = (struct canvas){ .cursor_row = -1, .cursor_col = -1 };
}

void
canvas_clear(struct canvas *canvas)
{
	free(canvas->cells);
	canvas_init(canvas);
}

static int
within(int value, int least, int most)
{
	return value < least ? least : value > most ? most : value;
}

void
canvas_blank(struct canvas *canvas, int rows, int cols)
{
	canvas->rows = within(rows, 0, CANVAS_MOST);
	canvas->cols = within(cols, 0, CANVAS_MOST);
	canvas->cursor_row = canvas->cursor_col = -1;
	size_t count = (size_t)canvas->rows * (size_t)canvas->cols;
	if (count > canvas->room) {
		canvas->cells =
		    memory_grow(canvas->cells, count, sizeof *canvas->cells);
		canvas->room = count;
	}
	size_t row = (size_t)canvas->cols;
	for (size_t i = 0; i < row && i < count; i++)
		canvas->cells[i] = blank_cell;
	for (size_t i = row; i < count; i += row)
		memcpy(canvas->cells + i, canvas->cells,
		    row * sizeof *canvas->cells);
}

static struct canvas_cell *
cell_at(struct canvas *canvas, int row, int col)
{
	return &canvas->cells[(size_t)row * (size_t)canvas->cols + (size_t)col];
}

const struct canvas_cell *
canvas_at(const struct canvas *canvas, int row, int col)
{
	assert(row >= 0 && row < canvas->rows);
	assert(col >= 0 && col < canvas->cols);
	return &canvas->cells[(size_t)row * (size_t)canvas->cols + (size_t)col];
}

/* What is left of a rectangle inside of the canvas. */
static struct rectangle
clipped(const struct canvas *canvas, const struct rectangle *in)
{
	int top = within(in->row, 0, canvas->rows);
	int left = within(in->col, 0, canvas->cols);
	int bottom = within(in->row + in->rows, top, canvas->rows);
	int right = within(in->col + in->cols, left, canvas->cols);
	return (struct rectangle){ top, left, bottom - top, right - left };
}

/* Half a wide character is none: its other half goes when one is taken. */
static void
blank_at(struct canvas *canvas, int row, int col)
{
	struct canvas_cell *cell = cell_at(canvas, row, col);
	if (cell->cols == 0)
		blank_at(canvas, row, col - 1);
	else if (cell->cols == 2)
		*cell_at(canvas, row, col + 1) = blank_cell;
	*cell_at(canvas, row, col) = blank_cell;
}

static void
put_character(struct canvas *canvas, int row, int col, uint8_t style,
    const char *text, size_t size, int cols)
{
	for (int covered = 0; covered < cols; covered++)
		blank_at(canvas, row, col + covered);
	struct canvas_cell *cell = cell_at(canvas, row, col);
	cell->style = style;
	cell->cols = (uint8_t)cols;
	memcpy(cell->text, text, size);
	cell->text[size] = '\0';
	if (cols == 2) {
		struct canvas_cell *covered = cell_at(canvas, row, col + 1);
		*covered = (struct canvas_cell){ style, 0, "" };
	}
}

/* Printable ASCII characters, a cell each. */
static void
put_plain(struct canvas *canvas, int row, int col, uint8_t style,
    const char *text, size_t count)
{
	struct canvas_cell plain = blank_cell;
	struct canvas_cell *cell = cell_at(canvas, row, col);
	plain.style = style;
	for (size_t i = 0; i < count; i++) {
		if (cell[i].cols != 1)
			blank_at(canvas, row, col + (int)i);
		cell[i] = plain;
		cell[i].text[0] = text[i];
	}
}

/* A mark that finds no room in its cell is left out: the base still shows. */
static void
put_mark(struct canvas_cell *cell, const char *text, size_t size)
{
	size_t used = strlen(cell->text);
	if (used + size >= sizeof cell->text)
		return;
	memcpy(cell->text + used, text, size);
	cell->text[used + size] = '\0';
}

static bool
is_control(uint32_t point)
{
	return point < 0x20 || (point >= 0x7f && point < 0xa0);
}

/* One cluster that is known to fit: each spacing character a cell, marks on. */
static void
put_cluster(struct canvas *canvas, int row, int col, uint8_t style,
    const char *text, size_t size)
{
	struct canvas_cell *base = NULL;
	while (size > 0) {
		uint32_t point;
		size_t taken = cells_decode(text, size, &point);
		int cols = cells_point_cols(point);
		if (cols > 0) {
			put_character(canvas, row, col, style, text, taken,
			    cols);
			base = cell_at(canvas, row, col);
			col += cols;
		} else if (base && !is_control(point)) {
			put_mark(base, text, taken);
		}
		text += taken;
		size -= taken;
	}
}

int
canvas_put(struct canvas *canvas, const struct rectangle *in, int row, int col,
    enum canvas_style style, const char *text, size_t size)
{
	struct rectangle room = clipped(canvas, in);
	row += in->row;
	if (row < room.row || row >= room.row + room.rows)
		return col;
	int left = in->col + col;
	int right = room.col + room.cols;
	while (size > 0 && left >= room.col) {
		size_t plain = cells_plain(text, size,
		    right > left ? (size_t)(right - left) : 0);
		if (plain > 0) {
			put_plain(canvas, row, left, (uint8_t)style, text,
			    plain);
			left += (int)plain;
			text += plain;
			size -= plain;
			continue;
		}
		struct cells_cluster next = cells_next(text, size);
		if (next.cols > right - left)
			break;
		put_cluster(canvas, row, left, (uint8_t)style, text, next.size);
		left += next.cols;
		text += next.size;
		size -= next.size;
	}
	return left - in->col;
}

static void
fill_row(struct canvas *canvas, int row, int col, int end,
    const struct canvas_cell *cell)
{
	for (; col < end; col++) {
		if (cell_at(canvas, row, col)->cols != 1)
			blank_at(canvas, row, col);
		*cell_at(canvas, row, col) = *cell;
	}
}

void
canvas_fill(struct canvas *canvas, const struct rectangle *in, int row, int col,
    enum canvas_style style, const char *character)
{
	struct rectangle room = clipped(canvas, in);
	size_t size = strlen(character);
	assert(size > 0 && cells_cols(character, size) == 1);
	row += in->row;
	if (row < room.row || row >= room.row + room.rows)
		return;
	int first = within(in->col + col, room.col, room.col + room.cols);
	if (first == room.col + room.cols)
		return;
	put_cluster(canvas, row, first, (uint8_t)style, character, size);
	struct canvas_cell cell = *cell_at(canvas, row, first);
	fill_row(canvas, row, first + 1, room.col + room.cols, &cell);
}

void
canvas_fill_all(struct canvas *canvas, const struct rectangle *in,
    enum canvas_style style, const char *character)
{
	struct rectangle room = clipped(canvas, in);
	int right = room.col + room.cols;
	if (room.rows == 0 || room.cols == 0)
		return;
	canvas_fill(canvas, &room, 0, 0, style, character);
	struct canvas_cell cell = *cell_at(canvas, room.row, room.col);
	for (int row = room.row + 1; row < room.row + room.rows; row++)
		fill_row(canvas, row, room.col, right, &cell);
}

/* The bytes of a row without the blanks at its end; `to` may be NULL. */
static size_t
dump_row(const struct canvas *canvas, int row, char *to)
{
	size_t size = 0, shown = 0;
	for (int col = 0; col < canvas->cols; col++) {
		const struct canvas_cell *cell = canvas_at(canvas, row, col);
		size_t cell_size = strlen(cell->text);
		if (to)
			memcpy(to + size, cell->text, cell_size);
		size += cell_size;
		if (cell_size > 0 && strcmp(cell->text, " ") != 0)
			shown = size;
	}
	return shown;
}

char *
canvas_dump(const struct canvas *canvas)
{
	/* A cell's text with its NUL is never longer than the cell's store. */
	size_t cells = (size_t)canvas->rows * (size_t)canvas->cols;
	char *dump =
	    memory_new(cells + (size_t)canvas->rows + 1, CANVAS_CELL_SIZE);
	char *end = dump;
	for (int row = 0; row < canvas->rows; row++) {
		end += dump_row(canvas, row, end);
		*end++ = '\n';
	}
	*end = '\0';
	return dump;
}
