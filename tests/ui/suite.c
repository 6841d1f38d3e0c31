/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "../runner.h"

int
main(void)
{
	return runner_run("ui", NULL, 0);
}
