/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "suite.h"

#include "../runner.h"

static runner_case *const cases[] = {
	keyboard_tcase,
	keys_tcase,
};

int
main(void)
{
	return runner_run("ui", cases, sizeof(cases) / sizeof(cases[0]));
}
