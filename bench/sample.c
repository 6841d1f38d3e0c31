/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "sample.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PARTS = 10 };

double
sample_now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void
sample_add(struct sample *sample, double value)
{
	assert(sample->count < SAMPLE_MOST);
	sample->values[sample->count++] = value;
}

static int
compare(const void *one, const void *other)
{
	double a = *(const double *)one, b = *(const double *)other;
	return (a > b) - (a < b);
}

/* The nearest rank: a value that was measured. */
static double
percentile(const double *values, size_t count, double percent)
{
	double sorted[SAMPLE_MOST];
	if (count == 0)
		return 0;
	memcpy(sorted, values, count * sizeof(*values));
	qsort(sorted, count, sizeof(*sorted), compare);
	size_t rank = (size_t)((double)count * percent / 100);
	return sorted[rank < count ? rank : count - 1];
}

struct spread
sample_median(const struct sample *sample)
{
	return (struct spread){
		.middle = percentile(sample->values, sample->count, 50),
		.least = percentile(sample->values, sample->count, 0),
		.most = percentile(sample->values, sample->count, 100),
	};
}

struct spread
sample_percentile(const struct sample *sample, double percent)
{
	struct sample parts = { 0 };
	size_t size = sample->count / PARTS;
	for (size_t at = 0; size > 0 && at + size <= sample->count; at += size)
		sample_add(&parts,
		    percentile(sample->values + at, size, percent));
	struct spread spread = sample_median(&parts);
	spread.middle = percentile(sample->values, sample->count, percent);
	return spread;
}

struct spread
sample_exact(double value)
{
	return (struct spread){ value, value, value };
}
