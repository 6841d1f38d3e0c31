/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "suite.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "../runner.h"

static runner_case *const cases[] = {
	options_tcase,
	commands_tcase,
	desk_tcase,
	documents_tcase,
	lines_tcase,
	wire_page_tcase,
};

int
main(void)
{
	/* The program does the same at its start. */
	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) {
		fputs("app: no locale C.UTF-8\n", stderr);
		return EXIT_FAILURE;
	}
	return runner_run("app", cases, sizeof(cases) / sizeof(cases[0]));
}
