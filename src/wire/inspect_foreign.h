/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * inspect_foreign - the fields of a foreign frame: a length in front, or a
 * delimiter behind.
 *
 * Pure; a part of wire/inspect.
 */
#ifndef LANDLINE_WIRE_INSPECT_FOREIGN_H
#define LANDLINE_WIRE_INSPECT_FOREIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "wire/frame.h"
#include "wire/spell.h"
#include "wire/tape.h"

enum { INSPECT_FOREIGN_MEANING = 64 };

struct inspect_foreign {
	struct frame_field field;
	const uint8_t *bytes;		       /* of the entry */
	char meaning[INSPECT_FOREIGN_MEANING]; /* what field.meaning may be */
};

/*
 * "length 11", and what it means; where it cannot be, what it is in the other
 * byte order. False when there is none, or not all of it.
 */
bool inspect_foreign_length(struct inspect_foreign *foreign,
    const struct tape_entry *entry);

/* "delimiter LF"; false when there is none. */
bool inspect_foreign_delimiter(struct inspect_foreign *foreign,
    const struct tape_entry *entry);

/* " + LF", behind the size in a strip. */
void inspect_foreign_strip(struct spell *strip, const struct tape_entry *entry);

#endif
