/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

enum { TEXT_SIZE = 32, RANGE_SIZE = 2 * TEXT_SIZE + 2 };

struct scale {
	double from; /* values from here on … */
	double one;  /* … are multiples of this */
	const char *name;
};

static const struct scale seconds[] = {
	{ 1, 1, " s" },
	{ 1e-3, 1e-3, " ms" },
	{ 1e-6, 1e-6, " us" },
	{ 0, 1e-9, " ns" },
};
static const struct scale bytes[] = {
	{ 1024 * 1024, 1024 * 1024, " MiB" },
	{ 10 * 1024, 1024, " KiB" },
	{ 0, 1, " B" },
};
static const struct scale counts[] = { { 0, 1, "" } };
static const struct scale rates[] = { { 1000, 1000, "k/s" }, { 0, 1, "/s" } };
static const struct scale byte_rates[] = {
	{ 1e9, 1e9, " GB/s" },
	{ 1e6, 1e6, " MB/s" },
	{ 0, 1, " B/s" },
};

static const struct scale *const scales[] = {
	[UNIT_SECONDS] = seconds,
	[UNIT_BYTES] = bytes,
	[UNIT_COUNT] = counts,
	[UNIT_A_SECOND] = rates,
	[UNIT_BYTES_A_SECOND] = byte_rates,
};

static const struct scale *
scale_of(enum unit unit, double value)
{
	const struct scale *scale = scales[unit];
	while (value < scale->from)
		scale++;
	return scale;
}

/* Three digits that count, and all that stand before the point. */
static const char *
number(char text[TEXT_SIZE], double value)
{
	int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
	snprintf(text, TEXT_SIZE, "%.*f", decimals, value);
	/* 12, and not 12.0. */
	if (decimals > 0 &&
	    strspn(strchr(text, '.') + 1, "0") == (size_t)decimals)
		*strchr(text, '.') = '\0';
	return text;
}

static const char *
measure(char text[TEXT_SIZE], enum unit unit, double value)
{
	const struct scale *scale = scale_of(unit, value);
	char digits[TEXT_SIZE];
	snprintf(text, TEXT_SIZE, "%.20s%s", number(digits, value / scale->one),
	    scale->name);
	return text;
}

/* In the unit of the middle. */
static const char *
range(char text[RANGE_SIZE], enum unit unit, struct spread value)
{
	double one = scale_of(unit, value.middle)->one;
	char least[TEXT_SIZE], most[TEXT_SIZE];
	number(least, value.least / one);
	number(most, value.most / one);
	snprintf(text, RANGE_SIZE, "%s..%s", least, most);
	return text;
}

/* A processor's name, as Linux tells it. */
static void
print_processor(void)
{
	FILE *file = fopen("/proc/cpuinfo", "r");
	char line[256];
	while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
		const char *name = strstr(line, ": ");
		if (strncmp(line, "model name", 10) != 0 || name == NULL)
			continue;
		printf("# %s", name + 2);
		break;
	}
	if (file != NULL)
		fclose(file);
}

void
table_begin(const char *program)
{
	struct utsname system;
	double load = 0;
	uname(&system);
	print_processor();
	printf("# %ld processors, %s %s %s", sysconf(_SC_NPROCESSORS_ONLN),
	    system.sysname, system.release, system.machine);
	if (getloadavg(&load, 1) == 1)
		printf(", load %.2f", load);
	printf("\n# %s, version %s\n\n", program, PACKAGE_VERSION);
	printf("%-42s %11s %15s  %-30s %6s\n", "figure", "median", "spread",
	    "limit, in the same run", "ratio");
	fflush(stdout);
}

static void
print_value(const char *figure, enum unit unit, struct spread value)
{
	char middle[TEXT_SIZE], spread[RANGE_SIZE];
	printf("%-42s %11s %15s", figure, measure(middle, unit, value.middle),
	    range(spread, unit, value));
}

void
table_row(const char *figure, enum unit unit, struct spread value)
{
	print_value(figure, unit, value);
	printf("\n");
	fflush(stdout);
}

void
table_row_beside(const char *figure, enum unit unit, struct spread value,
    const char *limit_name, struct spread limit)
{
	char text[TEXT_SIZE], words[80];
	snprintf(words, sizeof(words), "%s %s", limit_name,
	    measure(text, unit, limit.middle));
	print_value(figure, unit, value);
	printf("  %-30s %6.2f\n", words,
	    limit.middle > 0 ? value.middle / limit.middle : 0);
	fflush(stdout);
}

void
table_row_missing(const char *figure, const char *why)
{
	printf("%-42s %11s  (%s)\n", figure, "-", why);
	fflush(stdout);
}
