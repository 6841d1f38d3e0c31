/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* All lines of a phone, and whoever calls it at once. */
#include "config.h"

#include "trunk.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct fuzz_input input = { bytes, size };
	static struct trunk trunk;
	trunk_open(&trunk, &input, TRUNK_LINES);
	while (input.size > 0)
		trunk_step(&trunk, &input);
	trunk_close(&trunk);
	return 0;
}
