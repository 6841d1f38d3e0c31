/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "header.h"

#include <stdio.h>
#include <stdlib.h>

void
put_word(unsigned char *to, uint32_t value)
{
	for (int i = 3; i >= 0; i--, value >>= 8)
		to[i] = (unsigned char)value;
}

uint32_t
take_word(const unsigned char *from)
{
	uint32_t value = 0;
	for (int i = 0; i < 4; i++)
		value = value << 8 | from[i];
	return value;
}

void
header_write(unsigned char to[HEADER_SIZE], const struct header *header)
{
	to[0] = 'L';
	to[1] = 1;
	to[2] = (unsigned char)header->type;
	to[3] = 0;
	put_word(to + 4, (uint32_t)header->size);
	put_word(to + 8, header->sequence);
	put_word(to + 12, header->acknowledgement);
}

struct header
header_read(const unsigned char from[HEADER_SIZE])
{
	struct header header = {
		.type = from[2],
		.size = take_word(from + 4),
		.sequence = take_word(from + 8),
		.acknowledgement = take_word(from + 12),
	};
	if (from[0] != 'L' || from[1] != 1 || header.size > PAYLOAD_MOST) {
		fprintf(stderr, "that is no landline\n");
		exit(76);
	}
	return header;
}
