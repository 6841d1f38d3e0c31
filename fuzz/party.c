/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* One call, whoever is at its other end, and whatever that says. */
#include "config.h"

#include "trunk.h"
#include "trunk_check.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct fuzz_input input = { bytes, size };
	static struct trunk trunk;
	trunk_open(&trunk, &input, 1);
	while (input.size > 0) {
		trunk_step(&trunk, &input);
		trunk_check_party(switchboard_shown(&trunk.board));
	}
	trunk_close(&trunk);
	return 0;
}
