/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/script.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* How long the padding is that stands here; 0 when there is none. */
static size_t
padding_size(const char *at)
{
	if (at[0] != '$' || at[1] != '<')
		return 0;
	size_t size = 2 + strspn(at + 2, "0123456789.*/");
	return at[size] == '>' ? size + 1 : 0;
}

void
script_add(struct script *script, const char *capability)
{
	if (capability == NULL ||
	    strlen(capability) > sizeof(script->bytes) - script->size)
		return;
	for (const char *at = capability; *at != '\0';) {
		size_t skipped = padding_size(at);
		if (skipped > 0)
			at += skipped;
		else
			script->bytes[script->size++] = *at++;
	}
}

void
script_add_text(struct script *script, const char *text)
{
	if (strlen(text) > sizeof(script->bytes) - script->size)
		return;
	for (; *text != '\0'; text++) {
		if ((unsigned char)*text >= 0x20 && *text != 0x7f)
			script->bytes[script->size++] = *text;
	}
}

void
script_write(const struct script *script, int descriptor)
{
	for (size_t done = 0; done < script->size;) {
		ssize_t count = write(descriptor, script->bytes + done,
		    script->size - done);
		if (count > 0)
			done += (size_t)count;
		else if (count == 0 || errno != EINTR)
			return;
	}
}
