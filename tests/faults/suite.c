/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "suite.h"

#include "../runner.h"

static runner_case *const cases[] = {
	line_fault_tcase,
	peer_fault_tcase,
	machine_fault_tcase,
#ifdef HAVE_VTERM
	trouble_fault_tcase,
#endif
};

int
main(void)
{
	return runner_run("faults", cases, sizeof(cases) / sizeof(cases[0]));
}
