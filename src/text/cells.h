/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * cells - how many columns of a terminal a grapheme cluster takes.
 *
 * Pure. Clusters are those of UAX #29 as libutf8proc finds them; a cluster's
 * columns are the sum of wcwidth() over its characters, because that is what
 * ncurses counts with. The text must have passed text/clean; a newline or a
 * tab is a cluster of 0 columns here, and text/wrap's business.
 */
#ifndef LANDLINE_TEXT_CELLS_H
#define LANDLINE_TEXT_CELLS_H

#include <stddef.h>
#include <stdint.h>

struct cells_cluster {
	size_t size; /* bytes, at least 1 unless the text was empty */
	int cols;
};

/* The cluster that opens the first `size` bytes of `text`. */
struct cells_cluster cells_next(const char *text, size_t size);

/*
 * How many printable ASCII characters open the text, each of them a cluster of
 * one byte and one column, counted up to `most`: what most text is made of,
 * and needs no closer look. One that may have a mark behind it is not counted.
 */
size_t cells_plain(const char *text, size_t size, size_t most);

/* Where the cluster that ends right before `at` begins; 0 at the start. */
size_t cells_before(const char *text, size_t at);

/*
 * The last place at or before `at` that lies between two clusters of the
 * first `size` bytes. Looks back a bounded way only: it may lie between the
 * two halves of a flag in an unbroken run of more than 2,000 flags.
 */
size_t cells_boundary(const char *text, size_t size, size_t at);

/* Columns of the whole text, newlines and tabs not counted. */
int cells_cols(const char *text, size_t size);

/* The longest front part of `text` that fits in `cols` columns, in bytes. */
size_t cells_fit(const char *text, size_t size, int cols);

/*
 * One character of strict UTF-8 (RFC 3629): its code point to `point`, its
 * bytes (1…4, 0 when `size` is 0) returned. What is no UTF-8 gives U+FFFD and
 * as many bytes as Unicode's "maximal subpart" has (section 3.9, D93b).
 */
size_t cells_decode(const char *text, size_t size, uint32_t *point);

/* Columns of one code point; 0 for what ncurses would not show. */
int cells_point_cols(uint32_t point);

#endif
