/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "suite.h"

#include "../runner.h"

static runner_case *const cases[] = {
	armour_tcase,
	bytes_tcase,
	clock_tcase,
	fault_tcase,
	memory_tcase,
	rites_tcase,
	trace_tcase,
};

int
main(void)
{
	return runner_run("base", cases, sizeof(cases) / sizeof(cases[0]));
}
