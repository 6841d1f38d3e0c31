/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "page.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../runner.h"

#include "base/memory.h"

enum { FILE_MOST = 256 * 1024 };

char *
page_read(const char *name)
{
	char *path = runner_source_path(name);
	FILE *file = fopen(path, "r");
	ck_assert_msg(file != NULL, "no %s", path);
	char *text = memory_new(FILE_MOST + 1, 1);
	size_t size = fread(text, 1, FILE_MOST, file);
	ck_assert_msg(size > 0 && size < FILE_MOST, "%s: %zu bytes", path,
	    size);
	fclose(file);
	free(path);
	return text;
}

char *
page_section(const char *name, const char *kind, const char *title)
{
	char *page = page_read(name);
	char heading[PAGE_FORM_SIZE], next[PAGE_FORM_SIZE];
	snprintf(heading, sizeof(heading), "\n.%s %s\n", kind, title);
	snprintf(next, sizeof(next), "\n.%s ", kind);
	char *start = strstr(page, heading);
	ck_assert_msg(start != NULL, "no %s in %s", title, name);
	start += strlen(heading) - 1;
	char *end = strstr(start, next);
	if (end == NULL)
		end = start + strlen(start);
	/* With the newline that ends it. */
	char *section = memory_copy(start, (size_t)(end - start) + 1);
	free(page);
	return section;
}

size_t
page_count(const char *text, const char *what)
{
	size_t found = 0;
	for (text = strstr(text, what); text != NULL;
	     text = strstr(text + 1, what))
		found++;
	return found;
}

void
page_has_once(const char *text, const char *format, ...)
{
	char form[PAGE_FORM_SIZE];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(form, sizeof(form), format, arguments);
	va_end(arguments);
	size_t found = page_count(text, form);
	ck_assert_msg(found == 1, "%zu times, not once: %s", found, form);
}
