/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#include "../material.h"
#include "pupil.h"

static void
ck_shows(const struct terminal *terminal, const struct canvas *canvas,
    uint64_t seed)
{
	char *expected = canvas_dump(canvas);
	char *found = terminal_screen(terminal);
	int row, col;
	if (strcmp(found, expected) != 0) {
		fprintf(stderr, "%s--- instead of\n%s---\n", found, expected);
		ck_abort_msg("seed %u, %d rows, %d columns", (unsigned)seed,
		    canvas->rows, canvas->cols);
	}
	free(expected);
	free(found);
	bool shows = glass_shows_cursor(terminal_glass(terminal));
	ck_assert_int_eq(shows, canvas->cursor_row >= 0);
	glass_cursor(terminal_glass(terminal), &row, &col);
	if (!shows)
		return;
	ck_assert_int_eq(row, canvas->cursor_row);
	ck_assert_int_eq(col, canvas->cursor_col);
}

/* Bold and reverse as the style has it; colours are only ever the text's. */
static void
ck_looks(const struct terminal *terminal, const struct canvas *canvas)
{
	for (int row = 0; row < canvas->rows; row++) {
		for (int col = 0; col < canvas->cols; col++) {
			const struct canvas_cell *cell =
			    canvas_at(canvas, row, col);
			struct glass_cell seen =
			    glass_at(terminal_glass(terminal), row, col);
			if (cell->cols == 0)
				continue;
			ck_assert_int_eq(seen.is_reverse,
			    cell->style == STYLE_STATUS ||
				cell->style == STYLE_ALERT);
			if (strcmp(cell->text, " ") == 0)
				continue;
			ck_assert_int_eq(seen.is_bold,
			    cell->style == STYLE_NAME ||
				cell->style == STYLE_ALERT ||
				cell->style == STYLE_HEADING ||
				cell->style == STYLE_KEY);
		}
	}
}

START_TEST(the_screen_shows_the_canvas)
{
	struct terminal *terminal = pupil_start(24, 80);
	struct canvas canvas;
	canvas_init(&canvas);
	ck_assert(glass_is_alternate(terminal_glass(terminal)));
	for (uint64_t seed = 1; seed <= 200; seed++) {
		pupil_tell(terminal, "n");
		pupil_paint(&canvas, seed, 24, 80);
		ck_shows(terminal, &canvas, seed);
		ck_looks(terminal, &canvas);
	}
	canvas_clear(&canvas);
	pupil_end(terminal);
}
END_TEST

static const int heights[] = { 10, 24, 25, 50 };

START_TEST(the_screen_scrolls)
{
	int rows = heights[_i];
	struct terminal *terminal = pupil_start(rows, 90);
	struct canvas canvas;
	canvas_init(&canvas);
	for (uint64_t seed = 1; seed <= 120; seed++) {
		if (seed == 60) {
			rows += 7;
			terminal_resize(terminal, rows, 90);
			pupil_tell(terminal, "r");
			continue;
		}
		pupil_tell(terminal, "s");
		pupil_paint_scrolled(&canvas, seed, rows, 90);
		ck_shows(terminal, &canvas, seed);
	}
	canvas_clear(&canvas);
	pupil_end(terminal);
}
END_TEST

START_TEST(the_screen_follows_its_size)
{
	struct terminal *terminal = pupil_start(24, 80);
	struct canvas canvas;
	uint64_t chance = 11;
	int rows = 24, cols = 80;
	canvas_init(&canvas);
	for (uint64_t seed = 1; seed <= 1000; seed++) {
		int now_rows = (int)material_upto(&chance, 40);
		int now_cols = (int)material_upto(&chance, 130);
		if (seed % 10 == 0)
			now_rows = now_cols = (int)(seed / 10 % 2);
		/* Without a size of its own it stays as it was. */
		if (now_rows > 0 && now_cols > 0) {
			rows = now_rows;
			cols = now_cols;
			terminal_resize(terminal, rows, cols);
		}
		pupil_tell(terminal, "r");
		pupil_paint(&canvas, seed, rows, cols);
		/* The glass is never as narrow as that. */
		if (cols > 1)
			ck_shows(terminal, &canvas, seed);
	}
	canvas_clear(&canvas);
	pupil_end(terminal);
}
END_TEST

START_TEST(a_window_without_size_is_survived)
{
	struct terminal *terminal = pupil_start(24, 80);
	terminal_resize(terminal, 0, 0);
	pupil_tell(terminal, "r");
	terminal_resize(terminal, 1, 1);
	pupil_tell(terminal, "rnn");
	terminal_resize(terminal, 0, 7);
	pupil_tell(terminal, "r");
	terminal_resize(terminal, 65535, 65535);
	pupil_tell(terminal, "r");
	terminal_resize(terminal, 24, 80);
	pupil_tell(terminal, "rnn");
	pupil_end(terminal);
	/* … from the beginning. */
	terminal = pupil_start(65535, 65535);
	pupil_tell(terminal, "nn");
	pupil_end(terminal);
	terminal = pupil_start(1, 1);
	pupil_tell(terminal, "nn");
	pupil_end(terminal);
}
END_TEST

/* Terminals that can do less, or do it otherwise. */
static const char *const terms[] = { "TERM=xterm", "TERM=linux", "TERM=vt220",
	"TERM=screen", "TERM=tmux-256color", "TERM=rxvt", "TERM=vt100" };

/* A serial line, or a container's terminal: 24 rows of 80, then. */
START_TEST(a_terminal_may_not_know_its_size)
{
	const char *const environment[] = { terms[_i], NULL };
	struct program program = { .run = pupil_run,
		.environment = environment };
	struct canvas canvas;
	canvas_init(&canvas);
	program.rows = program.cols = -1;
	struct terminal *terminal = terminal_start(&program);
	terminal_expect_bytes(terminal, PUPIL_DONE);
	for (uint64_t seed = 1; seed <= 5; seed++) {
		pupil_tell(terminal, "n");
		pupil_paint(&canvas, seed, 24, 80);
		char *expected = canvas_dump(&canvas);
		terminal_expect_screen(terminal, expected);
		free(expected);
	}
	canvas_clear(&canvas);
	terminal_free(terminal);
}
END_TEST

START_TEST(a_repaint_changes_nothing)
{
	struct terminal *terminal = pupil_start(24, 80);
	for (int i = 0; i < 20; i++) {
		pupil_tell(terminal, "n");
		char *before = terminal_screen(terminal);
		pupil_tell(terminal, "f");
		terminal_expect_screen(terminal, before);
		free(before);
	}
	pupil_end(terminal);
}
END_TEST

START_TEST(a_typed_character_is_one_byte)
{
	struct terminal *terminal = pupil_start(24, 80);
	pupil_tell(terminal, "t");
	for (int i = 0; i < 40; i++)
		ck_assert_uint_eq(pupil_writes(terminal, "t"), 1);
	terminal_expect(terminal, " > xxxxxxxxxx");
	pupil_end(terminal);
}
END_TEST

START_TEST(nothing_new_is_nothing_written)
{
	struct terminal *terminal = pupil_start(24, 80);
	pupil_tell(terminal, "n");
	/* Sixty-four x fill what is typed; then it stays the same. */
	for (int i = 0; i < 64; i++)
		pupil_tell(terminal, "t");
	ck_assert_uint_eq(pupil_writes(terminal, "t"), 0);
	pupil_end(terminal);
}
END_TEST

/* All controls are in sequences, and those are ones that curses knows. */
static void
ck_harmless(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		unsigned char byte = (unsigned char)bytes[i];
		bool is_known = byte == '\033' || byte == '\r' ||
		    byte == '\n' || byte == '\b' || byte == '\a';
		ck_assert_msg(byte >= 0x20 || is_known, "byte %#x", byte);
		ck_assert_msg(byte != 0x7f, "DEL");
		ck_assert_msg(byte != 0xc2 || i + 1 == size ||
			(unsigned char)bytes[i + 1] >= 0xa0,
		    "C1");
	}
}

static bool
has_title(struct terminal *terminal, const void *title)
{
	return strcmp(glass_title(terminal_glass(terminal)), title) == 0;
}

/* The glass itself: a read may end anywhere. */
START_TEST(the_glass_shows_the_same_however_it_is_fed)
{
	static const char bytes[] =
	    "a\303\274b\033[2Jx\033]0;\346\226\207\033\\y\033[1;31mz"
	    "\033]2;gr\303\274ezi\007\033[22;0t\346\226\207\033[Hq";
	size_t size = sizeof bytes - 1;
	struct glass *whole = glass_new(5, 20);
	glass_feed(whole, bytes, size);
	char *expected = glass_dump(whole);
	ck_assert_str_eq(glass_title(whole), "gr\303\274ezi");
	for (size_t cut = 0; cut <= size; cut++) {
		struct glass *glass = glass_new(5, 20);
		glass_feed(glass, bytes, cut);
		glass_feed(glass, bytes + cut, size - cut);
		char *found = glass_dump(glass);
		ck_assert_str_eq(found, expected);
		ck_assert_str_eq(glass_title(glass), glass_title(whole));
		ck_assert_str_eq(glass_before_clear(glass),
		    "a\303\274b\n\n\n\n\n");
		free(found);
		glass_free(glass);
	}
	free(expected);
	glass_free(whole);
}
END_TEST

START_TEST(nothing_forbidden_is_written)
{
	struct terminal *terminal = pupil_start(24, 80);
	size_t size;
	terminal_mark(terminal);
	for (int i = 0; i < 50; i++)
		terminal_type(terminal, "n");
	terminal_type(terminal, "T");
	ck_assert(terminal_await(terminal, has_title, "gr\303\274ezi ]0;evil"));
	const char *written = terminal_written(terminal, &size);
	ck_harmless(written, size);
	pupil_end(terminal);
}
END_TEST

START_TEST(other_terminals_show_the_canvas_too)
{
	const char *const environment[] = { terms[_i], NULL };
	struct program program = { .run = pupil_run,
		.environment = environment };
	struct terminal *terminal = terminal_start(&program);
	struct canvas canvas;
	canvas_init(&canvas);
	terminal_expect_bytes(terminal, PUPIL_DONE);
	for (uint64_t seed = 1; seed <= 30; seed++) {
		pupil_tell(terminal, "n");
		pupil_paint(&canvas, seed, 24, 80);
		char *expected = canvas_dump(&canvas);
		terminal_expect_screen(terminal, expected);
		free(expected);
	}
	canvas_clear(&canvas);
	terminal_type(terminal, "q");
	ck_assert_int_eq(terminal_expect_end(terminal), 0);
	ck_assert(!terminal_mode(terminal, 2004, false));
	terminal_free(terminal);
}
END_TEST

START_TEST(no_colour_is_respected)
{
	static const char *const environment[] = { "NO_COLOR=1", NULL };
	struct program program = { .run = pupil_run,
		.environment = environment };
	struct terminal *terminal = terminal_start(&program);
	terminal_expect_bytes(terminal, PUPIL_DONE);
	pupil_tell(terminal, "nnn");
	for (int row = 0; row < 24; row++) {
		for (int col = 0; col < 80; col++) {
			struct glass_cell seen =
			    glass_at(terminal_glass(terminal), row, col);
			ck_assert_int_eq(seen.colour, -1);
		}
	}
	pupil_end(terminal);
}
END_TEST

TCase *
screen_tcase(void)
{
	TCase *tcase = tcase_create("screen");
	tcase_add_checked_fixture(tcase, pupil_set_up, NULL);
	tcase_set_timeout(tcase, TERMINAL_TIMEOUT_S);
	tcase_add_test(tcase, the_screen_shows_the_canvas);
	tcase_add_loop_test(tcase, the_screen_scrolls, 0,
	    (int)(sizeof(heights) / sizeof(heights[0])));
	tcase_add_test(tcase, the_screen_follows_its_size);
	tcase_add_test(tcase, a_window_without_size_is_survived);
	tcase_add_loop_test(tcase, a_terminal_may_not_know_its_size, 0,
	    (int)(sizeof(terms) / sizeof(terms[0])));
	tcase_add_test(tcase, a_repaint_changes_nothing);
	tcase_add_test(tcase, a_typed_character_is_one_byte);
	tcase_add_test(tcase, nothing_new_is_nothing_written);
	tcase_add_test(tcase, the_glass_shows_the_same_however_it_is_fed);
	tcase_add_test(tcase, nothing_forbidden_is_written);
	tcase_add_loop_test(tcase, other_terminals_show_the_canvas_too, 0,
	    (int)(sizeof(terms) / sizeof(terms[0])));
	tcase_add_test(tcase, no_colour_is_respected);
	return tcase;
}
