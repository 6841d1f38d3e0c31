/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "pupil.h"

#include <check.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../material.h"

#include "base/rites.h"
#include "ui/screen.h"

/* What is put on canvases: some of each kind that terminals agree on. */
static const char *const pieces[] = { "a", "Hello", " ", "  ", "z\314\201",
	"\303\274ber", "\346\226\207\345\255\227", "\342\224\200\342\224\202",
	"o\314\210\314\262", "\360\237\221\213", "\342\234\223", "0123456789",
	"\357\274\241", "a\314\201\314\210\314\261\314\262", "x" };

/* The first byte of all combining marks among them, and of nothing else. */
static const char marks[] = "\314";

void
pupil_paint(struct canvas *canvas, uint64_t seed, int rows, int cols)
{
	size_t piece_count = sizeof(pieces) / sizeof(pieces[0]) - 1;
	struct rectangle all = { 0, 0, rows, cols };
	uint64_t chance = seed * 2 + 1;
	canvas_blank(canvas, rows, cols);
	for (size_t i = material_upto(&chance, 400); i > 0; i--) {
		const char *piece = pieces[material_upto(&chance, piece_count)];
		int row = (int)material_upto(&chance, (size_t)rows - 1);
		int col = (int)material_upto(&chance, (size_t)cols - 1);
		size_t style = material_upto(&chance, STYLE_COUNT - 1);
		/* libvterm puts marks beside a character in its last column. */
		if (col == cols - 1 && strpbrk(piece, marks) != NULL)
			continue;
		canvas_put(canvas, &all, row, col, (enum canvas_style)style,
		    piece, strlen(piece));
	}
	if (material_upto(&chance, 3) == 0)
		return;
	canvas->cursor_row = (int)material_upto(&chance, (size_t)rows - 1);
	canvas->cursor_col = (int)material_upto(&chance, (size_t)cols - 1);
}

void
pupil_paint_scrolled(struct canvas *canvas, uint64_t seed, int rows, int cols)
{
	struct rectangle all = { 0, 0, rows, cols };
	canvas_blank(canvas, rows, cols);
	canvas_put(canvas, &all, 0, 0, STYLE_HEADING, "the top", 7);
	for (int row = 1; row < rows - 1; row++) {
		char text[40];
		uint64_t number = seed + (uint64_t)row;
		int size = snprintf(text, sizeof(text), "row %u says %u",
		    (unsigned)number, (unsigned)(number * 7919 % 10007));
		canvas_put(canvas, &all, row, (int)(number % 5), STYLE_PLAIN,
		    text, (size_t)size);
	}
	canvas_put(canvas, &all, rows - 1, 0, STYLE_STATUS, "the bottom", 10);
	canvas->cursor_row = rows - 1;
	canvas->cursor_col = 3;
}

struct pupil {
	struct screen *screen;
	struct canvas canvas;
	uint64_t seed;
	char typed[64];
	size_t typed_size;
};

static void
paint_typed(struct pupil *pupil)
{
	struct rectangle all = { 0, 0, pupil->canvas.rows, pupil->canvas.cols };
	canvas_blank(&pupil->canvas, screen_rows(pupil->screen),
	    screen_cols(pupil->screen));
	all.rows = pupil->canvas.rows;
	all.cols = pupil->canvas.cols;
	canvas_put(&pupil->canvas, &all, 2, 0, STYLE_STATUS, "- status -", 10);
	canvas_put(&pupil->canvas, &all, 3, 1, STYLE_PLAIN, "> ", 2);
	int col = canvas_put(&pupil->canvas, &all, 3, 3, STYLE_PLAIN,
	    pupil->typed, pupil->typed_size);
	pupil->canvas.cursor_row = 3;
	pupil->canvas.cursor_col = col;
	screen_show(pupil->screen, &pupil->canvas);
}

static void
type_one(struct pupil *pupil)
{
	if (pupil->typed_size < sizeof(pupil->typed))
		pupil->typed[pupil->typed_size++] = 'x';
	paint_typed(pupil);
}

static void
show_next(struct pupil *pupil)
{
	pupil->seed++;
	pupil_paint(&pupil->canvas, pupil->seed, screen_rows(pupil->screen),
	    screen_cols(pupil->screen));
	screen_show(pupil->screen, &pupil->canvas);
}

static void
scroll_on(struct pupil *pupil)
{
	pupil->seed++;
	pupil_paint_scrolled(&pupil->canvas, pupil->seed,
	    screen_rows(pupil->screen), screen_cols(pupil->screen));
	screen_show(pupil->screen, &pupil->canvas);
}

/* False when it is to end. */
static bool
obey(struct pupil *pupil, char letter)
{
	switch (letter) {
	case 'n':
		show_next(pupil);
		break;
	case 'r':
		screen_resize(pupil->screen);
		show_next(pupil);
		break;
	case 's':
		scroll_on(pupil);
		break;
	case 'f':
		screen_forget(pupil->screen);
		screen_show(pupil->screen, &pupil->canvas);
		break;
	case 't':
		type_one(pupil);
		break;
	case 'b':
		screen_bell(pupil->screen);
		break;
	case 'T':
		screen_title(pupil->screen, "gr\303\274ezi \033]0;evil\007");
		break;
	case 'U':
		screen_title(pupil->screen, "");
		break;
	case 'z':
		screen_suspend(pupil->screen);
		screen_show(pupil->screen, &pupil->canvas);
		break;
	case 'k':
		screen_retake(pupil->screen);
		screen_show(pupil->screen, &pupil->canvas);
		break;
	case 'a':
		abort();
	default:
		return false;
	}
	return write(STDOUT_FILENO, PUPIL_DONE, strlen(PUPIL_DONE)) > 0;
}

/* What a slow reader has left would else wait for the next key. */
static void
await_shown(const struct pupil *pupil)
{
	struct pollfd output = {
		.fd = screen_output(pupil->screen),
		.events = POLLOUT,
	};
	while (!screen_go_on(pupil->screen))
		poll(&output, 1, -1);
}

static bool
take_keys(struct pupil *pupil)
{
	struct key key;
	bool goes_on = true;
	if (!screen_read(pupil->screen))
		return false;
	while (screen_key(pupil->screen, &key)) {
		for (size_t i = 0; i < key.size && goes_on; i++)
			goes_on = obey(pupil, key.text[i]);
		if (key.name == KEY_FUNCTION && key.point == 7)
			goes_on = obey(pupil, 'b');
	}
	return goes_on;
}

void
pupil_run(const void *unused)
{
	struct fault fault = { 0 };
	struct pupil pupil = { .seed = 0 };
	(void)unused;
	rites_install();
	canvas_init(&pupil.canvas);
	pupil.screen = screen_new(&fault);
	if (pupil.screen == NULL) {
		dprintf(STDERR_FILENO, "%s\r\n", fault.words);
		_exit(fault.status);
	}
	if (write(STDOUT_FILENO, PUPIL_DONE, strlen(PUPIL_DONE)) < 0)
		_exit(EXIT_FAILURE);
	while (take_keys(&pupil))
		await_shown(&pupil);
	screen_free(pupil.screen);
	canvas_clear(&pupil.canvas);
}

/* ---- the test's side ---- */

struct terminal *
pupil_start(int rows, int cols)
{
	struct program program = { .run = pupil_run,
		.rows = rows,
		.cols = cols };
	struct terminal *terminal = terminal_start(&program);
	terminal_expect_bytes(terminal, PUPIL_DONE);
	return terminal;
}

void
pupil_tell(struct terminal *terminal, const char *letters)
{
	for (; *letters != '\0'; letters++) {
		terminal_mark(terminal);
		terminal_type_bytes(terminal, letters, 1);
		terminal_expect_bytes(terminal, PUPIL_DONE);
	}
}

void
pupil_end(struct terminal *terminal)
{
	terminal_type(terminal, "q");
	ck_assert_int_eq(terminal_expect_end(terminal), 0);
	terminal_expect_restored(terminal);
	terminal_free(terminal);
}

size_t
pupil_writes(struct terminal *terminal, const char *letter)
{
	size_t size;
	pupil_tell(terminal, letter);
	terminal_written(terminal, &size);
	return size - strlen(PUPIL_DONE);
}

void
pupil_set_up(void)
{
	ck_assert(setlocale(LC_CTYPE, "C.UTF-8") != NULL);
}
