/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "text/utf8.h"

size_t
utf8_size(char lead)
{
	unsigned char byte = (unsigned char)lead;
	if (byte >= 0xc2 && byte <= 0xdf)
		return 2;
	if (byte >= 0xe0 && byte <= 0xef)
		return 3;
	if (byte >= 0xf0 && byte <= 0xf4)
		return 4;
	return 1;
}

bool
utf8_continues(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

size_t
utf8_cut_size(const char *text, size_t size)
{
	for (size_t back = 1; back <= 3 && back <= size; back++) {
		char byte = text[size - back];
		if (!utf8_continues(byte))
			return utf8_size(byte) > back ? back : 0;
	}
	return 0;
}
