/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ui/manners.h"

#include <string.h>

/*
 * Application keys, because that is how terminfo knows them. Alternate scroll
 * is saved first (XTSAVE), for only the terminal knows whether it was on.
 */
void
manners_enter(const struct manners *manners, struct script *script)
{
	script_add(script, manners->smkx);
	if (manners->is_ansi)
		script_add(script, "\033[?2004h\033[?1007s\033[?1007l");
}

/*
 * Terminals that know alternate scroll but not XTRESTORE have it on from the
 * beginning: it is switched on first, and then set to what was saved.
 */
void
manners_leave(const struct manners *manners, struct script *script,
    bool is_titled)
{
	if (manners->is_ansi)
		script_add(script, "\033[?2004l\033[?1007h\033[?1007r");
	if (is_titled)
		script_add(script, "\033[23;0t");
	script_add(script, manners->rmkx);
}

void
manners_die(const struct manners *manners, struct script *script,
    bool is_titled, const char *last_row)
{
	script_add(script, manners->rmir);
	script_add(script, manners->sgr0);
	script_add(script, manners->op);
	manners_leave(manners, script, is_titled);
	script_add(script, manners->cnorm);
	if (manners->rmcup == NULL) {
		script_add(script, last_row);
		script_add(script, manners->el);
	}
	script_add(script, manners->rmcup);
}

/* An operating system command (xterm's ctlseqs), and not the status line
 * that terminals of old had for it. */
bool
manners_has_title(const struct manners *manners)
{
	if (manners->tsl != NULL && manners->fsl != NULL)
		return strncmp(manners->tsl, "\033]", 2) == 0;
	return manners->has_xt;
}

void
manners_title(const struct manners *manners, struct script *script,
    const char *before, const char *now)
{
	bool has_own = manners->tsl != NULL && manners->fsl != NULL;
	if (*before == '\0')
		script_add(script, "\033[22;0t");
	if (*now == '\0') {
		script_add(script, "\033[23;0t");
		return;
	}
	script_add(script, has_own ? manners->tsl : "\033]0;");
	script_add_text(script, now);
	script_add(script, has_own ? manners->fsl : "\007");
}
