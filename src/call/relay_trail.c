/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "call/relay.h"

#include <stdio.h>
#include <string.h>

#include "text/cells.h"
#include "text/quote.h"

enum {
	FAR_OFF_MS = 24 * 60 * 60 * 1000, /* a clock that tells nothing */
	TIME_SIZE = 32,
};

static bool
is_same(const struct pass_hop *one, const struct pass_hop *other)
{
	return strcmp(one->name, other->name) == 0 &&
	    strcmp(one->number, other->number) == 0;
}

/* Whether the last phone of the trail stands in it twice. */
static bool
comes_twice(const struct pass *trail)
{
	const struct pass_hop *last = &trail->hops[trail->hop_count - 1];
	for (int i = 0; i + 1 < trail->hop_count; i++)
		if (is_same(&trail->hops[i], last))
			return true;
	return false;
}

static enum relay_end
end_of(const struct relay_pass *pass, const struct pass *trail, const char *why)
{
	if (*why != '\0')
		return RELAY_BROKEN;
	if (pass->home_at != 0)
		return RELAY_ROUND;
	return comes_twice(trail) ? RELAY_LOOP : RELAY_LAST;
}

static const char *
name_of(const struct pass_hop *hop)
{
	if (hop->name_size > 0)
		return hop->name;
	return hop->number_size > 0 ? hop->number : "somebody";
}

static void
tell_headline(struct relay *relay, const struct relay_pass *pass,
    const struct pass *trail, enum relay_end end, int64_t now)
{
	char quoted[QUOTE_SIZE];
	const char *last = name_of(&trail->hops[trail->hop_count - 1]);
	long long took = (long long)(now - pass->started_at);
	quote_text(quoted, pass->trail->text, pass->trail->text_size);
	int phones = trail->hop_count;
	switch (end) {
	case RELAY_ROUND:
		/* The last of them is this phone once more, if it had room. */
		if (phones > 1 && comes_twice(trail))
			phones--;
		relay_tell(relay, now,
		    "\"%s\" went round through %d phone%s and was back after"
		    " %lld ms: the ring is closed",
		    quoted, phones, phones == 1 ? "" : "s",
		    (long long)(pass->home_at - pass->started_at));
		return;
	case RELAY_LAST:
		relay_tell(relay, now,
		    "\"%s\" went to the end of the chain, through %d phones;"
		    " its report took %lld ms",
		    quoted, phones, took);
		return;
	case RELAY_LOOP:
		relay_tell(relay, now,
		    "\"%s\" ran into a loop: it came to %s a second time, and"
		    " not back here; its report took %lld ms",
		    quoted, last, took);
		return;
	case RELAY_BROKEN:
		relay_tell(relay, now,
		    "\"%s\" went as far as %s and no further; that was known"
		    " after %lld ms",
		    quoted, phones == 1 ? "this phone" : last, took);
		return;
	}
}

/* "+12 ms" since the first, as far as the clocks agree. */
static void
print_time(char to[TIME_SIZE], const struct pass *trail, int at)
{
	int64_t since = (int64_t)(trail->hops[at].at_ms - trail->hops[0].at_ms);
	if (since < -FAR_OFF_MS || since > FAR_OFF_MS)
		snprintf(to, TIME_SIZE, "another day");
	else
		snprintf(to, TIME_SIZE, "%s%lld ms", since > 0 ? "+" : "",
		    (long long)since);
}

struct widths {
	int name, number;
};

static void
widen(int *width, const char *text, size_t size)
{
	int cols = cells_cols(text, size);
	if (cols > *width)
		*width = cols;
}

static struct widths
measure(const struct pass *trail)
{
	struct widths widths = { 0, 0 };
	for (int i = 0; i < trail->hop_count; i++) {
		const struct pass_hop *hop = &trail->hops[i];
		widen(&widths.name, hop->name, hop->name_size);
		widen(&widths.number, hop->number, hop->number_size);
	}
	return widths;
}

static void
tell_hop(struct relay *relay, const struct pass *trail, int at,
    const struct widths *widths, const char *remark, int64_t now)
{
	const struct pass_hop *hop = &trail->hops[at];
	char time[TIME_SIZE];
	print_time(time, trail, at);
	relay_tell(relay, now, "%3d  %s%*s  %s%*s  %s%s%s", at + 1, hop->name,
	    widths->name - cells_cols(hop->name, hop->name_size), "",
	    hop->number,
	    widths->number - cells_cols(hop->number, hop->number_size), "",
	    time, *remark != '\0' ? "  " : "", remark);
}

static const char *
remark_on(enum relay_end end)
{
	switch (end) {
	case RELAY_ROUND:
		return "the ring is closed";
	case RELAY_LAST:
		return "the last of the chain";
	case RELAY_LOOP:
		return "here a second time";
	case RELAY_BROKEN:
		return "";
	}
	return "";
}

void
relay_tell_trail(struct relay *relay, const struct relay_pass *pass,
    const struct pass *trail, const char *why, int64_t now)
{
	enum relay_end end = end_of(pass, trail, why);
	struct widths widths = measure(trail);
	int count = trail->hop_count;
	tell_headline(relay, pass, trail, end, now);
	for (int i = 0; i < count; i++)
		tell_hop(relay, trail, i, &widths,
		    i + 1 == count ? remark_on(end) : "", now);
	if (end == RELAY_BROKEN)
		relay_tell(relay, now, "%3d  *  %s", count + 1, why);
	if (count > 1)
		relay_tell(relay, now,
		    "     (each time is by that phone's own clock)");
	if (end == RELAY_LOOP || end == RELAY_BROKEN)
		relay->has_failed = true;
}
