/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "app/options.h"

static void
print_row(const struct option_row *row)
{
	enum { DOES_COL = 24 };
	char letter[] = "    ";
	if (row->letter != 0)
		snprintf(letter, sizeof(letter), "-%c, ", row->letter);
	int cols = printf("  %s--%s%s%s", letter, row->name,
	    row->argument == NULL ? "" : " ",
	    row->argument == NULL ? "" : row->argument);

	for (const char *line = row->does; *line != '\0';) {
		size_t size = strcspn(line, "\n");
		printf("%*s%.*s\n", cols < DOES_COL ? DOES_COL - cols : 2, "",
		    (int)size, line);
		line += size + (line[size] == '\n');
		cols = 0;
	}
}

bool
options_print_help(void)
{
	fputs("Usage: landline [OPTION]... [NUMBER]\n"
	      "A telephone for the terminal: dials NUMBER, or waits for calls "
	      "on port 8255.\n\n",
	    stdout);
	for (size_t i = 0; i < option_row_count; i++)
		print_row(&option_rows[i]);
	fputs(
	    "\n"
	    "A NUMBER is an address, with a port where that is not 8255:\n"
	    "192.168.1.20, 192.168.1.20:5000, [fe80::1%eth0]:5000, "
	    "bob-laptop, :5000 (this\n"
	    "machine) or unix:/path.\n\n"
	    "On the screen F1 helps and ^C leaves. \"man landline\" tells the rest.\n",
	    stdout);
	return fflush(stdout) == 0;
}

bool
options_print_version(void)
{
	fputs(PACKAGE_NAME
	    " " PACKAGE_VERSION "\n"
	    "Copyright (C) 2026 The landline authors\n"
	    "License ISC: <https://spdx.org/licenses/ISC.html>\n"
	    "This is free software: you are free to change and redistribute "
	    "it.\n"
	    "There is NO WARRANTY, to the extent permitted by law.\n",
	    stdout);
	return fflush(stdout) == 0;
}
