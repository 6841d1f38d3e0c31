/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "samples.h"

#include <stdio.h>
#include <stdlib.h>

struct dice
dice_new(uint64_t seed)
{
	const char *wish = getenv("SAMPLES_SEED");
	if (wish != NULL)
		seed = strtoull(wish, NULL, 0);
	return (struct dice){ seed };
}

/* splitmix64, by Sebastiano Vigna: public domain, and long enough a period. */
size_t
dice_roll(struct dice *dice, size_t below)
{
	dice->state += 0x9e3779b97f4a7c15;
	uint64_t mixed = dice->state;
	mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
	mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
	return (size_t)((mixed ^ (mixed >> 31)) % below);
}

size_t
samples_encode(char *to, uint32_t point)
{
	if (point < 0x80) {
		to[0] = (char)point;
		return 1;
	}
	size_t size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
	for (size_t at = size - 1; at > 0; at--) {
		to[at] = (char)(0x80 | (point & 0x3f));
		point >>= 6;
	}
	to[0] = (char)((0xf00u >> size & 0xf0) | point);
	return size;
}

static const uint32_t prose[] = {
	' ',
	' ',
	' ',
	'a',
	'b',
	'Z',
	'0',
	'#',
	'-',
	'.',
	0xe9,
	0x3b1,
	0x5d0,
	0x627,
	0x628,
	0x645,
	0x64b,
	0x915,
	0x94d,
	0x937,
	0x93f,
	0x903,
	0xe01,
	0xe33,
	0xe34,
	0x102c,
	0x1100,
	0xac00,
	0xac01,
	0x3042,
	0x6f22,
	0xff76,
	0xff9e,
	0x3000,
	0xa0,
	0x2800,
	0x2764,
	0x1f468,
	0x1f469,
	0x1f467,
	0x1f3fd,
	0x1f1e9,
	0x1f1ea,
	0x1f1fa,
	0x1f308,
	0x1f3f3,
	0xfffd,
	0x25cc,
	0xd4e,
	0x110c2,
	0xe000,
	0x20ac,
};

static const uint32_t joined[] = {
	0x300,
	0x301,
	0x20d0,
	0x20e3,
	0x483,
	0x200d,
	0x200d,
	0x200d,
	0x200c,
	0xfe0f,
	0xfe0f,
	0xfe0e,
	0x1161,
	0x11a8,
	0xd7b0,
	0x1f3fb,
	0x302e,
};

static const uint32_t nasty[] = {
	0,
	1,
	7,
	8,
	'\t',
	'\n',
	'\n',
	'\r',
	0x0e,
	0x1b,
	0x7f,
	0x80,
	0x85,
	0x9b,
	0x9f,
	0xad,
	0x34f,
	0x600,
	0x61c,
	0x6dd,
	0x115f,
	0x1160,
	0x17b4,
	0x180b,
	0x180e,
	0x200b,
	0x200e,
	0x200f,
	0x2028,
	0x2029,
	0x202a,
	0x202e,
	0x2060,
	0x2066,
	0x2069,
	0x3164,
	0xfe00,
	0xfeff,
	0xffa0,
	0xfff9,
	0xfffe,
	0xfdd0,
	0x378,
	0xe0001,
	0xe0020,
	0xe0067,
	0xe007f,
	0xe0100,
	0x1fffe,
	0x10ffff,
	0x1d173,
};

/* What draws together without end, were it not for the limits. */
static const uint32_t crowd[] = {
	0xd4e,
	0xd4e,
	0x110c2,
	0x1100,
	0x1100,
	0xac00,
	0x1161,
	0x11a8,
	0x1f468,
	0x1f468,
	0x200d,
	0x200d,
	0x200c,
	0x1f3fd,
	0xfe0f,
	0x300,
	0xff9e,
	0x628,
	0x915,
	0x94d,
	0x1f1e9,
	0x378,
	'a',
};

#define PICK(dice, table) \
	table[dice_roll(dice, sizeof(table) / sizeof((table)[0]))]

/* Stray bytes, overlong forms, surrogates, beyond the end, cut short. */
static size_t
put_rubbish(struct dice *dice, char *to)
{
	static const char *const rubbish[] = { "\x80", "\xbf", "\xc0\xaf",
		"\xc1", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
		"\xf5", "\xff", "\xe2\x80", "\xf0\x9f\x98", "\xc3" };
	return (size_t)sprintf(to, "%s", PICK(dice, rubbish));
}

size_t
samples_prose(struct dice *dice, char *to, size_t count)
{
	size_t size = 0;
	while (count-- > 0)
		size += samples_encode(to + size,
		    dice_roll(dice, 3) == 0 ? PICK(dice, joined) :
					      PICK(dice, prose));
	return size;
}

size_t
samples_trouble(struct dice *dice, char *to, size_t count)
{
	size_t size = 0;
	if (dice_roll(dice, 4) == 0) {
		while (count-- > 0)
			size += samples_encode(to + size, PICK(dice, crowd));
		return size;
	}
	while (count-- > 0) {
		char piece[8];
		size_t more = 1;
		switch (dice_roll(dice, 8)) {
		case 0:
			more = samples_encode(piece, PICK(dice, nasty));
			break;
		case 1:
			more = put_rubbish(dice, piece);
			break;
		case 2:
			more = samples_encode(piece,
			    (uint32_t)dice_roll(dice, 0x110000));
			break;
		default:
			more = samples_prose(dice, piece, 1);
			break;
		}
		for (size_t at = 0; at < more; at++)
			to[size++] = piece[at];
	}
	return size;
}
