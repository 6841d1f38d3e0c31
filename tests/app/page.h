/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * page - the documents of the source tree, read by tests that compare them
 * with the program.
 */
#ifndef TESTS_APP_PAGE_H
#define TESTS_APP_PAGE_H

#include <stddef.h>

enum { PAGE_FORM_SIZE = 512 };

/* A file of the source tree, with a NUL behind. The caller frees it. */
char *page_read(const char *name);

/*
 * A section of a manual page, from the newline behind its heading to the next
 * heading: `kind` Sh or Ss. The caller frees it.
 */
char *page_section(const char *name, const char *kind, const char *title);

/* How often `text` has `what`. */
size_t page_count(const char *text, const char *what);

/* That `text` has what the format makes, once. */
__attribute__((format(printf, 2, 3))) void page_has_once(const char *text,
    const char *format, ...);

#endif
