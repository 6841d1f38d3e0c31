/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * sample - what was measured again and again: its middle and its spread.
 *
 * Pure, but for sample_now().
 */
#ifndef BENCH_SAMPLE_H
#define BENCH_SAMPLE_H

#include <stddef.h>
#include <stdint.h>

enum { SAMPLE_MOST = 1000 };

struct sample {
	size_t count;
	double values[SAMPLE_MOST];
};

/* One figure with how far it moved from run to run. */
struct spread {
	double middle, least, most;
};

/* Seconds of the monotonic clock. */
double sample_now(void);

void sample_add(struct sample *sample, double value);

/* The median of all, from the least to the most of them. */
struct spread sample_median(const struct sample *sample);

/*
 * That percentile of all; the spread is that of the same percentile in ten
 * parts, taken in the order in which they were measured.
 */
struct spread sample_percentile(const struct sample *sample, double percent);

/* A figure that does not vary. */
struct spread sample_exact(double value);

#endif
