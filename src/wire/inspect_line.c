/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/inspect.h"

#include "wire/spell.h"

static void
add_line_payload(struct spell *line, const struct tape_entry *entry)
{
	if (entry->payload_size == 0)
		return;
	spell_add(line, " | ");
	spell_hex(line, entry->bytes + entry->header_size, entry->kept);
	if (entry->kept < entry->payload_size)
		spell_add(line, " …");
}

void
inspect_line(char text[INSPECT_LINE_SIZE], const struct tape_entry *entry)
{
	char spare[8];
	struct spell line;
	struct frame_header header;
	spell_begin(&line, text, INSPECT_LINE_SIZE);
	if (entry->line > 0)
		spell_add(&line, "line %d ", entry->line);
	spell_add(&line, "%s %s %u", entry->direction == TAPE_IN ? "in" : "out",
	    inspect_name(entry, spare), entry->payload_size);
	if (inspect_header(&header, entry)) {
		spell_add(&line, " seq %u ack %u", header.sequence,
		    header.acknowledgement);
		if (header.flags != 0)
			spell_add(&line, " flags 0x%02x", header.flags);
	}
	if (entry->is_nonsense)
		spell_add(&line, " no frame");
	if (entry->header_size > 0) {
		spell_add(&line, " | ");
		spell_hex(&line, entry->bytes, entry->header_size);
	}
	add_line_payload(&line, entry);
	if (entry->trailer_size > 0) {
		spell_add(&line, " | ");
		spell_hex(&line, entry->trailer, entry->trailer_size);
	}
	if (entry->direction == TAPE_IN) {
		spell_add(&line,
		    entry->is_datagram ? " | datagram " : " | recv ");
		spell_pieces(&line, &entry->pieces, "+");
	}
}
