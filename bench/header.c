/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "table.h"
#include "wire/frame.h"

enum { PAYLOAD_SIZE = 64, WIRE_SIZE = FRAME_HEADER_SIZE + PAYLOAD_SIZE };

static uint8_t there[WIRE_SIZE], wire[WIRE_SIZE], here[WIRE_SIZE];

/* Not known to the compiler: a message may have any size. */
static volatile size_t payload_size = PAYLOAD_SIZE;
static volatile uint32_t failures;

void
rows_header_trips(size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct frame_header sent = {
			.type = FRAME_TEXT,
			.length = (uint32_t)payload_size,
			.sequence = (uint32_t)i + 1,
			.acknowledgement = (uint32_t)i,
		};
		struct frame_header heard;
		frame_encode(wire, &sent);
		memcpy(wire + FRAME_HEADER_SIZE, there, sent.length);
		if (frame_decode(&heard, wire, WIRE_SIZE) != FRAME_OK) {
			failures++;
			continue;
		}
		memcpy(here, wire + FRAME_HEADER_SIZE, heard.length);
	}
}

/* The same bytes, there and back, with nothing done to them. */
void
rows_header_copies(size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t size = FRAME_HEADER_SIZE + payload_size;
		memcpy(wire, there, size);
		memcpy(here, wire, size);
	}
}

/* Of this process: what others do meanwhile does not count. */
static double
seconds_each(void (*what)(size_t count), size_t count)
{
	clock_t begun = clock();
	what(count);
	return (double)(clock() - begun) / CLOCKS_PER_SEC / (double)count;
}

/* Instructions of the whole program, as callgrind counts them; 0: it didn't. */
static double
instructions(const char *what, size_t count)
{
	char command[256], line[256];
	double collected = 0;
	snprintf(command, sizeof(command),
	    "valgrind --tool=callgrind --callgrind-out-file=/dev/null"
	    " /proc/%d/exe %s %zu 2>&1",
	    (int)getpid(), what, count);
	FILE *output = popen(command, "r");
	while (output != NULL && fgets(line, sizeof(line), output) != NULL) {
		const char *found = strstr(line, "Collected : ");
		if (found != NULL)
			collected = strtod(found + 12, NULL);
	}
	if (output != NULL)
		pclose(output);
	return collected;
}

/* What a thousand more cost. */
static double
instructions_each(const char *what)
{
	enum { MORE = 1000 };
	double some = instructions(what, MORE);
	double twice = instructions(what, 2 * MORE);
	return some > 0 && twice > some ? (twice - some) / MORE : 0;
}

void
rows_header(const struct effort *effort)
{
	struct sample trips = { 0 }, copies = { 0 };
	size_t count = effort->header_trips;
	for (size_t run = 0; run < effort->runs; run++) {
		sample_add(&trips, seconds_each(rows_header_trips, count));
		sample_add(&copies, seconds_each(rows_header_copies, count));
	}
	table_row_beside("header coded and read, 64-byte payload", UNIT_SECONDS,
	    sample_median(&trips), "memcpy", sample_median(&copies));
	double trip = instructions_each("--trips");
	double copy = instructions_each("--copies");
	if (trip > 0)
		table_row_beside("  instructions", UNIT_COUNT,
		    sample_exact(trip), "memcpy", sample_exact(copy));
	else
		table_row_missing("  instructions", "valgrind is missing");
}
