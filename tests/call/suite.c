/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "suite.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "../runner.h"

static runner_case *const cases[] = {
	call_tcase,
	ether_tcase,
	explore_tcase,
	foreign_tcase,
	glare_tcase,
	glue_tcase,
	hostile_tcase,
	lines_tcase,
	number_tcase,
	outbox_tcase,
	outcome_tcase,
	party_tcase,
	patch_tcase,
	relay_hostile_tcase,
	relay_tcase,
	resume_tcase,
	resume_lines_tcase,
	service_tcase,
	switchboard_tcase,
	tally_tcase,
	transcript_tcase,
	verdict_tcase,
	walk_tcase,
};

int
main(void)
{
	/* The program does the same at its start; text/clean needs it. */
	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) {
		fputs("call: no locale C.UTF-8\n", stderr);
		return EXIT_FAILURE;
	}
	return runner_run("call", cases, sizeof(cases) / sizeof(cases[0]));
}
