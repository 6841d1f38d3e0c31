/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "net/ladder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { FOLD_REACH = 32 }; /* entries looked back at: a note is to be cheap */

void
ladder_init(struct ladder *ladder)
{
	*ladder = (struct ladder){ .folds = true };
}

void
ladder_clear(struct ladder *ladder)
{
	free(ladder->ring);
	ladder_init(ladder);
}

static struct ladder_entry *
entry_at(const struct ladder *ladder, uint64_t id)
{
	return &ladder->ring[id % LADDER_LENGTH];
}

/* ---- whose descriptor ---- */

static bool
is_counted(int descriptor)
{
	return descriptor >= 0 && descriptor < LADDER_DESCRIPTORS;
}

void
ladder_belongs(struct ladder *ladder, int descriptor, int line)
{
	if (ladder != NULL && is_counted(descriptor))
		ladder->descriptors[descriptor] =
		    (struct ladder_descriptor){ true, line };
}

bool
ladder_knows(const struct ladder *ladder, int descriptor)
{
	return is_counted(descriptor) &&
	    ladder->descriptors[descriptor].is_open;
}

static int
line_of(const struct ladder *ladder, int descriptor)
{
	return is_counted(descriptor) ? ladder->descriptors[descriptor].line :
					0;
}

static void
keep_descriptors(struct ladder *ladder, const struct ladder_entry *made)
{
	bool opens = made->call == LADDER_SOCKET || made->call == LADDER_ACCEPT;
	if (opens && made->error == 0)
		ladder_belongs(ladder, (int)made->result, 0);
	if (made->call == LADDER_CLOSE && is_counted(made->descriptor))
		ladder->descriptors[made->descriptor] =
		    (struct ladder_descriptor){ 0 };
}

/* ---- folding ---- */

bool
ladder_moves_bytes(enum ladder_call call)
{
	return call == LADDER_SEND || call == LADDER_RECV ||
	    call == LADDER_SENDTO || call == LADDER_RECVFROM ||
	    call == LADDER_SENDMSG || call == LADDER_RECVMSG;
}

/*
 * What goes on without end in a call, or is asked more than once; all else is a
 * step of it.
 */
static bool
is_talk(const struct ladder_entry *entry)
{
	if (entry->call == LADDER_GETSOCKNAME ||
	    entry->call == LADDER_GETPEERNAME)
		return true;
	if (entry->call == LADDER_RECV && entry->error == 0)
		return entry->result > 0; /* an end of stream is a step */
	return ladder_moves_bytes(entry->call) || entry->call == LADDER_POLL ||
	    entry->error == EAGAIN;
}

static bool
is_repeat(const struct ladder_entry *entry, const struct ladder_entry *made)
{
	return entry->call == made->call &&
	    entry->descriptor == made->descriptor &&
	    entry->error == made->error &&
	    memcmp(entry->arguments, made->arguments,
		sizeof(made->arguments)) == 0 &&
	    entry->address.size == made->address.size &&
	    memcmp(&entry->address.storage, &made->address.storage,
		made->address.size) == 0;
}

/* The entry that `made` repeats, or NULL. */
static struct ladder_entry *
find_repeated(const struct ladder *ladder, const struct ladder_entry *made)
{
	uint64_t oldest = ladder_oldest(ladder);
	uint64_t id = ladder->newest;
	if (!is_talk(made))
		return NULL;
	for (int looked = 0; looked < FOLD_REACH && id >= oldest && id != 0;
	     looked++, id--) {
		struct ladder_entry *entry = entry_at(ladder, id);
		if (!is_talk(entry))
			return NULL;
		if (is_repeat(entry, made))
			return entry;
	}
	return NULL;
}

static void
fold(struct ladder_entry *into, const struct ladder_entry *made)
{
	into->count++;
	if (ladder_moves_bytes(made->call) && made->error == 0)
		into->result += made->result;
	else
		into->result = made->result;
}

static void
add(struct ladder *ladder, const struct ladder_entry *made)
{
	if (ladder->ring == NULL)
		ladder->ring = memory_new(LADDER_LENGTH, sizeof(*ladder->ring));
	uint64_t id = ++ladder->newest;
	struct ladder_entry *entry = entry_at(ladder, id);
	*entry = *made;
	entry->id = id;
	entry->at_ms = ladder->now;
	entry->count = 1;
	entry->line = line_of(ladder, made->descriptor);
}

void
ladder_note(struct ladder *ladder, const struct ladder_entry *made)
{
	if (ladder == NULL)
		return;
	int saved_errno = errno;
	struct ladder_entry *repeated =
	    ladder->folds ? find_repeated(ladder, made) : NULL;
	if (repeated != NULL)
		fold(repeated, made);
	else
		add(ladder, made);
	keep_descriptors(ladder, made);
	ladder->version++;
	errno = saved_errno;
}

/* ---- looking ---- */

const struct ladder_entry *
ladder_find(const struct ladder *ladder, uint64_t id)
{
	if (id == 0 || id < ladder_oldest(ladder) || id > ladder->newest)
		return NULL;
	return entry_at(ladder, id);
}

uint64_t
ladder_oldest(const struct ladder *ladder)
{
	if (ladder->newest == 0)
		return 0;
	return ladder->newest <= LADDER_LENGTH ?
	    1 :
	    ladder->newest - LADDER_LENGTH + 1;
}

uint64_t
ladder_newest(const struct ladder *ladder)
{
	return ladder->newest;
}
