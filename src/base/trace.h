/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * trace - a debug log, silent unless LANDLINE_TRACE names a file.
 *
 * For the authors. What users are to know stands on the screen.
 */
#ifndef LANDLINE_BASE_TRACE_H
#define LANDLINE_BASE_TRACE_H

/* Opens the file (appending, mode 0600) that LANDLINE_TRACE names, if set;
 * if it cannot, standard error says so. */
void trace_open(void);
void trace_close(void);

/* One line with monotonic seconds in front; errno stays as it was. Costs a
 * test of a flag when silent. */
void trace(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
