/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "suite.h"

#include "../runner.h"

static runner_case *const cases[] = {
	block_tcase,
	canvas_tcase,
	glyph_tcase,
	keyboard_tcase,
	keys_tcase,
	ladder_pane_tcase,
	layout_tcase,
	lines_picture_tcase,
	trouble_picture_tcase,
	panes_tcase,
	foreign_picture_tcase,
	pictures_tcase,
	plain_tcase,
	prompt_tcase,
	script_tcase,
	status_tcase,
	talk_tcase,
	told_tcase,
	view_tcase,
};

int
main(void)
{
	/* The program does the same at its start. */
	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) {
		fputs("ui: no locale C.UTF-8\n", stderr);
		return EXIT_FAILURE;
	}
	return runner_run("ui", cases, sizeof(cases) / sizeof(cases[0]));
}
