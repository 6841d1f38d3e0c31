/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */

/*
 * bench [short] [--landline PROGRAM] [GROUP...] - measures a landline and
 * prints a table; doc/PERFORMANCE.md says what of.
 */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bare.h"
#include "phones.h"
#include "rows.h"
#include "table.h"

static const struct effort whole = {
	.runs = 5,
	.header_trips = 5000000,
	.line_count = 1000000,
	.bulk_size = (size_t)2 << 30,
	.key_count = 1000,
	.draw_count = 21,
	.flood_count = 1000000,
	.paste_size = 1000000,
	.few = 10000,
	.many = 100000,
	.idle_s = 60,
};

/* That every row can be measured, and nothing else. */
static const struct effort brief = {
	.runs = 1,
	.header_trips = 10000,
	.line_count = 10000,
	.bulk_size = (size_t)16 << 20,
	.key_count = 10,
	.draw_count = 1,
	.flood_count = 10000,
	.paste_size = 100000,
	.few = 100,
	.many = 1000,
	.idle_s = 1,
};

static const struct group {
	const char *name;
	void (*measure)(const struct effort *effort);
} groups[] = {
	{ "header", rows_header },
	{ "lines", rows_lines },
	{ "bulk", rows_bulk },
	{ "keys", rows_keys },
	{ "drawn", rows_drawn },
	{ "start", rows_start },
	{ "memory", rows_memory },
	{ "idle", rows_idle },
	{ "paste", rows_paste },
	{ "flood", rows_flood },
	{ "served", rows_served },
};

enum { GROUP_COUNT = sizeof(groups) / sizeof(groups[0]) };

/* What the driver is when it calls itself; see rows.h and bare.h. */
static void
be_another(char **argv)
{
	if (argv[1] == NULL)
		return;
	if (strcmp(argv[1], "--bare-curses") == 0)
		bare_curses();
	if (argv[2] == NULL)
		return;
	size_t count = strtoul(argv[2], NULL, 10);
	if (strcmp(argv[1], "--trips") == 0)
		rows_header_trips(count);
	else if (strcmp(argv[1], "--copies") == 0)
		rows_header_copies(count);
	else
		return;
	exit(EXIT_SUCCESS);
}

static void
wish(bool wished[GROUP_COUNT], const char *name)
{
	for (size_t i = 0; i < GROUP_COUNT; i++)
		if (strcmp(groups[i].name, name) == 0) {
			wished[i] = true;
			return;
		}
	fprintf(stderr, "bench: nothing is called \"%s\"; there are:", name);
	for (size_t i = 0; i < GROUP_COUNT; i++)
		fprintf(stderr, " %s", groups[i].name);
	fprintf(stderr, "\n");
	exit(EXIT_FAILURE);
}

int
main(int argc, char **argv)
{
	const struct effort *effort = &whole;
	bool wished[GROUP_COUNT] = { false }, wishes = false;
	be_another(argv);
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "short") == 0) {
			effort = &brief;
		} else if (strcmp(argv[i], "--landline") == 0 && i + 1 < argc) {
			phones_program = argv[++i];
		} else {
			wish(wished, argv[i]);
			wishes = true;
		}
	}
	signal(SIGPIPE, SIG_IGN);
	setlocale(LC_ALL, "C.UTF-8");
	table_begin(phones_program);
	for (size_t i = 0; i < GROUP_COUNT; i++)
		if (wished[i] || !wishes)
			groups[i].measure(effort);
	return EXIT_SUCCESS;
}
