/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/screen.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sysexits.h>
#include <termios.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/rites.h"
#include "net/loop.h"
#include "text/quote.h"
#include "text/utf8.h"
#include "ui/glyph.h"
#include "ui/job.h"
#include "ui/manners.h"
#include "ui/outlet.h"
#include "ui/script.h"
#include "ui/sequences.h"

/* curses calls a struct of its own screen, and keys as ui/keyboard does:
 * its headers come last, and its KEY_… are not used here. */
#define screen curses_screen
#include <curses.h>
#include <term.h>
#undef screen

enum {
	OUTPUT = STDOUT_FILENO, /* curses sets the modes of its output */
	READ_SIZE = 4096,
	TITLE_SIZE = 200,
	RUN_MOST = 80, /* cells; the rest of a longer one is another */
};

struct screen {
	SCREEN *curses;
	struct outlet outlet;
	struct termios before;
	struct keyboard *keyboard;
	char input[READ_SIZE];

	struct canvas shown; /* what the terminal shows, if it is known */
	bool is_known;
	bool shows_cursor;
	bool has_colours;

	struct manners manners;
	char title[TITLE_SIZE];
};

/* Nothing is said by a colour alone: without it, all of these still differ
 * where it matters, or stand in places of their own. */
static const struct {
	attr_t attributes;
	short colour; /* -1: the terminal's own */
} looks[STYLE_COUNT] = {
	[STYLE_PLAIN] = { A_NORMAL, -1 },
	[STYLE_MINE] = { A_NORMAL, -1 },
	[STYLE_THEIRS] = { A_NORMAL, -1 },
	[STYLE_NAME] = { A_BOLD, -1 },
	[STYLE_TIME] = { A_DIM, -1 },
	[STYLE_STRIP] = { A_DIM, -1 },
	[STYLE_NOTE] = { A_NORMAL, COLOR_MAGENTA },
	[STYLE_LIVE] = { A_DIM, -1 },
	[STYLE_RULE] = { A_DIM, -1 },
	[STYLE_STATUS] = { A_REVERSE, -1 },
	[STYLE_ALERT] = { A_REVERSE | A_BOLD, COLOR_RED },
	[STYLE_HEX] = { A_NORMAL, COLOR_CYAN },
	[STYLE_FIELD] = { A_NORMAL, COLOR_GREEN },
	[STYLE_HEADING] = { A_BOLD, -1 },
	[STYLE_KEY] = { A_BOLD, -1 },
};

/* ---- the terminal ---- */

/* A string capability, NULL when the terminal has none. */
static const char *
capability(const char *name)
{
	const char *value = tigetstr(name);
	return value == (const char *)-1 ? NULL : value;
}

/* Asks terminfo for TERM; false when it cannot move its cursor about. */
static bool
knows_terminal(const char *term)
{
	int answer;
	if (setupterm(term, OUTPUT, &answer) != OK)
		return false;
	bool can_move = capability("cup") != NULL && capability("clear");
	del_curterm(cur_term);
	return can_move;
}

static bool
can_have_screen(struct fault *fault)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return fault_set(fault, EX_OSERR,
		    "the screen needs a terminal as standard input and "
		    "output; try --plain");
	const char *term = getenv("TERM");
	if (term == NULL || *term == '\0')
		return fault_set(fault, EX_OSERR,
		    "TERM does not say what the terminal is; set it, or try "
		    "--plain");
	if (strcmp(term, "dumb") == 0 || !knows_terminal(term)) {
		char quoted[QUOTE_SIZE];
		return fault_set(fault, EX_OSERR,
		    "no screen on a terminal of the type \"%s\" (terminfo); "
		    "correct TERM, or try --plain",
		    quote_text(quoted, term, strlen(term)));
	}
	return true;
}

bool
screen_is_possible(void)
{
	struct fault fault;
	return can_have_screen(&fault);
}

static void
ask_manners(struct manners *manners)
{
	*manners = (struct manners){
		.smkx = capability("smkx"),
		.rmkx = capability("rmkx"),
		.rmir = capability("rmir"),
		.sgr0 = capability("sgr0"),
		.op = capability("op"),
		.cnorm = capability("cnorm"),
		.rmcup = capability("rmcup"),
		.el = capability("el"),
		.tsl = capability("tsl"),
		.fsl = capability("fsl"),
		.has_xt = tigetflag("XT") > 0,
		.is_ansi = strncmp(capability("cup"), "\033[", 2) == 0,
	};
}

static void
keep_rites(const struct screen *screen)
{
	struct script script = { .size = 0 };
	const char *last_row = tparm(capability("cup"),
	    screen_rows(screen) - 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
	manners_die(&screen->manners, &script, *screen->title != '\0',
	    last_row);
	rites_keep(OUTPUT, script.bytes, script.size, &screen->before);
}

static void
teach_keyboard(struct keyboard *keyboard)
{
	for (size_t i = 0; i < capability_count; i++) {
		const struct capability *one = &capabilities[i];
		const char *sequence = capability(one->name);
		if (sequence != NULL)
			keyboard_learn(keyboard, sequence, one->key,
			    one->point);
	}
}

/* NO_COLOR: no-color.org; any value but an empty one. */
static bool
start_colours(void)
{
	const char *no_color = getenv("NO_COLOR");
	if ((no_color != NULL && *no_color != '\0') || !has_colors() ||
	    start_color() == ERR || use_default_colors() == ERR)
		return false;
	for (short style = 0; style < STYLE_COUNT; style++) {
		if (looks[style].colour >= 0)
			init_pair((short)(style + 1), looks[style].colour, -1);
	}
	return true;
}

/* ---- start and stop ---- */

/* 0 rows or columns mean that the terminal doesn't know: false. */
static bool
ask_size(int *rows, int *cols)
{
	struct winsize window = { .ws_row = 0 };
	if (ioctl(OUTPUT, TIOCGWINSZ, &window) < 0)
		return false;
	*rows = window.ws_row;
	*cols = window.ws_col;
	return *rows > 0 && *cols > 0;
}

/* newterm() with the signals as they were before: they are the loop's. */
static SCREEN *
start_curses(FILE *drawing)
{
	struct job_signals signals;
	job_note_signals(&signals);
	/* Not LINES and COLUMNS: the terminal's own driver knows its size.
	 * What is beyond all reason would cost all memory. */
	int rows, cols;
	use_env(FALSE);
	use_tioctl(!ask_size(&rows, &cols) ||
	    (rows <= CANVAS_MOST && cols <= CANVAS_MOST));
	SCREEN *curses = newterm(NULL, drawing, stdin);
	job_restore_signals(&signals);
	return curses;
}

static void
set_modes(void)
{
	raw();
	noecho();
	nonl();
	/* An update is never left half done because somebody types. */
	typeahead(-1);
	intrflush(stdscr, FALSE);
}

static void
take_terminal(struct screen *screen)
{
	struct script script = { .size = 0 };
	keep_rites(screen);
	/* What curses has to say at its beginning comes first: it sets a
	 * scroll region for the size that it knows. */
	erase();
	refresh();
	curs_set(0);
	manners_enter(&screen->manners, &script);
	script_write(&script, OUTPUT);
	screen_resize(screen);
	screen_forget(screen);
	screen->shows_cursor = false;
}

static void
give_terminal_back(struct screen *screen)
{
	struct script script = { .size = 0 };
	outlet_forget(&screen->outlet);
	manners_leave(&screen->manners, &script, *screen->title != '\0');
	script_write(&script, OUTPUT);
	endwin();
	tcsetattr(OUTPUT, TCSADRAIN, &screen->before);
	rites_drop();
}

struct screen *
screen_new(struct fault *fault)
{
	struct termios before;
	struct outlet outlet;
	if (!can_have_screen(fault))
		return NULL;
	if (tcgetattr(OUTPUT, &before) < 0) {
		fault_set(fault, EX_OSERR,
		    "the terminal does not tell its modes (tcgetattr: %s); "
		    "try --plain",
		    strerror(errno));
		return NULL;
	}
	job_make_blocking(STDIN_FILENO);
	job_make_blocking(STDOUT_FILENO);
	if (!outlet_open(&outlet, OUTPUT)) {
		fault_set(fault, EX_OSERR,
		    "the screen did not start (memfd_create: %s)",
		    strerror(errno));
		return NULL;
	}
	/* Curses changes the modes before it knows that it can start. */
	rites_keep(OUTPUT, "", 0, &before);
	SCREEN *curses = start_curses(outlet.drawing);
	if (curses == NULL) {
		outlet_close(&outlet);
		rites_perform();
		fault_set(fault, EX_OSERR,
		    "the screen did not start (newterm); try --plain");
		return NULL;
	}

	struct screen *screen = memory_new(1, sizeof(*screen));
	screen->curses = curses;
	screen->outlet = outlet;
	screen->before = before;
	canvas_init(&screen->shown);
	ask_manners(&screen->manners);
	screen->keyboard = keyboard_new();
	teach_keyboard(screen->keyboard);
	set_modes();
	screen->has_colours = start_colours();
	take_terminal(screen);
	return screen;
}

void
screen_free(struct screen *screen)
{
	if (screen == NULL)
		return;
	/* Who waited for a terminal that takes nothing might wait for ever. */
	if (outlet_is_empty(&screen->outlet) && loop_can_write(OUTPUT))
		give_terminal_back(screen);
	else
		rites_perform();
	delscreen(screen->curses);
	outlet_close(&screen->outlet);
	keyboard_free(screen->keyboard);
	canvas_clear(&screen->shown);
	free(screen);
}

/* The terminal after somebody else had it. */
static void
take_terminal_again(struct screen *screen)
{
	char title[TITLE_SIZE];
	memcpy(title, screen->title, TITLE_SIZE);
	*screen->title = '\0';
	keyboard_reset(screen->keyboard);
	take_terminal(screen);
	screen_title(screen, title);
}

void
screen_retake(struct screen *screen)
{
	/* In the background this stops us, before anything is written. */
	reset_prog_mode();
	/* What was never given back is not to be saved twice. */
	give_terminal_back(screen);
	reset_prog_mode();
	take_terminal_again(screen);
}

void
screen_suspend(struct screen *screen)
{
	give_terminal_back(screen);
	job_stop();
	reset_prog_mode(); /* in the background this stops us again */
	take_terminal_again(screen);
}

/* ---- size ---- */

static int
at_most(int value, int most)
{
	return value < most ? value : most;
}

int
screen_rows(const struct screen *screen)
{
	(void)screen; /* curses has only one at a time */
	return getmaxy(stdscr);
}

int
screen_cols(const struct screen *screen)
{
	(void)screen;
	return getmaxx(stdscr);
}

/*
 * curses deletes and inserts lines trusting that the terminal's scroll region
 * is the whole of it; not every terminal sees to that when it is resized.
 */
static void
widen_scroll_region(struct screen *screen, int rows)
{
	struct script script = { .size = 0 };
	if (change_scroll_region == NULL)
		return;
	script_add(&script,
	    tparm(change_scroll_region, 0, rows - 1, 0, 0, 0, 0, 0, 0, 0));
	outlet_add(&screen->outlet, script.bytes, script.size);
}

void
screen_resize(struct screen *screen)
{
	int rows, cols;
	if (!ask_size(&rows, &cols))
		return;
	rows = at_most(rows, CANVAS_MOST);
	cols = at_most(cols, CANVAS_MOST);
	if (rows == getmaxy(stdscr) && cols == getmaxx(stdscr))
		return;
	resizeterm(rows, cols);
	widen_scroll_region(screen, rows);
	screen_forget(screen);
	keep_rites(screen);
}

/* ---- showing ---- */

void
screen_forget(struct screen *screen)
{
	screen->is_known = false;
}

/* Neighbours that go to curses together: a call for each costs more. */
struct run {
	int row, first, end; /* columns */
	int count;
	cchar_t characters[RUN_MOST];
};

static void
put_run(struct run *run)
{
	if (run->count > 0)
		mvadd_wchnstr(run->row, run->first, run->characters,
		    run->count);
	run->count = 0;
}

static void
add_cell(struct run *run, const struct screen *screen, int col,
    const struct canvas_cell *cell)
{
	wchar_t glyph[GLYPH_SIZE];
	short pair = 0;
	if (col != run->end || run->count == RUN_MOST)
		put_run(run);
	if (run->count == 0)
		run->first = col;
	glyph_read(glyph, cell);
	if (screen->has_colours && looks[cell->style].colour >= 0)
		pair = (short)(cell->style + 1);
	setcchar(&run->characters[run->count++], glyph,
	    looks[cell->style].attributes, pair, NULL);
	run->end = col + cell->cols;
}

/* Canvases leave nothing behind the NUL of a text: so bytes can be compared. */
static bool
is_same(const struct canvas_cell *one, const struct canvas_cell *other,
    int count)
{
	return memcmp(one, other, (size_t)count * sizeof(*one)) == 0;
}

static void
put_row(struct screen *screen, const struct canvas *canvas, int row, int cols)
{
	size_t first = (size_t)row * (size_t)canvas->cols;
	const struct canvas_cell *cell = canvas->cells + first;
	struct canvas_cell *shown = screen->shown.cells + first;
	struct run run;
	if (screen->is_known && is_same(cell, shown, cols))
		return;
	run.row = row;
	run.count = run.end = 0;
	for (int col = 0; col < cols; col++, cell++, shown++) {
		if (screen->is_known && is_same(cell, shown, 1))
			continue;
		*shown = *cell;
		/* The other half of a wide one goes with the first. */
		if (cell->cols > 0)
			add_cell(&run, screen, col, cell);
	}
	put_run(&run);
}

static void
put_cursor(struct screen *screen, const struct canvas *canvas)
{
	bool shows = canvas->cursor_row >= 0 && canvas->cursor_col >= 0 &&
	    move(canvas->cursor_row, canvas->cursor_col) != ERR;
	wnoutrefresh(stdscr);
	doupdate();
	if (shows != screen->shows_cursor)
		curs_set(shows ? 1 : 0);
	screen->shows_cursor = shows;
}

void
screen_show(struct screen *screen, const struct canvas *canvas)
{
	if (canvas->rows != screen->shown.rows ||
	    canvas->cols != screen->shown.cols)
		screen->is_known = false;
	if (!screen->is_known) {
		canvas_blank(&screen->shown, canvas->rows, canvas->cols);
		erase();
		clearok(curscr, TRUE);
	}
	int rows = at_most(canvas->rows, screen_rows(screen));
	int cols = at_most(canvas->cols, screen_cols(screen));
	for (int row = 0; row < rows; row++)
		put_row(screen, canvas, row, cols);
	outlet_catch(&screen->outlet);
	put_cursor(screen, canvas);
	outlet_pass_on(&screen->outlet);
	screen->is_known = true;
}

void
screen_bell(struct screen *screen)
{
	outlet_catch(&screen->outlet);
	beep();
	outlet_pass_on(&screen->outlet);
}

bool
screen_go_on(struct screen *screen)
{
	outlet_push(&screen->outlet);
	return outlet_is_empty(&screen->outlet);
}

bool
screen_is_shown(const struct screen *screen)
{
	return outlet_is_empty(&screen->outlet);
}

/* ---- title ---- */

void
screen_title(struct screen *screen, const char *title)
{
	struct script script = { .size = 0 };
	char now[TITLE_SIZE];
	size_t size = strnlen(title, TITLE_SIZE - 1);
	size -= utf8_cut_size(title, size);
	memcpy(now, title, size);
	now[size] = '\0';
	if (strcmp(now, screen->title) == 0 ||
	    !manners_has_title(&screen->manners))
		return;
	manners_title(&screen->manners, &script, screen->title, now);
	outlet_add(&screen->outlet, script.bytes, script.size);
	memcpy(screen->title, now, sizeof(now));
	keep_rites(screen);
}

/* ---- keys ---- */

bool
screen_read(struct screen *screen)
{
	ssize_t size = read(STDIN_FILENO, screen->input, READ_SIZE);
	if (size > 0)
		keyboard_offer(screen->keyboard, screen->input, (size_t)size);
	return size > 0 || (size < 0 && (errno == EINTR || errno == EAGAIN));
}

bool
screen_key(struct screen *screen, struct key *key)
{
	return keyboard_next(screen->keyboard, key);
}

int
screen_descriptor(const struct screen *screen)
{
	(void)screen;
	return STDIN_FILENO;
}

int
screen_output(const struct screen *screen)
{
	return screen->outlet.terminal;
}
