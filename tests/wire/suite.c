/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "suite.h"

#include "../runner.h"

static runner_case *const cases[] = {
	diagnosis_tcase,
	foreign_stream_tcase,
	foreign_tcase,
	frame_tcase,
	framing_tcase,
	inspect_tcase,
	pass_tcase,
	spell_tcase,
	stranger_tcase,
	tape_tcase,
};

int
main(void)
{
	return runner_run("wire", cases, sizeof(cases) / sizeof(cases[0]));
}
