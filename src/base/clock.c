/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "base/clock.h"

#include <limits.h>
#include <time.h>

static int64_t
read_clock(clockid_t which)
{
	struct timespec time;
	if (clock_gettime(which, &time) != 0)
		return -1;
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

int64_t
clock_now(void)
{
	/* A laptop's lid closed for an hour has to end a call. */
#ifdef CLOCK_BOOTTIME
	int64_t now = read_clock(CLOCK_BOOTTIME);
	if (now >= 0)
		return now;
#endif
	return read_clock(CLOCK_MONOTONIC);
}

int64_t
clock_wall_offset(void)
{
	return read_clock(CLOCK_REALTIME) - clock_now();
}

int64_t
clock_same_wall(int64_t before, int64_t now)
{
	enum { SET_MS = 1000 };
	int64_t by = now - before;
	return by > -SET_MS && by < SET_MS ? before : now;
}

int64_t
clock_earlier(int64_t one, int64_t other)
{
	return one < other ? one : other;
}

int64_t
clock_after(int64_t now, int64_t ms)
{
	if (now == CLOCK_NEVER || (ms > 0 && now > CLOCK_NEVER - ms))
		return CLOCK_NEVER;
	return now + ms;
}

int
clock_poll_timeout(int64_t now, int64_t deadline)
{
	if (deadline == CLOCK_NEVER)
		return -1;
	if (deadline <= now)
		return 0;
	if (now <= deadline - INT_MAX)
		return INT_MAX;
	return (int)(deadline - now);
}
