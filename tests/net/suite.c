/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "suite.h"

#include "../runner.h"

static runner_case *const cases[] = {
	ladder_tcase,
	socket_tcase,
	line_tcase,
	loop_tcase,
	exchange_tcase,
	lookup_tcase,
	dial_tcase,
	datagram_tcase,
	interfaces_tcase,
};

int
main(void)
{
	return runner_run("net", cases, sizeof(cases) / sizeof(cases[0]));
}
