/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "../runner.h"

TCase *number_tcase(void);
TCase *outbox_tcase(void);
TCase *transcript_tcase(void);

static runner_case *const cases[] = {
	number_tcase,
	outbox_tcase,
	transcript_tcase,
};

int
main(void)
{
	return runner_run("call", cases, sizeof(cases) / sizeof(cases[0]));
}
