/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* A phone that lives through anything, painted in any size. */
#include "config.h"

#include "ui/view.h"

#include <string.h>
#include <wchar.h>

#include "text/draft.h"
#include "trunk.h"
#include "ui/glyph.h"

enum { ROWS_MOST = 60, COLS_MOST = 180, STEPS = 5 };

struct show {
	struct trunk trunk;
	struct view view;
	struct canvas canvas;
	struct draft *draft;
	struct ladder ladder;
	struct number listens_on;
	struct scene_line lines[TRUNK_LINES + SWITCHBOARD_LINES_MOST + 1];
};

/* Every line there is, who listens, and what is still to be read. */
static size_t
list_lines(struct show *show)
{
	const struct switchboard *board = &show->trunk.board;
	size_t count = 0;
	show->lines[count++] = (struct scene_line){
		.descriptor = 3,
		.mine = &show->listens_on,
	};
	for (int slot = 0; slot < board->slot_count; slot++)
		if (board->parties[slot] != NULL)
			show->lines[count++] = (struct scene_line){
				.party = board->parties[slot],
				.descriptor = slot,
				.is_front = slot == board->front,
			};
	for (int i = 0; i < board->unread_count; i++)
		show->lines[count++] = (struct scene_line){
			.party = board->unread[i],
			.descriptor = -1,
			.is_over = true,
		};
	return count;
}

static void
fill_scene(struct show *show, struct scene *scene)
{
	const struct switchboard *board = &show->trunk.board;
	*scene = (struct scene){
		.now = show->trunk.now,
		.wall_offset = INT64_C(1795205700000),
		.party = switchboard_shown(board),
		.is_going_on = switchboard_current(board) != NULL,
		.lines = show->lines,
		.line_count = list_lines(show),
		.lines_taken = switchboard_lines_taken(board),
		.lines_most = board->line_count,
		.missed = board->missed,
		.missed_count = board->missed_count,
		.news = &board->news,
		.ladder = &show->ladder,
		.listens_on = &show->listens_on,
		.my_name = board->rules.name,
		.is_live = board->rules.live,
		.glue = board->rules.glue,
		.draft = draft_text(show->draft),
		.draft_size = draft_size(show->draft),
		.draft_cursor = draft_cursor(show->draft),
		.notice = "",
	};
	if (scene->draft == NULL)
		scene->draft = "";
}

/* What the terminal gets for a cell: nothing that moves or hides. */
static void
check_glyph(const struct canvas_cell *cell)
{
	wchar_t glyph[GLYPH_SIZE];
	int cols = 0;
	glyph_read(glyph, cell);
	for (const wchar_t *at = glyph; *at != L'\0'; at++) {
		int more = wcwidth(*at);
		fuzz_require(more >= 0 && *at >= L' ', "a glyph that steers");
		cols += more;
	}
	fuzz_require(cols == cell->cols, "a glyph of another width");
}

static void
check_row(const struct canvas *canvas, int row)
{
	for (int col = 0; col < canvas->cols;) {
		const struct canvas_cell *cell = canvas_at(canvas, row, col);
		fuzz_require(cell->style < STYLE_COUNT, "a style of its own");
		fuzz_require(cell->cols == 1 || cell->cols == 2,
		    "a cell of no width");
		fuzz_require(col + cell->cols <= canvas->cols,
		    "a cell beyond the edge");
		if (cell->cols == 2)
			fuzz_require(canvas_at(canvas, row, col + 1)->cols == 0,
			    "half a wide cell");
		check_glyph(cell);
		col += cell->cols;
	}
}

static void
paint(struct show *show, struct fuzz_input *input)
{
	struct scene scene;
	struct canvas *canvas = &show->canvas;
	int rows = (int)fuzz_upto(input, ROWS_MOST);
	int cols = (int)fuzz_upto(input, COLS_MOST);
	fill_scene(show, &scene);
	view_scroll(&show->view, &scene, rows, cols,
	    (int)fuzz_byte(input) % 5 - 2);
	view_paint(&show->view, canvas, &scene, rows, cols);
	fuzz_require(canvas->rows == rows && canvas->cols == cols,
	    "a canvas of another size");
	for (int row = 0; row < rows; row++)
		check_row(canvas, row);
	fuzz_require(canvas->cursor_row >= -1 && canvas->cursor_col >= -1 &&
		(canvas->cursor_row < rows || rows == 0) &&
		(canvas->cursor_col < cols || cols == 0),
	    "the cursor is somewhere else");
	fuzz_require(view_deadline(&scene) > scene.now,
	    "to be painted again at once");
}

static void
look(struct show *show, struct fuzz_input *input)
{
	struct scene scene;
	unsigned what = fuzz_byte(input);
	fill_scene(show, &scene);
	show->view.headers = (enum view_headers)(what % 3U);
	show->view.shows_wire = (what & 4) != 0;
	show->view.shows_ladder = (what & 8) != 0;
	show->view.shows_times = (what & 16) != 0;
	show->view.shows_help = (what & 32) != 0 && (what & 64) != 0;
	if ((what & 128) != 0)
		view_step_wire(&show->view, &scene, (int)what % 7 - 3);
	else if ((what & 64) != 0)
		view_turn_layout(&show->view, COLS_MOST);
	else if ((what & 32) != 0)
		view_freeze_wire(&show->view, &scene);
	else if ((what & 1) != 0)
		view_turn_lines(&show->view, &scene, ROWS_MOST / 2,
		    COLS_MOST / 2);
}

static void
type(struct show *show, struct fuzz_input *input)
{
	size_t size = fuzz_byte(input);
	const uint8_t *bytes = fuzz_bytes(input, size / 2, &size);
	if (!draft_put(show->draft, (const char *)bytes, size) || size == 0)
		draft_do(show->draft, DRAFT_BACK);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct fuzz_input input = { bytes, size };
	static struct show show;
	show = (struct show){ .draft = draft_new() };
	trunk_open(&show.trunk, &input, TRUNK_LINES);
	view_init(&show.view);
	canvas_init(&show.canvas);
	ladder_init(&show.ladder);
	show.listens_on = number_here(NUMBER_PORT);
	while (input.size > 0) {
		unsigned what = fuzz_byte(&input) % (STEPS + 3U);
		if (what < STEPS)
			trunk_step(&show.trunk, &input);
		else if (what == STEPS)
			type(&show, &input);
		else if (what == STEPS + 1)
			look(&show, &input);
		else
			paint(&show, &input);
	}
	trunk_close(&show.trunk);
	paint(&show, &input);
	ladder_clear(&show.ladder);
	canvas_clear(&show.canvas);
	draft_free(show.draft);
	return 0;
}
