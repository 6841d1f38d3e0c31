/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "filter.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <check.h>

#include "../net/fixture.h"
#include "../runner.h"

bool
filter_does(const char *command)
{
	int status;
	char whole[512];
	snprintf(whole, sizeof(whole), "PATH=$PATH:/usr/sbin:/sbin; %s",
	    command);
	pid_t shell = fork();
	if (shell == 0) {
		execl("/bin/sh", "sh", "-c", whole, (char *)NULL);
		_exit(127);
	}
	waitpid(shell, &status, 0);
	return status == 0;
}

bool
filter_is_there(void)
{
	if (!fixture_own_network())
		return false;
	if (filter_does("exec 2>&-; nft 'add table inet faults;"
			" add chain inet faults in"
			" { type filter hook input priority 0 ; }'"))
		return true;
	runner_skip("no packets can be dropped here (nft)");
	return false;
}

void
filter_drop(const char *rule)
{
	char command[256];
	snprintf(command, sizeof(command),
	    "nft flush chain inet faults in &&"
	    " { test -z '%s' || nft add rule inet faults in '%s drop'; }",
	    rule, rule);
	ck_assert(filter_does(command));
}
