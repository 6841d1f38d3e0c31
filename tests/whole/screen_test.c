/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "suite.h"

#include "../material.h"
#include "terminal.h"

#include "base/rites.h"
#include "ui/screen.h"

/*
 * A program with nothing but a screen. What it is to do is typed at it, a
 * letter each, and behind each deed it writes a mark, so that the test knows
 * that all of its output has come.
 */

static const char done[] = "\033]9;done\007";

/* What is put on canvases: some of each kind that terminals agree on. */
static const char *const pieces[] = { "a", "Hello", " ", "  ", "z\314\201",
	"\303\274ber", "\346\226\207\345\255\227", "\342\224\200\342\224\202",
	"o\314\210\314\262", "\360\237\221\213", "\342\234\223", "0123456789",
	"\357\274\241", "a\314\201\314\210\314\261\314\262", "x" };

/* The first byte of all combining marks among them, and of nothing else. */
static const char marks[] = "\314";

/* A canvas as a seed makes it, in the test and in the program alike. */
static void
paint(struct canvas *canvas, uint64_t seed, int rows, int cols)
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

/* Rows that move up by one with each seed, between two that stay. */
static void
paint_scrolled(struct canvas *canvas, uint64_t seed, int rows, int cols)
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
	paint(&pupil->canvas, pupil->seed, screen_rows(pupil->screen),
	    screen_cols(pupil->screen));
	screen_show(pupil->screen, &pupil->canvas);
}

static void
scroll_on(struct pupil *pupil)
{
	pupil->seed++;
	paint_scrolled(&pupil->canvas, pupil->seed, screen_rows(pupil->screen),
	    screen_cols(pupil->screen));
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
	return write(STDOUT_FILENO, done, sizeof(done) - 1) > 0;
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

static void
learn(const void *unused)
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
	if (write(STDOUT_FILENO, done, sizeof(done) - 1) < 0)
		_exit(EXIT_FAILURE);
	while (take_keys(&pupil))
		continue;
	screen_free(pupil.screen);
	canvas_clear(&pupil.canvas);
}

/* ---- the test's side ---- */

static struct terminal *
start(int rows, int cols)
{
	struct program program = { .run = learn, .rows = rows, .cols = cols };
	struct terminal *terminal = terminal_start(&program);
	terminal_expect_bytes(terminal, done);
	return terminal;
}

/* Has it do these one by one, and has all that came of the last. */
static void
tell(struct terminal *terminal, const char *letters)
{
	for (; *letters != '\0'; letters++) {
		terminal_mark(terminal);
		terminal_type_bytes(terminal, letters, 1);
		terminal_expect_bytes(terminal, done);
	}
}

static void
end(struct terminal *terminal)
{
	terminal_type(terminal, "q");
	ck_assert_int_eq(terminal_expect_end(terminal), 0);
	terminal_expect_restored(terminal);
	terminal_free(terminal);
}

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
	struct terminal *terminal = start(24, 80);
	struct canvas canvas;
	canvas_init(&canvas);
	ck_assert(glass_is_alternate(terminal_glass(terminal)));
	for (uint64_t seed = 1; seed <= 200; seed++) {
		tell(terminal, "n");
		paint(&canvas, seed, 24, 80);
		ck_shows(terminal, &canvas, seed);
		ck_looks(terminal, &canvas);
	}
	canvas_clear(&canvas);
	end(terminal);
}
END_TEST

static const int heights[] = { 10, 24, 25, 50 };

START_TEST(the_screen_scrolls)
{
	int rows = heights[_i];
	struct terminal *terminal = start(rows, 90);
	struct canvas canvas;
	canvas_init(&canvas);
	for (uint64_t seed = 1; seed <= 120; seed++) {
		if (seed == 60) {
			rows += 7;
			terminal_resize(terminal, rows, 90);
			tell(terminal, "r");
			continue;
		}
		tell(terminal, "s");
		paint_scrolled(&canvas, seed, rows, 90);
		ck_shows(terminal, &canvas, seed);
	}
	canvas_clear(&canvas);
	end(terminal);
}
END_TEST

START_TEST(the_screen_follows_its_size)
{
	struct terminal *terminal = start(24, 80);
	struct canvas canvas;
	uint64_t chance = 11;
	int rows = 24, cols = 80;
	canvas_init(&canvas);
	for (uint64_t seed = 1; seed <= 300; seed++) {
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
		tell(terminal, "r");
		paint(&canvas, seed, rows, cols);
		/* The glass is never as narrow as that. */
		if (cols > 1)
			ck_shows(terminal, &canvas, seed);
	}
	canvas_clear(&canvas);
	end(terminal);
}
END_TEST

START_TEST(a_window_without_size_is_survived)
{
	struct terminal *terminal = start(24, 80);
	terminal_resize(terminal, 0, 0);
	tell(terminal, "r");
	terminal_resize(terminal, 1, 1);
	tell(terminal, "rnn");
	terminal_resize(terminal, 0, 7);
	tell(terminal, "r");
	terminal_resize(terminal, 65535, 65535);
	tell(terminal, "r");
	terminal_resize(terminal, 24, 80);
	tell(terminal, "rnn");
	end(terminal);
	/* … from the beginning. */
	terminal = start(65535, 65535);
	tell(terminal, "nn");
	end(terminal);
	terminal = start(1, 1);
	tell(terminal, "nn");
	end(terminal);
}
END_TEST

/* Terminals that can do less, or do it otherwise. */
static const char *const terms[] = { "TERM=xterm", "TERM=linux", "TERM=vt220",
	"TERM=screen", "TERM=tmux-256color", "TERM=rxvt", "TERM=vt100" };

/* A serial line, or a container's terminal: 24 rows of 80, then. */
START_TEST(a_terminal_may_not_know_its_size)
{
	const char *const environment[] = { terms[_i], NULL };
	struct program program = { .run = learn, .environment = environment };
	struct canvas canvas;
	canvas_init(&canvas);
	program.rows = program.cols = -1;
	struct terminal *terminal = terminal_start(&program);
	terminal_expect_bytes(terminal, done);
	for (uint64_t seed = 1; seed <= 5; seed++) {
		tell(terminal, "n");
		paint(&canvas, seed, 24, 80);
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
	struct terminal *terminal = start(24, 80);
	for (int i = 0; i < 20; i++) {
		tell(terminal, "n");
		char *before = terminal_screen(terminal);
		tell(terminal, "f");
		terminal_expect_screen(terminal, before);
		free(before);
	}
	end(terminal);
}
END_TEST

static size_t
written_by(struct terminal *terminal, const char *letter)
{
	size_t size;
	tell(terminal, letter);
	terminal_written(terminal, &size);
	return size - (sizeof(done) - 1);
}

START_TEST(a_typed_character_is_one_byte)
{
	struct terminal *terminal = start(24, 80);
	tell(terminal, "t");
	for (int i = 0; i < 40; i++)
		ck_assert_uint_eq(written_by(terminal, "t"), 1);
	terminal_expect(terminal, " > xxxxxxxxxx");
	end(terminal);
}
END_TEST

START_TEST(nothing_new_is_nothing_written)
{
	struct terminal *terminal = start(24, 80);
	tell(terminal, "n");
	/* Sixty-four x fill what is typed; then it stays the same. */
	for (int i = 0; i < 64; i++)
		tell(terminal, "t");
	ck_assert_uint_eq(written_by(terminal, "t"), 0);
	end(terminal);
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

START_TEST(nothing_forbidden_is_written)
{
	struct terminal *terminal = start(24, 80);
	size_t size;
	terminal_mark(terminal);
	for (int i = 0; i < 50; i++)
		terminal_type(terminal, "n");
	terminal_type(terminal, "T");
	ck_assert(terminal_await(terminal, has_title, "gr\303\274ezi ]0;evil"));
	const char *written = terminal_written(terminal, &size);
	ck_harmless(written, size);
	end(terminal);
}
END_TEST

START_TEST(the_bell_rings)
{
	struct terminal *terminal = start(24, 80);
	tell(terminal, "b");
	ck_assert_uint_eq(glass_bells(terminal_glass(terminal)), 1);
	/* F7, which the pupil knows too. */
	terminal_mark(terminal);
	terminal_type(terminal, "\033[18~");
	terminal_expect_bytes(terminal, done);
	ck_assert_uint_eq(glass_bells(terminal_glass(terminal)), 2);
	end(terminal);
}
END_TEST

START_TEST(the_title_is_put_back)
{
	struct terminal *terminal = start(24, 80);
	tell(terminal, "T");
	terminal_expect_bytes(terminal, "\033[22;0t");
	ck_assert_uint_eq(written_by(terminal, "T"), 0);
	tell(terminal, "U");
	terminal_expect_bytes(terminal, "\033[23;0t");
	tell(terminal, "T");
	terminal_mark(terminal);
	terminal_type(terminal, "q");
	terminal_expect_bytes(terminal, "\033[23;0t");
	ck_assert_int_eq(terminal_expect_end(terminal), 0);
	terminal_free(terminal);
}
END_TEST

START_TEST(keys_come_as_they_are)
{
	struct terminal *terminal = start(24, 80);
	ck_assert(terminal_mode(terminal, 2004, false));
	ck_assert(!terminal_mode(terminal, 1007, true));
	ck_assert(terminal_mode(terminal, 1, false));
	/* Neither ^C, ^Z, ^\ nor ^S does anything by itself. */
	terminal_type(terminal, "\003\032\034\023");
	tell(terminal, "b");
	end(terminal);
}
END_TEST

START_TEST(dying_gives_the_terminal_back)
{
	static const int deadly[] = { SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL,
		SIGQUIT };
	for (size_t i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++) {
		struct terminal *terminal = start(24, 80);
		tell(terminal, "nT");
		ck_assert(glass_is_alternate(terminal_glass(terminal)));
		terminal_signal(terminal, deadly[i]);
		ck_assert_int_eq(terminal_expect_end(terminal),
		    128 + deadly[i]);
		terminal_expect_restored(terminal);
		terminal_expect_bytes(terminal, "\033[23;0t");
		terminal_free(terminal);
	}
}
END_TEST

START_TEST(a_crash_in_the_program_gives_it_back_too)
{
	struct terminal *terminal = start(24, 80);
	tell(terminal, "n");
	terminal_type(terminal, "a");
	ck_assert_int_eq(terminal_expect_end(terminal), 128 + SIGABRT);
	terminal_expect_restored(terminal);
	terminal_free(terminal);
}
END_TEST

START_TEST(a_job_is_suspended_and_goes_on)
{
	struct program program = { .run = learn, .is_job = true };
	struct terminal *terminal = terminal_start(&program);
	terminal_expect_bytes(terminal, done);
	tell(terminal, "nT");
	char *before = terminal_screen(terminal);
	for (int i = 0; i < 3; i++) {
		terminal_mark(terminal);
		terminal_type(terminal, "z");
		terminal_expect_stop(terminal);
		terminal_expect_restored(terminal);
		terminal_continue(terminal);
		terminal_expect_bytes(terminal, done);
		terminal_expect_screen(terminal, before);
		ck_assert(glass_is_alternate(terminal_glass(terminal)));
		ck_assert(terminal_mode(terminal, 2004, false));
	}
	free(before);
	end(terminal);
}
END_TEST

/* Without a shell nobody could say fg. */
START_TEST(without_a_shell_it_does_not_stop)
{
	struct terminal *terminal = start(24, 80);
	tell(terminal, "nz");
	tell(terminal, "n");
	end(terminal);
}
END_TEST

START_TEST(the_terminal_is_taken_again)
{
	struct program program = { .run = learn, .is_job = true };
	struct terminal *terminal = terminal_start(&program);
	terminal_expect_bytes(terminal, done);
	tell(terminal, "n");
	char *before = terminal_screen(terminal);
	terminal_signal(terminal, SIGSTOP);
	terminal_expect_stop(terminal);
	terminal_continue(terminal);
	tell(terminal, "k");
	terminal_expect_screen(terminal, before);
	free(before);
	end(terminal);
}
END_TEST

START_TEST(a_closed_terminal_is_the_end)
{
	struct program program = { .run = learn, .is_job = true };
	struct terminal *terminal = terminal_start(&program);
	terminal_expect_bytes(terminal, done);
	terminal_hang_up(terminal);
	/* The shell passes SIGHUP on, which the pupil does not catch. */
	int status = terminal_expect_end(terminal);
	ck_assert(status == 128 + SIGHUP || status == 0);
	terminal_free(terminal);
}
END_TEST

START_TEST(other_terminals_show_the_canvas_too)
{
	const char *const environment[] = { terms[_i], NULL };
	struct program program = { .run = learn, .environment = environment };
	struct terminal *terminal = terminal_start(&program);
	struct canvas canvas;
	canvas_init(&canvas);
	terminal_expect_bytes(terminal, done);
	for (uint64_t seed = 1; seed <= 30; seed++) {
		tell(terminal, "n");
		paint(&canvas, seed, 24, 80);
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
	struct program program = { .run = learn, .environment = environment };
	struct terminal *terminal = terminal_start(&program);
	terminal_expect_bytes(terminal, done);
	tell(terminal, "nnn");
	for (int row = 0; row < 24; row++) {
		for (int col = 0; col < 80; col++) {
			struct glass_cell seen =
			    glass_at(terminal_glass(terminal), row, col);
			ck_assert_int_eq(seen.colour, -1);
		}
	}
	end(terminal);
}
END_TEST

static const struct {
	const char *term;
	const char *words;
} hopeless[] = {
	{ "TERM", "TERM does not say what the terminal is" },
	{ "TERM=", "TERM does not say what the terminal is" },
	{ "TERM=dumb", "no screen on a terminal of the type \"dumb\"" },
	{ "TERM=nosuch", "no screen on a terminal of the type \"nosuch\"" },
	{ "TERM=unknown", "no screen on a terminal of the type \"unknown\"" },
	{ "TERM=../../etc", "no screen on a terminal of the type" },
};

START_TEST(no_screen_is_a_sentence)
{
	const char *const environment[] = { hopeless[_i].term, NULL };
	struct program program = { .run = learn, .environment = environment };
	struct terminal *terminal = terminal_start(&program);
	terminal_expect(terminal, hopeless[_i].words);
	ck_assert_int_eq(terminal_expect_end(terminal), EX_OSERR);
	terminal_expect_restored(terminal);
	terminal_free(terminal);
}
END_TEST

/* wcwidth() knows no character beyond ASCII without. */
static void
set_up(void)
{
	ck_assert(setlocale(LC_CTYPE, "C.UTF-8") != NULL);
}

TCase *
screen_tcase(void)
{
	TCase *tcase = tcase_create("screen");
	tcase_add_checked_fixture(tcase, set_up, NULL);
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
	tcase_add_test(tcase, nothing_forbidden_is_written);
	tcase_add_test(tcase, the_bell_rings);
	tcase_add_test(tcase, the_title_is_put_back);
	tcase_add_test(tcase, keys_come_as_they_are);
	tcase_add_test(tcase, dying_gives_the_terminal_back);
	tcase_add_test(tcase, a_crash_in_the_program_gives_it_back_too);
	tcase_add_test(tcase, a_job_is_suspended_and_goes_on);
	tcase_add_test(tcase, without_a_shell_it_does_not_stop);
	tcase_add_test(tcase, the_terminal_is_taken_again);
	tcase_add_test(tcase, a_closed_terminal_is_the_end);
	tcase_add_loop_test(tcase, other_terminals_show_the_canvas_too, 0,
	    (int)(sizeof(terms) / sizeof(terms[0])));
	tcase_add_test(tcase, no_colour_is_respected);
	tcase_add_loop_test(tcase, no_screen_is_a_sentence, 0,
	    (int)(sizeof(hopeless) / sizeof(hopeless[0])));
	return tcase;
}
