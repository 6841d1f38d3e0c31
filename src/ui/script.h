/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * script - bytes for the terminal, put together beforehand, so that they can
 * be written in one piece and kept ready as last rites.
 *
 * It asks no terminal anything: what goes into it is ui/screen's business.
 */
#ifndef LANDLINE_UI_SCRIPT_H
#define LANDLINE_UI_SCRIPT_H

#include <stddef.h>

#include "base/rites.h"

struct script {
	char bytes[RITES_SIZE];
	size_t size;
};

/*
 * Appends a capability as terminfo has it, its padding ("$<5>", terminfo(5))
 * left out: no terminal that is still in use waits. NULL adds nothing, and
 * neither does what would not fit.
 */
void script_add(struct script *script, const char *capability);

/* Appends text with the control characters left out. */
void script_add_text(struct script *script, const char *text);

/* Writes all of it, as far as the descriptor takes it. */
void script_write(const struct script *script, int descriptor);

#endif
