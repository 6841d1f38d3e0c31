/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * inspect - a frame on the tape as rows of text that somebody can read: hex,
 * field names, values and what they mean, from wire/frame's field table.
 *
 * Pure. What comes out is 0x20…0x7e and our own "·", "…" and "|"; everything
 * else on the wire shows as hex and as a dot.
 */
#ifndef LANDLINE_WIRE_INSPECT_H
#define LANDLINE_WIRE_INSPECT_H

#include <stdbool.h>
#include <stddef.h>

#include "wire/frame.h"
#include "wire/tape.h"

enum {
	INSPECT_ROW_SIZE = 256,	  /* bytes of a row with its NUL */
	INSPECT_LINE_SIZE = 2048, /* bytes of inspect_line() with its NUL */
	INSPECT_ROWS_MOST = 64,
};

enum inspect_style {
	INSPECT_HEADLINE, /* "in  TEXT · 27 bytes in 3 recv(): 9|7|11" */
	INSPECT_HEX,	  /* the header's bytes */
	INSPECT_FIELD,	  /* a name, a value and a meaning */
	INSPECT_PAYLOAD,  /* bytes, and their characters behind */
};

struct inspect_row {
	enum inspect_style style;
	char text[INSPECT_ROW_SIZE];
};

/*
 * Fills `rows` (room for INSPECT_ROWS_MOST) for a pane of `cols` columns:
 * headline, header bytes with their fields, payload as hexdump -C shows it
 * with its fields if it has any; 16 bytes a row where they fit, else 8, and
 * from 80 columns on two fields a row. No row is wider than the pane. Returns
 * how many rows there are.
 */
size_t inspect_entry(struct inspect_row *rows, const struct tape_entry *entry,
    int cols);

/* Its first row alone, however wide. */
void inspect_headline(char text[INSPECT_ROW_SIZE],
    const struct tape_entry *entry);

/* And where that is too wide: "in  TEXT · 27 bytes in the same recv()". */
void inspect_headline_brief(char text[INSPECT_ROW_SIZE],
    const struct tape_entry *entry);

/*
 * The strip under a message: "TEXT · 11 bytes · seq 1 · ack 0", and the flags
 * behind it when there are any; "u32 · 11 bytes", "line · 11 bytes + LF".
 */
void inspect_strip(char text[INSPECT_ROW_SIZE], const struct tape_entry *entry);

/*
 * The same, a row a field of the header: "sequence 1 (00 00 00 01)", or
 * "length 11 (00 00 00 0b)", "delimiter LF (0a)", "piece of 11 bytes"; without
 * bytes "sequence 1". Fills at most INSPECT_ROWS_MOST rows and returns how many.
 */
size_t inspect_fields(struct inspect_row *rows, const struct tape_entry *entry,
    bool with_bytes);

/*
 * The same without bytes, as many in a row of `cols` columns as fit:
 * "magic 'L' · version 1 · type 5 TEXT".
 */
size_t inspect_packed(struct inspect_row *rows, const struct tape_entry *entry,
    int cols);

/*
 * Whether somebody who follows the wire wants to see it: not what only keeps
 * the line going, ACK, PING, PONG and the drafts.
 */
bool inspect_matters(const struct tape_entry *entry);

/*
 * What --wire prints for a frame in plain mode (landline(1)):
 * "out TEXT 11 seq 1 ack 0 | 4c 01 … | 68 65 …", and for what came in
 * " | recv 9+7+11" behind, or " | datagram 27". " flags 0x02" follows the ack if any is set; a
 * header or payload without bytes is left out with its " | "; " …" ends a
 * payload that the tape does not have all of. Without a newline.
 *
 * A foreign frame has the name of its framing: "out u32 11 | 00 00 00 0b | 68
 * 65 …", "out line 11 | 68 65 … | 0a" with its delimiter behind, "in raw 11 |
 * 68 65 … | recv 11". Of bytes that make no frame " no frame" follows their
 * number, that of those behind the header.
 *
 * "line 3 " stands in front on a tape that lines share, here and in a headline.
 */
void inspect_line(char text[INSPECT_LINE_SIZE], const struct tape_entry *entry);

/* Between wire/inspect and wire/inspect_line, the part for plain mode. ----- */

/* False for what a foreign framing cut. */
bool inspect_header(struct frame_header *header,
    const struct tape_entry *entry);

/* "TEXT", or what a foreign framing is called. Lives as long as `spare`. */
const char *inspect_name(const struct tape_entry *entry, char spare[8]);

#endif
